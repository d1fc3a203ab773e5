/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quantiles and tail probabilities of the normal, t and chi-square
 * distributions.
 *
 * Quantiles invert the forward function inside a bracket (stats/invert.h).
 * GSL's own inverses are not used: with ordinary arguments some of them do not
 * converge and end the process. Relative error about 1e-14 for p from 1e-4 to
 * 1 - 1e-4; for t with df > 30 about 1e-10 at p = 1e-9, where GSL's forward
 * function is a series.
 *
 * All give TELL_STAT_OK, or TELL_STAT_DOMAIN_ERROR with the result 0.
 */
#ifndef TELL_STATS_QUANTILE_H
#define TELL_STATS_QUANTILE_H

#include "stats/stats.h"

/** The x with P(Z <= x) = p, Z standard normal; p in (0, 1). p = 0.5 gives exactly 0. */
tell_stat_state tell__stats_normal_quantile(double p, double *x);

/** The z that chance exceeds as often as Student's t with `df` degrees of freedom exceeds `t`:
 * P(Z > z) = P(T > t); df in [1, 1e12]. As large as t where both tails are too thin to tell. */
tell_stat_state tell__stats_normal_score(double t, double df, double *z);

/** The x with P(T <= x) = p, T Student's t; p in (0, 1), df in [1, 1e12]. p = 0.5 gives exactly 0.
 */
tell_stat_state tell__stats_t_quantile(double p, double df, double *x);

/** The z with P(|Z| <= z) = level: 1.96 for 0.95; level in (0, 1). */
tell_stat_state tell__stats_normal_critical(double level, double *z);

/** The t with P(|T| <= t) = level; level in (0, 1), df in [1, 1e12]. */
tell_stat_state tell__stats_t_critical(double level, double df, double *t);

/** P(|Z| >= |z|); any finite z. */
tell_stat_state tell__stats_normal_two_sided(double z, double *p);

/** P(X >= x), X chi-square; x >= 0, df in (0, 1e6]. */
tell_stat_state tell__stats_chisq_upper(double x, double df, double *p);

#endif
