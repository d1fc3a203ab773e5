/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public functions of telling/stats_series.h: what they hand over, refuse, and survive. Their
 * numbers are tested where they are made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

#include "near.h"
#include "series_calls.h"

static tell_statistic *made(void) {
  tell_statistic *statistic = NULL;
  assert_int_equal(tell_statistic_create(&statistic, NULL), TELL_OK);
  return statistic;
}

static double number(const tell_statistic *s, const char *name) {
  double found = NAN;
  assert_int_equal(tell_statistic_number(s, name, &found), 1);
  return found;
}

static void test_series_functions_fill_a_result(void **test) {
  (void)test;
  tell_statistic *s = made();
  for (size_t i = 0; i < FUNCTIONS; i++) {
    assert_int_equal(all[i](K, years, s, NULL), TELL_OK);
    assert_int_equal(tell_statistic_state(s), TELL_STAT_OK);
    assert_int_equal(tell_statistic_has_value(s), 1);
    assert_true(tell_statistic_method(s)[0] != '\0' && tell_statistic_number_count(s) > 0);
  }
  tell_statistic_free(s);
}

static void test_series_functions_without_points_give_a_state(void **test) {
  (void)test;
  tell_statistic *s = made();
  for (size_t i = 0; i < FUNCTIONS; i++) {
    assert_int_equal(all[i](K, years, s, NULL), TELL_OK);
    assert_int_equal(all[i](0, NULL, s, NULL), TELL_OK);
    assert_true(tell_statistic_state(s) == TELL_STAT_TOO_FEW_POINTS ||
                tell_statistic_state(s) == TELL_STAT_EMPTY);
    assert_int_equal(tell_statistic_has_value(s), 0);
    assert_int_equal(tell_statistic_number_count(s), 0);
  }
  tell_statistic_free(s);
}

static void test_series_functions_refuse_null_and_too_much(void **test) {
  (void)test;
  tell_statistic *s = made();
  tell_error *err = NULL;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  for (size_t i = 0; i < FUNCTIONS; i++) {
    assert_int_equal(all[i](K, years, NULL, err), TELL_E_ARGUMENT);
    assert_int_equal(all[i](K, NULL, s, err), TELL_E_ARGUMENT);
    assert_true(tell_error_message(err)[0] != '\0');
    assert_int_equal(tell_statistic_state(s), TELL_STAT_MISSING);
    assert_int_equal(all[i](5001, years, s, err), TELL_E_LIMIT);
    assert_true(tell_error_message(err)[0] != '\0');
  }
  tell_error_free(err);
  tell_statistic_free(s);
}

static void test_series_functions_refuse_unknown_methods(void **test) {
  (void)test;
  tell_statistic *s = made();
  for (int32_t bad = 0; bad <= 5; bad += 5) {
    assert_int_equal(tell_stats_slope(years, values, ses, K, bad, 0.95, s, NULL), TELL_E_ARGUMENT);
    assert_int_equal(
        tell_stats_slope_windows(years, years, values, ses, K, NULL, 0, bad, 0.95, s, NULL),
        TELL_E_ARGUMENT);
    assert_int_equal(tell_stats_line(years, values, NULL, K, bad, 0.95, s, NULL), TELL_E_ARGUMENT);
    assert_int_equal(tell_stats_mann_kendall(years, values, K, bad, 0, s, NULL), TELL_E_ARGUMENT);
    assert_int_equal(tell_stats_theil_sen(years, values, K, bad, 1, 0.95, s, NULL),
                     TELL_E_ARGUMENT);
    assert_int_equal(tell_stats_theil_sen(years, values, K, 1, bad, 0.95, s, NULL),
                     TELL_E_ARGUMENT);
    assert_int_equal(tell_stats_hirsch_slack(years, values, strata, K, bad, 0, s, NULL),
                     TELL_E_ARGUMENT);
  }
  assert_int_equal(tell_stats_slope_leave_one_out(years, values, ses, K, 0.95, NULL, NULL, s, NULL),
                   TELL_E_ARGUMENT);
  assert_int_equal(tell_stats_slope_windows(years, NULL, values, ses, K, NULL, 0, 1, 0.95, s, NULL),
                   TELL_E_ARGUMENT);
  assert_int_equal(
      tell_stats_slope_windows(years, years, values, ses, K, NULL, 1, 1, 0.95, s, NULL),
      TELL_E_ARGUMENT);
  assert_int_equal(tell_stats_hirsch_slack(years, values, NULL, K, 1, 0, s, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_stats_proportion_trend(years, counts, NULL, K, 0.95, s, NULL),
                   TELL_E_ARGUMENT);
  tell_statistic_free(s);
}

static void test_slope_without_errors_has_no_spread(void **test) {
  (void)test;
  tell_statistic *s = made();
  assert_int_equal(tell_stats_slope(years, values, NULL, K, TELL_SLOPE_FIXED, 0.95, s, NULL),
                   TELL_OK);
  assert_int_equal(tell_statistic_state(s), TELL_STAT_NO_SPREAD);
  tell_statistic_free(s);
}

static void test_slope_numbers_belong_together(void **test) {
  (void)test;
  tell_statistic *s = made();
  assert_int_equal(tell_stats_slope(years, values, ses, K, TELL_SLOPE_FIXED, 0.95, s, NULL),
                   TELL_OK);
  assert_double_near(number(s, "z"), tell_statistic_value(s) / tell_statistic_se(s), 1e-14, 0);
  assert_true(number(s, "first_year") == 2020 && number(s, "tau2") == 0);
  double slope = tell_statistic_value(s), intercept = number(s, "intercept"), unused;
  assert_int_equal(tell_statistic_number(s, "t", &unused), 0);
  assert_int_equal(
      tell_stats_slope_at(years, values, ses, K, TELL_SLOPE_FIXED, 0.95, 2030, s, NULL), TELL_OK);
  assert_double_near(tell_statistic_value(s), intercept + 10 * slope, 1e-13, 0);
  assert_int_equal(
      tell_stats_slope_leave_one_out(years, values, ses, K, 0.95, left_out, NULL, s, NULL),
      TELL_OK);
  assert_true(tell_statistic_value(s) == slope);
  assert_int_equal(tell_stats_smallest_change(years, ses, K, 0.95, 0.8, s, NULL), TELL_OK);
  assert_double_near(number(s, "per_year") * 5, tell_statistic_value(s), 1e-14, 0);
  tell_statistic_free(s);
}

/* Windows of one year each are years. */
static void test_slope_windows_of_one_year_are_years(void **test) {
  (void)test;
  tell_statistic *s = made();
  assert_int_equal(run_windows(K, years, s, NULL), TELL_OK);
  double slope = tell_statistic_value(s);
  assert_int_equal(tell_stats_slope(years, values, ses, K, TELL_SLOPE_PM, 0.95, s, NULL), TELL_OK);
  assert_true(slope == tell_statistic_value(s));
  tell_statistic_free(s);
}

static void test_line_weight_that_is_none_is_a_domain_error(void **test) {
  (void)test;
  const double weights[] = {1, 0, 1, 1, 1};
  tell_statistic *s = made();
  assert_int_equal(tell_stats_line(years, values, weights, K, 1, 0.95, s, NULL), TELL_OK);
  assert_int_equal(tell_statistic_state(s), TELL_STAT_DOMAIN_ERROR);
  tell_statistic_free(s);
}

/* Random bits as numbers, among them NaN, infinities and the smallest ones. */
static void test_series_functions_give_numbers_for_any_bits(void **test) {
  (void)test;
  const double odd[] = {0,     -0.0,   1,   1e-320,   5e-324,    1e99, 1e100, 1.1e100, -1e100,
                        1e308, -1e308, NAN, INFINITY, -INFINITY, 2020, 2020,  1e-99,   -7};
  enum { ODD = sizeof odd / sizeof odd[0] };
  tell_statistic *s = made();
  for (size_t i = 0; i < FUNCTIONS; i++)
    for (size_t from = 0; from + K <= ODD; from++) {
      assert_int_equal(all[i](K, odd + from, s, NULL), TELL_OK);
      assert_true(isfinite(tell_statistic_value(s)) && isfinite(tell_statistic_se(s)));
      assert_true(isfinite(tell_statistic_lo(s)) && isfinite(tell_statistic_hi(s)));
      for (int32_t j = 0; j < tell_statistic_number_count(s); j++)
        assert_true(isfinite(number(s, tell_statistic_number_name(s, j))));
    }
  tell_statistic_free(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_series_functions_fill_a_result),
      cmocka_unit_test(test_series_functions_without_points_give_a_state),
      cmocka_unit_test(test_series_functions_refuse_null_and_too_much),
      cmocka_unit_test(test_series_functions_refuse_unknown_methods),
      cmocka_unit_test(test_slope_without_errors_has_no_spread),
      cmocka_unit_test(test_slope_numbers_belong_together),
      cmocka_unit_test(test_slope_windows_of_one_year_are_years),
      cmocka_unit_test(test_line_weight_that_is_none_is_a_domain_error),
      cmocka_unit_test(test_series_functions_give_numbers_for_any_bits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
