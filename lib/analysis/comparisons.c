/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis "comparisons" (telling/analysis_comparisons.h): a unit's figure against what it can
 * be held against. */
#include "analysis/comparisons.h"
#include "base/alloc.h"
#include "base/error.h"

#define COLUMNS(X)                                                                                 \
  X(school_year, TELL_COLUMN_TEXT)                                                                 \
  X(origin, TELL_COLUMN_TEXT)                                                                      \
  X(comparator, TELL_COLUMN_TEXT)                                                                  \
  X(comparator_level, TELL_COLUMN_TEXT)                                                            \
  X(comparator_unit, TELL_COLUMN_TEXT)                                                             \
  X(method, TELL_COLUMN_TEXT)                                                                      \
  X(state, TELL_COLUMN_TEXT)                                                                       \
  X(interval_state, TELL_COLUMN_TEXT)                                                              \
  X(verdict, TELL_COLUMN_TEXT)                                                                     \
  X(verdict_family, TELL_COLUMN_TEXT)                                                              \
  X(reading, TELL_COLUMN_TEXT)                                                                     \
  X(reading_family, TELL_COLUMN_TEXT)                                                              \
  X(test_family, TELL_COLUMN_TEXT)                                                                 \
  X(adjustment, TELL_COLUMN_TEXT)                                                                  \
  X(period, TELL_COLUMN_I64)                                                                       \
  X(decimals, TELL_COLUMN_I64)                                                                     \
  X(n, TELL_COLUMN_I64)                                                                            \
  X(comparator_first, TELL_COLUMN_I64)                                                             \
  X(comparator_last, TELL_COLUMN_I64)                                                              \
  X(inputs, TELL_COLUMN_I64)                                                                       \
  X(inputs_visible, TELL_COLUMN_I64)                                                               \
  X(inputs_hidden, TELL_COLUMN_I64)                                                                \
  X(test_family_size, TELL_COLUMN_I64)                                                             \
  X(value, TELL_COLUMN_F64)                                                                        \
  X(comparator_value, TELL_COLUMN_F64)                                                             \
  X(difference, TELL_COLUMN_F64)                                                                   \
  X(se, TELL_COLUMN_F64)                                                                           \
  X(lo, TELL_COLUMN_F64)                                                                           \
  X(hi, TELL_COLUMN_F64)                                                                           \
  X(df, TELL_COLUMN_F64)                                                                           \
  X(p, TELL_COLUMN_F64)                                                                            \
  X(p_adjusted, TELL_COLUMN_F64)

enum { BEFORE_OWN = TELL__ANALYSIS_COMMON_COUNT - 1, COLUMNS(TELL__COLUMN_INDEX) COLUMNS_END };

static const tell__column_spec specs[] = {COLUMNS(TELL__COLUMN_SPEC)};

static const tell__contrast_at columns = {AT_state,
                                          AT_interval_state,
                                          AT_verdict,
                                          AT_verdict_family,
                                          AT_reading,
                                          AT_reading_family,
                                          AT_test_family_size,
                                          AT_difference,
                                          AT_se,
                                          AT_lo,
                                          AT_hi,
                                          AT_df,
                                          AT_p,
                                          AT_p_adjusted};

static const char *const comparators[] = {"parent", "nation", "last_year", "three_years", "peers"};

static const tell__figures *figures_of(const tell__comparing *of) { return of->job->figures; }

static int is_visible(const tell__figures *figures, int64_t row) {
  return figures->reals[TELL__FIGURE_value].states[row] == TELL_STATE_PRESENT;
}

static int is_hidden(const tell__figures *figures, int64_t row) {
  tell_state state = figures->reals[TELL__FIGURE_value].states[row];
  return state == TELL_STATE_HIDDEN || state == TELL_STATE_SUPPRESSED;
}

static void fill_comparator(const tell__comparing *of, const tell__comparison *made) {
  const tell__figures *figures = figures_of(of);
  tell__cells *cells = &of->job->cells;
  const char *level = tell__figure_text(figures, TELL__FIGURE_level, made->rows[0]);
  const char *unit = tell__figure_text(figures, TELL__FIGURE_unit, made->rows[0]);
  if (made->group >= 0) {
    level = "group";
    unit = of->members.groups[made->group].declared->id;
  }
  tell__cells_text(cells, AT_comparator, comparators[made->comparator], TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_comparator_level, level, TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_comparator_unit, unit, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_comparator_first, made->first, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_comparator_last, made->last, TELL_STATE_PRESENT);
  tell__cells_f64(cells, AT_comparator_value, made->other.part.value, made->other.state);
}

static void fill_inputs(const tell__comparing *of, const tell__comparison *made) {
  tell__cells *cells = &of->job->cells;
  int64_t visible = 0, hidden = 0;
  for (size_t i = 0; i < made->count; i++) {
    visible += is_visible(figures_of(of), made->rows[i]);
    hidden += is_hidden(figures_of(of), made->rows[i]);
  }
  tell__cells_i64(cells, AT_inputs, (int64_t)made->count, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_inputs_visible, visible, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_inputs_hidden, hidden, TELL_STATE_PRESENT);
}

static void fill_figure(const tell__comparing *of, const tell__comparison *made) {
  const tell__figures *figures = figures_of(of);
  tell__cells *cells = &of->job->cells;
  int64_t row = made->figure;
  tell__cells_text(cells, AT_school_year, tell__figure_text(figures, TELL__FIGURE_school_year, row),
                   TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_origin, tell__figure_text(figures, TELL__FIGURE_origin, row),
                   TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_adjustment, tell_adjust_id(of->job->options->adjust),
                   TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_period, figures->wholes[TELL__FIGURE_period].values[row],
                  TELL_STATE_PRESENT);
  tell__cells_take_whole(cells, AT_decimals, &figures->wholes[TELL__FIGURE_decimals], row);
  tell__cells_take_whole(cells, AT_n, &figures->wholes[TELL__FIGURE_n], row);
  tell__cells_take_real(cells, AT_value, &figures->reals[TELL__FIGURE_value], row);
}

/* The family by name: how is compared, in which municipality, in which school year. */
static void fill_family(const tell__comparing *of, const tell__comparison *made,
                        const tell__family_key *family) {
  const tell__figures *figures = figures_of(of);
  tell__text name = {0};
  const char *parts[] = {comparators[made->comparator],
                         ":",
                         tell__strings_get(figures->strings, (int32_t)family->scope.level, NULL),
                         ":",
                         tell__strings_get(figures->strings, (int32_t)family->scope.code, NULL),
                         ":"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    tell__text_add(&name, parts[i]);
  tell__text_add_year(&name, (int32_t)family->period);
  if (made->group >= 0) {
    tell__text_add(&name, ":");
    tell__text_add(&name, of->members.groups[made->group].declared->id);
  }
  if (name.failed && of->job->cells.status == TELL_OK)
    of->job->cells.status = tell__fail_memory(of->job->cells.err);
  tell__cells_text(&of->job->cells, AT_test_family, tell__text_get(&name), TELL_STATE_PRESENT);
  tell__text_free(&name);
}

/* The difference is the figure less the other side, of which each row has its share. */
static void note_basis(const tell__comparing *of, const tell__comparison *made) {
  tell__analysis_job *job = of->job;
  int weighs = made->contrast.state == TELL_STATE_PRESENT;
  if (weighs)
    tell__analysis_made_of(job, made->figure, 1, "figure");
  else
    tell__analysis_saw(job, made->figure, "figure");
  for (size_t i = 0; i < made->count; i++) {
    int64_t n = 0;
    double share = -1;
    if (made->count > 1 && tell__figure_whole(job->figures, TELL__FIGURE_n, made->rows[i], &n))
      share = -(double)n / made->other.part.n;
    if (weighs && is_visible(job->figures, made->rows[i]))
      tell__analysis_made_of(job, made->rows[i], share, comparators[made->comparator]);
    else
      tell__analysis_saw(job, made->rows[i], comparators[made->comparator]);
  }
}

void tell__comparison_add(tell__comparing *of, const tell__comparison *made) {
  tell__analysis_job *job = of->job;
  const tell__family_key family = {made->comparator, tell__family_scope(job->figures, made->figure),
                                   tell__figures_key(job->figures, made->figure).period,
                                   made->group};
  int direction = tell__figures_direction(job->figures, made->figure);
  const char *method = made->contrast.found.estimate.method;
  tell__analysis_row(job, made->figure);
  fill_figure(of, made);
  fill_comparator(of, made);
  fill_inputs(of, made);
  fill_family(of, made, &family);
  tell__cells_text(&job->cells, AT_method, method != NULL ? method : "", made->contrast.state);
  tell__contrast_write(job, &columns, &made->contrast, direction);
  note_basis(of, made);
  tell__families_add(&of->families, job, &family, &columns, &made->contrast, direction);
}

static size_t largest_set(const tell__members *members) {
  size_t largest = 1;
  for (size_t i = 0; i < members->set_count; i++)
    largest = members->sets[i].count > largest ? members->sets[i].count : largest;
  return largest;
}

static tell_status run(tell__analysis_job *job) {
  tell__comparing of = {.job = job};
  tell_status status = tell__members_find(job->figures, job->options, &of.members, job->cells.err);
  if (status == TELL_OK) {
    of.others = tell__alloc_array(largest_set(&of.members), sizeof *of.others);
    if (!tell__families_begin(&of.families) || of.others == NULL)
      status = tell__fail_memory(job->cells.err);
  }
  if (status == TELL_OK) {
    tell__compare_figures(&of);
    tell__compare_peers(&of);
    status = job->cells.status;
  }
  if (status == TELL_OK)
    status = tell__families_finish(&of.families, job);
  tell__families_free(&of.families);
  tell__members_free(&of.members);
  tell__free(of.others);
  return status;
}

const tell__analysis_kind tell__analysis_comparisons = {"comparisons", specs,
                                                        sizeof specs / sizeof *specs, run};
