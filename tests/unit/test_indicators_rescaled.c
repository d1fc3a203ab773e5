/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Corrected scales of the national tests of 2014-2021: check values worked out from Statistics
 * Norway's table, and what is never corrected. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "near.h"
#include "sample.h"
#include "telling.h"

#define HEAD "unit;indicator;source;period;grade;value;n;margin\n"
#define CORRECTED "ssb-np-corrected"

static tell_table *rescaled(const tell_catalogue *catalogue, const char *text, int on) {
  tell_dataset *dataset = sample_dataset(catalogue, text);
  tell_indicators_options *options = NULL;
  tell_table *table = NULL;
  assert_int_equal(tell_indicators_options_create(&options, NULL), TELL_OK);
  assert_int_equal(tell_indicators_options_set_rescaled(options, on, NULL), TELL_OK);
  assert_int_equal(tell_indicators_compute_with(dataset, options, &table, NULL), TELL_OK);
  tell_indicators_options_free(options);
  tell_dataset_free(dataset);
  return table;
}

static int64_t corrected_count(const tell_table *t) {
  return sample_count(t, SAMPLE_PICK(.source = CORRECTED, .origin = "published"));
}

/* A mean of 50.0 in 2019-20. */
static void test_rescaled_fifty_points_of_2019_have_the_check_values(void **state) {
  static const struct {
    const char *indicator;
    int grade;
    double corrected;
  } checks[] = {{"np_engelsk", 5, 50.3351}, {"np_engelsk", 8, 51.4338}, {"np_lesing", 5, 48.5729},
                {"np_lesing", 8, 50.3798},  {"np_regning", 5, 50.0535}, {"np_regning", 8, 50.5349}};
  tell_table *t = rescaled(*state,
                           "unit;indicator;period;grade;value;n;margin\n"
                           "I;np_engelsk;2019;5;50;60000;0.1\nI;np_engelsk;2019;8;50;60000;0.1\n"
                           "I;np_lesing;2019;5;50;60000;0.1\nI;np_lesing;2019;8;50;60000;0.1\n"
                           "I;np_regning;2019;5;50;60000;0.1\nI;np_regning;2019;8;50;60000;0.1",
                           1);
  assert_int_equal(tell_table_row_count(t), 12);
  for (int i = 0; i < 6; i++) {
    const sample_pick pick = {
        .indicator = checks[i].indicator, .grade = checks[i].grade, .source = CORRECTED};
    int64_t row = sample_row(t, &pick);
    assert_double_near(sample_real(t, row, "value"), checks[i].corrected, 0, 0.00005);
    assert_string_equal(sample_text(t, row, "method"), "rescaled");
    assert_string_equal(sample_text(t, row, "origin"), "published");
    assert_int_equal(sample_whole(t, row, "n"), 60000);
    assert_int_equal(sample_whole(t, row, "decimals"), 1);
    const sample_pick old = {
        .indicator = checks[i].indicator, .grade = checks[i].grade, .source = "udir-np"};
    assert_true(sample_real(t, sample_row(t, &old), "value") == 50);
  }
  tell_table_free(t);
}

/* All units on one line: a difference, and how far it is known, is stretched by its factor. */
static void test_rescaled_difference_is_stretched_with_the_scale(void **state) {
  sample *data = sample_begin(*state);
  tell_indicators_options *options = NULL;
  tell_table *t = NULL;
  sample_unit(data, "4601", "46", NULL);
  sample_read(data, HEAD "4601;np_engelsk;udir-np;2015;5;51;12;4.5\n"
                         "46;np_engelsk;udir-np;2015;5;49;30;3.1\n");
  tell_dataset *dataset = sample_finish(data);
  assert_int_equal(tell_indicators_options_create(&options, NULL), TELL_OK);
  assert_int_equal(tell_indicators_options_set_rescaled(options, 1, NULL), TELL_OK);
  assert_int_equal(tell_indicators_compute_with(dataset, options, &t, NULL), TELL_OK);
  int64_t old = sample_row(t, SAMPLE_PICK(.unit = "4601", .source = "udir-np"));
  int64_t row = sample_row(t, SAMPLE_PICK(.unit = "4601", .source = CORRECTED));
  static const char *const columns[] = {"difference", "difference_se", "difference_lo",
                                        "difference_hi"};
  for (int i = 0; i < 4; i++)
    assert_double_near(sample_real(t, row, columns[i]),
                       10.05 / 9.85 * sample_real(t, old, columns[i]), 1e-11, 0);
  tell_table_free(t);
  tell_indicators_options_free(options);
  tell_dataset_free(dataset);
}

/* English grade 5 of 2015-16: 49.68, 9.85 became 48.36, 10.05. */
static void test_rescaled_interval_is_stretched_with_the_scale(void **state) {
  tell_table *t = rescaled(*state, HEAD "4601;np_engelsk;udir-np;2015;5;51;2700;0.4", 1);
  int64_t old = sample_row(t, SAMPLE_PICK(.source = "udir-np"));
  int64_t row = sample_row(t, SAMPLE_PICK(.source = CORRECTED));
  double factor = 10.05 / 9.85;
  assert_double_near(sample_real(t, row, "value"), 48.36 + factor * (51 - 49.68), 1e-13, 0);
  assert_double_near(sample_real(t, row, "se"), factor * sample_real(t, old, "se"), 1e-13, 0);
  assert_double_near(sample_real(t, row, "lo"),
                     48.36 + factor * (sample_real(t, old, "lo") - 49.68), 1e-13, 0);
  assert_double_near(sample_real(t, row, "hi"),
                     48.36 + factor * (sample_real(t, old, "hi") - 49.68), 1e-13, 0);
  tell_table_free(t);
}

static void test_rescaled_is_off_unless_asked_for(void **state) {
  static const char text[] = HEAD "4601;np_engelsk;udir-np;2015;5;51;2700;0.4";
  tell_table *off = rescaled(*state, text, 0), *none = sample_compute(*state, text);
  assert_int_equal(corrected_count(off), 0);
  assert_int_equal(corrected_count(none), 0);
  tell_table_free(none);
  tell_table_free(off);
}

static void test_rescaled_only_where_the_publisher_corrected(void **state) {
  tell_table *t = rescaled(*state,
                           HEAD "4601;np_lesing;udir-np;2015;5;50;2700;0.4\n" /* before 2016 */
                                "4601;np_lesing;udir-np;2016;9;53;2700;0.4\n" /* grade 9 */
                                "4601;np_lesing;udir-np;2022;5;50;2700;0.4\n" /* new scale */
                                "4601;grunnskolepoeng;udir-gp;2019;10;43;2700;0.4\n"
                                "811111111;np_lesing;udir-np;2017;5;50;60;2\n" /* a school */
                                "4601;np_lesing;local;2018;5;50;2700;0.4",     /* own figures */
                           1);
  assert_int_equal(tell_table_row_count(t), 6);
  assert_int_equal(corrected_count(t), 0);
  tell_table_free(t);
}

/* Both publishers give the year; the first in priority is converted, whatever the order. */
static void test_rescaled_takes_one_of_two_sources(void **state) {
  tell_table *t = rescaled(*state,
                           HEAD "46;np_engelsk;ssb;2018;8;49;5838;0.3\n"
                                "46;np_engelsk;udir-np;2018;8;50;5838;0.3\n"
                                "I;np_engelsk;ssb;2018;8;50;58801;0.1",
                           1);
  tell_table *one = rescaled(*state, HEAD "46;np_engelsk;udir-np;2018;8;50;5838;0.3", 1);
  assert_int_equal(corrected_count(t), 2);
  assert_true(
      sample_real(t, sample_row(t, SAMPLE_PICK(.unit = "46", .source = CORRECTED)), "value") ==
      sample_real(one, sample_row(one, SAMPLE_PICK(.source = CORRECTED)), "value"));
  tell_table_free(one);
  tell_table_free(t);
}

static void test_rescaled_leaves_a_figure_that_was_read_corrected(void **state) {
  tell_table *t = rescaled(*state,
                           HEAD "46;np_engelsk;udir-np;2018;8;50;5838;0.3\n"
                                "46;np_engelsk;ssb-np-corrected;2018;8;47;5838;0.3",
                           1);
  const sample_pick pick = {.unit = "46", .source = CORRECTED};
  assert_true(sample_real(t, sample_row(t, &pick), "value") == 47);
  tell_table_free(t);
}

static void test_rescaled_year_without_a_value_says_why(void **state) {
  tell_table *t =
      rescaled(*state, "unit;indicator;period;grade;state\n4601;np_engelsk;2018;8;suppressed", 1);
  int64_t row = sample_row(t, SAMPLE_PICK(.source = CORRECTED));
  assert_int_equal(sample_state(t, row, "value"), TELL_STATE_SUPPRESSED);
  tell_table_free(t);
}

/* The corrected years are one trend; it never goes on into the tests with another scale. */
static void test_rescaled_years_are_a_trend_that_ends_at_2021(void **state) {
  char text[2048] = HEAD;
  for (int year = 2014; year <= 2025; year++)
    snprintf(text + strlen(text), sizeof text - strlen(text),
             "4601;np_engelsk;udir-np;%d;5;50;2700;0.4\n", year);
  text[strlen(text) - 1] = '\0';
  tell_table *set = rescaled(*state, text, 1), *trends = NULL;
  assert_int_equal(tell_trends_compute(*state, set, &trends, NULL), TELL_OK);
  int64_t row = sample_row(trends, SAMPLE_PICK(.source = CORRECTED));
  assert_string_equal(sample_text(trends, row, "years"),
                      "2014-15 2015-16 2016-17 2017-18 2018-19 2019-20 2020-21 2021-22");
  assert_int_equal(sample_count(trends, SAMPLE_PICK(.source = "udir-np")), 2);
  tell_table_free(trends);
  tell_table_free(set);
}

static void test_rescaled_options_refuse_what_cannot_be(void **state) {
  tell_indicators_options *options = NULL;
  (void)state;
  assert_int_equal(tell_indicators_options_create(NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_indicators_options_create(&options, NULL), TELL_OK);
  assert_int_equal(tell_indicators_options_set_rescaled(options, 2, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_indicators_options_set_rescaled(NULL, 1, NULL), TELL_E_ARGUMENT);
  tell_indicators_options_free(options);
  tell_indicators_options_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rescaled_fifty_points_of_2019_have_the_check_values),
      cmocka_unit_test(test_rescaled_interval_is_stretched_with_the_scale),
      cmocka_unit_test(test_rescaled_difference_is_stretched_with_the_scale),
      cmocka_unit_test(test_rescaled_is_off_unless_asked_for),
      cmocka_unit_test(test_rescaled_only_where_the_publisher_corrected),
      cmocka_unit_test(test_rescaled_takes_one_of_two_sources),
      cmocka_unit_test(test_rescaled_leaves_a_figure_that_was_read_corrected),
      cmocka_unit_test(test_rescaled_year_without_a_value_says_why),
      cmocka_unit_test(test_rescaled_years_are_a_trend_that_ends_at_2021),
      cmocka_unit_test(test_rescaled_options_refuse_what_cannot_be),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
