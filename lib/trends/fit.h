/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statistics of one series and what they say. */
#ifndef TELL_TRENDS_FIT_H
#define TELL_TRENDS_FIT_H

#include "base/error.h"
#include "stats/mann_kendall.h"
#include "stats/random_slope.h"
#include "stats/stats.h"
#include "trends/options.h"

/** With fewer years than this nothing is fitted. */
#define TELL__TREND_POINTS_LEAST 3

typedef struct tell__fit {
  tell__stats_fitted line; /* with year effects where the years scatter too much for their errors */
  tell__estimate sen;      /* the median slope, always without interval */
  int has_sen_interval;
  double sen_lo, sen_hi;
  tell__stats_mann_kendall mk;
  double smallest_change; /* 0 without a slope */
  int has_p;              /* a test that could say something was made */
  double p;               /* of the test that the verdict goes by */
  const char *method;     /* of the direction: that of the line or "theil_sen"; NULL with too few
                             points */
  const char *verdict;    /* "rising", "falling", "no_clear_change", "too_few", by p alone */
} tell__fit;

/** Fits a series; the points are in the order of years. */
tell_status tell__fit_series(const tell__stats_point *points, size_t count,
                             const tell_trends_options *options, tell__fit *fit, tell_error *err);

#endif
