/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Observations that stand for the same key twice. */
#ifndef TELL_DATASET_REPEATS_H
#define TELL_DATASET_REPEATS_H

#include "dataset/dataset.h"

/** What the later one of two is. */
enum { TELL__REPEATED = -1, TELL__CONTRADICTING = -2 };

/** A later one of two observations with the same key; its `unit` is one of the above. */
typedef struct tell__repeat {
  int16_t file, field;
  int32_t line;
  int64_t index, first; /* of it, and of the first one with this key */
} tell__repeat;

typedef struct tell__repeats {
  tell__repeat *list;
  size_t count, capacity;
} tell__repeats;

/** Whether two observations have the same key; their unit is not looked at. */
int tell__same_key(const tell__observation *a, const tell__observation *b);

/** Appends the repeats among the sorted observations from `from` to `end`. 0: no memory. */
int tell__repeats_find(tell__observation *observations, int64_t from, int64_t end,
                       tell__repeats *repeats);

#endif
