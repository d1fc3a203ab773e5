/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing a row of a result table cell by cell: a failure is kept and makes
 * the rest of the row do nothing, so that it need be asked for only once.
 */
#ifndef TELL_TABLE_CELLS_H
#define TELL_TABLE_CELLS_H

#include "table/columns.h"

typedef struct tell__cells {
  tell_table *table;
  int64_t row;
  tell_error *err;
  tell_status status;
} tell__cells;

/** Adds a row and makes it the one that is written. */
void tell__cells_row(tell__cells *cells);

/* Write a cell: the value when `state` is present, else the state alone. */
void tell__cells_text(tell__cells *cells, int32_t column, const char *text, tell_state state);
void tell__cells_i64(tell__cells *cells, int32_t column, int64_t value, tell_state state);
void tell__cells_f64(tell__cells *cells, int32_t column, double value, tell_state state);

/* Write a cell as it stands in another table: value and state. Nothing for a column without arrays.
 */
void tell__cells_take_text(tell__cells *cells, int32_t column, const tell__texts *from,
                           const tell__strings *strings, int64_t row);
void tell__cells_take_whole(tell__cells *cells, int32_t column, const tell__wholes *from,
                            int64_t row);
void tell__cells_take_real(tell__cells *cells, int32_t column, const tell__reals *from,
                           int64_t row);

/** Writes a text; not applicable where it is empty. */
void tell__cells_text_if(tell__cells *cells, int32_t column, const char *text);

/** Writes the school year that begins in `period`, such as "2022-23". */
void tell__cells_year(tell__cells *cells, int32_t column, int32_t period);

#endif
