/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an ingest keeps of files of pupils until the caller takes it (telling/groups.h). */
#ifndef TELL_INGEST_KEPT_H
#define TELL_INGEST_KEPT_H

#include <stddef.h>

#include "ingest/layouts/layout.h"

/** A file: its plan begins with a tell__pupil_frame, its work with a tell__pupil_work. */
typedef struct tell__kept_file {
  const tell__layout *layout;
  void *plan, *work;
  int32_t file; /* its number in the builder */
  char *name;   /* filled in when it is taken */
} tell__kept_file;

/** Start with zeroes. */
typedef struct tell__kept {
  tell__kept_file *files;
  size_t count, capacity;
} tell__kept;

/** Makes room for one more, so that tell__kept_add() cannot fail; 0 when there is no memory. */
int tell__kept_reserve(tell__kept *kept);

/** Takes plan and work over. */
void tell__kept_add(tell__kept *kept, const tell__kept_file *file);

void tell__kept_free(tell__kept *kept);

#endif
