/* SPDX-License-Identifier: GPL-3.0-or-later */
/* School years as publishers write them (data-formats.md, 1.4). */
#include "period.h"

#include <string.h>

#include "base/utf8.h"

enum { CENTURY = 100 };

/* The number that the digits make, -1 when something else stands there. */
static int32_t read_digits(const char *bytes, size_t length) {
  int32_t number = 0;
  for (size_t i = 0; i < length; i++) {
    if (bytes[i] < '0' || bytes[i] > '9')
      return -1;
    number = number * 10 + (bytes[i] - '0');
  }
  return number;
}

/* The length of the mark between two years, 0 when there is none. */
static size_t mark_length(const char *bytes, size_t length) {
  static const char dash[] = "\xE2\x80\x93"; /* U+2013, what word processors make of a hyphen */
  if (length > 0 && (bytes[0] == '-' || bytes[0] == '/'))
    return 1;
  return length >= 3 && memcmp(bytes, dash, 3) == 0 ? 3 : 0;
}

static int32_t check_years(int32_t first, int32_t last, size_t last_length) {
  if (first < TELL__PERIOD_FIRST || first > TELL__PERIOD_LAST)
    return 0;
  int32_t expected = last_length == 2 ? (first + 1) % CENTURY : first + 1;
  return last == expected ? first : 0;
}

/* Counts of October and December belong to the year that began; those of June end the year before.
 */
static int32_t read_time_id(const char *bytes) {
  int32_t year = read_digits(bytes, 4);
  int32_t month = read_digits(bytes + 4, 2);
  if (month != 6 && month != 10 && month != 12)
    return 0;
  year = month == 6 ? year - 1 : year;
  return year >= TELL__PERIOD_FIRST && year <= TELL__PERIOD_LAST ? year : 0;
}

int32_t tell__period_read(const char *bytes, size_t length) {
  length = tell__utf8_trim(bytes, length, &bytes);
  if (length == 6 && read_digits(bytes, 6) >= 0)
    return read_time_id(bytes);
  if (length < 7)
    return 0;
  size_t rest = 4 + mark_length(bytes + 4, length - 4);
  size_t last_length = length - rest;
  if (last_length != 4 && !(last_length == 2 && rest > 4))
    return 0;
  return check_years(read_digits(bytes, 4), read_digits(bytes + rest, last_length), last_length);
}

int32_t tell__period_or_year_read(const char *bytes, size_t length) {
  length = tell__utf8_trim(bytes, length, &bytes);
  if (length != 4)
    return tell__period_read(bytes, length);
  int32_t year = read_digits(bytes, length);
  return year >= TELL__PERIOD_FIRST && year <= TELL__PERIOD_LAST ? year : 0;
}
