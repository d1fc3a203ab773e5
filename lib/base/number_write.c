/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing a number with so many decimals or digits (telling/base.h has the
 * rules). A double is a whole number times a power of two, so that all digits
 * are found with whole numbers alone.
 */
#include <string.h>

#include "error.h"
#include "number.h"
#include "number_short.h"

enum {
  DECIMALS_MAX = 15,
  DIGITS_MAX = 17,
  WORD_BASE = 1000000000,
  WORD_DIGITS = 9,
  WORDS_MAX = 35, /* 309 digits */
  WHOLE_MAX = WORDS_MAX * WORD_DIGITS,
};

/* The digits of the rounded number: the whole part without leading zeros (but at least one digit).
 */
typedef struct rounded {
  char whole[WHOLE_MAX];
  size_t whole_length;
  char fraction[TELL__DECIMALS_SHORT];
  size_t fraction_length;
  int is_zero;
} rounded;

typedef struct style {
  const char *minus;
  const char *mark;
  const char *group;
} style;

static const style STYLES[] = {{"-", ".", ""}, {"-", ",", ""}, {"\xE2\x88\x92", ",", "\xC2\xA0"}};

static size_t write_digits(uint64_t number, char *out) {
  char reversed[20];
  size_t length = 0;
  do {
    reversed[length++] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  for (size_t i = 0; i < length; i++)
    out[i] = reversed[length - 1 - i];
  return length;
}

static void round_fraction(const tell__binary *number, size_t decimals, rounded *out) {
  uint64_t power = tell__power_of_ten(decimals);
  tell__wide scaled = tell__binary_scale(number, decimals);
  uint64_t rest = (uint64_t)(scaled % power);
  out->whole_length = write_digits((uint64_t)(scaled / power), out->whole);
  for (size_t i = decimals; i > 0; i--) {
    out->fraction[i - 1] = (char)('0' + rest % 10);
    rest /= 10;
  }
  out->is_zero = scaled == 0;
}

/* A number without a fraction: mantissa * 2^exponent in words of nine digits. */
static void write_whole(const tell__binary *number, size_t decimals, rounded *out) {
  uint32_t words[WORDS_MAX] = {0};
  size_t count = 2;
  words[0] = (uint32_t)(number->mantissa % WORD_BASE);
  words[1] = (uint32_t)(number->mantissa / WORD_BASE);
  for (int left = number->exponent; left > 0;) {
    int step = left < 29 ? left : 29;
    uint64_t carry = 0;
    for (size_t i = 0; i < count; i++) {
      carry += (uint64_t)words[i] << step;
      words[i] = (uint32_t)(carry % WORD_BASE);
      carry /= WORD_BASE;
    }
    if (carry > 0)
      words[count++] = (uint32_t)carry;
    left -= step;
  }
  while (count > 1 && words[count - 1] == 0)
    count--;
  out->whole_length = write_digits(words[count - 1], out->whole);
  for (size_t i = count - 1; i > 0; i--) {
    uint32_t word = words[i - 1];
    for (size_t digit = WORD_DIGITS; digit > 0; digit--) {
      out->whole[out->whole_length + digit - 1] = (char)('0' + word % 10);
      word /= 10;
    }
    out->whole_length += WORD_DIGITS;
  }
  memset(out->fraction, '0', decimals);
  out->is_zero = number->mantissa == 0;
}

typedef struct place {
  char *at;
  size_t left;
  int failed;
} place;

static void put(place *out, const char *bytes, size_t length) {
  if (out->failed || length >= out->left) {
    out->failed = 1;
    return;
  }
  memcpy(out->at, bytes, length);
  out->at += length;
  out->left -= length;
  *out->at = '\0';
}

static void put_number(place *out, const rounded *number, int negative, const style *form) {
  if (negative && !number->is_zero)
    put(out, form->minus, strlen(form->minus));
  for (size_t i = 0; i < number->whole_length; i++) {
    if (i > 0 && (number->whole_length - i) % 3 == 0)
      put(out, form->group, strlen(form->group));
    put(out, number->whole + i, 1);
  }
  if (number->fraction_length > 0) {
    put(out, form->mark, strlen(form->mark));
    put(out, number->fraction, number->fraction_length);
  }
}

static tell_status check_place(const char *buffer, size_t size, tell_error *err) {
  if (buffer == NULL || size == 0)
    return tell__fail(err, TELL_E_ARGUMENT, "no buffer for the number");
  return TELL_OK;
}

static int is_short(const tell__binary *number, tell_number_style style_id, size_t size) {
  return number->exponent < 0 && style_id != TELL_NUMBER_NORWEGIAN && size >= TELL__ROOM_SHORT;
}

/* Writes a number that was found good; `*length` receives how long it became. */
static tell_status write_number(const tell__binary *number, size_t decimals, int trim,
                                tell_number_style style_id, char *buffer, size_t size,
                                size_t *length, tell_error *err) {
  rounded digits;
  if (is_short(number, style_id, size)) {
    *length = tell__number_write_short(number, decimals, trim, *STYLES[style_id].mark, buffer);
    return TELL_OK;
  }
  if (number->exponent < 0)
    round_fraction(number, decimals, &digits);
  else
    write_whole(number, decimals, &digits);
  digits.fraction_length = decimals;
  while (trim && digits.fraction_length > 0 && digits.fraction[digits.fraction_length - 1] == '0')
    digits.fraction_length--;
  place out = {buffer, size, 0};
  put_number(&out, &digits, number->negative, &STYLES[style_id]);
  *length = (size_t)(out.at - buffer);
  if (!out.failed)
    return TELL_OK;
  buffer[0] = '\0';
  *length = 0;
  return tell__fail(err, TELL_E_ARGUMENT, "the buffer is too small for the number");
}

tell_status tell_number_write(double value, int32_t decimals, int32_t trim,
                              tell_number_style style_id, char *buffer, size_t size,
                              tell_error *err) {
  tell__error_clear(err);
  tell__binary number;
  size_t length = 0;
  tell_status status = check_place(buffer, size, err);
  if (status != TELL_OK)
    return status;
  buffer[0] = '\0';
  if (decimals < 0 || decimals > DECIMALS_MAX)
    return tell__fail(err, TELL_E_ARGUMENT, "the number of decimals must be 0 to 15");
  if (trim != 0 && trim != 1)
    return tell__fail(err, TELL_E_ARGUMENT, "trim must be 0 or 1");
  if (style_id < TELL_NUMBER_POINT || style_id > TELL_NUMBER_NORWEGIAN)
    return tell__fail(err, TELL_E_ARGUMENT, "unknown number style");
  if (!tell__binary_split(value, &number))
    return tell__fail(err, TELL_E_ARGUMENT, "the number is not finite");
  return write_number(&number, (size_t)decimals, trim, style_id, buffer, size, &length, err);
}

/* How many decimals give a number that many digits from its first one on that is not 0. */
static inline size_t decimals_of_digits(double value, const tell__binary *number, int32_t digits) {
  static const double tens[] = {1e-18, 1e-17, 1e-16, 1e-15, 1e-14, 1e-13, 1e-12, 1e-11, 1e-10,
                                1e-9,  1e-8,  1e-7,  1e-6,  1e-5,  1e-4,  1e-3,  1e-2,  1e-1,
                                1e0,   1e1,   1e2,   1e3,   1e4,   1e5,   1e6,   1e7,   1e8,
                                1e9,   1e10,  1e11,  1e12,  1e13,  1e14,  1e15,  1e16,  1e17};
  enum { ONE = 18, COUNT = sizeof tens / sizeof tens[0] };
  double size = value < 0 ? -value : value;
  /* floor(log10(2^e)) of 2^e <= size < 2^(e+1): the power of ten, or one too small. */
  int at = ((number->exponent + TELL__MANTISSA_BITS) * 1233 >> 12) + ONE;
  if (at < -1)
    return TELL__DECIMALS_SHORT;
  if (at + 1 >= COUNT)
    return 0;
  at += size >= tens[at + 1];
  int decimals = digits - 1 - (at - ONE);
  if (decimals < 0)
    return 0;
  return (size_t)(decimals < TELL__DECIMALS_SHORT ? decimals : TELL__DECIMALS_SHORT);
}

/* The way of all numbers that are not short, and of bad arguments. */
static tell_status write_long(double value, int32_t digits, tell_number_style style_id,
                              char *buffer, size_t size, size_t *length, tell_error *err) {
  tell__binary number;
  size_t written = 0;
  tell_status status = check_place(buffer, size, err);
  if (status != TELL_OK)
    return status;
  buffer[0] = '\0';
  if (digits < 1 || digits > DIGITS_MAX)
    return tell__fail(err, TELL_E_ARGUMENT, "the number of digits must be 1 to 17");
  if (style_id < TELL_NUMBER_POINT || style_id > TELL_NUMBER_NORWEGIAN)
    return tell__fail(err, TELL_E_ARGUMENT, "unknown number style");
  if (!tell__binary_split(value, &number))
    return tell__fail(err, TELL_E_ARGUMENT, "the number is not finite");
  status = write_number(&number, decimals_of_digits(value, &number, digits), 1, style_id, buffer,
                        size, &written, err);
  if (length != NULL)
    *length = written;
  return status;
}

tell_status tell_number_write_digits(double value, int32_t digits, tell_number_style style_id,
                                     char *buffer, size_t size, size_t *length, tell_error *err) {
  tell__binary number;
  tell__error_clear(err);
  if (length != NULL)
    *length = 0;
  if (!tell__binary_split(value, &number) || !is_short(&number, style_id, size) || buffer == NULL ||
      digits < 1 || digits > DIGITS_MAX || (style_id & ~TELL_NUMBER_COMMA) != 0)
    return write_long(value, digits, style_id, buffer, size, length, err);
  size_t written = tell__number_write_short(&number, decimals_of_digits(value, &number, digits), 1,
                                            style_id == TELL_NUMBER_COMMA ? ',' : '.', buffer);
  if (length != NULL)
    *length = written;
  return TELL_OK;
}
