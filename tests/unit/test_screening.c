/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks of the whole dataset, each on a small one in which just that is wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ingested.h"
#include "sample.h"
#include "telling/screening.h"

#define HEAD "unit;indicator;source;category;period;grade;gender;value;n;state\n"

/* Good organisation numbers: of real schools in Udir's tables. */
#define SCHOOL "974589648"
#define OTHER "975283046"

static tell_table *screen(void **state, const char *text, const char *municipality) {
  sample *data = sample_begin(*state);
  sample_unit(data, SCHOOL, municipality, NULL);
  sample_unit(data, OTHER, municipality, NULL);
  sample_read(data, text);
  tell_dataset *dataset = sample_finish(data);
  tell_table *table = NULL;
  assert_int_equal(tell_screening_run(*state, dataset, &table, NULL), TELL_OK);
  tell_dataset_free(dataset);
  return table;
}

static int has_text(const tell_table *table, int64_t row, const char *column, const char *text) {
  return sample_state(table, row, column) == TELL_STATE_PRESENT &&
         strcmp(sample_text(table, row, column), text) == 0;
}

/* The rows of a check with this result; `*last` receives one of them. */
static int count(const tell_table *table, const char *check, const char *result, int64_t *last) {
  int found = 0;
  for (int64_t row = 0; row < tell_table_row_count(table); row++) {
    if (!has_text(table, row, "check", check) || !has_text(table, row, "result", result))
      continue;
    found++;
    *last = row;
  }
  return found;
}

/* A row of a passed check says that nothing was found, and explains no defect. */
static void assert_passed(const tell_table *table, int64_t row) {
  static const char *const texts[] = {"text_nb", "text_nn", "text_en", "file", "field"};
  assert_true(has_text(table, row, "result", "pass"));
  assert_string_equal(sample_text(table, row, "message"), "nothing found");
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    assert_int_not_equal(sample_state(table, row, texts[i]), TELL_STATE_PRESENT);
}

/* Asserts that just one check has just one finding, and that every other one passed. */
static void assert_only(tell_table *table, const char *check, const char *result,
                        const char *unit) {
  int64_t at = -1, rows = tell_table_row_count(table);
  assert_int_equal(count(table, check, result, &at), 1);
  assert_string_equal(sample_text(table, at, "unit"), unit);
  assert_true(strlen(sample_text(table, at, "text_nb")) > 20);
  assert_true(strlen(sample_text(table, at, "text_nn")) > 20);
  assert_true(strlen(sample_text(table, at, "text_en")) > 20);
  for (int64_t row = 0; row < rows; row++)
    if (row != at)
      assert_passed(table, row);
  tell_table_free(table);
}

static void assert_clean(tell_table *table) {
  for (int64_t row = 0; row < tell_table_row_count(table); row++)
    assert_passed(table, row);
  assert_true(tell_table_row_count(table) > 10);
  tell_table_free(table);
}

static void test_screening_good_data_passes_every_check(void **state) {
  assert_clean(screen(state,
                      HEAD "4601;np_lesing;;;2023;5;0;50;100;present\n" SCHOOL
                           ";np_lesing;;;2023;5;0;51;60;present\n" OTHER
                           ";np_lesing;;;2023;5;0;48;40;present\n",
                      "4601"));
}

/* Its weighted sum is a multiple of 11, so that the check digit is 0. */
static void test_screening_check_digit_may_be_0(void **state) {
  assert_clean(screen(state, HEAD "970000070;np_lesing;;;2023;5;0;50;100;present\n", NULL));
}

static void test_screening_wrong_check_digit_warns(void **state) {
  assert_only(screen(state, HEAD "974589649;np_lesing;;;2023;5;0;50;100;present\n", NULL),
              "bad_organisation_number", "warn", "974589649");
}

/* As when only a register of units names it. */
static void test_screening_wrong_check_digit_without_figures_warns(void **state) {
  sample *data = sample_begin(*state);
  sample_unit(data, "974589649", NULL, NULL);
  tell_dataset *dataset = sample_finish(data);
  tell_table *table = NULL;
  int64_t at = -1;
  assert_int_equal(tell_screening_run(*state, dataset, &table, NULL), TELL_OK);
  tell_dataset_free(dataset);
  assert_int_equal(count(table, "bad_organisation_number", "warn", &at), 1);
  assert_int_equal(sample_state(table, at, "file"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(table, at, "file_number"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(table, at, "line"), TELL_STATE_MISSING);
  assert_only(table, "bad_organisation_number", "warn", "974589649");
}

static tell_table *screen_text(void **state, const char *text) {
  tell_dataset *dataset = ingested_text(*state, text);
  tell_table *table = NULL;
  assert_int_equal(tell_screening_run(*state, dataset, &table, NULL), TELL_OK);
  tell_dataset_free(dataset);
  return table;
}

#define TIDY "unit_code;unit_name;period;grade;indicator;value\n"

/* UTF-8 read as Windows-1252, a letter that was lost, a question mark in its place. */
static void test_screening_name_from_a_wrong_encoding_warns(void **state) {
  static const char *const names[] = {"Sk\xC3\x83\xC2\xA5nevik skole", "Sk\xEF\xBF\xBDnevik skole",
                                      "Sk?nevik skole"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char text[200] = TIDY SCHOOL ";";
    strcat(text, names[i]);
    strcat(text, ";2022-23;5;np_lesing;50\n");
    tell_table *table = screen_text(state, text);
    int64_t at = -1;
    assert_int_equal(count(table, "broken_letters", "warn", &at), 1);
    assert_string_equal(sample_text(table, at, "file"), "a.csv");
    assert_int_equal(sample_whole(table, at, "file_number"), 1);
    assert_int_equal(sample_whole(table, at, "line"), 2);
    assert_int_equal(sample_state(table, at, "column"), TELL_STATE_MISSING); /* not the value's */
    assert_int_equal(sample_state(table, at, "field"), TELL_STATE_MISSING);
    assert_only(table, "broken_letters", "warn", SCHOOL);
  }
  assert_clean(screen_text(state, TIDY SCHOOL ";Sk\xC3\xA5nevik skole?;2022-23;5;np_lesing;50\n"));
}

/* "recognised" is made for every file, and is nothing that one could do without. */
static void test_screening_notes_are_no_checks(void **state) {
  static const char *const notes[] = {"recognised", "title_lines", "unit_by_name", "region_group",
                                      "no_records", "unit_given",  "not_read"};
  tell_table *table = screen_text(state, TIDY SCHOOL ";Solv skole;2022-23;5;np_lesing;50\n");
  int64_t at = -1;
  for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
    assert_int_equal(count(table, notes[i], "pass", &at), 0);
  assert_int_equal(count(table, "open_quote", "pass", &at), 1);
  assert_clean(table);
}

/* A list that was cut may hide more than it shows. */
static void test_screening_list_without_room_warns(void **state) {
  static const char text[] =
      TIDY SCHOOL ";a;2022-23;5;np_lesing;x\n" OTHER ";b;2022-23;5;np_lesing;y\n";
  for (int64_t room = 1; room <= 2; room++) {
    tell_ingest *ingest = NULL;
    tell_dataset *dataset = NULL;
    tell_table *table = NULL;
    int64_t at = -1;
    assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
    assert_int_equal(tell_ingest_set_limit(ingest, "findings", room, NULL), TELL_OK);
    assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), NULL), TELL_OK);
    assert_int_equal(tell_ingest_finish(ingest, &dataset, NULL), TELL_OK);
    assert_int_equal(tell_screening_run(*state, dataset, &table, NULL), TELL_OK);
    assert_int_equal(count(table, "impossible_number", "fail", &at), room);
    assert_int_equal(count(table, "more_findings", "warn", &at), room == 1);
    assert_int_equal(count(table, "more_findings", "pass", &at), room == 2);
    tell_table_free(table);
    tell_dataset_free(dataset);
    tell_ingest_free(ingest);
  }
}

/* Five shares with one decimal may be off by 0.25 (data-formats.md: 99,9 to 100,2 are usual). */
static void test_screening_shares_beyond_rounding_warn(void **state) {
  static const char five[] = HEAD SCHOOL ";np_lesing_niva;;1;2023;8;0;10.0;;present\n" SCHOOL
                                         ";np_lesing_niva;;2;2023;8;0;20.0;;present\n" SCHOOL
                                         ";np_lesing_niva;;3;2023;8;0;40.2;;present\n" SCHOOL
                                         ";np_lesing_niva;;4;2023;8;0;20.0;;present\n" SCHOOL
                                         ";np_lesing_niva;;5;2023;8;0;10.0;;present\n";
  char text[sizeof five];
  memcpy(text, five, sizeof five);
  assert_clean(screen(state, text, NULL));
  *strstr(text, "40.2") = '5';
  assert_only(screen(state, text, NULL), "shares_do_not_add_up", "warn", SCHOOL);
}

static void test_screening_shares_under_100_warn(void **state) {
  assert_only(screen(state,
                     HEAD SCHOOL ";np_lesing_niva;;1;2023;5;0;10.0;;present\n" SCHOOL
                                 ";np_lesing_niva;;2;2023;5;0;45.0;;present\n" SCHOOL
                                 ";np_lesing_niva;;3;2023;5;0;40.0;;present\n",
                     NULL),
              "shares_do_not_add_up", "warn", SCHOOL);
}

static void test_screening_shares_with_a_hidden_one_are_not_judged_below_100(void **state) {
  assert_clean(screen(state,
                      HEAD SCHOOL ";np_lesing_niva;;1;2023;5;0;10.0;;present\n" SCHOOL
                                  ";np_lesing_niva;;2;2023;5;0;;;suppressed\n" SCHOOL
                                  ";np_lesing_niva;;3;2023;5;0;40.0;;present\n",
                      NULL));
}

static void test_screening_genders_over_all_fail(void **state) {
  assert_only(screen(state,
                     HEAD SCHOOL ";np_lesing;;;2023;5;0;50;99;present\n" SCHOOL
                                 ";np_lesing;;;2023;5;1;51;60;present\n" SCHOOL
                                 ";np_lesing;;;2023;5;2;48;40;present\n",
                     NULL),
              "parts_over_total", "fail", SCHOOL);
}

static void test_screening_genders_under_all_warn(void **state) {
  assert_only(screen(state,
                     HEAD SCHOOL ";np_lesing;;;2023;5;0;50;101;present\n" SCHOOL
                                 ";np_lesing;;;2023;5;1;51;60;present\n" SCHOOL
                                 ";np_lesing;;;2023;5;2;48;40;present\n",
                     NULL),
              "parts_against_total", "warn", SCHOOL);
}

static void test_screening_schools_over_their_municipality_fail(void **state) {
  assert_only(screen(state,
                     HEAD "4601;np_lesing;;;2023;5;0;50;99;present\n" SCHOOL
                          ";np_lesing;;;2023;5;0;51;60;present\n" OTHER
                          ";np_lesing;;;2023;5;0;48;40;present\n",
                     "4601"),
              "children_over_parent", "fail", "4601");
}

static void test_screening_schools_under_their_municipality_warn(void **state) {
  assert_only(screen(state,
                     HEAD "4601;np_lesing;;;2023;5;0;50;110;present\n" SCHOOL
                          ";np_lesing;;;2023;5;0;51;60;present\n" OTHER
                          ";np_lesing;;;2023;5;0;48;40;present\n",
                     "4601"),
              "children_against_parent", "warn", "4601");
}

static void test_screening_hidden_school_explains_the_rest(void **state) {
  assert_clean(screen(state,
                      HEAD "4601;np_lesing;;;2023;5;0;50;110;present\n" SCHOOL
                           ";np_lesing;;;2023;5;0;51;60;present\n" OTHER
                           ";np_lesing;;;2023;5;0;;;suppressed\n",
                      "4601"));
}

static void test_screening_schools_far_under_their_municipality_are_low_coverage(void **state) {
  assert_only(screen(state,
                     HEAD "4601;np_lesing;;;2023;5;0;50;200;present\n" SCHOOL
                          ";np_lesing;;;2023;5;0;51;60;present\n" OTHER
                          ";np_lesing;;;2023;5;0;48;40;present\n",
                     "4601"),
              "low_coverage", "warn", "4601");
}

/* A file of one municipality says nothing of the rest of its county. */
static void test_screening_municipalities_far_under_their_county_are_not_judged(void **state) {
  sample *data = sample_begin(*state);
  sample_unit(data, "4601", "46", NULL);
  sample_read(data, HEAD "46;np_lesing;;;2023;5;0;50;900;present\n"
                         "4601;np_lesing;;;2023;5;0;50;200;present\n");
  tell_dataset *dataset = sample_finish(data);
  tell_table *table = NULL;
  assert_int_equal(tell_screening_run(*state, dataset, &table, NULL), TELL_OK);
  tell_dataset_free(dataset);
  assert_clean(table);
}

/* Once for all genders and grades of a year, and again for the next year. */
static void test_screening_low_coverage_is_told_once_a_year(void **state) {
  tell_table *table = screen(state,
                             HEAD "4601;np_lesing;;;2023;8;0;50;200;present\n"
                                  "4601;np_lesing;;;2023;8;1;50;100;present\n"
                                  "4601;np_lesing;;;2023;8;2;50;100;present\n"
                                  "4601;np_lesing;;;2023;9;0;50;200;present\n"
                                  "4601;np_lesing;;;2024;8;0;50;200;present\n" SCHOOL
                                  ";np_lesing;;;2023;8;0;51;60;present\n" SCHOOL
                                  ";np_lesing;;;2023;8;1;51;30;present\n" SCHOOL
                                  ";np_lesing;;;2023;8;2;51;30;present\n" SCHOOL
                                  ";np_lesing;;;2023;9;0;51;60;present\n" SCHOOL
                                  ";np_lesing;;;2024;8;0;51;60;present\n",
                             "4601");
  int64_t at = -1;
  assert_int_equal(count(table, "low_coverage", "warn", &at), 2);
  tell_table_free(table);
}

/* Teachers may work at two schools, or for the municipality; pupils are at one. */
static void test_screening_only_pupils_are_added_up(void **state) {
  assert_clean(screen(state,
                      HEAD "4601;laerere;;;2023;0;0;100;;present\n" SCHOOL
                           ";laerere;;;2023;0;0;60;;present\n" OTHER
                           ";laerere;;;2023;0;0;35;;present\n",
                      "4601"));
  assert_clean(screen(state,
                      HEAD "4601;laerere;;;2023;0;0;90;;present\n" SCHOOL
                           ";laerere;;;2023;0;0;60;;present\n" OTHER
                           ";laerere;;;2023;0;0;35;;present\n",
                      "4601"));
  assert_only(screen(state,
                     HEAD "4601;elever;;;2023;0;0;100;;present\n" SCHOOL
                          ";elever;;;2023;0;0;60;;present\n" OTHER
                          ";elever;;;2023;0;0;35;;present\n",
                     "4601"),
              "children_against_parent", "warn", "4601");
}

/* Teachers of every level, as Udir publishes them. */
static void test_screening_published_teachers_are_not_added_up(void **state) {
  tell_dataset *dataset = ingested_real(*state, "udir-portal-laerere-grunnskole-2023-24.csv");
  tell_table *table = NULL;
  int64_t at = -1;
  assert_int_equal(tell_screening_run(*state, dataset, &table, NULL), TELL_OK);
  tell_dataset_free(dataset);
  assert_int_equal(count(table, "children_against_parent", "pass", &at), 1);
  assert_int_equal(count(table, "children_over_parent", "pass", &at), 1);
  tell_table_free(table);
}

static void test_screening_school_without_the_next_year_warns(void **state) {
  assert_only(screen(state,
                     HEAD "4601;np_lesing;;;2024;5;0;;;missing\n" SCHOOL
                          ";np_lesing;;;2023;5;0;51;60;present\n" OTHER
                          ";np_lesing;;;2023;5;0;48;40;present\n" SCHOOL
                          ";np_lesing;;;2024;5;0;51;60;present\n",
                     "4601"),
              "missing_school", "warn", OTHER);
}

/* Bergen's grade 8 in 2022-23 as Udir published it (data-formats.md, fact 10): English. */
static void test_screening_year_with_few_participants_warns(void **state) {
  tell_table *table = screen(state,
                             HEAD "4601;np_engelsk;;;2022;8;0;51;1698;present\n"
                                  "4601;np_engelsk;;;2023;8;0;51;2985;present\n"
                                  "4601;np_engelsk;;;2024;8;0;52;2885;present\n"
                                  "4601;np_engelsk;;;2025;8;0;53;2891;present\n",
                             NULL);
  int64_t at = -1;
  assert_int_equal(count(table, "low_participation", "warn", &at), 1);
  assert_string_equal(sample_text(table, at, "school_year"), "2022-23");
  assert_only(table, "low_participation", "warn", "4601");
}

/* 70 is under 0.80 of 100, the other year, and not of 85, which a median with the year itself is.
 */
static void test_screening_a_year_is_held_against_the_others_alone(void **state) {
  assert_only(screen(state,
                     HEAD "4601;np_lesing;;;2022;5;0;50;100;present\n"
                          "4601;np_lesing;;;2023;5;0;50;70;present\n",
                     NULL),
              "low_participation", "warn", "4601");
}

static void test_screening_few_participants_are_told_once_for_all_categories(void **state) {
  tell_table *table = screen(state,
                             HEAD "4601;np_lesing_niva;;1;2022;5;0;40;100;present\n"
                                  "4601;np_lesing_niva;;2;2022;5;0;60;100;present\n"
                                  "4601;np_lesing_niva;;1;2023;5;0;40;1000;present\n"
                                  "4601;np_lesing_niva;;2;2023;5;0;60;1000;present\n",
                             NULL);
  assert_only(table, "low_participation", "warn", "4601");
}

static void test_screening_years_beyond_a_break_are_not_compared(void **state) {
  assert_clean(screen(state,
                      HEAD "4601;np_engelsk;;;2021;8;0;51;1000;present\n"
                           "4601;np_engelsk;;;2022;8;0;51;2985;present\n",
                      NULL));
}

static void test_screening_without_arguments_is_refused(void **state) {
  tell_table *table = (tell_table *)state;
  assert_int_equal(tell_screening_run(*state, NULL, &table, NULL), TELL_E_ARGUMENT);
  assert_null(table);
  assert_int_equal(tell_screening_run(*state, NULL, NULL, NULL), TELL_E_ARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_screening_good_data_passes_every_check),
      cmocka_unit_test(test_screening_check_digit_may_be_0),
      cmocka_unit_test(test_screening_wrong_check_digit_warns),
      cmocka_unit_test(test_screening_wrong_check_digit_without_figures_warns),
      cmocka_unit_test(test_screening_name_from_a_wrong_encoding_warns),
      cmocka_unit_test(test_screening_notes_are_no_checks),
      cmocka_unit_test(test_screening_list_without_room_warns),
      cmocka_unit_test(test_screening_shares_beyond_rounding_warn),
      cmocka_unit_test(test_screening_shares_with_a_hidden_one_are_not_judged_below_100),
      cmocka_unit_test(test_screening_genders_over_all_fail),
      cmocka_unit_test(test_screening_genders_under_all_warn),
      cmocka_unit_test(test_screening_schools_over_their_municipality_fail),
      cmocka_unit_test(test_screening_schools_under_their_municipality_warn),
      cmocka_unit_test(test_screening_hidden_school_explains_the_rest),
      cmocka_unit_test(test_screening_schools_far_under_their_municipality_are_low_coverage),
      cmocka_unit_test(test_screening_municipalities_far_under_their_county_are_not_judged),
      cmocka_unit_test(test_screening_low_coverage_is_told_once_a_year),
      cmocka_unit_test(test_screening_only_pupils_are_added_up),
      cmocka_unit_test(test_screening_published_teachers_are_not_added_up),
      cmocka_unit_test(test_screening_school_without_the_next_year_warns),
      cmocka_unit_test(test_screening_year_with_few_participants_warns),
      cmocka_unit_test(test_screening_shares_under_100_warn),
      cmocka_unit_test(test_screening_a_year_is_held_against_the_others_alone),
      cmocka_unit_test(test_screening_few_participants_are_told_once_for_all_categories),
      cmocka_unit_test(test_screening_years_beyond_a_break_are_not_compared),
      cmocka_unit_test(test_screening_without_arguments_is_refused),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
