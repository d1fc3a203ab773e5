/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means with intervals; see the header. */
#include "stats/mean.h"

#include <math.h>

#include "stats/gsl_cdf.h"
#include "stats/invert.h"
#include "stats/quantile.h"
#include "stats/sum.h"

/* The level that Udir's "Usikkerhet" is published for. */
#define MARGIN_LEVEL 0.95

/* More degrees of freedom make no difference. */
#define DF_MOST 1e12

/* Of more degrees of freedom an interval does not tell how many they are. */
#define DF_TOLD 1e9

tell__estimate tell__stats_mean_t(double mean, double sd, double n, double level) {
  static const char method[] = "mean_t";
  double t;
  if (!tell__stats_is_number(mean) || !tell__stats_is_number(sd) || sd < 0 ||
      !tell__stats_is_number(n) || !(level > 0 && level < 1))
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  if (n == 0)
    return tell__stats_nothing(TELL_STAT_EMPTY);
  if (n < 1)
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  if (n < 2)
    return tell__stats_value_only(mean, n, method, TELL_STAT_TOO_FEW_POINTS);
  if (tell__stats_t_critical(level, n - 1, &t) != TELL_STAT_OK)
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  tell__estimate out = tell__stats_value_only(mean, n, method, TELL_STAT_OK);
  out.se = sd / sqrt(n);
  out.lo = mean - t * out.se;
  out.hi = mean + t * out.se;
  out.level = level;
  if (sd == 0)
    out.state = TELL_STAT_ZERO_VARIANCE;
  return out;
}

double tell__stats_rounding_variance(int32_t decimals) {
  double scale = 1;
  if (decimals < 0 || decimals > 15)
    return -1;
  for (int32_t i = 0; i < decimals; i++)
    scale *= 10; /* exact: 1e15 is below 2^53 */
  return 1 / scale / scale / 12;
}

tell__estimate tell__stats_mean_published(double value, double margin, int32_t decimals, double n,
                                          double level, tell__variance *variance) {
  tell__variance parts = {.rounding = tell__stats_rounding_variance(decimals)};
  double z;
  if (variance != NULL)
    *variance = (tell__variance){0};
  if (!tell__stats_is_number(margin) || margin < 0 || !tell__stats_is_number(n) || n < 0 ||
      parts.rounding < 0 || tell__stats_normal_critical(MARGIN_LEVEL, &z) != TELL_STAT_OK)
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  parts.sampling = margin / z * (margin / z);
  if (n >= 2)
    parts.wobble = parts.sampling / (n - 1) * parts.sampling;
  tell__estimate out = tell__stats_normal_interval(value, sqrt(parts.sampling + parts.rounding), n,
                                                   level, "published_margin");
  if (variance != NULL && tell__stats_has_interval(&out))
    *variance = parts;
  if (n >= 2 && tell__stats_has_interval(&out) &&
      tell__stats_t_critical(level, n - 1, &z) == TELL_STAT_OK) {
    out.lo = value - z * out.se;
    out.hi = value + z * out.se;
  }
  return out;
}

/* What a set of parts adds up to. */
typedef struct totals {
  tell__stats_sum n, value, sampling, rounding, wobble;
  int no_n, no_spread;
} totals;

static tell_stat_state add_part(totals *sums, const tell__stats_part *part) {
  if (!tell__stats_is_number(part->value))
    return TELL_STAT_DOMAIN_ERROR;
  if (!part->has_n) {
    sums->no_n = 1;
    return TELL_STAT_OK;
  }
  if (!tell__stats_is_number(part->n) || part->n < 0)
    return TELL_STAT_DOMAIN_ERROR;
  if (part->n == 0)
    return TELL_STAT_OK;
  tell__stats_sum_add(&sums->n, part->n);
  tell__stats_sum_add_product(&sums->value, part->n, part->value);
  if (!part->has_spread) {
    sums->no_spread = 1;
    return TELL_STAT_OK;
  }
  if (!tell__stats_is_variance(&part->variance))
    return TELL_STAT_DOMAIN_ERROR;
  /* A whole n squared is exact up to 94 million pupils. */
  tell__stats_sum_add_product(&sums->sampling, part->n * part->n, part->variance.sampling);
  tell__stats_sum_add_product(&sums->rounding, part->n * part->n, part->variance.rounding);
  tell__stats_sum_add_product(&sums->wobble, part->n * part->n * part->n * part->n,
                              part->variance.wobble);
  return TELL_STAT_OK;
}

tell__estimate tell__stats_weighted_mean(const tell__stats_part *parts, size_t count, double level,
                                         tell__variance *variance) {
  static const char method[] = "weighted_mean";
  totals sums = {0};
  if (variance != NULL)
    *variance = (tell__variance){0};
  if (!(level > 0 && level < 1))
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  for (size_t i = 0; i < count; i++) {
    tell_stat_state state = add_part(&sums, &parts[i]);
    if (state != TELL_STAT_OK)
      return tell__stats_nothing(state);
  }
  if (sums.no_n)
    return tell__stats_nothing(TELL_STAT_MISSING);
  double n = tell__stats_sum_value(&sums.n);
  if (n == 0)
    return tell__stats_nothing(TELL_STAT_EMPTY);
  double value = tell__stats_sum_value(&sums.value) / n;
  tell__variance sum = {tell__stats_sum_value(&sums.sampling) / n / n,
                        tell__stats_sum_value(&sums.rounding) / n / n,
                        tell__stats_sum_value(&sums.wobble) / n / n / n / n};
  if (!tell__stats_is_number(n) || !tell__stats_is_number(value) || !tell__stats_is_variance(&sum))
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  if (sums.no_spread)
    return tell__stats_value_only(value, n, method, TELL_STAT_NO_SPREAD);
  tell__estimate out =
      tell__stats_normal_interval(value, sqrt(sum.sampling + sum.rounding), n, level, method);
  if (variance != NULL && tell__stats_has_interval(&out))
    *variance = sum;
  return out;
}

tell__estimate tell__stats_weighted_share(const tell__stats_part *parts, size_t count, double level,
                                          tell__variance *variance) {
  tell__estimate mean = tell__stats_weighted_mean(parts, count, level, variance);
  if (!tell__stats_has_value(&mean))
    return mean;
  mean.method = "weighted_share";
  mean.lo = fmax(mean.lo, 0);
  mean.hi = fmin(mean.hi, 100);
  return mean;
}

tell__estimate tell__stats_total(const tell__stats_part *parts, size_t count) {
  tell__stats_sum sum = {0};
  for (size_t i = 0; i < count; i++)
    tell__stats_sum_add(&sum, parts[i].value);
  double total = tell__stats_sum_value(&sum);
  if (!tell__stats_is_number(total))
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  return tell__stats_value_only(total, 0, "sum", TELL_STAT_NO_SPREAD);
}

double tell__stats_mean_df(double se, double wobble) {
  double square = se * se;
  return wobble > 0 ? fmin(fmax(square * (square / wobble), 1), DF_MOST) : 0;
}

void tell__stats_mean_widen(tell__estimate *mean, double wobble) {
  double df = tell__stats_mean_df(mean->se, wobble), t;
  if (!tell__stats_has_interval(mean) || df == 0 ||
      tell__stats_t_critical(mean->level, df, &t) != TELL_STAT_OK)
    return;
  mean->lo = mean->value - t * mean->se;
  mean->hi = mean->value + t * mean->se;
}

/* How often chance exceeds t, over one through the degrees of freedom. */
static tell_stat_state tail_of_t(double inverse, const void *context, double *out) {
  return tell__stats_gsl_t_upper(*(const double *)context, 1 / inverse, out);
}

double tell__stats_mean_wobble(const tell__estimate *mean) {
  double alpha = (1 - mean->level) / 2, square = mean->se * mean->se, most, least, inverse;
  if (!tell__stats_has_interval(mean) || !(mean->se > 0))
    return 0;
  double t = (mean->hi - mean->lo) / 2 / mean->se;
  if (tail_of_t(1 / DF_TOLD, &t, &least) != TELL_STAT_OK ||
      tail_of_t(1, &t, &most) != TELL_STAT_OK || least >= alpha)
    return 0;
  if (most <= alpha)
    return square * square;
  if (tell__stats_invert(tail_of_t, &t, alpha, 1 / DF_TOLD, 1, &inverse) != TELL_STAT_OK)
    return 0;
  return square * square * inverse;
}
