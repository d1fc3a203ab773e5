/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The estimate of single observations and the states of their cells. Expected
 * numbers come from R 4.2.2 (prop.test without correction, qt) and pencil and
 * paper.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "near.h"
#include "random.h"
#include "sample.h"

#define NEAR(actual, expected) assert_double_near((actual), (expected), 1e-12, 1e-12)

static void assert_interval(const tell_table *t, double se, double lo, double hi) {
  NEAR(sample_real(t, 0, "se"), se);
  NEAR(sample_real(t, 0, "lo"), lo);
  NEAR(sample_real(t, 0, "hi"), hi);
  assert_string_equal(sample_text(t, 0, "interval_state"), "ok");
}

static void assert_no_interval(const tell_table *t, const char *interval_state) {
  assert_string_equal(sample_text(t, 0, "interval_state"), interval_state);
  assert_int_equal(sample_state(t, 0, "se"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(t, 0, "lo"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(t, 0, "hi"), TELL_STATE_MISSING);
}

/* Bergen, English, grade 5, 2023-24: 50 ± 0,4 becomes ± 0.69. */
static void test_compute_mean_with_margin_widens_by_the_rounding(void **state) {
  tell_table *t = sample_compute(*state, "unit;indicator;period;grade;value;n;margin\n"
                                         "4601;np_engelsk;2023;5;50;2776;0.4");
  assert_int_equal(tell_table_row_count(t), 1);
  /* R: 50 ± qt(0.975, 2775) * sqrt((0.4/qnorm(0.975))^2 + 1/12) */
  assert_interval(t, 0.3535310124920503, 49.306789594530187, 50.693210405469813);
  assert_double_near(sample_real(t, 0, "hi") - 50, 0.69, 0, 0.005);
  assert_string_equal(sample_text(t, 0, "method"), "published_margin");
  NEAR(sample_real(t, 0, "value"), 50);
  NEAR(sample_real(t, 0, "confidence"), 0.95);
  assert_int_equal(sample_whole(t, 0, "n"), 2776);
  tell_table_free(t);
}

static void test_compute_observation_says_where_it_comes_from(void **state) {
  tell_table *t = sample_compute(*state, "unit;indicator;period;grade;value;n;margin\n"
                                         "4601;np_engelsk;2009;5;50;2776;0.4");
  assert_string_equal(sample_text(t, 0, "origin"), "published");
  assert_string_equal(sample_text(t, 0, "state"), "present");
  assert_string_equal(sample_text(t, 0, "level"), "municipality");
  assert_string_equal(sample_text(t, 0, "school_year"), "2009-10");
  assert_string_equal(sample_text(t, 0, "gender"), "all");
  assert_string_equal(sample_text(t, 0, "file"), "sample.csv");
  assert_string_equal(sample_text(t, 0, "catalogue_version"), tell_catalogue_version(*state));
  assert_int_equal(sample_whole(t, 0, "line"), 1);
  assert_int_equal(sample_whole(t, 0, "provisional"), 0);
  assert_int_equal(sample_state(t, 0, "dimension"), TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(sample_state(t, 0, "numerator"), TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(sample_state(t, 0, "children"), TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(sample_state(t, 0, "coverage"), TELL_STATE_NOT_APPLICABLE);
  tell_table_free(t);
}

static void test_compute_share_of_counts_gives_wilson(void **state) {
  tell_table *t = sample_compute(*state, "unit;indicator;source;period;grade;value;n;numerator\n"
                                         "811111111;eu_mobbing;local;2023;7;10;30;3");
  assert_interval(t, 5.477225575051661, 3.4599888747334178, 25.6210825791840797);
  assert_string_equal(sample_text(t, 0, "method"), "wilson");
  assert_string_equal(sample_text(t, 0, "origin"), "local");
  assert_int_equal(sample_whole(t, 0, "numerator"), 3);
  tell_table_free(t);
}

/* The binomial variance is 0 at 0 of 20; the half-width of the interval over 1.96 stands in. */
static void test_compute_share_of_nobody_keeps_a_standard_error(void **state) {
  tell_table *t = sample_compute(*state, "unit;indicator;source;period;grade;value;n;numerator\n"
                                         "811111111;eu_mobbing;udir-eu;2023;7;0;20;0");
  assert_interval(t, 4.110411194383011, 0, 16.11251580528193);
  tell_table_free(t);
}

static void test_compute_share_without_count_adds_the_rounding(void **state) {
  tell_table *t = sample_compute(*state, "unit;indicator;source;period;grade;value;n\n"
                                         "811111111;eu_mobbing;udir-eu;2023;7;12.3;80");
  assert_interval(t, 3.672153092306111, 6.787993373070504, 21.266693593908233);
  assert_string_equal(sample_text(t, 0, "method"), "wilson_fractional");
  assert_int_equal(sample_state(t, 0, "numerator"), TELL_STATE_MISSING);
  tell_table_free(t);
}

static void test_compute_share_with_margin_only_stays_within_0_and_100(void **state) {
  tell_table *t = sample_compute(*state, "unit;indicator;source;period;grade;value;margin\n"
                                         "811111111;eu_mobbing;udir-eu;2023;7;1.0;4");
  NEAR(sample_real(t, 0, "lo"), 0);
  assert_double_near(sample_real(t, 0, "hi"), 5, 0, 0.01);
  tell_table_free(t);
}

/* What a margin is, the catalogue says of each source: here half of a 90 % interval. */
static void test_compute_margin_of_another_level_by_the_catalogue(void **state) {
  static const char sources[] =
      "id;publisher;official;priority;name_nb;name_nn;name_en;licence;margin_level\n"
      "udir-np;Udir;1;10;a;b;c;;0,90\n";
  char folder[] = "/tmp/telling-margin-XXXXXX", path[100];
  tell_catalogue *catalogue = NULL;
  (void)state;
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/sources.csv", folder);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_true(fputs(sources, file) >= 0);
  assert_int_equal(fclose(file), 0);
  tell_status status = tell_catalogue_create_from(folder, TELL_CATALOGUE_EXTEND, &catalogue, NULL);
  unlink(path);
  rmdir(folder);
  assert_int_equal(status, TELL_OK);
  const double z90 = 1.6448536269514722, z95 = 1.9599639845400545;
  const double t95 = 1.960827944879734; /* R: qt(0.975, 2747) */
  double se = sqrt(0.4 / z90 * (0.4 / z90) + 1 / 12.0);
  tell_table *t = sample_compute(catalogue, "unit;indicator;source;period;grade;value;n;margin\n"
                                            "4601;np_lesing;udir-np;2023;5;50;2748;0.4");
  assert_interval(t, se, 50 - t95 * se, 50 + t95 * se);
  assert_string_equal(sample_text(t, 0, "method"), "published_margin");
  tell_table_free(t);
  /* A source that says nothing of it means 95 %. */
  se = sqrt(0.4 / z95 * (0.4 / z95) + 1 / 12.0);
  t = sample_compute(catalogue, "unit;indicator;source;period;grade;value;n;margin\n"
                                "4601;np_lesing;ssb;2023;5;50;2748;0.4");
  assert_interval(t, se, 50 - t95 * se, 50 + t95 * se);
  tell_table_free(t);
  tell_catalogue_free(catalogue);
}

static void test_compute_mean_with_pupils_sd_gives_t_interval(void **state) {
  tell_table *t = sample_compute(*state, "unit;indicator;source;period;grade;value;n;sd\n"
                                         "811111111;grunnskolepoeng;local;2023;10;43.2;25;9");
  assert_interval(t, 1.8, 43.2 - 2.0638985616280254 * 1.8, 43.2 + 2.0638985616280254 * 1.8);
  assert_string_equal(sample_text(t, 0, "method"), "mean_t");
  tell_table_free(t);
}

/* An authority rounds to one decimal, also where a file drops it. */
static void test_compute_published_mean_with_sd_brings_its_rounding(void **state) {
  const char *const values[] = {"43.2", "43"};
  for (int i = 0; i < 2; i++) {
    char text[200];
    double value = i == 0 ? 43.2 : 43, se = sqrt(9 * 9 / 25.0 + 0.01 / 12);
    snprintf(text, sizeof text,
             "unit;indicator;source;period;grade;value;n;sd\n"
             "811111111;grunnskolepoeng;udir-gp;2023;10;%s;25;9",
             values[i]);
    tell_table *t = sample_compute(*state, text);
    assert_interval(t, se, value - 2.0638985616280254 * se, value + 2.0638985616280254 * se);
    assert_string_equal(sample_text(t, 0, "method"), "mean_t");
    tell_table_free(t);
  }
}

static void test_compute_mean_of_one_pupil_has_no_interval(void **state) {
  tell_table *t = sample_compute(*state, "unit;indicator;source;period;grade;value;n;sd\n"
                                         "811111111;grunnskolepoeng;local;2023;10;43.2;1;0");
  NEAR(sample_real(t, 0, "value"), 43.2);
  assert_no_interval(t, "not_possible");
  assert_string_equal(sample_text(t, 0, "method"), "none");
  tell_table_free(t);
}

/* The sd of an index is over all answers to all questions: by the catalogue, and by the flag. */
static void test_compute_pooled_sd_gives_an_interval_that_says_so(void **state) {
  const char *const texts[] = {"unit;indicator;source;period;grade;value;n;sd\n"
                               "811111111;eu_motivasjon;udir-eu;2023;7;4.2;25;0.8",
                               "unit;indicator;source;period;grade;value;n;sd;flags\n"
                               "811111111;grunnskolepoeng;udir-gp;2023;10;4.2;25;0.8;1"};
  for (int i = 0; i < 2; i++) {
    tell_table *t = sample_compute(*state, texts[i]);
    double se = sqrt(0.16 * 0.16 + 0.01 / 12);
    NEAR(sample_real(t, 0, "value"), 4.2);
    NEAR(sample_real(t, 0, "se"), se);
    NEAR(sample_real(t, 0, "lo"), 4.2 - 2.0638985616280254 * se);
    assert_string_equal(sample_text(t, 0, "interval_state"), "pooled_spread");
    assert_string_equal(sample_text(t, 0, "method"), "mean_t_pooled_sd");
    tell_table_free(t);
  }
}

/* With one question the answers are the pupils. */
static void test_compute_sd_of_an_index_of_one_question_is_that_of_the_pupils(void **state) {
  tell_table *t = sample_compute(*state, "unit;indicator;source;period;grade;value;n;sd;flags\n"
                                         "811111111;eu_trivsel;udir-eu;2023;7;4.2;25;0.8;1");
  double se = sqrt(0.16 * 0.16 + 0.01 / 12);
  assert_interval(t, se, 4.2 - 2.0638985616280254 * se, 4.2 + 2.0638985616280254 * se);
  assert_string_equal(sample_text(t, 0, "method"), "mean_t");
  tell_table_free(t);
}

static void test_compute_pooled_sd_of_one_pupil_has_no_interval(void **state) {
  tell_table *t = sample_compute(*state, "unit;indicator;source;period;grade;value;n;sd\n"
                                         "811111111;eu_motivasjon;udir-eu;2023;7;4.2;1;0.8");
  assert_no_interval(t, "not_possible");
  assert_string_equal(sample_text(t, 0, "method"), "published");
  tell_table_free(t);
}

enum { PUPILS = 12, ITEMS = 3 };

/* The width of the interval of an index whose sd is given, as pooled or as the pupils' (flag 4). */
static double width_of(void **state, double sd, int flags) {
  sample *data = sample_begin(*state);
  sample_cell cell = {.unit = "811111111",
                      .indicator = "eu_motivasjon",
                      .source = "local",
                      .period = 2023,
                      .grade = 7,
                      .value = 3,
                      .n = PUPILS,
                      .sd = sd,
                      .has = TELL__HAS_N | TELL__HAS_SD,
                      .flags = flags};
  sample_add(data, &cell, 1);
  tell_dataset *dataset = sample_finish(data);
  tell_table *t = sample_indicators(dataset);
  double width = sample_real(t, 0, "hi") - sample_real(t, 0, "lo");
  tell_table_free(t);
  tell_dataset_free(dataset);
  return width;
}

/* Answers of random pupils, from unrelated to all alike: the pooled sd, as publishers compute it,
 * is never too small for the means of the pupils (divisor: their number). */
static void test_compute_pooled_interval_holds_that_of_the_pupils(void **state) {
  uint64_t seed = 20221127;
  for (int round = 0; round < random_rounds(300); round++) {
    double sum = 0, squares = 0, index_squares = 0, likeness = random_unit(&seed);
    for (int pupil = 0; pupil < PUPILS; pupil++) {
      double own = 1 + (double)(random_next(&seed) % 5), index = 0;
      for (int item = 0; item < ITEMS; item++) {
        double answer = random_unit(&seed) < likeness ? own : 1 + (double)(random_next(&seed) % 5);
        sum += answer;
        squares += answer * answer;
        index += answer / ITEMS;
      }
      index_squares += index * index;
    }
    double mean = sum / (PUPILS * ITEMS);
    double pooled = sqrt(squares / (PUPILS * ITEMS) - mean * mean);
    double pupils = sqrt(fmax(index_squares / PUPILS - mean * mean, 0));
    assert_true(width_of(state, pooled, 0) >= width_of(state, pupils, TELL__FLAG_PUPILS) - 1e-12);
  }
}

/* Worked out from the pupils themselves, it is theirs whatever publishers do. */
static void test_compute_index_of_own_pupils_gives_t_interval(void **state) {
  tell_table *t = sample_compute(*state, "unit;indicator;source;period;grade;value;n;sd;flags\n"
                                         "811111111;eu_trivsel;local;2023;7;4.2;25;0.8;4");
  assert_interval(t, 0.16, 4.2 - 2.0638985616280254 * 0.16, 4.2 + 2.0638985616280254 * 0.16);
  assert_string_equal(sample_text(t, 0, "method"), "mean_t");
  tell_table_free(t);
}

static void test_compute_median_total_and_ratio_have_no_interval(void **state) {
  const char *const indicators[] = {"fravaer_dager", "elever", "laerertetthet"};
  for (int i = 0; i < 3; i++) {
    char text[200];
    snprintf(text, sizeof text,
             "unit;indicator;source;period;value;n;sd;margin\n811111111;%s;udir-gsi;2023;12;40;3;1",
             indicators[i]);
    tell_table *t = sample_compute(*state, text);
    NEAR(sample_real(t, 0, "value"), 12);
    assert_no_interval(t, "no_spread");
    tell_table_free(t);
  }
}

static void test_compute_total_has_no_participants(void **state) {
  tell_table *t = sample_compute(*state, "unit;indicator;source;period;value\n"
                                         "811111111;elever;udir-gsi;2023;312");
  assert_int_equal(sample_state(t, 0, "n"), TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(sample_state(t, 0, "participation"), TELL_STATE_NOT_APPLICABLE);
  tell_table_free(t);
}

static void test_compute_count_above_n_has_no_interval(void **state) {
  tell_table *t = sample_compute(*state, "unit;indicator;source;period;grade;value;n;numerator\n"
                                         "811111111;eu_mobbing;udir-eu;2023;7;12;20;21");
  NEAR(sample_real(t, 0, "value"), 12);
  assert_no_interval(t, "domain_error");
  tell_table_free(t);
}

static void test_compute_value_not_present_gives_its_state_to_what_follows(void **state) {
  static const char *const follow[] = {"value",
                                       "se",
                                       "lo",
                                       "hi",
                                       "n",
                                       "method",
                                       "difference",
                                       "interval_state",
                                       "difference_se",
                                       "difference_lo",
                                       "verdict",
                                       "difference_state",
                                       "difference_hi",
                                       "participation"};
  for (tell_state s = TELL_STATE_SUPPRESSED; s <= TELL_STATE_INVALID; s++) {
    char text[200];
    snprintf(text, sizeof text, "unit;indicator;period;grade;state\n811111111;np_lesing;2023;8;%s",
             tell_state_id(s));
    tell_table *t = sample_compute(*state, text);
    for (size_t i = 0; i < sizeof follow / sizeof follow[0]; i++)
      assert_int_equal(sample_state(t, 0, follow[i]), s);
    assert_string_equal(sample_text(t, 0, "state"), tell_state_id(s));
    tell_table_free(t);
  }
}

static void test_compute_nobody_took_part_keeps_its_n_of_0(void **state) {
  tell_table *t = sample_compute(*state, "unit;indicator;period;grade;n;state\n"
                                         "811111111;np_lesing;2023;8;0;not_taken_part");
  assert_int_equal(sample_whole(t, 0, "n"), 0);
  assert_int_equal(sample_state(t, 0, "value"), TELL_STATE_NOT_TAKEN_PART);
  tell_table_free(t);
}

/* A spreadsheet wrote 4 for 4,0: the catalogue knows that one decimal is published. */
static void test_compute_zero_dropped_by_a_spreadsheet_is_not_rounding(void **state) {
  tell_table *t = sample_compute(*state, "unit;indicator;source;period;grade;value;margin\n"
                                         "811111111;eu_trivsel;udir-eu;2023;7;4;0.2");
  assert_int_equal(sample_whole(t, 0, "decimals"), 1);
  NEAR(sample_real(t, 0, "se"), sqrt(0.2 * 0.2 / 3.8414588206941240 + 0.01 / 12));
  tell_table_free(t);
}

static void test_compute_value_with_more_decimals_than_published_is_believed(void **state) {
  tell_table *t = sample_compute(*state, "unit;indicator;source;period;grade;value;margin\n"
                                         "811111111;eu_trivsel;udir-eu;2023;7;4.125;0.2");
  assert_int_equal(sample_whole(t, 0, "decimals"), 3);
  NEAR(sample_real(t, 0, "se"), sqrt(0.2 * 0.2 / 3.8414588206941240 + 1e-6 / 12));
  tell_table_free(t);
}

/* 2021-22 lies before the break of 2022; 2025-26 took no part. */
static void test_compute_participation_is_against_the_other_unbroken_years(void **state) {
  tell_table *t = sample_compute(*state, "unit;indicator;period;grade;value;n;state\n"
                                         "4601;np_lesing;2021;8;50;1000;\n"
                                         "4601;np_lesing;2022;8;50;100;\n"
                                         "4601;np_lesing;2023;8;50;50;\n"
                                         "4601;np_lesing;2024;8;50;110;\n"
                                         "4601;np_lesing;2025;8;;0;not_taken_part");
  assert_int_equal(sample_state(t, 0, "participation"), TELL_STATE_MISSING);
  NEAR(sample_real(t, 1, "participation"), 100 / 80.0);
  NEAR(sample_real(t, 2, "participation"), 50 / 105.0);
  NEAR(sample_real(t, 3, "participation"), 110 / 75.0);
  NEAR(sample_real(t, 4, "participation"), 0);
  tell_table_free(t);
}

/* Not even a contradiction (a value, and nobody who took part) is divided by. */
static void test_compute_participation_is_never_against_a_year_of_nobody(void **state) {
  tell_table *t = sample_compute(*state, "unit;indicator;period;grade;value;n;state\n"
                                         "4601;np_lesing;2022;8;;0;invalid\n"
                                         "4601;np_lesing;2023;8;50;50;");
  assert_int_equal(sample_state(t, 1, "participation"), TELL_STATE_MISSING);
  NEAR(sample_real(t, 0, "participation"), 0);
  tell_table_free(t);
}

static void test_compute_participation_of_computed_rows_looks_at_computed_years(void **state) {
  sample *data = sample_begin(*state);
  sample_unit(data, "811111111", "4601", NULL);
  sample_read(data, "unit;indicator;period;grade;value;n\n"
                    "811111111;np_lesing;2022;8;50;40\n"
                    "811111111;np_lesing;2023;8;50;50\n"
                    "4601;np_lesing;2022;8;50;42");
  tell_dataset *dataset = sample_finish(data);
  tell_table *t = sample_indicators(dataset);
  int64_t row = sample_row(t, SAMPLE_PICK(.unit = "4601", .origin = "computed", .period = 2022));
  NEAR(sample_real(t, row, "participation"), 0.8);
  row = sample_row(t, SAMPLE_PICK(.unit = "4601", .origin = "published"));
  assert_int_equal(sample_state(t, row, "participation"), TELL_STATE_MISSING);
  tell_table_free(t);
  tell_dataset_free(dataset);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_compute_mean_with_margin_widens_by_the_rounding),
      cmocka_unit_test(test_compute_observation_says_where_it_comes_from),
      cmocka_unit_test(test_compute_share_of_counts_gives_wilson),
      cmocka_unit_test(test_compute_share_of_nobody_keeps_a_standard_error),
      cmocka_unit_test(test_compute_share_without_count_adds_the_rounding),
      cmocka_unit_test(test_compute_share_with_margin_only_stays_within_0_and_100),
      cmocka_unit_test(test_compute_margin_of_another_level_by_the_catalogue),
      cmocka_unit_test(test_compute_mean_with_pupils_sd_gives_t_interval),
      cmocka_unit_test(test_compute_published_mean_with_sd_brings_its_rounding),
      cmocka_unit_test(test_compute_mean_of_one_pupil_has_no_interval),
      cmocka_unit_test(test_compute_pooled_sd_gives_an_interval_that_says_so),
      cmocka_unit_test(test_compute_sd_of_an_index_of_one_question_is_that_of_the_pupils),
      cmocka_unit_test(test_compute_pooled_sd_of_one_pupil_has_no_interval),
      cmocka_unit_test(test_compute_pooled_interval_holds_that_of_the_pupils),
      cmocka_unit_test(test_compute_index_of_own_pupils_gives_t_interval),
      cmocka_unit_test(test_compute_median_total_and_ratio_have_no_interval),
      cmocka_unit_test(test_compute_total_has_no_participants),
      cmocka_unit_test(test_compute_count_above_n_has_no_interval),
      cmocka_unit_test(test_compute_value_not_present_gives_its_state_to_what_follows),
      cmocka_unit_test(test_compute_nobody_took_part_keeps_its_n_of_0),
      cmocka_unit_test(test_compute_zero_dropped_by_a_spreadsheet_is_not_rounding),
      cmocka_unit_test(test_compute_value_with_more_decimals_than_published_is_believed),
      cmocka_unit_test(test_compute_participation_is_against_the_other_unbroken_years),
      cmocka_unit_test(test_compute_participation_is_never_against_a_year_of_nobody),
      cmocka_unit_test(test_compute_participation_of_computed_rows_looks_at_computed_years),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
