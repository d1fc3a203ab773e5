/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which rows become the points of a trend: breaks, origins, participation.
 * Slopes are recomputed here by the textbook formula in long double.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "near.h"
#include "random.h"
#include "sample.h"
#include "telling/release.h"
#include "telling/trends.h"

#define NEAR(actual, expected) assert_double_near((actual), (expected), 1e-10, 1e-10)

#define A "811111111"
#define B "822222222"
#define C "833333333"

/* The trends of a dataset, which is gone then; `indicators` may be NULL. */
static tell_table *trends_of(const tell_catalogue *catalogue, tell_dataset *dataset,
                             tell_table **indicators) {
  tell_table *set = sample_indicators(dataset), *trends = NULL;
  assert_int_equal(tell_trends_compute(catalogue, set, &trends, NULL), TELL_OK);
  tell_dataset_free(dataset);
  if (indicators != NULL)
    *indicators = set;
  else
    tell_table_free(set);
  return trends;
}

static tell_dataset *three_schools(const tell_catalogue *catalogue, const char *text) {
  sample *data = sample_begin(catalogue);
  sample_unit(data, A, "4601", NULL);
  sample_unit(data, B, "4601", NULL);
  sample_unit(data, C, "4601", NULL);
  sample_read(data, text);
  return sample_finish(data);
}

/* A and B carry `n` of the 1000 pupils of 4601 in each of three years; C is in `state`. */
static tell_dataset *published_and_schools(const tell_catalogue *catalogue, const char *values,
                                           int n, const char *state_c, const char *state_b) {
  tell__text text = {0};
  tell__text_add(&text, "unit;indicator;period;grade;value;n;margin;state\n");
  for (int year = 2022; year <= 2024; year++) {
    char value[2] = {values[year - 2022], '\0'};
    tell__text_add(&text, A ";np_lesing;");
    tell__text_add_i64(&text, year);
    tell__text_add(&text, ";8;5");
    tell__text_add(&text, value);
    tell__text_add(&text, ";");
    tell__text_add_i64(&text, n);
    tell__text_add(&text, ";2;\n" B ";np_lesing;");
    tell__text_add_i64(&text, year);
    tell__text_add(&text, ";8;;;;");
    tell__text_add(&text, state_b);
    tell__text_add(&text, "\n" C ";np_lesing;");
    tell__text_add_i64(&text, year);
    tell__text_add(&text, ";8;;;;");
    tell__text_add(&text, state_c);
    tell__text_add(&text, "\n4601;np_lesing;");
    tell__text_add_i64(&text, year);
    tell__text_add(&text, ";8;50;1000;0.6;\n");
  }
  tell_dataset *dataset = three_schools(catalogue, tell__text_get(&text));
  tell__text_free(&text);
  return dataset;
}

static int64_t trend_row(const tell_table *t, const char *unit) {
  return sample_row(t, SAMPLE_PICK(.unit = unit));
}

static void test_series_computed_stands_in_for_rounded_published_years(void **state) {
  tell_dataset *dataset = published_and_schools(*state, "012", 960, "suppressed", "suppressed");
  tell_table *indicators = NULL;
  tell_table *t = trends_of(*state, dataset, &indicators);
  int64_t row = trend_row(t, "4601");
  assert_string_equal(sample_text(t, row, "origin"), "computed");
  NEAR(sample_real(t, row, "slope"), 1);
  /* Three equal weights, years −1, 0, 1: se² = v/2; v is the row's, by its interval of t(959), and
   * 4 % hidden in a range of 45. R: qt(0.975, 959)/qnorm(0.975) is 1.00126. */
  int64_t year =
      sample_row(indicators, SAMPLE_PICK(.unit = "4601", .origin = "computed", .period = 2022));
  double se = sample_real(indicators, year, "se");
  double half = (sample_real(indicators, year, "hi") - sample_real(indicators, year, "lo")) / 2;
  assert_true(half / se / 1.959963984540054 > 1.001 && half / se / 1.959963984540054 < 1.0012637);
  double v = pow(half / 1.959963984540054, 2) + pow(0.04 * 45, 2) / 12;
  NEAR(sample_real(t, row, "slope_se"), sqrt(v / 2));
  tell_table_free(indicators);
  tell_table_free(t);
}

static void test_series_published_stays_where_computed_is_not_safe_or_not_better(void **state) {
  tell_dataset *const datasets[] = {
      published_and_schools(*state, "012", 960, "suppressed", "missing"),     /* one hidden */
      published_and_schools(*state, "012", 949, "suppressed", "suppressed")}; /* too little */
  for (int i = 0; i < 2; i++) {
    tell_table *t = trends_of(*state, datasets[i], NULL);
    int64_t row = trend_row(t, "4601");
    assert_string_equal(sample_text(t, row, "origin"), "published");
    NEAR(sample_real(t, row, "slope"), 0);
    tell_table_free(t);
  }
}

static void test_series_published_with_decimals_stays(void **state) {
  tell_dataset *dataset =
      three_schools(*state, "unit;indicator;source;period;grade;value;n;margin\n" A
                            ";grunnskolepoeng;udir-gp;2022;10;40.0;98;1\n" A
                            ";grunnskolepoeng;udir-gp;2023;10;41.0;98;1\n" A
                            ";grunnskolepoeng;udir-gp;2024;10;42.0;98;1\n"
                            "4601;grunnskolepoeng;udir-gp;2022;10;40.0;100;1\n"
                            "4601;grunnskolepoeng;udir-gp;2023;10;40.0;100;1\n"
                            "4601;grunnskolepoeng;udir-gp;2024;10;40.0;100;1\n");
  tell_table *t = trends_of(*state, dataset, NULL);
  assert_string_equal(sample_text(t, trend_row(t, "4601"), "origin"), "published");
  tell_table_free(t);
}

/* One year in which the schools are not there: the whole stretch stays published. */
static void test_series_origins_are_never_mixed(void **state) {
  tell_dataset *dataset =
      three_schools(*state, "unit;indicator;period;grade;value;n;margin\n" A
                            ";np_lesing;2022;8;50;1000;2\n" A ";np_lesing;2023;8;51;1000;2\n"
                            "4601;np_lesing;2022;8;50;1000;0.6\n"
                            "4601;np_lesing;2023;8;50;1000;0.6\n"
                            "4601;np_lesing;2024;8;50;1000;0.6\n");
  tell_table *t = trends_of(*state, dataset, NULL);
  int64_t row = trend_row(t, "4601");
  assert_string_equal(sample_text(t, row, "origin"), "published");
  assert_int_equal(sample_whole(t, row, "points"), 3);
  tell_table_free(t);
}

/* 2025: the schools alone, and nobody knows how much of the municipality they are. */
static void test_series_year_of_unknown_coverage_keeps_the_published_years(void **state) {
  const char *const last[] = {"", "4601;np_lesing;2025;8;;;;suppressed\n",
                              "4601;np_lesing;2025;8;;1100;;suppressed\n"};
  for (size_t i = 0; i < sizeof last / sizeof last[0]; i++) {
    tell__text text = {0};
    tell__text_add(&text, "unit;indicator;period;grade;value;n;margin;state\n" A
                          ";np_lesing;2022;8;50;1000;2;\n" A ";np_lesing;2023;8;51;1000;2;\n" A
                          ";np_lesing;2024;8;52;1000;2;\n" A ";np_lesing;2025;8;70;1000;2;\n"
                          "4601;np_lesing;2022;8;50;1000;0.6;\n"
                          "4601;np_lesing;2023;8;50;1000;0.6;\n"
                          "4601;np_lesing;2024;8;50;1000;0.6;\n");
    tell__text_add(&text, last[i]);
    tell_table *t = trends_of(*state, three_schools(*state, tell__text_get(&text)), NULL);
    int64_t row = trend_row(t, "4601");
    assert_string_equal(sample_text(t, row, "origin"), "published");
    assert_int_equal(sample_whole(t, row, "points"), 3);
    NEAR(sample_real(t, row, "slope"), 0);
    tell_table_free(t);
    tell__text_free(&text);
  }
}

/* The authority hides the municipality in every year: what its schools say is used, and only that.
 */
static void test_series_computed_years_are_used_where_no_published_one_has_a_value(void **state) {
  tell_dataset *dataset =
      three_schools(*state, "unit;indicator;period;grade;value;n;margin;state\n" A
                            ";np_lesing;2022;8;50;100;2;\n" A ";np_lesing;2023;8;51;100;2;\n" A
                            ";np_lesing;2024;8;52;100;2;\n4601;np_lesing;2022;8;;;;suppressed\n"
                            "4601;np_lesing;2023;8;;;;missing\n");
  tell_table *t = trends_of(*state, dataset, NULL);
  int64_t row = trend_row(t, "4601");
  assert_string_equal(sample_text(t, row, "origin"), "computed");
  assert_int_equal(sample_whole(t, row, "points"), 3);
  assert_int_equal(sample_whole(t, row, "decimals"), 0);
  tell_table_free(t);
}

static void test_series_without_any_value_is_named_by_the_published_rows(void **state) {
  tell_dataset *dataset =
      three_schools(*state, "unit;indicator;period;grade;state\n" A
                            ";np_lesing;2022;8;suppressed\n" A ";np_engelsk;2022;8;suppressed\n"
                            "4601;np_lesing;2022;8;suppressed\n");
  tell_table *t = trends_of(*state, dataset, NULL);
  int64_t row = sample_row(t, SAMPLE_PICK(.unit = "4601", .indicator = "np_lesing"));
  assert_string_equal(sample_text(t, row, "origin"), "published");
  row = sample_row(t, SAMPLE_PICK(.unit = "4601", .indicator = "np_engelsk"));
  assert_string_equal(sample_text(t, row, "origin"), "computed");
  assert_int_equal(sample_whole(t, row, "points"), 0);
  tell_table_free(t);
}

/* There are no years behind it that a policy could hide. */
static void test_series_without_any_value_passes_a_release(void **state) {
  tell_dataset *dataset = three_schools(*state, "unit;indicator;source;period;grade;state\n" A
                                                ";eu_mobbing;local;2022;7;suppressed\n" A
                                                ";eu_mobbing;local;2023;7;missing\n");
  tell_table *set = sample_indicators(dataset), *made = NULL;
  tell_release *release = NULL;
  assert_int_equal(tell_trends_compute(*state, set, &made, NULL), TELL_OK);
  assert_int_equal(tell_release_create(*state, NULL, dataset, set, made, &release, NULL), TELL_OK);
  const tell_table *t = tell_release_table(release, TELL_RELEASE_TRENDS);
  int64_t row = trend_row(t, A);
  assert_int_equal(sample_whole(t, row, "points"), 0);
  assert_string_equal(sample_text(t, row, "verdict"), "too_few");
  assert_string_equal(sample_text(t, row, "hidden"), "");
  assert_int_equal(sample_state(t, row, "slope"), TELL_STATE_TOO_FEW);
  assert_int_equal(sample_state(t, row, "years"), TELL_STATE_NOT_APPLICABLE);
  tell_release_free(release);
  tell_table_free(made);
  tell_table_free(set);
  tell_dataset_free(dataset);
}

static void test_series_unit_with_computed_rows_only_uses_them(void **state) {
  tell_dataset *dataset = three_schools(
      *state, "unit;indicator;period;grade;value;n;margin\n" A ";np_lesing;2022;8;50;100;2\n" A
              ";np_lesing;2023;8;51;100;2\n" A ";np_lesing;2024;8;52;100;2\n");
  tell_table *t = trends_of(*state, dataset, NULL);
  int64_t row = trend_row(t, "4601");
  assert_string_equal(sample_text(t, row, "origin"), "computed");
  NEAR(sample_real(t, row, "slope"), 1);
  tell_table_free(t);
}

static void test_series_year_with_poor_participation_is_left_out_above_schools(void **state) {
  const char text[] = "unit;indicator;period;grade;value;n;margin\n"
                      "4601;np_lesing;2022;8;50;1000;1\n4601;np_lesing;2023;8;51;1000;1\n"
                      "4601;np_lesing;2024;8;70;799;1\n4601;np_lesing;2025;8;53;800;1\n" A
                      ";np_lesing;2022;8;50;1000;1\n" A ";np_lesing;2023;8;51;1000;1\n" A
                      ";np_lesing;2024;8;70;799;1\n" A ";np_lesing;2025;8;53;800;1\n";
  tell_table *t = trends_of(*state, sample_dataset(*state, text), NULL);
  int64_t row = trend_row(t, "4601");
  assert_int_equal(sample_whole(t, row, "points"), 3);
  assert_int_equal(sample_whole(t, row, "points_left_out"), 1);
  assert_string_equal(sample_text(t, row, "years"), "2022-23 2023-24 2025-26");
  NEAR(sample_real(t, row, "slope"), 1);
  row = trend_row(t, A);
  assert_int_equal(sample_whole(t, row, "points"), 4);
  assert_int_equal(sample_whole(t, row, "points_left_out"), 0);
  tell_table_free(t);
}

/* 100 and 10 pupils: the second year is left out for its own 0.1. */
static void test_series_with_every_other_year_left_out_still_has_a_row(void **state) {
  tell_table *t = trends_of(*state,
                            sample_dataset(*state, "unit;indicator;period;grade;value;n;state\n"
                                                   "4601;np_lesing;2022;8;;100;suppressed\n"
                                                   "4601;np_lesing;2023;8;51;10;\n"),
                            NULL);
  assert_int_equal(tell_table_row_count(t), 1);
  assert_int_equal(sample_whole(t, 0, "points"), 0);
  assert_int_equal(sample_whole(t, 0, "points_left_out"), 1);
  assert_int_equal(sample_state(t, 0, "first_period"), TELL_STATE_NOT_APPLICABLE);
  assert_int_equal(sample_state(t, 0, "years"), TELL_STATE_NOT_APPLICABLE);
  assert_string_equal(sample_text(t, 0, "verdict"), "too_few");
  tell_table_free(t);
}

enum { FIRST = 2010, LAST = 2024, CODES = 4 };

static tell_dataset *long_series(const tell_catalogue *catalogue, uint64_t seed, uint64_t order) {
  static const char *const indicators[] = {"np_lesing", "np_engelsk", "np_regning"};
  static const char *const codes[CODES] = {A, B, C, "4601"};
  sample_cell cells[3 * CODES * (LAST - FIRST + 1)];
  size_t count = 0;
  for (int i = 0; i < 3; i++)
    for (int school = 0; school < CODES; school++)
      for (int year = FIRST; year <= LAST; year++) {
        sample_cell *cell = &cells[count++];
        *cell = (sample_cell){.unit = codes[school], .indicator = indicators[i], .grade = 5};
        cell->period = year;
        cell->value = 40 + (double)(random_next(&seed) % 20);
        cell->n = 20 + (int)(random_next(&seed) % 5);
        cell->margin = 1 + random_unit(&seed);
        cell->has = TELL__HAS_N | TELL__HAS_MARGIN;
        if (random_next(&seed) % 6 == 0)
          cell->state = TELL_STATE_SUPPRESSED;
      }
  if (order != 0)
    random_shuffle(&order, cells, count, sizeof cells[0]);
  sample *data = sample_begin(catalogue);
  for (int i = 0; i < 3; i++)
    sample_unit(data, codes[i], "4601", NULL);
  sample_add(data, cells, count);
  return sample_finish(data);
}

/* Breaks of the tests: 2022 for all, 2016 for reading, 2014 for the others. */
static int side_of(const char *indicator, int64_t period) {
  int64_t earlier = strcmp(indicator, "np_lesing") == 0 ? 2016 : 2014;
  return (period >= earlier) + (period >= 2022);
}

static void test_series_no_trend_uses_both_sides_of_a_break(void **state) {
  for (uint64_t seed = 1; seed <= 20; seed++) {
    tell_table *t = trends_of(*state, long_series(*state, seed, 0), NULL);
    assert_true(tell_table_row_count(t) > 3 * CODES);
    for (int64_t row = 0; row < tell_table_row_count(t); row++) {
      const char *indicator = sample_text(t, row, "indicator");
      if (sample_whole(t, row, "points") > 0)
        assert_int_equal(side_of(indicator, sample_whole(t, row, "first_period")),
                         side_of(indicator, sample_whole(t, row, "last_period")));
    }
    tell_table_free(t);
  }
}

/* b = Σw(x − x̄)(y − ȳ)/Σw(x − x̄)², straight from the indicator set; w = 1/(e² + year_sd²)
 * with e half the interval over 1.96. */
static double slope_of(const tell_table *set, const tell_table *t, int64_t trend) {
  long double w = 0, wx = 0, wy = 0, wxx = 0, wxy = 0;
  double year_sd = sample_real(t, trend, "year_sd");
  for (int64_t row = 0; row < tell_table_row_count(set); row++) {
    const sample_pick same = {.unit = sample_text(t, trend, "unit"),
                              .indicator = sample_text(t, trend, "indicator"),
                              .origin = sample_text(t, trend, "origin")};
    if (strcmp(sample_text(set, row, "unit"), same.unit) != 0 ||
        strcmp(sample_text(set, row, "indicator"), same.indicator) != 0 ||
        strcmp(sample_text(set, row, "origin"), same.origin) != 0 ||
        sample_state(set, row, "value") != TELL_STATE_PRESENT ||
        strstr(sample_text(t, trend, "years"), sample_text(set, row, "school_year")) == NULL)
      continue;
    long double e =
        (sample_real(set, row, "hi") - sample_real(set, row, "lo")) / 2 / 1.959963984540054L;
    long double weight = 1 / (e * e + powl(year_sd, 2));
    long double x = sample_whole(set, row, "period") - 2000, y = sample_real(set, row, "value");
    w += weight;
    wx += weight * x;
    wy += weight * y;
    wxx += weight * x * x;
    wxy += weight * x * y;
  }
  return (double)((w * wxy - wx * wy) / (w * wxx - wx * wx));
}

static void test_series_random_slopes_equal_the_textbook_formula(void **state) {
  int64_t compared = 0;
  tell_table *set = NULL;
  tell_table *t = trends_of(*state, long_series(*state, 99, 0), &set);
  for (int64_t row = 0; row < tell_table_row_count(t); row++)
    if (sample_state(t, row, "slope") == TELL_STATE_PRESENT) {
      NEAR(sample_real(t, row, "slope"), slope_of(set, t, row));
      compared++;
    }
  assert_true(compared > 10);
  tell_table_free(set);
  tell_table_free(t);
}

static void test_series_order_of_input_changes_no_bit(void **state) {
  tell_table *expected = trends_of(*state, long_series(*state, 7, 0), NULL);
  for (uint64_t order = 1; order <= 3; order++) {
    tell_table *t = trends_of(*state, long_series(*state, 7, order), NULL);
    assert_int_equal(tell_table_row_count(t), tell_table_row_count(expected));
    for (int32_t column = 0; column < tell_table_column_count(t); column++)
      sample_same_column(expected, t, column);
    tell_table_free(t);
  }
  tell_table_free(expected);
}

/* One year of pooled spread is enough; a slope that is not there has no such state. */
static void test_series_of_pooled_spreads_says_so(void **state) {
  static const struct {
    const char *flags[3], *expected;
  } cases[] = {{{"4", "4", "4"}, "ok"},
               {{"4", "0", "4"}, "pooled_spread"},
               {{"0", "0", "0"}, "pooled_spread"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[400] = "unit;indicator;source;period;grade;value;n;sd;flags\n";
    for (int year = 0; year < 3; year++)
      snprintf(text + strlen(text), sizeof text - strlen(text),
               A ";eu_motivasjon;local;%d;7;2.%d;50;1.1;%s\n", 2022 + year, 5 + year % 2,
               cases[i].flags[year]);
    tell_table *t = trends_of(*state, sample_dataset(*state, text), NULL);
    int64_t row = trend_row(t, A);
    assert_string_equal(sample_text(t, row, "slope_state"), cases[i].expected);
    /* 1.21/50 for each of three equal weights over years −1, 0, 1; qt(.975, 49)/qnorm(.975) */
    NEAR(sample_real(t, row, "slope_se"), 1.0253123286858907 * sqrt(1.21 / 50 / 2));
    tell_table_free(t);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_series_computed_stands_in_for_rounded_published_years),
      cmocka_unit_test(test_series_published_stays_where_computed_is_not_safe_or_not_better),
      cmocka_unit_test(test_series_published_with_decimals_stays),
      cmocka_unit_test(test_series_origins_are_never_mixed),
      cmocka_unit_test(test_series_year_of_unknown_coverage_keeps_the_published_years),
      cmocka_unit_test(test_series_computed_years_are_used_where_no_published_one_has_a_value),
      cmocka_unit_test(test_series_without_any_value_is_named_by_the_published_rows),
      cmocka_unit_test(test_series_without_any_value_passes_a_release),
      cmocka_unit_test(test_series_unit_with_computed_rows_only_uses_them),
      cmocka_unit_test(test_series_year_with_poor_participation_is_left_out_above_schools),
      cmocka_unit_test(test_series_with_every_other_year_left_out_still_has_a_row),
      cmocka_unit_test(test_series_no_trend_uses_both_sides_of_a_break),
      cmocka_unit_test(test_series_random_slopes_equal_the_textbook_formula),
      cmocka_unit_test(test_series_order_of_input_changes_no_bit),
      cmocka_unit_test(test_series_of_pooled_spreads_says_so),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
