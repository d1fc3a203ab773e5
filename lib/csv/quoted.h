/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records with quotes, by libcsv in its strict mode; the only file that
 * includes csv.h is quoted.c. libcsv is fed one physical line at a time,
 * because its callbacks can neither tell a place nor stop it.
 */
#ifndef TELL_CSV_QUOTED_H
#define TELL_CSV_QUOTED_H

#include <stddef.h>

/** What is known of a record after a line. */
typedef enum tell__quoted_state {
  TELL__QUOTED_OPEN = 0, /* a quote is open, so that the record goes on */
  TELL__QUOTED_WHOLE,    /* the record is whole */
  TELL__QUOTED_BROKEN,   /* a quote stands where none may be, or is never closed */
  TELL__QUOTED_NO_MEMORY
} tell__quoted_state;

typedef struct tell__quoted tell__quoted;

/** Makes one for a delimiter (0 for none); NULL when there is no memory. */
tell__quoted *tell__quoted_create(char delimiter);
void tell__quoted_free(tell__quoted *quoted);

/** A field: `bytes` is NULL where nothing stood. Returns 0 when there is no memory to keep it. */
typedef int tell__quoted_field(void *payload, const char *bytes, size_t length);

/**
 * Feeds the next line of a record, or its first one after any state but open.
 * @param bytes the line with its line end.
 * @param is_last 1: the text ends behind it.
 * @param on_field gets each field of the record as soon as it is whole; may be NULL.
 * @param taken receives how many bytes went well: behind them stands the quote that breaks it.
 */
tell__quoted_state tell__quoted_feed(tell__quoted *quoted, const char *bytes, size_t length,
                                     int is_last, tell__quoted_field *on_field, void *payload,
                                     size_t *taken);

/** Forgets an open record. */
void tell__quoted_reset(tell__quoted *quoted);

#endif
