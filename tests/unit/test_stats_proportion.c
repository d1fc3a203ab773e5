/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wilson intervals against R, published tables, and what every interval must obey. */
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
#include "stats/proportion.h"

static void test_wilson_grid_agrees_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/wilson.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double x = oracle_number(r, i, "x"), n = oracle_number(r, i, "n");
    tell__estimate e = tell__stats_proportion_wilson(x, n, oracle_number(r, i, "level"));
    assert_int_equal(e.state, TELL_STAT_OK);
    assert_string_equal(e.method, "wilson");
    assert_double_near(e.value, x / n, 1e-15, 0);
    /* Near 0 the formula of R loses digits by subtracting. */
    assert_double_near(e.lo, oracle_number(r, i, "lo"), 1e-12, 1e-15);
    assert_double_near(e.hi, oracle_number(r, i, "hi"), 1e-12, 1e-15);
  }
  oracle_close(r);
}

static void check_published(const oracle *r, size_t i, double level, const char *lo,
                            const char *hi) {
  double scale = oracle_number(r, i, "multiplier");
  tell__estimate e = tell__stats_proportion_wilson(oracle_number(r, i, "Numerator"),
                                                   oracle_number(r, i, "Denominator"), level);
  assert_int_equal(e.state, TELL_STAT_OK);
  assert_double_near(e.value * scale, oracle_number(r, i, "value"), 1e-12, 0);
  assert_double_near(e.lo * scale, oracle_number(r, i, lo), 1e-8, 0);
  assert_double_near(e.hi * scale, oracle_number(r, i, hi), 1e-8, 0);
}

static void test_wilson_published_proportions_are_reproduced(void **test) {
  (void)test;
  oracle *r = oracle_published("phe_proportion.csv");
  if (r == NULL)
    skip();
  size_t checked = 0;
  for (size_t i = 0; i < oracle_rows(r); i++) {
    if (*oracle_text(r, i, "value") == '\0')
      continue;
    check_published(r, i, 0.95, "lower95_0cl", "upper95_0cl");
    check_published(r, i, 0.998, "lower99_8cl", "upper99_8cl");
    checked++;
  }
  assert_int_equal(checked, 16);
  oracle_close(r);
}

static void test_wilson_published_grouped_proportions_are_reproduced(void **test) {
  (void)test;
  oracle *r = oracle_published("phe_proportion_grouped.csv");
  if (r == NULL)
    skip();
  size_t checked = 0;
  for (size_t i = 0; i < oracle_rows(r); i++) {
    if (*oracle_text(r, i, "value") == '\0')
      continue;
    check_published(r, i, strtod(oracle_text(r, i, "confidence"), NULL) / 100, "lowercl",
                    "uppercl");
    checked++;
  }
  assert_true(checked >= 5);
  oracle_close(r);
}

static void test_wilson_published_limits_also_of_fractions_are_reproduced(void **test) {
  (void)test;
  oracle *r = oracle_published("phe_byars_wilson.csv");
  if (r == NULL)
    skip();
  size_t checked = 0;
  for (size_t i = 0; i < oracle_rows(r); i++) {
    if (strcmp(oracle_text(r, i, "method"), "Wilson") != 0)
      continue;
    double x = oracle_number(r, i, "x");
    tell__estimate e = tell__stats_proportion_wilson(
        x, oracle_number(r, i, "n"), strtod(oracle_text(r, i, "confidence"), NULL) / 100);
    assert_double_near(e.lo, oracle_number(r, i, "lowercl"), 1e-8, 0);
    assert_double_near(e.hi, oracle_number(r, i, "uppercl"), 1e-8, 0);
    assert_string_equal(e.method, x == floor(x) ? "wilson" : "wilson_fractional");
    checked++;
  }
  assert_int_equal(checked, 6);
  oracle_close(r);
}

static void test_wilson_ends_are_exact(void **test) {
  (void)test;
  const double levels[] = {0.5, 0.9, 0.95, 0.998, 0.999999};
  for (int n = 1; n <= 3000; n = n < 100 ? n + 1 : n * 2)
    for (size_t l = 0; l < 5; l++) {
      tell__estimate none = tell__stats_proportion_wilson(0, n, levels[l]);
      tell__estimate all = tell__stats_proportion_wilson(n, n, levels[l]);
      assert_true(none.lo == 0 && none.value == 0 && none.hi > 0 && none.hi < 1);
      assert_true(all.hi == 1 && all.value == 1 && all.lo > 0 && all.lo < 1);
      assert_true(none.se > 0 && none.se == all.se);
    }
}

static void test_wilson_interval_holds_the_value_rises_and_mirrors(void **test) {
  (void)test;
  for (int n = 1; n <= 60; n++) {
    double lo = -1, hi = -1;
    for (int x = 0; x <= n; x++) {
      tell__estimate e = tell__stats_proportion_wilson(x, n, 0.95);
      tell__estimate other = tell__stats_proportion_wilson(n - x, n, 0.95);
      tell__estimate wider = tell__stats_proportion_wilson(x, n, 0.998);
      assert_true(0 <= e.lo && e.lo <= e.value && e.value <= e.hi && e.hi <= 1);
      assert_true(e.lo > lo && e.hi > hi);
      assert_true(wider.lo <= e.lo && e.hi <= wider.hi);
      assert_double_near(e.lo, 1 - other.hi, 1e-13, 1e-15);
      lo = e.lo;
      hi = e.hi;
    }
  }
}

/* The definition, and not the closed form: at a limit p, |x/n − p| is z·√(p(1−p)/n). */
static void test_wilson_limits_solve_the_score_equation(void **test) {
  (void)test;
  const double z = 1.959963984540054;
  for (int n = 2; n <= 4000; n = n * 3 + 1)
    for (int x = 1; x < n; x += 1 + n / 17) {
      tell__estimate e = tell__stats_proportion_wilson(x, n, 0.95);
      double low = (e.value - e.lo) / sqrt(e.lo * (1 - e.lo) / n);
      double high = (e.hi - e.value) / sqrt(e.hi * (1 - e.hi) / n);
      assert_double_near(low, z, 1e-10, 0);
      assert_double_near(high, z, 1e-10, 0);
    }
}

static void test_wilson_se_is_the_half_width_over_the_quantile(void **test) {
  (void)test;
  tell__estimate e = tell__stats_proportion_wilson(3, 40, 0.998);
  assert_double_near(e.se, (e.hi - e.lo) / 2 / 3.090232306167813, 1e-13, 0);
  /* Far from the ends and with many pupils it is the usual one. */
  e = tell__stats_proportion_wilson(20000, 50000, 0.95);
  assert_double_near(e.se, sqrt(0.4 * 0.6 / 50000), 1e-4, 0);
}

static void test_wilson_fractional_counts_are_flagged(void **test) {
  (void)test;
  assert_string_equal(tell__stats_proportion_wilson(3, 10.5, 0.95).method, "wilson_fractional");
  assert_string_equal(tell__stats_proportion_wilson(2.5, 10, 0.95).method, "wilson_fractional");
  assert_string_equal(tell__stats_proportion_wilson(3, 10, 0.95).method, "wilson");
}

static void test_wilson_nobody_is_empty(void **test) {
  (void)test;
  tell__estimate e = tell__stats_proportion_wilson(0, 0, 0.95);
  assert_int_equal(e.state, TELL_STAT_EMPTY);
  assert_false(tell__stats_has_value(&e) || tell__stats_has_interval(&e));
}

static void test_wilson_bad_input_is_a_domain_error(void **test) {
  (void)test;
  const double bad[][3] = {{2, 1, 0.95},     {-1, 5, 0.95},
                           {1, -5, 0.95},    {NAN, 5, 0.95},
                           {1, NAN, 0.95},   {1, INFINITY, 0.95},
                           {1, 0, 0.95},     {1, 5, 0},
                           {1, 5, 1},        {1, 5, NAN},
                           {1, 5, -0.95},    {0, -1, 0.95},
                           {1, 1e101, 0.95}, {INFINITY, INFINITY, 0.95}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    tell__estimate e = tell__stats_proportion_wilson(bad[i][0], bad[i][1], bad[i][2]);
    assert_int_equal(e.state, TELL_STAT_DOMAIN_ERROR);
    assert_true(e.value == 0 && e.lo == 0 && e.hi == 0 && e.method == NULL);
  }
}

static void test_wilson_huge_counts_stay_in_order(void **test) {
  (void)test;
  for (double n = 1; n < 1e100; n *= 1e7) {
    tell__estimate e = tell__stats_proportion_wilson(n / 3, n, 0.95);
    assert_int_equal(e.state, TELL_STAT_OK);
    assert_true(0 <= e.lo && e.lo <= e.value && e.value <= e.hi && e.hi <= 1);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_wilson_grid_agrees_with_r),
      cmocka_unit_test(test_wilson_published_proportions_are_reproduced),
      cmocka_unit_test(test_wilson_published_grouped_proportions_are_reproduced),
      cmocka_unit_test(test_wilson_published_limits_also_of_fractions_are_reproduced),
      cmocka_unit_test(test_wilson_ends_are_exact),
      cmocka_unit_test(test_wilson_interval_holds_the_value_rises_and_mirrors),
      cmocka_unit_test(test_wilson_limits_solve_the_score_equation),
      cmocka_unit_test(test_wilson_se_is_the_half_width_over_the_quantile),
      cmocka_unit_test(test_wilson_fractional_counts_are_flagged),
      cmocka_unit_test(test_wilson_nobody_is_empty),
      cmocka_unit_test(test_wilson_bad_input_is_a_domain_error),
      cmocka_unit_test(test_wilson_huge_counts_stay_in_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
