/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the header of a file. */
#include "header.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/letters.h"
#include "base/text.h"
#include "base/utf8.h"

static tell_status fill_column(tell__column *column, const tell__field *field, tell__place place,
                               tell_error *err) {
  const char *start = field->bytes;
  column->length = tell__utf8_trim(field->bytes, field->length, &start);
  column->name = tell__copy_n(start, column->length);
  column->key = tell__utf8_name_key(start, column->length);
  column->line = place.line;
  column->column = place.column;
  return column->name != NULL && column->key != NULL ? TELL_OK : tell__fail_memory(err);
}

tell_status tell__header_check(const tell__header *header, const char *source, tell_error *err) {
  tell__strings *names = tell__strings_create();
  tell_status status = names != NULL ? TELL_OK : tell__fail_memory(err);
  for (int32_t i = 0; status == TELL_OK && i < header->count; i++) {
    const tell__column *column = &header->columns[i];
    int32_t before = tell__strings_count(names);
    int32_t number = tell__strings_add(names, column->key, strlen(column->key));
    if (number < 0) {
      status = tell__fail_memory(err);
    } else if (number > 0 && number < before) {
      tell__position position = {source, column->line, column->column, column->name};
      status = tell__fail_at(err, TELL_E_LAYOUT, &position,
                             "two columns have the same name, so it is not known which one holds");
    }
  }
  tell__strings_free(names);
  return status;
}

static tell_status fail_broken(const char *name, const tell__record *record, tell_error *err) {
  tell__position position = {
      .source = name, .line = record->error_place.line, .column = record->error_place.column};
  switch (record->error) {
  case TELL__RECORD_BROKEN_ENCODING:
    return tell__fail_at(err, TELL_E_ENCODING, &position,
                         "the header has bytes that are no character");
  case TELL__RECORD_TOO_LONG:
    return tell__fail_at(err, TELL_E_LIMIT, &position,
                         "the header passes a limit of size or has too many columns");
  case TELL__RECORD_NUL_BYTE:
    return tell__fail_at(err, TELL_E_DIALECT, &position, "the header has a zero byte");
  case TELL__RECORD_OPEN_QUOTE:
    return tell__fail_at(err, TELL_E_DIALECT, &position,
                         "a quote in the header is opened and never closed");
  default:
    return tell__fail_at(err, TELL_E_DIALECT, &position,
                         "a quote in the header stands where none may be");
  }
}

tell_status tell__header_make(tell__header *header, const tell__record *record,
                              const tell__record_source *source, const char *name,
                              tell_error *err) {
  if (record->error != TELL__RECORD_OK)
    return fail_broken(name, record, err);
  tell_status status = TELL_OK;
  header->columns = tell__alloc_array(record->count, sizeof *header->columns);
  if (header->columns == NULL)
    return tell__fail_memory(err);
  header->count = (int32_t)record->count;
  for (size_t i = 0; status == TELL_OK && i < record->count; i++) {
    tell__field field = tell__record_field(record, i);
    status = fill_column(&header->columns[i], &field, source->place(source->self, i), err);
  }
  return status;
}

tell_status tell__header_warn_of_letters(const tell__header *header, const char *source,
                                         tell_issues *issues, tell_error *err) {
  for (int32_t i = 0; i < header->count; i++) {
    const tell__column *column = &header->columns[i];
    tell__position position = {source, column->line, column->column, column->name};
    if (tell__letters_are_broken(column->name) &&
        tell__issues_add(issues, TELL_SEVERITY_WARNING, "broken_letters", &position,
                         "the name holds what letters become in a wrong encoding") != TELL_OK)
      return tell__fail_memory(err);
  }
  return TELL_OK;
}

tell_status tell__header_fail_missing(const tell__header *header, const char *source,
                                      const char *column, tell_error *err) {
  tell__position position = {.source = source, .line = header->columns[0].line, .field = column};
  tell__text message = {NULL, 0, 0, 0};
  tell__text_add(&message, "the layout needs the column ");
  tell__text_add(&message, column);
  tell__text_add(&message, ", which is not in the header");
  tell_status status = message.failed
                           ? tell__fail_memory(err)
                           : tell__fail_at(err, TELL_E_LAYOUT, &position, tell__text_get(&message));
  tell__text_free(&message);
  return status;
}

void tell__header_free(tell__header *header) {
  for (int32_t i = 0; i < header->count; i++) {
    tell__free(header->columns[i].name);
    tell__free(header->columns[i].key);
  }
  tell__free(header->columns);
  *header = (tell__header){NULL, 0};
}

int32_t tell__header_find(const tell__header *header, const char *key) {
  for (int32_t i = 0; i < header->count; i++)
    if (strcmp(header->columns[i].key, key) == 0)
      return i;
  return -1;
}
