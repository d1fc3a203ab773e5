/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of the variance among pupils lies between their units. */
#ifndef TELL_STATS_ICC_H
#define TELL_STATS_ICC_H

#include "stats/stats.h"

/** The analysis of variance behind it. Numbers are 0 without a value. */
typedef struct tell__stats_icc_parts {
  double between;   /* mean square between units */
  double within;    /* mean square within units */
  double tau2;      /* variance between units, not below 0 */
  double f;         /* between/within; 0 when within is 0 */
  double p;         /* upper tail of F at f */
  double df1, df2;  /* k − 1, N − k */
  double unit_size; /* n0, the size that units count with */
  double units;     /* k */
} tell__stats_icc_parts;

/**
 * The intraclass correlation from n, mean and standard deviation (divisor
 * n − 1) of each unit, by analysis of variance:
 *   MSB = Σ n_i(m_i − M)²/(k − 1),  MSW = Σ (n_i − 1)s_i²/(N − k)
 *   n0 = (N − Σn_i²/N)/(k − 1),  τ² = max(0, (MSB − MSW)/n0)
 *   ICC = τ²/(τ² + MSW)
 * Interval with F = MSB/MSW and the quantiles F_p of F(k − 1, N − k):
 *   lo, hi = (F/F_p − 1)/(F/F_p + n0 − 1),  p = (1 ± level)/2, cut at 0 and 1
 * exact for normal values in units of equal size, approximate otherwise. se
 * is half the width of the interval over z. n is N.
 * Units with n = 0 are passed over; the sd of a unit with n = 1 is not used.
 *
 * Method "icc_anova". States: OK; NOT_POSSIBLE (fewer than 2 units, nobody
 * shares a unit, or nobody differs); ZERO_VARIANCE (no variance within: value
 * 1 without interval); DOMAIN_ERROR (n between 0 and 1, n or sd < 0, not a
 * number, level; more than 10 000 000 degrees of freedom).
 * References: Donner 1986, Int. Stat. Rev. 54, 67-82; Searle 1971, Linear Models, 9.9.
 */
tell__estimate tell__stats_icc_means(const double *n, const double *mean, const double *sd,
                                     size_t count, double level, tell__stats_icc_parts *parts);

/**
 * The same for shares x of n: the analysis of variance of values 0 and 1,
 * whose sum of squares within a unit is x(n − x)/n. The interval is
 * approximate here.
 * Method "icc_anova_shares". States as above; DOMAIN_ERROR also for x < 0 or x > n.
 * Reference: Ridout, Demétrio & Firth 1999, Biometrics 55, 137-148.
 */
tell__estimate tell__stats_icc_shares(const double *x, const double *n, size_t count, double level,
                                      tell__stats_icc_parts *parts);

#endif
