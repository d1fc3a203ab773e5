/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact sums; see the header. Relies on doubles being rounded to 53 bits (no x87, no -ffast-math).
 */
#include "stats/sum.h"

#include <float.h>
#include <math.h>

#if FLT_EVAL_METHOD != 0
#error "exact sums need arithmetic in double precision"
#endif

/* a + b = *high + *low without error (Dekker's two-sum, larger first). */
static void two_sum(double a, double b, double *high, double *low) {
  if (fabs(a) < fabs(b)) {
    double swap = a;
    a = b;
    b = swap;
  }
  *high = a + b;
  *low = b - (*high - a);
}

/* Carries every part upwards as far as it goes and drops what became zero; 1 if a part changed. */
static int carry(tell__stats_sum *sum) {
  size_t kept = 0;
  int changed = 0;
  for (size_t i = 1; i < sum->count; i++) {
    double high, low;
    two_sum(sum->parts[i], sum->parts[i - 1], &high, &low);
    changed |= high != sum->parts[i];
    sum->parts[i] = high;
    if (low != 0)
      sum->parts[kept++] = low;
  }
  sum->parts[kept++] = sum->parts[sum->count - 1];
  sum->count = kept;
  return changed;
}

/*
 * Parts need not be full: terms of very many sizes leave parts of few bits.
 * Carried until nothing moves, each is below half a last bit of the next one,
 * so at most 40 are left. The bound stops a sum that has overflowed.
 */
static void make_room(tell__stats_sum *sum) {
  for (int pass = 0; pass < TELL__STATS_SUM_PARTS && carry(sum); pass++)
    continue;
}

void tell__stats_sum_add(tell__stats_sum *sum, double term) {
  size_t kept = 0;
  if (sum->count == TELL__STATS_SUM_PARTS)
    make_room(sum);
  for (size_t i = 0; i < sum->count; i++) {
    double low;
    two_sum(term, sum->parts[i], &term, &low);
    if (low != 0)
      sum->parts[kept++] = low;
    if (!isfinite(term))
      break;
  }
  if (!isfinite(term) || kept >= TELL__STATS_SUM_PARTS) {
    sum->failed = 1;
    sum->count = 0;
    return;
  }
  sum->parts[kept++] = term;
  sum->count = kept;
}

void tell__stats_sum_add_product(tell__stats_sum *sum, double a, double b) {
  double product = a * b;
  tell__stats_sum_add(sum, product);
  if (isfinite(product))
    tell__stats_sum_add(sum, fma(a, b, -product));
}

double tell__stats_sum_value(const tell__stats_sum *sum) {
  if (sum->failed)
    return NAN;
  if (sum->count == 0)
    return 0;
  size_t i = sum->count - 1;
  double high = sum->parts[i];
  double low = 0;
  while (i > 0 && low == 0)
    two_sum(high, sum->parts[--i], &high, &low);
  /* Half-way between two doubles so far: the sign of the next part says which one is nearer. */
  if (i > 0 && ((low < 0 && sum->parts[i - 1] < 0) || (low > 0 && sum->parts[i - 1] > 0))) {
    double twice = low * 2;
    double next = high + twice;
    if (twice == next - high)
      high = next;
  }
  return high;
}
