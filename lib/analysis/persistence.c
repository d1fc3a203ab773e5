/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis "persistence" (telling/analysis_persistence.h): below, or above, the reference year
 * after year. */

#include "analysis/contrast.h"
#include "stats/gsl_tails.h"

#define COLUMNS(X)                                                                                 \
  X(reference, TELL_COLUMN_TEXT)                                                                   \
  X(verdict, TELL_COLUMN_TEXT)                                                                     \
  X(reading, TELL_COLUMN_TEXT)                                                                     \
  X(period_first, TELL_COLUMN_I64)                                                                 \
  X(period_last, TELL_COLUMN_I64)                                                                  \
  X(years_asked, TELL_COLUMN_I64)                                                                  \
  X(years_needed, TELL_COLUMN_I64)                                                                 \
  X(years_compared, TELL_COLUMN_I64)                                                               \
  X(years_lower, TELL_COLUMN_I64)                                                                  \
  X(years_higher, TELL_COLUMN_I64)                                                                 \
  X(years_hidden, TELL_COLUMN_I64)                                                                 \
  X(chance, TELL_COLUMN_F64)

enum { BEFORE_OWN = TELL__ANALYSIS_COMMON_COUNT - 1, COLUMNS(TELL__COLUMN_INDEX) COLUMNS_END };

static const tell__column_spec specs[] = {COLUMNS(TELL__COLUMN_SPEC)};

/* What the last years of a series say. */
typedef struct run_of_years {
  int64_t last_row;    /* of the series' last school year */
  int64_t first, last; /* school years looked at */
  int64_t compared, lower, higher, hidden;
} run_of_years;

static int wants_nation(const tell__analysis_job *job) {
  return job->options->reference == TELL_ANALYSIS_REFERENCE_NATION;
}

/* A year against the reference; not applicable where the reference does not apply. */
static tell__contrast against(const tell__analysis_job *job, int64_t row) {
  const tell__figures *figures = job->figures;
  tell__figure_key key = tell__figures_key(figures, row);
  if (!wants_nation(job))
    return tell__contrast_released(figures, row, job->options->level);
  if (figures->nation.level < 0 || key.unit.level == figures->nation.level)
    return tell__contrast_none(TELL_STATE_NOT_APPLICABLE);
  key.unit = figures->nation;
  int64_t nation = tell__figures_used(figures, &key);
  if (nation < 0)
    return tell__contrast_none(TELL_STATE_MISSING);
  const tell__side own = tell__side_of(figures, row), other = tell__side_of(figures, nation);
  return tell__contrast_inside(&own, &other, job->options->level);
}

/* A year in which nothing can be held against the reference says nothing about it. */
static int applies(const tell__analysis_job *job, int64_t row) {
  return tell__figures_indicator(job->figures, row)->kind != TELL__KIND_TOTAL &&
         against(job, row).state != TELL_STATE_NOT_APPLICABLE;
}

static int is_used(const tell__figures *figures, int64_t row) {
  const tell__figure_key key = tell__figures_key(figures, row);
  return tell__figures_used(figures, &key) == row;
}

static int is_of_stretch(const tell__figures *figures, const run_of_years *years, int64_t row) {
  return is_used(figures, row) &&
         tell__figures_segment(figures, row) == tell__figures_segment(figures, years->last_row);
}

static int is_in_window(const tell__analysis_job *job, const run_of_years *years, int64_t row) {
  return is_of_stretch(job->figures, years, row) &&
         tell__figures_key(job->figures, row).period >= years->first;
}

/* 0 when the year would be one more that can be compared than are asked for. */
static int count_year(const tell__analysis_job *job, int64_t row, run_of_years *years) {
  const tell__contrast contrast = against(job, row);
  int sign = tell__contrast_sign(&contrast);
  tell_state state = contrast.state == TELL_STATE_PRESENT ? contrast.interval : contrast.state;
  if (state == TELL_STATE_PRESENT && years->compared == job->options->persistent_of)
    return 0;
  years->compared += state == TELL_STATE_PRESENT;
  years->hidden += state == TELL_STATE_HIDDEN || state == TELL_STATE_SUPPRESSED;
  years->lower += sign < 0;
  years->higher += sign > 0;
  return 1;
}

/* From the last year back, over years that cannot be compared, until as many as asked for can. 0
 * when the reference applies to no year of the series. */
static int look_back(const tell__analysis_job *job, int64_t first, int64_t end,
                     run_of_years *years) {
  const tell__figures *figures = job->figures;
  years->last_row = -1;
  for (int64_t row = first; row < end; row++)
    if (is_used(figures, row) && applies(job, row))
      years->last_row = row;
  if (years->last_row < 0)
    return 0;
  years->last = tell__figures_key(figures, years->last_row).period;
  years->first = years->last;
  for (int64_t row = years->last_row; row >= first; row--)
    if (is_of_stretch(figures, years, row)) {
      if (!count_year(job, row, years))
        break;
      years->first = tell__figures_key(figures, row).period;
    }
  return 1;
}

/* 1 above, −1 below, 0 neither; both at once is neither. */
static int direction_of(const tell__analysis_job *job, const run_of_years *years) {
  int64_t needed = job->options->persistent_years;
  return (years->higher >= needed) - (years->lower >= needed);
}

static int is_enough(const tell__analysis_job *job, const run_of_years *years) {
  return years->compared >= job->options->persistent_years;
}

static const char *verdict_of(const tell__analysis_job *job, const run_of_years *years) {
  static const char *const words[] = {"persistently_lower", "not", "persistently_higher"};
  return is_enough(job, years) ? words[direction_of(job, years) + 1] : "too_few";
}

/* How likely so many years are below by chance, in each half of what the level leaves. */
static void fill_chance(tell__analysis_job *job, const run_of_years *years) {
  double chance = 0;
  int enough = is_enough(job, years);
  if (enough)
    tell__stats_gsl_binomial_upper((double)(job->options->persistent_years - 1),
                                   (double)years->compared, (1 - job->options->level) / 2, &chance);
  tell__cells_f64(&job->cells, AT_chance, chance, enough ? TELL_STATE_PRESENT : TELL_STATE_TOO_FEW);
}

static void fill_verdict(tell__analysis_job *job, const run_of_years *years) {
  tell__cells *cells = &job->cells;
  int sign = is_enough(job, years) ? direction_of(job, years) : 0;
  int better = sign * tell__figures_direction(job->figures, years->last_row);
  tell__cells_text(cells, AT_reference, wants_nation(job) ? "nation" : "parent",
                   TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_verdict, verdict_of(job, years), TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_reading, better > 0 ? "better" : "worse",
                   better != 0 ? TELL_STATE_PRESENT : TELL_STATE_NOT_APPLICABLE);
}

static void add_series(tell__analysis_job *job, int64_t first, int64_t end,
                       const run_of_years *years) {
  tell__cells *cells = &job->cells;
  tell__analysis_row(job, years->last_row);
  fill_verdict(job, years);
  tell__cells_i64(cells, AT_period_first, years->first, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_period_last, years->last, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_years_asked, job->options->persistent_of, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_years_needed, job->options->persistent_years, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_years_compared, years->compared, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_years_lower, years->lower, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_years_higher, years->higher, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_years_hidden, years->hidden, TELL_STATE_PRESENT);
  fill_chance(job, years);
  for (int64_t row = first; row < end; row++)
    if (is_in_window(job, years, row))
      tell__analysis_saw(job, row, "year");
}

static tell_status run(tell__analysis_job *job) {
  const tell__figures *figures = job->figures;
  int64_t end = 0;
  for (int64_t first = 0; job->cells.status == TELL_OK && first < figures->count; first = end) {
    run_of_years years = {0};
    end = tell__figures_series_end(figures, first);
    if (look_back(job, first, end, &years))
      add_series(job, first, end, &years);
  }
  return job->cells.status;
}

const tell__analysis_kind tell__analysis_persistence = {"persistence", specs,
                                                        sizeof specs / sizeof *specs, run};
