/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles and tails against R (tests/data/stats/make_oracle.R). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "near.h"
#include "oracle.h"
#include "stats/quantile.h"

static void test_quantile_grid_agrees_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/quantiles.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double p = oracle_number(r, i, "p");
    double df = oracle_number(r, i, "df");
    double x = -1;
    tell_stat_state state =
        df == 0 ? tell__stats_normal_quantile(p, &x) : tell__stats_t_quantile(p, df, &x);
    assert_int_equal(state, TELL_STAT_OK);
    assert_double_near(x, oracle_number(r, i, "value"), p < 1e-5 ? 1e-10 : 1e-12, 0);
  }
  oracle_close(r);
}

static void test_tail_grid_agrees_with_r(void **test) {
  (void)test;
  oracle *r = oracle_own("stats/tails.csv");
  for (size_t i = 0; i < oracle_rows(r); i++) {
    double x = oracle_number(r, i, "x");
    double df = oracle_number(r, i, "df");
    double p = -1;
    tell_stat_state state =
        df == 0 ? tell__stats_normal_two_sided(-x, &p) : tell__stats_chisq_upper(x, df, &p);
    assert_int_equal(state, TELL_STAT_OK);
    assert_double_near(p, oracle_number(r, i, "p"), 1e-12, 0);
  }
  oracle_close(r);
}

static void test_critical_is_the_upper_quantile_of_half_the_rest(void **test) {
  (void)test;
  double z, t;
  assert_int_equal(tell__stats_normal_critical(0.95, &z), TELL_STAT_OK);
  assert_double_near(z, 1.959963984540054, 1e-14, 0);
  double searched = 0; /* 1 - 0.975 is (1 - 0.95) / 2 to the last bit */
  assert_int_equal(tell__stats_normal_quantile(0.975, &searched), TELL_STAT_OK);
  assert_true(z == searched);
  assert_int_equal(tell__stats_normal_critical(0.998, &z), TELL_STAT_OK);
  assert_double_near(z, 3.090232306167813, 1e-13, 0);
  assert_int_equal(tell__stats_t_critical(0.95, 1, &t), TELL_STAT_OK);
  assert_double_near(t, 12.70620473617471, 1e-13, 0);
}

static void test_quantile_cauchy_far_tail_has_its_closed_form(void **test) {
  (void)test;
  const double pi = 3.14159265358979323846;
  for (double alpha = 0.3; alpha > 1e-15; alpha /= 7) {
    double x;
    assert_int_equal(tell__stats_t_quantile(alpha, 1, &x), TELL_STAT_OK);
    assert_double_near(x, -1 / tan(pi * alpha), 1e-13, 0);
  }
}

static void test_quantile_is_odd_and_rises(void **test) {
  (void)test;
  double before = -INFINITY;
  for (int i = 1; i < 1024; i++) {
    double p = i / 1024.0, x, mirrored;
    assert_int_equal(tell__stats_t_quantile(p, 4, &x), TELL_STAT_OK);
    assert_int_equal(tell__stats_t_quantile(1 - p, 4, &mirrored), TELL_STAT_OK);
    assert_true(x == -mirrored);
    assert_true(x > before);
    before = x;
  }
}

static void test_quantile_extreme_probability_is_found_or_refused(void **test) {
  (void)test;
  double x;
  assert_int_equal(tell__stats_normal_quantile(5e-324, &x), TELL_STAT_OK);
  assert_true(isfinite(x) && x < -37);
  assert_int_equal(tell__stats_normal_quantile(0.5, &x), TELL_STAT_OK);
  assert_true(x == 0 && !signbit(x));
  tell_stat_state state = tell__stats_t_quantile(5e-324, 1, &x);
  assert_true(state == TELL_STAT_DOMAIN_ERROR ? x == 0 : isfinite(x));
}

static void test_quantile_bad_input_is_a_domain_error(void **test) {
  (void)test;
  const double bad_p[] = {0, 1, -0.1, 1.1, NAN, INFINITY, -INFINITY};
  const double bad_df[] = {0, 0.99, -1, NAN, INFINITY, 1e13};
  double x = 9;
  for (size_t i = 0; i < sizeof bad_p / sizeof bad_p[0]; i++) {
    assert_int_equal(tell__stats_normal_quantile(bad_p[i], &x), TELL_STAT_DOMAIN_ERROR);
    assert_true(x == 0);
    assert_int_equal(tell__stats_t_quantile(bad_p[i], 3, &x), TELL_STAT_DOMAIN_ERROR);
    assert_int_equal(tell__stats_normal_critical(bad_p[i], &x), TELL_STAT_DOMAIN_ERROR);
    assert_int_equal(tell__stats_t_critical(bad_p[i], 3, &x), TELL_STAT_DOMAIN_ERROR);
  }
  for (size_t i = 0; i < sizeof bad_df / sizeof bad_df[0]; i++) {
    x = 9;
    assert_int_equal(tell__stats_t_quantile(0.9, bad_df[i], &x), TELL_STAT_DOMAIN_ERROR);
    assert_true(x == 0);
    assert_int_equal(tell__stats_t_critical(0.9, bad_df[i], &x), TELL_STAT_DOMAIN_ERROR);
  }
  x = 9;
  assert_int_equal(tell__stats_normal_two_sided(NAN, &x), TELL_STAT_DOMAIN_ERROR);
  assert_true(x == 0);
}

/* R: qnorm(pt(-t, df)); where even t has no tail that a double could hold, it stands for itself. */
static void test_normal_score_is_exceeded_as_often_as_t(void **state) {
  (void)state;
  static const struct {
    double t, df, z;
  } rows[] = {{2.2621571627409915, 9, 1.9599639845000532},
              {1, 1, 0.6744897501960827},
              {5, 3, 2.4230115314016123},
              {12, 20, 6.4203565073794113},
              {0.10000000000000001, 50, 0.099496314917644088},
              {8, 1000000, 7.9998700044800568}};
  double z;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    for (int sign = -1; sign <= 1; sign += 2) {
      assert_int_equal(tell__stats_normal_score(sign * rows[i].t, rows[i].df, &z), TELL_STAT_OK);
      assert_double_near(z, sign * rows[i].z, 1e-10, 0);
    }
  assert_int_equal(tell__stats_normal_score(0, 5, &z), TELL_STAT_OK);
  assert_double_near(z, 0, 0, 1e-15);
  assert_int_equal(tell__stats_normal_score(100, 1e12, &z), TELL_STAT_OK);
  assert_double_near(z, 100, 1e-6, 0);
  assert_int_equal(tell__stats_normal_score(2, 0.5, &z), TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_normal_score(NAN, 5, &z), TELL_STAT_DOMAIN_ERROR);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_quantile_grid_agrees_with_r),
      cmocka_unit_test(test_tail_grid_agrees_with_r),
      cmocka_unit_test(test_critical_is_the_upper_quantile_of_half_the_rest),
      cmocka_unit_test(test_quantile_cauchy_far_tail_has_its_closed_form),
      cmocka_unit_test(test_quantile_is_odd_and_rises),
      cmocka_unit_test(test_quantile_extreme_probability_is_found_or_refused),
      cmocka_unit_test(test_quantile_bad_input_is_a_domain_error),
      cmocka_unit_test(test_normal_score_is_exceeded_as_often_as_t),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
