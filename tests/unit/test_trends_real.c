/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trends of published figures. Slopes and errors by R 4.2.2 from the figures in
 * the files: solve(t(X) %*% W %*% X) with W = 1/se², se² = (margin/qnorm(0.975))² + 1/12; where
 * Q of that line has p < 0.05, with year effects by the moment formula of DerSimonian and Laird
 * for a line, tr(P) = tr(W) − tr((X'WX)⁻¹X'W²X), and Knapp and Hartung's factor.
 * Skipped where the files are not there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mapped.h"
#include "near.h"
#include "published.h"
#include "sample.h"
#include "telling/trends.h"

typedef struct made {
  tell_dataset *dataset;
  tell_table *set, *trends;
  tell_release *release;
  const tell_table *released;
} made;

static made trends_of(const tell_catalogue *catalogue, const char *mapping, const char *name,
                      const tell_indicators_options *options) {
  made of = {.dataset = mapped_real(catalogue, mapping, name)};
  assert_int_equal(tell_indicators_compute_with(of.dataset, options, &of.set, NULL), TELL_OK);
  assert_int_equal(tell_trends_compute(catalogue, of.set, &of.trends, NULL), TELL_OK);
  assert_int_equal(
      tell_release_create(catalogue, NULL, of.dataset, of.set, of.trends, &of.release, NULL),
      TELL_OK);
  of.released = tell_release_table(of.release, TELL_RELEASE_TRENDS);
  return of;
}

static void free_made(made *of) {
  tell_release_free(of->release);
  tell_table_free(of->trends);
  tell_table_free(of->set);
  tell_dataset_free(of->dataset);
}

typedef struct line {
  const char *unit, *indicator;
  int grade, points;
  const char *method, *verdict;
  double slope, se, p_adjusted; /* p_adjusted by p.adjust(p, "BH") of eight */
} line;

/* Six tests of a unit, pupils and teachers are a family. Grade 8 of Bergen in 2022-23 stands on
 * 1 698 to 1 944 pupils of 2 900: left out, participation under 0.80. */
static const line lines[] = {
    {"4601", "np_engelsk", 5, 4, "random_dl", "no_clear_change", -0.197264590402, 0.285403566041,
     0.747868},
    {"4601", "np_lesing", 5, 4, "wls_known_se", "falling", -0.600498257657, 0.152203497009,
     0.000318715},
    {"4601", "np_regning", 5, 4, "wls_known_se", "falling", -0.400001289194, 0.158174381768,
     0.0305154},
    {"4601", "np_engelsk", 8, 3, "wls_known_se", "rising", 0.999999999994, 0.231138491286,
     0.000121247},
    {"4601", "np_lesing", 8, 3, "wls_known_se", "no_clear_change", 0.486172727672, 0.240537102554,
     0.0865189},
    {"4601", "np_regning", 8, 3, "random_dl", "no_clear_change", -0.004560042766, 0.574693248090,
     1},
    {"46", "np_engelsk", 5, 4, "wls_known_se", "no_clear_change", 0, 0.136951715892, 1},
    {"46", "np_lesing", 5, 4, "wls_known_se", "falling", -0.699999842895, 0.136951676574,
     2.55972e-06},
    {"46", "np_regning", 5, 4, "wls_known_se", "no_clear_change", -0.299999546259, 0.136951771472,
     0.0759585},
    {"46", "np_engelsk", 8, 4, "wls_known_se", "rising", 0.599998021215, 0.136952128619,
     4.72373e-05},
    {"46", "np_lesing", 8, 4, "random_dl", "no_clear_change", 0.000001288364, 0.316228111796, 1},
    {"46", "np_regning", 8, 4, "random_dl", "no_clear_change", -0.399999273268, 0.346410528764,
     0.588073}};

static void test_trends_of_bergen_and_vestland(void **state) {
  made of = trends_of(*state, published_reference, "bergen-vestland-referanse-udir.csv", NULL);
  const tell_table *t = of.released;
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    const line *expected = &lines[i];
    const sample_pick pick = {
        .unit = expected->unit, .indicator = expected->indicator, .grade = expected->grade};
    int64_t row = sample_row(t, &pick);
    assert_int_equal(sample_whole(t, row, "points"), expected->points);
    assert_int_equal(sample_whole(t, row, "points_left_out"), 4 - expected->points);
    assert_string_equal(sample_text(t, row, "method"), expected->method);
    assert_double_near(sample_real(t, row, "slope"), expected->slope, 1e-9, 1e-10);
    assert_double_near(sample_real(t, row, "slope_se"), expected->se, 1e-9, 0);
    assert_int_equal(sample_whole(t, row, "test_family_size"), 8);
    assert_double_near(sample_real(t, row, "p_adjusted"), expected->p_adjusted, 1e-5, 0);
    assert_string_equal(sample_text(t, row, "verdict"), expected->verdict);
  }
  free_made(&of);
}

/* Points without any spread, three years: no order of them could say anything. */
static void test_trends_of_bergens_points_are_too_few(void **state) {
  made of = trends_of(*state, published_reference, "bergen-vestland-referanse-udir.csv", NULL);
  int64_t row =
      sample_row(of.released, SAMPLE_PICK(.unit = "4601", .indicator = "grunnskolepoeng"));
  assert_string_equal(sample_text(of.released, row, "years"), "2022-23 2023-24 2024-25");
  assert_string_equal(sample_text(of.released, row, "verdict"), "too_few");
  assert_int_equal(sample_state(of.released, row, "slope"), TELL_STATE_MISSING);
  free_made(&of);
}

/* No exams from 2019-20 to 2021-22: three stretches, and no line from one to another. */
static void test_trends_of_points_stop_at_the_years_without_exams(void **state) {
  made of =
      trends_of(*state, published_ssb_points, "ssb-07495-grunnskolepoeng-2019-2026.csv", NULL);
  const tell_table *t = of.released;
  static const char *const years[] = {"2018-19", "2019-20 2020-21 2021-22",
                                      "2022-23 2023-24 2024-25 2025-26"};
  static const char *const units[] = {"I", "03", "46"};
  for (int unit = 0; unit < 3; unit++)
    for (int segment = 1; segment <= 3; segment++) {
      const sample_pick pick = {.unit = units[unit], .segment = segment};
      int64_t row = sample_row(t, &pick);
      int is_empty = unit == 2 && segment == 1; /* Vestland is of 2020 */
      assert_int_equal(sample_whole(t, row, "points"), is_empty       ? 0
                                                       : segment == 1 ? 1
                                                                      : segment + 1);
      if (!is_empty)
        assert_string_equal(sample_text(t, row, "years"), years[segment - 1]);
      if (segment > 1)
        assert_int_equal(sample_whole(t, row, "break_period"), segment == 2 ? 2019 : 2022);
      assert_string_equal(sample_text(t, row, "verdict"), "too_few");
      assert_int_not_equal(sample_state(t, row, "p"), TELL_STATE_PRESENT);
    }
  free_made(&of);
}

/* Medians of the pairwise slopes by hand: Norway 42,4 42,2 42,2 42,4: −0.2 −0.1 0 0 0.1 0.2. */
static void test_trends_of_points_have_the_median_slope_of_their_stretch(void **state) {
  made of =
      trends_of(*state, published_ssb_points, "ssb-07495-grunnskolepoeng-2019-2026.csv", NULL);
  const tell_table *t = of.released;
  int64_t row = sample_row(t, SAMPLE_PICK(.unit = "I", .segment = 3));
  assert_double_near(sample_real(t, row, "sen_slope"), 0, 0, 1e-12);
  assert_double_near(sample_real(t, row, "mk_p"), 1, 1e-12, 0);
  row = sample_row(t, SAMPLE_PICK(.unit = "46", .segment = 2)); /* 43,2 43,5 43,6 */
  assert_double_near(sample_real(t, row, "sen_slope"), 0.2, 1e-9, 0);
  assert_double_near(sample_real(t, row, "mk_p"), 2 / 6.0, 1e-12, 0);
  free_made(&of);
}

/* new = mean' + sd'/sd·(old − mean), with the country's four figures of the year and test in
 * ssb-np-omskalering-2014-2021.csv. */
static void test_trends_old_figures_of_ssb_are_corrected_as_ssb_says(void **state) {
  static const struct {
    const char *unit, *indicator;
    int period;
    double old, mean, sd, new_mean, new_sd;
  } checks[] = {{"I", "np_engelsk", 2018, 50, 50.22, 9.70, 51.50, 10.18},
                {"12", "np_lesing", 2018, 49, 50.02, 9.49, 50.71, 10.01},
                {"14", "np_regning", 2018, 51, 49.99, 9.67, 51.10, 10.37},
                {"03", "np_engelsk", 2019, 53, 50.21, 9.74, 51.66, 10.49},
                {"12", "np_regning", 2019, 49, 49.87, 9.57, 50.40, 9.93},
                {"03", "np_lesing", 2019, 52, 50.01, 9.38, 50.39, 9.58}};
  tell_indicators_options *options = NULL;
  assert_int_equal(tell_indicators_options_create(&options, NULL), TELL_OK);
  assert_int_equal(tell_indicators_options_set_rescaled(options, 1, NULL), TELL_OK);
  made of =
      trends_of(*state, published_ssb_tests, "ssb-np8-gamle-skalapoeng-2018-2019.csv", options);
  for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
    sample_pick pick = {.unit = checks[i].unit,
                        .indicator = checks[i].indicator,
                        .period = checks[i].period,
                        .origin = "published",
                        .source = "ssb"};
    assert_double_near(sample_real(of.set, sample_row(of.set, &pick), "value"), checks[i].old, 0,
                       0);
    pick.source = "ssb-np-corrected";
    double expected =
        checks[i].new_mean + checks[i].new_sd / checks[i].sd * (checks[i].old - checks[i].mean);
    assert_double_near(sample_real(of.set, sample_row(of.set, &pick), "value"), expected, 1e-12, 0);
  }
  free_made(&of);
  tell_indicators_options_free(options);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_trends_of_bergen_and_vestland),
      cmocka_unit_test(test_trends_of_bergens_points_are_too_few),
      cmocka_unit_test(test_trends_of_points_stop_at_the_years_without_exams),
      cmocka_unit_test(test_trends_of_points_have_the_median_slope_of_their_stretch),
      cmocka_unit_test(test_trends_old_figures_of_ssb_are_corrected_as_ssb_says),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
