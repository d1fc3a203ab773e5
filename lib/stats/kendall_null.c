/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chance distribution of falling pairs; see the header. */
#include "stats/kendall_null.h"

#include <stdint.h>

#include "base/alloc.h"

enum { TABLE_POINTS = 10, TABLE_SIZE = 90 };

/* Where the numbers of k values begin, and how many of k! orders have at most 0, 1, 2, ... falling
 * pairs, up to half of all pairs. (One value has one order.) */
static const uint8_t table_start[TABLE_POINTS + 2] = {0, 0, 1, 2, 4, 8, 14, 22, 33, 48, 67, 90};
static const uint32_t table[TABLE_SIZE] = {
    1,      1,      1,      3,      1,      4,      9,       15,      1,       5,
    14,     29,     49,     71,     1,      6,      20,      49,      98,      169,
    259,    360,    1,      7,      27,     76,     174,     343,     602,     961,
    1416,   1947,   2520,   1,      8,      35,     111,     285,     628,     1230,
    2191,   3606,   5546,   8039,   11056,  14506,  18242,   22078,   1,       9,
    44,     155,    440,    1068,   2298,   4489,   8095,    13640,   21671,   32692,
    47087,  65044,  86494,  111078, 138151, 166826, 196054,  1,       10,      54,
    209,    649,    1717,   4015,   8504,   16599,  30239,   51909,   84592,   131635,
    196524, 282578, 392588, 528441, 690778, 878737, 1089826, 1319957, 1563651, 1814400};

static double factorial(size_t count) {
  double product = 1;
  for (size_t i = 2; i <= count; i++)
    product *= (double)i;
  return product;
}

/* Multiplies by (1 - q^m)/(1 - q^j), powers up to `top` only; m > j. There is no remainder. */
static void times_ratio(double *counts, size_t top, size_t m, size_t j) {
  for (size_t i = top; i >= m; i--)
    counts[i] -= counts[i - m];
  for (size_t i = j; i <= top; i++)
    counts[i] += counts[i - j];
}

/*
 * Tie groups are put in one after the other: with m values in place, the j-th
 * of its group multiplies by [m]/[j]. Every product on the way counts orders
 * of the values in place, so none is larger than the last one, and as `top` is
 * at most half of all pairs the error stays near 1e-14. (Multiplying out [k]!
 * first and dividing afterwards loses every digit from about k = 30.)
 */
static void place_group(double *counts, size_t top, size_t before, size_t size, double *orders) {
  for (size_t j = 1; j <= size; j++) {
    size_t m = before + j;
    if (m == j)
      continue;
    times_ratio(counts, top, m, j);
    *orders = *orders * (double)m / (double)j;
  }
}

static double sum_up_to(const double *counts, size_t top) {
  double sum = 0;
  for (size_t i = 0; i <= top; i++)
    sum += counts[i];
  return sum;
}

tell_status tell__stats_kendall_tail(const size_t *sizes, size_t groups, size_t most, double *share,
                                     double *orders) {
  double *counts = tell__alloc_array(most + 1, sizeof *counts);
  if (counts == NULL)
    return TELL_E_MEMORY;
  counts[0] = 1;
  *orders = 1;
  for (size_t g = 0, before = 0; g < groups; g++) {
    place_group(counts, most, before, sizes[g], orders);
    before += sizes[g];
  }
  *share = sum_up_to(counts, most) / *orders;
  tell__free(counts);
  return TELL_OK;
}

static tell_status tail_of_many(size_t count, size_t most, double *share) {
  double orders = 1;
  double *counts = tell__alloc_array(most + 1, sizeof *counts);
  if (counts == NULL)
    return TELL_E_MEMORY;
  counts[0] = 1;
  for (size_t before = 0; before < count; before++)
    place_group(counts, most, before, 1, &orders);
  *share = sum_up_to(counts, most) / orders;
  tell__free(counts);
  return TELL_OK;
}

tell_status tell__stats_kendall_tail_no_ties(size_t count, size_t most, double *share) {
  if (count > TABLE_POINTS)
    return tail_of_many(count, most, share);
  size_t at = table_start[count] + most;
  *share = at < table_start[count + 1] ? (double)table[at] / factorial(count) : 1;
  return TELL_OK;
}

double tell__stats_kendall_smallest_p(size_t count) {
  double p = 2;
  for (size_t i = 2; i <= count; i++)
    p /= (double)i;
  return p > 1 ? 1 : p;
}
