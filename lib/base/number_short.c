/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that 64 bits hold, as text; see the header. */
#include "number_short.h"

static const uint64_t POWERS[TELL__DECIMALS_SHORT + 1] = {1,
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

enum { NEAR_HALF_ULPS = 4, EIGHT = 8 };

uint64_t tell__power_of_ten(size_t decimals) { return POWERS[decimals]; }

/* Below 2^117, so 128 bits hold all of it exactly. */
tell__wide tell__binary_scale(const tell__binary *number, size_t decimals) {
  int shift = -number->exponent;
  if (shift > 127)
    return 0;
  tell__wide half = (tell__wide)1 << (shift - 1);
  tell__wide noise = (tell__wide)POWERS[decimals] * NEAR_HALF_ULPS;
  if (noise > half / 2)
    noise = 0;
  return ((tell__wide)number->mantissa * POWERS[decimals] + half + noise) >> shift;
}

/*
 * Eight digits at once, the first one in the lowest byte: halves, quarters and
 * eighths are parted by multiplying with what dividing by 10000, 100 and 10
 * comes to (exact for numbers of so few digits).
 */
static inline uint64_t eight_digits(uint32_t number) {
  uint64_t halves = number / 10000 | (uint64_t)(number % 10000) << 32;
  uint64_t hundreds = (halves * 10486 >> 20) & 0x0000007F0000007FU;
  uint64_t pairs = hundreds | (halves - hundreds * 100) << 16;
  uint64_t tens = (pairs * 103 >> 10) & 0x000F000F000F000FU;
  return (tens | (pairs - tens * 10) << 8) + 0x3030303030303030U;
}

/* Always eight bytes: where fewer are meant, what comes next goes over the rest. */
static inline void put_eight(char *at, uint64_t digits) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  memcpy(at, &digits, EIGHT);
#else
  for (size_t i = 0; i < EIGHT; i++)
    at[i] = (char)(digits >> 8 * i);
#endif
}

/* The last `count` digits of a number that has no more; there is room for 24. */
static inline char *put_digits(char *at, uint64_t number, size_t count) {
  static const uint32_t eight = 100000000;
  uint64_t high = number / eight;
  uint32_t low = (uint32_t)(number % eight);
  if (count > 2 * EIGHT) {
    put_eight(at, eight_digits((uint32_t)(high / eight)) >> 8 * (3 * EIGHT - count));
    put_eight(at + count - 2 * EIGHT, eight_digits((uint32_t)(high % eight)));
    put_eight(at + count - EIGHT, eight_digits(low));
  } else if (count > EIGHT) {
    put_eight(at, eight_digits((uint32_t)high) >> 8 * (2 * EIGHT - count));
    put_eight(at + count - EIGHT, eight_digits(low));
  } else {
    put_eight(at, eight_digits(low) >> 8 * (EIGHT - count));
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
  while (number >= POWERS[count])
    count++;
  return put_digits(at, number, count);
}

/* tell__binary_scale() of the part behind the mark, where the shift is below 64. */
static inline uint64_t scale_rest(uint64_t mantissa, int shift, uint64_t power) {
  uint64_t half = UINT64_C(1) << (shift - 1);
  uint64_t noise = power > half / (2 * NEAR_HALF_ULPS) ? 0 : power * NEAR_HALF_ULPS;
  return (uint64_t)(((tell__wide)mantissa * power + (half + noise)) >> (shift & 63));
}

size_t tell__number_write_short(const tell__binary *number, size_t decimals, int trim, char mark,
                                char *buffer) {
  char *at = buffer;
  int shift = -number->exponent;
  uint64_t power = POWERS[decimals], whole = 0, rest = 0;
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
