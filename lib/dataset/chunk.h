/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where observations wait from their reading to the end. */
#ifndef TELL_DATASET_CHUNK_H
#define TELL_DATASET_CHUNK_H

#include "dataset/dataset.h"

/* The first chunk is small, as most files are; a full one has 14 MiB. */
enum { TELL__CHUNK_FIRST = 64, TELL__CHUNK_MOST = 1 << 18 };

/** A block of observations; parts hold a chain of them, the newest first. */
typedef struct tell__chunk {
  struct tell__chunk *previous;
  size_t count, capacity;
  tell__observation observations[];
} tell__chunk;

/** An empty chunk after `previous`, which may be NULL. NULL when there is no memory. */
tell__chunk *tell__chunk_create(tell__chunk *previous);

/** Frees a chain. */
void tell__chunks_free(tell__chunk *last);

#endif
