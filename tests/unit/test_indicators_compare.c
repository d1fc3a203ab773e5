/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The difference from the parent. Independent truth: a school of two is
 * compared with the other one, and the parent's mean pulled towards itself by
 * its own share of the pupils.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "near.h"
#include "random.h"
#include "sample.h"

#define NEAR(actual, expected) assert_double_near((actual), (expected), 1e-10, 1e-10)

#define A "811111111"
#define B "822222222"

static tell_table *compute(const tell_catalogue *catalogue, const char *text) {
  sample *data = sample_begin(catalogue);
  sample_unit(data, A, "4601", "vest");
  sample_unit(data, B, "4601", NULL);
  sample_unit(data, "4601", "46", NULL);
  sample_unit(data, "46", "I", NULL);
  sample_read(data, text);
  tell_dataset *dataset = sample_finish(data);
  tell_table *table = sample_indicators(dataset);
  tell_dataset_free(dataset);
  return table;
}

static int64_t row_of(const tell_table *t, const char *unit) {
  return sample_row(t, SAMPLE_PICK(.unit = unit));
}

/* A school that is most of its municipality: R's t.test() (Welch) of its pupils and the others,
 * 12.18570667446218 degrees of freedom, times a fifth, the others' part of the pupils. */
static void test_compare_most_of_the_parent_equals_welch_with_the_rest(void **state) {
  tell_table *t = compute(*state, "unit;indicator;source;period;grade;value;n;sd\n" A
                                  ";grunnskolepoeng;local;2023;10;42;40;9\n" B
                                  ";grunnskolepoeng;local;2023;10;37;10;11\n");
  int64_t row = row_of(t, A);
  NEAR(sample_real(t, row, "difference"), 1);
  NEAR(sample_real(t, row, "difference_lo"), -0.63497308451115553);
  NEAR(sample_real(t, row, "difference_hi"), 2.6349730845111559);
  tell_table_free(t);
}

static void assert_verdict(const tell_table *t, int64_t row, const char *verdict) {
  assert_string_equal(sample_text(t, row, "verdict"), verdict);
}

/* d = (1 − f)(y_A − y_B) and Var(d) = (1 − f)²(v_A + v_B), because the parent is exactly A and B.
 */
static void test_compare_with_the_sum_equals_comparing_with_the_rest(void **state) {
  uint64_t seed = 3;
  for (int round = 0; round < 100; round++) {
    sample_cell cells[2] = {{.unit = A}, {.unit = B}};
    sample *data = sample_begin(*state);
    for (int i = 0; i < 2; i++) {
      cells[i].indicator = "grunnskolepoeng";
      cells[i].source = "local"; /* not rounded */
      cells[i].period = 2023;
      cells[i].grade = 10;
      cells[i].value = 35 + 15 * random_unit(&seed);
      cells[i].sd = 5 + 5 * random_unit(&seed);
      cells[i].n = 5 + (int)(random_next(&seed) % 100);
      cells[i].has = TELL__HAS_N | TELL__HAS_SD;
      sample_unit(data, cells[i].unit, "4601", NULL);
    }
    sample_add(data, cells, 2);
    tell_dataset *dataset = sample_finish(data);
    tell_table *t = sample_indicators(dataset);
    double rest = (double)cells[1].n / (cells[0].n + cells[1].n);
    double both = cells[0].sd * cells[0].sd / cells[0].n + cells[1].sd * cells[1].sd / cells[1].n;
    int64_t row = row_of(t, A);
    NEAR(sample_real(t, row, "difference"), rest * (cells[0].value - cells[1].value));
    NEAR(sample_real(t, row, "difference_se"), rest * sqrt(both));
    assert_string_equal(sample_text(t, row, "comparator_origin"), "computed");
    assert_string_equal(sample_text(t, row, "difference_state"), "ok");
    tell_table_free(t);
    tell_dataset_free(dataset);
  }
}

/* What an interval that is too wide is compared with, and made into, says so. */
static void test_compare_with_a_pooled_spread_says_so(void **state) {
  tell_table *t = compute(*state, "unit;indicator;source;period;grade;value;n;sd;flags\n" A
                                  ";eu_motivasjon;local;2023;7;3.5;50;1.1;0\n" B
                                  ";eu_motivasjon;local;2023;7;3.9;60;0.7;4\n");
  assert_string_equal(sample_text(t, row_of(t, A), "interval_state"), "pooled_spread");
  assert_string_equal(sample_text(t, row_of(t, B), "interval_state"), "ok");
  assert_string_equal(sample_text(t, row_of(t, "4601"), "interval_state"), "pooled_spread");
  assert_string_equal(sample_text(t, row_of(t, "4601"), "method"), "weighted_mean");
  assert_string_equal(sample_text(t, row_of(t, A), "difference_state"), "pooled_spread");
  assert_string_equal(sample_text(t, row_of(t, B), "difference_state"), "pooled_spread");
  tell_table_free(t);
}

/* Both rounded to whole numbers: the school's sampling variance is shared, the two roundings are
 * not. */
static void test_compare_with_published_parent_keeps_both_roundings(void **state) {
  tell_table *t = compute(*state, "unit;indicator;period;grade;value;n;margin\n" A
                                  ";np_lesing;2023;8;47;50;2.9\n"
                                  "4601;np_lesing;2023;8;50;2000;0.5\n");
  int64_t row = row_of(t, A);
  double z2 = 3.8414588206941240;
  double child = 2.9 * 2.9 / z2, parent = 0.5 * 0.5 / z2;
  double se = sqrt(child + 1 / 12.0 + parent + 1 / 12.0 - 2 * (50 / 2000.0) * child);
  NEAR(sample_real(t, row, "difference"), -3);
  NEAR(sample_real(t, row, "difference_se"), se);
  /* R: qt(0.975, 60.447201544834663), the degrees of freedom by Welch and Satterthwaite. */
  NEAR(sample_real(t, row, "difference_lo"), -3 - 1.9999934901664698 * se);
  NEAR(sample_real(t, row, "difference_hi"), -3 + 1.9999934901664698 * se);
  assert_string_equal(sample_text(t, row, "comparator_origin"), "published");
  assert_verdict(t, row, "not_distinguishable"); /* by 1.96 it was lower */
  tell_table_free(t);
}

static void test_compare_verdict_follows_the_interval(void **state) {
  const char *const verdicts[] = {"lower", "not_distinguishable", "higher"};
  const char *const texts[] = {"unit;indicator;period;grade;value;n;margin\n" A
                               ";np_lesing;2023;8;45;50;2.9\n4601;np_lesing;2023;8;50;2000;0.5",
                               "unit;indicator;period;grade;value;n;margin\n" A
                               ";np_lesing;2023;8;51;50;2.9\n4601;np_lesing;2023;8;50;2000;0.5",
                               "unit;indicator;period;grade;value;n;margin\n" A
                               ";np_lesing;2023;8;55;50;2.9\n4601;np_lesing;2023;8;50;2000;0.5"};
  for (int i = 0; i < 3; i++) {
    tell_table *t = compute(*state, texts[i]);
    assert_verdict(t, row_of(t, A), verdicts[i]);
    tell_table_free(t);
  }
}

static void test_compare_parent_without_a_number_gives_way_to_the_computed_one(void **state) {
  tell_table *t = compute(*state, "unit;indicator;period;grade;value;n;state\n" A
                                  ";np_lesing;2023;8;47;50;\n" B ";np_lesing;2023;8;49;50;\n"
                                  "4601;np_lesing;2023;8;;;missing\n");
  int64_t row = row_of(t, A);
  NEAR(sample_real(t, row, "difference"), -1);
  assert_string_equal(sample_text(t, row, "comparator_origin"), "computed");
  tell_table_free(t);
}

static void test_compare_local_figures_with_local_figures(void **state) {
  tell_table *t = compute(*state, "unit;indicator;source;period;grade;value;n\n" A
                                  ";np_lesing;local;2023;8;47;50\n"
                                  "4601;np_lesing;local;2023;8;48;500\n"
                                  "4601;np_lesing;udir-np;2023;8;52;500\n");
  int64_t row = row_of(t, A);
  NEAR(sample_real(t, row, "difference"), -1);
  assert_string_equal(sample_text(t, row, "comparator_origin"), "local");
  tell_table_free(t);
}

static void test_compare_child_that_is_the_whole_parent_is_not_compared(void **state) {
  tell_table *t = compute(*state, "unit;indicator;period;grade;value;n;margin\n" A
                                  ";np_lesing;2023;8;47;50;2.9\n"
                                  "4601;np_lesing;2023;8;48;50;2.9\n");
  int64_t row = row_of(t, A);
  const char *const cells[] = {"difference", "difference_se", "difference_lo", "difference_state",
                               "verdict"};
  for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
    assert_int_equal(sample_state(t, row, cells[i]), TELL_STATE_NOT_APPLICABLE);
  tell_table_free(t);
}

static void test_compare_without_n_or_spread_has_no_interval(void **state) {
  const char *const texts[] = {"unit;indicator;period;grade;value;n;margin\n" A
                               ";np_lesing;2023;8;47;;2.9\n4601;np_lesing;2023;8;48;500;1",
                               "unit;indicator;period;grade;value;n;margin\n" A
                               ";np_lesing;2023;8;47;50;\n4601;np_lesing;2023;8;48;500;1"};
  for (int i = 0; i < 2; i++) {
    tell_table *t = compute(*state, texts[i]);
    int64_t row = row_of(t, A);
    NEAR(sample_real(t, row, "difference"), -1);
    assert_int_equal(sample_state(t, row, "difference_hi"), TELL_STATE_MISSING);
    assert_string_equal(sample_text(t, row, "difference_state"), "no_spread");
    assert_verdict(t, row, "no_interval");
    tell_table_free(t);
  }
}

static void assert_no_difference(const tell_table *t, int64_t row, tell_state expected) {
  static const char *const columns[] = {"difference", "difference_se", "difference_lo",
                                        "difference_hi", "difference_state"};
  for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
    assert_int_equal(sample_state(t, row, columns[i]), expected);
}

static void test_compare_nation_and_totals_have_nothing_to_be_compared_with(void **state) {
  tell_table *t =
      compute(*state, "unit;indicator;source;period;grade;value;n\n"
                      "I;np_lesing;udir-np;2023;8;50;50000\n" A ";elever;udir-gsi;2023;0;300;\n");
  int64_t nation = sample_row(t, SAMPLE_PICK(.unit = "I", .indicator = "np_lesing"));
  assert_no_difference(t, nation, TELL_STATE_NOT_APPLICABLE);
  assert_no_difference(t, row_of(t, A), TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(sample_state(t, nation, "verdict"), TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(sample_state(t, nation, "comparator_origin"), TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(sample_state(t, nation, "parent"), TELL_STATE_NOT_APPLICABLE);
  tell_table_free(t);
}

static void test_compare_with_a_parent_that_says_nothing_is_missing(void **state) {
  tell_table *t = compute(*state, "unit;indicator;source;period;grade;value;n\n"
                                  "4601;fravaer_dager;udir-fravaer;2023;10;4;500\n");
  assert_no_difference(t, row_of(t, "4601"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(t, row_of(t, "4601"), "verdict"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(t, row_of(t, "4601"), "comparator_origin"), TELL_STATE_MISSING);
  tell_table_free(t);
}

static void test_compare_school_of_no_known_municipality_is_missing(void **state) {
  tell_table *t =
      sample_compute(*state, "unit;indicator;period;grade;value;n\n" A ";np_lesing;2023;8;50;50");
  assert_no_difference(t, 0, TELL_STATE_MISSING);
  assert_int_equal(sample_state(t, 0, "parent"), TELL_STATE_MISSING);
  tell_table_free(t);
}

static void test_compare_takes_the_state_of_a_parent_without_value(void **state) {
  tell_table *t = compute(*state, "unit;indicator;source;period;value;state\n"
                                  "4601;fravaer_dager;udir-fravaer;2023;4;\n"
                                  "46;fravaer_dager;udir-fravaer;2023;;suppressed\n"
                                  "4601;fravaer_dager;udir-fravaer;2024;4;\n"
                                  "46;fravaer_dager;udir-fravaer;2024;;not_comparable\n");
  int64_t row = sample_row(t, SAMPLE_PICK(.unit = "4601", .period = 2023));
  assert_no_difference(t, row, TELL_STATE_SUPPRESSED);
  assert_int_equal(sample_state(t, row, "verdict"), TELL_STATE_SUPPRESSED);
  row = sample_row(t, SAMPLE_PICK(.unit = "4601", .period = 2024));
  assert_no_difference(t, row, TELL_STATE_NOT_COMPARABLE);
  assert_verdict(t, row, "not_comparable");
  tell_table_free(t);
}

static void test_compare_area_is_part_of_its_municipality(void **state) {
  tell_table *t = compute(*state, "unit;indicator;period;grade;value;n;margin\n" A
                                  ";np_lesing;2023;8;47;50;2.9\n"
                                  "4601;np_lesing;2023;8;48;500;1\n");
  int64_t row = sample_row(t, SAMPLE_PICK(.unit = "vest"));
  assert_string_equal(sample_text(t, row, "parent"), "4601");
  assert_string_equal(sample_text(t, row, "parent_level"), "municipality");
  NEAR(sample_real(t, row, "difference"), -1);
  assert_string_equal(sample_text(t, row_of(t, A), "area"), "vest");
  assert_int_equal(sample_state(t, row, "area"), TELL_STATE_NOT_APPLICABLE);
  tell_table_free(t);
}

/* Of five schools in the area `visible` have a figure, the others are hidden by the publisher. */
static tell_table *area_with_hidden(const tell_catalogue *catalogue, int visible) {
  static const char *const schools[] = {A, B, "833333333", "844444444", "855555555"};
  char text[1024] = "unit;indicator;period;grade;value;n;margin;state\n"
                    "4601;np_lesing;2023;8;48;500;1;present\n";
  sample *data = sample_begin(catalogue);
  for (int i = 0; i < 5; i++) {
    sample_unit(data, schools[i], "4601", "vest");
    strcat(strcat(text, schools[i]), i < visible ? ";np_lesing;2023;8;47;50;2.9;present\n"
                                                 : ";np_lesing;2023;8;;;;suppressed\n");
  }
  sample_read(data, text);
  tell_dataset *dataset = sample_finish(data);
  tell_table *table = sample_indicators(dataset);
  tell_dataset_free(dataset);
  return table;
}

static void test_compare_area_with_too_many_hidden_schools_is_too_few(void **state) {
  tell_table *t = area_with_hidden(*state, 3);
  int64_t row = row_of(t, "vest");
  NEAR(sample_real(t, row, "value"), 47);
  assert_no_difference(t, row, TELL_STATE_TOO_FEW);
  assert_int_equal(sample_state(t, row, "verdict"), TELL_STATE_TOO_FEW);
  tell_table_free(t);
  t = area_with_hidden(*state, 4);
  NEAR(sample_real(t, row_of(t, "vest"), "difference"), -1);
  tell_table_free(t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_compare_with_the_sum_equals_comparing_with_the_rest),
      cmocka_unit_test(test_compare_most_of_the_parent_equals_welch_with_the_rest),
      cmocka_unit_test(test_compare_with_a_pooled_spread_says_so),
      cmocka_unit_test(test_compare_with_published_parent_keeps_both_roundings),
      cmocka_unit_test(test_compare_verdict_follows_the_interval),
      cmocka_unit_test(test_compare_parent_without_a_number_gives_way_to_the_computed_one),
      cmocka_unit_test(test_compare_local_figures_with_local_figures),
      cmocka_unit_test(test_compare_child_that_is_the_whole_parent_is_not_compared),
      cmocka_unit_test(test_compare_without_n_or_spread_has_no_interval),
      cmocka_unit_test(test_compare_nation_and_totals_have_nothing_to_be_compared_with),
      cmocka_unit_test(test_compare_with_a_parent_that_says_nothing_is_missing),
      cmocka_unit_test(test_compare_school_of_no_known_municipality_is_missing),
      cmocka_unit_test(test_compare_takes_the_state_of_a_parent_without_value),
      cmocka_unit_test(test_compare_area_is_part_of_its_municipality),
      cmocka_unit_test(test_compare_area_with_too_many_hidden_schools_is_too_few),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
