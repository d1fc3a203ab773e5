/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Mann-Kendall test; see the header. */
#include "stats/mann_kendall.h"

#include <math.h>

#include "base/alloc.h"
#include "stats/quantile.h"
#include "stats/sort.h"

enum { SHORT = 16 };

/* The values in groups of ties: lowest value and size of each, lowest group first; and the group of
 * each point. Most series are of a few years and need no memory. */
typedef struct ties {
  double *lowest;
  size_t *size, *group;
  size_t count;
  double short_lowest[SHORT];
  size_t short_size[SHORT], short_group[SHORT];
} ties;

static tell_stat_state check_series(const tell__stats_point *points, size_t count,
                                    double tolerance) {
  if (!tell__stats_is_number(tolerance) || tolerance < 0)
    return TELL_STAT_DOMAIN_ERROR;
  for (size_t i = 0; i < count; i++) {
    if (!tell__stats_is_number(points[i].year) || !tell__stats_is_number(points[i].value))
      return TELL_STAT_DOMAIN_ERROR;
    for (size_t j = 0; j < i; j++)
      if (points[j].year == points[i].year)
        return TELL_STAT_DOMAIN_ERROR;
  }
  return count < 2 ? TELL_STAT_TOO_FEW_POINTS : TELL_STAT_OK;
}

static void free_ties(ties *t) {
  if (t->lowest == t->short_lowest)
    return;
  tell__free(t->lowest);
  tell__free(t->size);
  tell__free(t->group);
}

/* Returns 0 without memory. */
static int make_room(size_t count, ties *t) {
  if (count <= SHORT) {
    t->lowest = t->short_lowest;
    t->size = t->short_size;
    t->group = t->short_group;
    return 1;
  }
  t->lowest = tell__alloc_array(count, sizeof *t->lowest);
  t->size = tell__alloc_array(count, sizeof *t->size);
  t->group = tell__alloc_array(count, sizeof *t->group);
  return t->lowest != NULL && t->size != NULL && t->group != NULL;
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

/* Sorts the values into t->lowest and folds each group into its first place. Returns 0 without
 * memory. */
static int find_ties(const tell__stats_point *points, size_t count, double tolerance, ties *t) {
  if (!make_room(count, t))
    return 0;
  for (size_t i = 0; i < count; i++)
    t->lowest[i] = points[i].value;
  tell__stats_sort(t->lowest, count);
  double before = t->lowest[0];
  t->count = 1;
  t->size[0] = 1;
  for (size_t i = 1; i < count; i++) {
    double value = t->lowest[i];
    if (value - before > tolerance) {
      t->lowest[t->count] = value;
      t->size[t->count++] = 0;
    }
    t->size[t->count - 1]++;
    before = value;
  }
  for (size_t i = 0; i < count; i++)
    t->group[i] = group_of(t, points[i].value);
  return 1;
}

static double find_s(const tell__stats_point *points, size_t count, const ties *t) {
  int64_t s = 0;
  for (size_t j = 1; j < count; j++)
    for (size_t i = 0; i < j; i++) {
      int rises = (t->group[j] > t->group[i]) - (t->group[j] < t->group[i]);
      s += points[j].year > points[i].year ? rises : -rises;
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

/* Twice the tail, at most 1: at S = 0 both tails hold the middle. */
static double two_sided(double share) { return fmin(2 * share, 1); }

static tell_status exact_test(const ties *t, tell__stats_mann_kendall *test) {
  double share, orders;
  size_t most = (size_t)((test->pairs - fabs(test->s)) / 2);
  tell_status status = tell__stats_kendall_tail(t->size, t->count, most, &share, &orders);
  if (status != TELL_OK)
    return status;
  test->p = two_sided(share);
  test->p_smallest = t->count == 1 ? 1 : 2 / orders;
  test->method = "mann_kendall_exact";
  return TELL_OK;
}

/* The largest number of falling pairs whose S is as far from 0, rounded down where ties have made S
 * odd or even against the table. */
static tell_status no_ties_test(size_t count, tell__stats_mann_kendall *test) {
  double share;
  size_t pairs = count * (count - 1) / 2;
  size_t most = (pairs - (size_t)fabs(test->s)) / 2;
  tell_status status = tell__stats_kendall_tail_no_ties(count, most, &share);
  if (status != TELL_OK)
    return status;
  test->p = two_sided(share);
  test->p_smallest = tell__stats_kendall_smallest_p(count);
  test->method = "mann_kendall_no_ties";
  return TELL_OK;
}

static double find_variance(size_t count, const ties *t) {
  double k = (double)count;
  double variance = k * (k - 1) * (2 * k + 5);
  for (size_t g = 0; g < t->count; g++) {
    double size = (double)t->size[g];
    variance -= size * (size - 1) * (2 * size + 5);
  }
  return variance / 18;
}

static double z_of(double s, double variance, double continuity) {
  if (s == 0 || variance <= 0)
    return 0;
  return copysign((fabs(s) - continuity) / sqrt(variance), s);
}

static void normal_test(tell__stats_mann_kendall *test, double continuity) {
  double most = z_of(test->pairs, test->variance, continuity);
  test->z = z_of(test->s, test->variance, continuity);
  (void)tell__stats_normal_two_sided(test->z, &test->p);
  (void)tell__stats_normal_two_sided(most, &test->p_smallest);
  test->method = continuity > 0 ? "mann_kendall_normal" : "mann_kendall_normal_plain";
}

static tell_status find_p(size_t count, tell__stats_kendall_method method, const ties *t,
                          tell__stats_mann_kendall *test) {
  test->z = z_of(test->s, test->variance, 1);
  if (method == TELL__KENDALL_NORMAL_PLAIN)
    normal_test(test, 0);
  else if (method == TELL__KENDALL_NORMAL || count > TELL__STATS_EXACT_POINTS)
    normal_test(test, 1);
  else if (method == TELL__KENDALL_NO_TIES)
    return no_ties_test(count, test);
  else
    return exact_test(t, test);
  return TELL_OK;
}

tell_status tell__stats_mann_kendall_test(const tell__stats_point *points, size_t count,
                                          tell__stats_kendall_method method, double tie_tolerance,
                                          tell__stats_mann_kendall *out) {
  tell_status status = TELL_OK;
  ties t = {0};
  tell__stats_mann_kendall test = {0};
  *out = (tell__stats_mann_kendall){.state = TELL_STAT_MISSING};
  if (count > TELL__STATS_MOST_POINTS)
    return TELL_E_LIMIT;
  test.state = check_series(points, count, tie_tolerance);
  if (method < TELL__KENDALL_EXACT || method > TELL__KENDALL_NORMAL_PLAIN)
    test.state = TELL_STAT_DOMAIN_ERROR;
  if (test.state == TELL_STAT_OK) {
    status = find_ties(points, count, tie_tolerance, &t) ? TELL_OK : TELL_E_MEMORY;
    if (status != TELL_OK)
      goto out;
    test.n = (double)count;
    test.s = find_s(points, count, &t);
    test.pairs = largest_s(count, &t);
    test.variance = find_variance(count, &t);
    if (t.count == 1)
      test.state = TELL_STAT_ZERO_VARIANCE;
    status = find_p(count, method, &t, &test);
  }
  if (status == TELL_OK)
    *out = test;
out:
  free_ties(&t);
  return status;
}
