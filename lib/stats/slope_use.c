/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fitted line is used for; see the header. */
#include "stats/slope_use.h"

#include <math.h>

#include "stats/quantile.h"
#include "stats/sum.h"

static tell__stats_predicted no_prediction(tell_stat_state state) {
  return (tell__stats_predicted){.line = tell__stats_nothing(state)};
}

tell__stats_predicted tell__stats_slope_predict(const tell__stats_fitted *fitted, double year,
                                                double level) {
  const tell__estimate *slope = &fitted->slope.slope;
  const tell__stats_line *line = &fitted->line;
  tell__stats_predicted out = {0};
  double critical;
  if (!tell__stats_has_interval(slope))
    return no_prediction(slope->state);
  double x = year - line->x0;
  double value = line->intercept + line->slope * x;
  double lever = (x - line->centre) * line->slope_se;
  double se = sqrt(fitted->scale * (1 / line->weight + lever * lever));
  if (!tell__stats_is_number(year) || !tell__stats_is_number(value) || !tell__stats_is_number(se) ||
      tell__stats_fitted_critical(fitted, level, &critical) != TELL_STAT_OK)
    return no_prediction(TELL_STAT_DOMAIN_ERROR);
  double wide = critical * sqrt(se * se + fitted->tau2);
  out.line = tell__stats_value_only(value, slope->n, slope->method,
                                    se > 0 ? TELL_STAT_OK : TELL_STAT_ZERO_VARIANCE);
  out.line.se = se;
  out.line.lo = value - critical * se;
  out.line.hi = value + critical * se;
  out.line.level = level;
  out.new_lo = value - wide;
  out.new_hi = value + wide;
  return out;
}

/* How much the slope moves when all years from link_year on are one higher. */
static double shared_pull(const tell__stats_point *points, size_t count,
                          const tell__stats_fitted *fitted, double link_year) {
  const tell__stats_line *line = &fitted->line;
  tell__stats_sum pull = {0};
  size_t linked = 0;
  for (size_t i = 0; i < count; i++) {
    if (points[i].year < link_year)
      continue;
    linked++;
    double w = 1 / (points[i].se * points[i].se + fitted->tau2);
    tell__stats_sum_add_product(&pull, w, points[i].year - line->x0 - line->centre);
  }
  if (linked == count)
    return 0;
  return tell__stats_sum_value(&pull) * line->slope_se * line->slope_se;
}

tell__stats_fitted tell__stats_slope_link(const tell__stats_point *points, size_t count,
                                          const tell__stats_fitted *fitted, double link_year,
                                          double link_error) {
  tell__stats_fitted out = *fitted;
  const tell__estimate *slope = &fitted->slope.slope;
  if (!tell__stats_has_interval(slope))
    return out;
  if (!tell__stats_is_number(link_year) || !tell__stats_is_number(link_error) || link_error < 0)
    return (tell__stats_fitted){.slope.slope = tell__stats_nothing(TELL_STAT_DOMAIN_ERROR)};
  double added = shared_pull(points, count, fitted, link_year) * link_error;
  tell__stats_fitted_judge(&out, added == 0 ? slope->se : hypot(slope->se, added), slope->level);
  return out;
}

tell__estimate tell__stats_smallest_change(const tell__stats_point *points, size_t count,
                                           double level, double power) {
  tell__stats_line line;
  double z_level, z_power;
  tell_stat_state state = tell__stats_slope_check(points, count);
  if (tell__stats_normal_critical(level, &z_level) != TELL_STAT_OK ||
      tell__stats_normal_quantile(power, &z_power) != TELL_STAT_OK || z_level + z_power <= 0)
    state = TELL_STAT_DOMAIN_ERROR;
  if (state == TELL_STAT_OK)
    state = tell__stats_line_fit(points, count, count, 0, &line);
  if (state != TELL_STAT_OK)
    return tell__stats_nothing(state);
  double span = 0;
  for (size_t i = 0; i < count; i++)
    span = fmax(span, points[i].year - line.x0);
  double change = (z_level + z_power) * line.slope_se * span;
  if (!tell__stats_is_number(change))
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  return tell__stats_value_only(change, (double)count, "smallest_change", TELL_STAT_OK);
}

static int is_window(double first, double last) {
  return tell__stats_is_number(first) && tell__stats_is_number(last) && first <= last;
}

/* Whether years lie on both sides of a break. */
static int is_broken(double first, double last, const double *breaks, size_t break_count) {
  for (size_t i = 0; i < break_count; i++)
    if (first < breaks[i] && last >= breaks[i])
      return 1;
  return 0;
}

tell_stat_state tell__stats_windows_check(const double *first, const double *last, size_t count,
                                          const double *breaks, size_t break_count) {
  double earliest = 0, latest = 0;
  int overlap = 0;
  for (size_t i = 0; i < break_count; i++)
    if (!tell__stats_is_number(breaks[i]))
      return TELL_STAT_DOMAIN_ERROR;
  for (size_t i = 0; i < count; i++) {
    if (!is_window(first[i], last[i]))
      return TELL_STAT_DOMAIN_ERROR;
    earliest = i == 0 ? first[i] : fmin(earliest, first[i]);
    latest = i == 0 ? last[i] : fmax(latest, last[i]);
    for (size_t j = 0; j < i; j++)
      overlap |= first[i] <= last[j] && first[j] <= last[i];
  }
  if (count > 0 && is_broken(earliest, latest, breaks, break_count))
    return TELL_STAT_BREAK;
  return overlap ? TELL_STAT_NOT_POSSIBLE : TELL_STAT_OK;
}
