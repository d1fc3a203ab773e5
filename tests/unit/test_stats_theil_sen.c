/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Theil-Sen slope: against R and pyMannKendall's published series, and the edges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

#include "near.h"
#include "oracle.h"
#include "random.h"
#include "stats/theil_sen.h"

static tell__estimate slope_of(const tell__stats_point *points, size_t count) {
  tell__estimate out;
  assert_int_equal(tell__stats_theil_sen(points, count, &out), TELL_OK);
  return out;
}

static void test_theil_sen_series_agree_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/series_points.csv");
  oracle *answers = oracle_own("stats/series_answers.csv");
  for (size_t i = 0; i < oracle_rows(answers); i++) {
    tell__stats_point points[64] = {{0}};
    size_t k = 0;
    for (size_t j = 0; j < oracle_rows(r); j++)
      if (oracle_number(r, j, "series") == oracle_number(answers, i, "series"))
        points[k++] =
            (tell__stats_point){oracle_number(r, j, "year"), oracle_number(r, j, "value"), 0, 0};
    tell__estimate e = slope_of(points, k);
    assert_int_equal(e.state, TELL_STAT_OK);
    assert_string_equal(e.method, "theil_sen");
    assert_false(tell__stats_has_interval(&e));
    assert_double_near(e.value, oracle_number(answers, i, "theil_sen"), 1e-12, 1e-14);
    assert_true(e.n == (double)k);
  }
  oracle_close(answers);
  oracle_close(r);
}

static void test_theil_sen_published_series_is_reproduced(void **test) {
  (void)test;
  double values[400];
  size_t count = oracle_published_array("pymannkendall_1d.json", "data", values, 400);
  if (count == 0)
    skip();
  tell__stats_point *points = calloc(count, sizeof *points);
  assert_non_null(points);
  /* A missing value leaves its place empty: time goes on. */
  size_t k = 0;
  for (size_t i = 0; i < count; i++)
    if (!isnan(values[i]))
      points[k++] = (tell__stats_point){(double)i, values[i], 0, 0};
  double slope = slope_of(points, k).value;
  free(points);
  assert_int_equal(count, 360);
  assert_double_near(slope, -0.006369426751592357, 1e-12, 0);
}

static void test_theil_sen_outlier_moves_little(void **test) {
  (void)test;
  tell__stats_point points[] = {
      {2016, 1, 0, 0}, {2017, 2, 0, 0}, {2018, 3, 0, 0}, {2019, 4, 0, 0}, {2020, 500, 0, 0}};
  assert_true(slope_of(points, 5).value == 1);
}

static void test_theil_sen_gap_year_is_a_gap(void **test) {
  (void)test;
  tell__stats_point points[] = {{2016, 10, 0, 0}, {2020, 18, 0, 0}};
  assert_true(slope_of(points, 2).value == 2);
}

static void test_theil_sen_any_order_gives_the_same_bits(void **test) {
  (void)test;
  uint64_t state = 12;
  tell__stats_point points[15];
  for (int i = 0; i < 15; i++)
    points[i] = (tell__stats_point){2000 + i, random_unit(&state), 0, 0};
  double value = slope_of(points, 15).value;
  for (int round = 0; round < 200; round++) {
    random_shuffle(&state, points, 15, sizeof points[0]);
    assert_true(slope_of(points, 15).value == value);
  }
}

static void test_theil_sen_equal_years_are_passed_over(void **test) {
  (void)test;
  tell__stats_point points[] = {{2016, 10, 0, 0}, {2016, 99, 0, 0}, {2017, 11, 0, 0}};
  assert_true(slope_of(points, 3).value == (1 - 88) / 2.0);
  assert_int_equal(slope_of(points, 2).state, TELL_STAT_TOO_FEW_POINTS);
}

static void test_theil_sen_edges(void **test) {
  (void)test;
  tell__stats_point points[] = {{2016, 10, 0, 0}, {2017, NAN, 0, 0}};
  tell__stats_point close[] = {{0, 1e99, 0, 0}, {1e-30, -1e99, 0, 0}};
  assert_int_equal(slope_of(points, 0).state, TELL_STAT_TOO_FEW_POINTS);
  assert_int_equal(slope_of(points, 1).state, TELL_STAT_TOO_FEW_POINTS);
  assert_int_equal(slope_of(points, 2).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(slope_of(close, 2).state, TELL_STAT_DOMAIN_ERROR);
  assert_true(slope_of(close, 2).value == 0);
}

static void test_theil_sen_too_long_series_is_refused(void **test) {
  (void)test;
  tell__stats_point point = {1, 1, 0, 0};
  tell__estimate out;
  assert_int_equal(tell__stats_theil_sen(&point, TELL__STATS_MOST_POINTS + 1, &out), TELL_E_LIMIT);
  assert_int_equal(out.state, TELL_STAT_MISSING);
  assert_false(tell__stats_has_value(&out));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_theil_sen_series_agree_with_r),
      cmocka_unit_test(test_theil_sen_published_series_is_reproduced),
      cmocka_unit_test(test_theil_sen_outlier_moves_little),
      cmocka_unit_test(test_theil_sen_gap_year_is_a_gap),
      cmocka_unit_test(test_theil_sen_any_order_gives_the_same_bits),
      cmocka_unit_test(test_theil_sen_equal_years_are_passed_over),
      cmocka_unit_test(test_theil_sen_edges),
      cmocka_unit_test(test_theil_sen_too_long_series_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
