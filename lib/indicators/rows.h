/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of an indicator set while it is being made: what one row holds, how
 * a row finds the rows of the same key at another unit, and the final order.
 */
#ifndef TELL_INDICATORS_ROWS_H
#define TELL_INDICATORS_ROWS_H

#include "base/keymap.h"
#include "dataset/dataset.h"
#include "stats/stats.h"

/** Who made the number; the order is the order of rows that are otherwise equal. */
typedef enum tell__origin {
  TELL__ORIGIN_PUBLISHED,
  TELL__ORIGIN_LOCAL,
  TELL__ORIGIN_COMPUTED
} tell__origin;

/** What a row is about. Rows with equal keys differ in origin only. */
typedef struct tell__row_key {
  int32_t unit, category;
  int16_t indicator, source, period;
  int8_t grade, gender, owner;
} tell__row_key;

/** How many units below stand behind a computed row. */
typedef struct tell__children {
  int64_t all, visible, suppressed, not_taken_part;
} tell__children;

typedef struct tell__row {
  tell__row_key key;
  uint8_t origin; /* tell__origin */
  uint8_t provisional;
  uint8_t continued;          /* of a unit that goes on as this one */
  uint8_t pooled;             /* an interval from a spread that is at least that of the pupils */
  uint8_t difference_pooled;  /* likewise of the difference */
  tell_state state;           /* of the value; the estimate may only be used when it is present */
  tell_state n_state;         /* of n */
  tell_state numerator_state; /* of the numerator */
  tell_state coverage_state;
  tell_state participation_state;
  tell_state difference_state; /* of the difference */
  int32_t comparator;          /* tell__origin of the parent's row, -1 when there is none */
  int32_t decimals;
  int64_t slot;        /* see tell__slot */
  int64_t observation; /* index in the dataset, of a derived share that of its first category; -1
                          for a computed row */
  int64_t n, numerator;
  tell__children children;
  double coverage, participation;
  tell__estimate estimate;
  tell__variance variance; /* of the value, when the estimate has an interval */
  tell__estimate difference;
} tell__row;

/** The rows of one key; -1 where there is none. */
typedef struct tell__slot {
  tell__row_key key;
  int64_t observed, computed;
} tell__slot;

typedef struct tell__rows {
  tell__row *rows;
  size_t count, capacity;
  tell__slot *slots;
  size_t slot_count, slot_capacity;
  tell__keymap *map; /* key -> slot */
} tell__rows;

/** Makes an empty set of rows; 0 when there is no memory. */
int tell__rows_begin(tell__rows *rows);
void tell__rows_end(tell__rows *rows);

/** Copies a row in and links it to its slot; 0 when there is no memory. */
int tell__rows_add(tell__rows *rows, const tell__row *row);

/** The slot of a key, made when new; -1 when there is no memory. */
int64_t tell__rows_slot(tell__rows *rows, const tell__row_key *key);

/** The slot of the same key at another unit, NULL when there is none. */
const tell__slot *tell__rows_at(const tell__rows *rows, const tell__row_key *key, int32_t unit);

/** Puts the rows in the order of telling/indicators.h; 0 when there is no memory. */
int tell__rows_sort(tell__rows *rows);

/** Whether two rows are of one series: all but period and origin equal. */
int tell__rows_same_series(const tell__row *a, const tell__row *b);

#endif
