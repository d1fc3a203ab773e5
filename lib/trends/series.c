/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows are the points of a trend, and with which standard error. */
#include "trends/series.h"

#include <math.h>

#include "stats/mean.h"
#include "stats/slope.h"

static int is_present(const uint8_t *states, int64_t row) {
  return states[row] == TELL_STATE_PRESENT;
}

/* The width of the values that a group of hidden pupils may have; -1 when the catalogue says
 * nothing. */
static double value_range(const tell__trend_input *input, int32_t indicator) {
  const tell__indicator *of = &tell__catalogue_get(input->catalogue)->indicators[indicator];
  if (of->has_plausible)
    return of->plausible_max - of->plausible_min;
  return of->has_scale ? of->scale_max - of->scale_min : -1;
}

/* Whether a year has a row of that origin: a value, or whatever may have had one. */
static int has_rows(const tell__trend_input *input, const tell__stretch *stretch, int computed,
                    int with_value) {
  for (int64_t row = stretch->first; row < stretch->end; row++) {
    tell_state value = input->value.states[row];
    if (tell__trend_input_is_computed(input, row) == computed &&
        (with_value ? value == TELL_STATE_PRESENT : value != TELL_STATE_NOT_APPLICABLE))
      return 1;
  }
  return 0;
}

/* Whether a published year is a whole number with a computed value beside it. Rows of a year stand
 * side by side, the computed one last. */
static int gives_way(const tell__trend_input *input, const tell__stretch *stretch, int64_t row) {
  int64_t next = row + 1;
  return input->decimals.values[row] == 0 && next < stretch->end &&
         input->period.values[next] == input->period.values[row] &&
         tell__trend_input_is_computed(input, next) && is_present(input->value.states, next);
}

/*
 * With exactly one hidden child the computed value would give it away, so no
 * release could show such a trend.
 */
static int can_stand_in(const tell__trend_input *input, int64_t row) {
  return is_present(input->se.states, row) && is_present(input->coverage.states, row) &&
         input->coverage.values[row] >= TELL__COVERAGE_TREND &&
         is_present(input->children_suppressed.states, row) &&
         input->children_suppressed.values[row] != 1;
}

/* Whether the computed rows know what the published ones lost by rounding to whole numbers. */
static int computed_is_better(const tell__trend_input *input, const tell__stretch *stretch) {
  if (value_range(input, stretch->indicator) < 0)
    return 0;
  for (int64_t row = stretch->first; row < stretch->end; row++) {
    if (!is_present(input->value.states, row))
      continue;
    if (tell__trend_input_is_computed(input, row) ? !can_stand_in(input, row)
                                                  : !gives_way(input, stretch, row))
      return 0;
  }
  return 1;
}

static int choose_computed(const tell__trend_input *input, const tell__stretch *stretch) {
  if (has_rows(input, stretch, 0, 1))
    return computed_is_better(input, stretch);
  return has_rows(input, stretch, 1, 1) || !has_rows(input, stretch, 0, 0);
}

/*
 * A school's cohort changes from year to year; a municipality's does not lose
 * a fifth of its pupils unless many of them did not take part.
 */
static int took_part(const tell__trend_input *input, int64_t row) {
  if (input->texts[TELL__COPIED_level].codes[row] == input->school ||
      !is_present(input->participation.states, row))
    return 1;
  return input->participation.values[row] >= TELL__PARTICIPATION_LEAST;
}

/*
 * The pupils behind hidden children are 1 − coverage of all; their mean may
 * lie anywhere in the plausible range, evenly: a variance of range²/12.
 */
static double hidden_variance(const tell__trend_input *input, const tell__stretch *stretch,
                              int64_t row) {
  double range = value_range(input, stretch->indicator);
  if (!tell__trend_input_is_computed(input, row) || !is_present(input->coverage.states, row) ||
      range < 0)
    return 0;
  double hidden = (1 - input->coverage.values[row]) * range;
  return hidden * hidden / 12;
}

static tell__stats_point make_point(const tell__trend_input *input, const tell__stretch *stretch,
                                    int64_t row) {
  tell__stats_point point = {.year = (double)input->period.values[row],
                             .value = input->value.values[row],
                             .has_se = is_present(input->se.states, row)};
  if (point.has_se) {
    double se = tell__stats_year_error(input->se.values[row], input->lo.values[row],
                                       input->hi.values[row], input->confidence.values[row]);
    double hidden = hidden_variance(input, stretch, row);
    point.se = hidden > 0 ? sqrt(se * se + hidden) : se;
  }
  return point;
}

/* Whether the row is a year of the trend, with a value or without. */
static int is_of_series(const tell__trend_input *input, int64_t row, int computed) {
  return input->value.states[row] != TELL_STATE_NOT_APPLICABLE &&
         tell__trend_input_is_computed(input, row) == computed;
}

static int is_point(const tell__trend_input *input, int64_t row, int computed) {
  return is_of_series(input, row, computed) && is_present(input->value.states, row) &&
         took_part(input, row);
}

/* The share of all points together; 0 where it cannot be made. */
static double pooled_share(const tell__trend_input *input, const tell__stretch *stretch,
                           int computed) {
  double n = 0, x = 0;
  if (!tell__kind_is_share(
          tell__catalogue_get(input->catalogue)->indicators[stretch->indicator].kind))
    return 0;
  for (int64_t row = stretch->first; row < stretch->end; row++) {
    if (!is_point(input, row, computed))
      continue;
    if (!is_present(input->n.states, row) || !is_present(input->se.states, row))
      return 0;
    n += (double)input->n.values[row];
    x += (double)input->n.values[row] * input->value.values[row];
  }
  return n > 0 ? x / n : 0;
}

/* Shares of a known n: the errors of the years by the share of all of them. */
static void take_errors_of_shares(const tell__trend_input *input, const tell__stretch *stretch,
                                  int computed, tell__series *series) {
  double pooled = pooled_share(input, stretch, computed);
  size_t at = 0;
  for (int64_t row = stretch->first; row < stretch->end && pooled > 0; row++) {
    if (!is_point(input, row, computed))
      continue;
    double rounding =
        computed ? 0 : tell__stats_rounding_variance((int32_t)input->decimals.values[row]);
    double error = tell__stats_share_error(pooled, (double)input->n.values[row],
                                           rounding + hidden_variance(input, stretch, row));
    if (error > 0)
      series->points[at].se = error;
    at++;
  }
}

int tell__series_collect(const tell__trend_input *input, const tell__stretch *stretch,
                         tell__series *series) {
  int computed = choose_computed(input, stretch);
  series->count = 0;
  series->left_out = 0;
  series->is_pooled = 0;
  series->row = series->continued = -1;
  for (int64_t row = stretch->first; row < stretch->end; row++) {
    if (!is_of_series(input, row, computed))
      continue;
    series->row = row;
    if (!is_present(input->value.states, row))
      continue;
    if (!took_part(input, row)) {
      series->left_out++;
      continue;
    }
    series->points[series->count++] = make_point(input, stretch, row);
    series->is_pooled |= tell__trend_input_is_pooled(input, row);
    if (series->continued < 0 && is_present(input->continued_from.states, row))
      series->continued = row;
  }
  take_errors_of_shares(input, stretch, computed, series);
  return series->row >= 0;
}
