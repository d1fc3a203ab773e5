/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences of two shares and of two means: R, their definitions, what must hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "near.h"
#include "oracle.h"
#include "random.h"
#include "stats/difference.h"
#include "stats/moments.h"

static void test_share_difference_grid_agrees_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/two_shares.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double x1 = oracle_number(r, i, "x1"), n1 = oracle_number(r, i, "n1");
    double x2 = oracle_number(r, i, "x2"), n2 = oracle_number(r, i, "n2");
    double level = oracle_number(r, i, "level");
    tell__stats_difference c =
        tell__stats_share_difference(x1, n1, x2, n2, TELL__STATS_TEST_CHISQ, level);
    assert_int_equal(c.estimate.state, TELL_STAT_OK);
    assert_string_equal(c.estimate.method, "newcombe_10_chisq");
    assert_double_near(c.estimate.value, oracle_number(r, i, "difference"), 1e-14, 1e-16);
    assert_double_near(c.estimate.lo, oracle_number(r, i, "lo"), 1e-11, 1e-14);
    assert_double_near(c.estimate.hi, oracle_number(r, i, "hi"), 1e-11, 1e-14);
    assert_true(c.has_p && c.estimate.n == n1 + n2);
    assert_double_near(c.statistic, oracle_number(r, i, "chisq"), 1e-11, 1e-14);
    assert_double_near(c.p, oracle_number(r, i, "chisq_p"), 1e-11, 0);
    tell__stats_difference y =
        tell__stats_share_difference(x1, n1, x2, n2, TELL__STATS_TEST_CHISQ_CORRECTED, level);
    assert_double_near(y.p, oracle_number(r, i, "yates_p"), 1e-11, 0);
    tell__stats_difference f =
        tell__stats_share_difference(x1, n1, x2, n2, TELL__STATS_TEST_FISHER, level);
    assert_double_near(f.p, oracle_number(r, i, "fisher_p"), 1e-10, 0);
    assert_true(f.statistic == 0 && f.estimate.lo == c.estimate.lo);
    tell__stats_difference none =
        tell__stats_share_difference(x1, n1, x2, n2, TELL__STATS_TEST_NONE, level);
    assert_true(!none.has_p && none.p == 0 && none.statistic == 0 && none.df == 0);
    assert_true(none.estimate.lo == c.estimate.lo && none.estimate.hi == c.estimate.hi);
    assert_string_equal(none.estimate.method, "newcombe_10");
    tell__stats_difference a =
        tell__stats_share_difference(x1, n1, x2, n2, TELL__STATS_TEST_AUTO, level);
    assert_true(a.p == (oracle_number(r, i, "expected") < 5 ? f.p : c.p));
  }
  oracle_close(r);
}

/* Newcombe 1998, table II, method 10: seven pairs with limits to four decimals. */
static void test_share_difference_newcombes_own_examples_are_reproduced(void **test) {
  (void)test;
  const double table[][6] = {{56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090},
                             {5, 56, 0, 29, -0.0381, 0.1926},  {0, 10, 0, 20, -0.1611, 0.2775},
                             {0, 10, 0, 10, -0.2775, 0.2775},  {10, 10, 0, 20, 0.6791, 1.0000},
                             {10, 10, 0, 10, 0.6075, 1.0000}};
  for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
    const double *t = table[i];
    tell__stats_difference d =
        tell__stats_share_difference(t[0], t[1], t[2], t[3], TELL__STATS_TEST_AUTO, 0.95);
    assert_double_near(d.estimate.lo, t[4], 0, 0.00005001);
    assert_double_near(d.estimate.hi, t[5], 0, 0.00005001);
  }
}

/* Every way to choose who has the attribute, with the margins of this table. */
static double fisher_by_counting(int x1, int n1, int x2, int n2) {
  int total = n1 + n2, with = x1 + x2;
  double ways[64] = {0}, rare = 0, all = 0;
  for (uint32_t who = 0; who < (uint32_t)1 << total; who++) {
    int first = 0, both = 0;
    for (int i = 0; i < total; i++) {
      both += (int)(who >> i & 1);
      first += i < n1 && (who >> i & 1);
    }
    if (both == with)
      ways[first]++;
  }
  for (int k = 0; k <= n1; k++) {
    all += ways[k];
    rare += ways[k] <= ways[x1] ? ways[k] : 0;
  }
  return rare / all;
}

static void test_fisher_agrees_with_counting_every_arrangement(void **test) {
  (void)test;
  for (int n1 = 1; n1 <= 6; n1++)
    for (int n2 = 1; n2 <= 6; n2++)
      for (int x1 = 0; x1 <= n1; x1++)
        for (int x2 = 0; x2 <= n2; x2++) {
          double p = -1;
          assert_int_equal(tell__stats_fisher(x1, n1, x2, n2, &p), TELL_STAT_OK);
          assert_double_near(p, fisher_by_counting(x1, n1, x2, n2), 1e-13, 0);
        }
}

static void test_share_difference_swapped_groups_change_only_the_sign(void **test) {
  (void)test;
  for (int x1 = 0; x1 <= 9; x1++)
    for (int x2 = 0; x2 <= 14; x2++)
      for (int32_t kind = TELL__STATS_TEST_AUTO; kind <= TELL__STATS_TEST_FISHER; kind++) {
        tell__stats_difference a = tell__stats_share_difference(x1, 9, x2, 14, kind, 0.95);
        tell__stats_difference b = tell__stats_share_difference(x2, 14, x1, 9, kind, 0.95);
        assert_true(a.estimate.value == -b.estimate.value && a.estimate.lo == -b.estimate.hi);
        assert_double_near(a.p, b.p, 1e-13, 0);
        assert_true(-1 <= a.estimate.lo && a.estimate.lo <= a.estimate.value);
        assert_true(a.estimate.value <= a.estimate.hi && a.estimate.hi <= 1);
        assert_true(a.p >= 0 && a.p <= 1);
      }
}

static void test_share_difference_nobody_has_it_is_symmetric_with_p_one(void **test) {
  (void)test;
  tell__stats_difference d =
      tell__stats_share_difference(0, 12, 0, 12, TELL__STATS_TEST_CHISQ, 0.95);
  assert_true(d.estimate.value == 0 && d.estimate.lo == -d.estimate.hi && d.estimate.hi > 0);
  assert_true(d.has_p && d.p == 1 && d.statistic == 0);
  d = tell__stats_share_difference(12, 12, 7, 7, TELL__STATS_TEST_AUTO, 0.95);
  assert_true(d.estimate.value == 0 && d.has_p && d.p == 1);
}

static void test_share_difference_states(void **test) {
  (void)test;
  tell__stats_difference d = tell__stats_share_difference(0, 0, 3, 7, TELL__STATS_TEST_AUTO, 0.95);
  assert_int_equal(d.estimate.state, TELL_STAT_EMPTY);
  d = tell__stats_share_difference(2.5, 5, 3, 7, TELL__STATS_TEST_AUTO, 0.95);
  assert_string_equal(d.estimate.method, "newcombe_10_fractional");
  assert_true(d.has_p && d.df == 1);
  d = tell__stats_share_difference(2.5, 5, 3, 7, TELL__STATS_TEST_FISHER, 0.95);
  assert_true(!d.has_p && d.p == 0 && tell__stats_has_interval(&d.estimate));
  d = tell__stats_share_difference(5e9, 1e10, 5e9, 1e10, TELL__STATS_TEST_FISHER, 0.95);
  assert_true(!d.has_p && tell__stats_has_interval(&d.estimate));
  const double bad[][5] = {{4, 3, 1, 2, 0.95},  {1, 3, 3, 2, 0.95}, {NAN, 3, 1, 2, 0.95},
                           {1, 3, -1, 2, 0.95}, {1, 3, 1, 2, 1},    {1, 3, 1, INFINITY, 0.95}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    const double *b = bad[i];
    d = tell__stats_share_difference(b[0], b[1], b[2], b[3], TELL__STATS_TEST_AUTO, b[4]);
    assert_int_equal(d.estimate.state, TELL_STAT_DOMAIN_ERROR);
    assert_true(!d.has_p && !tell__stats_has_value(&d.estimate));
  }
  d = tell__stats_share_difference(1, 3, 1, 2, 9, 0.95);
  assert_int_equal(d.estimate.state, TELL_STAT_DOMAIN_ERROR);
}

static void test_share_difference_huge_counts_and_levels_are_finite(void **test) {
  (void)test;
  const double levels[] = {5e-324, 1e-17, 0.95, 1 - 1.2e-16};
  for (double n = 1; n <= 1e100; n *= 1e9)
    for (int32_t kind = TELL__STATS_TEST_AUTO; kind <= TELL__STATS_TEST_FISHER; kind++)
      for (size_t l = 0; l < sizeof levels / sizeof levels[0]; l++) {
        tell__stats_difference d =
            tell__stats_share_difference(floor(n / 3), n, 1, 2, kind, levels[l]);
        assert_int_equal(d.estimate.state, TELL_STAT_OK);
        assert_true(isfinite(d.estimate.lo) && isfinite(d.estimate.hi) && isfinite(d.estimate.se));
        assert_true(d.p >= 0 && d.p <= 1 && isfinite(d.statistic));
      }
}

static tell__stats_group group_of(const oracle *r, size_t i, const char *n, const char *mean,
                                  const char *sd) {
  tell__stats_group g = {oracle_number(r, i, n), oracle_number(r, i, mean),
                         oracle_number(r, i, sd)};
  return g;
}

static void test_mean_difference_pupils_agree_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/two_means.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    tell__stats_group a = group_of(r, i, "n1", "m1", "sd1"), b = group_of(r, i, "n2", "m2", "sd2");
    tell__stats_difference d = tell__stats_mean_difference(&a, &b, oracle_number(r, i, "level"));
    assert_int_equal(d.estimate.state, TELL_STAT_OK);
    assert_string_equal(d.estimate.method, "welch");
    assert_double_near(d.estimate.value, oracle_number(r, i, "difference"), 1e-12, 1e-13);
    assert_double_near(d.estimate.lo, oracle_number(r, i, "lo"), 1e-10, 0);
    assert_double_near(d.estimate.hi, oracle_number(r, i, "hi"), 1e-10, 0);
    assert_double_near(d.statistic, oracle_number(r, i, "t"), 1e-11, 0);
    assert_double_near(d.df, oracle_number(r, i, "df"), 1e-12, 0);
    assert_double_near(d.p, oracle_number(r, i, "p"), 1e-10, 0);
  }
  oracle_close(r);
}

/* R integrates d over its distribution: what makes its mean the true difference is J. */
static void test_effect_size_g_is_d_without_its_bias(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/two_means.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    tell__stats_group a = group_of(r, i, "n1", "m1", "sd1"), b = group_of(r, i, "n2", "m2", "sd2");
    tell__stats_effect e = tell__stats_effect_size(&a, &b, oracle_number(r, i, "level"));
    assert_true(e.there);
    assert_double_near(e.d, oracle_number(r, i, "d"), 1e-11, 0);
    assert_double_near(e.g, e.d * oracle_number(r, i, "unbiased"), 1e-7, 0);
    assert_true(e.g_lo < e.g && e.g < e.g_hi && e.d_lo < e.d && e.d < e.d_hi);
  }
  oracle_close(r);
}

/* Groups of 20 and 24 drawn again and again: the interval of g holds the true difference in 19 of
 * 20. */
static void test_effect_size_interval_covers_the_true_difference(void **test) {
  (void)test;
  uint64_t state = 77;
  int rounds = random_rounds(4000), held = 0;
  for (int round = 0; round < rounds; round++) {
    double values[44];
    for (int i = 0; i < 44; i++) {
      double sum = 0;
      for (int k = 0; k < 12; k++)
        sum += random_unit(&state);
      values[i] = sum - 6 + (i < 20 ? 0.5 : 0);
    }
    tell__stats_moments a = tell__stats_moments_of(values, NULL, 20);
    tell__stats_moments b = tell__stats_moments_of(values + 20, NULL, 24);
    tell__stats_group first = {20, a.mean, a.sd}, second = {24, b.mean, b.sd};
    tell__stats_effect e = tell__stats_effect_size(&first, &second, 0.95);
    held += e.g_lo <= 0.5 && 0.5 <= e.g_hi;
  }
  double share = (double)held / rounds;
  assert_double_near(share, 0.95, 0, 0.012 * sqrt(4000.0 / rounds));
}

/* The two ways to find J, gamma functions and the series, meet where one takes over. */
static void test_effect_size_correction_is_smooth_at_the_seam(void **test) {
  (void)test;
  double before = 0;
  for (double n = 96; n <= 108; n++) {
    tell__stats_group a = {n, 1, 1}, b = {n, 0, 1};
    double df = 2 * n - 2, j = tell__stats_effect_size(&a, &b, 0.95).g;
    assert_double_near(j, exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2), 1e-13, 0);
    assert_true(j > before && j < 1);
    before = j;
  }
}

static void test_mean_difference_states(void **test) {
  (void)test;
  const tell__stats_group a = {10, 5, 2}, one = {1, 4, 0}, none = {0, 0, 0}, flat = {9, 4, 0};
  tell__stats_difference d = tell__stats_mean_difference(&a, &one, 0.95);
  assert_int_equal(d.estimate.state, TELL_STAT_TOO_FEW_POINTS);
  assert_true(d.estimate.value == 1 && !tell__stats_has_interval(&d.estimate) && !d.has_p);
  assert_int_equal(tell__stats_mean_difference(&none, &a, 0.95).estimate.state, TELL_STAT_EMPTY);
  d = tell__stats_mean_difference(&flat, &flat, 0.95);
  assert_int_equal(d.estimate.state, TELL_STAT_ZERO_VARIANCE);
  assert_true(d.estimate.lo == 0 && d.estimate.hi == 0 && !d.has_p);
  assert_false(tell__stats_effect_size(&flat, &flat, 0.95).there);
  assert_false(tell__stats_effect_size(&one, &none, 0.95).there);
  /* One group without spread: the degrees of freedom are those of the other. */
  d = tell__stats_mean_difference(&a, &flat, 0.95);
  assert_double_near(d.df, 9, 1e-14, 0);
  const tell__stats_group bad[] = {{-1, 0, 1},  {0.5, 0, 1}, {NAN, 0, 1},
                                   {5, NAN, 1}, {5, 0, -1},  {2e12, 0, 1}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    d = tell__stats_mean_difference(&a, &bad[i], 0.95);
    assert_int_equal(d.estimate.state, TELL_STAT_DOMAIN_ERROR);
    assert_false(tell__stats_has_value(&d.estimate) || d.has_p);
    assert_false(tell__stats_effect_size(&bad[i], &a, 0.95).there);
  }
  assert_int_equal(tell__stats_mean_difference(&a, &a, 0).estimate.state, TELL_STAT_DOMAIN_ERROR);
}

static void test_mean_difference_huge_and_tiny_numbers_are_finite(void **test) {
  (void)test;
  const double sizes[] = {1e-320, 1e-200, 1e-30, 1, 1e60, 1e100};
  for (size_t i = 0; i < 6; i++)
    for (size_t j = 0; j < 6; j++) {
      tell__stats_group a = {3, sizes[i], sizes[j]}, b = {4, -sizes[j], sizes[i]};
      tell__stats_difference d = tell__stats_mean_difference(&a, &b, 1 - 1.2e-16);
      tell__stats_effect e = tell__stats_effect_size(&a, &b, 0.95);
      assert_true(isfinite(d.estimate.lo) && isfinite(d.estimate.hi) && isfinite(d.estimate.se));
      assert_true(isfinite(d.statistic) && d.p >= 0 && d.p <= 1);
      assert_true(isfinite(e.g_lo) && isfinite(e.g_hi) && isfinite(e.d_lo) && isfinite(e.g_se));
    }
}

static void test_known_difference_adds_all_four_variances(void **test) {
  (void)test;
  const tell__stats_part a = {52, 40, {4, 0.5, 0}, 1, 1}, b = {50, 30, {8, 3.5, 0}, 1, 1};
  tell__estimate e = tell__stats_known_difference(&a, &b, 0.95);
  assert_string_equal(e.method, "independent");
  assert_true(e.value == 2 && e.se == 4 && e.n == 40);
  assert_double_near(e.hi, 2 + 4 * 1.959963984540054, 1e-13, 0);
  tell__stats_part part = a;
  part.has_spread = 0;
  e = tell__stats_known_difference(&b, &part, 0.95);
  assert_int_equal(e.state, TELL_STAT_NO_SPREAD);
  assert_true(e.value == -2 && !tell__stats_has_interval(&e));
  part = a;
  part.variance.rounding = -1;
  assert_int_equal(tell__stats_known_difference(&b, &part, 0.95).state, TELL_STAT_DOMAIN_ERROR);
  part = a;
  part.value = NAN;
  assert_int_equal(tell__stats_known_difference(&part, &b, 0.95).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_known_difference(&a, &b, 1).state, TELL_STAT_DOMAIN_ERROR);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_share_difference_grid_agrees_with_r),
      cmocka_unit_test(test_share_difference_newcombes_own_examples_are_reproduced),
      cmocka_unit_test(test_fisher_agrees_with_counting_every_arrangement),
      cmocka_unit_test(test_share_difference_swapped_groups_change_only_the_sign),
      cmocka_unit_test(test_share_difference_nobody_has_it_is_symmetric_with_p_one),
      cmocka_unit_test(test_share_difference_states),
      cmocka_unit_test(test_share_difference_huge_counts_and_levels_are_finite),
      cmocka_unit_test(test_mean_difference_pupils_agree_with_r),
      cmocka_unit_test(test_effect_size_g_is_d_without_its_bias),
      cmocka_unit_test(test_effect_size_interval_covers_the_true_difference),
      cmocka_unit_test(test_effect_size_correction_is_smooth_at_the_seam),
      cmocka_unit_test(test_mean_difference_states),
      cmocka_unit_test(test_mean_difference_huge_and_tiny_numbers_are_finite),
      cmocka_unit_test(test_known_difference_adds_all_four_variances),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
