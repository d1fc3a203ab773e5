/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Participation: n against the median n of the other years. */
#include "indicators/participation.h"

#include "base/alloc.h"
#include "stats/sort.h"

/* Years of one series; three numbers each: the row, the segment, and room for a median. */
typedef struct series {
  const tell_catalogue *catalogue;
  tell__row *rows;
  size_t count;
  int32_t *segments;
  double *others;
} series;

/* A year in which nobody took part says nothing about how many usually do. */
static int is_usual(const tell__row *row) {
  return row->n_state == TELL_STATE_PRESENT && row->n > 0 &&
         row->state != TELL_STATE_NOT_TAKEN_PART;
}

static int is_origin(const tell__row *a, const tell__row *b) {
  return (a->origin == TELL__ORIGIN_COMPUTED) == (b->origin == TELL__ORIGIN_COMPUTED);
}

static size_t collect_others(const series *of, size_t year) {
  size_t count = 0;
  for (size_t i = 0; i < of->count; i++)
    if (i != year && of->segments[i] == of->segments[year] &&
        is_origin(&of->rows[i], &of->rows[year]) && is_usual(&of->rows[i]))
      of->others[count++] = (double)of->rows[i].n;
  return count;
}

static tell_state state_of_n(const tell__row *row) {
  return row->n_state == TELL_STATE_PRESENT ? TELL_STATE_MISSING : row->n_state;
}

static void fill_series(const series *of) {
  for (size_t i = 0; i < of->count; i++) {
    const tell__row *row = &of->rows[i];
    of->segments[i] =
        tell__catalogue_segment(of->catalogue, row->key.indicator, row->key.grade, row->key.period);
  }
  for (size_t i = 0; i < of->count; i++) {
    tell__row *row = &of->rows[i];
    row->participation_state = state_of_n(row);
    size_t count = row->n_state == TELL_STATE_PRESENT ? collect_others(of, i) : 0;
    if (count == 0)
      continue;
    tell__stats_sort(of->others, count);
    row->participation = (double)row->n / tell__stats_sorted_median(of->others, count);
    row->participation_state = TELL_STATE_PRESENT;
  }
}

static size_t series_end(const tell__rows *rows, size_t first) {
  size_t end = first + 1;
  while (end < rows->count && tell__rows_same_series(&rows->rows[first], &rows->rows[end]))
    end++;
  return end;
}

tell_status tell__participation(const tell_catalogue *catalogue, tell__rows *rows,
                                tell_error *err) {
  size_t longest = 0;
  for (size_t first = 0; first < rows->count;) {
    size_t end = series_end(rows, first);
    longest = end - first > longest ? end - first : longest;
    first = end;
  }
  series all = {.catalogue = catalogue,
                .segments = tell__alloc_array(longest, sizeof *all.segments),
                .others = tell__alloc_array(longest, sizeof *all.others)};
  int ok = all.segments != NULL && all.others != NULL;
  for (size_t first = 0; ok && first < rows->count; first += all.count) {
    all.rows = &rows->rows[first];
    all.count = series_end(rows, first) - first;
    fill_series(&all);
  }
  tell__free(all.others);
  tell__free(all.segments);
  return ok ? TELL_OK : tell__fail_memory(err);
}
