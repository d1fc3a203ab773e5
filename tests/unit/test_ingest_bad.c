/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bad input: each defect has a code and a place, the rest of the data is kept,
 * every record is accounted for, and no message holds a value.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingested.h"

#define HEADER                                                                                     \
  "unit_code;period;grade;indicator;dimension;category;value;numerator;n;sd;margin;state\n"
#define GOOD_BEFORE "999000001;2022-23;5;np_lesing;;;51;;61;;2,5;\n"
#define GOOD_AFTER "999000003;2022-23;5;np_lesing;;;52;;62;;2,4;\n"

/* What a bad record becomes: set aside, or an observation whose number is not used. */
typedef enum fate { REJECTED, INVALID, KEPT } fate;

typedef struct bad_record {
  const char *record;
  const char *code;
  const char *field;
  const char *value; /* must stand in no message */
  int64_t column;
  fate fate;
} bad_record;

static const bad_record records[] = {
    {"999000002;2022-23;5;np_lesing;;;50", "wrong_width", "value", "999000002", 33, REJECTED},
    {"999000002;2022-23;5;np_lesing;;;50;;20;;;;;7", "wrong_width", "", "999000002", 43, REJECTED},
    {"999000002;2022-23;5;np_\"lesing;;;50;;20;;;", "stray_quote", "", "999000002", 24, REJECTED},
    {"999000002;2022-23;5;\"np_lesing;;;50;;20;;;", "open_quote", "", "999000002", 21, REJECTED},
    {"999000002;2022-23;5;np_musikk;;;50;;20;;;", "unknown_indicator", "indicator", "np_musikk", 21,
     REJECTED},
    {"999000002;i fjor;5;np_lesing;;;50;;20;;;", "unknown_period", "period", "i fjor", 11,
     REJECTED},
    {"999000002;1822-23;5;np_lesing;;;50;;20;;;", "unknown_period", "period", "1822", 11, REJECTED},
    {"999000002;2022-23;15;np_lesing;;;50;;20;;;", "unknown_grade", "grade", "15", 19, REJECTED},
    {"ukjent;2022-23;5;np_lesing;;;50;;20;;;", "unknown_unit", "unit_code", "ukjent", 1, REJECTED},
    {";2022-23;5;np_lesing;;;50;;20;;;", "unknown_unit", "unit_code", "np_lesing", 1, REJECTED},
    {"999000002;2022-23;5;np_lesing;;;50;;20;;;skjult", "unknown_state", "state", "skjult", 42,
     REJECTED},
    {"999000002;2022-23;5;np_lesing;;;50;;20;;;hidden", "unknown_state", "state", "hidden;", 42,
     REJECTED},
    {"999000002;2022-23;5;np_lesing_niva;;;50;;20;;;", "missing_category", "dimension", "niva", 36,
     REJECTED},
    {"999000002;2022-23;5;np_lesing_niva;farge;1;50;;20;;;", "unknown_dimension", "dimension",
     "farge", 36, REJECTED},
    {"999000002;2022-23;5;np_lesing;farge;;50;;20;;;", "missing_category", "category", "farge", 37,
     REJECTED},
    {"999000002;2022-23;5;np_lesing;;;femti;;20;;;", "impossible_number", "value", "femti", 33,
     INVALID},
    {"999000002;2022-23;5;np_lesing;;;5e1;;20;;;", "impossible_number", "value", "5e1", 33,
     INVALID},
    {"999000002;2022-23;5;np_lesing;;;1.234;;20;;;", "ambiguous_number", "value", "1.234", 33,
     INVALID},
    {"999000002;2022-23;5;np_lesing;;;147;;20;;;", "out_of_range", "value", "147", 33, INVALID},
    {"999000002;2022-23;5;np_lesing;;;-47;;20;;;", "out_of_range", "value", "47", 33, INVALID},
    {"999000002;2022-23;5;np_lesing;;;17,5;;20;;;", "implausible", "value", "17,5", 33, KEPT},
    {"999000002;2022-23;5;np_lesing;;;47;;0;;;", "value_without_participants", "value", "47", 33,
     INVALID},
    {"999000002;2022-23;5;np_lesing;;;47;;-19;;;", "impossible_count", "n", "19", 37, INVALID},
    {"999000002;2022-23;5;np_lesing;;;47;;19,5;;;", "impossible_count", "n", "19,5", 37, INVALID},
    {"999000002;2022-23;5;np_lesing;;;47;;99999999999;;;", "impossible_count", "n", "999999", 37,
     INVALID},
    {"999000002;2022-23;5;np_lesing;;;47;;mange;;;", "impossible_number", "n", "mange", 37,
     INVALID},
    {"999000002;2022-23;5;np_lesing;;;47;;19;-8,5;;", "impossible_number", "sd", "8,5", 40,
     INVALID},
    {"999000002;2022-23;5;np_lesing;;;47;;19;;-3,5;", "impossible_number", "margin", "3,5", 41,
     INVALID},
    {"999000002;2022-23;7;eu_mobbing;;;104;;47;;;", "share_over_100", "value", "104", 34, INVALID},
    {"999000002;2022-23;7;eu_mobbing;;;;48;47;;;", "numerator_over_n", "numerator", "48", 35,
     INVALID},
    {"999000002;2022-23;5;np_lesing;;;;;19;;;present", "state_without_value", "state", "19", 40,
     INVALID},
    {"999000002;2022-23;5;np_lesing;;;47;;19;;;suppressed", "value_with_state", "state", "47", 42,
     INVALID},
    {"999000002;2022-23;5;np_lesing;;;;;19;;;not_taken_part", "participants_with_state", "state",
     "19", 40, INVALID},
    {"999000002;2022-23;5;np_lesing;;;47*;;19;;;", "starred_number", "value", "47", 33, KEPT},
    {"999000002;2022-23;5;np_lesing;;;*;;19;;3,5;", "spread_without_value", "margin", "3,5", 40,
     KEPT},
    {"999000002;2022-23;5;np_lesing;;;47;13;19;;;", "unused_numerator", "numerator", "13", 36,
     KEPT},
    {"999000002;2022-23;7;eu_mobbing;;;;13;;;;", "numerator_without_n", "numerator", "13", 35,
     KEPT},
    {"999000002;2022-23;7;eu_mobbing;;;4,5;;47;1,7;;", "unused_sd", "sd", "1,7", 42, KEPT},
};

static int is_error(fate met) { return met != KEPT; }

static void check_rest(const tell_dataset *data) {
  assert_true(ingested_cell(data, "999000001", "np_lesing")->value == 51);
  assert_true(ingested_cell(data, "999000003", "np_lesing")->value == 52);
  assert_int_equal(ingested_account(data, 0, "read"), ingested_account(data, 0, "accepted") +
                                                          ingested_account(data, 0, "rejected") +
                                                          ingested_account(data, 0, "skipped"));
}

static void test_ingest_bad_record_is_told_and_the_rest_is_kept(void **state) {
  for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
    const bad_record *bad = &records[i];
    char text[600];
    strcpy(text, HEADER GOOD_BEFORE);
    strcat(text, bad->record);
    strcat(text, "\n" GOOD_AFTER);
    tell_dataset *data = ingested_text(*state, text);
    const tell_issues *issues = tell_dataset_issues(data);
    ingested_assert_issue(issues, is_error(bad->fate) ? TELL_SEVERITY_ERROR : TELL_SEVERITY_WARNING,
                          bad->code, "a.csv", 3, bad->column, bad->field);
    ingested_assert_never_quoted(issues, bad->value);
    check_rest(data);
    assert_int_equal(ingested_account(data, 0, "read"), 3);
    assert_int_equal(ingested_account(data, 0, "rejected"), bad->fate == REJECTED);
    assert_int_equal(tell_dataset_observation_count(data), bad->fate == REJECTED ? 2 : 3);
    if (bad->fate == INVALID) {
      int32_t unit = ingested_unit(data, "school", "999000002");
      for (int64_t j = 0; j < 3; j++) {
        const tell__observation *o = &tell__dataset_get(data)->observations[j];
        if (o->unit == unit)
          assert_true(o->state == TELL_STATE_INVALID && o->value == 0 && o->has == 0);
      }
    }
    tell_dataset_free(data);
  }
}

static void test_ingest_same_record_twice_is_skipped(void **state) {
  tell_dataset *data = ingested_text(*state, HEADER GOOD_BEFORE GOOD_AFTER GOOD_BEFORE);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_NOTE, "duplicate_rows", "a.csv", 4,
                        33, "value");
  check_rest(data);
  assert_int_equal(ingested_account(data, 0, "read"), 3);
  assert_int_equal(ingested_account(data, 0, "skipped_duplicate"), 1);
  tell_dataset_free(data);
}

static void test_ingest_contradicting_records_name_both_places(void **state) {
  const char *const texts[] = {HEADER GOOD_BEFORE
                               "999000002;2022-23;5;np_lesing;;;47;;19;;;\n" GOOD_AFTER,
                               HEADER "999000002;2022-23;5;np_lesing;;;48;;19;;;\n"
                                      "999000004;2022-23;5;np_lesing;;;49;;29;;;\n"};
  tell_dataset *data = ingested_texts(*state, texts, 2);
  const tell_issues *issues = tell_dataset_issues(data);
  ingested_assert_issue(issues, TELL_SEVERITY_ERROR, "contradicting_rows", "b.csv", 2, 33, "value");
  int64_t last = tell_issues_count(issues) - 1;
  assert_non_null(strstr(tell_issues_message(issues, last), "line 3 of a.csv"));
  ingested_assert_never_quoted(issues, "47");
  ingested_assert_never_quoted(issues, "48");
  assert_int_equal(ingested_cell(data, "999000002", "np_lesing")->state, TELL_STATE_INVALID);
  assert_true(ingested_cell(data, "999000004", "np_lesing")->value == 49);
  check_rest(data);
  assert_int_equal(ingested_account(data, 0, "accepted"), 2);
  assert_int_equal(ingested_account(data, 0, "rejected"), 1);
  assert_int_equal(ingested_account(data, 1, "accepted"), 1);
  assert_int_equal(ingested_account(data, 1, "rejected"), 1);
  tell_dataset_free(data);
}

static void test_ingest_blank_records_are_skipped_by_name(void **state) {
  tell_dataset *data =
      ingested_text(*state, HEADER GOOD_BEFORE "\n;;;;;;;;;;;\n  ;;\n" GOOD_AFTER "\n\n");
  check_rest(data);
  assert_int_equal(ingested_account(data, 0, "skipped_blank"), 2);
  assert_int_equal(ingested_account(data, 0, "skipped_other"), 0);
  assert_int_equal(ingested_account(data, 0, "rejected"), 0);
  tell_dataset_free(data);
}

static void test_ingest_unknown_column_is_told_once(void **state) {
  tell_dataset *data = ingested_text(*state, "unit_code;period;indicator;value;merknad\n"
                                             "999000001;2022-23;elever;5;a\n"
                                             "999000002;2022-23;elever;6;b\n");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "unknown_column", "a.csv",
                        1, 34, "merknad");
  tell_dataset_free(data);
}

static void test_ingest_broken_bytes_reject_their_record(void **state) {
  static const char broken[] = HEADER GOOD_BEFORE
      "999000002;2022-23;5;np_lesing;;;47;;19;;;\xFF\xC3\xA6\xC3\xB8\n" GOOD_AFTER;
  static const char zero[] =
      HEADER GOOD_BEFORE "999000002;2022-23;5;np_lesing;;;4\0;;19;;;\n" GOOD_AFTER;
  static const struct {
    const char *bytes;
    size_t size;
    const char *code;
    int64_t column;
  } cases[] = {{broken, sizeof broken - 1, "broken_encoding", 42},
               {zero, sizeof zero - 1, "nul_byte", 34}};
  for (size_t i = 0; i < 2; i++) {
    tell_ingest *ingest = NULL;
    tell_dataset *data = NULL;
    assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
    assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", cases[i].bytes, cases[i].size, NULL),
                     TELL_OK);
    assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
    ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, cases[i].code, "a.csv", 3,
                          cases[i].column, "");
    check_rest(data);
    assert_int_equal(ingested_account(data, 0, "rejected"), 1);
    tell_ingest_free(ingest);
    tell_dataset_free(data);
  }
}

/* A whole input that cannot be read, and what is said of it. */
typedef struct bad_input {
  const char *bytes;
  size_t size;
  tell_status status;
  const char *code;
  int64_t line;
  const char *field;
  int64_t column;
} bad_input;

#define INPUT(text) (text), sizeof(text) - 1

static void test_ingest_bad_input_fails_and_the_others_are_read(void **state) {
  static const bad_input inputs[] = {
      {INPUT(""), TELL_E_LAYOUT, "empty_input", 0, "", 0},
      {INPUT("\xEF\xBB\xBF\r\n\r\n"), TELL_E_LAYOUT, "empty_input", 0, "", 0},
      {INPUT("navn;tall\nA;1\n"), TELL_E_LAYOUT, "unknown_layout", 1, "", 1},
      {INPUT("unit_code;period;indicator\n1;2;3\n"), TELL_E_LAYOUT, "missing_column", 1, "value",
       0},
      {INPUT("unit_code;indicator;value\n1;2;3\n"), TELL_E_LAYOUT, "missing_column", 1, "period",
       0},
      {INPUT("period;indicator;value\n1;2;3\n"), TELL_E_LAYOUT, "missing_column", 1, "unit_code",
       0},
      {INPUT("code;name\n1;2\n"), TELL_E_LAYOUT, "missing_column", 1, "level", 0},
      {INPUT("EnhetNivaa;EnhetNavn\n1;2\n"), TELL_E_LAYOUT, "missing_column", 1, "", 1},
      {INPUT("EnhetNivaa;Fylkekode;Notat\n2;46;3\n"), TELL_E_LAYOUT, "missing_column", 1, "", 1},
      {INPUT("unit_code;period;indicator;value;Value\n1;2;3;4;5\n"), TELL_E_LAYOUT,
       "duplicate_column", 1, "Value", 34},
      {INPUT("unit_code;period;\"indicator;value\n1;2;3;4\n"), TELL_E_DIALECT, "broken_header", 1,
       "", 18},
      {INPUT("PK\x03\x04\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00\x00\x01\x02\x00"), TELL_E_LAYOUT,
       "other_format", 0, "", 0},
      {INPUT("%PDF-1.7\n1 0 obj\n"), TELL_E_LAYOUT, "other_format", 0, "", 0},
      {INPUT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00\x00"), TELL_E_LAYOUT, "other_format", 0, "", 0},
      {INPUT("<!DOCTYPE html>\n<html lang=\"nb\">"), TELL_E_LAYOUT, "other_format", 0, "", 0},
      {INPUT("\xEF\xBB\xBF\r\n <HTML><body>"), TELL_E_LAYOUT, "other_format", 0, "", 0},
      {INPUT("<?xml version=\"1.0\"?>"), TELL_E_LAYOUT, "other_format", 0, "", 0},
      {INPUT("<navn>;tall\nA;1\n"), TELL_E_LAYOUT, "unknown_layout", 1, "", 1},
      {INPUT("\x01\x02\x03\x04\x05\x06\x07\x01\x02\x03\x04\x05\x06\x07\x01\x02\x03\x04"),
       TELL_E_ENCODING, "unknown_encoding", 0, "", 0},
  };
  for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
    const bad_input *bad = &inputs[i];
    tell_ingest *ingest = NULL;
    tell_dataset *data = NULL;
    tell_error *err = NULL;
    assert_int_equal(tell_error_create(&err), TELL_OK);
    assert_int_equal(tell_ingest_create(*state, &ingest, err), TELL_OK);
    assert_int_equal(tell_ingest_add_memory(ingest, "bad.csv", bad->bytes, bad->size, err),
                     bad->status);
    assert_int_equal(tell_error_status(err), bad->status);
    assert_true(strlen(tell_error_message(err)) > 10);
    assert_string_equal(tell_error_source(err), "bad.csv");
    assert_int_equal(tell_error_line(err), bad->line);
    assert_int_equal(
        tell_ingest_add_memory(ingest, "good.csv", INPUT(HEADER GOOD_BEFORE GOOD_AFTER), err),
        TELL_OK);
    assert_int_equal(tell_error_status(err), TELL_OK);
    assert_int_equal(tell_ingest_finish(ingest, &data, err), TELL_OK);
    assert_int_equal(ingested_issue_count(tell_dataset_issues(data), bad->code), 1);
    for (int64_t j = 0; j < tell_issues_count(tell_dataset_issues(data)); j++)
      if (strcmp(tell_issues_code(tell_dataset_issues(data), j), bad->code) == 0) {
        assert_int_equal(tell_issues_severity(tell_dataset_issues(data), j), TELL_SEVERITY_ERROR);
        assert_int_equal(tell_issues_line(tell_dataset_issues(data), j), bad->line);
        assert_string_equal(tell_issues_field(tell_dataset_issues(data), j), bad->field);
        assert_int_equal(tell_issues_column(tell_dataset_issues(data), j), bad->column);
      }
    assert_int_equal(tell_dataset_observation_count(data), 2);
    assert_int_equal(ingested_account(data, 0, "read"), 0);
    assert_int_equal(ingested_account(data, 1, "accepted"), 2);
    tell_dataset_free(data);
    tell_ingest_free(ingest);
    tell_error_free(err);
  }
}

/* More than fit into 16 bits: each stands for itself. */
static void test_ingest_many_categories_are_all_numbered(void **state) {
  enum { MOST = 70000, RECORD = 80 };
  static const char header[] = "unit_code;period;grade;indicator;dimension;category;value\n";
  char *text = malloc(sizeof header + (MOST + 1) * (size_t)RECORD);
  assert_non_null(text);
  char *end = text + sprintf(text, "%s", header);
  for (int i = 0; i < MOST; i++)
    end += sprintf(end, "999000001;2022-23;5;np_lesing;del;nr%05d;51\n", i);
  sprintf(end, "999000001;2022-23;8;np_lesing;;;51\n");
  tell_dataset *data = ingested_text(*state, text);
  ingested_assert_clean(tell_dataset_issues(data));
  assert_int_equal(ingested_account(data, 0, "accepted"), MOST + 1);
  assert_int_equal(tell_dataset_observation_count(data), MOST + 1);
  const tell__observation *observations = tell__dataset_get(data)->observations;
  for (int i = 0; i < MOST; i++) {
    char category[] = "nr00000";
    sprintf(category, "nr%05d", i);
    assert_string_equal(tell__dataset_category(data, observations[i].category), category);
  }
  assert_int_equal(observations[MOST].category, 0);
  tell_dataset_free(data);
  free(text);
}

static void test_ingest_header_with_too_many_columns_names_its_cause(void **state) {
  enum { COLUMNS = 200000 };
  tell_ingest *ingest = NULL;
  tell_error *err = NULL;
  char *text = calloc(COLUMNS, 3);
  assert_non_null(text);
  for (int i = 0; i < COLUMNS; i++)
    strcpy(text + 2 * (size_t)i, "a;");
  strcpy(text + 2 * (size_t)COLUMNS, "\n");
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_ingest_create(*state, &ingest, err), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), err), TELL_E_LIMIT);
  assert_non_null(strstr(tell_error_message(err), "too many columns"));
  assert_int_equal(tell_error_line(err), 1);
  assert_int_equal(ingested_issue_count(tell_ingest_issues(ingest), "too_long"), 1);
  tell_ingest_free(ingest);
  tell_error_free(err);
  free(text);
}

static void test_ingest_names_with_control_characters_are_masked(void **state) {
  static const char name[] = "folder/\x1B[31m\xFF\xC3\xA6\x7F.csv",
                    shown[] = "folder/?[31m?\xC3\xA6?.csv";
  static const char text[] = "unit_code;period;indicator;value;no\x1B\x07te\n"
                             "999000001;2022-23;np_lesing;x;\n";
  tell_ingest *ingest = NULL;
  tell_error *err = NULL;
  tell_dataset *data = NULL;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_ingest_create(*state, &ingest, err), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, name, INPUT(text), err), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, name, "", 0, err), TELL_E_LAYOUT);
  assert_string_equal(tell_error_source(err), shown);
  assert_int_equal(tell_ingest_finish(ingest, &data, err), TELL_OK);
  const tell_issues *issues = tell_dataset_issues(data);
  ingested_assert_issue(issues, TELL_SEVERITY_WARNING, "unknown_column", shown, 1, 34, "no??te");
  for (int64_t i = 0; i < tell_issues_count(issues); i++)
    assert_string_equal(tell_issues_source(issues, i), shown);
  for (int64_t i = 0; i < 2; i++)
    assert_string_equal(ingested_account_text(data, i, "file"), "?[31m?\xC3\xA6?.csv");
  tell_dataset_free(data);
  tell_ingest_free(ingest);
  tell_error_free(err);
}

static void test_ingest_header_alone_is_told(void **state) {
  tell_dataset *data = ingested_text(*state, HEADER);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "no_records", "a.csv", 0,
                        0, "");
  assert_int_equal(tell_dataset_observation_count(data), 0);
  tell_dataset_free(data);
}

/* A cell was inserted in the second record, and its last one lost. */
static void test_record_with_moved_cells_is_told(void **state) {
  tell_dataset *data = ingested_text(*state, "unit_code;period;indicator;value;n\n"
                                             "999000001;2022-23;np_lesing;50;20\n"
                                             "Nes;999000001;2022-23;np_lesing;50\n");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "shifted_columns",
                        "a.csv", 3, 5, "period");
  assert_int_equal(ingested_account(data, 0, "rejected"), 1);
  tell_dataset_free(data);
}

static void test_one_bad_cell_is_no_moved_column(void **state) {
  tell_dataset *data = ingested_text(*state, "unit_code;period;indicator;value;n\n"
                                             "999000001;2022-23;np_lesing;femti;20\n");
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "shifted_columns"), 0);
  tell_dataset_free(data);
}

static void test_header_with_broken_letters_is_told(void **state) {
  tell_dataset *data =
      ingested_text(*state, "unit_code;period;indicator;value;n;Bj\xC3\x83\xC2\xB8rgvin\n"
                            "999000001;2022-23;np_lesing;50;20;x\n");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "broken_letters", "a.csv",
                        1, 36, "Bj\xC3\x83\xC2\xB8rgvin");
  tell_dataset_free(data);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_record_with_moved_cells_is_told),
      cmocka_unit_test(test_one_bad_cell_is_no_moved_column),
      cmocka_unit_test(test_header_with_broken_letters_is_told),
      cmocka_unit_test(test_ingest_bad_record_is_told_and_the_rest_is_kept),
      cmocka_unit_test(test_ingest_same_record_twice_is_skipped),
      cmocka_unit_test(test_ingest_contradicting_records_name_both_places),
      cmocka_unit_test(test_ingest_blank_records_are_skipped_by_name),
      cmocka_unit_test(test_ingest_unknown_column_is_told_once),
      cmocka_unit_test(test_ingest_broken_bytes_reject_their_record),
      cmocka_unit_test(test_ingest_bad_input_fails_and_the_others_are_read),
      cmocka_unit_test(test_ingest_many_categories_are_all_numbered),
      cmocka_unit_test(test_ingest_header_with_too_many_columns_names_its_cause),
      cmocka_unit_test(test_ingest_names_with_control_characters_are_masked),
      cmocka_unit_test(test_ingest_header_alone_is_told),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
