/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Funnel limits: against R, tables that others published, and what must hold for any target. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "near.h"
#include "oracle.h"
#include "random.h"
#include "stats/funnel.h"
#include "stats/proportion.h"

static void test_funnel_binomial_agrees_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/funnel_binomial.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double target = oracle_number(r, i, "target"), n = oracle_number(r, i, "n");
    double level = oracle_number(r, i, "level");
    tell__estimate e = tell__stats_funnel_binomial(target, n, level);
    assert_string_equal(e.method, "funnel_binomial");
    assert_double_near(e.lo, oracle_number(r, i, "lo"), 1e-10, 1e-12);
    assert_double_near(e.hi, oracle_number(r, i, "hi"), 1e-10, 1e-12);
    assert_true(e.value == target && e.n == n && e.level == level);
    e = tell__stats_funnel_binomial_mirrored(target, n, level);
    assert_double_near(e.lo, oracle_number(r, i, "lo"), 1e-10, 1e-12);
    assert_double_near(e.hi, oracle_number(r, i, "mirrored"), 1e-10, 1e-12);
  }
  oracle_close(r);
}

/* P(X <= k) by adding up chances that are built from each other. */
static double lower_tail(double k, double n, double p) {
  double sum = 0, at = pow(1 - p, n);
  for (double j = 0; j <= k; j++) {
    sum += at;
    at *= (n - j) / (j + 1) * p / (1 - p);
  }
  return sum;
}

static void test_funnel_mirrored_flags_what_the_binomial_tail_flags(void **test) {
  (void)test;
  for (double n = 1; n <= 40; n++)
    for (double target = 0.05; target < 1; target += 0.09)
      for (double level = 0.8; level < 1; level += 0.0537) {
        tell__estimate e = tell__stats_funnel_binomial_mirrored(target, n, level);
        double tail = (1 - level) / 2;
        for (double x = 0; x <= n; x++) {
          double lower = lower_tail(x, n, target), upper = lower_tail(n - x, n, 1 - target);
          if (fabs(lower - tail) < 1e-12 || fabs(upper - tail) < 1e-12)
            continue;
          assert_int_equal(x / n < e.lo, lower < tail);
          assert_int_equal(x / n > e.hi, upper < tail);
        }
      }
}

typedef tell__estimate (*share_limits)(double target, double n, double level);

static tell__estimate arcsine_wide(double target, double n, double level) {
  return tell__stats_funnel_arcsine(target, n, 0.02, level);
}

/* Limits stay in 0 to 1 and never cross when the level grows. */
static void test_funnel_limits_are_monotone_in_the_level(void **test) {
  (void)test;
  static const share_limits kinds[] = {tell__stats_funnel_binomial,
                                       tell__stats_funnel_binomial_mirrored,
                                       tell__stats_funnel_wilson, arcsine_wide};
  for (size_t kind = 0; kind < 4; kind++)
    for (double n = 1; n < 200; n = floor(n * 1.5 + 1))
      for (double target = 0; target <= 1; target += 0.125) {
        tell__estimate before = kinds[kind](target, n, 0.01);
        for (double level = 0.02; level < 1; level += 0.017) {
          tell__estimate e = kinds[kind](target, n, level);
          assert_true(e.lo >= 0 && e.hi <= 1);
          assert_true(e.lo <= before.lo + 1e-12 && e.hi >= before.hi - 1e-12);
          before = e;
        }
      }
}

static void test_funnel_wilson_published_limits_are_reproduced(void **test) {
  (void)test;
  oracle *r = oracle_published("phe_funnel_proportion_limits.csv");
  if (r == NULL)
    skip();
  assert_true(oracle_rows(r) > 50);
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double target = oracle_number(r, i, "Baseline") / 100, n = oracle_number(r, i, "Population");
    tell__estimate two = tell__stats_funnel_wilson(target, n, 0.95);
    tell__estimate three = tell__stats_funnel_wilson(target, n, 0.998);
    assert_double_near(100 * two.lo, oracle_number(r, i, "Lower2s0025limit"), 0, 1e-5);
    assert_double_near(100 * two.hi, oracle_number(r, i, "Upper2s0025limit"), 0, 1e-5);
    assert_double_near(100 * three.lo, oracle_number(r, i, "Lower3s0001limit"), 0, 1e-5);
    assert_double_near(100 * three.hi, oracle_number(r, i, "Upper3s0001limit"), 0, 1e-5);
  }
  oracle_close(r);
}

/* Their label of a value outside the limits at both levels. */
static const char *label(double value, const tell__estimate *two, const tell__estimate *three) {
  if (value > three->hi)
    return "High (0.001)";
  if (value < three->lo)
    return "Low (0.001)";
  if (value > two->hi)
    return "High (0.025)";
  return value < two->lo ? "Low (0.025)" : "Not significant";
}

static void test_funnel_wilson_published_labels_are_reproduced(void **test) {
  (void)test;
  oracle *r = oracle_published("phe_funnel_proportion_input.csv");
  if (r == NULL)
    skip();
  double x = 0, n = 0;
  for (size_t i = 0; i < oracle_rows(r); i++) {
    x += oracle_number(r, i, "numerator");
    n += oracle_number(r, i, "denominator");
  }
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double size = oracle_number(r, i, "denominator");
    tell__estimate two = tell__stats_funnel_wilson(x / n, size, 0.95);
    tell__estimate three = tell__stats_funnel_wilson(x / n, size, 0.998);
    assert_string_equal(label(oracle_number(r, i, "numerator") / size, &two, &three),
                        oracle_text(r, i, "significance"));
  }
  oracle_close(r);
}

/* What the name says: the Wilson interval of a share on the limit ends at the target. */
static void test_funnel_wilson_limit_touches_the_target(void **test) {
  (void)test;
  for (double n = 50; n < 5000; n *= 2.3)
    for (double target = 0.2; target < 0.85; target += 0.07) {
      tell__estimate e = tell__stats_funnel_wilson(target, n, 0.95);
      assert_double_near(tell__stats_proportion_wilson(e.lo * n, n, 0.95).hi, target, 1e-12, 0);
      assert_double_near(tell__stats_proportion_wilson(e.hi * n, n, 0.95).lo, target, 1e-12, 0);
    }
}

static void test_funnel_poisson_agrees_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/funnel_poisson.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double expected = oracle_number(r, i, "expected"), level = oracle_number(r, i, "level");
    tell__estimate e = tell__stats_funnel_poisson(expected, level);
    assert_double_near(e.lo, oracle_number(r, i, "lo"), 1e-10, 0);
    assert_double_near(e.hi, oracle_number(r, i, "hi"), 1e-10, 0);
    e = tell__stats_funnel_poisson_touch(expected, level);
    assert_double_near(e.lo, oracle_number(r, i, "touch_lo"), 1e-9, 0);
    assert_double_near(e.hi, oracle_number(r, i, "touch_hi"), 1e-9, 0);
  }
  oracle_close(r);
}

static void test_funnel_poisson_published_limits_are_reproduced(void **test) {
  (void)test;
  oracle *r = oracle_published("funnelplotr_poisson_limits.csv");
  if (r == NULL)
    skip();
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double expected = oracle_number(r, i, "number_seq");
    tell__estimate two = tell__stats_funnel_poisson(expected, 0.95);
    tell__estimate three = tell__stats_funnel_poisson(expected, 0.998);
    assert_double_near(two.lo, oracle_number(r, i, "ll95"), 1e-7, 0);
    assert_double_near(two.hi, oracle_number(r, i, "ul95"), 1e-7, 0);
    assert_double_near(three.lo, oracle_number(r, i, "ll998"), 1e-7, 0);
    assert_double_near(three.hi, oracle_number(r, i, "ul998"), 1e-7, 0);
  }
  oracle_close(r);
}

/* Each row names the expected count at which an observed one lies on a limit. */
static void test_funnel_touch_published_limits_are_reproduced(void **test) {
  (void)test;
  oracle *r = oracle_published("phe_funnel_ratio_limits.csv");
  if (r == NULL)
    skip();
  for (size_t i = 0; i < oracle_rows(r); i++) {
    static const struct {
      const char *expected, *ratio;
      double level;
      int upper;
    } columns[] = {{"lower_2s_exp_events", "lower_2s_isr", 0.95, 0},
                   {"upper_2s_exp_events", "upper_2s_isr", 0.95, 1},
                   {"lower_3s_exp_events", "lower_3s_isr", 0.998, 0},
                   {"upper_3s_exp_events", "upper_3s_isr", 0.998, 1}};
    for (size_t k = 0; k < 4; k++) {
      double expected = oracle_number(r, i, columns[k].expected);
      double observed = oracle_number(r, i, "Observed_events"), level = columns[k].level;
      /* Their search stops at 1e-7: the exact expected count lies that near. */
      double slack = 1e-6 * expected + 1e-7;
      tell__estimate below = tell__stats_funnel_poisson_touch(expected - slack, level);
      tell__estimate above = tell__stats_funnel_poisson_touch(expected + slack, level);
      if (columns[k].upper)
        assert_true(below.hi * below.n <= observed && observed <= above.hi * above.n);
      else
        assert_true(below.lo * below.n <= observed && observed <= above.lo * above.n);
      assert_double_near(oracle_number(r, i, columns[k].ratio), 100 * observed / expected, 1e-4, 0);
    }
  }
  oracle_close(r);
}

static void test_funnel_touch_published_labels_are_reproduced(void **test) {
  (void)test;
  oracle *r = oracle_published("phe_funnel_ratio_input.csv");
  if (r == NULL)
    skip();
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double expected = oracle_number(r, i, "expected");
    tell__estimate two = tell__stats_funnel_poisson_touch(expected, 0.95);
    tell__estimate three = tell__stats_funnel_poisson_touch(expected, 0.998);
    assert_string_equal(label(oracle_number(r, i, "obs") / expected, &two, &three),
                        oracle_text(r, i, "significance"));
  }
  oracle_close(r);
}

/* Simulated units without any difference: the share outside the limits is what the level says. */
static void test_funnel_limits_hold_most_units_that_do_not_differ(void **test) {
  (void)test;
  uint64_t random = 11;
  int outside[3] = {0, 0, 0}, units = random_rounds(20000);
  for (int i = 0; i < units; i++) {
    double n = 20 + floor(random_unit(&random) * 60), x = 0, target = 0.27;
    for (double j = 0; j < n; j++)
      x += random_unit(&random) < target;
    tell__estimate e[3] = {tell__stats_funnel_binomial_mirrored(target, n, 0.95),
                           tell__stats_funnel_wilson(target, n, 0.95),
                           tell__stats_funnel_arcsine(target, n, 0, 0.95)};
    for (int k = 0; k < 3; k++)
      outside[k] += x / n < e[k].lo || x / n > e[k].hi;
  }
  /* The exact limits hold at least 95 %, the approximate ones about 95 %. */
  assert_true(outside[0] < 0.05 * units && outside[0] > 0.02 * units);
  for (int k = 1; k < 3; k++)
    assert_true(outside[k] < 0.065 * units && outside[k] > 0.035 * units);
}

static void test_funnel_mean_is_the_normal_interval(void **test) {
  (void)test;
  /* R: 50 + c(-1, 1) * qnorm(0.999) * sqrt(1.2^2 + 0.81) */
  tell__estimate e = tell__stats_funnel_mean(50, 1.2, 0.81, 0.998);
  assert_double_near(e.lo, 45.364651540748284, 1e-13, 0);
  assert_double_near(e.hi, 54.635348459251716, 1e-13, 0);
  assert_string_equal(e.method, "funnel_mean_overdispersed");
  e = tell__stats_funnel_mean(50, 1.2, 0, 0.95);
  assert_double_near(e.hi, 52.351956781448067, 1e-13, 0);
  assert_string_equal(e.method, "funnel_mean");
  assert_int_equal(tell__stats_funnel_mean(50, 0, 0, 0.95).state, TELL_STAT_ZERO_VARIANCE);
}

static void test_funnel_arcsine_is_symmetric_and_grows_with_tau2(void **test) {
  (void)test;
  for (double n = 1; n < 3000; n *= 3)
    for (double target = 0; target <= 0.5; target += 0.1) {
      tell__estimate a = tell__stats_funnel_arcsine(target, n, 0.001, 0.95);
      tell__estimate b = tell__stats_funnel_arcsine(1 - target, n, 0.001, 0.95);
      tell__estimate c = tell__stats_funnel_arcsine(target, n, 0.01, 0.95);
      assert_double_near(a.lo, 1 - b.hi, 0, 1e-12);
      assert_double_near(a.hi, 1 - b.lo, 0, 1e-12);
      assert_true(c.lo <= a.lo && c.hi >= a.hi);
    }
}

static void test_funnel_edges(void **test) {
  (void)test;
  assert_int_equal(tell__stats_funnel_binomial(0.3, 0, 0.95).state, TELL_STAT_EMPTY);
  assert_int_equal(tell__stats_funnel_wilson(0.3, 0, 0.95).state, TELL_STAT_EMPTY);
  assert_int_equal(tell__stats_funnel_arcsine(0.3, 0, 0, 0.95).state, TELL_STAT_EMPTY);
  assert_int_equal(tell__stats_funnel_poisson(0, 0.95).state, TELL_STAT_EMPTY);
  assert_int_equal(tell__stats_funnel_poisson_touch(0, 0.95).state, TELL_STAT_EMPTY);
  /* Where nobody is expected, one is beyond the limit and none is not. */
  tell__estimate e = tell__stats_funnel_binomial_mirrored(0, 30, 0.95);
  assert_true(e.lo == 0 && e.hi > 0 && e.hi < 1.0 / 30);
  e = tell__stats_funnel_binomial_mirrored(1, 30, 0.95);
  assert_true(e.hi == 1 && e.lo < 1 && e.lo > 29.0 / 30);
  e = tell__stats_funnel_binomial(0, 30, 0.95);
  assert_int_equal(e.state, TELL_STAT_ZERO_VARIANCE);
  assert_true(e.lo == 0 && e.hi == 0);
  for (double target = 0; target <= 1; target++)
    assert_int_equal(tell__stats_funnel_wilson(target, 30, 0.95).state, TELL_STAT_ZERO_VARIANCE);
}

static void test_funnel_bad_input_is_a_domain_error(void **test) {
  (void)test;
  const double bad[][3] = {{-0.1, 10, 0.95}, {1.1, 10, 0.95},  {NAN, 10, 0.95},
                           {0.5, -1, 0.95},  {0.5, NAN, 0.95}, {0.5, 10, 0},
                           {0.5, 10, 1},     {0.5, 10, NAN},   {0.5, 1e101, 0.9}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    double t = bad[i][0], n = bad[i][1], l = bad[i][2];
    assert_int_equal(tell__stats_funnel_binomial(t, n, l).state, TELL_STAT_DOMAIN_ERROR);
    assert_int_equal(tell__stats_funnel_binomial_mirrored(t, n, l).state, TELL_STAT_DOMAIN_ERROR);
    assert_int_equal(tell__stats_funnel_wilson(t, n, l).state, TELL_STAT_DOMAIN_ERROR);
    assert_int_equal(tell__stats_funnel_arcsine(t, n, 0, l).state, TELL_STAT_DOMAIN_ERROR);
  }
  assert_int_equal(tell__stats_funnel_binomial(0.5, 2.5, 0.95).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_funnel_arcsine(0.5, 9, -1, 0.95).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_funnel_mean(0.5, 1, -1, 0.95).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_funnel_mean(0.5, -1, 0, 0.95).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_funnel_poisson(-1, 0.95).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_funnel_poisson(NAN, 0.95).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_funnel_poisson(1e9, 0.95).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_funnel_poisson_touch(5, 1).state, TELL_STAT_DOMAIN_ERROR);
}

/* Huge, tiny and extreme arguments: some state, and numbers. */
static void test_funnel_odd_arguments_give_numbers(void **test) {
  (void)test;
  const double odd[] = {0, 5e-324, 1e-300, 1e-12, 0.5, 1 - 1e-16, 1,
                        3, 4e5,    999999, 1e6,   1e8, 1e99};
  enum { ODD = sizeof odd / sizeof odd[0] };
  for (int i = 0; i < ODD; i++)
    for (int j = 0; j < ODD; j++)
      for (int k = 0; k < ODD; k++) {
        tell__estimate e[] = {tell__stats_funnel_binomial(odd[i], odd[j], odd[k]),
                              tell__stats_funnel_binomial_mirrored(odd[i], odd[j], odd[k]),
                              tell__stats_funnel_wilson(odd[i], odd[j], odd[k]),
                              tell__stats_funnel_poisson(odd[i], odd[k]),
                              tell__stats_funnel_poisson_touch(odd[i], odd[k]),
                              tell__stats_funnel_mean(odd[i], odd[j], odd[j], odd[k]),
                              tell__stats_funnel_arcsine(odd[i], odd[j], odd[i], odd[k])};
        for (size_t m = 0; m < sizeof e / sizeof e[0]; m++)
          assert_true(isfinite(e[m].lo) && isfinite(e[m].hi) && isfinite(e[m].se) &&
                      isfinite(e[m].value) && e[m].lo <= e[m].hi);
      }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_funnel_binomial_agrees_with_r),
      cmocka_unit_test(test_funnel_mirrored_flags_what_the_binomial_tail_flags),
      cmocka_unit_test(test_funnel_limits_are_monotone_in_the_level),
      cmocka_unit_test(test_funnel_wilson_published_limits_are_reproduced),
      cmocka_unit_test(test_funnel_wilson_published_labels_are_reproduced),
      cmocka_unit_test(test_funnel_wilson_limit_touches_the_target),
      cmocka_unit_test(test_funnel_poisson_agrees_with_r),
      cmocka_unit_test(test_funnel_poisson_published_limits_are_reproduced),
      cmocka_unit_test(test_funnel_touch_published_limits_are_reproduced),
      cmocka_unit_test(test_funnel_touch_published_labels_are_reproduced),
      cmocka_unit_test(test_funnel_limits_hold_most_units_that_do_not_differ),
      cmocka_unit_test(test_funnel_mean_is_the_normal_interval),
      cmocka_unit_test(test_funnel_arcsine_is_symmetric_and_grows_with_tau2),
      cmocka_unit_test(test_funnel_edges),
      cmocka_unit_test(test_funnel_bad_input_is_a_domain_error),
      cmocka_unit_test(test_funnel_odd_arguments_give_numbers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
