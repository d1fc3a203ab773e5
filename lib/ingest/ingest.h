/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ingest as the files of this folder share it. */
#ifndef TELL_INGEST_INGEST_H
#define TELL_INGEST_INGEST_H

#include "dataset/builder.h"
#include "ingest/layout.h"
#include "telling/ingest.h"

struct tell_ingest {
  const tell_catalogue *catalogue;
  tell__builder *builder;
  const tell__layout *layout; /* demanded by the caller, NULL: to be found */
  tell__level given_level;    /* of the unit that files are about which name none; 0: none */
  char *given_code, *given_name;
  int64_t size_limit;
  tell_error
      *error; /* our own: issues need the message also where the caller gave no error object */
  int finished;
};

/** Which files a pass through a folder takes. */
typedef enum tell__pass { TELL__PASS_ALL, TELL__PASS_REGISTERS } tell__pass;

/**
 * Reads a file and leaves an issue when that fails; ingest->error holds the
 * failure. In #TELL__PASS_REGISTERS a file that is no register, or cannot be
 * opened, is left alone: `*is_done` is 0 then.
 */
tell_status tell__ingest_path(tell_ingest *ingest, const char *path, tell__pass pass, int *is_done);

/** As tell__ingest_path(), for a block of memory. */
tell_status tell__ingest_memory(tell_ingest *ingest, const char *name, const char *bytes,
                                size_t size);

/** Reads a folder; ingest->error holds the failure. */
tell_status tell__ingest_folder(tell_ingest *ingest, const char *path);

#endif
