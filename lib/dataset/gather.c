/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All observations of all parts in one array, in their order. Every unit is
 * taken from the chunks, sorted and written by one thread while it is in the
 * cache, so that memory is read once and written once. Units come as they were
 * met, which lets the chunks be read from their beginnings on, and go as soon as
 * they are copied.
 */
#include "gather.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/workers.h"
#include "runs.h"
#include "sort.h"

/* The units of a thread, one after the other with about as many observations as others have. */
typedef struct share {
  int32_t first, end; /* as they were met */
  tell__sorter sorter;
} share;

typedef struct gathering {
  tell__runs runs;
  tell__observation *to;
  uint8_t *has_repeats; /* of every unit */
  share *shares;
} gathering;

static const tell__observation *begin_of(const tell__runs *runs, const tell__placed_run *run) {
  return &runs->sources[run->source].chunk->observations[run->begin];
}

/* Asks for the run that comes some runs later, of which an observation may lie on two lines of the
 * cache: where runs are short each lies far from the last one, and the wait for one after the other
 * would be all there is to do. */
static void ask_ahead(const tell__runs *runs, int64_t run, int64_t end) {
  enum { AHEAD = 12 };
  if (run + AHEAD >= end)
    return;
  const tell__observation *later = begin_of(runs, &runs->list[run + AHEAD]);
  __builtin_prefetch(later);
  __builtin_prefetch(later + 1);
}

static void add_runs(const tell__runs *runs, int32_t unit, tell__sorter *sorter) {
  const int64_t end = runs->starts[unit + 1];
  for (int64_t i = runs->starts[unit]; i < end; i++) {
    const tell__placed_run *run = &runs->list[i];
    ask_ahead(runs, i, end);
    tell__sorter_add(sorter, begin_of(runs, run), (size_t)(run->last - run->begin) + 1,
                     runs->sources[run->source].pairs);
  }
}

/* Writes the observations where they belong; returns whether any key stands twice. */
static uint8_t write_sorted(const tell__entry *sorted, size_t count, int32_t unit,
                            tell__observation *to) {
  uint8_t is_twice = 0;
  for (size_t i = 0; i < count; i++) {
    to[i] = *sorted[i].of;
    to[i].unit = unit;
    to[i].category = tell__entry_category(&sorted[i]);
    is_twice |= i > 0 && tell__entry_same_key(&sorted[i], &sorted[i - 1]);
  }
  return is_twice;
}

static void gather_share(void *payload, int32_t index) {
  gathering *work = payload;
  share *own = &work->shares[index];
  for (int32_t i = own->first; i < own->end; i++) {
    const int32_t unit = work->runs.units[i];
    int64_t from = work->runs.places[unit];
    size_t count = 0;
    add_runs(&work->runs, unit, &own->sorter);
    const tell__entry *sorted = tell__sorter_sort(&own->sorter, &count);
    work->has_repeats[unit] = write_sorted(sorted, count, unit, work->to + from);
    tell__runs_done(&work->runs, unit);
  }
}

/* Units up to that by which `until` observations are taken; returns how many are then. */
static size_t choose_units(const tell__runs *runs, size_t taken, size_t until, share *own,
                           size_t *most) {
  for (; own->end < runs->unit_count && taken < until; own->end++) {
    const int64_t *place = &runs->places[runs->units[own->end]];
    size_t count = (size_t)(place[1] - place[0]);
    *most = count > *most ? count : *most;
    taken += count;
  }
  return taken;
}

static int make_shares(const gathering *work, size_t count, size_t threads) {
  size_t taken = 0;
  for (size_t i = 0; i < threads; i++) {
    share *own = &work->shares[i];
    size_t most = 0, until = i + 1 < threads ? count / threads * (i + 1) : count;
    own->first = own->end = i > 0 ? work->shares[i - 1].end : 0;
    taken = choose_units(&work->runs, taken, until, own, &most);
    if (!tell__sorter_init(&own->sorter, most))
      return 0;
  }
  return 1;
}

/* Only units in which a key stands twice are gone through again, and when the chunks are gone:
 * where much stands twice the list of it is long. */
static int find_repeats(const gathering *work, int32_t unit_count, tell__repeats *repeats) {
  const int64_t *places = work->runs.places;
  for (int32_t unit = 0; unit < unit_count; unit++)
    if (work->has_repeats[unit] &&
        !tell__repeats_find(work->to, places[unit], places[unit + 1], repeats))
      return 0;
  return 1;
}

static int prepare(gathering *work, tell__gathered *gathered) {
  const size_t threads = (size_t)gathered->threads;
  gathered->count = (size_t)work->runs.places[gathered->unit_count];
  work->to = tell__alloc_large(gathered->count, sizeof *work->to);
  work->has_repeats = tell__alloc_array((size_t)gathered->unit_count, sizeof *work->has_repeats);
  work->shares = tell__alloc_array(threads, sizeof *work->shares);
  return work->to != NULL && work->has_repeats != NULL && work->shares != NULL &&
         make_shares(work, gathered->count, threads);
}

static void clear(gathering *work, int32_t threads) {
  for (int32_t i = 0; work->shares != NULL && i < threads; i++)
    tell__sorter_clear(&work->shares[i].sorter);
  tell__free(work->shares);
  tell__free(work->has_repeats);
  tell__free(work->to);
  tell__runs_clear(&work->runs);
}

tell_status tell__gather(tell__builder *builder, const int32_t *units, const int32_t *pairs,
                         tell__gathered *gathered, tell__repeats *repeats, tell_error *err) {
  gathering work = {.to = NULL};
  int good = tell__runs_list(builder, units, pairs, gathered->unit_count, &work.runs) &&
             prepare(&work, gathered);
  if (good) {
    tell__workers_run(gathered->threads, gather_share, &work);
    good = find_repeats(&work, gathered->unit_count, repeats);
  }
  if (good) {
    gathered->observations = work.to;
    work.to = NULL;
  }
  clear(&work, gathered->threads);
  return good ? TELL_OK : tell__fail_memory(err);
}
