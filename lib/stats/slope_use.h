/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fitted line is used for: the value of a year, two scales made one, the change that could
 * be seen at all, and values of several years each. */
#ifndef TELL_STATS_SLOPE_USE_H
#define TELL_STATS_SLOPE_USE_H

#include "stats/random_slope.h"

/** The value of a line at a year. */
typedef struct tell__stats_predicted {
  tell__estimate line;   /* of the line itself */
  double new_lo, new_hi; /* for the true value of one such year: year effects are added */
} tell__stats_predicted;

/**
 * a + b·(year − x0) with se = √(s²·(1/Σw + (year − x̄)²/Sxx)) and the interval of
 * the slope's distribution; new_lo and new_hi by √(se² + τ²). The error of a
 * measurement of that year is in neither.
 * States: that of the fit where it has no interval; ZERO_VARIANCE; DOMAIN_ERROR
 * (year or level).
 */
tell__stats_predicted tell__stats_slope_predict(const tell__stats_fitted *fitted, double year,
                                                double level);

/**
 * A fit in which all years from `link_year` on share one more error, with
 * standard deviation `link_error`: two scales were made one by equating.
 * With c = Σ w(x − x̄)/Sxx over those years, se² grows by (c·link_error)²; interval,
 * z and p follow, weights and Q stay. With the link outside the years c is 0.
 * For two years it is OECD's se1² + se2² + link_error².
 * States: those of the fit; DOMAIN_ERROR (link_error < 0, or no number).
 * Reference: OECD 2019, PISA 2018 Results (Volume I), annex A7.
 */
tell__stats_fitted tell__stats_slope_link(const tell__stats_point *points, size_t count,
                                          const tell__stats_fitted *fitted, double link_year,
                                          double link_error);

/**
 * (z_{(1+level)/2} + z_power)·se(b)·(last year − first year): the true change over
 * the years that a two-sided test at 1 − level would find with this power. Of
 * the values only years and standard errors count; se(b) is that of the fixed
 * line. A value without interval; method "smallest_change".
 * States as tell__stats_slope_check(); DOMAIN_ERROR (level or power not in
 * (0, 1), or a power under one half of 1 − level).
 */
tell__estimate tell__stats_smallest_change(const tell__stats_point *points, size_t count,
                                           double level, double power);

/**
 * Whether values that were pooled over the years first[i] to last[i] may be
 * the points of one trend: OK; BREAK where a window holds years before and
 * from a break on, or where windows lie on both sides of one (breaks[j] is the
 * first year that is not comparable with earlier ones); NOT_POSSIBLE where two
 * windows share a year: their values are not independent; DOMAIN_ERROR
 * (last < first, not a number). A break counts before an overlap.
 */
tell_stat_state tell__stats_windows_check(const double *first, const double *last, size_t count,
                                          const double *breaks, size_t break_count);

#endif
