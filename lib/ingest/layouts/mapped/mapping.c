/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Life and death of a mapping: the rows of its file, and what it says of the top of a data file. */
#include "ingest/layouts/mapped/mapping.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"
#include "csv/input.h"

enum { TARGET, COLUMN, CONSTANT, TRANSFORM, BLOCK, FIELD_COUNT };

static const char *const fields[FIELD_COUNT] = {"target", "column", "constant", "transform",
                                                "block"};

/* One pass over the file of a mapping. */
typedef struct loading {
  tell__mapping *mapping;
  tell__input *input;
  tell_error *err;
  int32_t columns[FIELD_COUNT]; /* where the file has each of them, -1 */
  size_t width;
} loading;

tell_status tell__mapping_fail(const tell__mapping *mapping, int64_t line, int64_t column,
                               const char *field, const char *message, tell_error *err) {
  tell__position position = {mapping->file, line, column, field};
  return tell__fail_at(err, TELL_E_LAYOUT, &position, message);
}

static tell_status fail(const loading *work, int64_t line, const char *field, const char *message) {
  return tell__mapping_fail(work->mapping, line, 0, field, message, work->err);
}

static tell_status next_record(const loading *work, tell__record *record) {
  tell_status status = tell__input_next(work->input, record, work->err);
  if (status == TELL_OK && record->error != TELL__RECORD_OK)
    return tell__mapping_fail(work->mapping, record->error_place.line, record->error_place.column,
                              NULL, tell__record_error_message(record->error), work->err);
  return status;
}

static int32_t find_field(tell__field field) {
  const char *start = NULL;
  size_t length = tell__utf8_trim(field.bytes, field.length, &start);
  for (int32_t i = 0; i < FIELD_COUNT; i++)
    if (strlen(fields[i]) == length && memcmp(fields[i], start, length) == 0)
      return i;
  return -1;
}

static tell_status read_head(loading *work) {
  tell__record record;
  tell_status status = next_record(work, &record);
  if (status == TELL_END)
    return fail(work, 1, NULL, "the mapping is empty");
  if (status != TELL_OK)
    return status;
  for (int32_t i = 0; i < FIELD_COUNT; i++)
    work->columns[i] = -1;
  work->width = record.count;
  for (size_t i = 0; i < record.count; i++) {
    int32_t found = find_field(tell__record_field(&record, i));
    if (found < 0 || work->columns[found] >= 0)
      return tell__mapping_fail(work->mapping, record.line,
                                tell__input_place(work->input, i).column,
                                found < 0 ? NULL : fields[found],
                                "the columns of a mapping are target, column, constant, transform "
                                "and block, each once, with semicolons between them",
                                work->err);
    work->columns[found] = (int32_t)i;
  }
  for (int32_t i = TARGET; i <= CONSTANT; i++)
    if (work->columns[i] < 0)
      return fail(work, record.line, fields[i], "a column that a mapping needs is not there");
  return TELL_OK;
}

/* Keeps the text of a field; NULL without memory. Rows may end early. */
static const char *keep(const loading *work, const tell__record *record, int32_t index) {
  if (index < 0 || (size_t)index >= record->count)
    return "";
  const char *start = NULL;
  tell__field field = tell__record_field(record, (size_t)index);
  size_t length = tell__utf8_trim(field.bytes, field.length, &start);
  int32_t number = tell__strings_add(work->mapping->texts, start, length);
  return number < 0 ? NULL : tell__strings_get(work->mapping->texts, number, NULL);
}

static tell_status read_row(const loading *work) {
  tell__record record;
  const char *texts[FIELD_COUNT];
  tell__mapping_row row = {.line = 0};
  tell_status status = next_record(work, &record);
  if (status != TELL_OK)
    return status;
  row.line = record.line;
  if (record.count > work->width)
    return fail(work, record.line, NULL, "the row has more fields than the header");
  if (record.line > TELL__LINES_MAX)
    return fail(work, record.line, NULL, "a mapping has at most 100 000 lines");
  for (int32_t i = 0; i < FIELD_COUNT; i++) {
    texts[i] = keep(work, &record, work->columns[i]);
    if (texts[i] == NULL)
      return tell__fail_memory(work->err);
    if (work->columns[i] >= 0 && (size_t)work->columns[i] < record.count)
      row.places[i] = tell__input_place(work->input, (size_t)work->columns[i]).column;
  }
  row.target = texts[TARGET];
  row.column = texts[COLUMN];
  row.constant = texts[CONSTANT];
  row.transform = texts[TRANSFORM];
  row.block = texts[BLOCK];
  /* A remark, or nothing at all. */
  if (row.target[0] == '#' || (row.target[0] == '\0' && row.column[0] == '\0' &&
                               row.constant[0] == '\0' && row.transform[0] == '\0'))
    return TELL_OK;
  return tell__mapping_take(work->mapping, &row, work->err);
}

static tell_status load(tell__mapping *mapping, tell__input *input, tell_error *err) {
  loading work = {.mapping = mapping, .input = input, .err = err};
  tell_status status = read_head(&work);
  while (status == TELL_OK)
    status = read_row(&work);
  return status == TELL_END ? tell__mapping_check(mapping, err) : status;
}

/* Semicolons are part of how a mapping is written: nothing is guessed. */
static tell_status open_input(const char *name, const char *bytes, size_t size, tell__input **out,
                              tell_error *err) {
  const tell__blocks_options options = {.has_delimiter = 1, .delimiter = ';'};
  tell__source *source = NULL;
  tell_status status = bytes != NULL ? tell__source_open_memory(name, bytes, size, 0, &source, err)
                                     : tell__source_open_path(name, 0, &source, err);
  return status == TELL_OK ? tell__input_open(source, &options, NULL, out, err) : status;
}

static tell_status prepare(tell__mapping *mapping, const char *name, tell_error *err) {
  mapping->name = "mapped";
  mapping->blank = TELL_STATE_MISSING;
  mapping->file = tell__copy(name);
  mapping->texts = tell__strings_create();
  mapping->blocks = tell__strings_create();
  mapping->lookups = tell__keymap_create(2);
  return mapping->file != NULL && mapping->texts != NULL && mapping->blocks != NULL &&
                 mapping->lookups != NULL
             ? TELL_OK
             : tell__fail_memory(err);
}

tell_status tell__mapping_create(const char *name, const char *bytes, size_t size,
                                 tell__mapping **out, tell_error *err) {
  tell__input *input = NULL;
  tell__mapping *made = tell__alloc(sizeof *made);
  *out = NULL;
  tell_status status = made != NULL ? prepare(made, name, err) : tell__fail_memory(err);
  if (status == TELL_OK)
    status = open_input(name, bytes, size, &input, err);
  if (status == TELL_OK)
    status = load(made, input, err);
  tell__input_free(input);
  if (status == TELL_OK)
    *out = made;
  else
    tell__mapping_free(made);
  return status;
}

static void free_one(tell__mapping *mapping) {
  for (size_t i = 0; i < mapping->line_count; i++)
    tell__pattern_free(mapping->lines[i].pattern);
  tell__free(mapping->lines);
  tell__free(mapping->steps);
  tell__free(mapping->signs);
  tell__free(mapping->header);
  tell__keymap_free(mapping->lookups);
  tell__strings_free(mapping->blocks);
  tell__strings_free(mapping->texts);
  tell__free(mapping->file);
  tell__free(mapping);
}

void tell__mapping_free(tell__mapping *mapping) {
  while (mapping != NULL) {
    tell__mapping *before = mapping->before;
    free_one(mapping);
    mapping = before;
  }
}

const tell__mapping_sign *tell__mapping_sign_find(const tell__mapping *mapping, const char *bytes,
                                                  size_t length) {
  if (length == 0 || !mapping->sign_starts[(uint8_t)bytes[0]])
    return NULL;
  for (size_t i = 0; i < mapping->sign_count; i++) {
    const tell__mapping_sign *sign = &mapping->signs[i];
    if (sign->length == length && memcmp(sign->text, bytes, length) == 0)
      return sign;
  }
  return NULL;
}

const tell__mapping_line *tell__mapping_find(const tell__mapping *mapping, tell__target target,
                                             int32_t block) {
  const tell__mapping_line *found = NULL;
  for (size_t i = 0; i < mapping->line_count; i++) {
    const tell__mapping_line *line = &mapping->lines[i];
    if (line->target != target || (line->block != block && line->block != 0))
      continue;
    if (line->block == block)
      return line;
    found = line;
  }
  return found;
}
