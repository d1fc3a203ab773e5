/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The runs of all chunks by unit: what a unit's observations are copied from. */
#ifndef TELL_DATASET_RUNS_H
#define TELL_DATASET_RUNS_H

#include "dataset/private.h"

/** A chunk with the numbers that its part's become. */
typedef struct tell__run_source {
  tell__chunk *chunk;
  const int32_t *units, *pairs;
  size_t left; /* how many of its runs are to be copied yet */
} tell__run_source;

/** A run in its source; a word, as there may be one for every observation. */
typedef struct tell__placed_run {
  uint64_t source : 28;
  uint64_t begin : 18;
  uint64_t last : 18; /* where it ends, less one */
} tell__placed_run;

typedef struct tell__runs {
  tell__run_source *sources; /* in the order of reading */
  size_t source_count;
  tell__placed_run *list; /* by unit, then in the order of reading */
  int64_t *starts;        /* of every unit in the list, and the end */
  int32_t *units;         /* those that have any, as they were met */
  int32_t unit_count;
  int64_t *places; /* of every unit in the array of all observations, and the end */
} tell__runs;

/** Lists the runs of the builder's parts and takes their chunks over, whose own lists of runs go.
 * `units` and `pairs` are the dataset's numbers of the builder's; `runs` is cleared by the caller,
 * whatever comes of it. 0: no memory. */
int tell__runs_list(tell__builder *builder, const int32_t *units, const int32_t *pairs,
                    int32_t unit_count, tell__runs *runs);

/** Says that the runs of a unit are copied; chunks without any left go. Several threads may do so
 * for units of their own. */
void tell__runs_done(tell__runs *runs, int32_t unit);

void tell__runs_clear(tell__runs *runs);

#endif
