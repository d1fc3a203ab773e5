/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variance between units and shrunken values: against metafor, and what must hold. */
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
#include "stats/shrinkage.h"

enum { MOST = 80 };

static void test_shrink_agrees_with_metafor(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/shrink_answers.csv"), *units = oracle_own("stats/shrink_units.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double y[MOST], se[MOST], reliability[MOST];
    size_t rows[MOST], count = 0;
    tell__estimate shrunken[MOST];
    int dl = strcmp(oracle_text(r, i, "method"), "DL") == 0;
    for (size_t k = 0; k < oracle_rows(units); k++)
      if (oracle_number(units, k, "series") == oracle_number(r, i, "series") &&
          strcmp(oracle_text(units, k, "method"), oracle_text(r, i, "method")) == 0) {
        assert_true(count < MOST);
        rows[count] = k;
        y[count] = oracle_number(units, k, "y");
        se[count++] = oracle_number(units, k, "se");
      }
    tell__stats_between all = tell__stats_shrink(
        y, se, count, dl ? TELL__STATS_TAU_DL : TELL__STATS_TAU_PM, 0.95, shrunken, reliability);
    assert_int_equal(all.state, TELL_STAT_OK);
    assert_double_near(all.mu, oracle_number(r, i, "mu"), 1e-11, 0);
    assert_double_near(all.mu_se, oracle_number(r, i, "mu_se"), 1e-10, 0);
    assert_double_near(all.tau2, oracle_number(r, i, "tau2"), 1e-9, 1e-12);
    assert_double_near(all.q, oracle_number(r, i, "q"), 1e-11, 1e-14);
    for (size_t k = 0; k < count; k++) {
      assert_string_equal(shrunken[k].method, dl ? "shrunken_dl" : "shrunken_pm");
      assert_double_near(shrunken[k].value, oracle_number(units, rows[k], "value"), 1e-10, 0);
      assert_double_near(shrunken[k].se, oracle_number(units, rows[k], "value_se"), 1e-9, 0);
      assert_double_near(shrunken[k].lo, oracle_number(units, rows[k], "lo"), 1e-9, 0);
      assert_double_near(shrunken[k].hi, oracle_number(units, rows[k], "hi"), 1e-9, 0);
      assert_double_near(reliability[k], oracle_number(units, rows[k], "reliability"), 1e-9, 1e-13);
    }
  }
  oracle_close(r);
  oracle_close(units);
}

/* What the Paule-Mandel τ² is defined by. */
static void test_between_paule_mandel_makes_q_its_expectation(void **test) {
  (void)test;
  uint64_t random = 31;
  for (int round = 0; round < 40; round++) {
    double y[25], se[25], w = 0, wy = 0, q = 0;
    for (int i = 0; i < 25; i++) {
      y[i] = 50 + 20 * random_unit(&random);
      se[i] = 0.2 + 2 * random_unit(&random);
    }
    tell__stats_between b = tell__stats_between_units(y, se, 25, TELL__STATS_TAU_PM);
    assert_true(b.tau2 > 0);
    for (int i = 0; i < 25; i++) {
      w += 1 / (se[i] * se[i] + b.tau2);
      wy += y[i] / (se[i] * se[i] + b.tau2);
    }
    for (int i = 0; i < 25; i++)
      q += (y[i] - wy / w) * (y[i] - wy / w) / (se[i] * se[i] + b.tau2);
    assert_double_near(q, 24, 1e-12, 0);
  }
}

/* Simulated schools with a known spread: shrunken values lie nearer to the truth than raw ones,
 * and their intervals cover it. Always as many rounds: each finds τ² anew, and few scatter. */
static void test_shrink_covers_the_truth_and_comes_nearer_to_it(void **test) {
  (void)test;
  uint64_t random = 37;
  double raw = 0, near = 0, covered = 0, all = 0;
  for (int round = 0; round < 100; round++) {
    double truth[60], y[60], se[60], reliability[60];
    tell__estimate shrunken[60];
    for (int i = 0; i < 60; i++) {
      double noise[2] = {-6, -6};
      for (int k = 0; k < 12; k++) {
        noise[0] += random_unit(&random);
        noise[1] += random_unit(&random);
      }
      se[i] = 1 + 2 * random_unit(&random);
      truth[i] = 50 + 1.5 * noise[0];
      y[i] = truth[i] + se[i] * noise[1];
    }
    tell__stats_shrink(y, se, 60, TELL__STATS_TAU_PM, 0.95, shrunken, reliability);
    for (int i = 0; i < 60; i++) {
      raw += (y[i] - truth[i]) * (y[i] - truth[i]);
      near += (shrunken[i].value - truth[i]) * (shrunken[i].value - truth[i]);
      covered += shrunken[i].lo <= truth[i] && truth[i] <= shrunken[i].hi;
      all++;
      assert_true(reliability[i] >= 0 && reliability[i] < 1);
    }
  }
  assert_true(near < 0.6 * raw);
  /* τ² is taken as known, so somewhat less than 95 %. */
  assert_true(covered / all > 0.89 && covered / all < 0.97);
}

static void test_shrink_without_spread_between_units_gives_the_mean_for_all(void **test) {
  (void)test;
  double y[5] = {50, 50.1, 49.9, 50.05, 49.95}, se[5] = {2, 2, 2, 2, 2}, reliability[5];
  tell__estimate shrunken[5];
  tell__stats_between all =
      tell__stats_shrink(y, se, 5, TELL__STATS_TAU_DL, 0.95, shrunken, reliability);
  assert_true(all.tau2 == 0);
  for (int i = 0; i < 5; i++) {
    assert_double_near(shrunken[i].value, 50, 1e-15, 0);
    assert_true(reliability[i] == 0 && shrunken[i].state == TELL_STAT_OK);
    assert_double_near(shrunken[i].se, 2 / sqrt(5), 1e-14, 0);
  }
}

static void test_shrink_any_order_gives_the_same_bits(void **test) {
  (void)test;
  uint64_t random = 41;
  double rows[20][3], y[20], se[20], reliability[20];
  tell__estimate shrunken[20];
  for (int round = 0; round < 30; round++) {
    for (int i = 0; i < 20; i++) {
      if (round == 0) {
        rows[i][0] = 40 + 20 * random_unit(&random);
        rows[i][1] = 0.5 + random_unit(&random);
      }
      y[i] = rows[i][0];
      se[i] = rows[i][1];
    }
    tell__stats_shrink(y, se, 20, TELL__STATS_TAU_PM, 0.95, shrunken, reliability);
    for (int i = 0; i < 20; i++) {
      if (round > 0)
        assert_true(shrunken[i].value == rows[i][2]);
      rows[i][2] = shrunken[i].value;
    }
    random_shuffle(&random, rows, 20, sizeof rows[0]);
  }
}

static void test_shrink_states(void **test) {
  (void)test;
  double y[5] = {1, 2, 3, 4, 5}, se[5] = {1, 1, 1, 1, 1}, reliability[5] = {7, 7, 7, 7, 7};
  tell__estimate units[5];
  tell__stats_between all =
      tell__stats_shrink(y, se, 4, TELL__STATS_TAU_DL, 0.95, units, reliability);
  assert_int_equal(all.state, TELL_STAT_TOO_FEW_POINTS);
  assert_true(all.mu == 0 && reliability[3] == 0 && !tell__stats_has_value(&units[3]));
  assert_int_equal(units[0].state, TELL_STAT_TOO_FEW_POINTS);
  assert_int_equal(tell__stats_between_units(y, se, 1, TELL__STATS_TAU_PM).state,
                   TELL_STAT_TOO_FEW_POINTS);
  assert_int_equal(tell__stats_between_units(y, se, 4, TELL__STATS_TAU_PM).state, TELL_STAT_OK);
  const double bad[] = {0, -1, NAN, INFINITY, 1e-200, 1e-160};
  for (int i = 0; i < 6; i++) {
    se[2] = bad[i];
    for (int method = 1; method <= 2; method++) {
      all = tell__stats_shrink(y, se, 5, method, 0.95, units, reliability);
      assert_int_equal(all.state, TELL_STAT_DOMAIN_ERROR);
      assert_int_equal(units[4].state, TELL_STAT_DOMAIN_ERROR);
    }
  }
  se[2] = 1;
  y[1] = NAN;
  assert_int_equal(tell__stats_between_units(y, se, 5, 1).state, TELL_STAT_DOMAIN_ERROR);
  y[1] = 2;
  assert_int_equal(tell__stats_between_units(y, se, 5, 3).state, TELL_STAT_DOMAIN_ERROR);
  all = tell__stats_shrink(y, se, 5, 1, 1, units, reliability);
  assert_int_equal(all.state, TELL_STAT_DOMAIN_ERROR);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_shrink_agrees_with_metafor),
      cmocka_unit_test(test_between_paule_mandel_makes_q_its_expectation),
      cmocka_unit_test(test_shrink_covers_the_truth_and_comes_nearer_to_it),
      cmocka_unit_test(test_shrink_without_spread_between_units_gives_the_mean_for_all),
      cmocka_unit_test(test_shrink_any_order_gives_the_same_bits),
      cmocka_unit_test(test_shrink_states),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
