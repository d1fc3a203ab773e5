/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis "groups": worked examples, and a second way through the rows of a release. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "sample.h"
#include "telling/explain.h"

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
  sample_unit(data, "4601", "46", NULL);
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
  /* R: qt(0.975, 70.245868272117022), the degrees of freedom by Welch and Satterthwaite. */
  assert_string_equal(sample_text(made.table, row, "level"), "area");
  assert_string_equal(sample_text(made.table, row, "method"), "weighted_mean");
  assert_double_near(sample_real(made.table, row, "value"), mean, TIGHT, 0);
  assert_double_near(sample_real(made.table, row, "se"), se, TIGHT, 0);
  assert_double_near(sample_real(made.table, row, "lo"), mean - 1.994314390368926 * se, TIGHT, 0);
  assert_double_near(sample_real(made.table, row, "between_variance"),
                     (40 * (52 - mean) * (52 - mean) + 30 * (47 - mean) * (47 - mean)) / 69, TIGHT,
                     0);
  /* Without the rounding, the error of a mean is the pupils' sd over √n. */
  assert_double_near(sample_real(made.table, row, "within_variance"),
                     (39 * 40 * (first - 1 / 12.0) + 29 * 30 * (second - 1 / 12.0)) / 69, TIGHT, 0);
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

static void test_groups_one_hidden_school_alone_is_not_told_of(void **state) {
  static const char *const schools[] = {"900000001", "900000003"};
  tell_analysis_options *options = declared("tiltak", schools, 2);
  scene made = scene_of(*state, "public",
                        "unit;indicator;period;grade;value;n;margin;state\n"
                        "4601;np_lesing;2022;5;50;100;0.5;\n900000001;np_lesing;2022;5;52;60;1;\n"
                        "900000002;np_lesing;2022;5;47;30;2;\n"
                        "900000003;np_lesing;2022;5;;;;suppressed\n",
                        options);
  static const char *const units[] = {"tiltak", "syd", "4601"};
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    int64_t row = sample_row(made.table, SAMPLE_PICK(.unit = units[i]));
    assert_int_equal(sample_whole(made.table, row, "members_hidden"), 1);
    assert_int_equal(sample_state(made.table, row, "hidden_n"), TELL_STATE_HIDDEN);
    assert_int_equal(sample_state(made.table, row, "coverage"), TELL_STATE_HIDDEN);
    assert_int_equal(sample_state(made.table, row, "bound_lo"), TELL_STATE_HIDDEN);
    assert_int_equal(sample_state(made.table, row, "bound_hi"), TELL_STATE_HIDDEN);
  }
  end(&made);
  tell_analysis_options_free(options);
}

static void test_groups_shares_without_counts_are_weighted(void **state) {
  scene made = scene_of(*state, "none",
                        "unit;indicator;source;period;grade;value;n;state\n"
                        "900000001;eu_deltakelse;udir-eu;2022;7;99.0;60;\n"
                        "900000002;eu_deltakelse;udir-eu;2022;7;100.0;20;\n"
                        "900000003;eu_deltakelse;udir-eu;2022;7;;30;missing\n",
                        NULL);
  int64_t row = sample_row(made.table, SAMPLE_PICK(.unit = "nord"));
  assert_string_equal(sample_text(made.table, row, "method"), "weighted_share");
  assert_double_near(sample_real(made.table, row, "value"), 99.25, TIGHT, 0);
  assert_double_near(sample_real(made.table, row, "hi"), 100, 0, 0);
  assert_true(sample_real(made.table, row, "lo") > 95);
  assert_double_near(sample_real(made.table, row, "lo"),
                     99.25 - 1.959963984540054 * sample_real(made.table, row, "se"), TIGHT, 0);
  /* A member without a value that states its n: the rest is known to the pupil. */
  row = sample_row(made.table, SAMPLE_PICK(.unit = "4601"));
  assert_int_equal(sample_whole(made.table, row, "members_missing"), 1);
  assert_int_equal(sample_whole(made.table, row, "hidden_n"), 30);
  assert_double_near(sample_real(made.table, row, "coverage"), 80 / 110.0, TIGHT, 0);
  assert_string_equal(sample_text(made.table, row, "state"), "too_few");
  assert_double_near(sample_real(made.table, row, "bound_lo"), 99.25 * 80 / 110, TIGHT, 0);
  end(&made);
}

static void test_groups_total_of_one_hidden_school_is_not_told(void **state) {
  scene made = scene_of(*state, "none",
                        "unit;indicator;source;period;grade;value;state\n"
                        "4601;elever;udir-gsi;2022;0;1000;\n"
                        "900000001;elever;udir-gsi;2022;0;400;\n"
                        "900000003;elever;udir-gsi;2022;0;;suppressed\n",
                        NULL);
  int64_t row = sample_row(made.table, SAMPLE_PICK(.unit = "4601"));
  assert_int_equal(sample_state(made.table, row, "bound_lo"), TELL_STATE_HIDDEN);
  assert_int_equal(sample_state(made.table, row, "bound_hi"), TELL_STATE_HIDDEN);
  assert_string_equal(sample_text(made.table, row, "state"), "suppressed");
  end(&made);
}

static void test_groups_parts_above_the_whole_say_nothing_of_the_rest(void **state) {
  scene made = scene_of(*state, "none",
                        "unit;indicator;source;period;grade;value;n;margin;state\n"
                        "4601;np_lesing;udir-np;2022;5;50;91;0.5;\n"
                        "900000001;np_lesing;udir-np;2022;5;52;60;1;\n"
                        "900000002;np_lesing;udir-np;2022;5;47;30;2;\n"
                        "900000003;np_lesing;udir-np;2022;5;;;;suppressed\n"
                        "900000004;np_lesing;udir-np;2022;5;;;;suppressed\n"
                        "4601;elever;udir-gsi;2022;0;100;;;\n"
                        "900000001;elever;udir-gsi;2022;0;101;;;\n"
                        "900000003;elever;udir-gsi;2022;0;;;;suppressed\n"
                        "900000004;elever;udir-gsi;2022;0;;;;suppressed\n",
                        NULL);
  int64_t row = sample_row(made.table, SAMPLE_PICK(.unit = "4601", .indicator = "np_lesing"));
  assert_int_equal(sample_state(made.table, row, "hidden_n"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(made.table, row, "coverage"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(made.table, row, "bound_hi"), TELL_STATE_MISSING);
  row = sample_row(made.table, SAMPLE_PICK(.unit = "4601", .indicator = "elever"));
  assert_int_equal(sample_state(made.table, row, "bound_hi"), TELL_STATE_MISSING);
  end(&made);
}

static void test_groups_shares_of_counts_are_added_up(void **state) {
  scene made = scene_of(*state, "none",
                        "unit;indicator;source;period;grade;value;n;numerator;state\n"
                        "900000001;eu_mobbing;local;2022;7;10;60;6;\n"
                        "900000002;eu_mobbing;local;2022;7;5;40;2;\n"
                        "900000003;eu_mobbing;local;2022;7;;0;;not_taken_part\n",
                        NULL);
  int64_t row = sample_row(made.table, SAMPLE_PICK(.unit = "4601"));
  assert_double_near(sample_real(made.table, row, "value"), 8, TIGHT, 0);
  assert_string_equal(sample_text(made.table, row, "method"), "wilson");
  /* 8 pupils of 100 with 100, 92 with 0. */
  assert_double_near(sample_real(made.table, row, "within_variance") +
                         sample_real(made.table, row, "between_variance"),
                     (8 * 92.0 * 92 + 92 * 8.0 * 8) / 99, TIGHT, 0);
  /* R 4.2.2: 100 * prop.test(8, 100, correct = FALSE)$conf.int */
  assert_double_near(sample_real(made.table, row, "lo"), 4.10934614844, 1e-11, 0);
  assert_double_near(sample_real(made.table, row, "hi"), 14.99810770095, 1e-11, 0);
  assert_int_equal(sample_whole(made.table, row, "members_not_taken_part"), 1);
  assert_double_near(sample_real(made.table, row, "coverage"), 1, 0, 0);
  row = sample_row(made.table, SAMPLE_PICK(.unit = "syd"));
  assert_string_equal(sample_text(made.table, row, "state"), "not_taken_part");
  assert_int_equal(sample_state(made.table, row, "value"), TELL_STATE_NOT_TAKEN_PART);
  end(&made);
}

static void test_groups_totals_are_sums_with_what_the_whole_leaves_over(void **state) {
  static const char *const schools[] = {"900000001", "900000003"};
  tell_analysis_options *options = declared("tiltak", schools, 2);
  scene made = scene_of(*state, "public",
                        "unit;indicator;source;period;grade;value;state\n"
                        "4601;elever;udir-gsi;2022;0;1000;\n"
                        "900000001;elever;udir-gsi;2022;0;400;\n"
                        "900000002;elever;udir-gsi;2022;0;350;\n"
                        "900000003;elever;udir-gsi;2022;0;;suppressed\n"
                        "900000004;elever;udir-gsi;2022;0;;suppressed\n",
                        options);
  int64_t row = sample_row(made.table, SAMPLE_PICK(.unit = "nord"));
  assert_double_near(sample_real(made.table, row, "value"), 750, 0, 0);
  assert_string_equal(sample_text(made.table, row, "method"), "sum");
  assert_int_equal(sample_state(made.table, row, "se"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(made.table, row, "n"), TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(sample_state(made.table, row, "within_variance"), TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(sample_state(made.table, row, "between_variance"), TELL_STATE_NOT_APPLICABLE);
  row = sample_row(made.table, SAMPLE_PICK(.unit = "tiltak"));
  assert_int_equal(sample_state(made.table, row, "value"), TELL_STATE_SUPPRESSED);
  assert_double_near(sample_real(made.table, row, "bound_lo"), 400, 0, 0);
  assert_double_near(sample_real(made.table, row, "bound_hi"), 650, 0, 0);
  end(&made);
  tell_analysis_options_free(options);
}

static void test_groups_ratios_have_no_rows(void **state) {
  static const char *const schools[] = {"900000001"};
  tell_analysis_options *options = declared("tiltak", schools, 1);
  scene made = scene_of(*state, "public",
                        "unit;indicator;source;period;grade;value;state\n"
                        "900000001;laerertetthet;udir-gsi;2022;0;15.1;\n"
                        "900000001;fravaer_dager;udir-fravaer;2022;10;4;\n",
                        options);
  assert_int_equal(tell_table_row_count(made.table), 0);
  end(&made);
  tell_analysis_options_free(options);
}

static void test_groups_unit_without_the_indicator_is_absent(void **state) {
  scene made = scene_of(*state, "public",
                        "unit;indicator;period;grade;value;n;margin;state\n"
                        "900000001;np_lesing;2022;5;52;60;1;\n"
                        "900000002;np_lesing;2022;5;;;;not_applicable\n",
                        NULL);
  int64_t row = sample_row(made.table, SAMPLE_PICK(.unit = "nord"));
  assert_int_equal(sample_whole(made.table, row, "members"), 1);
  assert_int_equal(sample_whole(made.table, row, "members_absent"), 1);
  assert_double_near(sample_real(made.table, row, "coverage"), 1, 0, 0);
  end(&made);
}

static void test_groups_bounds_of_shares_are_0_and_100(void **state) {
  scene made = scene_of(*state, "public",
                        "unit;indicator;source;period;grade;value;n;numerator;state\n"
                        "4601;eu_mobbing;udir-eu;2022;7;10;300;30;\n"
                        "900000001;eu_mobbing;udir-eu;2022;7;10;120;12;\n"
                        "900000002;eu_mobbing;udir-eu;2022;7;10;130;13;\n"
                        "900000003;eu_mobbing;udir-eu;2022;7;;;;suppressed\n"
                        "900000004;eu_mobbing;udir-eu;2022;7;;;;suppressed\n",
                        NULL);
  int64_t row = sample_row(made.table, SAMPLE_PICK(.unit = "4601"));
  assert_double_near(sample_real(made.table, row, "value"), 10, 0, 0);
  assert_double_near(sample_real(made.table, row, "coverage"), 250 / 300.0, TIGHT, 0);
  assert_double_near(sample_real(made.table, row, "bound_lo"), 2500 / 300.0, TIGHT, 0);
  assert_double_near(sample_real(made.table, row, "bound_hi"), 25, TIGHT, 0);
  end(&made);
}

static void test_groups_level_of_options_widens_the_interval(void **state) {
  tell_analysis_options *options = NULL;
  assert_int_equal(tell_analysis_options_create(&options, NULL), TELL_OK);
  assert_int_equal(tell_analysis_options_set_level(options, 0.99, NULL), TELL_OK);
  scene made = scene_of(*state, "public", NP, options);
  int64_t row = sample_row(made.table, SAMPLE_PICK(.unit = "nord", .period = 2023));
  double half = (sample_real(made.table, row, "hi") - sample_real(made.table, row, "lo")) / 2;
  assert_double_near(half / sample_real(made.table, row, "se"), 2.6476458116846571, TIGHT, 0);
  assert_double_near(sample_real(made.table, row, "confidence"), 0.99, 0, 0);
  end(&made);
  tell_analysis_options_free(options);
}

static void test_groups_of_a_unit_and_its_part_are_refused(void **state) {
  static const char *const pairs[][2] = {
      {"area", "nord"}, {"municipality", "4601"}, {"county", "46"}};
  tell_release *release = release_of(*state, "public", NP);
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    static const char *const schools[] = {"900000001"};
    tell_analysis_options *options = declared("tiltak", schools, 1);
    tell_analysis *made = NULL;
    tell_error *err = NULL;
    assert_int_equal(tell_error_create(&err), TELL_OK);
    assert_int_equal(
        tell_analysis_options_add_member(options, "tiltak", pairs[i][0], pairs[i][1], NULL),
        TELL_OK);
    assert_int_equal(
        tell_analysis_compute(*state, release, TELL_ANALYSIS_GROUPS, options, &made, err),
        TELL_E_ARGUMENT);
    assert_null(made);
    assert_string_equal(tell_error_field(err), "tiltak");
    tell_error_free(err);
    tell_analysis_options_free(options);
  }
  tell_release_free(release);
}

static void test_groups_of_areas_take_computed_figures(void **state) {
  tell_analysis_options *options = declared("alle", NULL, 0);
  assert_int_equal(tell_analysis_options_add_member(options, "alle", "area", "nord", NULL),
                   TELL_OK);
  assert_int_equal(tell_analysis_options_add_member(options, "alle", "area", "syd", NULL), TELL_OK);
  scene made = scene_of(*state, "none", NP, options);
  int64_t row = sample_row(made.table, SAMPLE_PICK(.unit = "alle", .period = 2023));
  assert_double_near(sample_real(made.table, row, "value"), (3490 + 51 * 30) / 100.0, TIGHT, 0);
  assert_int_equal(sample_whole(made.table, row, "members"), 2);
  end(&made);
  tell_analysis_options_free(options);
}

static void test_groups_of_municipalities_take_their_own_figures(void **state) {
  tell_analysis_options *options = declared("alle", NULL, 0);
  assert_int_equal(tell_analysis_options_add_member(options, "alle", "municipality", "4601", NULL),
                   TELL_OK);
  scene made = scene_of(*state, "none", NP, options);
  int64_t row = sample_row(made.table, SAMPLE_PICK(.unit = "alle", .period = 2023));
  assert_double_near(sample_real(made.table, row, "value"), 50, 0, 0);
  assert_int_equal(sample_whole(made.table, row, "members"), 1);
  assert_int_equal(sample_whole(made.table, row, "n"), 100);
  end(&made);
  tell_analysis_options_free(options);
}

static void test_analysis_refuses_what_is_not_there(void **state) {
  tell_release *release = release_of(*state, "public", NP);
  tell_analysis *made = (tell_analysis *)release;
  assert_int_equal(tell_analysis_compute(NULL, release, 1, NULL, &made, NULL), TELL_E_ARGUMENT);
  assert_null(made);
  assert_int_equal(tell_analysis_compute(*state, NULL, 1, NULL, &made, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_analysis_compute(*state, release, 0, NULL, &made, NULL), TELL_E_ARGUMENT);
  assert_int_equal(
      tell_analysis_compute(*state, release, tell_analysis_kind_count() + 1, NULL, &made, NULL),
      TELL_E_ARGUMENT);
  assert_int_equal(tell_analysis_compute(*state, release, 1, NULL, NULL, NULL), TELL_E_ARGUMENT);
  assert_null(tell_analysis_table(NULL));
  assert_int_equal(tell_analysis_kind(NULL), 0);
  assert_null(tell_analysis_kind_id(0));
  assert_null(tell_analysis_kind_id(tell_analysis_kind_count() + 1));
  assert_int_equal(tell_analysis_kind_find("none"), 0);
  assert_int_equal(tell_analysis_kind_find(NULL), 0);
  assert_int_equal(tell_analysis_kind_find("groups"), TELL_ANALYSIS_GROUPS);
  tell_release_free(release);
}

/* The weights are those of the pupils who are seen: they give the value again. */
static void test_groups_with_hidden_members_are_explained_by_the_others(void **state) {
  scene made = scene_of(*state, "none",
                        "unit;indicator;period;grade;value;n;margin;state\n"
                        "4601;np_lesing;2023;5;50;100;1;\n"
                        "900000001;np_lesing;2023;5;52;50;1;\n900000002;np_lesing;2023;5;47;40;1;\n"
                        "900000003;np_lesing;2023;5;;;;suppressed\n"
                        "900000004;np_lesing;2023;5;;;;suppressed\n",
                        NULL);
  int64_t row = sample_row(made.table, SAMPLE_PICK(.unit = "4601"));
  tell_table *explained = NULL;
  double again = 0;
  assert_int_equal(tell_analysis_explain(made.analysis, row, &explained, NULL), TELL_OK);
  assert_int_equal(tell_table_row_count(explained), 5);
  for (int64_t i = 1; i < 5; i++)
    if (sample_state(explained, i, "weight") == TELL_STATE_PRESENT)
      again += sample_real(explained, i, "weight") * sample_real(explained, i, "value");
  assert_double_near(again, (50 * 52 + 40 * 47) / 90.0, 1e-13, 0);
  assert_double_near(sample_real(made.table, row, "value"), again, 1e-13, 0);
  tell_table_free(explained);
  end(&made);
}

/* Four of five pupils are enough, one fewer is not. */
static void test_groups_coverage_of_four_fifths_is_enough(void **state) {
  static const char *const own[] = {"4601;np_lesing;2023;5;50;100;1;\n",
                                    "4601;np_lesing;2023;5;50;101;1;\n"};
  static const char *const said[] = {"present", "too_few"};
  for (int i = 0; i < 2; i++) {
    char text[512];
    snprintf(text, sizeof text,
             "unit;indicator;period;grade;value;n;margin;state\n%s"
             "900000001;np_lesing;2023;5;52;50;1;\n900000002;np_lesing;2023;5;48;30;1;\n"
             "900000003;np_lesing;2023;5;;;;suppressed\n"
             "900000004;np_lesing;2023;5;;;;suppressed\n",
             own[i]);
    scene made = scene_of(*state, "none", text, NULL);
    int64_t row = sample_row(made.table, SAMPLE_PICK(.unit = "4601"));
    assert_string_equal(sample_text(made.table, row, "state"), said[i]);
    end(&made);
  }
}

/* Whole points with the pupils' sd beside them: the rounding of the mean is no spread of pupils.
 * Σ (n − 1)·10²/(N − 1) and Σ n·(y − 51)²/(N − 1). */
static void test_groups_of_published_means_with_sd_leave_rounding_out_of_the_spread(void **state) {
  scene made = scene_of(*state, "none",
                        "unit;indicator;period;grade;value;n;sd;state\n"
                        "900000001;np_lesing;2023;5;50;100;10;\n"
                        "900000002;np_lesing;2023;5;52;100;10;\n",
                        NULL);
  int64_t row = sample_row(made.table, SAMPLE_PICK(.unit = "4601"));
  assert_double_near(sample_real(made.table, row, "within_variance"), 198 * 100 / 199.0, TIGHT, 0);
  assert_double_near(sample_real(made.table, row, "between_variance"), 200 / 199.0, TIGHT, 0);
  end(&made);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_groups_of_municipality_with_hidden_schools_gives_bounds_and_no_value),
      cmocka_unit_test(test_groups_of_area_with_all_visible_gives_weighted_mean),
      cmocka_unit_test(test_groups_declared_takes_place_before_units_and_counts_absent),
      cmocka_unit_test(test_groups_one_hidden_school_alone_is_not_told_of),
      cmocka_unit_test(test_groups_shares_without_counts_are_weighted),
      cmocka_unit_test(test_groups_total_of_one_hidden_school_is_not_told),
      cmocka_unit_test(test_groups_parts_above_the_whole_say_nothing_of_the_rest),
      cmocka_unit_test(test_groups_shares_of_counts_are_added_up),
      cmocka_unit_test(test_groups_totals_are_sums_with_what_the_whole_leaves_over),
      cmocka_unit_test(test_groups_ratios_have_no_rows),
      cmocka_unit_test(test_groups_unit_without_the_indicator_is_absent),
      cmocka_unit_test(test_groups_bounds_of_shares_are_0_and_100),
      cmocka_unit_test(test_groups_level_of_options_widens_the_interval),
      cmocka_unit_test(test_groups_of_a_unit_and_its_part_are_refused),
      cmocka_unit_test(test_groups_of_areas_take_computed_figures),
      cmocka_unit_test(test_groups_of_municipalities_take_their_own_figures),
      cmocka_unit_test(test_analysis_refuses_what_is_not_there),
      cmocka_unit_test(test_groups_with_hidden_members_are_explained_by_the_others),
      cmocka_unit_test(test_groups_coverage_of_four_fifths_is_enough),
      cmocka_unit_test(test_groups_of_published_means_with_sd_leave_rounding_out_of_the_spread),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
