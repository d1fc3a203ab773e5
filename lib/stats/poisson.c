/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals for events and rates; see the header. */
#include "stats/poisson.h"

#include <math.h>

#include "stats/gsl_tails.h"
#include "stats/invert.h"
#include "stats/quantile.h"

/* From this number of events on, PHEindicatormethods takes Byar's interval. */
#define FIRST_BYAR 10

/* The limits of the number of events, before they are divided by the exposure. */
typedef struct limits {
  double lo, hi;
} limits;

static tell_stat_state at_least(double mean, const void *events, double *out) {
  return tell__stats_gsl_gamma_lower(mean, *(const double *)events, out);
}

static tell_stat_state at_most(double mean, const void *events, double *out) {
  return tell__stats_gsl_gamma_upper(mean, *(const double *)events + 1, out);
}

/* Tails of 1e-16 and more end within 9 standard deviations; the bracket is wider. */
static tell_stat_state exact_limits(double events, double alpha, limits *out) {
  double wide = events + 20 * sqrt(events) + 100;
  tell_stat_state state = TELL_STAT_OK;
  out->lo = 0;
  if (events > TELL__STATS_EXACT_EVENTS)
    return TELL_STAT_NOT_POSSIBLE;
  if (events > 0)
    state = tell__stats_invert(at_least, &events, alpha, 0, wide, &out->lo);
  if (state == TELL_STAT_OK)
    state = tell__stats_invert(at_most, &events, alpha, 0, wide, &out->hi);
  return state == TELL_STAT_OK ? TELL_STAT_OK : TELL_STAT_NOT_POSSIBLE;
}

static double cube(double x) { return x * x * x; }

static void byar_limits(double x, double z, limits *out) {
  double y = x + 1;
  double low = x > 0 ? 1 - 1 / (9 * x) - z / (3 * sqrt(x)) : 0;
  out->lo = low > 0 ? x * cube(low) : 0;
  out->hi = y * cube(1 - 1 / (9 * y) + z / (3 * sqrt(y)));
}

static int is_rate(double events, double exposure, double scale) {
  return tell__stats_is_number(events) && events >= 0 && tell__stats_is_number(exposure) &&
         exposure >= 0 && !(exposure == 0 && events > 0) && tell__stats_is_number(scale) &&
         scale > 0;
}

/* The rate with limits of its events; a quotient that overflows is no number. */
static tell__estimate as_rate(tell__estimate out, const limits *events, double scale, double level,
                              double z) {
  out.lo = events->lo / out.n * scale;
  out.hi = events->hi / out.n * scale;
  out.level = level;
  out.se = z > 0 ? (out.hi - out.lo) / (2 * z) : sqrt(out.value / out.n * scale);
  if (!tell__stats_is_number(out.hi) || !tell__stats_is_number(out.se))
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  return out;
}

static tell__estimate rate(double events, double exposure, double scale, double level, int exact) {
  limits found;
  double z;
  if (!is_rate(events, exposure, scale) || tell__stats_normal_critical(level, &z) != TELL_STAT_OK)
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  if (exposure == 0)
    return tell__stats_nothing(TELL_STAT_EMPTY);
  int whole = events == floor(events);
  const char *method = exact ? (whole ? "poisson_exact" : "poisson_exact_fractional")
                             : (whole ? "poisson_byar" : "poisson_byar_fractional");
  double value = events / exposure * scale;
  if (!tell__stats_is_number(value))
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  tell__estimate out = tell__stats_value_only(value, exposure, method, TELL_STAT_OK);
  if (!exact)
    byar_limits(events, z, &found);
  else if ((out.state = exact_limits(events, (1 - level) / 2, &found)) != TELL_STAT_OK)
    return out;
  return as_rate(out, &found, scale, level, z);
}

tell__estimate tell__stats_rate_exact(double events, double exposure, double scale, double level) {
  return rate(events, exposure, scale, level, 1);
}

tell__estimate tell__stats_rate_byar(double events, double exposure, double scale, double level) {
  return rate(events, exposure, scale, level, 0);
}

tell__estimate tell__stats_rate_phe(double events, double exposure, double scale, double level) {
  return rate(events, exposure, scale, level, events < FIRST_BYAR);
}
