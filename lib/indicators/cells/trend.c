/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trend of a series (telling/cells.h). */
#include "base/error.h"
#include "indicators/cells/cells.h"
#include "stats/mann_kendall.h"

/* The cells that have a weight, as far as there is room; their count says how many there are. A
 * cell without one is written too, where the next one comes: which cells have one cannot be
 * foretold. */
static void collect(const tell_series *series, tell__stats_short_series *points) {
  size_t count = 0;
  for (int32_t i = 0; i < series->count; i++) {
    size_t at = count < TELL__STATS_SHORT_POINTS ? count : TELL__STATS_SHORT_POINTS;
    points->years[at] = series->periods[i];
    points->values[at] = series->means[i];
    points->ses[at] = series->ses[i];
    count += series->states[i] == TELL_STAT_OK;
  }
  points->count = count;
}

static tell_status count_ties(const tell__stats_short_series *series, double tolerance,
                              tell__stats_short_trend *trend, tell_error *err) {
  tell__stats_point points[TELL__STATS_SHORT_POINTS];
  tell__stats_mann_kendall test;
  for (size_t i = 0; i < series->count; i++)
    points[i] = (tell__stats_point){.year = series->years[i], .value = series->values[i]};
  tell_status status =
      tell__stats_mann_kendall_test(points, series->count, TELL__KENDALL_EXACT, tolerance, &test);
  if (status != TELL_OK)
    return tell__fail_memory(err);
  trend->p = test.p;
  return TELL_OK;
}

static void put(double *out, double number) {
  if (out != NULL)
    *out = number;
}

tell_status tell_series_trend(const tell_series *series, int32_t ties, double tie_tolerance,
                              int32_t *points, double *theil_sen, double *s, double *p, double *ols,
                              double *wls, double *wls_se, tell_stat_state *trend_state,
                              tell_error *err) {
  tell__stats_short_series found;
  tell__error_clear(err);
  if (series == NULL || !series->is_at_series)
    return tell__fail(err, TELL_E_ARGUMENT, "there is no series to give a trend of");
  if (ties != TELL_TIES_COUNTED && ties != TELL_TIES_IGNORED)
    return tell__fail(err, TELL_E_ARGUMENT, "ties are counted or ignored");
  if (!tell__stats_is_number(tie_tolerance) || tie_tolerance < 0)
    return tell__fail(err, TELL_E_ARGUMENT, "the tolerance of ties must be 0 or more");
  collect(series, &found);
  tell__stats_short_trend trend =
      tell__stats_short_trend_fit(series->cells->kendall, &found, tie_tolerance);
  if (trend.has_ties && ties == TELL_TIES_COUNTED) {
    tell_status status = count_ties(&found, tie_tolerance, &trend, err);
    if (status != TELL_OK)
      return status;
  }
  if (points != NULL)
    *points = (int32_t)found.count;
  put(theil_sen, trend.theil_sen);
  put(s, trend.s);
  put(p, trend.p);
  put(ols, trend.ols);
  put(wls, trend.wls);
  put(wls_se, trend.wls_se);
  if (trend_state != NULL)
    *trend_state = trend.state;
  return TELL_OK;
}
