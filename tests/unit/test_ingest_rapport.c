/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports of Udir's rapport API, and what is said of JSON that cannot be read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingested.h"
#include "near.h"

/* Reports are written here with ' for ", so that they can be read. */
static char *json_of(const char *text) {
  char *json = malloc(strlen(text) + 1);
  assert_non_null(json);
  strcpy(json, text);
  for (char *at = json; *at != '\0'; at++)
    *at = *at == '\'' ? '"' : *at;
  return json;
}

static tell_dataset *read_report(const tell_catalogue *catalogue, const char *text) {
  char *json = json_of(text);
  tell_dataset *data = ingested_text(catalogue, json);
  free(json);
  return data;
}

static const char reading_test[] =
    "{'metadata':{'rowHierarchy':['Nasjonalt','Fylke','Kommune','Enhet'],'columns':["
    "[{'name':'2023-24','columnCount':3},{'name':'2024-25','columnCount':3}],"
    "[{'name':'Lesing','columnCount':6}],[{'name':'8. årstrinn','columnCount':6}],"
    "[{'name':'Alle eierformer','columnCount':6}],[{'name':'Alle kjønn','columnCount':6}],"
    "[{'name':'Skalapoeng','columnCount':1},{'name':'Usikkerhet','columnCount':1},"
    "{'name':'Antall elever deltatt','columnCount':1},{'name':'Skalapoeng','columnCount':1},"
    "{'name':'Usikkerhet','columnCount':1},{'name':'Antall elever deltatt','columnCount':1}]]},"
    "'rows':["
    "{'navn':'Hele landet','kode':'I','id':'1','data':['50','0,1','56 875','50','0,1','57 001']},"
    "{'navn':'Svalbard','kode':'21','id':'1.30','data':['','','','','','']},"
    "{'navn':'Longyearbyen','kode':'2111','id':'1.30.7','data':['52','2,1','  31','','','0']},"
    "{'navn':'Nes skole','kode':'999000001','id':'1.30.7.9','data':['*','*','*','51','2,0','30']}"
    "]}";

static void test_report_rows_are_units_with_their_parents(void **state) {
  tell_dataset *data = read_report(*state, reading_test);
  assert_string_equal(ingested_account_text(data, 0, "layout"), "udir-rapport");
  assert_string_equal(ingested_account_text(data, 0, "delimiter"), "json");
  assert_int_equal(ingested_account(data, 0, "accepted"), 4);
  assert_int_equal(ingested_account(data, 0, "cells"), 24);
  assert_string_equal(ingested_unit_text(data, "municipality", "2111", "parent"), "21");
  assert_string_equal(ingested_unit_text(data, "municipality", "2111", "name"), "Longyearbyen");
  assert_string_equal(ingested_unit_text(data, "school", "999000001", "parent"), "2111");
  assert_string_equal(ingested_unit_text(data, "county", "21", "parent"), "I");
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static void test_report_cells_have_the_states_of_the_portal(void **state) {
  static const struct {
    const char *code;
    tell_state first, second;
    int32_t n;
  } expected[] = {{"I", TELL_STATE_PRESENT, TELL_STATE_PRESENT, 56875},
                  {"21", TELL_STATE_NOT_APPLICABLE, TELL_STATE_NOT_APPLICABLE, 0},
                  {"2111", TELL_STATE_PRESENT, TELL_STATE_NOT_TAKEN_PART, 31},
                  {"999000001", TELL_STATE_SUPPRESSED, TELL_STATE_PRESENT, 0}};
  tell_dataset *data = read_report(*state, reading_test);
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
    int64_t count = 0;
    const tell__observation *o = ingested_observations(data, expected[i].code, "np_lesing", &count);
    assert_int_equal(count, 2);
    assert_int_equal(o[0].period, 2023);
    assert_int_equal(o[1].period, 2024);
    assert_int_equal(o[0].state, expected[i].first);
    assert_int_equal(o[1].state, expected[i].second);
    assert_int_equal(o[0].n, expected[i].n);
    assert_int_equal(o[0].grade, 8);
  }
  tell_dataset_free(data);
}

/* The same as the portal's CSV download of these rows. */
static void test_report_equals_the_portal_s_csv(void **state) {
  static const char path[] = ".Lesing.8. årstrinn.Alle eierformer.Alle kjønn.";
  char csv[2048] = "EnhetNivaa;Nasjonaltkode;Fylkekode;Kommunekode;Organisasjonsnummer;Nasjonalt;"
                   "Fylke;Kommune;EnhetNavn";
  static const char *const years[] = {"2023-24", "2024-25"};
  static const char *const measures[] = {"Skalapoeng", "Usikkerhet", "Antall elever deltatt"};
  for (int year = 0; year < 2; year++)
    for (int measure = 0; measure < 3; measure++) {
      strcat(strcat(csv, ";"), years[year]);
      strcat(strcat(csv, path), measures[measure]);
    }
  strcat(csv, "\n1;I;00;0000;I;Hele landet;;;Hele landet;50;0,1;56 875;50;0,1;57 001\n"
              "2;I;21;0000;21;Hele landet;Svalbard;;Svalbard;;;;;;\n"
              "3;I;21;2111;2111;Hele landet;Svalbard;Longyearbyen;Longyearbyen;52;2,1;31;;;0\n"
              "4;I;21;2111;999000001;Hele landet;Svalbard;Longyearbyen;Nes skole;*;*;*;51;2,0;30"
              "\n");
  tell_dataset *report = read_report(*state, reading_test);
  tell_dataset *portal = ingested_text(*state, csv);
  assert_string_equal(ingested_account_text(portal, 0, "layout"), "udir-portal");
  ingested_assert_equal(report, portal);
  tell_dataset_free(report);
  tell_dataset_free(portal);
}

static void test_report_in_utf16_is_the_same(void **state) {
  size_t size = 0;
  char *json = json_of(reading_test);
  char *wide = ingested_utf16le(json, &size);
  tell_dataset *data = ingested_text(*state, json), *other = NULL;
  tell_ingest *ingest = NULL;
  assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a.json", wide, size, NULL), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &other, NULL), TELL_OK);
  assert_string_equal(ingested_account_text(other, 0, "encoding"), "utf-16le");
  ingested_assert_equal(data, other);
  tell_ingest_free(ingest);
  tell_dataset_free(data);
  tell_dataset_free(other);
  free(wide);
  free(json);
}

/* Gives one byte a call. */
static int64_t read_byte(char *bytes, size_t capacity, void *payload) {
  const char **at = payload;
  if (**at == '\0' || capacity == 0)
    return 0;
  bytes[0] = *(*at)++;
  return 1;
}

static void test_report_from_a_stream_of_short_reads_is_the_same(void **state) {
  char *json = json_of(reading_test);
  const char *at = json;
  tell_dataset *data = ingested_text(*state, json), *other = NULL;
  tell_ingest *ingest = NULL;
  assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_stream(ingest, "a.csv", read_byte, &at, NULL), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &other, NULL), TELL_OK);
  ingested_assert_equal(data, other);
  tell_ingest_free(ingest);
  tell_dataset_free(data);
  tell_dataset_free(other);
  free(json);
}

static void test_report_row_of_another_width_is_rejected(void **state) {
  tell_dataset *data = read_report(
      *state, "{'metadata':{'rowHierarchy':['Nasjonalt'],'columns':[[{'name':'2023-24',"
              "'columnCount':1}],[{'name':'Grunnskolepoeng','columnCount':1}]]},'rows':["
              "{'navn':'Hele landet','kode':'I','id':'1','data':['42,4','7']},"
              "{'navn':'Utlandet','kode':'25','id':'2.24','data':['42,4']},"
              "{'navn':'Hele landet','kode':'I','id':'1','data':['42,4']}]}");
  const tell_issues *issues = tell_dataset_issues(data);
  assert_int_equal(ingested_account(data, 0, "accepted"), 1);
  assert_int_equal(ingested_account(data, 0, "rejected"), 2);
  ingested_assert_issue(issues, TELL_SEVERITY_ERROR, "wrong_width", "a.csv", 1, 7, "");
  ingested_assert_issue(issues, TELL_SEVERITY_ERROR, "unknown_level", "a.csv", 2, 1, "enhetsnivå");
  tell_dataset_free(data);
}

static void test_report_without_data_is_no_failure(void **state) {
  tell_dataset *data = read_report(*state, "{'metadata':{'columns':[]},'rows':[]}");
  assert_string_equal(ingested_account_text(data, 0, "layout"), "udir-rapport");
  assert_int_equal(ingested_account(data, 0, "read"), 0);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "no_records"), 1);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

#define BULLYING(units)                                                                            \
  "{'metadata':{'rowHierarchy':['Indikator','Spørsmål'],'columns':["                             \
  "[{'name':'2025-26','columnCount':2}],[{'name':'Hele landet','columnCount':2}]," units           \
  "[{'name':'10. årstrinn','columnCount':2}],[{'name':'Alle eierformer','columnCount':2}],"       \
  "[{'name':'Alle kjønn','columnCount':2}],[{'name':'Andel mobbet','columnCount':2}]]},'rows':["  \
  "{'navn':'Mobbing på skolen','kode':'EUIndeks_1398','id':'41','data':['11,1','*']},"            \
  "{'navn':'Mobbing på skulen','id':'42','data':['11,1','*']},"                                   \
  "{'navn':'Trivsel','id':'43','data':['4,1','*']},"                                               \
  "{'navn':'Er du blitt mobbet?','id':'41.9','data':['1,0','0,0']}]}"

/* The second row repeats the first one in the other written form. */
static void test_report_of_bullying_finds_its_units_by_name(void **state) {
  char *json = json_of(BULLYING("[{'name':'Alle fylker','columnCount':1},{'name':'Fjord',"
                                "'columnCount':1}],"));
  const char *texts[] = {"code;name;level\n99;Fjord;county\n", json};
  tell_dataset *data = ingested_texts(*state, texts, 2);
  assert_string_equal(ingested_account_text(data, 1, "layout"), "udir-rapport-indikator");
  assert_int_equal(ingested_account(data, 1, "accepted"), 1);
  assert_int_equal(ingested_account(data, 1, "skipped_duplicate"), 1);
  assert_int_equal(ingested_account(data, 1, "skipped_other"), 2);
  const tell__observation *o = ingested_cell(data, "I", "eu_mobbing");
  assert_double_near(o->value, 11.1, 1e-15, 0);
  assert_int_equal(o->period, 2025);
  assert_int_equal(o->grade, 10);
  assert_int_equal(ingested_cell(data, "99", "eu_mobbing")->state, TELL_STATE_SUPPRESSED);
  tell_dataset_free(data);
  free(json);
}

static void test_broken_json_leaves_a_finding_with_its_place(void **state) {
  static const char broken[] = "[{\"a\":1},\n {\"a\":NaN}]";
  tell_ingest *ingest = NULL;
  tell_error *err = NULL;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a.json", broken, strlen(broken), err),
                   TELL_E_DIALECT);
  assert_int_equal(tell_error_line(err), 2);
  const tell_issues *issues = tell_ingest_issues(ingest);
  ingested_assert_issue(issues, TELL_SEVERITY_ERROR, "broken_json", "a.json", 2, 10, "");
  assert_int_equal(tell_ingest_add_memory(ingest, "b.json", "{\"TidID\":[1]}", 13, err),
                   TELL_E_LAYOUT);
  ingested_assert_issue(issues, TELL_SEVERITY_ERROR, "unknown_layout", "b.json", 0, 0, "");
  assert_int_equal(tell_ingest_add_memory(ingest, "c.json", "[]", 2, err), TELL_E_LAYOUT);
  ingested_assert_issue(issues, TELL_SEVERITY_ERROR, "empty_input", "c.json", 0, 0, "");
  tell_ingest_free(ingest);
  tell_error_free(err);
}

/* A table in our own layout is read from JSON like from CSV, but for its numbers' mark. */
static void test_tidy_rows_as_json_with_numbers(void **state) {
  tell_dataset *data = read_report(
      *state,
      "[{'unit_code':'9901','period':'2022-23','indicator':'grunnskolepoeng','value':43.125,"
      "'n':2820,'grade':10},{'unit_code':'9901','period':'2023-24','indicator':"
      "'grunnskolepoeng','value':null,'n':0,'grade':10},{'unit_code':'9901','value':[1]}]");
  int64_t count = 0;
  const tell__observation *o = ingested_observations(data, "9901", "grunnskolepoeng", &count);
  assert_int_equal(count, 2);
  assert_true(o[0].value == 43.125 && o[0].n == 2820 && o[0].decimals == 3);
  assert_int_equal(o[1].state, TELL_STATE_NOT_TAKEN_PART);
  assert_int_equal(ingested_account(data, 0, "rejected"), 1);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "not_flat", "a.csv", 3, 4,
                        "");
  tell_dataset_free(data);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_report_rows_are_units_with_their_parents),
      cmocka_unit_test(test_report_cells_have_the_states_of_the_portal),
      cmocka_unit_test(test_report_equals_the_portal_s_csv),
      cmocka_unit_test(test_report_in_utf16_is_the_same),
      cmocka_unit_test(test_report_from_a_stream_of_short_reads_is_the_same),
      cmocka_unit_test(test_report_row_of_another_width_is_rejected),
      cmocka_unit_test(test_report_without_data_is_no_failure),
      cmocka_unit_test(test_report_of_bullying_finds_its_units_by_name),
      cmocka_unit_test(test_broken_json_leaves_a_finding_with_its_place),
      cmocka_unit_test(test_tidy_rows_as_json_with_numbers),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
