/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact and Jeffreys intervals of shares: R, their definition by summing, coverage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "near.h"
#include "oracle.h"
#include "stats/proportion.h"

static void test_exact_and_jeffreys_grid_agree_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/shares.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double x = oracle_number(r, i, "x"), n = oracle_number(r, i, "n");
    double level = oracle_number(r, i, "level");
    /* With under 10 of more than 100 000, the tail of GSL is an expansion. */
    double rel = n > 1e5 ? 1e-9 : 1e-11;
    tell__estimate e = tell__stats_proportion_exact(x, n, level);
    assert_int_equal(e.state, TELL_STAT_OK);
    assert_string_equal(e.method, "exact");
    assert_double_near(e.lo, oracle_number(r, i, "exact_lo"), rel, 0);
    assert_double_near(e.hi, oracle_number(r, i, "exact_hi"), rel, 0);
    e = tell__stats_proportion_jeffreys(x, n, level);
    assert_int_equal(e.state, TELL_STAT_OK);
    assert_string_equal(e.method, "jeffreys");
    assert_double_near(e.lo, oracle_number(r, i, "jeffreys_lo"), rel, 0);
    assert_double_near(e.hi, oracle_number(r, i, "jeffreys_hi"), rel, 0);
  }
  oracle_close(r);
}

/* P(X <= k), X of n with share p, by adding up. */
static double at_most(int k, int n, double p) {
  double sum = 0;
  for (int i = 0; i <= k; i++)
    sum += exp(lgamma(n + 1.0) - lgamma(i + 1.0) - lgamma(n - i + 1.0) + i * log(p) +
               (n - i) * log1p(-p));
  return sum;
}

static void test_exact_limits_have_half_the_rest_beyond_them(void **test) {
  (void)test;
  for (int n = 1; n <= 40; n += 3)
    for (int x = 0; x <= n; x++) {
      tell__estimate e = tell__stats_proportion_exact(x, n, 0.9);
      assert_true(e.lo <= e.value && e.value <= e.hi);
      if (x > 0)
        assert_double_near(1 - at_most(x - 1, n, e.lo), 0.05, 1e-9, 0);
      if (x < n)
        assert_double_near(at_most(x, n, e.hi), 0.05, 1e-9, 0);
    }
}

static void test_exact_and_jeffreys_ends_are_exact(void **test) {
  (void)test;
  tell__estimate (*const kinds[])(double, double, double) = {tell__stats_proportion_exact,
                                                             tell__stats_proportion_jeffreys};
  for (int kind = 0; kind < 2; kind++)
    for (int n = 1; n <= 1000; n = n * 3 + 1) {
      tell__estimate none = kinds[kind](0, n, 0.95), all = kinds[kind](n, n, 0.95);
      assert_true(none.lo == 0 && none.hi > 0 && none.hi < 1 && none.se > 0);
      assert_true(all.hi == 1 && all.lo > 0 && all.lo < 1);
      assert_double_near(all.lo, 1 - none.hi, 1e-12, 0);
    }
  /* Closed forms: (α/2)^(1/n) and the rule of three. */
  tell__estimate e = tell__stats_proportion_exact(30, 30, 0.95);
  assert_double_near(e.lo, pow(0.025, 1.0 / 30), 1e-13, 0);
}

/* The share of outcomes whose interval holds the true share: never below the level for exact
 * ones, about the level for Jeffreys. */
static void test_exact_covers_at_least_its_level_and_jeffreys_about_it(void **test) {
  (void)test;
  enum { N = 25, STEPS = 99 };
  double mean = 0;
  for (int s = 1; s <= STEPS; s++) {
    double p = s / (STEPS + 1.0), exact = 0, jeffreys = 0;
    for (int x = 0; x <= N; x++) {
      double likely = at_most(x, N, p) - (x > 0 ? at_most(x - 1, N, p) : 0);
      tell__estimate e = tell__stats_proportion_exact(x, N, 0.95);
      tell__estimate j = tell__stats_proportion_jeffreys(x, N, 0.95);
      exact += e.lo <= p && p <= e.hi ? likely : 0;
      jeffreys += j.lo <= p && p <= j.hi ? likely : 0;
    }
    assert_true(exact >= 0.95);
    mean += jeffreys / STEPS;
  }
  assert_double_near(mean, 0.95, 0, 0.01);
}

static void test_exact_fractions_are_flagged_and_lie_between_whole_numbers(void **test) {
  (void)test;
  tell__estimate e = tell__stats_proportion_exact(2.5, 10, 0.95);
  assert_string_equal(e.method, "exact_fractional");
  assert_true(e.lo > tell__stats_proportion_exact(2, 10, 0.95).lo);
  assert_true(e.lo < tell__stats_proportion_exact(3, 10, 0.95).lo);
  assert_string_equal(tell__stats_proportion_jeffreys(2, 10.5, 0.95).method, "jeffreys_fractional");
}

static void test_exact_too_many_have_a_value_without_interval(void **test) {
  (void)test;
  tell__estimate e = tell__stats_proportion_exact(5, 1000001, 0.95);
  assert_int_equal(e.state, TELL_STAT_NOT_POSSIBLE);
  assert_true(tell__stats_has_value(&e) && !tell__stats_has_interval(&e));
  e = tell__stats_proportion_jeffreys(5e90, 1e91, 0.95);
  assert_int_equal(e.state, TELL_STAT_NOT_POSSIBLE);
}

static void test_exact_levels_near_the_ends_stay_in_order(void **test) {
  (void)test;
  const double levels[] = {5e-324, 1e-17, 1e-9, 0.3, 0.999999, 1 - 1e-9, 1 - 1.2e-16};
  const double counts[][2] = {{0, 5}, {1, 5}, {5, 5}, {3, 1000}, {0.5, 9.5}, {500000, 1000000}};
  for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
    double lo = 2, hi = -1;
    for (size_t l = 0; l < sizeof levels / sizeof levels[0]; l++) {
      tell__estimate w = tell__stats_proportion_wilson(counts[c][0], counts[c][1], levels[l]);
      tell__estimate e = tell__stats_proportion_exact(counts[c][0], counts[c][1], levels[l]);
      tell__estimate j = tell__stats_proportion_jeffreys(counts[c][0], counts[c][1], levels[l]);
      assert_int_equal(w.state, TELL_STAT_OK);
      assert_int_equal(e.state, TELL_STAT_OK);
      assert_int_equal(j.state, TELL_STAT_OK);
      assert_true(isfinite(w.se) && isfinite(e.se) && isfinite(j.se));
      assert_true(0 <= w.lo && w.lo <= w.value && w.value <= w.hi && w.hi <= 1);
      assert_true(e.lo <= e.value && e.value <= e.hi && j.lo <= j.hi);
      assert_true(e.lo <= lo && e.hi >= hi);
      lo = e.lo;
      hi = e.hi;
    }
  }
}

static void test_exact_bad_input_is_a_domain_error(void **test) {
  (void)test;
  const double bad[][3] = {{2, 1, 0.95},   {-1, 5, 0.95}, {1, -5, 0.95}, {NAN, 5, 0.95},
                           {1, NAN, 0.95}, {1, 5, 0},     {1, 5, 1},     {1, 5, NAN}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    tell__estimate e = tell__stats_proportion_exact(bad[i][0], bad[i][1], bad[i][2]);
    assert_int_equal(e.state, TELL_STAT_DOMAIN_ERROR);
    e = tell__stats_proportion_jeffreys(bad[i][0], bad[i][1], bad[i][2]);
    assert_int_equal(e.state, TELL_STAT_DOMAIN_ERROR);
    assert_false(tell__stats_has_value(&e) || tell__stats_has_interval(&e));
  }
  assert_int_equal(tell__stats_proportion_exact(0, 0, 0.95).state, TELL_STAT_EMPTY);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_exact_and_jeffreys_grid_agree_with_r),
      cmocka_unit_test(test_exact_limits_have_half_the_rest_beyond_them),
      cmocka_unit_test(test_exact_and_jeffreys_ends_are_exact),
      cmocka_unit_test(test_exact_covers_at_least_its_level_and_jeffreys_about_it),
      cmocka_unit_test(test_exact_fractions_are_flagged_and_lie_between_whole_numbers),
      cmocka_unit_test(test_exact_too_many_have_a_value_without_interval),
      cmocka_unit_test(test_exact_levels_near_the_ends_stay_in_order),
      cmocka_unit_test(test_exact_bad_input_is_a_domain_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
