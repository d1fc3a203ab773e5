/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON texts: the door to jansson, with checks and places, and a tree that
 * shows nothing of it. json.c is the only file that includes jansson.h.
 *
 * Keys that stand twice in one object, nesting beyond 2 048 levels, numbers
 * beyond a double, lone surrogates and bytes that are no UTF-8 make a text
 * broken. A text may hold U+0000 (as \u0000), a key may not.
 */
#ifndef TELL_INGEST_JSON_H
#define TELL_INGEST_JSON_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "telling/base.h"

/** A value of a JSON text. Only the root is owned; the others live as long as it. */
typedef struct tell__json_node tell__json_node;

typedef enum tell__json_kind {
  TELL__JSON_NULL = 0, /* also: there is no such node */
  TELL__JSON_WORD,     /* true or false */
  TELL__JSON_NUMBER,
  TELL__JSON_TEXT,
  TELL__JSON_ARRAY,
  TELL__JSON_OBJECT
} tell__json_kind;

/** Whether a text (UTF-8, with or without byte order mark) begins as JSON's arrays of objects and
 * objects do, also with small mistakes (parsing then tells where), and as no delimited text does.
 */
int tell__json_looks_like(const char *bytes, size_t length);

/**
 * Parses a whole text.
 * @param name of the file, for the error.
 * @param bytes UTF-8, with or without byte order mark.
 * @param root receives the value, freed with tell__json_free().
 * @return #TELL_OK; #TELL_E_DIALECT with line and column for what is no JSON; #TELL_E_MEMORY.
 */
tell_status tell__json_parse(const char *name, const char *bytes, size_t length,
                             tell__json_node **root, tell_error *err);

/** Frees a root; NULL is allowed. */
void tell__json_free(tell__json_node *root);

/** A text with an array, whose elements are parsed one at a time: memory does not grow with it. */
typedef struct tell__json_array {
  const char *name;  /* of the file, borrowed */
  const char *bytes; /* borrowed */
  size_t length, at;
  int begun;
} tell__json_array;

/** Begins with the first element; nothing is checked yet. */
tell__json_array tell__json_array_begin(const char *name, const char *bytes, size_t length);

/** The next element, freed with tell__json_free(). #TELL_END behind the last one, when nothing but
 * blanks follows; else as tell__json_parse(). */
tell_status tell__json_array_next(tell__json_array *array, tell__json_node **element,
                                  tell_error *err);

/** All that follows takes NULL for a node that is not there. */
tell__json_kind tell__json_kind_of(const tell__json_node *node);

/** The text of a TEXT node (it may hold NUL), "" for others. Borrowed. */
const char *tell__json_text(const tell__json_node *node, size_t *length);

/** The whole number of a NUMBER node from INT64_MIN to INT64_MAX; `fallback` for all others. */
int64_t tell__json_whole(const tell__json_node *node, int64_t fallback);

/** How many elements an array or members an object has; 0 for others. */
size_t tell__json_count(const tell__json_node *node);

/** The element of an array, NULL when there is none. */
const tell__json_node *tell__json_at(const tell__json_node *array, size_t index);

/** The member of an object by its key, NULL when there is none. */
const tell__json_node *tell__json_member(const tell__json_node *object, const char *key);

/** A member of an object; the order is that of the text. */
typedef struct tell__json_entry {
  const char *key;
  const tell__json_node *value;
  void *position; /* internal */
} tell__json_entry;

/** Goes through the members: begin with zeroes; 0 when there is no further one. */
int tell__json_next_member(const tell__json_node *object, tell__json_entry *entry);

/**
 * Adds a value as a cell holds it: texts as they are, numbers with a decimal
 * comma (3.125 would be ambiguous in a cell), as few digits as name the double
 * and at most 15 decimals, words as written, null as nothing.
 * @return 0 for an array or an object, which no cell can hold; nothing is added then.
 */
int tell__json_add_cell(tell__text *text, const tell__json_node *node);

#endif
