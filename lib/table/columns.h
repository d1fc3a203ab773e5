/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading a table by its columns: each as an array with the states of its
 * cells, found by its id. Whatever the seal, as in table.h.
 *
 * A column that is not there, or of another type, has no arrays (NULL), and
 * neither has a table without rows. The functions that read a cell take such a
 * column as one whose cells are all missing.
 */
#ifndef TELL_TABLE_COLUMNS_H
#define TELL_TABLE_COLUMNS_H

#include "table/table.h"

/** As many codes or values as there are rows; a number counts only where its state is present. */
typedef struct tell__texts {
  const int32_t *codes; /* of the table's texts; 0 = "" where the state is not present */
  const uint8_t *states;
} tell__texts;

typedef struct tell__wholes {
  const int64_t *values;
  const uint8_t *states;
} tell__wholes;

typedef struct tell__reals {
  const double *values;
  const uint8_t *states;
} tell__reals;

/* Find a column; 0 when the table has none of that id and type. Borrowed from the table. */
int tell__texts_find(const tell_table *table, const char *id, tell__texts *out);
int tell__wholes_find(const tell_table *table, const char *id, tell__wholes *out);
int tell__reals_find(const tell_table *table, const char *id, tell__reals *out);

/* Find `count` columns, in the order of their ids; 0 when one of them is not there. */
int tell__texts_find_all(const tell_table *table, const char *const *ids, int count,
                         tell__texts *out);
int tell__wholes_find_all(const tell_table *table, const char *const *ids, int count,
                          tell__wholes *out);
int tell__reals_find_all(const tell_table *table, const char *const *ids, int count,
                         tell__reals *out);

/* Read a cell; 1 when it is present, and only then `out` is set. */
int tell__wholes_get(const tell__wholes *column, int64_t row, int64_t *out);
int tell__reals_get(const tell__reals *column, int64_t row, double *out);

/** Reads a cell of the table whose texts are given: "" where it is not present. Borrowed. */
const char *tell__texts_get(const tell__texts *column, const tell__strings *strings, int64_t row);

#endif
