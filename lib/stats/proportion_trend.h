/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trend of a share from counts: x of n in each year. */
#ifndef TELL_STATS_PROPORTION_TREND_H
#define TELL_STATS_PROPORTION_TREND_H

#include "stats/slope.h"

/** x of n in a year. */
typedef struct tell__stats_count {
  double year;
  double x, n;
} tell__stats_count;

/** A trend of shares. All zero unless slope has a value. */
typedef struct tell__stats_proportion_trend {
  tell__estimate slope; /* change of the share per year; n = years used */
  double chi2;          /* of the trend, one degree of freedom */
  double z, p;
  double q, q_p; /* what the trend leaves of the chi-square of all years, k − 2 degrees of freedom;
                    0 and 1 with two years */
  double pupils; /* Σ n */
  tell__stats_agreement agreement;
} tell__stats_proportion_trend;

/**
 * Cochran-Armitage with the years as scores t. With N = Σn, X = Σx, p̄ = X/N:
 *   χ² = N(NΣxt − XΣnt)² / (X(N−X)(NΣnt² − (Σnt)²)),  z = ±√χ²
 *   slope = Σ n(t − t̄)(x/n) / Σ n(t − t̄)², se = √(p̄(1−p̄)/Σn(t − t̄)²)
 * so that interval and p come from the same model: slope/se is z. No continuity
 * correction. Years without pupils (n = 0) are left out. Leave-one-out lines as
 * for tell__stats_slope_agreement(), on shares; Fingertips takes logits and
 * gives up when x = n in one year.
 *
 * Method "cochran_armitage". States: OK; EMPTY (no pupils); TOO_FEW_POINTS (fewer
 * than two years with pupils); ZERO_VARIANCE (X = 0 or X = N: slope 0, p 1, no
 * interval); DOMAIN_ERROR (x > n, negative, a year twice, not a number, level).
 * Reference: Armitage 1955, Biometrics 11, 375-386; Cochran 1954.
 */
tell__stats_proportion_trend tell__stats_proportion_trend_fit(const tell__stats_count *years,
                                                              size_t count, double level);

#endif
