/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The observations of every unit in their order. Files have the same series
 * year after year, and one unit after the other, so that the few series are
 * sorted once and the figures dealt out to them; what is left to merging is
 * what has hardly any series, or is in order already.
 */
#include "sort.h"

#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"

/* With fewer figures a series, dealing out costs more than it saves. */
enum { FIGURES_LEAST = 4, FIGURES_MOST = 32 };

static size_t most_series(size_t count) { return count / FIGURES_LEAST; }

/* A power of two, at least twice the series. */
static size_t slot_count(size_t count) {
  size_t slots = 1;
  while (slots < 2 * most_series(count))
    slots *= 2;
  return slots;
}

int tell__sorter_init(tell__sorter *sorter, size_t most) {
  size_t series = most_series(most), slots = slot_count(most);
  *sorter = (tell__sorter){.entries = tell__alloc_array(2 * most, sizeof *sorter->entries),
                           .series = tell__alloc_array(series, sizeof *sorter->series),
                           .ordered = tell__alloc_array(2 * series, sizeof *sorter->ordered),
                           .slots = tell__alloc_array(slots, sizeof *sorter->slots),
                           .slot_mask = slots - 1,
                           .after = tell__alloc_array(series + 1, sizeof *sorter->after),
                           .next = tell__alloc_array(series, sizeof *sorter->next),
                           .marks = tell__alloc_array(most, sizeof *sorter->marks)};
  return sorter->entries != NULL && sorter->series != NULL && sorter->ordered != NULL &&
         sorter->slots != NULL && sorter->after != NULL && sorter->next != NULL &&
         sorter->marks != NULL;
}

void tell__sorter_clear(tell__sorter *sorter) {
  tell__free(sorter->entries);
  tell__free(sorter->series);
  tell__free(sorter->ordered);
  tell__free(sorter->slots);
  tell__free(sorter->after);
  tell__free(sorter->next);
  tell__free(sorter->marks);
}

void tell__sorter_add(tell__sorter *sorter, const tell__observation *from, size_t count,
                      const int32_t *pairs) {
  tell__entry *to = &sorter->entries[sorter->count];
  for (size_t i = 0; i < count; i++)
    to[i] = tell__entry_make(&from[i], pairs[from[i].category]);
  sorter->count += count;
}

/* Where a series is looked for first; then in the slots behind. */
static size_t find_slot(const tell__sorter *sorter, const tell__entry *series) {
  return (size_t)tell__hash_mix(series->high + (series->low >> 32)) & sorter->slot_mask;
}

/* Only slots that are taken are gone through: the table is as large as the largest unit wants it,
 * and thousands of small ones may each make the others forgotten. */
static void forget_series(tell__sorter *sorter) {
  for (size_t i = 0; i < sorter->found; i++)
    for (size_t slot = find_slot(sorter, &sorter->series[i]); sorter->slots[slot] != 0;
         slot = (slot + 1) & sorter->slot_mask)
      sorter->slots[slot] = 0;
  sorter->found = sorter->sorted = 0;
}

static int is_series(const tell__sorter *sorter, int32_t number, const tell__entry *wanted) {
  return tell__entry_same_key(&sorter->series[number], wanted);
}

/* The number of a series, which may be new; -1 where there would be more than `most`. */
static int32_t find_series(tell__sorter *sorter, const tell__entry *wanted, size_t most) {
  size_t slot = find_slot(sorter, wanted);
  for (; sorter->slots[slot] != 0; slot = (slot + 1) & sorter->slot_mask)
    if (is_series(sorter, sorter->slots[slot] - 1, wanted))
      return sorter->slots[slot] - 1;
  if (sorter->found == most)
    return -1;
  sorter->series[sorter->found] = *wanted;
  sorter->series[sorter->found].number = (int64_t)sorter->found;
  sorter->next[sorter->found++] = 0;
  sorter->slots[slot] = (int32_t)sorter->found;
  return (int32_t)sorter->found - 1;
}

/* Marks and counts the series, each guessed from the one before it. 0 where they are too many. */
static int mark_series(tell__sorter *sorter) {
  size_t most = most_series(sorter->count);
  int32_t last = -1;
  memset(sorter->next, 0, sorter->found * sizeof *sorter->next);
  for (size_t i = 0; i < sorter->count; i++) {
    const tell__entry *own = &sorter->entries[i];
    const tell__entry wanted = {own->high, own->low >> 32 << 32, {NULL}};
    int32_t *guess = &sorter->after[last + 1], number = *guess;
    if ((size_t)number >= sorter->found || !is_series(sorter, number, &wanted)) {
      number = find_series(sorter, &wanted, most);
      if (number < 0)
        return 0;
      *guess = number;
    }
    sorter->marks[i] = last = number;
    sorter->next[number]++;
  }
  return 1;
}

/* Those of other units must not make them too many. */
static int know_series(tell__sorter *sorter) {
  if (sorter->found > most_series(sorter->count))
    forget_series(sorter);
  int has_others = sorter->found > 0;
  if (mark_series(sorter))
    return 1;
  forget_series(sorter);
  if (has_others && mark_series(sorter))
    return 1;
  forget_series(sorter);
  return 0;
}

static const tell__entry *order_series(tell__sorter *sorter) {
  size_t count = sorter->found;
  if (sorter->sorted != count) {
    memcpy(sorter->ordered, sorter->series, count * sizeof *sorter->ordered);
    const tell__entry *sorted = tell__entries_sort(sorter->ordered, sorter->ordered + count, count);
    if (sorted != sorter->ordered)
      memcpy(sorter->ordered, sorted, count * sizeof *sorter->ordered);
    sorter->sorted = count;
  }
  return sorter->ordered;
}

/* Sorts the figures of a series, as few as years: workers read them in turn. */
static void insert_few(tell__entry *figures, size_t count) {
  for (size_t i = 1; i < count; i++) {
    if (!tell__entry_is_before(&figures[i], &figures[i - 1]))
      continue;
    const tell__entry held = figures[i];
    size_t at = i;
    for (; at > 0 && tell__entry_is_before(&held, &figures[at - 1]); at--)
      figures[at] = figures[at - 1];
    figures[at] = held;
  }
}

/* Deals the entries out to their series, which are in order then. Returns whether all are: many
 * figures are left to the merging. */
static int deal_out(tell__sorter *sorter, tell__entry *to) {
  const tell__entry *ordered = order_series(sorter);
  int is_sorted = 1;
  size_t begin = 0;
  for (size_t i = 0; i < sorter->found; i++) {
    size_t *next = &sorter->next[ordered[i].number], length = *next;
    *next = begin;
    begin += length;
  }
  for (size_t i = 0; i < sorter->count; i++)
    to[sorter->next[sorter->marks[i]]++] = sorter->entries[i];
  begin = 0;
  for (size_t i = 0; i < sorter->found; i++) {
    size_t end = sorter->next[ordered[i].number];
    if (end - begin <= FIGURES_MOST)
      insert_few(to + begin, end - begin);
    else
      is_sorted = 0;
    begin = end;
  }
  return is_sorted;
}

static int is_in_order(const tell__entry *entries, size_t count) {
  for (size_t i = 1; i < count; i++)
    if (tell__entry_is_before(&entries[i], &entries[i - 1]))
      return 0;
  return 1;
}

const tell__entry *tell__sorter_sort(tell__sorter *sorter, size_t *count) {
  tell__entry *first = sorter->entries, *second = first + sorter->count, *sorted = first;
  *count = sorter->count;
  if (!is_in_order(first, sorter->count)) {
    if (!know_series(sorter))
      sorted = tell__entries_sort(first, second, sorter->count);
    else if (deal_out(sorter, second))
      sorted = second;
    else
      sorted = tell__entries_sort(second, first, sorter->count);
  }
  sorter->count = 0;
  return sorted;
}
