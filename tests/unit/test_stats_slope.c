/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weighted slope: against R, NIST and Fingertips, and what must hold for any series. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "near.h"
#include "norris.h"
#include "oracle.h"
#include "random.h"
#include "stats/slope.h"

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

static void test_slope_series_agree_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/series_points.csv");
  oracle *answers = oracle_own("stats/series_answers.csv");
  for (size_t i = 0; i < oracle_rows(answers); i++) {
    tell__stats_point points[MOST];
    size_t k = read_series(r, oracle_number(answers, i, "series"), points);
    tell__stats_slope t = tell__stats_weighted_slope(points, k, 0.95);
    assert_int_equal(t.slope.state, TELL_STAT_OK);
    assert_string_equal(t.slope.method, "wls_known_se");
    assert_double_near(t.slope.n, oracle_number(answers, i, "k"), 0, 0);
    assert_double_near(t.slope.value, oracle_number(answers, i, "slope"), 1e-10, 1e-13);
    assert_double_near(t.slope.se, oracle_number(answers, i, "slope_se"), 1e-11, 0);
    assert_double_near(t.slope.lo, oracle_number(answers, i, "lo"), 1e-10, 1e-13);
    assert_double_near(t.slope.hi, oracle_number(answers, i, "hi"), 1e-10, 1e-13);
    assert_double_near(t.z, oracle_number(answers, i, "z"), 1e-10, 1e-12);
    assert_double_near(t.p, oracle_number(answers, i, "p"), 1e-8, 0);
    assert_double_near(t.q, oracle_number(answers, i, "q"), 1e-9, 0);
    assert_double_near(t.q_p, oracle_number(answers, i, "q_p"), 1e-8, 0);
    assert_double_near(t.first_year, oracle_number(answers, i, "first_year"), 0, 0);
    assert_double_near(t.intercept, oracle_number(answers, i, "intercept"), 1e-11, 0);
  }
  oracle_close(answers);
  oracle_close(r);
}

static void test_line_norris_has_the_certified_coefficients(void **test) {
  (void)test;
  const double residual_sd = 0.884796396144373;
  tell__stats_point points[36];
  for (int i = 0; i < 36; i++)
    points[i] = (tell__stats_point){norris[i][1], norris[i][0], residual_sd, 1};
  tell__stats_line line;
  assert_int_equal(tell__stats_line_fit(points, 36, 36, 0, &line), TELL_STAT_OK);
  assert_true(line.x0 == 0.2);
  assert_double_near(line.slope, 1.00211681802045, 1e-12, 0);
  assert_double_near(line.intercept - 0.2 * line.slope, -0.262323073774029, 1e-12, 0);
  assert_double_near(line.slope_se, 0.429796848199937e-03, 1e-12, 0);
  assert_double_near(line.q * residual_sd * residual_sd, 26.6173985294224, 1e-12, 0);
}

/* Fingertips: standard error from the published 95 % limits, chi-square of the slope. */
typedef struct published_series {
  double first_year;
  double points[5][3]; /* value, lower, upper */
  double chi2;         /* as published; 0 when only the marker is */
  int significant;
  int rises;
} published_series;

static const published_series fingertips[] = {
    {2014,
     {{24.67, 23.16, 26.25},
      {24.6, 23.15, 26.19},
      {28, 26.44, 29.64},
      {30.2, 28.63, 31.9},
      {30.6, 28.98, 32.25}},
     46.77,
     1,
     1},
    {2014,
     {{20.5506, 18.1803, 23.1427},
      {19.5952, 17.3444, 22.0602},
      {19.0349, 16.8421, 21.4394},
      {21.3966, 19.0918, 23.8975},
      {18.4372, 16.2925, 20.7941}},
     0,
     0,
     0},
    {2020,
     {{2.935, 2.7841, 3.0919},
      {1.93028, 1.8085, 2.058},
      {2.7567, 2.6113, 2.9082},
      {2.8701, 2.7225, 3.0237},
      {3.0121, 2.8616, 3.1683}},
     0,
     1,
     1},
    {2019,
     {{126.9341, 125.9343, 127.94},
      {125.829, 124.8371, 126.8268},
      {121.5234, 120.5533, 122.4993},
      {122.3782, 121.4012, 123.361},
      {120.7742, 119.8035, 121.7507}},
     0,
     1,
     0},
    {2020,
     {{7.0826, 7.0754, 7.094},
      {7.1085, 7.1013, 7.1199},
      {7.2571, 7.2499, 7.2684},
      {7.4528, 7.4456, 7.4643},
      {7.6554, 7.6481, 7.6669}},
     0,
     1,
     1},
    {2020,
     {{92.6254, 92.4168, 92.8288},
      {92.3221, 92.1072, 92.5315},
      {90.8708, 90.6358, 91.1004},
      {90.017, 89.7694, 90.2594},
      {90.1013, 89.8578, 90.3396}},
     0,
     1,
     0},
};

static void test_slope_fingertips_markers_are_reproduced(void **test) {
  (void)test;
  for (size_t i = 0; i < sizeof fingertips / sizeof fingertips[0]; i++) {
    const published_series *s = &fingertips[i];
    tell__stats_point points[5];
    for (int j = 0; j < 5; j++)
      points[j] = (tell__stats_point){s->first_year + j, s->points[j][0],
                                      (s->points[j][2] - s->points[j][1]) / 3.92, 1};
    tell__stats_slope t = tell__stats_weighted_slope(points, 5, 0.998);
    if (s->chi2 > 0)
      assert_double_near(t.z * t.z, s->chi2, 0, 0.0055);
    int marked = t.z * t.z > 9.54953570608324 && t.agreement == TELL__STATS_AGREE;
    assert_int_equal(marked, s->significant);
    if (s->significant)
      assert_int_equal(t.z > 0, s->rises);
    assert_int_equal(t.p<0.002, t.z * t.z> 9.54953570608324);
    assert_int_equal(t.slope.lo > 0 || t.slope.hi < 0, t.p < 0.002);
  }
}

static void random_series(uint64_t *state, tell__stats_point *points, size_t k) {
  for (size_t i = 0; i < k; i++)
    points[i] = (tell__stats_point){2007 + (double)i + (double)(i > 4) * 2,
                                    40 + floor(200 * random_unit(state)) / 10,
                                    0.2 + 3 * random_unit(state), 1};
}

static void test_slope_any_order_gives_the_same_bits(void **test) {
  (void)test;
  uint64_t state = 5;
  tell__stats_point points[12];
  random_series(&state, points, 12);
  tell__stats_slope a = tell__stats_weighted_slope(points, 12, 0.95);
  for (int round = 0; round < 500; round++) {
    random_shuffle(&state, points, 12, sizeof points[0]);
    tell__stats_slope b = tell__stats_weighted_slope(points, 12, 0.95);
    assert_true(a.slope.value == b.slope.value && a.slope.se == b.slope.se && a.q == b.q);
    assert_true(a.p == b.p && a.q_p == b.q_p && a.intercept == b.intercept && a.z == b.z);
    assert_true(a.agreement == b.agreement);
  }
}

static void test_slope_shift_and_scale_follow(void **test) {
  (void)test;
  uint64_t state = 6;
  for (int round = 0; round < 200; round++) {
    tell__stats_point points[8], moved[8], scaled[8];
    random_series(&state, points, 8);
    for (int i = 0; i < 8; i++) {
      moved[i] = scaled[i] = points[i];
      moved[i].year -= 2000;
      moved[i].value += 32;
      scaled[i].value *= -4;
      scaled[i].se *= 4;
    }
    tell__stats_slope a = tell__stats_weighted_slope(points, 8, 0.95);
    tell__stats_slope b = tell__stats_weighted_slope(moved, 8, 0.95);
    tell__stats_slope c = tell__stats_weighted_slope(scaled, 8, 0.95);
    assert_double_near(b.slope.value, a.slope.value, 1e-11, 1e-12);
    assert_true(b.slope.se == a.slope.se);
    assert_double_near(b.q, a.q, 1e-9, 0);
    assert_true(c.slope.value == -4 * a.slope.value && c.slope.se == 4 * a.slope.se);
    assert_true(c.q == a.q && c.p == a.p && c.agreement == a.agreement);
  }
}

static void test_slope_exact_line_has_no_misfit(void **test) {
  (void)test;
  tell__stats_point points[] = {
      {2016, 50, 1, 1}, {2018, 49, 2, 1}, {2019, 48.5, 1, 1}, {2024, 46, 3, 1}};
  tell__stats_slope t = tell__stats_weighted_slope(points, 4, 0.95);
  assert_double_near(t.slope.value, -0.5, 1e-14, 0);
  assert_double_near(t.intercept, 50, 1e-14, 0);
  assert_double_near(t.q, 0, 0, 1e-20);
  assert_double_near(t.q_p, 1, 1e-9, 0);
  assert_int_equal(t.agreement, TELL__STATS_AGREE);
}

/* 0.1 is no double and means of it round: still a flat series must have no direction. */
static void test_slope_constant_series_is_exactly_zero(void **test) {
  (void)test;
  uint64_t state = 8;
  for (int round = 0; round < 300; round++) {
    tell__stats_point points[9];
    random_series(&state, points, 9);
    for (int i = 1; i < 9; i++)
      points[i].value = points[0].value;
    tell__stats_slope t = tell__stats_weighted_slope(points, 9, 0.95);
    assert_int_equal(t.slope.state, TELL_STAT_OK);
    assert_true(t.slope.value == 0 && t.z == 0 && t.p == 1 && t.slope.se > 0);
    assert_int_equal(t.agreement, TELL__STATS_DISAGREE);
  }
}

static void test_agreement_needs_four_years(void **test) {
  (void)test;
  tell__stats_point points[] = {{1, 1, 1, 1}, {2, 2, 1, 1}, {3, 3, 1, 1}, {4, 4, 1, 1}};
  assert_int_equal(tell__stats_weighted_slope(points, 3, 0.95).agreement, TELL__STATS_NOT_APPLIED);
  assert_int_equal(tell__stats_weighted_slope(points, 4, 0.95).agreement, TELL__STATS_AGREE);
}

static void test_agreement_one_deciding_year_disagrees(void **test) {
  (void)test;
  tell__stats_point turns[] = {
      {1, 5, 1, 1}, {2, 4.9, 1, 1}, {3, 4.8, 1, 1}, {4, 4.7, 1, 1}, {5, 9, 1, 1}};
  assert_int_equal(tell__stats_weighted_slope(turns, 5, 0.95).agreement, TELL__STATS_DISAGREE);
  /* Without its last year the series is flat: a zero agrees with nothing. */
  tell__stats_point flat[] = {
      {1, 5.1, 1, 1}, {2, 5.1, 1, 1}, {3, 5.1, 1, 1}, {4, 5.1, 1, 1}, {5, 9, 1, 1}};
  assert_int_equal(tell__stats_weighted_slope(flat, 5, 0.95).agreement, TELL__STATS_DISAGREE);
}

static void assert_no_slope(const tell__stats_slope *t, tell_stat_state state) {
  assert_int_equal(t->slope.state, state);
  assert_false(tell__stats_has_value(&t->slope) || tell__stats_has_interval(&t->slope));
  assert_true(t->slope.value == 0 && t->slope.se == 0 && t->z == 0 && t->p == 0 && t->q == 0);
  assert_true(t->q_p == 0 && t->intercept == 0 && t->first_year == 0);
  assert_int_equal(t->agreement, TELL__STATS_NOT_APPLIED);
}

static void test_slope_too_few_years_gives_none(void **test) {
  (void)test;
  tell__stats_point points[] = {{2020, 1, 1, 1}, {2021, 2, 1, 1}};
  for (size_t k = 0; k <= 2; k++) {
    tell__stats_slope t = tell__stats_weighted_slope(points, k, 0.95);
    assert_no_slope(&t, TELL_STAT_TOO_FEW_POINTS);
  }
}

static void test_slope_missing_se_gives_none(void **test) {
  (void)test;
  tell__stats_point points[] = {{2020, 1, 1, 1}, {2021, 2, 0, 0}, {2022, 2, 1, 1}};
  tell__stats_slope t = tell__stats_weighted_slope(points, 3, 0.95);
  assert_no_slope(&t, TELL_STAT_NO_SPREAD);
}

static void test_slope_bad_input_is_a_domain_error(void **test) {
  (void)test;
  const tell__stats_point bad[] = {
      {2021, 1, 1, 1},      {NAN, 1, 1, 1},    {2022, NAN, 1, 1},      {2022, 1, 0, 1},
      {2022, 1, -1, 1},     {2022, 1, NAN, 1}, {2022, 1, INFINITY, 1}, {2022, INFINITY, 1, 1},
      {2022, 1, 1e-200, 1}, {2021, 1, 0, 0}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    tell__stats_point points[] = {{2020, 1, 1, 1}, {2021, 2, 1, 1}, bad[i]};
    tell__stats_slope t = tell__stats_weighted_slope(points, 3, 0.95);
    assert_no_slope(&t, TELL_STAT_DOMAIN_ERROR);
  }
  tell__stats_point good[] = {{2020, 1, 1, 1}, {2021, 2, 1, 1}, {2022, 2, 1, 1}};
  tell__stats_slope t = tell__stats_weighted_slope(good, 3, 1);
  assert_no_slope(&t, TELL_STAT_DOMAIN_ERROR);
}

static void test_line_all_x_equal_is_a_domain_error(void **test) {
  (void)test;
  tell__stats_point points[] = {{3, 1, 1, 1}, {3, 2, 1, 1}, {3, 2, 1, 1}};
  tell__stats_line line;
  assert_int_equal(tell__stats_line_fit(points, 3, 3, 0, &line), TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_line_fit(points, 2, 0, 0, &line), TELL_STAT_TOO_FEW_POINTS);
  assert_true(line.slope == 0 && line.slope_se == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_slope_series_agree_with_r),
      cmocka_unit_test(test_line_norris_has_the_certified_coefficients),
      cmocka_unit_test(test_slope_fingertips_markers_are_reproduced),
      cmocka_unit_test(test_slope_any_order_gives_the_same_bits),
      cmocka_unit_test(test_slope_shift_and_scale_follow),
      cmocka_unit_test(test_slope_exact_line_has_no_misfit),
      cmocka_unit_test(test_slope_constant_series_is_exactly_zero),
      cmocka_unit_test(test_agreement_needs_four_years),
      cmocka_unit_test(test_agreement_one_deciding_year_disagrees),
      cmocka_unit_test(test_slope_too_few_years_gives_none),
      cmocka_unit_test(test_slope_missing_se_gives_none),
      cmocka_unit_test(test_slope_bad_input_is_a_domain_error),
      cmocka_unit_test(test_line_all_x_equal_is_a_domain_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
