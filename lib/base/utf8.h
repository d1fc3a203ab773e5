/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8: checking, counting, and the form in which names are compared. The only file with utf8proc
 * is utf8.c. */
#ifndef TELL_BASE_UTF8_H
#define TELL_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/** The number of bytes of valid UTF-8 at the start; `length` when all is valid. */
size_t tell__utf8_valid_prefix(const char *bytes, size_t length);

/** The number of code points in valid UTF-8. */
size_t tell__utf8_count(const char *bytes, size_t length);

/** Appends one code point; returns the number of bytes written (1 to 4). `out` has room for 4. */
size_t tell__utf8_put(uint32_t code_point, char *out);

/**
 * Puts `?` in the place of every control character (a terminal would obey it)
 * and of every byte that is not part of valid UTF-8. For names of files and
 * columns on their way into messages and results.
 */
void tell__utf8_mask(char *text);

/**
 * The form for comparing names: NFC, case folded, blanks at both ends cut and
 * every run of blanks (also U+00A0, U+202F) made one space. A text with more
 * than 30 combining marks in a row is no name and stays as it is. NULL when there
 * is no memory or the text is not valid UTF-8; freed with tell__free().
 */
char *tell__utf8_name_key(const char *bytes, size_t length);

/** Length of the text without ASCII blanks, tabs, U+00A0 and U+202F at both ends; `*start` receives
 * where it begins. */
size_t tell__utf8_trim(const char *bytes, size_t length, const char **start);

/** A count of characters that goes on where it ended: all places of a long line then cost one pass
 * over it. Start with zeroes for a new text. */
typedef struct tell__utf8_counter {
  const char *text;
  size_t bytes, characters;
} tell__utf8_counter;

/** As tell__utf8_count(); quick where `bytes` of the same text only grows. */
size_t tell__utf8_count_on(tell__utf8_counter *counter, const char *text, size_t bytes);

#endif
