/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header of a file: the names of its columns and where they stand. */
#ifndef TELL_INGEST_HEADER_H
#define TELL_INGEST_HEADER_H

#include "base/issues.h"
#include "ingest/reading/record_source.h"

typedef struct tell__column {
  char *name; /* as written */
  size_t length;
  char *key; /* in the form for comparing names */
  int64_t line, column;
} tell__column;

typedef struct tell__header {
  tell__column *columns;
  int32_t count;
} tell__header;

/**
 * Makes a header of a record of `source`. `name` is the file's, for messages. Start with zeroes,
 * free with tell__header_free(), also after a failure.
 * @return #TELL_OK; #TELL_E_ENCODING, #TELL_E_DIALECT or #TELL_E_LIMIT for a broken record;
 *         #TELL_E_MEMORY.
 */
tell_status tell__header_make(tell__header *header, const tell__record *record,
                              const tell__record_source *source, const char *name, tell_error *err);

/** Fails with #TELL_E_LAYOUT when two columns have one name: of them none can be preferred. */
tell_status tell__header_check(const tell__header *header, const char *source, tell_error *err);

/** Warns of names with broken letters: such a column is not known, and the user should learn why.
 */
tell_status tell__header_warn_of_letters(const tell__header *header, const char *source,
                                         tell_issues *issues, tell_error *err);

/** Fails with #TELL_E_LAYOUT because a layout cannot do without a column. */
tell_status tell__header_fail_missing(const tell__header *header, const char *source,
                                      const char *column, tell_error *err);

void tell__header_free(tell__header *header);

/** The index of the column with this key (lower case), -1 when there is none. */
int32_t tell__header_find(const tell__header *header, const char *key);

#endif
