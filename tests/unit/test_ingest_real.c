/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Published files, read without any option. The figures are those that were
 * counted in the bytes of the files with other programs, and the ones that
 * Utdanningsdirektoratet published for Bergen.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/letters.h"
#include "ingested.h"
#include "near.h"

static const char np5[] = "udir-portal-np5-2023-24-hele-landet.csv";

static void test_real_national_test_file_is_accounted_for(void **state) {
  tell_dataset *data = ingested_real(*state, np5);
  assert_string_equal(ingested_account_text(data, 0, "encoding"), "utf-16le");
  assert_string_equal(ingested_account_text(data, 0, "delimiter"), "pipe");
  assert_string_equal(ingested_account_text(data, 0, "layout"), "udir-portal");
  assert_string_equal(ingested_account_text(data, 0, "file"), np5);
  assert_int_equal(ingested_account(data, 0, "read"), 2485);
  assert_int_equal(ingested_account(data, 0, "accepted"), 2485);
  assert_int_equal(ingested_account(data, 0, "rejected"), 0);
  assert_int_equal(ingested_account(data, 0, "skipped"), 0);
  assert_int_equal(ingested_account(data, 0, "cells"), 2485 * 9);
  assert_int_equal(tell_dataset_observation_count(data), 2485 * 3);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

/* Counted with awk in the file: 5 252 visible, 2 139 hidden, 64 without a value, 5 of these without
 * a count. */
static void test_real_national_test_states_are_those_of_the_bytes(void **state) {
  tell_dataset *data = ingested_real(*state, np5);
  const tell__dataset_view *view = tell__dataset_get(data);
  int64_t counts[TELL_STATE_TOO_FEW + 1] = {0};
  for (int64_t i = 0; i < view->observation_count; i++) {
    const tell__observation *o = &view->observations[i];
    counts[o->state]++;
    assert_int_equal(o->has & TELL__HAS_MARGIN,
                     o->state == TELL_STATE_PRESENT ? TELL__HAS_MARGIN : 0);
    assert_true(o->state != TELL_STATE_PRESENT || o->n >= 10);
  }
  assert_int_equal(counts[TELL_STATE_PRESENT], 5252);
  assert_int_equal(counts[TELL_STATE_SUPPRESSED], 2139);
  assert_int_equal(counts[TELL_STATE_NOT_TAKEN_PART] + counts[TELL_STATE_NOT_APPLICABLE], 64);
  tell_dataset_free(data);
}

static void test_real_units_have_their_places(void **state) {
  tell_dataset *data = ingested_real(*state, np5);
  const tell__dataset_view *view = tell__dataset_get(data);
  int64_t counts[TELL__LEVEL_SCHOOL + 1] = {0};
  for (int32_t i = 0; i < view->unit_count; i++)
    counts[view->units[i].level]++;
  assert_int_equal(counts[TELL__LEVEL_NATION], 1);
  assert_int_equal(counts[TELL__LEVEL_COUNTY], 11);
  assert_int_equal(counts[TELL__LEVEL_MUNICIPALITY], 357);
  assert_int_equal(counts[TELL__LEVEL_SCHOOL], 2116);
  assert_string_equal(ingested_unit_text(data, "municipality", "4601", "name"), "Bergen");
  assert_string_equal(ingested_unit_text(data, "municipality", "4601", "parent"), "46");
  assert_string_equal(ingested_unit_text(data, "county", "46", "name"), "Vestland");
  assert_string_equal(ingested_unit_text(data, "municipality", "0301", "parent"), "03");
  assert_string_equal(ingested_unit_text(data, "school", "986171096", "name"), "Apeltun skole");
  tell_dataset_free(data);
}

typedef struct bergen {
  int64_t schools, visible, hidden, not_taken_part, pupils;
  double weighted;
} bergen;

static bergen sum_bergen(const tell_dataset *data, const char *indicator) {
  const tell__dataset_view *view = tell__dataset_get(data);
  int32_t municipality = ingested_unit(data, "municipality", "4601");
  int32_t number = tell__catalogue_indicator(view->catalogue, indicator, strlen(indicator));
  bergen sum = {0, 0, 0, 0, 0, 0};
  for (int64_t i = 0; i < view->observation_count; i++) {
    const tell__observation *o = &view->observations[i];
    if (o->indicator != number || view->units[o->unit].parent != municipality)
      continue;
    sum.schools++;
    sum.hidden += o->state == TELL_STATE_SUPPRESSED;
    sum.not_taken_part += o->state == TELL_STATE_NOT_TAKEN_PART && o->n == 0;
    if (o->state != TELL_STATE_PRESENT)
      continue;
    sum.visible++;
    sum.pupils += o->n;
    sum.weighted += o->value * o->n;
  }
  return sum;
}

static void test_real_bergen_schools_and_pupils(void **state) {
  static const struct {
    const char *indicator;
    int64_t pupils, published;
    double mean, published_mean;
  } expected[] = {{"np_engelsk", 2751, 2776, 50.34, 50},
                  {"np_lesing", 2722, 2748, 50.40, 50},
                  {"np_regning", 2744, 2771, 50.57, 51}};
  tell_dataset *data = ingested_real(*state, np5);
  for (size_t i = 0; i < 3; i++) {
    bergen sum = sum_bergen(data, expected[i].indicator);
    assert_int_equal(sum.schools, 75);
    assert_int_equal(sum.visible, 69);
    assert_int_equal(sum.hidden, 5);
    assert_int_equal(sum.not_taken_part, 1);
    assert_int_equal(sum.pupils, expected[i].pupils);
    assert_double_near(sum.weighted / (double)sum.pupils, expected[i].mean, 0, 0.005);
    const tell__observation *published = ingested_cell(data, "4601", expected[i].indicator);
    assert_int_equal(published->n, expected[i].published);
    assert_true(published->value == expected[i].published_mean);
    assert_double_near(published->margin, 0.4, 1e-15, 0);
    assert_int_equal(published->decimals, 0);
  }
  tell_dataset_free(data);
}

/* The file again without the commas between digits of its UTF-16: those of its 5 252 margins. */
static char *without_commas(const char *name, size_t *size) {
  const char *shared = getenv("TELL_SHARED");
  char path[1024];
  shared = shared != NULL ? shared : TELL_SHARED_DEFAULT;
  snprintf(path, sizeof path, "%s/data/real/%s", shared, name);
  FILE *file = fopen(path, "rb");
  if (file == NULL)
    skip();
  enum { ROOM = 1 << 20 };
  char *bytes = malloc(ROOM);
  assert_non_null(bytes);
  size_t length = fread(bytes, 1, ROOM, file), kept = 0;
  fclose(file);
  assert_true(length > 4 && length < ROOM);
  for (size_t i = 0; i < length; i += 2) {
    int is_comma = bytes[i] == ',' && bytes[i + 1] == 0 && bytes[i - 2] >= '0' &&
                   bytes[i - 2] <= '9' && bytes[i + 2] >= '0' && bytes[i + 2] <= '9';
    if (!is_comma) {
      bytes[kept++] = bytes[i];
      bytes[kept++] = bytes[i + 1];
    }
  }
  *size = kept;
  return bytes;
}

static void test_real_margins_without_commas_are_told(void **state) {
  size_t size = 0;
  char *bytes = without_commas(np5, &size);
  tell_ingest *ingest = NULL;
  tell_dataset *data = NULL;
  assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", bytes, size, NULL), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "implausible_margin"), 5252);
  tell_dataset_free(data);
  tell_ingest_free(ingest);
  free(bytes);
}

static void test_real_nation(void **state) {
  tell_dataset *data = ingested_real(*state, np5);
  assert_int_equal(ingested_cell(data, "I", "np_engelsk")->n, 56875);
  assert_int_equal(ingested_cell(data, "I", "np_lesing")->n, 56408);
  assert_int_equal(ingested_cell(data, "I", "np_regning")->n, 56887);
  assert_true(ingested_cell(data, "I", "np_lesing")->value == 49);
  tell_dataset_free(data);
}

static void test_real_teachers_with_tabs(void **state) {
  tell_dataset *data = ingested_real(*state, "udir-portal-laerere-grunnskole-2023-24.csv");
  assert_string_equal(ingested_account_text(data, 0, "encoding"), "utf-8");
  assert_string_equal(ingested_account_text(data, 0, "delimiter"), "tab");
  assert_int_equal(ingested_account(data, 0, "read"), 3100);
  assert_int_equal(ingested_account(data, 0, "accepted"), 3100);
  assert_true(ingested_cell(data, "4601", "laerere")->value == 3140);
  assert_true(ingested_cell(data, "42", "laerere")->value == 4300);
  assert_string_equal(ingested_unit_text(data, "municipality", "4601", "name"), "Bergen");
  assert_string_equal(ingested_unit_text(data, "municipality", "4203", "name"), "Arendal");
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static void test_real_counties_of_upper_secondary(void **state) {
  tell_dataset *data = ingested_real(*state, "udir-portal-laerere-vgs-fylke-2022-23.csv");
  assert_int_equal(ingested_account(data, 0, "read"), 11);
  assert_int_equal(ingested_account(data, 0, "accepted"), 11);
  const tell__observation *o = ingested_cell(data, "46", "laerere_vgs");
  assert_true(o->value == 3062);
  assert_int_equal(o->grade, 0);
  assert_string_equal(ingested_unit_text(data, "county", "03", "name"), "Oslo");
  int64_t count = 0;
  /* Teachers of primary and lower secondary school are other people. */
  assert_null(ingested_observations(data, "46", "laerere", &count));
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "no_municipalities"), 1);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static void test_real_names_have_whole_letters(void **state) {
  static const char *const names[] = {"udir-portal-np5-2023-24-hele-landet.csv",
                                      "udir-portal-laerere-grunnskole-2023-24.csv",
                                      "udir-portal-laerere-vgs-fylke-2022-23.csv",
                                      "skoleporten-rapportbygger-laerere-2019-20.csv",
                                      "skoleporten-rapportbygger-laerere-vgs-fylke-2018-19.csv",
                                      "udir-eksport-152-projected-bergen-private-gymnas.json"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    tell_dataset *data = ingested_real(*state, names[i]);
    const tell__dataset_view *view = tell__dataset_get(data);
    for (int32_t j = 0; j < view->unit_count; j++)
      if (tell__letters_are_broken(view->units[j].name))
        fail_msg("%s", view->units[j].name);
    assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "broken_letters"), 0);
    tell_dataset_free(data);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_real_national_test_file_is_accounted_for),
      cmocka_unit_test(test_real_national_test_states_are_those_of_the_bytes),
      cmocka_unit_test(test_real_units_have_their_places),
      cmocka_unit_test(test_real_bergen_schools_and_pupils),
      cmocka_unit_test(test_real_margins_without_commas_are_told),
      cmocka_unit_test(test_real_nation),
      cmocka_unit_test(test_real_teachers_with_tabs),
      cmocka_unit_test(test_real_counties_of_upper_secondary),
      cmocka_unit_test(test_real_names_have_whole_letters),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
