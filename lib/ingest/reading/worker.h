/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One worker of a file: reads the records of a portion by the layout, and sees nothing of the
 * others. */
#ifndef TELL_INGEST_WORKER_H
#define TELL_INGEST_WORKER_H

#include "ingest/reading/supply.h"

/** What is read, and how. */
typedef struct tell__job {
  tell_ingest *ingest;
  tell__supply *supply;
  const tell__layout *layout;
  void *plan;
  const tell__reading *model; /* the file's half of every reading */
  tell__account *account;     /* receives what became of the records */
  const tell__joining *joining;
} tell__job;

/** What came of a portion. Start with zeroes; free the findings. */
typedef struct tell__result {
  tell__findings findings;
  tell__tally tally;
  tell_status status;
} tell__result;

typedef struct tell__worker {
  const tell__job *job;
  tell__reading reading;
  tell__reader *reader; /* NULL for JSON */
  tell_error *err;      /* NULL: failures are told by their status alone */
  int64_t seen;         /* records of earlier portions; the number of a record where there is one
                           worker */
  int is_stopped;       /* set by another thread */
} tell__worker;

/** `err` is for the worker in the caller's thread. 0 when there is no memory; end it all the same.
 */
int tell__worker_begin(tell__worker *worker, const tell__job *job, tell_error *err);
void tell__worker_end(tell__worker *worker);

/** Reads the records of a portion. `result` must hold no findings. */
void tell__worker_read(tell__worker *worker, const tell__portion *portion, tell__result *result);

/** Makes it stop after the record under way; may be called by another thread. */
void tell__worker_stop(tell__worker *worker);

#endif
