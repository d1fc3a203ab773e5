/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any text as a school year: read when, and only when, it is one of the spellings that are written
 * out here for every year.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/cells/period.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void must(int holds) {
  if (!holds) {
    abort();
  }
}

/* The length of the blank at the start of a text, or of the one at its end; 0: none. */
static size_t blank_at(const char *text, size_t length, int at_end) {
  static const char *const blanks[] = {" ", "\t", "\xC2\xA0", "\xE2\x80\xAF"};
  for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
    size_t size = strlen(blanks[i]);
    if (size <= length && memcmp(at_end ? text + length - size : text, blanks[i], size) == 0) {
      return size;
    }
  }
  return 0;
}

typedef struct spelling {
  char text[16];
  int32_t year;
} spelling;

enum { FIRST = 1990, LAST = 2100, SPELLINGS = 10 };

/* "2022-23" and "2022-2023", with each of three marks. */
static spelling *write_with_marks(int year, spelling *out) {
  static const char *const marks[] = {"-", "/", "\xE2\x80\x93"};
  for (size_t i = 0; i < 3; i++) {
    snprintf(out->text, sizeof out->text, "%d%s%02d", year, marks[i], (year + 1) % 100);
    out++->year = year;
    snprintf(out->text, sizeof out->text, "%d%s%d", year, marks[i], year + 1);
    out++->year = year;
  }
  return out;
}

static void write_year(int year, spelling *out) {
  out = write_with_marks(year, out);
  snprintf(out->text, sizeof out->text, "%d%d", year, year + 1);
  out++->year = year;
  /* Counts of October and December, and of the June that ends the year. */
  const int ids[] = {year * 100 + 10, year * 100 + 12, (year + 1) * 100 + 6};
  for (size_t i = 0; i < 3; i++) {
    snprintf(out->text, sizeof out->text, "%d", ids[i]);
    out++->year = year;
  }
}

/* The year that a text names, 0 when it is no spelling. */
static int32_t year_of(const char *text, size_t length) {
  static spelling all[(LAST - FIRST + 1) * SPELLINGS]; /* made once for all inputs */
  enum { COUNT = sizeof all / sizeof *all };
  for (int year = FIRST; all[COUNT - 1].year == 0 && year <= LAST; year++) {
    write_year(year, all + (size_t)(year - FIRST) * SPELLINGS);
  }
  for (size_t i = 0; i < COUNT; i++) {
    if (strlen(all[i].text) == length && memcmp(all[i].text, text, length) == 0) {
      return all[i].year;
    }
  }
  return 0;
}

/* As above for a year alone. */
static int32_t year_alone(const char *text, size_t length) {
  char written[16];
  for (int year = FIRST; length == 4 && year <= LAST; year++) {
    snprintf(written, sizeof written, "%d", year);
    if (memcmp(written, text, 4) == 0) {
      return year;
    }
  }
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  const char *text = (const char *)bytes;
  size_t length = size, step = 0;
  int32_t period = tell__period_read(text, size);
  int32_t period_or_year = tell__period_or_year_read(text, size);
  while ((step = blank_at(text, length, 0)) > 0) {
    text += step;
    length -= step;
  }
  while ((step = blank_at(text, length, 1)) > 0) {
    length -= step;
  }
  int32_t expected = year_of(text, length);
  must(period == expected);
  must(period_or_year == (expected != 0 ? expected : year_alone(text, length)));
  return 0;
}
