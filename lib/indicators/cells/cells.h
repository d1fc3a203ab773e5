/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of this folder share: where the figures of each unit stand in
 * the dataset. Figures themselves are never kept: a unit's are added up when it
 * is gone through, into a room that is as large as all series are long.
 */
#ifndef TELL_INDICATORS_CELLS_CELLS_H
#define TELL_INDICATORS_CELLS_CELLS_H

#include "dataset/dataset.h"
#include "stats/pooled.h"
#include "stats/short_trend.h"
#include "telling/cells.h"

/** A series as all units have it: what its observations have in common. */
typedef struct tell__cells_key {
  uint64_t high, low;  /* indicator to owner, and category, in words that sort as they do */
  int64_t sample;      /* an observation of it */
  int64_t slot;        /* its first one in the room */
  int32_t first, last; /* school years */
  int32_t follower;    /* while they are sought: the series that came behind it last, -1 */
} tell__cells_key;

/** The observations of one school and one series. */
typedef struct tell__cells_run {
  int64_t first;
  int32_t count;
  int32_t series;
} tell__cells_run;

/** A unit with the schools in it. */
typedef struct tell__cells_unit {
  int32_t unit; /* of the dataset */
  int32_t member_count;
  int64_t first_member;
} tell__cells_unit;

struct tell_cells {
  const tell_dataset *dataset;
  const tell__dataset_view *view;
  const char *policy;
  double level, z;
  tell__cells_key *keys;
  size_t key_count, key_capacity;
  int64_t slot_count;
  int32_t longest;   /* slots of the longest series */
  int32_t *segments; /* of every slot: the first school year of its unbroken stretch */
  tell__cells_run *runs;
  size_t run_count, run_capacity;
  int64_t *run_starts; /* of every unit of the dataset, and the end */
  tell__cells_unit *units;
  size_t unit_count;
  int32_t *members; /* units of the dataset */
  tell__stats_kendall_table *kendall;
};

/** Finds series and runs, and gives every series its slots. #TELL_OK, #TELL_E_MEMORY. */
tell_status tell__cells_find(tell_cells *cells, tell_error *err);

/** Finds the schools of every unit, by the runs. */
tell_status tell__cells_find_members(tell_cells *cells, tell_error *err);

/** What the observations of a cell add up to. */
typedef struct tell__cells_sum {
  tell__stats_pool pool;
  int64_t used, unused;
} tell__cells_sum;

/** The place in the units, and the series there. */
struct tell_series {
  const tell_cells *cells;
  int64_t unit, end; /* the unit gone through, and the one behind the last */
  int64_t key;       /* its series, -1 before the first */
  int64_t slot;      /* of that series: where the next stretch is looked for */
  int is_begun;      /* the unit is added up */
  int is_at_series;
  tell__cells_sum *sums; /* the room */
  uint8_t *seen;         /* which series the unit has */
  int32_t count;         /* of the cells below */
  int32_t *periods;
  int64_t *used, *unused, *n;
  tell_stat_state *states;
  double *means, *ses, *los, *his;
};

#endif
