/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cochran-Armitage: against R's prop.trend.test() and Fingertips' published answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "near.h"
#include "oracle.h"
#include "random.h"
#include "stats/proportion_trend.h"

static size_t read_series(const oracle *r, double series, tell__stats_count *years) {
  size_t count = 0;
  for (size_t i = 0; i < oracle_rows(r); i++)
    if (oracle_number(r, i, "series") == series)
      years[count++] = (tell__stats_count){oracle_number(r, i, "year"), oracle_number(r, i, "x"),
                                           oracle_number(r, i, "n")};
  return count;
}

static void test_proportion_trend_series_agree_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/share_points.csv");
  oracle *answers = oracle_own("stats/share_answers.csv");
  for (size_t i = 0; i < oracle_rows(answers); i++) {
    tell__stats_count years[16];
    size_t k = read_series(r, oracle_number(answers, i, "series"), years);
    tell__stats_proportion_trend t = tell__stats_proportion_trend_fit(years, k, 0.95);
    assert_int_equal(t.slope.state, TELL_STAT_OK);
    assert_double_near(t.slope.value, oracle_number(answers, i, "slope"), 1e-10, 0);
    assert_double_near(t.chi2, oracle_number(answers, i, "chi2"), 1e-10, 0);
    assert_double_near(t.p, oracle_number(answers, i, "p"), 1e-10, 0);
    assert_double_near(t.q, oracle_number(answers, i, "q"), 1e-9, 1e-9);
    assert_double_near(t.q_p, oracle_number(answers, i, "q_p"), 1e-9, 0);
    assert_double_near(t.slope.hi - t.slope.lo,
                       2 * 1.959963984540054 * fabs(t.slope.value) / sqrt(t.chi2), 1e-10, 0);
    assert_int_equal(t.p<0.05, t.slope.lo> 0 || t.slope.hi < 0);
  }
  oracle_close(answers);
  oracle_close(r);
}

/* Fingertips, "proportion method": chi-square to two decimals. */
static void test_proportion_trend_fingertips_is_reproduced(void **test) {
  (void)test;
  const tell__stats_count years[] = {{2014, 994, 40299},
                                     {2015, 1023, 41527},
                                     {2016, 1199, 42811},
                                     {2017, 1332, 44064},
                                     {2018, 1367, 44701}};
  tell__stats_proportion_trend t = tell__stats_proportion_trend_fit(years, 5, 0.998);
  assert_double_near(t.chi2, 47.9, 0, 0.005);
  assert_int_equal(t.agreement, TELL__STATS_AGREE);
  assert_true(t.slope.lo > 0 && t.slope.n == 5 && t.pupils == 213402);
}

/* Pupil by pupil: (N − 1)/N of chi-square is N − 1 times the squared correlation of year and 0/1.
 */
static void test_proportion_trend_is_a_correlation_of_pupils(void **test) {
  (void)test;
  uint64_t state = 9;
  for (int round = 0; round < random_rounds(200); round++) {
    tell__stats_count years[6];
    double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
    for (int i = 0; i < 6; i++) {
      years[i] = (tell__stats_count){i + (i > 3), 0, (double)(1 + random_next(&state) % 40)};
      years[i].x = floor((years[i].n + 1) * random_unit(&state));
      for (int pupil = 0; pupil < (int)years[i].n; pupil++) {
        double y = pupil < (int)years[i].x;
        n++, sx += years[i].year, sy += y;
        sxx += years[i].year * years[i].year, sxy += years[i].year * y;
      }
    }
    if (sy == 0 || sy == n)
      continue;
    double r = (n * sxy - sx * sy) / sqrt((n * sxx - sx * sx) * (n * sy - sy * sy));
    tell__stats_proportion_trend t = tell__stats_proportion_trend_fit(years, 6, 0.95);
    assert_double_near(t.chi2, n * r * r, 1e-9, 1e-12);
    assert_int_equal(t.slope.value > 0, r > 0);
  }
}

static void test_proportion_trend_all_or_nobody_in_a_year_is_fine(void **test) {
  (void)test;
  const tell__stats_count years[] = {{1, 20, 20}, {2, 15, 20}, {3, 11, 20}, {4, 0, 20}};
  tell__stats_proportion_trend t = tell__stats_proportion_trend_fit(years, 4, 0.95);
  assert_int_equal(t.slope.state, TELL_STAT_OK);
  assert_true(t.slope.value < 0 && t.agreement == TELL__STATS_AGREE);
}

static void test_proportion_trend_all_or_nobody_at_all_is_no_change(void **test) {
  (void)test;
  tell__stats_count years[] = {{1, 0, 20}, {2, 0, 15}, {3, 0, 20}};
  for (int full = 0; full < 2; full++) {
    for (int i = 0; i < 3; i++)
      years[i].x = full * years[i].n;
    tell__stats_proportion_trend t = tell__stats_proportion_trend_fit(years, 3, 0.95);
    assert_int_equal(t.slope.state, TELL_STAT_ZERO_VARIANCE);
    assert_true(t.slope.value == 0 && t.p == 1 && t.chi2 == 0 && t.slope.level == 0);
    assert_true(tell__stats_has_value(&t.slope));
  }
}

static void test_proportion_trend_year_without_pupils_is_left_out(void **test) {
  (void)test;
  const tell__stats_count with[] = {{2018, 4, 20}, {2019, 0, 0}, {2020, 9, 30}, {2022, 20, 40}};
  const tell__stats_count without[] = {{2018, 4, 20}, {2020, 9, 30}, {2022, 20, 40}};
  tell__stats_proportion_trend a = tell__stats_proportion_trend_fit(with, 4, 0.95);
  tell__stats_proportion_trend b = tell__stats_proportion_trend_fit(without, 3, 0.95);
  assert_true(a.slope.value == b.slope.value && a.p == b.p && a.slope.n == 3 && a.q == b.q);
  assert_int_equal(a.agreement, TELL__STATS_NOT_APPLIED);
}

static void test_proportion_trend_edges_have_states(void **test) {
  (void)test;
  const tell__stats_count none[] = {{1, 0, 0}, {2, 0, 0}};
  const tell__stats_count one[] = {{1, 3, 9}, {2, 0, 0}};
  const tell__stats_count above[] = {{1, 3, 2}, {2, 0, 9}};
  const tell__stats_count twice[] = {{1, 1, 2}, {1, 0, 9}};
  const tell__stats_count bad[] = {{1, 1, 2}, {2, NAN, 9}};
  assert_int_equal(tell__stats_proportion_trend_fit(none, 2, 0.95).slope.state, TELL_STAT_EMPTY);
  assert_int_equal(tell__stats_proportion_trend_fit(none, 0, 0.95).slope.state, TELL_STAT_EMPTY);
  assert_int_equal(tell__stats_proportion_trend_fit(one, 2, 0.95).slope.state,
                   TELL_STAT_TOO_FEW_POINTS);
  assert_int_equal(tell__stats_proportion_trend_fit(above, 2, 0.95).slope.state,
                   TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_proportion_trend_fit(twice, 2, 0.95).slope.state,
                   TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_proportion_trend_fit(bad, 2, 0.95).slope.state,
                   TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_proportion_trend_fit(one, 1, 0).slope.state, TELL_STAT_DOMAIN_ERROR);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_proportion_trend_series_agree_with_r),
      cmocka_unit_test(test_proportion_trend_fingertips_is_reproduced),
      cmocka_unit_test(test_proportion_trend_is_a_correlation_of_pupils),
      cmocka_unit_test(test_proportion_trend_all_or_nobody_in_a_year_is_fine),
      cmocka_unit_test(test_proportion_trend_all_or_nobody_at_all_is_no_change),
      cmocka_unit_test(test_proportion_trend_year_without_pupils_is_left_out),
      cmocka_unit_test(test_proportion_trend_edges_have_states),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
