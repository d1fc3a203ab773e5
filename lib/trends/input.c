/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading an indicator set; see the header. */
#include "trends/input.h"

#include <string.h>

#define NAME(name) #name,

static const char *const copied_ids[TELL__COPIED_COUNT] = {TELL__TREND_COPIED(NAME)};

/* What two rows of one series have in common, beside the grade. */
static const int series_columns[] = {
    TELL__COPIED_level,  TELL__COPIED_unit,  TELL__COPIED_indicator, TELL__COPIED_source,
    TELL__COPIED_gender, TELL__COPIED_owner, TELL__COPIED_dimension, TELL__COPIED_category};

enum { SERIES_COLUMNS = sizeof series_columns / sizeof series_columns[0] };

/* The index of a column of that id and type, -1 when there is none. */
static int32_t find(const tell_table *table, const char *id, tell_column_type type) {
  int32_t column = tell_table_column_find(table, id);
  return column >= 0 && tell_table_column_type(table, column) == type ? column : -1;
}

static int read_texts(const tell_table *table, const char *id, tell__texts *out) {
  int32_t column = find(table, id, TELL_COLUMN_TEXT);
  out->codes = tell__table_codes(table, column);
  out->states = tell__table_states(table, column);
  return column >= 0;
}

static int read_wholes(const tell_table *table, const char *id, tell__wholes *out) {
  int32_t column = find(table, id, TELL_COLUMN_I64);
  out->values = tell__table_i64(table, column);
  out->states = tell__table_states(table, column);
  return column >= 0;
}

static int read_reals(const tell_table *table, const char *id, tell__reals *out) {
  int32_t column = find(table, id, TELL_COLUMN_F64);
  out->values = tell__table_f64(table, column);
  out->states = tell__table_states(table, column);
  return column >= 0;
}

static int read_all(const tell_table *table, tell__trend_input *input) {
  int ok = 1;
  for (int i = 0; i < TELL__COPIED_COUNT; i++)
    ok &= read_texts(table, copied_ids[i], &input->texts[i]);
  ok &= read_texts(table, "continued_from", &input->continued_from);
  ok &= read_texts(table, "interval_state", &input->interval_state);
  ok &= read_wholes(table, "period", &input->period);
  ok &= read_wholes(table, "grade", &input->grade);
  ok &= read_wholes(table, "decimals", &input->decimals);
  ok &= read_wholes(table, "children_suppressed", &input->children_suppressed);
  ok &= read_wholes(table, "n", &input->n);
  ok &= read_reals(table, "value", &input->value);
  ok &= read_reals(table, "se", &input->se);
  ok &= read_reals(table, "lo", &input->lo);
  ok &= read_reals(table, "hi", &input->hi);
  ok &= read_reals(table, "confidence", &input->confidence);
  ok &= read_reals(table, "coverage", &input->coverage);
  ok &= read_reals(table, "participation", &input->participation);
  return ok;
}

tell_status tell__trend_input_read(const tell_catalogue *catalogue, const tell_table *indicators,
                                   tell__trend_input *input, tell_error *err) {
  memset(input, 0, sizeof *input);
  if (!read_all(indicators, input))
    return tell__fail(err, TELL_E_ARGUMENT, "the table is no indicator set: a column is not there");
  input->catalogue = catalogue;
  input->strings = tell__table_strings(indicators);
  input->count = tell_table_row_count(indicators);
  input->school = tell__strings_find(input->strings, "school", strlen("school"));
  input->computed = tell__strings_find(input->strings, "computed", strlen("computed"));
  input->pooled = tell__strings_find(input->strings, "pooled_spread", strlen("pooled_spread"));
  return TELL_OK;
}

int32_t tell__trend_input_indicator(const tell__trend_input *input, int64_t row) {
  size_t length = 0;
  const char *id =
      tell__strings_get(input->strings, input->texts[TELL__COPIED_indicator].codes[row], &length);
  return tell__catalogue_indicator(input->catalogue, id, length);
}

int tell__trend_input_is_computed(const tell__trend_input *input, int64_t row) {
  return input->texts[TELL__COPIED_origin].codes[row] == input->computed;
}

int tell__trend_input_is_pooled(const tell__trend_input *input, int64_t row) {
  return input->interval_state.states[row] == TELL_STATE_PRESENT &&
         input->interval_state.codes[row] == input->pooled;
}

static int same_series(const tell__trend_input *input, int64_t a, int64_t b) {
  for (int i = 0; i < SERIES_COLUMNS; i++) {
    const tell__texts *texts = &input->texts[series_columns[i]];
    if (texts->codes[a] != texts->codes[b] || texts->states[a] != texts->states[b])
      return 0;
  }
  return input->grade.values[a] == input->grade.values[b];
}

int64_t tell__trend_input_series_end(const tell__trend_input *input, int64_t first) {
  int64_t end = first + 1;
  while (end < input->count && same_series(input, first, end))
    end++;
  return end;
}
