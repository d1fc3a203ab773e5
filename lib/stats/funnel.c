/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Funnel limits; see the header. */
#include "stats/funnel.h"

#include <math.h>

#include "stats/gsl_tails.h"
#include "stats/invert.h"
#include "stats/quantile.h"

#define MOST_EXPECTED 400000 /* its upper limit is still below the largest shape */

static int is_level(double level) { return level > 0 && level < 1; }

static int is_share(double share) { return share >= 0 && share <= 1; }

static tell__estimate give(double target, double n, double level, double lo, double hi,
                           const char *method) {
  if (!tell__stats_is_number(lo) || !tell__stats_is_number(hi))
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  tell__estimate out =
      tell__stats_value_only(target, n, method, lo < hi ? TELL_STAT_OK : TELL_STAT_ZERO_VARIANCE);
  double z;
  (void)tell__stats_normal_critical(level, &z);
  out.lo = lo;
  out.hi = fmax(hi, lo); /* one rounding apart at levels next to 0 */
  out.level = level;
  out.se = z > 0 ? (out.hi - out.lo) / (2 * z) : 0; /* z is 0 at levels next to 0 */
  return out;
}

/* The smallest r in 0..n with P(X <= r) >= p, or with P(X > r) <= tail when `upper`. -1 when a tail
 * could not be computed. */
static double first_count(double n, double target, double p, int upper) {
  double below = -1, r = n;
  while (r - below > 1) {
    double middle = floor((below + r) / 2), found;
    tell_stat_state state = upper ? tell__stats_gsl_binomial_upper(middle, n, target, &found)
                                  : tell__stats_gsl_binomial_lower(middle, n, target, &found);
    if (state != TELL_STAT_OK)
      return -1;
    if (upper ? found <= p : found >= p)
      r = middle;
    else
      below = middle;
  }
  return r;
}

/*
 * The interpolated quantile as a count, at lower tail p or, when `upper`, at
 * upper tail p: F(r) − (1 − p) is then p − P(X > r), without loss of digits.
 */
static double binomial_count(double n, double target, double p, int upper) {
  double tail, at;
  double r = first_count(n, target, p, upper);
  if (r < 0 || tell__stats_gsl_binomial_at(r, n, target, &at) != TELL_STAT_OK)
    return NAN;
  tell_stat_state state = upper ? tell__stats_gsl_binomial_upper(r, n, target, &tail)
                                : tell__stats_gsl_binomial_lower(r, n, target, &tail);
  if (state != TELL_STAT_OK)
    return NAN;
  double beyond = upper ? p - tail : tail - p;
  double back = at > 0 ? fmin(fmax(beyond / at, 0), 1) : 0;
  return fmax(r - back, 0);
}

/* OK when binomial limits can be sought. */
static tell_stat_state check_binomial(double target, double n, double level) {
  if (!is_share(target) || !is_level(level) || !(n >= 0 && n <= TELL__STATS_MOST_TRIALS) ||
      n != floor(n))
    return TELL_STAT_DOMAIN_ERROR;
  return n == 0 ? TELL_STAT_EMPTY : TELL_STAT_OK;
}

tell__estimate tell__stats_funnel_binomial(double target, double n, double level) {
  tell_stat_state state = check_binomial(target, n, level);
  if (state != TELL_STAT_OK)
    return tell__stats_nothing(state);
  double tail = (1 - level) / 2;
  return give(target, n, level, binomial_count(n, target, tail, 0) / n,
              binomial_count(n, target, tail, 1) / n, "funnel_binomial");
}

tell__estimate tell__stats_funnel_binomial_mirrored(double target, double n, double level) {
  tell_stat_state state = check_binomial(target, n, level);
  if (state != TELL_STAT_OK)
    return tell__stats_nothing(state);
  double tail = (1 - level) / 2;
  return give(target, n, level, binomial_count(n, target, tail, 0) / n,
              (n - binomial_count(n, 1 - target, tail, 0)) / n, "funnel_binomial_mirrored");
}

tell__estimate tell__stats_funnel_wilson(double target, double n, double level) {
  double z;
  if (!is_share(target) || !tell__stats_is_number(n) || n < 0 ||
      tell__stats_normal_critical(level, &z) != TELL_STAT_OK)
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  if (n == 0)
    return tell__stats_nothing(TELL_STAT_EMPTY);
  double half = z * sqrt(target * (1 - target) / n);
  return give(target, n, level, fmax(target - half, 0), fmin(target + half, 1), "funnel_wilson");
}

/* What is asked of a gamma distribution: that its lower tail at x with a shape is p. Asked through
 * whichever tail is the smaller one, which keeps its digits. */
typedef struct gamma_wanted {
  double fixed; /* the shape when x is sought, x when the shape is sought */
  double p, q;  /* lower and upper tail */
  int shape_sought;
} gamma_wanted;

static tell_stat_state gamma_tail(double sought, const void *context, double *out) {
  const gamma_wanted *w = context;
  double x = w->shape_sought ? w->fixed : sought;
  double shape = w->shape_sought ? sought : w->fixed;
  return w->p <= w->q ? tell__stats_gsl_gamma_lower(x, shape, out)
                      : tell__stats_gsl_gamma_upper(x, shape, out);
}

/* Seeks from `low`, which lies on one side of what is sought, upwards. NaN when not found. */
static double gamma_seek(const gamma_wanted *w, double low) {
  double target = fmin(w->p, w->q), at_low, at_high, found;
  double most = w->shape_sought ? TELL__STATS_MOST_SHAPE : 1e9, high = fmin(fmax(2 * low, 1), most);
  if (gamma_tail(low, w, &at_low) != TELL_STAT_OK)
    return NAN;
  for (;;) {
    if (gamma_tail(high, w, &at_high) != TELL_STAT_OK)
      return NAN;
    if ((at_high > target) != (at_low > target))
      break;
    if (high >= most)
      return NAN;
    high = fmin(2 * high, most);
  }
  tell_stat_state state = tell__stats_invert(gamma_tail, w, target, low, high, &found);
  return state == TELL_STAT_OK ? found : NAN;
}

/* OK when limits of a Poisson count can be sought. */
static tell_stat_state check_poisson(double expected, double level) {
  if (!(expected >= 0 && expected <= MOST_EXPECTED) || !is_level(level))
    return TELL_STAT_DOMAIN_ERROR;
  return expected == 0 ? TELL_STAT_EMPTY : TELL_STAT_OK;
}

tell__estimate tell__stats_funnel_poisson(double expected, double level) {
  tell_stat_state state = check_poisson(expected, level);
  if (state != TELL_STAT_OK)
    return tell__stats_nothing(state);
  double tail = (1 - level) / 2;
  const gamma_wanted lower = {expected, tail, 1 - tail, 0};
  const gamma_wanted upper = {expected + 1, 1 - tail, tail, 0};
  return give(1, expected, level, gamma_seek(&lower, 0) / expected,
              gamma_seek(&upper, 0) / expected, "funnel_poisson");
}

tell__estimate tell__stats_funnel_poisson_touch(double expected, double level) {
  tell_stat_state state = check_poisson(expected, level);
  double none;
  if (state == TELL_STAT_OK)
    state = tell__stats_gsl_gamma_upper(expected, 1, &none);
  if (state != TELL_STAT_OK)
    return tell__stats_nothing(state);
  double tail = (1 - level) / 2;
  const gamma_wanted lower = {expected, 1 - tail, tail, 1};
  const gamma_wanted upper = {expected, tail, 1 - tail, 1};
  double lo = none < tail ? gamma_seek(&lower, 1) - 1 : 0;
  return give(1, expected, level, lo / expected, gamma_seek(&upper, 1e-12) / expected,
              "funnel_poisson_touch");
}

tell__estimate tell__stats_funnel_mean(double target, double se, double tau2, double level) {
  const char *method = tau2 > 0 ? "funnel_mean_overdispersed" : "funnel_mean";
  if (!tell__stats_is_number(se) || se < 0 || !tell__stats_is_number(tau2) || tau2 < 0)
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  return tell__stats_normal_interval(target, sqrt(se * se + tau2), 0, level, method);
}

tell__estimate tell__stats_funnel_arcsine(double target, double n, double tau2, double level) {
  const char *method = tau2 > 0 ? "funnel_arcsine_overdispersed" : "funnel_arcsine";
  double z;
  if (!is_share(target) || !tell__stats_is_number(n) || n < 0 || !tell__stats_is_number(tau2) ||
      tau2 < 0 || tell__stats_normal_critical(level, &z) != TELL_STAT_OK)
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  if (n == 0)
    return tell__stats_nothing(TELL_STAT_EMPTY);
  double centre = asin(sqrt(target));
  double half = z * sqrt(1 / (4 * n + 2) + tau2);
  double lo = sin(fmax(centre - half, 0)), hi = sin(fmin(centre + half, asin(1)));
  tell__estimate out = give(target, n, level, lo * lo, hi * hi, method);
  tell__stats_hold_value(&out); /* there and back through the sine */
  return out;
}
