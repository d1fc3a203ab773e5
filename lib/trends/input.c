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

static int read_all(const tell_table *table, tell__trend_input *input) {
  int ok = tell__texts_find_all(table, copied_ids, TELL__COPIED_COUNT, input->texts);
  ok &= tell__texts_find(table, "continued_from", &input->continued_from);
  ok &= tell__texts_find(table, "interval_state", &input->interval_state);
  ok &= tell__wholes_find(table, "period", &input->period);
  ok &= tell__wholes_find(table, "grade", &input->grade);
  ok &= tell__wholes_find(table, "decimals", &input->decimals);
  ok &= tell__wholes_find(table, "children_suppressed", &input->children_suppressed);
  ok &= tell__wholes_find(table, "n", &input->n);
  ok &= tell__reals_find(table, "value", &input->value);
  ok &= tell__reals_find(table, "se", &input->se);
  ok &= tell__reals_find(table, "lo", &input->lo);
  ok &= tell__reals_find(table, "hi", &input->hi);
  ok &= tell__reals_find(table, "confidence", &input->confidence);
  ok &= tell__reals_find(table, "coverage", &input->coverage);
  ok &= tell__reals_find(table, "participation", &input->participation);
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

const char *tell__trend_input_text(const tell__trend_input *input, int column, int64_t row) {
  return tell__texts_get(&input->texts[column], input->strings, row);
}

int32_t tell__trend_input_indicator(const tell__trend_input *input, int64_t row) {
  const char *id = tell__trend_input_text(input, TELL__COPIED_indicator, row);
  return tell__catalogue_indicator(input->catalogue, id, strlen(id));
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
