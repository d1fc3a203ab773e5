/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares of counts in per cent, as indicators and groups of units give them. */
#ifndef TELL_STATS_SHARE_H
#define TELL_STATS_SHARE_H

#include "stats/stats.h"

/**
 * The share x of n in per cent with its Wilson interval (proportion.h). The value is x/n; the
 * method is that of the interval.
 * @param variance receives the binomial variance, which adds up over units; at x = 0 and x = n,
 *        where it is 0 and no trend can weigh by it, the square of the half-width of the Wilson
 *        interval over z stands in. 0 without an interval. se is its root.
 * States as tell__stats_proportion_wilson().
 */
tell__estimate tell__stats_share_percent(double x, double n, double level, double *variance);

#endif
