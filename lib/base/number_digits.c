/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing a number with so many digits (telling/base.h has the rules): how many
 * decimals that takes, and a way of its own for numbers of everyday size, which
 * result files hold by the million.
 */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "error.h"
#include "number_short.h"

enum { DIGITS_MAX = 17, EXPONENT_BIAS = 1023 };

/*
 * Numbers of everyday size are from 2^-13 to below 2^23 and become sixteen
 * digits: those asked for, and up to four zeros in front of them.
 */
enum {
  EVERYDAY_LEAST = -13,
  EVERYDAY_BELOW = 23,
  EVERYDAY_WHOLE = 7,
  EVERYDAY_ZEROS = 4,
  PLACES = 16,
};

/*
 * So many digits always leave a decimal and always fit. Up to fourteen are so
 * few that what is near a half always counts as noise (tell__binary_scale()),
 * and with more than fifteen the factor of scale() would not fit.
 */
enum {
  USUAL_LEAST = EVERYDAY_WHOLE,
  USUAL_MOST = PLACES - EVERYDAY_ZEROS,
  SURE_MOST = 14,
  EVERYDAY_MOST = 15,
};

/* A number of everyday size, and its place among them: how often 2^-13 doubles up to it. */
typedef struct everyday {
  uint64_t bits;
  int place;
} everyday;

/* What becomes of it: digits in front of the mark and behind it. */
typedef struct form {
  ptrdiff_t whole, decimals;
  uint64_t noise; /* in units in the last place */
  char mark;
} form;

/* The power of ten of the first digit of a number that is at least 2^binary and less than twice it;
 * of those beyond the table the nearest one outside of it. */
static inline int first_power(double value, int binary) {
  static const double tens[] = {1e-18, 1e-17, 1e-16, 1e-15, 1e-14, 1e-13, 1e-12, 1e-11, 1e-10,
                                1e-9,  1e-8,  1e-7,  1e-6,  1e-5,  1e-4,  1e-3,  1e-2,  1e-1,
                                1e0,   1e1,   1e2,   1e3,   1e4,   1e5,   1e6,   1e7,   1e8,
                                1e9,   1e10,  1e11,  1e12,  1e13,  1e14,  1e15,  1e16,  1e17};
  enum { ONE = 18, LAST = sizeof tens / sizeof tens[0] - 1 - ONE };
  /* floor(log10(2^binary)): that power of ten, or one too small. */
  int power = binary * 1233 >> 12;
  if (power < -ONE - 1)
    return -ONE - 1;
  if (power >= LAST)
    return LAST;
  return power + (fabs(value) >= tens[power + 1 + ONE]);
}

/* How many decimals give a number that many digits from its first one on that is not 0. */
static size_t decimals_of_digits(double value, const tell__binary *number, int32_t digits) {
  int power = first_power(value, number->exponent + TELL__MANTISSA_BITS);
  int decimals = digits - 1 - power;
  if (decimals < 0)
    return 0;
  return (size_t)(decimals < TELL__DECIMALS_SHORT ? decimals : TELL__DECIMALS_SHORT);
}

#if defined(__SSE2__)

/* Each a number from 0 to 9, the first one in the lowest byte. */
typedef __m128i sixteen;

/* Halves, quarters and so on are parted by multiplying with what dividing comes to. */
static inline sixteen split_digits(uint32_t high, uint32_t low) {
  __m128i eights =
      _mm_unpacklo_epi64(_mm_cvtsi32_si128((int32_t)high), _mm_cvtsi32_si128((int32_t)low));
  __m128i over = _mm_srli_epi64(_mm_mul_epu32(eights, _mm_set1_epi64x(0xD1B71759)), 45);
  __m128i rest = _mm_sub_epi64(eights, _mm_mul_epu32(over, _mm_set1_epi64x(10000)));
  __m128i fours = _mm_or_si128(over, _mm_slli_epi64(rest, 32));
  over = _mm_srli_epi16(_mm_mulhi_epu16(fours, _mm_set1_epi32(5243)), 3);
  rest = _mm_sub_epi16(fours, _mm_mullo_epi16(over, _mm_set1_epi32(100)));
  __m128i pairs = _mm_or_si128(over, _mm_slli_epi32(rest, 16));
  over = _mm_mulhi_epu16(pairs, _mm_set1_epi16(6554));
  /* over + 256 * (pairs - 10 * over) */
  return _mm_sub_epi16(_mm_slli_epi16(pairs, 8), _mm_mullo_epi16(over, _mm_set1_epi16(2559)));
}

/* Where the last of them stands that is not 0, from 0 on; one is not. */
static inline ptrdiff_t last_digit(sixteen digits) {
  int some = _mm_movemask_epi8(_mm_cmpgt_epi8(digits, _mm_setzero_si128()));
  return 31 ^ __builtin_clz((unsigned)some);
}

/* All digits, with one place left free behind the first `whole`: those stay where the others move
 * on. */
static inline void put_digits(sixteen digits, ptrdiff_t whole, char *at) {
  /* Read from `whole` bytes before its middle on, it covers as many digits. */
  static const unsigned char before[2 * PLACES] = {255, 255, 255, 255, 255, 255, 255, 255,
                                                   255, 255, 255, 255, 255, 255, 255, 255};
  __m128i text = _mm_or_si128(digits, _mm_set1_epi8('0'));
  __m128i moved = _mm_slli_si128(text, 1);
  __m128i stays = _mm_loadu_si128((const __m128i *)(const void *)(before + PLACES - whole));
  _mm_storeu_si128((__m128i *)(void *)(at + 1), text);
  text = _mm_or_si128(_mm_and_si128(stays, text), _mm_andnot_si128(stays, moved));
  _mm_storeu_si128((__m128i *)(void *)at, text);
}

#else

typedef struct sixteen {
  uint64_t first, rest; /* eight each, the first one in the lowest byte */
} sixteen;

static inline sixteen split_digits(uint32_t high, uint32_t low) {
  return (sixteen){tell__eight_digits(high), tell__eight_digits(low)};
}

static inline ptrdiff_t last_digit(sixteen digits) {
  uint64_t last = digits.rest != 0 ? digits.rest : digits.first;
  return PLACES / 2 * (digits.rest != 0) + 7 - __builtin_clzll(last) / 8;
}

static inline void put_digits(sixteen digits, ptrdiff_t whole, char *at) {
  uint64_t first = digits.first + TELL__EIGHT_ZEROS;
  uint64_t stays = (UINT64_C(1) << 8 * whole) - 1;
  tell__put_eight(at + 1, first);
  tell__put_eight(at + 9, digits.rest + TELL__EIGHT_ZEROS);
  tell__put_eight(at, (first & stays) | (first & ~stays) << 8);
}

#endif

static inline everyday everyday_of(double value) {
  everyday number;
  memcpy(&number.bits, &value, sizeof value);
  number.place =
      (int)(number.bits >> TELL__MANTISSA_BITS & 0x7FF) - (EXPONENT_BIAS + EVERYDAY_LEAST);
  return number;
}

/* The power of ten of the first digit. */
static inline ptrdiff_t everyday_power(everyday number) {
  static const struct {
    double next;
    ptrdiff_t power;
  } places[] = {{1e-3, -4}, {1e-3, -4}, {1e-3, -4}, {1e-3, -4}, {1e-2, -3}, {1e-2, -3},
                {1e-2, -3}, {1e-1, -2}, {1e-1, -2}, {1e-1, -2}, {1e0, -1},  {1e0, -1},
                {1e0, -1},  {1e1, 0},   {1e1, 0},   {1e1, 0},   {1e1, 0},   {1e2, 1},
                {1e2, 1},   {1e2, 1},   {1e3, 2},   {1e3, 2},   {1e3, 2},   {1e4, 3},
                {1e4, 3},   {1e4, 3},   {1e4, 3},   {1e5, 4},   {1e5, 4},   {1e5, 4},
                {1e6, 5},   {1e6, 5},   {1e6, 5},   {1e7, 6},   {1e7, 6},   {1e7, 6}};
  uint64_t next;
  memcpy(&next, &places[number.place].next, sizeof next);
  return places[number.place].power + ((number.bits & ~(UINT64_C(1) << 63)) >= next);
}

/*
 * tell__binary_scale() with fewer steps: the noise is part of the mantissa, and
 * the factor so large that the upper half of the product is the result with one
 * bit behind the point, by which it is rounded.
 */
static inline uint64_t scale(everyday number, uint64_t power, uint64_t noise) {
  static const uint64_t one = UINT64_C(1) << TELL__MANTISSA_BITS;
  uint64_t mantissa = (number.bits & (one - 1)) + (one + noise);
  uint64_t twice = (uint64_t)((tell__wide)mantissa * (power << number.place) >> 64);
  return (twice + 1) >> 1;
}

/*
 * Without a branch that depends on the number: all of it becomes sixteen
 * digits, those behind the mark are written one place further on, and zeros at
 * the end are cut off by the length.
 */
static inline size_t write_everyday(everyday number, form wanted, char *buffer) {
  static const uint32_t eight_places = 100000000;
  ptrdiff_t whole = wanted.whole, sign = (ptrdiff_t)(number.bits >> 63);
  uint64_t all = scale(number, tell__power_of_ten((size_t)wanted.decimals), wanted.noise) *
                 tell__power_of_ten((size_t)(PLACES - wanted.decimals - whole));
  uint32_t high = (uint32_t)(all / eight_places), low = (uint32_t)(all % eight_places);
  if (high == eight_places) { /* rounded up to one digit more */
    high /= 10;
    whole++;
  }
  sixteen digits = split_digits(high, low);
  ptrdiff_t last = last_digit(digits), length = last < whole ? whole : last + 2;
  *buffer = '-';
  buffer += sign;
  put_digits(digits, whole, buffer);
  buffer[whole] = wanted.mark;
  buffer[length] = '\0';
  return (size_t)(length + sign);
}

static inline form form_of(everyday number, int32_t digits, char mark) {
  ptrdiff_t power = everyday_power(number);
  return (form){.whole = (power > 0 ? power : 0) + 1,
                .decimals = digits - 1 - power,
                .noise = TELL__NEAR_HALF_ULPS,
                .mark = mark};
}

/* With fewer or more digits than is usual; 0 where they do not fit. */
static size_t write_unusual(everyday number, int32_t digits, char mark, char *buffer) {
  form wanted = form_of(number, digits, mark);
  if (wanted.decimals < 0)
    wanted.decimals = 0;
  if (wanted.whole + wanted.decimals > PLACES || digits > EVERYDAY_MOST)
    return 0;
  /* A unit in the last place is 2^(place - 65). */
  uint64_t sixteenth = UINT64_C(1) << (61 - number.place);
  if (digits > SURE_MOST && tell__power_of_ten((size_t)wanted.decimals) > sixteenth)
    wanted.noise = 0;
  return write_everyday(number, wanted, buffer);
}

/* Whether a number is of everyday size and may be written that way. */
static inline int is_everyday(everyday number, tell_number_style style_id, const char *buffer,
                              size_t size) {
  return number.place >= 0 && number.place < EVERYDAY_BELOW - EVERYDAY_LEAST && buffer != NULL &&
         size >= TELL__ROOM_SHORT && style_id >= 0 && style_id <= TELL_NUMBER_COMMA;
}

static inline char mark_of(tell_number_style style_id) {
  return style_id == TELL_NUMBER_COMMA ? ',' : '.';
}

/* Whatever tell_number_write_digits() does not write itself. */
static tell_status write_other(double value, int32_t digits, tell_number_style style_id,
                               char *buffer, size_t size, size_t *length, tell_error *err) {
  tell__binary number;
  tell_status status = tell__number_check(style_id, buffer, size, err);
  if (status != TELL_OK)
    return status;
  if (digits < 1 || digits > DIGITS_MAX)
    return tell__fail(err, TELL_E_ARGUMENT, "the number of digits must be 1 to 17");
  if (!tell__binary_split(value, &number))
    return tell__fail(err, TELL_E_ARGUMENT, "the number is not finite");
  return tell__number_write_good(&number, decimals_of_digits(value, &number, digits), 1, style_id,
                                 buffer, size, length, err);
}

/* Never inlined, so that usual numbers need not save what it works with. */
static __attribute__((noinline)) tell_status write_rest(double value, int32_t digits,
                                                        tell_number_style style_id, char *buffer,
                                                        size_t size, size_t *length,
                                                        tell_error *err) {
  everyday number = everyday_of(value);
  size_t written = 0;
  tell_status status = TELL_OK;
  if (is_everyday(number, style_id, buffer, size) && digits >= 1)
    written = write_unusual(number, digits, mark_of(style_id), buffer);
  if (written == 0)
    status = write_other(value, digits, style_id, buffer, size, &written, err);
  if (length != NULL)
    *length = written;
  return status;
}

tell_status tell_number_write_digits(double value, int32_t digits, tell_number_style style_id,
                                     char *buffer, size_t size, size_t *length, tell_error *err) {
  everyday number = everyday_of(value);
  tell__error_clear(err);
  if (!is_everyday(number, style_id, buffer, size) || digits < USUAL_LEAST || digits > USUAL_MOST)
    return write_rest(value, digits, style_id, buffer, size, length, err);
  size_t written = write_everyday(number, form_of(number, digits, mark_of(style_id)), buffer);
  if (length != NULL)
    *length = written;
  return TELL_OK;
}
