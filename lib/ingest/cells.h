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
  TELL__SIGNS_UDIR = 1, /* "*" alone, or behind a number that only the school may see */
  TELL__SIGNS_TIDY      /* as Udir, and SSB's ".", "..", ":" */
} tell__signs;

typedef struct tell__cell {
  tell__cell_kind kind;
  double value;     /* of a number */
  int32_t decimals; /* of a number: digits behind the mark as written */
  int starred;      /* 1: suppressed by a star behind a number */
} tell__cell;

/** Reads a cell. `mark` is the decimal mark of the file, 0 when it is not known for certain. */
tell__cell tell__cell_read(const char *bytes, size_t length, tell__signs signs, char mark);

#endif
