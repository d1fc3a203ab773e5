/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gaps and gradients between groups of pupils; see equity.h. */
#include <math.h>

#include "analysis/contrast.h"
#include "analysis/equity.h"
#include "analysis/spread.h"
#include "stats/gradient.h"
#include "stats/quantile.h"

static tell_state value_state(const tell__figures *figures, int64_t row) {
  return row >= 0 ? (tell_state)figures->reals[TELL__FIGURE_value].states[row] : TELL_STATE_MISSING;
}

static void count_group(tell_state state, tell__equity *out) {
  if (state == TELL_STATE_PRESENT)
    out->groups++;
  else if (state == TELL_STATE_HIDDEN || state == TELL_STATE_SUPPRESSED)
    out->hidden++;
  else
    out->missing++;
}

/* Why there is no standard error: hidden, or not known. */
static tell_state spread_state(const tell__figures *figures, int64_t row) {
  return figures->reals[TELL__FIGURE_se].states[row] == TELL_STATE_HIDDEN ? TELL_STATE_HIDDEN
                                                                          : TELL_STATE_MISSING;
}

static void scale(tell__estimate *estimate, double by) {
  estimate->value *= by;
  estimate->se *= by;
  estimate->lo *= by;
  estimate->hi *= by;
}

/* Counts of both, where the release gives them. */
static int counts_of(const tell__figures *figures, int64_t row, double *x, double *n) {
  int64_t numerator = 0, all = 0;
  if (!tell__spread_is_share(figures, row) ||
      !tell__figure_whole(figures, TELL__FIGURE_numerator, row, &numerator) ||
      !tell__figure_whole(figures, TELL__FIGURE_n, row, &all) || all <= 0)
    return 0;
  *x = (double)numerator;
  *n = (double)all;
  return 1;
}

static void difference_of_counts(double x1, double n1, double x2, double n2, double level,
                                 tell__equity *out) {
  const tell__stats_difference found =
      tell__stats_share_difference(x1, n1, x2, n2, TELL__STATS_TEST_AUTO, level);
  out->value = found.estimate;
  scale(&out->value, 100);
  out->has_p = found.has_p;
  out->p = found.p;
}

/* As comparisons find it: by t where the pupils' sd is estimated, shares by the counts behind them.
 */
static void difference_of_figures(const tell__figures *figures, double level, tell__equity *out) {
  const tell__side first = tell__side_of(figures, out->first);
  const tell__side second = tell__side_of(figures, out->second);
  const tell__contrast made = tell__contrast_apart(&first, &second, level);
  out->state = made.state;
  out->interval = made.interval;
  out->value = made.found.estimate;
  out->has_p = made.found.has_p;
  out->p = made.found.p;
  out->df = made.found.df;
  out->pooled =
      tell__spread_is_pooled(figures, out->first) || tell__spread_is_pooled(figures, out->second);
}

static void standardise(const tell__figures *figures, double level, tell__equity *out) {
  tell__stats_group groups[2] = {{0}};
  const int64_t rows[2] = {out->first, out->second};
  for (int i = 0; i < 2; i++) {
    const tell__stats_part part = tell__figures_part(figures, rows[i]);
    groups[i].n = part.n;
    groups[i].mean = part.value;
    if (!tell__spread_of_pupils(figures, rows[i], &groups[i].sd))
      return;
  }
  out->effect = tell__stats_effect_size(&groups[0], &groups[1], level);
}

tell__equity tell__equity_gap(const tell__figures *figures, const char *measure, int64_t first,
                              int64_t second, double level) {
  tell__equity out = {.measure = measure,
                      .first = first,
                      .second = second,
                      .interval = TELL_STATE_PRESENT,
                      .value = tell__stats_nothing(TELL_STAT_MISSING),
                      .relative = tell__stats_nothing(TELL_STAT_NOT_POSSIBLE)};
  double x1, n1, x2, n2;
  count_group(value_state(figures, first), &out);
  count_group(value_state(figures, second), &out);
  out.state = value_state(figures, first);
  if (out.state == TELL_STATE_PRESENT)
    out.state = value_state(figures, second);
  if (out.state != TELL_STATE_PRESENT)
    return out;
  if (counts_of(figures, first, &x1, &n1) && counts_of(figures, second, &x2, &n2)) {
    difference_of_counts(x1, n1, x2, n2, level, &out);
  } else {
    difference_of_figures(figures, level, &out);
    standardise(figures, level, &out);
  }
  if (out.state == TELL_STATE_PRESENT && !tell__stats_has_value(&out.value))
    out.state = TELL_STATE_INVALID;
  return out;
}

/* Population, value and standard error of one group; the state when it cannot take part. */
static tell_state read_group(const tell__figures *figures, int64_t row, double *population,
                             double *y, double *se) {
  int64_t n = 0;
  tell_state state = value_state(figures, row);
  if (state != TELL_STATE_PRESENT)
    return state;
  if (!tell__figure_whole(figures, TELL__FIGURE_n, row, &n))
    return figures->wholes[TELL__FIGURE_n].states[row] == TELL_STATE_HIDDEN ? TELL_STATE_HIDDEN
                                                                            : TELL_STATE_MISSING;
  *population = (double)n;
  tell__figure_real(figures, TELL__FIGURE_value, row, y);
  if (!tell__figure_real(figures, TELL__FIGURE_se, row, se))
    *se = -1;
  return TELL_STATE_PRESENT;
}

/* A group that is not there leaves a gap of unknown size in the population: no gradient then. */
tell__equity tell__equity_gradient(const tell__figures *figures, const int64_t *rows, size_t count,
                                   double level) {
  double population[TELL__EQUITY_CATEGORIES], y[TELL__EQUITY_CATEGORIES];
  double se[TELL__EQUITY_CATEGORIES];
  tell__equity out = {.measure = "education_gradient",
                      .first = -1,
                      .second = -1,
                      .state = TELL_STATE_PRESENT,
                      .interval = TELL_STATE_PRESENT,
                      .value = tell__stats_nothing(TELL_STAT_MISSING),
                      .relative = tell__stats_nothing(TELL_STAT_MISSING)};
  for (size_t i = 0; i < count; i++) {
    tell_state state = read_group(figures, rows[i], &population[i], &y[i], &se[i]);
    count_group(state, &out);
    out.pooled |= state == TELL_STATE_PRESENT && tell__spread_is_pooled(figures, rows[i]);
    if (out.state == TELL_STATE_PRESENT)
      out.state = state;
    if (state == TELL_STATE_PRESENT && se[i] < 0 && out.interval == TELL_STATE_PRESENT)
      out.interval = spread_state(figures, rows[i]);
  }
  if (out.state != TELL_STATE_PRESENT)
    return out;
  const tell__stats_gradient found =
      tell__stats_gradient_of(population, y, out.interval == TELL_STATE_PRESENT ? se : NULL, count,
                              TELL__STATS_GRADIENT_LINEAR, TELL__STATS_RATIO_FIELLER, level);
  out.value = found.sii;
  out.relative = found.rii;
  if (!tell__stats_has_value(&out.value))
    out.state =
        found.sii.state == TELL_STAT_TOO_FEW_POINTS ? TELL_STATE_TOO_FEW : TELL_STATE_INVALID;
  double z = out.value.se > 0 ? out.value.value / out.value.se : 0;
  out.has_p = out.value.se > 0 && tell__stats_normal_two_sided(z, &out.p) == TELL_STAT_OK;
  return out;
}
