/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis "groups": worked examples, and a second way through the rows of a release. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "sample.h"

#define TIGHT 1e-12

static const struct {
  const char *school, *municipality, *area;
} UNITS[] = {{"900000001", "4601", "nord"},
             {"900000002", "4601", "nord"},
             {"900000003", "4601", "syd"},
             {"900000004", "4601", "syd"},
             {"900000005", "4602", NULL}};

/* Two schools seen, two that the publisher hides; the municipality says how many they all are. */
static const char *const NP = "unit;indicator;period;grade;value;n;margin;state\n"
                              "4601;np_lesing;2022;5;50;100;0.5;\n"
                              "900000001;np_lesing;2022;5;52;40;1;\n"
                              "900000002;np_lesing;2022;5;47;30;2;\n"
                              "900000003;np_lesing;2022;5;;;;suppressed\n"
                              "900000004;np_lesing;2022;5;;;;suppressed\n"
                              "4601;np_lesing;2023;5;50;100;0.5;\n"
                              "900000001;np_lesing;2023;5;52;40;1;\n"
                              "900000002;np_lesing;2023;5;47;30;2;\n"
                              "900000003;np_lesing;2023;5;51;30;1;\n";

static tell_release *release_of(const tell_catalogue *catalogue, const char *policy,
                                const char *text) {
  sample *data = sample_begin(catalogue);
  for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
    sample_unit(data, UNITS[i].school, UNITS[i].municipality, UNITS[i].area);
  sample_read(data, text);
  tell_dataset *dataset = sample_finish(data);
  tell_release *release = sample_release(catalogue, policy, dataset);
  tell_dataset_free(dataset);
  return release;
}

typedef struct scene {
  tell_release *release;
  tell_analysis *analysis;
  const tell_table *table;
} scene;

static scene scene_of(const tell_catalogue *catalogue, const char *policy, const char *text,
                      const tell_analysis_options *options) {
  scene made = {.release = release_of(catalogue, policy, text)};
  made.analysis = sample_analysis(catalogue, made.release, TELL_ANALYSIS_GROUPS, options);
  made.table = tell_analysis_table(made.analysis);
  return made;
}

static void end(scene *made) {
  tell_analysis_free(made->analysis);
  tell_release_free(made->release);
}

static tell_analysis_options *declared(const char *id, const char *const *schools, size_t count) {
  tell_analysis_options *options = NULL;
  assert_int_equal(tell_analysis_options_create(&options, NULL), TELL_OK);
  assert_int_equal(tell_analysis_options_add_group(options, id, "Skoler med tiltak", NULL),
                   TELL_OK);
  for (size_t i = 0; i < count; i++)
    assert_int_equal(tell_analysis_options_add_member(options, id, "school", schools[i], NULL),
                     TELL_OK);
  return options;
}

static void
test_groups_of_municipality_with_hidden_schools_gives_bounds_and_no_value(void **state) {
  scene made = scene_of(*state, "public", NP, NULL);
  int64_t row = sample_row(made.table, SAMPLE_PICK(.unit = "4601", .period = 2022));
  assert_int_equal(sample_whole(made.table, row, "members"), 4);
  assert_int_equal(sample_whole(made.table, row, "members_visible"), 2);
  assert_int_equal(sample_whole(made.table, row, "members_hidden"), 2);
  assert_int_equal(sample_whole(made.table, row, "members_absent"), 0);
  assert_int_equal(sample_whole(made.table, row, "n"), 70);
  assert_int_equal(sample_whole(made.table, row, "hidden_n"), 30);
  assert_double_near(sample_real(made.table, row, "coverage"), 0.7, TIGHT, 0);
  /* 52·40 + 47·30 = 3490 of 70; reading is plausible from 30 to 75. */
  assert_double_near(sample_real(made.table, row, "bound_lo"), (3490 + 30 * 30) / 100.0, TIGHT, 0);
  assert_double_near(sample_real(made.table, row, "bound_hi"), (3490 + 30 * 75) / 100.0, TIGHT, 0);
  assert_int_equal(sample_state(made.table, row, "value"), TELL_STATE_TOO_FEW);
  assert_int_equal(sample_state(made.table, row, "between_variance"), TELL_STATE_TOO_FEW);
  assert_string_equal(sample_text(made.table, row, "state"), "too_few");
  end(&made);
}

static void test_groups_of_area_with_all_visible_gives_weighted_mean(void **state) {
  scene made = scene_of(*state, "public", NP, NULL);
  int64_t row = sample_row(made.table, SAMPLE_PICK(.unit = "nord", .period = 2023));
  double mean = 3490 / 70.0;
  /* A margin is 1.96 standard errors, and the rounding to whole points adds 1/12. */
  double first = 1 / (1.959963984540054 * 1.959963984540054) + 1 / 12.0;
  double second = 4 / (1.959963984540054 * 1.959963984540054) + 1 / 12.0;
  double se = sqrt((1600 * first + 900 * second) / 4900);
  assert_string_equal(sample_text(made.table, row, "level"), "area");
  assert_string_equal(sample_text(made.table, row, "method"), "weighted_mean");
  assert_double_near(sample_real(made.table, row, "value"), mean, TIGHT, 0);
  assert_double_near(sample_real(made.table, row, "se"), se, TIGHT, 0);
  assert_double_near(sample_real(made.table, row, "lo"), mean - 1.959963984540054 * se, TIGHT, 0);
  assert_double_near(sample_real(made.table, row, "between_variance"),
                     (40 * (52 - mean) * (52 - mean) + 30 * (47 - mean) * (47 - mean)) / 70, TIGHT,
                     0);
  assert_double_near(sample_real(made.table, row, "coverage"), 1, 0, 0);
  assert_double_near(sample_real(made.table, row, "bound_hi"), mean, TIGHT, 0);
  assert_string_equal(sample_text(made.table, row, "policy"), "public");
  end(&made);
}

static void test_groups_declared_takes_place_before_units_and_counts_absent(void **state) {
  static const char *const schools[] = {"900000001", "900000003", "900000009"};
  tell_analysis_options *options = declared("tiltak", schools, 3);
  scene made = scene_of(*state, "public", NP, options);
  int64_t row = sample_row(made.table, SAMPLE_PICK(.unit = "tiltak", .period = 2022));
  assert_int_equal(row, 0);
  assert_string_equal(sample_text(made.table, row, "level"), "group");
  assert_string_equal(sample_text(made.table, row, "unit_name"), "Skoler med tiltak");
  assert_int_equal(sample_whole(made.table, row, "members"), 2);
  assert_int_equal(sample_whole(made.table, row, "members_absent"), 1);
  assert_double_near(sample_real(made.table, row, "value"), 52, 0, 0);
  /* Two schools of the municipality are hidden, of which this is one: 30 is a limit. */
  assert_int_equal(sample_whole(made.table, row, "hidden_n"), 30);
  assert_int_equal(sample_state(made.table, row, "coverage"), TELL_STATE_MISSING);
  assert_double_near(sample_real(made.table, row, "bound_lo"), (52 * 40 + 30 * 30) / 70.0, TIGHT,
                     0);
  row = sample_row(made.table, SAMPLE_PICK(.unit = "tiltak", .period = 2023));
  assert_double_near(sample_real(made.table, row, "value"), (52 * 40 + 51 * 30) / 70.0, TIGHT, 0);
  end(&made);
  tell_analysis_options_free(options);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_groups_of_municipality_with_hidden_schools_gives_bounds_and_no_value),
      cmocka_unit_test(test_groups_of_area_with_all_visible_gives_weighted_mean),
      cmocka_unit_test(test_groups_declared_takes_place_before_units_and_counts_absent),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
