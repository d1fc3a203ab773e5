/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going through the series of units (telling/cells.h): each unit is added up when it begins. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "indicators/cells/cells.h"

static int is_used(const tell__observation *observation) {
  enum { NEEDED = TELL__HAS_N | TELL__HAS_SD };
  return observation->state == TELL_STATE_PRESENT && (observation->has & NEEDED) == NEEDED &&
         (observation->flags & TELL__FLAG_SD_POOLED) == 0 && observation->n >= 1;
}

static void add(tell__cells_sum *sum, const tell__observation *observation) {
  if (is_used(observation)) {
    tell__stats_pool_add(&sum->pool, observation->n, observation->value, observation->sd);
    sum->used++;
  } else if (observation->state != TELL_STATE_NOT_APPLICABLE) {
    sum->unused++;
  }
}

static void add_school(tell_series *series, int32_t school) {
  const tell_cells *cells = series->cells;
  for (int64_t i = cells->run_starts[school]; i < cells->run_starts[school + 1]; i++) {
    const tell__cells_run *run = &cells->runs[i];
    const tell__cells_key *key = &cells->keys[run->series];
    const tell__observation *observations = &cells->view->observations[run->first];
    tell__cells_sum *sums = &series->sums[key->slot];
    series->seen[run->series] = 1;
    for (int32_t at = 0; at < run->count; at++)
      add(&sums[observations[at].period - key->first], &observations[at]);
  }
}

/* Only what the unit before has used: the room of all series may be much larger. */
static void clear(tell_series *series) {
  for (size_t i = 0; i < series->cells->key_count; i++) {
    const tell__cells_key *key = &series->cells->keys[i];
    if (!series->seen[i])
      continue;
    memset(&series->sums[key->slot], 0,
           (size_t)(key->last - key->first + 1) * sizeof *series->sums);
    series->seen[i] = 0;
  }
}

static void begin_unit(tell_series *series) {
  const tell_cells *cells = series->cells;
  const tell__cells_unit *unit = &cells->units[series->unit];
  clear(series);
  for (int32_t i = 0; i < unit->member_count; i++)
    add_school(series, cells->members[unit->first_member + i]);
  series->key = -1;
}

static void put_cell(tell_series *series, const tell__cells_sum *sum, int32_t period) {
  tell__estimate mean = tell__stats_pool_mean(&sum->pool, series->cells->z, series->cells->level);
  int32_t at = series->count++;
  series->periods[at] = period;
  series->used[at] = sum->used;
  series->unused[at] = sum->unused;
  series->n[at] = mean.state == TELL_STAT_DOMAIN_ERROR ? 0 : (int64_t)sum->pool.n;
  series->states[at] = mean.state;
  series->means[at] = mean.value;
  series->ses[at] = mean.se;
  series->los[at] = mean.lo;
  series->his[at] = mean.hi;
}

/* The next unbroken stretch of the series that has cells; 0 when there is none left. */
static int find_stretch(tell_series *series) {
  const tell_cells *cells = series->cells;
  const tell__cells_key *key = &cells->keys[series->key];
  int64_t end = key->slot + key->last - key->first + 1;
  int32_t segment = 0;
  series->count = 0;
  for (; series->slot < end; series->slot++) {
    const tell__cells_sum *sum = &series->sums[series->slot];
    if (sum->used + sum->unused == 0)
      continue;
    if (series->count > 0 && cells->segments[series->slot] != segment)
      break;
    segment = cells->segments[series->slot];
    put_cell(series, sum, key->first + (int32_t)(series->slot - key->slot));
  }
  return series->count > 0;
}

/* The next series of the unit; 0 when there is none left. */
static int find_in_unit(tell_series *series) {
  if (series->key >= 0 && find_stretch(series))
    return 1;
  while (++series->key < (int64_t)series->cells->key_count) {
    if (!series->seen[series->key])
      continue;
    series->slot = series->cells->keys[series->key].slot;
    if (find_stretch(series))
      return 1;
  }
  return 0;
}

tell_status tell_series_next(tell_series *series, tell_error *err) {
  tell__error_clear(err);
  if (series == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no series to go on from");
  while (series->unit < series->end) {
    if (series->is_begun && find_in_unit(series)) {
      series->is_at_series = 1;
      return TELL_OK;
    }
    if (series->is_begun)
      series->unit++;
    series->is_begun = series->unit < series->end;
    if (series->is_begun)
      begin_unit(series);
  }
  series->is_at_series = 0;
  series->count = 0;
  return TELL_END;
}

static int make_room(tell_series *series) {
  size_t longest = (size_t)series->cells->longest;
  series->sums = tell__alloc_array((size_t)series->cells->slot_count, sizeof *series->sums);
  series->seen = tell__alloc(series->cells->key_count);
  series->periods = tell__alloc_array(longest, sizeof *series->periods);
  series->used = tell__alloc_array(longest, sizeof *series->used);
  series->unused = tell__alloc_array(longest, sizeof *series->unused);
  series->n = tell__alloc_array(longest, sizeof *series->n);
  series->states = tell__alloc_array(longest, sizeof *series->states);
  series->means = tell__alloc_array(longest, sizeof *series->means);
  series->ses = tell__alloc_array(longest, sizeof *series->ses);
  series->los = tell__alloc_array(longest, sizeof *series->los);
  series->his = tell__alloc_array(longest, sizeof *series->his);
  return series->sums != NULL && series->seen != NULL && series->periods != NULL &&
         series->used != NULL && series->unused != NULL && series->n != NULL &&
         series->states != NULL && series->means != NULL && series->ses != NULL &&
         series->los != NULL && series->his != NULL;
}

tell_status tell_cells_series(const tell_cells *cells, int64_t first, int64_t count,
                              tell_series **out, tell_error *err) {
  tell__error_clear(err);
  if (out != NULL)
    *out = NULL;
  if (cells == NULL || out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "a series needs cells and a place to go");
  tell_series *series = tell__alloc(sizeof *series);
  if (series == NULL)
    return tell__fail_memory(err);
  series->cells = cells;
  tell_status status = make_room(series) ? TELL_OK : tell__fail_memory(err);
  if (status == TELL_OK)
    status = tell_series_restart(series, first, count, err);
  if (status != TELL_OK)
    tell_series_free(series);
  else
    *out = series;
  return status;
}

tell_status tell_series_restart(tell_series *series, int64_t first, int64_t count,
                                tell_error *err) {
  tell__error_clear(err);
  if (series == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no series to begin again");
  int64_t units = tell_cells_unit_count(series->cells);
  if (first < 0 || count < 0 || first > units || count > units - first)
    return tell__fail(err, TELL_E_ARGUMENT, "there are no such units");
  series->unit = first;
  series->end = first + count;
  series->is_begun = 0;
  series->is_at_series = 0;
  series->count = 0;
  return TELL_OK;
}

void tell_series_free(tell_series *series) {
  if (series == NULL)
    return;
  tell__free(series->his);
  tell__free(series->los);
  tell__free(series->ses);
  tell__free(series->means);
  tell__free(series->states);
  tell__free(series->n);
  tell__free(series->unused);
  tell__free(series->used);
  tell__free(series->periods);
  tell__free(series->seen);
  tell__free(series->sums);
  tell__free(series);
}
