/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles by bracketed inversion, and tails; see the header. */
#include "stats/quantile.h"

#include <float.h>
#include <math.h>

#include "stats/gsl_cdf.h"

/* An upper tail that falls from 0.5 at x = 0; df is not used by the normal one. */
typedef tell__stat_state (*upper_tail)(double x, double df, double *out);

static tell__stat_state normal_tail(double x, double df, double *out) {
  (void)df;
  return tell__stats_gsl_normal_upper(x, out);
}

/* Tail minus alpha: above 0 left of the root, below 0 right of it. */
static double excess(upper_tail tail, double df, double alpha, double x) {
  double q;
  if (tail(x, df, &q) != TELL__STAT_OK)
    return NAN;
  return q - alpha;
}

/*
 * The next step inside the bracket, as a share of it: inverse quadratic
 * interpolation where Chandrupatla's condition says that it is safe, else the
 * middle.
 */
static double step(double x1, double x2, double x3, double f1, double f2, double f3) {
  double xi = (x1 - x2) / (x3 - x2);
  double phi = (f1 - f2) / (f3 - f2);
  if (!(phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi))
    return 0.5;
  return f1 / (f2 - f1) * (f3 / (f2 - f3)) +
         (x3 - x1) / (x2 - x1) * (f1 / (f3 - f1)) * (f2 / (f3 - f2));
}

/* Finds the root between x1 and x2; the bound of the loop is far above the 10 to 60 steps seen. */
static double root(upper_tail tail, double df, double alpha, double x1, double x2) {
  double f1 = excess(tail, df, alpha, x1);
  double f2 = excess(tail, df, alpha, x2);
  double share = 0.5;
  double best = x1;
  for (int i = 0; i < 500; i++) {
    double x3, f3;
    double x = x1 + share * (x2 - x1);
    double f = excess(tail, df, alpha, x);
    if (isnan(f))
      return NAN;
    if ((f > 0) == (f1 > 0)) {
      x3 = x1, f3 = f1;
    } else {
      x3 = x2, f3 = f2;
      x2 = x1, f2 = f1;
    }
    x1 = x, f1 = f;
    best = fabs(f1) < fabs(f2) ? x1 : x2;
    double narrow = DBL_EPSILON * fabs(best) / fabs(x2 - x1);
    if (f1 == 0 || f2 == 0 || narrow > 0.5)
      break;
    share = step(x1, x2, x3, f1, f2, f3);
    share = fmin(fmax(share, narrow), 1 - narrow);
  }
  return best;
}

/* The x >= 0 with upper tail alpha, 0 < alpha <= 0.5. */
static tell__stat_state invert(upper_tail tail, double df, double alpha, double *x) {
  *x = 0;
  if (alpha == 0.5)
    return TELL__STAT_OK;
  double high = 1;
  double f = excess(tail, df, alpha, high);
  while (f > 0 && high < 1e100) {
    high *= 2;
    f = excess(tail, df, alpha, high);
  }
  double found = f <= 0 ? root(tail, df, alpha, high > 1 ? high / 2 : 0, high) : NAN;
  if (!isfinite(found))
    return TELL__STAT_DOMAIN_ERROR;
  *x = found;
  return TELL__STAT_OK;
}

static tell__stat_state quantile(upper_tail tail, double df, double p, double *x) {
  *x = 0;
  if (!(p > 0 && p < 1))
    return TELL__STAT_DOMAIN_ERROR;
  if (p > 0.5)
    return invert(tail, df, 1 - p, x);
  tell__stat_state state = invert(tail, df, p, x);
  if (*x != 0)
    *x = -*x;
  return state;
}

static tell__stat_state critical(upper_tail tail, double df, double level, double *x) {
  *x = 0;
  if (!(level > 0 && level < 1))
    return TELL__STAT_DOMAIN_ERROR;
  return invert(tail, df, (1 - level) / 2, x);
}

static int is_df(double df) { return df >= 1 && df <= 1e12; }

tell__stat_state tell__stats_normal_quantile(double p, double *x) {
  return quantile(normal_tail, 0, p, x);
}

tell__stat_state tell__stats_t_quantile(double p, double df, double *x) {
  *x = 0;
  return is_df(df) ? quantile(tell__stats_gsl_t_upper, df, p, x) : TELL__STAT_DOMAIN_ERROR;
}

tell__stat_state tell__stats_normal_critical(double level, double *z) {
  return critical(normal_tail, 0, level, z);
}

tell__stat_state tell__stats_t_critical(double level, double df, double *t) {
  *t = 0;
  return is_df(df) ? critical(tell__stats_gsl_t_upper, df, level, t) : TELL__STAT_DOMAIN_ERROR;
}

tell__stat_state tell__stats_normal_two_sided(double z, double *p) {
  tell__stat_state state = tell__stats_gsl_normal_upper(fabs(z), p);
  *p = 2 * *p;
  return state;
}

tell__stat_state tell__stats_chisq_upper(double x, double df, double *p) {
  return tell__stats_gsl_chisq_upper(x, df, p);
}
