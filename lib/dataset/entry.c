/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A natural merge sort of entries (Knuth, The Art of Computer Programming,
 * volume 3, 5.2.4, algorithm N): what is sorted already is only looked at.
 */
#include "entry.h"

#include <string.h>

/* What stands in the same place (long lines are cut off at what a place can say) is told apart by
 * its bytes, without the numbers that each part has of its own: those say the same. */
int tell__is_placed_before(const tell__observation *a, const tell__observation *b) {
  if (a->file != b->file)
    return a->file < b->file;
  if (a->line != b->line)
    return a->line < b->line;
  if (a->field != b->field)
    return a->field < b->field;
  tell__observation first = *a, second = *b;
  first.unit = second.unit = 0;
  first.category = second.category = 0;
  return memcmp(&first, &second, sizeof first) < 0;
}

static size_t find_run_end(const tell__entry *entries, size_t at, size_t count) {
  if (at < count)
    at++;
  while (at < count && !tell__entry_is_before(&entries[at], &entries[at - 1]))
    at++;
  return at;
}

static void merge(const tell__entry *from, size_t begin, size_t middle, size_t end,
                  tell__entry *to) {
  size_t left = begin, right = middle;
  for (size_t at = begin; at < end; at++) {
    int takes_right =
        left == middle || (right < end && tell__entry_is_before(&from[right], &from[left]));
    to[at] = takes_right ? from[right++] : from[left++];
  }
}

/* Merges neighbours. */
static void merge_runs(const tell__entry *from, size_t count, tell__entry *to) {
  for (size_t begin = 0; begin < count;) {
    size_t middle = find_run_end(from, begin, count);
    size_t end = find_run_end(from, middle, count);
    merge(from, begin, middle, end, to);
    begin = end;
  }
}

tell__entry *tell__entries_sort(tell__entry *from, tell__entry *to, size_t count) {
  while (find_run_end(from, 0, count) < count) {
    merge_runs(from, count, to);
    tell__entry *other = from;
    from = to;
    to = other;
  }
  return from;
}
