/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mann-Kendall over strata; see the header. */
#include "stats/hirsch_slack.h"

#include <math.h>

#include "base/alloc.h"
#include "stats/mann_kendall.h"
#include "stats/quantile.h"
#include "stats/sort.h"
#include "stats/theil_sen.h"

/* The points by stratum and year, and where each stratum begins. */
typedef struct strata {
  tell__stats_point *points;
  int32_t *of;   /* the stratum of each point */
  size_t *start; /* of each stratum that counts, and its end */
  size_t *end;
  size_t count; /* strata that count */
  size_t points_used, pairs;
  double *ranks; /* mid-ranks within the stratum, doubled and less k + 1 */
  double *slopes;
} strata;

static void free_strata(strata *s) {
  tell__free(s->points);
  tell__free(s->of);
  tell__free(s->start);
  tell__free(s->end);
  tell__free(s->ranks);
  tell__free(s->slopes);
}

static int make_room(size_t count, strata *s) {
  s->points = tell__alloc_array(count, sizeof *s->points);
  s->of = tell__alloc_array(count, sizeof *s->of);
  s->start = tell__alloc_array(count, sizeof *s->start);
  s->end = tell__alloc_array(count, sizeof *s->end);
  s->ranks = tell__alloc_array(count, sizeof *s->ranks);
  return s->points != NULL && s->of != NULL && s->start != NULL && s->end != NULL &&
         s->ranks != NULL;
}

static int comes_before(const tell__stats_stratum_point *a, int32_t stratum, double year) {
  return a->stratum != stratum ? a->stratum < stratum : a->point.year < year;
}

/* Puts each point in its place among those that are there; they are few, and often in order. */
static void sort_in(const tell__stats_stratum_point *points, size_t count, strata *s) {
  for (size_t i = 0; i < count; i++) {
    size_t at = i;
    while (at > 0 && comes_before(&points[i], s->of[at - 1], s->points[at - 1].year)) {
      s->points[at] = s->points[at - 1];
      s->of[at] = s->of[at - 1];
      at--;
    }
    s->points[at] = points[i].point;
    s->of[at] = points[i].stratum;
  }
}

static void find_strata(size_t count, strata *s) {
  for (size_t first = 0, end = 0; first < count; first = end) {
    while (end < count && s->of[end] == s->of[first])
      end++;
    size_t k = end - first;
    if (k < 2)
      continue;
    s->start[s->count] = first;
    s->end[s->count++] = end;
    s->points_used += k;
    s->pairs += k * (k - 1) / 2;
  }
}

static int all_numbers(const tell__stats_stratum_point *points, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!tell__stats_is_number(points[i].point.year) ||
        !tell__stats_is_number(points[i].point.value))
      return 0;
  return 1;
}

/* S and variance of each stratum; a bad one gives its state. */
static tell_status test_each(const strata *s, double tolerance, tell__stats_hirsch_slack *test,
                             tell_stat_state *state) {
  for (size_t g = 0; g < s->count; g++) {
    tell__stats_mann_kendall mk;
    tell_status status = tell__stats_mann_kendall_test(
        s->points + s->start[g], s->end[g] - s->start[g], TELL__KENDALL_NORMAL, tolerance, &mk);
    if (status != TELL_OK)
      return status;
    if (mk.method == NULL) {
      *state = mk.state;
      return TELL_OK;
    }
    test->s += mk.s;
    test->variance += mk.variance;
  }
  return TELL_OK;
}

static int compare(double a, double b, double tolerance) {
  return fabs(a - b) <= tolerance ? 0 : (a > b) - (a < b);
}

/* 2R − (k + 1) = Σ sign: what a year adds beyond the middle rank, which missing years have. */
static void find_ranks(strata *s, double tolerance) {
  for (size_t g = 0; g < s->count; g++)
    for (size_t i = s->start[g]; i < s->end[g]; i++) {
      int above = 0;
      for (size_t j = s->start[g]; j < s->end[g]; j++)
        above += compare(s->points[i].value, s->points[j].value, tolerance);
      s->ranks[i] = above;
    }
}

/* Σ over pairs of common years of the product of signs, and Σ of the products of ranks. As ranks
 * are counted from the middle, 4ΣRR − k(k_g+1)(k_h+1) is the latter alone. */
static double covariance(const strata *s, size_t g, size_t h, double tolerance) {
  double signs = 0, ranks = 0;
  size_t a = s->start[g], b = s->start[h];
  while (a < s->end[g] && b < s->end[h]) {
    if (s->points[a].year != s->points[b].year) {
      *(s->points[a].year < s->points[b].year ? &a : &b) += 1;
      continue;
    }
    ranks += s->ranks[a] * s->ranks[b];
    for (size_t i = a + 1, j = b + 1; i < s->end[g] && j < s->end[h];) {
      if (s->points[i].year != s->points[j].year) {
        *(s->points[i].year < s->points[j].year ? &i : &j) += 1;
        continue;
      }
      signs += compare(s->points[i].value, s->points[a].value, tolerance) *
               compare(s->points[j].value, s->points[b].value, tolerance);
      i++, j++;
    }
    a++, b++;
  }
  return (signs + ranks) / 3;
}

static double all_covariances(strata *s, double tolerance) {
  double sum = 0;
  find_ranks(s, tolerance);
  for (size_t g = 1; g < s->count; g++)
    for (size_t h = 0; h < g; h++)
      sum += 2 * covariance(s, g, h, tolerance);
  return sum;
}

static void judge(const strata *s, tell__stats_hirsch_slack *test) {
  test->strata = (double)s->count;
  test->tau = test->s / (double)s->pairs;
  test->p = 1;
  /* Series that cancel exactly leave a variance of 0, or of rounding. */
  if (test->variance < 1e-9) {
    test->variance = 0;
    test->slope.state = TELL_STAT_ZERO_VARIANCE;
  } else if (test->s != 0) {
    test->z = copysign((fabs(test->s) - 1) / sqrt(test->variance), test->s);
    (void)tell__stats_normal_two_sided(test->z, &test->p);
  }
}

/* Slope and line; the years and values of the strata that count, sorted, end up in `slopes`. */
static tell_status find_line(strata *s, const char *method, tell__stats_hirsch_slack *test) {
  size_t pairs = 0, used = 0;
  size_t room = s->pairs > s->points_used ? s->pairs : s->points_used;
  s->slopes = tell__alloc_array(room, sizeof *s->slopes);
  if (s->slopes == NULL)
    return TELL_E_MEMORY;
  for (size_t g = 0; g < s->count; g++)
    pairs += tell__stats_pair_slopes(s->points + s->start[g], s->end[g] - s->start[g],
                                     s->slopes + pairs);
  tell__stats_sort(s->slopes, pairs);
  double slope = tell__stats_sorted_median(s->slopes, pairs);
  for (size_t g = 0; g < s->count; g++)
    for (size_t i = s->start[g]; i < s->end[g]; i++) {
      s->slopes[used] = s->points[i].year;
      s->ranks[used++] = s->points[i].value;
    }
  tell__stats_sort(s->slopes, used);
  tell__stats_sort(s->ranks, used);
  test->slope = tell__stats_value_only(slope, (double)used, method, TELL_STAT_OK);
  test->intercept = tell__stats_sorted_median(s->ranks, used) -
                    slope * tell__stats_sorted_median(s->slopes, used);
  return TELL_OK;
}

static tell_status run(const tell__stats_stratum_point *points, size_t count, strata *s,
                       tell__stats_strata_method method, double tolerance,
                       tell__stats_hirsch_slack *test) {
  int with_covariance = method == TELL__STRATA_COVARIANCE;
  tell_stat_state state = TELL_STAT_OK;
  if (!make_room(count, s))
    return TELL_E_MEMORY;
  sort_in(points, count, s);
  find_strata(count, s);
  tell_status status = test_each(s, tolerance, test, &state);
  if (status != TELL_OK || state != TELL_STAT_OK || s->count == 0) {
    *test = (tell__stats_hirsch_slack){0};
    test->slope.state = state != TELL_STAT_OK ? state : TELL_STAT_TOO_FEW_POINTS;
    return status;
  }
  if (with_covariance)
    test->variance += all_covariances(s, tolerance);
  status = find_line(s, with_covariance ? "hirsch_slack_covariance" : "hirsch_slack", test);
  if (status == TELL_OK)
    judge(s, test);
  if (!tell__stats_is_number(test->slope.value) || !tell__stats_is_number(test->intercept))
    *test = (tell__stats_hirsch_slack){.slope.state = TELL_STAT_DOMAIN_ERROR};
  return status;
}

tell_status tell__stats_hirsch_slack_test(const tell__stats_stratum_point *points, size_t count,
                                          tell__stats_strata_method method, double tie_tolerance,
                                          tell__stats_hirsch_slack *out) {
  strata s = {0};
  tell__stats_hirsch_slack test = {0};
  tell_status status = TELL_OK;
  *out = (tell__stats_hirsch_slack){.slope.state = TELL_STAT_MISSING};
  if (count > TELL__STATS_MOST_POINTS)
    return TELL_E_LIMIT;
  if ((method != TELL__STRATA_INDEPENDENT && method != TELL__STRATA_COVARIANCE) ||
      !all_numbers(points, count) || !tell__stats_is_number(tie_tolerance) || tie_tolerance < 0)
    test.slope.state = TELL_STAT_DOMAIN_ERROR;
  else if (count < 2)
    test.slope.state = TELL_STAT_TOO_FEW_POINTS;
  else
    status = run(points, count, &s, method, tie_tolerance, &test);
  if (status == TELL_OK)
    *out = test;
  free_strata(&s);
  return status;
}
