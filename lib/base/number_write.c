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

static int is_short(const tell__binary *number, tell_number_style style_id, size_t size) {
  return number->exponent < 0 && style_id != TELL_NUMBER_NORWEGIAN && size >= TELL__ROOM_SHORT;
}

tell_status tell__number_write_good(const tell__binary *number, size_t decimals, int trim,
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

tell_status tell__number_check(tell_number_style style_id, char *buffer, size_t size,
                               tell_error *err) {
  if (buffer == NULL || size == 0)
    return tell__fail(err, TELL_E_ARGUMENT, "no buffer for the number");
  buffer[0] = '\0';
  if (style_id < TELL_NUMBER_POINT || style_id > TELL_NUMBER_NORWEGIAN)
    return tell__fail(err, TELL_E_ARGUMENT, "unknown number style");
  return TELL_OK;
}

tell_status tell_number_write(double value, int32_t decimals, int32_t trim,
                              tell_number_style style_id, char *buffer, size_t size,
                              tell_error *err) {
  tell__error_clear(err);
  tell__binary number;
  size_t length = 0;
  tell_status status = tell__number_check(style_id, buffer, size, err);
  if (status != TELL_OK)
    return status;
  if (decimals < 0 || decimals > DECIMALS_MAX)
    return tell__fail(err, TELL_E_ARGUMENT, "the number of decimals must be 0 to 15");
  if (trim != 0 && trim != 1)
    return tell__fail(err, TELL_E_ARGUMENT, "trim must be 0 or 1");
  if (!tell__binary_split(value, &number))
    return tell__fail(err, TELL_E_ARGUMENT, "the number is not finite");
  return tell__number_write_good(&number, (size_t)decimals, trim, style_id, buffer, size, &length,
                                 err);
}
