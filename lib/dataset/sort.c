/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The observations of every unit in their order: by key, then by the place
 * where they stand. Files have their rows in some order already, year after
 * year, so that a natural merge sort (Knuth, The Art of Computer Programming,
 * volume 3, 5.2.4, algorithm N) has few runs to merge.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/workers.h"
#include "private.h"

_Static_assert(sizeof(tell__observation) == 64, "a country must fit in memory");

/* A key in two words that sort as its parts do. */
typedef struct entry {
  uint64_t high, low;
  uint64_t index; /* of the observation in its unit */
} entry;

/* Signed parts sort as unsigned ones with the sign turned over. */
static entry make_entry(const tell__observation *o, uint64_t index) {
  uint64_t high = (uint64_t)(uint16_t)(o->indicator ^ INT16_MIN) << 48 |
                  (uint64_t)(uint16_t)(o->source ^ INT16_MIN) << 32 |
                  (uint64_t)(uint8_t)(o->grade ^ INT8_MIN) << 24 |
                  (uint64_t)(uint8_t)(o->gender ^ INT8_MIN) << 16 |
                  (uint64_t)(uint8_t)(o->owner ^ INT8_MIN) << 8;
  uint64_t low =
      (uint64_t)(uint32_t)o->category << 32 | (uint64_t)(uint16_t)(o->period ^ INT16_MIN);
  return (entry){high, low, index};
}

/* The same key twice: the one that stands first goes first. What stands in the same place (long
 * lines are cut off at what a place can say) is told apart by its bytes. */
static int is_placed_before(const tell__observation *a, const tell__observation *b) {
  if (a->file != b->file)
    return a->file < b->file;
  if (a->line != b->line)
    return a->line < b->line;
  return a->field != b->field ? a->field < b->field : memcmp(a, b, sizeof *a) < 0;
}

static int is_before(const tell__observation *unit, const entry *a, const entry *b) {
  if (a->high != b->high)
    return a->high < b->high;
  if (a->low != b->low)
    return a->low < b->low;
  return is_placed_before(&unit[a->index], &unit[b->index]);
}

static int64_t find_run_end(const tell__observation *unit, const entry *entries, int64_t at,
                            int64_t count) {
  if (at < count)
    at++;
  while (at < count && !is_before(unit, &entries[at], &entries[at - 1]))
    at++;
  return at;
}

static void merge(const tell__observation *unit, const entry *from, int64_t begin, int64_t middle,
                  int64_t end, entry *to) {
  int64_t left = begin, right = middle;
  for (int64_t at = begin; at < end; at++) {
    int takes_right = left == middle || (right < end && is_before(unit, &from[right], &from[left]));
    to[at] = takes_right ? from[right++] : from[left++];
  }
}

/* Merges neighbours; returns how many runs are left. */
static int64_t merge_runs(const tell__observation *unit, const entry *from, int64_t count,
                          entry *to) {
  int64_t runs = 0;
  for (int64_t begin = 0; begin < count; runs++) {
    int64_t middle = find_run_end(unit, from, begin, count);
    int64_t end = find_run_end(unit, from, middle, count);
    merge(unit, from, begin, middle, end, to);
    begin = end;
  }
  return runs;
}

/* Puts the observations where their entries stand; entries are used up. */
static void permute(tell__observation *unit, entry *entries, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    if (entries[i].index == (uint64_t)i)
      continue;
    tell__observation held = unit[i];
    int64_t at = i;
    for (;;) {
      int64_t next = (int64_t)entries[at].index;
      entries[at].index = (uint64_t)at;
      if (next == i)
        break;
      unit[at] = unit[next];
      at = next;
    }
    unit[at] = held;
  }
}

/* `entries` has room for twice the observations. */
static void sort_unit(tell__observation *unit, int64_t count, entry *entries) {
  entry *from = entries, *to = entries + count;
  for (int64_t i = 0; i < count; i++)
    from[i] = make_entry(&unit[i], (uint64_t)i);
  if (find_run_end(unit, from, 0, count) == count)
    return;
  int64_t runs = 0;
  do {
    runs = merge_runs(unit, from, count, to);
    entry *other = from;
    from = to;
    to = other;
  } while (runs > 1);
  permute(unit, from, count);
}

/* The units of a thread: neighbours with about as many observations as the others have. */
typedef struct share {
  int32_t first, end;
  entry *entries;
  tell__repeats repeats;
  int failed;
} share;

typedef struct sorting {
  const tell__gathered *gathered;
  share *shares;
} sorting;

static void sort_share(void *payload, int32_t index) {
  const sorting *work = payload;
  const tell__gathered *gathered = work->gathered;
  share *own = &work->shares[index];
  for (int32_t unit = own->first; unit < own->end && !own->failed; unit++) {
    int64_t from = gathered->starts[unit], end = gathered->starts[unit + 1];
    sort_unit(gathered->observations + from, end - from, own->entries);
    own->failed = !tell__repeats_find(gathered->observations, from, end, &own->repeats);
  }
}

static int make_share(const tell__gathered *gathered, int32_t index, int32_t first, share *own) {
  int64_t most = 0;
  int64_t until = (int64_t)((double)gathered->count * (index + 1) / (double)gathered->threads);
  own->first = own->end = first;
  while (own->end < gathered->unit_count &&
         (index + 1 == gathered->threads || gathered->starts[own->end] < until)) {
    int64_t count = gathered->starts[own->end + 1] - gathered->starts[own->end];
    most = count > most ? count : most;
    own->end++;
  }
  own->entries = tell__alloc_array(2 * (size_t)most, sizeof *own->entries);
  return own->entries != NULL;
}

/* Appends what the threads found, in the order of their units. */
static int join(const share *shares, int32_t count, tell__repeats *repeats) {
  for (int32_t i = 0; i < count; i++)
    repeats->capacity += shares[i].repeats.count;
  repeats->list = tell__alloc_array(repeats->capacity, sizeof *repeats->list);
  if (repeats->list == NULL)
    return 0;
  for (int32_t i = 0; i < count; i++) {
    const tell__repeats *found = &shares[i].repeats;
    if (found->count > 0)
      memcpy(repeats->list + repeats->count, found->list, found->count * sizeof *found->list);
    repeats->count += found->count;
  }
  return 1;
}

tell_status tell__gathered_sort(tell__gathered *gathered, tell__repeats *repeats, tell_error *err) {
  sorting work = {gathered, tell__alloc_array((size_t)gathered->threads, sizeof *work.shares)};
  int good = work.shares != NULL;
  for (int32_t i = 0; good && i < gathered->threads; i++)
    good = make_share(gathered, i, i > 0 ? work.shares[i - 1].end : 0, &work.shares[i]);
  if (good)
    tell__workers_run(gathered->threads, sort_share, &work);
  for (int32_t i = 0; good && i < gathered->threads; i++)
    good = !work.shares[i].failed;
  for (int32_t i = 0; work.shares != NULL && i < gathered->threads; i++)
    tell__free(work.shares[i].entries);
  good = good && join(work.shares, gathered->threads, repeats);
  for (int32_t i = 0; work.shares != NULL && i < gathered->threads; i++)
    tell__free(work.shares[i].repeats.list);
  tell__free(work.shares);
  return good ? TELL_OK : tell__fail_memory(err);
}
