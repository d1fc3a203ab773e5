/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the shape of a JSON document, and giving its records. */
#include "json_table.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/text.h"

/* One line for each shape: the last part of the name of its constant. */
#define SHAPES(line) line(rows) line(pivot) line(stat)

#define DECLARE(name) extern const tell__json_shape tell__json_shape_##name;
#define REFER(name) &tell__json_shape_##name,

SHAPES(DECLARE)

static const tell__json_shape *const shapes[] = {SHAPES(REFER)};

enum { SHAPE_COUNT = sizeof shapes / sizeof *shapes };

struct tell__json {
  char *name;
  tell__json_node *root;
  const tell__json_shape *shape;
  void *self;
  tell__json_cells cells;
  int64_t line; /* of the last record; -1 before the header */
};

static int is_array(const char *bytes, size_t length) {
  size_t at = 0;
  while (at < length && bytes[at] != '[' && bytes[at] != '{')
    at++;
  return at < length && bytes[at] == '[';
}

static tell_status open_shape(tell__json *json, const tell__json_document *document,
                              tell_error *err) {
  for (int i = 0; i < SHAPE_COUNT; i++) {
    if (!shapes[i]->fits(document))
      continue;
    json->shape = shapes[i];
    return json->shape->open(document, &json->self, err);
  }
  tell__position position = {.source = document->name};
  return tell__fail_at(err, TELL_E_LAYOUT, &position,
                       "the JSON text is no table of a shape that is known");
}

tell_status tell__json_open(const char *name, const char *bytes, size_t length, tell__json **out,
                            tell_error *err) {
  *out = NULL;
  tell_status status = TELL_OK;
  tell__json *json = tell__alloc(sizeof *json);
  if (json == NULL)
    return tell__fail_memory(err);
  json->line = -1;
  json->name = tell__copy(name);
  if (json->name == NULL)
    status = tell__fail_memory(err);
  if (status == TELL_OK && !is_array(bytes, length))
    status = tell__json_parse(json->name, bytes, length, &json->root, err);
  const tell__json_document document = {json->name, bytes, length, json->root};
  if (status == TELL_OK)
    status = open_shape(json, &document, err);
  if (status == TELL_OK)
    *out = json;
  else
    tell__json_close(json);
  return status;
}

void tell__json_close(tell__json *json) {
  if (json == NULL)
    return;
  if (json->shape != NULL)
    json->shape->close(json->self);
  tell__json_cells_free(&json->cells);
  tell__json_free(json->root);
  tell__free(json->name);
  tell__free(json);
}

static tell_status next_record(void *self, tell__record *record, tell_error *err) {
  tell__json *json = self;
  tell__json_cells_clear(&json->cells);
  tell_status status = json->shape->next(json->self, &json->cells, err);
  if (status != TELL_OK)
    return status;
  return tell__json_cells_get(&json->cells, ++json->line, record, err);
}

static tell__place record_place(void *self, size_t index) {
  const tell__json *json = self;
  return (tell__place){json->line, (int64_t)index + 1};
}

tell__record_source tell__json_records(tell__json *json) {
  return (tell__record_source){json, next_record, record_place};
}
