/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explanations: the inputs of a result down to file and line, and that they give it again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "sample.h"
#include "telling/explain.h"

static const char *const TEXT = "unit;indicator;period;grade;value;n;margin;state\n"
                                "46;np_lesing;2023;5;50;150;0.5;\n"
                                "900000001;np_lesing;2022;5;52;40;1;\n"
                                "900000002;np_lesing;2022;5;47;30;2;\n"
                                "900000001;np_lesing;2023;5;53;40;1;\n"
                                "900000002;np_lesing;2023;5;48;30;2;\n"
                                "900000003;np_lesing;2023;5;51;35;1;\n"
                                "900000001;np_lesing;2024;5;54;44;1;\n"
                                "900000002;np_lesing;2024;5;47;33;2;\n"
                                "900000003;np_lesing;2024;5;;;;suppressed\n"
                                "900000004;np_lesing;2024;5;;;;suppressed\n"
                                "4602;np_lesing;2023;5;49;45;1;\n"
                                "46;np_lesing;2024;5;51;130;0.5;\n"
                                "4601;np_lesing;2024;5;51;82;1;\n"
                                "4602;np_lesing;2024;5;50;48;1;\n";

static tell_release *release_of(const tell_catalogue *catalogue, const char *policy,
                                const char *text) {
  sample *data = sample_begin(catalogue);
  sample_unit(data, "4601", "46", NULL);
  sample_unit(data, "4602", "46", NULL);
  sample_unit(data, "900000001", "4601", "nord");
  sample_unit(data, "900000002", "4601", "nord");
  sample_unit(data, "900000003", "4601", "syd");
  sample_unit(data, "900000004", "4601", "syd");
  sample_read(data, text);
  tell_dataset *dataset = sample_finish(data);
  tell_release *release = sample_release(catalogue, policy, dataset);
  tell_dataset_free(dataset);
  return release;
}

static tell_table *explain(const tell_release *release, int32_t which, int64_t row) {
  tell_table *made = NULL;
  assert_int_equal(tell_explain(release, which, row, &made, NULL), TELL_OK);
  assert_int_equal(tell_table_is_sealed(made), 0);
  return made;
}

static tell_table *explain_picked(const tell_release *release, const sample_pick *pick) {
  const tell_table *set = tell_release_table(release, TELL_RELEASE_INDICATORS);
  return explain(release, TELL_RELEASE_INDICATORS, sample_row(set, pick));
}

static void test_explain_computed_row_gives_weights_files_and_lines(void **state) {
  tell_release *release = release_of(*state, "public", TEXT);
  tell_table *made =
      explain_picked(release, SAMPLE_PICK(.unit = "nord", .period = 2022, .origin = "computed"));
  assert_int_equal(tell_table_row_count(made), 3);
  assert_string_equal(sample_text(made, 0, "role"), "result");
  assert_string_equal(sample_text(made, 0, "method"), "weighted_mean");
  assert_string_equal(sample_text(made, 0, "formula"), "formula.weighted_mean");
  assert_int_equal(sample_whole(made, 0, "depth"), 0);
  assert_int_equal(sample_state(made, 0, "weight"), TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(sample_state(made, 0, "line"), TELL_STATE_NOT_APPLICABLE);
  assert_string_equal(sample_text(made, 1, "unit"), "900000001");
  assert_string_equal(sample_text(made, 1, "role"), "part");
  assert_string_equal(sample_text(made, 1, "file"), "sample.csv");
  assert_string_equal(sample_text(made, 1, "policy"), "public");
  assert_int_equal(sample_whole(made, 1, "line"), 2);
  assert_int_equal(sample_whole(made, 1, "part_of"), 0);
  assert_int_equal(sample_whole(made, 1, "n"), 40);
  assert_double_near(sample_real(made, 1, "value"), 52, 0, 0);
  assert_double_near(sample_real(made, 1, "weight"), 4 / 7.0, 1e-15, 0);
  assert_double_near(sample_real(made, 2, "weight"), 3 / 7.0, 1e-15, 0);
  assert_int_equal(sample_whole(made, 2, "line"), 3);
  tell_table_free(made);
  tell_release_free(release);
}

static void test_explain_goes_down_to_the_figures_that_were_read(void **state) {
  tell_release *release = release_of(*state, "public", TEXT);
  tell_table *made =
      explain_picked(release, SAMPLE_PICK(.unit = "46", .period = 2023, .origin = "computed"));
  /* The county of two municipalities: one added up from three schools, one as published. */
  static const char *const units[] = {"46", "4601", "900000001", "900000002", "900000003", "4602"};
  static const int depths[] = {0, 1, 2, 2, 2, 1}, parts_of[] = {-1, 0, 1, 1, 1, 0};
  assert_int_equal(tell_table_row_count(made), 6);
  double again = 0;
  for (int64_t row = 0; row < 6; row++) {
    assert_string_equal(sample_text(made, row, "unit"), units[row]);
    assert_int_equal(sample_whole(made, row, "depth"), depths[row]);
    if (row > 0)
      assert_int_equal(sample_whole(made, row, "part_of"), parts_of[row]);
    if (depths[row] == 1)
      again += sample_real(made, row, "weight") * sample_real(made, row, "value");
  }
  assert_double_near(again, sample_real(made, 0, "value"), 1e-14, 0);
  assert_string_equal(sample_text(made, 1, "origin"), "computed");
  assert_string_equal(sample_text(made, 5, "file"), "sample.csv");
  tell_table_free(made);
  tell_release_free(release);
}

static void test_explain_of_every_computed_row_gives_its_value_again(void **state) {
  tell_release *release = release_of(*state, "none", TEXT);
  const tell_table *set = tell_release_table(release, TELL_RELEASE_INDICATORS);
  int64_t explained = 0;
  for (int64_t row = 0; row < tell_table_row_count(set); row++) {
    tell_table *made = explain(release, TELL_RELEASE_INDICATORS, row);
    assert_int_equal(sample_whole(made, 0, "row"), row);
    double again = 0;
    for (int64_t i = 1; i < tell_table_row_count(made); i++)
      if (sample_whole(made, i, "depth") == 1 && sample_state(made, i, "weight") == 0)
        again += sample_real(made, i, "weight") * sample_real(made, i, "value");
    if (strcmp(sample_text(set, row, "origin"), "computed") != 0) {
      assert_int_equal(tell_table_row_count(made), 1);
    } else if (sample_state(set, row, "value") == TELL_STATE_PRESENT) {
      assert_double_near(again, sample_real(set, row, "value"), 1e-14, 0);
      explained++;
    }
    tell_table_free(made);
  }
  assert_true(explained >= 6);
  tell_release_free(release);
}

static void test_explain_total_has_weights_of_one(void **state) {
  tell_release *release = release_of(*state, "public",
                                     "unit;indicator;source;period;grade;value;state\n"
                                     "900000001;elever;udir-gsi;2022;0;400;\n"
                                     "900000002;elever;udir-gsi;2022;0;350;\n");
  tell_table *made = explain_picked(release, SAMPLE_PICK(.unit = "nord", .origin = "computed"));
  assert_int_equal(tell_table_row_count(made), 3);
  assert_string_equal(sample_text(made, 0, "formula"), "formula.sum");
  assert_double_near(sample_real(made, 1, "weight"), 1, 0, 0);
  assert_double_near(sample_real(made, 2, "weight"), 1, 0, 0);
  tell_table_free(made);
  tell_release_free(release);
}

static void test_explain_shows_hidden_inputs_without_number_and_weight(void **state) {
  tell_release *release = release_of(
      *state, "public",
      "unit;indicator;source;period;grade;value;n;numerator;state\n"
      "900000001;eu_mobbing;local;2022;7;10;60;6;\n900000002;eu_mobbing;local;2022;7;50;8;4;\n"
      "900000003;eu_mobbing;local;2022;7;10;50;5;\n");
  tell_table *made = explain_picked(release, SAMPLE_PICK(.unit = "nord", .origin = "computed"));
  assert_int_equal(tell_table_row_count(made), 3);
  assert_string_equal(sample_text(made, 0, "state"), "hidden");
  assert_int_equal(sample_state(made, 0, "value"), TELL_STATE_HIDDEN);
  assert_string_equal(sample_text(made, 2, "unit"), "900000002");
  assert_string_equal(sample_text(made, 2, "state"), "hidden");
  assert_int_equal(sample_state(made, 2, "value"), TELL_STATE_HIDDEN);
  assert_int_equal(sample_state(made, 2, "n"), TELL_STATE_HIDDEN);
  assert_int_equal(sample_state(made, 2, "weight"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(made, 1, "weight"), TELL_STATE_MISSING);
  tell_table_free(made);
  tell_release_free(release);
}

static void test_explain_trend_gives_years_with_weights_of_the_line(void **state) {
  tell_release *release = release_of(*state, "public", TEXT);
  const tell_table *trends = tell_release_table(release, TELL_RELEASE_TRENDS);
  int64_t row = sample_row(trends, SAMPLE_PICK(.unit = "900000001"));
  tell_table *made = explain(release, TELL_RELEASE_TRENDS, row);
  assert_int_equal(tell_table_row_count(made), 4);
  assert_string_equal(sample_text(made, 0, "table"), "trends");
  assert_string_equal(sample_text(made, 0, "school_year"), "2022-23 2023-24 2024-25");
  /* Equal margins of 40, 40 and 44 pupils: the ends weigh nearly half each. Of any line the
   * weights are 0 in all, and 1 times the years. */
  double w[] = {sample_real(made, 1, "weight"), sample_real(made, 2, "weight"),
                sample_real(made, 3, "weight")};
  assert_double_near(sample_real(made, 0, "value"), 1, 1e-12, 0);
  assert_double_near(w[0] + w[1] + w[2], 0, 0, 1e-12);
  assert_double_near(w[2] - w[0], 1, 1e-12, 0);
  assert_double_near(w[0], -0.5, 0.005, 0);
  assert_double_near(w[1], 0, 0, 0.005);
  assert_string_equal(sample_text(made, 3, "school_year"), "2024-25");
  assert_int_equal(sample_whole(made, 3, "line"), 7);
  assert_string_equal(sample_text(made, 3, "role"), "year");
  tell_table_free(made);
  tell_release_free(release);
}

/* The trend adds what the hidden pupils may contribute, more in one year than in the others. */
static void test_explain_trend_with_other_weights_tells_none(void **state) {
  tell_release *release = release_of(*state, "none",
                                     "unit;indicator;period;grade;value;n;margin;state\n"
                                     "4601;np_lesing;2022;5;50;101;0.5;\n"
                                     "4601;np_lesing;2023;5;51;104;0.5;\n"
                                     "4601;np_lesing;2024;5;53;100;0.5;\n"
                                     "900000001;np_lesing;2022;5;52;60;1;\n"
                                     "900000001;np_lesing;2023;5;52;60;1;\n"
                                     "900000001;np_lesing;2024;5;54;60;1;\n"
                                     "900000002;np_lesing;2022;5;47;40;1;\n"
                                     "900000002;np_lesing;2023;5;49;40;1;\n"
                                     "900000002;np_lesing;2024;5;52;40;1;\n"
                                     "900000003;np_lesing;2023;5;;;;suppressed\n"
                                     "900000004;np_lesing;2023;5;;;;suppressed\n");
  const tell_table *trends = tell_release_table(release, TELL_RELEASE_TRENDS);
  int64_t row = sample_row(trends, SAMPLE_PICK(.unit = "4601"));
  assert_string_equal(sample_text(trends, row, "origin"), "computed");
  tell_table *made = explain(release, TELL_RELEASE_TRENDS, row);
  /* Each year is made of schools in its turn. */
  assert_int_equal(tell_table_row_count(made), 1 + 3 + 2 + 4 + 2);
  for (int64_t i = 1; i < tell_table_row_count(made); i++)
    if (sample_whole(made, i, "depth") == 1)
      assert_int_equal(sample_state(made, i, "weight"), TELL_STATE_MISSING);
  tell_table_free(made);
  tell_release_free(release);
}

/* Years that scatter too much for their errors: the weights are those of the line that was told. */
static void test_explain_trend_with_year_effects_gives_its_slope_again(void **state) {
  tell_release *release = release_of(*state, "public",
                                     "unit;indicator;period;grade;value;n;margin\n"
                                     "900000001;np_lesing;2022;5;50;44;1\n"
                                     "900000001;np_lesing;2023;5;42;44;3\n"
                                     "900000001;np_lesing;2024;5;57;44;1\n"
                                     "900000001;np_lesing;2025;5;49;44;2");
  const tell_table *trends = tell_release_table(release, TELL_RELEASE_TRENDS);
  int64_t row = sample_row(trends, SAMPLE_PICK(.unit = "900000001"));
  tell_table *made = explain(release, TELL_RELEASE_TRENDS, row);
  double again = 0;
  assert_string_equal(sample_text(trends, row, "method"), "random_dl");
  for (int64_t i = 1; i < 5; i++)
    again += sample_real(made, i, "weight") * sample_real(made, i, "value");
  assert_double_near(again, sample_real(trends, row, "slope"), 1e-10, 1e-12);
  tell_table_free(made);
  tell_release_free(release);
}

static void test_explain_analysis_gives_members(void **state) {
  tell_release *release = release_of(*state, "public", TEXT);
  tell_analysis *analysis = sample_analysis(*state, release, TELL_ANALYSIS_GROUPS, NULL);
  const tell_table *groups = tell_analysis_table(analysis);
  int64_t row = sample_row(groups, SAMPLE_PICK(.unit = "4601", .period = 2023));
  tell_table *made = NULL;
  assert_int_equal(tell_analysis_explain(analysis, row, &made, NULL), TELL_OK);
  assert_int_equal(tell_table_row_count(made), 4);
  assert_string_equal(sample_text(made, 0, "table"), "groups");
  assert_string_equal(sample_text(made, 0, "formula"), "formula.groups");
  assert_int_equal(sample_whole(made, 0, "row"), row);
  double again = 0;
  for (int64_t i = 1; i < 4; i++) {
    assert_string_equal(sample_text(made, i, "role"), "member");
    again += sample_real(made, i, "weight") * sample_real(made, i, "value");
  }
  assert_double_near(again, sample_real(groups, row, "value"), 1e-14, 0);
  tell_table_free(made);
  tell_analysis_free(analysis);
  tell_release_free(release);
}

static void assert_word(const tell_catalogue *catalogue, const char *prefix, const char *id) {
  char key[80];
  assert_true(strlen(prefix) + strlen(id) < sizeof key);
  strcpy(key, prefix);
  strcat(key, id);
  for (tell_language language = TELL_LANGUAGE_NB; language <= TELL_LANGUAGE_EN; language++)
    if (tell_catalogue_text(catalogue, key, language) == NULL)
      fail_msg("no text for %s", key);
}

/* Every role, method, formula and level of an explanation can be said in words. */
static void assert_words(const tell_catalogue *catalogue, tell_table *made) {
  for (int64_t row = 0; row < tell_table_row_count(made); row++) {
    assert_word(catalogue, "role.", sample_text(made, row, "role"));
    assert_word(catalogue, "level.", sample_text(made, row, "level"));
    if (sample_state(made, row, "formula") == TELL_STATE_PRESENT)
      assert_word(catalogue, "", sample_text(made, row, "formula"));
    if (sample_state(made, row, "method") == TELL_STATE_PRESENT)
      assert_word(catalogue, "method.", sample_text(made, row, "method"));
  }
  tell_table_free(made);
}

static void test_explain_can_be_said_in_words(void **state) {
  static const int32_t kinds[] = {TELL_ANALYSIS_GROUPS, TELL_ANALYSIS_DECOMPOSITION};
  tell_release *release = release_of(*state, "none", TEXT);
  for (int32_t which = TELL_RELEASE_INDICATORS; which <= TELL_RELEASE_TRENDS; which++)
    for (int64_t row = 0; row < tell_table_row_count(tell_release_table(release, which)); row++)
      assert_words(*state, explain(release, which, row));
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    tell_analysis *analysis = sample_analysis(*state, release, kinds[i], NULL);
    int64_t rows = tell_table_row_count(tell_analysis_table(analysis));
    assert_true(rows > 0);
    for (int64_t row = 0; row < rows; row++) {
      tell_table *made = NULL;
      assert_int_equal(tell_analysis_explain(analysis, row, &made, NULL), TELL_OK);
      assert_words(*state, made);
    }
    tell_analysis_free(analysis);
  }
  tell_release_free(release);
}

static void test_explain_refuses_what_is_not_there(void **state) {
  tell_release *release = release_of(*state, "public", TEXT);
  tell_analysis *analysis = sample_analysis(*state, release, TELL_ANALYSIS_GROUPS, NULL);
  tell_table *made = (tell_table *)release;
  assert_int_equal(tell_explain(NULL, TELL_RELEASE_TRENDS, 0, &made, NULL), TELL_E_ARGUMENT);
  assert_null(made);
  assert_int_equal(tell_explain(release, TELL_RELEASE_UNITS, 0, &made, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_explain(release, TELL_RELEASE_TRENDS, -1, &made, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_explain(release, TELL_RELEASE_TRENDS, 1000, &made, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_explain(release, TELL_RELEASE_TRENDS, 0, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_analysis_explain(NULL, 0, &made, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_analysis_explain(analysis, 1000, &made, NULL), TELL_E_ARGUMENT);
  assert_null(made);
  tell_analysis_free(analysis);
  tell_release_free(release);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_explain_computed_row_gives_weights_files_and_lines),
      cmocka_unit_test(test_explain_goes_down_to_the_figures_that_were_read),
      cmocka_unit_test(test_explain_of_every_computed_row_gives_its_value_again),
      cmocka_unit_test(test_explain_total_has_weights_of_one),
      cmocka_unit_test(test_explain_shows_hidden_inputs_without_number_and_weight),
      cmocka_unit_test(test_explain_trend_gives_years_with_weights_of_the_line),
      cmocka_unit_test(test_explain_trend_with_other_weights_tells_none),
      cmocka_unit_test(test_explain_trend_with_year_effects_gives_its_slope_again),
      cmocka_unit_test(test_explain_analysis_gives_members),
      cmocka_unit_test(test_explain_can_be_said_in_words),
      cmocka_unit_test(test_explain_refuses_what_is_not_there),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
