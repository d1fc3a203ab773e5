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

/* Of points that may be too many. */
static tell__stats_short_trend fit(const tell__stats_kendall_table *table,
                                   const tell__stats_point *points, size_t count,
                                   double tolerance) {
  tell__stats_short_series series = {.count = count};
  for (size_t i = 0; i < count && i <= MOST; i++) {
    series.years[i] = points[i].year;
    series.values[i] = points[i].value;
    series.ses[i] = points[i].se;
  }
  return tell__stats_short_trend_fit(table, &series, tolerance);
}

/* Years with gaps; coarse values have ties, and noise far below the tolerance. */
static void make_points(tell__stats_point *points, size_t count, int coarse, uint64_t *seed) {
  double year = 2000;
  for (size_t i = 0; i < count; i++) {
    double value = 50 + 3 * random_unit(seed);
    year += 1 + (double)(random_next(seed) % 5 == 0);
    if (coarse)
      value = floor(value * 4) / 4 + 1e-12 * random_unit(seed);
    points[i] = (tell__stats_point){
        .year = year, .value = value, .se = 0.1 + random_unit(seed), .has_se = 1};
  }
}

static size_t make_series(tell__stats_point *points, int coarse, uint64_t *seed) {
  size_t count = 3 + (size_t)(random_next(seed) % (random_next(seed) % 4 == 0 ? MOST - 2 : 8));
  make_points(points, count, coarse, seed);
  return count;
}

/* Returns whether there are ties. */
static int expect_same(const tell__stats_kendall_table *table, const tell__stats_point *points,
                       size_t count, double tolerance) {
  tell__estimate sen;
  tell__stats_mann_kendall test;
  assert_int_equal(tell__stats_theil_sen(points, count, &sen), TELL_OK);
  assert_int_equal(
      tell__stats_mann_kendall_test(points, count, TELL__KENDALL_NO_TIES, tolerance, &test),
      TELL_OK);
  tell__stats_short_trend got = fit(table, points, count, tolerance);
  assert_int_equal(got.state, TELL_STAT_OK);
  assert_true(got.theil_sen == sen.value);
  assert_true(got.s == test.s);
  assert_true(got.has_ties || got.p == test.p);
  return got.has_ties;
}

static void test_short_trend_equals_functions_for_one_series_to_the_bit(void **state) {
  uint64_t seed = 77;
  const double tolerances[] = {1e-9, 0, 0.3, 0.02}; /* the larger ones chain */
  int with_ties = 0;
  for (int round = 0; round < random_rounds(20000); round++) {
    tell__stats_point points[MOST];
    size_t count = make_series(points, round % 2, &seed);
    with_ties += expect_same(*state, points, count, tolerances[round / 2 % 4]);
  }
  assert_true(with_ties > 100);
}

/* From the smallest double there is to the largest number that counts as one. */
static void
test_short_trend_of_every_length_and_size_equals_functions_for_one_series(void **state) {
  uint64_t seed = 79;
  const double sizes[] = {0, 5e-324, 3e-310, 1e-200, 1e-9, 1, 1e9, 1e98};
  enum { SIZES = sizeof sizes / sizeof *sizes };
  for (int round = 0; round < random_rounds(20); round++)
    for (size_t count = 3; count <= MOST; count++)
      for (int kind = 0; kind < 2 * SIZES; kind++) {
        tell__stats_point points[MOST];
        make_points(points, count, 0, &seed);
        for (size_t i = 0; i < count; i++) {
          double size = sizes[kind < SIZES ? (size_t)kind : random_next(&seed) % SIZES];
          points[i].value =
              size * (kind % 2 == 0 ? floor(random_unit(&seed) * 7) - 3 : random_normal(&seed));
        }
        expect_same(*state, points, count, round % 2 == 0 ? 0 : sizes[(size_t)round % SIZES]);
      }
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
    tell__stats_short_trend got = fit(*state, points, count, 1e-9);
    assert_double_near(got.ols, plain.slope, 1e-12, 1e-13);
    assert_double_near(got.wls, weighted.slope, 1e-12, 1e-13);
    assert_double_near(got.wls_se, weighted.slope_se, 1e-13, 0);
  }
}

/* The same forwards and backwards: whatever the slope is, it is rounding. */
static void test_short_trend_of_mirrored_series_has_no_slope(void **state) {
  uint64_t seed = 80;
  for (int round = 0; round < random_rounds(1000); round++)
    for (size_t count = 3; count <= 12; count++) {
      tell__stats_point points[MOST];
      make_points(points, count, 0, &seed);
      for (size_t i = 0; i < count; i++) {
        points[i].year = 2014 + (double)i;
        points[i].value = points[i < count / 2 ? i : count - 1 - i].value;
        points[i].se = points[i < count / 2 ? i : count - 1 - i].se;
      }
      tell__stats_short_trend got = fit(*state, points, count, 0);
      assert_int_equal(got.state, TELL_STAT_OK);
      assert_true(got.ols == 0 && got.wls == 0 && got.s == 0);
      points[0].value -= 1e-9; /* far more than the rounding */
      got = fit(*state, points, count, 0);
      assert_true(got.ols > 0 && got.wls > 0);
    }
}

/* What sums lose of such values great weights make larger again. */
static void test_short_trend_of_smallest_values_below_rounding_is_plus_zero(void **state) {
  uint64_t seed = 81;
  for (int round = 0; round < random_rounds(2000); round++) {
    tell__stats_point points[MOST];
    size_t count = 3 + (size_t)(random_next(&seed) % 10);
    make_points(points, count, 0, &seed);
    for (size_t i = 0; i < count; i++) {
      size_t other = i < count / 2 ? i : count - 1 - i;
      points[i].year = 2014 + (double)i;
      points[i].value = other < i ? points[other].value : ldexp(random_unit(&seed), -1030);
      points[i].se = other < i ? points[other].se : 1e-120 * (0.1 + random_unit(&seed));
    }
    tell__stats_short_trend got = fit(*state, points, count, 0);
    assert_int_equal(got.state, TELL_STAT_OK);
    assert_true(got.ols == 0 && got.wls == 0);
    assert_true(!signbit(got.ols) && !signbit(got.wls) && !signbit(got.theil_sen));
  }
}

static void test_short_trend_by_hand_holds(void **state) {
  const tell__stats_point points[] = {
      {2014, 1, 1, 1}, {2015, 3, 1, 1}, {2017, 4, 1, 1}, {2018, 4, 1, 1}};
  tell__stats_short_trend got = fit(*state, points, 4, 0);
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
  tell__stats_short_trend got = fit(*state, up_down, 4, 0);
  assert_true(got.wls == 0 && got.ols == 0 && got.theil_sen == 0 && got.s == 0 && got.p == 1);
  got = fit(*state, constant, 3, 0);
  assert_true(got.wls == 0 && got.ols == 0 && got.theil_sen == 0 && got.s == 0 && got.p == 1);
  assert_int_equal(got.state, TELL_STAT_OK);
}

static void expect_state(const tell__stats_kendall_table *table, const tell__stats_point *points,
                         size_t count, double tolerance, tell_stat_state expected) {
  tell__stats_short_trend got = fit(table, points, count, tolerance);
  assert_int_equal(got.state, expected);
  assert_true(got.theil_sen == 0 && got.s == 0 && got.p == 0 && got.ols == 0 && got.wls == 0 &&
              got.wls_se == 0 && got.has_ties == 0);
}

static void test_short_trend_edges_have_their_states(void **state) {
  tell__stats_point many[MOST + 1];
  for (int i = 0; i <= MOST; i++)
    many[i] = (tell__stats_point){.year = i, .value = i, .se = 1, .has_se = 1};
  expect_state(*state, many, 0, 0, TELL_STAT_TOO_FEW_POINTS);
  expect_state(*state, many, 1, 0, TELL_STAT_TOO_FEW_POINTS);
  expect_state(*state, many, 2, 0, TELL_STAT_TOO_FEW_POINTS);
  expect_state(*state, many, MOST + 1, 0, TELL_STAT_NOT_POSSIBLE);
  expect_state(*state, many, 5, -1, TELL_STAT_DOMAIN_ERROR);
  expect_state(*state, many, 5, NAN, TELL_STAT_DOMAIN_ERROR);
  many[1].se = 1e-170;
  expect_state(*state, many, 5, 0, TELL_STAT_DOMAIN_ERROR);
}

/* At every place of series of every length. */
static void test_short_trend_bad_points_are_refused(void **state) {
  const double bad[] = {NAN, -NAN, INFINITY, -INFINITY, 1e101, -1e101};
  for (size_t count = 1; count <= MOST; count++)
    for (size_t at = 0; at < count; at++)
      for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tell__stats_point points[4][MOST];
        for (size_t j = 0; j < MOST; j++)
          points[0][j] = (tell__stats_point){(double)j, (double)j, 1, 1};
        for (int copy = 1; copy < 4; copy++)
          memcpy(points[copy], points[0], sizeof points[0]);
        points[0][at].year = bad[i];
        points[1][at].value = bad[i];
        points[2][at].se = bad[i];
        points[3][at].se = i % 2 == 0 ? 0 : -1;
        for (int kind = 0; kind < 4; kind++)
          expect_state(*state, points[kind], count, 0, TELL_STAT_DOMAIN_ERROR);
        points[3][at].se = 1;
        points[3][at].year -= i % 2 == 0 ? 1 : 2;
        if (at > 0)
          expect_state(*state, points[3], count, 0, TELL_STAT_DOMAIN_ERROR);
      }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_kendall_table_equals_all_orders_counted),
      cmocka_unit_test(test_kendall_fill_other_lengths_are_refused),
      cmocka_unit_test(test_short_trend_equals_functions_for_one_series_to_the_bit),
      cmocka_unit_test(test_short_trend_of_every_length_and_size_equals_functions_for_one_series),
      cmocka_unit_test(test_short_trend_lines_equal_the_exact_ones),
      cmocka_unit_test(test_short_trend_of_mirrored_series_has_no_slope),
      cmocka_unit_test(test_short_trend_of_smallest_values_below_rounding_is_plus_zero),
      cmocka_unit_test(test_short_trend_by_hand_holds),
      cmocka_unit_test(test_short_trend_symmetric_and_constant_series_have_no_slope),
      cmocka_unit_test(test_short_trend_edges_have_their_states),
      cmocka_unit_test(test_short_trend_bad_points_are_refused),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
