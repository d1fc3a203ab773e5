/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Least squares with the scatter as error; see the header. */
#include "stats/ols.h"

#include <float.h>
#include <math.h>

#include "stats/gsl_cdf.h"
#include "stats/quantile.h"
#include "stats/sum.h"

/* Sums around a point: the weighted mean, or the origin. */
typedef struct moments {
  double x0, y0; /* what x and y are counted from before they are centred: the first point */
  double x, y;   /* the centre, counted from x0 and y0 */
  double w, xx, xy, yy;
  double x_size, y_size;
} moments;

static double weight(const tell__stats_point *point) {
  return point->has_se ? 1 / (point->se * point->se) : 1;
}

static int is_point(const tell__stats_point *point) {
  return tell__stats_is_number(point->year) && tell__stats_is_number(point->value) &&
         (!point->has_se || (tell__stats_is_number(point->se) && point->se > 0)) &&
         tell__stats_is_number(weight(point));
}

/* The smallest x and y, so that the order of points does not matter, and the sizes. */
static int survey(const tell__stats_point *points, size_t count, int through_origin, moments *m) {
  for (size_t i = 0; i < count; i++) {
    if (!is_point(&points[i]))
      return 0;
    m->x_size = fmax(m->x_size, fabs(points[i].year));
    m->y_size = fmax(m->y_size, fabs(points[i].value));
    if (!through_origin && (i == 0 || points[i].year < m->x0))
      m->x0 = points[i].year;
    if (!through_origin && (i == 0 || points[i].value < m->y0))
      m->y0 = points[i].value;
  }
  return 1;
}

static void find_centre(const tell__stats_point *points, size_t count, moments *m) {
  tell__stats_sum x = {0}, y = {0};
  for (size_t i = 0; i < count; i++) {
    tell__stats_sum_add_product(&x, weight(&points[i]), points[i].year - m->x0);
    tell__stats_sum_add_product(&y, weight(&points[i]), points[i].value - m->y0);
  }
  m->x = tell__stats_sum_value(&x) / m->w;
  m->y = tell__stats_sum_value(&y) / m->w;
}

static void find_moments(const tell__stats_point *points, size_t count, int through_origin,
                         moments *m) {
  tell__stats_sum w = {0}, xx = {0}, xy = {0}, yy = {0};
  for (size_t i = 0; i < count; i++)
    tell__stats_sum_add(&w, weight(&points[i]));
  m->w = tell__stats_sum_value(&w);
  if (!through_origin)
    find_centre(points, count, m);
  for (size_t i = 0; i < count; i++) {
    double dx = points[i].year - m->x0 - m->x;
    double dy = points[i].value - m->y0 - m->y;
    tell__stats_sum_add_product(&xx, weight(&points[i]) * dx, dx);
    tell__stats_sum_add_product(&xy, weight(&points[i]) * dx, dy);
    tell__stats_sum_add_product(&yy, weight(&points[i]) * dy, dy);
  }
  m->xx = tell__stats_sum_value(&xx);
  m->xy = tell__stats_sum_value(&xy);
  m->yy = tell__stats_sum_value(&yy);
}

/* Σ w r²; 0 where all of it may be rounding. */
static double squares_left(const tell__stats_point *points, size_t count, const moments *m,
                           double slope) {
  tell__stats_sum left = {0};
  for (size_t i = 0; i < count; i++) {
    double dx = points[i].year - m->x0 - m->x;
    double r = points[i].value - m->y0 - m->y - slope * dx;
    tell__stats_sum_add_product(&left, weight(&points[i]) * r, r);
  }
  double noise = 4 * DBL_EPSILON * (m->y_size + fabs(slope) * m->x_size);
  double sum = tell__stats_sum_value(&left);
  return sum <= m->w * noise * noise ? 0 : sum;
}

static tell__stats_ols without(tell_stat_state state) {
  return (tell__stats_ols){.slope = tell__stats_nothing(state)};
}

static const char *method_id(const tell__stats_point *points, size_t count, int through_origin) {
  int weighted = 0;
  for (size_t i = 0; i < count; i++)
    weighted |= points[i].has_se;
  if (through_origin)
    return weighted ? "wls_origin" : "ols_origin";
  return weighted ? "wls" : "ols";
}

/* The error of slope and intercept, and the test. 0 where a number got out of range. */
static int judge(const moments *m, int through_origin, double level, tell__stats_ols *fit) {
  double critical;
  tell__estimate *slope = &fit->slope;
  slope->se = fit->residual_sd / sqrt(m->xx);
  if (!through_origin) {
    double from_zero = m->x0 + m->x;
    fit->intercept = m->y0 + m->y - slope->value * from_zero;
    fit->intercept_se = fit->residual_sd * sqrt(1 / m->w + from_zero * from_zero / m->xx);
  }
  if (tell__stats_t_critical(level, fit->df, &critical) != TELL_STAT_OK ||
      !tell__stats_is_number(slope->value) || !tell__stats_is_number(slope->se) ||
      !tell__stats_is_number(fit->intercept) || !tell__stats_is_number(fit->intercept_se))
    return 0;
  slope->lo = slope->value - critical * slope->se;
  slope->hi = slope->value + critical * slope->se;
  slope->level = level;
  if (slope->se == 0) {
    slope->state = TELL_STAT_ZERO_VARIANCE;
    return 1;
  }
  fit->t = slope->value / slope->se;
  tell_stat_state state = tell__stats_gsl_t_upper(fmin(fabs(fit->t), 1e150), fit->df, &fit->p);
  fit->p *= 2;
  return state == TELL_STAT_OK;
}

tell__stats_ols tell__stats_ols_fit(const tell__stats_point *points, size_t count,
                                    int through_origin, double level) {
  moments m = {0};
  tell__stats_ols fit = {.df = (double)count - (through_origin ? 1 : 2)};
  if (!survey(points, count, through_origin, &m))
    return without(TELL_STAT_DOMAIN_ERROR);
  if (fit.df < 1)
    return without(TELL_STAT_TOO_FEW_POINTS);
  find_moments(points, count, through_origin, &m);
  if (!(m.xx > 0) || !isfinite(m.xx) || !isfinite(m.xy) || !isfinite(m.yy))
    return without(TELL_STAT_DOMAIN_ERROR);
  double slope = m.xy / m.xx;
  double left = squares_left(points, count, &m, slope);
  fit.slope = tell__stats_value_only(slope, (double)count, method_id(points, count, through_origin),
                                     TELL_STAT_OK);
  fit.residual_sd = sqrt(left / fit.df);
  fit.r_squared = m.yy > 0 ? fmax(0, 1 - left / m.yy) : 0;
  return judge(&m, through_origin, level, &fit) ? fit : without(TELL_STAT_DOMAIN_ERROR);
}
