/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The observations of every unit in their order: by key, then by the place
 * where they stand. Files have the same series year after year, so that the few
 * series are sorted and their figures dealt out to them; what is left to a
 * natural merge sort (Knuth, The Art of Computer Programming, volume 3, 5.2.4,
 * algorithm N) is mostly one run.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/workers.h"
#include "private.h"

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

/* Merges neighbours. */
static void merge_runs(const tell__observation *unit, const entry *from, int64_t count, entry *to) {
  for (int64_t begin = 0; begin < count;) {
    int64_t middle = find_run_end(unit, from, begin, count);
    int64_t end = find_run_end(unit, from, middle, count);
    merge(unit, from, begin, middle, end, to);
    begin = end;
  }
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

/* What a thread sorts with; room for the largest of its units. */
typedef struct bench {
  entry *entries; /* twice the observations */
  entry *series;  /* twice the most series that are looked for */
  int64_t *next;  /* of each series: how many it has, then where the next one goes */
  int32_t *slots; /* number of the series + 1, 0: free */
  int32_t *marks; /* the series of each observation */
} bench;

/* With fewer figures a series, dealing out costs more than it saves. */
enum { FIGURES_LEAST = 4, FIGURES_MOST = 32 };

static int64_t most_series(int64_t count) { return count / FIGURES_LEAST; }

/* A power of two, at least twice the series. */
static size_t slot_count(int64_t count) {
  size_t slots = 1;
  while (slots < 2 * (size_t)most_series(count))
    slots *= 2;
  return slots;
}

/* Sorts entries with the help of as many more; returns where they are then. */
static entry *sort_entries(const tell__observation *unit, entry *from, entry *to, int64_t count) {
  while (find_run_end(unit, from, 0, count) < count) {
    merge_runs(unit, from, count, to);
    entry *other = from;
    from = to;
    to = other;
  }
  return from;
}

/* The series of an entry without its period. */
static entry series_of(const entry *of, int64_t number) {
  return (entry){of->high, of->low >> 32 << 32, (uint64_t)number};
}

/* Marks and counts the series; returns how many there are, -1 where they are too many. */
static int64_t mark_series(const bench *own, int64_t count) {
  size_t slots = slot_count(count);
  int64_t found = 0;
  memset(own->slots, 0, slots * sizeof *own->slots);
  for (int64_t i = 0; i < count; i++) {
    const entry wanted = series_of(&own->entries[i], found);
    size_t slot = (size_t)tell__hash_mix(wanted.high + (wanted.low >> 32)) & (slots - 1);
    int32_t number = own->slots[slot];
    while (number != 0 && (own->series[number - 1].high != wanted.high ||
                           own->series[number - 1].low != wanted.low)) {
      slot = (slot + 1) & (slots - 1);
      number = own->slots[slot];
    }
    if (number == 0) {
      if (found == most_series(count))
        return -1;
      own->series[found] = wanted;
      own->next[found++] = 0;
      own->slots[slot] = number = (int32_t)found;
    }
    own->marks[i] = number - 1;
    own->next[number - 1]++;
  }
  return found;
}

/* Sorts the figures of a series, as few as years: workers read them in turn. Many are left to the
 * merging. */
static void insert_few(const tell__observation *unit, entry *figures, int64_t count) {
  for (int64_t i = 1; count <= FIGURES_MOST && i < count; i++) {
    const entry held = figures[i];
    int64_t at = i;
    for (; at > 0 && is_before(unit, &held, &figures[at - 1]); at--)
      figures[at] = figures[at - 1];
    figures[at] = held;
  }
}

/* Deals the entries out to their series, which are in order then; returns where they are. */
static entry *deal_out(const tell__observation *unit, const bench *own, int64_t count) {
  entry *from = own->entries, *to = own->entries + count;
  int64_t found = mark_series(own, count), begin = 0;
  if (found < 0)
    return from;
  const entry *series = sort_entries(unit, own->series, own->series + found, found);
  for (int64_t i = 0; i < found; i++) {
    int64_t *next = &own->next[series[i].index], length = *next;
    *next = begin;
    begin += length;
  }
  begin = 0;
  for (int64_t i = 0; i < count; i++)
    to[own->next[own->marks[i]]++] = from[i];
  for (int64_t i = 0, end = 0; i < found; i++, begin = end) {
    end = own->next[series[i].index];
    insert_few(unit, to + begin, end - begin);
  }
  return to;
}

static void sort_unit(tell__observation *unit, int64_t count, const bench *own) {
  entry *first = own->entries, *second = own->entries + count;
  for (int64_t i = 0; i < count; i++)
    first[i] = make_entry(&unit[i], (uint64_t)i);
  if (find_run_end(unit, first, 0, count) == count)
    return;
  entry *dealt = deal_out(unit, own, count);
  permute(unit, sort_entries(unit, dealt, dealt == first ? second : first, count), count);
}

/* The units of a thread: neighbours with about as many observations as the others have. */
typedef struct share {
  int32_t first, end;
  bench bench;
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
    sort_unit(gathered->observations + from, end - from, &own->bench);
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
  size_t series = (size_t)most_series(most);
  own->bench = (bench){tell__alloc_array(2 * (size_t)most, sizeof(entry)),
                       tell__alloc_array(2 * series, sizeof(entry)),
                       tell__alloc_array(series, sizeof(int64_t)),
                       tell__alloc_array(slot_count(most), sizeof(int32_t)),
                       tell__alloc_array((size_t)most, sizeof(int32_t))};
  return own->bench.entries != NULL && own->bench.series != NULL && own->bench.next != NULL &&
         own->bench.slots != NULL && own->bench.marks != NULL;
}

static void free_share(share *own) {
  tell__free(own->bench.entries);
  tell__free(own->bench.series);
  tell__free(own->bench.next);
  tell__free(own->bench.slots);
  tell__free(own->bench.marks);
  tell__free(own->repeats.list);
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
  good = good && join(work.shares, gathered->threads, repeats);
  for (int32_t i = 0; work.shares != NULL && i < gathered->threads; i++)
    free_share(&work.shares[i]);
  tell__free(work.shares);
  return good ? TELL_OK : tell__fail_memory(err);
}
