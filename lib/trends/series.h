/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the rows of one unbroken stretch to the points of a trend. */
#ifndef TELL_TRENDS_SERIES_H
#define TELL_TRENDS_SERIES_H

#include "stats/stats.h"
#include "trends/input.h"

/** Below this participation a year of a municipality or more is left out. */
#define TELL__PARTICIPATION_LEAST 0.80

/** From this coverage in every year on, what was computed stands for a published series without
 * decimals. */
#define TELL__COVERAGE_TREND 0.95

/** The rows [first, end) of a series between two breaks. */
typedef struct tell__stretch {
  int64_t first, end;
  int32_t segment;   /* from 1 within the series */
  int32_t since;     /* the break that it begins at, INT32_MIN when there is none */
  size_t before;     /* points of the stretches before it */
  int32_t indicator; /* in the catalogue */
} tell__stretch;

/** The points of one trend. */
typedef struct tell__series {
  tell__stats_point *points; /* room for as many as the stretch has rows */
  size_t count;
  int64_t row;       /* a row of the origin that was chosen */
  int64_t left_out;  /* years with a value that had too few participants */
  int64_t continued; /* the first point's row that was read of another unit, -1 */
  int is_pooled;     /* a point's standard error is larger than it need be */
} tell__series;

/**
 * Chooses the origin and collects the points. Returns 0 when the indicator
 * applies in no year of the stretch; there is no trend then. There is one
 * without points where no year has a value.
 */
int tell__series_collect(const tell__trend_input *input, const tell__stretch *stretch,
                         tell__series *series);

#endif
