/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From exact integers to the nearest double, with integer arithmetic only: the
 * host's rounding direction and extended registers then change nothing.
 */
#ifndef TELL_BASE_NUMBER_EXACT_H
#define TELL_BASE_NUMBER_EXACT_H

#include <stddef.h>
#include <stdint.h>

/** The digits of a number in a text; bytes that are no digits (group marks) are passed over. */
typedef struct tell__digits {
  const char *whole;
  size_t whole_length;
  const char *fraction;
  size_t fraction_length;
} tell__digits;

/**
 * The double nearest to `mantissa * 2^exponent` (ties to even), infinity above
 * the range. `sticky` says that the exact number is a little larger than that;
 * then the mantissa must have at least 56 bits.
 */
double tell__double_pack(uint64_t mantissa, int sticky, int exponent);

/** The double nearest to digits of any number; slow. Infinity above the range. */
double tell__double_from_digits(const tell__digits *digits);

#endif
