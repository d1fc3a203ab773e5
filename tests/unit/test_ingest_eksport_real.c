/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Published answers of Udir's Eksport API and rapport API. The counts were
 * taken from the bytes of the files with another program, and the consistency
 * of the figures is that of data-formats.md, 4.3.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingested.h"
#include "near.h"

static const char indices[] = "udir-eksport-152-projected-bergen-private-gymnas.json";
static const char bullying[] = "udir-eksport-154-projected-bergen-private-gymnas.json";
static const char participation[] = "udir-eksport-155-projected-bergen-private-gymnas.json";

static tell_dataset *read_as(const tell_catalogue *catalogue, const char *const *names,
                             size_t count, const char *level, const char *code, const char *unit) {
  const char *shared = getenv("TELL_SHARED");
  tell_ingest *ingest = NULL;
  tell_dataset *data = NULL;
  shared = shared != NULL ? shared : TELL_SHARED_DEFAULT;
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_unit(ingest, level, code, unit, NULL), TELL_OK);
  for (size_t i = 0; i < count; i++) {
    char path[1024];
    assert_true(strlen(shared) + strlen(names[i]) + 20 < sizeof path);
    strcpy(path, shared);
    strcat(path, "/data/real/");
    strcat(path, names[i]);
    tell_status status = tell_ingest_add_file(ingest, path, NULL);
    if (status == TELL_E_IO) {
      tell_ingest_free(ingest);
      skip();
    }
    assert_int_equal(status, TELL_OK);
  }
  assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
  tell_ingest_free(ingest);
  return data;
}

/* The files name the school only by its name. */
static tell_dataset *read_school(const tell_catalogue *catalogue, const char *const *names,
                                 size_t count) {
  return read_as(catalogue, names, count, "school", "999000001", "Bergen private gymnas AS");
}

static void test_real_files_are_accounted_for(void **state) {
  static const struct {
    const char *name;
    int64_t read, accepted, duplicate, other;
  } files[] = {
      {indices, 2680, 310, 310, 2060}, {bullying, 240, 30, 30, 180}, {participation, 30, 30, 0, 0}};
  for (size_t i = 0; i < 3; i++) {
    tell_dataset *data = read_school(*state, &files[i].name, 1);
    assert_string_equal(ingested_account_text(data, 0, "layout"), "udir-eksport");
    assert_string_equal(ingested_account_text(data, 0, "encoding"), "utf-8");
    assert_string_equal(ingested_account_text(data, 0, "delimiter"), "json");
    assert_int_equal(ingested_account(data, 0, "read"), files[i].read);
    assert_int_equal(ingested_account(data, 0, "accepted"), files[i].accepted);
    assert_int_equal(ingested_account(data, 0, "rejected"), 0);
    assert_int_equal(ingested_account(data, 0, "skipped_duplicate"), files[i].duplicate);
    assert_int_equal(ingested_account(data, 0, "skipped_other"), files[i].other);
    assert_int_equal(tell_dataset_observation_count(data), files[i].accepted);
    assert_int_equal(tell_issues_total(tell_dataset_issues(data), TELL_SEVERITY_ERROR), 0);
    tell_dataset_free(data);
  }
}

/* The observation of a year, grade and owner, which must be there once. */
static const tell__observation *find(const tell_dataset *data, const char *indicator, int period,
                                     int grade, int owner) {
  int64_t count = 0;
  const tell__observation *all = ingested_observations(data, "999000001", indicator, &count);
  const tell__observation *found = NULL;
  for (int64_t i = 0; i < count; i++) {
    if (all[i].period != period || all[i].grade != grade || all[i].owner != owner)
      continue;
    assert_null(found);
    found = &all[i];
  }
  assert_non_null(found);
  return found;
}

static void test_real_indices_keep_their_pooled_spread(void **state) {
  const char *names[] = {indices};
  tell_dataset *data = read_school(*state, names, 1);
  for (int owner = 0; owner <= 2; owner += 2) {
    const tell__observation *o = find(data, "eu_radgivning", 2021, 11, owner);
    assert_double_near(o->value, 3.1, 1e-15, 0);
    assert_double_near(o->sd, 1.4, 1e-15, 0);
    assert_int_equal(o->flags, TELL__FLAG_SD_POOLED);
    assert_int_equal(o->n, 157);
    assert_int_equal(o->decimals, 1);
  }
  assert_double_near(find(data, "eu_faglig_utfordring", 2021, 12, 0)->value, 4.4, 1e-15, 0);
  assert_int_equal(find(data, "eu_faglig_utfordring", 2021, 12, 0)->n, 145);
  tell_dataset_free(data);
}

/* Pupils bullied, pupils who answered, share as published. */
static void test_real_bullying_gets_its_answers_from_participation(void **state) {
  static const struct {
    int period, grade;
    int32_t bullied, answers;
    double share;
  } cells[] = {{2021, 12, 7, 145, 4.8}, {2022, 12, 13, 161, 8.1}, {2023, 12, 5, 119, 4.2},
               {2023, 11, 6, 150, 4.0}, {2024, 13, 3, 121, 2.5},  {2024, 12, 7, 136, 5.1},
               {2024, 11, 4, 184, 2.2}, {2025, 12, 2, 161, 1.2},  {2025, 11, 5, 171, 2.9},
               {2025, 13, 0, 128, 0.0}};
  const char *orders[2][2] = {{bullying, participation}, {participation, bullying}};
  tell_dataset *both[2] = {NULL, NULL};
  for (int order = 0; order < 2; order++) {
    both[order] = read_school(*state, orders[order], 2);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
      for (int owner = 0; owner <= 2; owner += 2) {
        const tell__observation *o =
            find(both[order], "eu_mobbing", cells[i].period, cells[i].grade, owner);
        assert_int_equal(o->state, TELL_STATE_PRESENT);
        assert_int_equal(o->numerator, cells[i].bullied);
        assert_int_equal(o->has, TELL__HAS_N | TELL__HAS_NUMERATOR);
        assert_int_equal(o->n, cells[i].answers);
        assert_int_equal(o->flags, 0);
        assert_double_near(o->value, cells[i].share, 1e-15, 0);
      }
    const tell_issues *issues = tell_dataset_issues(both[order]);
    assert_int_equal(ingested_issue_count(issues, "share_against_counts"), 0);
    assert_int_equal(ingested_issue_count(issues, "no_participation"), 0);
  }
  ingested_assert_equal(both[0], both[1]);
  tell_dataset_free(both[0]);
  tell_dataset_free(both[1]);
}

static void test_real_bullying_alone_stands_without_answers(void **state) {
  const char *names[] = {bullying};
  tell_dataset *data = read_school(*state, names, 1);
  const tell__dataset_view *view = tell__dataset_get(data);
  int64_t present = 0, hidden = 0;
  for (int64_t i = 0; i < view->observation_count; i++) {
    const tell__observation *o = &view->observations[i];
    present += o->state == TELL_STATE_PRESENT && o->has == TELL__HAS_NUMERATOR && o->flags == 0;
    hidden += o->state == TELL_STATE_SUPPRESSED && o->has == 0;
  }
  assert_int_equal(present, 20);
  assert_int_equal(hidden, 10);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "no_participation"), 1);
  tell_dataset_free(data);
}

static void test_real_participation_is_a_share_of_those_invited(void **state) {
  const char *names[] = {participation};
  tell_dataset *data = read_school(*state, names, 1);
  const tell__observation *o = find(data, "eu_deltakelse", 2021, 11, 0);
  assert_double_near(o->value, 88.3, 1e-15, 0);
  assert_int_equal(o->numerator, 166);
  assert_int_equal(o->n, 188);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "share_against_counts"), 0);
  tell_dataset_free(data);
}

static void test_real_report_of_a_test(void **state) {
  tell_dataset *data = ingested_real(*state, "udir-rapport-np8-lesing-2025-26-utlandet.json");
  assert_string_equal(ingested_account_text(data, 0, "layout"), "udir-rapport");
  assert_int_equal(ingested_account(data, 0, "read"), 2);
  assert_int_equal(ingested_account(data, 0, "accepted"), 2);
  assert_int_equal(ingested_account(data, 0, "cells"), 6);
  const tell__observation *o = ingested_cell(data, "2599", "np_lesing");
  assert_true(o->value == 47 && o->n == 73 && o->period == 2025 && o->grade == 8);
  assert_double_near(o->margin, 2.0, 1e-15, 0);
  assert_true(ingested_cell(data, "25", "np_lesing")->value == 47);
  assert_string_equal(ingested_unit_text(data, "municipality", "2599", "name"),
                      "Utlandet, uspesifisert");
  assert_string_equal(ingested_unit_text(data, "municipality", "2599", "parent"), "25");
  assert_string_equal(ingested_unit_text(data, "county", "25", "name"), "Utlandet");
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static void test_real_report_of_absence(void **state) {
  tell_dataset *data = ingested_real(*state, "udir-rapport-fravaer-2024-25-utlandet.json");
  assert_int_equal(ingested_account(data, 0, "accepted"), 2);
  const tell__observation *o = ingested_cell(data, "2599", "fravaer_dager");
  assert_true(o->value == 8 && o->n == 65 && o->period == 2024 && o->grade == 10);
  assert_true(ingested_cell(data, "2599", "fravaer_timer")->value == 7);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "ignored_column"), 2);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static const char report_of_bullying[] = "udir-rapport-mobbing10-2025-26-bykle.json";

static void test_real_report_of_bullying_without_unit_is_rejected(void **state) {
  tell_dataset *data = ingested_real(*state, report_of_bullying);
  const tell_issues *issues = tell_dataset_issues(data);
  assert_string_equal(ingested_account_text(data, 0, "layout"), "udir-rapport-indikator");
  assert_int_equal(ingested_account(data, 0, "read"), 4);
  assert_int_equal(ingested_account(data, 0, "rejected"), 1);
  assert_int_equal(ingested_account(data, 0, "skipped_other"), 3);
  assert_int_equal(ingested_issue_count(issues, "unknown_unit"), 1);
  assert_int_equal(ingested_issue_count(issues, "question_rows"), 1);
  tell_dataset_free(data);
}

static void test_real_report_of_bullying_is_the_given_unit_s(void **state) {
  const char *names[] = {report_of_bullying};
  tell_dataset *data = read_as(*state, names, 1, "municipality", "4222", "Bykle");
  const tell__observation *o = ingested_cell(data, "4222", "eu_mobbing");
  assert_int_equal(ingested_account(data, 0, "accepted"), 1);
  assert_int_equal(o->state, TELL_STATE_SUPPRESSED);
  assert_int_equal(o->period, 2025);
  assert_int_equal(o->grade, 10);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_real_files_are_accounted_for),
      cmocka_unit_test(test_real_indices_keep_their_pooled_spread),
      cmocka_unit_test(test_real_bullying_gets_its_answers_from_participation),
      cmocka_unit_test(test_real_bullying_alone_stands_without_answers),
      cmocka_unit_test(test_real_participation_is_a_share_of_those_invited),
      cmocka_unit_test(test_real_report_of_a_test),
      cmocka_unit_test(test_real_report_of_absence),
      cmocka_unit_test(test_real_report_of_bullying_without_unit_is_rejected),
      cmocka_unit_test(test_real_report_of_bullying_is_the_given_unit_s),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
