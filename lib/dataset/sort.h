/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorting the observations of one unit after the other. Each sorter belongs to one thread. */
#ifndef TELL_DATASET_SORT_H
#define TELL_DATASET_SORT_H

#include "dataset/entry.h"

/** What is kept from unit to unit, as neighbours mostly have the same series in the same order. */
typedef struct tell__sorter {
  tell__entry *entries; /* room for twice the observations of the largest unit */
  size_t count;         /* of the unit now */
  tell__entry *series;  /* without their periods, as they were met */
  tell__entry *ordered; /* the same in their order, and as much room for sorting them */
  size_t found, sorted; /* how many series are known, and of how many `ordered` is made */
  int32_t *slots;       /* the table of series: number + 1, 0: free */
  size_t slot_mask;
  int32_t *after; /* the series that followed each the last time; the first one's before them */
  size_t *next;   /* of each series: how many figures, then where the next one goes */
  int32_t *marks; /* the series of each observation */
} tell__sorter;

/** For units of at most so many observations. 0: no memory; cleared by the caller in any case. */
int tell__sorter_init(tell__sorter *sorter, size_t most);

/** Adds observations of the unit, of one part; `pairs` are the dataset's numbers of the part's. */
void tell__sorter_add(tell__sorter *sorter, const tell__observation *from, size_t count,
                      const int32_t *pairs);

/** Sorts what was added since the last call; the entries are borrowed until the next one. `*count`
 * receives how many there are. */
const tell__entry *tell__sorter_sort(tell__sorter *sorter, size_t *count);

void tell__sorter_clear(tell__sorter *sorter);

#endif
