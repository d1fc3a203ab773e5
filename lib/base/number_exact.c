/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rounding to a double, and the conversion of numbers that are too long for 128 bits. */
#include "number_exact.h"

#include <string.h>

__extension__ typedef unsigned __int128 wide;

enum {
  DROPPED_BITS = 11, /* 64 bits of mantissa against the 53 of a double */
  EXPONENT_MAX = 1023,
  EXPONENT_MIN = -1022,
  WORD_DIGITS = 9, /* a word holds nine decimal digits */
  WORD_BASE = 1000000000,
  WHOLE_DIGITS = 310, /* more digits are above the largest double, 1.8e308 */
  WHOLE_WORDS = (WHOLE_DIGITS + WORD_DIGITS - 1) / WORD_DIGITS,
  /* Halfway between two doubles there are at most 1075 digits after the mark. */
  FRACTION_DIGITS = 1080,
  FRACTION_WORDS = FRACTION_DIGITS / WORD_DIGITS,
  BINARY_WORDS = 33, /* 10^310 in words of 32 bits */
  LOWEST_WORD = -36  /* 2^-1152, below the smallest double */
};

typedef struct decimal {
  uint32_t whole[WHOLE_WORDS];       /* the lowest first */
  uint32_t fraction[FRACTION_WORDS]; /* the highest first */
  uint32_t binary[BINARY_WORDS];     /* the whole part in binary, the lowest first */
  int more;                          /* a digit other than 0 beyond the fraction words */
} decimal;

static double from_bits(uint64_t bits) {
  double value = 0;
  memcpy(&value, &bits, sizeof value);
  return value;
}

double tell__double_pack(uint64_t mantissa, int sticky, int exponent) {
  if (mantissa == 0)
    return 0;
  int shift = __builtin_clzll(mantissa);
  mantissa <<= shift;
  int top = exponent - shift + 63; /* the exponent of the highest bit */
  if (top > EXPONENT_MAX)
    return from_bits(UINT64_C(0x7FF) << 52);
  int drop = top >= EXPONENT_MIN ? DROPPED_BITS : DROPPED_BITS + EXPONENT_MIN - top;
  if (drop > 64)
    return 0;
  uint64_t half = UINT64_C(1) << (drop - 1);
  uint64_t kept = drop < 64 ? mantissa >> drop : 0;
  uint64_t rest = drop < 64 ? mantissa & (half * 2 - 1) : mantissa;
  if (rest > half || (rest == half && (sticky || (kept & 1U) != 0)))
    kept++;
  /* A carry out of the mantissa runs into the exponent, as it should; at the top it gives infinity.
   */
  if (top >= EXPONENT_MIN)
    kept += (uint64_t)(top - EXPONENT_MIN) << 52;
  return from_bits(kept);
}

static int is_digit(char byte) { return byte >= '0' && byte <= '9'; }

/* Returns 0 when there are more digits than a double can be large. */
static int read_whole(decimal *number, const tell__digits *digits) {
  size_t count = 0;
  for (size_t i = digits->whole_length; i > 0; i--) {
    char byte = digits->whole[i - 1];
    if (!is_digit(byte))
      continue;
    if (count < WHOLE_DIGITS) {
      uint32_t scale = 1;
      for (size_t j = 0; j < count % WORD_DIGITS; j++)
        scale *= 10;
      number->whole[count / WORD_DIGITS] += (uint32_t)(byte - '0') * scale;
    } else if (byte != '0') {
      return 0;
    }
    count++;
  }
  return 1;
}

static void read_fraction(decimal *number, const tell__digits *digits) {
  uint32_t scale = WORD_BASE;
  for (size_t i = 0; i < digits->fraction_length; i++) {
    uint32_t digit = (uint32_t)(digits->fraction[i] - '0');
    scale = scale == 1 ? WORD_BASE / 10 : scale / 10;
    if (i < FRACTION_DIGITS)
      number->fraction[i / WORD_DIGITS] += digit * scale;
    else if (digit != 0)
      number->more = 1;
  }
}

static void make_binary(decimal *number) {
  for (size_t i = 0; i < BINARY_WORDS; i++) {
    uint64_t rest = 0;
    for (size_t j = WHOLE_WORDS; j > 0; j--) {
      rest = rest * WORD_BASE + number->whole[j - 1];
      number->whole[j - 1] = (uint32_t)(rest >> 32);
      rest &= UINT32_MAX;
    }
    number->binary[i] = (uint32_t)rest;
  }
}

/* The next 32 bits behind the mark: what runs over when the fraction is multiplied by 2^32. */
static uint32_t take_fraction_bits(decimal *number) {
  uint64_t carry = 0;
  for (size_t i = FRACTION_WORDS; i > 0; i--) {
    carry += (uint64_t)number->fraction[i - 1] << 32;
    number->fraction[i - 1] = (uint32_t)(carry % WORD_BASE);
    carry /= WORD_BASE;
  }
  return (uint32_t)carry;
}

/* Word `index` of the binary number: 0 is the lowest of the whole part, -1 the first behind the
 * mark. */
static uint32_t take_word(decimal *number, int index) {
  if (index < 0)
    return take_fraction_bits(number);
  uint32_t word = number->binary[index];
  number->binary[index] = 0;
  return word;
}

static int has_rest(const decimal *number) {
  uint32_t any = (uint32_t)number->more;
  for (size_t i = 0; i < BINARY_WORDS; i++)
    any |= number->binary[i];
  for (size_t i = 0; i < FRACTION_WORDS; i++)
    any |= number->fraction[i];
  return any != 0;
}

double tell__double_from_digits(const tell__digits *digits) {
  decimal number;
  memset(&number, 0, sizeof number);
  if (!read_whole(&number, digits))
    return from_bits(UINT64_C(0x7FF) << 52);
  read_fraction(&number, digits);
  make_binary(&number);
  int index = BINARY_WORDS - 1;
  uint32_t first = 0;
  while (index >= LOWEST_WORD && (first = take_word(&number, index)) == 0)
    index--;
  if (first == 0)
    return 0;
  wide bits = (wide)first << 64;
  bits |= (wide)take_word(&number, index - 1) << 32;
  bits |= take_word(&number, index - 2);
  /* The first word has a bit, so that shifting by its leading zeros leaves 64 good bits on top. */
  int shift = 32 - __builtin_clz(first);
  uint64_t mantissa = (uint64_t)(bits >> shift);
  int sticky = (bits & (((wide)1 << shift) - 1)) != 0 || has_rest(&number);
  return tell__double_pack(mantissa, sticky, (index - 2) * 32 + shift);
}
