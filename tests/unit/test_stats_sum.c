/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact sums against whole numbers of 128 bits; sorting and the median against plain counting. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <float.h>
#include <math.h>

#include "random.h"
#include "stats/sort.h"
#include "stats/sum.h"

static double sum_of(const double *terms, size_t count) {
  tell__stats_sum sum = {0};
  for (size_t i = 0; i < count; i++)
    tell__stats_sum_add(&sum, terms[i]);
  return tell__stats_sum_value(&sum);
}

static void test_sum_large_terms_that_cancel_leave_the_small_ones(void **test) {
  (void)test;
  const double terms[] = {1e100, 1, 1e16, -1e100, 1e-300, -1e16};
  assert_true(sum_of(terms, 6) == 1);
  const double all[] = {1e100, 1e-300, -1e100};
  assert_true(sum_of(all, 3) == 1e-300);
  assert_true(sum_of(NULL, 0) == 0);
}

static void test_sum_half_way_is_decided_by_the_smallest_term(void **test) {
  (void)test;
  const double half = DBL_EPSILON / 2;
  const double even[] = {1, half};
  const double above[] = {half, 1e-40, 1};
  const double below[] = {1 + DBL_EPSILON, -1e-40, half};
  assert_true(sum_of(even, 2) == 1);
  assert_true(sum_of(above, 3) == 1 + DBL_EPSILON);
  assert_true(sum_of(below, 3) == 1 + DBL_EPSILON);
}

/* Terms are whole multiples of 2^-40 below 2^50: their sum is a whole number of 128 bits, rounded
 * once. */
static void test_sum_random_terms_equal_128_bit_arithmetic(void **test) {
  (void)test;
  __extension__ typedef __int128 wide;
  uint64_t state = 7;
  for (int round = 0; round < 300; round++) {
    double terms[64];
    wide exact = 0;
    for (int i = 0; i < 64; i++) {
      int64_t whole = (int64_t)(random_next(&state) >> 11) * (random_next(&state) & 1 ? 1 : -1);
      int shift = (int)(random_next(&state) % 37);
      terms[i] = ldexp((double)whole, shift - 40);
      exact += (wide)whole * ((wide)1 << shift);
    }
    assert_true(sum_of(terms, 64) == ldexp((double)exact, -40));
    random_shuffle(&state, terms, 64, sizeof terms[0]);
    assert_true(sum_of(terms, 64) == ldexp((double)exact, -40));
  }
}

static void test_sum_products_are_not_rounded(void **test) {
  (void)test;
  tell__stats_sum sum = {0};
  double a = 1 + DBL_EPSILON;
  tell__stats_sum_add_product(&sum, a, a);
  tell__stats_sum_add(&sum, -1 - 2 * DBL_EPSILON);
  assert_true(tell__stats_sum_value(&sum) == DBL_EPSILON * DBL_EPSILON);
}

static void test_sum_overflow_and_nan_stay_failed(void **test) {
  (void)test;
  const double bad[][2] = {{DBL_MAX, DBL_MAX}, {NAN, 1}, {INFINITY, -INFINITY}};
  for (size_t i = 0; i < 3; i++) {
    tell__stats_sum sum = {0};
    tell__stats_sum_add(&sum, bad[i][0]);
    tell__stats_sum_add(&sum, bad[i][1]);
    for (int k = 0; k < 200; k++)
      tell__stats_sum_add(&sum, 1.0 / (k + 1));
    assert_true(isnan(tell__stats_sum_value(&sum)));
  }
  tell__stats_sum product = {0};
  tell__stats_sum_add_product(&product, 1e200, 1e200);
  assert_true(isnan(tell__stats_sum_value(&product)));
}

/* Terms that leave parts of one or two bits each: more than there is room for until they are
 * carried. */
static void test_sum_terms_of_every_size_give_the_same_in_any_order(void **test) {
  (void)test;
  enum { TERMS = 1000 + 1074 };
  double terms[TERMS];
  uint64_t state = 17;
  for (int i = 0; i < TERMS; i++)
    terms[i] = ldexp(i % 3 == 0 ? -1 : 1, i - 1074);
  /* A geometric series: in threes from the largest, (-1 + 1/2 + 1/4)/(1 - 1/8). */
  double sum = ldexp(-2.0 / 7, 999);
  for (int round = 0; round < 200; round++) {
    assert_true(sum_of(terms, TERMS) == sum);
    random_shuffle(&state, terms, TERMS, sizeof terms[0]);
  }
}

static void test_sort_random_numbers_come_out_in_order(void **test) {
  (void)test;
  uint64_t state = 11;
  for (size_t count = 0; count < 70; count++) {
    double numbers[70], before[70];
    for (size_t i = 0; i < count; i++)
      before[i] = numbers[i] = (double)(random_next(&state) % 20) - 10;
    tell__stats_sort(numbers, count);
    for (size_t i = 0; i < count; i++) {
      size_t below = 0, equal = 0;
      for (size_t j = 0; j < count; j++) {
        below += before[j] < numbers[i];
        equal += before[j] == numbers[i];
      }
      assert_true(below <= i && i < below + equal);
    }
  }
}

static void test_median_even_count_is_the_mean_of_the_middle(void **test) {
  (void)test;
  const double numbers[] = {1, 2, 5, 100};
  assert_true(tell__stats_sorted_median(numbers, 4) == 3.5);
  assert_true(tell__stats_sorted_median(numbers, 3) == 2);
  assert_true(tell__stats_sorted_median(numbers, 1) == 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sum_large_terms_that_cancel_leave_the_small_ones),
      cmocka_unit_test(test_sum_half_way_is_decided_by_the_smallest_term),
      cmocka_unit_test(test_sum_random_terms_equal_128_bit_arithmetic),
      cmocka_unit_test(test_sum_products_are_not_rounded),
      cmocka_unit_test(test_sum_overflow_and_nan_stay_failed),
      cmocka_unit_test(test_sum_terms_of_every_size_give_the_same_in_any_order),
      cmocka_unit_test(test_sort_random_numbers_come_out_in_order),
      cmocka_unit_test(test_median_even_count_is_the_mean_of_the_middle),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
