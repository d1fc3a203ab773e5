/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The straight line by ordinary and weighted least squares: the scatter around it is its error. */
#ifndef TELL_STATS_OLS_H
#define TELL_STATS_OLS_H

#include "stats/stats.h"

/** A line with its residual scatter. All zero unless slope has a value. */
typedef struct tell__stats_ols {
  tell__estimate slope; /* n = points; interval by Student's t */
  double t, p;          /* 0 where the interval has no width */
  double intercept;     /* at x = 0; 0 through the origin */
  double intercept_se;
  double residual_sd; /* √(Σ w r²/df) */
  double df;          /* k − 2; k − 1 through the origin */
  double r_squared;   /* 1 − Σwr²/Σw(y − ȳ)²; through the origin 1 − Σwr²/Σwy² */
} tell__stats_ols;

/**
 * y = a + b·x (or y = b·x through the origin) with weights w = 1/se², 1 for
 * points without se; only their ratios count. The variance is
 * (X'WX)⁻¹·Σwr²/df, as lm() has it: use tell__stats_weighted_slope() where the
 * standard errors are known. The points may come in any order; equal x are
 * allowed.
 *
 * Methods "ols", "wls" (a point has se), "ols_origin", "wls_origin". States: OK;
 * TOO_FEW_POINTS (df < 1); ZERO_VARIANCE (all on the line but for rounding: the
 * interval has no width); DOMAIN_ERROR (all x equal, or all 0 through the
 * origin; se <= 0; not a number; level).
 * Reference: NIST StRD, linear regression (Norris, NoInt1, NoInt2).
 */
tell__stats_ols tell__stats_ols_fit(const tell__stats_point *points, size_t count,
                                    int through_origin, double level);

#endif
