/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means and standard deviations of single values; see the header. */
#include "stats/moments.h"

#include <math.h>

#include "stats/mean.h"
#include "stats/sum.h"

static double count_of(const double *counts, size_t i) { return counts == NULL ? 1 : counts[i]; }

/* Number, mean and extremes; the state is OK when there is a mean. */
static void add_up(const double *values, const double *counts, size_t count,
                   tell__stats_moments *out) {
  tell__stats_sum n = {0}, total = {0};
  out->state = TELL_STAT_DOMAIN_ERROR;
  out->least = INFINITY;
  out->most = -INFINITY;
  for (size_t i = 0; i < count; i++) {
    double times = count_of(counts, i);
    if (!tell__stats_is_number(values[i]) || !tell__stats_is_number(times) || times < 0)
      return;
    if (times == 0)
      continue;
    tell__stats_sum_add(&n, times);
    tell__stats_sum_add_product(&total, times, values[i]);
    out->least = fmin(out->least, values[i]);
    out->most = fmax(out->most, values[i]);
  }
  out->n = tell__stats_sum_value(&n);
  double mean = tell__stats_sum_value(&total) / out->n;
  if (out->n == 0)
    out->state = TELL_STAT_EMPTY;
  else if (tell__stats_is_number(out->n) && isfinite(mean))
    out->state = TELL_STAT_OK;
  /* Dividing rounds: a mean must not leave the values that it is the mean of. */
  out->mean = fmin(fmax(mean, out->least), out->most);
}

static double deviation(const double *values, const double *counts, size_t count,
                        const tell__stats_moments *m) {
  tell__stats_sum squares = {0}, rest = {0};
  int scale = 0;
  if (m->least == m->most || m->n <= 1)
    return 0;
  frexp(fmax(m->most - m->mean, m->mean - m->least), &scale);
  for (size_t i = 0; i < count; i++) {
    double d = ldexp(values[i] - m->mean, -scale);
    double times = count_of(counts, i);
    if (times == 0)
      continue;
    tell__stats_sum_add_product(&squares, times * d, d);
    tell__stats_sum_add_product(&rest, times, d);
  }
  double off = tell__stats_sum_value(&rest);
  double sum = tell__stats_sum_value(&squares) - off * (off / m->n);
  return ldexp(sqrt(fmax(sum, 0) / (m->n - 1)), scale);
}

tell__stats_moments tell__stats_moments_of(const double *values, const double *counts,
                                           size_t count) {
  tell__stats_moments out = {0};
  add_up(values, counts, count, &out);
  if (out.state == TELL_STAT_OK) {
    out.sd = deviation(values, counts, count, &out);
    if (!tell__stats_is_number(out.sd))
      out.state = TELL_STAT_DOMAIN_ERROR;
  }
  if (out.state != TELL_STAT_OK)
    out = (tell__stats_moments){.state = out.state};
  return out;
}

static tell__estimate mean_of(const tell__stats_moments *m, double level,
                              tell__stats_moments *moments) {
  if (moments != NULL)
    *moments = *m;
  if (!(level > 0 && level < 1))
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  if (m->state != TELL_STAT_OK)
    return tell__stats_nothing(m->state);
  return tell__stats_mean_t(m->mean, m->sd, m->n, level);
}

tell__estimate tell__stats_mean_of_values(const double *values, size_t count, double level,
                                          tell__stats_moments *moments) {
  tell__stats_moments m = tell__stats_moments_of(values, NULL, count);
  return mean_of(&m, level, moments);
}

/* The scale runs over all categories, also those that nobody chose. */
static void cut_off(const double *scores, size_t count, tell__estimate *out) {
  double lowest = scores[0], highest = scores[0];
  for (size_t i = 1; i < count; i++) {
    lowest = fmin(lowest, scores[i]);
    highest = fmax(highest, scores[i]);
  }
  out->lo = fmax(out->lo, lowest);
  out->hi = fmin(out->hi, highest);
}

static int all_whole(const double *counts, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (counts[i] != floor(counts[i]))
      return 0;
  return 1;
}

tell__estimate tell__stats_mean_of_counts(const double *scores, const double *counts, size_t count,
                                          double level, tell__stats_moments *moments) {
  tell__stats_moments m = tell__stats_moments_of(scores, counts, count);
  tell__estimate out = mean_of(&m, level, moments);
  if (tell__stats_has_value(&out))
    out.method = all_whole(counts, count) ? "ordinal_t" : "ordinal_t_fractional";
  if (tell__stats_has_interval(&out))
    cut_off(scores, count, &out);
  return out;
}
