/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The mean of all pupils of several groups, when each group is known by its n,
 * mean and standard deviation: as if the pupils had been counted together.
 */
#ifndef TELL_STATS_POOLED_H
#define TELL_STATS_POOLED_H

#include <math.h>

#include "stats/stats.h"

/**
 * What groups add up to; start with zeroes. The sums are about the mean of the
 * first group, so that a spread is not lost in the size of the values. Groups
 * that come in another order may change the last bits, so they come in a fixed
 * one: that of the dataset.
 */
typedef struct tell__stats_pool {
  double n;              /* pupils */
  double origin;         /* mean of the first group */
  double first, second;  /* sums of n(y - origin) and of n(y - origin)^2 */
  double within;         /* sum of (n - 1)s^2 */
  int32_t is_begun;      /* there is an origin */
  int32_t is_impossible; /* a group that cannot be was added */
} tell__stats_pool;

/** As tell__stats_is_number(), without a call: false for NaN too. */
static inline int tell__stats_pool_number(double x) { return fabs(x) <= 1e100; }

/**
 * Adds a group of n >= 1 pupils with their mean and standard deviation (divisor n - 1). Here,
 * because a country has millions of groups; and without a look at the size of every number, as an
 * n or a mean that is too large leaves a sum, a mean or squares that are too large as well.
 */
static inline void tell__stats_pool_add(tell__stats_pool *pool, double n, double mean, double sd) {
  pool->is_impossible |= !((sd >= 0) & (sd <= 1e100) & (n >= 1));
  if (!pool->is_begun)
    pool->origin = mean;
  pool->is_begun = 1;
  double off = mean - pool->origin;
  pool->n += n;
  pool->first += n * off;
  pool->second += n * off * off;
  pool->within += (n - 1) * sd * sd;
}

/**
 * The mean of all pupils with its normal interval mean ± z·se:
 *   mean = Σ n_i y_i / N,  SS = Σ (n_i − 1)s_i² + Σ n_i (y_i − mean)²,
 *   se = √(SS/(N − 1)) / √N
 * SS is what the pupils themselves would give: spread within the groups and
 * between them (the sum-of-squares identity of one-way analysis of variance).
 * Pupils count as drawn one by one, not as schools drawn whole.
 * @param z     normal quantile of `level` (tell__stats_normal_critical()), found once by the
 * caller.
 * @param level in (0, 1).
 * Method "pooled_mean". States: OK; EMPTY (no groups); TOO_FEW_POINTS (N = 1:
 * value without interval); ZERO_VARIANCE (all pupils equal: an interval without
 * width); DOMAIN_ERROR (n < 1, sd < 0, not a number).
 */
tell__estimate tell__stats_pool_mean(const tell__stats_pool *pool, double z, double level);

#endif
