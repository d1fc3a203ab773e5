/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Building a table (telling/table.h), and reading its cells without regard to
 * the seal, which only the stages of the library may do. A table is built by
 * one thread and not changed after it was handed out.
 */
#ifndef TELL_TABLE_TABLE_H
#define TELL_TABLE_TABLE_H

#include "base/text.h"
#include "telling/table.h"

typedef struct tell__column_spec {
  const char *id;
  tell_column_type type;
} tell__column_spec;

/* For lists of columns, one X(name, type) each: the index of a column as a constant AT_<name>, and
 * its line in an array of specs. */
#define TELL__COLUMN_INDEX(name, type) AT_##name,
#define TELL__COLUMN_SPEC(name, type) {#name, type},

/**
 * Makes a table without rows, sealed. The ids are copied; they must differ.
 * Returns #TELL_OK, #TELL_E_ARGUMENT (no such type, an id that is NULL, empty
 * or there twice) or #TELL_E_MEMORY.
 */
tell_status tell__table_create(const tell__column_spec *specs, int32_t count, tell_table **out,
                               tell_error *err);

/**
 * Adds a row whose cells are all #TELL_STATE_MISSING; `row` receives its index
 * (may be NULL). Arrays got from the table before are no longer valid.
 */
tell_status tell__table_add_row(tell_table *table, int64_t *row, tell_error *err);

/**
 * Sets a cell and makes it present. #TELL_E_ARGUMENT for a cell that is not
 * there or of another type, and for a real number that is not finite.
 */
tell_status tell__table_set_i64(tell_table *table, int32_t column, int64_t row, int64_t value,
                                tell_error *err);
tell_status tell__table_set_f64(tell_table *table, int32_t column, int64_t row, double value,
                                tell_error *err);
/** As above; the text is copied into the table's texts. */
tell_status tell__table_set_text(tell_table *table, int32_t column, int64_t row, const char *bytes,
                                 size_t length, tell_error *err);

/**
 * Gives a cell a state; every state but present also makes its value zero.
 * Returns #TELL_OK, or #TELL_E_ARGUMENT for a cell or a state that is none.
 */
tell_status tell__table_set_state(tell_table *table, int32_t column, int64_t row, tell_state state);

/** Opens the cells to the caller; only what has applied a policy may do this. */
void tell__table_unseal(tell_table *table);

/*
 * The cells of a column, as many as there are rows, whatever the seal; NULL
 * for a column that is not there or of another type, and for a table without
 * rows. Borrowed until the next row is added.
 */
const int64_t *tell__table_i64(const tell_table *table, int32_t column);
const double *tell__table_f64(const tell_table *table, int32_t column);
const int32_t *tell__table_codes(const tell_table *table, int32_t column);
const uint8_t *tell__table_states(const tell_table *table, int32_t column);

/** The texts that the codes name; borrowed. */
const tell__strings *tell__table_strings(const tell_table *table);

#endif
