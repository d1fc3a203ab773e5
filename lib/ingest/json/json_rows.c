/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shape "array of objects", as Udir's Eksport API gives its tables: every
 * object is a record, its keys are columns. The text is gone through twice,
 * first for the columns (the keys of all objects, in the order of their first
 * appearance) and for what is broken, then for the records: an object at a
 * time, as a tree of a million of them would not fit in memory.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ingest/json/json_table.h"

enum { COLUMNS_MAX = 4096 }; /* real tables have at most 45 */

typedef struct rows {
  tell__json_array array;
  tell__strings *keys; /* each with its NUL, so that the empty key is one too; from number 1 */
  int is_header_given;
} rows;

static int fits(const tell__json_document *document) { return document->root == NULL; }

static tell_status add_keys(rows *work, const tell__json_node *element, tell_error *err) {
  tell__json_entry entry = {0};
  while (tell__json_next_member(element, &entry))
    if (tell__strings_add(work->keys, entry.key, strlen(entry.key) + 1) < 0)
      return tell__fail_memory(err);
  if (tell__strings_count(work->keys) <= COLUMNS_MAX)
    return TELL_OK;
  tell__position position = {.source = work->array.name};
  return tell__fail_at(err, TELL_E_LIMIT, &position, "the objects have too many different keys");
}

static tell_status collect_keys(rows *work, tell_error *err) {
  tell_status status = TELL_OK;
  int has_elements = 0;
  while (status == TELL_OK) {
    tell__json_node *element = NULL;
    status = tell__json_array_next(&work->array, &element, err);
    has_elements |= element != NULL;
    if (status == TELL_OK)
      status = add_keys(work, element, err);
    tell__json_free(element);
  }
  if (status != TELL_END)
    return status;
  if (!has_elements || tell__strings_count(work->keys) > 1)
    return TELL_OK;
  tell__position position = {.source = work->array.name, .line = 1};
  return tell__fail_at(err, TELL_E_LAYOUT, &position,
                       "no element of the JSON array is an object with members");
}

static tell_status open_rows(const tell__json_document *document, void **self, tell_error *err) {
  rows *work = tell__alloc(sizeof *work);
  *self = work;
  if (work == NULL)
    return tell__fail_memory(err);
  work->keys = tell__strings_create();
  if (work->keys == NULL)
    return tell__fail_memory(err);
  work->array = tell__json_array_begin(document->name, document->bytes, document->length);
  tell_status status = collect_keys(work, err);
  work->array = tell__json_array_begin(document->name, document->bytes, document->length);
  return status;
}

static tell_status give_header(rows *work, tell__json_cells *cells) {
  int32_t count = tell__strings_count(work->keys);
  work->is_header_given = 1;
  for (int32_t i = 1; i < count; i++) {
    const char *key = tell__strings_get(work->keys, i, NULL);
    tell__json_cells_add_text(cells, key, strlen(key));
  }
  return count > 1 ? TELL_OK : TELL_END;
}

static tell_status next_row(void *self, tell__json_cells *cells, tell_error *err) {
  rows *work = self;
  tell__json_node *element = NULL;
  if (!work->is_header_given)
    return give_header(work, cells);
  tell_status status = tell__json_array_next(&work->array, &element, err);
  if (status != TELL_OK)
    return status;
  if (tell__json_kind_of(element) != TELL__JSON_OBJECT)
    tell__json_cells_break(cells, TELL__RECORD_NOT_FLAT);
  else
    for (int32_t i = 1; i < tell__strings_count(work->keys); i++)
      tell__json_cells_add(cells,
                           tell__json_member(element, tell__strings_get(work->keys, i, NULL)));
  tell__json_free(element);
  return TELL_OK;
}

static void close_rows(void *self) {
  rows *work = self;
  if (work != NULL)
    tell__strings_free(work->keys);
  tell__free(work);
}

const tell__json_shape tell__json_shape_rows = {fits, open_rows, next_row, close_rows};
