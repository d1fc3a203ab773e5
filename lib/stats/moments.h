/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mean and the standard deviation of single values, and of values with how often each
 * occurs. */
#ifndef TELL_STATS_MOMENTS_H
#define TELL_STATS_MOMENTS_H

#include "stats/stats.h"

/** What a list of values adds up to. */
typedef struct tell__stats_moments {
  double n; /* how many, or the sum of the counts */
  double mean;
  double sd; /* divisor n − 1; 0 when n <= 1 */
  double least, most;
  tell_stat_state state; /* OK; EMPTY (n = 0); DOMAIN_ERROR; all numbers are 0 then */
} tell__stats_moments;

/**
 * Mean and standard deviation of `count` values, each as often as `counts`
 * says (NULL: once each; a count must not be negative, and one of 0 passes its
 * value over):
 *   m = Σ c y / Σ c,   sd² = (Σ c d² − (Σ c d)²/n) / (n − 1),  d = y − m
 * The second term takes back what rounding m cost. Sums are exact and rounded
 * once, so permuting the values changes no bit; values that are all equal have
 * exactly that mean and sd 0. Differences are scaled by a power of two first,
 * so that neither huge nor tiny values overflow or vanish when squared.
 */
tell__stats_moments tell__stats_moments_of(const double *values, const double *counts,
                                           size_t count);

/**
 * The mean of raw values with its t interval, tell__stats_mean_t() of their
 * moments.
 * @param moments receives mean, sd and extremes; may be NULL.
 * Method "mean_t". States: those of tell__stats_mean_t().
 */
tell__estimate tell__stats_mean_of_values(const double *values, size_t count, double level,
                                          tell__stats_moments *moments);

/**
 * The mean of an ordinal scale (answers 1 to 5) from how many chose each
 * category, with its t interval cut off at the lowest and highest score: a mean
 * cannot lie outside them. se is not changed by the cut.
 * @param scores of the categories, in any order; also of those nobody chose.
 * @param counts how many chose each; a count that is no whole number (weights)
 *        gives the method "ordinal_t_fractional".
 * @param moments receives mean, sd and extremes; may be NULL.
 * Method "ordinal_t". States: OK; EMPTY; TOO_FEW_POINTS (n < 2); ZERO_VARIANCE
 * (all in one category); DOMAIN_ERROR.
 */
tell__estimate tell__stats_mean_of_counts(const double *scores, const double *counts, size_t count,
                                          double level, tell__stats_moments *moments);

#endif
