/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout udir-portal: header paths, blocks of measures, states, units. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/layouts/udir/portal.h"
#include "ingested.h"
#include "near.h"

#define IDS                                                                                        \
  "EnhetNivaa|Nasjonaltkode|Fylkekode|Kommunekode|Organisasjonsnummer|Nasjonalt|Fylke|Kommune|"    \
  "EnhetNavn"
#define NP5(subject, measure) "|2023-24." subject ".5. årstrinn.Alle eierformer.Alle kjønn." measure
#define NP5_BLOCK(subject)                                                                         \
  NP5(subject, "Skalapoeng") NP5(subject, "Usikkerhet") NP5(subject, "Antall elever deltatt")
#define BERGEN "3|I|46|4601|4601|Hele landet|Vestland|Bergen|Bergen"
#define SCHOOL "4|I|46|4601|874738352|Hele landet|Vestland|Bergen|Alvøen skole"

static const char school[] = "874738352";

static tell__path_result read_path(void **state, const char *name, tell__path *path) {
  return tell__path_read(*state, TELL__PORTAL_NAME, name, strlen(name), path);
}

static const char *indicator_id(void **state, int32_t indicator) {
  return tell__catalogue_get(*state)->indicators[indicator].id;
}

static void test_path_read_national_test_keeps_the_dot_of_the_grade(void **state) {
  tell__path path;
  const char *name = "2023-24.Engelsk.5. årstrinn.Alle eierformer.Alle kjønn.Skalapoeng";
  assert_int_equal(read_path(state, name, &path), TELL__PATH_OK);
  assert_string_equal(indicator_id(state, path.label->indicator), "np_engelsk");
  assert_int_equal(path.label->role, TELL__ROLE_VALUE);
  assert_int_equal(path.period, 2023);
  assert_int_equal(path.grade, 5);
  assert_int_equal(path.owner, 0);
  assert_int_equal(path.gender, 0);
  assert_int_equal(path.prefix_length, strlen(name) - strlen("Skalapoeng"));
}

static void test_path_read_groups_in_any_order(void **state) {
  tell__path path;
  assert_int_equal(
      read_path(state, "2024-25.Jente.8. årstrinn.Offentlig skole.Lesing.Usikkerhet", &path),
      TELL__PATH_OK);
  assert_string_equal(indicator_id(state, path.label->indicator), "np_lesing");
  assert_int_equal(path.label->role, TELL__ROLE_MARGIN);
  assert_int_equal(path.grade, 8);
  assert_int_equal(path.gender, 1);
  assert_int_equal(path.owner, 1);
}

static void test_path_read_tables_without_subject(void **state) {
  tell__path path;
  assert_int_equal(read_path(state, "2022-23.Alle eierformer.Alle kjønn.Grunnskolepoeng", &path),
                   TELL__PATH_OK);
  assert_int_equal(path.grade, 10); /* what the measure is always about */
  assert_int_equal(
      read_path(state, "2021-22.Alle trinn.Alle trinn.Alle kjønn.Alle eierformer.Antall elever",
                &path),
      TELL__PATH_OK);
  assert_int_equal(path.grade, 0);
  assert_true(path.names_grade);
  assert_int_equal(path.label->role, TELL__ROLE_N_OR_VALUE);
  assert_int_equal(
      read_path(state, "2021-22.Alle trinn.7. årstrinn.Gutt.Privat eiet.Antall elever", &path),
      TELL__PATH_OK);
  assert_int_equal(path.grade, 7);
  assert_int_equal(path.gender, 2);
  assert_int_equal(path.owner, 2);
  assert_int_equal(read_path(state, "2023-24.Alle kjønn.Alle eierformer.Antall lærere", &path),
                   TELL__PATH_OK);
  assert_string_equal(indicator_id(state, path.label->indicator), "laerere");
  assert_false(path.names_grade);
}

static void test_path_read_labels_are_those_of_the_layout(void **state) {
  tell__path path;
  const char *name = "2022-23.Alle kjønn.Antall lærere";
  assert_int_equal(
      tell__path_read(*state, TELL__PORTAL_UPPER_SECONDARY_NAME, name, strlen(name), &path),
      TELL__PATH_OK);
  assert_string_equal(indicator_id(state, path.label->indicator), "laerere_vgs");
  assert_string_equal(path.label->source, "udir-vgs");
  name = "2022-23.Alle kjønn.Antall elever";
  assert_int_equal(
      tell__path_read(*state, TELL__PORTAL_UPPER_SECONDARY_NAME, name, strlen(name), &path),
      TELL__PATH_UNKNOWN);
}

static void test_path_read_what_is_not_known(void **state) {
  tell__path path;
  assert_int_equal(read_path(state, "Kommentar", &path), TELL__PATH_UNKNOWN);
  assert_int_equal(read_path(state, "", &path), TELL__PATH_UNKNOWN);
  assert_int_equal(read_path(state, "................................", &path), TELL__PATH_UNKNOWN);
  assert_int_equal(read_path(state, "2023-24.Engelsk.15. årstrinn.Alle kjønn.Skalapoeng", &path),
                   TELL__PATH_UNKNOWN);
  assert_int_equal(read_path(state, "2023-24.Engelsk.5. årstrinn.Alle kjønn.Nytt mål", &path),
                   TELL__PATH_UNKNOWN);
  assert_int_equal(read_path(state, "2023-25.Engelsk.5. årstrinn.Alle kjønn.Skalapoeng", &path),
                   TELL__PATH_NO_PERIOD);
  assert_int_equal(read_path(state, "1889-90.Engelsk.5. årstrinn.Alle kjønn.Skalapoeng", &path),
                   TELL__PATH_NO_PERIOD);
  assert_int_equal(read_path(state, "2023-24.Engelsk.5. årstrinn.8. årstrinn.Skalapoeng", &path),
                   TELL__PATH_CONFLICT);
  assert_int_equal(read_path(state, "2023-24.9. årstrinn.Alle kjønn.Grunnskolepoeng", &path),
                   TELL__PATH_CONFLICT);
}

/* A range is no grade, and must not become "all grades". */
static void test_path_read_several_grades_together(void **state) {
  static const char *const grades[] = {"8./9. trinn", "8.-9. trinn", "8.–10. årstrinn",
                                       "8. og 9. årstrinn", "8-9. trinn"};
  tell__path path;
  char name[200];
  for (size_t i = 0; i < sizeof grades / sizeof *grades; i++) {
    strcpy(name, "2023-24.Lesing.");
    strcat(name, grades[i]);
    strcat(name, ".Alle eierformer.Alle kjønn.Skalapoeng");
    assert_int_equal(read_path(state, name, &path), TELL__PATH_SEVERAL_GRADES);
  }
  strcpy(name, "2021-22.1.-7. trinn.5. trinn.Alle kjønn.Alle eierformer.Antall elever");
  assert_int_equal(read_path(state, name, &path), TELL__PATH_OK);
  assert_int_equal(path.grade, 5);
  strcpy(name, "2023-24.8.-10. trinn.Alle kjønn.Grunnskolepoeng");
  assert_int_equal(read_path(state, name, &path), TELL__PATH_OK);
  assert_int_equal(path.grade, 10);
}

static void test_portal_several_grades_are_told_and_the_rest_is_read(void **state) {
  const char *range = "|2023-24.Lesing.8./9. trinn.Alle eierformer.Alle kjønn.Skalapoeng";
  char text[600];
  strcpy(text, IDS);
  strcat(text, range);
  strcat(text, NP5("Engelsk", "Skalapoeng") "\n" SCHOOL "|50|53\n");
  tell_dataset *data = ingested_text(*state, text);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "several_grades", "a.csv",
                        1, 102, range + 1);
  assert_int_equal(tell_dataset_observation_count(data), 1);
  assert_true(ingested_cell(data, school, "np_engelsk")->value == 53);
  tell_dataset_free(data);
  strcpy(text, IDS);
  strcat(text, range);
  strcat(text, "\n" SCHOOL "|50\n");
  data = ingested_text(*state, text);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "several_grades"), 2);
  assert_int_equal(ingested_account(data, 0, "skipped_other"), 1);
  assert_int_equal(tell_dataset_observation_count(data), 0);
  tell_dataset_free(data);
}

static void test_portal_block_gives_value_margin_and_n(void **state) {
  tell_dataset *data =
      ingested_text(*state, IDS NP5_BLOCK("Engelsk")
                                NP5_BLOCK("Lesing") "\r\n" BERGEN "|50|0,4|2 776|49|0,3|2\xC2\xA0"
                                                    "748\r\n" SCHOOL "|53|3,1|37|52|2,5|35\r\n");
  const tell__observation *o = ingested_cell(data, "4601", "np_engelsk");
  assert_int_equal(o->state, TELL_STATE_PRESENT);
  assert_true(o->value == 50);
  assert_int_equal(o->decimals, 0);
  assert_int_equal(o->has, TELL__HAS_N | TELL__HAS_MARGIN);
  assert_double_near(o->margin, 0.4, 1e-15, 0);
  assert_int_equal(o->n, 2776);
  assert_int_equal(o->period, 2023);
  assert_int_equal(o->grade, 5);
  assert_int_equal(o->line, 2);
  assert_int_equal(o->column, 1 + strlen(BERGEN "|"));
  assert_int_equal(ingested_cell(data, "4601", "np_lesing")->n, 2748);
  assert_int_equal(ingested_cell(data, school, "np_lesing")->n, 35);
  assert_int_equal(ingested_account(data, 0, "cells"), 12);
  assert_int_equal(ingested_account(data, 0, "accepted"), 2);
  assert_string_equal(ingested_account_text(data, 0, "layout"), "udir-portal");
  assert_string_equal(ingested_account_text(data, 0, "delimiter"), "pipe");
  assert_string_equal(ingested_account_text(data, 0, "encoding"), "utf-8");
  ingested_assert_clean(tell_dataset_issues(data));
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "recognised"), 1);
  tell_dataset_free(data);
}

/* One row of cells in the block of English, and what became of it. */
static tell__observation read_block(void **state, const char *cells) {
  char text[600];
  strcpy(text, IDS NP5_BLOCK("Engelsk") "\n" SCHOOL);
  strcat(text, cells);
  tell_dataset *data = ingested_text(*state, text);
  tell__observation o = *ingested_cell(data, school, "np_engelsk");
  assert_int_equal(ingested_account(data, 0, "accepted"), 1);
  tell_dataset_free(data);
  return o;
}

static void test_portal_cell_states_of_udir(void **state) {
  tell__observation o = read_block(state, "|*|*|*\n");
  assert_int_equal(o.state, TELL_STATE_SUPPRESSED);
  assert_int_equal(o.has, 0);
  o = read_block(state, "|||0\n");
  assert_int_equal(o.state, TELL_STATE_NOT_TAKEN_PART);
  assert_int_equal(o.has, TELL__HAS_N);
  assert_int_equal(o.n, 0);
  o = read_block(state, "|||\n");
  assert_int_equal(o.state, TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(o.has, 0);
  o = read_block(state, "|||12\n"); /* they took part and there is no result */
  assert_int_equal(o.state, TELL_STATE_MISSING);
  assert_int_equal(o.n, 12);
  o = read_block(state, "|51,5||12\n");
  assert_int_equal(o.state, TELL_STATE_PRESENT);
  assert_int_equal(o.decimals, 1);
  assert_int_equal(o.has, TELL__HAS_N);
  o = read_block(state, "|51|2,0|*\n");
  assert_int_equal(o.state, TELL_STATE_PRESENT);
  assert_int_equal(o.has, TELL__HAS_MARGIN);
  o = read_block(state, "|||*\n");
  assert_int_equal(o.state, TELL_STATE_SUPPRESSED);
}

/* Read with or without the comma of "0,4" and "3,1" of Bergen and of a school. */
static void test_portal_margin_that_lost_its_comma_is_told(void **state) {
  static const struct {
    const char *cells;
    int64_t count;
  } rows[] = {{"|50|0,4|2 776\n", 0}, {"|50|4|2 776\n", 1}, {"|50|3,1|37\n", 0},
              {"|50|31|37\n", 1},     {"|50|4|51\n", 0},    {"|50|300|51\n", 1},
              {"|50|51|\n", 1},       {"|50|49|\n", 0},     {"|*|300|*\n", 0}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char text[600];
    strcpy(text, IDS NP5_BLOCK("Engelsk") "\n" SCHOOL);
    strcat(text, rows[i].cells);
    tell_dataset *data = ingested_text(*state, text);
    assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "implausible_margin"),
                     rows[i].count);
    tell_dataset_free(data);
  }
}

static void test_portal_number_with_star_is_hidden_and_not_kept(void **state) {
  tell__observation o = read_block(state, "|51*|2,0*|8*\n");
  assert_int_equal(o.state, TELL_STATE_SUPPRESSED);
  assert_true(o.value == 0 && o.n == 0 && o.margin == 0 && o.has == 0);
}

/* Saved anew by a program that parts the fields by commas and leaves the numbers as they were. */
static void test_portal_decimal_commas_in_quotes_between_commas(void **state) {
  tell_dataset *data = ingested_text(
      *state, "EnhetNivaa,Nasjonaltkode,Fylkekode,Kommunekode,Organisasjonsnummer,Nasjonalt,Fylke,"
              "Kommune,EnhetNavn,2023-24.Engelsk.5. årstrinn.Alle eierformer.Alle kjønn.Skalapoeng,"
              "2023-24.Engelsk.5. årstrinn.Alle eierformer.Alle kjønn.Usikkerhet\n"
              "3,I,46,4601,4601,Hele landet,Vestland,Bergen,Bergen,50,\"0,4\"\n");
  assert_double_near(ingested_cell(data, "4601", "np_engelsk")->margin, 0.4, 1e-15, 0);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static void test_portal_one_n_serves_both_medians(void **state) {
  tell_dataset *data = ingested_text(
      *state, IDS "|2020-21.Alle eierformer.Alle kjønn.Median dager"
                  "|2020-21.Alle eierformer.Alle kjønn.Median timer"
                  "|2020-21.Alle eierformer.Alle kjønn.Antall elever\n" SCHOOL "|4,0|7,5|61\n");
  const tell__observation *days = ingested_cell(data, school, "fravaer_dager");
  const tell__observation *hours = ingested_cell(data, school, "fravaer_timer");
  assert_int_equal(days->n, 61);
  assert_int_equal(hours->n, 61);
  assert_int_equal(days->grade, 10);
  assert_double_near(hours->value, 7.5, 0, 0);
  int64_t count = 0;
  assert_null(ingested_observations(data, school, "elever", &count));
  tell_dataset_free(data);
}

static void test_portal_count_alone_is_a_total(void **state) {
  tell_dataset *data = ingested_text(
      *state, IDS "|2021-22.Alle trinn.Alle trinn.Alle kjønn.Alle eierformer.Antall elever\n" SCHOOL
                  "|412\n");
  const tell__observation *o = ingested_cell(data, school, "elever");
  assert_true(o->value == 412);
  assert_int_equal(o->has, 0);
  assert_int_equal(o->grade, 0);
  tell_dataset_free(data);
}

/* The downloads of lower secondary points and of absence have such a column; without the points or
 * days nothing tells which pupils it counts. */
static void test_portal_count_alone_without_a_grade_is_no_total(void **state) {
  tell_dataset *data =
      ingested_text(*state, IDS "|2022-23.Alle eierformer.Alle kjønn.Antall lærere"
                                "|2022-23.Alle eierformer.Jente.Antall elever"
                                "|2022-23.7. årstrinn.Alle eierformer.Jente.Antall elever\n" SCHOOL
                                "|30|61|62\n");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "lone_measure", "a.csv", 1,
                        151, "2022-23.Alle eierformer.Jente.Antall elever");
  assert_true(ingested_cell(data, school, "elever")->value == 62);
  assert_int_equal(ingested_cell(data, school, "elever")->grade, 7);
  assert_int_equal(ingested_account(data, 0, "cells"), 2);
  tell_dataset_free(data);
}

static void test_portal_count_binds_to_its_own_block(void **state) {
  tell_dataset *data = ingested_text(
      *state, IDS "|2022-23.Alle eierformer.Alle kjønn.Antall elever"
                  "|2022-23.Alle eierformer.Jente.Grunnskolepoeng"
                  "|2022-23.Alle eierformer.Alle kjønn.Grunnskolepoeng"
                  "|2022-23.Alle eierformer.Jente.Antall elever\n" SCHOOL "|61|44,1|42,9|30\n");
  int64_t count = 0;
  const tell__observation *o = ingested_observations(data, school, "grunnskolepoeng", &count);
  assert_int_equal(count, 2); /* all and girls: two keys, never added up */
  assert_int_equal(o[0].gender, 0);
  assert_int_equal(o[0].n, 61);
  assert_double_near(o[0].value, 42.9, 1e-15, 0);
  assert_int_equal(o[1].gender, 1);
  assert_int_equal(o[1].n, 30);
  assert_double_near(o[1].value, 44.1, 1e-15, 0);
  tell_dataset_free(data);
}

static void test_portal_count_beside_a_total_is_not_its_n(void **state) {
  tell_dataset *data = ingested_text(
      *state, IDS "|2022-23.Alle eierformer.Alle kjønn.Antall lærere"
                  "|2022-23.Alle eierformer.Alle kjønn.Grunnskolepoeng"
                  "|2022-23.Alle eierformer.Alle kjønn.Antall elever\n" SCHOOL "|30|42,9|61\n");
  assert_int_equal(ingested_cell(data, school, "grunnskolepoeng")->n, 61);
  assert_int_equal(ingested_cell(data, school, "laerere")->has, 0);
  tell_dataset_free(data);
}

static void test_portal_lone_n_is_an_error_at_its_header(void **state) {
  tell_dataset *data =
      ingested_text(*state, IDS NP5("Engelsk", "Skalapoeng")
                                NP5("Lesing", "Antall elever deltatt") "\n" SCHOOL "|50|44\n");
  ingested_assert_issue(
      tell_dataset_issues(data), TELL_SEVERITY_ERROR, "lone_measure", "a.csv", 1, 168,
      "2023-24.Lesing.5. årstrinn.Alle eierformer.Alle kjønn.Antall elever deltatt");
  assert_int_equal(ingested_cell(data, school, "np_engelsk")->has, 0);
  tell_dataset_free(data);
}

static void test_portal_path_of_two_grades_is_an_error_at_its_header(void **state) {
  tell_dataset *data = ingested_text(
      *state,
      IDS NP5("Engelsk",
              "Skalapoeng") "|2023-24.Lesing.5. årstrinn.8. årstrinn.Alle kjønn.Skalapoeng\n" SCHOOL
                            "|50|44\n");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "conflicting_column",
                        "a.csv", 1, 168,
                        "2023-24.Lesing.5. årstrinn.8. årstrinn.Alle kjønn.Skalapoeng");
  assert_int_equal(tell_dataset_observation_count(data), 1);
  assert_true(ingested_cell(data, school, "np_engelsk")->value == 50);
  tell_dataset_free(data);
}

/* That there is no measure is said at the end; why, of its column. */
static void test_portal_without_a_usable_column_tells_why(void **state) {
  static const char text[] =
      IDS "|1923-24.Lesing.5. årstrinn.Alle eierformer.Alle kjønn.Skalapoeng\n" SCHOOL "|50\n";
  tell_ingest *ingest = NULL;
  tell_dataset *data = NULL;
  assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), NULL),
                   TELL_E_LAYOUT);
  assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "unknown_period", "a.csv",
                        1, 102, "1923-24.Lesing.5. årstrinn.Alle eierformer.Alle kjønn.Skalapoeng");
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "missing_column"), 1);
  tell_ingest_free(ingest);
  tell_dataset_free(data);
}

static void test_portal_unknown_column_is_told_once(void **state) {
  tell_dataset *data =
      ingested_text(*state, IDS "|Notat" NP5_BLOCK("Engelsk") "\n" SCHOOL "|x|50|1,0|44\n" BERGEN
                                                              "|y|50|1,0|44\n");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "unknown_column", "a.csv",
                        1, 102, "Notat");
  assert_int_equal(tell_dataset_observation_count(data), 2);
  tell_dataset_free(data);
}

static void test_portal_known_measure_of_no_use_is_a_note(void **state) {
  tell_dataset *data = ingested_text(
      *state, IDS "|2021-22.Alle kjønn.Alle eierformer.Antall lærere"
                  "|2021-22.Alle kjønn.Alle eierformer.Antall lærerårsverk\n" SCHOOL "|30|25,5\n");
  ingested_assert_clean(tell_dataset_issues(data));
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "ignored_column"), 1);
  assert_int_equal(tell_dataset_observation_count(data), 1);
  tell_dataset_free(data);
}

/* Grades of subjects: Udir's statistics that anyone downloads, and nothing of the indicator set. */
static void test_portal_measures_of_no_use_alone_are_named_skips(void **state) {
  tell_dataset *data = ingested_text(
      *state, IDS "|Vurderingsfagkode|Vurderingsfagnavn"
                  "|2021-22.Standpunkt.Alle eierformer.Alle kjønn.Snittkarakter"
                  "|2021-22.Standpunkt.Alle eierformer.Alle kjønn.Antall elever\n" SCHOOL
                  "|ENG0029|Fordypning i engelsk 10. årstrinn|4,1|23\n" SCHOOL
                  "|MAT0010|Matematikk 10. årstrinn|*|*\n");
  const tell_issues *issues = tell_dataset_issues(data);
  ingested_assert_clean(issues);
  assert_int_equal(ingested_issue_count(issues, "ignored_column"), 2);
  ingested_assert_issue(issues, TELL_SEVERITY_NOTE, "other_measure", "a.csv", 2, 106,
                        "2021-22.Standpunkt.Alle eierformer.Alle kjønn.Snittkarakter");
  assert_int_equal(ingested_account(data, 0, "skipped_other"), 2);
  assert_int_equal(tell_dataset_observation_count(data), 0);
  tell_dataset_free(data);
}

static void test_portal_several_years_side_by_side(void **state) {
  tell_dataset *data = ingested_text(
      *state, IDS "|2021-22.Alle trinn.Alle eierformer.Lærertetthet i ordinær undervisning"
                  "|2022-23.Alle trinn.Alle eierformer.Lærertetthet i ordinær undervisning\n" SCHOOL
                  "|16,55|16,65\n");
  int64_t count = 0;
  const tell__observation *o = ingested_observations(data, school, "laerertetthet", &count);
  assert_int_equal(count, 2);
  assert_int_equal(o[0].period, 2021);
  assert_int_equal(o[1].period, 2022);
  assert_double_near(o[1].value, 16.65, 1e-15, 0);
  assert_int_equal(o[1].decimals, 2);
  tell_dataset_free(data);
}

static void test_portal_grade_without_the_test_has_no_value(void **state) {
  tell_dataset *data = ingested_text(
      *state,
      IDS "|2023-24.Engelsk.9. årstrinn.Alle eierformer.Alle kjønn.Skalapoeng|"
          "2023-24.Engelsk.9. årstrinn.Alle eierformer.Alle kjønn.Antall elever deltatt\n" SCHOOL
          "|50|40\n");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "not_in_catalogue",
                        "a.csv", 2, 64,
                        "2023-24.Engelsk.9. årstrinn.Alle eierformer.Alle kjønn.Skalapoeng");
  const tell__observation *o = ingested_cell(data, school, "np_engelsk");
  assert_true(o->state == TELL_STATE_NOT_APPLICABLE && o->value == 0 && o->has == 0);
  assert_int_equal(ingested_account(data, 0, "accepted"), 1);
  tell_dataset_free(data);
}

/* The publisher's tables have a column for it, which is blank. */
static void test_portal_blank_of_a_grade_without_the_test_is_not_told(void **state) {
  tell_dataset *data = ingested_text(
      *state,
      IDS "|2023-24.Engelsk.9. årstrinn.Alle eierformer.Alle kjønn.Skalapoeng\n" SCHOOL "|\n");
  ingested_assert_clean(tell_dataset_issues(data));
  assert_int_equal(ingested_cell(data, school, "np_engelsk")->state, TELL_STATE_NOT_APPLICABLE);
  tell_dataset_free(data);
}

static void test_portal_units_and_their_names(void **state) {
  tell_dataset *data = ingested_text(
      *state, IDS "|2023-24.Alle kjønn.Alle eierformer.Antall lærere\n"
                  "1|I|00|0000|I|Hele landet|Alle fylker|Alle kommuner|Alle skoler|60 000\n"
                  "2|I|46|0000|46|Hele landet|Vestland|Alle kommuner|Alle skoler|9 000\n"
                  "3|I|46|4601|4601|Hele landet|Vestland|Bergen  |Alle skoler|3 140\n"
                  "4|I|46|4601|874738352|Hele landet|Vestland|Bergen|Alvøen skole  |32\n"
                  "4|I|03|0301|U90099009|Hele landet|Oslo|Oslo|Skolen ute|7\n");
  assert_string_equal(ingested_unit_text(data, "nation", "I", "name"), "Hele landet");
  assert_string_equal(ingested_unit_text(data, "county", "46", "name"), "Vestland");
  assert_string_equal(ingested_unit_text(data, "municipality", "4601", "name"), "Bergen");
  assert_string_equal(ingested_unit_text(data, "school", school, "name"), "Alvøen skole");
  assert_string_equal(ingested_unit_text(data, "school", school, "parent"), "4601");
  assert_string_equal(ingested_unit_text(data, "municipality", "4601", "parent"), "46");
  assert_string_equal(ingested_unit_text(data, "county", "46", "parent"), "I");
  /* Oslo is only named by its school: as county and as municipality, with the leading zeroes. */
  assert_string_equal(ingested_unit_text(data, "county", "03", "name"), "Oslo");
  assert_string_equal(ingested_unit_text(data, "municipality", "0301", "parent"), "03");
  assert_string_equal(ingested_unit_text(data, "school", "U90099009", "parent"), "0301");
  tell_dataset_free(data);
}

static void test_portal_county_variant_without_municipalities(void **state) {
  tell_dataset *data =
      ingested_text(*state, "EnhetNivaa\tNasjonaltkode\tFylkekode\tNasjonalt\tFylke\t"
                            "2022-23.Alle kjønn.Antall lærere\n"
                            "2\tI\t46\tHele landet\tVestland\t3 062\n");
  assert_true(ingested_cell(data, "46", "laerere_vgs")->value == 3062);
  assert_string_equal(ingested_account_text(data, 0, "delimiter"), "tab");
  assert_string_equal(ingested_account_text(data, 0, "layout"), "udir-portal");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_NOTE, "no_municipalities", "a.csv",
                        1, 1, "EnhetNivaa");
  tell_dataset_free(data);
}

/* Only what is called the same in both kinds of school is taken as upper secondary. */
static void test_portal_county_variant_has_tests_and_points(void **state) {
  tell_dataset *data =
      ingested_text(*state, "EnhetNivaa|Nasjonaltkode|Fylkekode|Nasjonalt|Fylke"
                            "|2023-24.Alle eierformer.Alle kjønn.Grunnskolepoeng"
                            "|2023-24.Alle eierformer.Alle kjønn.Antall elever" NP5_BLOCK(
                                "Lesing") "\n"
                                          "2|I|46|Hele landet|Vestland|42,4|7 433|49|0,2|7 400\n");
  assert_double_near(ingested_cell(data, "46", "grunnskolepoeng")->value, 42.4, 1e-15, 0);
  assert_int_equal(ingested_cell(data, "46", "grunnskolepoeng")->n, 7433);
  assert_true(ingested_cell(data, "46", "np_lesing")->value == 49);
  assert_int_equal(ingested_cell(data, "46", "np_lesing")->n, 7400);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

/* Both are the whole of teachers, each of its own schools. */
static void test_portal_teachers_of_both_kinds_of_school_do_not_meet(void **state) {
  const char *const texts[] = {
      IDS "|2022-23.Alle kjønn.Alle eierformer.Antall lærere\n"
          "2|I|46|0000|46|Hele landet|Vestland|Alle kommuner|Alle skoler|8 800\n",
      "EnhetNivaa|Nasjonaltkode|Fylkekode|Nasjonalt|Fylke|2022-23.Alle kjønn.Antall lærere\n"
      "2|I|46|Hele landet|Vestland|3 062\n"};
  tell_dataset *data = ingested_texts(*state, texts, 2);
  assert_true(ingested_cell(data, "46", "laerere")->value == 8800);
  assert_true(ingested_cell(data, "46", "laerere_vgs")->value == 3062);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

/* One of the two columns cut away does not make upper secondary schools of primary ones. */
static void test_portal_name_of_the_municipality_alone_is_no_upper_secondary(void **state) {
  tell_dataset *data =
      ingested_text(*state, "EnhetNivaa|Fylkekode|Kommune|Organisasjonsnummer|EnhetNavn|"
                            "2022-23.Alle kjønn.Alle eierformer.Antall lærere\n"
                            "4|46|Bergen|874738352|Alvøen skole|32\n");
  assert_true(ingested_cell(data, school, "laerere")->value == 32);
  tell_dataset_free(data);
}

static void test_portal_unusual_code_is_told_once_and_kept(void **state) {
  tell_dataset *data = ingested_text(
      *state, IDS "|2023-24.Alle kjønn.Alle eierformer.Antall lærere"
                  "|2024-25.Alle kjønn.Alle eierformer.Antall lærere\n"
                  "4|I|46|4601|87473835|Hele landet|Vestland|Bergen|Alvøen skole|32|33\n"
                  "4|I|46|4601|87473835|Hele landet|Vestland|Bergen|Alvøen skole|32|33\n"
                  "4|I|03|0301|U90099009|Hele landet|Oslo|Oslo|Skolen ute|7|8\n"
                  "4|I|03|0301|B90099009|Hele landet|Oslo|Oslo|Skolen borte|7|8\n");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "unusual_code", "a.csv",
                        2, 13, "Organisasjonsnummer");
  int64_t count = 0;
  assert_non_null(ingested_observations(data, "87473835", "laerere", &count));
  assert_int_equal(count, 2);
  ingested_assert_never_quoted(tell_dataset_issues(data), "87473835");
  tell_dataset_free(data);
}

/* "03" and "0301" as a spreadsheet leaves them; each is told once. */
static void test_portal_codes_above_without_their_zero_are_told(void **state) {
  tell_dataset *data =
      ingested_text(*state, IDS "|2023-24.Alle kjønn.Alle eierformer.Antall lærere\n"
                                "4|I|3|301|974588881|Hele landet|Oslo|Oslo|Skolen inne|32\n"
                                "4|I|3|301|974588882|Hele landet|Oslo|Oslo|Skolen ute|33\n");
  const tell_issues *issues = tell_dataset_issues(data);
  assert_int_equal(ingested_issue_count(issues, "unusual_code"), 2);
  assert_int_equal(ingested_account(data, 0, "accepted"), 2);
  int64_t at = 0;
  while (strcmp(tell_issues_code(issues, at), "unusual_code") != 0)
    at++;
  assert_string_equal(tell_issues_field(issues, at), "Kommunekode");
  assert_string_equal(tell_issues_field(issues, at + 1), "Fylkekode");
  tell_dataset_free(data);
}

/* The row is rejected, nothing is made of it, and it is told that its cells have moved. */
static void assert_mixed_up(void **state, const char *row, int is_moved) {
  char text[800];
  strcpy(text, IDS NP5_BLOCK("Engelsk") "\n" SCHOOL "|50|1,0|44\n");
  strcat(text, row);
  tell_dataset *data = ingested_text(*state, text);
  assert_int_equal(ingested_account(data, 0, "rejected"), 1);
  assert_int_equal(tell__dataset_get(data)->unit_count, 4);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "unusual_code"), 1);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "shifted_columns"), is_moved);
  assert_string_equal(ingested_unit_text(data, "school", school, "name"), "Alvøen skole");
  tell_dataset_free(data);
}

static void test_portal_rows_whose_codes_have_moved_are_rejected(void **state) {
  /* the code of the school was deleted, that of the municipality, one cell put in before them */
  assert_mixed_up(state, "4|I|46|4601|Hele landet|Vestland|Bergen|Nes skole|50|0,4|37|\n", 1);
  assert_mixed_up(state, "4|I|46|974739001|Hele landet|Vestland|Bergen|Nes skole|50|0,4|37|\n", 1);
  assert_mixed_up(state, "4|I|I|46|4601|974739001|Hele landet|Vestland|Bergen|Nes skole|50|37\n",
                  1);
  /* two columns of codes in each other's place */
  assert_mixed_up(state, "4|I|46|974739001|4601|Hele landet|Vestland|Bergen|Nes skole|50|1,0|37\n",
                  1);
}

static void test_portal_code_as_power_of_ten_is_rejected(void **state) {
  assert_mixed_up(state,
                  "4|I|46|4601|9,74739E+08|Hele landet|Vestland|Bergen|Nes skole|50|1,0|37\n", 0);
  assert_mixed_up(state, "4|I|46|4,6E+03|974739001|Hele landet|Vestland|Bergen|Nes|50|1,0|37\n", 0);
}

static void test_portal_rows_without_level_or_code_are_rejected(void **state) {
  tell_dataset *data =
      ingested_text(*state, IDS NP5_BLOCK("Engelsk") "\n5|I|46|4601|1|Hele landet|V|B|X|1|1|1\n"
                                                     "4|I|46|4601||Hele landet|V|B|X|1|1|1\n" SCHOOL
                                                     "|50|1,0|44\n");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "unknown_level", "a.csv", 2,
                        1, "EnhetNivaa");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "missing_code", "a.csv", 3,
                        13, "Organisasjonsnummer");
  assert_int_equal(ingested_account(data, 0, "rejected"), 2);
  assert_int_equal(ingested_account(data, 0, "accepted"), 1);
  tell_dataset_free(data);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_path_read_national_test_keeps_the_dot_of_the_grade),
      cmocka_unit_test(test_path_read_groups_in_any_order),
      cmocka_unit_test(test_path_read_tables_without_subject),
      cmocka_unit_test(test_path_read_labels_are_those_of_the_layout),
      cmocka_unit_test(test_path_read_what_is_not_known),
      cmocka_unit_test(test_path_read_several_grades_together),
      cmocka_unit_test(test_portal_several_grades_are_told_and_the_rest_is_read),
      cmocka_unit_test(test_portal_block_gives_value_margin_and_n),
      cmocka_unit_test(test_portal_cell_states_of_udir),
      cmocka_unit_test(test_portal_margin_that_lost_its_comma_is_told),
      cmocka_unit_test(test_portal_number_with_star_is_hidden_and_not_kept),
      cmocka_unit_test(test_portal_decimal_commas_in_quotes_between_commas),
      cmocka_unit_test(test_portal_one_n_serves_both_medians),
      cmocka_unit_test(test_portal_count_alone_is_a_total),
      cmocka_unit_test(test_portal_count_alone_without_a_grade_is_no_total),
      cmocka_unit_test(test_portal_count_binds_to_its_own_block),
      cmocka_unit_test(test_portal_count_beside_a_total_is_not_its_n),
      cmocka_unit_test(test_portal_lone_n_is_an_error_at_its_header),
      cmocka_unit_test(test_portal_path_of_two_grades_is_an_error_at_its_header),
      cmocka_unit_test(test_portal_without_a_usable_column_tells_why),
      cmocka_unit_test(test_portal_unknown_column_is_told_once),
      cmocka_unit_test(test_portal_known_measure_of_no_use_is_a_note),
      cmocka_unit_test(test_portal_measures_of_no_use_alone_are_named_skips),
      cmocka_unit_test(test_portal_several_years_side_by_side),
      cmocka_unit_test(test_portal_grade_without_the_test_has_no_value),
      cmocka_unit_test(test_portal_blank_of_a_grade_without_the_test_is_not_told),
      cmocka_unit_test(test_portal_units_and_their_names),
      cmocka_unit_test(test_portal_county_variant_without_municipalities),
      cmocka_unit_test(test_portal_county_variant_has_tests_and_points),
      cmocka_unit_test(test_portal_teachers_of_both_kinds_of_school_do_not_meet),
      cmocka_unit_test(test_portal_name_of_the_municipality_alone_is_no_upper_secondary),
      cmocka_unit_test(test_portal_unusual_code_is_told_once_and_kept),
      cmocka_unit_test(test_portal_codes_above_without_their_zero_are_told),
      cmocka_unit_test(test_portal_rows_whose_codes_have_moved_are_rejected),
      cmocka_unit_test(test_portal_code_as_power_of_ten_is_rejected),
      cmocka_unit_test(test_portal_rows_without_level_or_code_are_rejected),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
