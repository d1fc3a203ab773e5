/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pooled means against the pupils themselves, one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "near.h"
#include "random.h"
#include "stats/pooled.h"

static const double z95 = 1.959963984540054;

enum { GROUPS = 6, PUPILS = 40 };

typedef struct group {
  int n;
  double pupils[PUPILS];
} group;

static void summarise(const double *pupils, int n, long double *mean, long double *sd) {
  long double sum = 0, squares = 0;
  for (int i = 0; i < n; i++)
    sum += pupils[i];
  *mean = sum / n;
  for (int i = 0; i < n; i++)
    squares += (pupils[i] - *mean) * (pupils[i] - *mean);
  *sd = n > 1 ? sqrtl(squares / (n - 1)) : 0;
}

static void add_group(tell__stats_pool *pool, const group *one) {
  long double mean, sd;
  summarise(one->pupils, one->n, &mean, &sd);
  tell__stats_pool_add(pool, one->n, (double)mean, (double)sd);
}

static void fill(group *groups, double level, double spread, uint64_t *seed) {
  for (int g = 0; g < GROUPS; g++) {
    double middle = level + spread * random_unit(seed);
    groups[g].n = 1 + (int)(random_next(seed) % PUPILS);
    for (int i = 0; i < groups[g].n; i++)
      groups[g].pupils[i] = middle + spread * random_unit(seed);
  }
}

/* Also at a level of a million, where sums of squares about 0 would keep no digit of the spread. */
static void test_pool_groups_equal_their_pupils_counted_together(void **state) {
  (void)state;
  uint64_t seed = 5;
  const double levels[] = {0, 3, 50, 1e6};
  for (int round = 0; round < random_rounds(2000); round++) {
    group groups[GROUPS];
    double all[GROUPS * PUPILS], level = levels[round % 4];
    int count = 0;
    long double mean, sd;
    tell__stats_pool pool = {0};
    fill(groups, level, 2, &seed);
    for (int g = 0; g < GROUPS; g++) {
      add_group(&pool, &groups[g]);
      for (int i = 0; i < groups[g].n; i++)
        all[count++] = groups[g].pupils[i];
    }
    summarise(all, count, &mean, &sd);
    double se = (double)(sd / sqrtl(count));
    tell__estimate got = tell__stats_pool_mean(&pool, z95, 0.95);
    double rounding = level == 1e6 ? 1e-9 : 1e-13;
    assert_int_equal(got.state, TELL_STAT_OK);
    assert_string_equal(got.method, "pooled_mean");
    assert_double_near(got.n, count, 0, 0);
    assert_double_near(got.value, (double)mean, 1e-15, rounding);
    assert_double_near(got.se, se, 1e-12, rounding);
    assert_double_near(got.lo, (double)mean - z95 * se, 1e-14, rounding * 10);
    assert_double_near(got.hi, (double)mean + z95 * se, 1e-14, rounding * 10);
    assert_double_near(got.level, 0.95, 0, 0);
  }
}

/* Two groups by hand: 2 pupils 1 and 3, 2 pupils 5 and 7: mean 4, squares 9 + 1 + 1 + 9 = 20. */
static void test_pool_two_groups_by_hand_hold(void **state) {
  (void)state;
  tell__stats_pool pool = {0};
  tell__stats_pool_add(&pool, 2, 2, sqrt(2));
  tell__stats_pool_add(&pool, 2, 6, sqrt(2));
  tell__estimate got = tell__stats_pool_mean(&pool, 2, 0.9);
  assert_double_near(got.value, 4, 0, 0);
  assert_double_near(got.se, sqrt(20.0 / 3) / 2, 1e-15, 0);
  assert_double_near(got.hi - got.lo, 4 * got.se, 1e-15, 0);
}

static void test_pool_one_group_is_its_own_figure(void **state) {
  (void)state;
  tell__stats_pool pool = {0};
  tell__stats_pool_add(&pool, 25, 48.7, 9.9);
  tell__estimate got = tell__stats_pool_mean(&pool, z95, 0.95);
  assert_true(got.value == 48.7);
  assert_double_near(got.se, 9.9 / 5, 1e-15, 0);
}

static void test_pool_edges_have_their_states(void **state) {
  (void)state;
  tell__stats_pool none = {0}, one = {0}, equal = {0};
  assert_int_equal(tell__stats_pool_mean(&none, z95, 0.95).state, TELL_STAT_EMPTY);
  assert_null(tell__stats_pool_mean(&none, z95, 0.95).method);
  tell__stats_pool_add(&one, 1, 4, 0);
  tell__estimate got = tell__stats_pool_mean(&one, z95, 0.95);
  assert_int_equal(got.state, TELL_STAT_TOO_FEW_POINTS);
  assert_true(got.value == 4 && got.level == 0 && got.n == 1);
  tell__stats_pool_add(&equal, 3, 4, 0);
  tell__stats_pool_add(&equal, 9, 4, 0);
  got = tell__stats_pool_mean(&equal, z95, 0.95);
  assert_int_equal(got.state, TELL_STAT_ZERO_VARIANCE);
  assert_true(got.lo == 4 && got.hi == 4 && got.se == 0 && got.level > 0);
}

static void test_pool_impossible_groups_give_no_number(void **state) {
  (void)state;
  const double bad[][3] = {{0, 1, 1},     {0.5, 1, 1},   {2, NAN, 1},      {2, 1, -1},
                           {2, 1, NAN},   {2, 1e101, 1}, {INFINITY, 1, 1}, {2, 1, INFINITY},
                           {1, 3, 1e101}, {1e101, 3, 1}, {1e101, 3, 0}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    tell__stats_pool pool = {0};
    tell__stats_pool_add(&pool, 20, 3, 1);
    tell__stats_pool_add(&pool, bad[i][0], bad[i][1], bad[i][2]);
    tell__estimate got = tell__stats_pool_mean(&pool, z95, 0.95);
    assert_int_equal(got.state, TELL_STAT_DOMAIN_ERROR);
    assert_true(got.value == 0 && got.se == 0 && got.method == NULL);
  }
  tell__stats_pool wide = {0};
  tell__stats_pool_add(&wide, 1e9, 1e100, 1);
  tell__stats_pool_add(&wide, 1e9, -1e100, 1);
  assert_int_equal(tell__stats_pool_mean(&wide, z95, 0.95).state, TELL_STAT_DOMAIN_ERROR);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pool_groups_equal_their_pupils_counted_together),
      cmocka_unit_test(test_pool_two_groups_by_hand_hold),
      cmocka_unit_test(test_pool_one_group_is_its_own_figure),
      cmocka_unit_test(test_pool_edges_have_their_states),
      cmocka_unit_test(test_pool_impossible_groups_give_no_number),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
