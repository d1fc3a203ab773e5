/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The memory of chunks and of their runs. */
#include "chunk.h"

#include "base/alloc.h"

_Static_assert(sizeof(tell__observation) == 56, "a country must fit in memory");

tell__chunk *tell__chunk_create(tell__chunk *previous) {
  size_t capacity = TELL__CHUNK_FIRST;
  if (previous != NULL)
    capacity = previous->capacity < TELL__CHUNK_MOST ? previous->capacity * 4 : TELL__CHUNK_MOST;
  tell__chunk *chunk = tell__alloc_large(1, sizeof *chunk + capacity * sizeof *chunk->observations);
  if (chunk != NULL)
    *chunk = (tell__chunk){.previous = previous, .capacity = capacity};
  return chunk;
}

int tell__chunk_begin_run(tell__chunk *chunk, int32_t unit) {
  if (!tell__grow((void **)&chunk->runs, &chunk->run_capacity, chunk->run_count,
                  sizeof *chunk->runs))
    return 0;
  chunk->runs[chunk->run_count++] = (tell__run){unit, (uint32_t)chunk->count};
  return 1;
}

void tell__chunk_free(tell__chunk *chunk) {
  if (chunk != NULL)
    tell__free(chunk->runs);
  tell__free(chunk);
}

void tell__chunks_free(tell__chunk *last) {
  while (last != NULL) {
    tell__chunk *previous = last->previous;
    tell__chunk_free(last);
    last = previous;
  }
}
