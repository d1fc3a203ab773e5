/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a cell of any table is, when nothing is known of its column: for the check of a file, cell
 * by cell. Nothing is guessed: what could be read in two ways is no value. */
#include <string.h>

#include "base/utf8.h"
#include "ingest/cells/cells.h"
#include "ingest/cells/period.h"
#include "telling/base.h"

/* A cell, or what is left of it. */
typedef struct piece {
  const char *bytes;
  size_t length;
} piece;

static piece trim(piece text) {
  text.length = tell__utf8_trim(text.bytes, text.length, &text.bytes);
  return text;
}

static piece behind(piece text, size_t length) {
  return trim((piece){text.bytes + length, text.length - length});
}

static piece before_last(piece text) { return trim((piece){text.bytes, text.length - 1}); }

static int is_value(piece text, double *value) {
  return tell_number_read(text.bytes, text.length, value) == TELL_OK;
}

/* Whether the text begins with a word, in any case: the letters of Norwegian, also the two bytes of
 * the last three, differ in this bit alone. */
static int begins(piece text, const char *word) {
  size_t length = strlen(word);
  if (text.length < length)
    return 0;
  for (size_t i = 0; i < length; i++)
    if ((text.bytes[i] | 0x20) != (word[i] | 0x20))
      return 0;
  return 1;
}

static int is_bound(piece text) {
  static const char *const words[] = {"<=",
                                      ">=",
                                      "<",
                                      ">",
                                      "\xE2\x89\xA4",
                                      "\xE2\x89\xA5",
                                      "under ",
                                      "over ",
                                      "f\xC3\xA6rre enn ",
                                      "mindre enn ",
                                      "flere enn ",
                                      "fleire enn ",
                                      "mer enn ",
                                      "meir enn ",
                                      "minst ",
                                      "h\xC3\xB8yst ",
                                      "h\xC3\xB8gst "};
  double value = 0;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (begins(text, words[i]))
      return is_value(behind(text, strlen(words[i])), &value);
  return 0;
}

/* The length of the hyphen, dash or word between the two ends of a range; 0 when there is none. */
static size_t range_mark(piece text) {
  static const char *const marks[] = {"-", "\xE2\x80\x93", " til "};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (begins(text, marks[i]) && text.bytes[0] == marks[i][0])
      return strlen(marks[i]);
  return 0;
}

/* From a smaller number to a larger one. A school year has the same form. */
static int is_range(piece text) {
  if (tell__period_read(text.bytes, text.length) != 0)
    return 0;
  for (size_t at = 1; at < text.length; at++) {
    size_t mark = range_mark((piece){text.bytes + at, text.length - at});
    double from = 0, to = 0;
    if (mark > 0)
      return is_value(trim((piece){text.bytes, at}), &from) &&
             is_value(behind(text, at + mark), &to) && from < to;
  }
  return 0;
}

/* The length of the character at the start when numbers are written with it, 0 for any other. */
static size_t number_character(piece text, int *is_digit) {
  static const char *const longer[] = {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x88\x92", "\xE2\x80\x93",
                                       "\xE2\x80\x99"};
  const unsigned char *bytes = (const unsigned char *)text.bytes;
  *is_digit = (bytes[0] >= '0' && bytes[0] <= '9') ||
              (text.length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBC && bytes[2] >= 0x90 &&
               bytes[2] <= 0x99); /* full-width digits, which are not read */
  if (*is_digit)
    return bytes[0] < 0x80 ? 1 : 3;
  if (bytes[0] != 0 && strchr(" .,'+-%*eE\t", bytes[0]) != NULL)
    return 1;
  for (size_t i = 0; i < sizeof longer / sizeof *longer; i++)
    if (text.length >= strlen(longer[i]) && memcmp(bytes, longer[i], strlen(longer[i])) == 0)
      return strlen(longer[i]);
  return 0;
}

static int looks_like_number(piece text) {
  int digits = 0;
  if (begins(text, "e"))
    return 0;
  while (text.length > 0) {
    int is_digit = 0;
    size_t step = number_character(text, &is_digit);
    if (step == 0)
      return 0;
    digits += is_digit;
    text = (piece){text.bytes + step, text.length - step};
  }
  return digits > 0;
}

static int is_one_of(piece text, const char *first, const char *second) {
  return (text.length == strlen(first) && memcmp(text.bytes, first, text.length) == 0) ||
         (text.length == strlen(second) && memcmp(text.bytes, second, text.length) == 0);
}

tell__cell_status tell__cell_status_of(const char *bytes, size_t length) {
  piece text = trim((piece){bytes, length});
  double value = 0;
  if (text.length == 0 || is_one_of(text, ".", ".."))
    return TELL__STATUS_MISSING;
  if (is_one_of(text, "*", ":"))
    return TELL__STATUS_SUPPRESSED;
  if (is_value(text, &value))
    return TELL__STATUS_VALUE;
  if (text.bytes[text.length - 1] == '*' && is_value(before_last(text), &value))
    return TELL__STATUS_FLAGGED;
  if (is_bound(text) || is_range(text))
    return TELL__STATUS_INTERVAL;
  if (tell__period_read(text.bytes, text.length) != 0)
    return TELL__STATUS_TEXT;
  return looks_like_number(text) ? TELL__STATUS_INVALID : TELL__STATUS_TEXT;
}

const char *tell__cell_status_id(tell__cell_status status) {
  static const char *const ids[] = {"value",    "missing", "suppressed", "invalid",
                                    "interval", "flagged", "text"};
  return (size_t)status < sizeof ids / sizeof *ids ? ids[status] : "text";
}
