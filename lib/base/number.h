/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers as text without any locale (telling/base.h has the writer).
 * strtod and printf are not used anywhere in the library: both follow the
 * host's locale.
 */
#ifndef TELL_BASE_NUMBER_H
#define TELL_BASE_NUMBER_H

#include <stddef.h>
#include <stdint.h>

typedef enum tell__number_result {
  TELL__NUMBER_OK = 0,
  TELL__NUMBER_BLANK,     /* nothing but blanks */
  TELL__NUMBER_INVALID,   /* not a number as Norwegian files write them */
  TELL__NUMBER_AMBIGUOUS, /* "1.234": a group mark or a decimal mark? never guessed */
  TELL__NUMBER_TOO_LARGE
} tell__number_result;

/**
 * The mark of a file whose fields are parted by commas: the point. A comma in a
 * number there has been put in quotes, so that one which can part no thousands
 * ("0,1") is a decimal comma all the same; "1,234" stays ambiguous.
 */
enum { TELL__MARK_BETWEEN_COMMAS = '"' };

/**
 * Reads one number as Norwegian files write it: optional sign (-, +, U+2212),
 * decimal comma or point, thousands grouped in threes by space, U+00A0 or
 * U+202F, blanks around it; with a point as group mark where `mark` is not
 * '.', with a comma only where it is. A single "." followed by exactly three digits,
 * with no comma, is ambiguous unless `mark` says which mark the file uses
 * (and with mark ',' it is ambiguous too: never read as 1.234). No exponent,
 * no hexadecimal, no percent sign, no infinity.
 * The result is the double nearest to the decimal (ties to even).
 * @param mark '.', ',', 0 (either) or #TELL__MARK_BETWEEN_COMMAS.
 * @param value receives the number on OK.
 * @param decimals receives how many digits stood behind the mark on OK; may be NULL.
 */
tell__number_result tell__number_read(const char *bytes, size_t length, char mark, double *value,
                                      int32_t *decimals);

/** As above for a whole number within int64; "12,0" is not a whole number. */
tell__number_result tell__whole_read(const char *bytes, size_t length, int64_t *value);

#endif
