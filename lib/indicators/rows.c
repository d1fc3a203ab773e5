/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set of rows of rows.h: adding, finding by key, sorting. */
#include "indicators/rows.h"

#include <string.h>

#include "base/alloc.h"

enum { KEY_WORDS = 3 };

static int64_t unsigned16(int16_t number) { return (int64_t)(uint16_t)number; }

/* Packed, because the map copies its keys and there is one for every row. */
static void pack(const tell__row_key *key, int64_t words[KEY_WORDS]) {
  words[0] = (int64_t)key->unit * (1 << 24) + ((int64_t)(uint8_t)key->grade << 16) +
             ((int64_t)(uint8_t)key->gender << 8) + (int64_t)(uint8_t)key->owner;
  words[1] = (int64_t)key->indicator * ((int64_t)1 << 32) + (unsigned16(key->source) << 16) +
             unsigned16(key->period);
  words[2] = key->category;
}

int tell__rows_begin(tell__rows *rows) {
  memset(rows, 0, sizeof *rows);
  rows->map = tell__keymap_create(KEY_WORDS);
  return rows->map != NULL;
}

void tell__rows_end(tell__rows *rows) {
  tell__keymap_free(rows->map);
  tell__free(rows->slots);
  tell__free(rows->rows);
}

int64_t tell__rows_slot(tell__rows *rows, const tell__row_key *key) {
  int64_t words[KEY_WORDS];
  pack(key, words);
  int64_t slot = tell__keymap_add(rows->map, words, (int64_t)rows->slot_count);
  if (slot != (int64_t)rows->slot_count)
    return slot;
  if (!tell__grow((void **)&rows->slots, &rows->slot_capacity, rows->slot_count,
                  sizeof *rows->slots))
    return -1;
  rows->slots[rows->slot_count++] = (tell__slot){.key = *key, .observed = -1, .computed = -1};
  return slot;
}

const tell__slot *tell__rows_at(const tell__rows *rows, const tell__row_key *key, int32_t unit) {
  tell__row_key there = *key;
  there.unit = unit;
  int64_t words[KEY_WORDS];
  pack(&there, words);
  int64_t slot = tell__keymap_find(rows->map, words);
  return slot < 0 ? NULL : &rows->slots[slot];
}

static void link_slot(tell__rows *rows, size_t index) {
  const tell__row *row = &rows->rows[index];
  tell__slot *slot = &rows->slots[row->slot];
  if (row->origin == TELL__ORIGIN_COMPUTED)
    slot->computed = (int64_t)index;
  else
    slot->observed = (int64_t)index;
}

int tell__rows_add(tell__rows *rows, const tell__row *row) {
  int64_t slot = tell__rows_slot(rows, &row->key);
  if (slot < 0 ||
      !tell__grow((void **)&rows->rows, &rows->capacity, rows->count, sizeof *rows->rows))
    return 0;
  rows->rows[rows->count] = *row;
  rows->rows[rows->count].slot = slot;
  link_slot(rows, rows->count++);
  return 1;
}

static int order_of(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int compare_series(const tell__row_key *a, const tell__row_key *b) {
  int order = order_of(a->unit, b->unit);
  if (order == 0)
    order = order_of(a->indicator, b->indicator);
  if (order == 0)
    order = order_of(a->source, b->source);
  if (order == 0)
    order = order_of(a->grade, b->grade);
  if (order == 0)
    order = order_of(a->gender, b->gender);
  if (order == 0)
    order = order_of(a->owner, b->owner);
  return order != 0 ? order : order_of(a->category, b->category);
}

static int compare(const tell__row *a, const tell__row *b) {
  int order = compare_series(&a->key, &b->key);
  if (order == 0)
    order = order_of(a->key.period, b->key.period);
  return order != 0 ? order : order_of(a->origin, b->origin);
}

int tell__rows_same_series(const tell__row *a, const tell__row *b) {
  return compare_series(&a->key, &b->key) == 0;
}

/* Merges the two sorted runs that begin at `start` and `start + width`. */
static void merge(const tell__row *rows, const size_t *from, size_t *to, size_t start, size_t width,
                  size_t count) {
  size_t middle = count - start < width ? count : start + width;
  size_t end = count - middle < width ? count : middle + width;
  size_t left = start, right = middle;
  for (size_t i = start; i < end; i++) {
    int take_left =
        left < middle && (right >= end || compare(&rows[from[left]], &rows[from[right]]) <= 0);
    to[i] = take_left ? from[left++] : from[right++];
  }
}

/* A merge sort of indexes; the result lies in `*order`. The two arrays may change places. */
static void sort_indexes(const tell__row *rows, size_t count, size_t **order, size_t **spare) {
  for (size_t i = 0; i < count; i++)
    (*order)[i] = i;
  for (size_t width = 1; width < count; width *= 2) {
    for (size_t start = 0; start < count; start += 2 * width)
      merge(rows, *order, *spare, start, width, count);
    size_t *done = *spare;
    *spare = *order;
    *order = done;
  }
}

/* Our own sort: qsort of the C library allocates behind the back of base/alloc.h. */
int tell__rows_sort(tell__rows *rows) {
  size_t *order = tell__alloc_array(rows->count, sizeof *order);
  size_t *spare = tell__alloc_array(rows->count, sizeof *spare);
  tell__row *sorted = tell__alloc_array(rows->count, sizeof *sorted);
  int ok = order != NULL && spare != NULL && sorted != NULL;
  if (ok) {
    sort_indexes(rows->rows, rows->count, &order, &spare);
    for (size_t i = 0; i < rows->count; i++)
      sorted[i] = rows->rows[order[i]];
    tell__free(rows->rows);
    rows->rows = sorted;
    rows->capacity = rows->count;
    sorted = NULL;
    for (size_t i = 0; i < rows->count; i++)
      link_slot(rows, i);
  }
  tell__free(sorted);
  tell__free(spare);
  tell__free(order);
  return ok;
}
