/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reason `derived` in trends: finding the rows that a trend was made from. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "catalogue/catalogue.h"
#include "disclosure/derive.h"

enum { YEAR_DIGITS = 4 };

typedef struct search {
  const tell__facts *facts;
  const tell_table *trends;
  int32_t columns[TELL__TREND_COUNT];
  const tell__keymap *hidden_series;
} search;

/* The code that a text of the trends has in the indicator set; TELL__UNKNOWN when it is not there.
 */
static int32_t code_there(const search *in, int32_t column, int64_t row) {
  const char *text = tell__columns_text(in->trends, in->columns[column], row);
  return tell__strings_find(tell__table_strings(in->facts->table), text, strlen(text));
}

/* Reads the first year of a school year ("2022-23") and steps over it and the blanks behind. */
static int64_t next_period(const char **text) {
  int64_t period = 0;
  int digits = 0;
  for (; **text >= '0' && **text <= '9' && digits < YEAR_DIGITS; (*text)++, digits++)
    period = period * 10 + (**text - '0');
  while (**text != '\0' && **text != ' ')
    (*text)++;
  while (**text == ' ')
    (*text)++;
  return digits == YEAR_DIGITS ? period : TELL__UNKNOWN;
}

static int is_usable(const search *in, int64_t unit, const tell__group_key *key, int64_t origin) {
  int64_t group = tell__facts_group(in->facts, key);
  int64_t row = group < 0 ? TELL__UNKNOWN : tell__facts_find(in->facts, unit, group, origin);
  if (row < 0)
    return 0;
  const tell__fact *fact = &in->facts->rows[row];
  return !tell__fact_is_hidden(fact) && fact->reasons[TELL__PART_INTERVAL] == TELL__REASON_NONE;
}

/* Every year must be found, as many as the trend says, within its own first and last. */
static int years_are_usable(const search *in, int64_t row, int64_t unit, tell__group_key *key,
                            int64_t origin) {
  const int32_t *columns = in->columns;
  const char *years = tell__columns_text(in->trends, columns[TELL__TREND_YEARS], row);
  int64_t points = tell__columns_whole(in->trends, columns[TELL__TREND_POINTS], row, TELL__UNKNOWN);
  int64_t first =
      tell__columns_whole(in->trends, columns[TELL__TREND_FIRST_PERIOD], row, TELL__UNKNOWN);
  int64_t last =
      tell__columns_whole(in->trends, columns[TELL__TREND_LAST_PERIOD], row, TELL__UNKNOWN);
  int64_t found = 0;
  while (*years != '\0') {
    key->period = next_period(&years);
    if (key->period < first || key->period > last || !is_usable(in, unit, key, origin))
      return 0;
    found++;
  }
  return found == points;
}

static tell__hidden_trend judge(const search *in, int64_t row) {
  const int32_t *columns = in->columns;
  const char *id = tell__columns_text(in->trends, columns[TELL__TREND_ORIGIN], row);
  int64_t origin = (int64_t)tell__facts_origin(id);
  int64_t unit = tell__facts_unit(in->facts, code_there(in, TELL__TREND_LEVEL, row),
                                  code_there(in, TELL__TREND_UNIT, row));
  tell__group_key key = {
      .indicator = code_there(in, TELL__TREND_INDICATOR, row),
      .source = code_there(in, TELL__TREND_SOURCE, row),
      .grade = tell__columns_whole(in->trends, columns[TELL__TREND_GRADE], row, TELL__UNKNOWN),
      .gender = code_there(in, TELL__TREND_GENDER, row),
      .owner = code_there(in, TELL__TREND_OWNER, row),
      .dimension = code_there(in, TELL__TREND_DIMENSION, row),
      .category = code_there(in, TELL__TREND_CATEGORY, row),
  };
  tell__hidden_trend found = {
      .results = unit < 0 || !years_are_usable(in, row, unit, &key, origin),
      .others = unit < 0 || tell__derive_is_in(in->hidden_series, unit, origin, &key),
  };
  found.others |= found.results;
  return found;
}

static tell_status judge_all(const tell_catalogue *catalogue, const char *policy, const search *in,
                             tell__hidden_trend **hidden, tell_error *err) {
  int64_t count = tell_table_row_count(in->trends);
  tell__hidden_trend *found = tell__alloc_array((size_t)count, sizeof *found);
  if (found == NULL)
    return tell__fail_memory(err);
  for (int64_t row = 0; row < count; row++) {
    const char *family = tell__columns_text(in->trends, in->columns[TELL__TREND_FAMILY], row);
    if (tell__catalogue_minimum(catalogue, policy, family) != 0)
      found[row] = judge(in, row);
  }
  *hidden = found;
  return TELL_OK;
}

tell_status tell__derive_trends(const tell_catalogue *catalogue, const char *policy,
                                const tell__facts *facts, const tell_table *trends,
                                tell__hidden_trend **hidden, tell_error *err) {
  search in = {.facts = facts, .trends = trends};
  tell_status status = tell__columns_find_trends(trends, in.columns, err);
  *hidden = NULL;
  if (status != TELL_OK)
    return status;
  tell__keymap *series = tell__derive_hidden_series(facts);
  if (series == NULL)
    return tell__fail_memory(err);
  in.hidden_series = series;
  status = judge_all(catalogue, policy, &in, hidden, err);
  tell__keymap_free(series);
  return status;
}
