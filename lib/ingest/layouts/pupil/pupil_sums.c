/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means and standard deviations from exact sums. */
#include "pupil_sums.h"

#include <math.h>

__extension__ typedef unsigned __int128 wide;

void tell__pupil_sum_merge(tell__pupil_sum *sum, const tell__pupil_sum *other) {
  sum->sum += other->sum;
  sum->squares += other->squares;
  sum->squares_high += other->squares_high + (sum->squares < other->squares);
  sum->count += other->count;
}

double tell__pupil_sum_mean(const tell__pupil_sum *sum, int64_t scale) {
  if (sum->count == 0)
    return 0;
  /* The whole part first: then a large scale costs the decimals no digits. */
  int64_t divisor = (int64_t)sum->count * scale;
  int64_t whole = sum->sum / divisor;
  return (double)whole + (double)(sum->sum - whole * divisor) / (double)divisor;
}

double tell__pupil_sum_sd(const tell__pupil_sum *sum, int64_t scale) {
  if (sum->count < 2)
    return 0;
  uint64_t size = (uint64_t)(sum->sum < 0 ? -sum->sum : sum->sum);
  wide squares = (wide)sum->squares_high << 64 | sum->squares;
  /* n times the squares about the mean: both terms are below 2^126, and the difference loses
   * nothing. */
  wide about_mean = squares * sum->count - (wide)size * size;
  double pairs = (double)sum->count * (double)(sum->count - 1);
  return sqrt((double)about_mean / pairs) / (double)scale;
}
