/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public result object: what it holds before, after, and when a call fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "near.h"
#include "stats/statistic.h"
#include "telling.h"

static tell_statistic *made(void) {
  tell_statistic *statistic = NULL;
  assert_int_equal(tell_statistic_create(&statistic, NULL), TELL_OK);
  return statistic;
}

static void check_holds_nothing(const tell_statistic *s) {
  double p = 7;
  assert_int_equal(tell_statistic_has_value(s), 0);
  assert_int_equal(tell_statistic_has_interval(s), 0);
  assert_true(tell_statistic_value(s) == 0 && tell_statistic_se(s) == 0);
  assert_true(tell_statistic_lo(s) == 0 && tell_statistic_hi(s) == 0);
  assert_true(tell_statistic_level(s) == 0 && tell_statistic_n(s) == 0);
  assert_string_equal(tell_statistic_method(s), "");
  assert_int_equal(tell_statistic_number_count(s), 0);
  assert_string_equal(tell_statistic_number_name(s, 0), "");
  assert_int_equal(tell_statistic_number(s, "p", &p), 0);
  assert_true(p == 7);
}

static void test_statistic_new_and_null_hold_nothing(void **test) {
  (void)test;
  tell_statistic *s = made();
  check_holds_nothing(s);
  assert_int_equal(tell_statistic_state(s), TELL_STAT_MISSING);
  tell_statistic_free(s);
  check_holds_nothing(NULL);
  assert_int_equal(tell_statistic_state(NULL), TELL_STAT_MISSING);
  tell_statistic_free(NULL);
  assert_int_equal(tell_statistic_create(NULL, NULL), TELL_E_ARGUMENT);
}

static void test_proportion_fills_the_result(void **test) {
  (void)test;
  tell_statistic *s = made();
  assert_int_equal(tell_stats_proportion(40, 100, TELL_PROPORTION_WILSON, 0.95, s, NULL), TELL_OK);
  assert_int_equal(tell_statistic_state(s), TELL_STAT_OK);
  /* R: prop.test(40, 100, correct = FALSE)$conf.int */
  assert_double_near(tell_statistic_value(s), 0.4, 1e-15, 0);
  assert_double_near(tell_statistic_lo(s), 0.3094012864324589, 1e-12, 0);
  assert_double_near(tell_statistic_hi(s), 0.4979974132089382, 1e-12, 0);
  assert_string_equal(tell_statistic_method(s), "wilson");
  tell_statistic_free(s);
}

static void test_statistic_after_failed_call_holds_nothing(void **test) {
  (void)test;
  tell_error *err = NULL;
  tell_statistic *s = made();
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_stats_proportion(4, 9, TELL_PROPORTION_WILSON, 0.95, s, NULL), TELL_OK);
  assert_int_equal(tell_stats_proportion(4, 9, 99, 0.95, s, err), TELL_E_ARGUMENT);
  check_holds_nothing(s);
  assert_true(strlen(tell_error_message(err)) > 0);
  assert_int_equal(tell_stats_proportion(4, 9, TELL_PROPORTION_WILSON, 0.95, NULL, err),
                   TELL_E_ARGUMENT);
  tell_error_free(err);
  tell_statistic_free(s);
}

static void test_proportion_without_anybody_is_a_state(void **test) {
  (void)test;
  tell_statistic *s = made();
  assert_int_equal(tell_stats_proportion(0, 0, TELL_PROPORTION_WILSON, 0.95, s, NULL), TELL_OK);
  check_holds_nothing(s);
  assert_int_equal(tell_statistic_state(s), TELL_STAT_EMPTY);
  assert_int_equal(tell_stats_proportion(NAN, 9, TELL_PROPORTION_WILSON, 0.95, s, NULL), TELL_OK);
  assert_int_equal(tell_statistic_state(s), TELL_STAT_DOMAIN_ERROR);
  tell_statistic_free(s);
}

static void test_number_is_found_by_its_name(void **test) {
  (void)test;
  tell_statistic *s = made();
  double value = 0;
  tell__statistic_add(s, "p", 0.25);
  tell__statistic_add(s, "df", 3);
  assert_int_equal(tell_statistic_number_count(s), 2);
  assert_string_equal(tell_statistic_number_name(s, 1), "df");
  assert_string_equal(tell_statistic_number_name(s, 2), "");
  assert_string_equal(tell_statistic_number_name(s, -1), "");
  assert_int_equal(tell_statistic_number(s, "df", &value), 1);
  assert_true(value == 3);
  assert_int_equal(tell_statistic_number(s, "d", &value), 0);
  assert_int_equal(tell_statistic_number(s, NULL, &value), 0);
  assert_int_equal(tell_statistic_number(s, "p", NULL), 0);
  assert_int_equal(tell__statistic_begin(s, NULL), TELL_OK);
  check_holds_nothing(s);
  tell_statistic_free(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_statistic_new_and_null_hold_nothing),
      cmocka_unit_test(test_proportion_fills_the_result),
      cmocka_unit_test(test_statistic_after_failed_call_holds_nothing),
      cmocka_unit_test(test_proportion_without_anybody_is_a_state),
      cmocka_unit_test(test_number_is_found_by_its_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
