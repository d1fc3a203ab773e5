/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trends of short series; see the header. */
#include "stats/short_trend.h"

#include <float.h>
#include <math.h>
#include <string.h>

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

/* What the search for the median holds: the numbers left, and the largest one known to lie below.
 */
typedef struct search {
  double numbers[PAIRS];
  size_t count;
  double below;
  double lower[PAIRS], upper[PAIRS];
} search;

static double middle_of(double a, double b, double c) {
  double low = a < b ? a : b, high = a < b ? b : a;
  return c < low ? low : (c > high ? high : c);
}

static double largest(const double *numbers, size_t count) {
  double found = numbers[0];
  for (size_t i = 1; i < count; i++)
    found = numbers[i] > found ? numbers[i] : found;
  return found;
}

/*
 * The number that sorting would put at `wanted`; left->below becomes the one
 * before it (when there is one). Selection by parting at a pivot, into rooms of
 * their own: every number is written to both sides and counted on one, without
 * a branch that could be foretold wrong.
 */
static double select_at(search *left, size_t wanted) {
  for (;;) {
    size_t lower = 0, upper = 0, count = left->count;
    double pivot = middle_of(left->numbers[0], left->numbers[count / 2], left->numbers[count - 1]);
    for (size_t i = 0; i < count; i++) {
      double number = left->numbers[i];
      left->lower[lower] = number;
      left->upper[upper] = number;
      lower += number < pivot;
      upper += number > pivot;
    }
    if (wanted >= lower && wanted < count - upper) {
      if (wanted > lower)
        left->below = pivot;
      else if (lower > 0)
        left->below = largest(left->lower, lower);
      return pivot;
    }
    if (wanted < lower) {
      memcpy(left->numbers, left->lower, lower * sizeof *left->numbers);
      left->count = lower;
    } else {
      memcpy(left->numbers, left->upper, upper * sizeof *left->numbers);
      left->below = pivot;
      left->count = upper;
      wanted -= count - upper;
    }
  }
}

/* Pairs in the order of their distance, so that those of one distance stand side by side. */
static double theil_sen(const double *years, const double *values, size_t count) {
  search left;
  size_t pairs = 0;
  for (size_t gap = 1; gap < count; gap++) {
    for (size_t i = 0; i < count - gap; i++)
      left.numbers[pairs + i] = (values[i + gap] - values[i]) / (years[i + gap] - years[i]);
    pairs += count - gap;
  }
  left.count = pairs;
  double upper = select_at(&left, pairs / 2);
  return pairs % 2 == 1 ? upper : left.below / 2 + upper / 2;
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
  double sorted[MOST], at = 0;
  size_t places[MOST];
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

/* What neither rises nor is tied falls: two comparisons for S instead of four. */
static pairs count_pairs(const double *values, size_t count, double tolerance) {
  int rising = 0, tied = 0, near = 0;
  double reach = tolerance * (double)count;
  for (size_t gap = 1; gap < count; gap++)
    for (size_t i = 0; i < count - gap; i++) {
      double rise = values[i + gap] - values[i], size = fabs(rise);
      rising += rise > tolerance;
      tied += size <= tolerance;
      near += size <= reach;
    }
  int all = (int)(count * (count - 1) / 2);
  return (pairs){2 * rising + tied - all, tied, near - tied};
}

/* Chains of ties are rare: only then are the values ranked. */
static pairs find_pairs(const double *values, size_t count, double tolerance) {
  double ranks[MOST];
  pairs found = count_pairs(values, count, tolerance);
  if (found.tied == 0 || found.close == 0)
    return found;
  rank(values, count, tolerance, ranks);
  return count_pairs(ranks, count, 0);
}

/* The slope of the straight line with weights. As tell__stats_line_fit(). */
static double line(const double *years, const double *values, const double *weights, size_t count,
                   double *slope_se) {
  double w = 0, wx = 0, wy = 0, xx = 0, xy = 0, noise = 0, y_size = 0;
  double first = years[0], x_size = years[count - 1] - first;
  for (size_t i = 0; i < count; i++) {
    double size = fabs(values[i]);
    w += weights[i];
    wx += weights[i] * (years[i] - first);
    wy += weights[i] * values[i];
    y_size = size > y_size ? size : y_size;
  }
  double x = wx / w, y = wy / w;
  for (size_t i = 0; i < count; i++) {
    double dx = years[i] - first - x, dy = values[i] - y;
    xx += weights[i] * dx * dx;
    xy += weights[i] * dx * dy;
    noise += weights[i] * (fabs(dx) * y_size + fabs(dy) * x_size);
  }
  *slope_se = 1 / sqrt(xx);
  return fabs(xy) <= 4 * DBL_EPSILON * noise ? 0 : xy / xx;
}

/* Also false for NaN: as tell__stats_is_number(), which millions of calls would feel. */
static int is_number(double x) { return fabs(x) <= 1e100; }

static int is_point(const tell__stats_point *point) {
  return is_number(point->year) && is_number(point->value) && point->has_se &&
         is_number(point->se) && point->se > 0;
}

static tell_stat_state check(const tell__stats_point *points, size_t count, double tolerance) {
  if (!is_number(tolerance) || tolerance < 0)
    return TELL_STAT_DOMAIN_ERROR;
  for (size_t i = 0; i < count; i++)
    if (!is_point(&points[i]) || (i > 0 && points[i].year <= points[i - 1].year))
      return TELL_STAT_DOMAIN_ERROR;
  if (count < 3)
    return TELL_STAT_TOO_FEW_POINTS;
  return count > MOST ? TELL_STAT_NOT_POSSIBLE : TELL_STAT_OK;
}

tell__stats_short_trend tell__stats_short_trend_fit(const tell__stats_kendall_table *table,
                                                    const tell__stats_point *points, size_t count,
                                                    double tie_tolerance) {
  tell__stats_short_trend out = {.state = check(points, count, tie_tolerance)};
  double years[MOST] = {0}, values[MOST] = {0}, weights[MOST] = {0}, equal[MOST] = {0}, unused;
  if (out.state != TELL_STAT_OK)
    return out;
  for (size_t i = 0; i < count; i++) {
    years[i] = points[i].year;
    values[i] = points[i].value;
    weights[i] = 1 / (points[i].se * points[i].se);
    equal[i] = 1;
  }
  out.theil_sen = theil_sen(years, values, count);
  pairs found = find_pairs(values, count, tie_tolerance);
  out.has_ties = found.tied > 0;
  out.s = found.s;
  out.p = table->p[count][found.s < 0 ? -found.s : found.s];
  out.ols = line(years, values, equal, count, &unused);
  out.wls = line(years, values, weights, count, &out.wls_se);
  if (is_number(out.theil_sen) && is_number(out.ols) && is_number(out.wls) &&
      is_number(out.wls_se) && out.wls_se > 0)
    return out;
  return (tell__stats_short_trend){.state = TELL_STAT_DOMAIN_ERROR};
}
