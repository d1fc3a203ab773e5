/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slope, Theil-Sen and Mann-Kendall of one series, and the verdict. */
#include "trends/fit.h"

#include <string.h>

#include "stats/quantile.h"
#include "stats/theil_sen.h"

/* Below this the years scatter more than their standard errors say. */
static const double uneven_p = 0.05;

/* Values that differ by less were equal before they were computed. */
static const double tie_tolerance = 1e-9;

static void too_few(tell__fit *fit) {
  fit->line.slope.slope = tell__stats_nothing(TELL_STAT_TOO_FEW_POINTS);
  fit->sen = tell__stats_nothing(TELL_STAT_TOO_FEW_POINTS);
  fit->mk.state = TELL_STAT_TOO_FEW_POINTS;
  fit->verdict = "too_few";
}

static const char *direction(double sign) { return sign > 0 ? "rising" : "falling"; }

/* The test that speaks, and its direction. Without a slope it is the order of the years, which is
 * no test where not even k different values in order could be clear. */
static void judge(size_t count, double limit, tell__fit *fit) {
  const tell__estimate *slope = &fit->line.slope.slope;
  int has_slope = tell__stats_has_interval(slope);
  double sign = has_slope ? slope->value : fit->mk.s;
  fit->method = has_slope ? slope->method : "theil_sen";
  fit->has_p =
      has_slope || (fit->mk.method != NULL && tell__stats_kendall_smallest_p(count) <= limit);
  fit->p = has_slope ? fit->line.slope.p : fit->mk.p;
  if (!fit->has_p)
    fit->verdict = "too_few";
  else
    fit->verdict = fit->p <= limit && sign != 0 ? direction(sign) : "no_clear_change";
}

static int weighs_without_end(const tell__stats_point *points, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (points[i].has_se && points[i].se <= 0)
      return 1;
  return 0;
}

/* What (z + z) standard errors of the slope are over all years: see stats/slope_use.h. */
static void find_smallest_change(const tell__stats_point *points, size_t count,
                                 const tell_trends_options *options, tell__fit *fit) {
  double z_level = 0, z_power = 0;
  (void)tell__stats_normal_critical(options->level, &z_level);
  (void)tell__stats_normal_quantile(options->power, &z_power);
  fit->smallest_change =
      (z_level + z_power) * fit->line.slope.slope.se * (points[count - 1].year - points[0].year);
}

/*
 * Years that scatter more than their standard errors say have effects of their
 * own. A line that took the standard errors for all there is would be far too sure.
 */
static void fit_slope(const tell__stats_point *points, size_t count,
                      const tell_trends_options *options, tell__fit *fit) {
  tell__stats_fitted *line = &fit->line;
  *line = tell__stats_slope_fit(points, count, TELL__SLOPE_FIXED, options->level);
  if (options->year_effects && line->slope.slope.state == TELL_STAT_OK &&
      line->slope.q_p < uneven_p)
    *line = tell__stats_slope_fit(points, count, TELL__SLOPE_DL, options->level);
  /* A year in which all pupils had one value: a true figure that no weight can be made of. */
  if (line->slope.slope.state == TELL_STAT_DOMAIN_ERROR && weighs_without_end(points, count))
    line->slope.slope.state = TELL_STAT_NOT_POSSIBLE;
  if (tell__stats_has_interval(&line->slope.slope))
    find_smallest_change(points, count, options, fit);
}

/* The median slope is worth telling without an interval, which four years do not have. */
static tell_status fit_sen(const tell__stats_point *points, size_t count, double level,
                           tell__fit *fit) {
  tell__stats_sen_line line;
  tell_status status = tell__stats_theil_sen(points, count, &fit->sen);
  if (status == TELL_OK)
    status = tell__stats_theil_sen_line(points, count, TELL__SEN_EXACT_OR_GILBERT,
                                        TELL__SEN_MEDIANS, level, &line);
  if (status != TELL_OK)
    return status;
  fit->has_sen_interval = tell__stats_has_interval(&line.slope);
  fit->sen_lo = line.slope.lo;
  fit->sen_hi = line.slope.hi;
  return TELL_OK;
}

static tell_status fail(tell_status status, tell_error *err) {
  if (status == TELL_E_MEMORY)
    return tell__fail_memory(err);
  return tell__fail(err, status, "a series has more school years than can be compared in pairs");
}

tell_status tell__fit_series(const tell__stats_point *points, size_t count,
                             const tell_trends_options *options, tell__fit *fit, tell_error *err) {
  memset(fit, 0, sizeof *fit);
  if (count < TELL__TREND_POINTS_LEAST) {
    too_few(fit);
    return TELL_OK;
  }
  fit_slope(points, count, options, fit);
  tell_status status = fit_sen(points, count, options->level, fit);
  if (status == TELL_OK)
    status =
        tell__stats_mann_kendall_test(points, count, TELL__KENDALL_EXACT, tie_tolerance, &fit->mk);
  if (status != TELL_OK)
    return fail(status, err);
  judge(count, 1 - options->level, fit);
  return TELL_OK;
}
