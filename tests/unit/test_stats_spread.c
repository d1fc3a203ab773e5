/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variance within and between units against that of the pupils themselves. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "near.h"
#include "random.h"
#include "stats/spread.h"

enum { UNITS = 6, PUPILS = 40, ROUNDS = 200 };

typedef struct unit {
  double pupils[PUPILS];
  int count;
} unit;

static double mean_of(const double *values, int count) {
  double sum = 0;
  for (int i = 0; i < count; i++)
    sum += values[i];
  return sum / count;
}

static double squares_about(const double *values, int count, double centre) {
  double sum = 0;
  for (int i = 0; i < count; i++)
    sum += (values[i] - centre) * (values[i] - centre);
  return sum;
}

/* Pupils one by one, and their units as a publisher would give them. */
static void check_round(uint64_t *seed, int are_shares) {
  unit units[UNITS];
  tell__stats_part parts[UNITS];
  double all[UNITS * PUPILS], between = 0, within = 0;
  int total = 0;
  for (int u = 0; u < UNITS; u++) {
    units[u].count = 1 + (int)(random_next(seed) % PUPILS);
    for (int i = 0; i < units[u].count; i++) {
      double x = random_unit(seed) + 0.1 * u;
      units[u].pupils[i] = are_shares ? 100.0 * (x > 0.6) : 40 + 20 * x;
      all[total++] = units[u].pupils[i];
    }
    double mean = mean_of(units[u].pupils, units[u].count), n = units[u].count;
    double squares = squares_about(units[u].pupils, units[u].count, mean);
    double variance = n > 1 ? squares / (n - 1) : 0;
    parts[u] = (tell__stats_part){.value = mean,
                                  .n = n,
                                  .variance = {.sampling = variance / n, .rounding = 0.1},
                                  .has_n = 1,
                                  .has_spread = 1};
    within += squares;
  }
  double centre = mean_of(all, total);
  for (int u = 0; u < UNITS; u++)
    between += parts[u].n * (parts[u].value - centre) * (parts[u].value - centre);
  const tell__stats_spread made = tell__stats_spread_of(parts, UNITS, are_shares);
  assert_int_equal(made.within_state, TELL_STAT_OK);
  assert_double_near(made.within, within / (total - 1), 1e-11, 1e-11);
  assert_double_near(made.between, between / (total - 1), 1e-11, 1e-11);
  assert_double_near(made.within + made.between, squares_about(all, total, centre) / (total - 1),
                     1e-11, 1e-11);
  random_shuffle(seed, parts, UNITS, sizeof *parts);
  const tell__stats_spread again = tell__stats_spread_of(parts, UNITS, are_shares);
  assert_true(made.within == again.within && made.between == again.between);
}

static void test_spread_of_means_is_the_variance_of_the_pupils(void **state) {
  (void)state;
  uint64_t seed = 31;
  for (int round = 0; round < random_rounds(ROUNDS); round++)
    check_round(&seed, 0);
}

static void test_spread_of_shares_is_the_variance_of_the_pupils(void **state) {
  (void)state;
  uint64_t seed = 32;
  for (int round = 0; round < random_rounds(ROUNDS); round++)
    check_round(&seed, 1);
}

static void expect(const tell__stats_part *part, int32_t is_share, tell_stat_state within,
                   tell_stat_state between) {
  const tell__stats_spread made = tell__stats_spread_of(part, 1, is_share);
  assert_int_equal(made.within_state, within);
  assert_int_equal(made.between_state, between);
  assert_true(made.within_state == TELL_STAT_OK || made.within == 0);
  assert_true(made.between_state == TELL_STAT_OK || made.between == 0);
}

static void test_spread_edges_have_states(void **state) {
  (void)state;
  tell__stats_part part = {
      .value = 50, .n = 10, .variance = {.sampling = 2}, .has_n = 1, .has_spread = 1};
  expect(&part, 0, TELL_STAT_OK, TELL_STAT_OK);
  part.has_spread = 0;
  expect(&part, 0, TELL_STAT_NO_SPREAD, TELL_STAT_OK);
  expect(&part, 1, TELL_STAT_OK, TELL_STAT_OK);
  part.n = 1;
  expect(&part, 0, TELL_STAT_TOO_FEW_POINTS, TELL_STAT_TOO_FEW_POINTS);
  part.n = 0;
  expect(&part, 0, TELL_STAT_EMPTY, TELL_STAT_EMPTY);
  part.n = -1;
  expect(&part, 0, TELL_STAT_DOMAIN_ERROR, TELL_STAT_DOMAIN_ERROR);
  part.n = 10;
  part.value = 101;
  expect(&part, 1, TELL_STAT_DOMAIN_ERROR, TELL_STAT_DOMAIN_ERROR);
  part.value = NAN;
  expect(&part, 0, TELL_STAT_DOMAIN_ERROR, TELL_STAT_DOMAIN_ERROR);
  part.value = 1;
  part.has_spread = 1;
  part.variance.sampling = -1;
  expect(&part, 0, TELL_STAT_DOMAIN_ERROR, TELL_STAT_DOMAIN_ERROR);
  part.variance.sampling = 5e99;
  expect(&part, 0, TELL_STAT_DOMAIN_ERROR, TELL_STAT_OK);
  part.has_n = 0;
  expect(&part, 0, TELL_STAT_MISSING, TELL_STAT_MISSING);
  const tell__stats_spread none = tell__stats_spread_of(NULL, 0, 0);
  assert_int_equal(none.within_state, TELL_STAT_EMPTY);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_spread_of_means_is_the_variance_of_the_pupils),
      cmocka_unit_test(test_spread_of_shares_is_the_variance_of_the_pupils),
      cmocka_unit_test(test_spread_edges_have_states),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
