/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The release as a whole: trends, certificate, arguments, and that nothing of a hidden cell is
 * left. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "handmade.h"
#include "sample.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static tell_catalogue *catalogue;

static int set_up(void **state) {
  (void)state;
  return tell_catalogue_create(&catalogue, NULL);
}

static int tear_down(void **state) {
  (void)state;
  tell_catalogue_free(catalogue);
  return 0;
}

static const handmade_row YEARS[] = {
    {.unit = "900000001", .period = 2022, .n = 60, .value = 4.1},
    {.unit = "900000001", .period = 2023, .n = 60, .value = 4.2},
    {.unit = "900000001", .period = 2024, .n = 8, .value = 4.3},
    {.unit = "900000001", .period = 2025, .n = 60, .value = 4.4},
    {.unit = "900000002", .source = "udir-eu", .origin = "published", .n = 60, .value = 4.1},
    {.unit = "900000002",
     .source = "udir-eu",
     .origin = "published",
     .period = 2023,
     .n = 8,
     .value = 4.1},
};

#define TREND(code, list, from, to, count)                                                         \
  {                                                                                                \
    .unit = code, .years = list, .first = from, .last = to, .points = count, .slope = 0.1,         \
    .sen_slope = 0.1, .verdict = "rising"                                                          \
  }

static void test_release_trend_falls_with_any_hidden_year(void **state) {
  (void)state;
  const handmade_trend trends[] = {
      TREND("900000001", "2022-23 2023-24 2025-26", 2022, 2025, 3),
      TREND("900000001", "2022-23 2024-25 2025-26", 2022, 2025, 3),
      TREND("900000001", "2022-23 2023-24", 2022, 2023, 3), /* says more years than it names */
      TREND("900000001", "2021-22 2022-23 2023-24", 2021, 2023, 3), /* a year that is not there */
      TREND("900000001", "2022-23 2023-24", 2023, 2025, 2), /* a year outside its own stretch */
      TREND("900000001", "20xx-23 2023-24", 2022, 2025, 2),
      TREND("900000009", "2022-23 2023-24", 2022, 2023, 2), /* a unit that is not there */
      {.unit = "900000002",
       .source = "udir-eu",
       .origin = "published",
       .years = "2022-23 2023-24",
       .first = 2022,
       .last = 2023,
       .points = 2,
       .slope = 0.1,
       .verdict = "rising"},
  };
  tell_table *set = handmade_set(catalogue, YEARS, COUNT_OF(YEARS));
  tell_table *sealed = handmade_trends(catalogue, trends, COUNT_OF(trends));
  tell_release *release = handmade_release(catalogue, NULL, set, sealed);
  const tell_table *table = tell_release_table(release, TELL_RELEASE_TRENDS);
  for (int64_t row = 0; row < (int64_t)COUNT_OF(trends); row++) {
    tell_state expected = row == 0 ? TELL_STATE_PRESENT : TELL_STATE_HIDDEN;
    assert_int_equal(sample_state(table, row, "slope"), expected);
    assert_int_equal(sample_state(table, row, "slope_se"), expected);
    assert_int_equal(sample_state(table, row, "mk_s"), expected);
    assert_int_equal(sample_state(table, row, "verdict"), expected);
    assert_string_equal(sample_text(table, row, "slope_state"), row == 0 ? "ok" : "hidden");
    assert_int_equal(sample_state(table, row, "years"), TELL_STATE_PRESENT);
    /* Whatever years the trend itself used, how many were left out tells of the hidden one. */
    assert_int_equal(sample_state(table, row, "points_left_out"), TELL_STATE_HIDDEN);
  }
  assert_string_equal(
      sample_text(table, 1, "hidden"),
      "verdict:derived points_left_out:derived mk_s:derived slope:derived slope_se:derived "
      "sen_slope:derived mk_p:derived q_p:derived smallest_change:derived");
  tell_release_free(release);
  release = handmade_release(catalogue, "none", set, sealed);
  assert_int_equal(sample_state(tell_release_table(release, TELL_RELEASE_TRENDS), 3, "slope"),
                   TELL_STATE_PRESENT);
  tell_release_free(release);
  tell_table_free(sealed);
  tell_table_free(set);
}

static void test_release_years_left_out_are_told_when_no_year_is_hidden(void **state) {
  (void)state;
  const handmade_row years[] = {
      {.unit = "4601", .period = 2022, .n = 60, .value = 4.1},
      {.unit = "4601", .period = 2023, .n = 30, .value = 4.2},
      {.unit = "4602", .period = 2022, .n = 60, .value = 4.1},
      {.unit = "4602", .period = 2023, .n = 30, .value = 4.2},
      {.unit = "4602", .origin = "computed", .period = 2023, .n = 8, .value = 4.2},
      {.unit = "4602", .gender = "girls", .period = 2023, .n = 8, .value = 4.2},
  };
  const handmade_trend trends[] = {TREND("4601", "2022-23", 2022, 2022, 1),
                                   TREND("4602", "2022-23", 2022, 2022, 1)};
  tell_table *set = handmade_set(catalogue, years, COUNT_OF(years));
  tell_table *sealed = handmade_trends(catalogue, trends, COUNT_OF(trends));
  tell_release *release = handmade_release(catalogue, NULL, set, sealed);
  const tell_table *table = tell_release_table(release, TELL_RELEASE_TRENDS);
  assert_int_equal(sample_state(table, 0, "points_left_out"), TELL_STATE_PRESENT);
  assert_int_equal(sample_state(table, 1, "points_left_out"), TELL_STATE_PRESENT);
  tell_release_free(release);
  tell_table_free(sealed);
  tell_table_free(set);
}

static int64_t hidden_cells(const tell_table *table) {
  int64_t count = 0;
  for (int32_t column = 0; column < tell_table_column_count(table); column++)
    for (int64_t row = 0; row < tell_table_row_count(table); row++)
      count += tell__table_states(table, column)[row] == TELL_STATE_HIDDEN;
  return count;
}

static void test_release_certificate_lists_every_hidden_cell(void **state) {
  (void)state;
  const handmade_trend trends[] = {TREND("900000001", "2022-23 2024-25", 2022, 2024, 2)};
  tell_table *set = handmade_set(catalogue, YEARS, COUNT_OF(YEARS));
  tell_table *sealed = handmade_trends(catalogue, trends, 1);
  tell_release *release = handmade_release(catalogue, NULL, set, sealed);
  const tell_table *certificate = tell_release_table(release, TELL_RELEASE_HIDDEN);
  assert_int_equal(tell_table_row_count(certificate),
                   hidden_cells(tell_release_table(release, TELL_RELEASE_INDICATORS)) +
                       hidden_cells(tell_release_table(release, TELL_RELEASE_TRENDS)));
  for (int64_t row = 0; row < tell_table_row_count(certificate); row++) {
    int32_t which = strcmp(sample_text(certificate, row, "table"), "trends") == 0
                        ? TELL_RELEASE_TRENDS
                        : TELL_RELEASE_INDICATORS;
    const tell_table *table = tell_release_table(release, which);
    int64_t there = sample_whole(certificate, row, "row");
    assert_int_equal(sample_state(table, there, sample_text(certificate, row, "column")),
                     TELL_STATE_HIDDEN);
    assert_string_equal(sample_text(certificate, row, "unit"), sample_text(table, there, "unit"));
    assert_int_equal(sample_whole(certificate, row, "grade"), 7);
  }
  int64_t last = tell_table_row_count(certificate) - 1;
  assert_string_equal(sample_text(certificate, last, "table"), "trends");
  assert_string_equal(sample_text(certificate, last, "reason"), "derived");
  assert_string_equal(sample_text(certificate, last, "school_year"), "2022-23 2024-25");
  tell_release_free(release);
  tell_table_free(sealed);
  tell_table_free(set);
}

static void test_release_tables_are_open_and_hold_no_text_of_hidden_cells(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "4601", .n = 500, .value = 4.4},
      {.unit = "900000001", .parent = "4601", .n = 7, .value = 4.5, .verdict = "lower"}};
  tell_table *set = handmade_set(catalogue, rows, 2);
  tell_release *release = handmade_release(catalogue, NULL, set, NULL);
  assert_null(tell_release_table(release, TELL_RELEASE_TRENDS));
  for (int32_t which = TELL_RELEASE_INDICATORS; which <= TELL_RELEASE_FILES; which++) {
    const tell_table *table = tell_release_table(release, which);
    if (table == NULL)
      continue;
    assert_int_equal(tell_table_is_sealed(table), 0);
    for (int32_t code = 0; code < tell_table_text_count(table); code++)
      assert_string_not_equal(tell_table_text(table, code, NULL), "lower");
  }
  assert_int_equal(tell_table_row_count(tell_release_table(release, TELL_RELEASE_UNITS)), 2);
  assert_int_equal(tell_table_row_count(tell_release_table(release, TELL_RELEASE_FILES)), 1);
  assert_string_equal(tell_release_policy(release), "public");
  assert_null(tell_release_table(release, 0));
  assert_null(tell_release_table(release, 99));
  assert_null(tell_release_table(NULL, TELL_RELEASE_UNITS));
  tell_release_free(release);
  tell_table_free(set);
}

static void test_release_without_rows_is_empty(void **state) {
  (void)state;
  tell_table *set = handmade_set(catalogue, NULL, 0);
  tell_table *sealed = handmade_trends(catalogue, NULL, 0);
  tell_release *release = handmade_release(catalogue, NULL, set, sealed);
  assert_int_equal(tell_table_row_count(tell_release_table(release, TELL_RELEASE_HIDDEN)), 0);
  assert_int_equal(tell_table_row_count(tell_release_table(release, TELL_RELEASE_TRENDS)), 0);
  tell_release_free(release);
  tell_table_free(sealed);
  tell_table_free(set);
}

static void assert_refused(tell_status expected, const char *policy, const tell_dataset *dataset,
                           const tell_table *set, const tell_table *trends) {
  tell_error *err = NULL;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  tell_release *release = (tell_release *)&err;
  assert_int_equal(tell_release_create(catalogue, policy, dataset, set, trends, &release, err),
                   expected);
  assert_null(release);
  assert_int_equal(tell_error_status(err), expected);
  assert_true(strlen(tell_error_message(err)) > 0);
  tell_error_free(err);
}

static void test_release_wrong_arguments_are_refused(void **state) {
  (void)state;
  tell_dataset *dataset = handmade_dataset(catalogue);
  tell_table *set = handmade_set(catalogue, YEARS, COUNT_OF(YEARS));
  tell_table *trends = handmade_trends(catalogue, NULL, 0);
  tell_table *open = handmade_set(catalogue, YEARS, 1);
  tell__table_unseal(open);
  assert_refused(TELL_E_POLICY, "nobody", dataset, set, NULL);
  assert_refused(TELL_E_POLICY, "", dataset, set, NULL);
  assert_refused(TELL_E_ARGUMENT, NULL, NULL, set, NULL);
  assert_refused(TELL_E_ARGUMENT, NULL, dataset, NULL, NULL);
  assert_refused(TELL_E_ARGUMENT, NULL, dataset, trends, NULL);
  assert_refused(TELL_E_ARGUMENT, NULL, dataset, set, set);
  assert_refused(TELL_E_ARGUMENT, NULL, dataset, open, NULL);
  assert_refused(TELL_E_ARGUMENT, NULL, dataset, tell_dataset_units(dataset), NULL);
  assert_int_equal(tell_release_create(catalogue, NULL, dataset, set, NULL, NULL, NULL),
                   TELL_E_ARGUMENT);
  tell_release_free(NULL);
  tell_table_free(open);
  tell_table_free(trends);
  tell_table_free(set);
  tell_dataset_free(dataset);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_release_trend_falls_with_any_hidden_year),
      cmocka_unit_test(test_release_years_left_out_are_told_when_no_year_is_hidden),
      cmocka_unit_test(test_release_certificate_lists_every_hidden_cell),
      cmocka_unit_test(test_release_tables_are_open_and_hold_no_text_of_hidden_cells),
      cmocka_unit_test(test_release_without_rows_is_empty),
      cmocka_unit_test(test_release_wrong_arguments_are_refused),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
