/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All observations of all parts in one array, by unit: a counting sort, whose
 * threads each take some of the chunks. The chunks go as they are copied, so
 * that a country is in memory little more than once.
 */
#include "base/alloc.h"
#include "base/error.h"
#include "base/workers.h"
#include "private.h"

/* A chunk with the numbers that its part's become. */
typedef struct source {
  tell__chunk *chunk;
  const int32_t *units, *pairs;
} source;

typedef struct gathering {
  source *sources;
  size_t source_count;
  size_t total;
  int32_t slices, unit_count;
  int64_t *at; /* slice * unit_count + unit: first how many there are, then where the next goes */
  tell__observation *to;
} gathering;

static size_t slice_begin(const gathering *work, int32_t slice) {
  return work->source_count * (size_t)slice / (size_t)work->slices;
}

static void count_units(void *payload, int32_t slice) {
  const gathering *work = payload;
  int64_t *counts = work->at + (size_t)slice * (size_t)work->unit_count;
  for (size_t i = slice_begin(work, slice); i < slice_begin(work, slice + 1); i++) {
    const source *from = &work->sources[i];
    for (size_t j = 0; j < from->chunk->count; j++)
      counts[from->units[from->chunk->observations[j].unit]]++;
  }
}

static void copy_slice(void *payload, int32_t slice) {
  const gathering *work = payload;
  int64_t *at = work->at + (size_t)slice * (size_t)work->unit_count;
  for (size_t i = slice_begin(work, slice); i < slice_begin(work, slice + 1); i++) {
    source *from = &work->sources[i];
    for (size_t j = 0; j < from->chunk->count; j++) {
      const tell__observation *o = &from->chunk->observations[j];
      int32_t unit = from->units[o->unit];
      tell__observation *to = &work->to[at[unit]++];
      *to = *o;
      to->unit = unit;
      to->category = from->pairs[o->category];
    }
    tell__free(from->chunk);
  }
}

/* From counts to places. */
static void place_units(const gathering *work, int64_t *starts) {
  int64_t next = 0;
  for (int32_t unit = 0; unit < work->unit_count; unit++) {
    starts[unit] = next;
    for (int32_t slice = 0; slice < work->slices; slice++) {
      int64_t *at = &work->at[(size_t)slice * (size_t)work->unit_count + (size_t)unit];
      int64_t count = *at;
      *at = next;
      next += count;
    }
  }
  starts[work->unit_count] = next;
}

static void renumber(int32_t *numbers, size_t count, const int32_t *final) {
  for (size_t i = 0; i < count; i++)
    numbers[i] = final[numbers[i]];
}

/* The chains of chunks as a list, oldest first: what was read one after the other stays so. */
static int list_sources(const tell__builder *builder, const int32_t *units, const int32_t *pairs,
                        gathering *work) {
  for (size_t i = 0; i < builder->part_count; i++)
    for (const tell__chunk *c = builder->parts[i].last; c != NULL; c = c->previous)
      work->source_count++;
  work->sources = tell__alloc_array(work->source_count, sizeof *work->sources);
  if (work->sources == NULL)
    return 0;
  size_t end = work->source_count;
  for (size_t i = builder->part_count; i > 0; i--) {
    const tell__held_part *part = &builder->parts[i - 1];
    renumber(part->units, part->unit_count, units);
    renumber(part->pairs, part->pair_count, pairs);
    for (tell__chunk *c = part->last; c != NULL; c = c->previous) {
      work->sources[--end] = (source){c, part->units, part->pairs};
      work->total += c->count;
    }
  }
  return 1;
}

tell_status tell__gather(tell__builder *builder, const int32_t *units, const int32_t *pairs,
                         tell__gathered *gathered, tell_error *err) {
  gathering work = {.unit_count = gathered->unit_count};
  tell_status status = TELL_E_MEMORY;
  if (!list_sources(builder, units, pairs, &work))
    goto out;
  /* Where there is little to copy, more threads only cost their start. */
  work.slices = work.source_count < (size_t)gathered->threads
                    ? (int32_t)(work.source_count > 0 ? work.source_count : 1)
                    : gathered->threads;
  work.at = tell__alloc_array((size_t)work.slices * (size_t)work.unit_count, sizeof *work.at);
  gathered->starts = tell__alloc_array((size_t)work.unit_count + 1, sizeof *gathered->starts);
  work.to = tell__alloc_large(work.total, sizeof *work.to);
  if (work.at == NULL || gathered->starts == NULL || work.to == NULL)
    goto out;
  tell__workers_run(work.slices, count_units, &work);
  place_units(&work, gathered->starts);
  tell__workers_run(work.slices, copy_slice, &work);
  for (size_t i = 0; i < builder->part_count; i++)
    builder->parts[i].last = NULL;
  gathered->observations = work.to;
  gathered->count = work.total;
  work.to = NULL;
  status = TELL_OK;
out:
  tell__free(work.sources);
  tell__free(work.at);
  tell__free(work.to);
  return status == TELL_OK ? TELL_OK : tell__fail_memory(err);
}
