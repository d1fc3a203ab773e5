/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/analysis_variation.h
 * How much the schools of a municipality differ, and each school in its funnel.
 * One of the kinds of telling/analysis.h, where the columns of every analysis stand.
 */
#ifndef TELLING_ANALYSIS_VARIATION_H
#define TELLING_ANALYSIS_VARIATION_H

#include "analysis.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  /**
   * How much the schools of a municipality differ: one row per municipality ×
   * indicator × school year × breakdown, a funnel in one line. Totals, ratios and
   * medians have no rows. Nothing is put in order of values.
   *
   * A school has a place in the funnel with a value and, of a share, a number of
   * participants (at most a million: exact limits), of a mean, a standard error above 0.
   *
   * Columns
   *  - text: school_year, method (of the limits that verdicts go by), state, interval_state
   *    ("ok", "pooled_spread"), icc_state (a state of telling/stats.h)
   *  - whole numbers: period, decimals, units (schools with a row to which the indicator
   *    applies), units_placed, units_hidden (by policy or by the publisher),
   *    units_not_taken_part, units_missing (the rest), outside_95 and outside_998
   *    (schools beyond these limits), icc_units (schools behind icc)
   *  - real numbers: target, expected_95 and expected_998 (how many would lie
   *    outside by chance alone), phi, phi_p, tau2, between_sd, icc, icc_lo, icc_hi
   *
   * Formulas
   *  - target: the municipality's own figure, the computed one where that has no value. It is
   *    taken as it is: its own standard error and rounding are in no limit.
   *  - phi, tau2: tell_stats_overdispersion_shares() and tell_stats_overdispersion_means()
   *    around the target, a tenth of the schools pulled in on each side; tau2 in
   *    squared radians (arcsine scale) for shares, in the squared unit of the mean else.
   *    phi is 1 when there is chance only, and phi_p the chance of so much without more, of
   *    means by their normal scores (z of "variation_units").
   *  - between_sd: the standard deviation of the schools' true levels, √τ² of Paule and
   *    Mandel (tell_stats_shrinkage()), in the unit of the values. 0: chance explains it all.
   *  - icc: share of the variance among pupils that lies between schools
   *    (tell_stats_icc_means(), tell_stats_icc_shares()). Of means with the methods
   *    "mean_t" and "published_margin" only, where the pupils' sd is √n times the
   *    standard error (without rounding where it is published).
   *  - interval_state "pooled_spread": standard errors of survey indices are of all answers
   *    (telling/indicators.h) and larger than those of the pupils: limits are wider
   *    than they need be, and phi, between_sd and reliability too small rather than too large.
   *  - methods "funnel_binomial_mirrored" (shares), "funnel_mean"; with overdispersion
   *    asked for and found "funnel_arcsine_overdispersed", "funnel_mean_overdispersed".
   *
   * States: state and all but icc and between_sd have the state of the target where it
   * is not present; with fewer than 3 schools in the funnel they are `too_few`.
   * between_sd is `too_few` with fewer than 5 schools. icc is `too_few` with fewer than
   * 2 schools in the funnel, `missing` where the pupils' spread is not known or is
   * nowhere; icc_lo and icc_hi are `missing` where nobody differs within schools.
   */
  TELL_ANALYSIS_VARIATION = 3,

  /**
   * Each school in the funnel of its municipality: one row per school × indicator ×
   * school year × breakdown, by municipality, indicator, breakdown and school year,
   * and there in the order of the release: never by value.
   *
   * Columns
   *  - text: school_year, method, state, interval_state (as in "variation"), verdict
   *  - whole numbers: period, decimals, n
   *  - real numbers: value, target, z, lo_95, hi_95, lo_998, hi_998, wide_lo_95,
   *    wide_hi_95, wide_lo_998, wide_hi_998, shrunken, shrunken_lo, shrunken_hi, reliability
   *
   * Formulas
   *  - lo_95 … hi_998: limits by chance alone. Shares: exact binomial, mirrored
   *    (tell_stats_funnel_share()); means: target ± t·se, t with se⁴/(v²/(n − 1)) degrees of
   *    freedom where the sampling variance v was estimated from the sd of the n pupils
   *    (telling/indicators.h), else normal.
   *  - wide_…: the same with the variance between schools counted in (tau2 of
   *    "variation", se² + tau2 in place of se²), on the arcsine scale for shares, and
   *    never inside the others.
   *  - z: of means the normal score of t = (value − target)/se, which chance exceeds as often as
   *    that t; of shares (asin√((x + 3/8)/(n + 3/4)) − asin√target)·√(4n + 2).
   *  - verdict: "inside", "above_95", "below_95", "above_998", "below_998" by the wide limits,
   *    with overdispersion switched off by the others; of shares by x/n where x is given.
   *    "too_few": fewer than 3 schools in the funnel. By chance alone 5 of 100 schools lie
   *    beyond the inner and 2 of 1000 beyond the outer limits. Above and below say
   *    nothing of better or worse.
   *  - shrunken: tell_stats_shrinkage() (Paule and Mandel) over the schools in the
   *    funnel, with their released standard errors; reliability is the share of
   *    the variance of the value that is between schools.
   *
   * States: a school without a place has its own state (`hidden`, `suppressed`, `missing`,
   * ...) in all but value and n; where the municipality's figure is not present, z,
   * limits and verdict have its state. The wide limits are `too_few` with fewer
   * than 3 schools, shrunken values with fewer than 5. A shrunken value is `missing` where
   * the standard error is not known. The schools behind tau2 are named by the row of
   * "variation".
   */
  TELL_ANALYSIS_VARIATION_UNITS = 4
};

#ifdef __cplusplus
}
#endif

#endif
