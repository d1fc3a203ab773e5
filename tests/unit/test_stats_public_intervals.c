/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public statistics on intervals and differences: numbers by name, states, bad arguments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "near.h"
#include "telling.h"

static int set_up(void **test) {
  tell_statistic *s = NULL;
  assert_int_equal(tell_statistic_create(&s, NULL), TELL_OK);
  *test = s;
  return 0;
}

static int tear_down(void **test) {
  tell_statistic_free(*test);
  return 0;
}

static double number(const tell_statistic *s, const char *name) {
  double value = NAN;
  assert_int_equal(tell_statistic_number(s, name, &value), 1);
  return value;
}

static int has(const tell_statistic *s, const char *name) {
  double value;
  return tell_statistic_number(s, name, &value);
}

static void check(const tell_statistic *s, const char *method, double lo, double hi) {
  assert_int_equal(tell_statistic_state(s), TELL_STAT_OK);
  assert_string_equal(tell_statistic_method(s), method);
  assert_double_near(tell_statistic_lo(s), lo, 1e-12, 1e-14);
  assert_double_near(tell_statistic_hi(s), hi, 1e-12, 1e-14);
}

/* Expected numbers: R 4.2.2, binom.test, qbeta, qt, t.test, poisson.test, prop.test, fisher.test.
 */
static void test_proportion_every_method_gives_its_interval(void **test) {
  tell_statistic *s = *test;
  assert_int_equal(tell_stats_proportion(3, 40, TELL_PROPORTION_EXACT, 0.95, s, NULL), TELL_OK);
  check(s, "exact", 0.0157421798510415, 0.2038647487328989);
  assert_int_equal(tell_stats_proportion(3, 40, TELL_PROPORTION_JEFFREYS, 0.95, s, NULL), TELL_OK);
  check(s, "jeffreys", 0.021576674442978, 0.186814297237625);
}

static void test_mean_from_summary_values_and_counts_give_their_intervals(void **test) {
  tell_statistic *s = *test;
  const double values[] = {3, 4, 4.5, 7, 9};
  const double scores[] = {1, 2, 3, 4, 5}, counts[] = {2, 1, 4, 8, 5};
  assert_int_equal(tell_stats_mean(25, 50, 8, 0.95, s, NULL), TELL_OK);
  check(s, "mean_t", 46.6977623013952, 53.3022376986048);
  assert_int_equal(tell_stats_mean_values(values, 5, 0.95, s, NULL), TELL_OK);
  check(s, "mean_t", 2.45855677241673, 8.54144322758327);
  assert_double_near(number(s, "sd"), 2.44948974278318, 1e-14, 0);
  assert_true(number(s, "least") == 3 && number(s, "most") == 9);
  assert_int_equal(tell_stats_mean_counts(scores, counts, 5, 0.95, s, NULL), TELL_OK);
  check(s, "ordinal_t", 3.07629917085811, 4.22370082914188);
  assert_double_near(number(s, "sd"), 1.22581873821025, 1e-14, 0);
}

static void test_mean_one_value_has_no_sd(void **test) {
  tell_statistic *s = *test;
  const double one[] = {3};
  assert_int_equal(tell_stats_mean_values(one, 1, 0.95, s, NULL), TELL_OK);
  assert_int_equal(tell_statistic_state(s), TELL_STAT_TOO_FEW_POINTS);
  assert_true(!has(s, "sd") && number(s, "least") == 3);
  assert_int_equal(tell_stats_mean_values(NULL, 0, 0.95, s, NULL), TELL_OK);
  assert_int_equal(tell_statistic_state(s), TELL_STAT_EMPTY);
  assert_int_equal(tell_statistic_number_count(s), 0);
}

/* Bergen: 50 ± 0.4 published in whole points is 50 ± 0.69. */
static void test_mean_published_is_widened_by_its_rounding(void **test) {
  tell_statistic *s = *test;
  assert_int_equal(tell_stats_mean_published(50, 0.4, 0, 2700, 0.95, s, NULL), TELL_OK);
  assert_double_near(tell_statistic_hi(s) - 50, 0.69, 0, 0.005);
  assert_double_near(number(s, "rounding_variance"), 1.0 / 12, 1e-14, 0);
  assert_double_near(number(s, "sampling_variance"), pow(0.4 / 1.959963984540054, 2), 1e-14, 0);
}

static void test_rate_every_method_gives_its_interval(void **test) {
  tell_statistic *s = *test;
  assert_int_equal(tell_stats_rate(7, 350, 100, TELL_RATE_EXACT, 0.99, s, NULL), TELL_OK);
  check(s, "poisson_exact", 0.58209642248562, 4.89531236254667);
  assert_double_near(tell_statistic_value(s), 2, 1e-15, 0);
  assert_int_equal(tell_stats_rate(9, 1, 1, TELL_RATE_PHE, 0.95, s, NULL), TELL_OK);
  assert_string_equal(tell_statistic_method(s), "poisson_exact");
  assert_int_equal(tell_stats_rate(10, 1, 1, TELL_RATE_PHE, 0.95, s, NULL), TELL_OK);
  assert_string_equal(tell_statistic_method(s), "poisson_byar");
  assert_int_equal(tell_stats_rate(9, 1, 1, TELL_RATE_BYAR, 0.95, s, NULL), TELL_OK);
  assert_string_equal(tell_statistic_method(s), "poisson_byar");
}

static void test_two_proportions_every_test_gives_its_p(void **test) {
  tell_statistic *s = *test;
  assert_int_equal(tell_stats_two_proportions(30, 60, 20, 70, TELL_SHARE_TEST_CHISQ, 0.95, s, NULL),
                   TELL_OK);
  assert_double_near(number(s, "p"), 0.0122947745564051, 1e-12, 0);
  assert_true(number(s, "df") == 1 && number(s, "statistic") > 6);
  assert_int_equal(
      tell_stats_two_proportions(30, 60, 20, 70, TELL_SHARE_TEST_CHISQ_CORRECTED, 0.95, s, NULL),
      TELL_OK);
  assert_double_near(number(s, "p"), 0.0201922869645537, 1e-12, 0);
  assert_int_equal(tell_stats_two_proportions(3, 10, 9, 13, TELL_SHARE_TEST_AUTO, 0.95, s, NULL),
                   TELL_OK);
  assert_string_equal(tell_statistic_method(s), "newcombe_10_fisher");
  assert_double_near(number(s, "p"), 0.0995327192661961, 1e-12, 0);
  assert_true(!has(s, "statistic") && !has(s, "df"));
}

static void test_two_means_give_t_and_both_effects(void **test) {
  tell_statistic *s = *test;
  assert_int_equal(tell_stats_two_means(20, 52, 9, 31, 48, 7, 0.95, s, NULL), TELL_OK);
  check(s, "welch", -0.824995460499871, 8.824995460499871);
  assert_double_near(number(s, "df"), 33.493707679554262, 1e-12, 0);
  assert_double_near(number(s, "p"), 0.101149005621074, 1e-12, 0);
  assert_true(number(s, "g") < number(s, "d") && number(s, "g") > 0);
  assert_double_near(number(s, "d"), 4 / number(s, "sd_pooled"), 1e-14, 0);
  assert_true(number(s, "g_lo") < number(s, "g") && number(s, "g_hi") > number(s, "g"));
  assert_int_equal(tell_stats_two_means(1, 52, 0, 31, 48, 7, 0.95, s, NULL), TELL_OK);
  assert_int_equal(tell_statistic_state(s), TELL_STAT_TOO_FEW_POINTS);
  assert_int_equal(tell_statistic_number_count(s), 0);
}

static void test_child_gives_p_of_child_against_the_others(void **test) {
  tell_statistic *s = *test;
  /* 12 of 20 in the school, 60 of 130 with the others: prop.test(c(12, 48), c(20, 110)). */
  assert_int_equal(
      tell_stats_child_proportion(12, 20, 60, 130, TELL_SHARE_TEST_CHISQ, 0.95, s, NULL), TELL_OK);
  assert_double_near(number(s, "p"), 0.176911873194487, 1e-12, 0);
  assert_double_near(tell_statistic_value(s), 12.0 / 20 - 60.0 / 130, 1e-14, 0);
  assert_true(tell_statistic_n(s) == 20);
  assert_int_equal(tell_stats_child_mean(20, 52, 9, 300, 50, 10, 0.95, s, NULL), TELL_OK);
  assert_true(tell_statistic_value(s) == 2 && has(s, "p") && has(s, "df") && !has(s, "d"));
  /* A fifth of the parent, se 1 and 0.5: 1 + 0.25 − 2·0.2·1 = 0.85. */
  assert_int_equal(tell_stats_child_difference(52, 40, 1, 50, 200, 0.5, 0.95, s, NULL), TELL_OK);
  assert_double_near(tell_statistic_se(s), sqrt(0.85), 1e-14, 0);
  assert_double_near(number(s, "statistic"), 2 / sqrt(0.85), 1e-14, 0);
  assert_int_equal(tell_stats_child_difference(52, 40, -1, 50, 200, 0.5, 0.95, s, NULL), TELL_OK);
  assert_int_equal(tell_statistic_state(s), TELL_STAT_DOMAIN_ERROR);
}

/* Value and interval are rounded on different ways; an interval without width is the value itself.
 */
static void test_child_interval_holds_its_value_to_the_last_bit(void **test) {
  tell_statistic *s = *test;
  assert_int_equal(tell_stats_child_mean(6, 7.4, 0, 9, 0, 0.82, 0.95, s, NULL), TELL_OK);
  assert_int_equal(tell_statistic_state(s), TELL_STAT_ZERO_VARIANCE);
  assert_true(tell_statistic_lo(s) == 7.4 && tell_statistic_hi(s) == 7.4);
  for (int x = 0; x <= 5; x++) {
    assert_int_equal(
        tell_stats_child_proportion(x, 5, 14, 20, TELL_SHARE_TEST_CHISQ, 1e-17, s, NULL), TELL_OK);
    assert_true(tell_statistic_lo(s) <= tell_statistic_value(s));
    assert_true(tell_statistic_hi(s) >= tell_statistic_value(s));
  }
}

static void test_two_figures_add_their_variances(void **test) {
  tell_statistic *s = *test;
  assert_int_equal(tell_stats_two_figures(52, 3, 50, 4, 0.95, s, NULL), TELL_OK);
  assert_double_near(tell_statistic_se(s), 5, 1e-15, 0);
  check(s, "independent", 2 - 5 * 1.959963984540054, 2 + 5 * 1.959963984540054);
  assert_double_near(number(s, "statistic"), 0.4, 1e-15, 0);
  assert_double_near(number(s, "p"), 0.689156516779352, 1e-12, 0); /* R: 2*pnorm(-0.4) */
  assert_int_equal(tell_stats_two_figures(52, -3, 50, 4, 0.95, s, NULL), TELL_OK);
  assert_int_equal(tell_statistic_state(s), TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell_stats_two_figures(2, 0, 1, 0, 0.95, s, NULL), TELL_OK);
  assert_int_equal(tell_statistic_state(s), TELL_STAT_ZERO_VARIANCE);
  assert_true(!has(s, "p") && tell_statistic_lo(s) == 1);
  assert_int_equal(tell_stats_two_figures(2, 0, 1, 0, 0.95, NULL, NULL), TELL_E_ARGUMENT);
}

static void test_public_unknown_method_and_null_are_refused(void **test) {
  tell_statistic *s = *test;
  const double one[] = {1};
  for (int32_t bad = -1; bad < 9; bad = bad == 0 ? 5 : bad + 1) {
    assert_int_equal(tell_stats_proportion(1, 2, bad, 0.95, s, NULL), TELL_E_ARGUMENT);
    assert_int_equal(tell_stats_rate(1, 2, 1, bad, 0.95, s, NULL), TELL_E_ARGUMENT);
    assert_int_equal(tell_stats_two_proportions(1, 2, 1, 2, bad, 0.95, s, NULL), TELL_E_ARGUMENT);
    assert_int_equal(tell_stats_child_proportion(1, 2, 2, 4, bad, 0.95, s, NULL), TELL_E_ARGUMENT);
    assert_int_equal(tell_statistic_state(s), TELL_STAT_MISSING);
  }
  assert_int_equal(tell_stats_mean_values(NULL, 1, 0.95, s, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_stats_mean_counts(one, NULL, 1, 0.95, s, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_stats_mean_counts(NULL, one, 1, 0.95, s, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_stats_mean(5, 1, 1, 0.95, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_stats_mean_values(one, 1, 0.95, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_stats_mean_counts(one, one, 1, 0.95, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_stats_mean_published(1, 1, 0, 0, 0.95, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_stats_rate(1, 1, 1, 1, 0.95, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_stats_two_proportions(1, 2, 1, 2, 1, 0.95, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_stats_two_means(9, 1, 2, 9, 1, 2, 0.95, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_stats_child_proportion(1, 2, 2, 4, 1, 0.95, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_stats_child_mean(2, 1, 1, 9, 1, 1, 0.95, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_stats_child_difference(2, 1, 1, 9, 9, 1, 0.95, NULL, NULL),
                   TELL_E_ARGUMENT);
}

#define EACH(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      EACH(test_proportion_every_method_gives_its_interval),
      EACH(test_mean_from_summary_values_and_counts_give_their_intervals),
      EACH(test_mean_one_value_has_no_sd),
      EACH(test_mean_published_is_widened_by_its_rounding),
      EACH(test_rate_every_method_gives_its_interval),
      EACH(test_two_proportions_every_test_gives_its_p),
      EACH(test_two_means_give_t_and_both_effects),
      EACH(test_child_gives_p_of_child_against_the_others),
      EACH(test_child_interval_holds_its_value_to_the_last_bit),
      EACH(test_two_figures_add_their_variances),
      EACH(test_public_unknown_method_and_null_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
