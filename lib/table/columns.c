/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns as arrays; see the header. */
#include "table/columns.h"

/* The index of a column of that id and type, -1 when there is none. */
static int32_t find(const tell_table *table, const char *id, tell_column_type type) {
  int32_t column = tell_table_column_find(table, id);
  return column >= 0 && tell_table_column_type(table, column) == type ? column : -1;
}

int tell__texts_find(const tell_table *table, const char *id, tell__texts *out) {
  int32_t column = find(table, id, TELL_COLUMN_TEXT);
  *out = (tell__texts){tell__table_codes(table, column), tell__table_states(table, column)};
  return column >= 0;
}

int tell__wholes_find(const tell_table *table, const char *id, tell__wholes *out) {
  int32_t column = find(table, id, TELL_COLUMN_I64);
  *out = (tell__wholes){tell__table_i64(table, column), tell__table_states(table, column)};
  return column >= 0;
}

int tell__reals_find(const tell_table *table, const char *id, tell__reals *out) {
  int32_t column = find(table, id, TELL_COLUMN_F64);
  *out = (tell__reals){tell__table_f64(table, column), tell__table_states(table, column)};
  return column >= 0;
}

int tell__texts_find_all(const tell_table *table, const char *const *ids, int count,
                         tell__texts *out) {
  int all = 1;
  for (int i = 0; i < count; i++)
    all &= tell__texts_find(table, ids[i], &out[i]);
  return all;
}

int tell__wholes_find_all(const tell_table *table, const char *const *ids, int count,
                          tell__wholes *out) {
  int all = 1;
  for (int i = 0; i < count; i++)
    all &= tell__wholes_find(table, ids[i], &out[i]);
  return all;
}

int tell__reals_find_all(const tell_table *table, const char *const *ids, int count,
                         tell__reals *out) {
  int all = 1;
  for (int i = 0; i < count; i++)
    all &= tell__reals_find(table, ids[i], &out[i]);
  return all;
}

static int is_present(const uint8_t *states, int64_t row) {
  return states != NULL && states[row] == TELL_STATE_PRESENT;
}

int tell__wholes_get(const tell__wholes *column, int64_t row, int64_t *out) {
  if (!is_present(column->states, row))
    return 0;
  *out = column->values[row];
  return 1;
}

int tell__reals_get(const tell__reals *column, int64_t row, double *out) {
  if (!is_present(column->states, row))
    return 0;
  *out = column->values[row];
  return 1;
}

const char *tell__texts_get(const tell__texts *column, const tell__strings *strings, int64_t row) {
  return is_present(column->states, row) ? tell__strings_get(strings, column->codes[row], NULL)
                                         : "";
}
