/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Theil-Sen slope, its interval and its line. */
#ifndef TELL_STATS_THEIL_SEN_H
#define TELL_STATS_THEIL_SEN_H

#include "stats/stats.h"
#include "telling/base.h"

/** How the interval of the slope is made. */
typedef int32_t tell__stats_sen_interval;

enum {
  TELL__SEN_EXACT_OR_GILBERT = 1, /* exact without ties and up to 30 points, else Gilbert's */
  TELL__SEN_GILBERT = 2           /* always Gilbert's */
};

/** Through which point the line goes. */
typedef int32_t tell__stats_sen_intercept;

enum {
  TELL__SEN_MEDIANS = 1,  /* median y − b · median x (Conover) */
  TELL__SEN_RESIDUALS = 2 /* median of y − b·x */
};

/** Up to this number of points the interval is exact. */
#define TELL__STATS_SEN_EXACT_POINTS 30

/** A line by pairs of points. */
typedef struct tell__stats_sen_line {
  tell__estimate slope; /* se is always 0: the interval comes from ranks */
  double intercept;     /* at year 0 */
  double attained; /* the true level of an exact interval, at least the one asked for; else 0 */
  double pairs;    /* pairs with different years */
} tell__stats_sen_line;

/** Fills `slopes` (room for all pairs) and returns how many pairs have different years. */
size_t tell__stats_pair_slopes(const tell__stats_point *points, size_t count, double *slopes);

/**
 * The median of the slopes of all pairs of points with different years, per
 * year; se is not used. The points may come in any order. Without interval:
 * `level` is 0 also when the state is OK. n = number of points.
 *
 * Method "theil_sen". States: OK; TOO_FEW_POINTS (no pair with different
 * years); DOMAIN_ERROR (not a number, or years closer than the slope can bear).
 * Up to 16 points nothing is allocated.
 * @return TELL_OK; TELL_E_MEMORY; TELL_E_LIMIT above TELL__STATS_MOST_POINTS.
 *         Unless TELL_OK, *out is an estimate without value (MISSING).
 * Reference: Sen 1968, JASA 63, 1379-1389.
 */
tell_status tell__stats_theil_sen(const tell__stats_point *points, size_t count,
                                  tell__estimate *out);

/**
 * The slope with an interval, and the line's intercept.
 *
 * Exact (method "theil_sen_exact"; no equal years, no equal values, k <= 30):
 * r is the largest number with 2·P(D <= r−1) <= 1 − level, D the falling pairs
 * of k different values; the limits are the r-th smallest and the r-th largest
 * of the slopes. Ties between slopes do no harm.
 * Gilbert (method "theil_sen_gilbert"): C = z·√Var S with Kendall's variance,
 * ties in years and values accounted for; the limits are the slopes at ranks
 * (N−C)/2 and (N+C)/2 + 1 of N, interpolated between ranks.
 * With k <= 4 and level 0.95 no interval exists: TOO_FEW_POINTS *with* a value.
 *
 * States: OK; TOO_FEW_POINTS (no slope, or a slope without interval);
 * ZERO_VARIANCE (all values equal: interval 0 to 0 where there is one);
 * DOMAIN_ERROR (not a number, level, method).
 * @return as tell__stats_theil_sen().
 * Reference: Sen 1968; Hollander & Wolfe, Nonparametric Statistical Methods,
 * 9.3; Gilbert 1987, Statistical Methods for Environmental Pollution
 * Monitoring, 16.5; Kendall 1975 (variance with ties).
 */
tell_status tell__stats_theil_sen_line(const tell__stats_point *points, size_t count,
                                       tell__stats_sen_interval interval,
                                       tell__stats_sen_intercept intercept, double level,
                                       tell__stats_sen_line *out);

#endif
