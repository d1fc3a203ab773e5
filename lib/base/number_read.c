/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading numbers as Norwegian files write them; number.h says which forms. */
#include <string.h>

#include "number.h"
#include "number_exact.h"
#include "telling/base.h"
#include "utf8.h"

__extension__ typedef unsigned __int128 wide;

enum {
  EXACT_DIGITS = 19, /* what 64 bits hold for certain */
  EXACT_POWER = 27,  /* 5^27 is the largest power of five below 2^64 */
  GROUP_DIGITS = 3,
  SHORT_POWER = 3,  /* 5^3 has 7 bits */
  PLAIN_LENGTH = 18 /* its digits fit into 64 bits */
};

typedef struct parts {
  int negative;
  tell__digits digits;
} parts;

typedef struct marks {
  size_t dots;
  size_t commas;
  size_t last_dot;
  size_t last_comma;
} marks;

/* How the marks of a number are to be understood. */
typedef struct shape {
  char group;    /* '.', ',' or ' ' for any of the blanks */
  int has_mark;  /* a decimal mark, at `mark` */
  int ambiguous; /* the mark could as well be a group mark */
  size_t mark;
} shape;

static int is_digit(char byte) { return byte >= '0' && byte <= '9'; }

static marks count_marks(const char *bytes, size_t length) {
  marks found = {0, 0, 0, 0};
  for (size_t i = 0; i < length; i++) {
    if (bytes[i] == '.') {
      found.dots++;
      found.last_dot = i;
    } else if (bytes[i] == ',') {
      found.commas++;
      found.last_comma = i;
    }
  }
  return found;
}

/* One kind of mark, `own`, stands once (or not at all): decimal or group? */
static int understand_single(char own, char mark, size_t place, size_t length, shape *out) {
  int three_follow = length - place - 1 == GROUP_DIGITS;
  int decimal = mark == own || (mark == 0 && (own == ',' || !three_follow));
  *out = (shape){.group = ' ', .has_mark = 1, .mark = place, .ambiguous = !decimal};
  return decimal || three_follow;
}

/* Returns 0 when the marks fit no form. */
static int understand(const marks *found, char mark, size_t length, shape *out) {
  *out = (shape){.group = ' '};
  if (found->dots + found->commas == 0)
    return 1;
  if (found->dots == 0 && found->commas == 1)
    return understand_single(',', mark, found->last_comma, length, out);
  if (found->commas == 0 && found->dots == 1)
    return understand_single('.', mark, found->last_dot, length, out);
  /* Groups by comma are English; they are read only where the file is known to use the point, and
   * groups by point only where it is not. */
  int english = found->commas > 0 && (found->dots == 0 || found->last_dot > found->last_comma);
  if (english) {
    *out = (shape){.group = ',', .has_mark = found->dots == 1, .mark = found->last_dot};
    return mark == '.' && found->dots <= 1;
  }
  *out = (shape){.group = '.', .has_mark = found->commas == 1, .mark = found->last_comma};
  return found->commas <= 1 && mark != '.';
}

/* The number of bytes of the group mark at the start, 0 when there is none. */
static size_t group_length(const char *bytes, size_t length, char group) {
  if (group != ' ')
    return length >= 1 && bytes[0] == group;
  if (length >= 1 && bytes[0] == ' ')
    return 1;
  if (length >= 2 && memcmp(bytes, "\xC2\xA0", 2) == 0)
    return 2;
  if (length >= 3 && memcmp(bytes, "\xE2\x80\xAF", 3) == 0)
    return 3;
  return 0;
}

static size_t count_digits(const char *bytes, size_t length) {
  size_t count = 0;
  while (count < length && is_digit(bytes[count]))
    count++;
  return count;
}

/* Digits, or one to three digits and then groups of three. */
static int is_whole(const char *bytes, size_t length, char group) {
  size_t at = count_digits(bytes, length);
  int grouped = at < length;
  if (grouped && (at == 0 || at > GROUP_DIGITS))
    return 0;
  while (at < length) {
    size_t step = group_length(bytes + at, length - at, group);
    if (step == 0 || count_digits(bytes + at + step, length - at - step) != GROUP_DIGITS)
      return 0;
    at += step + GROUP_DIGITS;
  }
  return 1;
}

/* Cuts a sign off the start; 1 for a minus. */
static int cut_sign(const char **bytes, size_t *length) {
  size_t size = 0;
  int negative = 1;
  if (*length >= 1 && (**bytes == '-' || **bytes == '+')) {
    size = 1;
    negative = **bytes == '-';
  } else if (*length >= 3 && memcmp(*bytes, "\xE2\x88\x92", 3) == 0) {
    size = 3;
  }
  *bytes += size;
  *length -= size;
  return size > 0 && negative;
}

static tell__number_result take_apart(const char *bytes, size_t length, char mark, parts *out) {
  length = tell__utf8_trim(bytes, length, &bytes);
  if (length == 0)
    return TELL__NUMBER_BLANK;
  out->negative = cut_sign(&bytes, &length);
  marks found = count_marks(bytes, length);
  shape form;
  if (!understand(&found, mark, length, &form))
    return TELL__NUMBER_INVALID;
  size_t whole = form.has_mark ? form.mark : length;
  size_t fraction = form.has_mark ? length - form.mark - 1 : 0;
  out->digits = (tell__digits){bytes, whole, bytes + length - fraction, fraction};
  if (!is_whole(bytes, whole, form.group) ||
      count_digits(out->digits.fraction, fraction) != fraction)
    return TELL__NUMBER_INVALID;
  if (form.has_mark ? fraction == 0 : whole == 0)
    return TELL__NUMBER_INVALID;
  return form.ambiguous ? TELL__NUMBER_AMBIGUOUS : TELL__NUMBER_OK;
}

/* Appends digits to `*mantissa`; 0 when there are more significant ones than fit. */
static int append_digits(uint64_t *mantissa, size_t *significant, const char *bytes,
                         size_t length) {
  for (size_t i = 0; i < length; i++) {
    if (!is_digit(bytes[i]))
      continue;
    *significant += *significant > 0 || bytes[i] > '0';
    if (*significant > EXACT_DIGITS)
      return 0;
    *mantissa = *mantissa * 10 + (uint64_t)(bytes[i] - '0');
  }
  return 1;
}

/* The double nearest to mantissa / 10^power, by one integer division to 63 bits and its remainder.
 */
static double divide(uint64_t mantissa, size_t power) {
  if (mantissa == 0 || power == 0)
    return tell__double_pack(mantissa, 0, 0);
  uint64_t five = 1;
  for (size_t i = 0; i < power; i++)
    five *= 5;
  int up = __builtin_clzll(mantissa);
  /* The few decimals of nearly all numbers need no division of 128 bits: 64 by the 7 of 5^3 leave
   * the 56 that rounding wants. */
  if (power <= SHORT_POWER)
    return tell__double_pack((mantissa << up) / five, (mantissa << up) % five != 0,
                             -up - (int)power);
  int under = __builtin_clzll(five);
  wide numerator = (wide)(mantissa << up) << 63;
  uint64_t divisor = five << under;
  uint64_t quotient = (uint64_t)(numerator / divisor);
  int sticky = numerator % divisor != 0;
  return tell__double_pack(quotient, sticky, under - up - 63 - (int)power);
}

/* Digits, and perhaps a decimal mark that cannot be anything else with digits behind it: what
 * nearly every cell holds, read without being taken apart. 0 for all other forms. */
static int read_plain(const char *bytes, size_t length, char mark, double *value,
                      int32_t *decimals) {
  char own = mark == '.' ? '.' : ',';
  uint64_t mantissa = 0;
  size_t whole = length;
  if (length == 0 || length > PLAIN_LENGTH)
    return 0;
  for (size_t i = 0; i < length; i++) {
    if (is_digit(bytes[i]))
      mantissa = mantissa * 10 + (uint64_t)(bytes[i] - '0');
    else if (bytes[i] == own && whole == length && i + 1 < length)
      whole = i;
    else
      return 0;
  }
  size_t fraction = whole < length ? length - whole - 1 : 0;
  *value = divide(mantissa, fraction);
  if (decimals != NULL)
    *decimals = (int32_t)fraction;
  return 1;
}

static tell__number_result read_marked(const char *bytes, size_t length, char mark, double *value,
                                       int32_t *decimals) {
  parts number;
  if (read_plain(bytes, length, mark, value, decimals))
    return TELL__NUMBER_OK;
  tell__number_result result = take_apart(bytes, length, mark, &number);
  if (result != TELL__NUMBER_OK)
    return result;
  const tell__digits *digits = &number.digits;
  uint64_t mantissa = 0;
  size_t significant = 0;
  double magnitude = 0;
  if (digits->fraction_length <= EXACT_POWER &&
      append_digits(&mantissa, &significant, digits->whole, digits->whole_length) &&
      append_digits(&mantissa, &significant, digits->fraction, digits->fraction_length))
    magnitude = divide(mantissa, digits->fraction_length);
  else
    magnitude = tell__double_from_digits(digits);
  if (magnitude > 1.7976931348623157e308)
    return TELL__NUMBER_TOO_LARGE;
  *value = number.negative && magnitude > 0 ? -magnitude : magnitude;
  if (decimals != NULL)
    *decimals = digits->fraction_length < INT32_MAX ? (int32_t)digits->fraction_length : INT32_MAX;
  return TELL__NUMBER_OK;
}

tell__number_result tell__number_read(const char *bytes, size_t length, char mark, double *value,
                                      int32_t *decimals) {
  if (mark != TELL__MARK_BETWEEN_COMMAS)
    return read_marked(bytes, length, mark, value, decimals);
  tell__number_result result = read_marked(bytes, length, '.', value, decimals);
  if (result == TELL__NUMBER_INVALID && memchr(bytes, '.', length) == NULL)
    result = read_marked(bytes, length, ',', value, decimals);
  return result;
}

tell__number_result tell__whole_read(const char *bytes, size_t length, int64_t *value) {
  parts number;
  tell__number_result result = take_apart(bytes, length, 0, &number);
  if (result != TELL__NUMBER_OK)
    return result;
  if (number.digits.fraction_length > 0)
    return TELL__NUMBER_INVALID;
  uint64_t limit = (uint64_t)INT64_MAX + (number.negative ? 1U : 0U);
  uint64_t magnitude = 0;
  for (size_t i = 0; i < number.digits.whole_length; i++) {
    char byte = number.digits.whole[i];
    if (!is_digit(byte))
      continue;
    uint64_t digit = (uint64_t)(byte - '0');
    if (magnitude > (limit - digit) / 10)
      return TELL__NUMBER_TOO_LARGE;
    magnitude = magnitude * 10 + digit;
  }
  *value = number.negative ? (int64_t)(0 - magnitude) : (int64_t)magnitude;
  return TELL__NUMBER_OK;
}

tell_status tell_number_read(const char *text, size_t length, double *value) {
  if (text == NULL || value == NULL)
    return TELL_E_ARGUMENT;
  length = tell__utf8_trim(text, length, &text);
  if (length > 0 && text[length - 1] == '%')
    length--;
  return tell__number_read(text, length, 0, value, NULL) == TELL__NUMBER_OK ? TELL_OK
                                                                            : TELL_E_ARGUMENT;
}
