/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A double as the whole number times a power of two that it is, and the text
 * of those that need no more than 64 bits for it: nearly all numbers of nearly
 * all result files. number_write.c has the rest; it and number_digits.c have the
 * public functions.
 */
#ifndef TELL_BASE_NUMBER_SHORT_H
#define TELL_BASE_NUMBER_SHORT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "telling/base.h"

__extension__ typedef unsigned __int128 tell__wide;

enum {
  TELL__MANTISSA_BITS = 52,
  TELL__DECIMALS_SHORT = 19, /* 10^19 is the largest power of ten in 64 bits */
  TELL__ROOM_SHORT = 48,     /* a sign, 16 digits, a mark, 19 decimals and up to 7 bytes behind */
  TELL__NEAR_HALF_ULPS = 4
};

#define TELL__EIGHT_ZEROS UINT64_C(0x3030303030303030)

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
static inline uint64_t tell__power_of_ten(size_t decimals) {
  static const uint64_t powers[TELL__DECIMALS_SHORT + 1] = {1,
                                                            10,
                                                            100,
                                                            1000,
                                                            10000,
                                                            100000,
                                                            1000000,
                                                            10000000,
                                                            100000000,
                                                            1000000000,
                                                            10000000000,
                                                            100000000000,
                                                            1000000000000,
                                                            10000000000000,
                                                            100000000000000,
                                                            1000000000000000,
                                                            10000000000000000,
                                                            100000000000000000,
                                                            1000000000000000000,
                                                            10000000000000000000U};
  return powers[decimals];
}

/**
 * The digits of a number below 10^8 as numbers from 0 to 9, the first one in the
 * lowest byte: halves, quarters and eighths are parted by multiplying with what
 * dividing by 10000, 100 and 10 comes to (exact for numbers of so few digits).
 */
static inline uint64_t tell__eight_digits(uint32_t number) {
  uint64_t halves = number / 10000 | (uint64_t)(number % 10000) << 32;
  uint64_t hundreds = (halves * 10486 >> 20) & 0x0000007F0000007FU;
  uint64_t pairs = hundreds | (halves - hundreds * 100) << 16;
  uint64_t tens = (pairs * 103 >> 10) & 0x000F000F000F000FU;
  return tens | (pairs - tens * 10) << 8;
}

/** Always eight bytes, the lowest one first: where fewer are meant, the next go over the rest. */
static inline void tell__put_eight(char *at, uint64_t bytes) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  memcpy(at, &bytes, sizeof bytes);
#else
  for (size_t i = 0; i < sizeof bytes; i++)
    at[i] = (char)(bytes >> 8 * i);
#endif
}

/**
 * Writes a number with a fraction (exponent < 0), and a NUL; decimals up to
 * TELL__DECIMALS_SHORT.
 * @param trim 1: zeros at the end are left out.
 * @param buffer has room for TELL__ROOM_SHORT bytes.
 * @return the length of the text.
 */
size_t tell__number_write_short(const tell__binary *number, size_t decimals, int trim, char mark,
                                char *buffer);

/**
 * What both writers ask of their arguments, in this order; the text is then "".
 */
tell_status tell__number_check(tell_number_style style_id, char *buffer, size_t size,
                               tell_error *err);

/**
 * Writes a number by checked arguments, whatever its size; `*length` receives how long it became.
 * @return #TELL_OK; #TELL_E_ARGUMENT where the buffer is too small.
 */
tell_status tell__number_write_good(const tell__binary *number, size_t decimals, int trim,
                                    tell_number_style style_id, char *buffer, size_t size,
                                    size_t *length, tell_error *err);

#endif
