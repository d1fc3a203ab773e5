/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published answers on trends and lines, read from where they are published: Fingertips' markers
 * and chi-squares, NIST's certified lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "near.h"
#include "oracle.h"
#include "stats/ols.h"
#include "stats/proportion_trend.h"
#include "stats/slope.h"

enum { MOST = 64 };

static json_t *read_json(const char *name) {
  char *bytes = oracle_published_bytes(name);
  if (bytes == NULL)
    return NULL;
  json_t *root = json_loads(bytes, 0, NULL);
  free(bytes);
  assert_non_null(root);
  return root;
}

static double number_of(const json_t *object, const char *key) {
  return json_number_value(json_object_get(object, key));
}

/* The error of a point as Fingertips has it, from its 95 % limits. */
static tell__stats_point point_of(const json_t *point) {
  tell__stats_point out = {number_of(point, "year"), number_of(point, "value"), 0, 0};
  if (json_is_number(json_object_get(point, "lower95"))) {
    out.has_se = 1;
    out.se = (number_of(point, "upper95") - number_of(point, "lower95")) / 3.92;
  }
  return out;
}

static tell__stats_slope slope_of(const json_t *series) {
  tell__stats_point points[MOST];
  const json_t *given = json_object_get(series, "points");
  size_t count = json_array_size(given);
  assert_true(count <= MOST);
  for (size_t i = 0; i < count; i++)
    points[i] = point_of(json_array_get(given, i));
  return tell__stats_weighted_slope(points, count, 0.998);
}

static tell__stats_proportion_trend shares_of(const json_t *series) {
  tell__stats_count years[MOST];
  const json_t *given = json_object_get(series, "points");
  size_t count = json_array_size(given);
  assert_true(count <= MOST);
  for (size_t i = 0; i < count; i++) {
    const json_t *point = json_array_get(given, i);
    years[i] = (tell__stats_count){number_of(point, "year"), number_of(point, "count"),
                                   number_of(point, "denominator")};
  }
  return tell__stats_proportion_trend_fit(years, count, 0.998);
}

static const char *worth(const char *polarity, int rises) {
  if (strcmp(polarity, "No judgement") == 0)
    return "";
  return (strcmp(polarity, "High is good") == 0) == rises ? "AndGettingBetter" : "AndGettingWorse";
}

/* The marker's words from our slope. */
static void say(const tell__stats_slope *t, const char *polarity, char marker[64]) {
  if (t->slope.state == TELL_STAT_DOMAIN_ERROR)
    strcpy(marker, "CannotBeCalculated"); /* a year whose limits are its value */
  else if (t->p >= 0.002 || t->agreement != TELL__STATS_AGREE)
    strcpy(marker, "NoChange");
  else
    snprintf(marker, 64, "%s%s", t->z > 0 ? "Increasing" : "Decreasing", worth(polarity, t->z > 0));
}

static void test_published_markers_of_fingertips_are_met(void **test) {
  (void)test;
  json_t *root = read_json("fingertips_trend.json");
  if (root == NULL)
    skip();
  const json_t *markers = json_object_get(root, "markers");
  assert_int_equal(json_array_size(markers), 6);
  for (size_t i = 0; i < json_array_size(markers); i++) {
    char marker[64];
    const json_t *series = json_array_get(markers, i);
    tell__stats_slope t = slope_of(series);
    /* Without limits they say NoChange; here there is no slope, and the state says why. */
    if (t.slope.state == TELL_STAT_NO_SPREAD)
      t.p = 1;
    say(&t, json_string_value(json_object_get(series, "polarity")), marker);
    assert_string_equal(marker, json_string_value(json_object_get(series, "expected_marker")));
  }
  json_decref(root);
}

static void check_calculator(const json_t *series) {
  const json_t *chi2 = json_object_get(series, "expected_chi2_2dp");
  const json_t *clear = json_object_get(series, "expected_significant");
  int by_shares =
      strcmp(json_string_value(json_object_get(series, "method")), "cochran_armitage") == 0;
  double found, p;
  tell__stats_agreement agreement;
  if (by_shares) {
    tell__stats_proportion_trend t = shares_of(series);
    /* x = n in one year, where theirs gives up, is defined. */
    assert_int_equal(t.slope.state, TELL_STAT_OK);
    found = t.chi2, p = t.p, agreement = t.agreement;
  } else {
    tell__stats_slope t = slope_of(series);
    assert_int_equal(t.slope.state, TELL_STAT_OK);
    found = t.z * t.z, p = t.p, agreement = t.agreement;
  }
  if (chi2 != NULL)
    assert_double_near(found, json_number_value(chi2), 0, 0.005);
  if (clear != NULL)
    assert_int_equal(p < 0.002 && agreement == TELL__STATS_AGREE, json_is_true(clear));
}

static void test_published_chi_squares_of_fingertips_are_met(void **test) {
  (void)test;
  json_t *root = read_json("fingertips_trend.json");
  if (root == NULL)
    skip();
  const json_t *series = json_object_get(root, "calculator");
  assert_int_equal(json_array_size(series), 4);
  for (size_t i = 0; i < json_array_size(series); i++)
    check_calculator(json_array_get(series, i));
  json_decref(root);
}

static double text_number(const json_t *text) { return strtod(json_string_value(text), NULL); }

static double certified(const json_t *set, const char *coefficient, const char *what) {
  const json_t *all = json_object_get(set, "coefficients");
  return text_number(json_object_get(json_object_get(all, coefficient), what));
}

static void test_published_lines_of_nist_are_met_to_twelve_digits(void **test) {
  (void)test;
  static const char *const names[] = {"Norris", "NoInt1", "NoInt2"};
  json_t *root = read_json("nist_linear.json");
  if (root == NULL)
    skip();
  for (int i = 0; i < 3; i++) {
    tell__stats_point points[MOST];
    const json_t *set = json_object_get(root, names[i]);
    const json_t *data = json_object_get(set, "data");
    size_t count = json_array_size(data);
    assert_true(count >= 3 && count <= MOST);
    for (size_t j = 0; j < count; j++) {
      const json_t *row = json_array_get(data, j);
      points[j] = (tell__stats_point){text_number(json_array_get(row, 1)),
                                      text_number(json_array_get(row, 0)), 0, 0};
    }
    tell__stats_ols fit = tell__stats_ols_fit(points, count, i > 0, 0.95);
    assert_double_near(fit.slope.value, certified(set, "B1", "estimate"), 1e-12, 0);
    assert_double_near(fit.slope.se, certified(set, "B1", "se"), 1e-12, 0);
    if (i == 0) {
      assert_double_near(fit.intercept, certified(set, "B0", "estimate"), 1e-12, 0);
      assert_double_near(fit.intercept_se, certified(set, "B0", "se"), 1e-12, 0);
    }
    assert_double_near(fit.residual_sd, text_number(json_object_get(set, "residual_sd")), 1e-12, 0);
    assert_double_near(fit.r_squared, text_number(json_object_get(set, "r_squared")), 1e-12, 0);
  }
  json_decref(root);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_published_markers_of_fingertips_are_met),
      cmocka_unit_test(test_published_chi_squares_of_fingertips_are_met),
      cmocka_unit_test(test_published_lines_of_nist_are_met_to_twelve_digits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
