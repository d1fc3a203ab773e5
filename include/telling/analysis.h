/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/analysis.h
 * Analyses: what the figures of a release say together. Every analysis is made
 * of nothing but cells of the release that can be read, so that it can give
 * nothing away that the release does not: a cell that is hidden, suppressed or
 * missing is an input that is missing, and columns count such inputs. The
 * table of an analysis is therefore open from the start and may be written
 * out (tell_output_table_csv()); it names the policy in every row.
 *
 * Nothing here ranks units or makes one score of several indicators, nothing
 * is computed across a break, and no result claims that a measure had an effect.
 *
 * Columns of every analysis
 *  - text: level, unit, unit_name, parent_level, parent, indicator, family, kind,
 *    measure_unit, direction, indicator_nb, indicator_nn, indicator_en, source,
 *    gender, owner, dimension, category (what the row is about, as in
 *    telling/indicators.h), policy, catalogue_version
 *  - whole numbers: grade
 *  - real numbers: confidence (the level of the intervals)
 *
 * States: a cell that depends on a hidden figure is `hidden`, on one that the
 * publisher hides `suppressed`, on one that is not there `missing`; others are said
 * with each analysis.
 */
#ifndef TELLING_ANALYSIS_H
#define TELLING_ANALYSIS_H

#include "analysis_options.h"
#include "release.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A result with what it was made of. Never changes, may be read from several
 * threads; free with tell_analysis_free(). */
typedef struct tell_analysis tell_analysis;

/** The kinds of analysis, for tell_analysis_compute(). */
enum {
  /**
   * Groups of units taken together: one row per group × indicator × school year ×
   * breakdown, for every group declared in the options (level "group"), and for
   * every area and municipality as the group of its schools. Ratios and medians
   * cannot be put together from units and have no rows.
   *
   * Of a member counts its own figure, or the computed one where the own one has
   * no value. Visible is a member with a value (and, but for totals, a number of
   * participants above 0).
   *
   * Columns
   *  - text: school_year, method, interval_state, state
   *  - whole numbers: period, decimals, members (of the group, with a row to which the indicator
   *    applies), members_visible, members_hidden (by policy or by the publisher),
   *    members_not_taken_part, members_missing (the rest: no value for another
   *    reason, or no number of participants), members_absent (of the group,
   *    without such a row), n (participants of the visible members), hidden_n (at
   *    most so many participants stand behind the hidden and missing members)
   *  - real numbers: value, se, lo, hi, between_variance, coverage, bound_lo, bound_hi
   *
   * Formulas, sums over the visible members
   *  - mean: y = Σ n·y / N, se² = Σ (n/N)²·se²; method "weighted_mean"; a share whose
   *    members all give counts: x/N with a Wilson interval, "wilson"; other
   *    shares as the mean, "weighted_share"; total: Σ y, "sum", without an interval.
   *  - between_variance = Σ n·(y_i − y)² / N: how much the members' values differ,
   *    sampling and rounding included; not for totals.
   *  - hidden_n: the own n of these members where the release gives all of them;
   *    else the n of the area's or municipality's own row, less that of its
   *    visible schools; else (areas, declared groups of schools of one
   *    municipality) the same of the municipality that all members belong to.
   *    `missing` where nothing says it.
   *  - coverage = N / (N + hidden_n), where hidden_n is not only a limit; 1
   *    where no member is hidden or missing; else `missing`.
   *  - bounds: what the value of all members could be at least and at most,
   *    (N·y + hidden_n·a) / (N + hidden_n) with a the least and the greatest
   *    value that the catalogue holds plausible (else the ends of the scale; of
   *    shares 0 and 100). Of totals: the sum at least, and at most the sum and
   *    what the unit's own total leaves over. The sampling error is not in them.
   *
   * States: value and what belongs to it have the state of the members when none is visible
   * (`hidden`, `suppressed`, `not_taken_part`, `missing`); so has a total of which a
   * member is not visible (its bounds stand). With a coverage under 0.80 value, se, lo, hi
   * and between_variance are `too_few` (the bounds stand). Where the standard error
   * of a visible member is hidden, so are se, lo, hi and interval_state. Where the
   * release hides the computed figure of an area or municipality, all that is made of
   * its members is `hidden`; and hidden_n, coverage and bounds are where they would be made with
   * the rest of such a unit, or with that of one hidden member alone (unless the release tells
   * the coverage itself). A declared group says nothing that its members' rows do not.
   */
  TELL_ANALYSIS_GROUPS = 1,
  /**
   * What a change is made of: change within the schools, and pupils who are spread otherwise
   * over the schools. One row per group × indicator × breakdown and pair of school years,
   * for the groups of #TELL_ANALYSIS_GROUPS and means and shares: each school year
   * with the one before it that has figures, and each two of the read-out years
   * (telling/analysis_options.h) that are no such pair.
   *
   * Columns
   *  - text: school_year, school_year_before, pair ("consecutive", "readout"), method
   *    ("within_between"), interval_state, state
   *  - whole numbers: period, period_before, decimals, members_both (visible in both
   *    years), members_opened, members_closed (visible in one year; in the other they have
   *    no row, or nobody took part), members_seen_once (visible in one year, and with a row without
   *    visible value in the other), members_hidden (visible in neither year, hidden in one)
   *  - real numbers: change, change_se, change_lo, change_hi, within, within_se, within_lo,
   *    within_hi, shift, shift_se, shift_lo, shift_hi, opened_closed, seen_once,
   *    own_change, rest
   *
   * Formulas: w = n/Σn of a year, over the members visible in both years; Y the mean of these; ȳ_i
   * and ȳ the means of both years' values of a member and of Y
   *  - change: of the weighted mean of all visible members
   *  - within = Σ ½(w + w′)(y′ − y); shift = Σ (w′ − w)(ȳ_i − ȳ)
   *  - opened_closed, seen_once: members visible in one year only, Σ v(y − Y) of the later year
   * less that of the earlier, v = n/Σn over all visible members. No member's change can be said of
   * them, and so they are a term of their own.
   *  - change = within + shift + opened_closed + seen_once, exactly
   *  - own_change: of the area's or municipality's own figure; rest = own_change −
   *    change: the hidden members, and the publisher's rounding
   *  - variances of within Σ ¼(w + w′)²(se² + se′²), of shift Σ ¼(w′ − w)²(se² + se′²), of
   *    change Σ v²·se² over both years: the years' pupils are others, their numbers given.
   *
   * States: years on both sides of a break are `not_comparable`. `too_few` with a coverage
   * under 0.80 in either year, or, where that is not known, with under 0.80 of the
   * members that took part visible; and where no member is visible in both years. `hidden` where
   * the release hides the computed figure in either year. An interval is `missing` (or `hidden`)
   * when a standard error is. Says nothing of why schools or pupils changed.
   */
  TELL_ANALYSIS_DECOMPOSITION = 2
};

/** Gives how many kinds of analysis there are; they have the numbers from 1. @since 0.1 */
TELL_API int32_t tell_analysis_kind_count(void);

/** Gives the id of a kind, such as "groups"; NULL for a number that is none. Constant text. @since
 * 0.1 */
TELL_API const char *tell_analysis_kind_id(int32_t kind);

/** Gives the number of a kind by its id; 0 when there is none. @since 0.1 */
TELL_API int32_t tell_analysis_kind_find(const char *id);

/**
 * Computes an analysis.
 * @param catalogue the one the release was made with; used during the call.
 * @param release what may be read; borrowed: it must live as long as the analysis.
 * @param kind a TELL_ANALYSIS_… number.
 * @param options NULL: the defaults; used during the call.
 * @param out receives the analysis, owned by the caller.
 * @return #TELL_OK; #TELL_E_ARGUMENT (NULL, no such kind, a release of another catalogue, a
 *         declared group in which a unit and one that it is part of are both members);
 *         #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_analysis_compute(const tell_catalogue *catalogue,
                                           const tell_release *release, int32_t kind,
                                           const tell_analysis_options *options,
                                           tell_analysis **out, tell_error *err);

/** Frees an analysis; NULL is allowed. @since 0.1 */
TELL_API void tell_analysis_free(tell_analysis *analysis);

/** Gives the kind of an analysis: a TELL_ANALYSIS_… number; 0 for NULL. @since 0.1 */
TELL_API int32_t tell_analysis_kind(const tell_analysis *analysis);

/** Gives the table; its cells can be read. Borrowed until the analysis is freed; NULL for NULL.
 * @since 0.1 */
TELL_API const tell_table *tell_analysis_table(const tell_analysis *analysis);

#ifdef __cplusplus
}
#endif

#endif
