/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Declared groups from a delimited text: group;name;level;code. */
#include <string.h>

#include "analysis/options.h"
#include "base/alloc.h"
#include "base/error.h"
#include "base/text.h"
#include "base/utf8.h"
#include "csv/input.h"

enum { AT_GROUP, AT_NAME, AT_LEVEL, AT_CODE, COLUMN_COUNT };

static const char *const names[COLUMN_COUNT] = {"group", "name", "level", "code"};

typedef struct reading {
  tell__input *input;
  tell_analysis_options *made;   /* takes the groups until all is well */
  size_t place_of[COLUMN_COUNT]; /* where the file has each column, plus 1; 0 = it has not */
  size_t width;
  char *texts[COLUMN_COUNT]; /* of the line at hand; NULL where the file has no such column */
  tell_error *err;
} reading;

static tell_status fail_at(const reading *r, tell__place place, int column, const char *message) {
  const tell__position position = {tell__input_name(r->input), place.line, place.column,
                                   column < 0 ? NULL : names[column]};
  return tell__fail_at(r->err, TELL_E_LAYOUT, &position, message);
}

static tell__place place_of(const reading *r, const tell__record *record, int column) {
  tell__place place = {0};
  if (r->place_of[column] > 0)
    place = tell__input_place(r->input, r->place_of[column] - 1);
  if (place.line == 0)
    place.line = record->line;
  return place;
}

static tell_status next_record(const reading *r, tell__record *record) {
  tell_status status = tell__input_next(r->input, record, r->err);
  if (status == TELL_OK && record->error != TELL__RECORD_OK)
    return fail_at(r, record->error_place, -1, tell__record_error_message(record->error));
  return status;
}

static int find_column(const tell__field *field) {
  const char *start = NULL;
  size_t length = tell__utf8_trim(field->bytes, field->length, &start);
  for (int i = 0; i < COLUMN_COUNT; i++)
    if (strlen(names[i]) == length && memcmp(names[i], start, length) == 0)
      return i;
  return -1;
}

static tell_status read_header(reading *r) {
  tell__record header;
  tell_status status = next_record(r, &header);
  if (status == TELL_END)
    return fail_at(r, (tell__place){1, 1}, -1, "the file has no header line");
  if (status != TELL_OK)
    return status;
  for (size_t i = 0; i < header.count; i++) {
    const tell__field field = tell__record_field(&header, i);
    int column = find_column(&field);
    if (column < 0)
      return fail_at(r, tell__input_place(r->input, i), -1,
                     "a column that this file does not have");
    if (r->place_of[column] != 0)
      return fail_at(r, tell__input_place(r->input, i), column, "a column is there twice");
    r->place_of[column] = i + 1;
  }
  r->width = header.count;
  if (r->place_of[AT_GROUP] != 0 && r->place_of[AT_CODE] != 0)
    return TELL_OK;
  return fail_at(r, (tell__place){header.line, 0}, r->place_of[AT_GROUP] == 0 ? AT_GROUP : AT_CODE,
                 "a column is missing");
}

static void drop_texts(reading *r) {
  for (int i = 0; i < COLUMN_COUNT; i++) {
    tell__free(r->texts[i]);
    r->texts[i] = NULL;
  }
}

static tell_status take_texts(reading *r, const tell__record *record) {
  drop_texts(r);
  if (record->count != r->width)
    return fail_at(r, (tell__place){record->line, 0}, -1,
                   "a line has not as many fields as the header");
  for (int i = 0; i < COLUMN_COUNT; i++) {
    if (r->place_of[i] == 0)
      continue;
    const tell__field field = tell__record_field(record, r->place_of[i] - 1);
    const char *start = NULL;
    size_t length = tell__utf8_trim(field.bytes, field.length, &start);
    r->texts[i] = tell__copy_n(start, length);
    if (r->texts[i] == NULL)
      return tell__fail_memory(r->err);
  }
  return TELL_OK;
}

static const char *text_of(const reading *r, int column, const char *otherwise) {
  const char *text = r->texts[column];
  return text != NULL && text[0] != '\0' ? text : otherwise;
}

static tell_status take_line(reading *r, const tell__record *record) {
  tell_status status = take_texts(r, record);
  if (status != TELL_OK)
    return status;
  const char *id = text_of(r, AT_GROUP, ""), *code = text_of(r, AT_CODE, "");
  const char *level = text_of(r, AT_LEVEL, "school"), *name = text_of(r, AT_NAME, "");
  if (id[0] == '\0' || code[0] == '\0')
    return fail_at(r, place_of(r, record, id[0] == '\0' ? AT_GROUP : AT_CODE),
                   id[0] == '\0' ? AT_GROUP : AT_CODE, "a line needs a group and a code");
  if (!tell__analysis_is_level(level))
    return fail_at(r, place_of(r, record, AT_LEVEL), AT_LEVEL, "no such level");
  const tell__declared_group *group = tell__analysis_group(r->made, id);
  if (group == NULL)
    status = tell_analysis_options_add_group(r->made, id, name, r->err);
  else if (name[0] != '\0' && strcmp(group->name, name) != 0)
    return fail_at(r, place_of(r, record, AT_NAME), AT_NAME, "a group has two names");
  if (status == TELL_OK)
    status = tell_analysis_options_add_member(r->made, id, level, code, r->err);
  return status;
}

static tell_status read_lines(reading *r) {
  tell__record record;
  tell_status status = read_header(r);
  while (status == TELL_OK) {
    status = next_record(r, &record);
    if (status == TELL_OK)
      status = take_line(r, &record);
  }
  return status == TELL_END ? TELL_OK : status;
}

/* All groups of the file, or none. */
static tell_status hand_over(const tell_analysis_options *made, tell_analysis_options *options,
                             tell_error *err) {
  for (size_t i = 0; i < made->group_count; i++)
    if (tell__analysis_group(options, made->groups[i].id) != NULL)
      return tell__fail(err, TELL_E_ARGUMENT, "a group of that id is declared already");
  size_t before = options->group_count;
  for (size_t i = 0; i < made->group_count; i++) {
    if (!tell__grow((void **)&options->groups, &options->group_capacity, options->group_count,
                    sizeof *options->groups)) {
      options->group_count = before;
      return tell__fail_memory(err);
    }
    options->groups[options->group_count++] = made->groups[i];
  }
  return TELL_OK;
}

tell_status tell_analysis_options_read_groups(tell_analysis_options *options, const char *path,
                                              tell_error *err) {
  tell_analysis_options made = tell__analysis_defaults();
  reading r = {.made = &made, .err = err};
  tell__error_clear(err);
  if (options == NULL || path == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "groups need options and a path");
  tell_status status = tell__input_open_path(path, &r.input, err);
  if (status == TELL_E_NOT_FOUND) {
    const tell__position position = {.source = path};
    status = tell__fail_at(err, TELL_E_IO, &position, "there is no such file");
  }
  if (status == TELL_OK)
    status = read_lines(&r);
  if (status == TELL_OK)
    status = hand_over(&made, options, err);
  if (status == TELL_OK)
    made.group_count = 0; /* they live on in the options */
  tell__analysis_drop_groups(&made);
  drop_texts(&r);
  tell__input_free(r.input);
  return status;
}
