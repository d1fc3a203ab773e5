/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public functions about many units: what they hand over, and which calls fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "near.h"
#include "telling.h"

typedef struct result {
  tell_statistic *s, *other;
  tell_error *err;
} result;

static int set_up(void **test) {
  static result r;
  assert_int_equal(tell_error_create(&r.err), TELL_OK);
  assert_int_equal(tell_statistic_create(&r.s, r.err), TELL_OK);
  assert_int_equal(tell_statistic_create(&r.other, r.err), TELL_OK);
  *test = &r;
  return 0;
}

static int tear_down(void **test) {
  result *r = *test;
  tell_statistic_free(r->s);
  tell_statistic_free(r->other);
  tell_error_free(r->err);
  return 0;
}

static double number(const tell_statistic *s, const char *name) {
  double value = NAN;
  assert_int_equal(tell_statistic_number(s, name, &value), 1);
  return value;
}

/* A refused call says so and leaves a result that holds nothing. */
static void assert_refused(const result *r, tell_status status) {
  assert_int_equal(status, TELL_E_ARGUMENT);
  assert_true(strlen(tell_error_message(r->err)) > 0);
  assert_int_equal(tell_statistic_has_value(r->s), 0);
  assert_int_equal(tell_statistic_state(r->s), TELL_STAT_MISSING);
}

static void test_adjust_hands_over_the_family(void **test) {
  result *r = *test;
  const double p[] = {0.01, 0.04, NAN, 0.03};
  double q[4];
  int32_t states[4];
  assert_int_equal(tell_stats_adjust(p, 4, TELL_ADJUST_HOLM, q, states, r->s, r->err), TELL_OK);
  /* R: p.adjust(c(0.01, 0.04, NA, 0.03), "holm") */
  assert_double_near(q[0], 0.03, 1e-15, 0);
  assert_double_near(q[1], 0.06, 1e-15, 0);
  assert_double_near(q[3], 0.06, 1e-15, 0);
  assert_int_equal(states[2], TELL_STAT_MISSING);
  assert_true(tell_statistic_value(r->s) == 3 && number(r->s, "smallest") == q[0]);
  assert_string_equal(tell_statistic_method(r->s), "adjust_holm");
  assert_int_equal(tell_stats_adjust(p, 4, TELL_ADJUST_NONE, q, states, r->s, r->err), TELL_OK);
  assert_true(q[0] == 0.01 && q[1] == 0.04 && q[2] == 0 && q[3] == 0.03);
  assert_string_equal(tell_statistic_method(r->s), "adjust_none");
  assert_int_equal(tell_stats_adjust(p, 4, TELL_ADJUST_BH, q, NULL, r->s, r->err), TELL_OK);
  assert_string_equal(tell_statistic_method(r->s), "adjust_bh");
  assert_refused(r, tell_stats_adjust(p, 4, 0, q, NULL, r->s, r->err));
  assert_refused(r, tell_stats_adjust(p, 4, 5, q, NULL, r->s, r->err));
  assert_refused(r, tell_stats_adjust(NULL, 4, TELL_ADJUST_BH, q, NULL, r->s, r->err));
  assert_refused(r, tell_stats_adjust(p, 4, TELL_ADJUST_BH, NULL, NULL, r->s, r->err));
  assert_int_equal(tell_stats_adjust(p, 4, TELL_ADJUST_BH, q, NULL, NULL, r->err), TELL_E_ARGUMENT);
  assert_int_equal(tell_stats_adjust(NULL, 0, TELL_ADJUST_BH, NULL, NULL, r->s, r->err), TELL_OK);
  assert_int_equal(tell_statistic_state(r->s), TELL_STAT_EMPTY);
}

static void test_adjust_in_place_gives_the_same(void **test) {
  result *r = *test;
  double p[] = {0.01, 0.04, NAN, 0.03}, q[4];
  tell_stats_adjust(p, 4, TELL_ADJUST_BY, q, NULL, r->s, r->err);
  tell_stats_adjust(p, 4, TELL_ADJUST_BY, p, NULL, r->s, r->err);
  assert_memory_equal(p, q, sizeof q);
}

static void test_funnel_hands_over_the_limits(void **test) {
  result *r = *test;
  static const char *const methods[] = {"funnel_binomial", "funnel_binomial_mirrored",
                                        "funnel_wilson", "funnel_arcsine"};
  for (int32_t method = TELL_FUNNEL_BINOMIAL; method <= TELL_FUNNEL_ARCSINE; method++) {
    assert_int_equal(tell_stats_funnel_share(0.3, 40, 0, method, 0.95, r->s, r->err), TELL_OK);
    assert_string_equal(tell_statistic_method(r->s), methods[method - 1]);
    assert_true(tell_statistic_value(r->s) == 0.3 && tell_statistic_n(r->s) == 40);
    assert_double_near(tell_statistic_lo(r->s), 0.3 - 1.96 * 0.0725, 0, 0.02);
    assert_double_near(tell_statistic_hi(r->s), 0.3 + 1.96 * 0.0725, 0, 0.03);
  }
  tell_stats_funnel_share(0.3, 40, 0.01, TELL_FUNNEL_WILSON, 0.95, r->s, r->err);
  assert_int_equal(tell_statistic_state(r->s), TELL_STAT_DOMAIN_ERROR);
  assert_refused(r, tell_stats_funnel_share(0.3, 40, 0, 5, 0.95, r->s, r->err));
  assert_int_equal(tell_stats_funnel_ratio(15, TELL_FUNNEL_POISSON, 0.95, r->s, r->err), TELL_OK);
  /* R: qchisq(c(0.025, 0.975), c(30, 32))/30 */
  assert_double_near(tell_statistic_lo(r->s), 0.55969240885, 1e-9, 0);
  assert_double_near(tell_statistic_hi(r->s), 1.64934792487, 1e-9, 0);
  assert_refused(r, tell_stats_funnel_ratio(15, 3, 0.95, r->s, r->err));
  assert_int_equal(tell_stats_funnel_mean(50, 1, 3, 0.95, r->s, r->err), TELL_OK);
  assert_double_near(tell_statistic_hi(r->s), 50 + 2 * 1.959963984540054, 1e-13, 0);
  assert_int_equal(tell_stats_funnel_mean(50, 1, 3, 0.95, NULL, r->err), TELL_E_ARGUMENT);
}

static void test_funnel_arcsine_limits_of_no_width_hold_the_target(void **test) {
  tell_statistic *s = ((result *)*test)->s;
  for (int i = 1; i < 100; i++) {
    double target = i / 100.0;
    assert_int_equal(tell_stats_funnel_share(target, 50, 0.1, TELL_FUNNEL_ARCSINE, 1e-300, s, NULL),
                     TELL_OK);
    assert_true(tell_statistic_lo(s) <= target && tell_statistic_hi(s) >= target);
  }
}

static void test_overdispersion_hands_over_its_numbers(void **test) {
  result *r = *test;
  const double y[] = {10, 12, 20}, se[] = {1, 1, 1}, x[] = {2, 9, 4}, n[] = {10, 12, 20};
  double target = 13;
  assert_int_equal(tell_stats_overdispersion_means(y, se, 3, &target, 0, r->s, r->err), TELL_OK);
  /* z = -3, -1, 7: Σ z² = 59; C = 3 − 3/3. */
  assert_double_near(tell_statistic_value(r->s), 59.0 / 3, 1e-14, 0);
  assert_double_near(number(r->s, "q"), 59, 1e-14, 0);
  assert_double_near(number(r->s, "tau2"), 57.0 / 2, 1e-14, 0);
  assert_true(number(r->s, "target") == 13 && number(r->s, "p") < 1e-12);
  assert_int_equal(tell_stats_overdispersion_shares(x, n, 3, NULL, 0.1, r->s, r->err), TELL_OK);
  assert_double_near(number(r->s, "target"), 15.0 / 42, 1e-15, 0);
  assert_int_equal(tell_stats_overdispersion_shares(x, n, 2, NULL, 0.1, r->s, r->err), TELL_OK);
  assert_int_equal(tell_statistic_state(r->s), TELL_STAT_TOO_FEW_POINTS);
  assert_int_equal(tell_statistic_number_count(r->s), 0);
  assert_refused(r, tell_stats_overdispersion_shares(NULL, n, 3, NULL, 0.1, r->s, r->err));
}

static void test_shrinkage_hands_over_every_unit(void **test) {
  result *r = *test;
  const double y[] = {10, 12, 20, 15, 11}, se[] = {1, 1, 1, 1, 1};
  double values[5], lo[5], hi[5], reliability[5];
  assert_int_equal(
      tell_stats_shrinkage(y, se, 5, TELL_TAU_DL, 0.95, values, lo, hi, reliability, r->s, r->err),
      TELL_OK);
  /* Equal se: τ² is the variance of y (16.3) less 1, B = 1/16.3, μ = 13.6. */
  assert_double_near(number(r->s, "tau2"), 15.3, 1e-13, 0);
  assert_double_near(tell_statistic_value(r->s), 13.6, 1e-14, 0);
  for (int i = 0; i < 5; i++) {
    assert_double_near(values[i], y[i] + (13.6 - y[i]) / 16.3, 1e-13, 0);
    assert_double_near(reliability[i], 15.3 / 16.3, 1e-13, 0);
    assert_true(lo[i] < values[i] && values[i] < hi[i]);
  }
  assert_int_equal(
      tell_stats_shrinkage(y, se, 5, TELL_TAU_PM, 0.95, values, NULL, NULL, NULL, r->s, r->err),
      TELL_OK);
  assert_int_equal(
      tell_stats_shrinkage(y, se, 4, TELL_TAU_PM, 0.95, values, lo, NULL, NULL, r->s, r->err),
      TELL_OK);
  assert_int_equal(tell_statistic_state(r->s), TELL_STAT_TOO_FEW_POINTS);
  assert_true(values[0] == 0 && lo[3] == 0);
  assert_refused(r, tell_stats_shrinkage(y, se, 5, 3, 0.95, values, lo, hi, NULL, r->s, r->err));
  assert_refused(
      r, tell_stats_shrinkage(y, se, 5, TELL_TAU_DL, 0.95, NULL, lo, hi, NULL, r->s, r->err));
}

static void test_icc_hands_over_the_analysis_of_variance(void **test) {
  result *r = *test;
  const double n[] = {2, 2}, mean[] = {1, 3}, sd[] = {sqrt(0.5), sqrt(0.5)}, x[] = {1, 2};
  assert_int_equal(tell_stats_icc_means(n, mean, sd, 2, 0.95, r->s, r->err), TELL_OK);
  /* Pupils 0.5, 1.5 and 2.5, 3.5: MSB 4, MSW 0.5, n0 2, τ² 1.75. */
  assert_double_near(tell_statistic_value(r->s), 1.75 / 2.25, 1e-14, 0);
  assert_double_near(number(r->s, "between"), 4, 1e-14, 0);
  assert_double_near(number(r->s, "within"), 0.5, 1e-14, 0);
  assert_true(number(r->s, "unit_size") == 2 && number(r->s, "units") == 2);
  assert_true(number(r->s, "df1") == 1 && number(r->s, "df2") == 2 && tell_statistic_n(r->s) == 4);
  assert_int_equal(tell_stats_icc_shares(x, n, 2, 0.95, r->s, r->err), TELL_OK);
  assert_string_equal(tell_statistic_method(r->s), "icc_anova_shares");
  assert_refused(r, tell_stats_icc_means(n, mean, NULL, 2, 0.95, r->s, r->err));
  assert_refused(r, tell_stats_icc_shares(x, NULL, 2, 0.95, r->s, r->err));
}

static void test_gradient_hands_over_both_indices(void **test) {
  result *r = *test;
  const double population[] = {1, 1, 2}, y[] = {2, 3, 4.5}, se[] = {0.1, 0.1, 0.1};
  assert_int_equal(tell_stats_gradient(population, y, se, 3, TELL_GRADIENT_LINEAR,
                                       TELL_RATIO_FIELLER, 0.95, r->s, r->other, r->err),
                   TELL_OK);
  /* The groups lie on the line 1.5 + 4·x. */
  assert_double_near(tell_statistic_value(r->s), 4, 1e-14, 0);
  assert_double_near(number(r->s, "start"), 1.5, 1e-14, 0);
  assert_double_near(tell_statistic_value(r->other), 5.5 / 1.5, 1e-14, 0);
  assert_int_equal(tell_stats_gradient(population, y, NULL, 3, TELL_GRADIENT_LOG, TELL_RATIO_DELTA,
                                       0.95, r->s, NULL, r->err),
                   TELL_OK);
  assert_int_equal(tell_statistic_state(r->s), TELL_STAT_NO_SPREAD);
  assert_refused(r, tell_stats_gradient(population, y, se, 3, 4, 1, 0.95, r->s, r->other, r->err));
  assert_refused(r, tell_stats_gradient(population, y, se, 3, 1, 0, 0.95, r->s, r->other, r->err));
  assert_refused(r, tell_stats_gradient(NULL, y, se, 3, 1, 1, 0.95, r->s, r->other, r->err));
  assert_int_equal(tell_statistic_has_value(r->other), 0);
}

static void test_gradient_relative_index_without_width_holds_its_value(void **test) {
  result *r = *test;
  const double se[] = {0, 0, 0, 0};
  for (int i = 1; i < 100; i++) {
    const double population[] = {1, i * i, 10, 5}, y[] = {10 + i, 11.3, 12.9, 14 - i / 10.0};
    for (int32_t method = TELL_RATIO_FIELLER; method <= TELL_RATIO_DELTA; method++) {
      assert_int_equal(tell_stats_gradient(population, y, se, 4, TELL_GRADIENT_LINEAR, method, 0.95,
                                           r->s, r->other, r->err),
                       TELL_OK);
      if (!tell_statistic_has_interval(r->other))
        continue;
      assert_true(tell_statistic_lo(r->other) <= tell_statistic_value(r->other));
      assert_true(tell_statistic_hi(r->other) >= tell_statistic_value(r->other));
    }
  }
}

static void test_charts_hand_over_their_limits(void **test) {
  result *r = *test;
  const double y[] = {1, 3, 2, 4}, n[] = {10, 10, 10, 10};
  double lo[4], hi[4];
  assert_int_equal(tell_stats_xmr(y, NULL, 4, 0, 0, r->s, r->err), TELL_OK);
  /* Mean 2.5, moving ranges 2, 1, 2. */
  assert_double_near(tell_statistic_hi(r->s), 2.5 + 3 * (5.0 / 3) / 1.128, 1e-14, 0);
  assert_double_near(tell_statistic_level(r->s), 0.9973, 0, 1e-6);
  assert_true(number(r->s, "trial") == 1 && tell_statistic_n(r->s) == 4);
  assert_int_equal(tell_stats_chart_counts(y, n, NULL, 4, 0, TELL_CHART_P, 0, lo, hi, r->s, r->err),
                   TELL_OK);
  assert_true(tell_statistic_value(r->s) == 0.25 && lo[0] == 0);
  assert_double_near(hi[2], 0.25 + 3 * sqrt(0.25 * 0.75 / 10), 1e-14, 0);
  assert_true(number(r->s, "sigma_z") == 1);
  assert_refused(r,
                 tell_stats_chart_counts(y, n, NULL, 4, 0, TELL_CHART_C, 0, lo, hi, r->s, r->err));
  assert_refused(
      r, tell_stats_chart_counts(y, NULL, NULL, 4, 0, TELL_CHART_P, 0, lo, hi, r->s, r->err));
  assert_refused(r, tell_stats_chart_counts(y, n, NULL, 4, 0, 7, 0, lo, hi, r->s, r->err));
  assert_int_equal(tell_stats_runs(y, NULL, 4, 2.5, r->s, r->err), TELL_OK);
  assert_int_equal(tell_statistic_state(r->s), TELL_STAT_TOO_FEW_POINTS);
  assert_refused(r, tell_stats_runs(NULL, NULL, 4, 2.5, r->s, r->err));
  assert_refused(r, tell_stats_xmr(NULL, NULL, 4, 0, 0, r->s, r->err));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_adjust_hands_over_the_family),
      cmocka_unit_test(test_adjust_in_place_gives_the_same),
      cmocka_unit_test(test_funnel_hands_over_the_limits),
      cmocka_unit_test(test_funnel_arcsine_limits_of_no_width_hold_the_target),
      cmocka_unit_test(test_gradient_relative_index_without_width_holds_its_value),
      cmocka_unit_test(test_overdispersion_hands_over_its_numbers),
      cmocka_unit_test(test_shrinkage_hands_over_every_unit),
      cmocka_unit_test(test_icc_hands_over_the_analysis_of_variance),
      cmocka_unit_test(test_gradient_hands_over_both_indices),
      cmocka_unit_test(test_charts_hand_over_their_limits),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
