/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A catalogue file as texts with places: read, its header checked against the
 * column table, and rows of the caller laid over the built-in ones by key.
 * What the texts mean is decided in records.c.
 */
#ifndef TELL_CATALOGUE_SHEET_H
#define TELL_CATALOGUE_SHEET_H

#include "base/error.h"
#include "base/text.h"
#include "catalogue/spec.h"
#include "csv/input.h"

typedef struct tell__sheet_cell {
  const char *text; /* without blanks at the ends; lives as long as the catalogue */
  size_t length;
  int64_t line, column;
} tell__sheet_cell;

typedef struct tell__sheet_row {
  const char *source; /* name of the file, for messages */
  int64_t line;
  int builtin;
} tell__sheet_row;

/** Start with zeroes and a spec; free with tell__sheet_free(). */
typedef struct tell__sheet {
  const tell__file_spec *spec;
  tell__strings *keys; /* the key of row i has number i + 1 */
  tell__sheet_row *rows;
  size_t row_count, row_capacity;
  tell__sheet_cell *cells; /* spec->rule_count for each row */
  size_t cell_count, cell_capacity;
} tell__sheet;

/**
 * Reads a file into the sheet. A row whose key is there from another reading
 * takes that row's place; a key that comes twice in one file is an error.
 * @param texts keeps the texts.
 * @param builtin 1: the rows are ours, 0: the caller's.
 * @return #TELL_OK, #TELL_E_CATALOGUE, #TELL_E_MEMORY.
 */
tell_status tell__sheet_read(tell__sheet *sheet, tell__strings *texts, tell__input *input,
                             int builtin, tell_error *err);

void tell__sheet_free(tell__sheet *sheet);

tell__sheet_cell *tell__sheet_cell_at(const tell__sheet *sheet, size_t row, int32_t rule);

/** The row of a key that is one column's text, -1 when there is none. */
int64_t tell__sheet_find(const tell__sheet *sheet, const char *key, size_t length);

/** Fails with #TELL_E_CATALOGUE at a cell; `field` is the name of its column. */
tell_status tell__sheet_fail(const tell__sheet *sheet, size_t row, const char *field,
                             const char *message, tell_error *err);

#endif
