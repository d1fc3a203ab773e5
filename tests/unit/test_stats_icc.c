/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares of variance between units: against aov() of R on single pupils, by simulation, edges. */
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
#include "stats/icc.h"

enum { MOST = 80 };

typedef struct family {
  double n[MOST], mean[MOST], sd[MOST], x[MOST];
  size_t count;
  int binary;
} family;

static void read_family(const oracle *r, double number, family *f) {
  f->count = 0;
  for (size_t i = 0; i < oracle_rows(r); i++) {
    if (oracle_number(r, i, "case") != number)
      continue;
    assert_true(f->count < MOST);
    f->binary = oracle_number(r, i, "binary") == 1;
    f->n[f->count] = oracle_number(r, i, "n");
    f->mean[f->count] = oracle_number(r, i, "mean");
    f->x[f->count] = oracle_number(r, i, "x");
    f->sd[f->count++] = oracle_number(r, i, "sd");
  }
}

static void check(const oracle *r, size_t i, const tell__estimate *e,
                  const tell__stats_icc_parts *a) {
  assert_int_equal(e->state, TELL_STAT_OK);
  assert_double_near(a->between, oracle_number(r, i, "between"), 1e-10, 0);
  assert_double_near(a->within, oracle_number(r, i, "within"), 1e-11, 0);
  assert_double_near(a->unit_size, oracle_number(r, i, "n0"), 1e-12, 0);
  assert_double_near(a->f, oracle_number(r, i, "f"), 1e-10, 0);
  assert_double_near(a->p, oracle_number(r, i, "p"), 1e-8, 0);
  assert_double_near(e->value, oracle_number(r, i, "value"), 1e-9, 1e-14);
  assert_double_near(e->lo, oracle_number(r, i, "lo"), 1e-9, 1e-13);
  assert_double_near(e->hi, oracle_number(r, i, "hi"), 1e-9, 1e-13);
}

static void test_icc_summaries_give_what_aov_gives_for_the_pupils(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/icc_answers.csv"), *units = oracle_own("stats/icc_units.csv");
  int shares = 0;
  for (size_t i = 0; i < oracle_rows(r); i++) {
    family f;
    tell__stats_icc_parts a;
    double level = oracle_number(r, i, "level");
    read_family(units, oracle_number(r, i, "case"), &f);
    tell__estimate e = tell__stats_icc_means(f.n, f.mean, f.sd, f.count, level, &a);
    assert_string_equal(e.method, "icc_anova");
    check(r, i, &e, &a);
    if (f.binary) {
      e = tell__stats_icc_shares(f.x, f.n, f.count, level, &a);
      assert_string_equal(e.method, "icc_anova_shares");
      check(r, i, &e, &a);
      shares++;
    }
  }
  assert_true(shares >= 4);
  oracle_close(r);
  oracle_close(units);
}

static double normal(uint64_t *random) {
  double sum = -6;
  for (int k = 0; k < 12; k++)
    sum += random_unit(random);
  return sum;
}

/* How often the interval holds the true ICC, for 30 units of unequal size. */
static double coverage(double between, int rounds, double smallest, double spread) {
  uint64_t random = 43;
  int covered = 0;
  for (int round = 0; round < rounds; round++) {
    double n[30], mean[30], sd[30];
    for (int i = 0; i < 30; i++) {
      n[i] = smallest + floor(spread * random_unit(&random));
      double level = between * normal(&random), sum = 0, squares = 0;
      for (double k = 0; k < n[i]; k++) {
        double y = level + normal(&random);
        sum += y;
        squares += y * y;
      }
      mean[i] = sum / n[i];
      sd[i] = sqrt((squares - sum * sum / n[i]) / (n[i] - 1));
    }
    double truth = between * between / (1 + between * between);
    tell__estimate e = tell__stats_icc_means(n, mean, sd, 30, 0.95, NULL);
    covered += e.lo <= truth && truth <= e.hi;
  }
  return (double)covered / rounds;
}

static void test_icc_interval_covers_the_truth(void **test) {
  (void)test;
  int rounds = random_rounds(600);
  double slack = rounds < 600 ? 0.07 : 0.03;
  assert_double_near(coverage(0.3, rounds, 20, 1), 0.95, 0, slack);
  assert_double_near(coverage(0.3, rounds, 10, 50), 0.95, 0, slack);
  assert_double_near(coverage(0.7, rounds, 10, 50), 0.95, 0, slack);
}

static void test_icc_units_without_pupils_are_passed_over(void **test) {
  (void)test;
  const double n[] = {10, 0, 12, 15}, mean[] = {50, NAN, 48, 53}, sd[] = {9, NAN, 8, 10};
  const double n3[] = {10, 12, 15}, mean3[] = {50, 48, 53}, sd3[] = {9, 8, 10};
  tell__estimate e = tell__stats_icc_means(n, mean, sd, 4, 0.95, NULL);
  tell__estimate e3 = tell__stats_icc_means(n3, mean3, sd3, 3, 0.95, NULL);
  assert_int_equal(e.state, TELL_STAT_OK);
  assert_true(e.value == e3.value && e.lo == e3.lo && e.hi == e3.hi && e.n == 37);
}

static void test_icc_edges(void **test) {
  (void)test;
  const double n[] = {5, 5, 5}, mean[] = {1, 2, 3}, equal[] = {2, 2, 2}, none[] = {0, 0, 0};
  const double sd[] = {1, 1, 1}, ones[] = {1, 1, 1}, all[] = {5, 5, 5};
  assert_int_equal(tell__stats_icc_means(n, mean, sd, 1, 0.95, NULL).state, TELL_STAT_NOT_POSSIBLE);
  assert_int_equal(tell__stats_icc_means(n, mean, sd, 0, 0.95, NULL).state, TELL_STAT_NOT_POSSIBLE);
  assert_int_equal(tell__stats_icc_means(none, mean, sd, 3, 0.95, NULL).state,
                   TELL_STAT_NOT_POSSIBLE);
  assert_int_equal(tell__stats_icc_means(ones, mean, sd, 3, 0.95, NULL).state,
                   TELL_STAT_NOT_POSSIBLE);
  assert_int_equal(tell__stats_icc_means(n, equal, none, 3, 0.95, NULL).state,
                   TELL_STAT_NOT_POSSIBLE);
  assert_int_equal(tell__stats_icc_shares(none, n, 3, 0.95, NULL).state, TELL_STAT_NOT_POSSIBLE);
  assert_int_equal(tell__stats_icc_shares(all, n, 3, 0.95, NULL).state, TELL_STAT_NOT_POSSIBLE);
  tell__estimate e = tell__stats_icc_means(n, mean, none, 3, 0.95, NULL);
  assert_int_equal(e.state, TELL_STAT_ZERO_VARIANCE);
  assert_true(e.value == 1 && !tell__stats_has_interval(&e));
  e = tell__stats_icc_means(n, equal, sd, 3, 0.95, NULL);
  assert_int_equal(e.state, TELL_STAT_OK);
  assert_true(e.value == 0 && e.lo == 0 && e.hi >= 0);
}

static void test_icc_bad_input_is_a_domain_error(void **test) {
  (void)test;
  const double bad[][3] = {{-1, 1, 1}, {0.5, 1, 1}, {NAN, 1, 1},  {5, NAN, 1},
                           {5, 1, -1}, {5, 1, NAN}, {1e101, 1, 1}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    double n[] = {5, 9, bad[i][0]}, mean[] = {1, 2, bad[i][1]}, sd[] = {1, 1, bad[i][2]};
    assert_int_equal(tell__stats_icc_means(n, mean, sd, 3, 0.95, NULL).state,
                     TELL_STAT_DOMAIN_ERROR);
  }
  const double n[] = {5, 9, 6}, x[] = {1, 10, 2}, below[] = {1, -1, 2}, good[] = {1, 3, 2};
  assert_int_equal(tell__stats_icc_shares(x, n, 3, 0.95, NULL).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_icc_shares(below, n, 3, 0.95, NULL).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_icc_shares(good, n, 3, 0, NULL).state, TELL_STAT_DOMAIN_ERROR);
  const double huge[] = {1e8, 1e8, 1e8};
  assert_int_equal(tell__stats_icc_shares(good, huge, 3, 0.95, NULL).state, TELL_STAT_DOMAIN_ERROR);
}

/* One unit with next to all pupils: the others vanish beside it, and with them the size of a unit.
 */
static void test_icc_unit_size_lost_in_rounding_is_a_domain_error(void **test) {
  (void)test;
  const double x[] = {0, 0, 1e50}, n[] = {2, 4, 1e50}, mean[] = {1, 2, 3}, sd[] = {1, 1, 1};
  const double none[] = {0, 0, 0};
  tell__stats_icc_parts a;
  assert_int_equal(tell__stats_icc_shares(x, n, 3, 0.95, &a).state, TELL_STAT_DOMAIN_ERROR);
  assert_true(isfinite(a.tau2));
  assert_int_equal(tell__stats_icc_means(n, mean, sd, 3, 0.95, &a).state, TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_icc_means(n, mean, none, 3, 0.95, &a).state, TELL_STAT_DOMAIN_ERROR);
  assert_true(isfinite(a.tau2));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_icc_summaries_give_what_aov_gives_for_the_pupils),
      cmocka_unit_test(test_icc_interval_covers_the_truth),
      cmocka_unit_test(test_icc_units_without_pupils_are_passed_over),
      cmocka_unit_test(test_icc_edges),
      cmocka_unit_test(test_icc_unit_size_lost_in_rounding_is_a_domain_error),
      cmocka_unit_test(test_icc_bad_input_is_a_domain_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
