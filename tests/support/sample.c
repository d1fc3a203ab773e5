/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Datasets and cells for tests; see the header. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "telling/indicators.h"
#include "telling/trends.h"

struct sample {
  const tell_catalogue *catalogue;
  tell__builder *builder;
  tell__part *part;
  int32_t file;
  int64_t line, count;
};

int sample_set_up(void **state) {
  tell_catalogue *catalogue = NULL;
  tell_status status = tell_catalogue_create(&catalogue, NULL);
  *state = catalogue;
  return status == TELL_OK ? 0 : -1;
}

int sample_tear_down(void **state) {
  tell_catalogue_free(*state);
  return 0;
}

sample *sample_begin(const tell_catalogue *catalogue) {
  sample *data = calloc(1, sizeof *data);
  assert_non_null(data);
  data->catalogue = catalogue;
  tell_issues *issues = tell__issues_create(10);
  assert_non_null(issues);
  assert_int_equal(tell__builder_create(catalogue, issues, &data->builder, NULL), TELL_OK);
  assert_int_equal(tell__builder_file(data->builder, "sample.csv", &data->file, NULL), TELL_OK);
  data->part = tell__part_create(data->builder, data->file);
  assert_non_null(data->part);
  return data;
}

static tell__level level_of(const char *unit) {
  if (strcmp(unit, "I") == 0)
    return TELL__LEVEL_NATION;
  if (strspn(unit, "0123456789") != strlen(unit))
    return TELL__LEVEL_AREA;
  if (strlen(unit) == 2)
    return TELL__LEVEL_COUNTY;
  return strlen(unit) == 4 ? TELL__LEVEL_MUNICIPALITY : TELL__LEVEL_SCHOOL;
}

static size_t length_of(const char *text) { return text == NULL ? 0 : strlen(text); }

static int32_t add_unit(sample *data, const char *unit, const char *parent, const char *area) {
  tell__unit_facts facts = {.level = level_of(unit),
                            .code = unit,
                            .code_length = strlen(unit),
                            .parent_level = parent == NULL ? 0 : level_of(parent),
                            .parent = parent,
                            .parent_length = length_of(parent),
                            .area = area,
                            .area_length = length_of(area),
                            .file = data->file};
  int32_t number = -1;
  assert_int_equal(tell__part_unit(data->part, &facts, &number, NULL), TELL_OK);
  return number;
}

void sample_unit(sample *data, const char *unit, const char *parent, const char *area) {
  add_unit(data, unit, parent, area);
}

static int32_t category_of(sample *data, int32_t indicator, const sample_cell *cell) {
  assert_true(indicator >= 0);
  const char *dimension = tell__catalogue_get(data->catalogue)->indicators[indicator].distribution;
  if (cell->dimension != NULL)
    dimension = cell->dimension;
  else if (dimension[0] == '\0')
    dimension = "niva";
  return tell__part_category(data->part, dimension, strlen(dimension), cell->category,
                             strlen(cell->category));
}

static void add_cell(sample *data, const sample_cell *cell) {
  const char *source = cell->source == NULL ? "udir-np" : cell->source;
  tell__observation o = {.value = cell->value,
                         .margin = cell->margin,
                         .n = cell->n,
                         .unit = add_unit(data, cell->unit, NULL, NULL),
                         .line = (int32_t)++data->line,
                         .period = (int16_t)cell->period,
                         .file = (int16_t)data->file,
                         .grade = (int8_t)cell->grade,
                         .gender = (int8_t)cell->gender,
                         .owner = (int8_t)cell->owner,
                         .state = cell->state,
                         .has = (uint8_t)cell->has,
                         .flags = (uint8_t)cell->flags,
                         .decimals = (int8_t)cell->decimals};
  int32_t indicator =
      tell__catalogue_indicator(data->catalogue, cell->indicator, strlen(cell->indicator));
  int32_t number = tell__catalogue_source(data->catalogue, source, strlen(source));
  int32_t category = 0;
  if (cell->category != NULL)
    category = category_of(data, indicator, cell);
  assert_true(indicator >= 0 && number >= 0 && category >= 0);
  /* What has a numerator has no standard deviation. */
  if (cell->has & TELL__HAS_NUMERATOR) {
    assert_false(cell->has & TELL__HAS_SD);
    o.numerator = cell->numerator;
  } else {
    o.sd = cell->sd;
  }
  o.indicator = (int16_t)indicator;
  o.source = (int16_t)number;
  o.category = category;
  assert_true(tell__part_add(data->part, &o));
  data->count++;
}

void sample_add(sample *data, const sample_cell *cells, size_t count) {
  for (size_t i = 0; i < count; i++)
    add_cell(data, &cells[i]);
}

static tell_state state_of(const char *id) {
  for (tell_state state = 0; state <= TELL_STATE_TOO_FEW; state++)
    if (strcmp(id, tell_state_id(state)) == 0)
      return state;
  fail_msg("no state %s", id);
  return 0;
}

static int decimals_of(const char *number) {
  const char *point = strchr(number, '.');
  return point == NULL ? 0 : (int)strlen(point + 1);
}

/* Takes one cell of text over; the text must live as long as the cell. */
static void read_cell(sample_cell *cell, const char *name, const char *text) {
  struct {
    const char *name;
    const char **text;
    int *whole;
    double *real;
    int has;
  } const fields[] = {{"unit", &cell->unit, NULL, NULL, 0},
                      {"indicator", &cell->indicator, NULL, NULL, 0},
                      {"source", &cell->source, NULL, NULL, 0},
                      {"dimension", &cell->dimension, NULL, NULL, 0},
                      {"category", &cell->category, NULL, NULL, 0},
                      {"period", NULL, &cell->period, NULL, 0},
                      {"grade", NULL, &cell->grade, NULL, 0},
                      {"gender", NULL, &cell->gender, NULL, 0},
                      {"owner", NULL, &cell->owner, NULL, 0},
                      {"value", NULL, NULL, &cell->value, 0},
                      {"n", NULL, &cell->n, NULL, TELL__HAS_N},
                      {"numerator", NULL, &cell->numerator, NULL, TELL__HAS_NUMERATOR},
                      {"sd", NULL, NULL, &cell->sd, TELL__HAS_SD},
                      {"margin", NULL, NULL, &cell->margin, TELL__HAS_MARGIN},
                      {"flags", NULL, &cell->flags, NULL, 0}};
  if (strcmp(name, "state") == 0) {
    cell->state = state_of(text);
    return;
  }
  size_t i = 0;
  while (strcmp(name, fields[i].name) != 0)
    if (++i == sizeof fields / sizeof fields[0])
      fail_msg("no field %s", name);
  if (fields[i].text != NULL)
    *fields[i].text = text;
  if (fields[i].whole != NULL)
    *fields[i].whole = atoi(text);
  if (fields[i].real != NULL)
    *fields[i].real = strtod(text, NULL);
  if (strcmp(name, "value") == 0)
    cell->decimals = decimals_of(text);
  cell->has |= fields[i].has;
}

/* Cuts `line` at the marks; returns how many pieces there are. */
static size_t cut(char *line, char mark, char **pieces, size_t most) {
  size_t count = 0;
  for (char *piece = line; piece != NULL; count++) {
    char *end = strchr(piece, mark);
    assert_true(count < most);
    pieces[count] = piece;
    if (end != NULL)
      *end = '\0';
    piece = end == NULL ? NULL : end + 1;
  }
  return count;
}

enum { MOST_LINES = 200, MOST_CELLS = 16 };

void sample_read(sample *data, const char *text) {
  char *lines[MOST_LINES], *names[MOST_CELLS], *cells[MOST_CELLS];
  char *copy = malloc(strlen(text) + 1);
  assert_non_null(copy);
  memcpy(copy, text, strlen(text) + 1);
  size_t line_count = cut(copy, '\n', lines, MOST_LINES);
  size_t name_count = cut(lines[0], ';', names, MOST_CELLS);
  for (size_t line = 1; line < line_count; line++) {
    sample_cell cell = {0};
    if (*lines[line] == '\0')
      continue;
    assert_int_equal(cut(lines[line], ';', cells, MOST_CELLS), name_count);
    for (size_t i = 0; i < name_count; i++)
      if (*cells[i] != '\0')
        read_cell(&cell, names[i], cells[i]);
    add_cell(data, &cell);
  }
  free(copy);
}

tell_dataset *sample_dataset(const tell_catalogue *catalogue, const char *text) {
  sample *data = sample_begin(catalogue);
  sample_read(data, text);
  return sample_finish(data);
}

tell_table *sample_indicators(const tell_dataset *dataset) {
  tell_table *table = NULL;
  assert_int_equal(tell_indicators_compute(dataset, &table, NULL), TELL_OK);
  return table;
}

tell_table *sample_compute(const tell_catalogue *catalogue, const char *text) {
  tell_dataset *dataset = sample_dataset(catalogue, text);
  tell_table *table = sample_indicators(dataset);
  tell_dataset_free(dataset);
  return table;
}

tell_dataset *sample_finish(sample *data) {
  tell_dataset *dataset = NULL;
  assert_int_equal(tell__builder_absorb(data->builder, data->part, NULL), TELL_OK);
  tell__part_free(data->part);
  assert_int_equal(tell__builder_finish(data->builder, 1, &dataset, NULL), TELL_OK);
  /* A sample is what a test means: nothing of it may stand twice. */
  assert_int_equal(tell_dataset_observation_count(dataset), data->count);
  tell__builder_free(data->builder);
  free(data);
  return dataset;
}

tell_release *sample_release(const tell_catalogue *catalogue, const char *policy,
                             const tell_dataset *dataset) {
  tell_table *set = sample_indicators(dataset), *trends = NULL;
  tell_release *release = NULL;
  assert_int_equal(tell_trends_compute(catalogue, set, &trends, NULL), TELL_OK);
  assert_int_equal(tell_release_create(catalogue, policy, dataset, set, trends, &release, NULL),
                   TELL_OK);
  tell_table_free(trends);
  tell_table_free(set);
  return release;
}

tell_analysis *sample_analysis(const tell_catalogue *catalogue, const tell_release *release,
                               int32_t kind, const tell_analysis_options *options) {
  tell_analysis *made = NULL;
  assert_int_equal(tell_analysis_compute(catalogue, release, kind, options, &made, NULL), TELL_OK);
  return made;
}

static int32_t column_of(const tell_table *table, const char *id) {
  int32_t column = tell_table_column_find(table, id);
  if (column < 0)
    fail_msg("no column %s", id);
  return column;
}

tell_state sample_state(const tell_table *table, int64_t row, const char *column) {
  return tell__table_states(table, column_of(table, column))[row];
}

static int32_t present_column(const tell_table *table, int64_t row, const char *column) {
  tell_state state = sample_state(table, row, column);
  if (state != TELL_STATE_PRESENT)
    fail_msg("%s is %s", column, tell_state_id(state));
  return column_of(table, column);
}

double sample_real(const tell_table *table, int64_t row, const char *column) {
  return tell__table_f64(table, present_column(table, row, column))[row];
}

int64_t sample_whole(const tell_table *table, int64_t row, const char *column) {
  return tell__table_i64(table, present_column(table, row, column))[row];
}

const char *sample_text(const tell_table *table, int64_t row, const char *column) {
  int32_t code = tell__table_codes(table, present_column(table, row, column))[row];
  return tell__strings_get(tell__table_strings(table), code, NULL);
}

static int is_text(const tell_table *table, int64_t row, const char *column, const char *text) {
  if (text == NULL)
    return 1;
  int32_t code = tell__table_codes(table, column_of(table, column))[row];
  return strcmp(tell__strings_get(tell__table_strings(table), code, NULL), text) == 0;
}

static int is_whole(const tell_table *table, int64_t row, const char *column, int number) {
  return number == 0 || tell__table_i64(table, column_of(table, column))[row] == number;
}

static int is_picked(const tell_table *table, int64_t row, const sample_pick *pick) {
  return is_text(table, row, "unit", pick->unit) &&
         is_text(table, row, "indicator", pick->indicator) &&
         is_text(table, row, "origin", pick->origin) &&
         is_text(table, row, "source", pick->source) &&
         is_text(table, row, "gender", pick->gender) &&
         is_text(table, row, "category", pick->category) &&
         is_whole(table, row, "period", pick->period) &&
         is_whole(table, row, "grade", pick->grade) &&
         is_whole(table, row, "segment", pick->segment);
}

int64_t sample_count(const tell_table *table, const sample_pick *pick) {
  int64_t count = 0;
  for (int64_t row = 0; row < tell_table_row_count(table); row++)
    count += is_picked(table, row, pick);
  return count;
}

int64_t sample_row(const tell_table *table, const sample_pick *pick) {
  assert_int_equal(sample_count(table, pick), 1);
  int64_t row = 0;
  while (!is_picked(table, row, pick))
    row++;
  return row;
}

void sample_same_column(const tell_table *a, const tell_table *b, int32_t column) {
  size_t rows = (size_t)tell_table_row_count(a);
  tell_column_type type = tell_table_column_type(a, column);
  const char *id = tell_table_column_id(a, column);
  assert_string_equal(id, tell_table_column_id(b, column));
  assert_int_equal(type, tell_table_column_type(b, column));
  if (rows == 0)
    return;
  assert_memory_equal(tell__table_states(a, column), tell__table_states(b, column), rows);
  if (type == TELL_COLUMN_I64)
    assert_memory_equal(tell__table_i64(a, column), tell__table_i64(b, column),
                        rows * sizeof(int64_t));
  if (type == TELL_COLUMN_F64)
    assert_memory_equal(tell__table_f64(a, column), tell__table_f64(b, column),
                        rows * sizeof(double));
  for (size_t row = 0; type == TELL_COLUMN_TEXT && row < rows; row++)
    if (sample_state(a, (int64_t)row, id) == TELL_STATE_PRESENT)
      assert_string_equal(sample_text(a, (int64_t)row, id), sample_text(b, (int64_t)row, id));
}
