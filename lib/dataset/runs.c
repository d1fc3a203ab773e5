/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A counting sort of the runs, which are few where a file speaks of one unit after the other. */
#include "runs.h"

#include "base/alloc.h"

/* What a placed run has room for; no machine holds so many chunks. */
enum { SOURCES_MOST = 1 << 28 };

_Static_assert(TELL__CHUNK_MOST <= 1 << 18, "a place in a chunk has 18 bits");

static void renumber(int32_t *numbers, size_t count, const int32_t *final) {
  for (size_t i = 0; i < count; i++)
    numbers[i] = final[numbers[i]];
}

/* The chains of chunks as a list, oldest first: what was read one after the other stays so. */
static int list_sources(tell__builder *builder, const int32_t *units, const int32_t *pairs,
                        tell__runs *runs) {
  size_t count = 0;
  for (size_t i = 0; i < builder->part_count; i++)
    for (const tell__chunk *c = builder->parts[i].last; c != NULL; c = c->previous)
      count++;
  runs->sources = count <= SOURCES_MOST ? tell__alloc_array(count, sizeof *runs->sources) : NULL;
  if (runs->sources == NULL)
    return 0;
  runs->source_count = count;
  for (size_t i = builder->part_count; i > 0; i--) {
    tell__held_part *part = &builder->parts[i - 1];
    renumber(part->units, part->unit_count, units);
    renumber(part->pairs, part->pair_count, pairs);
    for (tell__chunk *c = part->last; c != NULL; c = c->previous)
      runs->sources[--count] = (tell__run_source){c, part->units, part->pairs, c->run_count};
    part->last = NULL;
  }
  return 1;
}

static size_t run_end(const tell__chunk *chunk, size_t run) {
  return run + 1 < chunk->run_count ? chunk->runs[run + 1].begin : chunk->count;
}

/* How many runs and observations every unit has, and in what order they come. */
static void count_runs(tell__runs *runs) {
  for (size_t i = 0; i < runs->source_count; i++) {
    const tell__run_source *from = &runs->sources[i];
    for (size_t j = 0; j < from->chunk->run_count; j++) {
      const tell__run *run = &from->chunk->runs[j];
      int32_t unit = from->units[run->unit];
      if (runs->starts[unit]++ == 0)
        runs->units[runs->unit_count++] = unit;
      runs->places[unit] += (int64_t)(run_end(from->chunk, j) - run->begin);
    }
  }
}

/* From counts to where each begins; the last one is the end. */
static void add_up(int64_t *counts, int32_t last) {
  int64_t next = 0;
  for (int32_t i = 0; i <= last; i++) {
    int64_t count = counts[i];
    counts[i] = next;
    next += count;
  }
}

/* Moves every start to where the next unit's is. */
static void place_runs(tell__runs *runs) {
  for (size_t i = 0; i < runs->source_count; i++) {
    tell__chunk *chunk = runs->sources[i].chunk;
    for (size_t j = 0; j < chunk->run_count; j++) {
      const tell__run *run = &chunk->runs[j];
      int32_t unit = runs->sources[i].units[run->unit];
      runs->list[runs->starts[unit]++] = (tell__placed_run){i, run->begin, run_end(chunk, j) - 1};
    }
    tell__free(chunk->runs);
    chunk->runs = NULL;
  }
}

static void move_back(int64_t *starts, int32_t count) {
  for (int32_t i = count; i > 0; i--)
    starts[i] = starts[i - 1];
  starts[0] = 0;
}

int tell__runs_list(tell__builder *builder, const int32_t *units, const int32_t *pairs,
                    int32_t unit_count, tell__runs *runs) {
  *runs = (tell__runs){.sources = NULL};
  runs->starts = tell__alloc_array((size_t)unit_count + 1, sizeof *runs->starts);
  runs->places = tell__alloc_array((size_t)unit_count + 1, sizeof *runs->places);
  runs->units = tell__alloc_array((size_t)unit_count, sizeof *runs->units);
  if (runs->starts == NULL || runs->places == NULL || runs->units == NULL ||
      !list_sources(builder, units, pairs, runs))
    return 0;
  count_runs(runs);
  add_up(runs->starts, unit_count);
  add_up(runs->places, unit_count);
  runs->list = tell__alloc_array((size_t)runs->starts[unit_count], sizeof *runs->list);
  if (runs->list == NULL)
    return 0;
  place_runs(runs);
  move_back(runs->starts, unit_count);
  return 1;
}

/* Whoever copies the last of its runs frees the chunk, when what others read of it is read. */
static void let_go(tell__run_source *from, size_t count) {
  if (__atomic_sub_fetch(&from->left, count, __ATOMIC_ACQ_REL) > 0)
    return;
  tell__chunk_free(from->chunk);
  from->chunk = NULL;
}

void tell__runs_done(tell__runs *runs, int32_t unit) {
  const int64_t end = runs->starts[unit + 1];
  for (int64_t i = runs->starts[unit], next = i; i < end; i = next) {
    while (next < end && runs->list[next].source == runs->list[i].source)
      next++;
    let_go(&runs->sources[runs->list[i].source], (size_t)(next - i));
  }
}

void tell__runs_clear(tell__runs *runs) {
  for (size_t i = 0; i < runs->source_count; i++)
    tell__chunk_free(runs->sources[i].chunk);
  tell__free(runs->sources);
  tell__free(runs->list);
  tell__free(runs->starts);
  tell__free(runs->places);
  tell__free(runs->units);
  *runs = (tell__runs){.sources = NULL};
}
