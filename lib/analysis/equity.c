/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis "equity" (telling/analysis_equity.h): gaps between groups of pupils, and between
 * schools.
 */
#include "analysis/equity.h"

#include <string.h>

#include "analysis/funnels.h"
#include "base/alloc.h"
#include "base/error.h"

#define COLUMNS(X)                                                                                 \
  X(school_year, TELL_COLUMN_TEXT)                                                                 \
  X(measure, TELL_COLUMN_TEXT)                                                                     \
  X(first, TELL_COLUMN_TEXT)                                                                       \
  X(second, TELL_COLUMN_TEXT)                                                                      \
  X(method, TELL_COLUMN_TEXT)                                                                      \
  X(state, TELL_COLUMN_TEXT)                                                                       \
  X(interval_state, TELL_COLUMN_TEXT)                                                              \
  X(verdict, TELL_COLUMN_TEXT)                                                                     \
  X(period, TELL_COLUMN_I64)                                                                       \
  X(decimals, TELL_COLUMN_I64)                                                                     \
  X(groups, TELL_COLUMN_I64)                                                                       \
  X(groups_hidden, TELL_COLUMN_I64)                                                                \
  X(groups_missing, TELL_COLUMN_I64)                                                               \
  X(first_value, TELL_COLUMN_F64)                                                                  \
  X(second_value, TELL_COLUMN_F64)                                                                 \
  X(value, TELL_COLUMN_F64)                                                                        \
  X(se, TELL_COLUMN_F64)                                                                           \
  X(lo, TELL_COLUMN_F64)                                                                           \
  X(hi, TELL_COLUMN_F64)                                                                           \
  X(df, TELL_COLUMN_F64)                                                                           \
  X(p, TELL_COLUMN_F64)                                                                            \
  X(standardised, TELL_COLUMN_F64)                                                                 \
  X(standardised_lo, TELL_COLUMN_F64)                                                              \
  X(standardised_hi, TELL_COLUMN_F64)                                                              \
  X(relative, TELL_COLUMN_F64)                                                                     \
  X(relative_lo, TELL_COLUMN_F64)                                                                  \
  X(relative_hi, TELL_COLUMN_F64)

enum { BEFORE_OWN = TELL__ANALYSIS_COMMON_COUNT - 1, COLUMNS(TELL__COLUMN_INDEX) COLUMNS_END };

static const tell__column_spec specs[] = {COLUMNS(TELL__COLUMN_SPEC)};

/* A word of the release that stands for a category of parents' education, and its place. */
typedef struct word {
  int64_t code;
  int32_t order;
} word;

typedef struct equity {
  tell__analysis_job *job;
  int64_t girls, boys, education; /* codes of the words, -1 */
  word *words;                    /* categories of parents' education that rows have */
  size_t word_count, word_capacity;
} equity;

static const char *verdict_of(const tell__equity *made) {
  if (!tell__stats_has_interval(&made->value))
    return "no_interval";
  if (made->value.lo > 0)
    return "higher";
  return made->value.hi < 0 ? "lower" : "not_distinguishable";
}

static void fill_compared(tell__analysis_job *job, int column, int value_column, int64_t row,
                          int text) {
  const tell__figures *figures = job->figures;
  if (row < 0) {
    tell__cells_text(&job->cells, column, "", TELL_STATE_NOT_APPLICABLE);
    tell__cells_f64(&job->cells, value_column, 0, TELL_STATE_NOT_APPLICABLE);
    return;
  }
  double value = 0;
  tell__figure_real(figures, TELL__FIGURE_value, row, &value);
  tell__cells_text(&job->cells, column, tell__figure_text(figures, text, row), TELL_STATE_PRESENT);
  tell__cells_f64(&job->cells, value_column, value, figures->reals[TELL__FIGURE_value].states[row]);
}

static void fill_value(tell__cells *cells, const tell__equity *made, int has_verdict) {
  int valued = made->state == TELL_STATE_PRESENT;
  tell_state interval = valued ? made->interval : made->state;
  if (interval == TELL_STATE_PRESENT && !tell__stats_has_interval(&made->value))
    interval = TELL_STATE_MISSING;
  tell_state p = interval == TELL_STATE_PRESENT && !made->has_p ? TELL_STATE_MISSING : interval;
  tell_state verdict = has_verdict ? made->state : TELL_STATE_NOT_APPLICABLE;
  if (verdict == TELL_STATE_PRESENT && made->interval == TELL_STATE_HIDDEN)
    verdict = TELL_STATE_HIDDEN;
  tell__cells_text(cells, AT_state, tell_state_id(made->state), TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_method, made->value.method, made->state);
  int pooled = made->pooled && made->value.state == TELL_STAT_OK;
  tell__cells_text(cells, AT_interval_state,
                   pooled ? "pooled_spread" : tell_stat_state_id(made->value.state),
                   made->interval == TELL_STATE_HIDDEN ? TELL_STATE_HIDDEN : made->state);
  tell__cells_text(cells, AT_verdict, verdict_of(made), verdict);
  tell__cells_f64(cells, AT_value, made->value.value, made->state);
  tell__cells_f64(cells, AT_se, made->value.se, interval);
  tell__cells_f64(cells, AT_lo, made->value.lo, interval);
  tell__cells_f64(cells, AT_hi, made->value.hi, interval);
  tell__cells_f64(cells, AT_df, made->df,
                  p == TELL_STATE_PRESENT && !(made->df > 0) ? TELL_STATE_NOT_APPLICABLE : p);
  tell__cells_f64(cells, AT_p, made->p, p);
}

static void fill_effect(tell__cells *cells, const tell__equity *made) {
  tell_state state = made->state;
  if (made->first < 0)
    state = TELL_STATE_NOT_APPLICABLE;
  else if (state == TELL_STATE_PRESENT && !made->effect.there)
    state = made->interval == TELL_STATE_HIDDEN ? TELL_STATE_HIDDEN : TELL_STATE_MISSING;
  tell__cells_f64(cells, AT_standardised, made->effect.g, state);
  tell__cells_f64(cells, AT_standardised_lo, made->effect.g_lo, state);
  tell__cells_f64(cells, AT_standardised_hi, made->effect.g_hi, state);
}

static void fill_relative(tell__cells *cells, const tell__equity *made) {
  const tell__estimate *relative = &made->relative;
  tell_state state = made->state;
  if (strcmp(made->measure, "education_gradient") != 0)
    state = TELL_STATE_NOT_APPLICABLE;
  else if (state == TELL_STATE_PRESENT && !tell__stats_has_value(relative))
    state = TELL_STATE_MISSING;
  tell_state interval = state;
  if (state == TELL_STATE_PRESENT && !tell__stats_has_interval(relative))
    interval = made->interval == TELL_STATE_PRESENT ? TELL_STATE_MISSING : made->interval;
  tell__cells_f64(cells, AT_relative, relative->value, state);
  tell__cells_f64(cells, AT_relative_lo, relative->lo, interval);
  tell__cells_f64(cells, AT_relative_hi, relative->hi, interval);
}

/* `about` is a row of one of the groups: what makes it so is overwritten. */
static void add_row(tell__analysis_job *job, int64_t about, int text, const tell__equity *made,
                    int has_verdict) {
  const tell__figures *figures = job->figures;
  tell__cells *cells = &job->cells;
  int64_t period = figures->wholes[TELL__FIGURE_period].values[about];
  tell__analysis_row(job, about);
  if (text == TELL__FIGURE_gender)
    tell__cells_text(cells, TELL__ANALYSIS_gender, "all", TELL_STATE_PRESENT);
  if (text == TELL__FIGURE_category)
    tell__cells_text(cells, TELL__ANALYSIS_category, "", TELL_STATE_NOT_APPLICABLE);
  tell__cells_year(cells, AT_school_year, (int32_t)period);
  tell__cells_i64(cells, AT_period, period, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_decimals, figures->wholes[TELL__FIGURE_decimals].values[about],
                  TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_measure, made->measure, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_groups, made->groups, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_groups_hidden, made->hidden, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_groups_missing, made->missing, TELL_STATE_PRESENT);
  fill_compared(job, AT_first, AT_first_value, made->first, text);
  fill_compared(job, AT_second, AT_second_value, made->second, text);
  fill_value(cells, made, has_verdict);
  fill_effect(cells, made);
  fill_relative(cells, made);
}

static void note_gap(tell__analysis_job *job, const tell__equity *made) {
  if (made->state == TELL_STATE_PRESENT) {
    tell__analysis_made_of(job, made->first, 1, "group");
    tell__analysis_made_of(job, made->second, -1, "group");
  } else {
    tell__analysis_saw(job, made->first, "group");
    tell__analysis_saw(job, made->second, "group");
  }
}

/* Girls less boys, where both have a row. Totals, and what has no mean, have no gap. */
static void add_gender(const equity *of, int64_t row) {
  tell__analysis_job *job = of->job;
  tell__figure_key key = tell__figures_key(job->figures, row);
  if (key.gender != of->girls)
    return;
  key.gender = of->boys;
  int64_t other = tell__figures_used(job->figures, &key);
  if (other < 0)
    return;
  const tell__equity made =
      tell__equity_gap(job->figures, "gender_gap", row, other, job->options->level);
  add_row(job, row, TELL__FIGURE_gender, &made, 1);
  note_gap(job, &made);
}

/* Rows of the categories in their order, -1 where there is none; returns how many places there
 * are up to the highest one. */
static size_t find_categories(const equity *of, int64_t row, int64_t *rows, int64_t *first) {
  const tell__figures *figures = of->job->figures;
  tell__figure_key key = tell__figures_key(figures, row);
  size_t highest = 0;
  *first = row;
  for (size_t i = 0; i < TELL__EQUITY_CATEGORIES; i++)
    rows[i] = -1;
  for (size_t i = 0; i < of->word_count; i++) {
    key.category = of->words[i].code;
    int64_t found = tell__figures_used(figures, &key);
    size_t place = (size_t)of->words[i].order - 1;
    if (found < 0 || rows[place] >= 0)
      continue;
    rows[place] = found;
    *first = found < *first ? found : *first;
    highest = place + 1 > highest ? place + 1 : highest;
  }
  return highest;
}

/* Only the places that have rows somewhere in the release are asked for. */
static size_t keep_known(const equity *of, int64_t *rows) {
  size_t kept = 0;
  for (size_t place = 0; place < TELL__EQUITY_CATEGORIES; place++)
    for (size_t i = 0; i < of->word_count; i++)
      if ((size_t)of->words[i].order == place + 1) {
        rows[kept++] = rows[place];
        break;
      }
  return kept;
}

static void add_education(const equity *of, int64_t row) {
  tell__analysis_job *job = of->job;
  int64_t rows[TELL__EQUITY_CATEGORIES], first;
  tell__figure_key key = tell__figures_key(job->figures, row);
  if (key.dimension != of->education || find_categories(of, row, rows, &first) == 0 || first != row)
    return;
  size_t count = keep_known(of, rows);
  if (count < 2)
    return;
  double level = job->options->level;
  if (rows[0] >= 0 && rows[count - 1] >= 0) {
    const tell__equity gap =
        tell__equity_gap(job->figures, "education_gap", rows[count - 1], rows[0], level);
    add_row(job, row, TELL__FIGURE_category, &gap, 1);
    note_gap(job, &gap);
  }
  const tell__equity gradient = tell__equity_gradient(job->figures, rows, count, level);
  add_row(job, row, TELL__FIGURE_category, &gradient, 1);
  for (size_t i = 0; i < count; i++)
    if (rows[i] >= 0)
      tell__analysis_saw(job, rows[i], "group");
}

static int has_gaps(const tell__figures *figures, int64_t row) {
  tell__kind kind = tell__figures_indicator(figures, row)->kind;
  return kind == TELL__KIND_MEAN || kind == TELL__KIND_COUNT || kind == TELL__KIND_SHARE ||
         kind == TELL__KIND_DISTRIBUTION;
}

/* One row stands for a key: own or computed. */
static int is_used(const tell__figures *figures, int64_t row) {
  const tell__figure_key key = tell__figures_key(figures, row);
  return tell__figures_used(figures, &key) == row;
}

static void add_gaps(const equity *of) {
  const tell__figures *figures = of->job->figures;
  for (int64_t row = 0; row < figures->count && of->job->cells.status == TELL_OK; row++)
    if (has_gaps(figures, row) && is_used(figures, row)) {
      add_gender(of, row);
      add_education(of, row);
    }
}

static tell__equity between_schools(const tell__funnel *funnel) {
  tell__equity made = {.measure = "between_schools",
                       .first = -1,
                       .second = -1,
                       .state = TELL_STATE_PRESENT,
                       .interval = TELL_STATE_PRESENT,
                       .value = funnel->icc,
                       .relative = tell__stats_nothing(TELL_STAT_NOT_POSSIBLE),
                       .groups = (int64_t)funnel->icc_units,
                       .hidden = (int64_t)funnel->hidden};
  made.missing = (int64_t)funnel->count - made.groups - made.hidden;
  if (!tell__stats_has_value(&funnel->icc))
    made.state = funnel->placed < 2 ? TELL_STATE_TOO_FEW : TELL_STATE_MISSING;
  return made;
}

static tell_status add_between(tell__analysis_job *job) {
  tell__funnels funnels = {.with_areas = 1};
  const tell__funnel *funnel;
  tell_status status = tell__funnels_begin(&funnels, job);
  while (status == TELL_OK && (funnel = tell__funnels_next(&funnels)) != NULL) {
    if (funnel->target_row < 0)
      continue;
    const tell__equity made = between_schools(funnel);
    add_row(job, funnel->target_row, TELL__FIGURE_level, &made, 0);
    for (size_t i = 0; i < funnel->count; i++)
      tell__analysis_saw(job, funnel->units[i].row, "member");
  }
  tell__funnels_free(&funnels);
  return status;
}

/* A category of parents' education that a row has, by its place in the catalogue. */
static tell_status take_word(equity *of, int64_t row) {
  const tell__figures *figures = of->job->figures;
  const tell__figure_key key = tell__figures_key(figures, row);
  const char *label = tell__figure_text(figures, TELL__FIGURE_category, row);
  if (key.dimension != of->education)
    return TELL_OK;
  for (size_t i = 0; i < of->word_count; i++)
    if (of->words[i].code == key.category)
      return TELL_OK;
  int32_t order =
      tell__catalogue_group(figures->catalogue, TELL__EQUITY_EDUCATION, label, strlen(label));
  if (order < 1 || order > TELL__EQUITY_CATEGORIES)
    return TELL_OK;
  if (!tell__grow((void **)&of->words, &of->word_capacity, of->word_count, sizeof *of->words))
    return tell__fail_memory(of->job->cells.err);
  of->words[of->word_count++] = (word){key.category, order};
  return TELL_OK;
}

static tell_status run(tell__analysis_job *job) {
  const tell__figures *figures = job->figures;
  equity of = {.job = job,
               .girls = tell__figures_code(figures, "girls"),
               .boys = tell__figures_code(figures, "boys"),
               .education = tell__figures_code(figures, TELL__EQUITY_EDUCATION)};
  tell_status status = TELL_OK;
  for (int64_t row = 0; of.education >= 0 && row < figures->count && status == TELL_OK; row++)
    status = take_word(&of, row);
  if (status == TELL_OK)
    add_gaps(&of);
  tell__free(of.words);
  if (status == TELL_OK)
    status = job->cells.status;
  return status == TELL_OK ? add_between(job) : status;
}

const tell__analysis_kind tell__analysis_equity = {"equity", specs, sizeof specs / sizeof *specs,
                                                   run};
