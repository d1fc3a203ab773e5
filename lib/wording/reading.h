/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the cells of one released row by column id; a column that is not there is missing. */
#ifndef TELL_WORDING_READING_H
#define TELL_WORDING_READING_H

#include "table/table.h"

/** A row of a table. */
typedef struct tell__reading {
  const tell_table *table;
  int64_t row;
} tell__reading;

tell_state tell__reading_state(const tell__reading *from, const char *column);
int tell__reading_has(const tell__reading *from, const char *column);

/** The text, "" where there is none. Borrowed. */
const char *tell__reading_text(const tell__reading *from, const char *column);

/** The number, 0 where there is none. */
int64_t tell__reading_whole(const tell__reading *from, const char *column);
double tell__reading_real(const tell__reading *from, const char *column);

/** The reason for which a column is hidden, from the column `hidden`; `*length` 0 when there is
 * none. */
const char *tell__reading_reason(const tell__reading *from, const char *column, size_t *length);

#endif
