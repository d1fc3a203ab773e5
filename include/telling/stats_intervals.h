/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/stats_intervals.h
 * Intervals for one figure: a share of a group, a mean, a rate.
 */
#ifndef TELLING_STATS_INTERVALS_H
#define TELLING_STATS_INTERVALS_H

#include "stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How the interval of a share is made. */
enum {
  TELL_PROPORTION_WILSON = 1,  /**< Wilson's score interval; the default choice */
  TELL_PROPORTION_EXACT = 2,   /**< Clopper and Pearson: never covers less than its level */
  TELL_PROPORTION_JEFFREYS = 3 /**< equal tails of the beta posterior with Jeffreys' prior */
};

/**
 * Gives the share x of n with its interval; all proportions, 0 to 1.
 *
 * Formula: value x/n. Wilson: (2x + z² ∓ z·√(z² + 4x(1 − x/n))) / (2(n + z²)).
 * Exact: I_lo(x, n − x + 1) = α/2 and I_hi(x + 1, n − x) = 1 − α/2, I the
 * incomplete beta function, α = 1 − level. Jeffreys: quantiles α/2 and 1 − α/2
 * of the beta distribution with shapes x + ½ and n − x + ½. se is half the width
 * of the interval over z, and so above 0 also for x = 0 and x = n.
 *
 * Edges: n = 0: `empty`. x = 0 has lo = 0 exactly, x = n has hi = 1 exactly.
 * x or n that is no whole number (weighted counts): the method ends in
 * "_fractional". Exact and Jeffreys' are made for n up to a million; above it
 * there is the value alone, `not_possible`. Jeffreys' interval need not hold the
 * value below a level of about 0.3, and with fractional x or n − x between 0 and 1.
 *
 * Reference: Wilson 1927, JASA 22, 209-212; Newcombe 1998, Statistics in
 * Medicine 17, 857-872 (method 3); Clopper & Pearson 1934, Biometrika 26,
 * 404-413; Brown, Cai & DasGupta 2001, Statistical Science 16, 101-133.
 *
 * @param x how many have the attribute, 0 to n.
 * @param n how many there are, from 0.
 * @param method one of TELL_PROPORTION_….
 * @param level of the interval, between 0 and 1.
 * @param out receives the result. Methods "wilson", "exact", "jeffreys", also
 *        with "_fractional"; states `ok`, `empty`, `not_possible`,
 *        `domain_error`.
 * @return #TELL_OK, #TELL_E_ARGUMENT (unknown method, NULL).
 * @since 0.1
 */
TELL_API tell_status tell_stats_proportion(double x, double n, int32_t method, double level,
                                           tell_statistic *out, tell_error *err);

/**
 * Gives the interval of a mean from n, mean and standard deviation.
 *
 * Formula: mean ± t(n − 1)·sd/√n.
 *
 * Edges: n = 0: `empty`. n below 2: the mean alone, `too_few_points`. sd = 0: an
 * interval without width, `zero_variance`.
 *
 * Reference: Student 1908, Biometrika 6, 1-25.
 *
 * @param n how many pupils.
 * @param mean of the pupils, in any unit.
 * @param sd standard deviation of single pupils (divisor n − 1), same unit; not
 *        negative. An sd pooled over the items of an index is none.
 * @param level of the interval, between 0 and 1.
 * @param out receives the result, in the unit of the mean. Method "mean_t";
 *        states `ok`, `empty`, `too_few_points`, `zero_variance`,
 *        `domain_error`.
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL).
 * @since 0.1
 */
TELL_API tell_status tell_stats_mean(double n, double mean, double sd, double level,
                                     tell_statistic *out, tell_error *err);

/**
 * Gives the mean of single values with its interval.
 *
 * Formula: m = Σy/n, sd² = (Σd² − (Σd)²/n)/(n − 1) with d = y − m, and
 * m ± t(n − 1)·sd/√n. Sums are exact and rounded once, so that the order of the
 * values changes no bit.
 *
 * Edges: no values: `empty`. One value: it alone, `too_few_points`. All equal:
 * exactly that mean, an interval without width, `zero_variance`.
 *
 * Reference: Chan, Golub & LeVeque 1983, American Statistician 37, 242-247
 * (corrected two-pass); Shewchuk 1997 (exact sums).
 *
 * @param values borrowed during the call; NULL when count is 0.
 * @param count how many.
 * @param level of the interval, between 0 and 1.
 * @param out receives the result, in the unit of the values, with the further
 *        numbers `sd`, `least`, `most`. Method "mean_t"; states as
 *        tell_stats_mean().
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL).
 * @since 0.1
 */
TELL_API tell_status tell_stats_mean_values(const double *values, size_t count, double level,
                                            tell_statistic *out, tell_error *err);

/**
 * Gives the mean of an ordinal scale, such as answers 1 to 5, from how many
 * chose each category.
 *
 * Formula: m = Σk·n_k/n, sd² = Σn_k(k − m)²/(n − 1), m ± t(n − 1)·sd/√n, cut off
 * at the lowest and the highest score. se = sd/√n is not changed by the cut.
 *
 * Edges: nobody: `empty`. One answer: the mean alone, `too_few_points`. All in
 * one category: an interval without width, `zero_variance`. Counts that are no
 * whole numbers (weights): method "ordinal_t_fractional".
 *
 * Reference: Student 1908, Biometrika 6, 1-25; the bounds are those of the
 * scale.
 *
 * @param scores of the categories, in any order, also of those nobody chose;
 *        borrowed during the call.
 * @param counts how many chose each, not negative; as many as scores.
 * @param count how many categories.
 * @param level of the interval, between 0 and 1.
 * @param out receives the result, in the unit of the scores, with the further
 *        numbers `sd`, `least`, `most` (lowest and highest score that anybody
 *        chose). Methods "ordinal_t", "ordinal_t_fractional"; states as
 *        tell_stats_mean().
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL).
 * @since 0.1
 */
TELL_API tell_status tell_stats_mean_counts(const double *scores, const double *counts,
                                            size_t count, double level, tell_statistic *out,
                                            tell_error *err);

/**
 * Gives the interval of a mean that was published rounded and with a margin.
 *
 * Formula: se² = (margin/1.96)² + step²/12, step = 10^−decimals, value ±
 * t(n − 1)·se: the margin is made with the sd of these very pupils. 1.96 stands for the normal
 * quantile of 95 % in full, whatever the level. A figure rounded to step lies evenly within half a
 * step of the true one.
 *
 * Edges: margin 0 leaves the rounding. With n under 2, or not known, the normal
 * quantile stands for that of t.
 *
 * Reference: Sheppard 1898, Proc. London Math. Soc. 29, 353-380 (variance of
 * rounding).
 *
 * @param value as published, in any unit.
 * @param margin published half-width of the 95 % interval, same unit; not
 *        negative. Udir's "Usikkerhet" is one.
 * @param decimals of the published value, 0 to 15.
 * @param n pupils behind it, 0 when that is not known.
 * @param level of the interval, between 0 and 1.
 * @param out receives the result, with the further numbers `sampling_variance`
 *        and `rounding_variance`. Method "published_margin"; states `ok`,
 *        `domain_error`.
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL).
 * @since 0.1
 */
TELL_API tell_status tell_stats_mean_published(double value, double margin, int32_t decimals,
                                               double n, double level, tell_statistic *out,
                                               tell_error *err);

/** How the interval of a number of events is made. */
enum {
  TELL_RATE_EXACT = 1, /**< exact Poisson limits */
  TELL_RATE_BYAR = 2,  /**< Byar's approximation */
  TELL_RATE_PHE = 3    /**< exact below 10 events, Byar's from 10, as PHEindicatormethods */
};

/**
 * Gives a number of events, or a rate, with its interval: absences, incidents,
 * per pupil, per 100.
 *
 * Formula: value = scale·x/exposure. Exact: P(X ≥ x | lo) = α/2 and
 * P(X ≤ x | hi) = α/2 for a Poisson X, α = 1 − level. Byar:
 * x(1 − 1/(9x) − z/(3√x))³ and y(1 − 1/(9y) + z/(3√y))³, y = x + 1. Both ends
 * times scale/exposure. se is half the width of the interval over z.
 *
 * Edges: no exposure and no events: `empty`. No events: lo = 0 exactly. Where
 * Byar's lower end would be negative it is 0 (PHEindicatormethods gives none).
 * Events that are no whole number: the method ends in "_fractional". Exact
 * limits are made for up to 400 000 events; above it there is the value alone,
 * `not_possible`.
 *
 * Reference: Garwood 1936, Biometrika 28, 437-442; Breslow & Day 1987, IARC
 * Scientific Publications 82, p. 69; PHEindicatormethods 2.1.0, phe_rate.
 *
 * @param events from 0.
 * @param exposure what they are counted over, such as pupils or days, from 0;
 *        1 for a plain number of events.
 * @param scale the rate is per this much exposure; above 0.
 * @param method one of TELL_RATE_….
 * @param level of the interval, between 0 and 1.
 * @param out receives the result, n the exposure. Methods "poisson_exact",
 *        "poisson_byar", also with "_fractional"; states `ok`, `empty`,
 *        `not_possible`, `domain_error`.
 * @return #TELL_OK, #TELL_E_ARGUMENT (unknown method, NULL).
 * @since 0.1
 */
TELL_API tell_status tell_stats_rate(double events, double exposure, double scale, int32_t method,
                                     double level, tell_statistic *out, tell_error *err);

#ifdef __cplusplus
}
#endif

#endif
