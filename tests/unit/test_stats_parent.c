/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child against its parent: the variance by matrix algebra in R, and the edges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "near.h"
#include "oracle.h"
#include "stats/parent.h"

static const tell__stats_part school = {52, 40, {2.5, 0.01}, 1, 1};
static const tell__stats_part city = {50, 2700, {0.04, 0.08}, 1, 1};

static void test_child_families_agree_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/families.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    tell__stats_part child = {oracle_number(r, i, "value"),
                              oracle_number(r, i, "n"),
                              {oracle_number(r, i, "sampling"), oracle_number(r, i, "rounding")},
                              1,
                              1};
    tell__stats_part parent = {
        oracle_number(r, i, "parent"),
        oracle_number(r, i, "parent_n"),
        {oracle_number(r, i, "parent_sampling"), oracle_number(r, i, "parent_rounding")},
        1,
        1};
    tell__estimate e = tell__stats_child_against_parent(&child, &parent, 0.95);
    assert_int_equal(e.state, TELL__STAT_OK);
    assert_string_equal(e.method, "child_in_parent");
    assert_double_near(e.value, oracle_number(r, i, "difference"), 1e-10, 1e-12);
    assert_double_near(e.se, oracle_number(r, i, "difference_se"), 1e-11, 0);
    assert_double_near(e.hi - e.value, 1.959963984540054 * e.se, 1e-12, 0);
    assert_true(e.n == child.n);
  }
  oracle_close(r);
}

/* A parent whose margin is far too small for the child in it: the child alone then sets the
 * variance. */
static void test_child_variance_never_falls_below_what_the_child_implies(void **test) {
  (void)test;
  tell__stats_part child = {52, 90, {4, 0.1}, 1, 1};
  tell__stats_part parent = {50, 100, {0.001, 0.2}, 1, 1};
  tell__estimate e = tell__stats_child_against_parent(&child, &parent, 0.95);
  assert_double_near(e.se * e.se, 0.1 * 0.1 * 4 + 0.3, 1e-13, 0);
}

static void test_child_no_spread_gives_the_difference_alone(void **test) {
  (void)test;
  for (int i = 0; i < 4; i++) {
    tell__stats_part child = school, parent = city;
    child.has_spread = i != 0;
    parent.has_spread = i != 1;
    child.has_n = i != 2;
    parent.has_n = i != 3;
    tell__estimate e = tell__stats_child_against_parent(&child, &parent, 0.95);
    assert_int_equal(e.state, TELL__STAT_NO_SPREAD);
    assert_true(e.value == 2 && tell__stats_has_value(&e));
    assert_false(tell__stats_has_interval(&e));
    assert_true(e.n == (i == 2 ? 0 : 40));
  }
}

static void test_child_as_large_as_parent_is_not_possible(void **test) {
  (void)test;
  tell__stats_part child = school;
  for (double n = 2700; n < 2702; n++) {
    child.n = n;
    tell__estimate e = tell__stats_child_against_parent(&child, &city, 0.95);
    assert_int_equal(e.state, TELL__STAT_NOT_POSSIBLE);
    assert_false(tell__stats_has_value(&e));
  }
}

static void test_child_without_pupils_is_empty(void **test) {
  (void)test;
  tell__stats_part child = school;
  child.n = 0;
  assert_int_equal(tell__stats_child_against_parent(&child, &city, 0.95).state, TELL__STAT_EMPTY);
}

static void test_child_no_variance_at_all_has_no_width(void **test) {
  (void)test;
  tell__stats_part child = {3, 10, {0, 0}, 1, 1}, parent = {2, 20, {0, 0}, 1, 1};
  tell__estimate e = tell__stats_child_against_parent(&child, &parent, 0.95);
  assert_int_equal(e.state, TELL__STAT_ZERO_VARIANCE);
  assert_true(e.lo == 1 && e.hi == 1);
}

static void test_child_bad_input_is_a_domain_error(void **test) {
  (void)test;
  const tell__stats_part bad[] = {{NAN, 40, {2, 0}, 1, 1},     {52, -1, {2, 0}, 1, 1},
                                  {52, NAN, {2, 0}, 1, 1},     {52, 40, {-2, 0}, 1, 1},
                                  {52, 40, {2, -1}, 1, 1},     {52, 40, {2, NAN}, 1, 1},
                                  {INFINITY, 40, {2, 0}, 1, 1}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    tell__estimate e = tell__stats_child_against_parent(&bad[i], &city, 0.95);
    assert_int_equal(e.state, TELL__STAT_DOMAIN_ERROR);
    assert_false(tell__stats_has_value(&e) || tell__stats_has_interval(&e));
    e = tell__stats_child_against_parent(&school, &bad[i], 0.95);
    assert_int_equal(e.state, TELL__STAT_DOMAIN_ERROR);
  }
  assert_int_equal(tell__stats_child_against_parent(&school, &city, 0).state,
                   TELL__STAT_DOMAIN_ERROR);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_child_families_agree_with_r),
      cmocka_unit_test(test_child_variance_never_falls_below_what_the_child_implies),
      cmocka_unit_test(test_child_no_spread_gives_the_difference_alone),
      cmocka_unit_test(test_child_as_large_as_parent_is_not_possible),
      cmocka_unit_test(test_child_without_pupils_is_empty),
      cmocka_unit_test(test_child_no_variance_at_all_has_no_width),
      cmocka_unit_test(test_child_bad_input_is_a_domain_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
