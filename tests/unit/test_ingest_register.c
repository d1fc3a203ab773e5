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
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_NOTE, "duplicate_rows", "a.csv", 4,
                        1, "code");
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
    assert_string_equal(tell_issues_code(tell_dataset_issues(data), 1), "contradicting_rows");
    assert_non_null(strstr(tell_issues_message(tell_dataset_issues(data), 1), "line 2"));
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

static void test_register_unknown_successor_is_told(void **state) {
  const char *const texts[] = {"level;code;successor\n"
                               "school;999000001;999000002\n"
                               "school;999000002;999000009\n"
                               "school;999000003;999000008\n"
                               "school;999000004;9901\n"
                               "municipality;9901;\n",
                               "unit_code;period;indicator;value\n999000008;2022-23;elever;9\n"};
  tell_dataset *data = ingested_texts(*state, texts, 2);
  const tell_issues *issues = tell_dataset_issues(data);
  /* 999000008 stands in a data file; 9901 is no school. */
  assert_int_equal(ingested_issue_count(issues, "unknown_successor"), 2);
  int found = 0;
  for (int64_t i = 0; i < tell_issues_count(issues); i++) {
    if (strcmp(tell_issues_code(issues, i), "unknown_successor") != 0)
      continue;
    assert_int_equal(tell_issues_severity(issues, i), TELL_SEVERITY_WARNING);
    assert_string_equal(tell_issues_source(issues, i), "a.csv");
    assert_string_equal(tell_issues_field(issues, i), "successor");
    assert_int_equal(tell_issues_line(issues, i), found == 0 ? 3 : 5);
    assert_int_equal(tell_issues_column(issues, i), 18);
    found++;
  }
  ingested_assert_never_quoted(issues, "999000009");
  assert_string_equal(ingested_unit_text(data, "school", "999000002", "successor"), "999000009");
  tell_dataset_free(data);
}

static void test_register_unit_that_follows_itself_is_told(void **state) {
  tell_dataset *data = ingested_text(*state, "code;level;Successor\n999000001;school;999000001\n");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "successor_is_itself",
                        "a.csv", 2, 18, "Successor");
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "unknown_successor"), 0);
  assert_string_equal(ingested_unit_text(data, "school", "999000001", "successor"), "");
  tell_dataset_free(data);
}

static void test_register_area_without_a_row_is_told_once(void **state) {
  tell_dataset *data = ingested_text(*state, HEADER "9901;Fjellvik;municipality;;;;;\n"
                                                    "A1;Indre;area;9901;;;;\n"
                                                    "999000001;Nes;school;9901;A1;;;\n"
                                                    "999000002;Vik;school;9901;A2;;;\n"
                                                    "999000003;Ås;school;9901;A2;;;\n");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "unknown_area", "a.csv",
                        5, 27, "area");
  assert_string_equal(ingested_unit_text(data, "school", "999000003", "area"), "A2");
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "unknown_parent"), 0);
  tell_dataset_free(data);
}

static void test_register_parent_that_no_file_defines_is_told_once(void **state) {
  const char *const texts[] = {
      HEADER "999000001;Nes;school;9901;;;;\n999000002;Vik;school;9902;;;;\n"
             "999000003;Ås;school;9902;;;;\n9903;Li;municipality;99;;;;\n",
      "unit_code;period;indicator;value\n9901;2022-23;elever;9\n99;2022-23;elever;90\n"};
  const char *const swapped[] = {texts[1], texts[0]};
  for (int i = 0; i < 2; i++) {
    tell_dataset *data = ingested_texts(*state, i == 0 ? texts : swapped, 2);
    ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "unknown_parent",
                          i == 0 ? "a.csv" : "b.csv", 3, 22, "parent");
    assert_string_equal(ingested_unit_text(data, "school", "999000003", "parent"), "9902");
    tell_dataset_free(data);
  }
}

/* What became of a school of these years with these figures. */
static void assert_years(void **state, const char *years, const char *figures, int64_t column,
                         const char *field) {
  char text[300];
  strcpy(text, HEADER "9901;Nes;municipality;;;;;\n999000001;Nes;school;9901;;");
  strcat(text, years);
  strcat(text, ";\n");
  const char *const texts[] = {text, figures};
  const char *const swapped[] = {figures, text};
  for (int i = 0; i < 2; i++) {
    tell_dataset *data = ingested_texts(*state, i == 0 ? texts : swapped, 2);
    const tell_issues *issues = tell_dataset_issues(data);
    if (column > 0)
      ingested_assert_issue(issues, TELL_SEVERITY_WARNING, "outside_valid_years",
                            i == 0 ? "a.csv" : "b.csv", 3, column, field);
    else
      assert_int_equal(ingested_issue_count(issues, "outside_valid_years"), 0);
    if (column > 0)
      assert_non_null(strstr(tell_issues_message(issues, tell_issues_count(issues) - 1),
                             i == 0 ? "line 3 of b.csv" : "line 3 of a.csv"));
    tell_dataset_free(data);
  }
}

static void test_register_figures_outside_the_years_are_told_once(void **state) {
  static const char figures[] = "unit_code;period;indicator;value\n999000001;2020-21;elever;9\n"
                                "999000001;2021-22;elever;8\n999000001;2022-23;elever;8\n";
  assert_years(state, "2020-21;2022-23", figures, 0, "");
  assert_years(state, ";", figures, 0, "");
  assert_years(state, ";2020-21", figures, 29, "valid_to");
  static const char early[] = "unit_code;period;indicator;value\n999000001;2023-24;elever;9\n"
                              "999000001;2021-22;elever;8\n999000001;2020-21;elever;8\n";
  assert_years(state, "2022-23;", early, 28, "valid_from");
}

/* Tables of several years have blank cells for schools that were not there in all of them. */
static void test_register_nothing_outside_the_years_is_not_told(void **state) {
  assert_years(state, ";2020-21",
               "unit_code;period;indicator;value;n\n999000001;2020-21;np_lesing;50;9\n"
               "999000001;2021-22;np_lesing;;\n999000001;2022-23;np_lesing;;0\n",
               0, "");
}

/* A circle of areas, a municipality and a school above themselves: only these links are dropped. */
static void test_register_parent_that_is_not_above_is_told_and_not_used(void **state) {
  static const char text[] = "code;name;level;parent;area\n"
                             "9901;Fjellvik;municipality;9901;\n"
                             "A1;Nord;area;A2;\n"
                             "A2;Sør;area;A1;\n"
                             "I;Norge;nation;X;\n"
                             "999000001;Nes;school;999000001;A3\n"
                             "99;Fjordfylket;county;I;\n"
                             "999000002;Vik;school;9901;A1\n";
  static const int columns[] = {28, 14, 13, 16, 22};
  tell_dataset *data = ingested_text(*state, text);
  const tell_issues *issues = tell_dataset_issues(data);
  assert_int_equal(ingested_issue_count(issues, "parent_not_above"), 5);
  assert_int_equal(tell_issues_total(issues, TELL_SEVERITY_ERROR), 5);
  int found = 0;
  for (int64_t i = 0; i < tell_issues_count(issues); i++) {
    if (tell_issues_severity(issues, i) != TELL_SEVERITY_ERROR)
      continue;
    assert_string_equal(tell_issues_source(issues, i), "a.csv");
    assert_string_equal(tell_issues_field(issues, i), "parent");
    assert_int_equal(tell_issues_line(issues, i), found + 2);
    assert_int_equal(tell_issues_column(issues, i), columns[found]);
    found++;
  }
  assert_string_equal(ingested_unit_text(data, "area", "A1", "parent"), "");
  assert_string_equal(ingested_unit_text(data, "area", "A2", "parent"), "");
  assert_string_equal(ingested_unit_text(data, "area", "A3", "parent"), "");
  assert_string_equal(ingested_unit_text(data, "nation", "I", "parent"), "");
  assert_string_equal(ingested_unit_text(data, "school", "999000001", "parent"), "");
  /* As if nothing had been said: the number of a municipality begins with its county's. */
  assert_string_equal(ingested_unit_text(data, "municipality", "9901", "parent"), "99");
  assert_string_equal(ingested_unit_text(data, "county", "99", "parent"), "I");
  assert_string_equal(ingested_unit_text(data, "school", "999000002", "parent"), "9901");
  assert_string_equal(ingested_unit_text(data, "school", "999000002", "area"), "A1");
  assert_int_equal(tell__dataset_get(data)->unit_count, 8);
  tell_dataset_free(data);
}

/* Two registers, or two data files of one year, weigh the same: the text that sorts first stands.
 */
static void test_register_two_files_of_equal_weight_do_not_depend_on_order(void **state) {
  static const char *const pairs[][2] = {
      {"code;name;level;parent\n999000001;Vik;school;9902\n999000002;Å;school;9901\n",
       "code;name;level;parent\n999000001;Nes;school;9901\n999000002;Ås;school;9902\n"},
      {"unit_code;unit_name;period;grade;indicator;value\n"
       "999000001;Vik;2022-23;5;np_lesing;50\n999000002;Å;2022-23;5;np_lesing;51\n",
       "unit_code;unit_name;period;grade;indicator;value\n"
       "999000001;Nes;2022-23;8;np_lesing;52\n999000002;Ås;2022-23;8;np_lesing;53\n"}};
  for (int i = 0; i < 4; i++) {
    const char *const *pair = pairs[i / 2];
    const char *const texts[] = {pair[i % 2], pair[1 - i % 2]};
    tell_dataset *data = ingested_texts(*state, texts, 2);
    assert_string_equal(ingested_unit_text(data, "school", "999000001", "name"), "Nes");
    assert_string_equal(ingested_unit_text(data, "school", "999000002", "name"), "Å");
    const char *parent = i < 2 ? "9901" : "";
    assert_string_equal(ingested_unit_text(data, "school", "999000001", "parent"), parent);
    assert_string_equal(ingested_unit_text(data, "school", "999000002", "parent"), parent);
    tell_dataset_free(data);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_register_units_with_areas_years_and_successors),
      cmocka_unit_test(test_register_wins_over_data_in_any_order),
      cmocka_unit_test(test_register_comma_and_quotes),
      cmocka_unit_test(test_register_same_row_twice_is_skipped),
      cmocka_unit_test(test_register_other_facts_of_a_unit_are_told),
      cmocka_unit_test(test_register_bad_rows_are_rejected_with_their_place),
      cmocka_unit_test(test_register_unknown_successor_is_told),
      cmocka_unit_test(test_register_unit_that_follows_itself_is_told),
      cmocka_unit_test(test_register_area_without_a_row_is_told_once),
      cmocka_unit_test(test_register_parent_that_no_file_defines_is_told_once),
      cmocka_unit_test(test_register_figures_outside_the_years_are_told_once),
      cmocka_unit_test(test_register_nothing_outside_the_years_is_not_told),
      cmocka_unit_test(test_register_parent_that_is_not_above_is_told_and_not_used),
      cmocka_unit_test(test_register_two_files_of_equal_weight_do_not_depend_on_order),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
