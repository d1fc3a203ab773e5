/* SPDX-License-Identifier: GPL-3.0-or-later */
/* States, and the few ways in which an estimate is put together. */
#include "stats/stats.h"

#include <math.h>

#include "stats/quantile.h"

#define LARGEST 1e100

const char *tell_stat_state_id(tell_stat_state state) {
  static const char *const ids[] = {
      "ok",        "empty",        "not_possible", "too_few_points", "zero_variance",
      "no_spread", "domain_error", "missing",      "break",
  };
  if (state < 0 || (size_t)state >= sizeof ids / sizeof ids[0])
    return "unknown";
  return ids[state];
}

int tell__stats_is_number(double x) { return isfinite(x) && fabs(x) <= LARGEST; }

int tell__stats_is_variance(const tell__variance *variance) {
  return tell__stats_is_number(variance->sampling) && variance->sampling >= 0 &&
         tell__stats_is_number(variance->rounding) && variance->rounding >= 0;
}

int tell__stats_has_value(const tell__estimate *estimate) { return estimate->method != NULL; }

int tell__stats_has_interval(const tell__estimate *estimate) { return estimate->level > 0; }

tell__estimate tell__stats_nothing(tell_stat_state state) {
  tell__estimate out = {0};
  out.state = state;
  return out;
}

tell__estimate tell__stats_value_only(double value, double n, const char *method,
                                      tell_stat_state state) {
  tell__estimate out = {0};
  out.value = value;
  out.n = n;
  out.method = method;
  out.state = state;
  return out;
}

tell__estimate tell__stats_normal_interval(double value, double se, double n, double level,
                                           const char *method) {
  double z;
  if (!tell__stats_is_number(value) || !tell__stats_is_number(se) || se < 0 ||
      tell__stats_normal_critical(level, &z) != TELL_STAT_OK)
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  tell__estimate out = tell__stats_value_only(value, n, method, TELL_STAT_OK);
  out.se = se;
  out.lo = value - z * se;
  out.hi = value + z * se;
  out.level = level;
  if (se == 0)
    out.state = TELL_STAT_ZERO_VARIANCE;
  return out;
}

void tell__stats_hold_value(tell__estimate *estimate) {
  if (!tell__stats_has_interval(estimate))
    return;
  if (estimate->lo == estimate->hi)
    estimate->lo = estimate->hi = estimate->value;
  estimate->lo = fmin(estimate->lo, estimate->value);
  estimate->hi = fmax(estimate->hi, estimate->value);
}
