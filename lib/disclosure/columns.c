/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding columns by their ids and reading single cells. Knows no rule of any policy. */
#include "columns.h"

#include <string.h>

#include "base/error.h"

static const tell__column_spec SET[TELL__SET_COUNT] = {
    [TELL__SET_LEVEL] = {"level", TELL_COLUMN_TEXT},
    [TELL__SET_UNIT] = {"unit", TELL_COLUMN_TEXT},
    [TELL__SET_PARENT_LEVEL] = {"parent_level", TELL_COLUMN_TEXT},
    [TELL__SET_PARENT] = {"parent", TELL_COLUMN_TEXT},
    [TELL__SET_AREA] = {"area", TELL_COLUMN_TEXT},
    [TELL__SET_INDICATOR] = {"indicator", TELL_COLUMN_TEXT},
    [TELL__SET_FAMILY] = {"family", TELL_COLUMN_TEXT},
    [TELL__SET_KIND] = {"kind", TELL_COLUMN_TEXT},
    [TELL__SET_SOURCE] = {"source", TELL_COLUMN_TEXT},
    [TELL__SET_SCHOOL_YEAR] = {"school_year", TELL_COLUMN_TEXT},
    [TELL__SET_GENDER] = {"gender", TELL_COLUMN_TEXT},
    [TELL__SET_OWNER] = {"owner", TELL_COLUMN_TEXT},
    [TELL__SET_DIMENSION] = {"dimension", TELL_COLUMN_TEXT},
    [TELL__SET_CATEGORY] = {"category", TELL_COLUMN_TEXT},
    [TELL__SET_ORIGIN] = {"origin", TELL_COLUMN_TEXT},
    [TELL__SET_COMPARATOR_ORIGIN] = {"comparator_origin", TELL_COLUMN_TEXT},
    [TELL__SET_PERIOD] = {"period", TELL_COLUMN_I64},
    [TELL__SET_GRADE] = {"grade", TELL_COLUMN_I64},
    [TELL__SET_N] = {"n", TELL_COLUMN_I64},
    [TELL__SET_NUMERATOR] = {"numerator", TELL_COLUMN_I64},
    [TELL__SET_CHILDREN_SUPPRESSED] = {"children_suppressed", TELL_COLUMN_I64},
    [TELL__SET_VALUE] = {"value", TELL_COLUMN_F64},
    [TELL__SET_DIFFERENCE] = {"difference", TELL_COLUMN_F64},
};

static const tell__column_spec TRENDS[TELL__TREND_COUNT] = {
    [TELL__TREND_LEVEL] = {"level", TELL_COLUMN_TEXT},
    [TELL__TREND_UNIT] = {"unit", TELL_COLUMN_TEXT},
    [TELL__TREND_INDICATOR] = {"indicator", TELL_COLUMN_TEXT},
    [TELL__TREND_FAMILY] = {"family", TELL_COLUMN_TEXT},
    [TELL__TREND_SOURCE] = {"source", TELL_COLUMN_TEXT},
    [TELL__TREND_GENDER] = {"gender", TELL_COLUMN_TEXT},
    [TELL__TREND_OWNER] = {"owner", TELL_COLUMN_TEXT},
    [TELL__TREND_DIMENSION] = {"dimension", TELL_COLUMN_TEXT},
    [TELL__TREND_CATEGORY] = {"category", TELL_COLUMN_TEXT},
    [TELL__TREND_ORIGIN] = {"origin", TELL_COLUMN_TEXT},
    [TELL__TREND_YEARS] = {"years", TELL_COLUMN_TEXT},
    [TELL__TREND_GRADE] = {"grade", TELL_COLUMN_I64},
    [TELL__TREND_FIRST_PERIOD] = {"first_period", TELL_COLUMN_I64},
    [TELL__TREND_LAST_PERIOD] = {"last_period", TELL_COLUMN_I64},
    [TELL__TREND_POINTS] = {"points", TELL_COLUMN_I64},
};

/*
 * Every column is listed, the harmless ones too: one that is in no list stops
 * the release, so that a new column is hidden or shown by decision.
 */
static const struct {
  const char *id;
  tell__row_part part;
} PARTS[] = {
    {"value", TELL__PART_VALUE},
    {"n", TELL__PART_VALUE},
    {"numerator", TELL__PART_VALUE},
    {"state", TELL__PART_VALUE},
    {"method", TELL__PART_VALUE}, /* the mean of one pupil has none */
    {"line", TELL__PART_VALUE},   /* the rank, in a file sorted by value */
    {"se", TELL__PART_INTERVAL},
    {"lo", TELL__PART_INTERVAL},
    {"hi", TELL__PART_INTERVAL},
    {"interval_state", TELL__PART_INTERVAL},
    {"coverage", TELL__PART_COVERAGE},
    {"participation", TELL__PART_PARTICIPATION},
    {"difference", TELL__PART_DIFFERENCE},
    {"difference_se", TELL__PART_DIFFERENCE},
    {"difference_lo", TELL__PART_DIFFERENCE},
    {"difference_hi", TELL__PART_DIFFERENCE},
    {"difference_state", TELL__PART_DIFFERENCE},
    {"difference_method", TELL__PART_DIFFERENCE},
    {"verdict", TELL__PART_DIFFERENCE},
    {"children", TELL__PART_CHILDREN},
    {"children_visible", TELL__PART_CHILDREN},
    {"children_suppressed", TELL__PART_CHILDREN},
    {"children_not_taken_part", TELL__PART_CHILDREN},
    {"level", TELL__PART_NONE},
    {"unit", TELL__PART_NONE},
    {"unit_name", TELL__PART_NONE},
    {"parent_level", TELL__PART_NONE},
    {"parent", TELL__PART_NONE},
    {"area", TELL__PART_NONE},
    {"indicator", TELL__PART_NONE},
    {"family", TELL__PART_NONE},
    {"kind", TELL__PART_NONE},
    {"measure_unit", TELL__PART_NONE},
    {"direction", TELL__PART_NONE},
    {"indicator_nb", TELL__PART_NONE},
    {"indicator_nn", TELL__PART_NONE},
    {"indicator_en", TELL__PART_NONE},
    {"source", TELL__PART_NONE},
    {"school_year", TELL__PART_NONE},
    {"gender", TELL__PART_NONE},
    {"owner", TELL__PART_NONE},
    {"dimension", TELL__PART_NONE},
    {"category", TELL__PART_NONE},
    {"origin", TELL__PART_NONE},
    {"comparator_origin", TELL__PART_NONE},
    {"catalogue_version", TELL__PART_NONE},
    {"file", TELL__PART_NONE},
    {"period", TELL__PART_NONE},
    {"grade", TELL__PART_NONE},
    {"decimals", TELL__PART_NONE},
    {"provisional", TELL__PART_NONE},
    {"continued", TELL__PART_NONE},
    {"continued_from", TELL__PART_NONE},
    {"confidence", TELL__PART_NONE},
};

/* points, first_period, last_period and years say which years there are, not what they hold. */
static const struct {
  const char *id;
  tell__trend_part part;
} TREND_PARTS[] = {
    {"points_left_out", TELL__TREND_PART_OTHERS}, /* how the n of the years compare */
    {"method", TELL__TREND_PART_RESULT},
    {"mk_s", TELL__TREND_PART_RESULT},
    {"slope", TELL__TREND_PART_RESULT},
    {"slope_se", TELL__TREND_PART_RESULT},
    {"slope_lo", TELL__TREND_PART_RESULT},
    {"slope_hi", TELL__TREND_PART_RESULT},
    {"slope_p", TELL__TREND_PART_RESULT},
    {"q", TELL__TREND_PART_RESULT},
    {"q_p", TELL__TREND_PART_RESULT},
    {"change", TELL__TREND_PART_RESULT},
    {"sen_slope", TELL__TREND_PART_RESULT},
    {"sen_lo", TELL__TREND_PART_RESULT},
    {"sen_hi", TELL__TREND_PART_RESULT},
    {"mk_p", TELL__TREND_PART_RESULT},
    {"mk_p_min", TELL__TREND_PART_RESULT},
    {"slope_state", TELL__TREND_PART_RESULT},
    {"sen_state", TELL__TREND_PART_RESULT},
    {"mk_state", TELL__TREND_PART_RESULT},
    {"year_sd", TELL__TREND_PART_RESULT},
    {"smallest_change", TELL__TREND_PART_RESULT},
    {"agreement", TELL__TREND_PART_RESULT},
    {"p", TELL__TREND_PART_RESULT},
    {"p_adjusted", TELL__TREND_PART_RESULT}, /* filled from what may be read: families.h */
    {"verdict", TELL__TREND_PART_RESULT},
    {"test_family", TELL__TREND_PART_NONE},
    {"test_family_size", TELL__TREND_PART_NONE}, /* likewise */
    {"adjustment", TELL__TREND_PART_NONE},
    {"break_period", TELL__TREND_PART_NONE},
    {"power", TELL__TREND_PART_NONE},
    {"level", TELL__TREND_PART_NONE},
    {"unit", TELL__TREND_PART_NONE},
    {"unit_name", TELL__TREND_PART_NONE},
    {"parent_level", TELL__TREND_PART_NONE},
    {"parent", TELL__TREND_PART_NONE},
    {"indicator", TELL__TREND_PART_NONE},
    {"family", TELL__TREND_PART_NONE},
    {"kind", TELL__TREND_PART_NONE},
    {"measure_unit", TELL__TREND_PART_NONE},
    {"direction", TELL__TREND_PART_NONE},
    {"indicator_nb", TELL__TREND_PART_NONE},
    {"indicator_nn", TELL__TREND_PART_NONE},
    {"indicator_en", TELL__TREND_PART_NONE},
    {"source", TELL__TREND_PART_NONE},
    {"gender", TELL__TREND_PART_NONE},
    {"owner", TELL__TREND_PART_NONE},
    {"dimension", TELL__TREND_PART_NONE},
    {"category", TELL__TREND_PART_NONE},
    {"origin", TELL__TREND_PART_NONE},
    {"years", TELL__TREND_PART_NONE},
    {"continued_from", TELL__TREND_PART_NONE},
    {"catalogue_version", TELL__TREND_PART_NONE},
    {"grade", TELL__TREND_PART_NONE},
    {"segment", TELL__TREND_PART_NONE},
    {"first_period", TELL__TREND_PART_NONE},
    {"last_period", TELL__TREND_PART_NONE},
    {"points", TELL__TREND_PART_NONE},
    {"decimals", TELL__TREND_PART_NONE},
    {"confidence", TELL__TREND_PART_NONE},
};

static const struct {
  const char *id, *of;
} STATES[] = {
    {"state", "value"},       {"interval_state", "se"},   {"difference_state", "difference"},
    {"slope_state", "slope"}, {"sen_state", "sen_slope"}, {"mk_state", "mk_p"},
};

static tell_status find_columns(const tell_table *table, const tell__column_spec *specs,
                                int32_t count, int32_t *columns, const char *message,
                                tell_error *err) {
  for (int32_t i = 0; i < count; i++) {
    columns[i] = tell_table_column_find(table, specs[i].id);
    if (tell_table_column_type(table, columns[i]) != specs[i].type) {
      tell__position position = {.field = specs[i].id};
      return tell__fail_at(err, TELL_E_ARGUMENT, &position, message);
    }
  }
  return TELL_OK;
}

tell_status tell__columns_find_set(const tell_table *table, int32_t columns[TELL__SET_COUNT],
                                   tell_error *err) {
  return find_columns(table, SET, TELL__SET_COUNT, columns,
                      "the table is no indicator set: a column is not there", err);
}

tell_status tell__columns_find_trends(const tell_table *table, int32_t columns[TELL__TREND_COUNT],
                                      tell_error *err) {
  return find_columns(table, TRENDS, TELL__TREND_COUNT, columns,
                      "the table is no table of trends: a column is not there", err);
}

tell__row_part tell__columns_part(const char *id) {
  for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
    if (strcmp(PARTS[i].id, id) == 0)
      return PARTS[i].part;
  return TELL__PART_UNLISTED;
}

tell__trend_part tell__columns_trend_part(const char *id) {
  for (size_t i = 0; i < sizeof TREND_PARTS / sizeof *TREND_PARTS; i++)
    if (strcmp(TREND_PARTS[i].id, id) == 0)
      return TREND_PARTS[i].part;
  return TELL__TREND_PART_UNLISTED;
}

const char *tell__columns_state_of(const char *id) {
  for (size_t i = 0; i < sizeof STATES / sizeof *STATES; i++)
    if (strcmp(STATES[i].id, id) == 0)
      return STATES[i].of;
  return NULL;
}

int32_t tell__columns_code(const tell_table *table, int32_t column, int64_t row) {
  const uint8_t *states = tell__table_states(table, column);
  return states[row] == TELL_STATE_PRESENT ? tell__table_codes(table, column)[row] : 0;
}

const char *tell__columns_text(const tell_table *table, int32_t column, int64_t row) {
  int32_t code = tell__columns_code(table, column, row);
  return tell__strings_get(tell__table_strings(table), code, NULL);
}

int64_t tell__columns_whole(const tell_table *table, int32_t column, int64_t row, int64_t missing) {
  const uint8_t *states = tell__table_states(table, column);
  return states[row] == TELL_STATE_PRESENT ? tell__table_i64(table, column)[row] : missing;
}
