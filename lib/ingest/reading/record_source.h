/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the records of a file come from: delimited text, a JSON document. */
#ifndef TELL_INGEST_RECORD_SOURCE_H
#define TELL_INGEST_RECORD_SOURCE_H

#include "csv/record.h"
#include "telling/base.h"

typedef struct tell__record_source {
  void *self;
  /** The next record, broken or not: #TELL_OK, #TELL_END, or a failure that ends the reading. */
  tell_status (*next)(void *self, tell__record *record, tell_error *err);
  /** Where a field of the last record begins. */
  tell__place (*place)(void *self, size_t index);
} tell__record_source;

#endif
