/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exact sums. Terms are kept as a few doubles that do not overlap (Shewchuk
 * 1997, Discrete & Computational Geometry 18, 305-363), and rounded once at
 * the end. The result is the double nearest to the true sum, so the order of
 * the terms changes no bit of it.
 */
#ifndef TELL_STATS_SUM_H
#define TELL_STATS_SUM_H

#include <stddef.h>

/* More than the 40 parts of 53 bits that fill the 2098 bits of the range of double. */
#define TELL__STATS_SUM_PARTS 48

/** A sum; start with zeroes. */
typedef struct tell__stats_sum {
  double parts[TELL__STATS_SUM_PARTS];
  size_t count;
  int failed; /* 1 after a term that was not finite, or an overflow */
} tell__stats_sum;

void tell__stats_sum_add(tell__stats_sum *sum, double term);

/** Adds a·b without rounding the product (as long as its last bit is above the smallest double). */
void tell__stats_sum_add_product(tell__stats_sum *sum, double a, double b);

/** The sum, rounded once; NaN after a failure, which the caller must not pass on. */
double tell__stats_sum_value(const tell__stats_sum *sum);

#endif
