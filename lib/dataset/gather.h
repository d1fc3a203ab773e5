/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the chunks of all parts to one array of observations in their order. */
#ifndef TELL_DATASET_GATHER_H
#define TELL_DATASET_GATHER_H

#include "dataset/builder.h"
#include "dataset/repeats.h"

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

#endif
