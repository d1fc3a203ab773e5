/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Analysis of variance from summaries; see the header. */
#include "stats/icc.h"

#include <math.h>

#include "stats/gsl_tails.h"
#include "stats/invert.h"
#include "stats/quantile.h"
#include "stats/sum.h"

/* Units in either form: mean and sd, or (sd NULL) counts x in `first`. */
typedef struct summaries {
  const double *n, *first, *sd;
  size_t count;
} summaries;

static double mean_of(const summaries *s, size_t i) {
  return s->sd != NULL ? s->first[i] : s->first[i] / s->n[i];
}

/* Sum of squares of the pupils of one unit around its mean. */
static double within_of(const summaries *s, size_t i) {
  if (s->sd == NULL)
    return s->first[i] * ((s->n[i] - s->first[i]) / s->n[i]);
  return s->n[i] > 1 ? (s->n[i] - 1) * s->sd[i] * s->sd[i] : 0;
}

static int is_unit(const summaries *s, size_t i) {
  double n = s->n[i];
  if (!tell__stats_is_number(n) || (n != 0 && n < 1))
    return 0;
  if (n == 0)
    return 1;
  if (s->sd == NULL)
    return s->first[i] >= 0 && s->first[i] <= n;
  return tell__stats_is_number(s->first[i]) &&
         (n == 1 || (tell__stats_is_number(s->sd[i]) && s->sd[i] >= 0));
}

/* The table of the analysis of variance; OK when there is one. */
static tell_stat_state analyse(const summaries *s, tell__stats_icc_parts *out) {
  tell__stats_sum total = {0}, squares = {0}, value = {0}, between = {0}, within = {0};
  tell__stats_icc_parts a = {0};
  for (size_t i = 0; i < s->count; i++) {
    if (!is_unit(s, i))
      return TELL_STAT_DOMAIN_ERROR;
    if (s->n[i] == 0)
      continue;
    a.units++;
    tell__stats_sum_add(&total, s->n[i]);
    tell__stats_sum_add_product(&squares, s->n[i], s->n[i]);
    tell__stats_sum_add_product(&value, s->n[i], mean_of(s, i));
    tell__stats_sum_add(&within, within_of(s, i));
  }
  double all = tell__stats_sum_value(&total);
  a.df1 = a.units - 1;
  a.df2 = all - a.units;
  if (a.df1 < 1 || a.df2 <= 0)
    return TELL_STAT_NOT_POSSIBLE;
  double mean = tell__stats_sum_value(&value) / all;
  for (size_t i = 0; i < s->count; i++)
    if (s->n[i] > 0) {
      double away = mean_of(s, i) - mean;
      tell__stats_sum_add_product(&between, s->n[i] * away, away);
    }
  a.between = tell__stats_sum_value(&between) / a.df1;
  a.within = tell__stats_sum_value(&within) / a.df2;
  a.unit_size = (all - tell__stats_sum_value(&squares) / all) / a.df1;
  /* Beside a unit with next to all pupils the others can vanish in rounding. */
  if (!tell__stats_is_number(a.between) || !tell__stats_is_number(a.within) || a.df2 < 1 ||
      !(a.unit_size > 0))
    return TELL_STAT_DOMAIN_ERROR;
  *out = a;
  return TELL_STAT_OK;
}

typedef struct f_degrees {
  double df1, df2;
} f_degrees;

static tell_stat_state f_upper(double x, const void *context, double *out) {
  const f_degrees *df = context;
  return tell__stats_gsl_f_upper(x, df->df1, df->df2, out);
}

static tell_stat_state f_lower(double x, const void *context, double *out) {
  const f_degrees *df = context;
  return tell__stats_gsl_f_lower(x, df->df1, df->df2, out);
}

/* The x with P(F > x) = upper, through the smaller tail, which keeps its digits. 0 without. */
static double f_quantile(double df1, double df2, double upper) {
  const f_degrees df = {df1, df2};
  tell__stats_curve curve = upper <= 0.5 ? f_upper : f_lower;
  double high = 1, tail, x;
  do {
    high *= 2;
    if (f_upper(high, &df, &tail) != TELL_STAT_OK)
      return 0;
  } while (tail > upper && high < 1e100);
  if (tell__stats_invert(curve, &df, fmin(upper, 1 - upper), 0, high, &x) != TELL_STAT_OK)
    return 0;
  return x;
}

/* A limit of the ICC, from F over a quantile of F. */
static double limit(double ratio, double unit_size) {
  return fmin(fmax((ratio - 1) / (ratio + unit_size - 1), 0), 1);
}

static tell__estimate give(const summaries *s, double level, const char *method,
                           tell__stats_icc_parts *parts) {
  tell__stats_icc_parts a = {0};
  double z;
  if (parts != NULL)
    *parts = a;
  if (tell__stats_normal_critical(level, &z) != TELL_STAT_OK)
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  tell_stat_state state = analyse(s, &a);
  if (state == TELL_STAT_OK && a.within == 0 && a.between == 0)
    state = TELL_STAT_NOT_POSSIBLE;
  if (state != TELL_STAT_OK)
    return tell__stats_nothing(state);
  a.tau2 = fmax((a.between - a.within) / a.unit_size, 0);
  if (!tell__stats_is_number(a.tau2))
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  double n = a.df2 + a.units;
  tell__estimate out =
      tell__stats_value_only(a.tau2 / (a.tau2 + a.within), n, method, TELL_STAT_ZERO_VARIANCE);
  if (a.within > 0) {
    double tail = (1 - level) / 2;
    a.f = a.between / a.within;
    double high = f_quantile(a.df1, a.df2, tail), low = f_quantile(a.df1, a.df2, 1 - tail);
    if (!tell__stats_is_number(a.f) || !(high > 0) || !(low > 0) ||
        tell__stats_gsl_f_upper(a.f, a.df1, a.df2, &a.p) != TELL_STAT_OK)
      return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
    out.lo = limit(a.f / high, a.unit_size);
    out.hi = limit(a.f / low, a.unit_size);
    out.se = z > 0 ? (out.hi - out.lo) / (2 * z) : 0; /* z is 0 at levels next to 0 */
    out.level = level;
    out.state = TELL_STAT_OK;
  }
  if (parts != NULL)
    *parts = a;
  return out;
}

tell__estimate tell__stats_icc_means(const double *n, const double *mean, const double *sd,
                                     size_t count, double level, tell__stats_icc_parts *parts) {
  const summaries s = {n, mean, sd, count};
  return give(&s, level, "icc_anova", parts);
}

tell__estimate tell__stats_icc_shares(const double *x, const double *n, size_t count, double level,
                                      tell__stats_icc_parts *parts) {
  const summaries s = {n, x, NULL, count};
  return give(&s, level, "icc_anova_shares", parts);
}
