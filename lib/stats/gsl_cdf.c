/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Guarded calls of GSL's distribution functions; see the header. */
#include "stats/gsl_cdf.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* A tail that GSL could not compute is NaN (its continued fraction gives up); it stays inside. */
static tell_stat_state give(double tail, double *out) {
  if (!isfinite(tail)) {
    *out = 0;
    return TELL_STAT_DOMAIN_ERROR;
  }
  *out = tail;
  return TELL_STAT_OK;
}

tell_stat_state tell__stats_gsl_normal_upper(double x, double *out) {
  *out = 0;
  if (!isfinite(x))
    return TELL_STAT_DOMAIN_ERROR;
  return give(gsl_cdf_ugaussian_Q(x), out);
}

tell_stat_state tell__stats_gsl_t_upper(double x, double df, double *out) {
  *out = 0;
  /* Beyond 1e150 the square of x inside GSL is infinite; the tail is then below 1e-150. */
  if (!isfinite(x) || fabs(x) > 1e150 || !isfinite(df) || df < 1 || df > 1e12)
    return TELL_STAT_DOMAIN_ERROR;
  return give(gsl_cdf_tdist_Q(x, df), out);
}

tell_stat_state tell__stats_gsl_chisq_upper(double x, double df, double *out) {
  *out = 0;
  if (!isfinite(x) || x < 0 || !isfinite(df) || df <= 0 || df > 1e6)
    return TELL_STAT_DOMAIN_ERROR;
  return give(gsl_cdf_chisq_Q(x, df), out);
}
