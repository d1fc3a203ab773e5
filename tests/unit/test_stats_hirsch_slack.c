/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mann-Kendall over strata: against pyMannKendall's published seasons, all orders of the years, and
 * the single test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "near.h"
#include "oracle.h"
#include "random.h"
#include "stats/hirsch_slack.h"
#include "stats/mann_kendall.h"

static tell__stats_hirsch_slack run(const tell__stats_stratum_point *points, size_t count,
                                    tell__stats_strata_method method) {
  tell__stats_hirsch_slack out;
  assert_int_equal(tell__stats_hirsch_slack_test(points, count, method, 0, &out), TELL_OK);
  return out;
}

static void test_hirsch_slack_published_seasons_are_reproduced(void **test) {
  (void)test;
  double values[400];
  tell__stats_stratum_point points[400];
  size_t count = oracle_published_array("pymannkendall_1d.json", "data", values, 400), k = 0;
  if (count == 0)
    skip();
  for (size_t i = 0; i < count; i++)
    if (!isnan(values[i]))
      points[k++] = (tell__stats_stratum_point){{(double)i / 12, values[i], 0, 0}, (int)(i % 12)};
  tell__stats_hirsch_slack t = run(points, k, TELL__STRATA_INDEPENDENT);
  assert_int_equal(t.slope.state, TELL_STAT_OK);
  assert_string_equal(t.slope.method, "hirsch_slack");
  assert_double_near(t.s, -399, 0, 0);
  assert_double_near(t.variance, 34702.333333333336, 1e-12, 0);
  assert_double_near(t.z, -2.136504114534638, 1e-12, 0);
  assert_double_near(t.p, 0.03263834596177739, 1e-12, 0);
  assert_double_near(t.tau, -0.0794979079497908, 1e-12, 0);
  assert_double_near(t.slope.value, -0.08695652173913043, 1e-12, 0);
  assert_double_near(t.intercept, 96.31159420289855, 1e-12, 0);
  assert_true(t.strata == 12);
}

/* Three strata of five years, some years missing, values tied: the years are put into every order,
 * and the mean of the square of ΣS is its variance. */
enum { YEARS = 5, STRATA = 3 };

static double total_s(double table[YEARS][STRATA], const int *order) {
  double s = 0;
  for (int g = 0; g < STRATA; g++)
    for (int j = 1; j < YEARS; j++)
      for (int i = 0; i < j; i++) {
        double a = table[order[i]][g], b = table[order[j]][g];
        if (!isnan(a) && !isnan(b))
          s += (b > a) - (b < a);
      }
  return s;
}

static void all_orders(double table[YEARS][STRATA], int *order, int fixed, double *squares,
                       int *count) {
  if (fixed == YEARS) {
    double s = total_s(table, order);
    *squares += s * s;
    *count += 1;
    return;
  }
  for (int i = fixed; i < YEARS; i++) {
    int swap = order[fixed];
    order[fixed] = order[i];
    order[i] = swap;
    all_orders(table, order, fixed + 1, squares, count);
    order[i] = order[fixed];
    order[fixed] = swap;
  }
}

static void check_covariance(uint64_t *state, double missing) {
  double table[YEARS][STRATA], squares = 0;
  int order[YEARS], orders = 0;
  tell__stats_stratum_point points[YEARS * STRATA];
  size_t count = 0;
  for (int i = 0; i < YEARS; i++) {
    double level = 4 * random_unit(state);
    order[i] = i;
    for (int g = 0; g < STRATA; g++) {
      table[i][g] = random_unit(state) < missing ? NAN : floor(level + 3 * random_unit(state));
      if (!isnan(table[i][g]))
        points[count++] = (tell__stats_stratum_point){{2018 + i, table[i][g], 0, 0}, 7 - g};
    }
  }
  all_orders(table, order, 0, &squares, &orders);
  assert_int_equal(orders, 120);
  random_shuffle(state, points, count, sizeof points[0]);
  tell__stats_hirsch_slack t = run(points, count, TELL__STRATA_COVARIANCE);
  if (t.slope.state == TELL_STAT_TOO_FEW_POINTS)
    return;
  assert_string_equal(t.slope.method, "hirsch_slack_covariance");
  assert_double_near(t.s, total_s(table, order), 0, 0);
  assert_double_near(t.variance, squares / orders, 1e-12, 1e-12);
}

static void test_hirsch_slack_covariance_is_that_of_all_orders_of_years(void **test) {
  (void)test;
  uint64_t state = 77;
  for (int round = 0; round < random_rounds(300); round++)
    check_covariance(&state, 0);
}

static void test_hirsch_slack_covariance_holds_with_missing_years(void **test) {
  (void)test;
  uint64_t state = 78;
  for (int round = 0; round < random_rounds(300); round++)
    check_covariance(&state, 0.25);
}

static void test_hirsch_slack_one_stratum_is_mann_kendall(void **test) {
  (void)test;
  uint64_t state = 79;
  for (int round = 0; round < random_rounds(200); round++) {
    tell__stats_stratum_point points[9];
    tell__stats_point single[9];
    tell__stats_mann_kendall mk;
    for (int i = 0; i < 9; i++) {
      single[i] = (tell__stats_point){2010 + i, (double)(random_next(&state) % 6), 0, 0};
      points[i] = (tell__stats_stratum_point){single[i], 1};
    }
    assert_int_equal(tell__stats_mann_kendall_test(single, 9, TELL__KENDALL_NORMAL, 0, &mk),
                     TELL_OK);
    for (int method = 1; method <= 2; method++) {
      tell__stats_hirsch_slack t = run(points, 9, method);
      assert_true(t.s == mk.s && t.variance == mk.variance && t.z == mk.z && t.p == mk.p);
    }
  }
}

/* A series twice says nothing new: with covariance the variance is four times as large. */
static void test_hirsch_slack_the_same_series_twice_is_no_more_evidence(void **test) {
  (void)test;
  const double values[] = {3, 5, 4, 7, 8, 9};
  tell__stats_stratum_point points[12];
  for (int i = 0; i < 6; i++)
    for (int g = 0; g < 2; g++)
      points[2 * i + g] = (tell__stats_stratum_point){{i, values[i], 0, 0}, g};
  tell__stats_hirsch_slack apart = run(points, 12, TELL__STRATA_INDEPENDENT);
  tell__stats_hirsch_slack together = run(points, 12, TELL__STRATA_COVARIANCE);
  assert_double_near(together.variance, 2 * apart.variance, 1e-14, 0);
  assert_true(together.p > apart.p);
  /* And its mirror takes all back: there is no variance left. */
  for (int i = 0; i < 6; i++)
    points[2 * i].point.value *= -1;
  tell__stats_hirsch_slack mirror = run(points, 12, TELL__STRATA_COVARIANCE);
  assert_int_equal(mirror.slope.state, TELL_STAT_ZERO_VARIANCE);
  assert_true(mirror.s == 0 && mirror.p == 1);
}

static void test_hirsch_slack_short_strata_are_left_out(void **test) {
  (void)test;
  const tell__stats_stratum_point points[] = {
      {{2020, 1, 0, 0}, 1}, {{2021, 2, 0, 0}, 1}, {{2022, 4, 0, 0}, 1}, {{2020, 90, 0, 0}, 2}};
  tell__stats_hirsch_slack t = run(points, 4, TELL__STRATA_INDEPENDENT);
  assert_true(t.strata == 1 && t.s == 3 && t.tau == 1 && t.slope.n == 3);
  assert_int_equal(run(points + 2, 2, 1).slope.state, TELL_STAT_TOO_FEW_POINTS);
  assert_int_equal(run(points, 0, 1).slope.state, TELL_STAT_TOO_FEW_POINTS);
}

static void test_hirsch_slack_edges_have_states(void **test) {
  (void)test;
  const tell__stats_stratum_point twice[] = {{{2020, 1, 0, 0}, 1}, {{2020, 2, 0, 0}, 1}};
  const tell__stats_stratum_point flat[] = {{{2020, 2, 0, 0}, 1}, {{2021, 2, 0, 0}, 1}};
  const tell__stats_stratum_point bad[] = {{{2020, 2, 0, 0}, 1}, {{2021, INFINITY, 0, 0}, 1}};
  tell__stats_hirsch_slack t;
  assert_int_equal(run(twice, 2, 1).slope.state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(run(bad, 2, 1).slope.state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(run(flat, 2, 3).slope.state, TELL_STAT_DOMAIN_ERROR);
  t = run(flat, 2, 1);
  assert_int_equal(t.slope.state, TELL_STAT_ZERO_VARIANCE);
  assert_true(t.p == 1 && t.z == 0);
  assert_int_equal(tell__stats_hirsch_slack_test(flat, TELL__STATS_MOST_POINTS + 1, 1, 0, &t),
                   TELL_E_LIMIT);
  assert_int_equal(tell__stats_hirsch_slack_test(flat, 2, 1, -1, &t), TELL_OK);
  assert_int_equal(t.slope.state, TELL_STAT_DOMAIN_ERROR);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_hirsch_slack_published_seasons_are_reproduced),
      cmocka_unit_test(test_hirsch_slack_covariance_is_that_of_all_orders_of_years),
      cmocka_unit_test(test_hirsch_slack_covariance_holds_with_missing_years),
      cmocka_unit_test(test_hirsch_slack_one_stratum_is_mann_kendall),
      cmocka_unit_test(test_hirsch_slack_the_same_series_twice_is_no_more_evidence),
      cmocka_unit_test(test_hirsch_slack_short_strata_are_left_out),
      cmocka_unit_test(test_hirsch_slack_edges_have_states),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
