/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines with year effects and what lines are used for: against metafor, and matrix algebra. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "near.h"
#include "oracle.h"
#include "random.h"
#include "stats/slope_use.h"

enum { MOST = 64 };

static size_t read_series(const oracle *r, double series, tell__stats_point *points) {
  size_t count = 0;
  for (size_t i = 0; i < oracle_rows(r); i++)
    if (oracle_number(r, i, "series") == series) {
      assert_true(count < MOST);
      points[count++] = (tell__stats_point){
          oracle_number(r, i, "year"), oracle_number(r, i, "value"), oracle_number(r, i, "se"), 1};
    }
  return count;
}

static const struct {
  const char *r, *id;
  tell__stats_slope_method method;
} methods[] = {{"DL", "random_dl", TELL__SLOPE_DL},
               {"REML", "random_reml", TELL__SLOPE_REML},
               {"PM", "random_pm", TELL__SLOPE_PM}};

static size_t method_of(const char *r) {
  for (size_t i = 0; i < 3; i++)
    if (strcmp(methods[i].r, r) == 0)
      return i;
  fail();
  return 0;
}

/* metafor's REML and PM stop near their root: τ² to about 1e-9. */
static void test_random_slope_agrees_with_metafor(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/fit_points.csv");
  oracle *answers = oracle_own("stats/fit_answers.csv");
  for (size_t i = 0; i < oracle_rows(answers); i++) {
    tell__stats_point points[MOST];
    size_t k = read_series(r, oracle_number(answers, i, "series"), points);
    size_t method = method_of(oracle_text(answers, i, "method"));
    double relative = method == 0 ? 1e-10 : 1e-7;
    tell__stats_fitted f = tell__stats_slope_fit(points, k, methods[method].method, 0.95);
    assert_int_equal(f.slope.slope.state, TELL_STAT_OK);
    assert_string_equal(f.slope.slope.method, methods[method].id);
    assert_double_near(f.tau2, oracle_number(answers, i, "tau2"), relative, 1e-9);
    assert_double_near(f.slope.slope.value, oracle_number(answers, i, "slope"), relative, 0);
    assert_double_near(f.slope.slope.se, oracle_number(answers, i, "se"), relative, 0);
    assert_double_near(f.slope.slope.lo, oracle_number(answers, i, "lo"), relative, 1e-8);
    assert_double_near(f.slope.slope.hi, oracle_number(answers, i, "hi"), relative, 1e-8);
    assert_double_near(f.slope.z, oracle_number(answers, i, "t"), relative, 0);
    assert_double_near(f.slope.p, oracle_number(answers, i, "p"), 10 * relative, 0);
    assert_double_near(f.slope.intercept, oracle_number(answers, i, "intercept"), relative, 0);
    assert_double_near(f.slope.q, oracle_number(answers, i, "q"), 1e-9, 0);
    assert_double_near(f.slope.q_p, oracle_number(answers, i, "q_p"), 1e-8, 0);
    assert_double_near(f.df, (double)k - 2, 0, 0);
    tell__stats_predicted at = tell__stats_slope_predict(&f, oracle_number(answers, i, "at"), 0.95);
    assert_double_near(at.line.value, oracle_number(answers, i, "line"), relative, 0);
    assert_double_near(at.line.se, oracle_number(answers, i, "line_se"), relative, 0);
    assert_double_near(at.line.lo, oracle_number(answers, i, "line_lo"), relative, 0);
    assert_double_near(at.line.hi, oracle_number(answers, i, "line_hi"), relative, 0);
    assert_double_near(at.new_lo, oracle_number(answers, i, "new_lo"), relative, 1e-6);
    assert_double_near(at.new_hi, oracle_number(answers, i, "new_hi"), relative, 1e-6);
  }
  oracle_close(answers);
  oracle_close(r);
}

static void random_series(uint64_t *state, tell__stats_point *points, size_t k) {
  for (size_t i = 0; i < k; i++)
    points[i] = (tell__stats_point){2007 + (double)i + (double)(i > 4) * 2,
                                    40 + floor(200 * random_unit(state)) / 10,
                                    0.2 + 3 * random_unit(state), 1};
}

/* The definition of PM: with its weights the residuals weigh k − 2; s² is 1. */
static void test_random_slope_pm_balances_the_residuals(void **test) {
  (void)test;
  uint64_t state = 15;
  for (int round = 0; round < random_rounds(300); round++) {
    tell__stats_point points[9], wider[9];
    random_series(&state, points, 9);
    tell__stats_fitted f = tell__stats_slope_fit(points, 9, TELL__SLOPE_PM, 0.95);
    assert_int_equal(f.slope.slope.state, TELL_STAT_OK);
    memcpy(wider, points, sizeof wider);
    for (int i = 0; i < 9; i++)
      wider[i].se = sqrt(points[i].se * points[i].se + f.tau2);
    tell__stats_fitted fixed = tell__stats_slope_fit(wider, 9, TELL__SLOPE_FIXED, 0.95);
    assert_double_near(fixed.slope.slope.value, f.slope.slope.value, 1e-11, 1e-12);
    if (f.tau2 > 0)
      assert_double_near(fixed.slope.q, 7, 1e-9, 0);
    else
      assert_true(fixed.slope.q <= 7);
  }
}

/* The restricted likelihood itself, from the 9 x 9 covariance: no τ² nearby has a larger one. */
static double likelihood(const tell__stats_point *points, size_t k, double tau2) {
  double w = 0, wx = 0, wy = 0, wxx = 0, wxy = 0, wyy = 0, logs = 0;
  for (size_t i = 0; i < k; i++) {
    double v = points[i].se * points[i].se + tau2, x = points[i].year - 2010, y = points[i].value;
    w += 1 / v, wx += x / v, wy += y / v, wxx += x * x / v, wxy += x * y / v, wyy += y * y / v;
    logs += log(v);
  }
  double det = w * wxx - wx * wx;
  double b = (w * wxy - wx * wy) / det, a = (wy - b * wx) / w;
  return -0.5 * (logs + log(det) + wyy - a * wy - b * wxy);
}

static void test_random_slope_reml_is_the_top_of_the_likelihood(void **test) {
  (void)test;
  uint64_t state = 16;
  for (int round = 0; round < random_rounds(300); round++) {
    tell__stats_point points[9];
    random_series(&state, points, 9);
    double tau2 = tell__stats_slope_fit(points, 9, TELL__SLOPE_REML, 0.95).tau2;
    double top = likelihood(points, 9, tau2);
    assert_true(top >= likelihood(points, 9, tau2 * 1.02 + 0.01));
    assert_true(top >= likelihood(points, 9, tau2 / 1.02));
  }
}

static void test_random_slope_any_order_gives_the_same_bits(void **test) {
  (void)test;
  uint64_t state = 17;
  for (int round = 0; round < random_rounds(200); round++) {
    tell__stats_point points[12], turned[12];
    random_series(&state, points, 12);
    /* The first point may be the last, the largest or the smallest error. */
    for (size_t i = 0; i < 12; i++)
      turned[(i * 5 + 3) % 12] = points[i];
    for (tell__stats_slope_method m = TELL__SLOPE_FIXED; m <= TELL__SLOPE_PM; m++) {
      tell__stats_fitted a = tell__stats_slope_fit(points, 12, m, 0.95);
      tell__stats_fitted b = tell__stats_slope_fit(turned, 12, m, 0.95);
      assert_true(a.slope.slope.value == b.slope.slope.value &&
                  a.slope.slope.lo == b.slope.slope.lo);
      assert_true(a.slope.slope.hi == b.slope.slope.hi && a.tau2 == b.tau2 &&
                  a.slope.p == b.slope.p);
    }
  }
}

static void test_random_slope_points_on_a_line_have_no_scatter(void **test) {
  (void)test;
  tell__stats_point points[] = {
      {2016, 0.1, 1, 1}, {2017, 0.2, 2, 1}, {2019, 0.4, 1, 1}, {2020, 0.5, 3, 1}};
  for (tell__stats_slope_method method = TELL__SLOPE_DL; method <= TELL__SLOPE_PM; method++) {
    tell__stats_fitted f = tell__stats_slope_fit(points, 4, method, 0.95);
    assert_int_equal(f.slope.slope.state, TELL_STAT_ZERO_VARIANCE);
    assert_double_near(f.slope.slope.value, 0.1, 1e-14, 0);
    assert_true(f.slope.slope.lo == f.slope.slope.hi && f.slope.z == 0 && f.slope.p == 0);
    assert_true(f.tau2 == 0);
    assert_int_equal(tell__stats_slope_predict(&f, 2022, 0.95).line.state, TELL_STAT_ZERO_VARIANCE);
  }
}

static void test_random_slope_edges_have_states(void **test) {
  (void)test;
  tell__stats_point points[] = {{2016, 1, 1, 1}, {2017, 2, 1, 1}, {2018, 9, 0, 0}};
  assert_int_equal(tell__stats_slope_fit(points, 2, TELL__SLOPE_PM, 0.95).slope.slope.state,
                   TELL_STAT_TOO_FEW_POINTS);
  tell__stats_fitted none = tell__stats_slope_fit(points, 3, TELL__SLOPE_DL, 0.95);
  assert_int_equal(none.slope.slope.state, TELL_STAT_NO_SPREAD);
  assert_int_equal(tell__stats_slope_predict(&none, 2020, 0.95).line.state, TELL_STAT_NO_SPREAD);
  assert_int_equal(tell__stats_slope_link(points, 3, &none, 2017, 1).slope.slope.state,
                   TELL_STAT_NO_SPREAD);
  points[2] = (tell__stats_point){2018, 9, 1, 1};
  assert_int_equal(tell__stats_slope_fit(points, 3, 0, 0.95).slope.slope.state,
                   TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_slope_fit(points, 3, 5, 0.95).slope.slope.state,
                   TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_slope_fit(points, 3, TELL__SLOPE_DL, 1).slope.slope.state,
                   TELL_STAT_DOMAIN_ERROR);
  tell__stats_fitted f = tell__stats_slope_fit(points, 3, TELL__SLOPE_DL, 0.95);
  assert_int_equal(tell__stats_slope_predict(&f, NAN, 0.95).line.state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_slope_link(points, 3, &f, 2017, -1).slope.slope.state,
                   TELL_STAT_DOMAIN_ERROR);
}

/* Very large and very small numbers: a state or numbers, never NaN. */
static void test_random_slope_huge_and_tiny_numbers_stay_numbers(void **test) {
  (void)test;
  const double sizes[] = {1e-99, 1e-60, 1e-20, 1, 1e20, 1e60, 1e99};
  uint64_t state = 18;
  for (int i = 0; i < 7 * 7 * 4; i++) {
    tell__stats_point points[5];
    random_series(&state, points, 5);
    for (int j = 0; j < 5; j++) {
      points[j].value *= sizes[i % 7] / 60;
      points[j].se *= sizes[i / 7 % 7] / 4;
    }
    tell__stats_fitted f = tell__stats_slope_fit(points, 5, 1 + i / 49, 0.95);
    const double numbers[] = {
        f.slope.slope.value, f.slope.slope.se, f.slope.slope.lo, f.slope.slope.hi, f.slope.z,
        f.slope.p,           f.tau2,           f.slope.q,        f.slope.intercept};
    for (int j = 0; j < 9; j++)
      assert_true(isfinite(numbers[j]));
  }
}

/* (X'V⁻¹X)⁻¹X'V⁻¹ applied to a shared error: the slope of a step of height one. */
static void test_slope_link_adds_the_slope_of_a_shared_step(void **test) {
  (void)test;
  uint64_t state = 19;
  for (int round = 0; round < random_rounds(200); round++) {
    tell__stats_point points[7], step[7];
    random_series(&state, points, 7);
    double link = 2006 + floor(10 * random_unit(&state)), error = 0.1 + random_unit(&state);
    memcpy(step, points, sizeof step);
    for (int i = 0; i < 7; i++)
      step[i].value = points[i].year >= link ? 1 : 0;
    tell__stats_fitted f = tell__stats_slope_fit(points, 7, TELL__SLOPE_FIXED, 0.95);
    tell__stats_fitted of_step = tell__stats_slope_fit(step, 7, TELL__SLOPE_FIXED, 0.95);
    tell__stats_fitted linked = tell__stats_slope_link(points, 7, &f, link, error);
    double added = of_step.slope.slope.value * error;
    double se = sqrt(f.slope.slope.se * f.slope.slope.se + added * added);
    assert_double_near(linked.slope.slope.se, se, 1e-12, 0);
    assert_double_near(linked.slope.slope.hi - linked.slope.slope.lo, 2 * 1.959963984540054 * se,
                       1e-12, 0);
    assert_true(linked.slope.slope.value == f.slope.slope.value);
    assert_double_near(linked.slope.p, erfc(fabs(f.slope.slope.value / se) / sqrt(2)), 1e-9, 0);
  }
}

/* PISA: two cycles, and a third so that there is a slope at all: one of no weight. */
static void test_slope_link_of_two_years_is_the_sum_of_three_variances(void **test) {
  (void)test;
  tell__stats_point points[] = {{2018, 499, 2.2, 1}, {2022, 477, 2.5, 1}, {2020, 488, 1e7, 1}};
  tell__stats_fitted f = tell__stats_slope_fit(points, 3, TELL__SLOPE_FIXED, 0.95);
  tell__stats_fitted linked = tell__stats_slope_link(points, 3, &f, 2022, 1.47);
  assert_double_near(4 * linked.slope.slope.se, sqrt(2.2 * 2.2 + 2.5 * 2.5 + 1.47 * 1.47), 1e-9, 0);
}

/* The power of a test at the smallest change, by the normal distribution itself. */
static void test_smallest_change_is_found_with_the_power_asked_for(void **test) {
  (void)test;
  tell__stats_point points[] = {
      {2022, 0, 0.7, 1}, {2023, 0, 0.5, 1}, {2024, 0, 0.5, 1}, {2026, 0, 0.9, 1}};
  tell__estimate change = tell__stats_smallest_change(points, 4, 0.95, 0.8);
  assert_int_equal(change.state, TELL_STAT_OK);
  assert_string_equal(change.method, "smallest_change");
  for (int i = 0; i < 4; i++)
    points[i].value = 50 + change.value / 4 * (points[i].year - 2022);
  tell__stats_slope slope = tell__stats_weighted_slope(points, 4, 0.95);
  double power = 0.5 * erfc((1.959963984540054 - slope.z) / sqrt(2));
  assert_double_near(power, 0.8, 1e-12, 0);
  /* R: (qnorm(0.975) + qnorm(0.8)) for equal errors of 1 and years 1 to 5 (Sxx = 10), span 4. */
  tell__stats_point five[5];
  for (int i = 0; i < 5; i++)
    five[i] = (tell__stats_point){1 + i, 0, 1, 1};
  assert_double_near(tell__stats_smallest_change(five, 5, 0.95, 0.8).value,
                     4 * 2.801585218112969 / sqrt(10), 1e-12, 0);
}

static void test_smallest_change_edges_have_states(void **test) {
  (void)test;
  tell__stats_point points[] = {{2022, 0, 0.7, 1}, {2023, 0, 0.5, 1}, {2024, 0, 0, 0}};
  assert_int_equal(tell__stats_smallest_change(points, 2, 0.95, 0.8).state,
                   TELL_STAT_TOO_FEW_POINTS);
  assert_int_equal(tell__stats_smallest_change(points, 3, 0.95, 0.8).state, TELL_STAT_NO_SPREAD);
  points[2].has_se = 1;
  points[2].se = 1;
  assert_int_equal(tell__stats_smallest_change(points, 3, 0.95, 1).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_smallest_change(points, 3, 0, 0.8).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_smallest_change(points, 3, 0.95, 0.01).state,
                   TELL_STAT_DOMAIN_ERROR);
}

static void test_windows_that_share_years_or_lie_across_a_break_are_told(void **test) {
  (void)test;
  const double rolling[2][3] = {{2019, 2020, 2021}, {2021, 2022, 2023}};
  const double apart[2][3] = {{2016, 2019, 2022}, {2018, 2021, 2024}};
  const double breaks[] = {2022, 2014};
  assert_int_equal(tell__stats_windows_check(rolling[0], rolling[1], 3, NULL, 0),
                   TELL_STAT_NOT_POSSIBLE);
  assert_int_equal(tell__stats_windows_check(rolling[0], rolling[1], 3, breaks, 2),
                   TELL_STAT_BREAK);
  assert_int_equal(tell__stats_windows_check(apart[0], apart[1], 3, NULL, 0), TELL_STAT_OK);
  assert_int_equal(tell__stats_windows_check(apart[0], apart[1], 3, breaks + 1, 1), TELL_STAT_OK);
  assert_int_equal(tell__stats_windows_check(apart[0], apart[1], 3, breaks, 1), TELL_STAT_BREAK);
  assert_int_equal(tell__stats_windows_check(apart[0], apart[1], 2, breaks, 1), TELL_STAT_OK);
  assert_int_equal(tell__stats_windows_check(apart[1], apart[0], 3, NULL, 0),
                   TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_windows_check(NULL, NULL, 0, NULL, 0), TELL_STAT_OK);
  /* The break's year is the first of the new scale. */
  const double until[] = {2022}, before[] = {2021}, from[] = {2020};
  assert_int_equal(tell__stats_windows_check(from, until, 1, breaks, 1), TELL_STAT_BREAK);
  assert_int_equal(tell__stats_windows_check(from, before, 1, breaks, 1), TELL_STAT_OK);
  assert_int_equal(tell__stats_windows_check(until, until, 1, breaks, 1), TELL_STAT_OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_random_slope_agrees_with_metafor),
      cmocka_unit_test(test_random_slope_pm_balances_the_residuals),
      cmocka_unit_test(test_random_slope_reml_is_the_top_of_the_likelihood),
      cmocka_unit_test(test_random_slope_any_order_gives_the_same_bits),
      cmocka_unit_test(test_random_slope_points_on_a_line_have_no_scatter),
      cmocka_unit_test(test_random_slope_edges_have_states),
      cmocka_unit_test(test_random_slope_huge_and_tiny_numbers_stay_numbers),
      cmocka_unit_test(test_slope_link_adds_the_slope_of_a_shared_step),
      cmocka_unit_test(test_slope_link_of_two_years_is_the_sum_of_three_variances),
      cmocka_unit_test(test_smallest_change_is_found_with_the_power_asked_for),
      cmocka_unit_test(test_smallest_change_edges_have_states),
      cmocka_unit_test(test_windows_that_share_years_or_lie_across_a_break_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
