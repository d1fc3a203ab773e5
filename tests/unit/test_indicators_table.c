/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for an indicator set as a whole: its columns, its order, and that the order of the
 * input leaves no trace. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "random.h"
#include "sample.h"
#include "telling/indicators.h"

enum { SCHOOLS = 12, UPPER = 2, YEARS = 4 };

/* One in five is suppressed. */
static sample_cell random_cell(const char *unit, int period, int gender, uint64_t *content) {
  sample_cell cell = {.unit = unit, .indicator = "np_regning", .grade = 5, .margin = 2.3};
  cell.period = period;
  cell.gender = gender;
  cell.value = 40 + (double)(random_next(content) % 200) / 10;
  cell.n = 10 + (int)(random_next(content) % 50);
  cell.has = TELL__HAS_N | TELL__HAS_MARGIN;
  cell.decimals = 1;
  if (random_next(content) % 5 == 0) {
    cell.state = TELL_STATE_SUPPRESSED;
    cell.has = 0;
  }
  return cell;
}

/* Schools of two municipalities and what is above these, over several years, in shuffled order. */
static tell_dataset *shuffled(const tell_catalogue *catalogue, uint64_t seed) {
  static const char *const codes[SCHOOLS + UPPER] = {
      "811111111", "822222222", "833333333", "844444444", "855555555", "866666666", "877777777",
      "888888888", "899999999", "911111111", "922222222", "933333333", "46",        "I"};
  sample_cell cells[(SCHOOLS + UPPER) * YEARS * 2];
  size_t count = 0;
  uint64_t content = 5;
  for (int year = 0; year < YEARS; year++)
    for (int unit = 0; unit < SCHOOLS + UPPER; unit++)
      for (int gender = 1; gender <= 2; gender++)
        cells[count++] = random_cell(codes[unit], 2022 + year, gender, &content);
  if (seed != 0)
    random_shuffle(&seed, cells, count, sizeof cells[0]);
  sample *data = sample_begin(catalogue);
  for (int school = 0; school < SCHOOLS; school++) {
    int which = seed != 0 ? SCHOOLS - 1 - school : school;
    sample_unit(data, codes[which], which < 7 ? "4601" : "4602", which % 3 ? "vest" : NULL);
  }
  sample_unit(data, "4601", "46", NULL);
  sample_unit(data, "4602", "46", NULL);
  sample_unit(data, "46", "I", NULL);
  sample_add(data, cells, count);
  return sample_finish(data);
}

/* `line` is where a row stood in the file: the one thing that the order may change. */
static void compare_but_lines(const tell_table *a, const tell_table *b) {
  assert_int_equal(tell_table_row_count(a), tell_table_row_count(b));
  for (int32_t column = 0; column < tell_table_column_count(a); column++)
    if (strcmp(tell_table_column_id(a, column), "line") != 0)
      sample_same_column(a, b, column);
}

static void test_compute_order_of_input_changes_no_bit(void **state) {
  tell_dataset *plain = shuffled(*state, 0);
  tell_table *expected = sample_indicators(plain);
  assert_true(sample_count(expected, SAMPLE_PICK(.unit = "I", .origin = "computed")) == 2 * YEARS);
  for (uint64_t seed = 1; seed <= 5; seed++) {
    tell_dataset *dataset = shuffled(*state, seed);
    tell_table *t = sample_indicators(dataset);
    compare_but_lines(expected, t);
    tell_table_free(t);
    tell_dataset_free(dataset);
  }
  tell_table_free(expected);
  tell_dataset_free(plain);
}

static void test_compute_rows_follow_units_then_groups_then_years(void **state) {
  tell_dataset *dataset = shuffled(*state, 3);
  tell_table *t = sample_indicators(dataset);
  const tell_table *units = tell_dataset_units(dataset);
  int64_t unit = 0;
  for (int64_t row = 0; row < tell_table_row_count(t); row++) {
    const char *code = sample_text(t, row, "unit");
    while (strcmp(sample_text(units, unit, "unit"), code) != 0)
      unit++; /* runs off the table when a unit comes back */
    assert_true(unit < tell_table_row_count(units));
    if (row == 0 || strcmp(sample_text(t, row - 1, "unit"), code) != 0)
      continue;
    const char *gender = sample_text(t, row, "gender"), *before = sample_text(t, row - 1, "gender");
    int64_t years = sample_whole(t, row, "period") - sample_whole(t, row - 1, "period");
    if (strcmp(gender, before) == 0 && years == 0)
      assert_string_equal(sample_text(t, row, "origin"), "computed");
    else if (strcmp(gender, before) == 0)
      assert_true(years > 0);
    else
      assert_string_equal(before, "girls");
  }
  tell_table_free(t);
  tell_dataset_free(dataset);
}

static void test_compute_result_is_sealed_and_has_every_column(void **state) {
  static const char *const texts[] = {"level",
                                      "unit",
                                      "unit_name",
                                      "parent_level",
                                      "parent",
                                      "area",
                                      "indicator",
                                      "family",
                                      "kind",
                                      "measure_unit",
                                      "direction",
                                      "indicator_nb",
                                      "indicator_nn",
                                      "indicator_en",
                                      "source",
                                      "school_year",
                                      "gender",
                                      "owner",
                                      "dimension",
                                      "category",
                                      "origin",
                                      "method",
                                      "state",
                                      "interval_state",
                                      "difference_state",
                                      "difference_method",
                                      "comparator_origin",
                                      "verdict",
                                      "catalogue_version",
                                      "file",
                                      "continued_from"};
  static const char *const wholes[] = {
      "period",    "grade",    "decimals",         "provisional",         "n",
      "numerator", "children", "children_visible", "children_suppressed", "children_not_taken_part",
      "line",      "continued"};
  static const char *const reals[] = {"value",
                                      "se",
                                      "lo",
                                      "hi",
                                      "confidence",
                                      "coverage",
                                      "participation",
                                      "difference",
                                      "difference_se",
                                      "difference_lo",
                                      "difference_hi"};
  tell_dataset *dataset = shuffled(*state, 0);
  tell_table *t = sample_indicators(dataset);
  assert_int_equal(tell_table_is_sealed(t), 1);
  assert_int_equal(tell_table_column_count(t), 31 + 12 + 11);
  for (size_t i = 0; i < 31; i++)
    assert_int_equal(tell_table_column_type(t, tell_table_column_find(t, texts[i])),
                     TELL_COLUMN_TEXT);
  for (size_t i = 0; i < 12; i++)
    assert_int_equal(tell_table_column_type(t, tell_table_column_find(t, wholes[i])),
                     TELL_COLUMN_I64);
  for (size_t i = 0; i < 11; i++)
    assert_int_equal(tell_table_column_type(t, tell_table_column_find(t, reals[i])),
                     TELL_COLUMN_F64);
  tell_table_free(t);
  tell_dataset_free(dataset);
}

static void test_compute_no_observations_gives_no_rows(void **state) {
  tell_table *t = sample_compute(*state, "unit");
  assert_int_equal(tell_table_row_count(t), 0);
  tell_table_free(t);
}

static void test_compute_null_is_an_argument_error(void **state) {
  (void)state;
  tell_error *err = NULL;
  tell_table *t = (tell_table *)&err;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_indicators_compute(NULL, &t, err), TELL_E_ARGUMENT);
  assert_null(t);
  assert_true(tell_error_message(err)[0] != '\0');
  assert_int_equal(tell_indicators_compute(NULL, NULL, NULL), TELL_E_ARGUMENT);
  tell_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_compute_order_of_input_changes_no_bit),
      cmocka_unit_test(test_compute_rows_follow_units_then_groups_then_years),
      cmocka_unit_test(test_compute_result_is_sealed_and_has_every_column),
      cmocka_unit_test(test_compute_no_observations_gives_no_rows),
      cmocka_unit_test(test_compute_null_is_an_argument_error),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
