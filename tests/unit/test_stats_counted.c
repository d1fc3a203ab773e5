/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares against each other by their counts: R, and when the counts are left aside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "near.h"
#include "oracle.h"
#include "stats/counted.h"
#include "stats/parent.h"
#include "stats/share.h"

/* A share as published, with the binomial variance of its count. */
static tell__stats_part part_of(double value, double x, double n) {
  tell__stats_part part = {.value = value, .n = n, .has_n = 1, .has_spread = 1};
  tell__stats_share_percent(x, n, 0.95, &part.variance.sampling);
  return part;
}

static tell__stats_difference normal_inside(const tell__stats_part *child,
                                            const tell__stats_part *parent) {
  tell__estimate e = tell__stats_child_against_parent(child, parent, 0.95);
  return tell__stats_normal_test(&e);
}

static void assert_same(const tell__stats_difference *a, const tell__stats_difference *b) {
  assert_true(a->estimate.lo == b->estimate.lo && a->estimate.hi == b->estimate.hi);
  assert_true(a->p == b->p && a->df == b->df && a->statistic == b->statistic);
  assert_string_equal(a->estimate.method, b->estimate.method);
}

static void test_counted_difference_inside_agrees_with_r(void **state) {
  (void)state;
  oracle *r = oracle_own("stats/child_shares.csv");
  assert_true(oracle_rows(r) > 50);
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double xc = oracle_number(r, i, "xc"), nc = oracle_number(r, i, "nc");
    double xp = oracle_number(r, i, "xp"), np = oracle_number(r, i, "np");
    const tell__stats_part child = part_of(oracle_number(r, i, "value_c"), xc, nc);
    const tell__stats_part parent = part_of(oracle_number(r, i, "value_p"), xp, np);
    const tell__stats_difference normal = normal_inside(&child, &parent);
    for (int32_t known = 0; known < 2 && np < 1000 + 1e6 * known; known++) {
      const tell__stats_counted a = tell__stats_counted_share(&child, known, known ? xc : -7);
      const tell__stats_counted b = tell__stats_counted_share(&parent, known, known ? xp : -7);
      const tell__stats_difference d =
          tell__stats_counted_difference(&normal, &a, &b, 1, TELL__STATS_TEST_FISHER, 0.95);
      assert_double_near(d.estimate.value, oracle_number(r, i, "difference"), 1e-12, 1e-12);
      assert_double_near(d.estimate.lo, oracle_number(r, i, "lo"), 1e-10, 1e-10);
      assert_double_near(d.estimate.hi, oracle_number(r, i, "hi"), 1e-10, 1e-10);
      assert_double_near(d.p, oracle_number(r, i, "p"), 1e-8, 0);
      assert_true(d.estimate.se == normal.estimate.se && d.df == 0);
      assert_string_equal(d.estimate.method, "child_newcombe_10_fisher");
    }
  }
  oracle_close(r);
}

/* Two groups that share nobody: that of stats/difference.h, in per cent. */
static void test_counted_difference_apart_is_that_of_two_shares(void **state) {
  (void)state;
  const tell__stats_part a = part_of(35, 7, 20), b = part_of(12, 6, 50);
  tell__estimate e = tell__stats_known_difference(&a, &b, 0.9);
  const tell__stats_difference normal = tell__stats_normal_test(&e);
  const tell__stats_counted one = {a, 1, 7}, other = {b, 1, 6};
  const tell__stats_difference d =
      tell__stats_counted_difference(&normal, &one, &other, 0, TELL__STATS_TEST_CHISQ, 0.9);
  const tell__stats_difference truth =
      tell__stats_share_difference(7, 20, 6, 50, TELL__STATS_TEST_CHISQ, 0.9);
  assert_double_near(d.estimate.lo, 100 * truth.estimate.lo, 1e-13, 0);
  assert_double_near(d.estimate.hi, 100 * truth.estimate.hi, 1e-13, 0);
  assert_true(d.p == truth.p && d.estimate.level == 0.9);
  assert_string_equal(d.estimate.method, "newcombe_10_chisq");
}

static void test_counted_share_finds_the_count(void **state) {
  (void)state;
  for (int n = 1; n < 1000; n += 7)
    for (int x = 0; x <= n; x++) {
      const tell__stats_part part = {.value = round(1000.0 * x / n) / 10, .n = n, .has_n = 1};
      const tell__stats_counted share = tell__stats_counted_share(&part, 0, 0);
      assert_true(share.has_x && share.x == x);
    }
  const tell__stats_part none[] = {{.value = 50, .n = 20},
                                   {.value = 50, .has_n = 1},
                                   {.value = 101, .n = 200, .has_n = 1},
                                   {.value = -1, .n = 200, .has_n = 1},
                                   {.value = NAN, .n = 200, .has_n = 1}};
  for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
    assert_false(tell__stats_counted_share(&none[i], 0, 0).has_x);
  const tell__stats_part part = {.value = 50, .n = 20, .has_n = 1};
  assert_false(tell__stats_counted_share(&part, 1, 21).has_x);
  assert_false(tell__stats_counted_share(&part, 1, -1).has_x);
  assert_true(tell__stats_counted_share(&part, 1, 9).x == 9);
}

/* Each of these leaves the difference as it was, to the bit. */
static void test_counted_difference_stays_where_counts_are_no_guide(void **state) {
  (void)state;
  const tell__stats_part child = part_of(30, 6, 20), parent = part_of(25, 50, 200);
  const tell__stats_counted own = {child, 1, 6}, all = {parent, 1, 50};
  const tell__stats_counted unknown = {child, 0, 6}, more = {parent, 1, 5};
  const tell__stats_counted fewer_without = {parent, 1, 187};
  const tell__stats_difference normal = normal_inside(&child, &parent);
  const struct {
    const tell__stats_counted *first, *second;
  } cases[] = {{&unknown, &all}, {&own, &unknown}, {&own, &more}, {&own, &fewer_without}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const tell__stats_difference d = tell__stats_counted_difference(
        &normal, cases[i].first, cases[i].second, 1, TELL__STATS_TEST_FISHER, 0.95);
    assert_same(&d, &normal);
  }
  tell__estimate bare = tell__stats_value_only(5, 20, "child_in_parent", TELL_STAT_NO_SPREAD);
  const tell__stats_difference untested = tell__stats_normal_test(&bare);
  const tell__stats_difference d =
      tell__stats_counted_difference(&untested, &own, &all, 1, TELL__STATS_TEST_FISHER, 0.95);
  assert_same(&d, &untested);
}

/* Rounding to whole per cent, 1/12 a figure: of 20 and 200 pupils nothing beside 105 + 9.4; of
 * 2 000 and 20 000 it is a seventh of all. The limit is a hundredth. */
static void test_counted_difference_keeps_rounding_that_counts_leave_out(void **state) {
  (void)state;
  for (int scale = 1; scale <= 100; scale *= 100) {
    tell__stats_part child = part_of(30, 6 * scale, 20 * scale);
    tell__stats_part parent = part_of(25, 50 * scale, 200 * scale);
    child.variance.rounding = parent.variance.rounding = 1 / 12.0;
    const tell__stats_difference normal = normal_inside(&child, &parent);
    const tell__stats_counted own = {child, 1, 6 * scale}, all = {parent, 1, 50 * scale};
    const tell__stats_difference d =
        tell__stats_counted_difference(&normal, &own, &all, 1, TELL__STATS_TEST_CHISQ, 0.95);
    assert_string_equal(d.estimate.method,
                        scale == 1 ? "child_newcombe_10_chisq" : "child_in_parent");
  }
}

/* 1 of 150 is published as 0.7, whose own binomial variance is a twentieth more than that of the
 * count: rounding of few pupils, which the count takes away and does not leave out. */
static void test_counted_difference_allows_for_the_variance_of_the_rounded_share(void **state) {
  (void)state;
  const tell__stats_part child = part_of(0.7, 1.05, 150), parent = part_of(0.8, 7.2, 900);
  const tell__stats_difference normal = normal_inside(&child, &parent);
  const tell__stats_counted own = tell__stats_counted_share(&child, 0, 0);
  const tell__stats_counted all = tell__stats_counted_share(&parent, 0, 0);
  assert_true(own.x == 1 && all.x == 7);
  const tell__stats_difference d =
      tell__stats_counted_difference(&normal, &own, &all, 1, TELL__STATS_TEST_FISHER, 0.95);
  assert_string_equal(d.estimate.method, "child_newcombe_10_fisher");
}

/* More tables than Fisher's test takes: chi-square, with the same interval. */
static void test_counted_difference_of_very_many_has_chi_square(void **state) {
  (void)state;
  const tell__stats_part a = part_of(50, 2e6, 4e6), b = part_of(50, 5e6, 1e7);
  tell__estimate e = tell__stats_known_difference(&a, &b, 0.95);
  const tell__stats_difference normal = tell__stats_normal_test(&e);
  const tell__stats_counted one = {a, 1, 2e6}, other = {b, 1, 5e6};
  const tell__stats_difference d =
      tell__stats_counted_difference(&normal, &one, &other, 0, TELL__STATS_TEST_FISHER, 0.95);
  assert_string_equal(d.estimate.method, "newcombe_10_chisq");
  assert_true(d.has_p && d.df == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_counted_difference_inside_agrees_with_r),
      cmocka_unit_test(test_counted_difference_apart_is_that_of_two_shares),
      cmocka_unit_test(test_counted_share_finds_the_count),
      cmocka_unit_test(test_counted_difference_stays_where_counts_are_no_guide),
      cmocka_unit_test(test_counted_difference_keeps_rounding_that_counts_leave_out),
      cmocka_unit_test(test_counted_difference_allows_for_the_variance_of_the_rounded_share),
      cmocka_unit_test(test_counted_difference_of_very_many_has_chi_square),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
