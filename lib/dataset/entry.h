/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An observation as it is sorted within its unit: by key, then by the place where it stands. */
#ifndef TELL_DATASET_ENTRY_H
#define TELL_DATASET_ENTRY_H

#include "dataset/dataset.h"

/** A key in two words that sort as its parts do. */
typedef struct tell__entry {
  uint64_t high, low;
  union {
    const tell__observation *of;
    int64_t number; /* of a series */
  };
} tell__entry;

/* Signed parts sort as unsigned ones with the sign turned over. */
static inline tell__entry tell__entry_make(const tell__observation *o, int32_t category) {
  uint64_t high = (uint64_t)(uint16_t)(o->indicator ^ INT16_MIN) << 48 |
                  (uint64_t)(uint16_t)(o->source ^ INT16_MIN) << 32 |
                  (uint64_t)(uint8_t)(o->grade ^ INT8_MIN) << 24 |
                  (uint64_t)(uint8_t)(o->gender ^ INT8_MIN) << 16 |
                  (uint64_t)(uint8_t)(o->owner ^ INT8_MIN) << 8;
  uint64_t low = (uint64_t)(uint32_t)category << 32 | (uint64_t)(uint16_t)(o->period ^ INT16_MIN);
  return (tell__entry){high, low, {o}};
}

/** The dataset's number of an entry's category. */
static inline uint32_t tell__entry_category(const tell__entry *entry) {
  return (uint32_t)(entry->low >> 32);
}

static inline int tell__entry_same_key(const tell__entry *a, const tell__entry *b) {
  return a->high == b->high && a->low == b->low;
}

/** Whether the observation stands before another one with the same key. */
int tell__is_placed_before(const tell__observation *a, const tell__observation *b);

static inline int tell__entry_is_before(const tell__entry *a, const tell__entry *b) {
  if (a->high != b->high)
    return a->high < b->high;
  if (a->low != b->low)
    return a->low < b->low;
  return tell__is_placed_before(a->of, b->of);
}

/** Sorts entries with the help of room for as many more; returns where they are then. */
tell__entry *tell__entries_sort(tell__entry *from, tell__entry *to, size_t count);

#endif
