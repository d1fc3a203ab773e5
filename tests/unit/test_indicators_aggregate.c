/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Computed rows: small cases by pencil and paper, random ones by writing every
 * pupil down.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "near.h"
#include "random.h"
#include "sample.h"

#define NEAR(actual, expected) assert_double_near((actual), (expected), 1e-12, 1e-12)

#define A "811111111"
#define B "822222222"
#define C "833333333"

/* Three schools of 4601 in 46, A and B of the area vest; 4602 is in 46 too. */
static tell_table *compute(const tell_catalogue *catalogue, const char *text) {
  sample *data = sample_begin(catalogue);
  sample_unit(data, A, "4601", "vest");
  sample_unit(data, B, "4601", "vest");
  sample_unit(data, C, "4601", NULL);
  sample_unit(data, "4601", "46", NULL);
  sample_unit(data, "4602", "46", NULL);
  sample_unit(data, "46", "I", NULL);
  sample_read(data, text);
  tell_dataset *dataset = sample_finish(data);
  tell_table *table = sample_indicators(dataset);
  tell_dataset_free(dataset);
  return table;
}

static int64_t computed(const tell_table *t, const char *unit) {
  return sample_row(t, SAMPLE_PICK(.unit = unit, .origin = "computed"));
}

static void assert_children(const tell_table *t, int64_t row, int all, int visible, int suppressed,
                            int not_taken_part) {
  assert_int_equal(sample_whole(t, row, "children"), all);
  assert_int_equal(sample_whole(t, row, "children_visible"), visible);
  assert_int_equal(sample_whole(t, row, "children_suppressed"), suppressed);
  assert_int_equal(sample_whole(t, row, "children_not_taken_part"), not_taken_part);
}

/* (10·40 + 30·50 + 60·60)/100 = 55; each is rounded to one decimal. */
static void test_aggregate_means_are_weighted_by_participants(void **state) {
  tell_table *t = compute(*state, "unit;indicator;source;period;grade;value;n;sd\n" A
                                  ";grunnskolepoeng;udir-gp;2023;10;40;10;3\n" B
                                  ";grunnskolepoeng;udir-gp;2023;10;50;30;6\n" C
                                  ";grunnskolepoeng;udir-gp;2023;10;60;60;9\n");
  int64_t row = computed(t, "4601");
  /* v = 0.9, 1.2, 1.35; Var = 0.01·0.9 + 0.09·1.2 + 0.36·1.35 = 0.603, and 0.46·0.1²/12 */
  const double variance = 0.603 + 0.46 * 0.01 / 12;
  NEAR(sample_real(t, row, "value"), 55);
  NEAR(sample_real(t, row, "se"), sqrt(variance));
  /* R: qt(0.975, V^2 / sum((w^2 * s^2 / n)^2 / (n - 1))) */
  NEAR(sample_real(t, row, "lo"), 55 - 1.9891484059364126 * sqrt(variance));
  assert_string_equal(sample_text(t, row, "method"), "weighted_mean");
  assert_int_equal(sample_whole(t, row, "n"), 100);
  assert_int_equal(sample_state(t, row, "coverage"), TELL_STATE_MISSING);
  assert_children(t, row, 3, 3, 0, 0);
  assert_int_equal(sample_state(t, row, "line"), TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(sample_state(t, row, "file"), TELL_STATE_NOT_APPLICABLE);

  row = computed(t, "vest");
  NEAR(sample_real(t, row, "value"), 47.5);
  NEAR(sample_real(t, row, "se"), sqrt(0.0625 * 0.9 + 0.5625 * 1.2 + 0.625 * 0.01 / 12));
  assert_children(t, row, 2, 2, 0, 0);
  tell_table_free(t);
}

/* Of all answers to several questions the sd is no estimate by ten pupils: the interval is wide
 * enough by the normal distribution. */
static void test_aggregate_of_pooled_sds_is_normal(void **state) {
  tell_table *t = compute(*state, "unit;indicator;source;period;grade;value;n;sd\n" A
                                  ";eu_motivasjon;udir-eu;2023;7;3.5;10;0.9\n" B
                                  ";eu_motivasjon;udir-eu;2023;7;3.9;12;0.7\n");
  int64_t row = computed(t, "4601");
  assert_string_equal(sample_text(t, row, "interval_state"), "pooled_spread");
  NEAR(sample_real(t, row, "lo"),
       sample_real(t, row, "value") - 1.959963984540054 * sample_real(t, row, "se"));
  tell_table_free(t);
}

/* By the normal distribution the interval of a municipality with one school of ten pupils would be
 * narrower than that of the school: it would hold the truth in 92 of 100. R: as above. */
static void test_aggregate_of_one_small_unit_has_the_interval_of_that_unit(void **state) {
  tell_table *t = compute(*state, "unit;indicator;source;period;grade;value;n;sd\n" A
                                  ";grunnskolepoeng;udir-gp;2023;10;40;10;3\n"
                                  "4602;grunnskolepoeng;udir-gp;2023;10;50;12;4\n"
                                  "46;grunnskolepoeng;udir-gp;2023;10;45;22;5\n");
  static const char *const units[] = {A, "vest", "4601"};
  for (int i = 0; i < 3; i++) /* but for the rounding, that is taken as known in the latter two */
    assert_double_near(sample_real(t, sample_row(t, SAMPLE_PICK(.unit = units[i])), "lo"),
                       37.852935960712017, 1e-4, 0);
  int64_t county = computed(t, "46"); /* of a computed municipality and a published one */
  NEAR(sample_real(t, county, "value"), 1000 / 22.0);
  NEAR(sample_real(t, county, "lo"), 43.854796336981217);
  NEAR(sample_real(t, county, "hi"), 47.05429457210969);
  tell_table_free(t);
}

static void test_aggregate_counties_and_the_nation_are_made_beside_their_own_rows(void **state) {
  tell_table *t = compute(*state, "unit;indicator;source;period;grade;value;n;sd\n" A
                                  ";grunnskolepoeng;udir-gp;2023;10;40;10;3\n" B
                                  ";grunnskolepoeng;udir-gp;2023;10;50;30;6\n" C
                                  ";grunnskolepoeng;udir-gp;2023;10;60;60;9\n"
                                  "46;grunnskolepoeng;udir-gp;2023;10;54.9;125;8\n"
                                  "I;grunnskolepoeng;udir-gp;2023;10;54.8;125;8\n");
  int64_t row = computed(t, "46");
  NEAR(sample_real(t, row, "value"), 55);
  NEAR(sample_real(t, row, "se"), sqrt(0.603 + 0.46 * 0.01 / 12));
  NEAR(sample_real(t, row, "coverage"), 0.8);
  assert_children(t, row, 1, 1, 0, 0);
  /* The nation is made from the county's own row, which is all of it. */
  NEAR(sample_real(t, computed(t, "I"), "value"), 54.9);
  NEAR(sample_real(t, computed(t, "I"), "coverage"), 1);
  tell_table_free(t);
}

/* What a file cut to one municipality says of its county is nothing. */
static void test_aggregate_file_cut_to_one_municipality_says_nothing_above_it(void **state) {
  tell_table *t = compute(
      *state, "unit;indicator;source;period;grade;value;n\n" A
              ";grunnskolepoeng;udir-gp;2023;10;40;10\n" C ";elever;udir-gsi;2023;0;30000;\n"
              "4601;elever;udir-gsi;2023;0;30000;\n4601;grunnskolepoeng;udir-gp;2023;10;41;12\n");
  assert_int_equal(sample_count(t, SAMPLE_PICK(.unit = "4601")), 4);
  assert_int_equal(sample_count(t, SAMPLE_PICK(.unit = "46")), 0);
  assert_int_equal(sample_count(t, SAMPLE_PICK(.unit = "I")), 0);
  /* so the municipality has nothing to stand against */
  int64_t row = sample_row(
      t, SAMPLE_PICK(.unit = "4601", .indicator = "grunnskolepoeng", .origin = "published"));
  assert_int_equal(sample_state(t, row, "difference"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(t, row, "comparator_origin"), TELL_STATE_MISSING);
  tell_table_free(t);
}

/* The county's row is of another year, group or source: that is another row. */
static void test_aggregate_county_row_of_another_key_makes_no_computed_row(void **state) {
  tell_table *t = compute(*state, "unit;indicator;source;period;grade;gender;value;n\n" A
                                  ";np_lesing;udir-np;2023;8;0;40;80\n"
                                  "46;np_lesing;udir-np;2022;8;0;40;80\n"
                                  "46;np_lesing;udir-np;2023;8;1;40;80\n"
                                  "46;np_lesing;udir-np;2023;9;0;40;80\n"
                                  "46;np_lesing;local;2023;8;0;40;80\n");
  assert_int_equal(sample_count(t, SAMPLE_PICK(.unit = "46", .origin = "computed")), 0);
  tell_table_free(t);
}

/* A county whose own row does not say of how many: nobody knows whether this is all of it. */
static void test_aggregate_county_without_known_coverage_has_no_value(void **state) {
  const char *const texts[] = {
      "unit;indicator;source;period;grade;value;n;state\n" A ";np_lesing;udir-np;2023;8;48;80;\n"
      "46;np_lesing;udir-np;2023;8;;;suppressed\n",
      "unit;indicator;source;period;grade;value;n;state\n" A ";np_lesing;udir-np;2023;8;48;80;\n"
      "46;np_lesing;udir-np;2023;8;50;;\n",
      "unit;indicator;source;period;value;n;state\n" A ";elever;udir-gsi;2023;80;;\n"
      "46;elever;udir-gsi;2023;;;suppressed\n"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    tell_table *t = compute(*state, texts[i]);
    int64_t row = computed(t, "46");
    assert_int_equal(sample_state(t, row, "coverage"), TELL_STATE_MISSING);
    assert_int_equal(sample_state(t, row, "value"), TELL_STATE_MISSING);
    assert_string_equal(sample_text(t, row, "state"), "missing");
    tell_table_free(t);
  }
}

/* Whole numbers get one decimal; figures that have decimals keep theirs; totals are whole. */
static void test_aggregate_decimals_are_one_more_for_whole_numbers_only(void **state) {
  const char *const texts[] = {
      "np_lesing;udir-np;2023;8;48;10",          "np_lesing_niva;udir-np;2023;8;20.0;10",
      "grunnskolepoeng;udir-gp;2023;10;40.1;10", "eu_trivsel;udir-eu;2023;7;4.1;10",
      "eu_mobbing;udir-eu;2023;7;4.1;10",        "elever;udir-gsi;2023;0;40;"};
  const int decimals[] = {1, 1, 1, 1, 1, 0};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    tell__text text = {0};
    tell__text_add(&text, "unit;indicator;source;period;grade;value;n\n" A ";");
    tell__text_add(&text, texts[i]);
    tell_table *t = compute(*state, tell__text_get(&text));
    assert_int_equal(sample_whole(t, computed(t, "4601"), "decimals"), decimals[i]);
    tell_table_free(t);
    tell__text_free(&text);
  }
}

static void test_aggregate_one_child_without_spread_takes_the_interval_away(void **state) {
  tell_table *t = compute(*state, "unit;indicator;source;period;grade;value;n;sd\n" A
                                  ";grunnskolepoeng;udir-gp;2023;10;40;10;3\n" B
                                  ";grunnskolepoeng;udir-gp;2023;10;50;30;\n");
  int64_t row = computed(t, "vest");
  NEAR(sample_real(t, row, "value"), 47.5);
  assert_int_equal(sample_state(t, row, "se"), TELL_STATE_MISSING);
  assert_string_equal(sample_text(t, row, "interval_state"), "no_spread");
  tell_table_free(t);
}

static void test_aggregate_coverage_is_against_the_published_n(void **state) {
  tell_table *t =
      compute(*state, "unit;indicator;period;grade;value;n;margin;state\n" A
                      ";np_lesing;2023;8;48;50;2.5;\n" B ";np_lesing;2023;8;52;40;2.5;\n" C
                      ";np_lesing;2023;8;;;;suppressed\n"
                      "4601;np_lesing;2023;8;50;100;2;\n");
  int64_t row = computed(t, "4601");
  NEAR(sample_real(t, row, "coverage"), 0.9);
  NEAR(sample_real(t, row, "value"), (48 * 50 + 52 * 40) / 90.0);
  assert_children(t, row, 3, 2, 1, 0);
  assert_int_equal(sample_whole(t, row, "n"), 90);
  row = sample_row(t, SAMPLE_PICK(.unit = "4601", .origin = "published"));
  NEAR(sample_real(t, row, "value"), 50);
  tell_table_free(t);
}

static void test_aggregate_coverage_below_four_fifths_gives_no_value(void **state) {
  static const char *const follow[] = {"value", "se", "lo", "method", "difference", "verdict"};
  tell_table *t =
      compute(*state, "unit;indicator;period;grade;value;n;margin;state\n" A
                      ";np_lesing;2023;8;48;50;2.5;\n" B ";np_lesing;2023;8;52;29;2.5;\n" C
                      ";np_lesing;2023;8;;;;suppressed\n"
                      "4601;np_lesing;2023;8;50;100;2;\n"
                      "46;np_lesing;2023;8;50;100;2;\n");
  int64_t row = computed(t, "4601");
  for (size_t i = 0; i < sizeof follow / sizeof follow[0]; i++)
    assert_int_equal(sample_state(t, row, follow[i]), TELL_STATE_TOO_FEW);
  assert_int_equal(sample_whole(t, row, "n"), 79);
  NEAR(sample_real(t, row, "coverage"), 0.79);
  tell_table_free(t);
}

static void test_aggregate_coverage_of_exactly_four_fifths_is_enough(void **state) {
  tell_table *t = compute(*state, "unit;indicator;period;grade;value;n;state\n" A
                                  ";np_lesing;2023;8;48;80;\n" C ";np_lesing;2023;8;;;suppressed\n"
                                  "4601;np_lesing;2023;8;50;100;\n");
  NEAR(sample_real(t, computed(t, "4601"), "value"), 48);
  tell_table_free(t);
}

static void test_aggregate_coverage_without_a_published_n(void **state) {
  tell_table *t =
      compute(*state, "unit;indicator;period;grade;value;n;state\n" A ";np_lesing;2022;8;48;80;\n" C
                      ";np_lesing;2022;8;;0;not_taken_part\n" A ";np_lesing;2023;8;48;80;\n" C
                      ";np_lesing;2023;8;;;suppressed\n");
  int64_t row = sample_row(t, SAMPLE_PICK(.unit = "4601", .period = 2022));
  assert_int_equal(sample_state(t, row, "coverage"), TELL_STATE_MISSING);
  assert_children(t, row, 2, 1, 0, 1);
  row = sample_row(t, SAMPLE_PICK(.unit = "4601", .period = 2023));
  assert_int_equal(sample_state(t, row, "coverage"), TELL_STATE_MISSING);
  NEAR(sample_real(t, row, "value"), 48);
  tell_table_free(t);
}

static void test_aggregate_more_children_than_published_pupils_is_full_coverage(void **state) {
  tell_table *t = compute(*state, "unit;indicator;period;grade;value;n\n" A
                                  ";np_lesing;2022;8;48;80\n4601;np_lesing;2022;8;48;79\n");
  NEAR(sample_real(t, computed(t, "4601"), "coverage"), 1);
  tell_table_free(t);
}

static void test_aggregate_shares_of_counts_add_up(void **state) {
  tell_table *t = compute(*state, "unit;indicator;source;period;grade;value;n;numerator\n" A
                                  ";eu_mobbing;udir-eu;2023;7;0.0;10;0\n" B
                                  ";eu_mobbing;udir-eu;2023;7;15.0;20;3\n");
  int64_t row = computed(t, "vest");
  /* 3 of 30, as R's prop.test has it */
  NEAR(sample_real(t, row, "value"), 10);
  NEAR(sample_real(t, row, "lo"), 3.4599888747334178);
  NEAR(sample_real(t, row, "hi"), 25.6210825791840797);
  NEAR(sample_real(t, row, "se"), 5.477225575051661);
  assert_int_equal(sample_whole(t, row, "numerator"), 3);
  assert_string_equal(sample_text(t, row, "method"), "wilson");
  tell_table_free(t);
}

static void test_aggregate_shares_without_every_count_are_weighted(void **state) {
  tell_table *t = compute(*state, "unit;indicator;source;period;grade;value;n;numerator\n" A
                                  ";eu_mobbing;udir-eu;2023;7;0.0;10;0\n" B
                                  ";eu_mobbing;udir-eu;2023;7;1.5;20;\n");
  int64_t row = computed(t, "vest");
  NEAR(sample_real(t, row, "value"), 1);
  NEAR(sample_real(t, row, "lo"), 0);
  assert_true(sample_real(t, row, "hi") > 1);
  assert_string_equal(sample_text(t, row, "method"), "weighted_share");
  assert_int_equal(sample_state(t, row, "numerator"), TELL_STATE_MISSING);
  tell_table_free(t);
}

static void test_aggregate_categories_of_a_distribution_stay_apart(void **state) {
  tell_table *t =
      compute(*state, "unit;indicator;category;period;grade;value;n\n" A
                      ";np_lesing_niva;1;2023;5;20.0;10\n" A ";np_lesing_niva;2;2023;5;80.0;10\n" B
                      ";np_lesing_niva;1;2023;5;50.0;30\n" B ";np_lesing_niva;2;2023;5;50.0;30\n");
  int64_t one = sample_row(t, SAMPLE_PICK(.unit = "vest", .category = "1"));
  int64_t two = sample_row(t, SAMPLE_PICK(.unit = "vest", .category = "2"));
  NEAR(sample_real(t, one, "value"), 42.5);
  NEAR(sample_real(t, two, "value"), 57.5);
  assert_int_equal(sample_whole(t, two, "n"), 40);
  tell_table_free(t);
}

static void test_aggregate_totals_need_every_child(void **state) {
  tell_table *t = compute(
      *state, "unit;indicator;source;period;value;n;state\n" A ";elever;udir-gsi;2022;300;;\n" B
              ";elever;udir-gsi;2022;250;;\n" C ";elever;udir-gsi;2022;;0;not_taken_part\n" A
              ";elever;udir-gsi;2023;310;;\n" B ";elever;udir-gsi;2023;;;suppressed\n");
  int64_t row = sample_row(t, SAMPLE_PICK(.unit = "4601", .period = 2022));
  NEAR(sample_real(t, row, "value"), 550);
  assert_string_equal(sample_text(t, row, "method"), "sum");
  assert_int_equal(sample_state(t, row, "n"), TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(sample_state(t, row, "se"), TELL_STATE_MISSING);
  row = sample_row(t, SAMPLE_PICK(.unit = "4601", .period = 2023));
  assert_int_equal(sample_state(t, row, "value"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(t, row, "coverage"), TELL_STATE_MISSING);
  assert_children(t, row, 2, 1, 1, 0);
  tell_table_free(t);
}

static void test_aggregate_coverage_of_a_total_is_against_the_published_total(void **state) {
  tell_table *t = compute(
      *state, "unit;indicator;source;period;value;n;state\n" A ";elever;udir-gsi;2021;300;;\n" B
              ";elever;udir-gsi;2021;240;;\n" A ";elever;udir-gsi;2022;300;;\n" B
              ";elever;udir-gsi;2022;250;;\n" A ";elever;udir-gsi;2023;300;;\n"
              "4601;elever;udir-gsi;2021;600;;\n4601;elever;udir-gsi;2022;500;;\n"
              "4601;elever;udir-gsi;2023;600;;\n");
  int64_t row = sample_row(t, SAMPLE_PICK(.unit = "4601", .origin = "computed", .period = 2021));
  NEAR(sample_real(t, row, "coverage"), 0.9);
  NEAR(sample_real(t, row, "value"), 540);
  row = sample_row(t, SAMPLE_PICK(.unit = "4601", .origin = "computed", .period = 2022));
  NEAR(sample_real(t, row, "coverage"), 1);
  row = sample_row(t, SAMPLE_PICK(.unit = "4601", .origin = "computed", .period = 2023));
  NEAR(sample_real(t, row, "coverage"), 0.5);
  assert_int_equal(sample_state(t, row, "value"), TELL_STATE_TOO_FEW);
  tell_table_free(t);
}

static void test_aggregate_ratios_and_medians_are_not_computed(void **state) {
  tell_table *t = compute(*state, "unit;indicator;source;period;value;n\n" A
                                  ";laerertetthet;udir-gsi;2023;16.5;\n" A
                                  ";fravaer_dager;udir-fravaer;2023;4;50\n");
  assert_int_equal(sample_count(t, SAMPLE_PICK(.origin = "computed")), 0);
  tell_table_free(t);
}

static void test_aggregate_nothing_visible_says_why(void **state) {
  const char *const states[][3] = {{"suppressed", "missing", "suppressed"},
                                   {"not_taken_part", "not_taken_part", "not_taken_part"},
                                   {"not_taken_part", "missing", "missing"},
                                   {"invalid", "not_applicable", "missing"},
                                   {"not_taken_part", "not_applicable", "not_taken_part"}};
  for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
    tell__text text = {0};
    tell__text_add(&text, "unit;indicator;period;grade;state\n" A ";np_lesing;2023;8;");
    tell__text_add(&text, states[i][0]);
    tell__text_add(&text, "\n" B ";np_lesing;2023;8;");
    tell__text_add(&text, states[i][1]);
    tell_table *t = compute(*state, tell__text_get(&text));
    int64_t row = computed(t, "vest");
    assert_string_equal(sample_text(t, row, "state"), states[i][2]);
    assert_string_equal(tell_state_id(sample_state(t, row, "value")), states[i][2]);
    tell_table_free(t);
    tell__text_free(&text);
  }
}

static void test_aggregate_indicator_that_applies_nowhere_makes_no_row(void **state) {
  tell_table *t =
      compute(*state, "unit;indicator;period;grade;state\n" A ";np_lesing;2023;8;not_applicable\n");
  assert_int_equal(tell_table_row_count(t), 1);
  tell_table_free(t);
}

static void test_aggregate_mean_without_n_is_counted_but_not_used(void **state) {
  tell_table *t = compute(*state, "unit;indicator;period;grade;value;n\n" A
                                  ";np_lesing;2023;8;48;\n" B ";np_lesing;2023;8;50;20\n");
  int64_t row = computed(t, "vest");
  NEAR(sample_real(t, row, "value"), 50);
  assert_children(t, row, 2, 1, 0, 0);
  assert_int_equal(sample_state(t, row, "coverage"), TELL_STATE_MISSING);
  tell_table_free(t);
}

/* 4601 has a figure of its own, 4602 only what its school says. */
static void test_aggregate_county_takes_published_municipalities_first(void **state) {
  sample *data = sample_begin(*state);
  sample_unit(data, A, "4601", NULL);
  sample_unit(data, B, "4602", NULL);
  sample_unit(data, "4601", "46", NULL);
  sample_unit(data, "4602", "46", NULL);
  sample_read(data, "unit;indicator;period;grade;value;n\n" A ";np_lesing;2023;8;40;80\n" B
                    ";np_lesing;2023;8;60;100\n"
                    "4601;np_lesing;2023;8;50;100\n"
                    "46;np_lesing;2023;8;50;210\n");
  tell_dataset *dataset = sample_finish(data);
  tell_table *t = sample_indicators(dataset);
  NEAR(sample_real(t, computed(t, "46"), "value"), 55);
  tell_table_free(t);
  tell_dataset_free(dataset);
}

static void test_aggregate_sources_and_groups_are_never_mixed(void **state) {
  tell_table *t = compute(
      *state, "unit;indicator;source;period;grade;gender;value;n\n" A
              ";np_lesing;udir-np;2023;8;0;40;80\n" B ";np_lesing;ssb;2023;8;0;60;80\n" B
              ";np_lesing;udir-np;2023;8;1;50;80\n" B ";np_lesing;udir-np;2022;8;0;45;80\n");
  assert_int_equal(sample_count(t, SAMPLE_PICK(.unit = "vest")), 4);
  for (int64_t row = 0; row < tell_table_row_count(t); row++)
    if (sample_state(t, row, "children") == TELL_STATE_PRESENT)
      assert_children(t, row, 1, 1, 0, 0);
  tell_table_free(t);
}

static void test_aggregate_provisional_child_makes_a_provisional_parent(void **state) {
  tell_table *t = compute(*state, "unit;indicator;period;grade;value;n;flags\n" A
                                  ";np_lesing;2023;8;48;10;2\n" B ";np_lesing;2023;8;50;20;0\n");
  assert_int_equal(sample_whole(t, computed(t, "vest"), "provisional"), 1);
  tell_table_free(t);
}

/* Every pupil is given the mean of the school; then they are simply averaged. */
static void test_aggregate_random_schools_equal_the_mean_over_pupils(void **state) {
  static const char *const codes[] = {A, B, C};
  uint64_t seed = 11;
  for (int round = 0; round < 50; round++) {
    sample *data = sample_begin(*state);
    long double sum = 0;
    int pupils = 0;
    for (int i = 0; i < 3; i++) {
      sample_cell cell = {.unit = codes[i], .indicator = "np_lesing", .period = 2023, .grade = 8};
      cell.value = 30 + (double)(random_next(&seed) % 4000) / 100;
      cell.n = 1 + (int)(random_next(&seed) % 300);
      cell.has = TELL__HAS_N;
      sample_unit(data, codes[i], "4601", NULL);
      sample_add(data, &cell, 1);
      for (int pupil = 0; pupil < cell.n; pupil++, pupils++)
        sum += cell.value;
    }
    tell_dataset *dataset = sample_finish(data);
    tell_table *t = sample_indicators(dataset);
    NEAR(sample_real(t, computed(t, "4601"), "value"), (double)(sum / pupils));
    assert_int_equal(sample_whole(t, computed(t, "4601"), "n"), pupils);
    tell_table_free(t);
    tell_dataset_free(dataset);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_aggregate_means_are_weighted_by_participants),
      cmocka_unit_test(test_aggregate_of_pooled_sds_is_normal),
      cmocka_unit_test(test_aggregate_of_one_small_unit_has_the_interval_of_that_unit),
      cmocka_unit_test(test_aggregate_counties_and_the_nation_are_made_beside_their_own_rows),
      cmocka_unit_test(test_aggregate_file_cut_to_one_municipality_says_nothing_above_it),
      cmocka_unit_test(test_aggregate_county_row_of_another_key_makes_no_computed_row),
      cmocka_unit_test(test_aggregate_county_without_known_coverage_has_no_value),
      cmocka_unit_test(test_aggregate_decimals_are_one_more_for_whole_numbers_only),
      cmocka_unit_test(test_aggregate_one_child_without_spread_takes_the_interval_away),
      cmocka_unit_test(test_aggregate_coverage_is_against_the_published_n),
      cmocka_unit_test(test_aggregate_coverage_below_four_fifths_gives_no_value),
      cmocka_unit_test(test_aggregate_coverage_of_exactly_four_fifths_is_enough),
      cmocka_unit_test(test_aggregate_coverage_without_a_published_n),
      cmocka_unit_test(test_aggregate_more_children_than_published_pupils_is_full_coverage),
      cmocka_unit_test(test_aggregate_shares_of_counts_add_up),
      cmocka_unit_test(test_aggregate_shares_without_every_count_are_weighted),
      cmocka_unit_test(test_aggregate_categories_of_a_distribution_stay_apart),
      cmocka_unit_test(test_aggregate_totals_need_every_child),
      cmocka_unit_test(test_aggregate_coverage_of_a_total_is_against_the_published_total),
      cmocka_unit_test(test_aggregate_ratios_and_medians_are_not_computed),
      cmocka_unit_test(test_aggregate_nothing_visible_says_why),
      cmocka_unit_test(test_aggregate_indicator_that_applies_nowhere_makes_no_row),
      cmocka_unit_test(test_aggregate_mean_without_n_is_counted_but_not_used),
      cmocka_unit_test(test_aggregate_county_takes_published_municipalities_first),
      cmocka_unit_test(test_aggregate_sources_and_groups_are_never_mixed),
      cmocka_unit_test(test_aggregate_provisional_child_makes_a_provisional_parent),
      cmocka_unit_test(test_aggregate_random_schools_equal_the_mean_over_pupils),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
