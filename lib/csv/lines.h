/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Physical lines: what stands between LF, CRLF and CR. */
#ifndef TELL_CSV_LINES_H
#define TELL_CSV_LINES_H

#include <stddef.h>
#include <stdint.h>

/** A place in a text, both from 1. */
typedef struct tell__place {
  int64_t line;
  int64_t column; /* in characters */
} tell__place;

/**
 * Where the line that begins at `from` ends, without its line end; `*next`
 * receives where the line after it begins (`length` at the end of the text).
 */
size_t tell__line_end(const char *text, size_t length, size_t from, size_t *next);

#endif
