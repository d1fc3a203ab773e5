/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The straight line with year effects; see the header. */
#include "stats/random_slope.h"

#include <float.h>
#include <math.h>

#include "stats/gsl_cdf.h"
#include "stats/quantile.h"
#include "stats/sum.h"

/* A line at some τ² and what that τ² is judged by. */
typedef struct balance {
  const tell__stats_point *points;
  size_t count;
  tell__stats_line line;
  double wwrr;  /* Σ w² r² */
  double trace; /* Σ w − Σ w² h */
} balance;

static tell_stat_state weigh(balance *b, double tau2) {
  tell__stats_sum wwrr = {0}, trace = {0};
  tell_stat_state state = tell__stats_line_fit(b->points, b->count, b->count, tau2, &b->line);
  if (state != TELL_STAT_OK)
    return state;
  for (size_t i = 0; i < b->count; i++) {
    const tell__stats_point *point = &b->points[i];
    double w = 1 / (point->se * point->se + tau2);
    double x = point->year - b->line.x0;
    double wr = w * (point->value - b->line.intercept - b->line.slope * x);
    double lever = (x - b->line.centre) * b->line.slope_se;
    tell__stats_sum_add_product(&wwrr, wr, wr);
    tell__stats_sum_add(&trace, w);
    tell__stats_sum_add_product(&trace, -w * w, 1 / b->line.weight + lever * lever);
  }
  b->wwrr = tell__stats_sum_value(&wwrr);
  b->trace = tell__stats_sum_value(&trace);
  return TELL_STAT_OK;
}

/* Above 0 where τ² is too small. */
static double excess(const balance *b, tell__stats_slope_method method) {
  return method == TELL__SLOPE_PM ? b->line.q - (double)(b->count - 2) : b->wwrr - b->trace;
}

/* Halves [low, high] until no double is between; the excess is above 0 at low, not so at high. */
static double bisect(balance *b, tell__stats_slope_method method, double low, double high) {
  for (int i = 0; i < 2000; i++) {
    double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high || weigh(b, middle) != TELL_STAT_OK)
      break;
    if (excess(b, method) > 0)
      low = middle;
    else
      high = middle;
  }
  return high;
}

/* The τ² of a method, from the balance at 0; below 0 when there is none. */
static double find_tau2(balance *b, tell__stats_slope_method method) {
  if (method == TELL__SLOPE_DL)
    return fmax(0, (b->line.q - (double)(b->count - 2)) / b->trace);
  if (excess(b, method) <= 0)
    return 0;
  double high = 0, low = 0;
  for (size_t i = 0; i < b->count; i++) /* the same start in whatever order the points come */
    high = fmax(high, b->points[i].se * b->points[i].se);
  while (weigh(b, high) == TELL_STAT_OK && excess(b, method) > 0) {
    low = high;
    high *= 4;
    if (!tell__stats_is_number(high))
      return -1;
  }
  return bisect(b, method, low, high);
}

/* Q that rounding alone could make: the points lie on a line then. */
static int is_noise(const balance *b) {
  double size = 0;
  for (size_t i = 0; i < b->count; i++)
    size = fmax(size, fabs(b->points[i].value));
  double noise = 8 * DBL_EPSILON * size;
  return b->line.q <= b->line.weight * noise * noise;
}

static const char *method_id(tell__stats_slope_method method) {
  static const char *const ids[] = {"random_dl", "random_reml", "random_pm"};
  return ids[method - TELL__SLOPE_DL];
}

static tell__stats_fitted without(tell_stat_state state) {
  tell__stats_fitted out = {0};
  out.slope.slope = tell__stats_nothing(state);
  return out;
}

tell_stat_state tell__stats_fitted_critical(const tell__stats_fitted *fitted, double level,
                                            double *x) {
  return fitted->df > 0 ? tell__stats_t_critical(level, fitted->df, x)
                        : tell__stats_normal_critical(level, x);
}

/* Beyond where the forward function of t goes, p is too small for a double of any use. */
static tell_stat_state two_sided(const tell__stats_fitted *fitted, double z, double *p) {
  if (fitted->df <= 0)
    return tell__stats_normal_two_sided(z, p);
  tell_stat_state state = tell__stats_gsl_t_upper(fmin(fabs(z), 1e150), fitted->df, p);
  *p *= 2;
  return state;
}

void tell__stats_fitted_judge(tell__stats_fitted *fitted, double se, double level) {
  tell__estimate *slope = &fitted->slope.slope;
  double critical;
  if (!tell__stats_is_number(se) ||
      tell__stats_fitted_critical(fitted, level, &critical) != TELL_STAT_OK) {
    *fitted = without(TELL_STAT_DOMAIN_ERROR);
    return;
  }
  slope->se = se;
  slope->lo = slope->value - critical * se;
  slope->hi = slope->value + critical * se;
  slope->level = level;
  slope->state = se > 0 ? TELL_STAT_OK : TELL_STAT_ZERO_VARIANCE;
  fitted->slope.z = fitted->slope.p = 0;
  if (se <= 0)
    return;
  fitted->slope.z = slope->value / se;
  if (two_sided(fitted, fitted->slope.z, &fitted->slope.p) != TELL_STAT_OK)
    *fitted = without(TELL_STAT_DOMAIN_ERROR);
}

/* With year effects; `fixed` is the line without them, for Q and the agreement. */
static tell__stats_fitted fit_random(balance *b, tell__stats_slope_method method, double level,
                                     const tell__stats_slope *fixed) {
  tell__stats_fitted out = {.slope = *fixed};
  double k = (double)b->count;
  tell_stat_state state = weigh(b, 0);
  out.tau2 = state == TELL_STAT_OK ? find_tau2(b, method) : -1;
  if (out.tau2 < 0 || weigh(b, out.tau2) != TELL_STAT_OK)
    return without(TELL_STAT_DOMAIN_ERROR);
  out.line = b->line;
  out.df = k - 2;
  out.scale = is_noise(b) ? 0 : b->line.q / out.df;
  out.slope.intercept = b->line.intercept;
  out.slope.slope =
      tell__stats_value_only(b->line.slope, k, method_id(method), TELL_STAT_ZERO_VARIANCE);
  tell__stats_fitted_judge(&out, sqrt(out.scale) * b->line.slope_se, level);
  return out;
}

tell__stats_fitted tell__stats_slope_fit(const tell__stats_point *points, size_t count,
                                         tell__stats_slope_method method, double level) {
  tell__stats_fitted out = {.scale = 1};
  balance b = {.points = points, .count = count};
  if (method < TELL__SLOPE_FIXED || method > TELL__SLOPE_PM)
    return without(TELL_STAT_DOMAIN_ERROR);
  out.slope = tell__stats_weighted_slope(points, count, level);
  if (out.slope.slope.state != TELL_STAT_OK)
    return without(out.slope.slope.state);
  if (method != TELL__SLOPE_FIXED)
    return fit_random(&b, method, level, &out.slope);
  (void)tell__stats_line_fit(points, count, count, 0, &out.line);
  return out;
}
