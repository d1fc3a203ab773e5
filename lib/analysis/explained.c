/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the rows of an explanation; see the header. */
#include "analysis/explained.h"

#include <string.h>

#include "base/error.h"

#define COLUMNS(X)                                                                                 \
  X(table, TELL_COLUMN_TEXT)                                                                       \
  X(role, TELL_COLUMN_TEXT)                                                                        \
  X(level, TELL_COLUMN_TEXT)                                                                       \
  X(unit, TELL_COLUMN_TEXT)                                                                        \
  X(unit_name, TELL_COLUMN_TEXT)                                                                   \
  X(indicator, TELL_COLUMN_TEXT)                                                                   \
  X(source, TELL_COLUMN_TEXT)                                                                      \
  X(school_year, TELL_COLUMN_TEXT)                                                                 \
  X(gender, TELL_COLUMN_TEXT)                                                                      \
  X(owner, TELL_COLUMN_TEXT)                                                                       \
  X(dimension, TELL_COLUMN_TEXT)                                                                   \
  X(category, TELL_COLUMN_TEXT)                                                                    \
  X(origin, TELL_COLUMN_TEXT)                                                                      \
  X(method, TELL_COLUMN_TEXT)                                                                      \
  X(formula, TELL_COLUMN_TEXT)                                                                     \
  X(state, TELL_COLUMN_TEXT)                                                                       \
  X(file, TELL_COLUMN_TEXT)                                                                        \
  X(policy, TELL_COLUMN_TEXT)                                                                      \
  X(depth, TELL_COLUMN_I64)                                                                        \
  X(part_of, TELL_COLUMN_I64)                                                                      \
  X(row, TELL_COLUMN_I64)                                                                          \
  X(grade, TELL_COLUMN_I64)                                                                        \
  X(n, TELL_COLUMN_I64)                                                                            \
  X(line, TELL_COLUMN_I64)                                                                         \
  X(value, TELL_COLUMN_F64)                                                                        \
  X(se, TELL_COLUMN_F64)                                                                           \
  X(weight, TELL_COLUMN_F64)

enum { COLUMNS(TELL__COLUMN_INDEX) COLUMNS_END };

static const tell__column_spec specs[] = {COLUMNS(TELL__COLUMN_SPEC)};

/* Columns of the explanation and those that they are taken from, of the same id in most tables. */
static const struct {
  int32_t to;
  const char *from;
} texts[] = {
    {AT_level, "level"},         {AT_unit, "unit"},         {AT_unit_name, "unit_name"},
    {AT_indicator, "indicator"}, {AT_source, "source"},     {AT_school_year, "school_year"},
    {AT_school_year, "years"},   {AT_gender, "gender"},     {AT_owner, "owner"},
    {AT_dimension, "dimension"}, {AT_category, "category"}, {AT_origin, "origin"},
    {AT_method, "method"},       {AT_file, "file"}};

tell_status tell__explained_create(tell__cells *cells, tell_error *err) {
  *cells = (tell__cells){.err = err};
  cells->status = tell__table_create(specs, COLUMNS_END, &cells->table, err);
  return cells->status;
}

static void take_text(tell__cells *cells, int32_t to, const tell_table *table, int64_t row,
                      const char *id) {
  tell__texts column;
  tell__texts_find(table, id, &column);
  tell__cells_take_text(cells, to, &column, tell__table_strings(table), row);
}

static void take_whole(tell__cells *cells, int32_t to, const tell_table *table, int64_t row,
                       const char *id) {
  tell__wholes column;
  tell__wholes_find(table, id, &column);
  tell__cells_take_whole(cells, to, &column, row);
}

static void take_real(tell__cells *cells, int32_t to, const tell_table *table, int64_t row,
                      const char *id) {
  tell__reals column;
  tell__reals_find(table, id, &column);
  tell__cells_take_real(cells, to, &column, row);
}

/* The value with its state, also as a word. */
static void take_value(tell__cells *cells, const tell_table *table, int64_t row, const char *id) {
  const uint8_t *states = tell__table_states(table, tell_table_column_find(table, id));
  if (states == NULL)
    return;
  take_real(cells, AT_value, table, row, id);
  tell__cells_text(cells, AT_state, tell_state_id(states[row]), TELL_STATE_PRESENT);
}

static void put_formula(tell__cells *cells, const char *id) {
  tell__text key = {0};
  if (id[0] == '\0')
    return;
  tell__text_add(&key, "formula.");
  tell__text_add(&key, id);
  if (key.failed && cells->status == TELL_OK)
    cells->status = tell__fail_memory(cells->err);
  tell__cells_text(cells, AT_formula, tell__text_get(&key), TELL_STATE_PRESENT);
  tell__text_free(&key);
}

static void put_row(tell__cells *cells, const tell__figures *figures, const tell_table *table,
                    int64_t row, const char *name, const char *value) {
  tell__cells_row(cells);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    take_text(cells, texts[i].to, table, row, texts[i].from);
  take_whole(cells, AT_grade, table, row, "grade");
  take_whole(cells, AT_n, table, row, "n");
  take_whole(cells, AT_line, table, row, "line");
  take_real(cells, AT_se, table, row, strcmp(value, "slope") == 0 ? "slope_se" : "se");
  take_value(cells, table, row, value);
  tell__cells_text(cells, AT_table, name, TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_policy, tell_release_policy(figures->release), TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_row, row, TELL_STATE_PRESENT);
}

static void put_place(tell__cells *cells, const tell__explained_place *place) {
  int is_first = place->depth == 0;
  tell_state weight = place->has_weight ? TELL_STATE_PRESENT : TELL_STATE_MISSING;
  tell__cells_text(cells, AT_role, place->role, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_depth, place->depth, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_part_of, place->part_of,
                  is_first ? TELL_STATE_NOT_APPLICABLE : TELL_STATE_PRESENT);
  tell__cells_f64(cells, AT_weight, place->weight, is_first ? TELL_STATE_NOT_APPLICABLE : weight);
}

void tell__explained_figure(tell__cells *cells, const tell__figures *figures, int64_t figure,
                            const tell__explained_place *place) {
  put_row(cells, figures, figures->table, figure, "indicators", "value");
  put_formula(cells, tell__figure_text(figures, TELL__FIGURE_method, figure));
  put_place(cells, place);
}

void tell__explained_result(tell__cells *cells, const tell__figures *figures,
                            const tell_table *table, int64_t row, const char *name,
                            const char *value, const char *formula) {
  const tell__explained_place first = {.role = "result"};
  put_row(cells, figures, table, row, name, value);
  put_formula(cells, formula);
  put_place(cells, &first);
}
