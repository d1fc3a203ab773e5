/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of one record that is made of JSON values, in one block of memory. */
#ifndef TELL_INGEST_JSON_CELLS_H
#define TELL_INGEST_JSON_CELLS_H

#include "csv/blocks.h"
#include "csv/reader.h"
#include "ingest/json/json.h"
#include "ingest/reading/record_source.h"

typedef struct tell__json_cells {
  tell__text text; /* all cells, each with a NUL behind */
  size_t *starts;  /* where each of them begins */
  tell__field *fields;
  size_t count, start_capacity, field_capacity;
  tell__record_error error; /* of the whole record */
  size_t error_index;       /* of the cell that has it */
  int failed;               /* 1 after an allocation failed */
} tell__json_cells;

void tell__json_cells_clear(tell__json_cells *cells); /* keeps the memory */
void tell__json_cells_free(tell__json_cells *cells);

/** Adds the cell of a value; NULL and null are nothing. What no cell can hold makes the record a
 * broken one. */
void tell__json_cells_add(tell__json_cells *cells, const tell__json_node *node);

/** Adds a cell with a text. */
void tell__json_cells_add_text(tell__json_cells *cells, const char *bytes, size_t length);

/** The same for a text that stands once in the file and in many records: one that is longer than
 * any name makes the record a broken one, so that time grows with the file and not with its square.
 */
enum { TELL__JSON_NAME_BYTES_MAX = 4096 };
void tell__json_cells_add_name(tell__json_cells *cells, const char *bytes, size_t length);

/** Makes the record a broken one as a whole. */
void tell__json_cells_break(tell__json_cells *cells, tell__record_error error);

/** Gives the cells as a record, valid until they change; `line` is its number. #TELL_E_MEMORY when
 * an allocation failed. */
tell_status tell__json_cells_get(tell__json_cells *cells, int64_t line, tell__record *record,
                                 tell_error *err);

#endif
