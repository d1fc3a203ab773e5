/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Published tables that are in no built-in layout, each read by a mapping. The
 * expected figures were read in the files with another program, and stand in
 * the publishers' own tables.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ingested.h"
#include "mapped.h"
#include "near.h"
#include "published.h"

static const char bergen[] = "bergen-skoler-utvalg-2021-2026.csv";

/* The sheet with its densities repaired: what Excel left are hundredths. */
static tell_dataset *read_repaired(const tell_catalogue *catalogue) {
  static const char density[] = PUBLISHED_BERGEN_DENSITY;
  static char mapping[8192];
  const char *found = strstr(published_bergen, density);
  assert_non_null(found);
  assert_true(strlen(published_bergen) + 20 < sizeof mapping);
  size_t before = (size_t)(found - published_bergen) + sizeof density - 1;
  memcpy(mapping, published_bergen, before);
  strcpy(mapping + before, "divide:100");
  strcat(mapping, published_bergen + before);
  return mapped_real(catalogue, mapping, bergen);
}

static void test_damaged_table_is_read_and_every_damaged_cell_is_found(void **state) {
  tell_dataset *data = mapped_real(*state, published_bergen, bergen);
  const tell_issues *issues = tell_dataset_issues(data);
  assert_string_equal(ingested_account_text(data, 0, "layout"), "bergen-skoler");
  assert_string_equal(ingested_account_text(data, 0, "delimiter"), "comma");
  assert_int_equal(ingested_account(data, 0, "read"), 11);
  assert_int_equal(ingested_account(data, 0, "accepted"), 11);
  /* 24 of tests, 5 of pupils, teachers, density, days and hours each, 3 of points, 1 of bullying.
   */
  assert_int_equal(tell_dataset_observation_count(data), 11 * (24 + 5 * 5 + 3 + 1));
  /* Teacher density lost its mark in every year, absence in two of five. */
  assert_int_equal(ingested_issue_count(issues, "out_of_range"), 55);
  assert_int_equal(ingested_issue_count(issues, "implausible"), 28);
  assert_int_equal(tell_issues_total(issues, TELL_SEVERITY_ERROR), 55);
  /* The headers with "?" inside a word; in one more the whole word was lost. */
  assert_int_equal(ingested_issue_count(issues, "broken_letters"), 17);
  assert_int_equal(tell_issues_total(issues, TELL_SEVERITY_WARNING), 28 + 17);
  assert_int_equal(mapped_cell(data, "874738352", "laerertetthet", 2021, 0)->state,
                   TELL_STATE_INVALID);
  tell_dataset_free(data);
}

/* Whether a finding is about one of the columns that Excel took the marks from. */
static int is_damaged(const char *field) {
  return strstr(field, "Lærertetthet") != NULL ||
         (strstr(field, "Median") != NULL &&
          (strstr(field, "2022-23") != NULL || strstr(field, "2024-25") != NULL));
}

static void test_damaged_table_has_no_finding_about_a_good_cell(void **state) {
  tell_dataset *data = mapped_real(*state, published_bergen, bergen);
  const tell_issues *issues = tell_dataset_issues(data);
  for (int64_t i = 0; i < tell_issues_count(issues); i++) {
    if (tell_issues_severity(issues, i) == TELL_SEVERITY_NOTE || tell_issues_line(issues, i) == 1)
      continue;
    assert_true(is_damaged(tell_issues_field(issues, i)));
    assert_true(tell_issues_line(issues, i) >= 2 && tell_issues_column(issues, i) > 1);
  }
  tell_dataset_free(data);
}

static void test_damaged_table_gives_the_published_figures(void **state) {
  tell_dataset *data = read_repaired(*state);
  const tell__observation *o = mapped_cell(data, "986171096", "np_lesing", 2023, 5);
  assert_true(o->value == 53 && o->n == 48);
  assert_double_near(o->margin, 2.6, 1e-15, 0);
  o = mapped_cell(data, "874738352", "laerertetthet", 2025, 0);
  assert_double_near(o->value, 14.85, 1e-15, 0);
  assert_int_equal(o->decimals, 2);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "out_of_range"), 0);
  assert_int_equal(mapped_cell(data, "992780010", "np_engelsk", 2022, 5)->state,
                   TELL_STATE_SUPPRESSED);
  assert_int_equal(mapped_cell(data, "974738473", "np_engelsk", 2022, 5)->state,
                   TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(mapped_cell(data, "974738473", "np_lesing", 2022, 8)->state,
                   TELL_STATE_NOT_TAKEN_PART);
  o = mapped_cell(data, "992780010", "grunnskolepoeng", 2024, 10);
  assert_double_near(o->value, 48.7, 1e-15, 0);
  assert_int_equal(o->n, 8);
  assert_double_near(mapped_cell(data, "974309424", "fravaer_dager", 2023, 10)->value, 17.5, 0, 0);
  assert_int_equal(mapped_cell(data, "974738473", "fravaer_timer", 2020, 10)->n, 149);
  assert_double_near(mapped_cell(data, "974738392", "eu_mobbing", 2025, 7)->value, 25, 0, 0);
  assert_string_equal(ingested_unit_text(data, "school", "986171096", "parent"), "4601");
  assert_string_equal(ingested_unit_text(data, "municipality", "4601", "name"), "Bergen");
  assert_string_equal(ingested_unit_text(data, "municipality", "4601", "parent"), "46");
  assert_string_equal(ingested_unit_text(data, "county", "46", "parent"), "I");
  tell_dataset_free(data);
}

static void test_reference_table_gives_bergen_and_vestland(void **state) {
  tell_dataset *data =
      mapped_real(*state, published_reference, "bergen-vestland-referanse-udir.csv");
  assert_int_equal(ingested_account(data, 0, "read"), 85);
  assert_int_equal(ingested_account(data, 0, "accepted"), 79);
  assert_int_equal(ingested_account(data, 0, "skipped"), 6);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "skipped_by_mapping"), 1);
  ingested_assert_clean(tell_dataset_issues(data));
  static const struct {
    const char *code, *indicator;
    int period, grade, n;
    double value;
  } expected[] = {{"4601", "np_engelsk", 2022, 5, 2567, 51},
                  {"4601", "np_lesing", 2025, 5, 2907, 49},
                  {"4601", "np_regning", 2022, 8, 1944, 51},
                  {"4601", "np_engelsk", 2025, 8, 2891, 53},
                  {"4601", "grunnskolepoeng", 2023, 10, 2943, 42.9},
                  {"46", "grunnskolepoeng", 2022, 10, 7265, 42.8},
                  {"46", "grunnskolepoeng", 2023, 10, 7433, 42.4},
                  {"4601", "eu_mobbing", 2025, 7, 0, 11.1},
                  {"4601", "elever", 2021, 0, 0, 30739},
                  {"4601", "laerere", 2025, 0, 0, 3026}};
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
    const tell__observation *o = mapped_cell(data, expected[i].code, expected[i].indicator,
                                             expected[i].period, expected[i].grade);
    assert_double_near(o->value, expected[i].value, 1e-15, 0);
    assert_int_equal(o->n, expected[i].n);
  }
  assert_string_equal(ingested_unit_text(data, "municipality", "4601", "name"), "Bergen");
  tell_dataset_free(data);
}

static void test_ssb_points_have_the_year_of_completion(void **state) {
  tell_dataset *data =
      mapped_real(*state, published_ssb_points, "ssb-07495-grunnskolepoeng-2019-2026.csv");
  static const double norway[] = {41.9, 43.2, 43.3, 43.3, 42.4, 42.2, 42.2, 42.4};
  for (int i = 0; i < 8; i++)
    assert_double_near(mapped_cell(data, "I", "grunnskolepoeng", 2018 + i, 10)->value, norway[i],
                       1e-15, 0);
  /* Counted in the file: 9 regions, 8 years each; three counties of 2020 have none of 2019. */
  assert_int_equal(ingested_account(data, 0, "read"), 72);
  assert_int_equal(ingested_account(data, 0, "accepted"), 72);
  assert_int_equal(mapped_cell(data, "46", "grunnskolepoeng", 2018, 10)->state, TELL_STATE_MISSING);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

/* Statistics Norway and Utdanningsdirektoratet give one figure with a difference of 0,1. */
static void test_ssb_and_udir_differ_and_stay_apart(void **state) {
  tell_dataset *ssb =
      mapped_real(*state, published_ssb_points, "ssb-07495-grunnskolepoeng-2019-2026.csv");
  tell_dataset *udir =
      mapped_real(*state, published_reference, "bergen-vestland-referanse-udir.csv");
  static const double difference[] = {0, 0.1, 0};
  for (int i = 0; i < 3; i++) {
    const tell__observation *a = mapped_cell(ssb, "46", "grunnskolepoeng", 2022 + i, 10);
    const tell__observation *b = mapped_cell(udir, "46", "grunnskolepoeng", 2022 + i, 10);
    assert_double_near(a->value - b->value, difference[i], 0, 1e-9);
    assert_int_not_equal(a->source, b->source);
  }
  tell_dataset_free(ssb);
  tell_dataset_free(udir);
}

static void test_ssb_tests_of_the_old_scale(void **state) {
  tell_dataset *data =
      mapped_real(*state, published_ssb_tests, "ssb-np8-gamle-skalapoeng-2018-2019.csv");
  assert_int_equal(ingested_account(data, 0, "read"), 8);
  assert_int_equal(ingested_account(data, 0, "accepted"), 8);
  assert_int_equal(tell_dataset_observation_count(data), 24);
  const tell__observation *o = mapped_cell(data, "I", "np_regning", 2018, 8);
  assert_true(o->value == 50 && o->n == 59099);
  o = mapped_cell(data, "12", "np_lesing", 2019, 8);
  assert_true(o->value == 49 && o->n == 6012);
  o = mapped_cell(data, "14", "np_regning", 2018, 8);
  assert_true(o->value == 51 && o->n == 1385);
  assert_true(mapped_cell(data, "03", "np_engelsk", 2019, 8)->value == 53);
  assert_string_equal(ingested_unit_text(data, "nation", "I", "name"), "Hele landet");
  assert_string_equal(ingested_unit_text(data, "county", "14", "name"), "Sogn og Fjordane");
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static void test_ssb_levels_are_members_of_a_distribution(void **state) {
  tell_dataset *data =
      mapped_real(*state, published_ssb_levels, "ssb-np8-mestringsnivaa-landet-2019.csv");
  static const struct {
    const char *indicator;
    double shares[5];
  } expected[] = {{"np_engelsk_niva", {8.4, 18.4, 42.4, 19.3, 11.6}},
                  {"np_lesing_niva", {9.8, 14.7, 43.1, 23.3, 9.2}},
                  {"np_regning_niva", {7.4, 23.3, 38.4, 20.7, 10.3}}};
  for (size_t i = 0; i < 3; i++) {
    int64_t count = 0;
    const tell__observation *o = ingested_observations(data, "I", expected[i].indicator, &count);
    assert_int_equal(count, 5);
    for (int level = 0; level < 5; level++) {
      const char number[] = {(char)('1' + level), '\0'};
      assert_double_near(o[level].value, expected[i].shares[level], 1e-15, 0);
      assert_string_equal(tell__dataset_dimension(data, o[level].category), "mestringsniva");
      assert_string_equal(tell__dataset_category(data, o[level].category), number);
    }
  }
  assert_int_equal(ingested_account(data, 0, "accepted"), 3);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static void test_crosswalk_of_counties_is_a_register(void **state) {
  tell_dataset *data =
      mapped_real(*state, published_counties, "skoleporten-fylke-id-to-fylkesnummer-2020.csv");
  assert_int_equal(ingested_account(data, 0, "read"), 24);
  assert_int_equal(ingested_account(data, 0, "accepted"), 24);
  assert_int_equal(tell_dataset_observation_count(data), 0);
  assert_string_equal(ingested_unit_text(data, "county", "12", "successor"), "46");
  assert_string_equal(ingested_unit_text(data, "county", "14", "successor"), "46");
  assert_string_equal(ingested_unit_text(data, "county", "01", "successor"), "30");
  assert_string_equal(ingested_unit_text(data, "county", "03", "successor"), "");
  tell_dataset_free(data);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_damaged_table_is_read_and_every_damaged_cell_is_found),
      cmocka_unit_test(test_damaged_table_has_no_finding_about_a_good_cell),
      cmocka_unit_test(test_damaged_table_gives_the_published_figures),
      cmocka_unit_test(test_reference_table_gives_bergen_and_vestland),
      cmocka_unit_test(test_ssb_points_have_the_year_of_completion),
      cmocka_unit_test(test_ssb_and_udir_differ_and_stay_apart),
      cmocka_unit_test(test_ssb_tests_of_the_old_scale),
      cmocka_unit_test(test_ssb_levels_are_members_of_a_distribution),
      cmocka_unit_test(test_crosswalk_of_counties_is_a_register),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
