/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The straight line through yearly values that scatter more than their
 * standard errors say: each year has an effect of its own, with variance τ².
 */
#ifndef TELL_STATS_RANDOM_SLOPE_H
#define TELL_STATS_RANDOM_SLOPE_H

#include "stats/slope.h"

/** How the line is fitted. */
typedef int32_t tell__stats_slope_method;

enum {
  TELL__SLOPE_FIXED = 1, /* no year effects: tell__stats_weighted_slope() */
  TELL__SLOPE_DL = 2,    /* τ² by DerSimonian & Laird */
  TELL__SLOPE_REML = 3,  /* τ² by restricted maximum likelihood */
  TELL__SLOPE_PM = 4     /* τ² by Paule & Mandel */
};

/** A slope with all that was needed to make it. All zero unless slope.slope has a value. */
typedef struct tell__stats_fitted {
  tell__stats_slope slope; /* z is Student's t with year effects; q and q_p are of the fixed line */
  tell__stats_line line;   /* at the weights of the method; slope_se before scaling */
  double tau2;
  double df;    /* k − 2 of Student's t; 0 where the normal distribution was used */
  double scale; /* what variances are multiplied by: Knapp & Hartung's s²; 1 for the fixed line */
} tell__stats_fitted;

/**
 * FIXED is tell__stats_weighted_slope(). The others fit y = a + b·(x − x0) with
 * weights w = 1/(se² + τ²), multiply the variances by s² = Σ w r²/(k−2) (Knapp &
 * Hartung, not held up to 1 from below) and use Student's t with k − 2 degrees
 * of freedom. With h = 1/Σw + (x − x̄)²/Sxx:
 *   DL:   τ² = (Q − (k−2)) / (Σw − Σw²h) at the fixed weights, at least 0
 *   PM:   the τ² with Σ w r² = k − 2; 0 where Q is smaller
 *   REML: the τ² with Σ w² r² = Σw − Σw²h; 0 where the left side is smaller
 *         at 0
 * PM and REML by bisection to the last bits. Methods "wls_known_se",
 * "random_dl", "random_reml", "random_pm".
 *
 * States as tell__stats_weighted_slope(), and ZERO_VARIANCE: the points lie on
 * a line, s² = 0 with year effects; the interval has no width, z and p are 0.
 * Reference: DerSimonian & Laird 1986, Controlled Clinical Trials 7, 177-188;
 * Paule & Mandel 1982, J. Res. Natl. Bur. Stand. 87, 377-385; Viechtbauer 2005,
 * J. Educ. Behav. Stat. 30, 261-293 (REML); Knapp & Hartung 2003, Statistics in
 * Medicine 22, 2693-2710.
 */
tell__stats_fitted tell__stats_slope_fit(const tell__stats_point *points, size_t count,
                                         tell__stats_slope_method method, double level);

/** The number of standard errors to each side of a fit's interval at `level`. */
tell_stat_state tell__stats_fitted_critical(const tell__stats_fitted *fitted, double level,
                                            double *x);

/** The interval, z and p of a slope with that standard error, by the distribution of `fitted`.
 * Nothing but the state DOMAIN_ERROR is left where they cannot be. */
void tell__stats_fitted_judge(tell__stats_fitted *fitted, double se, double level);

#endif
