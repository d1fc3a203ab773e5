/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The straight line with known standard errors; see the header. */
#include "stats/slope.h"

#include <float.h>
#include <math.h>

#include "stats/quantile.h"
#include "stats/sum.h"

typedef struct centre {
  double x0, x, y, w;    /* smallest x; weighted means, x counted from x0; sum of weights */
  double x_size, y_size; /* largest |x - x0| and |y| */
  double tau2;           /* added to the square of every se */
} centre;

static double weight(const tell__stats_point *point, const centre *c) {
  return 1 / (point->se * point->se + c->tau2);
}

static int is_weighted_point(const tell__stats_point *point) {
  return tell__stats_is_number(point->year) && tell__stats_is_number(point->value) &&
         point->has_se && tell__stats_is_number(point->se) && point->se > 0;
}

/* Checks the points that are used and finds the smallest x and the sizes. */
static tell_stat_state survey(const tell__stats_point *points, size_t count, size_t skip,
                              centre *c) {
  size_t used = 0;
  double largest = 0;
  for (size_t i = 0; i < count; i++) {
    if (i == skip)
      continue;
    if (!is_weighted_point(&points[i]))
      return TELL_STAT_DOMAIN_ERROR;
    if (used == 0 || points[i].year < c->x0)
      c->x0 = points[i].year;
    if (used == 0 || points[i].year > largest)
      largest = points[i].year;
    c->y_size = fmax(c->y_size, fabs(points[i].value));
    used++;
  }
  c->x_size = largest - c->x0;
  return used < 2 ? TELL_STAT_TOO_FEW_POINTS : TELL_STAT_OK;
}

static void find_centre(const tell__stats_point *points, size_t count, size_t skip, centre *c) {
  tell__stats_sum w = {0}, wx = {0}, wy = {0};
  for (size_t i = 0; i < count; i++) {
    if (i == skip)
      continue;
    tell__stats_sum_add(&w, weight(&points[i], c));
    tell__stats_sum_add_product(&wx, weight(&points[i], c), points[i].year - c->x0);
    tell__stats_sum_add_product(&wy, weight(&points[i], c), points[i].value);
  }
  c->w = tell__stats_sum_value(&w);
  c->x = tell__stats_sum_value(&wx) / c->w;
  c->y = tell__stats_sum_value(&wy) / c->w;
}

/* Slope and Sxx. `noise` bounds what rounding x and y to doubles can add to the cross product. */
static double find_slope(const tell__stats_point *points, size_t count, size_t skip,
                         const centre *c, double *sxx) {
  tell__stats_sum xx = {0}, xy = {0}, noise = {0};
  for (size_t i = 0; i < count; i++) {
    if (i == skip)
      continue;
    double dx = points[i].year - c->x0 - c->x;
    double dy = points[i].value - c->y;
    double wdx = weight(&points[i], c) * dx;
    tell__stats_sum_add_product(&xx, wdx, dx);
    tell__stats_sum_add_product(&xy, wdx, dy);
    tell__stats_sum_add(&noise,
                        fabs(wdx) * c->y_size + weight(&points[i], c) * fabs(dy) * c->x_size);
  }
  *sxx = tell__stats_sum_value(&xx);
  double sxy = tell__stats_sum_value(&xy);
  if (fabs(sxy) <= 4 * DBL_EPSILON * tell__stats_sum_value(&noise))
    return 0;
  return sxy / *sxx;
}

static double find_q(const tell__stats_point *points, size_t count, size_t skip, const centre *c,
                     double slope) {
  tell__stats_sum q = {0};
  for (size_t i = 0; i < count; i++) {
    if (i == skip)
      continue;
    double dx = points[i].year - c->x0 - c->x;
    double r = points[i].value - c->y - slope * dx;
    tell__stats_sum_add_product(&q, weight(&points[i], c) * r, r);
  }
  return tell__stats_sum_value(&q);
}

tell_stat_state tell__stats_line_fit(const tell__stats_point *points, size_t count, size_t skip,
                                     double tau2, tell__stats_line *line) {
  centre c = {.tau2 = tau2};
  double sxx;
  *line = (tell__stats_line){0};
  tell_stat_state state = survey(points, count, skip, &c);
  if (state != TELL_STAT_OK)
    return state;
  if (c.x_size == 0)
    return TELL_STAT_DOMAIN_ERROR;
  find_centre(points, count, skip, &c);
  tell__stats_line found = {0};
  found.slope = find_slope(points, count, skip, &c, &sxx);
  found.slope_se = 1 / sqrt(sxx);
  found.x0 = c.x0;
  found.intercept = c.y - found.slope * c.x;
  found.q = find_q(points, count, skip, &c, found.slope);
  found.centre = c.x;
  found.weight = c.w;
  if (!tell__stats_is_number(found.slope) || !tell__stats_is_number(found.slope_se) ||
      !(found.slope_se > 0) || !tell__stats_is_number(found.intercept) ||
      !tell__stats_is_number(found.q))
    return TELL_STAT_DOMAIN_ERROR;
  *line = found;
  return TELL_STAT_OK;
}

static int sign(double x) { return (x > 0) - (x < 0); }

tell__stats_agreement tell__stats_slope_agreement(const tell__stats_point *points, size_t count,
                                                  double slope) {
  if (count < 4)
    return TELL__STATS_NOT_APPLIED;
  for (size_t skip = 0; skip < count; skip++) {
    tell__stats_line line;
    if (slope == 0 || tell__stats_line_fit(points, count, skip, 0, &line) != TELL_STAT_OK ||
        sign(line.slope) != sign(slope))
      return TELL__STATS_DISAGREE;
  }
  return TELL__STATS_AGREE;
}

double tell__stats_year_error(double se, double lo, double hi, double level) {
  double z = 0;
  if (tell__stats_normal_critical(level, &z) != TELL_STAT_OK || !(z > 0))
    return se;
  return fmax(se, (hi - lo) / 2 / z);
}

double tell__stats_share_error(double pooled, double n, double rounding) {
  double one = pooled * (100 - pooled);
  return one > 0 && n > 0 ? sqrt(one / n + rounding) : 0;
}

tell_stat_state tell__stats_slope_check(const tell__stats_point *points, size_t count) {
  int no_spread = 0;
  for (size_t i = 0; i < count; i++) {
    tell__stats_point point = points[i];
    if (!point.has_se) {
      no_spread = 1;
      point.has_se = 1;
      point.se = 1;
    }
    if (!is_weighted_point(&point))
      return TELL_STAT_DOMAIN_ERROR;
    for (size_t j = 0; j < i; j++)
      if (points[j].year == point.year)
        return TELL_STAT_DOMAIN_ERROR;
  }
  if (count < 3)
    return TELL_STAT_TOO_FEW_POINTS;
  return no_spread ? TELL_STAT_NO_SPREAD : TELL_STAT_OK;
}

tell__stats_slope tell__stats_weighted_slope(const tell__stats_point *points, size_t count,
                                             double level) {
  tell__stats_slope out = {0};
  tell__stats_line line;
  out.slope = tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  tell_stat_state state = tell__stats_slope_check(points, count);
  if (state == TELL_STAT_OK)
    state = tell__stats_line_fit(points, count, count, 0, &line);
  if (state != TELL_STAT_OK) {
    out.slope.state = state;
    return out;
  }
  tell__stats_slope found = {0};
  found.slope =
      tell__stats_normal_interval(line.slope, line.slope_se, (double)count, level, "wls_known_se");
  found.z = line.slope / line.slope_se;
  found.q = line.q;
  found.first_year = line.x0;
  found.intercept = line.intercept;
  if (!tell__stats_has_interval(&found.slope) ||
      tell__stats_normal_two_sided(found.z, &found.p) != TELL_STAT_OK ||
      tell__stats_chisq_upper(found.q, (double)count - 2, &found.q_p) != TELL_STAT_OK)
    return out;
  found.agreement = tell__stats_slope_agreement(points, count, line.slope);
  return found;
}
