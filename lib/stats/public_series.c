/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of telling/stats_series.h: arguments checked, one pure function called, its result
 * handed over. */
#include "telling/stats_series.h"

#include "stats/ols.h"
#include "stats/public_points.h"
#include "stats/slope_use.h"

static tell_status check_slope_method(int32_t method, tell_error *err) {
  if (method >= TELL_SLOPE_FIXED && method <= TELL_SLOPE_PM)
    return TELL_OK;
  return tell__fail(err, TELL_E_ARGUMENT, "no such method for a line with known standard errors");
}

static void add_agreement(tell_statistic *out, tell__stats_agreement agreement) {
  if (agreement != TELL__STATS_NOT_APPLIED)
    tell__statistic_add(out, "agreement", agreement == TELL__STATS_AGREE);
}

static void set_fitted(tell_statistic *out, const tell__stats_fitted *fitted) {
  const tell__stats_slope *slope = &fitted->slope;
  tell__statistic_set(out, &slope->slope);
  if (!tell__stats_has_value(&slope->slope))
    return;
  if (slope->slope.state == TELL_STAT_OK) {
    tell__statistic_add(out, fitted->df > 0 ? "t" : "z", slope->z);
    tell__statistic_add(out, "p", slope->p);
  }
  if (fitted->df > 0)
    tell__statistic_add(out, "df", fitted->df);
  tell__statistic_add(out, "q", slope->q);
  tell__statistic_add(out, "q_p", slope->q_p);
  tell__statistic_add(out, "tau2", fitted->tau2);
  tell__statistic_add(out, "first_year", slope->first_year);
  tell__statistic_add(out, "intercept", slope->intercept);
  add_agreement(out, slope->agreement);
}

/* Everything that begins with a fitted line; `points` is to be freed also after a failure. */
static tell_status begin_fit(const double *years, const double *values, const double *ses,
                             size_t count, int32_t method, double level, tell__stats_point **points,
                             tell__stats_fitted *fitted, tell_statistic *out, tell_error *err) {
  *points = NULL;
  tell_status status = tell__statistic_begin(out, err);
  if (status == TELL_OK)
    status = check_slope_method(method, err);
  if (status == TELL_OK)
    status = tell__points_make(years, values, ses, count, points, err);
  if (status == TELL_OK)
    *fitted = tell__stats_slope_fit(*points, count, method, level);
  return status;
}

tell_status tell_stats_slope(const double *years, const double *values, const double *ses,
                             size_t count, int32_t method, double level, tell_statistic *out,
                             tell_error *err) {
  tell__stats_point *points;
  tell__stats_fitted fitted;
  tell_status status =
      begin_fit(years, values, ses, count, method, level, &points, &fitted, out, err);
  if (status == TELL_OK)
    set_fitted(out, &fitted);
  tell__free(points);
  return status;
}

tell_status tell_stats_slope_linked(const double *years, const double *values, const double *ses,
                                    size_t count, int32_t method, double level, double link_year,
                                    double link_error, tell_statistic *out, tell_error *err) {
  tell__stats_point *points;
  tell__stats_fitted fitted;
  tell_status status =
      begin_fit(years, values, ses, count, method, level, &points, &fitted, out, err);
  if (status == TELL_OK) {
    fitted = tell__stats_slope_link(points, count, &fitted, link_year, link_error);
    set_fitted(out, &fitted);
  }
  tell__free(points);
  return status;
}

tell_status tell_stats_slope_at(const double *years, const double *values, const double *ses,
                                size_t count, int32_t method, double level, double year,
                                tell_statistic *out, tell_error *err) {
  tell__stats_point *points;
  tell__stats_fitted fitted;
  tell_status status =
      begin_fit(years, values, ses, count, method, level, &points, &fitted, out, err);
  if (status == TELL_OK) {
    tell__stats_predicted at = tell__stats_slope_predict(&fitted, year, level);
    tell__statistic_set(out, &at.line);
    if (tell__stats_has_interval(&at.line)) {
      tell__statistic_add(out, "new_lo", at.new_lo);
      tell__statistic_add(out, "new_hi", at.new_hi);
    }
  }
  tell__free(points);
  return status;
}

static void leave_each_out(const tell__stats_point *points, size_t count, tell_stat_state state,
                           double *slopes, int32_t *states) {
  for (size_t i = 0; i < count; i++) {
    tell__stats_line line = {0};
    tell_stat_state found = state;
    if (state == TELL_STAT_OK)
      found = tell__stats_line_fit(points, count, i, 0, &line);
    slopes[i] = line.slope;
    if (states != NULL)
      states[i] = found;
  }
}

tell_status tell_stats_slope_leave_one_out(const double *years, const double *values,
                                           const double *ses, size_t count, double level,
                                           double *slopes, int32_t *states, tell_statistic *out,
                                           tell_error *err) {
  tell__stats_point *points;
  tell__stats_fitted fitted;
  tell_status status =
      begin_fit(years, values, ses, count, TELL_SLOPE_FIXED, level, &points, &fitted, out, err);
  if (status == TELL_OK && slopes == NULL && count > 0)
    status = tell__fail(err, TELL_E_ARGUMENT, "the slopes need a place to go");
  if (status == TELL_OK) {
    set_fitted(out, &fitted);
    leave_each_out(points, count, fitted.slope.slope.state, slopes, states);
  }
  tell__free(points);
  return status;
}

static void set_windows(const double *first, const double *last, size_t count,
                        tell__stats_point *points) {
  for (size_t i = 0; i < count; i++)
    points[i].year = first[i] + (last[i] - first[i]) / 2;
}

tell_status tell_stats_slope_windows(const double *first, const double *last, const double *values,
                                     const double *ses, size_t count, const double *breaks,
                                     size_t break_count, int32_t method, double level,
                                     tell_statistic *out, tell_error *err) {
  tell__stats_point *points = NULL;
  tell_status status = tell__statistic_begin(out, err);
  if (status == TELL_OK && ((last == NULL && count > 0) || (breaks == NULL && break_count > 0)))
    status = tell__fail(err, TELL_E_ARGUMENT, "windows need a last year, and breaks their years");
  if (status == TELL_OK)
    status = check_slope_method(method, err);
  if (status == TELL_OK)
    status = tell__points_make(first, values, ses, count, &points, err);
  if (status == TELL_OK) {
    tell__stats_fitted fitted = {0};
    fitted.slope.slope.state = tell__stats_windows_check(first, last, count, breaks, break_count);
    if (fitted.slope.slope.state == TELL_STAT_OK) {
      set_windows(first, last, count, points);
      fitted = tell__stats_slope_fit(points, count, method, level);
    }
    set_fitted(out, &fitted);
  }
  tell__free(points);
  return status;
}

static double span_of(const double *years, size_t count) {
  double least = years[0], most = years[0];
  for (size_t i = 1; i < count; i++) {
    least = years[i] < least ? years[i] : least;
    most = years[i] > most ? years[i] : most;
  }
  return most - least;
}

tell_status tell_stats_smallest_change(const double *years, const double *ses, size_t count,
                                       double level, double power, tell_statistic *out,
                                       tell_error *err) {
  tell__stats_point *points = NULL;
  tell_status status = tell__statistic_begin(out, err);
  /* Values do not matter: any finite ones do. */
  if (status == TELL_OK)
    status = tell__points_make(years, years, ses, count, &points, err);
  if (status == TELL_OK) {
    tell__estimate change = tell__stats_smallest_change(points, count, level, power);
    tell__statistic_set(out, &change);
    if (tell__stats_has_value(&change))
      tell__statistic_add(out, "per_year", change.value / span_of(years, count));
  }
  tell__free(points);
  return status;
}

static void set_ols(tell_statistic *out, const tell__stats_ols *fit, int through_origin) {
  tell__statistic_set(out, &fit->slope);
  if (!tell__stats_has_value(&fit->slope))
    return;
  if (fit->slope.state == TELL_STAT_OK) {
    tell__statistic_add(out, "t", fit->t);
    tell__statistic_add(out, "p", fit->p);
  }
  tell__statistic_add(out, "df", fit->df);
  if (!through_origin) {
    tell__statistic_add(out, "intercept", fit->intercept);
    tell__statistic_add(out, "intercept_se", fit->intercept_se);
  }
  tell__statistic_add(out, "residual_sd", fit->residual_sd);
  tell__statistic_add(out, "r_squared", fit->r_squared);
}

tell_status tell_stats_line(const double *x, const double *y, const double *weights, size_t count,
                            int32_t method, double level, tell_statistic *out, tell_error *err) {
  tell__stats_point *points = NULL;
  tell_status status = tell__statistic_begin(out, err);
  int through_origin = method == TELL_LINE_ORIGIN;
  if (status == TELL_OK && method != TELL_LINE_INTERCEPT && method != TELL_LINE_ORIGIN)
    status = tell__fail(err, TELL_E_ARGUMENT, "no such method for a least-squares line");
  if (status == TELL_OK)
    status = tell__points_make(x, y, NULL, count, &points, err);
  if (status == TELL_OK) {
    tell__points_weigh(weights, count, points);
    tell__stats_ols fit = tell__stats_ols_fit(points, count, through_origin, level);
    set_ols(out, &fit, through_origin);
  }
  tell__free(points);
  return status;
}
