/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means with intervals: against R, published tables, and what must hold for any of them. */
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
#include "stats/mean.h"

static void test_mean_t_pupils_agree_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/mean_t.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    tell__estimate e = tell__stats_mean_t(oracle_number(r, i, "mean"), oracle_number(r, i, "sd"),
                                          oracle_number(r, i, "n"), oracle_number(r, i, "level"));
    assert_int_equal(e.state, TELL_STAT_OK);
    assert_string_equal(e.method, "mean_t");
    assert_double_near(e.lo, oracle_number(r, i, "lo"), 1e-11, 0);
    assert_double_near(e.hi, oracle_number(r, i, "hi"), 1e-11, 0);
  }
  oracle_close(r);
}

static void test_mean_t_published_means_are_reproduced(void **test) {
  (void)test;
  oracle *r = oracle_published("phe_mean_expected.csv");
  if (r == NULL)
    skip();
  assert_int_equal(oracle_rows(r), 3);
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double mean = oracle_number(r, i, "value"), sd = oracle_number(r, i, "stdev");
    double n = oracle_number(r, i, "value_count");
    tell__estimate e = tell__stats_mean_t(mean, sd, n, 0.95);
    assert_double_near(e.lo, oracle_number(r, i, "lower95_0cl"), 1e-8, 0);
    assert_double_near(e.hi, oracle_number(r, i, "upper95_0cl"), 1e-8, 0);
    e = tell__stats_mean_t(mean, sd, n, 0.998);
    assert_double_near(e.lo, oracle_number(r, i, "lower99_8cl"), 1e-8, 0);
    assert_double_near(e.hi, oracle_number(r, i, "upper99_8cl"), 1e-8, 0);
  }
  oracle_close(r);
}

static void test_mean_t_one_pupil_has_a_value_without_interval(void **test) {
  (void)test;
  tell__estimate e = tell__stats_mean_t(47, 0, 1, 0.95);
  assert_int_equal(e.state, TELL_STAT_TOO_FEW_POINTS);
  assert_true(tell__stats_has_value(&e) && e.value == 47 && e.n == 1);
  assert_false(tell__stats_has_interval(&e));
}

static void test_mean_t_all_equal_has_no_width(void **test) {
  (void)test;
  tell__estimate e = tell__stats_mean_t(3, 0, 12, 0.95);
  assert_int_equal(e.state, TELL_STAT_ZERO_VARIANCE);
  assert_true(e.lo == 3 && e.hi == 3 && e.se == 0 && tell__stats_has_interval(&e));
}

static void test_mean_t_nobody_is_empty(void **test) {
  (void)test;
  tell__estimate e = tell__stats_mean_t(0, 0, 0, 0.95);
  assert_int_equal(e.state, TELL_STAT_EMPTY);
  assert_false(tell__stats_has_value(&e));
}

static void test_mean_t_bad_input_is_a_domain_error(void **test) {
  (void)test;
  const double bad[][4] = {{NAN, 1, 5, 0.95},  {1, NAN, 5, 0.95},     {1, -1, 5, 0.95},
                           {1, 1, -5, 0.95},   {1, 1, 0.5, 0.95},     {1, 1, NAN, 0.95},
                           {1, 1, 5, 0},       {1, 1, 5, 1},          {1, 1, 5, NAN},
                           {1, 1, 1e14, 0.95}, {INFINITY, 1, 5, 0.95}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    tell__estimate e = tell__stats_mean_t(bad[i][0], bad[i][1], bad[i][2], bad[i][3]);
    assert_int_equal(e.state, TELL_STAT_DOMAIN_ERROR);
    assert_false(tell__stats_has_value(&e) || tell__stats_has_interval(&e));
  }
}

/* The variance of a figure that lies evenly in one step: by summing over a fine grid. */
static void test_rounding_variance_is_that_of_an_even_spread(void **test) {
  (void)test;
  for (int32_t decimals = 0; decimals <= 15; decimals++) {
    double step = pow(10, -decimals), sum = 0;
    enum { GRID = 2000 };
    for (int i = 0; i < GRID; i++) {
      double error = ((i + 0.5) / GRID - 0.5) * step;
      sum += error * error / GRID;
    }
    assert_double_near(tell__stats_rounding_variance(decimals), sum, 1e-6, 0);
  }
  assert_true(tell__stats_rounding_variance(-1) == -1);
  assert_true(tell__stats_rounding_variance(16) == -1);
}

/* Bergen: 50 with margin 0.4 becomes 50 ± 0.69 because 50 is rounded. */
static void test_mean_published_integer_mean_is_widened(void **test) {
  (void)test;
  tell__variance v;
  tell__estimate e = tell__stats_mean_published(50, 0.4, 0, 2700, 0.95, &v);
  assert_int_equal(e.state, TELL_STAT_OK);
  assert_string_equal(e.method, "published_margin");
  assert_double_near(e.hi - 50, 0.69, 0, 0.005);
  assert_double_near(50 - e.lo, 0.69, 0, 0.005);
  assert_double_near(v.sampling, 0.04165, 0, 1e-5);
  assert_double_near(v.rounding, 0.083333333333333333, 1e-15, 0);
  assert_double_near(e.se * e.se, v.sampling + v.rounding, 1e-14, 0);
  assert_true(e.n == 2700);
}

static void test_mean_published_many_decimals_give_the_margin_back(void **test) {
  (void)test;
  tell__estimate e = tell__stats_mean_published(48.25, 1.5, 15, 0, 0.95, NULL);
  assert_double_near(e.hi, 49.75, 1e-14, 0);
  assert_double_near(e.lo, 46.75, 1e-14, 0);
  tell__estimate wide = tell__stats_mean_published(48.25, 1.5, 15, 0, 0.998, NULL);
  assert_double_near(wide.hi - 48.25, 1.5 * 3.090232306167813 / 1.959963984540054, 1e-12, 0);
}

static void test_mean_published_margin_zero_leaves_the_rounding(void **test) {
  (void)test;
  tell__variance v;
  tell__estimate e = tell__stats_mean_published(3.5, 0, 1, 10, 0.95, &v);
  assert_int_equal(e.state, TELL_STAT_OK);
  assert_true(v.sampling == 0);
  assert_double_near(e.se, 0.1 / sqrt(12), 1e-14, 0);
}

static void test_mean_published_bad_input_is_a_domain_error(void **test) {
  (void)test;
  const double bad[][3] = {{NAN, 1, 5}, {1, -1, 5}, {1, NAN, 5}, {1, 1, -5}, {1, 1, NAN}};
  tell__variance v = {7, 7, 7};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    tell__estimate e = tell__stats_mean_published(bad[i][0], bad[i][1], 0, bad[i][2], 0.95, &v);
    assert_int_equal(e.state, TELL_STAT_DOMAIN_ERROR);
    assert_true(v.sampling == 0 && v.rounding == 0);
  }
  assert_int_equal(tell__stats_mean_published(1, 1, -1, 5, 0.95, NULL).state,
                   TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_mean_published(1, 1, 16, 5, 0.95, NULL).state,
                   TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_mean_published(1, 1, 0, 5, 1, NULL).state, TELL_STAT_DOMAIN_ERROR);
}

static size_t read_family(const oracle *r, double family, tell__stats_part *parts, size_t *first) {
  size_t count = 0;
  for (size_t i = 0; i < oracle_rows(r); i++) {
    if (oracle_number(r, i, "family") != family)
      continue;
    if (count == 0)
      *first = i;
    parts[count++] =
        (tell__stats_part){oracle_number(r, i, "value"),
                           oracle_number(r, i, "n"),
                           {oracle_number(r, i, "sampling"), oracle_number(r, i, "rounding"), 0},
                           1,
                           1};
  }
  return count;
}

static void test_weighted_mean_families_agree_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/families.csv");
  for (int family = 1; family <= 6; family++) {
    tell__stats_part parts[100];
    tell__variance v;
    size_t first = 0;
    size_t count = read_family(r, family, parts, &first);
    assert_true(count >= 2);
    tell__estimate e = tell__stats_weighted_mean(parts, count, 0.95, &v);
    assert_int_equal(e.state, TELL_STAT_OK);
    assert_string_equal(e.method, "weighted_mean");
    assert_double_near(e.value, oracle_number(r, first, "parent"), 1e-13, 0);
    assert_double_near(e.n, oracle_number(r, first, "parent_n"), 0, 0);
    assert_double_near(v.sampling, oracle_number(r, first, "parent_sampling"), 1e-12, 0);
    assert_double_near(v.rounding, oracle_number(r, first, "parent_summed_rounding"), 1e-12, 0);
    assert_double_near(e.se * e.se, v.sampling + v.rounding, 1e-13, 0);
  }
  oracle_close(r);
}

static void test_weighted_mean_any_order_gives_the_same_bits(void **test) {
  (void)test;
  uint64_t state = 3;
  tell__stats_part parts[75];
  for (int i = 0; i < 75; i++)
    parts[i] = (tell__stats_part){30 + 40 * random_unit(&state),
                                  (double)(random_next(&state) % 90),
                                  {10 * random_unit(&state), random_unit(&state) / 12, 0},
                                  1,
                                  1};
  tell__variance v0, v;
  tell__estimate e0 = tell__stats_weighted_mean(parts, 75, 0.95, &v0);
  for (int round = 0; round < 500; round++) {
    random_shuffle(&state, parts, 75, sizeof parts[0]);
    tell__estimate e = tell__stats_weighted_mean(parts, 75, 0.95, &v);
    assert_true(e.value == e0.value && e.se == e0.se && e.lo == e0.lo && e.hi == e0.hi);
    assert_true(v.sampling == v0.sampling && v.rounding == v0.rounding && e.n == e0.n);
  }
}

static void test_weighted_mean_one_part_is_that_part(void **test) {
  (void)test;
  tell__stats_part part = {51.3, 77, {1.25, 0.01, 0}, 1, 1};
  tell__variance v;
  tell__estimate e = tell__stats_weighted_mean(&part, 1, 0.95, &v);
  assert_double_near(e.value, 51.3, 1e-15, 0);
  assert_double_near(v.sampling, 1.25, 1e-15, 0);
  assert_double_near(v.rounding, 0.01, 1e-15, 0);
}

static void test_weighted_mean_part_without_pupils_weighs_nothing(void **test) {
  (void)test;
  tell__stats_part parts[] = {
      {50, 10, {1, 0, 0}, 1, 1}, {99, 0, {0, 0, 0}, 1, 0}, {60, 30, {2, 0, 0}, 1, 1}};
  tell__estimate e = tell__stats_weighted_mean(parts, 3, 0.95, NULL);
  assert_int_equal(e.state, TELL_STAT_OK);
  assert_true(e.value == 57.5 && e.n == 40);
}

static void test_weighted_share_ends_at_0_and_100(void **test) {
  (void)test;
  const tell__stats_part wide[] = {{97, 10, {400, 0, 0}, 1, 1}, {99, 30, {400, 0, 0}, 1, 1}};
  tell__variance v, same;
  tell__estimate mean = tell__stats_weighted_mean(wide, 2, 0.95, &v);
  tell__estimate share = tell__stats_weighted_share(wide, 2, 0.95, &same);
  assert_true(mean.hi > 100 && mean.lo > 0);
  assert_true(share.value == 98.5 && share.hi == 100 && share.lo == mean.lo);
  assert_true(share.se == mean.se && same.sampling == v.sampling);
  assert_string_equal(share.method, "weighted_share");
  const tell__stats_part low[] = {{1, 10, {400, 0, 0}, 1, 1}};
  share = tell__stats_weighted_share(low, 1, 0.95, NULL);
  assert_true(share.lo == 0 && share.hi > 1);
  share = tell__stats_weighted_share(low, 0, 0.95, NULL);
  assert_int_equal(share.state, TELL_STAT_EMPTY);
  assert_null(share.method);
}

static void test_total_is_the_exact_sum(void **test) {
  (void)test;
  tell__stats_part parts[3] = {{.value = 1e99}, {.value = 0.25}, {.value = -1e99}};
  tell__estimate e = tell__stats_total(parts, 3);
  assert_true(e.value == 0.25);
  assert_string_equal(e.method, "sum");
  assert_int_equal(e.state, TELL_STAT_NO_SPREAD);
  assert_false(tell__stats_has_interval(&e));
  parts[0].value = parts[2].value = 9e99;
  e = tell__stats_total(parts, 3);
  assert_int_equal(e.state, TELL_STAT_DOMAIN_ERROR);
  assert_false(tell__stats_has_value(&e));
}

/* R's qt(0.975, df) and qt(0.99, df): intervals as wide as these times se were made with se⁴/df. */
static void test_mean_wobble_is_that_of_the_interval(void **test) {
  (void)test;
  static const double known[][3] = {
      {1, 12.706204736174694, 31.820515953773928},   {1.5, 6.0166631044279288, 11.197316179568393},
      {4.2, 2.7250727225923739, 3.6502571302187778}, {9, 2.2621571627982049, 2.8214379250258075},
      {29, 2.0452296421327034, 2.4620213601504117},  {31, 2.0395134463964082, 2.4528241934026451},
      {5000, 1.9604385517065075, 2.3270939177333476}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    for (int j = 1; j <= 2; j++) {
      double se = 2.5, t = known[i][j], level = j == 1 ? 0.95 : 0.98;
      tell__estimate e = {47, se, 47 - t * se, 47 + t * se, level, 60, "", TELL_STAT_OK};
      assert_double_near(tell__stats_mean_wobble(&e), pow(se, 4) / known[i][0], 1e-6, 0);
    }
}

static void test_mean_wobble_without_t_is_nothing(void **test) {
  (void)test;
  tell__estimate normal = tell__stats_normal_interval(50, 0.4, 30, 0.95, "");
  assert_true(tell__stats_mean_wobble(&normal) == 0);
  tell__estimate none = tell__stats_value_only(50, 30, "", TELL_STAT_NO_SPREAD);
  assert_true(tell__stats_mean_wobble(&none) == 0);
  tell__estimate same = {50, 0, 50, 50, 0.95, 30, "", TELL_STAT_ZERO_VARIANCE};
  assert_true(tell__stats_mean_wobble(&same) == 0);
  tell__estimate wide = {50, 1, 0, 100, 0.95, 30, "", TELL_STAT_OK};
  assert_true(tell__stats_mean_wobble(&wide) == 1);
}

static void test_weighted_mean_states(void **test) {
  (void)test;
  tell__variance v = {7, 7, 7};
  const tell__stats_part good = {50, 10, {1, 0, 0}, 1, 1};
  tell__stats_part pair[2] = {good, good};
  assert_int_equal(tell__stats_weighted_mean(NULL, 0, 0.95, &v).state, TELL_STAT_EMPTY);
  assert_true(v.sampling == 0 && v.rounding == 0);

  pair[1].has_spread = 0;
  tell__estimate e = tell__stats_weighted_mean(pair, 2, 0.95, &v);
  assert_int_equal(e.state, TELL_STAT_NO_SPREAD);
  assert_true(e.value == 50 && e.n == 20 && tell__stats_has_value(&e));
  assert_false(tell__stats_has_interval(&e));
  assert_true(v.sampling == 0);

  pair[1] = good;
  pair[1].has_n = 0;
  e = tell__stats_weighted_mean(pair, 2, 0.95, &v);
  assert_int_equal(e.state, TELL_STAT_MISSING);
  assert_false(tell__stats_has_value(&e));

  pair[0] = pair[1] = good;
  pair[0].n = pair[1].n = 0;
  assert_int_equal(tell__stats_weighted_mean(pair, 2, 0.95, &v).state, TELL_STAT_EMPTY);

  pair[0] = pair[1] = good;
  pair[0].variance.sampling = pair[1].variance.sampling = 0;
  assert_int_equal(tell__stats_weighted_mean(pair, 2, 0.95, &v).state, TELL_STAT_ZERO_VARIANCE);
}

static void test_weighted_mean_bad_input_is_a_domain_error(void **test) {
  (void)test;
  const tell__stats_part bad[] = {{NAN, 10, {1, 0, 0}, 1, 1},  {50, -1, {1, 0, 0}, 1, 1},
                                  {50, NAN, {1, 0, 0}, 1, 1},  {50, 10, {-1, 0, 0}, 1, 1},
                                  {50, 10, {1, -1, 0}, 1, 1},  {50, 10, {NAN, 0, 0}, 1, 1},
                                  {50, 1e99, {1, 0, 0}, 1, 1}, {1e99, 1e99, {1e99, 0, 0}, 1, 1}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    tell__stats_part pair[2] = {{50, 10, {1, 0, 0}, 1, 1}, bad[i]};
    tell__estimate e = tell__stats_weighted_mean(pair, 2, 0.95, NULL);
    assert_true(e.state == TELL_STAT_DOMAIN_ERROR || i >= 6);
    assert_true(isfinite(e.value) && isfinite(e.se) && isfinite(e.lo) && isfinite(e.hi));
  }
  assert_int_equal(tell__stats_weighted_mean(bad, 0, 1.5, NULL).state, TELL_STAT_DOMAIN_ERROR);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_mean_t_pupils_agree_with_r),
      cmocka_unit_test(test_mean_t_published_means_are_reproduced),
      cmocka_unit_test(test_mean_t_one_pupil_has_a_value_without_interval),
      cmocka_unit_test(test_mean_t_all_equal_has_no_width),
      cmocka_unit_test(test_mean_t_nobody_is_empty),
      cmocka_unit_test(test_mean_t_bad_input_is_a_domain_error),
      cmocka_unit_test(test_rounding_variance_is_that_of_an_even_spread),
      cmocka_unit_test(test_mean_published_integer_mean_is_widened),
      cmocka_unit_test(test_mean_published_many_decimals_give_the_margin_back),
      cmocka_unit_test(test_mean_published_margin_zero_leaves_the_rounding),
      cmocka_unit_test(test_mean_published_bad_input_is_a_domain_error),
      cmocka_unit_test(test_weighted_mean_families_agree_with_r),
      cmocka_unit_test(test_weighted_mean_any_order_gives_the_same_bits),
      cmocka_unit_test(test_weighted_mean_one_part_is_that_part),
      cmocka_unit_test(test_weighted_mean_part_without_pupils_weighs_nothing),
      cmocka_unit_test(test_weighted_share_ends_at_0_and_100),
      cmocka_unit_test(test_total_is_the_exact_sum),
      cmocka_unit_test(test_mean_wobble_is_that_of_the_interval),
      cmocka_unit_test(test_mean_wobble_without_t_is_nothing),
      cmocka_unit_test(test_weighted_mean_states),
      cmocka_unit_test(test_weighted_mean_bad_input_is_a_domain_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
