/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adjusted p values: against R's p.adjust(), by brute force, and what must hold for any family. */
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
#include "stats/multiplicity.h"

enum { MOST = 64 };

static size_t read_family(const oracle *r, int family, const char *column, double *numbers) {
  size_t count = 0;
  for (size_t i = 0; i < oracle_rows(r); i++) {
    if (oracle_number(r, i, "family") != family)
      continue;
    assert_true(count < MOST);
    double number = oracle_number(r, i, column);
    numbers[count++] = number < 0 ? NAN : number;
  }
  return count;
}

static void check_against_r(int32_t method, const char *column) {
  oracle *r = oracle_own("stats/adjust.csv");
  for (int family = 1; family <= 7; family++) {
    double p[MOST], expected[MOST], q[MOST];
    tell_stat_state states[MOST], state;
    size_t tests, there = 0, count = read_family(r, family, "p", p);
    read_family(r, family, column, expected);
    assert_int_equal(tell__stats_adjust(p, count, method, q, states, &tests, &state), TELL_OK);
    assert_int_equal(state, TELL_STAT_OK);
    for (size_t i = 0; i < count; i++) {
      assert_int_equal(states[i], isnan(p[i]) ? TELL_STAT_MISSING : TELL_STAT_OK);
      assert_double_near(q[i], isnan(p[i]) ? 0 : expected[i], 1e-13, 0);
      there += !isnan(p[i]);
    }
    assert_int_equal(tests, there);
  }
  oracle_close(r);
}

static void test_adjust_bh_agrees_with_r(void **test) {
  (void)test;
  check_against_r(TELL_ADJUST_BH, "bh");
}

static void test_adjust_by_agrees_with_r(void **test) {
  (void)test;
  check_against_r(TELL_ADJUST_BY, "by");
}

static void test_adjust_holm_agrees_with_r(void **test) {
  (void)test;
  check_against_r(TELL_ADJUST_HOLM, "holm");
}

/* The closed test behind Holm: a hypothesis falls when Bonferroni's test rejects every set that it
 * is in, so its adjusted p is the largest of size·min over all those sets. */
static void test_adjust_holm_is_the_closed_bonferroni_test(void **test) {
  (void)test;
  uint64_t random = 5;
  enum { M = 7 };
  for (int round = 0; round < 30; round++) {
    double p[M], q[M];
    tell_stat_state state;
    for (int i = 0; i < M; i++)
      p[i] = floor(random_unit(&random) * 12) / 40;
    assert_int_equal(tell__stats_adjust(p, M, TELL_ADJUST_HOLM, q, NULL, NULL, &state), TELL_OK);
    for (int i = 0; i < M; i++) {
      double largest = 0;
      for (unsigned set = 0; set < 1u << M; set++) {
        double smallest = 1;
        int size = 0;
        if (!(set >> i & 1))
          continue;
        for (int j = 0; j < M; j++)
          if (set >> j & 1) {
            size++;
            smallest = fmin(smallest, p[j]);
          }
        largest = fmax(largest, fmin(size * smallest, 1));
      }
      assert_double_near(q[i], largest, 1e-14, 0);
    }
  }
}

/* BH by its definition: q is the smallest rate at which the step-up rule rejects. */
static void test_adjust_bh_rejects_what_the_step_up_rule_rejects(void **test) {
  (void)test;
  uint64_t random = 9;
  enum { M = 12 };
  for (int round = 0; round < 50; round++) {
    double p[M], q[M];
    tell_stat_state state;
    for (int i = 0; i < M; i++)
      p[i] = random_unit(&random) * random_unit(&random);
    tell__stats_adjust(p, M, TELL_ADJUST_BH, q, NULL, NULL, &state);
    for (double rate = 0.01; rate < 1; rate += 0.037) {
      double cut = -1;
      for (int i = 0; i < M; i++) {
        int rank = 0;
        for (int j = 0; j < M; j++)
          rank += p[j] <= p[i];
        if (p[i] <= rate * rank / M)
          cut = fmax(cut, p[i]);
      }
      for (int i = 0; i < M; i++)
        assert_int_equal(q[i] <= rate, p[i] <= cut);
    }
  }
}

static void test_adjust_any_order_gives_the_same_bits(void **test) {
  (void)test;
  uint64_t random = 7;
  typedef struct pair {
    double p, q;
  } pair;
  pair pairs[50];
  for (int32_t method = TELL_ADJUST_NONE; method <= TELL_ADJUST_BY; method++)
    for (int round = 0; round < 40; round++) {
      double p[50], q[50];
      tell_stat_state state;
      for (int i = 0; i < 50; i++) {
        if (round == 0)
          pairs[i].p = floor(random_unit(&random) * 30) / 600;
        p[i] = pairs[i].p;
      }
      tell__stats_adjust(p, 50, method, q, NULL, NULL, &state);
      for (int i = 0; i < 50; i++) {
        if (round > 0)
          assert_true(q[i] == pairs[i].q);
        pairs[i].q = q[i];
        for (int j = 0; j < i; j++)
          if (p[i] == p[j])
            assert_true(q[i] == q[j]);
      }
      random_shuffle(&random, pairs, 50, sizeof pairs[0]);
    }
}

static void test_adjust_states(void **test) {
  (void)test;
  double p[3] = {NAN, NAN, NAN}, q[3] = {7, 7, 7};
  tell_stat_state states[3], state = 99;
  size_t tests = 7;
  assert_int_equal(tell__stats_adjust(p, 3, TELL_ADJUST_BH, q, states, &tests, &state), TELL_OK);
  assert_int_equal(state, TELL_STAT_EMPTY);
  assert_true(tests == 0 && q[0] == 0 && states[2] == TELL_STAT_MISSING);
  assert_int_equal(tell__stats_adjust(NULL, 0, TELL_ADJUST_BH, NULL, NULL, NULL, &state), TELL_OK);
  assert_int_equal(state, TELL_STAT_EMPTY);
  const double bad[] = {-0.01, 1.01, INFINITY, -INFINITY, 1e300};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    double family[2] = {0.5, bad[i]};
    q[0] = 7;
    tell__stats_adjust(family, 2, TELL_ADJUST_HOLM, q, states, &tests, &state);
    assert_int_equal(state, TELL_STAT_DOMAIN_ERROR);
    assert_true(q[0] == 0 && states[0] == TELL_STAT_DOMAIN_ERROR && tests == 0);
  }
  p[0] = 0.5;
  tell__stats_adjust(p, 1, 0, q, NULL, NULL, &state);
  assert_int_equal(state, TELL_STAT_DOMAIN_ERROR);
  tell__stats_adjust(p, 1, 5, q, NULL, NULL, &state);
  assert_int_equal(state, TELL_STAT_DOMAIN_ERROR);
}

static void test_adjust_none_gives_p_itself(void **test) {
  (void)test;
  const double p[5] = {0.4, NAN, 0.001, 1, 0};
  double q[5] = {7, 7, 7, 7, 7};
  tell_stat_state states[5], state;
  size_t tests = 0;
  assert_int_equal(tell__stats_adjust(p, 5, TELL_ADJUST_NONE, q, states, &tests, &state), TELL_OK);
  assert_int_equal(state, TELL_STAT_OK);
  assert_int_equal(tests, 4);
  for (int i = 0; i < 5; i++)
    assert_true(isnan(p[i]) ? q[i] == 0 && states[i] == TELL_STAT_MISSING
                            : q[i] == p[i] && states[i] == TELL_STAT_OK);
}

static void test_adjust_id_and_find_agree(void **test) {
  (void)test;
  static const char *const ids[] = {"none", "holm", "bh", "by"};
  for (int32_t i = 0; i < 4; i++) {
    assert_string_equal(tell_adjust_id(i + 1), ids[i]);
    assert_int_equal(tell_adjust_find(ids[i]), i + 1);
    /* The method of a result names the same thing. */
    assert_memory_equal(tell__stats_adjust_method(i + 1), "adjust_", 7);
    assert_string_equal(tell__stats_adjust_method(i + 1) + 7, ids[i]);
  }
  const int32_t none[] = {0, 5, -1, INT32_MAX, INT32_MIN};
  for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
    assert_string_equal(tell_adjust_id(none[i]), "unknown");
  static const char *const strange[] = {NULL, "", "HOLM", "h", "holms", "unknown", "adjust_bh"};
  for (size_t i = 0; i < sizeof strange / sizeof strange[0]; i++)
    assert_int_equal(tell_adjust_find(strange[i]), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_adjust_bh_agrees_with_r),
      cmocka_unit_test(test_adjust_by_agrees_with_r),
      cmocka_unit_test(test_adjust_holm_agrees_with_r),
      cmocka_unit_test(test_adjust_holm_is_the_closed_bonferroni_test),
      cmocka_unit_test(test_adjust_bh_rejects_what_the_step_up_rule_rejects),
      cmocka_unit_test(test_adjust_any_order_gives_the_same_bits),
      cmocka_unit_test(test_adjust_states),
      cmocka_unit_test(test_adjust_none_gives_p_itself),
      cmocka_unit_test(test_adjust_id_and_find_agree),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
