/* SPDX-License-Identifier: GPL-3.0-or-later */
/* φ and τ² around a target: against R and metafor, and what must hold for any units. */
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
#include "stats/overdispersion.h"

enum { MOST = 80 };

static size_t read_series(const oracle *r, double series, double *y, double *se) {
  size_t count = 0;
  for (size_t i = 0; i < oracle_rows(r); i++)
    if (oracle_number(r, i, "series") == series && strcmp(oracle_text(r, i, "method"), "DL") == 0) {
      assert_true(count < MOST);
      y[count] = oracle_number(r, i, "y");
      se[count++] = oracle_number(r, i, "se");
    }
  return count;
}

static void test_overdispersion_means_agree_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/overdispersion.csv"), *units = oracle_own("stats/shrink_units.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double y[MOST], se[MOST], target = oracle_number(r, i, "target");
    size_t count = read_series(units, oracle_number(r, i, "series"), y, se);
    tell__stats_overdispersion o;
    assert_int_equal(tell__stats_overdispersion_means(
                         y, se, count, oracle_number(r, i, "own") == 1 ? NULL : &target,
                         oracle_number(r, i, "winsor"), &o),
                     TELL_OK);
    assert_int_equal(o.state, TELL_STAT_OK);
    assert_double_near(o.target, target, 1e-12, 0);
    assert_double_near(o.phi, oracle_number(r, i, "phi"), 1e-11, 0);
    assert_double_near(o.tau2, oracle_number(r, i, "tau2"), 1e-10, 1e-12);
    assert_double_near(o.q, oracle_number(r, i, "q"), 1e-11, 0);
    assert_double_near(o.p, oracle_number(r, i, "p"), 1e-9, 0);
    assert_true(o.units == (double)count);
  }
  oracle_close(r);
  oracle_close(units);
}

/* Nothing pulled in, around the units' own mean: the moment estimate of DerSimonian and Laird. */
static void test_overdispersion_without_winsor_is_metafors_moment_estimate(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/shrink_answers.csv"), *units = oracle_own("stats/shrink_units.csv");
  int compared = 0;
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double y[MOST], se[MOST];
    tell__stats_overdispersion o;
    if (strcmp(oracle_text(r, i, "method"), "DL") != 0)
      continue;
    size_t count = read_series(units, oracle_number(r, i, "series"), y, se);
    tell__stats_overdispersion_means(y, se, count, NULL, 0, &o);
    assert_double_near(o.q, oracle_number(r, i, "q"), 1e-11, 1e-14);
    /* Between (I − 1)/I and 1 φ says no more than chance, and τ² is 0 here. */
    if (o.phi > 1 || o.q < (double)count - 1) {
      assert_double_near(o.tau2, oracle_number(r, i, "tau2"), 1e-10, 1e-14);
      compared++;
    }
  }
  assert_true(compared >= 4);
  oracle_close(r);
  oracle_close(units);
}

static void test_overdispersion_shares_agree_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/over_shares_answers.csv");
  oracle *units = oracle_own("stats/over_shares.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double x[MOST], n[MOST];
    size_t count = 0, empty = 0;
    tell__stats_overdispersion o;
    for (size_t k = 0; k < oracle_rows(units); k++)
      if (oracle_number(units, k, "set") == oracle_number(r, i, "set")) {
        assert_true(count < MOST);
        x[count] = oracle_number(units, k, "x");
        n[count] = oracle_number(units, k, "n");
        empty += n[count++] == 0;
      }
    assert_int_equal(tell__stats_overdispersion_shares(x, n, count, NULL, 0.1, &o), TELL_OK);
    assert_double_near(o.target, oracle_number(r, i, "target"), 1e-14, 0);
    assert_double_near(o.phi, oracle_number(r, i, "phi"), 1e-11, 0);
    assert_double_near(o.tau2, oracle_number(r, i, "tau2"), 1e-10, 1e-12);
    assert_double_near(o.q, oracle_number(r, i, "q"), 1e-11, 0);
    assert_double_near(o.p, oracle_number(r, i, "p"), 1e-9, 0);
    assert_true(o.units == (double)(count - empty));
  }
  oracle_close(r);
  oracle_close(units);
}

/* A unit with nobody who has the attribute does not widen the funnel for all. */
static void test_overdispersion_shares_zero_numerator_is_finite(void **test) {
  (void)test;
  double x[40], n[40];
  uint64_t random = 3;
  tell__stats_overdispersion o;
  for (int i = 0; i < 40; i++) {
    n[i] = 30;
    x[i] = 0;
    for (int k = 0; k < 30; k++)
      x[i] += random_unit(&random) < 0.2;
  }
  x[0] = 0;
  x[1] = 30;
  assert_int_equal(tell__stats_overdispersion_shares(x, n, 40, NULL, 0.1, &o), TELL_OK);
  assert_int_equal(o.state, TELL_STAT_OK);
  assert_true(o.phi < 2 && isfinite(o.tau2));
}

/* Chance only: φ is 1 on average when nothing is pulled in, and p is even. */
static void test_overdispersion_of_chance_is_one(void **test) {
  (void)test;
  uint64_t random = 17;
  int rounds = random_rounds(400), below = 0;
  double sum = 0;
  for (int round = 0; round < rounds; round++) {
    double x[50], n[50], target = 0.3;
    tell__stats_overdispersion o;
    for (int i = 0; i < 50; i++) {
      n[i] = 15 + i;
      x[i] = 0;
      for (int k = 0; k < 15 + i; k++)
        x[i] += random_unit(&random) < target;
    }
    tell__stats_overdispersion_shares(x, n, 50, &target, 0, &o);
    sum += o.phi / rounds;
    below += o.p < 0.05;
  }
  assert_double_near(sum, 1, 0, 0.08);
  assert_true(below < 0.12 * rounds);
}

static void test_overdispersion_any_order_gives_the_same_bits(void **test) {
  (void)test;
  uint64_t random = 23;
  double pairs[30][2], y[30], se[30];
  tell__stats_overdispersion first, o;
  for (int round = 0; round < 50; round++) {
    for (int i = 0; i < 30; i++) {
      if (round == 0) {
        pairs[i][0] = 40 + 20 * random_unit(&random);
        pairs[i][1] = 0.5 + random_unit(&random);
      }
      y[i] = pairs[i][0];
      se[i] = pairs[i][1];
    }
    tell__stats_overdispersion_means(y, se, 30, NULL, 0.1, &o);
    if (round == 0)
      first = o;
    assert_true(o.phi == first.phi && o.tau2 == first.tau2 && o.q == first.q && o.p == first.p);
    random_shuffle(&random, pairs, 30, sizeof pairs[0]);
  }
}

static void test_overdispersion_states(void **test) {
  (void)test;
  double y[4] = {1, 2, 3, 4}, se[4] = {1, 1, 1, 1}, x[4] = {0, 1, 2, 0}, n[4] = {5, 5, 5, 0};
  tell__stats_overdispersion o;
  tell__stats_overdispersion_means(y, se, 2, NULL, 0.1, &o);
  assert_int_equal(o.state, TELL_STAT_TOO_FEW_POINTS);
  assert_true(o.phi == 0 && o.tau2 == 0);
  tell__stats_overdispersion_shares(x + 1, n + 1, 3, NULL, 0.1, &o);
  assert_int_equal(o.state, TELL_STAT_TOO_FEW_POINTS);
  tell__stats_overdispersion_shares(x, n, 4, NULL, 0.1, &o);
  assert_int_equal(o.state, TELL_STAT_OK);
  const double winsors[] = {-0.1, 0.5, NAN};
  for (int i = 0; i < 3; i++) {
    tell__stats_overdispersion_means(y, se, 4, NULL, winsors[i], &o);
    assert_int_equal(o.state, TELL_STAT_DOMAIN_ERROR);
    tell__stats_overdispersion_shares(x, n, 4, NULL, winsors[i], &o);
    assert_int_equal(o.state, TELL_STAT_DOMAIN_ERROR);
  }
  const double bad_se[] = {0, -1, NAN, INFINITY, 1e-200};
  for (int i = 0; i < 5; i++) {
    se[1] = bad_se[i];
    tell__stats_overdispersion_means(y, se, 4, NULL, 0.1, &o);
    assert_int_equal(o.state, TELL_STAT_DOMAIN_ERROR);
  }
  se[1] = 1;
  double target = NAN;
  tell__stats_overdispersion_means(y, se, 4, &target, 0.1, &o);
  assert_int_equal(o.state, TELL_STAT_DOMAIN_ERROR);
  target = 1.2;
  tell__stats_overdispersion_shares(x, n, 4, &target, 0.1, &o);
  assert_int_equal(o.state, TELL_STAT_DOMAIN_ERROR);
  x[2] = 6;
  tell__stats_overdispersion_shares(x, n, 4, NULL, 0.1, &o);
  assert_int_equal(o.state, TELL_STAT_DOMAIN_ERROR);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_overdispersion_means_agree_with_r),
      cmocka_unit_test(test_overdispersion_without_winsor_is_metafors_moment_estimate),
      cmocka_unit_test(test_overdispersion_shares_agree_with_r),
      cmocka_unit_test(test_overdispersion_shares_zero_numerator_is_finite),
      cmocka_unit_test(test_overdispersion_of_chance_is_one),
      cmocka_unit_test(test_overdispersion_any_order_gives_the_same_bits),
      cmocka_unit_test(test_overdispersion_states),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
