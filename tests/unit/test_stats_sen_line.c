/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interval of the Theil-Sen slope and its line: against R, where the exact interval is what
 * cor.test() does not reject and Kendall's variance comes from all orders. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "near.h"
#include "oracle.h"
#include "random.h"
#include "stats/theil_sen.h"

static tell__stats_sen_line line_of(const tell__stats_point *points, size_t count,
                                    tell__stats_sen_interval interval,
                                    tell__stats_sen_intercept intercept, double level) {
  tell__stats_sen_line out;
  assert_int_equal(tell__stats_theil_sen_line(points, count, interval, intercept, level, &out),
                   TELL_OK);
  return out;
}

static size_t read_series(const oracle *r, double series, tell__stats_point *points) {
  size_t count = 0;
  for (size_t i = 0; i < oracle_rows(r); i++)
    if (oracle_number(r, i, "series") == series)
      points[count++] =
          (tell__stats_point){oracle_number(r, i, "year"), oracle_number(r, i, "value"), 0, 0};
  return count;
}

static void test_sen_line_exact_interval_is_what_r_does_not_reject(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/sen_points.csv");
  oracle *answers = oracle_own("stats/sen_answers.csv");
  for (size_t i = 0; i < oracle_rows(answers); i++) {
    tell__stats_point points[64];
    size_t k = read_series(r, oracle_number(answers, i, "series"), points);
    double level = oracle_number(answers, i, "level");
    tell__stats_sen_line a =
        line_of(points, k, TELL__SEN_EXACT_OR_GILBERT, TELL__SEN_MEDIANS, level);
    tell__stats_sen_line b =
        line_of(points, k, TELL__SEN_EXACT_OR_GILBERT, TELL__SEN_RESIDUALS, level);
    assert_double_near(a.slope.value, oracle_number(answers, i, "slope"), 1e-12, 1e-14);
    assert_double_near(a.intercept, oracle_number(answers, i, "medians"), 1e-11, 0);
    assert_double_near(b.intercept, oracle_number(answers, i, "residuals"), 1e-11, 0);
    assert_double_near(a.pairs, (double)(k * (k - 1) / 2), 0, 0);
    if (oracle_number(answers, i, "exists") == 0) {
      assert_int_equal(a.slope.state, TELL_STAT_TOO_FEW_POINTS);
      assert_true(tell__stats_has_value(&a.slope) && !tell__stats_has_interval(&a.slope));
      assert_string_equal(a.slope.method, "theil_sen");
      continue;
    }
    assert_int_equal(a.slope.state, TELL_STAT_OK);
    assert_string_equal(a.slope.method, "theil_sen_exact");
    assert_double_near(a.slope.lo, oracle_number(answers, i, "lo"), 1e-12, 1e-14);
    assert_double_near(a.slope.hi, oracle_number(answers, i, "hi"), 1e-12, 1e-14);
    assert_double_near(a.attained, oracle_number(answers, i, "attained"), 1e-10, 0);
    assert_true(a.slope.level == level && a.attained >= level && a.slope.se == 0);
  }
  oracle_close(answers);
  oracle_close(r);
}

static void test_sen_line_gilbert_interval_agrees_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/gilbert_points.csv");
  oracle *answers = oracle_own("stats/gilbert_answers.csv");
  for (size_t i = 0; i < oracle_rows(answers); i++) {
    tell__stats_point points[64];
    size_t k = read_series(r, oracle_number(answers, i, "series"), points);
    tell__stats_sen_line a = line_of(points, k, TELL__SEN_GILBERT, TELL__SEN_MEDIANS, 0.8);
    assert_string_equal(a.slope.method, "theil_sen_gilbert");
    assert_double_near(a.slope.value, oracle_number(answers, i, "slope"), 1e-12, 1e-14);
    assert_double_near(a.slope.lo, oracle_number(answers, i, "lo"), 1e-10, 1e-13);
    assert_double_near(a.slope.hi, oracle_number(answers, i, "hi"), 1e-10, 1e-13);
    assert_true(a.attained == 0);
  }
  oracle_close(answers);
  oracle_close(r);
}

static void test_sen_line_published_line_is_reproduced(void **test) {
  (void)test;
  double values[400];
  tell__stats_point points[400];
  size_t count = oracle_published_array("pymannkendall_1d.json", "data", values, 400);
  if (count == 0)
    skip();
  size_t k = 0;
  for (size_t i = 0; i < count; i++)
    if (!isnan(values[i]))
      points[k++] = (tell__stats_point){(double)i, values[i], 0, 0};
  tell__stats_sen_line a = line_of(points, k, TELL__SEN_EXACT_OR_GILBERT, TELL__SEN_MEDIANS, 0.95);
  assert_double_near(a.slope.value, -0.006369426751592357, 1e-12, 0);
  assert_double_near(a.intercept, 96.15286624203821, 1e-12, 0);
  assert_string_equal(a.slope.method, "theil_sen_gilbert");
  assert_true(a.slope.lo < a.slope.value && a.slope.value < a.slope.hi);
}

static void test_sen_line_four_years_have_no_interval_at_95(void **test) {
  (void)test;
  const tell__stats_point points[] = {{1, 1, 0, 0}, {2, 3, 0, 0}, {3, 4, 0, 0}, {4, 8, 0, 0}};
  for (size_t k = 2; k <= 4; k++)
    for (tell__stats_sen_interval how = TELL__SEN_EXACT_OR_GILBERT; how <= TELL__SEN_GILBERT;
         how++) {
      tell__stats_sen_line a = line_of(points, k, how, TELL__SEN_MEDIANS, 0.95);
      assert_int_equal(a.slope.state, TELL_STAT_TOO_FEW_POINTS);
      assert_true(tell__stats_has_value(&a.slope) && a.slope.level == 0);
    }
  /* At 90 % four years have the whole range: 2·P(D = 0) = 1/12. */
  tell__stats_sen_line a = line_of(points, 4, TELL__SEN_EXACT_OR_GILBERT, TELL__SEN_MEDIANS, 0.9);
  assert_true(a.slope.lo == 1 && a.slope.hi == 4);
  assert_double_near(a.attained, 11.0 / 12, 1e-14, 0);
}

static void test_sen_line_ties_and_long_series_take_gilbert(void **test) {
  (void)test;
  uint64_t state = 5;
  tell__stats_point points[40];
  for (int i = 0; i < 40; i++)
    points[i] = (tell__stats_point){2000 + i, random_unit(&state), 0, 0};
  assert_string_equal(
      line_of(points, 31, TELL__SEN_EXACT_OR_GILBERT, TELL__SEN_MEDIANS, 0.95).slope.method,
      "theil_sen_gilbert");
  assert_string_equal(
      line_of(points, 30, TELL__SEN_EXACT_OR_GILBERT, TELL__SEN_MEDIANS, 0.95).slope.method,
      "theil_sen_exact");
  points[1].value = points[7].value;
  assert_string_equal(
      line_of(points, 30, TELL__SEN_EXACT_OR_GILBERT, TELL__SEN_MEDIANS, 0.95).slope.method,
      "theil_sen_gilbert");
}

/* Coverage over all 720 orders of six values on a line with slope 0: exactly what is attained. */
static void permute(tell__stats_point *points, int fixed, int *covered, int *all,
                    double *attained) {
  if (fixed == 6) {
    tell__stats_sen_line a = line_of(points, 6, TELL__SEN_EXACT_OR_GILBERT, TELL__SEN_MEDIANS, 0.9);
    *covered += a.slope.lo <= 0 && a.slope.hi >= 0;
    *attained = a.attained;
    *all += 1;
    return;
  }
  for (int i = fixed; i < 6; i++) {
    double swap = points[fixed].value;
    points[fixed].value = points[i].value;
    points[i].value = swap;
    permute(points, fixed + 1, covered, all, attained);
    points[i].value = points[fixed].value;
    points[fixed].value = swap;
  }
}

static void test_sen_line_exact_interval_covers_as_often_as_it_says(void **test) {
  (void)test;
  tell__stats_point points[6];
  int covered = 0, all = 0;
  double attained = 0;
  for (int i = 0; i < 6; i++)
    points[i] = (tell__stats_point){i, (i + 1) * (i + 1), 0, 0};
  permute(points, 0, &covered, &all, &attained);
  assert_int_equal(all, 720);
  assert_double_near((double)covered / all, attained, 1e-12, 0);
}

static void test_sen_line_constant_series_has_zero_variance(void **test) {
  (void)test;
  tell__stats_point points[8];
  for (int i = 0; i < 8; i++)
    points[i] = (tell__stats_point){i, 4.1, 0, 0};
  tell__stats_sen_line a =
      line_of(points, 8, TELL__SEN_EXACT_OR_GILBERT, TELL__SEN_RESIDUALS, 0.95);
  assert_int_equal(a.slope.state, TELL_STAT_ZERO_VARIANCE);
  assert_true(a.slope.value == 0 && a.slope.lo == 0 && a.slope.hi == 0 && a.intercept == 4.1);
}

static void test_sen_line_any_order_gives_the_same_bits(void **test) {
  (void)test;
  uint64_t state = 12;
  tell__stats_point points[20];
  for (int i = 0; i < 20; i++)
    points[i] = (tell__stats_point){2000 + i, random_unit(&state), 0, 0};
  tell__stats_sen_line a = line_of(points, 20, 1, 2, 0.95);
  for (int round = 0; round < random_rounds(100); round++) {
    random_shuffle(&state, points, 20, sizeof points[0]);
    tell__stats_sen_line b = line_of(points, 20, 1, 2, 0.95);
    assert_true(a.slope.value == b.slope.value && a.slope.lo == b.slope.lo);
    assert_true(a.slope.hi == b.slope.hi && a.intercept == b.intercept);
  }
}

static void test_sen_line_edges_have_states(void **test) {
  (void)test;
  const tell__stats_point points[] = {{1, 1, 0, 0}, {1, 3, 0, 0}, {1, NAN, 0, 0}};
  const tell__stats_point good[] = {{1, 1, 0, 0}, {2, 3, 0, 0}, {3, 4, 0, 0}};
  const tell__stats_point wide[] = {{1e100, 1e90, 0, 0}, {-1e100, 5, 0, 0}, {9e99, -1e100, 0, 0}};
  assert_int_equal(line_of(points, 2, 1, 1, 0.95).slope.state, TELL_STAT_TOO_FEW_POINTS);
  assert_int_equal(line_of(points, 0, 1, 1, 0.95).slope.state, TELL_STAT_TOO_FEW_POINTS);
  assert_int_equal(line_of(points, 3, 1, 1, 0.95).slope.state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(line_of(good, 3, 0, 1, 0.95).slope.state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(line_of(good, 3, 1, 3, 0.95).slope.state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(line_of(good, 3, 1, 1, 1).slope.state, TELL_STAT_DOMAIN_ERROR);
  assert_true(isfinite(line_of(wide, 3, 1, 2, 0.5).intercept));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sen_line_exact_interval_is_what_r_does_not_reject),
      cmocka_unit_test(test_sen_line_gilbert_interval_agrees_with_r),
      cmocka_unit_test(test_sen_line_published_line_is_reproduced),
      cmocka_unit_test(test_sen_line_four_years_have_no_interval_at_95),
      cmocka_unit_test(test_sen_line_ties_and_long_series_take_gilbert),
      cmocka_unit_test(test_sen_line_exact_interval_covers_as_often_as_it_says),
      cmocka_unit_test(test_sen_line_constant_series_has_zero_variance),
      cmocka_unit_test(test_sen_line_any_order_gives_the_same_bits),
      cmocka_unit_test(test_sen_line_edges_have_states),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
