/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A double as the whole number times a power of two that it is, and the text
 * of those that need no more than 64 bits for it: nearly all numbers of nearly
 * all result files. number_write.c has the public functions and the rest.
 */
#ifndef TELL_BASE_NUMBER_SHORT_H
#define TELL_BASE_NUMBER_SHORT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

__extension__ typedef unsigned __int128 tell__wide;

enum {
  TELL__MANTISSA_BITS = 52,
  TELL__DECIMALS_SHORT = 19, /* 10^19 is the largest power of ten in 64 bits */
  TELL__ROOM_SHORT = 48      /* a sign, 16 digits, a mark, 19 decimals and up to 7 bytes behind */
};

/** The number is mantissa * 2^exponent. */
typedef struct tell__binary {
  uint64_t mantissa;
  int32_t exponent;
  int32_t negative;
} tell__binary;

/** Returns 0 for infinity and NaN. */
static inline int tell__binary_split(double value, tell__binary *out) {
  enum { BIAS = 1023 + TELL__MANTISSA_BITS };
  uint64_t bits = 0;
  memcpy(&bits, &value, sizeof bits);
  int32_t exponent = (int32_t)(bits >> TELL__MANTISSA_BITS & 0x7FFU);
  out->negative = (int32_t)(bits >> 63);
  out->mantissa = (bits & ((UINT64_C(1) << TELL__MANTISSA_BITS) - 1)) | (uint64_t)(exponent > 0)
                                                                            << TELL__MANTISSA_BITS;
  out->exponent = exponent - BIAS + (exponent == 0);
  return exponent != 0x7FF;
}

/**
 * A number with a fraction (exponent < 0) times 10^decimals, rounded. Near a half, four units in
 * the last place are trusted to be noise, but only where they are at most a
 * quarter of the last decimal: otherwise numbers with 15 significant digits
 * would be pushed away from themselves.
 */
tell__wide tell__binary_scale(const tell__binary *number, size_t decimals);

/** 10^decimals, up to TELL__DECIMALS_SHORT. */
uint64_t tell__power_of_ten(size_t decimals);

/**
 * Writes a number with a fraction (exponent < 0), and a NUL; decimals up to
 * TELL__DECIMALS_SHORT.
 * @param trim 1: zeros at the end are left out.
 * @param buffer has room for TELL__ROOM_SHORT bytes.
 * @return the length of the text.
 */
size_t tell__number_write_short(const tell__binary *number, size_t decimals, int trim, char mark,
                                char *buffer);

#endif
