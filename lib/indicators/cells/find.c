/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The series of a dataset. Observations of a school are sorted by series and
 * year, and a school has nearly the same series as the one before: a look at
 * the series that came next there finds nearly all of them.
 */
#include "base/alloc.h"
#include "base/error.h"
#include "base/keymap.h"
#include "dataset/entry.h"
#include "indicators/cells/cells.h"

typedef struct finder {
  tell_cells *cells;
  tell__keymap *map; /* high, low -> number in the order of finding */
  int64_t series;    /* the one found last, -1 */
} finder;

static int is_series(const tell_cells *cells, int64_t series, uint64_t high, uint64_t low) {
  return series >= 0 && cells->keys[series].high == high && cells->keys[series].low == low;
}

/* The number of a series that is not the expected one; -1 without memory. */
static int64_t look_up(finder *found, uint64_t high, uint64_t low, int64_t sample) {
  tell_cells *cells = found->cells;
  int64_t key[2] = {(int64_t)high, (int64_t)low};
  int64_t series = tell__keymap_add(found->map, key, (int64_t)cells->key_count);
  if (series != (int64_t)cells->key_count)
    return series;
  if (!tell__grow((void **)&cells->keys, &cells->key_capacity, cells->key_count,
                  sizeof *cells->keys))
    return -1;
  int32_t period = cells->view->observations[sample].period;
  cells->keys[cells->key_count++] = (tell__cells_key){
      .high = high, .low = low, .sample = sample, .first = period, .last = period, .follower = -1};
  return series;
}

/* Begins a run at an observation; 0 without memory. */
static int begin_run(finder *found, uint64_t high, uint64_t low, int64_t at) {
  tell_cells *cells = found->cells;
  int64_t before = found->series;
  int64_t series = before < 0 ? -1 : cells->keys[before].follower;
  if (!is_series(cells, series, high, low)) {
    series = look_up(found, high, low, at);
    if (series < 0)
      return 0;
    if (before >= 0)
      cells->keys[before].follower = (int32_t)series;
  }
  if (!tell__grow((void **)&cells->runs, &cells->run_capacity, cells->run_count,
                  sizeof *cells->runs))
    return 0;
  cells->runs[cells->run_count++] = (tell__cells_run){.first = at, .series = (int32_t)series};
  found->series = series;
  return 1;
}

/* Observations of one run stand side by side, years rising. */
static void take(finder *found, const tell__observation *observation) {
  tell__cells_key *key = &found->cells->keys[found->series];
  found->cells->runs[found->cells->run_count - 1].count++;
  if (observation->period < key->first)
    key->first = observation->period;
  if (observation->period > key->last)
    key->last = observation->period;
}

/* Finds the runs of one school, whose observations are [from, end); 0 without memory. */
static int find_runs(finder *found, int64_t from, int64_t end) {
  const tell__dataset_view *view = found->cells->view;
  const tell__indicator *indicators = tell__catalogue_get(view->catalogue)->indicators;
  int is_begun = 0;
  for (int64_t i = from; i < end; i++) {
    const tell__observation *observation = &view->observations[i];
    if (indicators[observation->indicator].kind != TELL__KIND_MEAN)
      continue;
    const tell__entry entry = tell__entry_make(observation, (int32_t)observation->category);
    uint64_t high = entry.high, low = tell__entry_category(&entry);
    if (!(is_begun && is_series(found->cells, found->series, high, low)) &&
        !begin_run(found, high, low, i))
      return 0;
    is_begun = 1;
    take(found, observation);
  }
  return 1;
}

static int find_all_runs(finder *found) {
  tell_cells *cells = found->cells;
  const tell__dataset_view *view = cells->view;
  int64_t at = 0;
  for (int32_t unit = 0; unit < view->unit_count; unit++) {
    int64_t from = at;
    cells->run_starts[unit] = (int64_t)cells->run_count;
    while (at < view->observation_count && view->observations[at].unit == unit)
      at++;
    if (view->units[unit].level == TELL__LEVEL_SCHOOL && !find_runs(found, from, at))
      return 0;
  }
  cells->run_starts[view->unit_count] = (int64_t)cells->run_count;
  return 1;
}

static int is_before(const tell__cells_key *a, const tell__cells_key *b) {
  return a->high != b->high ? a->high < b->high : a->low < b->low;
}

/* Lets order[at] sink until no child in the heap of `count` comes behind it. */
static void sink(const tell__cells_key *keys, int32_t *order, size_t at, size_t count) {
  int32_t held = order[at];
  for (size_t child = 2 * at + 1; child < count; child = 2 * at + 1) {
    if (child + 1 < count && is_before(&keys[order[child]], &keys[order[child + 1]]))
      child++;
    if (!is_before(&keys[held], &keys[order[child]]))
      break;
    order[at] = order[child];
    at = child;
  }
  order[at] = held;
}

static void sort(const tell__cells_key *keys, int32_t *order, size_t count) {
  for (size_t i = count / 2; i > 0; i--)
    sink(keys, order, i - 1, count);
  for (size_t last = count; last > 1; last--) {
    int32_t held = order[0];
    order[0] = order[last - 1];
    order[last - 1] = held;
    sink(keys, order, 0, last - 1);
  }
}

/* Numbers the series in their order, whatever order they were found in; 0 without memory. */
static int put_in_order(tell_cells *cells) {
  int32_t *order = tell__alloc_array(cells->key_count, sizeof *order);
  int32_t *numbers = tell__alloc_array(cells->key_count, sizeof *numbers);
  tell__cells_key *sorted = tell__alloc_array(cells->key_count, sizeof *sorted);
  int good = order != NULL && numbers != NULL && sorted != NULL;
  for (size_t i = 0; good && i < cells->key_count; i++)
    order[i] = (int32_t)i;
  if (good)
    sort(cells->keys, order, cells->key_count);
  for (size_t i = 0; good && i < cells->key_count; i++) {
    sorted[i] = cells->keys[order[i]];
    numbers[order[i]] = (int32_t)i;
  }
  for (size_t i = 0; good && i < cells->run_count; i++)
    cells->runs[i].series = numbers[cells->runs[i].series];
  if (good) {
    tell__free(cells->keys);
    cells->keys = sorted;
    sorted = NULL;
  }
  tell__free(sorted);
  tell__free(numbers);
  tell__free(order);
  return good;
}

static void give_slots(tell_cells *cells) {
  for (size_t i = 0; i < cells->key_count; i++) {
    tell__cells_key *key = &cells->keys[i];
    int32_t width = key->last - key->first + 1;
    key->slot = cells->slot_count;
    cells->slot_count += width;
    cells->longest = width > cells->longest ? width : cells->longest;
  }
}

static int find_segments(tell_cells *cells) {
  const tell__dataset_view *view = cells->view;
  cells->segments = tell__alloc_array((size_t)cells->slot_count, sizeof *cells->segments);
  if (cells->segments == NULL)
    return 0;
  for (size_t i = 0; i < cells->key_count; i++) {
    const tell__cells_key *key = &cells->keys[i];
    const tell__observation *of = &view->observations[key->sample];
    for (int32_t period = key->first; period <= key->last; period++)
      cells->segments[key->slot + period - key->first] =
          tell__catalogue_segment(view->catalogue, of->indicator, of->grade, period);
  }
  return 1;
}

tell_status tell__cells_find(tell_cells *cells, tell_error *err) {
  finder found = {.cells = cells, .map = tell__keymap_create(2), .series = -1};
  cells->run_starts =
      tell__alloc_array((size_t)cells->view->unit_count + 1, sizeof *cells->run_starts);
  int good = found.map != NULL && cells->run_starts != NULL && find_all_runs(&found) &&
             put_in_order(cells);
  tell__keymap_free(found.map);
  if (!good)
    return tell__fail_memory(err);
  give_slots(cells);
  return find_segments(cells) ? TELL_OK : tell__fail_memory(err);
}
