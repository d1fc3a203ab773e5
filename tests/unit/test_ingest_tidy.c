/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout tidy: our own long format. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

#include "ingest/cells/cells.h"
#include "ingest/cells/period.h"
#include "ingested.h"
#include "near.h"
#include "sample.h"

#define SHORT "unit_code;period;grade;indicator;value;n\n"

static const char school[] = "999000001";

static void test_period_read_spellings(void **state) {
  static const struct {
    const char *text;
    int period;
  } cases[] = {{"2022-23", 2022},
               {"2022-2023", 2022},
               {"2022/2023", 2022},
               {"2022/23", 2022},
               {"20222023", 2022},
               {" 2022-23 ", 2022},
               {"1999-00", 1999},
               {"2022–23", 2022},
               {"202212", 2022},
               {"202210", 2022},
               {"202306", 2022},
               {"1990-91", 1990},
               {"2100-01", 2100},
               {"2101-02", 0},
               {"1989-90", 0},
               {"2022-24", 0},
               {"2022-22", 0},
               {"2022", 0},
               {"2022-", 0},
               {"2022-2", 0},
               {"2022-234", 0},
               {"202223", 0},
               {"20222024", 0},
               {"2022 23", 0},
               {"", 0},
               {"x", 0},
               {"2O22-23", 0},
               {"202213", 0},
               {"2022--23", 0},
               {"-2022-23", 0},
               {"2022-23a", 0},
               {"+022-23", 0}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(tell__period_read(cases[i].text, strlen(cases[i].text)), cases[i].period);
  assert_int_equal(tell__period_or_year_read("2022", 4), 2022);
  assert_int_equal(tell__period_or_year_read("2022-23", 7), 2022);
  assert_int_equal(tell__period_or_year_read("1822", 4), 0);
}

static tell__cell read_cell(const char *text, tell__signs signs, char mark) {
  return tell__cell_read(text, strlen(text), signs, mark);
}

static void test_cell_read_signs_and_numbers(void **state) {
  static const struct {
    const char *text;
    tell__cell_kind udir, tidy;
  } cases[] = {{"", TELL__CELL_BLANK, TELL__CELL_BLANK},
               {" \xC2\xA0 ", TELL__CELL_BLANK, TELL__CELL_BLANK},
               {"*", TELL__CELL_SUPPRESSED, TELL__CELL_SUPPRESSED},
               {" * ", TELL__CELL_SUPPRESSED, TELL__CELL_SUPPRESSED},
               {":", TELL__CELL_UNREADABLE, TELL__CELL_SUPPRESSED},
               {".", TELL__CELL_UNREADABLE, TELL__CELL_NOT_APPLICABLE},
               {"..", TELL__CELL_UNREADABLE, TELL__CELL_MISSING},
               {"...", TELL__CELL_UNREADABLE, TELL__CELL_UNREADABLE},
               {"-", TELL__CELL_UNREADABLE, TELL__CELL_UNREADABLE},
               {"12*", TELL__CELL_SUPPRESSED, TELL__CELL_SUPPRESSED},
               {"**", TELL__CELL_UNREADABLE, TELL__CELL_UNREADABLE},
               {"x*", TELL__CELL_UNREADABLE, TELL__CELL_UNREADABLE},
               {"12", TELL__CELL_NUMBER, TELL__CELL_NUMBER},
               {"1.234", TELL__CELL_AMBIGUOUS, TELL__CELL_AMBIGUOUS},
               {"12 %", TELL__CELL_NUMBER, TELL__CELL_NUMBER},
               {"%", TELL__CELL_UNREADABLE, TELL__CELL_UNREADABLE}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_int_equal(read_cell(cases[i].text, TELL__SIGNS_UDIR, 0).kind, cases[i].udir);
    assert_int_equal(read_cell(cases[i].text, TELL__SIGNS_TIDY, 0).kind, cases[i].tidy);
  }
  tell__cell hidden = read_cell("12,5*", TELL__SIGNS_UDIR, 0);
  assert_true(hidden.starred && hidden.value == 0 && hidden.decimals == 0);
  assert_true(read_cell("50,5 %", TELL__SIGNS_UDIR, 0).value == 50.5);
  assert_int_equal(read_cell(".", TELL__SIGNS_SKOLEPORTEN, 0).kind, TELL__CELL_MISSING);
  assert_int_equal(read_cell("*", TELL__SIGNS_SKOLEPORTEN, 0).kind, TELL__CELL_SUPPRESSED);
  assert_int_equal(read_cell("..", TELL__SIGNS_SKOLEPORTEN, 0).kind, TELL__CELL_UNREADABLE);
  assert_true(read_cell("1.234", TELL__SIGNS_TIDY, '.').value == 1.234);
  assert_int_equal(read_cell("1 234,50", TELL__SIGNS_TIDY, 0).decimals, 2);
}

static void test_tidy_every_column_is_read(void **state) {
  tell_dataset *data = ingested_text(
      *state,
      "state;margin;sd;n;numerator;value;category;dimension;indicator;owner;gender;grade;period;"
      "unit_name;unit_code;level;source\n"
      ";0,25;0,9;120;;3,8;9a;klasse;eu_trivsel;offentlig;jente;7;2022/23;Nes skole;999000001;"
      "school;udir-eu\n");
  const tell__observation *o = ingested_cell(data, school, "eu_trivsel");
  assert_int_equal(o->source, tell__catalogue_source(*state, "udir-eu", 7));
  assert_int_equal(o->owner, 1);
  assert_int_equal(o->gender, 1);
  assert_int_equal(o->grade, 7);
  assert_int_equal(o->period, 2022);
  assert_string_equal(tell__dataset_dimension(data, o->category), "klasse");
  assert_string_equal(tell__dataset_category(data, o->category), "9a");
  assert_double_near(o->value, 3.8, 1e-15, 0);
  assert_double_near(o->margin, 0.25, 0, 0);
  assert_double_near(o->sd, 0.9, 1e-15, 0);
  assert_int_equal(o->n, 120);
  assert_int_equal(o->decimals, 1);
  assert_int_equal(o->has, TELL__HAS_N | TELL__HAS_SD | TELL__HAS_MARGIN);
  assert_int_equal(o->flags, TELL__FLAG_SD_POOLED); /* over item answers at this indicator */
  assert_string_equal(ingested_unit_text(data, "school", school, "name"), "Nes skole");
  assert_int_equal(ingested_account(data, 0, "cells"), 5);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static void test_tidy_sd_of_pupils_is_not_pooled(void **state) {
  tell_dataset *data = ingested_text(
      *state, "unit_code;period;grade;indicator;value;sd\n999000001;2022-23;5;np_lesing;50;9,5\n");
  assert_int_equal(ingested_cell(data, school, "np_lesing")->flags, 0);
  tell_dataset_free(data);
}

static void test_tidy_what_is_left_out_has_a_meaning(void **state) {
  tell_dataset *data =
      ingested_text(*state, "unit_code;period;indicator;value\n999000001;2022-23;elever;412\n"
                            "9901;2022-23;elever;5 000\n99;2022-23;elever;9000\n"
                            "I;2022-23;elever;600 000\n");
  const tell__observation *o = ingested_cell(data, school, "elever");
  assert_int_equal(o->source, tell__catalogue_source(*state, "local", 5));
  assert_int_equal(o->grade, 0);
  assert_int_equal(o->gender, 0);
  assert_int_equal(o->owner, 0);
  assert_int_equal(o->category, 0);
  assert_true(ingested_unit(data, "municipality", "9901") >= 0);
  assert_true(ingested_unit(data, "county", "99") >= 0);
  assert_true(ingested_unit(data, "nation", "I") >= 0);
  assert_string_equal(ingested_unit_text(data, "municipality", "9901", "parent"), "99");
  tell_dataset_free(data);
}

/* The observation of one record below the header. */
static tell__observation read_cells(void **state, const char *header, const char *record) {
  char text[300];
  strcpy(text, header);
  strcat(text, record);
  tell_dataset *data = ingested_text(*state, text);
  assert_int_equal(tell_dataset_observation_count(data), 1);
  tell__observation o = tell__dataset_get(data)->observations[0];
  tell_dataset_free(data);
  return o;
}

static void test_tidy_states_from_cells(void **state) {
  static const struct {
    const char *cells;
    tell_state expected;
    int n; /* -1: has none */
  } cases[] = {{"50,5;20", TELL_STATE_PRESENT, 20},
               {"50,5;", TELL_STATE_PRESENT, -1},
               {"*;", TELL_STATE_SUPPRESSED, -1},
               {"*;*", TELL_STATE_SUPPRESSED, -1},
               {":;", TELL_STATE_SUPPRESSED, -1},
               {";0", TELL_STATE_NOT_TAKEN_PART, 0},
               {";", TELL_STATE_MISSING, -1},
               {";25", TELL_STATE_MISSING, 25},
               {".;", TELL_STATE_NOT_APPLICABLE, -1},
               {"..;", TELL_STATE_MISSING, -1},
               {" 50 ; 1 200 ", TELL_STATE_PRESENT, 1200}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char record[100];
    strcpy(record, "999000001;2022-23;5;np_lesing;");
    strcat(record, cases[i].cells);
    tell__observation o = read_cells(state, SHORT, record);
    assert_int_equal(o.state, cases[i].expected);
    assert_int_equal(o.has & TELL__HAS_N ? o.n : -1, cases[i].n);
  }
}

static void test_tidy_state_column_decides(void **state) {
  static const struct {
    const char *cells;
    tell_state expected;
  } cases[] = {{";;suppressed", TELL_STATE_SUPPRESSED},
               {";;missing", TELL_STATE_MISSING},
               {";0;not_taken_part", TELL_STATE_NOT_TAKEN_PART},
               {";;not_taken_part", TELL_STATE_NOT_TAKEN_PART},
               {";;not_applicable", TELL_STATE_NOT_APPLICABLE},
               {"50;20;not_comparable", TELL_STATE_NOT_COMPARABLE},
               {"50;20;invalid", TELL_STATE_INVALID},
               {"50;20;present", TELL_STATE_PRESENT},
               {"50;20;", TELL_STATE_PRESENT}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char record[100];
    strcpy(record, "999000001;2022-23;5;np_lesing;");
    strcat(record, cases[i].cells);
    tell__observation o =
        read_cells(state, "unit_code;period;grade;indicator;value;n;state\n", record);
    assert_int_equal(o.state, cases[i].expected);
    assert_true(o.state == TELL_STATE_PRESENT ? o.value == 50 : o.value == 0);
  }
}

static void test_tidy_share_from_its_counts(void **state) {
  const char *header = "unit_code;period;grade;indicator;value;numerator;n\n";
  tell__observation o = read_cells(state, header, "999000001;2022-23;7;eu_mobbing;;7;145\n");
  assert_double_near(o.value, 700.0 / 145, 1e-15, 0);
  assert_int_equal(o.numerator, 7);
  assert_int_equal(o.n, 145);
  assert_int_equal(o.has, TELL__HAS_N | TELL__HAS_NUMERATOR);
  assert_int_equal(o.decimals, 0); /* none were written: the catalogue's are shown */
  o = read_cells(state, header, "999000001;2022-23;7;eu_mobbing;4,8;7;145\n");
  assert_double_near(o.value, 4.8, 1e-15, 0);
  assert_int_equal(o.decimals, 1);
  o = read_cells(state, header, "999000001;2022-23;7;eu_mobbing;;0;0\n");
  assert_int_equal(o.state, TELL_STATE_NOT_TAKEN_PART);
  o = read_cells(state, header, "999000001;2022-23;7;eu_mobbing;*;;145\n");
  assert_int_equal(o.state, TELL_STATE_SUPPRESSED);
  assert_int_equal(o.has, TELL__HAS_N);
  o = read_cells(state, header, "999000001;2022-23;7;eu_mobbing;;*;145\n");
  assert_int_equal(o.state, TELL_STATE_SUPPRESSED);
}

static void test_tidy_published_share_may_differ_by_one_in_the_last_digit(void **state) {
  /* 6 of 161 is 3,73 and published as 3,8 in a real file. */
  tell_dataset *data = ingested_text(*state, "unit_code;period;grade;indicator;value;numerator;n\n"
                                             "999000001;2022-23;7;eu_mobbing;3,8;6;161\n"
                                             "999000002;2022-23;7;eu_mobbing;5,8;6;161\n");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "share_against_counts",
                        "a.csv", 3, 32, "value");
  tell_dataset_free(data);
}

static void test_tidy_members_of_a_distribution(void **state) {
  tell_dataset *data =
      ingested_text(*state, "unit_code;period;grade;indicator;dimension;category;value;n\n"
                            "999000001;2022-23;5;np_lesing_niva;mestringsniva;3;25,0;40\n"
                            "999000001;2022-23;5;np_lesing_niva;mestringsniva;1;30,0;40\n"
                            "999000001;2022-23;5;np_lesing_niva;mestringsniva;2;45,0;40\n");
  int64_t count = 0;
  const tell__observation *o = ingested_observations(data, school, "np_lesing_niva", &count);
  assert_int_equal(count, 3);
  for (int i = 0; i < 3; i++) {
    char expected[] = {(char)('1' + i), '\0'};
    assert_string_equal(tell__dataset_category(data, o[i].category), expected);
  }
  assert_true(o[1].value == 45);
  tell_dataset_free(data);
}

static void test_tidy_groups_by_any_of_their_names(void **state) {
  tell_dataset *data =
      ingested_text(*state, "unit_code;period;grade;gender;owner;indicator;value\n"
                            "999000001;2022-23;alle;alle;alle;elever;100\n"
                            "999000001;2022-23;0;girl;;elever;50\n"
                            "999000001;2022-23;;boy;;elever;51\n"
                            "999000001;2022-23;5. årstrinn;Gutt;Privat eiet;elever;12\n");
  int64_t count = 0;
  const tell__observation *o = ingested_observations(data, school, "elever", &count);
  assert_int_equal(count, 4);
  assert_int_equal(o[0].gender, 0);
  assert_int_equal(o[1].gender, 1);
  assert_true(o[2].gender == 2 && o[2].value == 51);
  assert_true(o[3].grade == 5 && o[3].gender == 2 && o[3].owner == 2);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static void test_tidy_unit_by_name_of_the_register(void **state) {
  const char *const texts[] = {"code;name;level;parent\n9901;Nes;municipality;\n"
                               "999000001;Nes;school;9901\n999000002;Vik skole;school;9901\n",
                               "unit_name;level;period;grade;indicator;value\n"
                               "VIK  SKOLE;;2022-23;5;np_lesing;50\n"
                               "Vik skole;;2022-23;5;np_regning;51\n"
                               "Nes;school;2022-23;5;np_lesing;52\n"
                               "Nes;;2022-23;5;np_lesing;53\n"
                               "Ås skole;;2022-23;5;np_lesing;54\n"
                               "Ås skole;;2022-23;5;np_regning;54\n"};
  tell_dataset *data = ingested_texts(*state, texts, 2);
  assert_true(ingested_cell(data, "999000002", "np_lesing")->value == 50);
  assert_true(ingested_cell(data, school, "np_lesing")->value == 52);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "unit_by_name"), 2);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "unknown_unit"), 2);
  assert_int_equal(ingested_account(data, 1, "accepted"), 3);
  assert_int_equal(ingested_account(data, 1, "rejected"), 3);
  tell_dataset_free(data);
}

static void test_tidy_code_of_the_register_needs_no_level(void **state) {
  const char *const texts[] = {"code;name;level;parent\nA1;Nord;area;9901\n",
                               "unit_code;period;indicator;value\nA1;2022-23;elever;50\n"
                               "A2;2022-23;elever;50\n"};
  tell_dataset *data = ingested_texts(*state, texts, 2);
  assert_true(ingested_cell(data, "A1", "elever")->value == 50);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "unknown_unit", "b.csv", 3,
                        1, "unit_code");
  tell_dataset_free(data);
}

static void test_tidy_code_as_power_of_ten_is_rejected_as_such(void **state) {
  static const char *const texts[] = {
      "unit_code;period;indicator;value\n9,75E+08;2022-23;elever;50\n999000001;2022-23;elever;50\n",
      "unit_code;level;period;indicator;value\n9.75e8;school;2022-23;elever;50\n"
      "999000001;school;2022-23;elever;50\n"};
  for (size_t i = 0; i < 2; i++) {
    tell_dataset *data = ingested_text(*state, texts[i]);
    ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "unusual_code", "a.csv",
                          2, 1, "unit_code");
    assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "unknown_unit"), 0);
    assert_int_equal(ingested_account(data, 0, "rejected"), 1);
    assert_int_equal(ingested_account(data, 0, "accepted"), 1);
    tell_dataset_free(data);
  }
}

static void test_tidy_comma_and_point(void **state) {
  tell_dataset *data = ingested_text(*state, "unit_code,period,grade,indicator,value,n\n"
                                             "999000001,2022-23,5,np_lesing,50.5,1200\n"
                                             "999000002,2022-23,10,grunnskolepoeng,41.234,20\n");
  assert_true(ingested_cell(data, school, "np_lesing")->value == 50.5);
  assert_double_near(ingested_cell(data, "999000002", "grunnskolepoeng")->value, 41.234, 1e-15, 0);
  assert_string_equal(ingested_account_text(data, 0, "delimiter"), "comma");
  tell_dataset_free(data);
}

/* One mark is the file's own, further ones were added to a file that had one. */
static void test_tidy_further_byte_order_marks_are_passed_over(void **state) {
  static const char *const texts[] = {
      "\xEF\xBB\xBF\xEF\xBB\xBFunit_code;period;indicator;value\n999000001;2022-23;elever;51\n",
      "\xEF\xBB\xBF\xEF\xBB\xBF\xEF\xBB\xBF\"unit_code\";\"period\";\"indicator\";\"value\"\n"
      "\"999000001\";\"2022-23\";\"elever\";\"51\"\n"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    size_t size = 0;
    char *wide = ingested_utf16le(texts[i], &size);
    tell_dataset *data = ingested_text(*state, texts[i]), *again = NULL;
    tell_ingest *ingest = NULL;
    assert_true(ingested_cell(data, school, "elever")->value == 51);
    assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
    assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", wide, size, NULL), TELL_OK);
    assert_int_equal(tell_ingest_finish(ingest, &again, NULL), TELL_OK);
    ingested_assert_equal(data, again);
    tell_ingest_free(ingest);
    tell_dataset_free(data);
    tell_dataset_free(again);
    free(wide);
  }
}

static void test_tidy_lost_decimal_mark_is_kept_with_a_warning(void **state) {
  tell_dataset *data = ingested_text(
      *state, "unit_code;period;indicator;value\n999000001;2022-23;laerertetthet;165\n");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "implausible", "a.csv", 2,
                        33, "value");
  assert_true(ingested_cell(data, school, "laerertetthet")->value == 165);
  tell_dataset_free(data);
}

static void test_tidy_indicator_without_the_grade_is_told_once(void **state) {
  tell_dataset *data = ingested_text(*state, SHORT "999000001;2022-23;9;np_engelsk;50;20\n"
                                                   "999000002;2022-23;9;np_engelsk;50;20\n");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "not_in_catalogue",
                        "a.csv", 2, 32, "value");
  assert_int_equal(tell_dataset_observation_count(data), 2);
  for (int i = 1; i <= 2; i++) {
    const char *const schools[] = {"999000001", "999000002"};
    const tell__observation *o = ingested_cell(data, schools[i - 1], "np_engelsk");
    assert_true(o->state == TELL_STATE_NOT_APPLICABLE && o->value == 0 && o->n == 0 && o->has == 0);
  }
  tell_dataset_free(data);
}

/* A figure of all grades only lacks its grade; what is hidden stays hidden, what is wrong wrong. */
static void test_tidy_indicator_without_the_grade_keeps_other_states(void **state) {
  static const struct {
    const char *record;
    tell_state state;
  } cases[] = {{"999000001;2022-23;;eu_trivsel;4,1;20", TELL_STATE_PRESENT},
               {"999000001;2022-23;4;eu_trivsel;4,1;20", TELL_STATE_NOT_APPLICABLE},
               {"999000001;2022-23;4;eu_trivsel;;0", TELL_STATE_NOT_APPLICABLE},
               {"999000001;2022-23;4;eu_trivsel;..;", TELL_STATE_NOT_APPLICABLE},
               {"999000001;2022-23;4;eu_trivsel;*;", TELL_STATE_SUPPRESSED},
               {"999000001;2022-23;4;eu_trivsel;7;20", TELL_STATE_INVALID}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[200] = SHORT;
    strcat(text, cases[i].record);
    tell_dataset *data = ingested_text(*state, text);
    const tell__observation *o = ingested_cell(data, school, "eu_trivsel");
    assert_int_equal(o->state, cases[i].state);
    assert_true(i == 0 ? o->value == 4.1 && o->n == 20 : o->value == 0);
    assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "not_in_catalogue"), 1);
    tell_dataset_free(data);
  }
}

static void test_tidy_lost_leading_zero_is_told(void **state) {
  tell_dataset *data = ingested_text(*state, "level;unit_code;period;indicator;value\n"
                                             "municipality;301;2022-23;elever;50\n");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "unusual_code", "a.csv",
                        2, 14, "unit_code");
  tell_dataset_free(data);
}

/* 13 of 47 is 27.659574468085...; the catalogue shows one decimal, and nothing was rounded. */
static void test_tidy_share_of_two_counts_is_shown_as_the_catalogue_says(void **state) {
  static const char *const texts[] = {
      "unit_code;period;grade;indicator;numerator;n\n999000001;2022-23;7;eu_mobbing;13;47\n",
      "unit_code;period;grade;indicator;value;numerator;n\n"
      "999000001;2022-23;7;eu_mobbing;;13;47\n"};
  for (int i = 0; i < 2; i++) {
    tell_dataset *data = ingested_text(*state, texts[i]);
    tell_table *table = sample_indicators(data);
    assert_int_equal(sample_whole(table, 0, "decimals"), 1);
    assert_double_near(sample_real(table, 0, "value"), 100 * 13 / 47.0, 1e-15, 0);
    assert_double_near(sample_real(table, 0, "se"), 100 * sqrt(13 * 34.0 / 47 / 47 / 47), 1e-13, 0);
    tell_table_free(table);
    tell_dataset_free(data);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_period_read_spellings),
      cmocka_unit_test(test_cell_read_signs_and_numbers),
      cmocka_unit_test(test_tidy_every_column_is_read),
      cmocka_unit_test(test_tidy_sd_of_pupils_is_not_pooled),
      cmocka_unit_test(test_tidy_what_is_left_out_has_a_meaning),
      cmocka_unit_test(test_tidy_states_from_cells),
      cmocka_unit_test(test_tidy_state_column_decides),
      cmocka_unit_test(test_tidy_share_from_its_counts),
      cmocka_unit_test(test_tidy_published_share_may_differ_by_one_in_the_last_digit),
      cmocka_unit_test(test_tidy_members_of_a_distribution),
      cmocka_unit_test(test_tidy_groups_by_any_of_their_names),
      cmocka_unit_test(test_tidy_unit_by_name_of_the_register),
      cmocka_unit_test(test_tidy_code_of_the_register_needs_no_level),
      cmocka_unit_test(test_tidy_comma_and_point),
      cmocka_unit_test(test_tidy_further_byte_order_marks_are_passed_over),
      cmocka_unit_test(test_tidy_lost_decimal_mark_is_kept_with_a_warning),
      cmocka_unit_test(test_tidy_indicator_without_the_grade_is_told_once),
      cmocka_unit_test(test_tidy_indicator_without_the_grade_keeps_other_states),
      cmocka_unit_test(test_tidy_code_as_power_of_ten_is_rejected_as_such),
      cmocka_unit_test(test_tidy_lost_leading_zero_is_told),
      cmocka_unit_test(test_tidy_share_of_two_counts_is_shown_as_the_catalogue_says),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
