/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mann-Kendall: against all orders of the values, against R, and against pyMannKendall's published
 * series. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

#include "near.h"
#include "oracle.h"
#include "random.h"
#include "stats/mann_kendall.h"

static tell__stats_mann_kendall run(const tell__stats_point *points, size_t count,
                                    double tolerance) {
  tell__stats_mann_kendall out;
  assert_int_equal(
      tell__stats_mann_kendall_test(points, count, TELL__KENDALL_EXACT, tolerance, &out), TELL_OK);
  return out;
}

static tell__stats_mann_kendall run_by(const double *values, size_t count,
                                       tell__stats_kendall_method method) {
  tell__stats_mann_kendall out;
  tell__stats_point *points = calloc(count + 1, sizeof *points);
  assert_non_null(points);
  for (size_t i = 0; i < count; i++)
    points[i] = (tell__stats_point){2000 + (double)i, values[i], 0, 0};
  assert_int_equal(tell__stats_mann_kendall_test(points, count, method, 0, &out), TELL_OK);
  free(points);
  return out;
}

static tell__stats_mann_kendall run_values(const double *values, size_t count) {
  return run_by(values, count, TELL__KENDALL_EXACT);
}

static int s_of(const double *values, int k) {
  int s = 0;
  for (int j = 1; j < k; j++)
    for (int i = 0; i < j; i++)
      s += (values[j] > values[i]) - (values[j] < values[i]);
  return s;
}

/* All k! orders of the values; tallies how often each |S| comes. */
static void enumerate(double *values, int k, int fixed, long tally[22]) {
  if (fixed == k) {
    tally[abs(s_of(values, k))]++;
    return;
  }
  for (int i = fixed; i < k; i++) {
    double swap = values[fixed];
    values[fixed] = values[i];
    values[i] = swap;
    enumerate(values, k, fixed + 1, tally);
    values[i] = values[fixed];
    values[fixed] = swap;
  }
}

/* Compares the p of one order, and the smallest p of any, with the tally. */
static void check_order(const double *values, int k, const long tally[22]) {
  long all = 0, extreme = 0, smallest = 0;
  int s = s_of(values, k);
  for (int i = 0; i < 22; i++) {
    all += tally[i];
    extreme += i >= abs(s) ? tally[i] : 0;
    smallest = tally[i] > 0 ? tally[i] : smallest;
  }
  tell__stats_mann_kendall t = run_values(values, (size_t)k);
  assert_double_near(t.s, s, 0, 0);
  assert_double_near(t.p, (double)extreme / (double)all, 1e-14, 0);
  assert_double_near(t.p_smallest, (double)smallest / (double)all, 1e-14, 0);
  assert_string_equal(t.method, "mann_kendall_exact");
}

/* Every tie pattern of k values, as digits 0 to k−1 that never jump: then orders of each are tried.
 */
static void check_patterns(int k, uint64_t *state) {
  for (int bits = 0; bits < 1 << (k - 1); bits++) {
    double values[7] = {0};
    long tally[22] = {0};
    for (int i = 1; i < k; i++)
      values[i] = values[i - 1] + ((bits >> (i - 1)) & 1);
    enumerate(values, k, 0, tally);
    for (int round = 0; round < 30; round++) {
      check_order(values, k, tally);
      random_shuffle(state, values, (size_t)k, sizeof values[0]);
    }
  }
}

static void test_mann_kendall_all_orders_of_all_tie_patterns_up_to_seven(void **test) {
  (void)test;
  uint64_t state = 21;
  for (int k = 2; k <= 7; k++)
    check_patterns(k, &state);
}

static void test_mann_kendall_series_agree_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/series_points.csv");
  oracle *answers = oracle_own("stats/series_answers.csv");
  for (size_t i = 0; i < oracle_rows(answers); i++) {
    tell__stats_point points[64] = {{0}};
    size_t k = 0;
    for (size_t j = 0; j < oracle_rows(r); j++)
      if (oracle_number(r, j, "series") == oracle_number(answers, i, "series"))
        points[k++] =
            (tell__stats_point){oracle_number(r, j, "year"), oracle_number(r, j, "value"), 0, 0};
    tell__stats_mann_kendall t = run(points, k, 0);
    assert_double_near(t.s, oracle_number(answers, i, "s"), 0, 0);
    assert_double_near(t.p, oracle_number(answers, i, "kendall_p"), 1e-12, 0);
    assert_double_near(t.p_smallest, 2 / tgamma((double)k + 1), 1e-12, 0);
  }
  oracle_close(answers);
  oracle_close(r);
}

static void test_mann_kendall_smallest_p_of_short_series(void **test) {
  (void)test;
  const double values[] = {1, 2, 3, 4, 5, 6};
  const double smallest[] = {1, 1.0 / 3, 1.0 / 12, 1.0 / 60, 1.0 / 360};
  for (size_t k = 2; k <= 6; k++) {
    tell__stats_mann_kendall t = run_values(values, k);
    assert_double_near(t.p_smallest, smallest[k - 2], 1e-15, 0);
    assert_true(t.p == t.p_smallest);
  }
}

/*
 * Twenty years without ties: inversions counted in 64-bit whole numbers by putting one value after
 * the other in its place, every p compared.
 */
static void test_mann_kendall_twenty_years_equal_whole_numbers(void **test) {
  (void)test;
  enum { K = 20, PAIRS = K * (K - 1) / 2 };
  uint64_t counts[PAIRS + 1] = {1}, next[PAIRS + 1];
  for (int m = 2; m <= K; m++) {
    for (int d = 0; d <= PAIRS; d++) {
      next[d] = 0;
      for (int place = 0; place < m && place <= d; place++)
        next[d] += counts[d - place];
    }
    for (int d = 0; d <= PAIRS; d++)
      counts[d] = next[d];
  }
  double values[K];
  for (int i = 0; i < K; i++)
    values[i] = i;
  uint64_t sum = 0;
  /* Bubble sort towards the falling order: each swap adds one inversion. */
  for (int d = 0, again = 1; again && 2 * d < PAIRS; d++) {
    sum += counts[d];
    tell__stats_mann_kendall t = run_values(values, K);
    assert_double_near(t.s, PAIRS - 2 * d, 0, 0);
    assert_double_near(t.p, 2.0 * ((double)sum / 2432902008176640000.0), 1e-15, 0);
    again = 0;
    for (int i = 1; i < K && !again; i++)
      if (values[i - 1] < values[i]) {
        double swap = values[i];
        values[i] = values[i - 1];
        values[i - 1] = swap;
        again = 1;
      }
  }
}

/* Inversions of k different values counted in 64-bit whole numbers. */
static int count_inversions(int k, uint64_t counts[191]) {
  uint64_t next[191];
  int pairs = k * (k - 1) / 2;
  for (int d = 0; d <= pairs; d++)
    counts[d] = d == 0;
  for (int m = 2; m <= k; m++) {
    for (int d = 0; d <= pairs; d++) {
      next[d] = 0;
      for (int place = 0; place < m && place <= d; place++)
        next[d] += counts[d - place];
    }
    for (int d = 0; d <= pairs; d++)
      counts[d] = next[d];
  }
  return pairs;
}

/* The share of orders of k different values that are at least as far from 0 as s. */
static double far_share(int k, int s) {
  uint64_t counts[191], far = 0, all = 0;
  int pairs = count_inversions(k, counts);
  for (int d = 0; d <= pairs; d++) {
    all += counts[d];
    far += abs(pairs - 2 * d) >= abs(s) ? counts[d] : 0;
  }
  return (double)far / (double)all;
}

static void test_mann_kendall_no_ties_table_equals_counted_orders(void **test) {
  (void)test;
  uint64_t state = 61;
  for (int k = 2; k <= 20; k++)
    for (int round = 0; round < 60; round++) {
      double values[20];
      for (int i = 0; i < k; i++)
        values[i] = i;
      /* Few swaps leave small p, ties make S of the other parity. */
      for (int swaps = round / 4; swaps > 0; swaps--) {
        int a = (int)(random_next(&state) % (unsigned)k);
        double swap = values[a];
        values[a] = values[0];
        values[0] = round % 2 == 0 ? swap : values[a];
      }
      tell__stats_mann_kendall t = run_by(values, (size_t)k, TELL__KENDALL_NO_TIES);
      assert_string_equal(t.method, "mann_kendall_no_ties");
      assert_double_near(t.s, s_of(values, k), 0, 0);
      assert_double_near(t.p, far_share(k, s_of(values, k)), 2e-15, 0);
      assert_double_near(t.p_smallest, fmin(2 / tgamma(k + 1.0), 1), 1e-14, 0);
    }
}

/* Job A of the benchmarks: S = ±3 or so of four years, two of them equal. */
static void test_mann_kendall_no_ties_table_with_ties_is_looked_up_as_it_is(void **test) {
  (void)test;
  const double values[] = {1, 1, 2, 3};
  assert_double_near(run_by(values, 4, TELL__KENDALL_NO_TIES).p, 2.0 / 24, 1e-15, 0);
  assert_double_near(run_by(values, 4, TELL__KENDALL_EXACT).p, 2.0 / 12, 1e-15, 0);
  const double flat[] = {2, 2, 2};
  assert_true(run_by(flat, 3, TELL__KENDALL_NO_TIES).p == 1);
}

/* Var S is the mean of S² over all orders. */
static void test_mann_kendall_variance_is_that_of_all_orders(void **test) {
  (void)test;
  for (int bits = 0; bits < 1 << 6; bits++) {
    double values[7] = {0};
    long tally[22] = {0}, all = 0, squares = 0;
    for (int i = 1; i < 7; i++)
      values[i] = values[i - 1] + ((bits >> (i - 1)) & 1);
    enumerate(values, 7, 0, tally);
    for (int i = 0; i < 22; i++) {
      all += tally[i];
      squares += tally[i] * i * i;
    }
    assert_double_near(run_values(values, 7).variance, (double)squares / (double)all, 1e-14, 0);
  }
}

enum { WORDS = 60, WORD_PAIRS = WORDS * (WORDS - 1) / 2 };

/* Gaussian binomial [n over t] by Pascal's rule [n, t] = [n−1, t−1] + q^t [n−1, t]: sums only. */
static void gauss_binomial(int n, int t, double row[WORD_PAIRS + 1]) {
  static double rows[WORDS + 1][WORD_PAIRS + 1];
  for (int j = 0; j <= t; j++)
    for (int d = 0; d <= WORD_PAIRS; d++)
      rows[j][d] = j == 0 && d == 0;
  for (int m = 1; m <= n; m++)
    for (int j = t < m ? t : m; j >= 1; j--)
      for (int d = WORD_PAIRS; d >= 0; d--)
        rows[j][d] = rows[j - 1][d] + (d >= j ? rows[j][d - j] : 0);
  for (int d = 0; d <= WORD_PAIRS; d++)
    row[d] = rows[t][d];
}

/* The orders of WORDS values with ties, by number of inversions: groups are shuffled in one by one.
 */
static void count_words(const int *sizes, int groups, double counts[WORD_PAIRS + 1]) {
  static double binomial[WORD_PAIRS + 1], product[WORD_PAIRS + 1];
  for (int d = 0; d <= WORD_PAIRS; d++)
    counts[d] = d == 0;
  for (int g = 0, placed = 0; g < groups; g++) {
    placed += sizes[g];
    gauss_binomial(placed, sizes[g], binomial);
    for (int d = 0; d <= WORD_PAIRS; d++) {
      product[d] = 0;
      for (int a = 0; a <= d; a++)
        product[d] += counts[a] * binomial[d - a];
    }
    for (int d = 0; d <= WORD_PAIRS; d++)
      counts[d] = product[d];
  }
}

static void test_mann_kendall_sixty_values_with_ties_equal_sums_without_subtraction(void **test) {
  (void)test;
  static const int sizes[4][12] = {{5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5},
                                   {20, 3, 7, 1, 1, 9, 2, 11, 1, 1, 3, 1},
                                   {30, 30, 0},
                                   {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 49}};
  static double counts[WORD_PAIRS + 1];
  uint64_t state = 51;
  for (int i = 0; i < 4; i++) {
    double values[WORDS], all = 0;
    int k = 0;
    for (int g = 0; g < 12; g++)
      for (int j = 0; j < sizes[i][g]; j++)
        values[k++] = g;
    assert_int_equal(k, WORDS);
    count_words(sizes[i], i == 2 ? 2 : 12, counts);
    for (int d = 0; d <= WORD_PAIRS; d++)
      all += counts[d];
    int most = s_of(values, WORDS);
    for (int round = 0; round < 40; round++) {
      double few = 0;
      int s = abs(s_of(values, WORDS));
      for (int d = 0; 2 * d <= most - s; d++)
        few += counts[d];
      tell__stats_mann_kendall t = run_values(values, WORDS);
      assert_double_near(t.p, s == 0 ? 1 : 2 * (few / all), 1e-13, 0);
      assert_double_near(t.p_smallest, 2 / all, 1e-13, 0);
      /* A few swaps at first, so that small p are among them. */
      size_t a = (size_t)(random_next(&state) % WORDS), b = (size_t)(random_next(&state) % WORDS);
      double swap = values[a];
      values[a] = values[b];
      values[b] = swap;
    }
  }
}

/* Where both are defined the exact p and the normal one must be close. */
static void test_mann_kendall_long_exact_p_is_near_the_normal_one(void **test) {
  (void)test;
  uint64_t state = 31;
  double values[TELL__STATS_EXACT_POINTS];
  for (int round = 0; round < 20; round++) {
    int ties = round % 2 == 0 ? 7 : 100000;
    for (int i = 0; i < TELL__STATS_EXACT_POINTS; i++)
      values[i] = (double)(random_next(&state) % (unsigned)ties);
    tell__stats_mann_kendall t = run_values(values, TELL__STATS_EXACT_POINTS);
    double k = TELL__STATS_EXACT_POINTS, variance = k * (k - 1) * (2 * k + 5);
    for (int v = 0; v < (ties < 100 ? ties : 0); v++) {
      double size = 0;
      for (int i = 0; i < TELL__STATS_EXACT_POINTS; i++)
        size += values[i] == v;
      variance -= size * (size - 1) * (2 * size + 5);
    }
    double z = fmax(fabs(t.s) - 1, 0) / sqrt(variance / 18);
    assert_string_equal(t.method, "mann_kendall_exact");
    assert_double_near(t.p, erfc(z / sqrt(2)), 0, 0.005);
    assert_true(t.p_smallest > 0 && t.p_smallest < 1e-100);
  }
}

static void test_mann_kendall_published_series_is_reproduced(void **test) {
  (void)test;
  double values[400];
  size_t count = oracle_published_array("pymannkendall_1d.json", "data", values, 400);
  if (count == 0)
    skip();
  size_t k = 0;
  for (size_t i = 0; i < count; i++)
    if (!isnan(values[i]))
      values[k++] = values[i];
  assert_true(k < count);
  tell__stats_mann_kendall t = run_values(values, k);
  assert_double_near(t.s, -1959, 0, 0);
  assert_double_near(t.p, 0.37591058740506833, 1e-12, 0);
  assert_double_near(t.z, -0.8854562842589916, 1e-12, 0);
  assert_double_near(t.variance, 4889800.333333333, 1e-12, 0);
  assert_double_near(t.s / (double)(k * (k - 1) / 2), -0.03153167653875869, 1e-12, 0);
  assert_string_equal(t.method, "mann_kendall_normal");
  assert_int_equal(t.state, TELL_STAT_OK);
}

/* cor.test(exact = FALSE, continuity = ...) of R 4.2.2 on these ten values. */
static void test_mann_kendall_normal_p_agrees_with_r(void **test) {
  (void)test;
  const double values[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 8};
  tell__stats_mann_kendall with = run_by(values, 10, TELL__KENDALL_NORMAL);
  tell__stats_mann_kendall plain = run_by(values, 10, TELL__KENDALL_NORMAL_PLAIN);
  assert_double_near(with.p, 0.071334948977969131, 1e-12, 0);
  assert_double_near(plain.p, 0.058290580139488804, 1e-12, 0);
  assert_string_equal(with.method, "mann_kendall_normal");
  assert_string_equal(plain.method, "mann_kendall_normal_plain");
}

static void test_mann_kendall_constant_series_has_p_one(void **test) {
  (void)test;
  double values[200];
  for (int i = 0; i < 200; i++)
    values[i] = 4.1;
  for (size_t k = 2; k <= 200; k += 33) {
    tell__stats_mann_kendall t = run_values(values, k);
    assert_int_equal(t.state, TELL_STAT_ZERO_VARIANCE);
    assert_true(t.s == 0 && t.p == 1 && t.p_smallest == 1 && t.method != NULL);
  }
}

static void test_mann_kendall_years_decide_not_places(void **test) {
  (void)test;
  tell__stats_point points[] = {{2020, 3, 0, 0}, {2018, 1, 0, 0}, {2024, 4, 0, 0}, {2019, 2, 0, 0}};
  tell__stats_mann_kendall t = run(points, 4, 0);
  assert_true(t.s == 6);
  assert_double_near(t.p, 1.0 / 12, 1e-15, 0);
}

static void test_mann_kendall_tolerance_ties_near_values(void **test) {
  (void)test;
  tell__stats_point near[] = {
      {1, 50.1, 0, 0}, {2, 50.1 + 1e-12, 0, 0}, {3, 50.1 - 1e-12, 0, 0}, {4, 51, 0, 0}};
  tell__stats_point tied[] = {{1, 50.1, 0, 0}, {2, 50.1, 0, 0}, {3, 50.1, 0, 0}, {4, 51, 0, 0}};
  tell__stats_mann_kendall a = run(near, 4, 1e-9), b = run(tied, 4, 0), c = run(near, 4, 0);
  assert_true(a.s == b.s && a.p == b.p && a.p_smallest == b.p_smallest && a.s == 3);
  assert_true(c.s == 2 && c.p_smallest < a.p_smallest);
  /* Gaps chain, so that groups are groups. */
  tell__stats_point chain[] = {{1, 1.0, 0, 0}, {2, 1.5, 0, 0}, {3, 2.0, 0, 0}};
  assert_int_equal(run(chain, 3, 0.5).state, TELL_STAT_ZERO_VARIANCE);
}

static void test_mann_kendall_falling_mirrors_rising(void **test) {
  (void)test;
  uint64_t state = 41;
  for (int round = 0; round < 200; round++) {
    double up[12], down[12];
    for (int i = 0; i < 12; i++) {
      up[i] = (double)(random_next(&state) % 9);
      down[i] = 3 - 2 * up[i];
    }
    tell__stats_mann_kendall a = run_values(up, 12), b = run_values(down, 12);
    assert_true(a.s == -b.s && a.p == b.p && a.p_smallest == b.p_smallest);
    assert_true(a.p >= a.p_smallest && a.p <= 1);
  }
}

static void test_mann_kendall_edges(void **test) {
  (void)test;
  tell__stats_point points[] = {{1, 1, 0, 0}, {2, 2, 0, 0}, {2, 3, 0, 0}};
  tell__stats_point bad[] = {{1, 1, 0, 0}, {2, NAN, 0, 0}};
  assert_int_equal(run(points, 0, 0).state, TELL_STAT_TOO_FEW_POINTS);
  tell__stats_mann_kendall one = run(points, 1, 0);
  assert_int_equal(one.state, TELL_STAT_TOO_FEW_POINTS);
  assert_true(one.method == NULL && one.p == 0 && one.s == 0);
  assert_int_equal(run(points, 2, 0).state, TELL_STAT_OK);
  assert_int_equal(run(points, 3, 0).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(run(bad, 2, 0).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(run(points, 2, -1).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(run(points, 2, NAN).state, TELL_STAT_DOMAIN_ERROR);
}

static void test_mann_kendall_too_long_series_is_refused(void **test) {
  (void)test;
  tell__stats_point point = {1, 1, 0, 0};
  tell__stats_mann_kendall out;
  assert_int_equal(tell__stats_mann_kendall_test(&point, TELL__STATS_MOST_POINTS + 1,
                                                 TELL__KENDALL_EXACT, 0, &out),
                   TELL_E_LIMIT);
  assert_int_equal(out.state, TELL_STAT_MISSING);
  assert_null(out.method);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_mann_kendall_all_orders_of_all_tie_patterns_up_to_seven),
      cmocka_unit_test(test_mann_kendall_series_agree_with_r),
      cmocka_unit_test(test_mann_kendall_smallest_p_of_short_series),
      cmocka_unit_test(test_mann_kendall_twenty_years_equal_whole_numbers),
      cmocka_unit_test(test_mann_kendall_sixty_values_with_ties_equal_sums_without_subtraction),
      cmocka_unit_test(test_mann_kendall_long_exact_p_is_near_the_normal_one),
      cmocka_unit_test(test_mann_kendall_published_series_is_reproduced),
      cmocka_unit_test(test_mann_kendall_no_ties_table_equals_counted_orders),
      cmocka_unit_test(test_mann_kendall_no_ties_table_with_ties_is_looked_up_as_it_is),
      cmocka_unit_test(test_mann_kendall_variance_is_that_of_all_orders),
      cmocka_unit_test(test_mann_kendall_normal_p_agrees_with_r),
      cmocka_unit_test(test_mann_kendall_constant_series_has_p_one),
      cmocka_unit_test(test_mann_kendall_years_decide_not_places),
      cmocka_unit_test(test_mann_kendall_tolerance_ties_near_values),
      cmocka_unit_test(test_mann_kendall_falling_mirrors_rising),
      cmocka_unit_test(test_mann_kendall_edges),
      cmocka_unit_test(test_mann_kendall_too_long_series_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
