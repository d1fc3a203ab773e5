/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals for a share; see the header. */
#include "stats/proportion.h"

#include <math.h>

#include "stats/gsl_tails.h"
#include "stats/invert.h"
#include "stats/quantile.h"

/*
 * The value of a share with what all its intervals begin with; no method and
 * the state that says why when there is none.
 */
static tell__estimate share(double x, double n, double level, const char *method,
                            const char *fractional, double *z) {
  if (!tell__stats_is_number(x) || !tell__stats_is_number(n) || x < 0 || x > n ||
      tell__stats_normal_critical(level, z) != TELL_STAT_OK)
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  if (n == 0)
    return tell__stats_nothing(TELL_STAT_EMPTY);
  int whole = x == floor(x) && n == floor(n);
  return tell__stats_value_only(x / n, n, whole ? method : fractional, TELL_STAT_OK);
}

static tell__estimate with_interval(tell__estimate out, double lo, double hi, double level,
                                    double z) {
  out.lo = lo;
  out.hi = hi;
  out.level = level;
  out.se = z > 0 ? (hi - lo) / (2 * z) : sqrt(out.value * (1 - out.value) / out.n);
  return out;
}

/*
 * The lower Wilson limit as the product of both roots over the upper one. The
 * upper limit of x is one minus the lower limit of n - x, so both ends are as
 * exact near 0 and 1 as in the middle.
 */
static double wilson_lower(double x, double n, double z) {
  double root = sqrt(z * z + 4 * x * ((n - x) / n));
  return x > 0 ? 2 * x * (x / n) / (2 * x + z * z + z * root) : 0;
}

tell__estimate tell__stats_proportion_wilson(double x, double n, double level) {
  double z;
  tell__estimate out = share(x, n, level, "wilson", "wilson_fractional", &z);
  if (!tell__stats_has_value(&out))
    return out;
  /* One rounding can carry a limit past the value when n is huge. */
  double lo = fmin(wilson_lower(x, n, z), out.value);
  double hi = fmax(1 - wilson_lower(n - x, n, z), out.value);
  return with_interval(out, lo, hi, level, z);
}

/* The beta distribution whose quantile is a limit. */
typedef struct shapes {
  double a, b;
} shapes;

static tell_stat_state lower_tail(double p, const void *context, double *out) {
  const shapes *s = context;
  return tell__stats_gsl_beta_lower(p, s->a, s->b, out);
}

static tell_stat_state upper_tail(double p, const void *context, double *out) {
  const shapes *s = context;
  return tell__stats_gsl_beta_upper(p, s->a, s->b, out);
}

/* Both limits from the distributions that they are quantiles of; the closed ends are 0 and 1. */
static tell__estimate beta_interval(tell__estimate out, double x, double level, double z,
                                    shapes lower, shapes upper) {
  double lo = 0, hi = 1;
  double alpha = (1 - level) / 2;
  tell_stat_state low = TELL_STAT_OK, high = TELL_STAT_OK;
  if (out.n > TELL__STATS_EXACT_SHARES)
    low = TELL_STAT_NOT_POSSIBLE;
  if (low == TELL_STAT_OK && x > 0)
    low = tell__stats_invert(lower_tail, &lower, alpha, 0, 1, &lo);
  if (low == TELL_STAT_OK && x < out.n)
    high = tell__stats_invert(upper_tail, &upper, alpha, 0, 1, &hi);
  /* At a level of 0 both are the median, found from two sides. */
  if (low == TELL_STAT_OK && high == TELL_STAT_OK)
    return with_interval(out, lo, fmax(lo, hi), level, z);
  out.state = TELL_STAT_NOT_POSSIBLE;
  return out;
}

tell__estimate tell__stats_proportion_exact(double x, double n, double level) {
  double z;
  tell__estimate out = share(x, n, level, "exact", "exact_fractional", &z);
  if (!tell__stats_has_value(&out))
    return out;
  return beta_interval(out, x, level, z, (shapes){x, n - x + 1}, (shapes){x + 1, n - x});
}

tell__estimate tell__stats_proportion_jeffreys(double x, double n, double level) {
  double z;
  tell__estimate out = share(x, n, level, "jeffreys", "jeffreys_fractional", &z);
  if (!tell__stats_has_value(&out))
    return out;
  shapes posterior = {x + 0.5, n - x + 0.5};
  return beta_interval(out, x, level, z, posterior, posterior);
}
