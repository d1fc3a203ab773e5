/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/table.h
 * The one shape of every result: columns of whole numbers, real numbers or
 * text, each cell with a state beside it.
 *
 * A table never changes after it was made and may be read from several
 * threads. A computed table is *sealed*: its cells cannot be read before the
 * table has passed a policy (tell_release_create()); the functions that give
 * cells return #TELL_E_NOT_RELEASED then. Ids, types and counts can always be
 * asked for.
 *
 * A number may only be used where its state is #TELL_STATE_PRESENT; elsewhere
 * the stored number is 0 and means nothing. A text column holds codes into
 * the table's texts; equal texts have equal codes in all columns of a table.
 */
#ifndef TELLING_TABLE_H
#define TELLING_TABLE_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A table. Free one that you own with tell_table_free(). */
typedef struct tell_table tell_table;

/** What a column holds. */
typedef int32_t tell_column_type;

enum {
  TELL_COLUMN_I64 = 1, /**< whole numbers, int64_t */
  TELL_COLUMN_F64 = 2, /**< real numbers, double */
  TELL_COLUMN_TEXT = 3 /**< text, int32_t codes; see tell_table_text() */
};

/** Frees a table that the caller owns; NULL is allowed. @since 0.1 */
TELL_API void tell_table_free(tell_table *table);

/** Gives the number of rows; 0 for NULL. @since 0.1 */
TELL_API int64_t tell_table_row_count(const tell_table *table);

/** Gives the number of columns; 0 for NULL. @since 0.1 */
TELL_API int32_t tell_table_column_count(const tell_table *table);

/** Tells whether the cells are still sealed (1) or can be read (0). @since 0.1 */
TELL_API int32_t tell_table_is_sealed(const tell_table *table);

/** Gives the id of a column (from 0), NULL when there is none. Borrowed. @since 0.1 */
TELL_API const char *tell_table_column_id(const tell_table *table, int32_t column);

/** Gives the type of a column, 0 when there is none. @since 0.1 */
TELL_API tell_column_type tell_table_column_type(const tell_table *table, int32_t column);

/** Gives the index of the column with this id, -1 when there is none. @since 0.1 */
TELL_API int32_t tell_table_column_find(const tell_table *table, const char *id);

/**
 * Gives a column of whole numbers.
 * @param column index from 0, of type #TELL_COLUMN_I64.
 * @param values receives the borrowed array, NULL for a table without rows.
 * @param states receives the borrowed array of ::tell_state, as long as `values`.
 * @param count receives the number of rows.
 * @param err may be NULL.
 * @return #TELL_OK, #TELL_E_ARGUMENT (no such column, other type, NULL),
 *         #TELL_E_NOT_RELEASED.
 * @since 0.1
 */
TELL_API tell_status tell_table_column_i64(const tell_table *table, int32_t column,
                                           const int64_t **values, const uint8_t **states,
                                           int64_t *count, tell_error *err);

/** Gives a column of real numbers; as tell_table_column_i64(). @since 0.1 */
TELL_API tell_status tell_table_column_f64(const tell_table *table, int32_t column,
                                           const double **values, const uint8_t **states,
                                           int64_t *count, tell_error *err);

/** Gives the codes of a text column; as tell_table_column_i64(). @since 0.1 */
TELL_API tell_status tell_table_column_text(const tell_table *table, int32_t column,
                                            const int32_t **codes, const uint8_t **states,
                                            int64_t *count, tell_error *err);

/** Gives how many different texts the table holds; 0 while it is sealed. @since 0.1 */
TELL_API int32_t tell_table_text_count(const tell_table *table);

/**
 * Gives the text of a code.
 * @param code from a text column of this table.
 * @param length receives the length in bytes; may be NULL.
 * @return borrowed, ends with NUL; "" for a code that is none or while the
 *         table is sealed.
 * @since 0.1
 */
TELL_API const char *tell_table_text(const tell_table *table, int32_t code, size_t *length);

#ifdef __cplusplus
}
#endif

#endif
