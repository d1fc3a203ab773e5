/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Series that go on under another code or as another unit, and those that must not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingested.h"
#include "table/table.h"
#include "telling/indicators.h"
#include "telling/trends.h"

#define DATA "unit_code;period;grade;gender;indicator;value;n\n"

/* The observation of a unit in a school year, NULL when there is none. */
static const tell__observation *figure(const tell_dataset *data, const char *level,
                                       const char *code, int period) {
  const tell__dataset_view *view = tell__dataset_get(data);
  int32_t unit = ingested_unit(data, level, code);
  for (int64_t i = 0; i < view->observation_count; i++)
    if (view->observations[i].unit == unit && view->observations[i].period == period)
      return &view->observations[i];
  return NULL;
}

static void assert_figure(const tell_dataset *data, const char *level, const char *code, int period,
                          double value, int continued) {
  const tell__observation *found = figure(data, level, code, period);
  assert_non_null(found);
  assert_true(found->value == value);
  assert_int_equal((found->flags & TELL__FLAG_CONTINUED) != 0, continued);
}

static void assert_sorted(const tell_dataset *data) {
  const tell__dataset_view *view = tell__dataset_get(data);
  for (int64_t i = 1; i < view->observation_count; i++) {
    const tell__observation *a = &view->observations[i - 1], *b = &view->observations[i];
    assert_true(a->unit < b->unit || (a->unit == b->unit && a->period < b->period));
  }
}

/* 1201 Bergen became 4601 on 1 January 2020 (SSB, Klass 131), in the school year 2019-20; by
 * codes.csv its first school year is 2020. */
static void test_finish_renumbered_municipality_is_one_series(void **state) {
  tell_dataset *data = ingested_text(*state, DATA "1201;2017-18;5;;np_lesing;50;200\n"
                                                  "1201;2018-19;5;;np_lesing;51;210\n"
                                                  "4601;2022-23;5;;np_lesing;52;220\n");
  assert_int_equal(tell_dataset_observation_count(data), 3);
  assert_figure(data, "municipality", "4601", 2017, 50, 1);
  assert_figure(data, "municipality", "4601", 2018, 51, 1);
  assert_figure(data, "municipality", "4601", 2022, 52, 0);
  assert_null(figure(data, "municipality", "1201", 2017));
  assert_string_equal(ingested_unit_text(data, "municipality", "4601", "continued_from"), "1201");
  assert_string_equal(ingested_unit_text(data, "municipality", "1201", "continued_from"), "");
  assert_int_equal(figure(data, "municipality", "4601", 2017)->line, 2);
  assert_int_equal(ingested_account(data, 0, "accepted"), 3);
  assert_sorted(data);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

/* 12 Hordaland and 14 Sogn og Fjordane became 46 Vestland: no series of either is Vestland's. The
 * like for 1263 Lindås, which became a part of 4631 Alver. */
static void test_finish_merged_units_do_not_go_on(void **state) {
  tell_dataset *data = ingested_text(*state, DATA "12;2017-18;5;;np_lesing;50;200\n"
                                                  "46;2022-23;5;;np_lesing;52;220\n"
                                                  "1263;2017-18;5;;np_lesing;53;200\n"
                                                  "4631;2022-23;5;;np_lesing;54;220\n");
  assert_figure(data, "county", "12", 2017, 50, 0);
  assert_figure(data, "municipality", "1263", 2017, 53, 0);
  assert_null(figure(data, "county", "46", 2017));
  assert_null(figure(data, "municipality", "4631", 2017));
  assert_string_equal(ingested_unit_text(data, "county", "46", "continued_from"), "");
  tell_dataset_free(data);
}

/* 0101 Halden: 3001 from 2020 on, 3101 from 2024 on; the middle one need not be in the files. */
static void test_finish_number_changed_twice_is_followed_to_the_end(void **state) {
  tell_dataset *whole = ingested_text(*state, DATA "0101;2016-17;5;;np_lesing;50;200\n"
                                                   "3001;2021-22;5;;np_lesing;51;210\n"
                                                   "3101;2024-25;5;;np_lesing;52;220\n");
  assert_figure(whole, "municipality", "3101", 2016, 50, 1);
  assert_figure(whole, "municipality", "3101", 2021, 51, 1);
  assert_figure(whole, "municipality", "3101", 2024, 52, 0);
  assert_string_equal(ingested_unit_text(whole, "municipality", "3101", "continued_from"),
                      "0101 3001");
  tell_dataset *without = ingested_text(*state, DATA "0101;2016-17;5;;np_lesing;50;200\n"
                                                     "3101;2024-25;5;;np_lesing;52;220\n");
  assert_figure(without, "municipality", "3101", 2016, 50, 1);
  tell_dataset *before = ingested_text(*state, DATA "0101;2016-17;5;;np_lesing;50;200\n"
                                                    "3001;2021-22;5;;np_lesing;51;210\n");
  assert_figure(before, "municipality", "3001", 2016, 50, 1);
  tell_dataset_free(whole);
  tell_dataset_free(without);
  tell_dataset_free(before);
}

static void test_finish_figures_of_both_units_stay_and_are_told(void **state) {
  tell_dataset *data = ingested_text(*state, DATA "1201;2016-17;5;;np_lesing;50;200\n"
                                                  "1201;2017-18;5;;np_lesing;50;200\n"
                                                  "1201;2018-19;5;;np_lesing;51;210\n"
                                                  "4601;2017-18;5;;np_lesing;50;200\n"
                                                  "4601;2018-19;5;;np_lesing;51;210\n");
  assert_figure(data, "municipality", "4601", 2016, 50, 1);
  assert_figure(data, "municipality", "4601", 2017, 50, 0);
  assert_figure(data, "municipality", "1201", 2017, 50, 0);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "continued_twice",
                        "a.csv", 3, 27, "value");
  assert_int_equal(ingested_account(data, 0, "accepted"), 5);
  tell_dataset_free(data);
}

/* A school of the old number hangs under the new one, where its comparison now stands. */
static void test_finish_schools_of_the_old_number_hang_under_the_new_one(void **state) {
  const char *const texts[] = {"code;name;level;parent\n999000001;Nes skole;school;1201\n",
                               DATA "1201;2017-18;5;;np_lesing;50;200\n"
                                    "4601;2022-23;5;;np_lesing;52;220\n"
                                    "999000001;2017-18;5;;np_lesing;49;20\n"};
  tell_dataset *data = ingested_texts(*state, texts, 2);
  assert_string_equal(ingested_unit_text(data, "school", "999000001", "parent"), "4601");
  tell_dataset_free(data);
}

#define REGISTER "code;name;level;valid_from;valid_to;successor;continues\n"
#define SCHOOLS                                                                                    \
  DATA "999000001;2016-17;5;;np_lesing;50;20\n"                                                    \
       "999000001;2019-20;5;;np_lesing;51;21\n"                                                    \
       "999000002;2018-19;5;;np_lesing;52;22\n"

/* Hordaland and Sogn og Fjordane became Vestland, Viken was split (SSB, Klass 104). */
static void test_finish_successors_are_those_of_the_code_history(void **state) {
  const char *const texts[] = {REGISTER "14;Sogn og Fjordane;county;;;15;\n",
                               DATA "12;2017-18;5;;np_lesing;50;200\n"
                                    "14;2017-18;5;;np_lesing;50;200\n"
                                    "30;2021-22;5;;np_lesing;50;200\n"
                                    "46;2021-22;5;;np_lesing;50;200\n"
                                    "1201;2017-18;5;;np_lesing;50;200\n"};
  tell_dataset *data = ingested_text(*state, texts[1]);
  assert_string_equal(ingested_unit_text(data, "county", "12", "successor"), "46");
  assert_string_equal(ingested_unit_text(data, "county", "14", "successor"), "46");
  assert_string_equal(ingested_unit_text(data, "county", "30", "successor"), "");
  assert_string_equal(ingested_unit_text(data, "county", "46", "successor"), "");
  assert_string_equal(ingested_unit_text(data, "municipality", "1201", "successor"), "4601");
  assert_figure(data, "county", "12", 2017, 50, 0); /* a merger moves no figure */
  tell_dataset_free(data);
  data = ingested_texts(*state, texts, 2); /* the register goes before the history */
  assert_string_equal(ingested_unit_text(data, "county", "14", "successor"), "15");
  tell_dataset_free(data);
}

static void test_register_continues_moves_the_years_before_the_change(void **state) {
  static const struct {
    const char *rows;
    int early, late; /* whether the figures of 2016 and 2019 move */
  } cases[] = {
      {"999000001;;school;;2016;999000002;ja\n999000002;;school;;;;\n", 1, 0},
      {"999000001;;school;;;999000002;yes\n999000002;;school;2017;;;\n", 1, 0},
      {"999000001;;school;;;999000002;yes\n999000002;;school;;;;\n", 1, 1},
      {"999000001;;school;;;999000002;\n999000002;;school;;;;\n", 0, 0},
      {"999000001;;school;;;999000002;nei\n999000002;;school;;;;\n", 0, 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char units[400] = REGISTER;
    const char *texts[] = {strcat(units, cases[i].rows), SCHOOLS};
    tell_dataset *data = ingested_texts(*state, texts, 2);
    const char *early = cases[i].early ? "999000002" : "999000001";
    const char *late = cases[i].late ? "999000002" : "999000001";
    assert_figure(data, "school", early, 2016, 50, cases[i].early);
    assert_figure(data, "school", late, 2019, 51, cases[i].late);
    assert_figure(data, "school", "999000002", 2018, 52, 0);
    assert_string_equal(ingested_unit_text(data, "school", "999000002", "continued_from"),
                        cases[i].early ? "999000001" : "");
    assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "continued_twice"), 0);
    assert_sorted(data);
    tell_dataset_free(data);
  }
}

/* The last year of the old unit moves, the first of the new one does not: nothing between them. */
static void test_register_continues_ends_with_the_year_of_the_change(void **state) {
  static const char third[] =
      "999000001;;school;;;999000002;ja\n999000002;;school;2017;2019;999000003;ja\n"
      "999000003;;school;;;;\n";
  static const char *const rows[] = {
      "999000001;;school;;2016;999000002;ja\n999000002;;school;;;;\n",
      "999000001;;school;;;999000002;ja\n999000002;;school;2017;;;\n", third};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char units[400] = REGISTER;
    const char *texts[] = {strcat(units, rows[i]), DATA "999000001;2016-17;5;;np_lesing;50;20\n"
                                                        "999000001;2017-18;5;;np_lesing;51;21\n"
                                                        "999000002;2019-20;5;;np_lesing;52;21\n"
                                                        "999000002;2020-21;5;;np_lesing;53;21\n"};
    tell_dataset *data = ingested_texts(*state, texts, 2);
    const char *last = i == 2 ? "999000003" : "999000002";
    assert_figure(data, "school", last, 2016, 50, 1);
    assert_figure(data, "school", "999000001", 2017, 51, 0);
    assert_figure(data, "school", last, 2019, 52, i == 2);
    assert_figure(data, "school", "999000002", 2020, 53, 0);
    tell_dataset_free(data);
  }
}

/* Two schools that both go on as a third: where both have a figure neither is believed to be its.
 */
static void test_register_two_units_that_bring_one_figure_both_stay(void **state) {
  const char *const texts[] = {REGISTER "999000001;;school;;2020;999000003;ja\n"
                                        "999000002;;school;;2020;999000003;ja\n"
                                        "999000003;;school;2021;;;\n",
                               DATA "999000001;2016-17;5;;np_lesing;50;20\n"
                                    "999000002;2016-17;5;;np_lesing;51;21\n"
                                    "999000002;2017-18;5;;np_lesing;52;22\n"};
  tell_dataset *data = ingested_texts(*state, texts, 2);
  assert_figure(data, "school", "999000001", 2016, 50, 0);
  assert_figure(data, "school", "999000002", 2016, 51, 0);
  assert_figure(data, "school", "999000003", 2017, 52, 1);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "continued_twice"), 2);
  assert_string_equal(ingested_unit_text(data, "school", "999000003", "continued_from"),
                      "999000002");
  tell_dataset_free(data);
}

/* In a chain the later unit's figure is the series's. */
static void test_register_of_a_chain_the_later_figure_moves(void **state) {
  const char *const texts[] = {REGISTER "999000001;;school;;2019;999000002;ja\n"
                                        "999000002;;school;;2021;999000003;ja\n"
                                        "999000003;;school;2022;;;\n",
                               DATA "999000001;2018-19;5;;np_lesing;50;20\n"
                                    "999000002;2018-19;5;;np_lesing;51;21\n"};
  tell_dataset *data = ingested_texts(*state, texts, 2);
  assert_figure(data, "school", "999000001", 2018, 50, 0);
  assert_figure(data, "school", "999000003", 2018, 51, 1);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "continued_twice"), 1);
  tell_dataset_free(data);
}

static void test_register_continues_that_leads_nowhere_is_told(void **state) {
  const char *const texts[] = {REGISTER "999000001;;school;;;999000002;ja\n"
                                        "999000002;;school;;;999000001;ja\n"
                                        "999000003;;school;;;;ja\n"
                                        "999000004;;school;;;;kanskje\n",
                               SCHOOLS};
  tell_dataset *data = ingested_texts(*state, texts, 2);
  const tell_issues *issues = tell_dataset_issues(data);
  assert_int_equal(ingested_issue_count(issues, "successor_circle"), 2);
  ingested_assert_issue(issues, TELL_SEVERITY_WARNING, "no_successor", "a.csv", 4, 22, "continues");
  ingested_assert_issue(issues, TELL_SEVERITY_ERROR, "unknown_continues", "a.csv", 5, 22,
                        "continues");
  assert_figure(data, "school", "999000001", 2016, 50, 0);
  assert_figure(data, "school", "999000002", 2018, 52, 0);
  tell_dataset_free(data);
}

static const char *text_in(const tell_table *table, const char *column, int64_t row) {
  int32_t code = tell__table_codes(table, tell_table_column_find(table, column))[row];
  return tell__strings_get(tell__table_strings(table), code, NULL); /* sealed for others */
}

/* A row of the municipality in a school year, -1 when there is none. */
static int64_t find_row(const tell_table *set, const char *unit, const char *year) {
  for (int64_t row = 0; row < tell_table_row_count(set); row++)
    if (strcmp(text_in(set, "unit", row), unit) == 0 &&
        strcmp(text_in(set, "school_year", row), year) == 0)
      return row;
  return -1;
}

static void test_indicators_and_trends_say_which_figures_went_on(void **state) {
  tell_table *set = NULL, *trends = NULL;
  tell_dataset *data = ingested_text(*state, DATA "1201;2018-19;7;;eu_trivsel;4,1;200\n"
                                                  "1201;2019-20;7;;eu_trivsel;4,2;210\n"
                                                  "4601;2020-21;7;;eu_trivsel;4,3;220\n"
                                                  "4602;2020-21;7;;eu_trivsel;4,3;220\n");
  assert_int_equal(tell_indicators_compute(data, &set, NULL), TELL_OK);
  assert_int_equal(tell_trends_compute(*state, set, &trends, NULL), TELL_OK);
  int64_t old = find_row(set, "4601", "2018-19"), new = find_row(set, "4601", "2020-21");
  assert_true(old >= 0 && new >= 0);
  assert_int_equal(find_row(set, "1201", "2018-19"), -1);
  int32_t continued = tell_table_column_find(set, "continued");
  assert_int_equal(tell__table_i64(set, continued)[old], 1);
  assert_int_equal(tell__table_i64(set, continued)[new], 0);
  assert_string_equal(text_in(set, "continued_from", old), "1201");
  int32_t from = tell_table_column_find(set, "continued_from");
  assert_int_equal(tell__table_states(set, from)[new], TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(tell_table_row_count(trends), 2);
  assert_string_equal(text_in(trends, "unit", 0), "4601");
  assert_string_equal(text_in(trends, "continued_from", 0), "1201");
  assert_string_equal(text_in(trends, "years", 0), "2018-19 2019-20 2020-21");
  from = tell_table_column_find(trends, "continued_from");
  assert_int_equal(tell__table_states(trends, from)[1], TELL_STATE_MISSING);
  tell_table_free(trends);
  tell_table_free(set);
  tell_dataset_free(data);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_finish_renumbered_municipality_is_one_series),
      cmocka_unit_test(test_finish_merged_units_do_not_go_on),
      cmocka_unit_test(test_finish_successors_are_those_of_the_code_history),
      cmocka_unit_test(test_finish_number_changed_twice_is_followed_to_the_end),
      cmocka_unit_test(test_finish_figures_of_both_units_stay_and_are_told),
      cmocka_unit_test(test_finish_schools_of_the_old_number_hang_under_the_new_one),
      cmocka_unit_test(test_register_continues_moves_the_years_before_the_change),
      cmocka_unit_test(test_register_continues_ends_with_the_year_of_the_change),
      cmocka_unit_test(test_register_two_units_that_bring_one_figure_both_stay),
      cmocka_unit_test(test_register_of_a_chain_the_later_figure_moves),
      cmocka_unit_test(test_register_continues_that_leads_nowhere_is_told),
      cmocka_unit_test(test_indicators_and_trends_say_which_figures_went_on),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
