/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals of rates: R, published tables, and their definition. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "near.h"
#include "oracle.h"
#include "stats/poisson.h"

static void test_rate_exact_grid_agrees_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/rates.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    tell__estimate e =
        tell__stats_rate_exact(oracle_number(r, i, "events"), oracle_number(r, i, "exposure"), 1,
                               oracle_number(r, i, "level"));
    assert_int_equal(e.state, TELL_STAT_OK);
    assert_string_equal(e.method, "poisson_exact");
    assert_double_near(e.lo, oracle_number(r, i, "lo"), 1e-11, 0);
    assert_double_near(e.hi, oracle_number(r, i, "hi"), 1e-11, 0);
  }
  oracle_close(r);
}

static void test_rate_published_rates_are_reproduced(void **test) {
  (void)test;
  oracle *r = oracle_published("phe_rate.csv");
  if (r == NULL)
    skip();
  size_t checked = 0;
  for (size_t i = 0; i < oracle_rows(r); i++) {
    if (*oracle_text(r, i, "value") == '\0')
      continue;
    double x = oracle_number(r, i, "Numerator"), n = oracle_number(r, i, "Denominator");
    double scale = oracle_number(r, i, "multiplier");
    tell__estimate e = tell__stats_rate_phe(x, n, scale, 0.95);
    assert_double_near(e.value, oracle_number(r, i, "value"), 1e-12, 0);
    assert_double_near(e.lo, oracle_number(r, i, "lower95_0cl"), 1e-8, 0);
    assert_double_near(e.hi, oracle_number(r, i, "upper95_0cl"), 1e-8, 0);
    const char *method =
        strcmp(oracle_text(r, i, "method"), "Exact") == 0 ? "poisson_exact" : "poisson_byar";
    assert_int_equal(strncmp(e.method, method, strlen(method)), 0);
    e = tell__stats_rate_phe(x, n, scale, 0.998);
    assert_double_near(e.lo, oracle_number(r, i, "lower99_8cl"), 1e-8, 0);
    assert_double_near(e.hi, oracle_number(r, i, "upper99_8cl"), 1e-8, 0);
    checked++;
  }
  assert_true(checked >= 6);
  oracle_close(r);
}

static void test_byar_published_limits_are_reproduced(void **test) {
  (void)test;
  oracle *r = oracle_published("phe_byars_wilson.csv");
  if (r == NULL)
    skip();
  size_t checked = 0;
  for (size_t i = 0; i < oracle_rows(r); i++) {
    if (strcmp(oracle_text(r, i, "method"), "Byars") != 0)
      continue;
    tell__estimate e = tell__stats_rate_byar(oracle_number(r, i, "x"), 1, 1,
                                             strtod(oracle_text(r, i, "confidence"), NULL) / 100);
    /* Where the formula is negative they publish nothing; here the limit is 0. */
    double lo = *oracle_text(r, i, "lowercl") != '\0' ? oracle_number(r, i, "lowercl") : 0;
    assert_double_near(e.lo, lo, 1e-8, 0);
    assert_double_near(e.hi, oracle_number(r, i, "uppercl"), 1e-8, 0);
    checked++;
  }
  assert_int_equal(checked, 7);
  oracle_close(r);
}

/* P(X <= k), X Poisson, by adding up. */
static double at_most(int k, double mean) {
  double sum = 0;
  for (int i = 0; i <= k; i++)
    sum += exp(i * log(mean) - mean - lgamma(i + 1.0));
  return sum;
}

static void test_rate_exact_limits_have_half_the_rest_beyond_them(void **test) {
  (void)test;
  for (int x = 0; x < 60; x++) {
    tell__estimate e = tell__stats_rate_exact(x, 2, 1, 0.9);
    if (x > 0)
      assert_double_near(1 - at_most(x - 1, 2 * e.lo), 0.05, 1e-9, 0);
    assert_double_near(at_most(x, 2 * e.hi), 0.05, 1e-9, 0);
    assert_true(e.lo <= e.value && e.value <= e.hi);
  }
}

static void test_rate_without_events_has_exact_lower_end(void **test) {
  (void)test;
  tell__estimate e = tell__stats_rate_exact(0, 4, 1000, 0.95);
  assert_true(e.lo == 0 && e.value == 0 && e.se > 0 && e.n == 4);
  assert_double_near(e.hi, -log(0.025) / 4 * 1000, 1e-13, 0);
  e = tell__stats_rate_byar(0, 4, 1000, 0.95);
  assert_true(e.lo == 0 && e.value == 0 && e.hi > 0);
}

static void test_byar_lower_end_is_never_negative(void **test) {
  (void)test;
  tell__estimate e = tell__stats_rate_byar(1, 1, 1, 0.999);
  assert_true(e.lo == 0 && e.hi > 1);
  assert_int_equal(e.state, TELL_STAT_OK);
}

/* With many events Byar's limits go to the exact ones. */
static void test_byar_many_events_are_nearly_exact(void **test) {
  (void)test;
  for (double x = 100; x < 4e5; x *= 3) {
    x = floor(x);
    tell__estimate b = tell__stats_rate_byar(x, 1, 1, 0.95);
    tell__estimate e = tell__stats_rate_exact(x, 1, 1, 0.95);
    assert_double_near(b.lo, e.lo, 0.03 / (x * sqrt(x)), 0);
    assert_double_near(b.hi, e.hi, 0.03 / (x * sqrt(x)), 0);
  }
}

static void test_rate_states(void **test) {
  (void)test;
  assert_int_equal(tell__stats_rate_phe(0, 0, 1, 0.95).state, TELL_STAT_EMPTY);
  assert_int_equal(tell__stats_rate_phe(3, 0, 1, 0.95).state, TELL_STAT_DOMAIN_ERROR);
  tell__estimate e = tell__stats_rate_exact(400001, 2, 1, 0.95);
  assert_int_equal(e.state, TELL_STAT_NOT_POSSIBLE);
  assert_true(tell__stats_has_value(&e) && !tell__stats_has_interval(&e));
  assert_string_equal(tell__stats_rate_exact(2.5, 1, 1, 0.95).method, "poisson_exact_fractional");
  assert_string_equal(tell__stats_rate_byar(12.5, 1, 1, 0.95).method, "poisson_byar_fractional");
  const double bad[][4] = {{-1, 1, 1, 0.95},       {1, -1, 1, 0.95},   {1, 1, 0, 0.95},
                           {1, 1, -1, 0.95},       {NAN, 1, 1, 0.95},  {1, NAN, 1, 0.95},
                           {1, 1, NAN, 0.95},      {1, 1, 1, 0},       {1, 1, 1, 1},
                           {1, 1e-90, 1e90, 0.95}, {1e101, 1, 1, 0.95}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    e = tell__stats_rate_exact(bad[i][0], bad[i][1], bad[i][2], bad[i][3]);
    assert_int_equal(e.state, TELL_STAT_DOMAIN_ERROR);
    e = tell__stats_rate_byar(bad[i][0], bad[i][1], bad[i][2], bad[i][3]);
    assert_int_equal(e.state, TELL_STAT_DOMAIN_ERROR);
    assert_false(tell__stats_has_value(&e) || tell__stats_has_interval(&e));
  }
}

static void test_rate_huge_and_tiny_numbers_and_levels_are_finite(void **test) {
  (void)test;
  const double events[] = {0, 1e-300, 1e-6, 0.3, 1, 5e5, 1e15, 1e60, 1e100};
  const double levels[] = {5e-324, 1e-17, 1e-3, 0.95, 1 - 1.2e-16};
  for (size_t i = 0; i < sizeof events / sizeof events[0]; i++)
    for (size_t l = 0; l < sizeof levels / sizeof levels[0]; l++) {
      tell__estimate e = tell__stats_rate_exact(events[i], 3, 1, levels[l]);
      tell__estimate b = tell__stats_rate_byar(events[i], 3, 1, levels[l]);
      assert_true(isfinite(e.lo) && isfinite(e.hi) && isfinite(e.se) && e.lo <= e.hi);
      assert_true(isfinite(b.lo) && isfinite(b.hi) && isfinite(b.se) && b.lo <= b.hi);
      assert_true(b.lo >= 0 && e.lo >= 0);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rate_exact_grid_agrees_with_r),
      cmocka_unit_test(test_rate_published_rates_are_reproduced),
      cmocka_unit_test(test_byar_published_limits_are_reproduced),
      cmocka_unit_test(test_rate_exact_limits_have_half_the_rest_beyond_them),
      cmocka_unit_test(test_rate_without_events_has_exact_lower_end),
      cmocka_unit_test(test_byar_lower_end_is_never_negative),
      cmocka_unit_test(test_byar_many_events_are_nearly_exact),
      cmocka_unit_test(test_rate_states),
      cmocka_unit_test(test_rate_huge_and_tiny_numbers_and_levels_are_finite),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
