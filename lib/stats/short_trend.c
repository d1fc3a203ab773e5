/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trends of short series; see the header. */
#include "stats/short_trend.h"

#include <float.h>
#include <math.h>

#include "stats/mann_kendall.h"

enum {
  MOST = TELL__STATS_SHORT_POINTS,
  PAIRS = MOST * (MOST - 1) / 2,
};

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

static void swap(double *a, double *b) {
  double held = *a;
  *a = *b;
  *b = held;
}

/* Hoare's selection: puts the number that sorting would put at `wanted` there, no larger ones
 * before it and no smaller ones behind it. */
static void select(double *numbers, size_t count, size_t wanted) {
  size_t low = 0, high = count - 1;
  while (low < high) {
    double pivot = numbers[low + (high - low) / 2];
    size_t i = low, j = high;
    while (i <= j) {
      while (numbers[i] < pivot)
        i++;
      while (numbers[j] > pivot)
        j--;
      if (i > j)
        break;
      swap(&numbers[i++], &numbers[j]);
      if (j == 0)
        break;
      j--;
    }
    if (wanted <= j)
      high = j;
    else if (wanted >= i)
      low = i;
    else
      return;
  }
}

static double median(double *numbers, size_t count) {
  size_t middle = count / 2;
  select(numbers, count, middle);
  if (count % 2 == 1)
    return numbers[middle];
  double below = numbers[0];
  for (size_t i = 1; i < middle; i++)
    below = numbers[i] > below ? numbers[i] : below;
  return below / 2 + numbers[middle] / 2;
}

static double theil_sen(const tell__stats_point *points, size_t count) {
  double slopes[PAIRS];
  size_t pairs = 0;
  for (size_t j = 1; j < count; j++)
    for (size_t i = 0; i < j; i++)
      slopes[pairs++] = (points[j].value - points[i].value) / (points[j].year - points[i].year);
  return median(slopes, pairs);
}

/* The values in order, each with the place that it came from. */
static void sort(const tell__stats_point *points, size_t count, double *values, size_t *places) {
  for (size_t i = 0; i < count; i++) {
    size_t at = i;
    for (; at > 0 && values[at - 1] > points[i].value; at--) {
      values[at] = values[at - 1];
      places[at] = places[at - 1];
    }
    values[at] = points[i].value;
    places[at] = i;
  }
}

/* The rank of every point, the same for tied ones: gaps chain, as in mann_kendall.c. */
static int rank(const tell__stats_point *points, size_t count, double tolerance, int *ranks) {
  double values[MOST];
  size_t places[MOST];
  int at = 0;
  sort(points, count, values, places);
  ranks[places[0]] = 0;
  for (size_t i = 1; i < count; i++) {
    at += values[i] - values[i - 1] > tolerance;
    ranks[places[i]] = at;
  }
  return at + 1;
}

static int kendall_s(const int *ranks, size_t count) {
  int s = 0;
  for (size_t j = 1; j < count; j++)
    for (size_t i = 0; i < j; i++)
      s += (ranks[j] > ranks[i]) - (ranks[j] < ranks[i]);
  return s;
}

/* The slope of the straight line with weights; `weights` NULL: all 1. As tell__stats_line_fit(). */
static double line(const tell__stats_point *points, size_t count, const double *weights,
                   double *slope_se) {
  double w = 0, wx = 0, wy = 0, xx = 0, xy = 0, noise = 0, y_size = 0;
  double first = points[0].year, x_size = points[count - 1].year - first;
  for (size_t i = 0; i < count; i++) {
    double weight = weights != NULL ? weights[i] : 1;
    w += weight;
    wx += weight * (points[i].year - first);
    wy += weight * points[i].value;
    y_size = fmax(y_size, fabs(points[i].value));
  }
  double x = wx / w, y = wy / w;
  for (size_t i = 0; i < count; i++) {
    double weight = weights != NULL ? weights[i] : 1;
    double dx = points[i].year - first - x, dy = points[i].value - y;
    xx += weight * dx * dx;
    xy += weight * dx * dy;
    noise += weight * (fabs(dx) * y_size + fabs(dy) * x_size);
  }
  *slope_se = 1 / sqrt(xx);
  return fabs(xy) <= 4 * DBL_EPSILON * noise ? 0 : xy / xx;
}

static int is_point(const tell__stats_point *point) {
  return tell__stats_is_number(point->year) && tell__stats_is_number(point->value) &&
         point->has_se && tell__stats_is_number(point->se) && point->se > 0;
}

static tell__stat_state check(const tell__stats_point *points, size_t count, double tolerance) {
  if (!tell__stats_is_number(tolerance) || tolerance < 0)
    return TELL__STAT_DOMAIN_ERROR;
  for (size_t i = 0; i < count; i++)
    if (!is_point(&points[i]) || (i > 0 && points[i].year <= points[i - 1].year))
      return TELL__STAT_DOMAIN_ERROR;
  if (count < 3)
    return TELL__STAT_TOO_FEW_POINTS;
  return count > MOST ? TELL__STAT_NOT_POSSIBLE : TELL__STAT_OK;
}

tell__stats_short_trend tell__stats_short_trend_fit(const tell__stats_kendall_table *table,
                                                    const tell__stats_point *points, size_t count,
                                                    double tie_tolerance) {
  tell__stats_short_trend out = {.state = check(points, count, tie_tolerance)};
  double weights[MOST], unused;
  int ranks[MOST];
  if (out.state != TELL__STAT_OK)
    return out;
  for (size_t i = 0; i < count; i++)
    weights[i] = 1 / (points[i].se * points[i].se);
  out.theil_sen = theil_sen(points, count);
  out.has_ties = rank(points, count, tie_tolerance, ranks) < (int)count;
  int s = kendall_s(ranks, count);
  out.s = s;
  out.p = table->p[count][s < 0 ? -s : s];
  out.ols = line(points, count, NULL, &unused);
  out.wls = line(points, count, weights, &out.wls_se);
  if (tell__stats_is_number(out.theil_sen) && tell__stats_is_number(out.ols) &&
      tell__stats_is_number(out.wls) && tell__stats_is_number(out.wls_se) && out.wls_se > 0)
    return out;
  return (tell__stats_short_trend){.state = TELL__STAT_DOMAIN_ERROR};
}
