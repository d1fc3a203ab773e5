/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis "decomposition": worked examples of schools that stay, open, close and are hidden.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "sample.h"
#include "stats/quantile.h"
#include "telling/explain.h"

static const char *const HEADER = "unit;indicator;period;grade;value;n;margin;state\n";

typedef struct scene {
  tell_release *release;
  tell_analysis *analysis;
  const tell_table *table;
} scene;

static scene scene_of(const tell_catalogue *catalogue, const char *policy, const char *text,
                      const tell_analysis_options *options) {
  static const char *const schools[] = {"900000001", "900000002", "900000003", "900000004",
                                        "900000005", "900000006", "900000007"};
  char all[4096];
  sample *data = sample_begin(catalogue);
  for (size_t i = 0; i < sizeof schools / sizeof *schools; i++)
    sample_unit(data, schools[i], "4601", NULL);
  assert_true(strlen(HEADER) + strlen(text) < sizeof all);
  strcpy(all, HEADER);
  strcat(all, text);
  sample_read(data, all);
  tell_dataset *dataset = sample_finish(data);
  scene made = {.release = sample_release(catalogue, policy, dataset)};
  tell_dataset_free(dataset);
  made.analysis = sample_analysis(catalogue, made.release, TELL_ANALYSIS_DECOMPOSITION, options);
  made.table = tell_analysis_table(made.analysis);
  return made;
}

static void end(scene *made) {
  tell_analysis_free(made->analysis);
  tell_release_free(made->release);
}

static double real(const scene *of, int64_t row, const char *column) {
  return sample_real(of->table, row, column);
}

static double sum_of_parts(const scene *of, int64_t row) {
  return real(of, row, "within") + real(of, row, "shift") + real(of, row, "opened_closed") +
         real(of, row, "seen_once");
}

static void test_decomposition_of_schools_that_stay_open_and_close(void **state) {
  /* 1 and 2 stay, 3 closes, 4 opens: (52·40 + 47·30 + 50·30)/100 = 49.9 before,
     (54·50 + 48·30 + 60·20)/100 = 53.4 after. */
  scene made =
      scene_of(*state, "public",
               "4601;np_lesing;2022;5;50;100;0.5;\n4601;np_lesing;2023;5;53;100;0.5;\n"
               "900000001;np_lesing;2022;5;52;40;1;\n900000002;np_lesing;2022;5;47;30;1;\n"
               "900000003;np_lesing;2022;5;50;30;1;\n900000001;np_lesing;2023;5;54;50;1;\n"
               "900000002;np_lesing;2023;5;48;30;1;\n900000004;np_lesing;2023;5;60;20;1;\n",
               NULL);
  assert_int_equal(tell_table_row_count(made.table), 1);
  assert_string_equal(sample_text(made.table, 0, "pair"), "consecutive");
  assert_string_equal(sample_text(made.table, 0, "school_year_before"), "2022-23");
  assert_string_equal(sample_text(made.table, 0, "school_year"), "2023-24");
  assert_int_equal(sample_whole(made.table, 0, "members_both"), 2);
  assert_int_equal(sample_whole(made.table, 0, "members_opened"), 1);
  assert_int_equal(sample_whole(made.table, 0, "members_closed"), 1);
  assert_int_equal(sample_whole(made.table, 0, "members_seen_once"), 0);
  assert_double_near(real(&made, 0, "change"), 3.5, 1e-13, 0);
  /* Weights 4/7 and 3/7, then 5/8 and 3/8: on average 67/112 and 45/112. */
  assert_double_near(real(&made, 0, "within"), (67 * 2 + 45 * 1) / 112.0, 1e-13, 0);
  /* The first school's weight grows by 3/56; the middles are 53 and 47.5. */
  assert_double_near(real(&made, 0, "shift"), 3 / 56.0 * 5.5, 1e-12, 0);
  double before = (52 * 40 + 47 * 30) / 70.0, after = (54 * 50 + 48 * 30) / 80.0;
  assert_double_near(real(&made, 0, "opened_closed"), 0.2 * (60 - after) - 0.3 * (50 - before),
                     1e-12, 0);
  assert_double_near(real(&made, 0, "seen_once"), 0, 0, 0);
  assert_double_near(sum_of_parts(&made, 0), 3.5, 0, 1e-12);
  assert_double_near(real(&made, 0, "own_change"), 3, 0, 0);
  assert_double_near(real(&made, 0, "rest"), -0.5, 1e-12, 0);
  double variance = 1 / (1.959963984540054 * 1.959963984540054) + 1 / 12.0;
  assert_double_near(real(&made, 0, "within_se") * real(&made, 0, "within_se"),
                     2 * variance * (67 * 67 + 45 * 45) / (112.0 * 112), 1e-12, 0);
  /* By Welch and Satterthwaite from the pupils' sd of 40 and 30, then of 50 and 30 pupils. */
  double v = variance - 1 / 12.0, se = real(&made, 0, "within_se"), t = 0;
  double wobble =
      v * v * (pow(67 / 112.0, 4) * (1 / 39.0 + 1 / 49.0) + pow(45 / 112.0, 4) * 2 / 29);
  assert_int_equal(tell__stats_t_critical(0.95, pow(se, 4) / wobble, &t), TELL_STAT_OK);
  assert_double_near(real(&made, 0, "within_hi"), real(&made, 0, "within") + t * se, 1e-12, 0);
  end(&made);
}

static void test_decomposition_of_school_hidden_in_one_year_stands_apart(void **state) {
  /* 3 and 4 are hidden in the later year, with so few pupils that enough is seen. */
  scene made = scene_of(*state, "public",
                        "4601;np_lesing;2022;5;50;200;0.5;\n4601;np_lesing;2023;5;51;200;0.5;\n"
                        "900000001;np_lesing;2022;5;52;90;1;\n900000002;np_lesing;2022;5;48;90;1;\n"
                        "900000003;np_lesing;2022;5;50;20;1;\n900000001;np_lesing;2023;5;52;90;1;\n"
                        "900000002;np_lesing;2023;5;48;90;1;\n"
                        "900000003;np_lesing;2023;5;;;;suppressed\n"
                        "900000004;np_lesing;2023;5;;;;suppressed\n",
                        NULL);
  assert_int_equal(sample_whole(made.table, 0, "members_both"), 2);
  assert_int_equal(sample_whole(made.table, 0, "members_seen_once"), 1);
  assert_int_equal(sample_whole(made.table, 0, "members_hidden"), 1);
  assert_double_near(real(&made, 0, "within"), 0, 0, 1e-13);
  assert_double_near(real(&made, 0, "seen_once"), 0, 0, 1e-13);
  assert_double_near(sum_of_parts(&made, 0), real(&made, 0, "change"), 0, 1e-12);
  assert_double_near(real(&made, 0, "rest"), 1, 1e-12, 0);
  end(&made);
}

static void test_decomposition_without_enough_seen_is_too_few(void **state) {
  scene made = scene_of(*state, "public",
                        "4601;np_lesing;2022;5;50;200;0.5;\n4601;np_lesing;2023;5;51;200;0.5;\n"
                        "900000001;np_lesing;2022;5;52;90;1;\n900000002;np_lesing;2022;5;48;90;1;\n"
                        "900000001;np_lesing;2023;5;52;90;1;\n"
                        "900000002;np_lesing;2023;5;;;;suppressed\n"
                        "900000004;np_lesing;2023;5;;;;suppressed\n",
                        NULL);
  assert_string_equal(sample_text(made.table, 0, "state"), "too_few");
  assert_int_equal(sample_state(made.table, 0, "within"), TELL_STATE_TOO_FEW);
  assert_int_equal(sample_state(made.table, 0, "rest"), TELL_STATE_TOO_FEW);
  assert_double_near(real(&made, 0, "own_change"), 1, 0, 0);
  end(&made);
}

static void test_decomposition_of_schools_that_all_are_others_is_too_few(void **state) {
  scene made =
      scene_of(*state, "public",
               "900000001;np_lesing;2022;5;52;90;1;\n900000002;np_lesing;2023;5;48;90;1;\n", NULL);
  assert_int_equal(sample_whole(made.table, 0, "members_both"), 0);
  assert_int_equal(sample_whole(made.table, 0, "members_opened"), 1);
  assert_int_equal(sample_whole(made.table, 0, "members_closed"), 1);
  assert_int_equal(sample_state(made.table, 0, "change"), TELL_STATE_TOO_FEW);
  end(&made);
}

static void test_decomposition_is_hidden_where_the_computed_figure_is(void **state) {
  scene made =
      scene_of(*state, "public",
               "4601;np_lesing;2022;5;50;190;0.5;\n4601;np_lesing;2023;5;51;200;0.5;\n"
               "900000001;np_lesing;2022;5;52;100;1;\n900000002;np_lesing;2022;5;48;90;1;\n"
               "900000001;np_lesing;2023;5;52;100;1;\n900000002;np_lesing;2023;5;49;91;1;\n"
               "900000003;np_lesing;2023;5;;;;suppressed\n",
               NULL);
  const tell_table *set = tell_release_table(made.release, TELL_RELEASE_INDICATORS);
  int64_t computed =
      sample_row(set, SAMPLE_PICK(.unit = "4601", .period = 2023, .origin = "computed"));
  assert_int_equal(sample_state(set, computed, "value"), TELL_STATE_HIDDEN);
  assert_string_equal(sample_text(made.table, 0, "state"), "hidden");
  assert_int_equal(sample_state(made.table, 0, "change"), TELL_STATE_HIDDEN);
  assert_int_equal(sample_state(made.table, 0, "rest"), TELL_STATE_HIDDEN);
  end(&made);
  made = scene_of(*state, "public",
                  "4601;np_lesing;2023;5;50;190;0.5;\n4601;np_lesing;2022;5;51;200;0.5;\n"
                  "900000001;np_lesing;2023;5;52;100;1;\n900000002;np_lesing;2023;5;48;90;1;\n"
                  "900000001;np_lesing;2022;5;52;100;1;\n900000002;np_lesing;2022;5;49;91;1;\n"
                  "900000003;np_lesing;2022;5;;;;suppressed\n",
                  NULL);
  assert_string_equal(sample_text(made.table, 0, "state"), "hidden");
  end(&made);
}

static void test_decomposition_never_crosses_a_break(void **state) {
  /* A new scale in 2022. */
  scene made = scene_of(*state, "public",
                        "900000001;np_lesing;2021;5;52;90;1;\n900000001;np_lesing;2022;5;48;90;1;\n"
                        "900000001;np_lesing;2023;5;50;90;1;\n"
                        "900000001;np_regning;2022;5;50;90;1;\n",
                        NULL);
  assert_int_equal(tell_table_row_count(made.table), 2);
  assert_string_equal(sample_text(made.table, 0, "state"), "not_comparable");
  assert_int_equal(sample_state(made.table, 0, "change"), TELL_STATE_NOT_COMPARABLE);
  assert_int_equal(sample_state(made.table, 0, "own_change"), TELL_STATE_NOT_COMPARABLE);
  assert_string_equal(sample_text(made.table, 1, "state"), "present");
  assert_int_equal(sample_state(made.table, 1, "own_change"), TELL_STATE_MISSING);
  end(&made);
}

static void test_decomposition_adds_pairs_of_the_read_outs(void **state) {
  tell_analysis_options *options = NULL;
  assert_int_equal(tell_analysis_options_create(&options, NULL), TELL_OK);
  assert_int_equal(tell_analysis_options_set_readouts(options, 2022, 2024, 2025, NULL), TELL_OK);
  scene made =
      scene_of(*state, "public",
               "900000001;np_lesing;2022;5;52;90;1;\n900000001;np_lesing;2023;5;53;90;1;\n"
               "900000001;np_lesing;2024;5;55;90;1;\n900000001;np_lesing;2025;5;54;90;1;\n",
               options);
  static const struct {
    int before, after, change;
    const char *pair;
  } expected[] = {{2022, 2023, 1, "consecutive"},
                  {2023, 2024, 2, "consecutive"},
                  {2022, 2024, 3, "readout"},
                  {2024, 2025, -1, "consecutive"},
                  {2022, 2025, 2, "readout"}};
  assert_int_equal(tell_table_row_count(made.table), 5);
  for (int64_t row = 0; row < 5; row++) {
    assert_int_equal(sample_whole(made.table, row, "period_before"), expected[row].before);
    assert_int_equal(sample_whole(made.table, row, "period"), expected[row].after);
    assert_string_equal(sample_text(made.table, row, "pair"), expected[row].pair);
    assert_double_near(real(&made, row, "change"), expected[row].change, 1e-13, 0);
    assert_double_near(real(&made, row, "within"), expected[row].change, 1e-13, 0);
  }
  tell_table *explained = NULL;
  assert_int_equal(tell_analysis_explain(made.analysis, 2, &explained, NULL), TELL_OK);
  assert_int_equal(tell_table_row_count(explained), 3);
  assert_string_equal(sample_text(explained, 1, "role"), "before");
  assert_string_equal(sample_text(explained, 1, "school_year"), "2022-23");
  assert_string_equal(sample_text(explained, 2, "role"), "after");
  tell_table_free(explained);
  end(&made);
  tell_analysis_options_free(options);
}

/* Schools in which nobody took part have no pupils that anybody could miss: of the five that have
 * four are seen, and nothing says how many pupils there are in all. */
static void test_decomposition_does_not_miss_schools_in_which_nobody_took_part(void **state) {
  scene made = scene_of(*state, "none",
                        "900000001;np_lesing;2022;5;52;40;1;\n900000001;np_lesing;2023;5;54;40;1;\n"
                        "900000002;np_lesing;2022;5;47;30;1;\n900000002;np_lesing;2023;5;48;30;1;\n"
                        "900000003;np_lesing;2022;5;50;20;1;\n900000003;np_lesing;2023;5;50;20;1;\n"
                        "900000004;np_lesing;2022;5;50;10;1;\n900000004;np_lesing;2023;5;50;10;1;\n"
                        "900000005;np_lesing;2022;5;;;;suppressed\n"
                        "900000005;np_lesing;2023;5;;;;suppressed\n"
                        "900000006;np_lesing;2022;5;;;;not_taken_part\n"
                        "900000006;np_lesing;2023;5;;;;not_taken_part\n"
                        "900000007;np_lesing;2022;5;;;;not_taken_part\n"
                        "900000007;np_lesing;2023;5;;;;not_taken_part\n",
                        NULL);
  assert_string_equal(sample_text(made.table, 0, "state"), "present");
  assert_int_equal(sample_whole(made.table, 0, "members_both"), 4);
  assert_int_equal(sample_whole(made.table, 0, "members_hidden"), 1);
  assert_double_near(real(&made, 0, "change"), 0.4 * 2 + 0.3 * 1, 1e-12, 0);
  end(&made);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_decomposition_of_schools_that_stay_open_and_close),
      cmocka_unit_test(test_decomposition_of_school_hidden_in_one_year_stands_apart),
      cmocka_unit_test(test_decomposition_without_enough_seen_is_too_few),
      cmocka_unit_test(test_decomposition_of_schools_that_all_are_others_is_too_few),
      cmocka_unit_test(test_decomposition_is_hidden_where_the_computed_figure_is),
      cmocka_unit_test(test_decomposition_never_crosses_a_break),
      cmocka_unit_test(test_decomposition_adds_pairs_of_the_read_outs),
      cmocka_unit_test(test_decomposition_does_not_miss_schools_in_which_nobody_took_part),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
