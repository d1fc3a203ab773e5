/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * More of the door to GSL (see gsl_cdf.h, whose rules hold here too): tails of
 * the beta, binomial, gamma and F distributions, forward functions only.
 *
 * All give TELL_STAT_OK, or TELL_STAT_DOMAIN_ERROR with *out = 0.
 */
#ifndef TELL_STATS_GSL_TAILS_H
#define TELL_STATS_GSL_TAILS_H

#include "stats/stats.h"

/** The most trials of a binomial tail: above it GSL's continued fraction can give up. */
#define TELL__STATS_MOST_TRIALS 1000000

/** P(X <= k), X binomial of n trials with chance p; whole 0 <= k, n <= TELL__STATS_MOST_TRIALS, p
 * in [0, 1]. */
tell_stat_state tell__stats_gsl_binomial_lower(double k, double n, double p, double *out);

/** P(X > k), same domain. */
tell_stat_state tell__stats_gsl_binomial_upper(double k, double n, double p, double *out);

/** P(X = k), same domain. */
tell_stat_state tell__stats_gsl_binomial_at(double k, double n, double p, double *out);

/** The largest shape of a gamma tail. */
#define TELL__STATS_MOST_SHAPE 500000

/** P(G <= x), G gamma with `shape` and scale 1; x >= 0, shape in (0, TELL__STATS_MOST_SHAPE].
 * P(X > k) of a Poisson count X with mean x is this with shape k + 1. */
tell_stat_state tell__stats_gsl_gamma_lower(double x, double shape, double *out);

/** P(G > x), same domain. */
tell_stat_state tell__stats_gsl_gamma_upper(double x, double shape, double *out);

/**
 * P(B <= x), B beta with shapes `a` and `b`; x in [0, 1], a and b at least 1e-5
 * and together at most 1.2e6, above which GSL's continued fraction can give up.
 * Relative error about (a + b)·2e-17.
 */
tell_stat_state tell__stats_gsl_beta_lower(double x, double a, double b, double *out);

/** P(B > x), same domain. */
tell_stat_state tell__stats_gsl_beta_upper(double x, double a, double b, double *out);

/** P(F <= x) with df1 and df2 in [1, 1e7] degrees of freedom; x >= 0. */
tell_stat_state tell__stats_gsl_f_lower(double x, double df1, double df2, double *out);

/** P(F > x), same domain. */
tell_stat_state tell__stats_gsl_f_upper(double x, double df1, double df2, double *out);

#endif
