/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles by bracketed inversion, and tails; see the header. */
#include "stats/quantile.h"

#include <math.h>

#include "stats/gsl_cdf.h"
#include "stats/invert.h"

/* An upper tail that falls from 0.5 at x = 0; df is not used by the normal one. */
typedef tell_stat_state (*upper_tail)(double x, double df, double *out);

static tell_stat_state normal_tail(double x, double df, double *out) {
  (void)df;
  return tell__stats_gsl_normal_upper(x, out);
}

/* A tail with its degrees of freedom, as a curve. */
typedef struct tail_of {
  upper_tail tail;
  double df;
} tail_of;

static tell_stat_state at(double x, const void *context, double *out) {
  const tail_of *c = context;
  return c->tail(x, c->df, out);
}

/* The x >= 0 with upper tail alpha, 0 < alpha <= 0.5. */
static tell_stat_state invert(upper_tail tail, double df, double alpha, double *x) {
  const tail_of c = {tail, df};
  double high = 1, above;
  *x = 0;
  if (alpha == 0.5)
    return TELL_STAT_OK;
  tell_stat_state state = tail(high, df, &above);
  while (state == TELL_STAT_OK && above > alpha && high < 1e100) {
    high *= 2;
    state = tail(high, df, &above);
  }
  if (state != TELL_STAT_OK || above > alpha)
    return TELL_STAT_DOMAIN_ERROR;
  return tell__stats_invert(at, &c, alpha, high > 1 ? high / 2 : 0, high, x);
}

static tell_stat_state quantile(upper_tail tail, double df, double p, double *x) {
  *x = 0;
  if (!(p > 0 && p < 1))
    return TELL_STAT_DOMAIN_ERROR;
  if (p > 0.5)
    return invert(tail, df, 1 - p, x);
  tell_stat_state state = invert(tail, df, p, x);
  if (*x != 0)
    *x = -*x;
  return state;
}

static tell_stat_state critical(upper_tail tail, double df, double level, double *x) {
  *x = 0;
  if (!(level > 0 && level < 1))
    return TELL_STAT_DOMAIN_ERROR;
  return invert(tail, df, (1 - level) / 2, x);
}

static int is_df(double df) { return df >= 1 && df <= 1e12; }

tell_stat_state tell__stats_normal_quantile(double p, double *x) {
  return quantile(normal_tail, 0, p, x);
}

tell_stat_state tell__stats_t_quantile(double p, double df, double *x) {
  *x = 0;
  return is_df(df) ? quantile(tell__stats_gsl_t_upper, df, p, x) : TELL_STAT_DOMAIN_ERROR;
}

tell_stat_state tell__stats_normal_score(double t, double df, double *z) {
  double upper, size;
  *z = 0;
  tell_stat_state state = tell__stats_gsl_t_upper(fabs(t), df, &upper);
  if (state != TELL_STAT_OK)
    return state;
  *z = upper > 0 && invert(normal_tail, 0, fmin(upper, 0.5), &size) == TELL_STAT_OK
           ? copysign(size, t)
           : t;
  return TELL_STAT_OK;
}

tell_stat_state tell__stats_normal_critical(double level, double *z) {
  /* Asked for in every row of nearly every table, where the search took a tenth of all time; this
   * is what it finds, to the last bit. */
  static const double of_95 = 0x1.f5c0331eeff82p+0;
  if (level == 0.95) {
    *z = of_95;
    return TELL_STAT_OK;
  }
  return critical(normal_tail, 0, level, z);
}

tell_stat_state tell__stats_t_critical(double level, double df, double *t) {
  *t = 0;
  return is_df(df) ? critical(tell__stats_gsl_t_upper, df, level, t) : TELL_STAT_DOMAIN_ERROR;
}

tell_stat_state tell__stats_normal_two_sided(double z, double *p) {
  tell_stat_state state = tell__stats_gsl_normal_upper(fabs(z), p);
  *p = 2 * *p;
  return state;
}

tell_stat_state tell__stats_chisq_upper(double x, double df, double *p) {
  return tell__stats_gsl_chisq_upper(x, df, p);
}
