/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/stats_units.h
 * Many units side by side: where a unit of its size lies by chance alone
 * (funnel), whether units differ more than chance makes them (overdispersion),
 * and what is known of a unit when its own figure is uncertain (shrinkage).
 *
 * These functions say of each unit whether it stands out from a target. They
 * put units in no order: nothing in this library ranks.
 */
#ifndef TELLING_STATS_UNITS_H
#define TELLING_STATS_UNITS_H

#include "stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How the limits of a share are made. */
enum {
  TELL_FUNNEL_BINOMIAL = 1,          /**< exact, interpolated, as Spiegelhalter published it */
  TELL_FUNNEL_BINOMIAL_MIRRORED = 2, /**< the same, upper limit as mirror image; the default */
  TELL_FUNNEL_WILSON = 3,            /**< where Wilson's interval touches the target */
  TELL_FUNNEL_ARCSINE = 4            /**< on the arcsine scale; the only one that takes tau2 */
};

/** How the limits of observed over expected events are made. */
enum {
  TELL_FUNNEL_POISSON = 1,      /**< gamma quantiles at the expected count */
  TELL_FUNNEL_POISSON_TOUCH = 2 /**< where the exact interval of the observed count touches */
};

/** How the variance between units is found. */
enum {
  TELL_TAU_DL = 1, /**< DerSimonian-Laird: by moments, in closed form */
  TELL_TAU_PM = 2  /**< Paule-Mandel; the default choice */
};

/**
 * Gives the funnel limits of a share: the interval of the result is where the
 * share of a unit with n participants lies at `level` when its true share is
 * the target. Limits never cross when the level grows.
 *
 * Formula: binomial: r the smallest count with F(r) >= p, limit (r − (F(r) −
 * p)/f(r))/n for p = (1 ∓ level)/2. Mirrored: lo as before, hi = 1 − lo of the
 * target 1 − target. Wilson: target ± z·√(target(1 − target)/n). Arcsine:
 * sin²(asin√target ± z·√(1/(4n + 2) + tau2)).
 *
 * Edges: n = 0: `empty`. All limits are kept within 0 to 1. Target 0 or 1 gives
 * limits that meet (`zero_variance`) where the method allows it. The limits of
 * TELL_FUNNEL_BINOMIAL are as published not each other's mirror image: its upper
 * one lies 1/n lower, so that near a target of 1 a share of 1, the most likely
 * one, is beyond it. Beyond a mirrored limit a share lies exactly when the
 * binomial tail from it outwards has less than (1 − level)/2.
 *
 * Reference: Spiegelhalter 2005, Statistics in Medicine 24, 1185-1202 (A.1.1);
 * Wilson limits as PHEindicatormethods; Anscombe 1948, Biometrika 35, 246-254.
 *
 * @param target the share that would be expected, 0 to 1.
 * @param n participants of the unit; whole and at most 1 000 000 for the binomial methods.
 * @param tau2 variance between units in squared radians, as
 *        tell_stats_overdispersion_shares() gives it; 0 for all methods but TELL_FUNNEL_ARCSINE.
 * @param method one of TELL_FUNNEL_…, for shares.
 * @param level between 0 and 1; usual are 0.95 and 0.998.
 * @param out receives the target as value, the limits as interval, se half their width over
 *        z. Methods "funnel_binomial", "funnel_binomial_mirrored", "funnel_wilson",
 *        "funnel_arcsine", "funnel_arcsine_overdispersed"; states `ok`, `empty`,
 *        `zero_variance`, `domain_error`.
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL, unknown method).
 * @since 0.1
 */
TELL_API tell_status tell_stats_funnel_share(double target, double n, double tau2, int32_t method,
                                             double level, tell_statistic *out, tell_error *err);

/**
 * Gives the funnel limits of observed over expected events; the target is 1.
 *
 * Formula: Poisson: lo = Q(α/2; E)/E, hi = Q(1 − α/2; E + 1)/E with Q(p; k) the
 * gamma quantile of shape k. Touch: the counts O with P(G(O + 1) <= E) = 1 −
 * α/2 (lo) and P(G(O) <= E) = α/2 (hi), over E.
 *
 * Edges: E = 0: `empty`; E above 400 000: `domain_error`. Touch: lo is 0 where
 * even no event at all would not be too few.
 *
 * Reference: FunnelPlotR (Poisson); PHEindicatormethods (touch).
 *
 * @param expected events that would be expected of the unit.
 * @param method TELL_FUNNEL_POISSON or TELL_FUNNEL_POISSON_TOUCH.
 * @param level between 0 and 1.
 * @param out receives 1 as value and the limits as interval. Methods "funnel_poisson",
 *        "funnel_poisson_touch"; states `ok`, `empty`, `domain_error`.
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL, unknown method).
 * @since 0.1
 */
TELL_API tell_status tell_stats_funnel_ratio(double expected, int32_t method, double level,
                                             tell_statistic *out, tell_error *err);

/**
 * Gives the funnel limits of a mean whose standard error is known.
 *
 * Formula: target ± z·√(se² + tau2).
 *
 * Edges: se = 0 and tau2 = 0: `zero_variance`.
 *
 * Reference: Spiegelhalter 2005, Statistics in Medicine 24, 1185-1202.
 *
 * @param target the mean that would be expected.
 * @param se standard error of the unit's mean, from 0.
 * @param tau2 variance between units, from 0; 0 without overdispersion.
 * @param level between 0 and 1.
 * @param out receives the target as value and the limits as interval. Methods "funnel_mean",
 *        "funnel_mean_overdispersed"; states `ok`, `zero_variance`, `domain_error`.
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL).
 * @since 0.1
 */
TELL_API tell_status tell_stats_funnel_mean(double target, double se, double tau2, double level,
                                            tell_statistic *out, tell_error *err);

/**
 * Tells whether shares lie wider around a target than chance makes them.
 *
 * Formula: y = asin√((x + 3/8)/(n + 3/4)), s² = 1/(4n + 2), z = (y −
 * asin√target)/s. φ = Σz²/I with z pulled in to its quantiles at `winsor` and 1 −
 * winsor (type 7). τ² = max(0, (Iφ − (I − 1))/(Σw − Σw²/Σw)), w = 1/s². Q = Σz²,
 * nothing pulled in, with p from chi-square(I − 1).
 *
 * Edges: x = 0 and x = n are ordinary values. Units with n = 0 are passed over;
 * fewer than 3 others: `too_few_points`. φ <= 1 gives τ² = 0.
 *
 * Reference: Spiegelhalter 2005, Statistics in Medicine 24, 1185-1202; Anscombe
 * 1948, Biometrika 35, 246-254. FunnelPlotR has s² = 1/(4n) and no 3/8, and gives
 * infinity for x = 0 on its log scale.
 *
 * @param x how many have the attribute, of each unit.
 * @param n participants of each unit.
 * @param count how many units.
 * @param target the share that would be expected; NULL: Σx/Σn.
 * @param winsor share of z values to pull in on each side, 0 to below 0.5; usual is 0.1.
 * @param out receives φ as value and the number of units as n. Method "overdispersion_arcsine";
 *        states `ok`, `too_few_points`, `domain_error`. Further numbers: tau2 (squared
 *        radians), q, p, target.
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL), #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_stats_overdispersion_shares(const double *x, const double *n,
                                                      size_t count, const double *target,
                                                      double winsor, tell_statistic *out,
                                                      tell_error *err);

/**
 * Tells whether means lie wider around a target than their standard errors say.
 *
 * Formula: as tell_stats_overdispersion_shares() with z = (y − target)/se, w = 1/se².
 *
 * Edges: fewer than 3 units: `too_few_points`. A standard error of 0 is a `domain_error`.
 *
 * Reference: Spiegelhalter 2005, Statistics in Medicine 24, 1185-1202; DerSimonian & Laird
 * 1986, Controlled Clinical Trials 7, 177-188.
 *
 * @param y the mean of each unit.
 * @param se its standard error, above 0.
 * @param count how many units.
 * @param target the mean that would be expected; NULL: Σwy/Σw.
 * @param winsor share of z values to pull in on each side, 0 to below 0.5; usual is 0.1.
 * @param out receives φ as value. Method "overdispersion_means"; states and further numbers as
 *        above, tau2 in the squared unit of the means.
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL), #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_stats_overdispersion_means(const double *y, const double *se,
                                                     size_t count, const double *target,
                                                     double winsor, tell_statistic *out,
                                                     tell_error *err);

/**
 * Draws the values of units towards their common mean, each as far as it is uncertain.
 *
 * Formula: DL: τ² = max(0, (Q − (k − 1))/(Σw − Σw²/Σw)), w = 1/se². PM: the τ² with
 * Σ(y − μ)²/(se² + τ²) = k − 1. μ is the mean weighted by 1/(se² + τ²). B =
 * se²/(se² + τ²); value B·μ + (1 − B)·y, variance (1 − B)·se² + B²·Var(μ);
 * reliability 1 − B.
 *
 * Edges: fewer than 5 units: `too_few_points`, because τ² then says next to
 * nothing. τ² = 0 gives μ for all, reliability 0. The interval takes τ² as known:
 * with 60 schools about as uncertain as they differ, 95 % intervals hold the true
 * level of 92 % of them.
 *
 * Reference: Efron & Morris 1975, JASA 70, 311-319; Paule & Mandel 1982, Journal of
 * Research NBS 87, 377-385; the numbers are those of metafor's blup().
 *
 * @param y the value of each unit.
 * @param se its standard error, above 0.
 * @param count how many units.
 * @param method TELL_TAU_DL or TELL_TAU_PM.
 * @param level of the intervals, between 0 and 1.
 * @param values receives `count` shrunken values.
 * @param lo, hi receive the ends of their intervals; may be NULL.
 * @param reliability receives the reliability of each y, 0 to 1; may be NULL.
 * @param out receives μ with se and normal interval, n the number of units. Methods
 *        "shrunken_dl", "shrunken_pm"; states `ok`, `too_few_points`, `domain_error`; unless
 *        `ok` all arrays are 0. Further numbers: tau2, q.
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL, unknown method), #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_stats_shrinkage(const double *y, const double *se, size_t count,
                                          int32_t method, double level, double *values, double *lo,
                                          double *hi, double *reliability, tell_statistic *out,
                                          tell_error *err);

#ifdef __cplusplus
}
#endif

#endif
