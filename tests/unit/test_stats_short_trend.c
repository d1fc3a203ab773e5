/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trends of short series against the functions for one series, against all orders counted one by
 * one, and against sums in long double. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "near.h"
#include "random.h"
#include "stats/mann_kendall.h"
#include "stats/short_trend.h"
#include "stats/slope.h"
#include "stats/theil_sen.h"

enum { MOST = TELL__STATS_SHORT_POINTS };

static int set_up(void **state) {
  tell__stats_kendall_table *table = calloc(1, sizeof *table);
  assert_non_null(table);
  assert_int_equal(tell__stats_kendall_fill(table, MOST), TELL_OK);
  *state = table;
  return 0;
}

static int tear_down(void **state) {
  free(*state);
  return 0;
}

/* Goes through all orders of `count` values and counts how often |S| is at least each size. */
static void count_orders(int *order, int count, int at, double *at_least) {
  if (at == count) {
    int s = 0;
    for (int j = 1; j < count; j++)
      for (int i = 0; i < j; i++)
        s += order[j] > order[i] ? 1 : -1;
    for (int size = 0; size <= abs(s); size++)
      at_least[size]++;
    return;
  }
  for (int i = at; i < count; i++) {
    int held = order[at];
    order[at] = order[i];
    order[i] = held;
    count_orders(order, count, at + 1, at_least);
    order[i] = order[at];
    order[at] = held;
  }
}

static void test_kendall_table_equals_all_orders_counted(void **state) {
  const tell__stats_kendall_table *table = *state;
  double orders = 1;
  for (int count = 2; count <= 8; count++) {
    double at_least[64] = {0};
    int order[8];
    orders *= count;
    for (int i = 0; i < count; i++)
      order[i] = i;
    count_orders(order, count, 0, at_least);
    for (int size = 0; size <= count * (count - 1) / 2; size++)
      assert_double_near(table->p[count][size], at_least[size] / orders, 1e-14, 0);
  }
}

static void test_kendall_fill_other_lengths_are_refused(void **state) {
  (void)state;
  tell__stats_kendall_table *table = calloc(1, sizeof *table);
  assert_int_equal(tell__stats_kendall_fill(table, 1), TELL_E_ARGUMENT);
  assert_int_equal(tell__stats_kendall_fill(table, MOST + 1), TELL_E_ARGUMENT);
  free(table);
}

/* A series with gaps; coarse values have ties, and noise far below the tolerance. */
static size_t make_series(tell__stats_point *points, int coarse, uint64_t *seed) {
  size_t count = 3 + (size_t)(random_next(seed) % (random_next(seed) % 4 == 0 ? MOST - 2 : 8));
  double year = 2000;
  for (size_t i = 0; i < count; i++) {
    double value = 50 + 3 * random_unit(seed);
    year += 1 + (double)(random_next(seed) % 5 == 0);
    if (coarse)
      value = floor(value * 4) / 4 + 1e-12 * random_unit(seed);
    points[i] = (tell__stats_point){
        .year = year, .value = value, .se = 0.1 + random_unit(seed), .has_se = 1};
  }
  return count;
}

static void test_short_trend_equals_functions_for_one_series_to_the_bit(void **state) {
  uint64_t seed = 77;
  const double tolerances[] = {1e-9, 0, 0.3, 0.02}; /* the larger ones chain */
  int with_ties = 0;
  for (int round = 0; round < random_rounds(20000); round++) {
    tell__stats_point points[MOST];
    size_t count = make_series(points, round % 2, &seed);
    double tolerance = tolerances[round / 2 % 4];
    tell__estimate sen;
    tell__stats_mann_kendall test;
    assert_int_equal(tell__stats_theil_sen(points, count, &sen), TELL_OK);
    assert_int_equal(
        tell__stats_mann_kendall_test(points, count, TELL__KENDALL_NO_TIES, tolerance, &test),
        TELL_OK);
    tell__stats_short_trend got = tell__stats_short_trend_fit(*state, points, count, tolerance);
    assert_int_equal(got.state, TELL_STAT_OK);
    assert_true(got.theil_sen == sen.value);
    assert_true(got.s == test.s);
    assert_true(got.has_ties || got.p == test.p);
    with_ties += got.has_ties;
  }
  assert_true(with_ties > 100);
}

static void test_short_trend_lines_equal_the_exact_ones(void **state) {
  uint64_t seed = 78;
  for (int round = 0; round < random_rounds(5000); round++) {
    tell__stats_point points[MOST], equal[MOST];
    tell__stats_line weighted, plain;
    size_t count = make_series(points, round % 2, &seed);
    memcpy(equal, points, sizeof equal);
    for (size_t i = 0; i < count; i++)
      equal[i].se = 1;
    assert_int_equal(tell__stats_line_fit(points, count, count, 0, &weighted), TELL_STAT_OK);
    assert_int_equal(tell__stats_line_fit(equal, count, count, 0, &plain), TELL_STAT_OK);
    tell__stats_short_trend got = tell__stats_short_trend_fit(*state, points, count, 1e-9);
    assert_double_near(got.ols, plain.slope, 1e-12, 1e-13);
    assert_double_near(got.wls, weighted.slope, 1e-12, 1e-13);
    assert_double_near(got.wls_se, weighted.slope_se, 1e-13, 0);
  }
}

static void test_short_trend_by_hand_holds(void **state) {
  const tell__stats_point points[] = {
      {2014, 1, 1, 1}, {2015, 3, 1, 1}, {2017, 4, 1, 1}, {2018, 4, 1, 1}};
  tell__stats_short_trend got = tell__stats_short_trend_fit(*state, points, 4, 0);
  /* slopes 2, 1, 3/4, 1/2, 1/3, 0; years 2014 to 2018 about 2016; values about 3 */
  assert_double_near(got.theil_sen, 0.625, 1e-15, 0);
  assert_double_near(got.s, 5, 0, 0);
  assert_double_near(got.p, 2.0 / 24, 1e-15, 0);
  assert_int_equal(got.has_ties, 1);
  assert_double_near(got.ols, 0.7, 1e-15, 0);
  assert_double_near(got.wls, 0.7, 1e-15, 0);
  assert_double_near(got.wls_se, 1 / sqrt(10), 1e-15, 0);
}

static void test_short_trend_symmetric_and_constant_series_have_no_slope(void **state) {
  const tell__stats_point up_down[] = {
      {2014, 0.1, 0.3, 1}, {2015, 0.7, 0.2, 1}, {2016, 0.7, 0.2, 1}, {2017, 0.1, 0.3, 1}};
  const tell__stats_point constant[] = {
      {2014, 0.1, 0.3, 1}, {2015, 0.1, 0.2, 1}, {2016, 0.1, 7, 1}};
  tell__stats_short_trend got = tell__stats_short_trend_fit(*state, up_down, 4, 0);
  assert_true(got.wls == 0 && got.ols == 0 && got.theil_sen == 0 && got.s == 0 && got.p == 1);
  got = tell__stats_short_trend_fit(*state, constant, 3, 0);
  assert_true(got.wls == 0 && got.ols == 0 && got.theil_sen == 0 && got.s == 0 && got.p == 1);
  assert_int_equal(got.state, TELL_STAT_OK);
}

static void expect_state(const tell__stats_kendall_table *table, const tell__stats_point *points,
                         size_t count, double tolerance, tell_stat_state expected) {
  tell__stats_short_trend got = tell__stats_short_trend_fit(table, points, count, tolerance);
  assert_int_equal(got.state, expected);
  assert_true(got.theil_sen == 0 && got.s == 0 && got.p == 0 && got.ols == 0 && got.wls == 0 &&
              got.wls_se == 0 && got.has_ties == 0);
}

static void test_short_trend_edges_have_their_states(void **state) {
  tell__stats_point many[MOST + 1];
  for (int i = 0; i <= MOST; i++)
    many[i] = (tell__stats_point){.year = i, .value = i, .se = 1, .has_se = 1};
  expect_state(*state, many, 0, 0, TELL_STAT_TOO_FEW_POINTS);
  expect_state(*state, many, 2, 0, TELL_STAT_TOO_FEW_POINTS);
  expect_state(*state, many, MOST + 1, 0, TELL_STAT_NOT_POSSIBLE);
  expect_state(*state, many, 5, -1, TELL_STAT_DOMAIN_ERROR);
  expect_state(*state, many, 5, NAN, TELL_STAT_DOMAIN_ERROR);
  const tell__stats_point bad[] = {{0, 1, 1, 1},   {1, 1, 0, 1},   {1, 1, -1, 1}, {1, 1, 1, 0},
                                   {1, NAN, 1, 1}, {NAN, 1, 1, 1}, {5, 1, 1, 1},  {1, 1e101, 1, 1}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    many[1] = bad[i];
    expect_state(*state, many, 5, 0, TELL_STAT_DOMAIN_ERROR);
  }
  many[1] = (tell__stats_point){.year = 1, .value = 1, .se = 1e-170, .has_se = 1};
  expect_state(*state, many, 5, 0, TELL_STAT_DOMAIN_ERROR);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_kendall_table_equals_all_orders_counted),
      cmocka_unit_test(test_kendall_fill_other_lengths_are_refused),
      cmocka_unit_test(test_short_trend_equals_functions_for_one_series_to_the_bit),
      cmocka_unit_test(test_short_trend_lines_equal_the_exact_ones),
      cmocka_unit_test(test_short_trend_by_hand_holds),
      cmocka_unit_test(test_short_trend_symmetric_and_constant_series_have_no_slope),
      cmocka_unit_test(test_short_trend_edges_have_their_states),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
