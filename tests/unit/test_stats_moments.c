/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means and standard deviations of single values: NIST, published means, R, and bits. */
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
#include "stats/moments.h"

enum { MOST = 6000 };

/* A data set of NIST's file with its certified values. */
static void check_nist(const char *name, double mean_rel, double sd_rel) {
  static const char file[] = "nist_univariate.json";
  static double values[MOST];
  size_t count = oracle_published_member(file, name, "data", values, MOST);
  if (count == 0)
    skip();
  tell__stats_moments m = tell__stats_moments_of(values, NULL, count);
  assert_int_equal(m.state, TELL_STAT_OK);
  assert_double_near(m.mean, oracle_published_value(file, name, "mean"), mean_rel, 0);
  assert_double_near(m.sd, oracle_published_value(file, name, "sd_n_minus_1"), sd_rel, 0);
}

static void test_moments_nist_data_have_the_certified_mean_and_sd(void **test) {
  (void)test;
  check_nist("NumAcc1", 1e-12, 1e-12);
  check_nist("NumAcc2", 1e-12, 1e-12);
  check_nist("NumAcc3", 1e-12, 1e-9);
  check_nist("NumAcc4", 1e-12, 1e-8);
  check_nist("Michelso", 1e-12, 1e-12);
  check_nist("Lew", 1e-12, 1e-12);
  check_nist("Lottery", 1e-12, 1e-12);
  check_nist("Mavro", 1e-12, 1e-12);
}

static void test_mean_of_values_published_means_are_reproduced(void **test) {
  (void)test;
  oracle *in = oracle_published("phe_mean_input.csv");
  if (in == NULL)
    skip();
  oracle *out = oracle_published("phe_mean_expected.csv");
  static double values[MOST];
  for (size_t i = 0; i < oracle_rows(out); i++) {
    const char *area = oracle_text(out, i, "area");
    size_t count = 0;
    for (size_t j = 0; j < oracle_rows(in); j++)
      if (strcmp(oracle_text(in, j, "area"), area) == 0 || strcmp(area, "No grouping") == 0)
        values[count++] = oracle_number(in, j, "values");
    tell__stats_moments m;
    tell__estimate e = tell__stats_mean_of_values(values, count, 0.95, &m);
    assert_double_near(e.value, oracle_number(out, i, "value"), 1e-12, 0);
    assert_double_near(m.sd, oracle_number(out, i, "stdev"), 1e-12, 0);
    assert_double_near(e.lo, oracle_number(out, i, "lower95_0cl"), 1e-8, 0);
    assert_double_near(e.hi, oracle_number(out, i, "upper95_0cl"), 1e-8, 0);
    assert_true(e.n == oracle_number(out, i, "value_count"));
  }
  oracle_close(in);
  oracle_close(out);
}

static void test_mean_of_counts_pupils_agree_with_r(void **test) {
  (void)test;
  const double scores[] = {1, 2, 3, 4, 5};
  oracle *r = oracle_own("stats/ordinal.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double counts[5];
    const char *const columns[] = {"c1", "c2", "c3", "c4", "c5"};
    for (int c = 0; c < 5; c++)
      counts[c] = oracle_number(r, i, columns[c]);
    tell__stats_moments m;
    tell__estimate e = tell__stats_mean_of_counts(scores, counts, 5, 0.95, &m);
    assert_int_equal(e.state, TELL_STAT_OK);
    assert_string_equal(e.method, "ordinal_t");
    assert_true(e.n == oracle_number(r, i, "n"));
    assert_double_near(e.value, oracle_number(r, i, "mean"), 1e-14, 0);
    assert_double_near(m.sd, oracle_number(r, i, "sd"), 1e-13, 0);
    /* A mean of answers 1 to 5 lies between 1 and 5, whatever t says. */
    assert_double_near(e.lo, fmax(oracle_number(r, i, "lo"), 1), 1e-11, 0);
    assert_double_near(e.hi, fmin(oracle_number(r, i, "hi"), 5), 1e-11, 0);
    assert_double_near(e.se, m.sd / sqrt(e.n), 1e-14, 0);
  }
  oracle_close(r);
}

static void test_moments_counts_are_the_values_written_out(void **test) {
  (void)test;
  uint64_t state = 41;
  for (int round = 0; round < random_rounds(200); round++) {
    double scores[6], counts[6];
    static double written[MOST];
    size_t total = 0;
    for (int i = 0; i < 6; i++) {
      scores[i] = 100 * random_unit(&state) - 20;
      counts[i] = (double)(random_next(&state) % 40);
      for (int k = 0; k < counts[i]; k++)
        written[total++] = scores[i];
    }
    if (total < 2)
      continue;
    tell__stats_moments a = tell__stats_moments_of(scores, counts, 6);
    tell__stats_moments b = tell__stats_moments_of(written, NULL, total);
    assert_true(a.mean == b.mean && a.n == b.n && a.least == b.least && a.most == b.most);
    assert_double_near(a.sd, b.sd, 1e-15, 0);
  }
}

static void test_moments_any_order_gives_the_same_bits(void **test) {
  (void)test;
  uint64_t state = 5;
  double values[300];
  for (size_t i = 0; i < 300; i++)
    values[i] = ldexp(random_unit(&state) - 0.5, (int)(random_next(&state) % 60) - 30);
  tell__stats_moments first = tell__stats_moments_of(values, NULL, 300);
  for (int round = 0; round < random_rounds(50); round++) {
    random_shuffle(&state, values, 300, sizeof values[0]);
    tell__stats_moments m = tell__stats_moments_of(values, NULL, 300);
    assert_true(m.mean == first.mean && m.sd == first.sd && m.n == first.n);
  }
}

static void test_moments_equal_values_have_exactly_that_mean_and_no_spread(void **test) {
  (void)test;
  double values[7];
  for (int i = 0; i < 7; i++)
    values[i] = 0.1;
  for (size_t n = 2; n <= 7; n++) {
    tell__stats_moments m = tell__stats_moments_of(values, NULL, n);
    assert_true(m.mean == 0.1 && m.sd == 0);
    tell__estimate e = tell__stats_mean_of_values(values, n, 0.95, NULL);
    assert_int_equal(e.state, TELL_STAT_ZERO_VARIANCE);
    assert_true(e.lo == 0.1 && e.hi == 0.1);
  }
}

static void test_moments_huge_and_tiny_values_scale(void **test) {
  (void)test;
  const double values[] = {1, 2, 4, 7, 7.5};
  tell__stats_moments m = tell__stats_moments_of(values, NULL, 5);
  for (int power = -1000; power <= 320; power += 8) {
    double scaled[5];
    for (int i = 0; i < 5; i++)
      scaled[i] = ldexp(values[i], power);
    tell__stats_moments s = tell__stats_moments_of(scaled, NULL, 5);
    assert_true(s.mean == ldexp(m.mean, power) && s.sd == ldexp(m.sd, power));
  }
}

/* Half-way between them is no double: what rounding the mean costs must be taken back. */
static void test_moments_sd_bears_a_mean_that_is_rounded(void **test) {
  (void)test;
  const double values[] = {1e15, 1e15 + 0.125};
  tell__stats_moments m = tell__stats_moments_of(values, NULL, 2);
  assert_double_near(m.sd, 0.125 / sqrt(2), 1e-15, 0);
}

static void test_mean_of_counts_one_category_has_no_spread(void **test) {
  (void)test;
  const double scores[] = {1, 2, 3, 4, 5}, counts[] = {0, 0, 0, 12, 0};
  tell__estimate e = tell__stats_mean_of_counts(scores, counts, 5, 0.95, NULL);
  assert_int_equal(e.state, TELL_STAT_ZERO_VARIANCE);
  assert_true(e.value == 4 && e.lo == 4 && e.hi == 4 && e.n == 12);
}

static void test_mean_of_counts_states(void **test) {
  (void)test;
  const double scores[] = {1, 2, 3};
  const double none[] = {0, 0, 0}, one[] = {0, 1, 0}, parts[] = {1.5, 2, 0}, bad[] = {1, -1, 0};
  tell__stats_moments m;
  assert_int_equal(tell__stats_mean_of_counts(scores, none, 3, 0.95, &m).state, TELL_STAT_EMPTY);
  assert_true(m.n == 0 && m.mean == 0 && m.least == 0);
  assert_int_equal(tell__stats_mean_of_counts(NULL, NULL, 0, 0.95, NULL).state, TELL_STAT_EMPTY);
  tell__estimate e = tell__stats_mean_of_counts(scores, one, 3, 0.95, NULL);
  assert_int_equal(e.state, TELL_STAT_TOO_FEW_POINTS);
  assert_true(e.value == 2 && !tell__stats_has_interval(&e));
  e = tell__stats_mean_of_counts(scores, parts, 3, 0.95, NULL);
  assert_string_equal(e.method, "ordinal_t_fractional");
  e = tell__stats_mean_of_counts(scores, bad, 3, 0.95, NULL);
  assert_int_equal(e.state, TELL_STAT_DOMAIN_ERROR);
  const double wrong[] = {NAN, INFINITY, 1e101};
  for (int i = 0; i < 3; i++) {
    const double pair[] = {1, wrong[i]};
    assert_int_equal(tell__stats_mean_of_values(pair, 2, 0.95, &m).state, TELL_STAT_DOMAIN_ERROR);
    assert_true(m.mean == 0 && m.sd == 0);
  }
  assert_int_equal(tell__stats_mean_of_values(scores, 3, 1, NULL).state, TELL_STAT_DOMAIN_ERROR);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_moments_nist_data_have_the_certified_mean_and_sd),
      cmocka_unit_test(test_mean_of_values_published_means_are_reproduced),
      cmocka_unit_test(test_mean_of_counts_pupils_agree_with_r),
      cmocka_unit_test(test_moments_counts_are_the_values_written_out),
      cmocka_unit_test(test_moments_any_order_gives_the_same_bits),
      cmocka_unit_test(test_moments_equal_values_have_exactly_that_mean_and_no_spread),
      cmocka_unit_test(test_moments_huge_and_tiny_values_scale),
      cmocka_unit_test(test_moments_sd_bears_a_mean_that_is_rounded),
      cmocka_unit_test(test_mean_of_counts_one_category_has_no_spread),
      cmocka_unit_test(test_mean_of_counts_states),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
