/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shares that are sums of levels: small cases by pencil and paper, intervals
 * by the equation that defines them, random municipalities by counting every
 * pupil, and the levels that Statistics Norway published.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "mapped.h"
#include "near.h"
#include "published.h"
#include "random.h"
#include "sample.h"
#include "telling/indicators.h"
#include "telling/trends.h"

#define NEAR(actual, expected) assert_double_near((actual), (expected), 1e-12, 1e-12)
#define HEAD "unit;indicator;source;category;period;grade;value;n;numerator;state\n"
#define A "811111111"
#define B "822222222"

static int64_t asss(const tell_table *t, const char *unit, const char *origin) {
  return sample_row(t, SAMPLE_PICK(.unit = unit, .indicator = "np_lesing_asss", .origin = origin));
}

/* Wilson 1927: the limits are the shares from which the observed one lies z standard errors away.
 */
static void assert_wilson(const tell_table *t, int64_t row, double share, double n) {
  const double z = 1.959963984540054;
  const char *const limits[] = {"lo", "hi"};
  for (int i = 0; i < 2; i++) {
    double limit = sample_real(t, row, limits[i]) / 100;
    double distance = i == 0 ? share - limit : limit - share;
    assert_double_near(distance, z * sqrt(limit * (1 - limit) / n), 1e-10, 1e-14);
  }
}

static void test_derived_counts_make_a_share_with_its_interval(void **state) {
  tell_table *t = sample_compute(*state, HEAD A ";np_lesing_niva;local;1;2023;5;20;60;12;\n" A
                                                ";np_lesing_niva;local;2;2023;5;50;60;30;\n" A
                                                ";np_lesing_niva;local;3;2023;5;30;60;18;\n");
  int64_t row = asss(t, A, "local");
  assert_int_equal(sample_count(t, SAMPLE_PICK(.indicator = "np_lesing_asss")), 1);
  NEAR(sample_real(t, row, "value"), 80);
  assert_int_equal(sample_whole(t, row, "n"), 60);
  assert_int_equal(sample_whole(t, row, "numerator"), 48);
  assert_wilson(t, row, 0.8, 60);
  NEAR(sample_real(t, row, "se"), 100 * sqrt(0.8 * 0.2 / 60));
  assert_string_equal(sample_text(t, row, "method"), "shares_wilson");
  assert_string_equal(sample_text(t, row, "interval_state"), "ok");
  assert_string_equal(sample_text(t, row, "kind"), "share");
  assert_int_equal(sample_state(t, row, "category"), TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(sample_state(t, row, "children"), TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(sample_state(t, row, "coverage"), TELL_STATE_NOT_APPLICABLE);
  /* read in line 1 to 3 of the sample; level 2 is the first that is needed */
  assert_int_equal(sample_whole(t, row, "line"), 2);
  assert_string_equal(sample_text(t, row, "file"), "sample.csv");
  /* lowest and highest level are rows of the distribution */
  assert_int_equal(sample_count(t, SAMPLE_PICK(.indicator = "np_lesing_niva", .category = "1")), 1);
  assert_int_equal(sample_count(t, SAMPLE_PICK(.indicator = "np_lesing_niva", .category = "3")), 1);
  tell_table_free(t);
}

/* 40,1 + 20,2 + 10,3: doubles would leave 70,600000000000009. */
static void test_derived_published_shares_bring_the_rounding_of_each(void **state) {
  tell_table *t = sample_compute(*state, HEAD "4601;np_lesing_niva;udir-np;3;2023;8;40.1;2800;;\n"
                                              "4601;np_lesing_niva;udir-np;4;2023;8;20.2;2800;;\n"
                                              "4601;np_lesing_niva;udir-np;5;2023;8;10.3;2800;;\n");
  int64_t row = asss(t, "4601", "published");
  assert_true(sample_real(t, row, "value") == 70.6);
  assert_wilson(t, row, 0.706, 2800);
  /* se² = p(1−p)/n + 3 · 0,1²/12 (in per cent) */
  NEAR(sample_real(t, row, "se"), sqrt(70.6 * 29.4 / 2800 + 3 * 0.01 / 12));
  assert_string_equal(sample_text(t, row, "method"), "shares_wilson_fractional");
  assert_int_equal(sample_state(t, row, "numerator"), TELL_STATE_MISSING);
  assert_int_equal(sample_whole(t, row, "decimals"), 1);
  tell_table_free(t);
}

static void test_derived_shares_without_n_stand_without_an_interval(void **state) {
  tell_table *t = sample_compute(*state, HEAD "4601;np_lesing_niva;udir-np;2;2023;5;50.5;;;\n"
                                              "4601;np_lesing_niva;udir-np;3;2023;5;25.1;;;\n");
  int64_t row = asss(t, "4601", "published");
  assert_true(sample_real(t, row, "value") == 75.6);
  assert_string_equal(sample_text(t, row, "method"), "shares_added");
  assert_string_equal(sample_text(t, row, "interval_state"), "no_spread");
  assert_int_equal(sample_state(t, row, "se"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(t, row, "n"), TELL_STATE_MISSING);
  tell_table_free(t);
}

/* A share of different numbers of pupils has no n, and so no interval. */
static void test_derived_categories_of_different_n_have_no_n(void **state) {
  tell_table *t = sample_compute(*state, HEAD A ";np_lesing_niva;udir-np;2;2023;5;50.0;60;;\n" A
                                                ";np_lesing_niva;udir-np;3;2023;5;25.0;61;;\n");
  int64_t row = asss(t, A, "published");
  NEAR(sample_real(t, row, "value"), 75);
  assert_int_equal(sample_state(t, row, "n"), TELL_STATE_MISSING);
  assert_string_equal(sample_text(t, row, "method"), "shares_added");
  tell_table_free(t);
}

static void test_derived_state_is_that_of_the_first_category_without_a_value(void **state) {
  static const struct {
    const char *rows;
    tell_state expected, n;
  } cases[] = {
      {A ";np_lesing_niva;udir-np;3;2023;8;;;;suppressed\n" A
         ";np_lesing_niva;udir-np;4;2023;8;20;60;;\n" A
         ";np_lesing_niva;udir-np;5;2023;8;;;;not_taken_part\n",
       TELL_STATE_SUPPRESSED, TELL_STATE_SUPPRESSED},
      {A ";np_lesing_niva;udir-np;3;2023;8;40;60;;\n" A
         ";np_lesing_niva;udir-np;4;2023;8;;60;;not_comparable\n" A
         ";np_lesing_niva;udir-np;5;2023;8;;;;suppressed\n",
       TELL_STATE_NOT_COMPARABLE, TELL_STATE_SUPPRESSED},
      /* A category without a row is missing; one that is not needed changes nothing. */
      {A ";np_lesing_niva;udir-np;3;2023;8;40;60;24;\n" A
         ";np_lesing_niva;udir-np;4;2023;8;20;60;12;\n" A
         ";np_lesing_niva;udir-np;1;2023;8;20;60;12;\n",
       TELL_STATE_MISSING, TELL_STATE_MISSING},
      {A ";np_lesing_niva;udir-np;3;2023;8;80.1;60;;\n" A
         ";np_lesing_niva;udir-np;4;2023;8;20.1;60;;\n" A
         ";np_lesing_niva;udir-np;5;2023;8;10;60;;\n",
       TELL_STATE_INVALID, TELL_STATE_PRESENT},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[1000];
    snprintf(text, sizeof text, "%s%s", HEAD, cases[i].rows);
    tell_table *t = sample_compute(*state, text);
    int64_t row = asss(t, A, "published");
    assert_string_equal(sample_text(t, row, "state"), tell_state_id(cases[i].expected));
    assert_int_equal(sample_state(t, row, "value"), cases[i].expected);
    assert_int_equal(sample_state(t, row, "se"), cases[i].expected);
    assert_int_equal(sample_state(t, row, "n"), cases[i].n);
    assert_true(sample_state(t, row, "numerator") != TELL_STATE_PRESENT);
    tell_table_free(t);
  }
}

/* Rounded shares of nearly everybody: 50,05 and 49,98 are written 50,1 and 50,0. */
static void test_derived_sum_a_little_over_100_is_100(void **state) {
  tell_table *t = sample_compute(*state, HEAD A ";np_lesing_niva;udir-np;2;2023;5;50.1;400;;\n" A
                                                ";np_lesing_niva;udir-np;3;2023;5;50.0;400;;\n");
  int64_t row = asss(t, A, "published");
  assert_true(sample_real(t, row, "value") == 100 && sample_real(t, row, "hi") == 100);
  tell_table_free(t);
}

static void test_derived_no_row_is_made_without_a_needed_category(void **state) {
  tell_table *t = sample_compute(*state, HEAD A ";np_lesing_niva;udir-np;1;2023;5;25;60;;\n" A
                                                ";np_lesing_niva;udir-np;3;2023;7;25;60;;\n" A
                                                ";np_engelsk_niva;udir-np;3;2023;9;25;60;;\n" A
                                                ";np_lesing;udir-np;;2023;5;50;60;;\n");
  assert_int_equal(tell_table_row_count(t), 4);
  tell_table_free(t);
}

/* Sources never mix: each has its own share, and what a source says itself stands. */
static void test_derived_share_of_the_input_is_not_made_again(void **state) {
  tell_table *t = sample_compute(*state, HEAD "4601;np_lesing_niva;udir-np;2;2023;5;50;60;;\n"
                                              "4601;np_lesing_niva;udir-np;3;2023;5;25;60;;\n"
                                              "4601;np_lesing_asss;udir-np;;2023;5;74.9;60;;\n"
                                              "4601;np_lesing_niva;ssb;2;2023;5;51;60;;\n"
                                              "4601;np_lesing_niva;ssb;3;2023;5;26;60;;\n");
  assert_int_equal(sample_count(t, SAMPLE_PICK(.indicator = "np_lesing_asss")), 2);
  NEAR(sample_real(t,
                   sample_row(t, SAMPLE_PICK(.indicator = "np_lesing_asss", .source = "udir-np")),
                   "value"),
       74.9);
  NEAR(sample_real(t, sample_row(t, SAMPLE_PICK(.indicator = "np_lesing_asss", .source = "ssb")),
                   "value"),
       77);
  tell_table_free(t);
}

/* A and B of 4601: 30 + 15 of 60 and 20 + 10 of 40; Bergen's own row says 70,0 of 110. */
static void test_derived_rows_are_aggregated_and_compared_like_any_share(void **state) {
  sample *data = sample_begin(*state);
  sample_unit(data, A, "4601", NULL);
  sample_unit(data, B, "4601", NULL);
  sample_read(data, HEAD A ";np_lesing_niva;udir-np;2;2023;5;50;60;30;\n" A
                           ";np_lesing_niva;udir-np;3;2023;5;25;60;15;\n" B
                           ";np_lesing_niva;udir-np;2;2023;5;50;40;20;\n" B
                           ";np_lesing_niva;udir-np;3;2023;5;25;40;10;\n"
                           "4601;np_lesing_niva;udir-np;2;2023;5;45.0;110;;\n"
                           "4601;np_lesing_niva;udir-np;3;2023;5;25.0;110;;\n");
  tell_dataset *dataset = sample_finish(data);
  tell_table *t = sample_indicators(dataset);
  int64_t row = asss(t, "4601", "computed");
  NEAR(sample_real(t, row, "value"), 75);
  assert_int_equal(sample_whole(t, row, "numerator"), 75);
  assert_string_equal(sample_text(t, row, "method"), "wilson");
  NEAR(sample_real(t, row, "coverage"), 100.0 / 110);
  assert_int_equal(sample_whole(t, row, "children_visible"), 2);
  row = asss(t, "4601", "published");
  NEAR(sample_real(t, row, "value"), 70);
  row = asss(t, A, "published");
  NEAR(sample_real(t, row, "difference"), 5);
  assert_string_equal(sample_text(t, row, "comparator_origin"), "published");
  tell_table_free(t);
  tell_dataset_free(dataset);
}

/* Three years of one scale, and one before its break. */
static void test_derived_rows_have_trends_and_participation(void **state) {
  tell_table *t = sample_compute(*state, HEAD "4601;np_lesing_niva;udir-np;2;2021;5;50;2000;;\n"
                                              "4601;np_lesing_niva;udir-np;3;2021;5;10;2000;;\n"
                                              "4601;np_lesing_niva;udir-np;2;2022;5;50;2000;;\n"
                                              "4601;np_lesing_niva;udir-np;3;2022;5;20;2000;;\n"
                                              "4601;np_lesing_niva;udir-np;2;2023;5;50;2000;;\n"
                                              "4601;np_lesing_niva;udir-np;3;2023;5;25;2000;;\n"
                                              "4601;np_lesing_niva;udir-np;2;2024;5;50;2000;;\n"
                                              "4601;np_lesing_niva;udir-np;3;2024;5;30;2000;;\n");
  tell_table *trends = NULL;
  assert_int_equal(tell_trends_compute(*state, t, &trends, NULL), TELL_OK);
  int64_t row = sample_row(trends, SAMPLE_PICK(.indicator = "np_lesing_asss", .segment = 2));
  assert_int_equal(sample_whole(trends, row, "points"), 3);
  /* the middle year moves no slope of evenly spaced points with these weights by much */
  assert_double_near(sample_real(trends, row, "slope"), 5, 0, 0.05);
  assert_string_equal(sample_text(trends, row, "verdict"), "rising");
  tell_table_free(trends);
  tell_table_free(t);
}

enum { SCHOOLS = 6, LEVELS = 5 };

/* Every pupil of a random municipality is written down; its shares are then counted anew. */
static void check_random(const tell_catalogue *catalogue, uint64_t *seed) {
  int64_t pupils = 0, above = 0;
  sample *data = sample_begin(catalogue);
  for (int school = 0; school < SCHOOLS; school++) {
    char code[10] = "811111110";
    int counts[LEVELS] = {0};
    int n = 1 + (int)(random_next(seed) % 80);
    code[8] = (char)('0' + school);
    for (int pupil = 0; pupil < n; pupil++) {
      int level = (int)(random_next(seed) % LEVELS);
      counts[level]++;
      above += level >= 2;
    }
    pupils += n;
    sample_unit(data, code, "4601", NULL);
    for (int i = 0; i < LEVELS; i++) {
      int level = (i + school) % LEVELS; /* in another order for every school */
      const char category[] = {(char)('1' + level), '\0'};
      sample_cell cell = {.unit = code,
                          .indicator = "np_regning_niva",
                          .source = "local",
                          .category = category,
                          .period = 2022,
                          .grade = 9,
                          .value = 100.0 * counts[level] / n,
                          .n = n,
                          .numerator = counts[level],
                          .decimals = 1,
                          .has = TELL__HAS_N | TELL__HAS_NUMERATOR};
      sample_add(data, &cell, 1);
    }
  }
  tell_dataset *dataset = sample_finish(data);
  tell_table *t = sample_indicators(dataset);
  int64_t row = sample_row(
      t, SAMPLE_PICK(.unit = "4601", .indicator = "np_regning_asss", .origin = "computed"));
  assert_int_equal(sample_whole(t, row, "n"), pupils);
  assert_int_equal(sample_whole(t, row, "numerator"), above);
  NEAR(sample_real(t, row, "value"), 100.0 * (double)above / (double)pupils);
  assert_int_equal(sample_count(t, SAMPLE_PICK(.indicator = "np_regning_asss", .origin = "local")),
                   SCHOOLS);
  tell_table_free(t);
  tell_dataset_free(dataset);
}

static void test_derived_random_municipalities_agree_with_counting_pupils(void **state) {
  uint64_t seed = 20221125;
  for (int round = 0; round < random_rounds(200); round++)
    check_random(*state, &seed);
}

/* Levels of 2019, grade 8: engelsk 42,4 + 19,3 + 11,6, and so on; what is left is levels 1 and 2.
 */
static void test_derived_shares_of_the_levels_that_ssb_published(void **state) {
  static const struct {
    const char *share, *levels;
    double expected;
  } cases[] = {{"np_engelsk_asss", "np_engelsk_niva", 73.3},
               {"np_lesing_asss", "np_lesing_niva", 75.6},
               {"np_regning_asss", "np_regning_niva", 69.4}};
  tell_dataset *data =
      mapped_real(*state, published_ssb_levels, "ssb-np8-mestringsnivaa-landet-2019.csv");
  tell_table *t = sample_indicators(data);
  for (size_t i = 0; i < 3; i++) {
    int64_t row = sample_row(t, SAMPLE_PICK(.unit = "I", .indicator = cases[i].share));
    double rest = 100;
    assert_true(sample_real(t, row, "value") == cases[i].expected);
    assert_string_equal(sample_text(t, row, "method"), "shares_added");
    for (int level = 1; level <= 2; level++) {
      const char category[] = {(char)('0' + level), '\0'};
      rest -= sample_real(
          t, sample_row(t, SAMPLE_PICK(.indicator = cases[i].levels, .category = category)),
          "value");
    }
    assert_double_near(sample_real(t, row, "value"), rest, 0, 5 * 0.05 + 1e-9);
  }
  tell_table_free(t);
  tell_dataset_free(data);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_derived_counts_make_a_share_with_its_interval),
      cmocka_unit_test(test_derived_published_shares_bring_the_rounding_of_each),
      cmocka_unit_test(test_derived_shares_without_n_stand_without_an_interval),
      cmocka_unit_test(test_derived_categories_of_different_n_have_no_n),
      cmocka_unit_test(test_derived_state_is_that_of_the_first_category_without_a_value),
      cmocka_unit_test(test_derived_sum_a_little_over_100_is_100),
      cmocka_unit_test(test_derived_no_row_is_made_without_a_needed_category),
      cmocka_unit_test(test_derived_share_of_the_input_is_not_made_again),
      cmocka_unit_test(test_derived_rows_are_aggregated_and_compared_like_any_share),
      cmocka_unit_test(test_derived_rows_have_trends_and_participation),
      cmocka_unit_test(test_derived_random_municipalities_agree_with_counting_pupils),
      cmocka_unit_test(test_derived_shares_of_the_levels_that_ssb_published),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
