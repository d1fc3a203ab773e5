/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trends judged: year effects, breaks, the smallest change, and families of tests in a release.
 * Adjusted p values by hand from their definition, or by p.adjust() of R 4.2.2.
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
#include "sample.h"
#include "telling.h"

#define NEAR(actual, expected) assert_double_near((actual), (expected), 1e-10, 1e-12)

#define HEAD "unit;indicator;period;grade;value;n;margin\n"

static tell_table *trends_with(const tell_catalogue *catalogue, const char *text,
                               const tell_trends_options *options) {
  tell_table *indicators = sample_compute(catalogue, text), *trends = NULL;
  assert_int_equal(tell_trends_compute_with(catalogue, indicators, options, &trends, NULL),
                   TELL_OK);
  tell_table_free(indicators);
  return trends;
}

/* Years of a school on a line with some slope; margins and the rounding of whole numbers give each
 * the same standard error. */
static void add_line(sample *data, const char *unit, const char *indicator, int grade, double slope,
                     int n) {
  for (int year = 0; year < 4; year++) {
    const sample_cell cell = {.unit = unit,
                              .indicator = indicator,
                              .period = 2022 + year,
                              .grade = grade,
                              .value = 50 + slope * year,
                              .decimals = 3,
                              .n = n,
                              .margin = 2,
                              .has = TELL__HAS_N | TELL__HAS_MARGIN};
    sample_add(data, &cell, 1);
  }
}

typedef struct made {
  tell_dataset *dataset;
  tell_release *release;
  const tell_table *trends;
} made;

static made release_of(const tell_catalogue *catalogue, const char *policy, sample *data,
                       const tell_trends_options *options) {
  made out = {.dataset = sample_finish(data)};
  tell_table *set = NULL, *trends = NULL;
  assert_int_equal(tell_indicators_compute(out.dataset, &set, NULL), TELL_OK);
  assert_int_equal(tell_trends_compute_with(catalogue, set, options, &trends, NULL), TELL_OK);
  assert_int_equal(
      tell_release_create(catalogue, policy, out.dataset, set, trends, &out.release, NULL),
      TELL_OK);
  out.trends = tell_release_table(out.release, TELL_RELEASE_TRENDS);
  tell_table_free(trends);
  tell_table_free(set);
  return out;
}

static void free_made(made *of) {
  tell_release_free(of->release);
  tell_dataset_free(of->dataset);
}

static int64_t row_of(const tell_table *t, const char *unit, const char *indicator) {
  return sample_row(t, SAMPLE_PICK(.unit = unit, .indicator = indicator));
}

/* Four schools of one municipality and one of another. */
static sample *two_municipalities(const tell_catalogue *catalogue) {
  sample *data = sample_begin(catalogue);
  static const char *const units[] = {"900000001", "900000002", "900000003", "900000004"};
  static const double slopes[] = {3.0, 1.2, -0.92, 0.1};
  sample_unit(data, "4601", "46", NULL);
  sample_unit(data, "4602", "46", NULL);
  for (int i = 0; i < 4; i++) {
    sample_unit(data, units[i], "4601", NULL);
    add_line(data, units[i], "np_lesing", 8, slopes[i], 50);
  }
  sample_unit(data, "900000009", "4602", NULL);
  add_line(data, "900000009", "np_lesing", 8, 1.05, 50);
  return data;
}

/* The p of a row without any adjustment, from its slope and error. */
static double raw_p(const tell_table *t, int64_t row) {
  return erfc(fabs(sample_real(t, row, "slope") / sample_real(t, row, "slope_se")) / sqrt(2));
}

static void test_families_default_is_the_municipality_by_bh(void **state) {
  made of = release_of(*state, "none", two_municipalities(*state), NULL);
  const tell_table *t = of.trends;
  int64_t a = row_of(t, "900000001", "np_lesing"), b = row_of(t, "900000002", "np_lesing");
  int64_t c = row_of(t, "900000003", "np_lesing"), d = row_of(t, "900000004", "np_lesing");
  int64_t total = row_of(t, "4601", "np_lesing"), other = row_of(t, "900000009", "np_lesing");
  assert_string_equal(sample_text(t, a, "test_family"), "municipality 4601");
  assert_string_equal(sample_text(t, total, "test_family"), "municipality 4601");
  assert_string_equal(sample_text(t, other, "test_family"), "municipality 4602");
  assert_string_equal(sample_text(t, a, "adjustment"), "bh");
  assert_int_equal(sample_whole(t, a, "test_family_size"), 5);
  assert_int_equal(sample_whole(t, other, "test_family_size"), 2);
  /* Five tests in order: a, total, b, c, d. */
  double p[] = {raw_p(t, a), raw_p(t, total), raw_p(t, b), raw_p(t, c), raw_p(t, d)};
  for (int i = 1; i < 5; i++)
    assert_true(p[i - 1] < p[i]);
  NEAR(sample_real(t, a, "p"), p[0]);
  NEAR(sample_real(t, a, "p_adjusted"), 5 * p[0]);
  NEAR(sample_real(t, total, "p_adjusted"), fmin(5 * p[1] / 2, 5 * p[2] / 3));
  NEAR(sample_real(t, b, "p_adjusted"), fmin(5 * p[2] / 3, 5 * p[3] / 4));
  NEAR(sample_real(t, c, "p_adjusted"), 5 * p[3] / 4);
  NEAR(sample_real(t, d, "p_adjusted"), p[4]);
  assert_string_equal(sample_text(t, a, "verdict"), "rising");
  assert_string_equal(sample_text(t, d, "verdict"), "no_clear_change");
  /* c alone is clear, among five it is not; the other school is clear in its own municipality. */
  assert_true(p[3] <= 0.05 && 5 * p[3] / 4 > 0.05);
  assert_string_equal(sample_text(t, c, "verdict"), "no_clear_change");
  assert_string_equal(sample_text(t, other, "verdict"), "rising");
  free_made(&of);
}

static tell_trends_options *options_of(int32_t adjust, int32_t family) {
  tell_trends_options *options = NULL;
  assert_int_equal(tell_trends_options_create(&options, NULL), TELL_OK);
  assert_int_equal(tell_trends_options_set_adjust(options, adjust, NULL), TELL_OK);
  assert_int_equal(tell_trends_options_set_family(options, family, NULL), TELL_OK);
  return options;
}

static void test_families_options_choose_adjustment_and_family(void **state) {
  static const char *const ids[] = {"none", "holm", "bh", "by"};
  for (int32_t adjust = TELL_ADJUST_NONE; adjust <= TELL_ADJUST_BY; adjust++) {
    tell_trends_options *options = options_of(adjust, TELL_TRENDS_FAMILY_ALL);
    made of = release_of(*state, "none", two_municipalities(*state), options);
    const tell_table *t = of.trends;
    int64_t a = row_of(t, "900000001", "np_lesing");
    double p = sample_real(t, a, "p"), adjusted = sample_real(t, a, "p_adjusted");
    assert_string_equal(sample_text(t, a, "adjustment"), ids[adjust - 1]);
    assert_string_equal(sample_text(t, a, "test_family"), "all");
    assert_int_equal(sample_whole(t, a, "test_family_size"), 7);
    /* The smallest of seven: p, 7p, 7p, and 7p(1 + 1/2 + ... + 1/7) = 18.15p. */
    const double factors[] = {1, 7, 7, 18.15};
    NEAR(adjusted, factors[adjust - 1] * p);
    free_made(&of);
    tell_trends_options_free(options);
  }
}

static void test_families_of_units_stand_alone(void **state) {
  tell_trends_options *options = options_of(TELL_ADJUST_HOLM, TELL_TRENDS_FAMILY_UNIT);
  sample *data = two_municipalities(*state);
  add_line(data, "900000003", "np_regning", 8, 0.2, 50);
  made of = release_of(*state, "none", data, options);
  const tell_table *t = of.trends;
  int64_t b = row_of(t, "900000002", "np_lesing"), c = row_of(t, "900000003", "np_lesing");
  assert_string_equal(sample_text(t, c, "test_family"), "unit school 900000003");
  assert_int_equal(sample_whole(t, b, "test_family_size"), 1);
  assert_true(sample_real(t, b, "p_adjusted") == sample_real(t, b, "p"));
  assert_int_equal(sample_whole(t, c, "test_family_size"), 2);
  NEAR(sample_real(t, c, "p_adjusted"), 2 * sample_real(t, c, "p"));
  free_made(&of);
  tell_trends_options_free(options);
}

static void add_local(sample *data, const char *unit, double slope, int n) {
  for (int year = 0; year < 4; year++) {
    const sample_cell cell = {.unit = unit,
                              .indicator = "np_regning",
                              .source = "local",
                              .period = 2022 + year,
                              .grade = 8,
                              .value = 50 + slope * year,
                              .decimals = 3,
                              .n = n,
                              .sd = 10,
                              .has = TELL__HAS_N | TELL__HAS_SD};
    sample_add(data, &cell, 1);
  }
}

static made with_hidden(const tell_catalogue *catalogue, double hidden_slope, const char *policy) {
  sample *data = sample_begin(catalogue);
  sample_unit(data, "4601", "46", NULL);
  static const char *const units[] = {"900000001", "900000002", "900000003", "900000004"};
  for (int i = 0; i < 4; i++) {
    sample_unit(data, units[i], "4601", NULL);
    add_local(data, units[i], i == 3 ? hidden_slope : 0.6 * i, i == 3 ? 6 : 100);
  }
  return release_of(catalogue, policy, data, NULL);
}

/* What a hidden school's years did must not be seen in any cell of another. */
static void test_families_hidden_trend_counts_as_a_test_and_tells_nothing(void **state) {
  made still = with_hidden(*state, 0, "public"), steep = with_hidden(*state, 20, "public");
  made open = with_hidden(*state, 20, "none");
  int64_t small = row_of(still.trends, "900000004", "np_regning");
  int64_t seen = row_of(still.trends, "900000003", "np_regning");
  assert_int_equal(sample_state(steep.trends, small, "p"), TELL_STATE_HIDDEN);
  assert_int_equal(sample_state(steep.trends, small, "p_adjusted"), TELL_STATE_HIDDEN);
  assert_int_equal(sample_state(steep.trends, small, "verdict"), TELL_STATE_HIDDEN);
  assert_int_equal(sample_state(steep.trends, small, "agreement"), TELL_STATE_HIDDEN);
  assert_int_equal(sample_state(steep.trends, small, "smallest_change"), TELL_STATE_HIDDEN);
  assert_int_equal(sample_state(steep.trends, small, "year_sd"), TELL_STATE_HIDDEN);
  /* Four schools and the municipality, whose trend is hidden with that of its school. */
  assert_int_equal(sample_whole(steep.trends, seen, "test_family_size"), 5);
  for (int64_t row = 0; row < tell_table_row_count(still.trends); row++) {
    assert_int_equal(sample_whole(still.trends, row, "test_family_size"),
                     sample_whole(steep.trends, row, "test_family_size"));
    if (sample_state(still.trends, row, "p") != TELL_STATE_PRESENT)
      continue;
    assert_true(sample_real(still.trends, row, "p_adjusted") ==
                sample_real(steep.trends, row, "p_adjusted"));
    assert_string_equal(sample_text(still.trends, row, "verdict"),
                        sample_text(steep.trends, row, "verdict"));
  }
  /* Nothing hidden: the steep school is a test like the others, and theirs weigh less. */
  int64_t there = row_of(open.trends, "900000003", "np_regning");
  assert_true(sample_real(open.trends, there, "p_adjusted") <
              sample_real(steep.trends, seen, "p_adjusted"));
  free_made(&open);
  free_made(&steep);
  free_made(&still);
}

/* R: rma(c(50, 44, 52, 41), sei = rep(s, 4), mods = ~ c(0, 1, 2, 3), method = "DL", test = "knha"),
 * s² = (2/qnorm(0.975))² + 0.001²/12, times (qt(0.975, 99)/qnorm(0.975))². */
static void test_trends_uneven_years_get_year_effects(void **state) {
  tell_table *t = trends_with(*state,
                              HEAD "811111111;np_lesing;2022;8;50.000;100;2\n"
                                   "811111111;np_lesing;2023;8;44.000;100;2\n"
                                   "811111111;np_lesing;2024;8;52.000;100;2\n"
                                   "811111111;np_lesing;2025;8;41.000;100;2",
                              NULL);
  assert_string_equal(sample_text(t, 0, "method"), "random_dl");
  NEAR(sample_real(t, 0, "slope"), -1.899999999999999);
  NEAR(sample_real(t, 0, "slope_se"), 2.463736998950982);
  NEAR(sample_real(t, 0, "slope_p"), 0.5212450008549792);
  NEAR(sample_real(t, 0, "year_sd"), 5.4113583890913164);
  assert_true(sample_real(t, 0, "q_p") < 0.05);
  assert_string_equal(sample_text(t, 0, "verdict"), "no_clear_change");
  assert_string_equal(sample_text(t, 0, "agreement"), "disagree");
  tell_table_free(t);
}

/* The same years by the fixed line: -1.9·√5/s with s as above. */
static void test_trends_without_year_effects_are_the_fixed_line(void **state) {
  tell_trends_options *options = NULL;
  assert_int_equal(tell_trends_options_create(&options, NULL), TELL_OK);
  assert_int_equal(tell_trends_options_set_year_effects(options, 0, NULL), TELL_OK);
  tell_table *t = trends_with(*state,
                              HEAD "811111111;np_lesing;2022;8;50.000;100;2\n"
                                   "811111111;np_lesing;2023;8;44.000;100;2\n"
                                   "811111111;np_lesing;2024;8;52.000;100;2\n"
                                   "811111111;np_lesing;2025;8;41.000;100;2",
                              options);
  double s = 1.0123741901574048 * sqrt(pow(2 / 1.959963984540054, 2) + 1e-6 / 12);
  assert_string_equal(sample_text(t, 0, "method"), "wls_known_se");
  NEAR(sample_real(t, 0, "slope"), -1.9);
  NEAR(sample_real(t, 0, "slope_se"), s / sqrt(5));
  NEAR(sample_real(t, 0, "year_sd"), 0);
  assert_true(sample_real(t, 0, "q_p") < 0.05);
  tell_table_free(t);
  tell_trends_options_free(options);
}

static void test_trends_smallest_change_is_that_of_the_slope(void **state) {
  tell_trends_options *options = NULL;
  assert_int_equal(tell_trends_options_create(&options, NULL), TELL_OK);
  assert_int_equal(tell_trends_options_set_power(options, 0.9, NULL), TELL_OK);
  assert_int_equal(tell_trends_options_set_level(options, 0.99, NULL), TELL_OK);
  static const char text[] = HEAD "811111111;np_lesing;2022;8;50.000;100;2\n"
                                  "811111111;np_lesing;2023;8;51.000;100;2\n"
                                  "811111111;np_lesing;2025;8;51.500;100;2";
  tell_table *usual = trends_with(*state, text, NULL), *strict = trends_with(*state, text, options);
  double se = sample_real(usual, 0, "slope_se");
  /* R: qnorm(0.975) + qnorm(0.8), qnorm(0.995) + qnorm(0.9) */
  NEAR(sample_real(usual, 0, "smallest_change"), 3 * 2.8015852181129683 * se);
  NEAR(sample_real(strict, 0, "smallest_change"), 3 * 3.857380869077968 * se);
  NEAR(sample_real(strict, 0, "slope_hi") - sample_real(strict, 0, "slope_lo"),
       2 * 2.5758293035489004 * se);
  NEAR(sample_real(strict, 0, "confidence"), 0.99);
  NEAR(sample_real(strict, 0, "power"), 0.9);
  assert_int_equal(sample_state(usual, 0, "agreement"), TELL_STATE_TOO_FEW);
  tell_table_free(strict);
  tell_table_free(usual);
  tell_trends_options_free(options);
}

static void test_trends_too_few_years_because_of_a_break_say_break(void **state) {
  tell_table *t = trends_with(*state,
                              HEAD "811111111;np_lesing;2020;8;50;100;2\n"
                                   "811111111;np_lesing;2021;8;51;100;2\n"
                                   "811111111;np_lesing;2023;8;52;100;2\n"
                                   "811111111;np_lesing;2024;8;53;100;2\n"
                                   "811111112;np_lesing;2021;8;51;100;2\n"
                                   "811111112;np_lesing;2022;8;52;100;2",
                              NULL);
  assert_int_equal(tell_table_row_count(t), 4);
  assert_string_equal(sample_text(t, 0, "verdict"), "too_few");
  assert_string_equal(sample_text(t, 1, "verdict"), "break");
  assert_int_equal(sample_whole(t, 1, "break_period"), 2022);
  assert_int_equal(sample_whole(t, 0, "break_period"), 2016);
  /* One and one year would be too few without a break as well. */
  assert_string_equal(sample_text(t, 3, "verdict"), "too_few");
  assert_int_equal(sample_state(t, 1, "p"), TELL_STATE_TOO_FEW);
  tell_table_free(t);
}

static void test_trends_without_a_break_have_no_break_period(void **state) {
  tell_table *t = trends_with(
      *state, "unit;indicator;source;period;value\n811111111;elever;udir-gsi;2021;300", NULL);
  assert_int_equal(sample_state(t, 0, "break_period"), TELL_STATE_MISSING);
  tell_table_free(t);
}

/* Order tests that no order could make clear are no tests of a family. */
static void test_families_count_only_tests_that_can_say_something(void **state) {
  sample *data = sample_begin(*state);
  sample_unit(data, "4601", "46", NULL);
  sample_unit(data, "900000001", "4601", NULL);
  sample_unit(data, "900000002", "4601", NULL);
  for (int year = 0; year < 5; year++) {
    const sample_cell cell = {.unit = "900000001",
                              .indicator = "elever",
                              .source = "udir-gsi",
                              .period = 2021 + year,
                              .value = 300 + year};
    sample_add(data, &cell, 1);
    sample_cell other = cell;
    other.unit = "900000002";
    if (year > 0)
      sample_add(data, &other, 1);
  }
  made of = release_of(*state, "none", data, NULL);
  int64_t five = row_of(of.trends, "900000001", "elever");
  int64_t four = row_of(of.trends, "900000002", "elever");
  assert_int_equal(sample_state(of.trends, four, "p"), TELL_STATE_MISSING);
  assert_int_equal(sample_state(of.trends, four, "p_adjusted"), TELL_STATE_MISSING);
  assert_string_equal(sample_text(of.trends, four, "verdict"), "too_few");
  NEAR(sample_real(of.trends, five, "p"), 1 / 60.0);
  NEAR(sample_real(of.trends, five, "p"), sample_real(of.trends, five, "mk_p"));
  free_made(&of);
}

static void check_sentence(const tell_catalogue *catalogue, const made *of, int64_t row,
                           const char *expected) {
  tell_buffer *buffer = NULL;
  assert_int_equal(tell_buffer_create(&buffer, NULL), TELL_OK);
  assert_int_equal(tell_wording_trend(catalogue, of->release, row, TELL_LANGUAGE_NB, buffer, NULL),
                   TELL_OK);
  assert_string_equal(tell_buffer_text(buffer), expected);
  tell_buffer_free(buffer);
}

static void test_families_sentences_say_how_many_were_judged_together(void **state) {
  made of = release_of(*state, "none", two_municipalities(*state), NULL);
  check_sentence(*state, &of, row_of(of.trends, "900000001", "np_lesing"),
                 "Nasjonal prøve i lesing, 8. trinn: tallet for 900000001 gikk opp med om lag 3,0 "
                 "skalapoeng per skoleår fra 2022-23 til 2025-26. Endringen er tydelig også når 5 "
                 "serier over tid for kommunen og skolene i den vurderes samlet.");
  check_sentence(*state, &of, row_of(of.trends, "900000003", "np_lesing"),
                 "Nasjonal prøve i lesing, 8. trinn: ingen tydelig endring for 900000003 fra "
                 "2022-23 til 2025-26 når 5 serier over tid for kommunen og skolene i den "
                 "vurderes samlet – blant så mange kan noen skille seg ut tilfeldig.");
  free_made(&of);
}

/* Of its own trends only: not those of the schools in it, which have families of their own. */
static void test_families_sentence_of_a_unit_alone_does_not_speak_of_its_schools(void **state) {
  tell_trends_options *options = options_of(TELL_ADJUST_BH, TELL_TRENDS_FAMILY_UNIT);
  sample *data = two_municipalities(*state);
  add_line(data, "900000003", "np_regning", 8, 0.2, 50);
  made of = release_of(*state, "none", data, options);
  int64_t row = row_of(of.trends, "4601", "np_lesing");
  tell_buffer *buffer = NULL;
  assert_string_equal(sample_text(of.trends, row, "test_family"), "unit municipality 4601");
  assert_int_equal(sample_whole(of.trends, row, "test_family_size"), 2);
  assert_int_equal(tell_buffer_create(&buffer, NULL), TELL_OK);
  assert_int_equal(tell_wording_trend(*state, of.release, row, TELL_LANGUAGE_NB, buffer, NULL),
                   TELL_OK);
  assert_non_null(strstr(tell_buffer_text(buffer),
                         "Endringen er tydelig også når 2 serier over tid for samme enhet "
                         "vurderes samlet."));
  tell_buffer_free(buffer);
  free_made(&of);
  tell_trends_options_free(options);
}

/* The year that is told is the break's, not that of the first figure after it. */
static void test_trends_sentence_of_a_break_names_its_year(void **state) {
  sample *data = sample_begin(*state);
  sample_read(data, HEAD "811111111;np_lesing;2020;8;50;100;2\n"
                         "811111111;np_lesing;2021;8;51;100;2\n"
                         "811111111;np_lesing;2023;8;52;100;2");
  made of = release_of(*state, "none", data, NULL);
  check_sentence(*state, &of, 1,
                 "Nasjonal prøve i lesing, 8. trinn: tallene for 811111111 kan ikke sammenlignes "
                 "over tid: brudd i 2022-23.");
  free_made(&of);
}

static void test_trends_options_refuse_what_cannot_be(void **state) {
  tell_trends_options *options = NULL;
  tell_error *err = NULL;
  (void)state;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_trends_options_create(NULL, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_trends_options_create(&options, err), TELL_OK);
  const double bad[] = {0.4, 1, NAN, -1, INFINITY};
  for (int i = 0; i < 5; i++) {
    assert_int_equal(tell_trends_options_set_level(options, bad[i], err), TELL_E_ARGUMENT);
    assert_int_equal(tell_trends_options_set_power(options, bad[i], err), TELL_E_ARGUMENT);
    assert_true(tell_error_message(err)[0] != '\0');
  }
  assert_int_equal(tell_trends_options_set_adjust(options, 0, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_trends_options_set_adjust(options, 5, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_trends_options_set_family(options, 0, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_trends_options_set_family(options, 4, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_trends_options_set_year_effects(options, 2, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_trends_options_set_level(NULL, 0.9, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_trends_options_set_level(options, 0.9, err), TELL_OK);
  tell_trends_options_free(options);
  tell_trends_options_free(NULL);
  tell_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_families_default_is_the_municipality_by_bh),
      cmocka_unit_test(test_families_options_choose_adjustment_and_family),
      cmocka_unit_test(test_families_of_units_stand_alone),
      cmocka_unit_test(test_families_hidden_trend_counts_as_a_test_and_tells_nothing),
      cmocka_unit_test(test_trends_uneven_years_get_year_effects),
      cmocka_unit_test(test_trends_without_year_effects_are_the_fixed_line),
      cmocka_unit_test(test_trends_smallest_change_is_that_of_the_slope),
      cmocka_unit_test(test_trends_too_few_years_because_of_a_break_say_break),
      cmocka_unit_test(test_trends_without_a_break_have_no_break_period),
      cmocka_unit_test(test_families_count_only_tests_that_can_say_something),
      cmocka_unit_test(test_families_sentences_say_how_many_were_judged_together),
      cmocka_unit_test(test_families_sentence_of_a_unit_alone_does_not_speak_of_its_schools),
      cmocka_unit_test(test_trends_sentence_of_a_break_names_its_year),
      cmocka_unit_test(test_trends_options_refuse_what_cannot_be),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
