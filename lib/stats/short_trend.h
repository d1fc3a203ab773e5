/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All trends of one short series at once and without memory of its own, for
 * work on hundreds of thousands of series. The functions for one series
 * (theil_sen.h, mann_kendall.h, slope.h) are the measure of these.
 */
#ifndef TELL_STATS_SHORT_TREND_H
#define TELL_STATS_SHORT_TREND_H

#include "stats/stats.h"
#include "telling/base.h"

/** The longest series that counts as short: more years than any statistic of schools has. */
#define TELL__STATS_SHORT_POINTS 32

/**
 * P(|S0| >= |S|) by number of points and by |S|, with S0 the Mann-Kendall S of
 * a random order without ties. Ties can give an |S| that S0 never has: the
 * probability is that of the next larger one.
 */
typedef struct tell__stats_kendall_table {
  double p[TELL__STATS_SHORT_POINTS + 1]
          [TELL__STATS_SHORT_POINTS * (TELL__STATS_SHORT_POINTS - 1) / 2 + 1];
} tell__stats_kendall_table;

/**
 * Fills the table for series of up to `longest` points (2 to
 * TELL__STATS_SHORT_POINTS) from tell__stats_mann_kendall_test(), to the bit.
 * @return TELL_OK; TELL_E_MEMORY; TELL_E_ARGUMENT for another length.
 */
tell_status tell__stats_kendall_fill(tell__stats_kendall_table *table, size_t longest);

/** A series, years rising; every se above 0. There is a place to spare for who fills it. */
typedef struct tell__stats_short_series {
  double years[TELL__STATS_SHORT_POINTS + 1];
  double values[TELL__STATS_SHORT_POINTS + 1];
  double ses[TELL__STATS_SHORT_POINTS + 1];
  size_t count;
} tell__stats_short_series;

typedef struct tell__stats_short_trend {
  double theil_sen;   /* median of the slopes of all pairs */
  double s;           /* pairs that rise minus pairs that fall */
  double p;           /* two-sided, from the table, as if there were no ties */
  double ols;         /* slope of the straight line with equal weights */
  double wls, wls_se; /* slope with weights 1/se², and its standard error */
  int32_t has_ties;   /* two values are equal, within the tolerance */
  tell_stat_state state;
} tell__stats_short_trend;

/**
 * Computes all trends of a series whose years rise. theil_sen, s and
 * (without ties) p are those of the functions for one series, to the bit but
 * for the sign of a theil_sen of zero, which is always plus. The straight lines
 * are added up in plain doubles in the order of the years, where slope.h adds up
 * exactly: they agree to about 1e-14 of the values' size; as there, a slope
 * below the rounding of the values is exactly 0.
 * @param tie_tolerance as for tell__stats_mann_kendall_test().
 * States, the first that holds: NOT_POSSIBLE (more than TELL__STATS_SHORT_POINTS,
 * whatever they are); DOMAIN_ERROR (years that do not rise, se <= 0, not a number);
 * TOO_FEW_POINTS (fewer than 3); DOMAIN_ERROR (a slope that is no number); OK.
 * Without OK all numbers are 0.
 */
tell__stats_short_trend tell__stats_short_trend_fit(const tell__stats_kendall_table *table,
                                                    const tell__stats_short_series *series,
                                                    double tie_tolerance);

#endif
