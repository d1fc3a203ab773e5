/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that 64 bits hold, as text; see the header. */
#include "number_short.h"

enum { EIGHT = 8 };

/* Below 2^117, so 128 bits hold all of it exactly. */
tell__wide tell__binary_scale(const tell__binary *number, size_t decimals) {
  int shift = -number->exponent;
  if (shift > 127)
    return 0;
  tell__wide half = (tell__wide)1 << (shift - 1);
  tell__wide noise = (tell__wide)tell__power_of_ten(decimals) * TELL__NEAR_HALF_ULPS;
  if (noise > half / 2)
    noise = 0;
  return ((tell__wide)number->mantissa * tell__power_of_ten(decimals) + half + noise) >> shift;
}

static inline uint64_t eight_digits(uint32_t number) {
  return tell__eight_digits(number) + TELL__EIGHT_ZEROS;
}

/* The last `count` digits of a number that has no more; there is room for 24. */
static inline char *put_digits(char *at, uint64_t number, size_t count) {
  static const uint32_t eight = 100000000;
  uint64_t high = number / eight;
  uint32_t low = (uint32_t)(number % eight);
  if (count > 2 * EIGHT) {
    tell__put_eight(at, eight_digits((uint32_t)(high / eight)) >> 8 * (3 * EIGHT - count));
    tell__put_eight(at + count - 2 * EIGHT, eight_digits((uint32_t)(high % eight)));
    tell__put_eight(at + count - EIGHT, eight_digits(low));
  } else if (count > EIGHT) {
    tell__put_eight(at, eight_digits((uint32_t)high) >> 8 * (2 * EIGHT - count));
    tell__put_eight(at + count - EIGHT, eight_digits(low));
  } else {
    tell__put_eight(at, eight_digits(low) >> 8 * (EIGHT - count));
  }
  return at + count;
}

/* The digits in front of the mark. Returns where they end. */
static inline char *put_whole(char *at, uint64_t number) {
  size_t count = 1;
  if (number >= 10 && number < 100) {
    *at++ = (char)('0' + number / 10);
    number %= 10;
  }
  if (number < 10) {
    *at = (char)('0' + number);
    return at + 1;
  }
  while (number >= tell__power_of_ten(count))
    count++;
  return put_digits(at, number, count);
}

/* tell__binary_scale() of the part behind the mark, where the shift is below 64. */
static inline uint64_t scale_rest(uint64_t mantissa, int shift, uint64_t power) {
  uint64_t half = UINT64_C(1) << (shift - 1);
  uint64_t noise = power > half / (2 * TELL__NEAR_HALF_ULPS) ? 0 : power * TELL__NEAR_HALF_ULPS;
  return (uint64_t)(((tell__wide)mantissa * power + (half + noise)) >> (shift & 63));
}

size_t tell__number_write_short(const tell__binary *number, size_t decimals, int trim, char mark,
                                char *buffer) {
  char *at = buffer;
  int shift = -number->exponent;
  uint64_t power = tell__power_of_ten(decimals), whole = 0, rest = 0;
  if (shift < 64) {
    whole = number->mantissa >> shift;
    rest = scale_rest(number->mantissa & ((UINT64_C(1) << shift) - 1), shift, power);
  } else {
    rest = (uint64_t)tell__binary_scale(number, decimals);
  }
  if (rest == power) { /* rounded up to the next whole number */
    whole++;
    rest = 0;
  }
  *at = '-';
  at += number->negative & ((whole | rest) != 0);
  at = put_whole(at, whole);
  if (rest > 0 || (decimals > 0 && !trim)) {
    *at++ = mark;
    at = put_digits(at, rest, decimals);
    while (trim && at[-1] == '0')
      at--;
  }
  *at = '\0';
  return (size_t)(at - buffer);
}
