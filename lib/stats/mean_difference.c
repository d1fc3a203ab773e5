/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The difference of two means (stats/difference.h): Welch, known variances, Cohen's d, Hedges' g.
 */
#include <math.h>

#include "stats/difference.h"
#include "stats/gsl_cdf.h"
#include "stats/quantile.h"

#define MOST_DF 1e12

static int is_group(const tell__stats_group *g) {
  return tell__stats_is_number(g->n) && (g->n == 0 || g->n >= 1) && g->n <= MOST_DF &&
         tell__stats_is_number(g->mean) && tell__stats_is_number(g->sd) && g->sd >= 0;
}

/* Welch's degrees of freedom, by the two shares of the variance so that nothing overflows. */
static double degrees(double part1, double part2, double n1, double n2) {
  return 1 / (part1 * part1 / (n1 - 1) + part2 * part2 / (n2 - 1));
}

static void welch(const tell__stats_group *a, const tell__stats_group *b, double level,
                  tell__stats_difference *out) {
  double se1 = a->sd / sqrt(a->n), se2 = b->sd / sqrt(b->n);
  double se = hypot(se1, se2), t;
  tell__estimate *e = &out->estimate;
  double part1 = se1 / se * (se1 / se), part2 = se2 / se * (se2 / se);
  /* Rounding must not carry ν past its bounds. */
  double df = fmin(fmax(degrees(part1, part2, a->n, b->n), 1), a->n + b->n - 2);
  if (tell__stats_t_critical(level, df, &t) != TELL_STAT_OK) {
    *e = tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
    return;
  }
  e->se = se;
  e->lo = e->value - t * se;
  e->hi = e->value + t * se;
  e->level = level;
  double t_value = e->value / se;
  if (tell__stats_gsl_t_upper(fabs(t_value), df, &out->p) != TELL_STAT_OK)
    return;
  out->p *= 2;
  out->statistic = t_value;
  out->df = df;
  out->has_p = 1;
}

static void no_width(tell__stats_difference *out, double level) {
  out->estimate.lo = out->estimate.hi = out->estimate.value;
  out->estimate.level = level;
  out->estimate.state = TELL_STAT_ZERO_VARIANCE;
}

tell__stats_difference tell__stats_mean_difference(const tell__stats_group *first,
                                                   const tell__stats_group *second, double level) {
  tell__stats_difference out = {.estimate = tell__stats_nothing(TELL_STAT_DOMAIN_ERROR)};
  if (!is_group(first) || !is_group(second) || !(level > 0 && level < 1))
    return out;
  out.estimate.state = TELL_STAT_EMPTY;
  if (first->n == 0 || second->n == 0)
    return out;
  out.estimate = tell__stats_value_only(first->mean - second->mean, first->n + second->n, "welch",
                                        TELL_STAT_TOO_FEW_POINTS);
  if (first->n < 2 || second->n < 2)
    return out;
  out.estimate.state = TELL_STAT_OK;
  if (first->sd == 0 && second->sd == 0)
    no_width(&out, level);
  else
    welch(first, second, level, &out);
  return out;
}

static int is_figure(const tell__stats_part *part) {
  return tell__stats_is_number(part->value) &&
         (!part->has_n || (tell__stats_is_number(part->n) && part->n >= 0)) &&
         (!part->has_spread || tell__stats_is_variance(&part->variance));
}

tell__estimate tell__stats_known_difference(const tell__stats_part *first,
                                            const tell__stats_part *second, double level) {
  static const char method[] = "independent";
  if (!is_figure(first) || !is_figure(second) || !(level > 0 && level < 1))
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  double n = first->has_n ? first->n : 0, difference = first->value - second->value;
  if (!first->has_spread || !second->has_spread)
    return tell__stats_value_only(difference, n, method, TELL_STAT_NO_SPREAD);
  double variance = first->variance.sampling + first->variance.rounding +
                    second->variance.sampling + second->variance.rounding;
  return tell__stats_normal_interval(difference, sqrt(variance), n, level, method);
}

/* Γ(b + ½)/(√b·Γ(b)); relative error below 1e-15 where the series is used. */
static double half_step(double b) {
  if (b < 100)
    return tgamma(b + 0.5) / (sqrt(b) * tgamma(b));
  double c = 1 / b;
  return 1 +
         c * (-1.0 / 8 +
              c * (1.0 / 128 + c * (5.0 / 1024 + c * (-21.0 / 32768 + c * (-399.0 / 262144 +
                                                                           c * 869.0 / 4194304)))));
}

/* J of the header: with b = (ν − 1)/2 it is half_step(b)·√(b/(ν/2)). */
static double small_groups(double df) {
  double b = (df - 1) / 2;
  return b > 0 ? half_step(b) * sqrt(b / (df / 2)) : 0;
}

static double effect_se(double effect, double n1, double n2) {
  return sqrt(1 / n1 + 1 / n2 + effect * (effect / (2 * (n1 + n2))));
}

tell__stats_effect tell__stats_effect_size(const tell__stats_group *first,
                                           const tell__stats_group *second, double level) {
  tell__stats_effect out = {0};
  double n1 = first->n, n2 = second->n, df = n1 + n2 - 2, z;
  if (!is_group(first) || !is_group(second) || n1 < 1 || n2 < 1 || !(df > 1) ||
      tell__stats_normal_critical(level, &z) != TELL_STAT_OK)
    return out;
  double pooled = hypot(sqrt((n1 - 1) / df) * first->sd, sqrt((n2 - 1) / df) * second->sd);
  double d = (first->mean - second->mean) / pooled;
  if (!(pooled > 0) || !tell__stats_is_number(d))
    return out;
  out.there = 1;
  out.sd = pooled;
  out.d = d;
  out.d_lo = d - z * effect_se(d, n1, n2);
  out.d_hi = d + z * effect_se(d, n1, n2);
  out.g = small_groups(df) * d;
  out.g_se = effect_se(out.g, n1, n2);
  out.g_lo = out.g - z * out.g_se;
  out.g_hi = out.g + z * out.g_se;
  return out;
}
