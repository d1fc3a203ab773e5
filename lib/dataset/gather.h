/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the chunks of all parts to one array of observations in their order. */
#ifndef TELL_DATASET_GATHER_H
#define TELL_DATASET_GATHER_H

#include "dataset/builder.h"

/** Observations that stand for the same key twice: what the later one is. */
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

/** Observations on their way into the dataset. */
typedef struct tell__gathered {
  tell__observation *observations;
  size_t count;
  int32_t unit_count;
  int32_t threads;
} tell__gathered;

/**
 * Copies the observations of all parts into one array, in the order of the
 * dataset and those with the same key by place, and lets go of the parts.
 * `units` and `pairs` are the dataset's numbers of the builder's. `repeats`
 * receives what cannot stay, by unit. #TELL_OK, #TELL_E_MEMORY.
 */
tell_status tell__gather(tell__builder *builder, const int32_t *units, const int32_t *pairs,
                         tell__gathered *gathered, tell__repeats *repeats, tell_error *err);

/** Whether two observations have the same key; their unit is not looked at. */
int tell__same_key(const tell__observation *a, const tell__observation *b);

/** Appends the repeats among the sorted observations from `from` to `end`. 0: no memory. */
int tell__repeats_find(tell__observation *observations, int64_t from, int64_t end,
                       tell__repeats *repeats);

#endif
