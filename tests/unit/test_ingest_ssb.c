/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout ssb: tables of Statistics Norway as JSON-stat and as CSV in its many forms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/cells/cells.h"
#include "ingest/layouts/ssb/ssb.h"
#include "ingested.h"

/* The first four are the same published figures: Norway 41,9 and 43,2, Vestland nothing and 43,2
 * (data-formats.md, 5; Vestland was not there in 2019). */
static const char with_codes[] =
    "\"Region\";\"ContentsCode\";\"Tid\";\"07495: Grunnskolepoeng, etter "
    "region, statistikkvariabel og år\"\n"
    "0;Grunnskolepoeng;2019;41,9\n0;Grunnskolepoeng;2020;43,2\n"
    "46;Grunnskolepoeng;2019;.\n46;Grunnskolepoeng;2020;43,2\n";
static const char with_texts[] = "region,statistikkvariabel,år,verdi\n"
                                 "\"0 Hele landet\",Grunnskolepoeng,2019,41.9\n"
                                 "\"0 Hele landet\",Grunnskolepoeng,2020,43.2\n"
                                 "\"46 Vestland\",Grunnskolepoeng,2019,.\n"
                                 "\"46 Vestland\",Grunnskolepoeng,2020,43.2\n";
static const char years_in_columns[] = "region\tstatistikkvariabel\t2019\t2020\n"
                                       "0 Hele landet\tGrunnskolepoeng\t41,9\t43,2\n"
                                       "46 Vestland\tGrunnskolepoeng\t.\t43,2\n";
static const char contents_in_columns[] = "region;Grunnskolepoeng 2019;Grunnskolepoeng 2020\n"
                                          "0 Hele landet;41,9;43,2\n46 Vestland;.;43,2\n";
static const char with_title[] =
    "\"07495: Grunnskolepoeng, etter region, statistikkvariabel og år\"\n\n"
    "\"region\",\"Grunnskolepoeng 2019\",\"Grunnskolepoeng 2020\"\n"
    "\"0 Hele landet\",41.9,43.2\n\"46 Vestland\",.,43.2\n";
static const char with_bare_title[] =
    "07495: Grunnskolepoeng, etter region, statistikkvariabel og år\n\n"
    "region,Grunnskolepoeng 2019,Grunnskolepoeng 2020\n"
    "0 Hele landet,41.9,43.2\n46 Vestland,.,43.2\n";
static const char code_and_name[] =
    "regionkode;region;avslutningsaar;grunnskolepoeng\n"
    "0;Hele landet;2019;41,9\n0;Hele landet;2020;43,2\n46;Vestland;2019;.\n46;Vestland;2020;43,2\n";
static const char name_and_code[] =
    "region;regionkode;avslutningsår;Grunnskolepoeng\n"
    "Hele landet;0;2019;41,9\nHele landet;0;2020;43,2\nVestland;46;2019;.\nVestland;46;2020;43,2\n";
static const char json[] =
    "{\"version\":\"2.0\",\"class\":\"dataset\",\"label\":\"07495: Grunnskolepoeng\",\"id\":["
    "\"Region\",\"ContentsCode\",\"Tid\"],\"size\":[2,1,2],\"role\":{\"time\":[\"Tid\"],\"metric\":"
    "["
    "\"ContentsCode\"]},\"dimension\":{\"Region\":{\"category\":{\"index\":{\"0\":0,\"46\":1},"
    "\"label\":{\"0\":\"Hele landet\",\"46\":\"Vestland\"}}},\"ContentsCode\":{\"category\":{"
    "\"index\":{\"Poeng\":0},\"label\":{\"Poeng\":\"Grunnskolepoeng\"}}},\"Tid\":{\"category\":{"
    "\"index\":{\"2019\":0,\"2020\":1}}}},\"value\":[41.9,43.2,null,43.2],\"status\":{\"2\":\".\"}"
    "}";

/* The school year that ended in 2020 is the period 2019. */
static void assert_published(const tell_dataset *data) {
  int64_t count = 0;
  const tell__observation *o = ingested_observations(data, "I", "grunnskolepoeng", &count);
  assert_int_equal(count, 2);
  assert_true(o[0].period == 2018 && o[0].value == 41.9 && o[0].grade == 10);
  assert_true(o[1].period == 2019 && o[1].value == 43.2 && o[1].decimals == 1);
  o = ingested_observations(data, "46", "grunnskolepoeng", &count);
  assert_int_equal(count, 2);
  assert_int_equal(o[0].state, TELL_STATE_NOT_APPLICABLE);
  assert_true(o[1].state == TELL_STATE_PRESENT && o[1].value == 43.2);
  ingested_assert_clean(tell_dataset_issues(data));
}

static void test_ssb_every_form_gives_the_same_figures(void **state) {
  static const char *const texts[] = {with_codes,          with_texts,    years_in_columns,
                                      contents_in_columns, with_title,    with_bare_title,
                                      code_and_name,       name_and_code, json};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    tell_dataset *data = ingested_text(*state, texts[i]);
    assert_string_equal(ingested_account_text(data, 0, "layout"), "ssb");
    assert_int_equal(ingested_account(data, 0, "read"), ingested_account(data, 0, "accepted"));
    assert_published(data);
    if (i > 0)
      assert_string_equal(ingested_unit_text(data, "county", "46", "name"), "Vestland");
    tell_dataset_free(data);
  }
}

static void test_ssb_is_a_source_of_its_own(void **state) {
  tell_dataset *data = ingested_text(*state, with_texts);
  int64_t count = 0;
  const tell__observation *o = ingested_observations(data, "I", "grunnskolepoeng", &count);
  assert_int_equal(o->source, tell__catalogue_source(*state, "ssb", 3));
  tell_dataset_free(data);
}

static void test_cell_read_signs_of_ssb(void **state) {
  static const struct {
    const char *text;
    tell__cell_kind kind;
    double value;
    int starred;
  } cases[] = {{".", TELL__CELL_NOT_APPLICABLE, 0, 0}, {"..", TELL__CELL_MISSING, 0, 0},
               {":", TELL__CELL_SUPPRESSED, 0, 0},     {"-", TELL__CELL_NUMBER, 0, 0},
               {"", TELL__CELL_BLANK, 0, 0},           {"42,4*", TELL__CELL_NUMBER, 42.4, 1},
               {"42,4", TELL__CELL_NUMBER, 42.4, 0},   {"*", TELL__CELL_UNREADABLE, 0, 0},
               {"...", TELL__CELL_UNREADABLE, 0, 0},   {"--", TELL__CELL_UNREADABLE, 0, 0}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    tell__cell cell = tell__cell_read(cases[i].text, strlen(cases[i].text), TELL__SIGNS_SSB, 0);
    assert_int_equal(cell.kind, cases[i].kind);
    assert_true(cell.value == cases[i].value);
    assert_int_equal(cell.starred, cases[i].starred);
  }
}

/* The same star hides a number at Udir and marks it as provisional at SSB. */
static void test_ssb_states_and_provisional(void **state) {
  static const struct {
    const char *written;
    tell_state state;
    int flags;
  } cases[] = {{"42,4*", TELL_STATE_PRESENT, TELL__FLAG_PROVISIONAL},
               {"42,4", TELL_STATE_PRESENT, 0},
               {":", TELL_STATE_SUPPRESSED, 0},
               {"..", TELL_STATE_MISSING, 0},
               {".", TELL_STATE_NOT_APPLICABLE, 0},
               {"", TELL_STATE_MISSING, 0},
               {"-", TELL_STATE_NOT_APPLICABLE, 0},
               {"*", TELL_STATE_INVALID, 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[256] = "region;Grunnskolepoeng 2023\n4601 Bergen;";
    strcat(text, cases[i].written);
    strcat(text, "\n");
    tell_dataset *data = ingested_text(*state, text);
    const tell__observation *o = ingested_cell(data, "4601", "grunnskolepoeng");
    assert_int_equal(o->state, cases[i].state);
    assert_int_equal(o->flags, cases[i].flags);
    tell_dataset_free(data);
  }
}

/* Sør-Trøndelag in the tables of 2018: points of 0, and the pupils are ".", blank or not there. */
static void test_ssb_zero_of_a_scale_without_zero_is_nobody(void **state) {
  static const char *const texts[] = {
      "region;Grunnskolepoeng 2018;Antall elever 2018\n16 Sør-Trøndelag;0;.\n17 "
      "Nord-Trøndelag;0;\n",
      "region;Grunnskolepoeng 2018\n16 Sør-Trøndelag;0,0\n17 Nord-Trøndelag;0\n"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    tell_dataset *data = ingested_text(*state, texts[i]);
    assert_int_equal(ingested_cell(data, "16", "grunnskolepoeng")->state,
                     TELL_STATE_NOT_APPLICABLE);
    assert_int_equal(ingested_cell(data, "17", "grunnskolepoeng")->state,
                     TELL_STATE_NOT_APPLICABLE);
    ingested_assert_clean(tell_dataset_issues(data));
    ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_NOTE, "zero_for_nobody", "a.csv",
                          2, 18, "Grunnskolepoeng 2018");
    tell_dataset_free(data);
  }
}

#define CUBE(values, status)                                                                         \
  "{\"id\":[\"Region\",\"ContentsCode\",\"Tid\"],\"size\":[3,2,1],\"dimension\":{\"Region\":{"       \
  "\"category\":{\"index\":[\"0\",\"16\",\"50\"],\"label\":{\"0\":\"Hele landet\",\"16\":"           \
  "\"Sør-Trøndelag (-2017)\",\"50\":\"Trøndelag\"}}},\"ContentsCode\":{\"category\":{\"index\":[" \
  "\"P\",\"N\"],\"label\":{\"P\":\"Grunnskolepoeng\",\"N\":\"Antall elever\"}}},\"Tid\":{"           \
  "\"category\":{\"index\":[\"2018\"]}}},\"value\":" values ",\"status\":" status "}"

/* Sør-Trøndelag did not exist in 2018: SSB gives 0 points for 0 pupils. */
static void test_ssb_zero_of_nobody_is_no_figure(void **state) {
  tell_dataset *data = ingested_text(*state, CUBE("[41.8,60000,0,0,41.5,5200]", "{\"0\":\"*\"}"));
  const tell__observation *o = ingested_cell(data, "I", "grunnskolepoeng");
  assert_true(o->value == 41.8 && o->n == 60000 && o->flags == TELL__FLAG_PROVISIONAL);
  o = ingested_cell(data, "16", "grunnskolepoeng");
  assert_int_equal(o->state, TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(o->has, 0);
  assert_int_equal(ingested_cell(data, "50", "grunnskolepoeng")->n, 5200);
  assert_string_equal(ingested_unit_text(data, "county", "16", "name"), "Sør-Trøndelag");
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static void test_ssb_sign_wins_over_the_number_beside_it(void **state) {
  tell_dataset *data = ingested_text(
      *state, CUBE("[41.8,60000,40.5,7,null,null]", "{\"0\":\"e\",\"2\":\":\",\"4\":\"..\"}"));
  assert_true(ingested_cell(data, "I", "grunnskolepoeng")->value == 41.8);
  assert_int_equal(ingested_cell(data, "16", "grunnskolepoeng")->state, TELL_STATE_SUPPRESSED);
  assert_int_equal(ingested_cell(data, "50", "grunnskolepoeng")->state, TELL_STATE_MISSING);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "unknown_sign"), 1);
  tell_dataset_free(data);
}

static void test_ssb_counts_belong_to_values_of_their_own_year_and_gender(void **state) {
  tell_dataset *data = ingested_text(
      *state, "region;Grunnskolepoeng 2019 Gutter;Antall elever 2019 Gutter;"
              "Grunnskolepoeng 2019 Jenter;Antall elever 2019 Jenter;Grunnskolepoeng 2020 Jenter\n"
              "46 Vestland;40,1;3500;44,2;3600;45\n");
  int64_t count = 0;
  const tell__observation *o = ingested_observations(data, "46", "grunnskolepoeng", &count);
  assert_int_equal(count, 3);
  assert_true(o[0].gender == 1 && o[0].period == 2018 && o[0].value == 44.2 && o[0].n == 3600);
  assert_true(o[1].gender == 1 && o[1].period == 2019 && o[1].value == 45 && o[1].has == 0);
  assert_true(o[2].gender == 2 && o[2].period == 2018 && o[2].value == 40.1 && o[2].n == 3500);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static void test_ssb_genders_by_code_and_by_text(void **state) {
  static const struct {
    const char *written;
    int gender;
  } cases[] = {{"0", 0},      {"1", 2},     {"2", 1},       {"11", 1},     {"Begge kjønn", 0},
               {"Jenter", 1}, {"Gutar", 2}, {"Kvinner", 1}, {"1 Menn", 2}, {"2 Kvinner", 1}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[256] = "Region;Kjonn;ContentsCode;Tid;verdi\n46;";
    strcat(text, cases[i].written);
    strcat(text, ";Grunnskolepoeng;2023;42\n");
    tell_dataset *data = ingested_text(*state, text);
    assert_int_equal(ingested_cell(data, "46", "grunnskolepoeng")->gender, cases[i].gender);
    tell_dataset_free(data);
  }
}

/* National tests are dated by the autumn in which they are taken. */
static void test_ssb_national_tests_begin_in_their_year(void **state) {
  tell_dataset *data =
      ingested_text(*state, "region;ferdighet;trinn;statistikkvariabel;år;verdi\n"
                            "46 Vestland;Engelsk;5. trinn;Skalapoeng;2023;50\n"
                            "46 Vestland;Lesing;8. trinn;Gjennomsnittleg skalapoeng;2023;49\n"
                            "46 Vestland;Rekning;9. trinn;Skalapoeng;2023-2024;54\n");
  const tell__observation *o = ingested_cell(data, "46", "np_engelsk");
  assert_true(o->period == 2023 && o->grade == 5 && o->value == 50);
  assert_int_equal(ingested_cell(data, "46", "np_lesing")->grade, 8);
  assert_int_equal(ingested_cell(data, "46", "np_regning")->period, 2023);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static void test_ssb_grade_from_test_heading_or_title(void **state) {
  static const struct {
    const char *text;
    int grade;
  } cases[] = {
      {"region;prøve;år;Skalapoeng\n46;Lesing 8. trinn;2023;49\n", 8},
      {"region;prøve;år;Skalapoeng 5. trinn\n46;Lesing;2023;49\n", 5},
      {"region;prøve;år;statistikkvariabel;13718: Nasjonale prøver 5. trinn, etter region\n"
       "46;Lesing;2023;Skalapoeng;49\n",
       5},
      {"{\"label\":\"13719: Nasjonale prøver 8. "
       "trinn\",\"id\":[\"Region\",\"Fag\",\"ContentsCode\","
       "\"Tid\"],\"size\":[1,1,1,1],\"dimension\":{\"Region\":{\"category\":{\"label\":{\"46\":"
       "\"Vestland\"}}},\"Fag\":{\"category\":{\"label\":{\"L\":\"Lesing\"}}},\"ContentsCode\":{"
       "\"category\":{\"label\":{\"S\":\"Skalapoeng\"}}},\"Tid\":{\"category\":{\"index\":["
       "\"2023\"]"
       "}}},\"value\":[49]}",
       8}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    tell_dataset *data = ingested_text(*state, cases[i].text);
    const tell__observation *o = ingested_cell(data, "46", "np_lesing");
    assert_true(o->grade == cases[i].grade && o->value == 49 && o->period == 2023);
    tell_dataset_free(data);
  }
}

static void test_ssb_grade_without_the_test_has_no_value(void **state) {
  tell_dataset *data =
      ingested_text(*state, "region;prøve;år;Skalapoeng\n46;Engelsk 9. trinn;2023;49\n");
  assert_int_equal(ingested_cell(data, "46", "np_engelsk")->state, TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "not_in_catalogue"), 1);
  tell_dataset_free(data);
}

static void test_ssb_grade_in_counts_every_grade(void **state) {
  static const struct {
    const char *text;
    int grade;
  } cases[] = {{"Nasjonale prøver 5. trinn", 5},
               {"5. og 8. trinn", 0},
               {"10. trinn", 10},
               {"8. årstrinn", 0},
               {"trinn", 0},
               {"2019", 0},
               {"14. trinn", 0},
               {"0. trinn", 0},
               {"", 0},
               {"13719: 8. trinn, 2014-2025", 8}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(tell__ssb_grade_in((tell__piece){cases[i].text, strlen(cases[i].text)}),
                     cases[i].grade);
}

static void test_ssb_only_the_total_of_other_breakdowns_is_used(void **state) {
  tell_dataset *data =
      ingested_text(*state, "region;innvandringskategori;statistikkvariabel;år;verdi\n"
                            "46;Alle elever;Grunnskolepoeng;2023;42\n"
                            "46;Innvandrere;Grunnskolepoeng;2023;39\n"
                            "46;I alt;Grunnskolepoeng;2022;43\n");
  assert_int_equal(ingested_account(data, 0, "accepted"), 2);
  assert_int_equal(ingested_account(data, 0, "skipped_other"), 1);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "other_breakdown"), 1);
  tell_dataset_free(data);
}

static void test_ssb_counts_in_rows_of_their_own_are_named_skips(void **state) {
  tell_dataset *data = ingested_text(*state, "Region;ContentsCode;Tid;verdi\n"
                                             "46;Grunnskolepoeng;2023;42\n"
                                             "46;Antall elever;2023;7000\n"
                                             "46;Sykefravær;2023;7\n");
  assert_int_equal(ingested_account(data, 0, "accepted"), 1);
  assert_int_equal(ingested_account(data, 0, "skipped_other"), 2);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "count_in_own_row"), 1);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "other_measure"), 1);
  tell_dataset_free(data);
}

static void test_ssb_cells_that_say_nothing_known_reject_the_record(void **state) {
  static const struct {
    const char *row, *code;
  } cases[] = {{"46;Lesing;8. trinn;Begge kjønn;høsten 2023", "unknown_period"},
               {"46;Lesing;8. trinn;Begge kjønn;1985", "unknown_period"},
               {"46;Lesing;;Begge kjønn;2023", "missing_grade"},
               {"46;Lesing;barnetrinn;Begge kjønn;2023", "unknown_grade"},
               {"46;Lesing;8. trinn;andre;2023", "unknown_gender"},
               {"Vestland;Lesing;8. trinn;Begge kjønn;2023", "unknown_unit"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[256] = "region;fag;trinn;kjønn;år;Skalapoeng\n";
    strcat(text, cases[i].row);
    strcat(text, ";50\n");
    tell_dataset *data = ingested_text(*state, text);
    assert_int_equal(ingested_account(data, 0, "rejected"), 1);
    assert_int_equal(ingested_issue_count(tell_dataset_issues(data), cases[i].code), 1);
    assert_int_equal(tell_dataset_observation_count(data), 0);
    tell_dataset_free(data);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ssb_every_form_gives_the_same_figures),
      cmocka_unit_test(test_ssb_is_a_source_of_its_own),
      cmocka_unit_test(test_cell_read_signs_of_ssb),
      cmocka_unit_test(test_ssb_states_and_provisional),
      cmocka_unit_test(test_ssb_zero_of_a_scale_without_zero_is_nobody),
      cmocka_unit_test(test_ssb_zero_of_nobody_is_no_figure),
      cmocka_unit_test(test_ssb_sign_wins_over_the_number_beside_it),
      cmocka_unit_test(test_ssb_counts_belong_to_values_of_their_own_year_and_gender),
      cmocka_unit_test(test_ssb_genders_by_code_and_by_text),
      cmocka_unit_test(test_ssb_national_tests_begin_in_their_year),
      cmocka_unit_test(test_ssb_grade_from_test_heading_or_title),
      cmocka_unit_test(test_ssb_grade_without_the_test_has_no_value),
      cmocka_unit_test(test_ssb_grade_in_counts_every_grade),
      cmocka_unit_test(test_ssb_only_the_total_of_other_breakdowns_is_used),
      cmocka_unit_test(test_ssb_counts_in_rows_of_their_own_are_named_skips),
      cmocka_unit_test(test_ssb_cells_that_say_nothing_known_reject_the_record),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
