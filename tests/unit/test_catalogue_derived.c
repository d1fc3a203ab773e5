/* SPDX-License-Identifier: GPL-3.0-or-later */
/* derived.csv: the shares that are built in, and those of a caller's folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "catalogue/catalogue.h"

#define DERIVED "indicator;grade;from;categories\n"
#define INDICATORS                                                                                 \
  "id;family;kind;unit;scale_min;scale_max;plausible_min;plausible_max;direction;decimals;source;" \
  "distribution;sd_kind;minimum_answers;name_nb;name_nn;name_en;about_nb;about_nn;about_en\n"
#define LABELS "layout;subject;measure;indicator;role;grade;source;category\n"

static int32_t indicator(const tell_catalogue *catalogue, const char *id) {
  return tell__catalogue_indicator(catalogue, id, strlen(id));
}

/* The rule of a share at a grade, NULL when there is none. */
static const tell__derived *rule(const tell_catalogue *catalogue, const char *from, const char *id,
                                 int32_t grade) {
  const tell__catalogue_view *view = tell__catalogue_get(catalogue);
  const tell__derived *found = NULL;
  for (int32_t row = tell__catalogue_derived(catalogue, indicator(catalogue, from)); row >= 0;
       row = tell__catalogue_derived_next(catalogue, row)) {
    const tell__derived *at = &view->derived[row];
    assert_int_equal(at->from, indicator(catalogue, from));
    if (at->indicator == indicator(catalogue, id) && at->grade == grade) {
      assert_null(found);
      found = at;
    }
  }
  return found;
}

static void assert_levels(const tell_catalogue *catalogue, const char *test, int32_t grade,
                          const char *levels) {
  char from[32], id[32];
  snprintf(from, sizeof from, "np_%s_niva", test);
  snprintf(id, sizeof id, "np_%s_asss", test);
  const tell__derived *found = rule(catalogue, from, id, grade);
  assert_non_null(found);
  assert_int_equal(found->category_count, strlen(levels));
  for (int32_t i = 0; i < found->category_count; i++) {
    assert_int_equal(found->categories[i].length, 1);
    assert_int_equal(found->categories[i].text[0], levels[i]);
    assert_int_equal(tell__derived_position(found, &levels[i], 1), i);
  }
  assert_int_equal(tell__derived_position(found, "1", 1), -1);
  assert_int_equal(tell__derived_position(found, "33", 2), -1);
  assert_int_equal(tell__derived_position(found, "", 0), -1);
}

/* KS, indicators of the ASSS network: levels 2-3 in grade 5, 3-5 in grades 8 and 9. */
static void test_derived_built_in_shares_are_those_of_the_asss_network(void **state) {
  tell_catalogue *catalogue = NULL;
  (void)state;
  assert_int_equal(tell_catalogue_create(&catalogue, NULL), TELL_OK);
  static const char *const tests[] = {"engelsk", "lesing", "regning"};
  for (size_t i = 0; i < 3; i++) {
    assert_levels(catalogue, tests[i], 5, "23");
    assert_levels(catalogue, tests[i], 8, "345");
  }
  assert_levels(catalogue, "lesing", 9, "345");
  assert_levels(catalogue, "regning", 9, "345");
  assert_null(rule(catalogue, "np_engelsk_niva", "np_engelsk_asss", 9));
  assert_int_equal(tell__catalogue_get(catalogue)->derived_count, 8);
  assert_int_equal(tell__catalogue_derived(catalogue, indicator(catalogue, "np_lesing")), -1);
  assert_int_equal(tell__catalogue_derived(catalogue, -1), -1);
  assert_int_equal(tell__catalogue_derived(catalogue, 100000), -1);
  assert_int_equal(tell__catalogue_derived_next(catalogue, 100000), -1);
  tell_catalogue_free(catalogue);
}

/* What holds of a distribution between years and grades holds of its sums. */
static void test_derived_shares_have_breaks_grades_and_links_of_their_distribution(void **state) {
  tell_catalogue *catalogue = NULL;
  (void)state;
  assert_int_equal(tell_catalogue_create(&catalogue, NULL), TELL_OK);
  const tell__catalogue_view *view = tell__catalogue_get(catalogue);
  for (int32_t i = 0; i < view->derived_count; i++) {
    const tell__derived *at = &view->derived[i];
    for (int32_t period = 2000; period < 2030; period++)
      for (int32_t grade = 0; grade <= 10; grade++) {
        assert_int_equal(tell__catalogue_segment(catalogue, at->indicator, grade, period),
                         tell__catalogue_segment(catalogue, at->from, grade, period));
        assert_int_equal(tell__catalogue_exists(catalogue, at->indicator, grade, period),
                         tell__catalogue_exists(catalogue, at->from, grade, period));
      }
    assert_string_equal(view->indicators[at->indicator].source, view->indicators[at->from].source);
  }
  tell_catalogue_free(catalogue);
}

static void put(const char *folder, const char *name, const char *text) {
  char path[128];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
}

/* A catalogue of the built-in one and these files; what is NULL is not there. */
static tell_status load(const char *derived, const char *indicators, const char *labels,
                        tell_catalogue_mode mode, tell_catalogue **catalogue) {
  char folder[] = "/tmp/telling-derived-XXXXXX", path[128];
  const char *const names[] = {"derived.csv", "indicators.csv", "labels.csv"};
  const char *const texts[] = {derived, indicators, labels};
  assert_non_null(mkdtemp(folder));
  for (size_t i = 0; i < 3; i++)
    if (texts[i] != NULL)
      put(folder, names[i], texts[i]);
  tell_status status = tell_catalogue_create_from(folder, mode, catalogue, NULL);
  for (size_t i = 0; i < 3; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    unlink(path);
  }
  rmdir(folder);
  return status;
}

static void test_derived_rows_of_a_folder_extend_and_replace(void **state) {
  tell_catalogue *catalogue = NULL;
  (void)state;
  const char *text = DERIVED "np_lesing_asss;8;np_lesing_niva; 4   5 \n";
  assert_int_equal(load(text, NULL, NULL, TELL_CATALOGUE_EXTEND, &catalogue), TELL_OK);
  assert_int_equal(tell__catalogue_get(catalogue)->derived_count, 8);
  assert_levels(catalogue, "lesing", 8, "45");
  assert_levels(catalogue, "lesing", 9, "345");
  tell_catalogue_free(catalogue);
  assert_int_equal(load(text, NULL, NULL, TELL_CATALOGUE_REPLACE, &catalogue), TELL_OK);
  assert_int_equal(tell__catalogue_get(catalogue)->derived_count, 1);
  const tell_table *table = tell_catalogue_table(catalogue, TELL_CATALOGUE_DERIVED);
  assert_int_equal(tell_table_row_count(table), 1);
  assert_int_equal(tell_table_column_count(table), 4);
  tell_catalogue_free(catalogue);
}

/* Categories that are no numbers come in the order of the labels. */
static void test_derived_categories_with_names_follow_the_labels(void **state) {
  tell_catalogue *catalogue = NULL;
  (void)state;
  const char *indicators = INDICATORS
      "svar;survey;distribution;percent;0;100;0;100;none;1;local;svar;none;;a;b;c;d;e;f\n"
      "godt;survey;share;percent;0;100;0;100;none;1;local;;none;;a;b;c;d;e;f\n";
  const char *labels = LABELS "udir-portal;X;b;svar;value;;local;bra\n"
                              "udir-portal;X;a;svar;value;;local;svært_bra\n"
                              "udir-portal;X;c;svar;value;;local;dårlig\n";
  const char *const refused[] = {DERIVED "godt;7;svar;svært_bra bra\n", DERIVED "godt;7;svar;x\n"};
  assert_int_equal(load(DERIVED "godt;7;svar;bra svært_bra\n", indicators, labels,
                        TELL_CATALOGUE_EXTEND, &catalogue),
                   TELL_OK);
  const tell__derived *found = rule(catalogue, "svar", "godt", 7);
  assert_non_null(found);
  assert_int_equal(tell__derived_position(found, "svært_bra", strlen("svært_bra")), 1);
  tell_catalogue_free(catalogue);
  for (size_t i = 0; i < 2; i++)
    assert_int_equal(load(refused[i], indicators, labels, TELL_CATALOGUE_EXTEND, &catalogue),
                     TELL_E_CATALOGUE);
  /* Without labels they stand as the row has them. */
  assert_int_equal(load(refused[0], indicators, NULL, TELL_CATALOGUE_EXTEND, &catalogue), TELL_OK);
  tell_catalogue_free(catalogue);
}

static void test_derived_built_in_row_that_no_longer_fits_makes_nothing(void **state) {
  tell_catalogue *catalogue = NULL;
  (void)state;
  const char *indicators =
      INDICATORS "np_lesing_niva;test;mean;percent;0;100;0;100;none;1;local;;none;;a;b;c;d;e;f\n";
  assert_int_equal(load(NULL, indicators, NULL, TELL_CATALOGUE_EXTEND, &catalogue), TELL_OK);
  assert_int_equal(rule(catalogue, "np_lesing_niva", "np_lesing_asss", 5)->category_count, 0);
  assert_levels(catalogue, "engelsk", 5, "23");
  tell_catalogue_free(catalogue);
  /* With its indicators gone it is not there at all. */
  assert_int_equal(load(NULL, indicators, NULL, TELL_CATALOGUE_REPLACE, &catalogue), TELL_OK);
  assert_int_equal(tell__catalogue_get(catalogue)->derived_count, 0);
  tell_catalogue_free(catalogue);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_derived_built_in_shares_are_those_of_the_asss_network),
      cmocka_unit_test(test_derived_shares_have_breaks_grades_and_links_of_their_distribution),
      cmocka_unit_test(test_derived_rows_of_a_folder_extend_and_replace),
      cmocka_unit_test(test_derived_categories_with_names_follow_the_labels),
      cmocka_unit_test(test_derived_built_in_row_that_no_longer_fits_makes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
