/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trends of short series; see the header. */
#include "stats/short_trend.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "stats/mann_kendall.h"
#include "stats/short_median.h"

enum { MOST = TELL__STATS_SHORT_POINTS };

_Static_assert(MOST *(MOST - 1) / 2 <= TELL__STATS_MEDIAN_MOST, "all pairs have room");

/* Two numbers worked on at once, or what is true of them: all bits, so -1, or none. gcc and clang
 * make one instruction of each step where there is one, and two of it elsewhere. */
typedef double two __attribute__((vector_size(2 * sizeof(double))));
typedef int64_t truths __attribute__((vector_size(2 * sizeof(int64_t))));

static inline two load(const double *at) {
  two loaded;
  memcpy(&loaded, at, sizeof loaded);
  return loaded;
}

static inline void store(two numbers, double *at) { memcpy(at, &numbers, sizeof numbers); }

static inline two size_of(two numbers) {
  return (two)((truths)numbers & (truths){INT64_MAX, INT64_MAX});
}

/* A series of that length of which so many pairs fall. */
static void make_falling(tell__stats_point *points, size_t count, size_t falling) {
  for (size_t i = 0; i < count; i++) {
    size_t before = i < falling ? i : falling; /* how many of the earlier ones it lies below */
    falling -= before;
    for (size_t j = 0; j < i; j++)
      points[j].value += points[j].value >= (double)(i - before);
    points[i] = (tell__stats_point){.year = (double)i, .value = (double)(i - before)};
  }
}

tell_status tell__stats_kendall_fill(tell__stats_kendall_table *table, size_t longest) {
  tell__stats_point points[MOST];
  tell__stats_mann_kendall test;
  if (longest < 2 || longest > MOST)
    return TELL_E_ARGUMENT;
  for (size_t count = 2; count <= longest; count++) {
    size_t pairs = count * (count - 1) / 2;
    for (size_t falling = 0; falling <= pairs / 2; falling++) {
      make_falling(points, count, falling);
      tell_status status =
          tell__stats_mann_kendall_test(points, count, TELL__KENDALL_NO_TIES, 0, &test);
      if (status != TELL_OK)
        return status;
      table->p[count][pairs - 2 * falling] = test.p;
      if (falling < pairs / 2 || pairs % 2 == 1) /* an S that only ties can give */
        table->p[count][pairs - 2 * falling - 1] = test.p;
    }
  }
  return TELL_OK;
}

/* The values in order, each with the place that it came from. */
static void sort(const double *from, size_t count, double *values, size_t *places) {
  for (size_t i = 0; i < count; i++) {
    size_t at = i;
    for (; at > 0 && values[at - 1] > from[i]; at--) {
      values[at] = values[at - 1];
      places[at] = places[at - 1];
    }
    values[at] = from[i];
    places[at] = i;
  }
}

/* The rank of every point, the same for tied ones: gaps chain, as in mann_kendall.c. */
static void rank(const double *values, size_t count, double tolerance, double *ranks) {
  double sorted[MOST] = {0}, at = 0;
  size_t places[MOST] = {0};
  sort(values, count, sorted, places);
  ranks[places[0]] = 0;
  for (size_t i = 1; i < count; i++) {
    at += sorted[i] - sorted[i - 1] > tolerance;
    ranks[places[i]] = at;
  }
}

/* What pairs of values say. */
typedef struct pairs {
  int s;     /* rising less falling ones */
  int tied;  /* within the tolerance */
  int close; /* beyond it, but near enough that others between could tie them */
} pairs;

/* While they are gone through: limits, and how many are beyond each. */
typedef struct survey {
  two rise, fall, reach;
  truths rising, falling, near;
} survey;

/* Two pairs: what they say, and their slopes. */
static inline void take_pairs(survey *all, two rise, two gap, double *slopes) {
  all->rising -= rise > all->rise;
  all->falling -= rise < all->fall;
  all->near -= size_of(rise) <= all->reach;
  store(rise / gap, slopes);
}

/*
 * Each point with all before it. So many steps follow each other in the same
 * order for every series, but for where it ends, and branches are foretold
 * right. A pair left over goes with one that is no pair: it neither rises nor
 * falls, and its slope is written over by the next one, or stays behind the last.
 */
static inline pairs find_pairs(const double *years, const double *values, size_t count,
                               double tolerance, double *slopes) {
  double reach = tolerance * (double)count;
  survey all = {
      .rise = {tolerance, tolerance}, .fall = {-tolerance, -tolerance}, .reach = {reach, reach}};
  for (size_t at = 1; at < count; slopes += at++) {
    two year = {years[at], years[at]}, value = {values[at], values[at]};
    for (size_t i = 0; i + 1 < at; i += 2)
      take_pairs(&all, value - load(values + i), year - load(years + i), slopes + i);
    if (at % 2 == 1)
      take_pairs(&all, (two){values[at] - values[at - 1], 0}, (two){years[at] - years[at - 1], 1},
                 slopes + at - 1);
  }
  int rising = (int)(all.rising[0] + all.rising[1]),
      falling = (int)(all.falling[0] + all.falling[1]);
  int near = (int)(all.near[0] + all.near[1]) - (int)(count / 2); /* without those that are none */
  int tied = (int)(count * (count - 1) / 2) - rising - falling;
  return (pairs){rising - falling, tied, near - tied};
}

/* S where chains of ties are possible, which is rare: of ranks instead of values. Never inlined, so
 * that other series need not save what it works with. */
static __attribute__((noinline)) int s_of_ranks(const double *values, size_t count,
                                                double tolerance) {
  double ranks[MOST] = {0};
  int s = 0;
  rank(values, count, tolerance, ranks);
  for (size_t j = 1; j < count; j++)
    for (size_t i = 0; i < j; i++)
      s += (ranks[j] > ranks[i]) - (ranks[j] < ranks[i]);
  return s;
}

/* Both straight lines at once: in the first lane the one with equal weights. */
typedef struct lines {
  two w, x, y, xx, xy;   /* sum of weights; weighted means, x from the first year; cross products */
  double x_size, y_size; /* largest x and |y| */
} lines;

static inline lines find_lines(const double *years, const double *values, const double *weights,
                               size_t count) {
  lines of = {.x_size = years[count - 1] - years[0]};
  for (size_t i = 0; i < count; i++) {
    two w = {1, weights[i]};
    double x = years[i] - years[0], size = fabs(values[i]);
    of.w += w;
    of.x += w * (two){x, x};
    of.y += w * (two){values[i], values[i]};
    of.y_size = size > of.y_size ? size : of.y_size;
  }
  of.x /= of.w;
  of.y /= of.w;
  for (size_t i = 0; i < count; i++) {
    double x = years[i] - years[0];
    two w = {1, weights[i]}, dx = (two){x, x} - of.x, dy = (two){values[i], values[i]} - of.y;
    of.xx += w * dx * dx;
    of.xy += w * dx * dy;
  }
  return of;
}

/* Whether a line's cross product is within its rounding, as in tell__stats_line_fit(). */
static __attribute__((noinline)) int is_noise(const double *years, const double *values,
                                              const double *weights, size_t count, const lines *of,
                                              int lane) {
  double noise = 0;
  for (size_t i = 0; i < count; i++) {
    double dx = years[i] - years[0] - of->x[lane], dy = values[i] - of->y[lane];
    noise += (lane == 0 ? 1 : weights[i]) * (fabs(dx) * of->y_size + fabs(dy) * of->x_size);
  }
  return fabs(of->xy[lane]) <= 4 * DBL_EPSILON * noise;
}

/* Also false for NaN: as tell__stats_is_number(), which millions of calls would feel. */
static int is_number(double x) { return fabs(x) <= 1e100; }

/* Every test of every point is made: to stop at the first bad one would take a branch for each. */
static inline int are_points(const tell__stats_short_series *series) {
  const two most = {1e100, 1e100}, none = {0, 0};
  size_t count = series->count, last = count - 1;
  truths good = {-1, -1};
  int rising = 1, odd = 1;
  for (size_t i = 0; i + 1 < count; i += 2) {
    two se = load(series->ses + i);
    good &=
        (size_of(load(series->years + i)) <= most) & (size_of(load(series->values + i)) <= most);
    good &= (se <= most) & (se > none);
  }
  if (count % 2 == 1)
    odd = is_number(series->years[last]) & is_number(series->values[last]) &
          is_number(series->ses[last]) & (series->ses[last] > 0);
  for (size_t i = 1; i < count; i++)
    rising &= series->years[i] > series->years[i - 1];
  return rising & odd & (int)(good[0] & good[1] & 1);
}

static inline tell_stat_state check(const tell__stats_short_series *series, double tolerance) {
  if (series->count > MOST)
    return TELL_STAT_NOT_POSSIBLE;
  if (!is_number(tolerance) || tolerance < 0 || !are_points(series))
    return TELL_STAT_DOMAIN_ERROR;
  return series->count < 3 ? TELL_STAT_TOO_FEW_POINTS : TELL_STAT_OK;
}

static inline void fit_lines(const tell__stats_short_series *series,
                             tell__stats_short_trend *trend) {
  const double *years = series->years, *values = series->values;
  double weights[MOST];
  size_t count = series->count;
  for (size_t i = 0; i < count; i++)
    weights[i] = 1 / (series->ses[i] * series->ses[i]);
  lines of = find_lines(years, values, weights, count);
  two slopes = of.xy / of.xx;
  /* No line's noise is above 12/16 of that: sizes of dx and dy are at most x_size and 2 y_size; and
   * what vanishes of the smallest values is less than DBL_MIN, before great weights make it more.
   */
  two sure = of.w * (of.x_size * of.y_size + DBL_MIN) * (16 * DBL_EPSILON);
  truths clear = size_of(of.xy) > sure;
  if (!clear[0] && is_noise(years, values, weights, count, &of, 0))
    slopes[0] = 0;
  if (!clear[1] && is_noise(years, values, weights, count, &of, 1))
    slopes[1] = 0;
  trend->ols = slopes[0];
  trend->wls = slopes[1];
  trend->wls_se = 1 / sqrt(of.xx[1]);
}

tell__stats_short_trend tell__stats_short_trend_fit(const tell__stats_kendall_table *table,
                                                    const tell__stats_short_series *series,
                                                    double tie_tolerance) {
  tell__stats_short_trend out = {.state = check(series, tie_tolerance)};
  double slopes[TELL__STATS_MEDIAN_ROOM];
  size_t count = series->count;
  if (out.state != TELL_STAT_OK)
    return out;
  fit_lines(series, &out);
  pairs found = find_pairs(series->years, series->values, count, tie_tolerance, slopes);
  if (found.tied > 0 && found.close > 0)
    found.s = s_of_ranks(series->values, count, tie_tolerance);
  out.theil_sen = tell__stats_short_median(slopes, count * (count - 1) / 2);
  out.has_ties = found.tied > 0;
  out.s = found.s;
  out.p = table->p[count][found.s < 0 ? -found.s : found.s];
  if (is_number(out.theil_sen) & is_number(out.ols) & is_number(out.wls) & is_number(out.wls_se) &
      (out.wls_se > 0))
    return out;
  return (tell__stats_short_trend){.state = TELL_STAT_DOMAIN_ERROR};
}
