/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Guarded calls of GSL's beta, binomial, gamma and F distribution functions; see the header. */
#include "stats/gsl_tails.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

/* A tail that GSL could not compute is NaN; it stays inside. */
static tell_stat_state give(double tail, double *out) {
  if (!isfinite(tail)) {
    *out = 0;
    return TELL_STAT_DOMAIN_ERROR;
  }
  *out = fmin(fmax(tail, 0), 1);
  return TELL_STAT_OK;
}

static int is_count(double k) { return k >= 0 && k <= TELL__STATS_MOST_TRIALS && k == floor(k); }

static int is_binomial(double k, double n, double p) {
  return is_count(k) && is_count(n) && p >= 0 && p <= 1;
}

tell_stat_state tell__stats_gsl_binomial_lower(double k, double n, double p, double *out) {
  *out = 0;
  if (!is_binomial(k, n, p))
    return TELL_STAT_DOMAIN_ERROR;
  return give(k >= n ? 1 : gsl_cdf_binomial_P((unsigned)k, p, (unsigned)n), out);
}

tell_stat_state tell__stats_gsl_binomial_upper(double k, double n, double p, double *out) {
  *out = 0;
  if (!is_binomial(k, n, p))
    return TELL_STAT_DOMAIN_ERROR;
  return give(k >= n ? 0 : gsl_cdf_binomial_Q((unsigned)k, p, (unsigned)n), out);
}

tell_stat_state tell__stats_gsl_binomial_at(double k, double n, double p, double *out) {
  *out = 0;
  if (!is_binomial(k, n, p))
    return TELL_STAT_DOMAIN_ERROR;
  return give(k > n ? 0 : gsl_ran_binomial_pdf((unsigned)k, p, (unsigned)n), out);
}

/* Above a million x GSL sums a series in shape/x, and ends the process where that goes on for ever;
 * with shapes of half a million it is always short. */
static int is_gamma(double x, double shape) {
  return isfinite(x) && x >= 0 && shape > 0 && shape <= TELL__STATS_MOST_SHAPE;
}

tell_stat_state tell__stats_gsl_gamma_lower(double x, double shape, double *out) {
  *out = 0;
  if (!is_gamma(x, shape))
    return TELL_STAT_DOMAIN_ERROR;
  return give(gsl_cdf_gamma_P(x, shape, 1), out);
}

tell_stat_state tell__stats_gsl_gamma_upper(double x, double shape, double *out) {
  *out = 0;
  if (!is_gamma(x, shape))
    return TELL_STAT_DOMAIN_ERROR;
  return give(gsl_cdf_gamma_Q(x, shape, 1), out);
}

static int is_beta(double x, double a, double b) {
  return x >= 0 && x <= 1 && a >= 1e-5 && b >= 1e-5 && a + b <= 1.2e6;
}

tell_stat_state tell__stats_gsl_beta_lower(double x, double a, double b, double *out) {
  *out = 0;
  if (!is_beta(x, a, b))
    return TELL_STAT_DOMAIN_ERROR;
  return give(gsl_cdf_beta_P(x, a, b), out);
}

tell_stat_state tell__stats_gsl_beta_upper(double x, double a, double b, double *out) {
  *out = 0;
  if (!is_beta(x, a, b))
    return TELL_STAT_DOMAIN_ERROR;
  return give(gsl_cdf_beta_Q(x, a, b), out);
}

static int is_f(double x, double df1, double df2) {
  return isfinite(x) && x >= 0 && df1 >= 1 && df1 <= 1e7 && df2 >= 1 && df2 <= 1e7;
}

tell_stat_state tell__stats_gsl_f_lower(double x, double df1, double df2, double *out) {
  *out = 0;
  if (!is_f(x, df1, df2))
    return TELL_STAT_DOMAIN_ERROR;
  return give(gsl_cdf_fdist_P(x, df1, df2), out);
}

tell_stat_state tell__stats_gsl_f_upper(double x, double df1, double df2, double *out) {
  *out = 0;
  if (!is_f(x, df1, df2))
    return TELL_STAT_DOMAIN_ERROR;
  return give(gsl_cdf_fdist_Q(x, df1, df2), out);
}
