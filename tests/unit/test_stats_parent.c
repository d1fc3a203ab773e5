/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child against its parent: the variance by matrix algebra in R, and the edges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "near.h"
#include "oracle.h"
#include "stats/mean.h"
#include "stats/parent.h"

static const tell__stats_part school = {52, 40, {2.5, 0.01, 0}, 1, 1};
static const tell__stats_part city = {50, 2700, {0.04, 0.08, 0}, 1, 1};

static void test_child_families_agree_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/families.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    tell__stats_part child = {oracle_number(r, i, "value"),
                              oracle_number(r, i, "n"),
                              {oracle_number(r, i, "sampling"), oracle_number(r, i, "rounding"), 0},
                              1,
                              1};
    tell__stats_part parent = {
        oracle_number(r, i, "parent"),
        oracle_number(r, i, "parent_n"),
        {oracle_number(r, i, "parent_sampling"), oracle_number(r, i, "parent_rounding"), 0},
        1,
        1};
    tell__estimate e = tell__stats_child_against_parent(&child, &parent, 0.95);
    assert_int_equal(e.state, TELL_STAT_OK);
    assert_string_equal(e.method, "child_in_parent");
    assert_double_near(e.value, oracle_number(r, i, "difference"), 1e-10, 1e-12);
    assert_double_near(e.se, oracle_number(r, i, "difference_se"), 1e-11, 0);
    assert_double_near(e.hi - e.value, 1.959963984540054 * e.se, 1e-12, 0);
    assert_true(e.n == child.n);
  }
  oracle_close(r);
}

/* A parent whose margin is far too small for the child in it: the child alone then sets the
 * variance. */
static void test_child_variance_never_falls_below_what_the_child_implies(void **test) {
  (void)test;
  tell__stats_part child = {52, 90, {4, 0.1, 0}, 1, 1};
  tell__stats_part parent = {50, 100, {0.001, 0.2, 0}, 1, 1};
  tell__estimate e = tell__stats_child_against_parent(&child, &parent, 0.95);
  assert_double_near(e.se * e.se, 0.1 * 0.1 * 4 + 0.3, 1e-13, 0);
}

static void test_child_no_spread_gives_the_difference_alone(void **test) {
  (void)test;
  for (int i = 0; i < 4; i++) {
    tell__stats_part child = school, parent = city;
    child.has_spread = i != 0;
    parent.has_spread = i != 1;
    child.has_n = i != 2;
    parent.has_n = i != 3;
    tell__estimate e = tell__stats_child_against_parent(&child, &parent, 0.95);
    assert_int_equal(e.state, TELL_STAT_NO_SPREAD);
    assert_true(e.value == 2 && tell__stats_has_value(&e));
    assert_false(tell__stats_has_interval(&e));
    assert_true(e.n == (i == 2 ? 0 : 40));
  }
}

static void test_child_as_large_as_parent_is_not_possible(void **test) {
  (void)test;
  tell__stats_part child = school;
  for (double n = 2700; n < 2702; n++) {
    child.n = n;
    tell__estimate e = tell__stats_child_against_parent(&child, &city, 0.95);
    assert_int_equal(e.state, TELL_STAT_NOT_POSSIBLE);
    assert_false(tell__stats_has_value(&e));
  }
}

static void test_child_without_pupils_is_empty(void **test) {
  (void)test;
  tell__stats_part child = school;
  child.n = 0;
  assert_int_equal(tell__stats_child_against_parent(&child, &city, 0.95).state, TELL_STAT_EMPTY);
}

static void test_child_no_variance_at_all_has_no_width(void **test) {
  (void)test;
  tell__stats_part child = {3, 10, {0, 0, 0}, 1, 1}, parent = {2, 20, {0, 0, 0}, 1, 1};
  tell__estimate e = tell__stats_child_against_parent(&child, &parent, 0.95);
  assert_int_equal(e.state, TELL_STAT_ZERO_VARIANCE);
  assert_true(e.lo == 1 && e.hi == 1);
}

static void test_child_bad_input_is_a_domain_error(void **test) {
  (void)test;
  const tell__stats_part bad[] = {{NAN, 40, {2, 0, 0}, 1, 1},     {52, -1, {2, 0, 0}, 1, 1},
                                  {52, NAN, {2, 0, 0}, 1, 1},     {52, 40, {-2, 0, 0}, 1, 1},
                                  {52, 40, {2, -1, 0}, 1, 1},     {52, 40, {2, NAN, 0}, 1, 1},
                                  {INFINITY, 40, {2, 0, 0}, 1, 1}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    tell__estimate e = tell__stats_child_against_parent(&bad[i], &city, 0.95);
    assert_int_equal(e.state, TELL_STAT_DOMAIN_ERROR);
    assert_false(tell__stats_has_value(&e) || tell__stats_has_interval(&e));
    e = tell__stats_child_against_parent(&school, &bad[i], 0.95);
    assert_int_equal(e.state, TELL_STAT_DOMAIN_ERROR);
  }
  assert_int_equal(tell__stats_child_against_parent(&school, &city, 0).state,
                   TELL_STAT_DOMAIN_ERROR);
}

static void test_child_mean_pupils_agree_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/children.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double nc = oracle_number(r, i, "nc"), np = oracle_number(r, i, "np");
    tell__stats_group child = {nc, oracle_number(r, i, "mc"), oracle_number(r, i, "sdc")};
    tell__stats_group parent = {np, oracle_number(r, i, "mp"), oracle_number(r, i, "sdp")};
    tell__stats_difference d = tell__stats_child_mean(&child, &parent, 0.95);
    assert_int_equal(d.estimate.state, TELL_STAT_OK);
    assert_string_equal(d.estimate.method, "child_welch");
    assert_double_near(d.estimate.value, oracle_number(r, i, "difference"), 1e-12, 1e-13);
    assert_double_near(d.estimate.lo, oracle_number(r, i, "lo"), 1e-9, 1e-12);
    assert_double_near(d.estimate.hi, oracle_number(r, i, "hi"), 1e-9, 1e-12);
    assert_double_near(d.p, oracle_number(r, i, "p"), 1e-8, 0);
    assert_true(d.estimate.n == nc);

    /* The identity: the variance with the covariance taken off is that of child minus rest. */
    double f = nc / np, vc = oracle_number(r, i, "var_child"), vr = oracle_number(r, i, "var_rest");
    tell__stats_part part = {child.mean, nc, {vc, 0, 0}, 1, 1};
    tell__stats_part whole = {parent.mean, np, {f * f * vc + (1 - f) * (1 - f) * vr, 0, 0}, 1, 1};
    tell__estimate e = tell__stats_child_against_parent(&part, &whole, 0.95);
    assert_double_near(e.se, (1 - f) * sqrt(vc + vr), 1e-12, 0);
    assert_double_near(e.se, d.estimate.se, 1e-9, 0);
    assert_double_near(e.value, (1 - f) * (child.mean - oracle_number(r, i, "rest")), 1e-11, 1e-13);
  }
  oracle_close(r);
}

static void test_child_share_is_the_difference_from_the_others_scaled(void **test) {
  (void)test;
  for (int nc = 1; nc < 30; nc += 4)
    for (int xc = 0; xc <= nc; xc += 2)
      for (int xr = 0; xr <= 40; xr += 5) {
        tell__stats_difference d =
            tell__stats_child_share(xc, nc, xc + xr, nc + 40, TELL__STATS_TEST_AUTO, 0.95);
        tell__stats_difference rest =
            tell__stats_share_difference(xc, nc, xr, 40, TELL__STATS_TEST_AUTO, 0.95);
        double scale = 40.0 / (nc + 40);
        assert_double_near(d.estimate.value, rest.estimate.value * scale, 1e-12, 1e-15);
        assert_double_near(d.estimate.lo, rest.estimate.lo * scale, 1e-13, 1e-15);
        assert_double_near(d.estimate.hi, rest.estimate.hi * scale, 1e-13, 1e-15);
        assert_true(d.p == rest.p && d.has_p && d.estimate.n == nc);
        assert_int_equal(strncmp(d.estimate.method, "child_newcombe_10_", 18), 0);
        assert_string_equal(d.estimate.method + 6, rest.estimate.method);
        tell__stats_difference untested =
            tell__stats_child_share(xc, nc, xc + xr, nc + 40, TELL__STATS_TEST_NONE, 0.95);
        assert_true(!untested.has_p && untested.estimate.hi == d.estimate.hi);
        assert_string_equal(untested.estimate.method, "child_newcombe_10");
      }
}

static void test_child_share_states(void **test) {
  (void)test;
  const double cases[][5] = {
      {0, 0, 5, 9, TELL_STAT_EMPTY},          {3, 9, 3, 9, TELL_STAT_NOT_POSSIBLE},
      {5, 4, 9, 20, TELL_STAT_DOMAIN_ERROR},  {6, 9, 5, 20, TELL_STAT_DOMAIN_ERROR},
      {1, 9, 19, 20, TELL_STAT_DOMAIN_ERROR}, {NAN, 9, 19, 20, TELL_STAT_DOMAIN_ERROR},
      {1, 9, 21, 20, TELL_STAT_DOMAIN_ERROR}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const double *c = cases[i];
    tell__stats_difference d =
        tell__stats_child_share(c[0], c[1], c[2], c[3], TELL__STATS_TEST_AUTO, 0.95);
    assert_int_equal(d.estimate.state, (int)c[4]);
    assert_false(tell__stats_has_value(&d.estimate) || d.has_p);
  }
}

static void test_child_mean_states(void **test) {
  (void)test;
  const tell__stats_group parent = {100, 50, 10}, same = {100, 50, 10}, none = {0, 0, 0};
  const tell__stats_group one_less = {99, 50, 10}, part = {99.5, 50, 10};
  assert_int_equal(tell__stats_child_mean(&same, &parent, 0.95).estimate.state,
                   TELL_STAT_NOT_POSSIBLE);
  assert_int_equal(tell__stats_child_mean(&none, &parent, 0.95).estimate.state, TELL_STAT_EMPTY);
  assert_int_equal(tell__stats_child_mean(&one_less, &parent, 0.95).estimate.state,
                   TELL_STAT_TOO_FEW_POINTS);
  assert_int_equal(tell__stats_child_mean(&part, &parent, 0.95).estimate.state,
                   TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_child_mean(&one_less, &parent, 2).estimate.state,
                   TELL_STAT_DOMAIN_ERROR);
  /* Figures rounded so much that nothing is left for the others' spread. */
  const tell__stats_group wide = {50, 50, 20}, narrow = {100, 50, 10};
  tell__stats_difference d = tell__stats_child_mean(&wide, &narrow, 0.95);
  assert_int_equal(d.estimate.state, TELL_STAT_OK);
  assert_double_near(d.estimate.se, 0.5 * 20 / sqrt(50), 1e-12, 0);
}

static void test_normal_test_gives_z_and_p(void **test) {
  (void)test;
  tell__estimate e = tell__stats_normal_interval(3, 2, 10, 0.95, "m");
  tell__stats_difference d = tell__stats_normal_test(&e);
  assert_true(d.has_p && d.statistic == 1.5);
  assert_double_near(d.p, 0.133614402537716, 1e-12, 0); /* R: 2*pnorm(-1.5) */
  e = tell__stats_normal_interval(3, 0, 10, 0.95, "m");
  assert_false(tell__stats_normal_test(&e).has_p);
  e = tell__stats_value_only(3, 1, "m", TELL_STAT_NO_SPREAD);
  assert_false(tell__stats_normal_test(&e).has_p);
}

/* A mean of n pupils with an sd, as a part of its parent. */
static tell__stats_part part_of(const tell__stats_group *group) {
  double v = group->sd * group->sd / group->n;
  return (tell__stats_part){group->mean, group->n, {v, 0, v * v / (group->n - 1)}, 1, 1};
}

static double wobble_in(tell__stats_part child, double own, tell__stats_part parent, double whole) {
  child.variance.wobble = own;
  parent.variance.wobble = whole;
  return tell__stats_child_wobble(&child, &parent);
}

/* The degrees of freedom are Welch's of the child and the others, for a parent that is the
 * weighted mean of both and for one whose own variance has as little of the others in it. */
static void test_child_wobble_is_that_of_welch(void **test) {
  (void)test;
  static const double sizes[][2] = {{10, 300}, {12, 12}, {40, 10}, {90, 4}, {20, 2}};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    const tell__stats_group one = {sizes[i][0], 42, 9}, other = {sizes[i][1], 37, 11};
    const tell__stats_part child = part_of(&one), rest = part_of(&other);
    const tell__stats_part both[] = {child, rest};
    tell__stats_part parent = {.n = one.n + other.n, .has_n = 1, .has_spread = 1};
    parent.value = tell__stats_weighted_mean(both, 2, 0.95, &parent.variance).value;
    const tell__estimate d = tell__stats_child_against_parent(&child, &parent, 0.95);
    const tell__stats_difference welch = tell__stats_mean_difference(&one, &other, 0.95);
    double of_all = pow(parent.variance.sampling, 2) / (parent.n - 1);
    double added = tell__stats_child_wobble(&child, &parent);
    double shared = wobble_in(child, child.variance.wobble, parent, of_all);
    assert_double_near(pow(d.se, 4) / added, welch.df, 1e-9, 0);
    assert_double_near(pow(d.se, 4) / shared, welch.df, 1e-9, 0);
  }
}

/* Of several others each is known by itself; what is taken as known stays so. */
static void test_child_wobble_edges(void **test) {
  (void)test;
  tell__stats_part child = {42, 60, {1, 0, 0}, 1, 1}, parent = {41, 100, {0.6, 0, 0}, 1, 1};
  double f4 = pow(0.6, 4), left4 = pow(0.4, 4);
  double several = wobble_in(child, 0.02, parent, f4 * 0.02 + 0.05);
  assert_double_near(several, left4 * 0.02 + 0.05, 1e-12, 0);
  assert_double_near(wobble_in(child, 0.02, parent, 0), left4 * 0.02, 1e-12, 0);
  assert_double_near(wobble_in(child, 0, parent, 0.05), 0.05, 1e-12, 0);
  child.n = 99; /* one pupil is left: one degree of freedom, not none */
  child.variance.sampling = 0.5;
  double most = 0.6 - 0.99 * 0.99 * 0.5;
  assert_double_near(wobble_in(child, 0, parent, 1e-9), most * most, 1e-12, 0);
  child.has_n = 0;
  assert_double_near(wobble_in(child, 0.02, parent, 0.05), 0.07, 1e-12, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_child_families_agree_with_r),
      cmocka_unit_test(test_child_variance_never_falls_below_what_the_child_implies),
      cmocka_unit_test(test_child_no_spread_gives_the_difference_alone),
      cmocka_unit_test(test_child_as_large_as_parent_is_not_possible),
      cmocka_unit_test(test_child_without_pupils_is_empty),
      cmocka_unit_test(test_child_no_variance_at_all_has_no_width),
      cmocka_unit_test(test_child_bad_input_is_a_domain_error),
      cmocka_unit_test(test_child_mean_pupils_agree_with_r),
      cmocka_unit_test(test_child_share_is_the_difference_from_the_others_scaled),
      cmocka_unit_test(test_child_wobble_is_that_of_welch),
      cmocka_unit_test(test_child_wobble_edges),
      cmocka_unit_test(test_child_share_states),
      cmocka_unit_test(test_child_mean_states),
      cmocka_unit_test(test_normal_test_gives_z_and_p),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
