/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statistics of one series and what they say. */
#ifndef TELL_TRENDS_FIT_H
#define TELL_TRENDS_FIT_H

#include "base/error.h"
#include "stats/mann_kendall.h"
#include "stats/slope.h"
#include "stats/stats.h"

/** With fewer years than this nothing is fitted. */
#define TELL__TREND_POINTS_LEAST 3

/** The level of the intervals; a Mann-Kendall p below the rest of it counts as clear. */
#define TELL__TREND_CONFIDENCE 0.95

typedef struct tell__fit {
  tell__stats_slope slope;
  tell__estimate sen;
  tell__stats_mann_kendall mk;
  const char
      *method; /* of the direction: "wls_known_se" or "theil_sen"; NULL with too few points */
  const char *verdict; /* "rising", "falling", "no_clear_change", "too_few" */
} tell__fit;

/** Fits a series; the points are in the order of years. */
tell_status tell__fit_series(const tell__stats_point *points, size_t count, tell__fit *fit,
                             tell_error *err);

#endif
