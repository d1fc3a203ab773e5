/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The growing text buffer and copies of texts; the set of texts is in strings.c. */
#include "text.h"

#include <string.h>

#include "alloc.h"

enum { FIRST_SIZE = 64, DIGITS_MAX = 20 };

void tell__text_free(tell__text *text) {
  if (text == NULL)
    return;
  tell__free(text->bytes);
  memset(text, 0, sizeof *text);
}

void tell__text_clear(tell__text *text) {
  text->length = 0;
  text->failed = 0;
  if (text->bytes != NULL)
    text->bytes[0] = '\0';
}

/* Makes room for `more` bytes and the NUL. */
static int reserve(tell__text *text, size_t more) {
  if (more >= SIZE_MAX - text->length)
    return 0;
  size_t needed = text->length + more + 1;
  if (needed <= text->capacity)
    return 1;
  size_t wanted = text->capacity > 0 ? text->capacity : FIRST_SIZE;
  while (wanted < needed)
    wanted = wanted > SIZE_MAX / 2 ? needed : wanted * 2;
  char *bytes = tell__realloc_array(text->bytes, wanted, 1);
  if (bytes == NULL)
    return 0;
  text->bytes = bytes;
  text->capacity = wanted;
  return 1;
}

void tell__text_add(tell__text *text, const char *piece) {
  if (piece != NULL)
    tell__text_add_n(text, piece, strlen(piece));
}

void tell__text_add_n(tell__text *text, const char *bytes, size_t length) {
  if (text->failed)
    return;
  if (!reserve(text, length)) {
    text->failed = 1;
    return;
  }
  if (length > 0)
    memcpy(text->bytes + text->length, bytes, length);
  text->length += length;
  text->bytes[text->length] = '\0';
}

void tell__text_add_i64(tell__text *text, int64_t number) {
  char digits[DIGITS_MAX + 1];
  size_t start = sizeof digits;
  uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  do {
    digits[--start] = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest > 0);
  if (number < 0)
    digits[--start] = '-';
  tell__text_add_n(text, digits + start, sizeof digits - start);
}

void tell__text_add_year(tell__text *text, int64_t period) {
  int64_t next = (period + 1) % 100;
  tell__text_add_i64(text, period);
  tell__text_add(text, next < 10 ? "-0" : "-");
  tell__text_add_i64(text, next);
}

const char *tell__text_get(const tell__text *text) {
  return text->bytes != NULL ? text->bytes : "";
}

char *tell__copy_n(const char *bytes, size_t length) {
  if (length == SIZE_MAX)
    return NULL;
  char *copy = tell__alloc(length + 1);
  if (copy != NULL && length > 0)
    memcpy(copy, bytes, length);
  return copy;
}

char *tell__copy(const char *text) { return tell__copy_n(text, strlen(text)); }
