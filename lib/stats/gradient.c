/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slope and relative index of inequality; see the header. */
#include "stats/gradient.h"

#include <math.h>

#include "stats/quantile.h"
#include "stats/sum.h"

typedef struct groups {
  const double *population, *y, *se;
  size_t count;
  tell__stats_gradient_scale scale;
} groups;

/* Both ends of the line on the scale of the fit. */
typedef struct ends {
  double start, end;
  double start_var, end_var, cov;
  double kept; /* groups with somebody */
} ends;

static double forward(const groups *g, double y) {
  if (g->scale == TELL__STATS_GRADIENT_LOG)
    return log(y);
  return g->scale == TELL__STATS_GRADIENT_LOGIT ? log(y / (1 - y)) : y;
}

static double back(const groups *g, double t) {
  if (g->scale == TELL__STATS_GRADIENT_LOG)
    return exp(t);
  return g->scale == TELL__STATS_GRADIENT_LOGIT ? 1 / (1 + exp(-t)) : t;
}

/* d value / d fitted, at a value. */
static double steepness(const groups *g, double y) {
  if (g->scale == TELL__STATS_GRADIENT_LOG)
    return y;
  return g->scale == TELL__STATS_GRADIENT_LOGIT ? y * (1 - y) : 1;
}

static int has_transform(const groups *g, double y) {
  return g->scale == TELL__STATS_GRADIENT_LINEAR ||
         (y > 0 && (y < 1 || g->scale == TELL__STATS_GRADIENT_LOG));
}

static tell_stat_state check(const groups *g, double level) {
  tell_stat_state state = TELL_STAT_OK;
  size_t kept = 0;
  if (g->scale < TELL__STATS_GRADIENT_LINEAR || g->scale > TELL__STATS_GRADIENT_LOGIT ||
      !(level > 0 && level < 1))
    return TELL_STAT_DOMAIN_ERROR;
  for (size_t i = 0; i < g->count; i++) {
    if (!tell__stats_is_number(g->population[i]) || g->population[i] < 0)
      return TELL_STAT_DOMAIN_ERROR;
    if (g->population[i] == 0)
      continue;
    kept++;
    if (!tell__stats_is_number(g->y[i]) ||
        (g->se != NULL && (!tell__stats_is_number(g->se[i]) || g->se[i] < 0)))
      return TELL_STAT_DOMAIN_ERROR;
    if (!has_transform(g, g->y[i]))
      state = TELL_STAT_NOT_POSSIBLE;
  }
  return kept < 2 ? TELL_STAT_TOO_FEW_POINTS : state;
}

/* Place of a group from the middle of the population, 0.5 below to 0.5 above; takes it into
 * `below`. Σ a·place is 0, because the places are the middles of the groups' parts. */
static double place(tell__stats_sum *below, double population, double total) {
  double x = (tell__stats_sum_value(below) + population / 2) / total - 0.5;
  tell__stats_sum_add(below, population);
  return x;
}

static void fit(const groups *g, ends *out) {
  tell__stats_sum all = {0}, below = {0}, xx = {0}, start = {0}, end = {0}, vs = {0}, ve = {0},
                  cov = {0};
  *out = (ends){0};
  for (size_t i = 0; i < g->count; i++)
    tell__stats_sum_add(&all, g->population[i]);
  double total = tell__stats_sum_value(&all);
  for (size_t i = 0; i < g->count; i++) {
    double x = place(&below, g->population[i], total);
    tell__stats_sum_add_product(&xx, g->population[i] / total * x, x);
  }
  double sxx = tell__stats_sum_value(&xx);
  below = (tell__stats_sum){0};
  for (size_t i = 0; i < g->count; i++) {
    double a = g->population[i] / total, c = a * place(&below, g->population[i], total) / sxx;
    if (g->population[i] == 0)
      continue;
    out->kept++;
    double y = forward(g, g->y[i]);
    double se = g->se == NULL ? 0 : g->se[i] / steepness(g, g->y[i]);
    double ws = a - c / 2, we = a + c / 2;
    tell__stats_sum_add_product(&start, ws, y);
    tell__stats_sum_add_product(&end, we, y);
    tell__stats_sum_add(&vs, ws * se * (ws * se));
    tell__stats_sum_add(&ve, we * se * (we * se));
    tell__stats_sum_add(&cov, ws * se * (we * se));
  }
  out->start = tell__stats_sum_value(&start);
  out->end = tell__stats_sum_value(&end);
  out->start_var = tell__stats_sum_value(&vs);
  out->end_var = tell__stats_sum_value(&ve);
  out->cov = tell__stats_sum_value(&cov);
}

/* R with (end − R·start)² <= z²·Var(end − R·start); 0 when that is no bounded interval. */
static int fieller(const ends *e, double z, tell__estimate *rii) {
  double a = e->start * e->start - z * z * e->start_var;
  double b = e->start * e->end - z * z * e->cov;
  double c = e->end * e->end - z * z * e->end_var;
  if (!(a > 0))
    return 0;
  double root = sqrt(fmax(b * b - a * c, 0));
  rii->lo = (b - root) / a;
  rii->hi = (b + root) / a;
  return 1;
}

static int delta(const ends *e, double z, tell__estimate *rii) {
  double r = rii->value;
  double variance = e->end_var + r * r * e->start_var - 2 * r * e->cov;
  double half = z * sqrt(fmax(variance, 0)) / e->start;
  rii->lo = r - half;
  rii->hi = r + half;
  return 1;
}

/* Ends e->start and e->end are on the scale of the fit, those of `out` are not. The steepness of
 * the logarithm of an end is that of the end over the end. */
static int logarithmic(const groups *g, const ends *e, double z, const tell__stats_gradient *out,
                       tell__estimate *rii) {
  double s = steepness(g, out->start) / out->start, t = steepness(g, out->end) / out->end;
  double variance = t * t * e->end_var + s * s * e->start_var - 2 * s * t * e->cov;
  double half = exp(z * sqrt(fmax(variance, 0)));
  rii->lo = rii->value / half;
  rii->hi = rii->value * half;
  return 1;
}

static tell__estimate relative(const groups *g, const ends *e, const tell__stats_gradient *out,
                               tell__stats_ratio ratio, double level) {
  int is_line = g->scale == TELL__STATS_GRADIENT_LINEAR;
  const char *method = !is_line                           ? "rii_log"
                       : ratio == TELL__STATS_RATIO_DELTA ? "rii_delta"
                                                          : "rii_fieller";
  double z;
  if (!(out->start > 0) || !(out->end > 0))
    return tell__stats_nothing(TELL_STAT_NOT_POSSIBLE);
  tell__estimate rii =
      tell__stats_value_only(out->end / out->start, e->kept, method, out->sii.state);
  if (!tell__stats_is_number(rii.value) || tell__stats_normal_critical(level, &z) != TELL_STAT_OK)
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  if (g->se == NULL)
    return rii;
  int bounded = !is_line                           ? logarithmic(g, e, z, out, &rii)
                : ratio == TELL__STATS_RATIO_DELTA ? delta(e, z, &rii)
                                                   : fieller(e, z, &rii);
  if (!bounded) {
    rii.state = TELL_STAT_NOT_POSSIBLE;
    return rii;
  }
  if (!tell__stats_is_number(rii.lo) || !tell__stats_is_number(rii.hi))
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  rii.se = z > 0 ? (rii.hi - rii.lo) / (2 * z) : 0; /* z is 0 at levels next to 0 */
  rii.level = level;
  tell__stats_hold_value(&rii);
  return rii;
}

tell__stats_gradient tell__stats_gradient_of(const double *population, const double *y,
                                             const double *se, size_t count,
                                             tell__stats_gradient_scale scale,
                                             tell__stats_ratio ratio, double level) {
  static const char *const methods[] = {"sii_linear", "sii_log", "sii_logit"};
  const groups g = {population, y, se, count, scale};
  tell__stats_gradient out = {0}, found = {0};
  ends e;
  out.sii = out.rii = tell__stats_nothing(check(&g, level));
  if (ratio != TELL__STATS_RATIO_FIELLER && ratio != TELL__STATS_RATIO_DELTA)
    out.sii.state = out.rii.state = TELL_STAT_DOMAIN_ERROR;
  if (out.sii.state != TELL_STAT_OK)
    return out;
  fit(&g, &e);
  found.start = back(&g, e.start);
  found.end = back(&g, e.end);
  found.dropped = (double)count - e.kept;
  double s = steepness(&g, found.start), t = steepness(&g, found.end);
  double variance = t * t * e.end_var + s * s * e.start_var - 2 * s * t * e.cov;
  double sii = found.end - found.start;
  const char *method = methods[scale - 1];
  out.sii.state = out.rii.state = TELL_STAT_DOMAIN_ERROR;
  if (!tell__stats_is_number(sii) || !tell__stats_is_number(variance))
    return out;
  found.sii =
      se == NULL ? tell__stats_value_only(sii, e.kept, method, TELL_STAT_NO_SPREAD)
                 : tell__stats_normal_interval(sii, sqrt(fmax(variance, 0)), e.kept, level, method);
  found.rii = relative(&g, &e, &found, ratio, level);
  return found;
}
