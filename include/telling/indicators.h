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
 *    municipalities, the nation from counties). A computed row stands beside
 *    the published one, never instead of it.
 *  - Means and shares of a computed row are weighted by participants; totals
 *    are added up; ratios and medians cannot be made from the units below.
 *
 * Columns (cells that have no number say why in their state)
 *  - text: level, unit, unit_name, parent_level, parent, area, indicator, family,
 *    kind, measure_unit, direction, indicator_nb, indicator_nn, indicator_en,
 *    source, school_year, gender, owner, dimension, category, origin, method,
 *    state, interval_state, difference_state, comparator_origin, verdict,
 *    catalogue_version, file
 *  - whole numbers: period (first year of the school year), grade (0 = all),
 *    decimals, provisional (0/1), n (participants), numerator, children,
 *    children_visible, children_suppressed, children_not_taken_part (units
 *    below, computed rows), line (in `file`; published and local rows)
 *  - real numbers: value, se, lo, hi (in the indicator's unit), confidence
 *    (0.95), coverage (0–1: the share of the published n that the visible
 *    children carry), participation (n against the median n of the unit's
 *    other years in the same unbroken stretch), difference, difference_se,
 *    difference_lo, difference_hi (from the parent of the same period)
 *
 * Formulas
 *  - mean with published margin m (95 % half-width): se² = (m/1.96)² + step²/12,
 *    where step is one unit in the last published decimal: published rounding
 *    counts as uncertainty from the start. Method "published_margin".
 *  - mean with n and the pupils' sd: t interval. Method "mean_t". An sd that
 *    is pooled over item answers is never used; interval_state "no_spread".
 *  - share with numerator x of n: Wilson. Method "wilson". Share with n only:
 *    Wilson on the share as published, "wilson_fractional", with the rounding
 *    of the published share in se.
 *  - computed mean: Σ(n·y)/Σn, variance Σ(n/N)²·v. Method "weighted_mean";
 *    computed share of counts: sums of x and n, Wilson. Method "wilson".
 *  - difference from the parent d = y_c − y_p, with the child as part of the
 *    parent: Var = s_c² + s_p² − 2·(n_c/n_p)·v_c, v_c the child's variance
 *    without rounding. verdict: "higher" or "lower" when the 95 % interval of
 *    d does not hold 0, else "not_distinguishable"; "no_interval",
 *    "not_comparable". Higher and lower say nothing of better or worse.
 */
#ifndef TELLING_INDICATORS_H
#define TELLING_INDICATORS_H

#include "dataset.h"

#ifdef __cplusplus
extern "C" {
#endif

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

#ifdef __cplusplus
}
#endif

#endif
