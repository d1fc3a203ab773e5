/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout skoleporten: both forms, both målformer, units by number and by name, named skips. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ingested.h"

#define HEADER                                                                                     \
  "Enhetsnavn;EnhetsId;Fylke;Kommune;Skoletype;Vurderingsområde;Statistikk;Indikator/delskår;"   \
  "Periode;Eierform;Trinn;Kjønn;Verdi;Måleenhet\n"
#define SHORT                                                                                      \
  "Enhetsnavn;Skoletype;Vurderingsområde;Statistikk;Indikator/delskår;Periode;Eierform;Trinn;"   \
  "Kjønn;Verdi;Måleenhet\n"
#define NES "Nes skole;999000001;Fjord fylke;Fjellvik kommune;Grunnskole;Resultater;"
#define NP "Grunnskole;Resultater;Nasjonale prøver ungdomstrinn;"
#define REGISTER                                                                                   \
  "code;name;level;parent\n9901;Fjellvik;municipality;99\n99;Fjord;county;\n"                      \
  "999000002;Vik skole;school;9901\n999000004;Dal skole;school;9901\n"                             \
  "999000005;Dal skole;school;9902\n"

static const char school[] = "999000001";

static tell_dataset *read_with_register(void **state, const char *text) {
  const char *texts[] = {REGISTER, text};
  return ingested_texts(*state, texts, 2);
}

/* Counted with Python's csv module in the bytes of the file. */
static void test_skoleporten_real_teachers(void **state) {
  tell_dataset *data = ingested_real(*state, "skoleporten-rapportbygger-laerere-2019-20.csv");
  assert_string_equal(ingested_account_text(data, 0, "layout"), "skoleporten");
  assert_string_equal(ingested_account_text(data, 0, "delimiter"), "semicolon");
  assert_int_equal(ingested_account(data, 0, "read"), 2817);
  assert_int_equal(ingested_account(data, 0, "accepted"), 2817);
  assert_int_equal(tell_dataset_observation_count(data), 2817);
  const tell__observation *aa = ingested_cell(data, "975279154", "laerere");
  assert_true(aa->value == 11 && aa->period == 2019 && aa->grade == 0 && aa->owner == 0);
  assert_true(ingested_cell(data, "975283046", "laerere")->value == 36);
  assert_true(ingested_cell(data, "974589648", "laerere")->value == 48);
  assert_true(ingested_cell(data, "974309424", "laerere")->value == 30);
  assert_string_equal(ingested_unit_text(data, "school", "975283046", "name"), "Abel skole");
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

/* EnhetsId is the county's official number of 2018, without its leading zero. */
static void test_skoleporten_real_counties(void **state) {
  static const struct {
    const char *code, *name;
    double teachers;
  } expected[] = {{"02", "Akershus", 3044},
                  {"09", "Aust-Agder", 671},
                  {"03", "Oslo", 2109},
                  {"12", "Hordaland", 2335},
                  {"14", "Sogn og Fjordane", 689},
                  {"15", "Møre og Romsdal", 1413},
                  {"20", "Finnmark Finnmárku", 482},
                  {"50", "Trøndelag", 2453},
                  {"01", "Østfold", 1403}};
  tell_dataset *data =
      ingested_real(*state, "skoleporten-rapportbygger-laerere-vgs-fylke-2018-19.csv");
  assert_int_equal(ingested_account(data, 0, "read"), 18);
  assert_int_equal(ingested_account(data, 0, "accepted"), 18);
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
    const tell__observation *o = ingested_cell(data, expected[i].code, "laerere_vgs");
    assert_true(o->value == expected[i].teachers);
    assert_int_equal(o->period, 2018);
    assert_int_equal(o->owner, 1);
    assert_string_equal(ingested_unit_text(data, "county", expected[i].code, "name"),
                        expected[i].name);
  }
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static void test_skoleporten_short_form_finds_units_by_name(void **state) {
  tell_dataset *data = read_with_register(
      state, SHORT
      "Vik skole;" NP "Lesing;2019-2020;Offentlig;Trinn 8;Jenter;51,5;Skalapoeng\n"
      "Fjellvik kommune;" NP "Engelsk;2019-2020;Alle eierformer;Trinn 8;Begge kjønn;50;Skalapoeng\n"
      "Fjord fylke;" NP "Rekning;2019-2020;Alle eierformer;Trinn 9;Begge kjønn;54;Skalapoeng\n"
      "Nasjonalt;" NP "Regning;2019-2020;Alle eierformer;Trinn 9;Gutter;53;Skalapoeng\n"
      "Vik skole (privat);" NP "Regning;2019-2020;Privat;Trinn 9;Gutter;55;Skalapoeng\n"
      "Dal skole;" NP "Lesing;2019-2020;Offentlig;Trinn 8;Gutter;49;Skalapoeng\n");
  assert_int_equal(ingested_account(data, 1, "read"), 6);
  assert_int_equal(ingested_account(data, 1, "accepted"), 5);
  assert_int_equal(ingested_account(data, 1, "rejected"), 1);
  const tell__observation *o = ingested_cell(data, "999000002", "np_lesing");
  assert_true(o->value == 51.5 && o->grade == 8 && o->gender == 1 && o->owner == 0);
  assert_true(ingested_cell(data, "9901", "np_engelsk")->value == 50);
  assert_true(ingested_cell(data, "99", "np_regning")->value == 54);
  assert_true(ingested_cell(data, "I", "np_regning")->gender == 2);
  assert_true(ingested_cell(data, "999000002", "np_regning")->owner == 0);
  /* Two schools of one name: nothing tells which. */
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "unknown_unit", "b.csv", 7,
                        1, "Enhetsnavn");
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "unit_by_name"), 3);
  tell_dataset_free(data);
}

static void test_skoleporten_school_hangs_under_a_known_municipality(void **state) {
  const char *text =
      HEADER NES "Grunnskolepoeng;Grunnskolepoeng, gjennomsnitt;2018-2019;Offentlig;10. trinn;"
                 "Begge kjønn;41,9;Poeng\n"
                 "Sund skole;999000003;Annet fylke;Ukjent kommune;Grunnskole;Resultater;"
                 "Grunnskolepoeng;Grunnskolepoeng;2018-2019;Offentlig;Alle trinn;Begge "
                 "kjønn;40,1;Poeng\n";
  tell_dataset *data = read_with_register(state, text);
  assert_string_equal(ingested_unit_text(data, "school", school, "parent"), "9901");
  assert_string_equal(ingested_unit_text(data, "school", "999000003", "parent"), "");
  assert_int_equal(ingested_cell(data, school, "grunnskolepoeng")->grade, 10);
  assert_int_equal(ingested_cell(data, "999000003", "grunnskolepoeng")->grade, 10);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "parent_by_name"), 1);
  tell_dataset_free(data);
  /* Without the register no name joins anything. */
  data = ingested_text(*state, text);
  assert_string_equal(ingested_unit_text(data, "school", school, "parent"), "");
  assert_int_equal(ingested_unit(data, "municipality", "9901"), -1);
  tell_dataset_free(data);
}

static void test_skoleporten_measures_outside_the_set_are_named_skips(void **state) {
  tell_dataset *data = ingested_text(
      *state, HEADER NES
      "Nasjonale prøver 8. trinn;Lesing avgiverskole (Kun skolenivå);2019-2020;Offentlig;"
      "Trinn 8;Begge kjønn;50;Skalapoeng\n" NES
      "Nasjonale prøver 8. trinn;Lesing;2019-2020;Offentlig;Trinn 8;Begge kjønn;12,5;"
      "Andel elever\n" NES
      "Standpunktkarakterer;Engelsk;2019-2020;Offentlig;Trinn 10;Begge kjønn;4,1;"
      "Karakter\n" NES
      "Elevundersøkinga;Mobbing på skulen;2019-2020;Offentlig;Trinn 7;Begge kjønn;1,3;"
      "Snitt\n" NES
      "Elevundersøkinga;Mobbing på skulen;2019-2020;Offentlig;Trinn 7;Begge kjønn;4,7;"
      "Prosent\n" NES
      "Elever, lærere, skoler;Antall skoler;2019-2020;Offentlig;Alle trinn;Begge kjønn;"
      "1;Antall\n");
  assert_int_equal(ingested_account(data, 0, "read"), 6);
  assert_int_equal(ingested_account(data, 0, "accepted"), 1);
  assert_int_equal(ingested_account(data, 0, "rejected"), 0);
  assert_int_equal(ingested_account(data, 0, "skipped"), 5);
  assert_int_equal(ingested_account(data, 0, "skipped_other"), 5);
  assert_true(ingested_cell(data, school, "eu_mobbing")->value == 4.7);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_NOTE, "former_school", "a.csv", 2,
                        98, "Indikator/delskår");
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "other_measure"), 1);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static void test_skoleporten_values_left_out_are_missing(void **state) {
  static const struct {
    const char *written;
    tell_state expected;
  } cases[] = {{".", TELL_STATE_MISSING},    {"", TELL_STATE_MISSING},
               {"*", TELL_STATE_SUPPRESSED}, {"..", TELL_STATE_INVALID},
               {"1655", TELL_STATE_INVALID}, {"0", TELL_STATE_PRESENT}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[1024] = HEADER NES "Nasjonale prøver 5. trinn;Engelsk;2019-2020;Offentlig;"
                                 "Trinn 5;Begge kjønn;";
    strcat(text, cases[i].written);
    strcat(text, ";Skalapoeng\n");
    tell_dataset *data = ingested_text(*state, text);
    assert_int_equal(ingested_cell(data, school, "np_engelsk")->state, cases[i].expected);
    tell_dataset_free(data);
  }
}

#define ROW(id, period, grade, gender, owner)                                                      \
  HEADER "Nes skole;" id ";Fjord;;Grunnskole;;Grunnskolepoeng;Grunnskolepoeng;" period ";" owner   \
         ";" grade ";" gender ";40;Poeng\n"

static void test_skoleporten_cells_that_say_nothing_known_reject_the_record(void **state) {
  static const struct {
    const char *text, *code;
  } cases[] = {
      {ROW("999000001", "2019", "Alle trinn", "Begge kjønn", "Offentlig"), "unknown_period"},
      {ROW("999000001", "2019-2020", "1.-4. trinn", "Begge kjønn", "Offentlig"), "unknown_grade"},
      {ROW("999000001", "2019-2020", "Trinn 9", "Begge kjønn", "Offentlig"), "conflicting_grade"},
      {ROW("999000001", "2019-2020", "Alle trinn", "ukjent", "Offentlig"), "unknown_gender"},
      {ROW("999000001", "2019-2020", "Alle trinn", "Begge kjønn", "utleigd"), "unknown_owner"},
      {ROW("12", "2019-2020", "Alle trinn", "Begge kjønn", "Offentlig"), "unknown_unit"},
      {ROW("1201", "2019-2020", "Alle trinn", "Begge kjønn", "Offentlig"), "unknown_unit"},
      {ROW("x1", "2019-2020", "Alle trinn", "Begge kjønn", "Offentlig"), "unknown_unit"},
      {ROW("", "2019-2020", "Alle trinn", "Begge kjønn", "Offentlig"), "unknown_unit"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    tell_dataset *data = ingested_text(*state, cases[i].text);
    assert_int_equal(ingested_account(data, 0, "rejected"), 1);
    assert_int_equal(ingested_issue_count(tell_dataset_issues(data), cases[i].code), 1);
    assert_int_equal(tell_dataset_observation_count(data), 0);
    tell_dataset_free(data);
  }
}

static tell_dataset *read_given(void **state, const char *name, const char *text) {
  tell_ingest *ingest = NULL;
  tell_dataset *data = NULL;
  assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_unit(ingest, "school", school, name, NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), NULL), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
  tell_ingest_free(ingest);
  return data;
}

static void test_skoleporten_given_unit_stands_for_its_name_only(void **state) {
  const char *text =
      SHORT "Nes skole;" NP "Lesing;2019-2020;Offentlig;Trinn 8;Begge kjønn;51;Skalapoeng\n"
            "Nes  SKOLE;" NP "Engelsk;2019-2020;Offentlig;Trinn 8;Begge kjønn;52;Skalapoeng\n"
            "Vik skole;" NP "Regning;2019-2020;Offentlig;Trinn 8;Begge kjønn;53;Skalapoeng\n"
            "Nasjonalt;" NP "Regning;2019-2020;Offentlig;Trinn 8;Begge kjønn;50;Skalapoeng\n";
  tell_dataset *data = read_given(state, "Nes skole", text);
  assert_int_equal(ingested_account(data, 0, "accepted"), 3);
  assert_int_equal(ingested_account(data, 0, "rejected"), 1);
  assert_true(ingested_cell(data, school, "np_lesing")->value == 51);
  assert_true(ingested_cell(data, school, "np_engelsk")->value == 52);
  assert_true(ingested_cell(data, "I", "np_regning")->value == 50);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "unit_given"), 1);
  tell_dataset_free(data);
  data = read_given(state, NULL, text);
  assert_int_equal(ingested_account(data, 0, "accepted"), 4);
  assert_true(ingested_cell(data, school, "np_regning")->value == 53);
  tell_dataset_free(data);
}

static void test_skoleporten_missing_column_is_named(void **state) {
  tell_ingest *ingest = NULL;
  tell_error *err = NULL;
  const char *text = "Enhetsnavn;Statistikk;Indikator/delskår;Verdi\na;b;c;1\n";
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_ingest_create(*state, &ingest, err), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), err), TELL_E_LAYOUT);
  assert_string_equal(tell_error_field(err), "periode");
  tell_ingest_free(ingest);
  tell_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_skoleporten_real_teachers),
      cmocka_unit_test(test_skoleporten_real_counties),
      cmocka_unit_test(test_skoleporten_short_form_finds_units_by_name),
      cmocka_unit_test(test_skoleporten_school_hangs_under_a_known_municipality),
      cmocka_unit_test(test_skoleporten_measures_outside_the_set_are_named_skips),
      cmocka_unit_test(test_skoleporten_values_left_out_are_missing),
      cmocka_unit_test(test_skoleporten_cells_that_say_nothing_known_reject_the_record),
      cmocka_unit_test(test_skoleporten_given_unit_stands_for_its_name_only),
      cmocka_unit_test(test_skoleporten_missing_column_is_named),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
