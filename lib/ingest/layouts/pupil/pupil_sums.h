/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The exact sums of one measure over pupils. Values are whole numbers (a score
 * times a million, say), so that neither the order of the rows, nor threads,
 * nor where a file is cut changes a bit of the result.
 */
#ifndef TELL_INGEST_PUPIL_SUMS_H
#define TELL_INGEST_PUPIL_SUMS_H

#include <stdint.h>

/**
 * Sum, squares and number of values. The squares have 96 bits: with values
 * below 2^32 and at most 2^31 pupils neither sum can run over.
 */
typedef struct tell__pupil_sum {
  int64_t sum;
  uint64_t squares; /* the low 64 bits */
  uint32_t squares_high;
  uint32_t count;
} tell__pupil_sum;

/** Values lie below this on both sides of 0. */
static const int64_t tell__pupil_value_limit = (int64_t)1 << 32;

/** Decimals that a pupil's value may have, and what it is multiplied with then. */
enum { TELL__PUPIL_DECIMALS_MAX = 6, TELL__PUPIL_DECIMAL_SCALE = 1000000 };

/**
 * What the mean of a pupil's answers is multiplied with: divisible by 1 to 22,
 * so that the mean of up to 22 answers is a whole number.
 */
enum { TELL__PUPIL_ANSWERS_MAX = 22, TELL__PUPIL_ANSWER_SCALE = 232792560 };

/** Adds a value. In the header because it runs for every measure of every pupil. */
static inline void tell__pupil_sum_add(tell__pupil_sum *sum, int64_t value) {
  uint64_t size = (uint64_t)(value < 0 ? -value : value);
  uint64_t square = size * size;
  sum->sum += value;
  sum->squares += square;
  sum->squares_high += sum->squares < square;
  sum->count++;
}

/** Adds what another sum holds. */
void tell__pupil_sum_merge(tell__pupil_sum *sum, const tell__pupil_sum *other);

/** The mean of values that were multiplied with `scale`; 0 without values. */
double tell__pupil_sum_mean(const tell__pupil_sum *sum, int64_t scale);

/** Their standard deviation (n - 1); 0 for fewer than two values. */
double tell__pupil_sum_sd(const tell__pupil_sum *sum, int64_t scale);

#endif
