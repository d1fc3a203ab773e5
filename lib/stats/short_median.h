/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The median of the slopes of a short series, for work on hundreds of
 * thousands of series: without memory of its own.
 */
#ifndef TELL_STATS_SHORT_MEDIAN_H
#define TELL_STATS_SHORT_MEDIAN_H

#include <stddef.h>

/** So many numbers at most: those of all pairs of 32 points. */
#define TELL__STATS_MEDIAN_MOST 496

/** Fewer than so many have a way of their own: those of all pairs of 10 points are 45. */
#define TELL__STATS_MEDIAN_FEW 48

/** What stands behind the last number may be written over, so the room is larger. */
#define TELL__STATS_MEDIAN_ROOM (TELL__STATS_MEDIAN_MOST + 2)

/**
 * The median as tell__stats_sorted_median() has it of the sorted numbers, to
 * the bit but for the sign of a zero, which is always plus.
 * @param numbers room for TELL__STATS_MEDIAN_ROOM; none is NaN. They are lost.
 * @param count 1 to TELL__STATS_MEDIAN_MOST.
 */
double tell__stats_short_median(double *numbers, size_t count);

#endif
