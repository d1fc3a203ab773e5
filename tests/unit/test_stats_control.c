/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Control charts and runs: against published charts and R, and edges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "near.h"
#include "oracle.h"
#include "stats/control.h"

enum { MOST = 128 };

typedef struct chart {
  double y[MOST], x[MOST], n[MOST], lo[MOST], hi[MOST];
  int32_t excluded[MOST];
  size_t row[MOST], count, baseline;
} chart;

/* Reads one part of a published chart. */
static void read_part(const oracle *r, double part, chart *c) {
  c->count = c->baseline = 0;
  for (size_t i = 0; i < oracle_rows(r); i++) {
    if (oracle_number(r, i, "part") != part)
      continue;
    size_t k = c->count++;
    assert_true(k < MOST);
    c->row[k] = i;
    c->x[k] = oracle_number(r, i, "y.sum");
    c->n[k] = strcmp(oracle_text(r, i, "n"), "NA") == 0 ? 0 : oracle_number(r, i, "n");
    c->y[k] = c->n[k] > 0 ? c->x[k] / c->n[k] : c->x[k];
    c->excluded[k] = strcmp(oracle_text(r, i, "include"), "FALSE") == 0;
    c->baseline += strcmp(oracle_text(r, i, "baseline"), "TRUE") == 0;
  }
}

static void check_runs(const oracle *r, const chart *c, double centre) {
  tell__stats_runs runs = tell__stats_runs_around(c->y, c->excluded, c->count, centre);
  size_t row = c->row[0];
  assert_int_equal(runs.state, TELL_STAT_OK);
  assert_true(runs.useful == oracle_number(r, row, "n.useful"));
  assert_true(runs.longest == oracle_number(r, row, "longest.run"));
  assert_true(runs.longest_most == oracle_number(r, row, "longest.run.max"));
  assert_true(runs.crossings == oracle_number(r, row, "n.crossings"));
  assert_true(runs.crossings_few == oracle_number(r, row, "n.crossings.min"));
  assert_int_equal(runs.signal, strcmp(oracle_text(r, row, "runs.signal"), "TRUE") == 0);
}

static void check_point(const oracle *r, const chart *c, size_t k, double centre, double lo,
                        double hi) {
  assert_double_near(centre, oracle_number(r, c->row[k], "cl"), 1e-8, 0);
  assert_double_near(lo, oracle_number(r, c->row[k], "lcl"), 1e-8, 1e-12);
  assert_double_near(hi, oracle_number(r, c->row[k], "ucl"), 1e-8, 0);
  int signal = c->y[k] < lo || c->y[k] > hi;
  if (!c->excluded[k])
    assert_int_equal(signal, strcmp(oracle_text(r, c->row[k], "sigma.signal"), "TRUE") == 0);
}

/* Their chart leaves large moving ranges out; the first 20 points make the limits. */
static void test_xmr_published_individuals_are_reproduced(void **test) {
  (void)test;
  oracle *r = oracle_published("qicharts2_montgomery_6.5_I_chart.csv");
  chart c;
  if (r == NULL)
    skip();
  read_part(r, 1, &c);
  assert_int_equal(c.baseline, 20);
  tell__stats_chart x = tell__stats_chart_xmr(c.y, c.excluded, c.count, c.baseline, 1);
  assert_int_equal(x.state, TELL_STAT_OK);
  assert_true(x.used == 20 && !x.trial);
  for (size_t k = 0; k < c.count; k++)
    check_point(r, &c, k, x.centre, x.centre - 3 * x.sigma, x.centre + 3 * x.sigma);
  check_runs(r, &c, x.centre);
  oracle_close(r);
}

static void test_xmr_published_moving_ranges_are_reproduced(void **test) {
  (void)test;
  oracle *r = oracle_published("qicharts2_montgomery_6.5_MR_chart.csv");
  chart c;
  if (r == NULL)
    skip();
  read_part(r, 1, &c);
  tell__stats_chart x = tell__stats_chart_xmr(c.y, NULL, c.count, c.baseline, 0);
  assert_double_near(x.moving_range, oracle_number(r, 0, "cl"), 1e-8, 0);
  assert_double_near(x.range_limit, oracle_number(r, 0, "ucl"), 1e-8, 0);
  for (size_t k = 1; k < c.count; k++)
    c.lo[k - 1] = fabs(c.y[k] - c.y[k - 1]);
  tell__stats_runs runs = tell__stats_runs_around(c.lo, NULL, c.count - 1, x.moving_range);
  assert_true(runs.useful == oracle_number(r, 1, "n.useful"));
  assert_true(runs.longest == oracle_number(r, 1, "longest.run"));
  assert_true(runs.crossings == oracle_number(r, 1, "n.crossings"));
  assert_true(runs.crossings_few == oracle_number(r, 1, "n.crossings.min"));
  oracle_close(r);
}

static void test_p_chart_published_parts_are_reproduced(void **test) {
  (void)test;
  oracle *r = oracle_published("qicharts2_montgomery_7.1_p_chart.csv");
  if (r == NULL)
    skip();
  for (int part = 1; part <= 2; part++) {
    chart c;
    read_part(r, part, &c);
    tell__stats_chart p = tell__stats_chart_counts(c.x, c.n, c.excluded, c.count, c.baseline,
                                                   TELL__STATS_CHART_P, 0, c.lo, c.hi);
    assert_int_equal(p.state, TELL_STAT_OK);
    assert_true(p.used == oracle_number(r, c.row[0], "n.obs"));
    for (size_t k = 0; k < c.count; k++)
      check_point(r, &c, k, p.centre, c.lo[k], c.hi[k]);
    check_runs(r, &c, p.centre);
  }
  oracle_close(r);
}

static void test_c_chart_published_counts_are_reproduced(void **test) {
  (void)test;
  oracle *r = oracle_published("qicharts2_montgomery_7.3_chart.csv");
  chart c;
  if (r == NULL)
    skip();
  read_part(r, 1, &c);
  tell__stats_chart x = tell__stats_chart_counts(c.x, NULL, c.excluded, c.count, c.baseline,
                                                 TELL__STATS_CHART_C, 0, c.lo, c.hi);
  assert_int_equal(x.state, TELL_STAT_OK);
  for (size_t k = 0; k < c.count; k++)
    check_point(r, &c, k, x.centre, c.lo[k], c.hi[k]);
  check_runs(r, &c, x.centre);
  oracle_close(r);
}

/* Their multiplier is 2.66 in figures; 3/1.128 is 2.6596. */
static void test_xmr_published_screening_is_reproduced(void **test) {
  (void)test;
  double y[32];
  size_t count = oracle_published_array("nhsr_xmr.json", "y", y, 32);
  if (count == 0)
    skip();
  assert_int_equal(count, 18);
  tell__stats_chart x = tell__stats_chart_xmr(y, NULL, count, 0, 1);
  assert_double_near(x.centre, 1.94, 0, 0.005);
  assert_double_near(x.centre + 3 * x.sigma, 4.6, 0, 0.005);
  assert_double_near(x.centre - 3 * x.sigma, -0.72, 0, 0.005);
  x = tell__stats_chart_xmr(y, NULL, count, 0, 0);
  assert_double_near(x.centre + 3 * x.sigma, 6.95, 0, 0.005);
  assert_double_near(x.centre - 3 * x.sigma, -3.06, 0, 0.005);
}

static void test_p_prime_agrees_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/p_prime.csv");
  double x[MOST], n[MOST], lo[MOST], hi[MOST];
  int32_t excluded[MOST];
  size_t count = oracle_rows(r);
  for (size_t i = 0; i < count; i++) {
    x[i] = oracle_number(r, i, "x");
    n[i] = oracle_number(r, i, "n");
    excluded[i] = oracle_number(r, i, "excluded") == 1;
  }
  for (int32_t screen = 0; screen <= 1; screen++) {
    tell__stats_chart p = tell__stats_chart_counts(x, n, excluded, count, 16,
                                                   TELL__STATS_CHART_P_PRIME, screen, lo, hi);
    assert_int_equal(p.state, TELL_STAT_OK);
    assert_true(p.used == 15 && p.trial == 0);
    for (size_t i = 0; i < count; i++) {
      assert_double_near(p.centre, oracle_number(r, i, "centre"), 1e-14, 0);
      assert_double_near(lo[i], oracle_number(r, i, screen ? "screened_lo" : "lo"), 1e-11, 0);
      assert_double_near(hi[i], oracle_number(r, i, screen ? "screened_hi" : "hi"), 1e-11, 0);
    }
  }
  oracle_close(r);
}

static void test_runs_limits_agree_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/runs.csv");
  double y[MOST];
  for (size_t i = 0; i < oracle_rows(r); i++) {
    size_t useful = (size_t)oracle_number(r, i, "useful");
    for (size_t k = 0; k < useful; k++)
      y[k] = k % 2 == 0 ? 1 : -1;
    tell__stats_runs runs = tell__stats_runs_around(y, NULL, useful, 0);
    assert_true(runs.longest_most == oracle_number(r, i, "longest"));
    assert_true(runs.crossings_few == oracle_number(r, i, "crossings"));
    assert_true(runs.longest == 1 && runs.crossings == (double)useful - 1 && runs.signal == 0);
  }
  oracle_close(r);
}

static void test_runs_points_on_the_centre_count_for_neither_side(void **test) {
  (void)test;
  const double y[] = {1, 0, 1, 1, 0, -1, 1, 1, 1, 1, 1, 1, 1, 1};
  tell__stats_runs runs = tell__stats_runs_around(y, NULL, 14, 0);
  assert_true(runs.useful == 12 && runs.longest == 8 && runs.crossings == 2);
  /* R: round(log2(12) + 3), qbinom(0.05, 11, 0.5) */
  assert_true(runs.longest_most == 7 && runs.crossings_few == 3 && runs.signal == 1);
}

static void test_runs_states(void **test) {
  (void)test;
  double y[11] = {1, -1, 1, -1, 1, -1, 1, -1, 1, 0, 0};
  tell__stats_runs runs = tell__stats_runs_around(y, NULL, 11, 0);
  assert_int_equal(runs.state, TELL_STAT_TOO_FEW_POINTS);
  assert_true(runs.useful == 9 && runs.longest_most == 0 && runs.signal == 0);
  y[10] = -1;
  assert_int_equal(tell__stats_runs_around(y, NULL, 11, 0).state, TELL_STAT_OK);
  y[3] = NAN;
  assert_int_equal(tell__stats_runs_around(y, NULL, 11, 0).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_runs_around(y, NULL, 2, NAN).state, TELL_STAT_DOMAIN_ERROR);
}

static void test_xmr_few_points_are_trial_limits(void **test) {
  (void)test;
  double y[12] = {3, 4, 3, 5, 4, 3, 4, 5, 4, 3, 5, 4};
  assert_true(tell__stats_chart_xmr(y, NULL, 12, 0, 0).trial == 0);
  assert_true(tell__stats_chart_xmr(y, NULL, 11, 0, 0).trial == 1);
  assert_true(tell__stats_chart_xmr(y, NULL, 12, 11, 0).trial == 1);
  tell__stats_chart x = tell__stats_chart_xmr(y, NULL, 1, 0, 0);
  assert_int_equal(x.state, TELL_STAT_TOO_FEW_POINTS);
  assert_true(x.centre == 3 && x.sigma == 0);
  assert_int_equal(tell__stats_chart_xmr(y, NULL, 0, 0, 0).state, TELL_STAT_TOO_FEW_POINTS);
}

static void test_xmr_states(void **test) {
  (void)test;
  double y[4] = {3, 3, 3, NAN};
  const int32_t last[4] = {0, 0, 0, 1}, all[4] = {1, 1, 1, 1};
  assert_int_equal(tell__stats_chart_xmr(y, NULL, 3, 0, 1).state, TELL_STAT_ZERO_VARIANCE);
  assert_int_equal(tell__stats_chart_xmr(y, NULL, 4, 0, 0).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_chart_xmr(y, NULL, 4, 3, 0).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_chart_xmr(y, last, 4, 0, 0).state, TELL_STAT_ZERO_VARIANCE);
  assert_int_equal(tell__stats_chart_xmr(y, all, 4, 0, 0).state, TELL_STAT_TOO_FEW_POINTS);
  assert_int_equal(tell__stats_chart_xmr(y, NULL, 3, 4, 0).state, TELL_STAT_DOMAIN_ERROR);
}

static void test_counts_states(void **test) {
  (void)test;
  double x[3] = {1, 2, 0}, n[3] = {5, 5, 0}, lo[3], hi[3];
  const double none[3] = {0, 0, 0};
  tell__stats_chart c = tell__stats_chart_counts(x, n, NULL, 3, 0, TELL__STATS_CHART_P, 0, lo, hi);
  assert_int_equal(c.state, TELL_STAT_OK);
  assert_true(c.used == 2 && lo[2] == 0 && hi[2] == 0 && hi[0] > 0.3 && c.trial == 1);
  c = tell__stats_chart_counts(none, none, NULL, 3, 0, TELL__STATS_CHART_P, 0, lo, hi);
  assert_int_equal(c.state, TELL_STAT_EMPTY);
  c = tell__stats_chart_counts(none, n, NULL, 2, 0, TELL__STATS_CHART_P_PRIME, 0, lo, hi);
  assert_int_equal(c.state, TELL_STAT_ZERO_VARIANCE);
  assert_true(hi[0] == 0);
  c = tell__stats_chart_counts(n, n, NULL, 2, 0, TELL__STATS_CHART_P_PRIME, 0, lo, hi);
  assert_int_equal(c.state, TELL_STAT_ZERO_VARIANCE);
  assert_true(c.centre == 1 && lo[0] == 1);
  c = tell__stats_chart_counts(x, n, NULL, 1, 0, TELL__STATS_CHART_P_PRIME, 0, lo, hi);
  assert_int_equal(c.state, TELL_STAT_TOO_FEW_POINTS);
  assert_true(c.centre == 0.2 && hi[0] == 0);
  c = tell__stats_chart_counts(x, n, NULL, 1, 0, TELL__STATS_CHART_P, 0, lo, hi);
  assert_int_equal(c.state, TELL_STAT_OK);
  const double bad[][2] = {{-1, 5}, {6, 5}, {NAN, 5}, {1, NAN}, {1, -1}, {1, INFINITY}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    double bx[2] = {1, bad[i][0]}, bn[2] = {5, bad[i][1]};
    c = tell__stats_chart_counts(bx, bn, NULL, 2, 0, TELL__STATS_CHART_P, 0, lo, hi);
    assert_int_equal(c.state, TELL_STAT_DOMAIN_ERROR);
    assert_true(hi[0] == 0 && c.centre == 0);
  }
  c = tell__stats_chart_counts(x, NULL, NULL, 3, 0, TELL__STATS_CHART_P, 0, lo, hi);
  assert_int_equal(c.state, TELL_STAT_DOMAIN_ERROR);
  c = tell__stats_chart_counts(x, n, NULL, 3, 0, TELL__STATS_CHART_C, 0, lo, hi);
  assert_int_equal(c.state, TELL_STAT_DOMAIN_ERROR);
  c = tell__stats_chart_counts(x, n, NULL, 3, 0, 9, 0, lo, hi);
  assert_int_equal(c.state, TELL_STAT_DOMAIN_ERROR);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_xmr_published_individuals_are_reproduced),
      cmocka_unit_test(test_xmr_published_moving_ranges_are_reproduced),
      cmocka_unit_test(test_p_chart_published_parts_are_reproduced),
      cmocka_unit_test(test_c_chart_published_counts_are_reproduced),
      cmocka_unit_test(test_xmr_published_screening_is_reproduced),
      cmocka_unit_test(test_p_prime_agrees_with_r),
      cmocka_unit_test(test_runs_limits_agree_with_r),
      cmocka_unit_test(test_runs_points_on_the_centre_count_for_neither_side),
      cmocka_unit_test(test_runs_states),
      cmocka_unit_test(test_xmr_few_points_are_trial_limits),
      cmocka_unit_test(test_xmr_states),
      cmocka_unit_test(test_counts_states),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
