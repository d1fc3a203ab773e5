/* SPDX-License-Identifier: GPL-3.0-or-later */
/* States and the few ways in which an estimate is put together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "near.h"
#include "stats/stats.h"

static void test_state_id_every_state_has_its_name(void **test) {
  (void)test;
  assert_string_equal(tell_stat_state_id(TELL_STAT_OK), "ok");
  assert_string_equal(tell_stat_state_id(TELL_STAT_EMPTY), "empty");
  assert_string_equal(tell_stat_state_id(TELL_STAT_NOT_POSSIBLE), "not_possible");
  assert_string_equal(tell_stat_state_id(TELL_STAT_TOO_FEW_POINTS), "too_few_points");
  assert_string_equal(tell_stat_state_id(TELL_STAT_ZERO_VARIANCE), "zero_variance");
  assert_string_equal(tell_stat_state_id(TELL_STAT_NO_SPREAD), "no_spread");
  assert_string_equal(tell_stat_state_id(TELL_STAT_DOMAIN_ERROR), "domain_error");
  assert_string_equal(tell_stat_state_id(TELL_STAT_MISSING), "missing");
  assert_string_equal(tell_stat_state_id(TELL_STAT_BREAK), "break");
}

static void test_state_id_no_state_is_unknown(void **test) {
  (void)test;
  assert_string_equal(tell_stat_state_id(-1), "unknown");
  assert_string_equal(tell_stat_state_id(TELL_STAT_BREAK + 1), "unknown");
}

static void test_is_number_limits_are_refused(void **test) {
  (void)test;
  assert_true(tell__stats_is_number(0));
  assert_true(tell__stats_is_number(-1e100));
  assert_false(tell__stats_is_number(1.1e100));
  assert_false(tell__stats_is_number(NAN));
  assert_false(tell__stats_is_number(-INFINITY));
}

static void test_normal_interval_95_percent_has_published_width(void **test) {
  (void)test;
  tell__estimate e = tell__stats_normal_interval(50, 2, 30, 0.95, "m");
  assert_int_equal(e.state, TELL_STAT_OK);
  assert_double_near(e.lo, 50 - 2 * 1.959963984540054, 1e-14, 0);
  assert_double_near(e.hi, 50 + 2 * 1.959963984540054, 1e-14, 0);
  assert_double_near(e.se, 2, 0, 0);
  assert_double_near(e.n, 30, 0, 0);
  assert_true(tell__stats_has_value(&e) && tell__stats_has_interval(&e));
}

static void test_normal_interval_zero_se_has_no_width(void **test) {
  (void)test;
  tell__estimate e = tell__stats_normal_interval(3, 0, 1, 0.95, "m");
  assert_int_equal(e.state, TELL_STAT_ZERO_VARIANCE);
  assert_true(e.lo == 3 && e.hi == 3);
  assert_true(tell__stats_has_interval(&e));
}

static void test_normal_interval_bad_input_gives_no_number(void **test) {
  (void)test;
  const double bad[][3] = {{NAN, 1, 0.95},      {1, NAN, 0.95}, {1, -1, 0.95}, {1, INFINITY, 0.95},
                           {INFINITY, 1, 0.95}, {1, 1, 0},      {1, 1, 1},     {1, 1, NAN}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    tell__estimate e = tell__stats_normal_interval(bad[i][0], bad[i][1], 9, bad[i][2], "m");
    assert_int_equal(e.state, TELL_STAT_DOMAIN_ERROR);
    assert_false(tell__stats_has_value(&e) || tell__stats_has_interval(&e));
    assert_true(e.value == 0 && e.se == 0 && e.lo == 0 && e.hi == 0 && e.n == 0);
  }
}

static void test_value_only_has_no_interval(void **test) {
  (void)test;
  tell__estimate e = tell__stats_value_only(4, 7, "m", TELL_STAT_NO_SPREAD);
  assert_true(tell__stats_has_value(&e));
  assert_false(tell__stats_has_interval(&e));
  assert_true(e.lo == 0 && e.hi == 0 && e.se == 0 && e.value == 4 && e.n == 7);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_state_id_every_state_has_its_name),
      cmocka_unit_test(test_state_id_no_state_is_unknown),
      cmocka_unit_test(test_is_number_limits_are_refused),
      cmocka_unit_test(test_normal_interval_95_percent_has_published_width),
      cmocka_unit_test(test_normal_interval_zero_se_has_no_width),
      cmocka_unit_test(test_normal_interval_bad_input_gives_no_number),
      cmocka_unit_test(test_value_only_has_no_interval),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
