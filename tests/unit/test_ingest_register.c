/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout register: units, areas, years, successors; and that it wins over data files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingested.h"

#define HEADER "code;name;level;parent;area;valid_from;valid_to;successor\n"

static const char units[] = HEADER "I;Norge;nation;;;;;\n"
                                   "99;Fjordfylket;county;I;;;;\n"
                                   "9901;Fjellvik;municipality;99;;;;\n"
                                   "A1;Indre;area;9901;;;;\n"
                                   "999000001;Nes skole;school;9901;A1;2010-11;;\n"
                                   "999000002;Vik skole;;9901;A1;2010;2023-24;999000001\n";

static void test_register_units_with_areas_years_and_successors(void **state) {
  tell_dataset *data = ingested_text(*state, units);
  assert_string_equal(ingested_account_text(data, 0, "layout"), "register");
  assert_int_equal(ingested_account(data, 0, "accepted"), 6);
  const tell__dataset_view *view = tell__dataset_get(data);
  const tell__unit *merged = &view->units[ingested_unit(data, NULL, "999000002")];
  assert_int_equal(merged->level, TELL__LEVEL_SCHOOL); /* by the form of its code */
  assert_int_equal(merged->valid_from, 2010);
  assert_int_equal(merged->valid_to, 2023);
  assert_string_equal(merged->successor, "999000001");
  assert_string_equal(ingested_unit_text(data, "school", "999000002", "successor"), "999000001");
  assert_string_equal(ingested_unit_text(data, "school", "999000001", "successor"), "");
  assert_string_equal(ingested_unit_text(data, "school", "999000001", "area"), "A1");
  assert_string_equal(ingested_unit_text(data, "school", "999000001", "area_name"), "Indre");
  assert_string_equal(ingested_unit_text(data, "area", "A1", "parent"), "9901");
  assert_string_equal(ingested_unit_text(data, "municipality", "9901", "parent"), "99");
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static void test_register_wins_over_data_in_any_order(void **state) {
  const char *const texts[] = {
      "code;name;level;parent\n874738352;Alvøen;school;9901\n",
      "EnhetNivaa|Fylkekode|Kommunekode|Organisasjonsnummer|EnhetNavn|2030-31.Alle kjønn.Alle "
      "eierformer.Antall lærere\n4|46|4601|874738352|Alvøen skole|30\n"};
  const char *const swapped[] = {texts[1], texts[0]};
  tell_dataset *first = ingested_texts(*state, texts, 2);
  tell_dataset *second = ingested_texts(*state, swapped, 2);
  assert_string_equal(ingested_unit_text(first, "school", "874738352", "name"), "Alvøen");
  assert_string_equal(ingested_unit_text(first, "school", "874738352", "parent"), "9901");
  ingested_assert_equal(first, second);
  tell_dataset_free(first);
  tell_dataset_free(second);
}

static void test_register_comma_and_quotes(void **state) {
  tell_dataset *data = ingested_text(
      *state, "level,code,name\nschool,999000001,\"Nes, skole\"\nschool,999000002,\"\"\n");
  assert_string_equal(ingested_unit_text(data, "school", "999000001", "name"), "Nes, skole");
  assert_string_equal(ingested_unit_text(data, "school", "999000002", "name"), "999000002");
  tell_dataset_free(data);
}

static void test_register_same_row_twice_is_skipped(void **state) {
  tell_dataset *data =
      ingested_text(*state, "code;name;level\n9901;Fjellvik;municipality\n9902;Nes;municipality\n"
                            "9901;Fjellvik;municipality\n");
  assert_int_equal(ingested_account(data, 0, "read"), 3);
  assert_int_equal(ingested_account(data, 0, "accepted"), 2);
  assert_int_equal(ingested_account(data, 0, "skipped_duplicate"), 1);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "duplicate_rows", "a.csv",
                        4, 0, "");
  tell_dataset_free(data);
}

static void test_register_other_facts_of_a_unit_are_told(void **state) {
  const char *const orders[] = {
      "code;name;level\n9901;Fjellvik;municipality\n9901;Fjell;municipality\n",
      "code;name;level\n9901;Fjell;municipality\n9901;Fjellvik;municipality\n"};
  for (int i = 0; i < 2; i++) {
    tell_dataset *data = ingested_text(*state, orders[i]);
    assert_string_equal(ingested_unit_text(data, "municipality", "9901", "name"), "Fjell");
    ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "contradicting_rows",
                          "a.csv", 3, 1, "code");
    assert_non_null(strstr(tell_issues_message(tell_dataset_issues(data),
                                               tell_issues_count(tell_dataset_issues(data)) - 1),
                           "line 2"));
    tell_dataset_free(data);
  }
}

static void test_register_bad_rows_are_rejected_with_their_place(void **state) {
  tell_dataset *data = ingested_text(*state, HEADER ";Uten kode;school;;;;;\n"
                                                    "A1;Nord;bydel;9901;;;;\n"
                                                    "A2;Uten nivå;;9901;;;;\n"
                                                    "999000001;Nes;school;;;i fjor;;\n"
                                                    "999000002;Vik;school;;;2023-24;2020-21;\n"
                                                    "999000003;Ås;school;9901;;;;\n");
  const tell_issues *issues = tell_dataset_issues(data);
  ingested_assert_issue(issues, TELL_SEVERITY_ERROR, "missing_code", "a.csv", 2, 1, "code");
  assert_int_equal(ingested_issue_count(issues, "unknown_level"), 2);
  ingested_assert_issue(issues, TELL_SEVERITY_ERROR, "unknown_period", "a.csv", 5, 24,
                        "valid_from");
  ingested_assert_issue(issues, TELL_SEVERITY_ERROR, "impossible_period", "a.csv", 6, 32,
                        "valid_to");
  assert_int_equal(ingested_account(data, 0, "rejected"), 5);
  assert_int_equal(ingested_account(data, 0, "accepted"), 1);
  assert_true(ingested_unit(data, "school", "999000003") >= 0);
  assert_int_equal(ingested_unit(data, "school", "999000001"), -1);
  ingested_assert_never_quoted(issues, "bydel");
  ingested_assert_never_quoted(issues, "i fjor");
  tell_dataset_free(data);
}

static void test_register_unit_above_itself_fails_at_the_end(void **state) {
  static const char text[] = "code;name;level;parent\n9901;Fjellvik;municipality;\n"
                             "A1;Nord;area;A2\nA2;Sør;area;A1\n";
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL;
  tell_error *err = NULL;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_ingest_create(*state, &ingest, err), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "units.csv", text, strlen(text), err), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &dataset, err), TELL_E_DATASET);
  assert_null(dataset);
  assert_string_equal(tell_error_source(err), "units.csv");
  assert_true(tell_error_line(err) == 3 || tell_error_line(err) == 4);
  tell_ingest_free(ingest);
  tell_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_register_units_with_areas_years_and_successors),
      cmocka_unit_test(test_register_wins_over_data_in_any_order),
      cmocka_unit_test(test_register_comma_and_quotes),
      cmocka_unit_test(test_register_same_row_twice_is_skipped),
      cmocka_unit_test(test_register_other_facts_of_a_unit_are_told),
      cmocka_unit_test(test_register_bad_rows_are_rejected_with_their_place),
      cmocka_unit_test(test_register_unit_above_itself_fails_at_the_end),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
