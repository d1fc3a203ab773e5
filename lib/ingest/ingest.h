/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ingest as the files of this folder share it. */
#ifndef TELL_INGEST_INGEST_H
#define TELL_INGEST_INGEST_H

#include "csv/encoding.h"
#include "dataset/builder.h"
#include "ingest/kept.h"
#include "ingest/layouts/layout.h"
#include "ingest/limits.h"
#include "telling/ingest.h"

struct tell_ingest {
  const tell_catalogue *catalogue;
  tell__builder *builder;
  /* What the caller has set, for the files added from now on. */
  const tell__layout *layout;          /* NULL: to be found */
  const struct tell__mapping *mapping; /* the caller's own layout, NULL: none */
  tell__level given_level; /* of the unit that files are about which name none; 0: none */
  char *given_code, *given_name;
  int32_t threads; /* 0: as many as there are cores */
  tell__encoding_demand encoding;
  int has_delimiter;
  char delimiter;
  int is_strict;
  tell__limits limits;
  size_t block_bytes; /* 0: as blocks come; tests make them small */
  tell_progress_fn progress;
  void *progress_payload;
  tell_cell_fn cells;
  void *cells_payload;
  const char
      *groups_policy; /* under which sums of pupils are kept; NULL: they become observations */
  /* The state of the reading. */
  struct tell__mapping *mappings; /* all that were set: accounts borrow their names */
  tell_error
      *error; /* our own: issues need the message also where the caller gave no error object */
  tell__kept kept;
  int finished;
  int is_busy;   /* a call is under way; callbacks may not begin another one */
  int is_broken; /* half a file came into the builder: there is no dataset any more */
};

/** Which files a pass through a folder takes. */
typedef enum tell__pass { TELL__PASS_ALL, TELL__PASS_REGISTERS } tell__pass;

/** How many threads read a file, the caller's own included. */
int32_t tell__ingest_threads(const tell_ingest *ingest);

/** What a setter begins with: #TELL_E_ARGUMENT without ingest, #TELL_E_STATE inside a callback. */
tell_status tell__ingest_check(const tell_ingest *ingest, tell_error *err);

/** The same for what reaches into the findings or the data, which the dataset owns after the end:
 * #TELL_E_STATE then too. */
tell_status tell__ingest_check_open(const tell_ingest *ingest, tell_error *err);

/**
 * Reads a file and leaves an issue when that fails; ingest->error holds the
 * failure. In #TELL__PASS_REGISTERS a file that is no register, or cannot be
 * opened, is left alone: `*is_done` is 0 then.
 */
tell_status tell__ingest_path(tell_ingest *ingest, const char *path, tell__pass pass, int *is_done);

/** As tell__ingest_path(), for a block of memory, a descriptor and a caller's function. */
tell_status tell__ingest_memory(tell_ingest *ingest, const char *name, const char *bytes,
                                size_t size);
tell_status tell__ingest_descriptor(tell_ingest *ingest, const char *name, int descriptor);
tell_status tell__ingest_stream(tell_ingest *ingest, const char *name, tell_read_fn read,
                                void *payload);

/** Reads a folder; ingest->error holds the failure. */
tell_status tell__ingest_folder(tell_ingest *ingest, const char *path);

#endif
