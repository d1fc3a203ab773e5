/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variance between units, and shrunken values; see the header. */
#include "stats/shrinkage.h"

#include <math.h>

#include "stats/invert.h"
#include "stats/sum.h"

typedef struct series {
  const double *y, *se;
  size_t count;
} series;

/* Mean, its standard error and Q with weights 1/(se² + tau2). */
static void weigh(const series *s, double tau2, tell__stats_between *out) {
  tell__stats_sum w = {0}, wy = {0}, q = {0};
  for (size_t i = 0; i < s->count; i++) {
    double weight = 1 / (s->se[i] * s->se[i] + tau2);
    tell__stats_sum_add(&w, weight);
    tell__stats_sum_add_product(&wy, weight, s->y[i]);
  }
  out->mu = tell__stats_sum_value(&wy) / tell__stats_sum_value(&w);
  out->mu_se = 1 / sqrt(tell__stats_sum_value(&w));
  for (size_t i = 0; i < s->count; i++) {
    double away = s->y[i] - out->mu;
    tell__stats_sum_add_product(&q, away / (s->se[i] * s->se[i] + tau2), away);
  }
  out->q = tell__stats_sum_value(&q);
}

static double moment_tau2(const series *s, double q) {
  tell__stats_sum w = {0}, ww = {0};
  for (size_t i = 0; i < s->count; i++) {
    double weight = 1 / (s->se[i] * s->se[i]);
    tell__stats_sum_add(&w, weight);
    tell__stats_sum_add_product(&ww, weight, weight);
  }
  double sum = tell__stats_sum_value(&w);
  return fmax((q - (double)(s->count - 1)) / (sum - tell__stats_sum_value(&ww) / sum), 0);
}

static tell_stat_state q_at(double tau2, const void *context, double *out) {
  tell__stats_between at = {0};
  weigh(context, tau2, &at);
  *out = at.q;
  return isfinite(at.q) ? TELL_STAT_OK : TELL_STAT_DOMAIN_ERROR;
}

/* NaN when it cannot be found. */
static double paule_mandel_tau2(const series *s, double q) {
  double high = 0, expected = (double)(s->count - 1), tau2;
  if (q <= expected)
    return 0;
  for (size_t i = 0; i < s->count; i++)
    high = fmax(high, s->se[i] * s->se[i]);
  do {
    high *= 2;
    if (q_at(high, s, &q) != TELL_STAT_OK)
      return NAN;
  } while (q > expected);
  return tell__stats_invert(q_at, s, expected, 0, high, &tau2) == TELL_STAT_OK ? tau2 : NAN;
}

static tell_stat_state check(const series *s, tell__stats_tau method) {
  if (method != TELL__STATS_TAU_DL && method != TELL__STATS_TAU_PM)
    return TELL_STAT_DOMAIN_ERROR;
  for (size_t i = 0; i < s->count; i++)
    if (!tell__stats_is_number(s->y[i]) || !tell__stats_is_number(s->se[i]) || !(s->se[i] > 0))
      return TELL_STAT_DOMAIN_ERROR;
  return s->count < 2 ? TELL_STAT_TOO_FEW_POINTS : TELL_STAT_OK;
}

tell__stats_between tell__stats_between_units(const double *y, const double *se, size_t count,
                                              tell__stats_tau method) {
  const series s = {y, se, count};
  tell__stats_between out = {.state = check(&s, method)}, found = {.units = (double)count};
  if (out.state != TELL_STAT_OK)
    return out;
  weigh(&s, 0, &found);
  double q = found.q;
  double tau2 = method == TELL__STATS_TAU_DL ? moment_tau2(&s, q) : paule_mandel_tau2(&s, q);
  weigh(&s, tau2, &found);
  found.q = q;
  found.tau2 = tau2;
  if (tell__stats_is_number(found.mu) && tell__stats_is_number(found.mu_se) &&
      tell__stats_is_number(q) && tell__stats_is_number(tau2))
    return found;
  out.state = TELL_STAT_DOMAIN_ERROR;
  return out;
}

static tell__estimate shrink_one(double y, double se, const tell__stats_between *all,
                                 tell__stats_tau method, double level, double *reliability) {
  const char *id = method == TELL__STATS_TAU_DL ? "shrunken_dl" : "shrunken_pm";
  double b = se * se / (se * se + all->tau2);
  double variance = (1 - b) * se * se + b * b * all->mu_se * all->mu_se;
  *reliability = 1 - b;
  return tell__stats_normal_interval(b * all->mu + (1 - b) * y, sqrt(variance), 0, level, id);
}

tell__stats_between tell__stats_shrink(const double *y, const double *se, size_t count,
                                       tell__stats_tau method, double level, tell__estimate *units,
                                       double *reliability) {
  tell__stats_between all = tell__stats_between_units(y, se, count, method);
  if (all.state == TELL_STAT_OK && !(level > 0 && level < 1))
    all = (tell__stats_between){.state = TELL_STAT_DOMAIN_ERROR};
  if (all.state == TELL_STAT_OK && count < TELL__STATS_SHRINK_LEAST)
    all = (tell__stats_between){.state = TELL_STAT_TOO_FEW_POINTS};
  for (size_t i = 0; i < count; i++) {
    reliability[i] = 0;
    units[i] = all.state == TELL_STAT_OK
                   ? shrink_one(y[i], se[i], &all, method, level, &reliability[i])
                   : tell__stats_nothing(all.state);
  }
  return all;
}
