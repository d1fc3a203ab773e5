/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public functions of telling/explain.h: from a row down to the figures that were read. */
#include "telling/explain.h"

#include <string.h>

#include "analysis/analysis.h"
#include "analysis/explained.h"
#include "analysis/slope_weights.h"
#include "base/alloc.h"
#include "base/error.h"

typedef struct explaining {
  tell__figures figures;
  tell__cells cells;
  int64_t *same; /* rows with the key of the figure at hand, at any unit */
  size_t same_count, same_capacity;
} explaining;

static tell_status begin(explaining *job, const tell_release *release, tell_error *err) {
  memset(job, 0, sizeof *job);
  tell_status status = tell__figures_read(NULL, release, &job->figures, err);
  return status == TELL_OK ? tell__explained_create(&job->cells, err) : status;
}

/* Ends the work; the table is the caller's when all went well. */
static tell_status end(explaining *job, tell_status status, tell_table **out) {
  if (status == TELL_OK)
    status = job->cells.status;
  tell__figures_free(&job->figures);
  tell__free(job->same);
  if (status != TELL_OK) {
    tell_table_free(job->cells.table);
    return status;
  }
  /* Nothing but cells of a release went in. */
  tell__table_unseal(job->cells.table);
  *out = job->cells.table;
  return TELL_OK;
}

static int is_same_group(const tell__figure_key *a, const tell__figure_key *b) {
  return a->indicator == b->indicator && a->source == b->source && a->period == b->period &&
         a->grade == b->grade && a->gender == b->gender && a->owner == b->owner &&
         a->dimension == b->dimension && a->category == b->category;
}

/* The rows that a figure may have been made of, however far down: one way through the table. */
static int collect_same(explaining *job, int64_t figure) {
  const tell__figure_key key = tell__figures_key(&job->figures, figure);
  job->same_count = 0;
  for (int64_t row = 0; row < job->figures.count; row++) {
    const tell__figure_key other = tell__figures_key(&job->figures, row);
    if (!is_same_group(&key, &other))
      continue;
    if (!tell__grow((void **)&job->same, &job->same_capacity, job->same_count, sizeof *job->same))
      return 0;
    job->same[job->same_count++] = row;
  }
  return 1;
}

/* Which level a computed figure is made of; see the columns in telling/indicators.h. */
static const char *level_below(const char *level) {
  if (strcmp(level, "nation") == 0)
    return "county";
  if (strcmp(level, "county") == 0)
    return "municipality";
  return "school";
}

/* Whether a row is one that a computed figure of `unit` was made of. */
static int is_part(const tell__figures *figures, const tell__figure_key *whole, const char *level,
                   int64_t row) {
  const tell__figure_key key = tell__figures_key(figures, row);
  int is_area = strcmp(level, "area") == 0;
  const tell__figure_unit above =
      is_area ? tell__figures_area(figures, row) : tell__figures_parent(figures, row);
  if (above.level != whole->unit.level || above.code != whole->unit.code ||
      strcmp(tell__figure_text(figures, TELL__FIGURE_level, row), level_below(level)) != 0)
    return 0;
  /* A unit's own figure comes first, whatever its state; what does not apply is no part. */
  if (tell__figures_is_computed(figures, row) && tell__figures_find(figures, &key, 0) >= 0)
    return 0;
  return figures->reals[TELL__FIGURE_value].states[row] != TELL_STATE_NOT_APPLICABLE;
}

/* n/N, of a total 1; none where either figure cannot be read. */
static void weigh(const tell__figures *figures, int64_t whole, int64_t part,
                  tell__explained_place *place) {
  int64_t n = 0, all = 0;
  double unused = 0;
  if (!tell__figure_real(figures, TELL__FIGURE_value, whole, &unused) ||
      !tell__figure_real(figures, TELL__FIGURE_value, part, &unused))
    return;
  if (strcmp(tell__figure_text(figures, TELL__FIGURE_kind, whole), "total") == 0) {
    place->has_weight = 1;
    place->weight = 1;
  } else if (tell__figure_whole(figures, TELL__FIGURE_n, whole, &all) &&
             tell__figure_whole(figures, TELL__FIGURE_n, part, &n) && all > 0) {
    place->has_weight = 1;
    place->weight = (double)n / (double)all;
  }
}

/* Recursive: as deep as the hierarchy, four levels. */
static void add_figure(explaining *job, int64_t figure, const tell__explained_place *place) {
  const tell__figures *figures = &job->figures;
  const tell__figure_key key = tell__figures_key(figures, figure);
  const char *level = tell__figure_text(figures, TELL__FIGURE_level, figure);
  tell__explained_figure(&job->cells, figures, figure, place);
  const int64_t at = job->cells.row;
  if (!tell__figures_is_computed(figures, figure))
    return;
  for (size_t i = 0; i < job->same_count && job->cells.status == TELL_OK; i++) {
    tell__explained_place below = {.depth = place->depth + 1, .part_of = at, .role = "part"};
    if (!is_part(figures, &key, level, job->same[i]))
      continue;
    weigh(figures, figure, job->same[i], &below);
    add_figure(job, job->same[i], &below);
  }
}

static void explain_figure(explaining *job, int64_t figure, const tell__explained_place *place) {
  if (tell__figures_is_computed(&job->figures, figure) && !collect_same(job, figure) &&
      job->cells.status == TELL_OK)
    job->cells.status = tell__fail_memory(job->cells.err);
  if (job->cells.status == TELL_OK)
    add_figure(job, figure, place);
}

static tell_status explain_trend(explaining *job, const tell_table *trends, int64_t row) {
  tell__slope_weights weights = {0};
  const char *method = tell__slope_method(trends, row);
  const char *value = strcmp(method, "theil_sen") == 0 ? "sen_slope" : "slope";
  tell__explained_result(&job->cells, &job->figures, trends, row, "trends", value, method);
  tell_status status =
      tell__slope_weights_find(&job->figures, trends, row, &weights, job->cells.err);
  for (size_t i = 0; status == TELL_OK && i < weights.count; i++) {
    const tell__explained_place place = {
        .depth = 1, .role = "year", .weight = weights.years[i].weight, .has_weight = weights.known};
    explain_figure(job, weights.years[i].figure, &place);
  }
  tell__slope_weights_free(&weights);
  return status;
}

tell_status tell_explain(const tell_release *release, int32_t which, int64_t row, tell_table **out,
                         tell_error *err) {
  tell__error_clear(err);
  if (out != NULL)
    *out = NULL;
  if (release == NULL || out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "an explanation needs a release and a place to go");
  if (which != TELL_RELEASE_INDICATORS && which != TELL_RELEASE_TRENDS)
    return tell__fail(err, TELL_E_ARGUMENT, "only indicators and trends can be explained");
  const tell_table *table = tell_release_table(release, which);
  if (table == NULL)
    return tell__fail(err, TELL_E_NOT_FOUND, "the release has no trends");
  if (row < 0 || row >= tell_table_row_count(table))
    return tell__fail(err, TELL_E_ARGUMENT, "the table has no such row");
  explaining job;
  const tell__explained_place first = {.role = "result"};
  tell_status status = begin(&job, release, err);
  if (status == TELL_OK && which == TELL_RELEASE_TRENDS)
    status = explain_trend(&job, table, row);
  else if (status == TELL_OK)
    explain_figure(&job, row, &first);
  return end(&job, status, out);
}

tell_status tell_analysis_explain(const tell_analysis *analysis, int64_t row, tell_table **out,
                                  tell_error *err) {
  tell__error_clear(err);
  if (out != NULL)
    *out = NULL;
  if (analysis == NULL || out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "an explanation needs an analysis and a place to go");
  if (row < 0 || row >= tell_table_row_count(analysis->table))
    return tell__fail(err, TELL_E_ARGUMENT, "the table has no such row");
  explaining job;
  size_t count = 0;
  const char *kind = tell_analysis_kind_id(analysis->kind);
  const tell__basis_entry *entries = tell__basis_of(&analysis->basis, row, &count);
  tell_status status = begin(&job, analysis->release, err);
  if (status == TELL_OK)
    tell__explained_result(&job.cells, &job.figures, analysis->table, row, kind, "value", kind);
  for (size_t i = 0; status == TELL_OK && i < count; i++) {
    const tell__explained_place place = {.depth = 1,
                                         .role = entries[i].role,
                                         .weight = entries[i].weight,
                                         .has_weight = entries[i].has_weight};
    explain_figure(&job, entries[i].figure, &place);
  }
  return end(&job, status, out);
}
