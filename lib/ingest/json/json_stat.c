/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shape of JSON-stat 2, in which SSB answers: a cube of values, its
 * dimensions beside it. Every combination of categories becomes a record; the
 * contents of the table (role metric) stand side by side in it, so that a value
 * and the number of pupils behind it are found together.
 *
 * The columns of a dimension are its code ("Region") and its text
 * ("Region (tekst)"); those of a content its value ("code: text") and its sign
 * ("Standardtegn: code"). The dimensions of time and region are called Tid and
 * Region, whatever they are called in the file. The first column is that of the
 * title, which stands once, in its heading ("Tabell: title"): in every record a
 * long one would cost the square of the file's size.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ingest/json/json_stat.h"
#include "ingest/json/json_table.h"

/* Ten times what SSB gives in one answer: a few bytes can claim any number of cells. */
enum { CELLS_MAX = 8000000, INDEX_DIGITS = 20, TITLE_MAX = TELL__FIELD_BYTES_MAX / 2 };

typedef struct category {
  const char *code, *text; /* text: NULL when there is none */
  size_t code_length, text_length;
} category;

typedef struct dimension {
  const char *id;
  size_t id_length;
  const char *role; /* the name of its columns, NULL: its own */
  category *categories;
  size_t size, stride, at;
} dimension;

typedef struct cube {
  const char *name; /* of the file */
  const tell__json_node *root, *value, *status;
  dimension *dimensions;
  size_t count;
  dimension *metric; /* NULL: the table has one content without a name */
  size_t cells;
  size_t left; /* records that are still to come */
  int is_header_given;
} cube;

static int fits(const tell__json_document *document) {
  const tell__json_node *root = document->root;
  return tell__json_kind_of(tell__json_member(root, "id")) == TELL__JSON_ARRAY &&
         tell__json_kind_of(tell__json_member(root, "dimension")) == TELL__JSON_OBJECT &&
         tell__json_member(root, "value") != NULL;
}

static tell_status fail(const cube *work, const char *field, const char *message, tell_error *err) {
  tell__position position = {.source = work->name, .line = 1, .field = field};
  return tell__fail_at(err, TELL_E_DIALECT, &position, message);
}

/* The whole number that a key is, -1 for any other text. */
static int64_t read_index(const char *key) {
  int64_t index = 0;
  for (const char *at = key; *at != '\0'; at++) {
    if (*at < '0' || *at > '9' || index > CELLS_MAX)
      return -1;
    index = index * 10 + (*at - '0');
  }
  return key[0] != '\0' ? index : -1;
}

static void set_category(dimension *held, size_t position, const char *code, size_t length,
                         const tell__json_node *labels) {
  category *made = &held->categories[position];
  *made = (category){.code = code, .code_length = length};
  const tell__json_node *label = tell__json_member(labels, code);
  if (tell__json_kind_of(label) == TELL__JSON_TEXT)
    made->text = tell__json_text(label, &made->text_length);
}

/* An index that is a list: positions are those of the list. */
static int take_list(dimension *held, const tell__json_node *index, const tell__json_node *labels) {
  for (size_t i = 0; i < held->size; i++) {
    const tell__json_node *code = tell__json_at(index, i);
    size_t length = 0;
    const char *text = tell__json_text(code, &length);
    if (tell__json_kind_of(code) != TELL__JSON_TEXT || strlen(text) != length)
      return 0;
    set_category(held, i, text, length, labels);
  }
  return 1;
}

/* An index of positions, or of labels where a dimension has one category only. */
static int take_positions(dimension *held, const tell__json_node *index,
                          const tell__json_node *labels) {
  tell__json_entry entry = {0};
  while (tell__json_next_member(index, &entry)) {
    int64_t position = tell__json_whole(entry.value, index == labels ? 0 : -1);
    if (position < 0 || position >= (int64_t)held->size || held->categories[position].code != NULL)
      return 0;
    set_category(held, (size_t)position, entry.key, strlen(entry.key), labels);
  }
  return 1;
}

/* Every position must have just one category. */
static tell_status read_categories(const cube *work, dimension *held, tell_error *err) {
  const tell__json_node *member =
      tell__json_member(tell__json_member(work->root, "dimension"), held->id);
  const tell__json_node *part = tell__json_member(member, "category");
  const tell__json_node *labels = tell__json_member(part, "label");
  const tell__json_node *index = tell__json_member(part, "index");
  if (member == NULL)
    return fail(work, "dimension", "a dimension that the table names is not there", err);
  if (index == NULL && held->size == 1)
    index = labels;
  if (tell__json_count(index) != held->size)
    return fail(work, "size", "a dimension has more or fewer categories than its size says", err);
  held->categories = tell__alloc_array(held->size, sizeof *held->categories);
  if (held->categories == NULL)
    return tell__fail_memory(err);
  int is_good = tell__json_kind_of(index) == TELL__JSON_ARRAY ? take_list(held, index, labels)
                                                              : take_positions(held, index, labels);
  return is_good ? TELL_OK
                 : fail(work, "index",
                        "the positions of a dimension's categories have a gap, a "
                        "repetition or something that is no position",
                        err);
}

/* Whether a dimension has a role in the file, or else the name that SSB gives it. */
static int has_role(const cube *work, const dimension *held, const char *role, const char *id) {
  const tell__json_node *roles = tell__json_member(work->root, "role");
  const tell__json_node *named = tell__json_member(roles, role);
  size_t length = 0;
  const char *first = tell__json_text(tell__json_at(named, 0), &length);
  if (length == 0) {
    first = id;
    length = strlen(id);
  }
  return length == held->id_length && memcmp(first, held->id, length) == 0;
}

static void take_role(cube *work, dimension *held) {
  if (has_role(work, held, "metric", "ContentsCode"))
    work->metric = held;
  else if (has_role(work, held, "time", "Tid"))
    held->role = TELL_STAT_TIME;
  else if (has_role(work, held, "geo", "Region"))
    held->role = TELL_STAT_REGION;
}

static tell_status read_dimension(cube *work, size_t i, tell_error *err) {
  dimension *held = &work->dimensions[i];
  const tell__json_node *id = tell__json_at(tell__json_member(work->root, "id"), i);
  int64_t size = tell__json_whole(tell__json_at(tell__json_member(work->root, "size"), i), -1);
  held->id = tell__json_text(id, &held->id_length);
  if (held->id_length == 0 || strlen(held->id) != held->id_length)
    return fail(work, "id", "the name of a dimension is no text", err);
  if (size < 0)
    return fail(work, "size", "the size of a dimension is no whole number from 0", err);
  if (size > 0 && work->cells > CELLS_MAX / (size_t)size) {
    tell__position position = {.source = work->name, .field = "size"};
    return tell__fail_at(err, TELL_E_LIMIT, &position,
                         "the table claims more cells than the limit of 8 million");
  }
  held->size = (size_t)size;
  work->cells *= held->size;
  take_role(work, held);
  return read_categories(work, held, err);
}

static tell_status read_dimensions(cube *work, tell_error *err) {
  work->count = tell__json_count(tell__json_member(work->root, "id"));
  if (work->count == 0 || work->count != tell__json_count(tell__json_member(work->root, "size")))
    return fail(work, "size", "the table does not give one size for each of its dimensions", err);
  work->dimensions = tell__alloc_array(work->count, sizeof *work->dimensions);
  if (work->dimensions == NULL)
    return tell__fail_memory(err);
  tell_status status = TELL_OK;
  work->cells = 1;
  for (size_t i = 0; status == TELL_OK && i < work->count; i++)
    status = read_dimension(work, i, err);
  size_t stride = 1;
  for (size_t i = work->count; status == TELL_OK && i-- > 0;) {
    work->dimensions[i].stride = stride;
    stride *= work->dimensions[i].size;
  }
  return status;
}

/* Values or signs: one for each cell, or by the numbers of their cells. */
static int covers(const cube *work, const tell__json_node *node) {
  if (tell__json_kind_of(node) == TELL__JSON_ARRAY)
    return tell__json_count(node) == work->cells;
  if (tell__json_kind_of(node) != TELL__JSON_OBJECT)
    return 0;
  tell__json_entry entry = {0};
  while (tell__json_next_member(node, &entry)) {
    int64_t index = read_index(entry.key);
    if (index < 0 || (size_t)index >= work->cells)
      return 0;
  }
  return 1;
}

static tell_status read_values(cube *work, tell_error *err) {
  work->value = tell__json_member(work->root, "value");
  work->status = tell__json_member(work->root, "status");
  if (!covers(work, work->value))
    return fail(work, "value", "there are more or fewer values than the table has cells", err);
  tell__json_kind kind = tell__json_kind_of(work->status);
  if (kind != TELL__JSON_NULL && kind != TELL__JSON_TEXT && !covers(work, work->status))
    return fail(work, "status", "there are signs for cells that the table does not have", err);
  size_t side_by_side = work->metric != NULL ? work->metric->size : 1;
  if (2 * (work->count + side_by_side) + 1 > TELL__RECORD_FIELDS_MAX) {
    tell__position position = {.source = work->name, .field = "size"};
    return tell__fail_at(err, TELL_E_LIMIT, &position, "the table has too many contents");
  }
  work->left = side_by_side > 0 ? work->cells / side_by_side : 0;
  return TELL_OK;
}

static tell_status open_cube(const tell__json_document *document, void **self, tell_error *err) {
  cube *work = tell__alloc(sizeof *work);
  *self = work;
  if (work == NULL)
    return tell__fail_memory(err);
  work->name = document->name;
  work->root = document->root;
  tell_status status = read_dimensions(work, err);
  return status == TELL_OK ? read_values(work, err) : status;
}

/* The columns of the contents go through `give` as those of one cell each. */
typedef void (*give_content)(const cube *work, const category *content, size_t cell,
                             tell__json_cells *cells);

static void give_contents(const cube *work, size_t cell, give_content give,
                          tell__json_cells *cells) {
  static const category unnamed = {.code = "Verdi", .code_length = 5};
  if (work->metric == NULL)
    give(work, &unnamed, cell, cells);
  for (size_t i = 0; work->metric != NULL && i < work->metric->size; i++)
    give(work, &work->metric->categories[i], cell + i * work->metric->stride, cells);
}

/* A heading of two parts. */
static void add_heading(tell__json_cells *cells, const char *first, size_t first_length,
                        const char *mark, const char *last, size_t last_length) {
  tell__text text = {NULL, 0, 0, 0};
  tell__text_add_n(&text, first, first_length);
  tell__text_add(&text, mark);
  tell__text_add_n(&text, last, last_length);
  cells->failed |= text.failed;
  tell__json_cells_add_text(cells, tell__text_get(&text), text.length);
  tell__text_free(&text);
}

static void give_heading(const cube *work, const category *content, size_t cell,
                         tell__json_cells *cells) {
  (void)work;
  (void)cell;
  add_heading(cells, content->code, content->code_length, content->text != NULL ? ": " : "",
              content->text != NULL ? content->text : "", content->text_length);
  add_heading(cells, TELL_STAT_SIGN, strlen(TELL_STAT_SIGN), ": ", content->code,
              content->code_length);
}

/* A title that no heading can hold is left out: nobody needs it for a value. */
static void give_title(const cube *work, tell__json_cells *cells) {
  size_t length = 0;
  const char *title = tell__json_text(tell__json_member(work->root, "label"), &length);
  int is_good = length > 0 && length < TITLE_MAX && memchr(title, '\0', length) == NULL;
  add_heading(cells, TELL_STAT_TITLE, strlen(TELL_STAT_TITLE), is_good ? TELL_STAT_TITLE_MARK : "",
              title, is_good ? length : 0);
}

static void give_header(const cube *work, tell__json_cells *cells) {
  give_title(work, cells);
  for (size_t i = 0; i < work->count; i++) {
    const dimension *held = &work->dimensions[i];
    const char *name = held->role != NULL ? held->role : held->id;
    if (held == work->metric)
      continue;
    tell__json_cells_add_text(cells, name, strlen(name));
    add_heading(cells, name, strlen(name), TELL_STAT_TEXT, "", 0);
  }
  give_contents(work, 0, give_heading, cells);
}

/* What stands for a cell in the values or the signs; NULL for nothing. */
static const tell__json_node *find_cell(const tell__json_node *node, size_t cell) {
  if (tell__json_kind_of(node) == TELL__JSON_ARRAY)
    return tell__json_at(node, cell);
  if (tell__json_kind_of(node) != TELL__JSON_OBJECT)
    return node; /* one sign for all */
  char key[INDEX_DIGITS + 1];
  size_t at = INDEX_DIGITS;
  key[at] = '\0';
  do {
    key[--at] = (char)('0' + cell % 10);
    cell /= 10;
  } while (cell > 0);
  return tell__json_member(node, key + at);
}

static void give_value(const cube *work, const category *content, size_t cell,
                       tell__json_cells *cells) {
  (void)content;
  tell__json_cells_add(cells, find_cell(work->value, cell));
  tell__json_cells_add(cells, find_cell(work->status, cell));
}

/* Moves on to the next combination of categories, the last dimension first. */
static void move_on(cube *work) {
  for (size_t i = work->count; i-- > 0;) {
    dimension *held = &work->dimensions[i];
    if (held == work->metric)
      continue;
    if (++held->at < held->size)
      return;
    held->at = 0;
  }
}

static tell_status next_cells(void *self, tell__json_cells *cells, tell_error *err) {
  cube *work = self;
  (void)err;
  if (!work->is_header_given) {
    work->is_header_given = 1;
    give_header(work, cells);
    return TELL_OK;
  }
  if (work->left == 0)
    return TELL_END;
  work->left--;
  size_t cell = 0;
  tell__json_cells_add_text(cells, "", 0); /* the title's */
  for (size_t i = 0; i < work->count; i++) {
    const dimension *held = &work->dimensions[i];
    const category *found = &held->categories[held->at];
    if (held == work->metric)
      continue;
    cell += held->at * held->stride;
    tell__json_cells_add_name(cells, found->code, found->code_length);
    tell__json_cells_add_name(cells, found->text != NULL ? found->text : "", found->text_length);
  }
  give_contents(work, cell, give_value, cells);
  move_on(work);
  return TELL_OK;
}

static void close_cube(void *self) {
  cube *work = self;
  if (work == NULL)
    return;
  for (size_t i = 0; work->dimensions != NULL && i < work->count; i++)
    tell__free(work->dimensions[i].categories);
  tell__free(work->dimensions);
  tell__free(work);
}

const tell__json_shape tell__json_shape_stat = {fits, open_cube, next_cells, close_cube};
