/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The median of short lists against a plain sort. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "random.h"
#include "stats/short_median.h"

enum { MOST = TELL__STATS_MEDIAN_MOST, FEW = TELL__STATS_MEDIAN_FEW };

static double sorted_median(const double *numbers, size_t count) {
  double sorted[MOST];
  for (size_t i = 0; i < count; i++) {
    size_t at = i;
    for (; at > 0 && sorted[at - 1] > numbers[i]; at--)
      sorted[at] = sorted[at - 1];
    sorted[at] = numbers[i];
  }
  if (count % 2 == 1)
    return sorted[count / 2];
  return sorted[count / 2 - 1] / 2 + sorted[count / 2] / 2;
}

static void expect_median(const double *numbers, size_t count) {
  double lost[TELL__STATS_MEDIAN_ROOM], expected = sorted_median(numbers, count) + 0.0;
  memcpy(lost, numbers, count * sizeof *lost);
  double got = tell__stats_short_median(lost, count);
  assert_memory_equal(&got, &expected, sizeof got);
}

enum { KINDS = 8 };

static double any_number(int kind, uint64_t *seed) {
  static const double odd[] = {0,     -0.0,   5e-324, -5e-324,  1e-310,   1,
                               1e100, -1e100, 1e308,  INFINITY, -INFINITY};
  switch (kind) {
  case 0:
    return (double)(random_next(seed) % 2); /* what such sorters fail on when they fail */
  case 1:
    return (double)(random_next(seed) % 5) - 2;
  case 2:
    return 1 + (double)(random_next(seed) % 9) * 0x1p-52;
  case 3: { /* any finite double */
    double number;
    uint64_t bits = random_next(seed) & ~(UINT64_C(1) << 62);
    memcpy(&number, &bits, sizeof number);
    return number;
  }
  case 4:
    return odd[random_next(seed) % (sizeof odd / sizeof *odd - 2)];
  case 5: /* of two infinite numbers of either sign there is no middle */
    return fabs(odd[random_next(seed) % (sizeof odd / sizeof *odd)]);
  case 6:
    return -fabs(odd[random_next(seed) % (sizeof odd / sizeof *odd)]);
  default:
    return random_normal(seed);
  }
}

static void expect_medians(size_t count, int rounds, uint64_t *seed) {
  for (int round = 0; round < rounds; round++)
    for (int kind = 0; kind < KINDS; kind++) {
      double numbers[MOST];
      for (size_t i = 0; i < count; i++)
        numbers[i] = any_number(kind, seed);
      expect_median(numbers, count);
    }
}

static void test_short_median_of_few_equals_that_of_sorted_numbers(void **state) {
  (void)state;
  uint64_t seed = 91;
  for (size_t count = 1; count < FEW; count++)
    expect_medians(count, random_rounds(200), &seed);
}

static void test_short_median_of_many_equals_that_of_sorted_numbers(void **state) {
  (void)state;
  uint64_t seed = 92;
  for (size_t count = FEW; count <= MOST; count += count < 2 * FEW ? 1 : 8)
    expect_medians(count, random_rounds(10), &seed);
}

/* Every number of those below, turned round. */
static void test_short_median_of_one_odd_number_among_equal_ones_holds(void **state) {
  (void)state;
  for (size_t count = 1; count <= MOST; count += count < FEW + 9 ? 1 : 73)
    for (size_t below = 0; below <= count; below++)
      for (size_t turn = 0; turn < count; turn += 1 + count / 6) {
        double numbers[MOST];
        for (size_t i = 0; i < count; i++)
          numbers[(i + turn) % count] = i < below ? -1 : (i == below ? 0 : 1);
        expect_median(numbers, count);
      }
}

/* Rising, falling, and up and down: what slopes of schools with a trend are like. */
static void test_short_median_of_numbers_in_order_holds(void **state) {
  (void)state;
  for (size_t count = 1; count <= MOST; count++) {
    double numbers[3][MOST];
    for (size_t i = 0; i < count; i++) {
      numbers[0][i] = (double)i;
      numbers[1][i] = -(double)i;
      numbers[2][i] = fabs((double)i - (double)count / 3);
    }
    for (int kind = 0; kind < 3; kind++)
      expect_median(numbers[kind], count);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_short_median_of_few_equals_that_of_sorted_numbers),
      cmocka_unit_test(test_short_median_of_many_equals_that_of_sorted_numbers),
      cmocka_unit_test(test_short_median_of_one_odd_number_among_equal_ones_holds),
      cmocka_unit_test(test_short_median_of_numbers_in_order_holds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
