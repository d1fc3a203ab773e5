/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables: storage, building and reading. Knows nothing of what the columns mean. */
#include "table.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

enum { FIRST_ROWS = 16 };

typedef struct cells {
  char *id;
  tell_column_type type;
  void *values; /* int64_t, double or int32_t, by type */
  uint8_t *states;
} cells;

struct tell_table {
  cells *columns;
  int32_t column_count;
  int64_t row_count;
  int64_t row_capacity;
  int32_t sealed;
  tell__strings *strings;
};

/* The bytes of one value, 0 for a type that is none. */
static size_t value_size(tell_column_type type) {
  switch (type) {
  case TELL_COLUMN_I64:
    return sizeof(int64_t);
  case TELL_COLUMN_F64:
    return sizeof(double);
  case TELL_COLUMN_TEXT:
    return sizeof(int32_t);
  default:
    return 0;
  }
}

static const cells *find_column(const tell_table *table, int32_t column) {
  if (table == NULL || column < 0 || column >= table->column_count)
    return NULL;
  return &table->columns[column];
}

static tell_status check_spec(const tell__column_spec *specs, int32_t column, tell_error *err) {
  const tell__column_spec *spec = &specs[column];
  if (spec->id == NULL || spec->id[0] == '\0')
    return tell__fail(err, TELL_E_ARGUMENT, "a column of a table must have an id");
  if (value_size(spec->type) == 0)
    return tell__fail(err, TELL_E_ARGUMENT, "unknown type of column");
  for (int32_t i = 0; i < column; i++)
    if (strcmp(specs[i].id, spec->id) == 0)
      return tell__fail(err, TELL_E_ARGUMENT, "two columns of a table have the same id");
  return TELL_OK;
}

static tell_status add_columns(tell_table *table, const tell__column_spec *specs, int32_t count,
                               tell_error *err) {
  for (int32_t i = 0; i < count; i++) {
    tell_status status = check_spec(specs, i, err);
    if (status != TELL_OK)
      return status;
    cells *made = &table->columns[i];
    made->type = specs[i].type;
    made->id = tell__copy(specs[i].id);
    table->column_count = i + 1;
    if (made->id == NULL)
      return tell__fail_memory(err);
  }
  return TELL_OK;
}

tell_status tell__table_create(const tell__column_spec *specs, int32_t count, tell_table **out,
                               tell_error *err) {
  tell_status status = TELL_OK;
  tell_table *table = NULL;
  tell__error_clear(err);
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the table");
  *out = NULL;
  if (specs == NULL || count < 1)
    return tell__fail(err, TELL_E_ARGUMENT, "a table must have columns");
  table = tell__alloc(sizeof *table);
  if (table == NULL)
    return tell__fail_memory(err);
  table->sealed = 1;
  table->strings = tell__strings_create();
  table->columns = tell__alloc_array((size_t)count, sizeof *table->columns);
  if (table->strings == NULL || table->columns == NULL) {
    status = tell__fail_memory(err);
    goto out;
  }
  status = add_columns(table, specs, count, err);
  if (status != TELL_OK)
    goto out;
  *out = table;
  table = NULL;
out:
  tell_table_free(table);
  return status;
}

void tell_table_free(tell_table *table) {
  if (table == NULL)
    return;
  for (int32_t i = 0; i < table->column_count; i++) {
    tell__free(table->columns[i].id);
    tell__free(table->columns[i].values);
    tell__free(table->columns[i].states);
  }
  tell__free(table->columns);
  tell__strings_free(table->strings);
  tell__free(table);
}

static int widen_column(cells *wider, size_t rows) {
  void *values = tell__realloc_array(wider->values, rows, value_size(wider->type));
  if (values == NULL)
    return 0;
  wider->values = values;
  uint8_t *states = tell__realloc_array(wider->states, rows, sizeof *states);
  if (states == NULL)
    return 0;
  wider->states = states;
  return 1;
}

static int reserve_row(tell_table *table) {
  if (table->row_count < table->row_capacity)
    return 1;
  if (table->row_capacity > INT64_MAX / 2)
    return 0;
  int64_t wanted = table->row_capacity > 0 ? table->row_capacity * 2 : FIRST_ROWS;
  for (int32_t i = 0; i < table->column_count; i++)
    if (!widen_column(&table->columns[i], (size_t)wanted))
      return 0;
  table->row_capacity = wanted;
  return 1;
}

static void *value_at(const cells *held, int64_t row) {
  return (char *)held->values + (size_t)row * value_size(held->type);
}

tell_status tell__table_add_row(tell_table *table, int64_t *row, tell_error *err) {
  if (table == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no table");
  if (!reserve_row(table))
    return tell__fail_memory(err);
  for (int32_t i = 0; i < table->column_count; i++) {
    cells *held = &table->columns[i];
    memset(value_at(held, table->row_count), 0, value_size(held->type));
    held->states[table->row_count] = TELL_STATE_MISSING;
  }
  if (row != NULL)
    *row = table->row_count;
  table->row_count++;
  return TELL_OK;
}

static tell_status set_cell(tell_table *table, int32_t column, int64_t row, tell_column_type type,
                            const void *value, tell_error *err) {
  const cells *held = find_column(table, column);
  if (held == NULL || held->type != type || row < 0 || row >= table->row_count)
    return tell__fail(err, TELL_E_ARGUMENT, "the table has no such cell of that type");
  memcpy(value_at(held, row), value, value_size(type));
  held->states[row] = TELL_STATE_PRESENT;
  return TELL_OK;
}

tell_status tell__table_set_i64(tell_table *table, int32_t column, int64_t row, int64_t value,
                                tell_error *err) {
  return set_cell(table, column, row, TELL_COLUMN_I64, &value, err);
}

tell_status tell__table_set_f64(tell_table *table, int32_t column, int64_t row, double value,
                                tell_error *err) {
  if (!isfinite(value))
    return tell__fail(err, TELL_E_ARGUMENT, "a number for a table is not finite");
  return set_cell(table, column, row, TELL_COLUMN_F64, &value, err);
}

tell_status tell__table_set_text(tell_table *table, int32_t column, int64_t row, const char *bytes,
                                 size_t length, tell_error *err) {
  if (table == NULL || (bytes == NULL && length > 0))
    return tell__fail(err, TELL_E_ARGUMENT, "no text for the table");
  int32_t code = tell__strings_add(table->strings, bytes, length);
  if (code < 0)
    return tell__fail_memory(err);
  return set_cell(table, column, row, TELL_COLUMN_TEXT, &code, err);
}

tell_status tell__table_set_state(tell_table *table, int32_t column, int64_t row,
                                  tell_state state) {
  const cells *held = find_column(table, column);
  if (held == NULL || row < 0 || row >= table->row_count || state > TELL_STATE_TOO_FEW)
    return TELL_E_ARGUMENT;
  held->states[row] = state;
  if (state != TELL_STATE_PRESENT)
    memset(value_at(held, row), 0, value_size(held->type));
  return TELL_OK;
}

void tell__table_unseal(tell_table *table) { table->sealed = 0; }

static const void *values_of(const tell_table *table, int32_t column, tell_column_type type) {
  const cells *held = find_column(table, column);
  return held != NULL && held->type == type && table->row_count > 0 ? held->values : NULL;
}

const int64_t *tell__table_i64(const tell_table *table, int32_t column) {
  return values_of(table, column, TELL_COLUMN_I64);
}

const double *tell__table_f64(const tell_table *table, int32_t column) {
  return values_of(table, column, TELL_COLUMN_F64);
}

const int32_t *tell__table_codes(const tell_table *table, int32_t column) {
  return values_of(table, column, TELL_COLUMN_TEXT);
}

const uint8_t *tell__table_states(const tell_table *table, int32_t column) {
  const cells *held = find_column(table, column);
  return held != NULL && table->row_count > 0 ? held->states : NULL;
}

const tell__strings *tell__table_strings(const tell_table *table) { return table->strings; }

int64_t tell_table_row_count(const tell_table *table) {
  return table != NULL ? table->row_count : 0;
}

int32_t tell_table_column_count(const tell_table *table) {
  return table != NULL ? table->column_count : 0;
}

int32_t tell_table_is_sealed(const tell_table *table) { return table != NULL ? table->sealed : 0; }

const char *tell_table_column_id(const tell_table *table, int32_t column) {
  const cells *held = find_column(table, column);
  return held != NULL ? held->id : NULL;
}

tell_column_type tell_table_column_type(const tell_table *table, int32_t column) {
  const cells *held = find_column(table, column);
  return held != NULL ? held->type : 0;
}

int32_t tell_table_column_find(const tell_table *table, const char *id) {
  for (int32_t i = 0; table != NULL && id != NULL && i < table->column_count; i++)
    if (strcmp(table->columns[i].id, id) == 0)
      return i;
  return -1;
}

/* What the three functions that give a column have in common; `*values` stays NULL on failure. */
static tell_status give_column(const tell_table *table, int32_t column, tell_column_type type,
                               const void **values, const uint8_t **states, int64_t *count,
                               tell_error *err) {
  tell__error_clear(err);
  const cells *held = find_column(table, column);
  if (held == NULL || held->type != type)
    return tell__fail(err, TELL_E_ARGUMENT, "the table has no such column of that type");
  if (table->sealed)
    return tell__fail(err, TELL_E_NOT_RELEASED,
                      "the cells of a computed table can be read only after a release");
  *values = values_of(table, column, type);
  *states = tell__table_states(table, column);
  *count = table->row_count;
  return TELL_OK;
}

tell_status tell_table_column_i64(const tell_table *table, int32_t column, const int64_t **values,
                                  const uint8_t **states, int64_t *count, tell_error *err) {
  const void *found = NULL;
  if (values == NULL || states == NULL || count == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the column");
  *values = NULL;
  *states = NULL;
  *count = 0;
  tell_status status = give_column(table, column, TELL_COLUMN_I64, &found, states, count, err);
  *values = found;
  return status;
}

tell_status tell_table_column_f64(const tell_table *table, int32_t column, const double **values,
                                  const uint8_t **states, int64_t *count, tell_error *err) {
  const void *found = NULL;
  if (values == NULL || states == NULL || count == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the column");
  *values = NULL;
  *states = NULL;
  *count = 0;
  tell_status status = give_column(table, column, TELL_COLUMN_F64, &found, states, count, err);
  *values = found;
  return status;
}

tell_status tell_table_column_text(const tell_table *table, int32_t column, const int32_t **codes,
                                   const uint8_t **states, int64_t *count, tell_error *err) {
  const void *found = NULL;
  if (codes == NULL || states == NULL || count == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the column");
  *codes = NULL;
  *states = NULL;
  *count = 0;
  tell_status status = give_column(table, column, TELL_COLUMN_TEXT, &found, states, count, err);
  *codes = found;
  return status;
}

int32_t tell_table_text_count(const tell_table *table) {
  return table != NULL && !table->sealed ? tell__strings_count(table->strings) : 0;
}

const char *tell_table_text(const tell_table *table, int32_t code, size_t *length) {
  int32_t number = table != NULL && !table->sealed ? code : -1;
  if (length != NULL)
    *length = 0;
  return number >= 0 ? tell__strings_get(table->strings, number, length) : "";
}
