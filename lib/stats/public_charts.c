/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public functions of telling/stats_charts.h. */
#include "telling/stats_charts.h"

#include "stats/control.h"
#include "stats/statistic.h"

/* P(|Z| <= 3). */
#define THREE_SIGMA 0.99730020393673979

static void add_numbers(tell_statistic *out, const tell__stats_chart *chart) {
  tell__statistic_add(out, "moving_range", chart->moving_range);
  tell__statistic_add(out, "range_limit", chart->range_limit);
  tell__statistic_add(out, "trial", chart->trial);
}

/* Centre, and the limits where they are the same for all points. */
static tell__estimate centre_of(const tell__stats_chart *chart, const char *method,
                                int has_limits) {
  if (chart->used == 0)
    return tell__stats_nothing(chart->state);
  tell__estimate out = tell__stats_value_only(chart->centre, chart->used, method, chart->state);
  if (has_limits) {
    out.se = chart->sigma;
    out.lo = chart->centre - 3 * chart->sigma;
    out.hi = chart->centre + 3 * chart->sigma;
    out.level = THREE_SIGMA;
  }
  return out;
}

tell_status tell_stats_xmr(const double *y, const int32_t *excluded, size_t count, size_t baseline,
                           int32_t screen, tell_statistic *out, tell_error *err) {
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  if (count > 0 && y == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "the points of the chart are needed");
  tell__stats_chart chart = tell__stats_chart_xmr(y, excluded, count, baseline, screen);
  int has_limits = chart.state == TELL_STAT_OK || chart.state == TELL_STAT_ZERO_VARIANCE;
  tell__estimate estimate = centre_of(&chart, "xmr", has_limits);
  tell__statistic_set(out, &estimate);
  if (chart.used > 0)
    add_numbers(out, &chart);
  return TELL_OK;
}

tell_status tell_stats_chart_counts(const double *x, const double *n, const int32_t *excluded,
                                    size_t count, size_t baseline, int32_t method, int32_t screen,
                                    double *lo, double *hi, tell_statistic *out, tell_error *err) {
  static const char *const methods[] = {"chart_p", "chart_p_prime", "chart_c"};
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  if (method < TELL_CHART_P || method > TELL_CHART_C)
    return tell__fail(err, TELL_E_ARGUMENT, "no such chart of counts");
  if (count > 0 &&
      (x == NULL || lo == NULL || hi == NULL || (n == NULL) != (method == TELL_CHART_C)))
    return tell__fail(err, TELL_E_ARGUMENT, "the chart's numbers and room for limits are needed");
  tell__stats_chart chart = tell__stats_chart_counts(x, method == TELL_CHART_C ? NULL : n, excluded,
                                                     count, baseline, method, screen, lo, hi);
  tell__estimate estimate = centre_of(&chart, methods[method - 1], 0);
  tell__statistic_set(out, &estimate);
  if (chart.used == 0)
    return TELL_OK;
  tell__statistic_add(out, "sigma_z", chart.sigma);
  add_numbers(out, &chart);
  return TELL_OK;
}

tell_status tell_stats_runs(const double *y, const int32_t *excluded, size_t count, double centre,
                            tell_statistic *out, tell_error *err) {
  tell_status status = tell__statistic_begin(out, err);
  if (status != TELL_OK)
    return status;
  if (count > 0 && y == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "the points of the series are needed");
  tell__stats_runs runs = tell__stats_runs_around(y, excluded, count, centre);
  tell__estimate estimate =
      runs.state == TELL_STAT_OK
          ? tell__stats_value_only(runs.longest, runs.useful, "runs_anhoej", TELL_STAT_OK)
          : tell__stats_nothing(runs.state);
  tell__statistic_set(out, &estimate);
  if (runs.state != TELL_STAT_OK)
    return TELL_OK;
  tell__statistic_add(out, "longest_most", runs.longest_most);
  tell__statistic_add(out, "crossings", runs.crossings);
  tell__statistic_add(out, "crossings_few", runs.crossings_few);
  tell__statistic_add(out, "signal", runs.signal);
  return TELL_OK;
}
