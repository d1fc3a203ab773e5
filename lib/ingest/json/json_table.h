/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A JSON document as a header and records, so that layouts read it like
 * delimited text. A shape is one way of laying a table out in JSON: one file
 * with a constant of the type below, and one line in json_table.c.
 *
 * The header is the first record and has line 0, as JSON has no line for it;
 * the line of every other record is the number of its element, from 1, the
 * column of a cell the number of its field.
 */
#ifndef TELL_INGEST_JSON_TABLE_H
#define TELL_INGEST_JSON_TABLE_H

#include "ingest/json/json_cells.h"

/** What a shape works on; all borrowed. */
typedef struct tell__json_document {
  const char *name; /* of the file */
  const char *bytes;
  size_t length;
  const tell__json_node *root; /* of an object; NULL for an array, which is read by its elements */
} tell__json_document;

typedef struct tell__json_shape {
  /** Whether a document has this shape. */
  int (*fits)(const tell__json_document *document);
  /** Checks the document as a whole and makes what next() works on (freed by close(), also after a
   * failure). */
  tell_status (*open)(const tell__json_document *document, void **self, tell_error *err);
  /** Fills the cleared cells, first with the header, then with one record at a time: #TELL_OK,
   * #TELL_END or a failure. */
  tell_status (*next)(void *self, tell__json_cells *cells, tell_error *err);
  void (*close)(void *self); /* NULL is allowed */
} tell__json_shape;

typedef struct tell__json tell__json;

/**
 * Opens a document.
 * @param name of the file, for messages; copied.
 * @param bytes UTF-8, with or without byte order mark; must live as long as the document.
 * @return #TELL_OK; #TELL_E_DIALECT for what is no JSON; #TELL_E_LAYOUT for JSON of no shape that
 *         is known; #TELL_E_LIMIT for one with too many columns; #TELL_E_MEMORY.
 */
tell_status tell__json_open(const char *name, const char *bytes, size_t length, tell__json **out,
                            tell_error *err);

/** Frees a document; NULL is allowed. */
void tell__json_close(tell__json *json);

/** The records, header first. Valid as long as the document. */
tell__record_source tell__json_records(tell__json *json);

#endif
