/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals for a share; see the header. */
#include "stats/proportion.h"

#include <math.h>

#include "stats/quantile.h"

/*
 * The lower Wilson limit as the product of both roots over the upper one. The
 * upper limit of x is one minus the lower limit of n - x, so both ends are as
 * exact near 0 and 1 as in the middle.
 */
static double wilson_lower(double x, double n, double z) {
  double root = sqrt(z * z + 4 * x * ((n - x) / n));
  return 2 * x * (x / n) / (2 * x + z * z + z * root);
}

tell__estimate tell__stats_proportion_wilson(double x, double n, double level) {
  double z;
  if (!tell__stats_is_number(x) || !tell__stats_is_number(n) || x < 0 || x > n ||
      tell__stats_normal_critical(level, &z) != TELL__STAT_OK)
    return tell__stats_nothing(TELL__STAT_DOMAIN_ERROR);
  if (n == 0)
    return tell__stats_nothing(TELL__STAT_EMPTY);
  const char *method = x == floor(x) && n == floor(n) ? "wilson" : "wilson_fractional";
  tell__estimate out = tell__stats_value_only(x / n, n, method, TELL__STAT_OK);
  /* One rounding can carry a limit past the value when n is huge. */
  out.lo = fmin(wilson_lower(x, n, z), out.value);
  out.hi = fmax(1 - wilson_lower(n - x, n, z), out.value);
  out.se = (out.hi - out.lo) / (2 * z);
  out.level = level;
  return out;
}
