/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/indicators.h
 * The indicator set: one row per unit × indicator × period × group, for every
 * school, area, municipality, county and nation in the input, with the
 * uncertainty that the input allows and never a made-up one.
 *
 * Rows
 *  - `origin` "published": an authority's figure, used as published;
 *    "local": the caller's own count; "computed": made here from the units
 *    below (areas and municipalities from schools, counties from
 *    municipalities, the nation from counties; of a unit below, its own figure
 *    comes before what was computed for it). A computed row stands beside
 *    the published one, never instead of it.
 *  - Means and shares of a computed row are weighted by participants; totals
 *    are added up, and need every unit below that has a row; ratios and medians
 *    cannot be made from the units below.
 *  - Shares that are sums of categories of a distribution (derived.csv of the
 *    catalogue: the ASSS shares np_lesing_asss and so on) are made of its rows,
 *    published and local ones alike, with their origin, before anything is
 *    computed from units below; then they are shares like any other. Every
 *    category that is needed must have a value: else `state` is that of the
 *    first one that has none. A share that the input has itself is not made.
 *    The lowest and the highest level are rows of the distribution itself.
 *  - The input may hold a part of a county or of the nation only. For these a
 *    computed row is made only beside a published or local row of the same
 *    period and group, and has a value only when its coverage is known.
 *
 * Columns (cells that have no number say why in their state)
 *  - text: level, unit, unit_name, parent_level, parent, area, indicator, family,
 *    kind, measure_unit, direction, indicator_nb, indicator_nn, indicator_en,
 *    source, school_year, gender, owner, dimension, category, origin, method,
 *    state, interval_state, difference_method, difference_state,
 *    comparator_origin, verdict, catalogue_version, file, continued_from (codes of
 *    the units whose figures are now the unit's, in rows read of one of them:
 *    telling/ingest.h)
 *  - whole numbers: period (first year of the school year), grade (0 = all),
 *    decimals, provisional (0/1; of a computed row: of any unit below), continued
 *    (0/1; likewise: read of a unit that goes on as this one), n
 *    (participants), numerator, children (units below that have a row to which
 *    the indicator applies; computed rows, as the next three), children_visible,
 *    children_suppressed, children_not_taken_part, line (in `file`; published
 *    and local rows; of a derived share those of the first of its categories)
 *  - real numbers: value, se, lo, hi (in the indicator's unit), confidence
 *    (0.95), coverage, participation (n against the median n of the unit's
 *    other years in the same unbroken stretch), difference, difference_se,
 *    difference_lo, difference_hi (from the parent of the same period)
 *
 * decimals: how many are worth showing. Published and local rows: those of the
 * catalogue, more where the file gives more; computed rows: those of the
 * catalogue, but one where the catalogue says whole numbers and it is no total.
 *
 * coverage (0–1; computed rows): the share of the n of the unit's own
 * (published or local) row that the visible children carry; of a total,
 * the computed value as a share of the unit's own one. `missing` where there is
 * no such row or it does not say how much there is, and for a total without a
 * computed value. With a coverage below 0.80 there is no value (`too_few`).
 * Where it is `missing`, at least 0.80 of the units below that took part must
 * be visible for the unit to be compared: else difference and verdict are `too_few`.
 *
 * Formulas
 *  - mean (or share without n) with published margin m, half the width of a 95 %
 *    interval: se² = (m/1.96)² + step²/12, where step is one unit in the last of
 *    `decimals`: published rounding counts as uncertainty from the start. The
 *    interval is one of t(n − 1): the margin is made with the pupils' own sd.
 *    Without n it is normal. Method "published_margin". Where sources.csv gives the margin another
 * level, its quantile stands for 1.96.
 *  - mean with n and the pupils' sd: t interval, se² = sd²/n, and step²/12 where an
 *    authority published the mean. Method "mean_t".
 *    The sd that is published of an index of several questions is that of all
 *    answers: at least that of the pupils' own means (Cauchy-Schwarz), mostly
 *    more. Its interval is wide enough and says so: method "mean_t_pooled_sd",
 *    interval_state "pooled_spread", also of what is computed from such rows, and
 *    difference_state where one of the two is such: comparisons and trends then
 *    find less than there may be, not more.
 *  - share with numerator x of n: Wilson around x/n; value as published.
 *    Method "wilson". Share with n only: Wilson on the share as published,
 *    "wilson_fractional", with the rounding of the published share in se. se is
 *    the binomial one, at x = 0 and x = n the half-width of the interval / 1.96.
 *  - derived share: the sum of the shares as they stand, at most 100 (`invalid`
 *    where rounding cannot explain more). n is that of the categories, missing
 *    where they differ; the numerator is the sum of theirs. With all numerators
 *    Wilson around x/n, "shares_wilson"; with n only, Wilson on the sum,
 *    "shares_wilson_fractional", with Σ step²/12 over the k published shares in
 *    se²; else "shares_added", without an interval.
 *  - value without an interval, for whatever reason: method "published" in a
 *    published row, "none" in a local one.
 *  - computed mean: Σ(n·y)/Σn, variance Σ(n/N)²·v. Method "weighted_mean". Its interval
 *    is one of t with df by Welch and Satterthwaite, Var²/Σ c²/(n − 1) with c = (n/N)²·v (v without
 *    rounding) of units whose v was estimated from the sd of their n pupils ("mean_t",
 *    "published_margin"); normal without such;
 *    computed share of counts: sums of x and n, Wilson. Method "wilson"; where
 *    a child gives no count, as the mean: "weighted_share". Total: "sum",
 *    without an interval.
 *  - interval_state: "ok"; "zero_variance" (all pupils had one value: an
 *    interval without width); "pooled_spread" (an interval that is wider than it
 *    need be); without an interval "no_spread" (nothing says how
 *    much pupils differ), "not_possible" (a mean of one pupil), "empty" (a mean
 *    of no pupil), "domain_error" (numbers that cannot be, such as x above n).
 *    difference_state: "ok", "zero_variance", "pooled_spread", or "no_spread" (an n or an interval
 *    of the two is not known).
 *  - difference from the parent d = y_c − y_p, with the child as part of the
 *    parent: Var = s_c² + s_p² − 2·(n_c/n_p)·v_c, v_c the child's variance
 *    without rounding, and never less than the child alone implies,
 *    (1 − n_c/n_p)²·v_c and both roundings. y_p is the parent's own figure, the
 *    computed one where that has no value (comparator_origin). difference_se is
 *    √Var; difference_lo and difference_hi are d ∓ 1.96·√Var, of means d ∓ t·√Var where
 *    v was estimated from the sd of n pupils: t with df = Var²/Σ c²/(n − 1), c what v
 *    counts in Var: of the child (1 − n_c/n_p)²·v_c; of the others in the parent
 *    v_p − (n_c/n_p)²·v_c with n = n_p − n_c, as Welch of the child and the others, or in a
 *    computed parent (n_i/N)²·v_i of each, where that gives fewer degrees of freedom
 *    (Welch and Satterthwaite). Rounding counts in Var, not in c: it is not estimated.
 *    difference_method "child_in_parent", but:
 *  - difference of shares (kinds count, share, distribution) of x_c of n_c and x_p
 *    of n_p pupils: Newcombe's interval (his method 10) of the child and the
 *    others, x_r = x_p − x_c of n_r = n_p − n_c, times n_r/n_p, around d,
 *    difference_method "child_newcombe_10":
 *      lo = d − (n_r/n_p)·√((p_c − l_c)² + (u_r − p_r)²),
 *      hi = d + (n_r/n_p)·√((u_c − p_c)² + (p_r − l_r)²)
 *    from Wilson's limits l, u of x/n (tell_stats_child_proportion()).
 *    difference_se stays √Var, of which this interval is not made. The
 *    standard error of a small share comes from the share itself: by it up to
 *    9 % of the schools of 8 to 60 pupils that do not differ would be told to. A
 *    numerator that is not given is the whole number nearest to share × n.
 *    "child_in_parent" stays where more than a hundredth of s_c² + s_p² is not
 *    binomial, as by the published rounding of very many pupils or, in a computed
 *    share without counts, by many small units with 0 or 100 %, and where the
 *    counts contradict each other (more in the child than in the parent, with the
 *    attribute or without it).
 *    Reference: Newcombe 1998, Statistics in Medicine 17, 873-890.
 *  - verdict: "higher" or "lower" when the 95 % interval of d does not hold 0,
 *    else "not_distinguishable"; "no_interval"; "not_comparable" (the parent's
 *    figure is so). Higher and lower say nothing of better or worse.
 *  - Totals and the nation have no difference, and a unit that is its whole
 *    parent (n not below the parent's) is not compared: the cells of the
 *    difference and the verdict are `not_applicable`.
 */
#ifndef TELLING_INDICATORS_H
#define TELLING_INDICATORS_H

#include "dataset.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What is computed beside the figures as they are. Owned by the caller; belongs to one thread at a
 * time. */
typedef struct tell_indicators_options tell_indicators_options;

/**
 * Makes options with the defaults: nothing beside.
 * @param out receives them; free with tell_indicators_options_free().
 * @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_indicators_options_create(tell_indicators_options **out, tell_error *err);

/** Frees options; NULL is allowed. @since 0.1 */
TELL_API void tell_indicators_options_free(tell_indicators_options *options);

/**
 * Asks for rows with corrected scales by Statistics Norway's conversion of the
 * national tests of 2014–2021, whose scale had flattened real change.
 *
 * Formula: new_sd/old_sd·(mean − old_mean) + new_mean, by test, grade and school
 * year (rescalings.csv of the catalogue); interval and se by the same line.
 *
 * Edges: only published rows of municipalities, counties and the nation: for
 * schools and other small groups the conversion is biased. None for grade 9,
 * for reading before 2016-17, and from 2022-23 on. They are rows of the source
 * "ssb-np-corrected" with method "rescaled" beside the published ones, never in
 * their place, and never in one trend with the tests from 2022-23 on, which
 * have another scale. Of several sources of one figure the first in priority is
 * converted; where the input has a figure of that source itself, none is made.
 * decimals is at least 1.
 *
 * Reference: Statistics Norway 2025, Korrigerte tall for nasjonale
 * prøveresultater over tid (13.11.2025), table 1.
 *
 * @param on 1, or 0 for the default.
 * @return #TELL_OK, #TELL_E_ARGUMENT.
 * @since 0.1
 */
TELL_API tell_status tell_indicators_options_set_rescaled(tell_indicators_options *options,
                                                          int32_t on, tell_error *err);

/**
 * Computes the indicator set.
 * @param dataset used during the call.
 * @param out receives the sealed table, owned by the caller. Rows are sorted by
 *        unit (as in tell_dataset_units()), indicator, group, period, origin.
 * @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_indicators_compute(const tell_dataset *dataset, tell_table **out,
                                             tell_error *err);

/**
 * Computes the indicator set by options.
 * @param options used during the call; NULL for the defaults.
 * @return as tell_indicators_compute().
 * @since 0.1
 */
TELL_API tell_status tell_indicators_compute_with(const tell_dataset *dataset,
                                                  const tell_indicators_options *options,
                                                  tell_table **out, tell_error *err);

#ifdef __cplusplus
}
#endif

#endif
