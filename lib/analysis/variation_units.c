/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis "variation_units" (telling/analysis_variation.h): each school around its
 * municipality. */
#include "analysis/funnels.h"

#define COLUMNS(X)                                                                                 \
  X(school_year, TELL_COLUMN_TEXT)                                                                 \
  X(method, TELL_COLUMN_TEXT)                                                                      \
  X(state, TELL_COLUMN_TEXT)                                                                       \
  X(interval_state, TELL_COLUMN_TEXT)                                                              \
  X(verdict, TELL_COLUMN_TEXT)                                                                     \
  X(period, TELL_COLUMN_I64)                                                                       \
  X(decimals, TELL_COLUMN_I64)                                                                     \
  X(n, TELL_COLUMN_I64)                                                                            \
  X(value, TELL_COLUMN_F64)                                                                        \
  X(target, TELL_COLUMN_F64)                                                                       \
  X(z, TELL_COLUMN_F64)                                                                            \
  X(lo_95, TELL_COLUMN_F64)                                                                        \
  X(hi_95, TELL_COLUMN_F64)                                                                        \
  X(lo_998, TELL_COLUMN_F64)                                                                       \
  X(hi_998, TELL_COLUMN_F64)                                                                       \
  X(wide_lo_95, TELL_COLUMN_F64)                                                                   \
  X(wide_hi_95, TELL_COLUMN_F64)                                                                   \
  X(wide_lo_998, TELL_COLUMN_F64)                                                                  \
  X(wide_hi_998, TELL_COLUMN_F64)                                                                  \
  X(shrunken, TELL_COLUMN_F64)                                                                     \
  X(shrunken_lo, TELL_COLUMN_F64)                                                                  \
  X(shrunken_hi, TELL_COLUMN_F64)                                                                  \
  X(reliability, TELL_COLUMN_F64)

enum { BEFORE_OWN = TELL__ANALYSIS_COMMON_COUNT - 1, COLUMNS(TELL__COLUMN_INDEX) COLUMNS_END };

static const tell__column_spec specs[] = {COLUMNS(TELL__COLUMN_SPEC)};

/* Why a school has no place in the funnel: its own figure, or the municipality's. */
static tell_state place_state(const tell__funnel *funnel, const tell__funnel_unit *unit) {
  if (unit->state != TELL_STATE_PRESENT)
    return unit->state;
  return funnel->target_state == TELL_STATE_PRESENT ? TELL_STATE_PRESENT : funnel->state;
}

static void fill_limits(tell__cells *cells, const tell__funnel *funnel,
                        const tell__funnel_unit *unit) {
  static const int plain[] = {AT_lo_95, AT_lo_998}, wide[] = {AT_wide_lo_95, AT_wide_lo_998};
  tell_state state = place_state(funnel, unit);
  tell_state widened = state;
  if (state == TELL_STATE_PRESENT && funnel->over.state != TELL_STAT_OK)
    widened = funnel->state == TELL_STATE_PRESENT ? TELL_STATE_INVALID : funnel->state;
  for (int i = 0; i < TELL__FUNNEL_LEVELS; i++) {
    /* The upper limit's column is the one behind. */
    tell__cells_f64(cells, plain[i], unit->plain[i].lo, state);
    tell__cells_f64(cells, plain[i] + 1, unit->plain[i].hi, state);
    tell__cells_f64(cells, wide[i], unit->wide[i].lo, widened);
    tell__cells_f64(cells, wide[i] + 1, unit->wide[i].hi, widened);
  }
  tell__cells_f64(cells, AT_z, unit->z, state);
}

static void fill_shrunken(tell__cells *cells, const tell__funnel *funnel,
                          const tell__funnel_unit *unit) {
  tell_state state = unit->state;
  if (state == TELL_STATE_PRESENT && !tell__stats_has_interval(&unit->shrunken))
    state =
        funnel->between.state == TELL_STAT_TOO_FEW_POINTS ? TELL_STATE_TOO_FEW : TELL_STATE_MISSING;
  tell__cells_f64(cells, AT_shrunken, unit->shrunken.value, state);
  tell__cells_f64(cells, AT_shrunken_lo, unit->shrunken.lo, state);
  tell__cells_f64(cells, AT_shrunken_hi, unit->shrunken.hi, state);
  tell__cells_f64(cells, AT_reliability, unit->reliability, state);
}

static void add_row(tell__analysis_job *job, const tell__funnel *funnel,
                    const tell__funnel_unit *unit) {
  const tell__figures *figures = job->figures;
  tell__cells *cells = &job->cells;
  int wide = job->options->overdispersion;
  tell_state state = place_state(funnel, unit);
  const tell__estimate *limits = wide ? unit->wide : unit->plain;
  tell__analysis_row(job, unit->row);
  tell__cells_year(cells, AT_school_year, (int32_t)funnel->set->key.period);
  tell__cells_text(cells, AT_state, tell_state_id(state), TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_verdict, tell__funnel_verdict(funnel, unit, wide), state);
  tell__cells_text(cells, AT_method, limits[TELL__FUNNEL_INNER].method, state);
  tell__cells_text(cells, AT_interval_state, unit->pooled ? "pooled_spread" : "ok", state);
  tell__cells_i64(cells, AT_period, funnel->set->key.period, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_decimals, figures->wholes[TELL__FIGURE_decimals].values[unit->row],
                  TELL_STATE_PRESENT);
  tell__cells_take_whole(cells, AT_n, &figures->wholes[TELL__FIGURE_n], unit->row);
  tell__cells_f64(cells, AT_value, unit->value,
                  figures->reals[TELL__FIGURE_value].states[unit->row]);
  tell__cells_f64(cells, AT_target, funnel->target, funnel->target_state);
  fill_limits(cells, funnel, unit);
  fill_shrunken(cells, funnel, unit);
  tell__analysis_saw(job, unit->row, "figure");
  if (funnel->target_row >= 0)
    tell__analysis_saw(job, funnel->target_row, "target");
}

static tell_status run(tell__analysis_job *job) {
  tell__funnels funnels = {0};
  const tell__funnel *funnel;
  tell_status status = tell__funnels_begin(&funnels, job);
  while (status == TELL_OK && (funnel = tell__funnels_next(&funnels)) != NULL)
    for (size_t i = 0; i < funnel->count; i++)
      add_row(job, funnel, &funnel->units[i]);
  tell__funnels_free(&funnels);
  return status == TELL_OK ? job->cells.status : status;
}

const tell__analysis_kind tell__analysis_variation_units = {"variation_units", specs,
                                                            sizeof specs / sizeof *specs, run};
