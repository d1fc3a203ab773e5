/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ordinary and weighted least squares: against NIST's certified values and R's lm(). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "near.h"
#include "norris.h"
#include "oracle.h"
#include "random.h"
#include "stats/ols.h"

static void test_ols_norris_is_met_to_twelve_digits(void **test) {
  (void)test;
  tell__stats_point points[36];
  for (int i = 0; i < 36; i++)
    points[i] = (tell__stats_point){norris[i][1], norris[i][0], 0, 0};
  tell__stats_ols fit = tell__stats_ols_fit(points, 36, 0, 0.95);
  assert_int_equal(fit.slope.state, TELL_STAT_OK);
  assert_string_equal(fit.slope.method, "ols");
  assert_double_near(fit.slope.value, 1.00211681802045, 1e-12, 0);
  assert_double_near(fit.slope.se, 0.429796848199937e-03, 1e-12, 0);
  assert_double_near(fit.intercept, -0.262323073774029, 1e-12, 0);
  assert_double_near(fit.intercept_se, 0.232818234301152, 1e-12, 0);
  assert_double_near(fit.residual_sd, 0.884796396144373, 1e-12, 0);
  assert_double_near(fit.r_squared, 0.999993745883712, 1e-12, 0);
  assert_double_near(fit.t * fit.t, 5436385.54079785, 1e-11, 0);
}

static void test_ols_noint1_is_met_to_twelve_digits(void **test) {
  (void)test;
  tell__stats_point points[11];
  for (int i = 0; i < 11; i++)
    points[i] = (tell__stats_point){60 + i, 130 + i, 0, 0};
  tell__stats_ols fit = tell__stats_ols_fit(points, 11, 1, 0.95);
  assert_string_equal(fit.slope.method, "ols_origin");
  assert_double_near(fit.slope.value, 2.07438016528926, 1e-12, 0);
  assert_double_near(fit.slope.se, 0.165289256198347e-01, 1e-12, 0);
  assert_double_near(fit.residual_sd, 3.56753034006338, 1e-12, 0);
  assert_double_near(fit.r_squared, 0.999365492298663, 1e-12, 0);
  assert_true(fit.df == 10 && fit.intercept == 0);
}

static void test_ols_noint2_is_met_to_twelve_digits(void **test) {
  (void)test;
  const tell__stats_point points[] = {{4, 3, 0, 0}, {5, 4, 0, 0}, {6, 4, 0, 0}};
  tell__stats_ols fit = tell__stats_ols_fit(points, 3, 1, 0.95);
  assert_double_near(fit.slope.value, 0.727272727272727, 1e-12, 0);
  assert_double_near(fit.slope.se, 0.420827318078432e-01, 1e-12, 0);
  assert_double_near(fit.residual_sd, 0.369274472937998, 1e-12, 0);
  assert_double_near(fit.r_squared, 0.993348115299335, 1e-12, 0);
}

static size_t read_series(const oracle *r, double series, int weighted, tell__stats_point *points) {
  size_t count = 0;
  for (size_t i = 0; i < oracle_rows(r); i++)
    if (oracle_number(r, i, "series") == series)
      points[count++] =
          (tell__stats_point){oracle_number(r, i, "year") - 2000, oracle_number(r, i, "value"),
                              oracle_number(r, i, "se"), weighted};
  return count;
}

static void test_ols_series_agree_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/fit_points.csv");
  oracle *answers = oracle_own("stats/ols_answers.csv");
  assert_true(oracle_rows(answers) > 40);
  for (size_t i = 0; i < oracle_rows(answers); i++) {
    tell__stats_point points[64];
    size_t k = read_series(r, oracle_number(answers, i, "series"),
                           (int)oracle_number(answers, i, "weighted"), points);
    tell__stats_ols fit =
        tell__stats_ols_fit(points, k, (int)oracle_number(answers, i, "origin"), 0.9);
    assert_int_equal(fit.slope.state, TELL_STAT_OK);
    assert_double_near(fit.slope.value, oracle_number(answers, i, "slope"), 1e-10, 0);
    assert_double_near(fit.slope.se, oracle_number(answers, i, "se"), 1e-10, 0);
    assert_double_near(fit.slope.lo, oracle_number(answers, i, "lo"), 1e-10, 1e-12);
    assert_double_near(fit.slope.hi, oracle_number(answers, i, "hi"), 1e-10, 1e-12);
    assert_double_near(fit.t, oracle_number(answers, i, "t"), 1e-10, 0);
    assert_double_near(fit.p, oracle_number(answers, i, "p"), 1e-9, 0);
    assert_double_near(fit.intercept, oracle_number(answers, i, "intercept"), 1e-10, 0);
    assert_double_near(fit.intercept_se, oracle_number(answers, i, "intercept_se"), 1e-10, 0);
    assert_double_near(fit.residual_sd, oracle_number(answers, i, "residual_sd"), 1e-10, 0);
    assert_double_near(fit.r_squared, oracle_number(answers, i, "r_squared"), 1e-9, 1e-13);
  }
  oracle_close(answers);
  oracle_close(r);
}

static void test_ols_any_order_gives_the_same_bits(void **test) {
  (void)test;
  uint64_t state = 3;
  tell__stats_point points[36];
  for (int i = 0; i < 36; i++)
    points[i] = (tell__stats_point){norris[i][1], norris[i][0], 0.5 + random_unit(&state), 1};
  tell__stats_ols a = tell__stats_ols_fit(points, 36, 0, 0.95);
  assert_string_equal(a.slope.method, "wls");
  for (int round = 0; round < random_rounds(200); round++) {
    random_shuffle(&state, points, 36, sizeof points[0]);
    tell__stats_ols b = tell__stats_ols_fit(points, 36, 0, 0.95);
    assert_true(a.slope.value == b.slope.value && a.slope.se == b.slope.se && a.p == b.p);
    assert_true(a.intercept == b.intercept && a.r_squared == b.r_squared);
  }
}

static void test_ols_points_on_a_line_have_zero_variance(void **test) {
  (void)test;
  const tell__stats_point points[] = {
      {2020, 0.1, 0, 0}, {2021, 0.2, 0, 0}, {2022, 0.3, 0, 0}, {2024, 0.5, 0, 0}};
  tell__stats_ols fit = tell__stats_ols_fit(points, 4, 0, 0.95);
  assert_int_equal(fit.slope.state, TELL_STAT_ZERO_VARIANCE);
  assert_double_near(fit.slope.value, 0.1, 1e-13, 0);
  assert_true(fit.slope.lo == fit.slope.hi && fit.t == 0 && fit.p == 0 && fit.r_squared == 1);
}

static void test_ols_edges_have_states(void **test) {
  (void)test;
  const tell__stats_point equal[] = {{3, 1, 0, 0}, {3, 2, 0, 0}, {3, 4, 0, 0}};
  const tell__stats_point bad[] = {{1, 1, 0, 0}, {2, NAN, 0, 0}, {3, 4, 0, 0}};
  const tell__stats_point no_weight[] = {{1, 1, 0, 1}, {2, 3, 1, 1}, {3, 4, 1, 1}};
  assert_int_equal(tell__stats_ols_fit(equal, 3, 0, 0.95).slope.state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_ols_fit(equal, 3, 1, 0.95).slope.state, TELL_STAT_OK);
  assert_int_equal(tell__stats_ols_fit(equal, 2, 0, 0.95).slope.state, TELL_STAT_TOO_FEW_POINTS);
  assert_int_equal(tell__stats_ols_fit(equal, 0, 0, 0.95).slope.state, TELL_STAT_TOO_FEW_POINTS);
  assert_int_equal(tell__stats_ols_fit(bad, 3, 0, 0.95).slope.state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_ols_fit(no_weight, 3, 0, 0.95).slope.state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_ols_fit(bad, 1, 1, 0.95).slope.state, TELL_STAT_TOO_FEW_POINTS);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ols_norris_is_met_to_twelve_digits),
      cmocka_unit_test(test_ols_noint1_is_met_to_twelve_digits),
      cmocka_unit_test(test_ols_noint2_is_met_to_twelve_digits),
      cmocka_unit_test(test_ols_series_agree_with_r),
      cmocka_unit_test(test_ols_any_order_gives_the_same_bits),
      cmocka_unit_test(test_ols_points_on_a_line_have_zero_variance),
      cmocka_unit_test(test_ols_edges_have_states),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
