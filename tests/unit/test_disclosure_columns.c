/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every column of the tables as they are computed: which of them may be read
 * in a row whose figure is hidden. The list of those is written out here a
 * second time, so that a column is let out by nobody's oversight.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "disclosure/columns.h"
#include "sample.h"
#include "telling/indicators.h"
#include "telling/release.h"
#include "telling/trends.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* What a row is about, and what the catalogue and the input's layout say. */
static const char *const OPEN_IN_SET[] = {
    "level",        "unit",         "unit_name",         "parent_level",
    "parent",       "area",         "indicator",         "family",
    "kind",         "measure_unit", "direction",         "source",
    "indicator_nb", "indicator_nn", "indicator_en",      "school_year",
    "gender",       "owner",        "dimension",         "category",
    "origin",       "file",         "comparator_origin", "catalogue_version",
    "period",       "grade",        "decimals",          "provisional",
    "confidence",   "continued",    "continued_from",
};
static const char *const OPEN_IN_TRENDS[] = {
    "level",          "unit",        "unit_name",        "parent_level",
    "parent",         "indicator",   "family",           "kind",
    "measure_unit",   "direction",   "indicator_nb",     "indicator_nn",
    "source",         "gender",      "indicator_en",     "owner",
    "dimension",      "category",    "origin",           "years",
    "grade",          "segment",     "first_period",     "last_period",
    "points",         "decimals",    "confidence",       "catalogue_version",
    "continued_from", "test_family", "test_family_size", "adjustment",
    "break_period",   "power",
};

/* Missing in every row of this input, whatever its pupils; and without a parent's figure. */
static const char *const NEVER_THERE[] = {"numerator", "coverage"};
static const char *const OF_PARENT[] = {"difference",    "difference_se",    "difference_lo",
                                        "difference_hi", "difference_state", "difference_method",
                                        "verdict"};

static int is_one_of(const char *const *list, size_t count, const char *id) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(list[i], id) == 0)
      return 1;
  return 0;
}

/* Two schools, one of them small in the second of three years. */

typedef struct computed {
  tell_dataset *dataset;
  tell_table *set, *trends;
} computed;

static void add_year(sample *data, int period, int n) {
  const sample_cell cells[] = {
      {.unit = "900000001",
       .indicator = "eu_trivsel",
       .source = "local",
       .period = period,
       .grade = 7,
       .value = 4.25,
       .n = 60,
       .sd = 0.8,
       .has = TELL__HAS_N | TELL__HAS_SD},
      {.unit = "900000002",
       .indicator = "eu_trivsel",
       .source = "local",
       .period = period,
       .grade = 7,
       .value = 4.5,
       .n = n,
       .sd = 0.8,
       .has = TELL__HAS_N | TELL__HAS_SD},
  };
  sample_add(data, cells, COUNT_OF(cells));
}

static computed compute(const tell_catalogue *catalogue, int n) {
  computed made = {0};
  sample *data = sample_begin(catalogue);
  sample_unit(data, "4601", "46", NULL);
  sample_unit(data, "900000001", "4601", NULL);
  sample_unit(data, "900000002", "4601", NULL);
  for (int period = 2022; period <= 2024; period++)
    add_year(data, period, period == 2023 ? n : 60);
  made.dataset = sample_finish(data);
  assert_int_equal(tell_indicators_compute(made.dataset, &made.set, NULL), TELL_OK);
  assert_int_equal(tell_trends_compute(catalogue, made.set, &made.trends, NULL), TELL_OK);
  return made;
}

static void free_computed(computed *made) {
  tell_table_free(made->trends);
  tell_table_free(made->set);
  tell_dataset_free(made->dataset);
}

static void test_columns_of_computed_tables_are_all_classified(void **state) {
  const tell_catalogue *catalogue = *state;
  computed made = compute(catalogue, 60);
  for (int32_t column = 0; column < tell_table_column_count(made.set); column++) {
    const char *id = tell_table_column_id(made.set, column);
    tell__row_part part = tell__columns_part(id);
    assert_int_not_equal(part, TELL__PART_UNLISTED);
    assert_int_equal(part == TELL__PART_NONE, is_one_of(OPEN_IN_SET, COUNT_OF(OPEN_IN_SET), id));
  }
  for (int32_t column = 0; column < tell_table_column_count(made.trends); column++) {
    const char *id = tell_table_column_id(made.trends, column);
    tell__trend_part part = tell__columns_trend_part(id);
    assert_int_not_equal(part, TELL__TREND_PART_UNLISTED);
    assert_int_equal(part == TELL__TREND_PART_NONE,
                     is_one_of(OPEN_IN_TRENDS, COUNT_OF(OPEN_IN_TRENDS), id));
  }
  free_computed(&made);
}

static void test_columns_unknown_id_is_not_classified(void **state) {
  (void)state;
  assert_int_equal(tell__columns_part("median"), TELL__PART_UNLISTED);
  assert_int_equal(tell__columns_part(""), TELL__PART_UNLISTED);
  assert_int_equal(tell__columns_trend_part("median"), TELL__TREND_PART_UNLISTED);
}

/* Every cell of a hidden row that is let out. */
static void check_row(const tell_table *released, int64_t row, const char *const *open,
                      size_t count) {
  for (int32_t column = 0; column < tell_table_column_count(released); column++) {
    const char *id = tell_table_column_id(released, column);
    if (is_one_of(open, count, id) || strcmp(id, "hidden") == 0 ||
        sample_state(released, row, id) == TELL_STATE_HIDDEN ||
        sample_state(released, row, id) == TELL_STATE_NOT_APPLICABLE)
      continue;
    if (sample_state(released, row, id) == TELL_STATE_MISSING) {
      assert_true(is_one_of(NEVER_THERE, COUNT_OF(NEVER_THERE), id) ||
                  (is_one_of(OF_PARENT, COUNT_OF(OF_PARENT), id) &&
                   sample_state(released, row, "difference") == TELL_STATE_MISSING));
      continue;
    }
    if (sample_state(released, row, id) == TELL_STATE_TOO_FEW) {
      /* Of three years none can be left out, whatever they hold. */
      assert_string_equal(id, "agreement");
      continue;
    }
    assert_int_equal(tell_table_column_type(released, column), TELL_COLUMN_TEXT);
    assert_string_equal(sample_text(released, row, id), "hidden");
  }
}

/* The mean of one pupil has no interval, and the reason for that would say so. */
static void test_release_hidden_row_lets_out_only_what_is_open(void **state) {
  const tell_catalogue *catalogue = *state;
  static const int SMALL[] = {8, 1};
  for (size_t i = 0; i < COUNT_OF(SMALL); i++) {
    computed made = compute(catalogue, SMALL[i]);
    tell_release *release = NULL;
    assert_int_equal(
        tell_release_create(catalogue, NULL, made.dataset, made.set, made.trends, &release, NULL),
        TELL_OK);
    const tell_table *set = tell_release_table(release, TELL_RELEASE_INDICATORS);
    const tell_table *trends = tell_release_table(release, TELL_RELEASE_TRENDS);
    int64_t row = sample_row(set, SAMPLE_PICK(.unit = "900000002", .period = 2023));
    assert_int_equal(sample_state(set, row, "line"), TELL_STATE_HIDDEN);
    assert_string_equal(sample_text(set, row, "interval_state"), "hidden");
    check_row(set, row, OPEN_IN_SET, COUNT_OF(OPEN_IN_SET));
    row = sample_row(set, SAMPLE_PICK(.unit = "4601", .period = 2023));
    assert_int_equal(sample_state(set, row, "value"), TELL_STATE_HIDDEN);
    check_row(set, row, OPEN_IN_SET, COUNT_OF(OPEN_IN_SET));
    row = sample_row(set, SAMPLE_PICK(.unit = "900000001", .period = 2023));
    assert_int_equal(sample_state(set, row, "line"), TELL_STATE_PRESENT);
    row = sample_row(trends, SAMPLE_PICK(.unit = "900000002"));
    assert_int_equal(sample_state(trends, row, "verdict"), TELL_STATE_HIDDEN);
    check_row(trends, row, OPEN_IN_TRENDS, COUNT_OF(OPEN_IN_TRENDS));
    tell_release_free(release);
    free_computed(&made);
  }
}

static void test_release_table_with_unlisted_column_is_refused(void **state) {
  const tell_catalogue *catalogue = *state;
  computed made = compute(catalogue, 60);
  const tell_table *tables[] = {made.set, made.trends};
  for (size_t i = 0; i < COUNT_OF(tables); i++) {
    tell__column_spec specs[80];
    int32_t count = tell_table_column_count(tables[i]);
    assert_in_range(count, 1, COUNT_OF(specs) - 1);
    for (int32_t column = 0; column < count; column++)
      specs[column] = (tell__column_spec){tell_table_column_id(tables[i], column),
                                          tell_table_column_type(tables[i], column)};
    specs[count] = (tell__column_spec){"median", TELL_COLUMN_F64};
    tell_table *wider = NULL;
    tell_release *release = NULL;
    assert_int_equal(tell__table_create(specs, count + 1, &wider, NULL), TELL_OK);
    assert_int_equal(tell_release_create(catalogue, NULL, made.dataset, i == 0 ? wider : made.set,
                                         i == 0 ? NULL : wider, &release, NULL),
                     TELL_E_INTERNAL);
    assert_null(release);
    tell_table_free(wider);
  }
  free_computed(&made);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_columns_of_computed_tables_are_all_classified),
      cmocka_unit_test(test_columns_unknown_id_is_not_classified),
      cmocka_unit_test(test_release_hidden_row_lets_out_only_what_is_open),
      cmocka_unit_test(test_release_table_with_unlisted_column_is_refused),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
