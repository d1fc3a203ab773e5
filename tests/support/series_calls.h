/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every function of telling/stats_series.h on one small series, so that tests go through all of
 * them.
 */
#ifndef TELL_TESTS_SERIES_CALLS_H
#define TELL_TESTS_SERIES_CALLS_H

#include "telling.h"

enum { K = 5 };
static const double years[K] = {2020, 2021, 2022, 2024, 2025};
static const double values[K] = {50, 51, 49.5, 52, 53};
static const double ses[K] = {1, 0.8, 1, 0.9, 1.1};
static const double counts[K] = {3, 4, 6, 7, 9};
static const double pupils[K] = {20, 22, 19, 21, 20};
static const int32_t strata[K] = {1, 1, 1, 2, 2};
static const double breaks[1] = {1990};

typedef tell_status (*any_function)(size_t count, const double *first, tell_statistic *out,
                                    tell_error *err);

static double left_out[K];
static int32_t left_out_states[K];

static tell_status run_slope(size_t n, const double *t, tell_statistic *s, tell_error *e) {
  return tell_stats_slope(t, values, ses, n, TELL_SLOPE_REML, 0.95, s, e);
}
static tell_status run_linked(size_t n, const double *t, tell_statistic *s, tell_error *e) {
  return tell_stats_slope_linked(t, values, ses, n, TELL_SLOPE_FIXED, 0.95, 2022, 0.5, s, e);
}
static tell_status run_at(size_t n, const double *t, tell_statistic *s, tell_error *e) {
  return tell_stats_slope_at(t, values, ses, n, TELL_SLOPE_DL, 0.95, 2030, s, e);
}
static tell_status run_left_out(size_t n, const double *t, tell_statistic *s, tell_error *e) {
  return tell_stats_slope_leave_one_out(t, values, ses, n, 0.95, left_out, left_out_states, s, e);
}
static tell_status run_windows(size_t n, const double *t, tell_statistic *s, tell_error *e) {
  return tell_stats_slope_windows(t, years, values, ses, n, breaks, 1, TELL_SLOPE_PM, 0.95, s, e);
}
static tell_status run_change(size_t n, const double *t, tell_statistic *s, tell_error *e) {
  return tell_stats_smallest_change(t, ses, n, 0.95, 0.8, s, e);
}
static tell_status run_line(size_t n, const double *t, tell_statistic *s, tell_error *e) {
  return tell_stats_line(t, values, pupils, n, TELL_LINE_INTERCEPT, 0.95, s, e);
}
static tell_status run_shares(size_t n, const double *t, tell_statistic *s, tell_error *e) {
  return tell_stats_proportion_trend(t, counts, pupils, n, 0.95, s, e);
}
static tell_status run_order(size_t n, const double *t, tell_statistic *s, tell_error *e) {
  return tell_stats_mann_kendall(t, values, n, TELL_KENDALL_EXACT, 0, s, e);
}
static tell_status run_sen(size_t n, const double *t, tell_statistic *s, tell_error *e) {
  return tell_stats_theil_sen(t, values, n, TELL_SEN_EXACT, TELL_SEN_MEDIANS, 0.95, s, e);
}
static tell_status run_strata(size_t n, const double *t, tell_statistic *s, tell_error *e) {
  return tell_stats_hirsch_slack(t, values, strata, n, TELL_STRATA_COVARIANCE, 0, s, e);
}

static const any_function all[] = {run_slope,   run_linked, run_at,    run_left_out,
                                   run_windows, run_change, run_line,  run_shares,
                                   run_order,   run_sen,    run_strata};
enum { FUNCTIONS = sizeof all / sizeof all[0] };

#endif
