/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a kind of analysis is, and how it writes its rows. A new kind is a file
 * with a constant of its own, declared below, a line in the table of
 * analyses.c, and its number and columns in a header telling/analysis_….h.
 */
#ifndef TELL_ANALYSIS_ANALYSES_H
#define TELL_ANALYSIS_ANALYSES_H

#include "analysis/basis.h"
#include "analysis/figures.h"
#include "analysis/options.h"
#include "table/about.h"
#include "table/cells.h"

#define TELL__ANALYSIS_INDEX(name) TELL__ANALYSIS_##name,

/* The columns that every analysis begins with: copied from a figure's row, and others. A kind's own
 * columns come behind: its first has the index TELL__ANALYSIS_COMMON_COUNT. */
enum {
  TELL__ROW_ABOUT(TELL__ANALYSIS_INDEX) TELL__ANALYSIS_COPIED_COUNT,
  TELL__ANALYSIS_policy = TELL__ANALYSIS_COPIED_COUNT,
  TELL__ANALYSIS_catalogue_version,
  TELL__ANALYSIS_grade,
  TELL__ANALYSIS_confidence,
  TELL__ANALYSIS_COMMON_COUNT
};

/** An analysis while it is being made. */
typedef struct tell__analysis_job {
  const tell__figures *figures;
  const tell_analysis_options *options; /* never NULL */
  tell__basis *basis;
  tell__cells cells; /* the table: its status is the job's */
} tell__analysis_job;

typedef struct tell__analysis_kind {
  const char *id;
  const tell__column_spec *columns; /* its own */
  int32_t column_count;
  tell_status (*run)(tell__analysis_job *job);
} tell__analysis_kind;

extern const tell__analysis_kind tell__analysis_groups;
extern const tell__analysis_kind tell__analysis_decomposition;
extern const tell__analysis_kind tell__analysis_variation;
extern const tell__analysis_kind tell__analysis_variation_units;
extern const tell__analysis_kind tell__analysis_equity;
extern const tell__analysis_kind tell__analysis_comparisons;
extern const tell__analysis_kind tell__analysis_persistence;
extern const tell__analysis_kind tell__analysis_readouts;

/** Begins a row about what a figure is about; its cells may be overwritten. Own cells are missing.
 */
void tell__analysis_row(tell__analysis_job *job, int64_t figure);

/* Say what the row that is being written was made of (basis.h). */
void tell__analysis_made_of(tell__analysis_job *job, int64_t figure, double weight,
                            const char *role);
void tell__analysis_saw(tell__analysis_job *job, int64_t figure, const char *role);

#endif
