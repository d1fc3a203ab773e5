/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of pupils: what is read how, and what is found. The numbers of good files are held in
 * test_ingest_pupil_oracle.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ingested.h"
#include "near.h"

#define TESTS "orgnr;skoleår;trinn;kjønn;prøve;deltakelse;skalapoeng;mestringsnivå\n"
#define MARKS "elev;orgnr;skoleår;kjønn;fagkode;fagtype;vurdering;karakter\n"

static const char school[] = "999000001";

/* The only observation of a gender. */
static const tell__observation *cell_of(const tell_dataset *data, const char *indicator,
                                        int gender) {
  int64_t count = 0;
  const tell__observation *found = NULL;
  const tell__observation *all = ingested_observations(data, school, indicator, &count);
  for (int64_t i = 0; i < count; i++) {
    if (all[i].gender != gender)
      continue;
    assert_null(found);
    found = &all[i];
  }
  assert_non_null(found);
  return found;
}

static int64_t count_of(const tell_dataset *data, const char *indicator) {
  int64_t count = 0;
  ingested_observations(data, school, indicator, &count);
  return count;
}

/* A file with one record under the header is rejected with this code at this place. */
static void assert_rejected(const tell_catalogue *catalogue, const char *text, const char *code,
                            int64_t column, const char *field) {
  tell_dataset *data = ingested_text(catalogue, text);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, code, "a.csv", 2, column,
                        field);
  assert_int_equal(ingested_account(data, 0, "rejected"), 1);
  assert_int_equal(tell_dataset_observation_count(data), 0);
  tell_dataset_free(data);
}

static void test_tests_nudb_columns_are_read(void **state) {
  tell_dataset *data = ingested_text(
      *state,
      "SNR_NUDB;AARGANG;ORGNR;ORGNRBED;SKOLEKOM;SKOLEFYLKE;SKOLETYPE;AVGIVERSKOLE_ORGNR;"
      "AVGIVERSKOLE_ORGNRBED;DELTATTSTATUS;PROVE;MESTRINGSNIVAA;POENG;OPPGAVESETT;ANDELPOENG;"
      "GRUPPENUMMER;SKALAPOENG\n"
      "a;2022;888000001;999000001;9901;99;1;888000002;999000002;D;NPLES08;3;20;A;0,5;1;50\n"
      "b;2022;888000001;999000001;9901;99;1;888000002;999000002;D;NPLES08;4;25;A;0,6;1;56\n"
      "c;2022;888000001;999000001;9901;99;1;888000002;999000002;I;NPLES08;;;;;;\n"
      "d;2022;888000001;999000001;9901;99;1;888000002;999000002;F;NPENG08;;;;;;\n");
  assert_string_equal(ingested_account_text(data, 0, "layout"), "pupil-tests");
  assert_int_equal(ingested_account(data, 0, "accepted"), 4);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "unknown_column"), 0);
  const tell__observation *mean = ingested_cell(data, school, "np_lesing");
  assert_true(mean->value == 53 && mean->n == 2 && mean->grade == 8 && mean->period == 2022);
  assert_int_equal(mean->line, 2);
  assert_int_equal(count_of(data, "np_lesing_niva"), 5);
  assert_int_equal(ingested_cell(data, school, "np_engelsk")->state, TELL_STATE_NOT_TAKEN_PART);
  assert_int_equal(count_of(data, "np_regning"), 0);
  assert_string_equal(ingested_unit_text(data, "school", school, "parent"), "9901");
  tell_dataset_free(data);
}

static void test_tests_ssb_columns_are_read(void **state) {
  tell_dataset *data =
      ingested_text(*state, "snr,skalapoeng,utd_skoleaar_start,provekode,orgnrbed\n"
                            "a,41.5,2021,ENG05,999000001\n"
                            "b,42.5,2021,ENG05,999000001\n"
                            "c,,2021,ENG05,999000001\n");
  const tell__observation *mean = ingested_cell(data, school, "np_engelsk");
  assert_true(mean->value == 42 && mean->n == 2 && mean->grade == 5 && mean->period == 2021);
  assert_double_near(mean->sd, 0.70710678118654752, 1e-15, 0);
  /* Cut points of 2014-2021: below 42,5 is level 1. */
  int64_t count = 0;
  const tell__observation *levels = ingested_observations(data, school, "np_engelsk_niva", &count);
  assert_int_equal(count, 3);
  assert_true(levels[0].numerator == 1 && levels[1].numerator == 1 && levels[2].numerator == 0);
  tell_dataset_free(data);
}

/* NPENG08 on the scales of two years: 56 is level 4 from 2022, and level 4 needs 55,5 before. */
static void test_tests_levels_follow_the_scale_of_the_year(void **state) {
  static const struct {
    const char *test, *year, *score;
    int level;
  } cases[] = {{"NPENG08", "2022-23", "55", 3},   {"NPENG08", "2022-23", "56", 4},
               {"NPENG08", "2021-22", "55,4", 3}, {"NPENG08", "2021-22", "55,5", 4},
               {"NPLES05", "2015-16", "56,5", 3}, {"NPLES05", "2016-17", "56,5", 2},
               {"NPREG08", "2014-15", "37", 2},   {"NPREG08", "2014-15", "36,9", 1},
               {"NPREG09", "2024-25", "37", 1},   {"NPREG09", "2024-25", "38", 2}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[300];
    snprintf(text, sizeof text, TESTS "%s;%s;;jente;%s;;%s;\n", school, cases[i].year,
             cases[i].test, cases[i].score);
    tell_dataset *data = ingested_text(*state, text);
    const tell__dataset_view *view = tell__dataset_get(data);
    int reached = 0;
    for (int64_t k = 0; k < view->observation_count; k++) {
      const tell__observation *o = &view->observations[k];
      if (o->gender == 0 && o->category != 0 && o->numerator == 1)
        reached = atoi(tell__dataset_category(data, o->category));
    }
    assert_int_equal(reached, cases[i].level);
    tell_dataset_free(data);
  }
}

static void test_tests_level_against_score_is_told_once_and_counted(void **state) {
  tell_dataset *data = ingested_text(*state, TESTS "999000001;2022-23;5;;NPLES05;;42;2\n"
                                                   "999000001;2022-23;5;;NPLES05;;42;1\n"
                                                   "999000001;2022-23;5;;NPLES05;;56;2\n"
                                                   "999000001;2023-24;5;;NPLES05;;70;2\n");
  const tell_issues *issues = tell_dataset_issues(data);
  assert_int_equal(ingested_issue_count(issues, "level_against_score"), 2);
  int64_t first = 0;
  while (strcmp(tell_issues_code(issues, first), "level_against_score") != 0)
    first++;
  assert_int_equal(tell_issues_line(issues, first), 2);
  assert_string_equal(tell_issues_field(issues, first), "mestringsnivå");
  assert_non_null(strstr(tell_issues_message(issues, first), "for 2 pupils"));
  assert_int_equal(ingested_account(data, 0, "accepted"), 4);
  int64_t count = 0;
  const tell__observation *levels = ingested_observations(data, school, "np_lesing_niva", &count);
  assert_true(count == 6 && levels[2].numerator == 2); /* the file's own levels are used */
  tell_dataset_free(data);
}

static void test_tests_defect_rejects_the_record(void **state) {
  static const struct {
    const char *row, *code;
    int column;
    const char *field;
  } cases[] = {{";2022-23;5;;NPLES05;;50;", "missing_code", 1, "orgnr"},
               {"999000001;2022;5;;NPLES05;;50;", "unknown_period", 11, "skoleår"},
               {"999000001;2022-23;alle;;NPLES05;;50;", "unknown_grade", 19, "trinn"},
               {"999000001;2022-23;;;np_lesing;;50;", "unknown_grade", 21, "prøve"},
               {"999000001;2022-23;8;;NPLES05;;50;", "grade_against_test", 19, "trinn"},
               {"999000001;2022-23;5;alle;NPLES05;;50;", "unknown_gender", 21, "kjønn"},
               {"999000001;2022-23;5;1;NPLES05;;50;", "unknown_gender", 21, "kjønn"},
               {"999000001;2022-23;5;;NPKRO05;;50;", "unknown_test", 22, "prøve"},
               {"999000001;2022-23;5;;NPLES05;kanskje;50;", "unknown_status", 30, "deltakelse"},
               {"999000001;2022-23;5;;NPLES05;Fritatt;50;", "score_with_status", 30, "deltakelse"},
               {"999000001;2022-23;5;;NPLES05;;1 655;", "out_of_range", 31, "skalapoeng"},
               {"999000001;2022-23;5;;NPLES05;;505;", "out_of_range", 31, "skalapoeng"},
               {"999000001;2022-23;5;;NPLES05;;-1;", "out_of_range", 31, "skalapoeng"},
               {"999000001;2022-23;5;;NPLES05;;1.234;", "ambiguous_number", 31, "skalapoeng"},
               {"999000001;2022-23;5;;NPLES05;;5O;", "impossible_number", 31, "skalapoeng"},
               {"999000001;2022-23;5;;NPLES05;;5,1234567;", "too_many_decimals", 31, "skalapoeng"},
               {"999000001;2022-23;5;;NPLES05;;50;4", "impossible_level", 34, "mestringsnivå"},
               {"999000001;2022-23;5;;NPLES05;;50;0", "impossible_level", 34, "mestringsnivå"},
               {"999000001;2022-23;5;;NPLES05;;50;to", "impossible_level", 34, "mestringsnivå"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[300];
    snprintf(text, sizeof text, TESTS "%s\n", cases[i].row);
    assert_rejected(*state, text, cases[i].code, cases[i].column, cases[i].field);
  }
}

static void test_tests_scores_in_any_spelling_are_exact(void **state) {
  static const char *const spellings[] = {"50,25", "50.25", " 50,250000 ", "+50,25"};
  for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
    char text[300];
    snprintf(text, sizeof text, TESTS "%s;2021-22;5;;NPLES05;;%s;\n", school, spellings[i]);
    tell_dataset *data = ingested_text(*state, text);
    assert_true(ingested_cell(data, school, "np_lesing")->value == 50.25);
    tell_dataset_free(data);
  }
}

static void test_pupil_files_without_school_take_the_callers_unit(void **state) {
  static const char text[] = "skoleår;trinn;trives\n2022-23;7;4\n2022-23;7;5\n";
  tell_ingest *ingest = NULL;
  tell_dataset *data = NULL;
  assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, sizeof text - 1, NULL),
                   TELL_E_LAYOUT);
  assert_int_equal(tell_ingest_set_unit(ingest, "school", school, "Nes skole", NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "b.csv", text, sizeof text - 1, NULL), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
  assert_true(ingested_cell(data, school, "eu_trivsel")->value == 4.5);
  assert_string_equal(ingested_unit_text(data, "school", school, "name"), "Nes skole");
  tell_dataset_free(data);
  tell_ingest_free(ingest);
}

static void test_pupil_files_latest_year_names_the_school(void **state) {
  tell_dataset *data = ingested_text(*state, "orgnr;skolenavn;kommunenr;skoleår;trinn;trives\n"
                                             "999000001;Nes skole;9901;2023-24;7;4\n"
                                             "999000001;Nes og Vik skole;9902;2024-25;7;4\n"
                                             "999000001;Nes skole;9901;2022-23;7;4\n");
  assert_string_equal(ingested_unit_text(data, "school", school, "name"), "Nes og Vik skole");
  assert_string_equal(ingested_unit_text(data, "school", school, "parent"), "9902");
  tell_dataset_free(data);
}

/* Item ids and questions in both written languages. */
static void test_survey_questions_are_known_by_their_text(void **state) {
  tell_dataset *data = ingested_text(
      *state, "orgnr;skoleår;trinn;kjønn;Trivst du på skulen?;ER DU INTERESSERT I Å LÆRE PÅ "
              "SKOLEN?;liker_skolearbeidet;gleder_seg;Notat\n"
              "999000001;2022-23;7;jente;4;3;4;5;x\n"
              "999000001;2022-23;7;gutt;vet ikke;1;2;9;x\n"
              "999000001;2022-23;7;;\"5\";Veit ikkje;.;;x\n");
  assert_true(cell_of(data, "eu_trivsel", 0)->value == 4.5);
  assert_true(cell_of(data, "eu_trivsel", 1)->value == 4);
  assert_int_equal(count_of(data, "eu_trivsel"), 2);
  assert_true(cell_of(data, "eu_motivasjon", 0)->value == 4);
  assert_int_equal(cell_of(data, "eu_motivasjon", 0)->n, 1); /* all items are needed */
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "unknown_column", "a.csv",
                        1, 117, "Notat");
  tell_dataset_free(data);
}

static void test_survey_bullying_counts_a_pupil_once(void **state) {
  tell_dataset *data =
      ingested_text(*state, "orgnr;skoleår;trinn;mobbet_elever;mobbet_digitalt;mobbet_voksne\n"
                            "999000001;2022-23;7;3;4;5\n"
                            "999000001;2022-23;7;2;;1\n"
                            "999000001;2022-23;7;;3;\n"
                            "999000001;2022-23;7;1;1;1\n"
                            "999000001;2022-23;7;;9;\n");
  const tell__observation *share = ingested_cell(data, school, "eu_mobbing");
  assert_true(share->numerator == 2 && share->n == 4 && share->value == 50);
  assert_int_equal(ingested_account(data, 0, "accepted"), 5);
  tell_dataset_free(data);
}

static void test_survey_unknown_answer_rejects_the_pupil(void **state) {
  static const char *const answers[] = {"6", "0", "7", "10", "x", "4,5", "-1", "*"};
  for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
    char text[200];
    snprintf(text, sizeof text, "orgnr;skoleår;trinn;trives\n%s;2022-23;7;%s\n", school,
             answers[i]);
    assert_rejected(*state, text, "unknown_answer", 21, "trives");
  }
  assert_rejected(*state, "orgnr;skoleår;trinn;trives\n999000001;2022-23;;4\n", "unknown_grade", 19,
                  "trinn");
}

static void test_survey_missing_items_are_told(void **state) {
  tell_dataset *data =
      ingested_text(*state, "orgnr;skoleår;trinn;trives;interessert;gleder_seg;mobbet_elever\n"
                            "999000001;2022-23;7;4;3;4;3\n");
  const tell_issues *issues = tell_dataset_issues(data);
  assert_int_equal(ingested_issue_count(issues, "missing_items"), 2);
  assert_int_equal(count_of(data, "eu_motivasjon"), 0);
  assert_true(ingested_cell(data, school, "eu_mobbing")->value == 100);
  tell_dataset_free(data);
}

static void write_file(const char *folder, const char *name, const char *text) {
  char path[300];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
  fclose(file);
}

static void remove_folder(const char *folder) {
  static const char *const names[] = {"indicators.csv", "items.csv", "labels.csv"};
  char path[300];
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    unlink(path);
  }
  rmdir(folder);
}

/* Indices of the user's own with half the answers needed, and a test in the same records. */
static tell_catalogue *make_catalogue(void) {
  char folder[] = "/tmp/telling-pupil-XXXXXX";
  tell_catalogue *catalogue = NULL;
  assert_non_null(mkdtemp(folder));
  write_file(folder, "indicators.csv",
             "id;family;kind;unit;scale_min;scale_max;plausible_min;plausible_max;direction;"
             "decimals;source;distribution;sd_kind;minimum_answers;name_nb;name_nn;name_en;"
             "about_nb;about_nn;about_en\n"
             "IDX2;survey;mean;index_1_5;1;5;1;5;higher_better;1;local;;pupils;2;a;a;a;b;b;b\n"
             "skala;test;mean;scale_points;0;100;0;100;higher_better;0;local;;pupils;;a;a;a;b;b;b\n"
             "skala_niva;test;distribution;percent;0;100;0;100;none;1;local;mestringsniva;none;;a;"
             "a;a;b;b;b\n"
             "skala_deltakelse;test;share;percent;0;100;0;100;none;1;local;;none;;a;a;a;b;b;b\n"
             "skala_fritak;test;share;percent;0;100;0;100;none;1;local;;none;;a;a;a;b;b;b\n");
  write_file(folder, "items.csv",
             "indicator;item;lowest;highest;counts_from;label_nb;label_nn;label_en\n"
             "IDX2;S04;1;5;;a1;b1;c1\nIDX2;S05;1;5;;a2;b2;c2\nIDX2;S06;1;5;;a3;b3;c3\n"
             "IDX2;S07;1;5;;a4;b4;c4\n");
  write_file(folder, "labels.csv",
             "layout;subject;measure;indicator;role;grade;source\n"
             "pupil-survey;;Skalapoeng;skala;value;;local\n"
             "pupil-survey;;Mestringsnivaa;skala_niva;value;;local\n");
  assert_int_equal(tell_catalogue_create_from(folder, TELL_CATALOGUE_EXTEND, &catalogue, NULL),
                   TELL_OK);
  remove_folder(folder);
  return catalogue;
}

/* Reads one pupil's answers to an index of so many items, all 4, and a test beside them. */
static tell_dataset *read_long_index(int items, tell_catalogue **catalogue) {
  char folder[] = "/tmp/telling-pupil-XXXXXX";
  char definitions[2000], text[1000], answers[200] = "";
  size_t length = (size_t)sprintf(
      definitions, "indicator;item;lowest;highest;counts_from;label_nb;label_nn;label_en\n");
  size_t used = (size_t)sprintf(text, "orgnr;skoleår;trinn;np_lesing");
  for (int i = 0; i < items; i++) {
    length += (size_t)sprintf(definitions + length, "LANG;Q%02d;1;5;;a%d;b%d;c%d\n", i, i, i, i);
    used += (size_t)sprintf(text + used, ";Q%02d", i);
    strcat(answers, ";4");
  }
  sprintf(text + used, "\n999000001;2023-24;8;50%s\n", answers);
  assert_non_null(mkdtemp(folder));
  write_file(folder, "indicators.csv",
             "id;family;kind;unit;scale_min;scale_max;plausible_min;plausible_max;direction;"
             "decimals;source;distribution;sd_kind;minimum_answers;name_nb;name_nn;name_en;"
             "about_nb;about_nn;about_en\n"
             "LANG;survey;mean;index_1_5;1;5;1;5;higher_better;1;local;;pupils;2;a;a;a;b;b;b\n");
  write_file(folder, "items.csv", definitions);
  assert_int_equal(tell_catalogue_create_from(folder, TELL_CATALOGUE_EXTEND, catalogue, NULL),
                   TELL_OK);
  remove_folder(folder);
  tell_ingest *ingest = NULL;
  tell_dataset *data = NULL;
  assert_int_equal(tell_ingest_create(*catalogue, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), NULL), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
  tell_ingest_free(ingest);
  return data;
}

static void test_survey_index_of_too_many_items_is_told_and_not_made(void **state) {
  (void)state;
  tell_catalogue *catalogue = NULL;
  tell_dataset *data = read_long_index(22, &catalogue);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "too_many_items"), 0);
  assert_true(ingested_cell(data, school, "LANG")->value == 4);
  tell_dataset_free(data);
  tell_catalogue_free(catalogue);
  data = read_long_index(23, &catalogue);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "too_many_items", "a.csv",
                        1, 31, "Q00");
  int64_t count = 0;
  assert_null(ingested_observations(data, school, "LANG", &count));
  assert_true(ingested_cell(data, school, "np_lesing")->value == 50);
  tell_dataset_free(data);
  tell_catalogue_free(catalogue);
}

static void test_survey_own_indices_and_a_test_in_one_record(void **state) {
  (void)state;
  tell_catalogue *catalogue = make_catalogue();
  tell_dataset *data = ingested_text(
      catalogue, "Skoleaar;Organisasjonsnummer;KommuneKode;Trinn;Kjoenn;Skalapoeng;Mestringsnivaa;"
                 "S04;S05;S06;S07\n"
                 "2014-15;999000001;0301;7;Gutter;50,5;3;1;2;;9\n"
                 "2014-15;999000001;0301;7;Gutter;40,0;2;1;9;9;\n"
                 "2014-15;999000001;0301;7;Jenter;;;5;4;4;\n");
  assert_string_equal(ingested_account_text(data, 0, "layout"), "pupil-survey");
  assert_true(cell_of(data, "IDX2", 2)->value == 1.5 && cell_of(data, "IDX2", 2)->n == 1);
  assert_double_near(cell_of(data, "IDX2", 1)->value, 13.0 / 3, 1e-15, 0);
  assert_double_near(cell_of(data, "IDX2", 0)->value, 35.0 / 12, 1e-15, 0);
  assert_true(cell_of(data, "skala", 0)->value == 45.25 && cell_of(data, "skala", 0)->n == 2);
  int64_t count = 0;
  const tell__observation *levels = ingested_observations(data, school, "skala_niva", &count);
  assert_int_equal(count, 6); /* as many levels as the file has, for all and for boys */
  assert_true(levels[1].numerator == 1 && levels[1].n == 2);
  assert_string_equal(ingested_unit_text(data, "school", school, "parent"), "0301");
  tell_dataset_free(data);
  tell_catalogue_free(catalogue);
}

static void test_tests_grade_without_the_test_has_no_value(void **state) {
  tell_dataset *data = ingested_text(*state, TESTS "999000001;2022-23;9;;np_engelsk;;50;3\n"
                                                   "999000001;2022-23;9;;np_engelsk;;52;3\n");
  const tell__observation *o = ingested_cell(data, school, "np_engelsk");
  assert_true(o->state == TELL_STATE_NOT_APPLICABLE && o->value == 0 && o->has == 0);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "not_in_catalogue"), 4);
  tell_dataset_free(data);
}

/* Where the catalogue has an indicator for it; exempt and absent pupils are in the whole. */
static void test_tests_share_that_took_part_is_made_for_its_indicator(void **state) {
  (void)state;
  tell_catalogue *catalogue = make_catalogue();
  tell_dataset *data = ingested_text(catalogue, TESTS "999000001;2022-23;6;;skala;Deltatt;50;\n"
                                                      "999000001;2022-23;6;;skala;;60;\n"
                                                      "999000001;2022-23;6;;skala;fritatt;;\n"
                                                      "999000001;2022-23;6;;skala;IKKE DELTATT;;\n"
                                                      "999000001;2022-23;6;;skala;;;\n");
  const tell__observation *share = ingested_cell(data, school, "skala_deltakelse");
  assert_true(share->numerator == 2 && share->n == 4 && share->value == 50);
  share = ingested_cell(data, school, "skala_fritak");
  assert_true(share->numerator == 1 && share->n == 4 && share->value == 25);
  assert_true(ingested_cell(data, school, "skala")->n == 2);
  assert_int_equal(ingested_account(data, 0, "accepted"), 5);
  tell_dataset_free(data);
  tell_catalogue_free(catalogue);
}

/* As in other layouts: a school whose last digits are lost is none of the schools. */
static void test_pupil_codes_written_as_powers_of_ten_are_rejected(void **state) {
  static const struct {
    const char *text;
    int64_t column;
    const char *field;
  } cases[] = {{TESTS "9,75E+08;2022-23;5;;np_lesing;;50;\n999000001;2022-23;5;;np_lesing;;50;\n",
                1, "orgnr"},
               {MARKS "a;9.75e8;2023-24;jente;NOR0214;;;5\na;999000001;2023-24;jente;NOR0214;;;5\n",
                3, "orgnr"},
               {"kommunenr;orgnr;skoleår;trinn;trives\n4,6E+03;999000001;2022-23;7;5\n"
                "4601;999000001;2022-23;7;5\n",
                1, "kommunenr"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    tell_dataset *data = ingested_text(*state, cases[i].text);
    ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "unusual_code", "a.csv",
                          2, cases[i].column, cases[i].field);
    assert_int_equal(ingested_account(data, 0, "rejected"), 1);
    assert_int_equal(ingested_account(data, 0, "accepted"), 1);
    assert_true(ingested_unit(data, "school", school) >= 0);
    assert_int_equal(ingested_unit(data, "school", "9,75E+08"), -1);
    tell_dataset_free(data);
  }
}

static void test_tests_group_in_which_nobody_took_part_is_told_as_such(void **state) {
  tell_dataset *data =
      ingested_text(*state, TESTS "999000001;2023-24;8;gutt;np_lesing;fritatt;;\n"
                                  "999000001;2023-24;8;gutt;np_lesing;ikke deltatt;;\n"
                                  "999000001;2023-24;8;gutt;np_lesing;;;\n"
                                  "999000001;2023-24;8;jente;np_lesing;deltatt;50;\n"
                                  "999000001;2023-24;8;jente;np_regning;fritatt;;\n");
  const tell__observation *boys = cell_of(data, "np_lesing", 2);
  assert_int_equal(boys->state, TELL_STATE_NOT_TAKEN_PART);
  assert_true(boys->n == 0 && boys->has == TELL__HAS_N && boys->value == 0 && boys->line == 2);
  assert_true(cell_of(data, "np_lesing", 1)->value == 50);
  assert_true(cell_of(data, "np_lesing", 0)->value == 50 && cell_of(data, "np_lesing", 0)->n == 1);
  assert_int_equal(cell_of(data, "np_regning", 0)->state, TELL_STATE_NOT_TAKEN_PART);
  assert_int_equal(count_of(data, "np_engelsk"), 0); /* of which the file says nothing */
  /* Five levels each for boys, girls and all; nobody took numeracy, of two groups. */
  assert_int_equal(count_of(data, "np_lesing_niva"), 15);
  assert_int_equal(count_of(data, "np_regning_niva"), 10);
  int64_t count = 0, none = 0;
  const tell__observation *levels = ingested_observations(data, school, "np_lesing_niva", &count);
  for (int64_t i = 0; i < count; i++)
    none += levels[i].state == TELL_STATE_NOT_TAKEN_PART && levels[i].gender == 2;
  assert_int_equal(none, 5);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

/* Somebody took part, so that the figure is missing; with levels alone nothing is missing. */
static void test_tests_results_that_were_cut_away_are_missing(void **state) {
  tell_dataset *data = ingested_text(*state, TESTS "999000001;2023-24;8;;np_lesing;deltatt;;\n"
                                                   "999000001;2023-24;8;;np_lesing;fritatt;;\n"
                                                   "999000001;2023-24;8;;np_regning;deltatt;;3\n");
  const tell__observation *o = ingested_cell(data, school, "np_lesing");
  assert_true(o->state == TELL_STATE_MISSING && o->has == 0);
  assert_int_equal(count_of(data, "np_regning"), 0);
  assert_int_equal(count_of(data, "np_regning_niva"), 5);
  tell_dataset_free(data);
}

static void test_tests_took_part_without_a_result_is_told_once(void **state) {
  tell_dataset *data = ingested_text(*state, TESTS "999000001;2023-24;8;;np_lesing;deltatt;50;\n"
                                                   "999000001;2023-24;8;;np_lesing;deltatt;;\n"
                                                   "999000001;2023-24;8;;np_lesing;deltatt;;\n"
                                                   "999000001;2023-24;8;;np_lesing;fritatt;;\n");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "missing_score", "a.csv",
                        3, 40, "skalapoeng");
  assert_true(ingested_cell(data, school, "np_lesing")->n == 1);
  assert_int_equal(ingested_account(data, 0, "accepted"), 4);
  tell_dataset_free(data);
}

static void test_marks_conduct_is_left_out_and_valgfag_is_one_mark(void **state) {
  tell_dataset *data = ingested_text(*state, MARKS "a;999000001;2023-24;jente;NOR0214;;;5\n"
                                                   "a;999000001;2023-24;jente;NOR0214;;eksamen;4\n"
                                                   "a;999000001;2023-24;jente;V1;valgfag;;5\n"
                                                   "a;999000001;2023-24;jente;V2;Valfag;;4\n"
                                                   "a;999000001;2023-24;jente;Orden;;;Ng\n"
                                                   "a;999000001;2023-24;jente;ÅTFERD;;;Lg\n"
                                                   "a;999000001;2023-24;jente;X1;orden;;G\n");
  ingested_assert_clean(tell_dataset_issues(data));
  assert_true(cell_of(data, "grunnskolepoeng", 1)->value == 45);
  assert_int_equal(cell_of(data, "grunnskolepoeng", 0)->grade, 10);
  assert_int_equal(ingested_account(data, 0, "accepted"), 7);
  tell_dataset_free(data);
}

static void test_marks_rows_that_stand_twice(void **state) {
  tell_dataset *data = ingested_text(*state, MARKS "a;999000001;2023-24;;NOR0214;;;5\n"
                                                   "b;999000001;2023-24;;NOR0214;;;3\n"
                                                   "a;999000001;2023-24;;NOR0214;;standpunkt;5\n"
                                                   "b;999000001;2023-24;;NOR0214;;;4\n"
                                                   "b;999000001;2023-24;;MAT0015;;;6\n");
  const tell_issues *issues = tell_dataset_issues(data);
  ingested_assert_issue(issues, TELL_SEVERITY_NOTE, "duplicate_rows", "a.csv", 4, 1, "elev");
  ingested_assert_issue(issues, TELL_SEVERITY_ERROR, "contradicting_rows", "a.csv", 5, 32,
                        "karakter");
  assert_int_equal(ingested_account(data, 0, "skipped_duplicate"), 1);
  assert_int_equal(ingested_account(data, 0, "rejected"), 1);
  assert_int_equal(ingested_account(data, 0, "accepted"), 3);
  const tell__observation *points = ingested_cell(data, school, "grunnskolepoeng");
  assert_true(points->n == 1 && points->value == 50);
  tell_dataset_free(data);
}

static void test_marks_pupil_with_too_few_numbers_gets_no_points(void **state) {
  tell_dataset *data = ingested_text(*state, MARKS "a;999000001;2023-24;;NOR0214;;;5\n"
                                                   "a;999000001;2023-24;;MAT0015;;;F\n"
                                                   "a;999000001;2023-24;;ENG0012;;;IV\n"
                                                   "b;999000001;2023-24;;NOR0214;;;3\n"
                                                   "b;999000001;2023-24;;MAT0015;;;deltatt\n");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_NOTE, "too_few_marks", "a.csv", 2,
                        0, "karakter");
  assert_int_equal(ingested_account(data, 0, "accepted"), 5);
  const tell__observation *points = ingested_cell(data, school, "grunnskolepoeng");
  assert_true(points->n == 1 && points->value == 30);
  tell_dataset_free(data);
}

static void test_marks_defect_rejects_the_record(void **state) {
  assert_rejected(*state, MARKS "a;999000001;2023-24;;NOR0214;;;7\n", "unknown_mark", 32,
                  "karakter");
  assert_rejected(*state, MARKS "a;999000001;2023-24;;NOR0214;;;5,5\n", "unknown_mark", 32,
                  "karakter");
  assert_rejected(*state, MARKS "a;999000001;2023-24;;NOR0214;;prøve;5\n", "unknown_assessment", 31,
                  "vurdering");
  assert_rejected(*state, MARKS "a;999000001;2023-24;;NOR0214;x;;5\n", "unknown_subject_type", 30,
                  "fagtype");
  assert_rejected(*state, MARKS ";999000001;2023-24;;NOR0214;;;5\n", "missing_code", 1, "elev");
  assert_rejected(*state, MARKS "a;999000001;2023-24;;;;;5\n", "missing_code", 22, "fagkode");
}

/* What a file of pupils says must not stand in a message. */
static void test_pupil_files_values_are_never_quoted(void **state) {
  tell_dataset *data = ingested_text(*state, TESTS "999000001;2022-23;5;;NPLES05;;77777;\n"
                                                   "999000001;2022-23;5;;NPLES05;q77q;50;\n"
                                                   "999000001;2022-23;5;;NPLES05;;50;77\n");
  assert_int_equal(ingested_account(data, 0, "rejected"), 3);
  ingested_assert_never_quoted(tell_dataset_issues(data), "77");
  tell_dataset_free(data);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_tests_nudb_columns_are_read),
      cmocka_unit_test(test_tests_ssb_columns_are_read),
      cmocka_unit_test(test_tests_levels_follow_the_scale_of_the_year),
      cmocka_unit_test(test_tests_level_against_score_is_told_once_and_counted),
      cmocka_unit_test(test_tests_defect_rejects_the_record),
      cmocka_unit_test(test_tests_scores_in_any_spelling_are_exact),
      cmocka_unit_test(test_pupil_files_without_school_take_the_callers_unit),
      cmocka_unit_test(test_pupil_files_latest_year_names_the_school),
      cmocka_unit_test(test_survey_questions_are_known_by_their_text),
      cmocka_unit_test(test_survey_bullying_counts_a_pupil_once),
      cmocka_unit_test(test_survey_unknown_answer_rejects_the_pupil),
      cmocka_unit_test(test_survey_missing_items_are_told),
      cmocka_unit_test(test_survey_index_of_too_many_items_is_told_and_not_made),
      cmocka_unit_test(test_survey_own_indices_and_a_test_in_one_record),
      cmocka_unit_test(test_tests_grade_without_the_test_has_no_value),
      cmocka_unit_test(test_tests_share_that_took_part_is_made_for_its_indicator),
      cmocka_unit_test(test_pupil_codes_written_as_powers_of_ten_are_rejected),
      cmocka_unit_test(test_tests_group_in_which_nobody_took_part_is_told_as_such),
      cmocka_unit_test(test_tests_results_that_were_cut_away_are_missing),
      cmocka_unit_test(test_tests_took_part_without_a_result_is_told_once),
      cmocka_unit_test(test_marks_conduct_is_left_out_and_valgfag_is_one_mark),
      cmocka_unit_test(test_marks_rows_that_stand_twice),
      cmocka_unit_test(test_marks_pupil_with_too_few_numbers_gets_no_points),
      cmocka_unit_test(test_marks_defect_rejects_the_record),
      cmocka_unit_test(test_pupil_files_values_are_never_quoted),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
