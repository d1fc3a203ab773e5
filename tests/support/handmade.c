/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "handmade.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "dataset/part.h"

static const tell__column_spec SET[] = {
    {"level", TELL_COLUMN_TEXT},
    {"unit", TELL_COLUMN_TEXT},
    {"unit_name", TELL_COLUMN_TEXT},
    {"parent_level", TELL_COLUMN_TEXT},
    {"parent", TELL_COLUMN_TEXT},
    {"area", TELL_COLUMN_TEXT},
    {"indicator", TELL_COLUMN_TEXT},
    {"family", TELL_COLUMN_TEXT},
    {"kind", TELL_COLUMN_TEXT},
    {"measure_unit", TELL_COLUMN_TEXT},
    {"indicator_nb", TELL_COLUMN_TEXT},
    {"indicator_nn", TELL_COLUMN_TEXT},
    {"indicator_en", TELL_COLUMN_TEXT},
    {"source", TELL_COLUMN_TEXT},
    {"school_year", TELL_COLUMN_TEXT},
    {"gender", TELL_COLUMN_TEXT},
    {"owner", TELL_COLUMN_TEXT},
    {"dimension", TELL_COLUMN_TEXT},
    {"category", TELL_COLUMN_TEXT},
    {"origin", TELL_COLUMN_TEXT},
    {"state", TELL_COLUMN_TEXT},
    {"interval_state", TELL_COLUMN_TEXT},
    {"difference_state", TELL_COLUMN_TEXT},
    {"comparator_origin", TELL_COLUMN_TEXT},
    {"verdict", TELL_COLUMN_TEXT},
    {"period", TELL_COLUMN_I64},
    {"grade", TELL_COLUMN_I64},
    {"decimals", TELL_COLUMN_I64},
    {"n", TELL_COLUMN_I64},
    {"numerator", TELL_COLUMN_I64},
    {"children", TELL_COLUMN_I64},
    {"children_suppressed", TELL_COLUMN_I64},
    {"value", TELL_COLUMN_F64},
    {"se", TELL_COLUMN_F64},
    {"lo", TELL_COLUMN_F64},
    {"hi", TELL_COLUMN_F64},
    {"coverage", TELL_COLUMN_F64},
    {"participation", TELL_COLUMN_F64},
    {"difference", TELL_COLUMN_F64},
    {"difference_se", TELL_COLUMN_F64},
    {"difference_lo", TELL_COLUMN_F64},
    {"difference_hi", TELL_COLUMN_F64},
};

static const tell__column_spec TRENDS[] = {
    {"level", TELL_COLUMN_TEXT},
    {"unit", TELL_COLUMN_TEXT},
    {"unit_name", TELL_COLUMN_TEXT},
    {"indicator", TELL_COLUMN_TEXT},
    {"family", TELL_COLUMN_TEXT},
    {"kind", TELL_COLUMN_TEXT},
    {"measure_unit", TELL_COLUMN_TEXT},
    {"indicator_nb", TELL_COLUMN_TEXT},
    {"indicator_nn", TELL_COLUMN_TEXT},
    {"indicator_en", TELL_COLUMN_TEXT},
    {"source", TELL_COLUMN_TEXT},
    {"gender", TELL_COLUMN_TEXT},
    {"owner", TELL_COLUMN_TEXT},
    {"dimension", TELL_COLUMN_TEXT},
    {"category", TELL_COLUMN_TEXT},
    {"origin", TELL_COLUMN_TEXT},
    {"years", TELL_COLUMN_TEXT},
    {"slope_state", TELL_COLUMN_TEXT},
    {"verdict", TELL_COLUMN_TEXT},
    {"grade", TELL_COLUMN_I64},
    {"first_period", TELL_COLUMN_I64},
    {"last_period", TELL_COLUMN_I64},
    {"points", TELL_COLUMN_I64},
    {"points_left_out", TELL_COLUMN_I64},
    {"decimals", TELL_COLUMN_I64},
    {"mk_s", TELL_COLUMN_I64},
    {"slope", TELL_COLUMN_F64},
    {"slope_se", TELL_COLUMN_F64},
    {"sen_slope", TELL_COLUMN_F64},
    {"mk_p", TELL_COLUMN_F64},
    {"q_p", TELL_COLUMN_F64},
    {"smallest_change", TELL_COLUMN_F64},
    {"continued_from", TELL_COLUMN_TEXT},
};

static const char *or_else(const char *text, const char *otherwise) {
  return text == NULL ? otherwise : text;
}

static const char *level_of(const char *unit) {
  if (strcmp(unit, "I") == 0)
    return "nation";
  if (strspn(unit, "0123456789") != strlen(unit))
    return "area";
  if (strlen(unit) == 2)
    return "county";
  return strlen(unit) == 4 ? "municipality" : "school";
}

static void set_text(tell_table *table, int64_t row, const char *column, const char *text) {
  int32_t index = tell_table_column_find(table, column);
  if (text != NULL)
    assert_int_equal(tell__table_set_text(table, index, row, text, strlen(text), NULL), TELL_OK);
}

static void set_whole(tell_table *table, int64_t row, const char *column, int64_t value) {
  int32_t index = tell_table_column_find(table, column);
  assert_int_equal(tell__table_set_i64(table, index, row, value, NULL), TELL_OK);
}

static void set_real(tell_table *table, int64_t row, const char *column, double value) {
  int32_t index = tell_table_column_find(table, column);
  assert_int_equal(tell__table_set_f64(table, index, row, value, NULL), TELL_OK);
}

static void set_count(tell_table *table, int64_t row, const char *column, int count) {
  if (count != 0)
    set_whole(table, row, column, count == HANDMADE_NOBODY ? 0 : count);
}

static void set_definition(tell_table *table, int64_t row, const tell_catalogue *catalogue,
                           const char *id) {
  int32_t index = tell__catalogue_indicator(catalogue, id, strlen(id));
  assert_true(index >= 0);
  const tell__indicator *found = &tell__catalogue_get(catalogue)->indicators[index];
  set_text(table, row, "indicator", id);
  set_text(table, row, "family", found->family);
  set_text(table, row, "kind", found->kind_id);
  set_text(table, row, "measure_unit", found->unit);
  set_text(table, row, "indicator_nb", found->name.nb);
  set_text(table, row, "indicator_nn", found->name.nn);
  set_text(table, row, "indicator_en", found->name.en);
}

static void set_year(tell_table *table, int64_t row, int period) {
  static const char *const YEARS[] = {"2022-23", "2023-24", "2024-25", "2025-26"};
  assert_in_range(period, 2022, 2025);
  set_text(table, row, "school_year", YEARS[period - 2022]);
  set_whole(table, row, "period", period);
}

static void set_key(tell_table *table, int64_t row, const handmade_row *from) {
  set_text(table, row, "level", level_of(from->unit));
  set_text(table, row, "unit", from->unit);
  set_text(table, row, "unit_name", or_else(from->name, from->unit));
  set_text(table, row, "parent", from->parent);
  set_text(table, row, "parent_level", from->parent != NULL ? level_of(from->parent) : NULL);
  set_text(table, row, "area", from->area);
  set_text(table, row, "source", or_else(from->source, "local"));
  set_text(table, row, "origin", or_else(from->origin, "local"));
  set_text(table, row, "gender", or_else(from->gender, "all"));
  set_text(table, row, "owner", or_else(from->owner, "all"));
  set_text(table, row, "dimension", from->dimension);
  set_text(table, row, "category", from->category);
  set_year(table, row, from->period == 0 ? 2022 : from->period);
  set_whole(table, row, "grade", from->grade == 0 ? 7 : from->grade);
  set_whole(table, row, "decimals", from->decimals);
}

static void set_difference(tell_table *table, int64_t row, const handmade_row *from) {
  if (from->parent == NULL || (from->verdict != NULL && from->verdict[0] == '\0'))
    return;
  set_text(table, row, "comparator_origin",
           or_else(from->comparator, or_else(from->origin, "local")));
  set_text(table, row, "difference_state", "ok");
  set_text(table, row, "verdict", or_else(from->verdict, "higher"));
  set_real(table, row, "difference", from->difference != 0 ? from->difference : 0.25);
  set_real(table, row, "difference_se", 0.1);
  set_real(table, row, "difference_lo", 0.05);
  set_real(table, row, "difference_hi", 0.45);
}

static void set_numbers(tell_table *table, int64_t row, const handmade_row *from) {
  int computed = strcmp(or_else(from->origin, "local"), "computed") == 0;
  set_count(table, row, "n", from->n);
  set_count(table, row, "numerator", from->numerator);
  if (computed) {
    set_whole(table, row, "children", 5);
    set_whole(table, row, "children_suppressed", from->suppressed);
    set_real(table, row, "coverage", 0.9);
  }
  set_text(table, row, "state", tell_state_id(from->value != 0 ? TELL_STATE_PRESENT : from->state));
  if (from->value == 0) {
    assert_int_equal(
        tell__table_set_state(table, tell_table_column_find(table, "value"), row, from->state),
        TELL_OK);
    return;
  }
  set_real(table, row, "value", from->value);
  set_real(table, row, "participation", 0.97);
  set_text(table, row, "interval_state", from->lo < 0 ? "no_spread" : "ok");
  if (from->lo >= 0) {
    set_real(table, row, "se", 0.2);
    set_real(table, row, "lo", from->lo > 0 ? from->lo : from->value - 0.4);
    set_real(table, row, "hi", from->hi > 0 ? from->hi : from->value + 0.4);
  }
  set_difference(table, row, from);
}

tell_table *handmade_set(const tell_catalogue *catalogue, const handmade_row *rows, size_t count) {
  tell_table *table = NULL;
  assert_int_equal(tell__table_create(SET, sizeof SET / sizeof *SET, &table, NULL), TELL_OK);
  for (size_t i = 0; i < count; i++) {
    assert_int_equal(tell__table_add_row(table, NULL, NULL), TELL_OK);
    set_key(table, (int64_t)i, &rows[i]);
    set_definition(table, (int64_t)i, catalogue, or_else(rows[i].indicator, "eu_trivsel"));
    set_numbers(table, (int64_t)i, &rows[i]);
  }
  return table;
}

static void set_trend(tell_table *table, int64_t row, const handmade_trend *from) {
  set_text(table, row, "level", level_of(from->unit));
  set_text(table, row, "unit", from->unit);
  set_text(table, row, "unit_name", from->unit);
  set_text(table, row, "source", or_else(from->source, "local"));
  set_text(table, row, "gender", "all");
  set_text(table, row, "owner", "all");
  set_text(table, row, "origin", or_else(from->origin, "local"));
  set_text(table, row, "years", from->years);
  set_text(table, row, "slope_state", "ok");
  set_whole(table, row, "grade", 7);
  set_whole(table, row, "first_period", from->first);
  set_whole(table, row, "last_period", from->last);
  set_whole(table, row, "points", from->points);
  set_whole(table, row, "points_left_out", from->left_out);
  set_whole(table, row, "decimals", from->decimals);
  set_whole(table, row, "mk_s", 3);
  set_real(table, row, "mk_p", 0.25);
  if (from->slope != 0) {
    set_real(table, row, "slope", from->slope);
    set_real(table, row, "slope_se", 0.01);
  }
  if (from->sen_slope != 0)
    set_real(table, row, "sen_slope", from->sen_slope);
  if (from->q_p != 0)
    set_real(table, row, "q_p", from->q_p);
  if (from->smallest_change != 0)
    set_real(table, row, "smallest_change", from->smallest_change);
  set_text(table, row, "verdict", from->verdict);
  set_text(table, row, "continued_from", from->continued_from);
  if (from->verdict_state != TELL_STATE_PRESENT)
    assert_int_equal(tell__table_set_state(table, tell_table_column_find(table, "verdict"), row,
                                           from->verdict_state),
                     TELL_OK);
}

tell_table *handmade_trends(const tell_catalogue *catalogue, const handmade_trend *rows,
                            size_t count) {
  tell_table *table = NULL;
  assert_int_equal(tell__table_create(TRENDS, sizeof TRENDS / sizeof *TRENDS, &table, NULL),
                   TELL_OK);
  for (size_t i = 0; i < count; i++) {
    assert_int_equal(tell__table_add_row(table, NULL, NULL), TELL_OK);
    set_definition(table, (int64_t)i, catalogue, or_else(rows[i].indicator, "eu_trivsel"));
    set_trend(table, (int64_t)i, &rows[i]);
  }
  return table;
}

static void add_unit(tell__part *part, int32_t file, tell__level level, const char *code,
                     const char *name) {
  const tell__unit_facts facts = {.level = level,
                                  .code = code,
                                  .code_length = strlen(code),
                                  .name = name,
                                  .name_length = strlen(name),
                                  .file = file};
  int32_t unit = -1;
  assert_int_equal(tell__part_unit(part, &facts, &unit, NULL), TELL_OK);
}

tell_dataset *handmade_dataset(const tell_catalogue *catalogue) {
  tell__builder *builder = NULL;
  tell_dataset *dataset = NULL;
  int32_t file = -1;
  tell_issues *issues = tell__issues_create(1);
  assert_non_null(issues);
  assert_int_equal(tell__builder_create(catalogue, issues, &builder, NULL), TELL_OK);
  assert_int_equal(tell__builder_file(builder, "handmade.csv", &file, NULL), TELL_OK);
  tell__part *part = tell__part_create(builder, file);
  assert_non_null(part);
  add_unit(part, file, TELL__LEVEL_COUNTY, "46", "Vestland");
  add_unit(part, file, TELL__LEVEL_MUNICIPALITY, "4601", "Testby");
  assert_int_equal(tell__builder_absorb(builder, part, NULL), TELL_OK);
  tell__part_free(part);
  assert_int_equal(tell__builder_finish(builder, 1, &dataset, NULL), TELL_OK);
  tell__builder_free(builder);
  return dataset;
}

tell_release *handmade_release(const tell_catalogue *catalogue, const char *policy,
                               const tell_table *indicators, const tell_table *trends) {
  tell_dataset *dataset = handmade_dataset(catalogue);
  tell_release *release = NULL;
  assert_int_equal(
      tell_release_create(catalogue, policy, dataset, indicators, trends, &release, NULL), TELL_OK);
  tell_dataset_free(dataset);
  return release;
}

void handmade_check(const tell_catalogue *catalogue, const char *policy, const handmade_row *rows,
                    size_t count, const char *column, const char *expected) {
  char actual[32] = {0};
  assert_true(count < sizeof actual);
  tell_table *set = handmade_set(catalogue, rows, count);
  tell_release *release = handmade_release(catalogue, policy, set, NULL);
  const tell_table *table = tell_release_table(release, TELL_RELEASE_INDICATORS);
  const uint8_t *states = tell__table_states(table, tell_table_column_find(table, column));
  assert_non_null(states);
  for (size_t i = 0; i < count; i++) {
    actual[i] = '-';
    if (states[i] == TELL_STATE_PRESENT || states[i] == TELL_STATE_HIDDEN)
      actual[i] = states[i] == TELL_STATE_PRESENT ? '1' : '0';
  }
  assert_string_equal(actual, expected);
  tell_release_free(release);
  tell_table_free(set);
}
