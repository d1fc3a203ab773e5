/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout ssb: which regions are units, and which tables are SSB's at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ingested.h"

static void test_ssb_groups_of_regions_are_named_skips(void **state) {
  tell_dataset *data = ingested_text(
      *state, "region;Grunnskolepoeng 2023\n"
              "EAK Landet;42,4\nEAKUO Landet uten Oslo;42,1\nK-46 Vestland;44,9\n"
              "EKG01 KOSTRA-gruppe 1;41\n99 Uoppgitt;40\n9999;40\n0301 Oslo;44,9\n03 Oslo;44,9\n"
              "K-9999 Uoppgitt;40\nK-4601 Bergen;43,3\n");
  assert_int_equal(ingested_account(data, 0, "read"), 10);
  assert_int_equal(ingested_account(data, 0, "accepted"), 4);
  assert_int_equal(ingested_account(data, 0, "skipped_other"), 6);
  assert_true(ingested_cell(data, "I", "grunnskolepoeng")->value == 42.4);
  assert_true(ingested_unit(data, "municipality", "0301") >= 0);
  assert_true(ingested_unit(data, "county", "03") >= 0);
  assert_true(ingested_cell(data, "4601", "grunnskolepoeng")->value == 43.3);
  assert_string_equal(ingested_unit_text(data, "municipality", "4601", "name"), "Bergen");
  assert_int_equal(ingested_unit(data, "county", "99"), -1);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_NOTE, "region_group", "a.csv", 3,
                        1, "region");
  tell_dataset_free(data);
}

static void test_ssb_region_by_name_needs_a_register(void **state) {
  const char *texts[] = {"code;name;level\n12;Hordaland;county\n9901;Fjellvik;municipality\n",
                         "region;Grunnskolepoeng 2019\nHordaland (-2019);41,5\nFjellvik;40\n"
                         "Hele landet;41,9\nUkjent;1\n"};
  tell_dataset *data = ingested_texts(*state, texts, 2);
  assert_true(ingested_cell(data, "12", "grunnskolepoeng")->value == 41.5);
  assert_true(ingested_cell(data, "9901", "grunnskolepoeng")->value == 40);
  assert_true(ingested_cell(data, "I", "grunnskolepoeng")->value == 41.9);
  assert_int_equal(ingested_account(data, 1, "rejected"), 1);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "unit_by_name"), 2);
  tell_dataset_free(data);
}

/* Norway's points of 2019 and 2026 as SSB published them (data-formats.md, 5). */
static void test_ssb_real_table_of_points_is_read(void **state) {
  tell_dataset *data = ingested_real(*state, "ssb-07495-grunnskolepoeng-2019-2026.csv");
  int64_t count = 0;
  const tell__observation *o = ingested_observations(data, "I", "grunnskolepoeng", &count);
  assert_string_equal(ingested_account_text(data, 0, "layout"), "ssb");
  assert_int_equal(count, 8);
  assert_true(o[0].period == 2018 && o[0].value == 41.9 && o[0].grade == 10);
  assert_true(o[7].period == 2025 && o[7].value == 42.4);
  assert_string_equal(ingested_unit_text(data, "county", "46", "name"), "Vestland");
  assert_int_equal(ingested_account(data, 0, "rejected"), 0);
  tell_dataset_free(data);
}

static void test_ssb_table_without_regions_is_about_the_given_unit(void **state) {
  const char *text = "statistikkvariabel;år;verdi\nGrunnskolepoeng;2023;42,4\n";
  tell_ingest *ingest = NULL;
  tell_dataset *data = ingested_text(*state, text);
  assert_int_equal(ingested_account(data, 0, "rejected"), 1);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "unknown_unit"), 1);
  tell_dataset_free(data);
  assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_unit(ingest, "nation", "I", NULL, NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), NULL), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
  assert_true(ingested_cell(data, "I", "grunnskolepoeng")->value == 42.4);
  tell_ingest_free(ingest);
  tell_dataset_free(data);
}

static void test_ssb_table_of_other_things_is_told_and_counted(void **state) {
  static const char *const texts[] = {
      "region;Folkemengde 2023;Folkemengde 2024\n46 Vestland;1;2\n03 Oslo;3;4\n",
      "\"region\",\"år\",\"07459: Befolkning, etter region og år\"\n46,2023,1\n46,2024,2\n"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    char text[512];
    strcpy(text, texts[i]);
    tell_ingest *ingest = NULL;
    tell_dataset *data = NULL;
    assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
    assert_int_equal(tell_ingest_set_layout(ingest, "ssb", NULL), TELL_OK);
    assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), NULL), TELL_OK);
    assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
    assert_int_equal(ingested_account(data, 0, "read"), 2);
    assert_int_equal(ingested_account(data, 0, "skipped_other"), 2);
    assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "no_known_measure"), 1);
    assert_int_equal(tell_dataset_observation_count(data), 0);
    tell_ingest_free(ingest);
    tell_dataset_free(data);
  }
}

/* 432 cells of culture: counted, told, and nothing of it used. */
static void test_ssb_published_sample_of_another_table(void **state) {
  tell_dataset *data = ingested_real(*state, "ssb-jsonstat2-05300-sample.json");
  assert_string_equal(ingested_account_text(data, 0, "layout"), "ssb");
  assert_int_equal(ingested_account(data, 0, "read"), 432);
  assert_int_equal(ingested_account(data, 0, "skipped_other"), 432);
  assert_int_equal(ingested_account(data, 0, "accepted"), 0);
  assert_int_equal(tell_dataset_observation_count(data), 0);
  assert_int_equal(tell__dataset_get(data)->unit_count, 0);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "no_known_measure"), 1);
  tell_dataset_free(data);
}

/* A header that only has a word in common is not SSB's. */
static void test_ssb_leaves_other_tables_alone(void **state) {
  static const char *const texts[] = {
      "region;aar;trinn;engelsk\n46;2018;8;50\n",
      "regionkode;region;avslutningsaar;poeng\n0;Hele landet;2019;41.9\n",
      "skole;2019;2020\nNes;1;2\n", "trinn;antall\n8;5\n", "07495: Grunnskolepoeng\n1\n"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    tell_ingest *ingest = NULL;
    assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
    assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", texts[i], strlen(texts[i]), NULL),
                     TELL_E_LAYOUT);
    tell_ingest_free(ingest);
  }
}

static void test_ssb_two_columns_of_one_role_are_refused(void **state) {
  const char *text = "Region;fylke;ContentsCode;Tid;verdi\n46;46;Grunnskolepoeng;2023;42\n";
  tell_ingest *ingest = NULL;
  tell_error *err = NULL;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), err), TELL_E_LAYOUT);
  assert_string_equal(tell_error_field(err), "fylke");
  assert_string_equal(tell_error_source(err), "a.csv");
  tell_ingest_free(ingest);
  tell_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ssb_groups_of_regions_are_named_skips),
      cmocka_unit_test(test_ssb_region_by_name_needs_a_register),
      cmocka_unit_test(test_ssb_real_table_of_points_is_read),
      cmocka_unit_test(test_ssb_table_without_regions_is_about_the_given_unit),
      cmocka_unit_test(test_ssb_table_of_other_things_is_told_and_counted),
      cmocka_unit_test(test_ssb_published_sample_of_another_table),
      cmocka_unit_test(test_ssb_leaves_other_tables_alone),
      cmocka_unit_test(test_ssb_two_columns_of_one_role_are_refused),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
