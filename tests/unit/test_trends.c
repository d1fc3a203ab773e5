/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trends of single series. Expected numbers come from R 4.2.2 (lm with
 * weights, (X'WX)⁻¹ for the standard error, all permutations for Mann-Kendall).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "sample.h"
#include "telling/trends.h"

#define NEAR(actual, expected) assert_double_near((actual), (expected), 1e-12, 1e-12)

#define A "811111111"

static tell_table *trends_of(const tell_catalogue *catalogue, const char *text) {
  tell_table *indicators = sample_compute(catalogue, text);
  tell_table *trends = NULL;
  assert_int_equal(tell_trends_compute(catalogue, indicators, &trends, NULL), TELL_OK);
  tell_table_free(indicators);
  return trends;
}

static void assert_states(const tell_table *t, const char *const *columns, size_t count,
                          tell_state expected) {
  for (size_t i = 0; i < count; i++)
    assert_int_equal(sample_state(t, 0, columns[i]), expected);
}

static const char *const slope_columns[] = {"slope",   "slope_se", "slope_lo", "slope_hi",
                                            "slope_p", "q",        "q_p",      "change"};
static const char *const order_columns[] = {"sen_slope", "mk_s", "mk_p", "mk_p_min"};

/* sd and n give standard errors of 0.5, 0.4, 0.8 and 0.5. R: rma(y, sei = se * qt(.975, 99) /
 * qnorm(.975), mods = ~ year, method = "FE"): the intervals are those of t. */
static void test_trends_four_years_equal_weighted_regression(void **state) {
  tell_table *t = trends_of(*state, "unit;indicator;source;period;grade;value;n;sd\n" A
                                    ";grunnskolepoeng;local;2022;10;50;100;5\n" A
                                    ";grunnskolepoeng;local;2023;10;51;100;4\n" A
                                    ";grunnskolepoeng;local;2024;10;52.5;100;8\n" A
                                    ";grunnskolepoeng;local;2025;10;52;100;5");
  assert_int_equal(tell_table_row_count(t), 1);
  NEAR(sample_real(t, 0, "slope"), 0.6895569779749030070);
  NEAR(sample_real(t, 0, "slope_se"), 0.22863859477612203);
  NEAR(sample_real(t, 0, "slope_lo"), 0.2414335667378627);
  NEAR(sample_real(t, 0, "slope_hi"), 1.1376803892119565);
  NEAR(sample_real(t, 0, "slope_p"), 0.0025619616284226388);
  NEAR(sample_real(t, 0, "q"), 1.8010756184531918);
  NEAR(sample_real(t, 0, "q_p"), 0.40635106161365042);
  NEAR(sample_real(t, 0, "change"), 3 * 0.6895569779749030070);
  NEAR(sample_real(t, 0, "sen_slope"), 0.83333333333333326);
  assert_int_equal(sample_whole(t, 0, "mk_s"), 4);
  NEAR(sample_real(t, 0, "mk_p"), 1 / 3.0);
  NEAR(sample_real(t, 0, "mk_p_min"), 1 / 12.0);
  assert_string_equal(sample_text(t, 0, "method"), "wls_known_se");
  assert_string_equal(sample_text(t, 0, "verdict"), "rising");
  assert_string_equal(sample_text(t, 0, "slope_state"), "ok");
  tell_table_free(t);
}

static void test_trends_row_says_what_it_is_about(void **state) {
  tell_table *t = trends_of(*state, "unit;indicator;category;period;grade;gender;value;n\n" A
                                    ";np_lesing_niva;1;2022;5;1;20.0;100\n" A
                                    ";np_lesing_niva;1;2023;5;1;21.0;100\n" A
                                    ";np_lesing_niva;1;2025;5;1;25.0;100");
  assert_string_equal(sample_text(t, 0, "unit"), A);
  assert_string_equal(sample_text(t, 0, "level"), "school");
  assert_string_equal(sample_text(t, 0, "indicator"), "np_lesing_niva");
  assert_string_equal(sample_text(t, 0, "dimension"), "mestringsniva");
  assert_string_equal(sample_text(t, 0, "category"), "1");
  assert_string_equal(sample_text(t, 0, "gender"), "girls");
  assert_string_equal(sample_text(t, 0, "source"), "udir-np");
  assert_string_equal(sample_text(t, 0, "origin"), "published");
  assert_string_equal(sample_text(t, 0, "years"), "2022-23 2023-24 2025-26");
  assert_string_equal(sample_text(t, 0, "catalogue_version"), tell_catalogue_version(*state));
  assert_int_equal(sample_whole(t, 0, "grade"), 5);
  assert_int_equal(sample_whole(t, 0, "first_period"), 2022);
  assert_int_equal(sample_whole(t, 0, "last_period"), 2025);
  assert_int_equal(sample_whole(t, 0, "points"), 3);
  assert_int_equal(sample_whole(t, 0, "segment"), 1);
  assert_int_equal(sample_whole(t, 0, "decimals"), 1);
  NEAR(sample_real(t, 0, "confidence"), 0.95);
  assert_int_equal(tell_table_is_sealed(t), 1);
  tell_table_free(t);
}

/* R: prop.trend.test(c(10, 12, 20, 23), c(50, 60, 50, 46), 0:3) and lm(share ~ year, weights = n).
 * The published rounding, a twelfth of 0.01, makes the test a trifle more careful. */
static void test_trends_of_shares_equal_cochran_and_armitage(void **state) {
  tell_table *t = trends_of(
      *state, "unit;indicator;source;period;grade;value;n;numerator\n" A
              ";eu_mobbing;local;2022;7;20.0;50;10\n" A ";eu_mobbing;local;2023;7;20.0;60;12\n" A
              ";eu_mobbing;local;2024;7;40.0;50;20\n" A ";eu_mobbing;local;2025;7;50.0;46;23");
  double z = sample_real(t, 0, "slope") / sample_real(t, 0, "slope_se");
  assert_string_equal(sample_text(t, 0, "method"), "wls_known_se");
  assert_double_near(sample_real(t, 0, "slope"), 11.1031175059952, 1e-5, 0);
  assert_double_near(z * z, 13.86570398018737, 1e-4, 0);
  tell_table_free(t);
}

/* 50, 52, 53 in 2022, 2024, 2025: a line through real years fits without rest. */
static void test_trends_gap_year_is_a_gap(void **state) {
  tell_table *t = trends_of(*state, "unit;indicator;source;period;grade;value;n;sd;state\n" A
                                    ";grunnskolepoeng;local;2022;10;50;100;5;\n" A
                                    ";grunnskolepoeng;local;2023;10;;;;suppressed\n" A
                                    ";grunnskolepoeng;local;2024;10;52;100;5;\n" A
                                    ";grunnskolepoeng;local;2025;10;53;100;10;");
  NEAR(sample_real(t, 0, "slope"), 1);
  NEAR(sample_real(t, 0, "slope_se"), 0.29781437023097879);
  NEAR(sample_real(t, 0, "change"), 3);
  assert_double_near(sample_real(t, 0, "q"), 0, 0, 1e-12);
  assert_int_equal(sample_whole(t, 0, "points"), 3);
  tell_table_free(t);
}

static void test_trends_two_years_are_too_few(void **state) {
  tell_table *t = trends_of(*state, "unit;indicator;period;grade;value;n;margin\n" A
                                    ";np_lesing;2022;8;40;50;2\n" A ";np_lesing;2023;8;60;50;2");
  assert_states(t, slope_columns, 8, TELL_STATE_TOO_FEW);
  assert_states(t, order_columns, 4, TELL_STATE_TOO_FEW);
  assert_int_equal(sample_state(t, 0, "method"), TELL_STATE_TOO_FEW);
  assert_string_equal(sample_text(t, 0, "slope_state"), "too_few_points");
  assert_string_equal(sample_text(t, 0, "sen_state"), "too_few_points");
  assert_string_equal(sample_text(t, 0, "mk_state"), "too_few_points");
  assert_string_equal(sample_text(t, 0, "verdict"), "too_few");
  assert_int_equal(sample_whole(t, 0, "points"), 2);
  assert_string_equal(sample_text(t, 0, "years"), "2022-23 2023-24");
  tell_table_free(t);
}

static void test_trends_series_without_any_value_has_a_row_that_says_too_few(void **state) {
  static const char *const years[] = {"years", "first_period", "last_period"};
  tell_table *t = trends_of(*state, "unit;indicator;period;grade;state\n" A
                                    ";np_lesing;2022;8;suppressed\n" A ";np_lesing;2023;8;missing");
  assert_int_equal(tell_table_row_count(t), 1);
  assert_int_equal(sample_whole(t, 0, "points"), 0);
  assert_int_equal(sample_whole(t, 0, "points_left_out"), 0);
  assert_string_equal(sample_text(t, 0, "verdict"), "too_few");
  assert_string_equal(sample_text(t, 0, "slope_state"), "too_few_points");
  assert_string_equal(sample_text(t, 0, "origin"), "published");
  assert_states(t, slope_columns, 8, TELL_STATE_TOO_FEW);
  assert_states(t, order_columns, 4, TELL_STATE_TOO_FEW);
  assert_states(t, years, 3, TELL_STATE_NOT_APPLICABLE);
  tell_table_free(t);
}

static void test_trends_indicator_that_applies_in_no_year_has_no_row(void **state) {
  tell_table *t = trends_of(
      *state, "unit;indicator;period;grade;state\n" A ";np_lesing;2021;8;not_applicable\n" A
              ";np_lesing;2022;8;not_applicable\n" A ";np_lesing;2023;8;not_taken_part");
  assert_int_equal(tell_table_row_count(t), 1);
  assert_int_equal(sample_whole(t, 0, "segment"), 2);
  tell_table_free(t);
}

/* The rounding of single years is the file's; a slope is a matter of the indicator. */
static void test_trends_decimals_are_those_of_the_catalogue(void **state) {
  tell_table *t =
      trends_of(*state, "unit;indicator;period;grade;value;n\n" A ";np_lesing;2022;8;50.25;100\n" A
                        ";np_lesing;2023;8;51.75;100");
  assert_int_equal(sample_whole(t, 0, "decimals"), 0);
  tell_table_free(t);
}

/* Five rising years without spread: p = 2/5! = 1/60. */
static void test_trends_without_spread_the_order_of_years_decides(void **state) {
  tell_table *t =
      trends_of(*state, "unit;indicator;source;period;value\n" A ";elever;udir-gsi;2021;300\n" A
                        ";elever;udir-gsi;2022;310\n" A ";elever;udir-gsi;2023;330\n" A
                        ";elever;udir-gsi;2024;335\n" A ";elever;udir-gsi;2025;350");
  assert_states(t, slope_columns, 8, TELL_STATE_MISSING);
  assert_string_equal(sample_text(t, 0, "slope_state"), "no_spread");
  assert_string_equal(sample_text(t, 0, "method"), "theil_sen");
  NEAR(sample_real(t, 0, "sen_slope"), 12.5);
  NEAR(sample_real(t, 0, "mk_p"), 1 / 60.0);
  assert_string_equal(sample_text(t, 0, "verdict"), "rising");
  tell_table_free(t);
}

/* With five years 2·P(D = 0) = 1/60: the interval is from the smallest to the largest slope. */
static void test_trends_sen_interval_of_five_years_is_the_range_of_slopes(void **state) {
  tell_table *t =
      trends_of(*state, "unit;indicator;source;period;value\n" A ";elever;udir-gsi;2021;300\n" A
                        ";elever;udir-gsi;2022;310\n" A ";elever;udir-gsi;2023;330\n" A
                        ";elever;udir-gsi;2024;335\n" A ";elever;udir-gsi;2025;350");
  NEAR(sample_real(t, 0, "sen_lo"), 5);
  NEAR(sample_real(t, 0, "sen_hi"), 20);
  tell_table_free(t);
}

static void test_trends_without_spread_four_years_are_too_few(void **state) {
  tell_table *t = trends_of(*state, "unit;indicator;source;period;value\n" A
                                    ";elever;udir-gsi;2021;340\n" A ";elever;udir-gsi;2022;330\n" A
                                    ";elever;udir-gsi;2023;320\n" A ";elever;udir-gsi;2024;310");
  NEAR(sample_real(t, 0, "mk_p"), 1 / 12.0);
  NEAR(sample_real(t, 0, "sen_slope"), -10);
  assert_int_equal(sample_state(t, 0, "sen_lo"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(t, 0, "sen_hi"), TELL_STATE_MISSING);
  assert_string_equal(sample_text(t, 0, "verdict"), "too_few");
  tell_table_free(t);
}

static void test_trends_without_spread_constant_years_show_no_change(void **state) {
  tell_table *t =
      trends_of(*state, "unit;indicator;source;period;value\n" A ";elever;udir-gsi;2021;300\n" A
                        ";elever;udir-gsi;2022;300\n" A ";elever;udir-gsi;2023;300\n" A
                        ";elever;udir-gsi;2024;300\n" A ";elever;udir-gsi;2025;300");
  NEAR(sample_real(t, 0, "mk_p"), 1);
  assert_string_equal(sample_text(t, 0, "mk_state"), "zero_variance");
  assert_string_equal(sample_text(t, 0, "verdict"), "no_clear_change");
  tell_table_free(t);
}

static void test_trends_one_year_without_spread_takes_the_slope_away(void **state) {
  tell_table *t = trends_of(*state, "unit;indicator;period;grade;value;n;margin\n" A
                                    ";np_lesing;2022;8;50;100;2\n" A ";np_lesing;2023;8;50;100;\n" A
                                    ";np_lesing;2024;8;50;100;2");
  assert_states(t, slope_columns, 8, TELL_STATE_MISSING);
  assert_string_equal(sample_text(t, 0, "slope_state"), "no_spread");
  tell_table_free(t);
}

/* All pupils of 2023 had 50 points: a standard error of 0, which no weight can be made of. */
static void test_trends_standard_error_of_0_gives_no_slope(void **state) {
  tell_table *t = trends_of(*state, "unit;indicator;source;period;grade;value;n;sd\n" A
                                    ";grunnskolepoeng;local;2022;10;50;100;5\n" A
                                    ";grunnskolepoeng;local;2023;10;50;100;0\n" A
                                    ";grunnskolepoeng;local;2024;10;51;100;5");
  assert_states(t, slope_columns, 8, TELL_STATE_MISSING);
  assert_string_equal(sample_text(t, 0, "slope_state"), "not_possible");
  assert_string_equal(sample_text(t, 0, "method"), "theil_sen");
  tell_table_free(t);
}

static void test_trends_verdict_follows_the_interval_of_the_slope(void **state) {
  const char *const verdicts[] = {"falling", "no_clear_change"};
  const char *const texts[] = {
      "unit;indicator;period;grade;value;n;margin\n" A ";np_lesing;2022;8;54;100;2\n" A
      ";np_lesing;2023;8;50;100;2\n" A ";np_lesing;2024;8;46;100;2",
      "unit;indicator;period;grade;value;n;margin\n" A ";np_lesing;2022;8;50;100;2\n" A
      ";np_lesing;2023;8;52;100;2\n" A ";np_lesing;2024;8;51;100;2"};
  for (int i = 0; i < 2; i++) {
    tell_table *t = trends_of(*state, texts[i]);
    assert_string_equal(sample_text(t, 0, "verdict"), verdicts[i]);
    tell_table_free(t);
  }
}

static void test_trends_break_begins_a_new_segment(void **state) {
  tell_table *t = trends_of(*state, "unit;indicator;period;grade;value;n;margin\n" A
                                    ";np_lesing;2019;8;40;50;2\n" A ";np_lesing;2020;8;41;50;2\n" A
                                    ";np_lesing;2021;8;42;50;2\n" A ";np_lesing;2022;8;60;50;2\n" A
                                    ";np_lesing;2023;8;59;50;2\n" A ";np_lesing;2024;8;58;50;2");
  assert_int_equal(tell_table_row_count(t), 2);
  assert_string_equal(sample_text(t, 0, "years"), "2019-20 2020-21 2021-22");
  assert_string_equal(sample_text(t, 1, "years"), "2022-23 2023-24 2024-25");
  assert_int_equal(sample_whole(t, 0, "segment"), 1);
  assert_int_equal(sample_whole(t, 1, "segment"), 2);
  NEAR(sample_real(t, 0, "slope"), 1);
  NEAR(sample_real(t, 1, "slope"), -1);
  tell_table_free(t);
}

static void test_trends_table_that_is_no_indicator_set_is_refused(void **state) {
  tell_error *err = NULL;
  tell_table *t = (tell_table *)&err;
  const tell_table *other = tell_catalogue_table(*state, TELL_CATALOGUE_BREAKS);
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_trends_compute(*state, other, &t, err), TELL_E_ARGUMENT);
  assert_null(t);
  assert_true(tell_error_message(err)[0] != '\0');
  assert_int_equal(tell_trends_compute(*state, NULL, &t, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_trends_compute(NULL, other, &t, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_trends_compute(*state, other, NULL, NULL), TELL_E_ARGUMENT);
  tell_error_free(err);
}

static void test_trends_empty_indicator_set_gives_no_rows(void **state) {
  tell_table *t = trends_of(*state, "unit");
  assert_int_equal(tell_table_row_count(t), 0);
  tell_table_free(t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_trends_four_years_equal_weighted_regression),
      cmocka_unit_test(test_trends_row_says_what_it_is_about),
      cmocka_unit_test(test_trends_of_shares_equal_cochran_and_armitage),
      cmocka_unit_test(test_trends_gap_year_is_a_gap),
      cmocka_unit_test(test_trends_two_years_are_too_few),
      cmocka_unit_test(test_trends_series_without_any_value_has_a_row_that_says_too_few),
      cmocka_unit_test(test_trends_indicator_that_applies_in_no_year_has_no_row),
      cmocka_unit_test(test_trends_decimals_are_those_of_the_catalogue),
      cmocka_unit_test(test_trends_without_spread_the_order_of_years_decides),
      cmocka_unit_test(test_trends_sen_interval_of_five_years_is_the_range_of_slopes),
      cmocka_unit_test(test_trends_without_spread_four_years_are_too_few),
      cmocka_unit_test(test_trends_without_spread_constant_years_show_no_change),
      cmocka_unit_test(test_trends_one_year_without_spread_takes_the_slope_away),
      cmocka_unit_test(test_trends_standard_error_of_0_gives_no_slope),
      cmocka_unit_test(test_trends_verdict_follows_the_interval_of_the_slope),
      cmocka_unit_test(test_trends_break_begins_a_new_segment),
      cmocka_unit_test(test_trends_table_that_is_no_indicator_set_is_refused),
      cmocka_unit_test(test_trends_empty_indicator_set_gives_no_rows),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
