/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Control charts; see the header. */
#include "stats/control.h"

#include <math.h>

#include "stats/gsl_tails.h"
#include "stats/sum.h"

#define D2 1.128
#define RANGE_FACTOR 3.267
#define SIGMAS 3

/* A series as a chart sees it: plain values, or z values of shares. */
typedef struct points {
  const double *y, *n; /* n NULL: y are plain values */
  const int32_t *excluded;
  size_t count;
  double centre; /* of the shares, for z */
} points;

static int takes_part(const points *s, size_t i) {
  return (s->excluded == NULL || s->excluded[i] == 0) && (s->n == NULL || s->n[i] > 0);
}

static double point_at(const points *s, size_t i) {
  if (s->n == NULL)
    return s->y[i];
  return (s->y[i] / s->n[i] - s->centre) / sqrt(s->centre * (1 - s->centre) / s->n[i]);
}

/* Mean of the moving ranges below `most`, of the first `baseline` points; 0 without any. */
static double mean_range(const points *s, size_t baseline, double most) {
  tell__stats_sum sum = {0};
  double before = 0, ranges = 0;
  int begun = 0;
  for (size_t i = 0; i < baseline; i++) {
    if (!takes_part(s, i))
      continue;
    double here = point_at(s, i), range = fabs(here - before);
    if (begun && range < most) {
      tell__stats_sum_add(&sum, range);
      ranges++;
    }
    before = here;
    begun = 1;
  }
  return ranges > 0 ? tell__stats_sum_value(&sum) / ranges : 0;
}

static void find_sigma(const points *s, size_t baseline, int32_t screen, tell__stats_chart *out) {
  double range = mean_range(s, baseline, INFINITY);
  if (screen && range > 0)
    range = mean_range(s, baseline, RANGE_FACTOR * range);
  out->moving_range = range;
  out->range_limit = RANGE_FACTOR * range;
  out->sigma = range / D2;
}

static tell__stats_chart no_chart(tell_stat_state state) {
  return (tell__stats_chart){.state = state};
}

tell__stats_chart tell__stats_chart_xmr(const double *y, const int32_t *excluded, size_t count,
                                        size_t baseline, int32_t screen) {
  const points s = {y, NULL, excluded, count, 0};
  tell__stats_chart out = {0};
  tell__stats_sum sum = {0};
  if (baseline > count)
    return no_chart(TELL_STAT_DOMAIN_ERROR);
  if (baseline == 0)
    baseline = count;
  for (size_t i = 0; i < count; i++) {
    if (!takes_part(&s, i))
      continue;
    if (!tell__stats_is_number(y[i]))
      return no_chart(TELL_STAT_DOMAIN_ERROR);
    if (i >= baseline)
      continue;
    tell__stats_sum_add(&sum, y[i]);
    out.used++;
  }
  if (out.used == 0)
    return no_chart(TELL_STAT_TOO_FEW_POINTS);
  out.centre = tell__stats_sum_value(&sum) / out.used;
  out.trial = out.used < TELL__STATS_CHART_TRIAL;
  find_sigma(&s, baseline, screen, &out);
  if (out.used < 2)
    out.state = TELL_STAT_TOO_FEW_POINTS;
  else if (out.sigma == 0)
    out.state = TELL_STAT_ZERO_VARIANCE;
  return out;
}

static int is_point(const double *x, const double *n, size_t i) {
  if (!tell__stats_is_number(x[i]) || x[i] < 0)
    return 0;
  return n == NULL || (tell__stats_is_number(n[i]) && x[i] <= n[i]);
}

/* Centre and number of points of the baseline. */
static tell_stat_state find_centre(const points *s, size_t baseline, tell__stats_chart *out) {
  tell__stats_sum xs = {0}, ns = {0};
  size_t left_out = 0;
  for (size_t i = 0; i < s->count; i++) {
    if (s->excluded != NULL && s->excluded[i] != 0) {
      left_out += i < baseline;
      continue;
    }
    if (!is_point(s->y, s->n, i))
      return TELL_STAT_DOMAIN_ERROR;
    if (i >= baseline || !takes_part(s, i))
      continue;
    tell__stats_sum_add(&xs, s->y[i]);
    tell__stats_sum_add(&ns, s->n == NULL ? 1 : s->n[i]);
    out->used++;
  }
  if (out->used == 0)
    return left_out == baseline ? TELL_STAT_TOO_FEW_POINTS : TELL_STAT_EMPTY;
  out->centre = tell__stats_sum_value(&xs) / tell__stats_sum_value(&ns);
  return TELL_STAT_OK;
}

/* σ of one point by chance alone. */
static double chance(const points *s, size_t i, double centre) {
  return s->n == NULL ? sqrt(centre) : sqrt(centre * (1 - centre) / s->n[i]);
}

static void write_limits(const points *s, const tell__stats_chart *chart, double *lo, double *hi) {
  for (size_t i = 0; i < s->count; i++) {
    if (s->n != NULL && !(s->n[i] > 0 && tell__stats_is_number(s->n[i])))
      continue;
    double half = SIGMAS * chart->sigma * chance(s, i, chart->centre);
    lo[i] = fmax(chart->centre - half, 0);
    hi[i] = s->n == NULL ? chart->centre + half : fmin(chart->centre + half, 1);
  }
}

static tell_stat_state find_chart(points *s, size_t baseline, tell__stats_count_chart kind,
                                  int32_t screen, tell__stats_chart *out) {
  tell_stat_state state = find_centre(s, baseline, out);
  if (state != TELL_STAT_OK)
    return state;
  out->trial = out->used < TELL__STATS_CHART_TRIAL;
  out->sigma = 1;
  s->centre = out->centre;
  if (out->centre == 0 || (s->n != NULL && out->centre == 1))
    return TELL_STAT_ZERO_VARIANCE;
  if (kind != TELL__STATS_CHART_P_PRIME)
    return TELL_STAT_OK;
  find_sigma(s, baseline, screen, out);
  if (out->used < 2)
    return TELL_STAT_TOO_FEW_POINTS;
  return out->sigma == 0 ? TELL_STAT_ZERO_VARIANCE : TELL_STAT_OK;
}

tell__stats_chart tell__stats_chart_counts(const double *x, const double *n,
                                           const int32_t *excluded, size_t count, size_t baseline,
                                           tell__stats_count_chart kind, int32_t screen, double *lo,
                                           double *hi) {
  points s = {x, n, excluded, count, 0};
  tell__stats_chart out = {0};
  for (size_t i = 0; i < count; i++)
    lo[i] = hi[i] = 0;
  if (kind < TELL__STATS_CHART_P || kind > TELL__STATS_CHART_C || baseline > count ||
      (kind == TELL__STATS_CHART_C) != (n == NULL))
    return no_chart(TELL_STAT_DOMAIN_ERROR);
  tell_stat_state state = find_chart(&s, baseline == 0 ? count : baseline, kind, screen, &out);
  int has_limits = state == TELL_STAT_OK || state == TELL_STAT_ZERO_VARIANCE;
  if (!has_limits && out.used == 0)
    return no_chart(state);
  out.state = state;
  if (has_limits)
    write_limits(&s, &out, lo, hi);
  return out;
}

/* The smallest k with P(X <= k) >= 5 %, X the heads of `throws` coins. */
static double fewest_crossings(double throws) {
  double below = -1, k = throws, tail;
  while (k - below > 1) {
    double middle = floor((below + k) / 2);
    if (tell__stats_gsl_binomial_lower(middle, throws, 0.5, &tail) == TELL_STAT_OK && tail >= 0.05)
      k = middle;
    else
      below = middle;
  }
  return k;
}

tell__stats_runs tell__stats_runs_around(const double *y, const int32_t *excluded, size_t count,
                                         double centre) {
  tell__stats_runs out = {.state = TELL_STAT_DOMAIN_ERROR}, found = {0};
  double run = 0;
  int side = 0;
  if (!tell__stats_is_number(centre) || count > TELL__STATS_MOST_TRIALS)
    return out;
  for (size_t i = 0; i < count; i++) {
    if (excluded != NULL && excluded[i] != 0)
      continue;
    if (!tell__stats_is_number(y[i]))
      return out;
    int here = (y[i] > centre) - (y[i] < centre);
    if (here == 0)
      continue;
    found.useful++;
    found.crossings += side != 0 && here != side;
    run = here == side ? run + 1 : 1;
    side = here;
    found.longest = fmax(found.longest, run);
  }
  if (found.useful < TELL__STATS_RUNS_LEAST)
    return (tell__stats_runs){.useful = found.useful, .state = TELL_STAT_TOO_FEW_POINTS};
  found.longest_most = floor(log2(found.useful) + 0.5) + 3;
  found.crossings_few = fewest_crossings(found.useful - 1);
  found.signal = found.longest > found.longest_most || found.crossings < found.crossings_few;
  return found;
}
