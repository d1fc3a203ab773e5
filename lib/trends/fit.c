/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slope, Theil-Sen and Mann-Kendall of one series, and the verdict. */
#include "trends/fit.h"

#include <string.h>

#include "stats/theil_sen.h"

static const double significance = 1 - TELL__TREND_CONFIDENCE;

/* Values that differ by less were equal before they were computed. */
static const double tie_tolerance = 1e-9;

static void too_few(tell__fit *fit) {
  fit->slope.slope = tell__stats_nothing(TELL__STAT_TOO_FEW_POINTS);
  fit->sen = tell__stats_nothing(TELL__STAT_TOO_FEW_POINTS);
  fit->mk.state = TELL__STAT_TOO_FEW_POINTS;
  fit->verdict = "too_few";
}

static const char *direction(double sign) { return sign > 0 ? "rising" : "falling"; }

static const char *verdict_of_slope(const tell__estimate *slope) {
  int clear = slope->lo > 0 || slope->hi < 0;
  return clear ? direction(slope->value) : "no_clear_change";
}

static const char *verdict_of_order(const tell__stats_mann_kendall *mk, size_t count) {
  if (mk->method == NULL || tell__stats_kendall_smallest_p(count) >= significance)
    return "too_few";
  return mk->p < significance ? direction(mk->s) : "no_clear_change";
}

static int weighs_without_end(const tell__stats_point *points, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (points[i].has_se && points[i].se <= 0)
      return 1;
  return 0;
}

static void fit_slope(const tell__stats_point *points, size_t count, tell__fit *fit) {
  fit->slope = tell__stats_weighted_slope(points, count, TELL__TREND_CONFIDENCE);
  /* A year in which all pupils had one value: a true figure that no weight can be made of. */
  if (fit->slope.slope.state == TELL__STAT_DOMAIN_ERROR && weighs_without_end(points, count))
    fit->slope.slope.state = TELL__STAT_NOT_POSSIBLE;
}

static tell_status fail(tell_status status, tell_error *err) {
  if (status == TELL_E_MEMORY)
    return tell__fail_memory(err);
  return tell__fail(err, status, "a series has more school years than can be compared in pairs");
}

tell_status tell__fit_series(const tell__stats_point *points, size_t count, tell__fit *fit,
                             tell_error *err) {
  memset(fit, 0, sizeof *fit);
  if (count < TELL__TREND_POINTS_LEAST) {
    too_few(fit);
    return TELL_OK;
  }
  fit_slope(points, count, fit);
  tell_status status = tell__stats_theil_sen(points, count, &fit->sen);
  if (status == TELL_OK)
    status =
        tell__stats_mann_kendall_test(points, count, TELL__KENDALL_EXACT, tie_tolerance, &fit->mk);
  if (status != TELL_OK)
    return fail(status, err);
  int has_slope = tell__stats_has_interval(&fit->slope.slope);
  fit->method = has_slope ? fit->slope.slope.method : "theil_sen";
  fit->verdict =
      has_slope ? verdict_of_slope(&fit->slope.slope) : verdict_of_order(&fit->mk, count);
  return TELL_OK;
}
