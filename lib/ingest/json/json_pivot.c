/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shape of Udir's rapport API: a pivot. metadata.columns holds the levels
 * of the header, each a list of names that span columnCount columns; read
 * downwards and joined by dots they are the paths of the portal's CSV. A row's
 * id ("2.24.449") leads through the rows above it, and its number of parts is
 * its depth in metadata.rowHierarchy (data-formats.md, 1.3).
 */
#include "json_pivot.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ingest/json/json_table.h"

typedef struct pivot {
  const char *name;
  const tell__json_node *hierarchy, *levels, *rows;
  size_t width; /* columns of measures */
  size_t at;    /* the next row */
  int is_header_given;
  tell__strings *ids; /* of the rows; row i has the number rows_by_id[i] */
  int64_t *rows_by_id;
  size_t id_capacity;
} pivot;

static const tell__json_node *metadata(const tell__json_node *root, const char *key) {
  return tell__json_member(tell__json_member(root, "metadata"), key);
}

static int fits(const tell__json_document *document) {
  return tell__json_kind_of(metadata(document->root, "columns")) == TELL__JSON_ARRAY &&
         tell__json_kind_of(tell__json_member(document->root, "rows")) == TELL__JSON_ARRAY;
}

static tell_status fail(const pivot *work, const char *message, tell_error *err) {
  tell__position position = {.source = work->name, .line = 1};
  return tell__fail_at(err, TELL_E_LAYOUT, &position, message);
}

/* How many columns an entry of a level spans; 0 for what is no such entry. */
static size_t span_of(const tell__json_node *entry) {
  int64_t span = tell__json_whole(tell__json_member(entry, "columnCount"), 0);
  return span > 0 && span <= TELL__RECORD_FIELDS_MAX ? (size_t)span : 0;
}

/* The columns that a level spans; 0 for one that holds anything else. */
static size_t width_of(const tell__json_node *level) {
  size_t width = 0;
  for (size_t i = 0; i < tell__json_count(level); i++) {
    size_t span = span_of(tell__json_at(level, i));
    if (span == 0 || width > TELL__RECORD_FIELDS_MAX)
      return 0;
    width += span;
  }
  return width;
}

static tell_status check_levels(pivot *work, tell_error *err) {
  for (size_t i = 0; i < tell__json_count(work->levels); i++) {
    size_t width = width_of(tell__json_at(work->levels, i));
    if (width == 0 || (i > 0 && width != work->width))
      return fail(work, "the levels of the pivot's header do not span the same columns", err);
    work->width = width;
  }
  if (work->width > TELL__RECORD_FIELDS_MAX / 2) {
    tell__position position = {.source = work->name};
    return tell__fail_at(err, TELL_E_LIMIT, &position, "the pivot has too many columns");
  }
  return TELL_OK;
}

/* The rows by their ids, so that the one above a row is found. */
static tell_status index_rows(pivot *work, tell_error *err) {
  work->ids = tell__strings_create();
  if (work->ids == NULL)
    return tell__fail_memory(err);
  for (size_t i = 0; i < tell__json_count(work->rows); i++) {
    size_t length = 0;
    const char *id =
        tell__json_text(tell__json_member(tell__json_at(work->rows, i), "id"), &length);
    int32_t number = tell__strings_add(work->ids, id, length);
    if (number < 0 || !tell__grow((void **)&work->rows_by_id, &work->id_capacity, (size_t)number,
                                  sizeof *work->rows_by_id))
      return tell__fail_memory(err);
    work->rows_by_id[number] = (int64_t)i;
  }
  return TELL_OK;
}

static tell_status open_pivot(const tell__json_document *document, void **self, tell_error *err) {
  pivot *work = tell__alloc(sizeof *work);
  *self = work;
  if (work == NULL)
    return tell__fail_memory(err);
  work->name = document->name;
  work->hierarchy = metadata(document->root, "rowHierarchy");
  work->levels = metadata(document->root, "columns");
  work->rows = tell__json_member(document->root, "rows");
  tell_status status = check_levels(work, err);
  return status == TELL_OK ? index_rows(work, err) : status;
}

/* The name of a level of rows, NULL behind the last. */
static const char *hierarchy_name(const pivot *work, size_t depth, size_t *length) {
  const tell__json_node *name = tell__json_at(work->hierarchy, depth);
  const char *text = tell__json_text(name, length);
  return name != NULL ? text : NULL;
}

/* Whether the rows are indicators: of the words, the one that both written forms share. */
static int has_indicators(const pivot *work) {
  size_t length = 0;
  const char *name = hierarchy_name(work, 0, &length);
  return name != NULL && length == strlen("Indikator") && memcmp(name, "Indikator", length) == 0;
}

/* Where an entry of a level of the header is under way. */
typedef struct cursor {
  size_t entry, left;
} cursor;

static void add_path(const pivot *work, cursor *cursors, tell__text *path) {
  tell__text_clear(path);
  for (size_t i = 0; i < tell__json_count(work->levels); i++) {
    const tell__json_node *level = tell__json_at(work->levels, i);
    if (cursors[i].left == 0)
      cursors[i].left = span_of(tell__json_at(level, cursors[i].entry));
    size_t length = 0;
    const char *name =
        tell__json_text(tell__json_member(tell__json_at(level, cursors[i].entry), "name"), &length);
    tell__text_add(path, i > 0 ? "." : "");
    tell__text_add_n(path, name, length);
    if (--cursors[i].left == 0)
      cursors[i].entry++;
  }
}

static tell_status give_header(pivot *work, tell__json_cells *cells, tell_error *err) {
  static const char *const names[] = {TELL__PIVOT_CODE, TELL__PIVOT_NAME, TELL__PIVOT_PARENT_CODE,
                                      TELL__PIVOT_PARENT_NAME};
  const char *first = has_indicators(work) ? TELL__PIVOT_INDICATOR_LEVEL : TELL__PIVOT_UNIT_LEVEL;
  tell__text path = {NULL, 0, 0, 0};
  cursor *cursors = tell__alloc_array(tell__json_count(work->levels), sizeof *cursors);
  work->is_header_given = 1;
  tell__json_cells_add_text(cells, first, strlen(first));
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    tell__json_cells_add_text(cells, names[i], strlen(names[i]));
  for (size_t i = 0; cursors != NULL && i < work->width && cells->error == TELL__RECORD_OK; i++) {
    add_path(work, cursors, &path);
    cells->failed |= path.failed; /* the next one begins anew */
    tell__json_cells_add_text(cells, tell__text_get(&path), path.length);
  }
  int failed = cursors == NULL;
  tell__free(cursors);
  tell__text_free(&path);
  return failed ? tell__fail_memory(err) : TELL_OK;
}

/* The row above one with this id, NULL where it is not in the answer. */
static const tell__json_node *find_parent(const pivot *work, const char *id, size_t length) {
  while (length > 0 && id[length - 1] != '.')
    length--;
  int32_t number = length > 1 ? tell__strings_find(work->ids, id, length - 1) : -1;
  return number > 0 ? tell__json_at(work->rows, (size_t)work->rows_by_id[number]) : NULL;
}

/* A text that stands once and belongs to many rows. */
static void add_name(const tell__json_node *node, tell__json_cells *cells) {
  size_t length = 0;
  const char *text = tell__json_text(node, &length);
  if (tell__json_kind_of(node) == TELL__JSON_TEXT)
    tell__json_cells_add_name(cells, text, length);
  else
    tell__json_cells_add(cells, node);
}

/* The name of a row's level, from the number of parts of its id. */
static void add_level(const pivot *work, const char *id, size_t length, tell__json_cells *cells) {
  size_t depth = 0;
  for (size_t i = 0; i < length; i++)
    depth += id[i] == '.';
  add_name(length > 0 ? tell__json_at(work->hierarchy, depth) : NULL, cells);
}

static tell_status next_row(void *self, tell__json_cells *cells, tell_error *err) {
  pivot *work = self;
  if (!work->is_header_given)
    return give_header(work, cells, err);
  if (work->at == tell__json_count(work->rows))
    return TELL_END;
  const tell__json_node *row = tell__json_at(work->rows, work->at++);
  const tell__json_node *data = tell__json_member(row, "data");
  if (tell__json_kind_of(data) != TELL__JSON_ARRAY) {
    tell__json_cells_break(cells, TELL__RECORD_NOT_FLAT);
    return TELL_OK;
  }
  size_t length = 0;
  const char *id = tell__json_text(tell__json_member(row, "id"), &length);
  const tell__json_node *parent = find_parent(work, id, length);
  add_level(work, id, length, cells);
  tell__json_cells_add(cells, tell__json_member(row, "kode"));
  tell__json_cells_add(cells, tell__json_member(row, "navn"));
  add_name(tell__json_member(parent, "kode"), cells);
  add_name(tell__json_member(parent, "navn"), cells);
  for (size_t i = 0; i < tell__json_count(data); i++)
    tell__json_cells_add(cells, tell__json_at(data, i));
  return TELL_OK;
}

static void close_pivot(void *self) {
  pivot *work = self;
  if (work != NULL) {
    tell__strings_free(work->ids);
    tell__free(work->rows_by_id);
  }
  tell__free(work);
}

const tell__json_shape tell__json_shape_pivot = {fits, open_pivot, next_row, close_pivot};
