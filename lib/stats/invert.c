/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bracketed inversion; see the header. */
#include "stats/invert.h"

#include <float.h>
#include <math.h>

/* The curve less the target: its sign says on which side of the root x lies. */
static double excess(tell__stats_curve curve, const void *context, double target, double x) {
  double y;
  if (curve(x, context, &y) != TELL_STAT_OK)
    return NAN;
  return y - target;
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

/* The bound of the loop is far above the 10 to 60 steps seen. */
static double root(tell__stats_curve curve, const void *context, double target, double x1,
                   double x2) {
  double f1 = excess(curve, context, target, x1);
  double f2 = excess(curve, context, target, x2);
  double share = 0.5;
  double best = x1;
  for (int i = 0; i < 500; i++) {
    double x3, f3;
    double x = x1 + share * (x2 - x1);
    double f = excess(curve, context, target, x);
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

tell_stat_state tell__stats_invert(tell__stats_curve curve, const void *context, double target,
                                   double x1, double x2, double *x) {
  double found = root(curve, context, target, x1, x2);
  *x = isfinite(found) ? found : 0;
  return isfinite(found) ? TELL_STAT_OK : TELL_STAT_DOMAIN_ERROR;
}
