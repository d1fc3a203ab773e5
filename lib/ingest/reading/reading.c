/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records, their findings, and the account of a block. */
#include "reading.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/utf8.h"

/* The longest key that is made of several cells; with longer ones nothing is remembered. */
enum { UNIT_KEY_SIZE = 512 };

/* How much a worker remembers of what it told: a bad file may have something new in every line. */
enum { TOLD_MOST = 32768 };

static void keep_status(tell__reading *reading, tell_status status) {
  if (reading->status == TELL_OK)
    reading->status = status;
}

int tell__reading_begin(tell__reading *reading, const tell__builder *builder) {
  reading->told = tell__keymap_create(TELL__NEWS_WIDTH);
  if (builder != NULL)
    reading->part = tell__part_create(builder, reading->file);
  return reading->told != NULL && (builder == NULL || reading->part != NULL);
}

void tell__reading_end(tell__reading *reading) {
  for (int32_t i = 0; reading->memos != NULL && i < reading->header.count; i++)
    tell__memo_free(&reading->memos[i]);
  tell__free(reading->memos);
  tell__memo_free(&reading->units);
  tell__keymap_free(reading->told);
  tell__part_free(reading->part);
  tell__findings_free(&reading->findings);
  reading->memos = NULL;
  reading->told = NULL;
  reading->part = NULL;
}

const char *tell__reading_cell_trimmed(const tell__reading *reading, int32_t column,
                                       size_t *length) {
  *length = 0;
  if (column < 0 || (size_t)column >= reading->record.count)
    return "";
  tell__field field = tell__record_field(&reading->record, (size_t)column);
  const char *start = field.bytes;
  *length = tell__utf8_trim(field.bytes, field.length, &start);
  return start;
}

static void add_finding(tell__reading *reading, tell_severity severity, const char *code,
                        int32_t field, tell__place place, const char *message) {
  tell__finding finding = {.severity = severity,
                           .code = code,
                           .field = field,
                           .place = place,
                           .is_news = reading->has_news,
                           .news = reading->news};
  reading->has_news = 0;
  if (!tell__findings_add(&reading->findings, &finding, message))
    keep_status(reading, TELL_E_MEMORY);
}

static tell__place place_of(const tell__reading *reading, int32_t column) {
  tell__place place = {reading->record.line, 0};
  if (column >= 0 && (size_t)column < reading->record.count)
    place = reading->source.place(reading->source.self, (size_t)column);
  return place;
}

void tell__reading_find(tell__reading *reading, tell_severity severity, const char *code,
                        int32_t column, const char *message) {
  add_finding(reading, severity, code, column, place_of(reading, column), message);
}

void tell__reading_find_column(tell__reading *reading, tell_severity severity, const char *code,
                               int32_t column, const char *message) {
  tell__place place = {reading->header.columns[column].line,
                       reading->header.columns[column].column};
  add_finding(reading, severity, code, column, place, message);
}

void tell__reading_misplace(tell__reading *reading, int32_t column) {
  if (++reading->misplaced == 2)
    tell__reading_find(reading, TELL_SEVERITY_WARNING, "shifted_columns", column,
                       "several cells of the record cannot belong in their columns; they may have "
                       "moved");
}

void tell__reading_reject(tell__reading *reading, const char *code, int32_t column,
                          const char *message) {
  reading->rejected = 1;
  tell__reading_find(reading, TELL_SEVERITY_ERROR, code, column, message);
  if (column >= 0)
    tell__reading_misplace(reading, column);
}

void tell__reading_reject_text(tell__reading *reading, const char *code, int32_t column,
                               const char *text, size_t length, const char *message) {
  int64_t what = (int64_t)tell__hash_bytes(text, length);
  reading->rejected = 1;
  if (tell__reading_is_news(reading, code, what, 0, 0))
    tell__reading_find(reading, TELL_SEVERITY_ERROR, code, column, message);
  if (column >= 0)
    tell__reading_misplace(reading, column);
}

void tell__reading_skip(tell__reading *reading, const char *code, int32_t column,
                        const char *message) {
  reading->skipped = 1;
  if (tell__reading_is_news(reading, code, 0, 0, 0))
    tell__reading_find(reading, TELL_SEVERITY_NOTE, code, column, message);
}

void tell__reading_repeat(tell__reading *reading, int32_t column) {
  reading->repeated = 1;
  if (tell__reading_is_news(reading, "duplicate_rows", 0, 0, 0))
    tell__reading_find(reading, TELL_SEVERITY_NOTE, "duplicate_rows", column,
                       "everything in this record was read before with the same outcome; such "
                       "records are skipped");
}

/* 0 when there is no memory. */
static int remember_told(tell__reading *reading, const tell__news *news) {
  if (reading->told_count == TOLD_MOST) {
    tell__keymap *empty = tell__keymap_create(TELL__NEWS_WIDTH);
    if (empty == NULL)
      return 0;
    tell__keymap_free(reading->told);
    reading->told = empty;
    reading->told_count = 0;
  }
  reading->told_count++;
  return tell__keymap_add(reading->told, news->key, 0) >= 0;
}

int tell__reading_is_news(tell__reading *reading, const char *code, int64_t first, int64_t second,
                          int64_t third) {
  const int64_t about[] = {(int64_t)tell__hash_bytes(code, strlen(code)), first, second, third};
  tell__news news = {{(int64_t)tell__hash_words(about, sizeof about / sizeof *about)}};
  if (tell__keymap_find(reading->told, news.key) >= 0)
    return 0;
  if (!remember_told(reading, &news))
    keep_status(reading, TELL_E_MEMORY);
  /* Another worker may have told it in an earlier block, or this one and have forgotten: the
   * joining knows. */
  reading->has_news = 1;
  reading->news = news;
  return 1;
}

void tell__reading_settle(tell__reading *reading) {
  tell__tally *tally = &reading->tally;
  tally->read++;
  if (reading->rejected || reading->status != TELL_OK) {
    tally->rejected++;
    if (reading->added > 0)
      tell__part_set_aside(reading->part, reading->added);
  } else if (reading->repeated) {
    tally->skipped_duplicate++;
  } else if (reading->added == 0 && reading->skipped) {
    tally->skipped_other++;
  } else {
    tally->accepted++;
  }
  reading->added = 0;
  reading->rejected = reading->skipped = reading->repeated = reading->has_news = 0;
  reading->misplaced = 0;
}

static int is_blank_record(const tell__reading *reading) {
  for (size_t i = 0; i < reading->record.count; i++)
    if (!tell__reading_is_blank(reading, (int32_t)i))
      return 0;
  return 1;
}

static void reject_broken(tell__reading *reading) {
  const tell__record *record = &reading->record;
  reading->rejected = 1;
  add_finding(reading, TELL_SEVERITY_ERROR, tell__record_error_code(record->error), -1,
              record->error_place, tell__record_error_message(record->error));
}

static void reject_width(tell__reading *reading) {
  int longer = reading->record.count > (size_t)reading->header.count;
  int32_t last = longer ? reading->header.count : (int32_t)reading->record.count - 1;
  tell__reading_reject(reading, "wrong_width", last,
                       longer ? "the record has more fields than the header"
                              : "the record has fewer fields than the header");
}

/* Whether the record is one for the layout; settles it where it is not. */
static int screen(tell__reading *reading) {
  if (reading->record.error != TELL__RECORD_OK) {
    reject_broken(reading);
  } else if (is_blank_record(reading)) {
    reading->tally.read++;
    reading->tally.skipped_blank++;
    return 0;
  } else if (reading->record.count != (size_t)reading->header.count) {
    reject_width(reading);
  } else {
    return 1;
  }
  tell__reading_settle(reading);
  return 0;
}

static tell_status hand_findings_on(tell__reading *reading) {
  if (reading->findings.count < TELL__FINDINGS_MOST || reading->hand_on == NULL)
    return TELL_OK;
  return reading->hand_on(reading->hand_on_payload, &reading->findings);
}

tell_status tell__reading_next(tell__reading *reading, tell_error *err) {
  do {
    if (reading->status != TELL_OK)
      return tell__fail_memory(err); /* nothing else stops a reading */
    if (reading->is_strict && reading->findings.errors > 0)
      return TELL_END;
    tell_status status = hand_findings_on(reading);
    if (status == TELL_OK)
      status = reading->source.next(reading->source.self, &reading->record, err);
    if (status != TELL_OK)
      return status;
    if (!reading->has_passed)
      reading->record.shared = 0;
    reading->has_passed = screen(reading);
  } while (!reading->has_passed);
  return TELL_OK;
}

int32_t tell__reading_decode(tell__reading *reading, int32_t column, const char *text,
                             size_t length, tell__decode_fn decode, const void *context) {
  int32_t code = decode(context, text, length);
  if (column < 0)
    return code;
  if (reading->memos == NULL)
    reading->memos = tell__alloc_array((size_t)reading->header.count, sizeof *reading->memos);
  if (reading->memos == NULL)
    keep_status(reading, TELL_E_MEMORY);
  else
    tell__memo_add(&reading->memos[column], text, length, code);
  return code;
}

/* The cells of some columns as one text, with a NUL behind each (no cell holds one); 0 when it is
 * too long. */
static size_t join_cells(const tell__reading *reading, const int32_t *columns, int32_t count,
                         char *key) {
  size_t used = 0;
  for (int32_t i = 0; i < count; i++) {
    size_t length = 0;
    const char *text = tell__reading_cell(reading, columns[i], &length);
    if (used + length + 1 > UNIT_KEY_SIZE)
      return 0;
    memcpy(key + used, text, length);
    used += length;
    key[used++] = '\0';
  }
  return used;
}

int32_t tell__reading_unit_of(tell__reading *reading, const int32_t *columns, int32_t count,
                              tell__unit_fn find, const void *context) {
  char key[UNIT_KEY_SIZE];
  size_t length = join_cells(reading, columns, count, key);
  int32_t unit = tell__memo_find(&reading->units, key, length);
  if (length > 0 && unit != TELL__MEMO_UNKNOWN)
    return unit;
  unit = find(reading, context);
  if (length > 0 && unit >= 0 && !reading->rejected)
    tell__memo_add(&reading->units, key, length, unit);
  return unit;
}

tell__fact_place tell__reading_fact_place(const tell__reading *reading, int32_t column) {
  if (column < 0)
    return (tell__fact_place){0, NULL};
  return (tell__fact_place){place_of(reading, column).column, reading->header.columns[column].name};
}

int32_t tell__reading_unit(tell__reading *reading, tell__unit_facts *facts) {
  int32_t unit = -1;
  facts->line = reading->record.line;
  keep_status(reading, tell__part_unit(reading->part, facts, &unit, NULL));
  return reading->status == TELL_OK ? unit : -1;
}

int tell__reading_knows_unit(const tell__reading *reading, int32_t level, const char *code,
                             size_t length) {
  return tell__part_knows_unit(reading->part, level, code, length);
}

/* What the part gives: -2 is for want of memory. */
static int32_t take_found(tell__reading *reading, int32_t unit) {
  if (unit < -1)
    keep_status(reading, TELL_E_MEMORY);
  return unit < 0 ? -1 : unit;
}

int32_t tell__reading_find_unit(tell__reading *reading, int32_t level, const char *code,
                                size_t length) {
  return take_found(reading, tell__part_find_unit(reading->part, level, code, length));
}

int32_t tell__reading_find_name(tell__reading *reading, int32_t level, const char *name,
                                size_t length) {
  return take_found(reading, tell__part_find_name(reading->part, level, name, length));
}

int32_t tell__reading_category(tell__reading *reading, const char *dimension,
                               size_t dimension_length, const char *category,
                               size_t category_length) {
  if (dimension_length + category_length == 0)
    return 0;
  int32_t number =
      tell__part_category(reading->part, dimension, dimension_length, category, category_length);
  if (number < 0)
    keep_status(reading, TELL_E_MEMORY);
  return number;
}

/* Tells of an observation that cannot be, and empties it. */
static void refuse_numbers(tell__reading *reading, tell__observation *observation, int32_t column) {
  if (tell__reading_is_news(reading, "not_in_catalogue", observation->indicator, observation->grade,
                            observation->period))
    tell__reading_find(reading, TELL_SEVERITY_WARNING, "not_in_catalogue", column,
                       "the catalogue says that the indicator does not exist for this grade and "
                       "school year; what stands there is not used for a single grade");
  tell__exists_clear(observation);
}

void tell__reading_check_exists(tell__reading *reading, tell__observation *observation,
                                int32_t column) {
  if (observation->state != TELL_STATE_NOT_APPLICABLE &&
      tell__exists(&reading->existing, reading->catalogue, observation) == 0)
    refuse_numbers(reading, observation, column);
}

static int16_t cap(int64_t number) { return number < INT16_MAX ? (int16_t)number : INT16_MAX; }

void tell__reading_add(tell__reading *reading, tell__observation *observation, int32_t column,
                       int32_t cells) {
  int of_pupils = (observation->flags & TELL__FLAG_PUPILS) != 0;
  int64_t line = reading->record.line;
  tell__reading_check_exists(reading, observation, column);
  observation->file = (int16_t)reading->file;
  observation->field = cap(column);
  observation->cells = (uint32_t)(cells < TELL__CELLS_MOST ? cells : TELL__CELLS_MOST);
  if (of_pupils) {
    observation->column = 0;
  } else {
    observation->line = line < INT32_MAX ? (int32_t)line : INT32_MAX;
    observation->column = cap(place_of(reading, column).column);
  }
  if (!tell__part_add(reading->part, observation)) {
    keep_status(reading, TELL_E_MEMORY);
    return;
  }
  reading->tally.cells += cells;
  reading->added += !of_pupils;
}

void tell__reading_warn_unused(tell__reading *reading, const uint8_t *is_used) {
  for (int32_t i = 0; i < reading->header.count; i++)
    if (!is_used[i])
      tell__reading_find_column(reading, TELL_SEVERITY_WARNING, "unknown_column", i,
                                "the layout has no such column; what stands in it is not used");
}
