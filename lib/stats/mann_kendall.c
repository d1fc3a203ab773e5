/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Mann-Kendall test; see the header. */
#include "stats/mann_kendall.h"

#include <math.h>

#include "base/alloc.h"
#include "stats/quantile.h"
#include "stats/sort.h"

/* The values in groups of ties: lowest value and size of each, lowest group first. */
typedef struct ties {
  double *lowest;
  size_t *size;
  size_t count;
} ties;

static tell__stat_state check_series(const tell__stats_point *points, size_t count,
                                     double tolerance) {
  if (!tell__stats_is_number(tolerance) || tolerance < 0)
    return TELL__STAT_DOMAIN_ERROR;
  for (size_t i = 0; i < count; i++) {
    if (!tell__stats_is_number(points[i].year) || !tell__stats_is_number(points[i].value))
      return TELL__STAT_DOMAIN_ERROR;
    for (size_t j = 0; j < i; j++)
      if (points[j].year == points[i].year)
        return TELL__STAT_DOMAIN_ERROR;
  }
  return count < 2 ? TELL__STAT_TOO_FEW_POINTS : TELL__STAT_OK;
}

static void free_ties(ties *t) {
  tell__free(t->lowest);
  tell__free(t->size);
}

/* Sorts the values into t->lowest and folds each group into its first place. Returns 0 without
 * memory. */
static int find_ties(const tell__stats_point *points, size_t count, double tolerance, ties *t) {
  t->lowest = tell__alloc_array(count, sizeof *t->lowest);
  t->size = tell__alloc_array(count, sizeof *t->size);
  if (t->lowest == NULL || t->size == NULL)
    return 0;
  for (size_t i = 0; i < count; i++)
    t->lowest[i] = points[i].value;
  tell__stats_sort(t->lowest, count);
  double before = t->lowest[0];
  t->count = 1;
  t->size[0] = 1;
  for (size_t i = 1; i < count; i++) {
    double value = t->lowest[i];
    if (value - before > tolerance)
      t->lowest[t->count++] = value;
    t->size[t->count - 1]++;
    before = value;
  }
  return 1;
}

/* The group of a value: the last one whose lowest value is not above it. */
static size_t group_of(const ties *t, double value) {
  size_t low = 0, high = t->count;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (t->lowest[middle] <= value)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static double find_s(const tell__stats_point *points, size_t count, const ties *t) {
  int64_t s = 0;
  for (size_t j = 1; j < count; j++) {
    size_t at = group_of(t, points[j].value);
    for (size_t i = 0; i < j; i++) {
      size_t other = group_of(t, points[i].value);
      int rises = (at > other) - (at < other);
      s += points[j].year > points[i].year ? rises : -rises;
    }
  }
  return (double)s;
}

/* The number of pairs of different values: the largest S there can be. */
static double largest_s(size_t count, const ties *t) {
  size_t pairs = count * (count - 1) / 2;
  for (size_t g = 0; g < t->count; g++)
    pairs -= t->size[g] * (t->size[g] - 1) / 2;
  return (double)pairs;
}

/* Multiplies by (1 - q^m)/(1 - q^j), powers up to `top` only; m > j. There is no remainder. */
static void times_ratio(double *counts, size_t top, size_t m, size_t j) {
  for (size_t i = top; i >= m; i--)
    counts[i] -= counts[i - m];
  for (size_t i = j; i <= top; i++)
    counts[i] += counts[i - j];
}

/*
 * How many orders have at most `top` falling pairs, and how many there are.
 * Tie groups are put in one after the other: with m values in place, the j-th
 * of its group multiplies by [m]/[j]. Every product on the way counts orders
 * of the values in place, so none is larger than the last one, and as `top` is
 * at most half of all pairs the error stays near 1e-14. (Multiplying out [k]!
 * first and dividing afterwards loses every digit from about k = 30.)
 */
static double count_orders(double *counts, size_t top, const ties *t, double *orders) {
  size_t m = 0;
  counts[0] = 1;
  *orders = 1;
  for (size_t g = 0; g < t->count; g++)
    for (size_t j = 1; j <= t->size[g]; j++) {
      m++;
      if (m == j)
        continue;
      times_ratio(counts, top, m, j);
      *orders = *orders * (double)m / (double)j;
    }
  double sum = 0;
  for (size_t i = 0; i <= top; i++)
    sum += counts[i];
  return sum;
}

/* Returns 0 without memory. */
static int exact_test(size_t count, const ties *t, tell__stats_mann_kendall *test) {
  size_t top = (size_t)((largest_s(count, t) - fabs(test->s)) / 2);
  double *counts = tell__alloc_array(top + 1, sizeof *counts);
  double orders;
  if (counts == NULL)
    return 0;
  double extreme = count_orders(counts, top, t, &orders);
  /* At S = 0 both tails hold the middle, and twice one of them is more than 1. */
  test->p = fmin(2 * (extreme / orders), 1);
  test->p_smallest = t->count == 1 ? 1 : 2 / orders;
  test->method = "mann_kendall_exact";
  tell__free(counts);
  return 1;
}

static double normal_p(double s, double variance) {
  double p = 1;
  if (s != 0)
    (void)tell__stats_normal_two_sided((fabs(s) - 1) / sqrt(variance), &p);
  return p;
}

static void normal_test(size_t count, const ties *t, tell__stats_mann_kendall *test) {
  double k = (double)count;
  double variance = k * (k - 1) * (2 * k + 5);
  for (size_t g = 0; g < t->count; g++) {
    double size = (double)t->size[g];
    variance -= size * (size - 1) * (2 * size + 5);
  }
  variance /= 18;
  test->p = normal_p(test->s, variance);
  test->p_smallest = normal_p(largest_s(count, t), variance);
  test->method = "mann_kendall_normal";
}

tell_status tell__stats_mann_kendall_test(const tell__stats_point *points, size_t count,
                                          double tie_tolerance, tell__stats_mann_kendall *out) {
  tell_status status = TELL_E_MEMORY;
  ties t = {0};
  tell__stats_mann_kendall test = {0};
  *out = (tell__stats_mann_kendall){.state = TELL__STAT_MISSING};
  if (count > TELL__STATS_MOST_POINTS)
    return TELL_E_LIMIT;
  test.state = check_series(points, count, tie_tolerance);
  if (test.state == TELL__STAT_OK) {
    if (!find_ties(points, count, tie_tolerance, &t))
      goto out;
    test.n = (double)count;
    test.s = find_s(points, count, &t);
    if (t.count == 1)
      test.state = TELL__STAT_ZERO_VARIANCE;
    if (count > TELL__STATS_EXACT_POINTS)
      normal_test(count, &t, &test);
    else if (!exact_test(count, &t, &test))
      goto out;
  }
  *out = test;
  status = TELL_OK;
out:
  free_ties(&t);
  return status;
}
