/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a cell of a measure: a number, or one of the signs that publishers write instead.
 */
#ifndef TELL_INGEST_CELLS_H
#define TELL_INGEST_CELLS_H

#include <stddef.h>
#include <stdint.h>

typedef enum tell__cell_kind {
  TELL__CELL_BLANK = 0, /* also: there is no such column */
  TELL__CELL_NUMBER,
  TELL__CELL_SUPPRESSED,
  TELL__CELL_NOT_APPLICABLE,
  TELL__CELL_MISSING,
  TELL__CELL_AMBIGUOUS, /* 1.234 may be one and a bit or more than a thousand */
  TELL__CELL_UNREADABLE
} tell__cell_kind;

/** Whose signs a file uses. */
typedef enum tell__signs {
  TELL__SIGNS_UDIR = 1,    /* "*" alone, or behind a number that only the school may see */
  TELL__SIGNS_TIDY,        /* as Udir, and SSB's ".", "..", ":" */
  TELL__SIGNS_SKOLEPORTEN, /* as Udir, and "." for a value that is left out, for whatever reason */
  TELL__SIGNS_SSB          /* ".", "..", ":", "-" for zero; "*" behind a number: provisional */
} tell__signs;

typedef struct tell__cell {
  tell__cell_kind kind;
  double value;     /* of a number */
  int32_t decimals; /* of a number: digits behind the mark as written */
  int starred; /* 1: a star stands behind the number: suppressed by it, or at SSB provisional */
} tell__cell;

/** What a cell of any table is, for whoever looks at cells alone (telling/ingest.h). */
typedef enum tell__cell_status {
  TELL__STATUS_VALUE = 0,
  TELL__STATUS_MISSING,    /* blank, "." and ".." */
  TELL__STATUS_SUPPRESSED, /* "*" and ":" */
  TELL__STATUS_INVALID,    /* made of digits and marks, and no number that is read */
  TELL__STATUS_INTERVAL,   /* a range or a bound in the place of a number: "<5", "1-4" */
  TELL__STATUS_FLAGGED,    /* a number with a star behind it */
  TELL__STATUS_TEXT
} tell__cell_status;

/** What a cell is, read by itself: without a decimal mark of the file, "1.234" stays ambiguous. */
tell__cell_status tell__cell_status_of(const char *bytes, size_t length);

/** "value", "missing" ...; never NULL. */
const char *tell__cell_status_id(tell__cell_status status);

/** Reads a cell. A per cent sign behind a number belongs to its unit: "50 %" is 50. `mark` is the
 * decimal mark of the file, as tell__number_read() takes it. */
tell__cell tell__cell_read(const char *bytes, size_t length, tell__signs signs, char mark);

/** The same, straight to where the cell is kept. */
void tell__cell_take(const char *bytes, size_t length, tell__signs signs, char mark,
                     tell__cell *cell);

#endif
