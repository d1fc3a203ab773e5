/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis "readouts" (telling/analysis_readouts.h): the plan's three school years beside each
 * other. */
#include "analysis/families.h"
#include "base/error.h"

#define FIGURE(X, name)                                                                            \
  X(name##_period, TELL_COLUMN_I64)                                                                \
  X(name##_n, TELL_COLUMN_I64)                                                                     \
  X(name##_value, TELL_COLUMN_F64)                                                                 \
  X(name##_lo, TELL_COLUMN_F64)                                                                    \
  X(name##_hi, TELL_COLUMN_F64)

#define CHANGE(X, name)                                                                            \
  X(name##_state, TELL_COLUMN_TEXT)                                                                \
  X(name##_verdict, TELL_COLUMN_TEXT)                                                              \
  X(name##_verdict_family, TELL_COLUMN_TEXT)                                                       \
  X(name##_reading, TELL_COLUMN_TEXT)                                                              \
  X(name##_reading_family, TELL_COLUMN_TEXT)                                                       \
  X(name##_family_size, TELL_COLUMN_I64)                                                           \
  X(name, TELL_COLUMN_F64)                                                                         \
  X(name##_se, TELL_COLUMN_F64)                                                                    \
  X(name##_lo, TELL_COLUMN_F64)                                                                    \
  X(name##_hi, TELL_COLUMN_F64)                                                                    \
  X(name##_p, TELL_COLUMN_F64)                                                                     \
  X(name##_p_adjusted, TELL_COLUMN_F64)

#define COLUMNS(X)                                                                                 \
  X(origin, TELL_COLUMN_TEXT)                                                                      \
  X(adjustment, TELL_COLUMN_TEXT)                                                                  \
  X(decimals, TELL_COLUMN_I64)                                                                     \
  FIGURE(X, baseline)                                                                              \
  FIGURE(X, mid)                                                                                   \
  FIGURE(X, end)                                                                                   \
  CHANGE(X, baseline_to_mid)                                                                       \
  CHANGE(X, mid_to_end)                                                                            \
  CHANGE(X, baseline_to_end)

enum { BEFORE_OWN = TELL__ANALYSIS_COMMON_COUNT - 1, COLUMNS(TELL__COLUMN_INDEX) COLUMNS_END };

static const tell__column_spec specs[] = {COLUMNS(TELL__COLUMN_SPEC)};

#define CONTRAST(name)                                                                             \
  {                                                                                                \
    AT_##name##_state, -1, AT_##name##_verdict, AT_##name##_verdict_family, AT_##name##_reading,   \
        AT_##name##_reading_family, AT_##name##_family_size, AT_##name, AT_##name##_se,            \
        AT_##name##_lo, AT_##name##_hi, -1, AT_##name##_p, AT_##name##_p_adjusted                  \
  }

enum { BASELINE, MID, END, READOUTS };

static const char *const roles[READOUTS] = {"baseline", "mid", "end"};

static const int32_t firsts[READOUTS] = {AT_baseline_period, AT_mid_period, AT_end_period};

/* The changes: from one read-out to a later one. */
static const struct {
  int from, to;
  tell__contrast_at at;
} changes[] = {{BASELINE, MID, CONTRAST(baseline_to_mid)},
               {MID, END, CONTRAST(mid_to_end)},
               {BASELINE, END, CONTRAST(baseline_to_end)}};

enum { CHANGES = sizeof changes / sizeof *changes };

/* The rows of a series at the read-outs, all of one origin; -1 where there is none. */
typedef struct readouts {
  int64_t rows[READOUTS];
  int64_t any; /* one of them */
  int present;
} readouts;

static readouts find(const tell__analysis_job *job, int64_t first, int computed) {
  const tell__figures *figures = job->figures;
  const tell_analysis_options *options = job->options;
  const int64_t periods[READOUTS] = {options->baseline, options->mid, options->end};
  readouts found = {.any = -1};
  tell__figure_key key = tell__figures_key(figures, first);
  for (int i = 0; i < READOUTS; i++) {
    key.period = periods[i];
    int64_t row = tell__figures_find(figures, &key, computed);
    found.rows[i] = row;
    if (row < 0)
      continue;
    found.any = row;
    found.present += figures->reals[TELL__FIGURE_value].states[row] == TELL_STATE_PRESENT;
  }
  return found;
}

/* The unit's own figures, unless more of the computed ones have a value. */
static readouts choose(const tell__analysis_job *job, int64_t first) {
  const readouts own = find(job, first, 0), computed = find(job, first, 1);
  return own.any < 0 || computed.present > own.present ? computed : own;
}

static void fill_real(tell__analysis_job *job, int32_t column, int figure, int64_t row) {
  if (row >= 0)
    tell__cells_take_real(&job->cells, column, &job->figures->reals[figure], row);
}

/* Cells of a year that has no row stay missing. */
static void fill_readout(tell__analysis_job *job, int i, int64_t period, int64_t row) {
  tell__cells_i64(&job->cells, firsts[i], period, TELL_STATE_PRESENT);
  if (row >= 0)
    tell__cells_take_whole(&job->cells, firsts[i] + 1, &job->figures->wholes[TELL__FIGURE_n], row);
  fill_real(job, firsts[i] + 2, TELL__FIGURE_value, row);
  fill_real(job, firsts[i] + 3, TELL__FIGURE_lo, row);
  fill_real(job, firsts[i] + 4, TELL__FIGURE_hi, row);
}

static tell__contrast change_of(const tell__analysis_job *job, int64_t from, int64_t to) {
  const tell__figures *figures = job->figures;
  if (from < 0 || to < 0)
    return tell__contrast_none(TELL_STATE_MISSING);
  if (tell__figures_segment(figures, from) != tell__figures_segment(figures, to))
    return tell__contrast_none(TELL_STATE_NOT_COMPARABLE);
  const tell__side before = tell__side_of(figures, from), after = tell__side_of(figures, to);
  return tell__contrast_apart(&after, &before, job->options->level);
}

static void add_change(tell__families *families, tell__analysis_job *job, const readouts *found,
                       int i) {
  const tell__contrast change =
      change_of(job, found->rows[changes[i].from], found->rows[changes[i].to]);
  int direction = tell__figures_direction(job->figures, found->any);
  const tell__family_key family = {i, tell__family_scope(job->figures, found->any), 0, 0};
  tell__contrast_write(job, &changes[i].at, &change, direction);
  tell__families_add(families, job, &family, &changes[i].at, &change, direction);
}

static void add_series(tell__families *families, tell__analysis_job *job, const readouts *found) {
  const tell__figures *figures = job->figures;
  const tell_analysis_options *options = job->options;
  const int64_t periods[READOUTS] = {options->baseline, options->mid, options->end};
  tell__analysis_row(job, found->any);
  tell__cells_text(&job->cells, AT_origin,
                   tell__figure_text(figures, TELL__FIGURE_origin, found->any), TELL_STATE_PRESENT);
  tell__cells_text(&job->cells, AT_adjustment, tell_adjust_id(options->adjust), TELL_STATE_PRESENT);
  tell__cells_take_whole(&job->cells, AT_decimals, &figures->wholes[TELL__FIGURE_decimals],
                         found->any);
  for (int i = 0; i < READOUTS; i++)
    fill_readout(job, i, periods[i], found->rows[i]);
  for (int i = 0; i < CHANGES; i++)
    add_change(families, job, found, i);
  for (int i = 0; i < READOUTS; i++)
    if (found->rows[i] >= 0)
      tell__analysis_saw(job, found->rows[i], roles[i]);
}

static tell_status run(tell__analysis_job *job) {
  const tell__figures *figures = job->figures;
  tell__families families;
  int64_t end = 0;
  if (!tell__families_begin(&families))
    return tell__fail_memory(job->cells.err);
  for (int64_t first = 0; job->cells.status == TELL_OK && first < figures->count; first = end) {
    const readouts found = choose(job, first);
    end = tell__figures_series_end(figures, first);
    if (found.any >= 0)
      add_series(&families, job, &found);
  }
  tell_status status = job->cells.status;
  if (status == TELL_OK)
    status = tell__families_finish(&families, job);
  tell__families_free(&families);
  return status;
}

const tell__analysis_kind tell__analysis_readouts = {"readouts", specs,
                                                     sizeof specs / sizeof *specs, run};
