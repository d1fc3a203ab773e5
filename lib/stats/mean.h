/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means with intervals: from n, mean and sd; as published with a margin; and of several units. */
#ifndef TELL_STATS_MEAN_H
#define TELL_STATS_MEAN_H

#include "stats/stats.h"

/**
 * A mean with its t interval: mean ± t(n−1)·sd/√n, in the unit of the mean.
 * `sd` is the standard deviation of single pupils (divisor n − 1).
 * Edges: n < 2 gives the value without interval (TOO_FEW_POINTS); sd = 0 an
 * interval without width (ZERO_VARIANCE).
 * Method "mean_t". States: OK, EMPTY (n = 0), TOO_FEW_POINTS, ZERO_VARIANCE,
 * DOMAIN_ERROR (n < 0 or between 0 and 1, sd < 0, not a number, level).
 */
tell__estimate tell__stats_mean_t(double mean, double sd, double n, double level);

/** The variance that rounding to 0 to 15 decimals adds: step²/12, step = 10^−decimals; -1 for other
 * decimals. */
double tell__stats_rounding_variance(int32_t decimals);

/**
 * A mean that was published rounded, with a 95 % margin (half-width):
 *   se² = (margin/1.96)² + step²/12,  value ± t(n − 1)·se, without n value ± z·se
 * with step = 10^−decimals of the published value (0 to 15), because a figure
 * rounded to step lies evenly within half a step of the true one. 1.96 is the
 * normal quantile in full, whatever `level` the interval is asked for.
 * The margin is 1.96·sd/√n with the sd of these very pupils (that is how Udir's
 * margins of schools scatter): of few pupils the normal quantile is too small.
 * @param n    pupils behind it, 0 when not known; under 2 as when not known.
 * @param variance receives both parts of se²; may be NULL; zero on failure.
 * Method "published_margin". States: OK; DOMAIN_ERROR (margin < 0,
 * decimals outside 0 to 15, n < 0, not a number, level).
 */
tell__estimate tell__stats_mean_published(double value, double margin, int32_t decimals, double n,
                                          double level, tell__variance *variance);

/**
 * The mean of several units weighted by their n, such as a municipality from
 * its schools:
 *   value = Σ n_i y_i / N,  Var = Σ (n_i/N)² v_i,  N = Σ n_i
 * with a normal interval. The sampling and the rounding part are summed apart.
 * Sums are exact and rounded once, so the order of the parts changes no bit.
 * Parts with n = 0 weigh nothing and are passed over, also their spread.
 * @param variance receives both parts of the variance; may be NULL; zero when
 *        there is none.
 * Method "weighted_mean". States: OK; ZERO_VARIANCE (all spreads are 0);
 * NO_SPREAD (a spread is missing: value without interval); MISSING (an n is
 * missing); EMPTY (no parts, or N = 0); DOMAIN_ERROR (n < 0, a negative
 * variance, not a number, level).
 */
tell__estimate tell__stats_weighted_mean(const tell__stats_part *parts, size_t count, double level,
                                         tell__variance *variance);

/**
 * The same for shares in percent: method "weighted_share", and the interval
 * ends at 0 and 100, because a share has no values outside, whatever a normal
 * interval says.
 */
tell__estimate tell__stats_weighted_share(const tell__stats_part *parts, size_t count, double level,
                                          tell__variance *variance);

/**
 * What several units are together when they are totals: the exact sum of their
 * values. Method "sum". States: NO_SPREAD (the value); DOMAIN_ERROR (too large).
 */
tell__estimate tell__stats_total(const tell__stats_part *parts, size_t count);

/** Degrees of freedom of a variance se² that is known so well: se⁴/wobble, from 1 to 10¹²; 0 for a
 * wobble of 0, where the normal distribution takes the place of t. */
double tell__stats_mean_df(double se, double wobble);

/**
 * Gives a mean of units the interval of t where their variances were estimated
 * from few pupils, and the normal one promises too much:
 *   mean ± t(df)·se,  df = se⁴/wobble,  wobble = Σ c_i²/(n_i − 1)
 * with c_i what the sampling variance of a unit of n_i pupils counts in se²,
 * (n_i/N)²·v_i (Welch and Satterthwaite). The mean of one unit so has the interval
 * of that unit, but for rounding, whose variance is known. A wobble of 0 (variances taken as known)
 * leaves the normal interval, and so does a mean without interval. Reference: Satterthwaite 1946,
 * Biometrics Bulletin 2, 110-114.
 */
void tell__stats_mean_widen(tell__estimate *mean, double wobble);

/**
 * The wobble that tell__stats_mean_widen() was given, from the mean that it made: se⁴/df of the df
 * whose t is the half-width over se. 0 without interval and for the normal one, which is not told
 * from that of more than 10⁹ degrees of freedom: written limits have so many digits only.
 */
double tell__stats_mean_wobble(const tell__estimate *mean);

#endif
