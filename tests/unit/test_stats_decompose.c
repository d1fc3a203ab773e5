/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Change within units and between them: worked by hand, by a second formula, and its edges. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "random.h"
#include "stats/decompose.h"
#include "stats/difference.h"
#include "stats/quantile.h"

enum { MOST = 12, ROUNDS = 400 };

static tell__stats_part part(double n, double value, double se) {
  return (tell__stats_part){
      .value = value, .n = n, .variance = {.sampling = se * se}, .has_n = 1, .has_spread = 1};
}

static void test_decompose_two_schools_by_hand(void **state) {
  (void)state;
  /* 30 pupils with 40 points and 10 with 60 (mean 45); then 20 with 42 and 20 with 61 (51.5). */
  const tell__stats_turn turns[] = {{part(30, 40, 1), part(20, 42, 2), 0},
                                    {part(10, 60, 2), part(20, 61, 1), 0}};
  const tell__stats_decomposition made = tell__stats_decompose(turns, 2, 0.95);
  assert_double_near(made.change.value, 6.5, 1e-14, 0);
  /* Mean weights 5/8 and 3/8; changes 2 and 1. */
  assert_double_near(made.within.value, 1.625, 1e-14, 0);
  /* Weights change by -1/4 and 1/4; the middles lie 41 and 60.5. */
  assert_double_near(made.shift.value, 4.875, 1e-14, 0);
  assert_double_near(made.within.se, sqrt((25 / 64.0 + 9 / 64.0) * 5), 1e-14, 0);
  assert_double_near(made.shift.se, sqrt(2 * (1 / 64.0) * 5), 1e-14, 0);
  assert_double_near(made.change.se, sqrt((9 * 1 + 1 * 4) / 16.0 + (4 + 1) / 4.0), 1e-14, 0);
  assert_double_near(made.within.hi - made.within.lo, 2 * 1.959963984540054 * made.within.se, 1e-14,
                     0);
  assert_string_equal(made.shift.method, "within_between");
  assert_double_near(made.once[0], 0, 0, 0);
}

/* Of one unit the change is Welch's difference of two samples, and all of it within; of two units
 * that are alike it is known by twice as many pupils. */
static void test_decompose_of_few_pupils_has_welch_intervals(void **state) {
  (void)state;
  const tell__stats_group was = {12, 46, 9}, is = {15, 54, 11};
  const double v = 81 / 12.0, w = 121 / 15.0;
  tell__stats_turn turns[] = {{part(12, 46, sqrt(v)), part(15, 54, sqrt(w)), 0}, {.is_once = 0}};
  turns[0].before.variance.wobble = v * v / 11;
  turns[0].after.variance.wobble = w * w / 14;
  turns[1] = turns[0];
  const tell__stats_difference welch = tell__stats_mean_difference(&is, &was, 0.95);
  const tell__stats_decomposition one = tell__stats_decompose(turns, 1, 0.95);
  assert_double_near(one.change.lo, welch.estimate.lo, 1e-12, 0);
  assert_double_near(one.change.hi, welch.estimate.hi, 1e-12, 0);
  assert_double_near(one.within.hi, welch.estimate.hi, 1e-12, 0);
  double t = 0;
  assert_int_equal(tell__stats_t_critical(0.95, 2 * welch.df, &t), TELL_STAT_OK);
  const tell__stats_decomposition two = tell__stats_decompose(turns, 2, 0.95);
  assert_double_near(two.change.hi - 8, t * welch.estimate.se / sqrt(2), 1e-12, 0);
  assert_double_near(two.within.hi - 8, t * welch.estimate.se / sqrt(2), 1e-12, 0);
}

static void test_decompose_unit_of_one_year_stands_apart(void **state) {
  (void)state;
  const tell__stats_part none = {.has_n = 1};
  /* A closed school above the mean, an opened one below it, and one seen once. */
  const tell__stats_turn turns[] = {{part(50, 40, 1), part(50, 40, 1), 0},
                                    {part(50, 50, 1), none, 0},
                                    {none, part(25, 36, 1), 0},
                                    {none, part(25, 44, 1), 1}};
  const tell__stats_decomposition made = tell__stats_decompose(turns, 4, 0.95);
  assert_double_near(made.change.value, 40 - 45, 1e-14, 0);
  assert_double_near(made.within.value, 0, 0, 0);
  assert_double_near(made.shift.value, 0, 0, 0);
  assert_double_near(made.once[0], -5 - 1, 1e-14, 0);
  assert_double_near(made.once[1], 1, 1e-14, 0);
}

static size_t some_turns(uint64_t *seed, tell__stats_turn *turns) {
  size_t count = 1 + random_next(seed) % MOST;
  memset(turns, 0, count * sizeof *turns);
  for (size_t i = 0; i < count; i++) {
    int years = i == 0 ? 3 : 1 + (int)(random_next(seed) % 3);
    turns[i].before = turns[i].after = (tell__stats_part){.has_n = 1};
    if (years & 1)
      turns[i].before =
          part(1 + (double)(random_next(seed) % 99), 100 * random_unit(seed), random_unit(seed));
    if (years & 2)
      turns[i].after =
          part(1 + (double)(random_next(seed) % 99), 100 * random_unit(seed), random_unit(seed));
    turns[i].is_once = (int32_t)(random_next(seed) % 2);
  }
  return count;
}

static double mean_of(const tell__stats_turn *turns, size_t count, int after) {
  double n = 0, sum = 0;
  for (size_t i = 0; i < count; i++) {
    const tell__stats_part *at = after ? &turns[i].after : &turns[i].before;
    n += at->n;
    sum += at->n * at->value;
  }
  return sum / n;
}

static void test_decompose_parts_add_up_to_the_change_of_the_mean(void **state) {
  (void)state;
  uint64_t seed = 7;
  for (int round = 0; round < random_rounds(ROUNDS); round++) {
    tell__stats_turn turns[MOST];
    size_t count = some_turns(&seed, turns);
    const tell__stats_decomposition made = tell__stats_decompose(turns, count, 0.9);
    double sum = made.within.value + made.shift.value + made.once[0] + made.once[1];
    assert_double_near(made.change.value, mean_of(turns, count, 1) - mean_of(turns, count, 0), 0,
                       1e-12);
    assert_double_near(sum, made.change.value, 0, 1e-12);
  }
}

/* Standardisation another way: the mean of "old weights, new values" and "new weights, old
 * values" less what they replace. */
static void test_decompose_within_is_the_mean_of_both_standardisations(void **state) {
  (void)state;
  uint64_t seed = 8;
  for (int round = 0; round < random_rounds(ROUNDS); round++) {
    tell__stats_turn turns[MOST];
    size_t count = some_turns(&seed, turns);
    double n[2] = {0, 0}, sums[2][2] = {{0, 0}, {0, 0}};
    for (size_t i = 0; i < count; i++) {
      const tell__stats_part *years[] = {&turns[i].before, &turns[i].after};
      if (years[0]->n <= 0 || years[1]->n <= 0)
        continue;
      for (int weight = 0; weight < 2; weight++) {
        n[weight] += years[weight]->n;
        for (int value = 0; value < 2; value++)
          sums[weight][value] += years[weight]->n * years[value]->value;
      }
    }
    const tell__stats_decomposition made = tell__stats_decompose(turns, count, 0.9);
    double within = ((sums[0][1] - sums[0][0]) / n[0] + (sums[1][1] - sums[1][0]) / n[1]) / 2;
    double shift =
        (sums[1][0] / n[1] - sums[0][0] / n[0] + sums[1][1] / n[1] - sums[0][1] / n[0]) / 2;
    assert_double_near(made.within.value, within, 0, 1e-12);
    assert_double_near(made.shift.value, shift, 0, 1e-12);
  }
}

static void test_decompose_order_of_units_changes_no_bit(void **state) {
  (void)state;
  uint64_t seed = 9;
  for (int round = 0; round < random_rounds(ROUNDS); round++) {
    tell__stats_turn turns[MOST];
    size_t count = some_turns(&seed, turns);
    const tell__stats_decomposition made = tell__stats_decompose(turns, count, 0.95);
    random_shuffle(&seed, turns, count, sizeof *turns);
    const tell__stats_decomposition again = tell__stats_decompose(turns, count, 0.95);
    assert_true(made.change.value == again.change.value && made.change.se == again.change.se);
    assert_true(made.within.value == again.within.value && made.within.lo == again.within.lo);
    assert_true(made.shift.value == again.shift.value && made.shift.hi == again.shift.hi);
    assert_true(made.once[0] == again.once[0] && made.once[1] == again.once[1]);
  }
}

static void expect_nothing(const tell__stats_turn *turns, size_t count, double level,
                           tell_stat_state state) {
  const tell__stats_decomposition made = tell__stats_decompose(turns, count, level);
  assert_int_equal(made.change.state, state);
  assert_int_equal(made.within.state, state);
  assert_int_equal(made.shift.state, state);
  assert_null(made.change.method);
  assert_double_near(made.once[0], 0, 0, 0);
}

static void test_decompose_edges_have_states(void **state) {
  (void)state;
  tell__stats_turn turn = {part(10, 40, 1), part(10, 41, 1), 0};
  const tell__stats_turn once = {part(10, 40, 1), {.has_n = 1}, 0};
  expect_nothing(&turn, 0, 0.95, TELL_STAT_EMPTY);
  expect_nothing(&once, 1, 0.95, TELL_STAT_EMPTY);
  expect_nothing(&turn, 1, 1, TELL_STAT_DOMAIN_ERROR);
  expect_nothing(&turn, 1, NAN, TELL_STAT_DOMAIN_ERROR);
  turn.after.n = -1;
  expect_nothing(&turn, 1, 0.95, TELL_STAT_DOMAIN_ERROR);
  turn.after = part(10, INFINITY, 1);
  expect_nothing(&turn, 1, 0.95, TELL_STAT_DOMAIN_ERROR);
  turn.after = part(10, 1e99, 1);
  turn.before = part(1e-300, -1e99, 1);
  assert_int_equal(tell__stats_decompose(&turn, 1, 0.95).change.state, TELL_STAT_OK);
  turn.after.variance.rounding = -1;
  expect_nothing(&turn, 1, 0.95, TELL_STAT_DOMAIN_ERROR);
  turn.after = part(10, 41, 1);
  turn.after.has_n = 0;
  expect_nothing(&turn, 1, 0.95, TELL_STAT_MISSING);
  turn.before = part(10, 40, 1);
  turn.after = part(10, 41, 1);
  turn.after.has_spread = 0;
  const tell__stats_decomposition made = tell__stats_decompose(&turn, 1, 0.95);
  assert_int_equal(made.within.state, TELL_STAT_NO_SPREAD);
  assert_double_near(made.within.value, 1, 0, 0);
  assert_double_near(made.within.level, 0, 0, 0);
  turn.before = turn.after = part(10, 40, 0);
  assert_int_equal(tell__stats_decompose(&turn, 1, 0.95).within.state, TELL_STAT_ZERO_VARIANCE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_decompose_two_schools_by_hand),
      cmocka_unit_test(test_decompose_of_few_pupils_has_welch_intervals),
      cmocka_unit_test(test_decompose_unit_of_one_year_stands_apart),
      cmocka_unit_test(test_decompose_parts_add_up_to_the_change_of_the_mean),
      cmocka_unit_test(test_decompose_within_is_the_mean_of_both_standardisations),
      cmocka_unit_test(test_decompose_order_of_units_changes_no_bit),
      cmocka_unit_test(test_decompose_edges_have_states),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
