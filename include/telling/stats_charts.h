/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/stats_charts.h
 * Control charts: what a series does when only its usual variation is at work.
 *
 * Yearly series of schools are far shorter than such charts are made for:
 * limits of fewer than 12 points are trial limits (further number `trial` = 1),
 * and the rules about runs need 10 points. Known standard errors
 * (telling/stats_series.h) say more about a short series.
 *
 * Points come in the order of time. A point marked in `excluded` (1; else 0; NULL:
 * none) takes no part, as if it were not there. `baseline` freezes the limits on
 * the first so many points, excluded ones counted; 0 takes all.
 *
 * Limits lie 3 sigma from the centre. Sigma is the mean moving range over 1.128,
 * the tabulated value of 2/√π that textbooks and other tools use.
 */
#ifndef TELLING_STATS_CHARTS_H
#define TELLING_STATS_CHARTS_H

#include "stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Charts of counts. */
enum {
  TELL_CHART_P = 1,       /**< shares x of n, binomial */
  TELL_CHART_P_PRIME = 2, /**< the same, widened or narrowed by how they vary (Laney) */
  TELL_CHART_C = 3        /**< numbers of events, Poisson */
};

/**
 * Gives the limits of an XmR chart: single values by their moving ranges.
 *
 * Formula: centre = mean of the baseline, sigma = mean |y(i) − y(i − 1)| / 1.128,
 * limits centre ± 3·sigma. With screening, moving ranges of at least 3.267 times
 * their mean are left out, once.
 *
 * Edges: one point: centre without limits, `too_few_points`; none: nothing. All
 * equal: limits that meet, `zero_variance`.
 *
 * Reference: Montgomery, Introduction to Statistical Quality Control, 6.4; Nelson
 * 1982, Journal of Quality Technology 14, 172-173. NHSRplotthedots has 2.66 for
 * 3/1.128 = 2.6596.
 *
 * @param y values in order.
 * @param excluded marks of the points that take no part; NULL: none.
 * @param count how many points.
 * @param baseline how many points, from the first, make the limits; 0: all.
 * @param screen 1: leave out large moving ranges; 0: do not.
 * @param out receives the centre as value, the limits as interval (level 0.9973, that of
 *        3 sigma for normal values), sigma as se, and as n how many points the limits were made
 *        of. Method "xmr"; states `ok`, `zero_variance`, `too_few_points`, `domain_error`
 *        (no number, a baseline longer than the series). Further numbers: moving_range,
 *        range_limit (3.267 times it), trial (1: fewer than 12 points).
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL).
 * @since 0.1
 */
TELL_API tell_status tell_stats_xmr(const double *y, const int32_t *excluded, size_t count,
                                    size_t baseline, int32_t screen, tell_statistic *out,
                                    tell_error *err);

/**
 * Gives the limits of a chart of counts, for each point.
 *
 * Formula: p̄ = Σx/Σn of the baseline, σ(i) = √(p̄(1 − p̄)/n(i)), limits p̄ ± 3·σ(i)·s,
 * cut at 0 and 1; p chart s = 1; p′ chart s = mean |z(i) − z(i − 1)| / 1.128 with z(i)
 * = (x(i)/n(i) − p̄)/σ(i). C chart: c̄ ± 3√c̄, cut at 0.
 *
 * Edges: a point with n = 0 is not there. p̄ = 0 or 1: limits that meet,
 * `zero_variance`. One point suffices for p and c charts, p′ needs two.
 *
 * Reference: Montgomery, Introduction to Statistical Quality Control, 7.2 and 7.3;
 * Laney 2002, Quality Engineering 14, 531-537.
 *
 * @param x how many have the attribute, or how many events, in order.
 * @param n participants of each point; NULL for a c chart, and only there.
 * @param excluded marks of the points that take no part; NULL: none.
 * @param count how many points.
 * @param baseline how many points, from the first, make centre and s; 0: all.
 * @param method one of TELL_CHART_….
 * @param screen 1: leave out large moving ranges (p′ only); 0: do not.
 * @param lo, hi receive `count` limits each, also of excluded points; 0 without.
 * @param out receives the centre as value, without interval; n: points it was made of. Methods
 *        "chart_p", "chart_p_prime", "chart_c"; states `ok`, `zero_variance`, `empty`,
 *        `too_few_points`, `domain_error`. Further numbers: sigma_z (s), moving_range,
 *        range_limit, trial.
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL, unknown method).
 * @since 0.1
 */
TELL_API tell_status tell_stats_chart_counts(const double *x, const double *n,
                                             const int32_t *excluded, size_t count, size_t baseline,
                                             int32_t method, int32_t screen, double *lo, double *hi,
                                             tell_statistic *out, tell_error *err);

/**
 * Tells whether runs on one side of a centre are unusually long, or crossings of it unusually few.
 *
 * Formula: useful points are those not on the centre; a signal is a run longer
 * than round(log2 useful) + 3, or fewer crossings than the 5 % quantile of
 * Binomial(useful − 1, 1/2).
 *
 * Edges: fewer than 10 useful points: `too_few_points`. Points on the centre
 * neither end a run nor make it longer.
 *
 * Reference: Anhøj & Olesen 2014, PLoS ONE 9, e113825.
 *
 * @param y values in order.
 * @param excluded marks of the points that take no part; NULL: none.
 * @param count how many points.
 * @param centre such as the median, or the centre of a chart.
 * @param out receives the longest run as value, and the useful points as n. Method
 *        "runs_anhoej"; states `ok`, `too_few_points`, `domain_error`. Further numbers:
 *        longest_most, crossings, crossings_few, signal (1 or 0).
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL).
 * @since 0.1
 */
TELL_API tell_status tell_stats_runs(const double *y, const int32_t *excluded, size_t count,
                                     double centre, tell_statistic *out, tell_error *err);

#ifdef __cplusplus
}
#endif

#endif
