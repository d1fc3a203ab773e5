/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gradient over ordered groups of pupils: slope and relative index of inequality. */
#ifndef TELL_STATS_GRADIENT_H
#define TELL_STATS_GRADIENT_H

#include "stats/stats.h"

/** On which scale the line over the groups is fitted. */
typedef int32_t tell__stats_gradient_scale;

enum {
  TELL__STATS_GRADIENT_LINEAR = 1,
  TELL__STATS_GRADIENT_LOG = 2,  /* values above 0, such as rates */
  TELL__STATS_GRADIENT_LOGIT = 3 /* proportions between 0 and 1 */
};

/** How the interval of the relative index is made. */
typedef int32_t tell__stats_ratio;

enum {
  TELL__STATS_RATIO_FIELLER = 1, /* exact for normal ends */
  TELL__STATS_RATIO_DELTA = 2
};

/** A gradient. */
typedef struct tell__stats_gradient {
  tell__estimate sii; /* end − start, in the unit of the values */
  tell__estimate rii; /* end / start */
  double start, end;  /* predicted at the lowest and the highest rank */
  double dropped;     /* groups without anybody */
} tell__stats_gradient;

/**
 * Fits a line to the values of ordered groups over their place in the
 * population, and compares its two ends. With a_i the share of the population,
 *   x_i = a_1 + ... + a_{i−1} + a_i/2,  c_i = a_i(x_i − x̄)/Σ a(x − x̄)²
 *   b = Σ c_i y_i,  Var(b) = Σ c_i² se_i²
 *   start = ȳ − b·x̄,  end = start + b,  SII = end − start,  RII = end/start
 * SII has a normal interval. RII: Fieller's interval, the ratios R for which
 * end − R·start is not beyond z standard errors, or the delta method.
 * On the log and the logit scale the line is fitted to the transformed values
 * with se/y or se/(y(1 − y)); ends are taken back, SII has a delta interval
 * and RII that of the logarithm of the ratio, whatever `ratio` is. There the
 * published limits of PHEindicatormethods for the SII are up to 4 % wider:
 * they let the slope vary and keep the mean; here both ends are uncertain.
 *
 * @param population of each group, from the first (lowest) to the last; any
 *        scale; groups with 0 are dropped.
 * @param se standard errors in the unit of the values; NULL: not known.
 * Methods: "sii_linear", "sii_log", "sii_logit"; "rii_fieller", "rii_delta", "rii_log". n = groups.
 * States of sii: OK; ZERO_VARIANCE (all se are 0); NO_SPREAD (se NULL);
 * TOO_FEW_POINTS (fewer than 2 groups); NOT_POSSIBLE (a value that has no
 * logarithm or logit); DOMAIN_ERROR (population or se < 0, not a number,
 * level, an unknown constant). rii has the same state, or NOT_POSSIBLE: an end
 * at or below 0 (no value), or a start that is not clearly apart from 0 (value
 * without interval, Fieller).
 * References: Low & Low 2004, J. Public Health 26, 97-101; Fieller 1954, JRSS B 16, 175-185.
 */
tell__stats_gradient tell__stats_gradient_of(const double *population, const double *y,
                                             const double *se, size_t count,
                                             tell__stats_gradient_scale scale,
                                             tell__stats_ratio ratio, double level);

#endif
