/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The straight line through yearly values whose standard errors are known. */
#ifndef TELL_STATS_SLOPE_H
#define TELL_STATS_SLOPE_H

#include "stats/stats.h"

/** Whether every line that leaves one year out goes the same way as the full one. */
typedef int32_t tell__stats_agreement;

enum {
  TELL__STATS_NOT_APPLIED = 0, /* fewer than 4 years */
  TELL__STATS_AGREE = 1,
  TELL__STATS_DISAGREE = 2 /* a sign differs, or a slope is zero */
};

/** A weighted slope with its tests. All zero unless slope.state is OK. */
typedef struct tell__stats_slope {
  tell__estimate slope; /* change per year; n = number of years */
  double z;             /* slope / se */
  double p;             /* two-sided, normal */
  double q;             /* Σ w r²: how badly the line fits */
  double q_p;           /* upper tail of chi-square(k − 2) at q */
  double first_year;
  double intercept; /* of the line at first_year */
  tell__stats_agreement agreement;
} tell__stats_slope;

/** A weighted line; the core of the slope, for any x with at least two different ones. */
typedef struct tell__stats_line {
  double slope;
  double slope_se;
  double x0;        /* the smallest x */
  double intercept; /* at x0 */
  double q;
  double centre; /* the weighted mean of x, counted from x0 */
  double weight; /* Σ w */
} tell__stats_line;

/**
 * Fits y = a + b·(x − x0) with weights w = 1/se² taken as known:
 *   x̄ = Σwx/Σw,  Sxx = Σw(x − x̄)²,  b = Σw(x − x̄)(y − ȳ)/Sxx,  se(b) = 1/√Sxx
 * The variance is (X'WX)⁻¹ itself, not multiplied by the residual variance as
 * lm(weights=) does. Sums are exact and rounded once: the order of the points
 * changes no bit. A slope that is no larger than the rounding of the
 * coordinates is exactly 0, so that a symmetric series has no direction.
 * @param skip index of a point to leave out; `count` for none.
 * @param tau2 is added to the square of every se; 0 or more.
 * States: OK; TOO_FEW_POINTS (fewer than 2 left); DOMAIN_ERROR (all x equal,
 * se <= 0 or absent, not a number, sums overflow), then the line is zero.
 */
tell_stat_state tell__stats_line_fit(const tell__stats_point *points, size_t count, size_t skip,
                                     double tau2, tell__stats_line *line);

/**
 * The error of a year as the slope takes it: half the width of its interval over z, as
 * Fingertips takes it, but never less than its standard error. For an interval by t
 * (few pupils, with their own sd) that is more than se: with estimated errors
 * taken as known, years that agree by chance would weigh too much. An interval
 * that was cut off at the end of a scale says less than se does.
 * @param level of the interval; in (0, 1).
 */
double tell__stats_year_error(double se, double lo, double hi, double level);

/**
 * The error of a year's share in per cent, from the share p of all years together:
 *   √(p·(100 − p)/n + rounding)
 * as in the test of Cochran and Armitage. A share's own error is small where the share is
 * near 0 or 100 by chance: as a weight it draws the line to such years, and the test
 * says too often that there is a slope.
 * @param pooled p, Σ n·share/Σ n over the years; @param rounding a variance. 0 where p is 0 or
 *        100, or n is not above 0: there is no such error.
 */
double tell__stats_share_error(double pooled, double n, double rounding);

/** The state of a series before anything is computed: OK, TOO_FEW_POINTS (k < 3), NO_SPREAD (an se
 * is not known), DOMAIN_ERROR (a year twice, se <= 0, not a number). */
tell_stat_state tell__stats_slope_check(const tell__stats_point *points, size_t count);

/**
 * Whether each line that leaves one year out goes the way of the full one.
 * Fingertips counts a slope of zero as positive; here it agrees with nothing.
 */
tell__stats_agreement tell__stats_slope_agreement(const tell__stats_point *points, size_t count,
                                                  double slope);

/**
 * The trend of a series with known standard errors: tell__stats_line_fit() on
 * the real years (a gap year is a gap), with z = b/se, two-sided normal p, a
 * normal interval, the heterogeneity Q = Σ w r² with p from chi-square(k − 2),
 * and the agreement of the lines that leave one year out. The points may come
 * in any order.
 *
 * Method "wls_known_se". States: OK; TOO_FEW_POINTS (k < 3);
 * NO_SPREAD (an se is not known: no slope at all, because the weights are
 * missing); DOMAIN_ERROR (a year twice, se <= 0, not a number, level).
 * Reference: Fingertips trend markers (agreement, weights); metafor FE.
 */
tell__stats_slope tell__stats_weighted_slope(const tell__stats_point *points, size_t count,
                                             double level);

#endif
