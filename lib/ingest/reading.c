/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records, their findings and the account of a file. */
#include "reading.h"

#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/issues.h"
#include "base/text.h"
#include "base/utf8.h"

static void keep_status(tell__reading *reading, tell_status status) {
  if (reading->status == TELL_OK)
    reading->status = status;
}

static void add_issue(tell__reading *reading, tell_severity severity, const char *code,
                      int32_t field, tell__place place, const char *message) {
  tell__position position = {.source = reading->name, .line = place.line, .column = place.column};
  if (field >= 0 && field < reading->header.count)
    position.field = reading->header.columns[field].name;
  keep_status(reading, tell__issues_add(tell__builder_issues(reading->builder), severity, code,
                                        &position, message));
}

static tell__place place_of(const tell__reading *reading, int32_t column) {
  tell__place place = {reading->record.line, 0};
  if (column >= 0 && (size_t)column < reading->record.count)
    place = reading->source.place(reading->source.self, (size_t)column);
  return place;
}

void tell__reading_find(tell__reading *reading, tell_severity severity, const char *code,
                        int32_t column, const char *message) {
  add_issue(reading, severity, code, column, place_of(reading, column), message);
}

void tell__reading_find_column(tell__reading *reading, tell_severity severity, const char *code,
                               int32_t column, const char *message) {
  tell__place place = {reading->header.columns[column].line,
                       reading->header.columns[column].column};
  add_issue(reading, severity, code, column, place, message);
}

void tell__reading_reject(tell__reading *reading, const char *code, int32_t column,
                          const char *message) {
  reading->rejected = 1;
  tell__reading_find(reading, TELL_SEVERITY_ERROR, code, column, message);
}

void tell__reading_skip(tell__reading *reading, const char *code, int32_t column,
                        const char *message) {
  reading->skipped = 1;
  if (tell__reading_is_news(reading, code, 0, 0, 0))
    tell__reading_find(reading, TELL_SEVERITY_NOTE, code, column, message);
}

const char *tell__reading_cell(const tell__reading *reading, int32_t column, size_t *length) {
  *length = 0;
  if (column < 0 || (size_t)column >= reading->record.count)
    return "";
  const tell__field field = tell__record_field(&reading->record, (size_t)column);
  const char *start = field.bytes;
  *length = tell__utf8_trim(field.bytes, field.length, &start);
  return start;
}

int tell__reading_is_blank(const tell__reading *reading, int32_t column) {
  size_t length = 0;
  tell__reading_cell(reading, column, &length);
  return length == 0;
}

static tell__account *account_of(tell__reading *reading) {
  return tell__builder_account(reading->builder, reading->file);
}

/* What became of the record under way. Counted in one place and at once, so that the account always
 * adds up. */
static void settle(tell__reading *reading) {
  tell__account *account = account_of(reading);
  if (reading->record.line == 0)
    return;
  account->read++;
  account->cells += reading->cells;
  if (reading->rejected || reading->status != TELL_OK) {
    account->rejected++;
    tell__part_set_aside(reading->part, reading->added);
  } else if (reading->added == 0 && reading->duplicates > 0) {
    account->skipped_duplicate++;
  } else if (reading->added == 0 && reading->skipped) {
    account->skipped_other++;
  } else {
    account->accepted++;
  }
  if (!reading->rejected && reading->added == 0 && reading->duplicates > 0)
    tell__reading_find(reading, TELL_SEVERITY_WARNING, "duplicate_rows", reading->key_column,
                       "everything in this record was read before with the same outcome; skipped");
  reading->record.line = 0;
  reading->added = reading->duplicates = reading->cells = 0;
  reading->rejected = reading->skipped = 0;
}

static int is_blank_record(const tell__reading *reading) {
  for (size_t i = 0; i < reading->record.count; i++)
    if (!tell__reading_is_blank(reading, (int32_t)i))
      return 0;
  return 1;
}

/* Whether the record is one for the layout; settles it where it is not. */
static int screen(tell__reading *reading) {
  const tell__record *record = &reading->record;
  if (record->error != TELL__RECORD_OK) {
    reading->rejected = 1;
    add_issue(reading, TELL_SEVERITY_ERROR, tell__record_error_code(record->error), -1,
              record->error_place, tell__record_error_message(record->error));
    return 0;
  }
  if (is_blank_record(reading)) {
    account_of(reading)->read++;
    account_of(reading)->skipped_blank++;
    reading->record.line = 0;
    return 0;
  }
  if (record->count != (size_t)reading->header.count) {
    int longer = record->count > (size_t)reading->header.count;
    int32_t last = longer ? reading->header.count : (int32_t)record->count - 1;
    tell__reading_reject(reading, "wrong_width", last,
                         longer ? "the record has more fields than the header"
                                : "the record has fewer fields than the header");
    return 0;
  }
  return 1;
}

tell_status tell__reading_next(tell__reading *reading, tell_error *err) {
  for (;;) {
    settle(reading);
    if (reading->status != TELL_OK)
      return tell__fail_memory(err); /* nothing else stops a reading */
    tell_status status = reading->source.next(reading->source.self, &reading->record, err);
    if (status != TELL_OK) {
      reading->record.line = 0;
      return status;
    }
    if (screen(reading))
      return TELL_OK;
  }
}

tell__fact_place tell__reading_fact_place(const tell__reading *reading, int32_t column) {
  if (column < 0)
    return (tell__fact_place){0, NULL};
  return (tell__fact_place){place_of(reading, column).column, reading->header.columns[column].name};
}

int32_t tell__reading_unit(tell__reading *reading, tell__unit_facts *facts) {
  int32_t unit = -1;
  facts->file = reading->file;
  facts->line = reading->record.line;
  keep_status(reading, tell__part_unit(reading->part, facts, &unit, NULL));
  return reading->status == TELL_OK ? unit : -1;
}

int tell__reading_knows_unit(const tell__reading *reading, int32_t level, const char *code,
                             size_t length) {
  return tell__part_knows_unit(reading->part, level, code, length);
}

static int32_t keep_found(tell__reading *reading, int32_t unit) {
  if (unit == -2)
    keep_status(reading, TELL_E_MEMORY);
  return unit < 0 ? -1 : unit;
}

int32_t tell__reading_find_unit(tell__reading *reading, int32_t level, const char *code,
                                size_t length) {
  return keep_found(reading, tell__part_find_unit(reading->part, level, code, length));
}

int32_t tell__reading_find_name(tell__reading *reading, int32_t level, const char *name,
                                size_t length) {
  return keep_found(reading, tell__part_find_name(reading->part, level, name, length));
}

int32_t tell__reading_category(tell__reading *reading, const char *dimension,
                               size_t dimension_length, const char *category,
                               size_t category_length) {
  int32_t number =
      tell__part_category(reading->part, dimension, dimension_length, category, category_length);
  if (number < 0)
    keep_status(reading, TELL_E_MEMORY);
  return number;
}

int tell__reading_is_news(tell__reading *reading, const char *code, int64_t first, int64_t second,
                          int64_t third) {
  int64_t key[4] = {(int64_t)tell__hash_bytes(code, strlen(code)), first, second, third};
  if (tell__keymap_find(reading->told, key) >= 0)
    return 0;
  if (tell__keymap_add(reading->told, key, 0) < 0)
    keep_status(reading, TELL_E_MEMORY);
  return 1;
}

static int16_t cap(int64_t number) { return number < INT16_MAX ? (int16_t)number : INT16_MAX; }

void tell__reading_add(tell__reading *reading, tell__observation *observation, int32_t column,
                       int32_t cells) {
  int64_t line = reading->record.line;
  observation->line = line < INT32_MAX ? (int32_t)line : INT32_MAX;
  observation->column = cap(place_of(reading, column).column);
  observation->field = cap(column);
  observation->cells = (uint8_t)(cells < UINT8_MAX ? cells : UINT8_MAX);
  if (!tell__part_add(reading->part, observation)) {
    keep_status(reading, TELL_E_MEMORY);
    return;
  }
  reading->added++;
  reading->cells += cells;
}

void tell__reading_warn_unused(tell__reading *reading, const uint8_t *is_used) {
  for (int32_t i = 0; i < reading->header.count; i++)
    if (!is_used[i])
      tell__reading_find_column(reading, TELL_SEVERITY_WARNING, "unknown_column", i,
                                "the layout has no such column; what stands in it is not used");
}
