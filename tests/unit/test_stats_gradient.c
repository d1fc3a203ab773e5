/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gradients over ordered groups: against lm() of R, published tables, edges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "near.h"
#include "oracle.h"
#include "stats/gradient.h"
#include "stats/quantile.h"

enum { MOST = 20 };

typedef struct groups {
  double population[MOST], y[MOST], se[MOST];
  size_t count;
} groups;

static void test_gradient_lines_agree_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/gradient_answers.csv"),
         *all = oracle_own("stats/gradient_groups.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    groups g = {.count = 0};
    for (size_t k = 0; k < oracle_rows(all); k++)
      if (oracle_number(all, k, "set") == oracle_number(r, i, "set")) {
        g.population[g.count] = oracle_number(all, k, "population");
        g.y[g.count] = oracle_number(all, k, "y");
        g.se[g.count++] = oracle_number(all, k, "se");
      }
    tell__stats_gradient f =
        tell__stats_gradient_of(g.population, g.y, g.se, g.count, TELL__STATS_GRADIENT_LINEAR,
                                TELL__STATS_RATIO_FIELLER, 0.95);
    tell__stats_gradient d =
        tell__stats_gradient_of(g.population, g.y, g.se, g.count, TELL__STATS_GRADIENT_LINEAR,
                                TELL__STATS_RATIO_DELTA, 0.95);
    assert_int_equal(f.sii.state, TELL_STAT_OK);
    assert_double_near(f.start, oracle_number(r, i, "start"), 1e-11, 0);
    assert_double_near(f.end, oracle_number(r, i, "end"), 1e-11, 0);
    assert_double_near(f.sii.value, oracle_number(r, i, "sii"), 1e-10, 0);
    assert_double_near(f.sii.se, oracle_number(r, i, "se"), 1e-10, 0);
    assert_double_near(f.sii.lo, oracle_number(r, i, "lo"), 1e-10, 0);
    assert_double_near(f.sii.hi, oracle_number(r, i, "hi"), 1e-10, 0);
    assert_double_near(f.rii.value, oracle_number(r, i, "rii"), 1e-11, 0);
    assert_double_near(f.rii.lo, oracle_number(r, i, "fieller_lo"), 1e-9, 0);
    assert_double_near(f.rii.hi, oracle_number(r, i, "fieller_hi"), 1e-9, 0);
    assert_double_near(d.rii.lo, oracle_number(r, i, "delta_lo"), 1e-10, 0);
    assert_double_near(d.rii.hi, oracle_number(r, i, "delta_hi"), 1e-10, 0);
    assert_string_equal(f.rii.method, "rii_fieller");
    assert_string_equal(d.rii.method, "rii_delta");
    assert_true(f.sii.n == (double)g.count && f.dropped == 0);
  }
  oracle_close(r);
  oracle_close(all);
}

/* One published test: its groups, and which scale and multiplier its name asks for. */
typedef struct published_test {
  groups g;
  size_t first;
  double multiplier;
  tell__stats_gradient_scale scale;
} published_test;

static int is_new_test(const oracle *r, size_t i, size_t first) {
  static const char *const keys[] = {"TestDescription", "Area", "Grouping1", "Grouping2"};
  for (int k = 0; k < 4; k++)
    if (strcmp(oracle_text(r, i, keys[k]), oracle_text(r, first, keys[k])) != 0)
      return 1;
  return 0;
}

/* Their standard error is that of the transformed value, or of rates and proportions the one on
 * the scale where their interval is symmetric. */
static void read_group(const oracle *r, size_t i, published_test *t) {
  double y = oracle_number(r, i, "Value"), type = oracle_number(r, i, "ValueType");
  double se = oracle_number(r, i, "StandardError");
  t->g.population[t->g.count] = oracle_number(r, i, "Population");
  t->g.y[t->g.count] = y;
  t->g.se[t->g.count++] = type == 1 ? se * y : type == 2 ? se * y * (1 - y) : se;
}

/* Reads the test that begins at row ; returns the row after it. */
static size_t read_published(const oracle *r, size_t first, published_test *t) {
  const char *name = oracle_text(r, first, "TestDescription");
  *t = (published_test){.first = first, .multiplier = 1, .scale = TELL__STATS_GRADIENT_LINEAR};
  if (strstr(name, "(x 100)") != NULL)
    t->multiplier = 100;
  if (strstr(name, "(x -100)") != NULL)
    t->multiplier = -100;
  if (strstr(name, "negative multiplier") != NULL)
    t->multiplier = -1;
  if (strstr(name, "log transform") != NULL)
    t->scale = TELL__STATS_GRADIENT_LOG;
  if (strstr(name, "logit transform") != NULL)
    t->scale = TELL__STATS_GRADIENT_LOGIT;
  size_t i = first;
  for (; i < oracle_rows(r) && !is_new_test(r, i, first); i++)
    read_group(r, i, t);
  return i;
}

/* A simulated limit may lie off by 1.5 % of the interval's width. Of the SII on a transformed scale
 * the published limits keep the mean of the transformed values as it is and let only the slope
 * vary, which is up to 4 % wider than with both ends of the line uncertain. */
static void check_limits(const oracle *r, const published_test *t, double level,
                         const char *const names[4]) {
  const groups *g = &t->g;
  tell__stats_gradient f = tell__stats_gradient_of(g->population, g->y, g->se, g->count, t->scale,
                                                   TELL__STATS_RATIO_FIELLER, level);
  double low = f.sii.lo * t->multiplier, high = f.sii.hi * t->multiplier;
  double slack = (t->scale == TELL__STATS_GRADIENT_LINEAR ? 0.015 : 0.04) * fabs(high - low);
  assert_double_near(fmin(low, high), oracle_number(r, t->first, names[0]), 0, slack);
  assert_double_near(fmax(low, high), oracle_number(r, t->first, names[1]), 0, slack);
  if (*oracle_text(r, t->first, names[2]) == '\0')
    return;
  double rii_lo = t->multiplier < 0 ? 1 / f.rii.hi : f.rii.lo;
  double rii_hi = t->multiplier < 0 ? 1 / f.rii.lo : f.rii.hi;
  assert_double_near(rii_lo, oracle_number(r, t->first, names[2]), 0, 0.015 * (rii_hi - rii_lo));
  assert_double_near(rii_hi, oracle_number(r, t->first, names[3]), 0, 0.015 * (rii_hi - rii_lo));
}

static void check_published(const oracle *r, const published_test *t) {
  static const char *const first[4] = {"sii_lowercl_1", "sii_uppercl_1", "rii_lowercl_1",
                                       "rii_uppercl_1"};
  static const char *const second[4] = {"sii_lowercl_2", "sii_uppercl_2", "rii_lowercl_2",
                                        "rii_uppercl_2"};
  const char *name = oracle_text(r, t->first, "TestDescription");
  const groups *g = &t->g;
  tell__stats_gradient f = tell__stats_gradient_of(g->population, g->y, NULL, g->count, t->scale,
                                                   TELL__STATS_RATIO_FIELLER, 0.95);
  assert_int_equal(f.sii.state, TELL_STAT_NO_SPREAD);
  double rii = t->multiplier < 0 ? 1 / f.rii.value : f.rii.value;
  assert_double_near(f.sii.value * t->multiplier, oracle_number(r, t->first, "sii"), 1e-6, 0);
  if (*oracle_text(r, t->first, "rii") != '\0')
    assert_double_near(rii, oracle_number(r, t->first, "rii"), 1e-6, 0);
  if (*oracle_text(r, t->first, "Intercept") != '\0')
    assert_double_near(f.start, oracle_number(r, t->first, "Intercept"), 1e-6, 0);
  if (*oracle_text(r, t->first, "sii_lowercl_1") == '\0')
    return;
  int is_98 = strstr(name, "with 98%") != NULL;
  check_limits(r, t, is_98 ? 0.98 : strstr(name, "99% confidence") ? 0.99 : 0.95, first);
  if (*oracle_text(r, t->first, "sii_lowercl_2") != '\0')
    check_limits(r, t, strstr(name, "98") != NULL ? 0.98 : 0.99, second);
}

static void test_gradient_published_tables_are_reproduced(void **test) {
  (void)test;
  oracle *r = oracle_published("phe_sii.csv");
  if (r == NULL)
    skip();
  int checked = 0;
  for (size_t i = 0; i < oracle_rows(r);) {
    published_test t;
    if (strstr(oracle_text(r, i, "TestDescription"), "handling") != NULL) {
      i++;
      continue;
    }
    i = read_published(r, i, &t);
    check_published(r, &t);
    checked++;
  }
  assert_true(checked > 20);
  oracle_close(r);
}

static void test_gradient_groups_without_pupils_are_dropped(void **test) {
  (void)test;
  const double population[] = {10, 0, 30, 20}, y[] = {1, 99, 2, 4}, se[] = {1, 1, 1, 1};
  const double p3[] = {10, 30, 20}, y3[] = {1, 2, 4};
  tell__stats_gradient a = tell__stats_gradient_of(population, y, se, 4, 1, 1, 0.95);
  tell__stats_gradient b = tell__stats_gradient_of(p3, y3, se, 3, 1, 1, 0.95);
  assert_true(a.sii.value == b.sii.value && a.sii.lo == b.sii.lo && a.rii.hi == b.rii.hi);
  assert_true(a.dropped == 1 && b.dropped == 0 && a.sii.n == 3);
}

/* A line through the groups is found again, whatever their sizes. */
static void test_gradient_of_a_line_is_its_rise(void **test) {
  (void)test;
  const double population[] = {5, 40, 15, 90, 50};
  double y[5], below = 0;
  for (int i = 0; i < 5; i++) {
    y[i] = 30 + 12 * (below + population[i] / 2) / 200;
    below += population[i];
  }
  tell__stats_gradient g = tell__stats_gradient_of(population, y, NULL, 5, 1, 1, 0.95);
  assert_double_near(g.sii.value, 12, 1e-13, 0);
  assert_double_near(g.start, 30, 1e-14, 0);
  assert_double_near(g.rii.value, 1.4, 1e-14, 0);
  assert_int_equal(g.sii.state, TELL_STAT_NO_SPREAD);
  assert_false(tell__stats_has_interval(&g.sii) || tell__stats_has_interval(&g.rii));
}

static void test_gradient_states(void **test) {
  (void)test;
  const double population[] = {10, 10, 10}, y[] = {-5, 0, 5}, se[] = {1, 1, 1}, zero[] = {0, 0, 0};
  const double far[] = {20, 21, 22}, unsure[] = {0.5, 2, 4}, wide[] = {3, 3, 3};
  tell__stats_gradient g = tell__stats_gradient_of(population, y, se, 3, 1, 1, 0.95);
  assert_int_equal(g.sii.state, TELL_STAT_OK);
  assert_int_equal(g.rii.state, TELL_STAT_NOT_POSSIBLE);
  assert_false(tell__stats_has_value(&g.rii));
  g = tell__stats_gradient_of(population, unsure, wide, 3, 1, 1, 0.95);
  if (tell__stats_has_value(&g.rii)) {
    assert_int_equal(g.rii.state, TELL_STAT_NOT_POSSIBLE);
    assert_false(tell__stats_has_interval(&g.rii));
  }
  g = tell__stats_gradient_of(population, far, wide, 3, 1, 1, 0.99999999999);
  assert_int_equal(g.rii.state, TELL_STAT_NOT_POSSIBLE);
  assert_true(tell__stats_has_value(&g.rii) && !tell__stats_has_interval(&g.rii));
  g = tell__stats_gradient_of(population, far, zero, 3, 1, 1, 0.95);
  assert_int_equal(g.sii.state, TELL_STAT_ZERO_VARIANCE);
  g = tell__stats_gradient_of(population, y, se, 1, 1, 1, 0.95);
  assert_int_equal(g.sii.state, TELL_STAT_TOO_FEW_POINTS);
  g = tell__stats_gradient_of(zero, y, se, 3, 1, 1, 0.95);
  assert_int_equal(g.sii.state, TELL_STAT_TOO_FEW_POINTS);
  g = tell__stats_gradient_of(population, y, se, 3, 2, 1, 0.95);
  assert_int_equal(g.sii.state, TELL_STAT_NOT_POSSIBLE);
  g = tell__stats_gradient_of(population, far, se, 3, 3, 1, 0.95);
  assert_int_equal(g.sii.state, TELL_STAT_NOT_POSSIBLE);
  const double bad[][3] = {{-1, 1, 1}, {NAN, 1, 1}, {1, NAN, 1}, {1, 1, -1}, {1, 1, NAN}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    double p[] = {1, bad[i][0]}, v[] = {1, bad[i][1]}, s[] = {1, bad[i][2]};
    g = tell__stats_gradient_of(p, v, s, 2, 1, 1, 0.95);
    assert_int_equal(g.sii.state, TELL_STAT_DOMAIN_ERROR);
    assert_int_equal(g.rii.state, TELL_STAT_DOMAIN_ERROR);
  }
  assert_int_equal(tell__stats_gradient_of(population, y, se, 3, 0, 1, 0.95).sii.state,
                   TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_gradient_of(population, y, se, 3, 1, 3, 0.95).sii.state,
                   TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_gradient_of(population, y, se, 3, 1, 1, 1).sii.state,
                   TELL_STAT_DOMAIN_ERROR);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_gradient_lines_agree_with_r),
      cmocka_unit_test(test_gradient_published_tables_are_reproduced),
      cmocka_unit_test(test_gradient_groups_without_pupils_are_dropped),
      cmocka_unit_test(test_gradient_of_a_line_is_its_rise),
      cmocka_unit_test(test_gradient_states),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
