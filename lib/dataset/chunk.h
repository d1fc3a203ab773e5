/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where observations wait from their reading to the end: chunks, and in them
 * the runs of one unit, so that later nobody has to go through all of them to
 * find those of a unit.
 */
#ifndef TELL_DATASET_CHUNK_H
#define TELL_DATASET_CHUNK_H

#include "dataset/dataset.h"

/* The first chunk is small, as most files are; a full one has 14 MiB. */
enum { TELL__CHUNK_FIRST = 64, TELL__CHUNK_MOST = 1 << 18 };

/** Observations of one unit, one after the other, up to where the next run begins. */
typedef struct tell__run {
  int32_t unit; /* of the part */
  uint32_t begin;
} tell__run;

/** A block of observations; parts hold a chain of them, the newest first. */
typedef struct tell__chunk {
  struct tell__chunk *previous;
  tell__run *runs;
  size_t run_count, run_capacity;
  size_t count, capacity;
  tell__observation observations[];
} tell__chunk;

/** An empty chunk after `previous`, which may be NULL. NULL when there is no memory. */
tell__chunk *tell__chunk_create(tell__chunk *previous);

/** Says that the next observation is of another unit than the one before. 0: no memory. */
int tell__chunk_begin_run(tell__chunk *chunk, int32_t unit);

/** Frees a chunk, but not those before it; NULL is allowed. */
void tell__chunk_free(tell__chunk *chunk);

/** Frees a chain. */
void tell__chunks_free(tell__chunk *last);

#endif
