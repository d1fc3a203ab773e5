/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of an explanation while it is written: its columns and how its rows are filled. */
#ifndef TELL_ANALYSIS_EXPLAINED_H
#define TELL_ANALYSIS_EXPLAINED_H

#include "analysis/figures.h"
#include "table/cells.h"

/** Where a row of the explanation stands. */
typedef struct tell__explained_place {
  int64_t depth;
  int64_t part_of; /* row of the explanation; unused at depth 0 */
  const char *role;
  double weight;
  int has_weight;
} tell__explained_place;

/** Makes the table; `cells` then writes into it. */
tell_status tell__explained_create(tell__cells *cells, tell_error *err);

/** Adds a row about a figure. */
void tell__explained_figure(tell__cells *cells, const tell__figures *figures, int64_t figure,
                            const tell__explained_place *place);

/** Adds the row that is explained, from a table with such columns as it has. `name`: of the table;
 * `value`: its column of the value, "" for none; `formula`: what the formula's key ends with. */
void tell__explained_result(tell__cells *cells, const tell__figures *figures,
                            const tell_table *table, int64_t row, const char *name,
                            const char *value, const char *formula);

#endif
