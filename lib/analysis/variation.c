/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis "variation" (telling/analysis_variation.h): how much the schools of a municipality
 * differ. */
#include <math.h>
#include <string.h>

#include "analysis/funnels.h"

#define COLUMNS(X)                                                                                 \
  X(school_year, TELL_COLUMN_TEXT)                                                                 \
  X(method, TELL_COLUMN_TEXT)                                                                      \
  X(state, TELL_COLUMN_TEXT)                                                                       \
  X(interval_state, TELL_COLUMN_TEXT)                                                              \
  X(icc_state, TELL_COLUMN_TEXT)                                                                   \
  X(period, TELL_COLUMN_I64)                                                                       \
  X(decimals, TELL_COLUMN_I64)                                                                     \
  X(units, TELL_COLUMN_I64)                                                                        \
  X(units_placed, TELL_COLUMN_I64)                                                                 \
  X(units_hidden, TELL_COLUMN_I64)                                                                 \
  X(units_not_taken_part, TELL_COLUMN_I64)                                                         \
  X(units_missing, TELL_COLUMN_I64)                                                                \
  X(outside_95, TELL_COLUMN_I64)                                                                   \
  X(outside_998, TELL_COLUMN_I64)                                                                  \
  X(icc_units, TELL_COLUMN_I64)                                                                    \
  X(target, TELL_COLUMN_F64)                                                                       \
  X(expected_95, TELL_COLUMN_F64)                                                                  \
  X(expected_998, TELL_COLUMN_F64)                                                                 \
  X(phi, TELL_COLUMN_F64)                                                                          \
  X(phi_p, TELL_COLUMN_F64)                                                                        \
  X(tau2, TELL_COLUMN_F64)                                                                         \
  X(between_sd, TELL_COLUMN_F64)                                                                   \
  X(icc, TELL_COLUMN_F64)                                                                          \
  X(icc_lo, TELL_COLUMN_F64)                                                                       \
  X(icc_hi, TELL_COLUMN_F64)

enum { BEFORE_OWN = TELL__ANALYSIS_COMMON_COUNT - 1, COLUMNS(TELL__COLUMN_INDEX) COLUMNS_END };

static const tell__column_spec specs[] = {COLUMNS(TELL__COLUMN_SPEC)};

static void fill_units(tell__cells *cells, const tell__funnel *funnel) {
  tell_state present = TELL_STATE_PRESENT;
  tell__cells_i64(cells, AT_units, (int64_t)funnel->count, present);
  tell__cells_i64(cells, AT_units_placed, (int64_t)funnel->placed, present);
  tell__cells_i64(cells, AT_units_hidden, (int64_t)funnel->hidden, present);
  tell__cells_i64(cells, AT_units_not_taken_part, (int64_t)funnel->not_taken_part, present);
  tell__cells_i64(cells, AT_units_missing, (int64_t)funnel->missing, present);
}

/* How many lie outside, and how many would by chance alone. */
static void fill_outside(tell__analysis_job *job, const tell__funnel *funnel) {
  int64_t inner = 0, outer = 0;
  for (size_t i = 0; i < funnel->count; i++) {
    const tell__funnel_unit *unit = &funnel->units[i];
    if (unit->state != TELL_STATE_PRESENT || funnel->state != TELL_STATE_PRESENT)
      continue;
    const char *verdict = tell__funnel_verdict(funnel, unit, job->options->overdispersion);
    inner += strcmp(verdict, "inside") != 0;
    outer += strstr(verdict, "998") != NULL;
  }
  tell__cells_i64(&job->cells, AT_outside_95, inner, funnel->state);
  tell__cells_i64(&job->cells, AT_outside_998, outer, funnel->state);
  tell__cells_f64(&job->cells, AT_expected_95, 0.05 * (double)funnel->placed, funnel->state);
  tell__cells_f64(&job->cells, AT_expected_998, 0.002 * (double)funnel->placed, funnel->state);
}

static const char *method_of(const tell__analysis_job *job, const tell__funnel *funnel) {
  int wide = job->options->overdispersion && funnel->over.tau2 > 0;
  if (funnel->is_share)
    return wide ? "funnel_arcsine_overdispersed" : "funnel_binomial_mirrored";
  return wide ? "funnel_mean_overdispersed" : "funnel_mean";
}

static void fill_spread(tell__analysis_job *job, const tell__funnel *funnel) {
  tell__cells *cells = &job->cells;
  tell_state over = funnel->state, between = TELL_STATE_PRESENT;
  if (over == TELL_STATE_PRESENT && funnel->over.state != TELL_STAT_OK)
    over = TELL_STATE_INVALID;
  if (funnel->between.state == TELL_STAT_TOO_FEW_POINTS)
    between = TELL_STATE_TOO_FEW;
  else if (funnel->between.state != TELL_STAT_OK)
    between = TELL_STATE_INVALID;
  tell__cells_f64(cells, AT_phi, funnel->over.phi, over);
  tell__cells_f64(cells, AT_phi_p, funnel->over.p, over);
  tell__cells_f64(cells, AT_tau2, funnel->over.tau2, over);
  tell__cells_f64(cells, AT_between_sd, sqrt(funnel->between.tau2), between);
}

/* Too few schools whose pupils' spread is known is no lack of schools. */
static void fill_icc(tell__cells *cells, const tell__funnel *funnel) {
  const tell__estimate *icc = &funnel->icc;
  tell_state value = TELL_STATE_PRESENT;
  if (!tell__stats_has_value(icc))
    value = funnel->placed < 2 ? TELL_STATE_TOO_FEW : TELL_STATE_MISSING;
  tell_state interval = tell__stats_has_interval(icc) ? value
                        : value == TELL_STATE_PRESENT ? TELL_STATE_MISSING
                                                      : value;
  tell__cells_text(cells, AT_icc_state, tell_stat_state_id(icc->state), TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_icc_units, (int64_t)funnel->icc_units, TELL_STATE_PRESENT);
  tell__cells_f64(cells, AT_icc, icc->value, value);
  tell__cells_f64(cells, AT_icc_lo, icc->lo, interval);
  tell__cells_f64(cells, AT_icc_hi, icc->hi, interval);
}

static void add_row(tell__analysis_job *job, const tell__funnel *funnel) {
  tell__cells *cells = &job->cells;
  tell__analysis_row(job, funnel->target_row);
  tell__cells_year(cells, AT_school_year, (int32_t)funnel->set->key.period);
  tell__cells_text(cells, AT_state, tell_state_id(funnel->state), TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_method, method_of(job, funnel), funnel->state);
  tell__cells_text(cells, AT_interval_state, funnel->pooled ? "pooled_spread" : "ok",
                   funnel->state);
  tell__cells_i64(cells, AT_period, funnel->set->key.period, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_decimals,
                  job->figures->wholes[TELL__FIGURE_decimals].values[funnel->target_row],
                  TELL_STATE_PRESENT);
  tell__cells_f64(cells, AT_target, funnel->target, funnel->target_state);
  fill_units(cells, funnel);
  fill_outside(job, funnel);
  fill_spread(job, funnel);
  fill_icc(cells, funnel);
  tell__analysis_saw(job, funnel->target_row, "target");
  for (size_t i = 0; i < funnel->count; i++)
    tell__analysis_saw(job, funnel->units[i].row, "member");
}

static tell_status run(tell__analysis_job *job) {
  tell__funnels funnels = {0};
  const tell__funnel *funnel;
  tell_status status = tell__funnels_begin(&funnels, job);
  while (status == TELL_OK && (funnel = tell__funnels_next(&funnels)) != NULL)
    if (funnel->target_row >= 0)
      add_row(job, funnel);
  tell__funnels_free(&funnels);
  return status == TELL_OK ? job->cells.status : status;
}

const tell__analysis_kind tell__analysis_variation = {"variation", specs,
                                                      sizeof specs / sizeof *specs, run};
