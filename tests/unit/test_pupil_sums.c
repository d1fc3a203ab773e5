/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact sums over pupils, groups of them, and grunnskolepoeng. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

#include "ingest/layouts/pupil/pupil_groups.h"
#include "ingest/layouts/pupil/pupil_points.h"
#include "near.h"
#include "random.h"

enum { VALUES = 2000 };

/* Numbers like scores, indices and the largest that may come. */
static int64_t random_value(uint64_t *seed) {
  int64_t value = (int64_t)(random_next(seed) % (uint64_t)tell__pupil_value_limit);
  return random_next(seed) % 2 == 0 ? value : -value;
}

/* A second way: about the mean, in two passes of long doubles. */
static long double spread(const int64_t *values, size_t count, long double *mean) {
  long double sum = 0, squares = 0;
  for (size_t i = 0; i < count; i++)
    sum += values[i];
  *mean = sum / (long double)count;
  for (size_t i = 0; i < count; i++)
    squares += (values[i] - *mean) * (values[i] - *mean);
  return sqrtl(squares / (long double)(count - 1));
}

static tell__pupil_sum sum_up(const int64_t *values, size_t count) {
  tell__pupil_sum sum = {0};
  for (size_t i = 0; i < count; i++)
    tell__pupil_sum_add(&sum, values[i]);
  return sum;
}

static void test_pupil_sum_random_values_agrees_with_two_passes(void **state) {
  (void)state;
  static int64_t values[VALUES];
  uint64_t seed = 7;
  for (size_t count = 2; count <= VALUES; count += count < 20 ? 1 : 397) {
    long double mean = 0;
    for (size_t i = 0; i < count; i++)
      values[i] = random_value(&seed);
    long double sd = spread(values, count, &mean);
    tell__pupil_sum sum = sum_up(values, count);
    assert_int_equal(sum.count, count);
    assert_double_near(tell__pupil_sum_mean(&sum, 1000), (double)(mean / 1000), 1e-14, 1e-9);
    assert_double_near(tell__pupil_sum_sd(&sum, 1000), (double)(sd / 1000), 1e-14, 0);
  }
}

/* Where sums of doubles lose everything: a small spread about a large value. */
static void test_pupil_sum_small_spread_loses_no_digit(void **state) {
  (void)state;
  const int64_t values[] = {4294967295, 4294967294, 4294967293};
  tell__pupil_sum sum = sum_up(values, 3);
  assert_true(tell__pupil_sum_sd(&sum, 1) == 1);
  assert_true(tell__pupil_sum_mean(&sum, 1) == 4294967294.0);
  tell__pupil_sum same = sum_up((const int64_t[]){232792560, 232792560}, 2);
  assert_true(tell__pupil_sum_sd(&same, 232792560) == 0);
}

static void test_pupil_sum_few_values_has_no_spread(void **state) {
  (void)state;
  tell__pupil_sum sum = {0};
  assert_true(tell__pupil_sum_mean(&sum, 1) == 0 && tell__pupil_sum_sd(&sum, 1) == 0);
  tell__pupil_sum_add(&sum, -7);
  assert_true(tell__pupil_sum_mean(&sum, 2) == -3.5 && tell__pupil_sum_sd(&sum, 2) == 0);
}

/* Two thousand million pupils with the largest value: neither sum runs over. */
static void test_pupil_sum_most_pupils_holds(void **state) {
  (void)state;
  tell__pupil_sum sum = {0};
  tell__pupil_sum_add(&sum, tell__pupil_value_limit - 1);
  for (int i = 0; i < 30; i++) {
    tell__pupil_sum twice = sum;
    tell__pupil_sum_merge(&sum, &twice);
  }
  assert_int_equal(sum.count, 1 << 30);
  assert_true(tell__pupil_sum_mean(&sum, 1) == 4294967295.0);
  assert_true(tell__pupil_sum_sd(&sum, 1) == 0);
}

static void test_pupil_sum_any_order_and_cut_gives_the_same_bits(void **state) {
  (void)state;
  int64_t values[97];
  uint64_t seed = 3;
  for (size_t i = 0; i < 97; i++)
    values[i] = random_value(&seed);
  tell__pupil_sum whole = sum_up(values, 97);
  for (size_t cut = 0; cut <= 97; cut++) {
    size_t a = random_next(&seed) % 97, b = random_next(&seed) % 97;
    int64_t held = values[a];
    values[a] = values[b];
    values[b] = held;
    tell__pupil_sum left = sum_up(values, cut), right = sum_up(values + cut, 97 - cut);
    tell__pupil_sum_merge(&right, &left);
    assert_memory_equal(&whole, &right, sizeof whole);
  }
}

static void test_pupil_groups_find_gives_each_key_one_block(void **state) {
  (void)state;
  tell__pupil_measures measures = {0};
  assert_int_equal(tell__pupil_measures_add(&measures, TELL__PUPIL_SHARE, 3, 0, 1), 0);
  assert_int_equal(tell__pupil_measures_add(&measures, TELL__PUPIL_LEVELS, 4, 0, 1), 1);
  assert_true(tell__pupil_measures_has(&measures, 4) && !tell__pupil_measures_has(&measures, 5));
  tell__pupil_groups groups;
  assert_true(tell__pupil_groups_begin(&groups, measures.block_bytes));
  for (int round = 0; round < 3; round++)
    for (int32_t i = 0; i < 5000; i++) {
      tell__pupil_group key = {i % 1000, (int16_t)(2014 + i / 2500), (int8_t)(i % 5),
                               (int8_t)(i % 3), i + 1};
      tell__pupil_group *group = tell__pupil_groups_find(&groups, &key);
      assert_non_null(group);
      tell__pupil_share *share = tell__pupil_part(group, &measures.list[0]);
      share->count++;
    }
  uint32_t total = 0;
  for (size_t i = 0; i < groups.count; i++) {
    tell__pupil_group *group = groups.list[i];
    const tell__pupil_levels *levels = tell__pupil_part(group, &measures.list[1]);
    total += ((tell__pupil_share *)tell__pupil_part(group, &measures.list[0]))->count;
    assert_int_equal(levels->counts[TELL__PUPIL_LEVELS_MAX - 1], 0);
  }
  /* A key comes again after 3000 numbers, so that each half of the numbers has all different ones.
   */
  assert_int_equal(groups.count, 2500 + 2500);
  assert_int_equal(total, 3 * 5000);
  tell__pupil_groups_free(&groups);
  free(measures.list);
}

/* 10 x sum / number by hand; in hundredths. */
static void test_pupil_points_of_marks(void **state) {
  (void)state;
  static const struct {
    tell__pupil_marks marks;
    int32_t minimum, points;
  } cases[] = {
      {{27, 6, 0, 0, 0}, 0, 4500},   {{20, 3, 0, 0, 0}, 0, 6667}, /* 66,666... */
      {{10, 3, 0, 0, 0}, 0, 3333},                                /* 33,333... */
      {{9, 2, 9, 2, 0}, 0, 4500},    /* valgfag 4,5 is one mark: 13,5 / 3 */
      {{9, 2, 13, 3, 0}, 0, 4443},   /* 13 / 3 = 4,33: 13,33 / 3 x 10 = 44,433... */
      {{9, 2, 14, 3, 0}, 0, 4557},   /* 4,67: 45,566... */
      {{8, 2, 35, 8, 0}, 0, 4127},   /* 4,375 is 4,38, a half up: 41,266... */
      {{129, 32, 0, 0, 0}, 0, 4031}, /* 40,3125 */
      {{129, 16, 0, 0, 0}, 0, 8063}, /* 80,625 is 80,63: a half up */
      {{0, 0, 5, 1, 0}, 0, 5000},    {{0, 0, 0, 0, 0}, 0, 0},     {{0, 0, 0, 0, 4}, 0, 0},
      {{12, 3, 0, 0, 3}, 0, 4000}, /* half without a number is not more than half */
      {{12, 3, 0, 0, 4}, 0, 0},      {{12, 2, 5, 2, 4}, 0, 4833}, /* 6 + 6 + 2,5 */
      {{12, 2, 5, 2, 5}, 0, 0},      {{12, 3, 0, 0, 0}, 3, 4000}, {{12, 3, 0, 0, 0}, 4, 0},
      {{12, 3, 9, 2, 0}, 4, 4125}, /* several valgfag are one of the four */
      {{12, 3, 9, 2, 0}, 5, 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(tell__pupil_points(&cases[i].marks, cases[i].minimum), cases[i].points);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pupil_sum_random_values_agrees_with_two_passes),
      cmocka_unit_test(test_pupil_sum_small_spread_loses_no_digit),
      cmocka_unit_test(test_pupil_sum_few_values_has_no_spread),
      cmocka_unit_test(test_pupil_sum_most_pupils_holds),
      cmocka_unit_test(test_pupil_sum_any_order_and_cut_gives_the_same_bits),
      cmocka_unit_test(test_pupil_groups_find_gives_each_key_one_block),
      cmocka_unit_test(test_pupil_points_of_marks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
