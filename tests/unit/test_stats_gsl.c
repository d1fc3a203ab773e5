/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every guarded call of GSL over bad and ordinary arguments. Runs in a child
 * process with a time limit, because what GSL does otherwise is to end the
 * process or never to return.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <float.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <sys/wait.h>
#include <unistd.h>

#include "stats/gsl_cdf.h"
#include "stats/gsl_tails.h"
#include "stats/quantile.h"

enum { SECONDS = 60, HANDLER_REACHED = 3, HANDLER_CHANGED = 4, BAD_RESULT = 5 };

static int handler_calls;

static void count_call(const char *reason, const char *file, int line, int code) {
  (void)reason;
  (void)file;
  (void)line;
  (void)code;
  handler_calls++;
}

static const double odd[] = {
    0,       -0.0,  1,     -1,       0.5,       1.5,     2,        3,    4,     29,     30,
    31,      32,    60,    100,      1000,      344,     1736,     1e-5, 1e-20, 1e-300, 5e-324,
    DBL_MIN, -1e-9, 1e5,   999999,   1e6,       1e7,     1e12,     1e13, 1e15,  1e16,   1e100,
    1e150,   1e151, 1e300, -1e5,     -1e99,     DBL_MAX, -DBL_MAX, NAN,  -NAN,  700,    709.78,
    745.2,   1e308, 37.5,  INFINITY, -INFINITY, 38.5,    39,       1416, 1420,  1490.3};
enum { ODD = sizeof odd / sizeof odd[0] };

/* A result is a probability when it is OK, and exactly 0 when it is not. */
static void check(tell_stat_state state, double result) {
  int good = state == TELL_STAT_OK ? result >= 0 && result <= 1
                                   : state == TELL_STAT_DOMAIN_ERROR && result == 0;
  if (!good)
    _exit(BAD_RESULT);
}

static void run_tails(double a, double b) {
  double out = -1;
  tell_stat_state state = tell__stats_gsl_normal_upper(a, &out);
  check(state, out);
  out = -1;
  state = tell__stats_gsl_t_upper(a, b, &out);
  check(state, out);
  out = -1;
  state = tell__stats_gsl_chisq_upper(a, b, &out);
  check(state, out);
}

static void run_more_tails(double a, double b, double c) {
  typedef tell_stat_state (*three)(double a, double b, double c, double *out);
  static const three tails[] = {tell__stats_gsl_binomial_lower, tell__stats_gsl_binomial_upper,
                                tell__stats_gsl_binomial_at,    tell__stats_gsl_f_lower,
                                tell__stats_gsl_f_upper,        tell__stats_gsl_beta_lower,
                                tell__stats_gsl_beta_upper};
  double out = -1;
  for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
    tell_stat_state state = tails[i](a, b, c, &out);
    check(state, out);
    out = -1;
  }
  tell_stat_state state = tell__stats_gsl_gamma_lower(a, b, &out);
  check(state, out);
  state = tell__stats_gsl_gamma_upper(a, b, &out);
  check(state, out);
}

/* Beta tails where they have their mass, far from it, and at the border of the domain. */
static void run_beta_grid(void) {
  for (double a = 0.5; a < 1.3e6; a = floor(a * 3) + 1.5)
    for (double b = 1; b < 1.3e6; b = floor(b * 3.1) + 1)
      for (int k = -40; k <= 40; k++) {
        double mean = a / (a + b);
        run_more_tails(mean + k * 0.5 * sqrt(mean * (1 - mean) / (a + b)), a, b);
        run_more_tails(ldexp(1, k - 20), a, b);
        run_more_tails(1 - ldexp(1, k - 41), a, b);
      }
}

static void run_quantiles(double p, double df) {
  double x = NAN;
  tell_stat_state state = tell__stats_t_quantile(p, df, &x);
  if (!isfinite(x) || (state != TELL_STAT_OK && x != 0))
    _exit(BAD_RESULT);
}

static void run_grid(void) {
  for (int i = 0; i < ODD; i++)
    for (int j = 0; j < ODD; j++) {
      run_tails(odd[i], odd[j]);
      run_quantiles(odd[i], odd[j]);
      for (int k = 0; k < ODD; k++)
        run_more_tails(odd[i], odd[j], odd[k]);
    }
  /* Where the gamma distribution has its mass, and far above a million. */
  for (double shape = 0.1; shape <= 5e5; shape = shape * 1.3 + 0.1)
    for (double away = -40; away < 40; away += 0.7) {
      run_more_tails(fmax(shape + away * sqrt(shape), 0), shape, 0.5);
      run_more_tails(shape * exp(away), shape, 0.5);
    }
  for (double n = 1; n <= 1e6; n = floor(n * 1.7 + 1))
    for (double p = 1e-6; p < 1; p = p * 2.1 + 1e-3)
      for (double k = 0; k <= n; k = floor(k * 1.6 + 1))
        run_more_tails(k, n, p);
  run_beta_grid();
  for (double x = 1e-3; x < 3000; x *= 1.07)
    for (double df = 1; df < 5000; df = floor(df * 1.4 + 1))
      run_tails(x, df);
  for (double p = 1e-12; p < 1; p = p * 1.6 + 1e-12)
    for (double df = 1; df < 2e5; df = floor(df * 1.5 + 1))
      run_quantiles(p, df);
}

static void child(void) {
  alarm(SECONDS);
  gsl_set_error_handler(count_call);
  run_grid();
  if (handler_calls != 0)
    _exit(HANDLER_REACHED);
  if (gsl_set_error_handler(NULL) != count_call)
    _exit(HANDLER_CHANGED);
  _exit(0);
}

static void test_gsl_any_argument_returns_without_reaching_the_handler(void **test) {
  (void)test;
  pid_t pid = fork();
  assert_true(pid >= 0);
  if (pid == 0)
    child();
  int status = 0;
  assert_int_equal(waitpid(pid, &status, 0), pid);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 0);
}

/* A host that leaves GSL's own handler in place must not be ended either. */
static void child_default(void) {
  alarm(SECONDS);
  run_grid();
  _exit(0);
}

static void test_gsl_default_handler_never_ends_the_process(void **test) {
  (void)test;
  pid_t pid = fork();
  assert_true(pid >= 0);
  if (pid == 0)
    child_default();
  int status = 0;
  assert_int_equal(waitpid(pid, &status, 0), pid);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 0);
}

static void test_gsl_outside_the_domain_is_a_domain_error(void **test) {
  (void)test;
  const double bad_chisq[][2] = {{-1, 3}, {1, 0}, {1, -2}, {NAN, 3}, {1, NAN}, {INFINITY, 3}};
  const double bad_t[][2] = {{1, 0}, {1, 0.5}, {NAN, 3}, {1, NAN}, {1e151, 3}, {1, INFINITY}};
  double out = 9;
  for (size_t i = 0; i < sizeof bad_chisq / sizeof bad_chisq[0]; i++) {
    assert_int_equal(tell__stats_gsl_chisq_upper(bad_chisq[i][0], bad_chisq[i][1], &out),
                     TELL_STAT_DOMAIN_ERROR);
    assert_int_equal(tell__stats_gsl_t_upper(bad_t[i][0], bad_t[i][1], &out),
                     TELL_STAT_DOMAIN_ERROR);
  }
  const double bad_binomial[][3] = {{-1, 3, 0.5},      {0.5, 3, 0.5}, {1, 2.5, 0.5},
                                    {1, 1e6 + 1, 0.5}, {1, 3, -0.1},  {1, 3, 1.1},
                                    {NAN, 3, 0.5},     {1, NAN, 0.5}, {1, 3, NAN}};
  for (size_t i = 0; i < sizeof bad_binomial / sizeof bad_binomial[0]; i++)
    assert_int_equal(tell__stats_gsl_binomial_lower(bad_binomial[i][0], bad_binomial[i][1],
                                                    bad_binomial[i][2], &out),
                     TELL_STAT_DOMAIN_ERROR);
  const double bad_beta[][3] = {{-0.1, 2, 3}, {1.1, 2, 3},   {0.5, 0, 3},   {0.5, 2, 0},
                                {NAN, 2, 3},  {0.5, NAN, 3}, {0.5, 2, NAN}, {0.5, 2e6, 3}};
  for (size_t i = 0; i < sizeof bad_beta / sizeof bad_beta[0]; i++) {
    const double *b = bad_beta[i];
    assert_int_equal(tell__stats_gsl_beta_lower(b[0], b[1], b[2], &out), TELL_STAT_DOMAIN_ERROR);
    assert_int_equal(tell__stats_gsl_beta_upper(b[0], b[1], b[2], &out), TELL_STAT_DOMAIN_ERROR);
  }
  assert_int_equal(tell__stats_gsl_gamma_lower(-1, 2, &out), TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_gsl_gamma_lower(1, 0, &out), TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_gsl_f_upper(1, 0, 5, &out), TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_gsl_f_upper(1, 5, 1e8, &out), TELL_STAT_DOMAIN_ERROR);
  assert_int_equal(tell__stats_gsl_normal_upper(INFINITY, &out), TELL_STAT_DOMAIN_ERROR);
  assert_true(out == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_gsl_any_argument_returns_without_reaching_the_handler),
      cmocka_unit_test(test_gsl_default_handler_never_ends_the_process),
      cmocka_unit_test(test_gsl_outside_the_domain_is_a_domain_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
