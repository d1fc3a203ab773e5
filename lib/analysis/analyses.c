/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of analysis and the public functions that make one (telling/analysis.h). */
#include "analysis/analyses.h"

#include <string.h>

#include "analysis/analysis.h"
#include "base/alloc.h"
#include "base/error.h"
#include "telling/analysis_comparisons.h"
#include "telling/analysis_decomposition.h"
#include "telling/analysis_equity.h"
#include "telling/analysis_groups.h"
#include "telling/analysis_persistence.h"
#include "telling/analysis_readouts.h"
#include "telling/analysis_variation.h"

/* By number. */
static const tell__analysis_kind *const kinds[] = {
    [TELL_ANALYSIS_GROUPS] = &tell__analysis_groups,
    [TELL_ANALYSIS_DECOMPOSITION] = &tell__analysis_decomposition,
    [TELL_ANALYSIS_VARIATION] = &tell__analysis_variation,
    [TELL_ANALYSIS_VARIATION_UNITS] = &tell__analysis_variation_units,
    [TELL_ANALYSIS_EQUITY] = &tell__analysis_equity,
    [TELL_ANALYSIS_COMPARISONS] = &tell__analysis_comparisons,
    [TELL_ANALYSIS_PERSISTENCE] = &tell__analysis_persistence,
    [TELL_ANALYSIS_READOUTS] = &tell__analysis_readouts,
};

enum { KINDS_END = sizeof kinds / sizeof *kinds };

#define COPIED_SPEC(name) [TELL__ANALYSIS_##name] = {#name, TELL_COLUMN_TEXT},
#define COPIED_FIGURE(name) [TELL__ANALYSIS_##name] = TELL__FIGURE_##name,

static const tell__column_spec common_specs[TELL__ANALYSIS_COMMON_COUNT] = {
    TELL__ROW_ABOUT(COPIED_SPEC)[TELL__ANALYSIS_policy] = {"policy", TELL_COLUMN_TEXT},
    [TELL__ANALYSIS_catalogue_version] = {"catalogue_version", TELL_COLUMN_TEXT},
    [TELL__ANALYSIS_grade] = {"grade", TELL_COLUMN_I64},
    [TELL__ANALYSIS_confidence] = {"confidence", TELL_COLUMN_F64},
};

static const int copied_figures[TELL__ANALYSIS_COPIED_COUNT] = {TELL__ROW_ABOUT(COPIED_FIGURE)};

static int is_kind(int32_t kind) { return kind > 0 && kind < KINDS_END && kinds[kind] != NULL; }

int32_t tell_analysis_kind_count(void) { return KINDS_END - 1; }

const char *tell_analysis_kind_id(int32_t kind) { return is_kind(kind) ? kinds[kind]->id : NULL; }

int32_t tell_analysis_kind_find(const char *id) {
  for (int32_t kind = 1; id != NULL && kind < KINDS_END; kind++)
    if (is_kind(kind) && strcmp(kinds[kind]->id, id) == 0)
      return kind;
  return 0;
}

void tell__analysis_row(tell__analysis_job *job, int64_t figure) {
  const tell__figures *figures = job->figures;
  tell__cells *cells = &job->cells;
  tell__cells_row(cells);
  for (int32_t i = 0; i < TELL__ANALYSIS_COPIED_COUNT; i++)
    tell__cells_take_text(cells, i, &figures->texts[copied_figures[i]], figures->strings, figure);
  tell__cells_text(cells, TELL__ANALYSIS_policy, tell_release_policy(figures->release),
                   TELL_STATE_PRESENT);
  tell__cells_text(cells, TELL__ANALYSIS_catalogue_version,
                   tell_catalogue_version(figures->catalogue), TELL_STATE_PRESENT);
  tell__cells_i64(cells, TELL__ANALYSIS_grade, figures->wholes[TELL__FIGURE_grade].values[figure],
                  TELL_STATE_PRESENT);
  tell__cells_f64(cells, TELL__ANALYSIS_confidence, job->options->level, TELL_STATE_PRESENT);
}

static void keep(tell__analysis_job *job, int kept) {
  if (!kept && job->cells.status == TELL_OK)
    job->cells.status = tell__fail_memory(job->cells.err);
}

void tell__analysis_made_of(tell__analysis_job *job, int64_t figure, double weight,
                            const char *role) {
  keep(job, tell__basis_add(job->basis, job->cells.row, figure, weight, role));
}

void tell__analysis_saw(tell__analysis_job *job, int64_t figure, const char *role) {
  keep(job, tell__basis_note(job->basis, job->cells.row, figure, role));
}

static tell_status create_table(const tell__analysis_kind *kind, tell_table **out,
                                tell_error *err) {
  int32_t count = TELL__ANALYSIS_COMMON_COUNT + kind->column_count;
  tell__column_spec *specs = tell__alloc_array((size_t)count, sizeof *specs);
  if (specs == NULL)
    return tell__fail_memory(err);
  memcpy(specs, common_specs, sizeof common_specs);
  memcpy(specs + TELL__ANALYSIS_COMMON_COUNT, kind->columns,
         (size_t)kind->column_count * sizeof *specs);
  tell_status status = tell__table_create(specs, count, out, err);
  tell__free(specs);
  return status;
}

static tell_status run(const tell_catalogue *catalogue, const tell_analysis_options *options,
                       tell_analysis *made, tell_error *err) {
  const tell__analysis_kind *kind = kinds[made->kind];
  const tell_analysis_options defaults = tell__analysis_defaults();
  tell__figures figures;
  tell__analysis_job job = {.figures = &figures,
                            .options = options != NULL ? options : &defaults,
                            .basis = &made->basis,
                            .cells = {.err = err}};
  tell_status status = tell__figures_read(catalogue, made->release, &figures, err);
  if (status == TELL_OK)
    status = create_table(kind, &made->table, err);
  if (status == TELL_OK) {
    job.cells.table = made->table;
    status = kind->run(&job);
  }
  if (status == TELL_OK)
    status = job.cells.status;
  tell__figures_free(&figures);
  return status;
}

tell_status tell_analysis_compute(const tell_catalogue *catalogue, const tell_release *release,
                                  int32_t kind, const tell_analysis_options *options,
                                  tell_analysis **out, tell_error *err) {
  tell__error_clear(err);
  if (out != NULL)
    *out = NULL;
  if (catalogue == NULL || release == NULL || out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT,
                      "an analysis needs a catalogue, a release and a place to go");
  if (!is_kind(kind))
    return tell__fail(err, TELL_E_ARGUMENT, "no such kind of analysis");
  tell_analysis *made = tell__alloc(sizeof *made);
  if (made == NULL)
    return tell__fail_memory(err);
  made->kind = kind;
  made->release = release;
  tell_status status = run(catalogue, options, made, err);
  if (status != TELL_OK) {
    tell_analysis_free(made);
    return status;
  }
  /* Nothing but cells of a release went in: there is nothing left to be let through. */
  tell__table_unseal(made->table);
  *out = made;
  return TELL_OK;
}

void tell_analysis_free(tell_analysis *analysis) {
  if (analysis == NULL)
    return;
  tell__basis_free(&analysis->basis);
  tell_table_free(analysis->table);
  tell__free(analysis);
}

int32_t tell_analysis_kind(const tell_analysis *analysis) {
  return analysis != NULL ? analysis->kind : 0;
}

const tell_table *tell_analysis_table(const tell_analysis *analysis) {
  return analysis != NULL ? analysis->table : NULL;
}
