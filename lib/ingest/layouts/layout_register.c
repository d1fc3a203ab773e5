/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout "register": the user's list of units, with areas, years and successors
 * (telling/ingest.h). */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/text.h"
#include "ingest/cells/named.h"
#include "ingest/cells/period.h"
#include "ingest/cells/units.h"
#include "ingest/layouts/layout.h"

enum { CODE, NAME, LEVEL, PARENT, AREA, VALID_FROM, VALID_TO, SUCCESSOR, CONTINUES, COLUMN_COUNT };

static const char *const keys[COLUMN_COUNT] = {
    "code", "name", "level", "parent", "area", "valid_from", "valid_to", "successor", "continues"};

typedef struct unit_register {
  tell__reading *reading;        /* of the record under way */
  int32_t columns[COLUMN_COUNT]; /* the header's index of each, -1 */
  tell__strings *records;        /* every unit with all that was said of it */
  tell__strings *units;          /* level and code of every unit */
  int64_t *lines;                /* where each of them stood first */
  size_t line_capacity;
} unit_register;

static int first_missing(const tell__header *header) {
  if (tell__header_find(header, keys[CODE]) < 0)
    return CODE;
  return tell__header_find(header, keys[LEVEL]) < 0 ? LEVEL : -1;
}

static int32_t recognise(const tell__header *header, const tell_catalogue *catalogue) {
  (void)catalogue;
  int has_name = tell__header_find(header, keys[NAME]) >= 0;
  if (first_missing(header) < 0)
    return TELL__SCORE_FITS - 1; /* few columns: a layout with more of them goes first */
  return tell__header_find(header, keys[CODE]) >= 0 && has_name ? TELL__SCORE_RESEMBLES - 1 : 0;
}

static const char *cell(const unit_register *work, int column, size_t *length) {
  return tell__reading_cell(work->reading, work->columns[column], length);
}

static int32_t read_year(unit_register *work, int column) {
  size_t length = 0;
  const char *text = cell(work, column, &length);
  int32_t year = tell__period_or_year_read(text, length);
  if (length > 0 && year == 0)
    tell__reading_reject(work->reading, "unknown_period", work->columns[column],
                         "not a school year of 1990 to 2100, such as 2022-23");
  return year;
}

static const int fact_columns[TELL__FACT_COUNT] = {
    [TELL__FACT_PARENT] = PARENT,       [TELL__FACT_AREA] = AREA,
    [TELL__FACT_SUCCESSOR] = SUCCESSOR, [TELL__FACT_VALID_FROM] = VALID_FROM,
    [TELL__FACT_VALID_TO] = VALID_TO,   [TELL__FACT_CONTINUES] = CONTINUES};

static int is_word(const char *text, size_t length, const char *const *words) {
  for (; *words != NULL; words++)
    if (strlen(*words) == length && memcmp(*words, text, length) == 0)
      return 1;
  return 0;
}

static int read_continues(unit_register *work) {
  static const char *const yes[] = {"ja", "yes", NULL};
  static const char *const no[] = {"", "nei", "no", NULL};
  size_t length = 0;
  const char *text = cell(work, CONTINUES, &length);
  int is_yes = is_word(text, length, yes);
  if (!is_yes && !is_word(text, length, no))
    tell__reading_reject(work->reading, "unknown_continues", work->columns[CONTINUES],
                         "neither yes nor blank (ja, nei, yes, no)");
  return is_yes;
}

static tell__unit_facts read_facts(unit_register *work) {
  tell__reading *reading = work->reading;
  tell__unit_facts facts = {.from_register = 1};
  facts.code = cell(work, CODE, &facts.code_length);
  facts.name = cell(work, NAME, &facts.name_length);
  facts.parent = cell(work, PARENT, &facts.parent_length);
  facts.area = cell(work, AREA, &facts.area_length);
  facts.successor = cell(work, SUCCESSOR, &facts.successor_length);
  facts.continues = read_continues(work);
  facts.valid_from = read_year(work, VALID_FROM);
  facts.valid_to = read_year(work, VALID_TO);
  for (int i = 0; i < TELL__FACT_COUNT; i++)
    facts.places[i] = tell__reading_fact_place(reading, work->columns[fact_columns[i]]);
  facts.level = tell__reading_level(reading, work->columns[LEVEL], facts.code, facts.code_length);
  if (facts.code_length == 0)
    tell__reading_reject(reading, "missing_code", work->columns[CODE], "the unit has no code");
  else if (facts.level == 0 && !reading->rejected)
    tell__reading_reject(reading, "unknown_level", work->columns[LEVEL],
                         "there is no level, and the code has no official form");
  if (facts.valid_from != 0 && facts.valid_to != 0 && facts.valid_from > facts.valid_to)
    tell__reading_reject(reading, "impossible_period", work->columns[VALID_TO],
                         "the last school year is before the first one");
  return facts;
}

static void add_part(tell__text *text, const char *bytes, size_t length) {
  tell__text_add_n(text, bytes, length);
  tell__text_add_n(text, "\x1F", 1); /* in no name or code */
}

static void report_other(unit_register *work, int64_t line) {
  tell__text message = {NULL, 0, 0, 0};
  tell__text_add(&message, "the unit stands with other facts in line ");
  tell__text_add_i64(&message, line);
  tell__text_add(&message, "; of each fact the one that sorts first is used");
  if (message.failed)
    work->reading->status = TELL_E_MEMORY;
  else
    tell__reading_find(work->reading, TELL_SEVERITY_WARNING, "contradicting_rows",
                       work->columns[CODE], tell__text_get(&message));
  tell__text_free(&message);
}

/* Tells whether all of this was read before in this file; warns when something else was. 0 also on
 * failure. */
static int is_repeated(unit_register *work, const tell__unit_facts *facts) {
  tell__text text = {NULL, 0, 0, 0};
  const char *level = tell__level_id(facts->level);
  add_part(&text, level, strlen(level));
  add_part(&text, facts->code, facts->code_length);
  size_t key_length = text.length;
  for (int i = NAME; i < COLUMN_COUNT; i++) {
    size_t length = 0;
    const char *bytes = cell(work, i, &length);
    add_part(&text, i == LEVEL ? "" : bytes, i == LEVEL ? 0 : length);
  }
  int32_t units = tell__strings_count(work->units), records = tell__strings_count(work->records);
  int32_t unit = -1, record = -1;
  if (!text.failed &&
      tell__grow((void **)&work->lines, &work->line_capacity, (size_t)units, sizeof *work->lines)) {
    unit = tell__strings_add(work->units, text.bytes, key_length);
    record = tell__strings_add(work->records, text.bytes, text.length);
  }
  tell__text_free(&text);
  if (unit < 0 || record < 0) {
    work->reading->status = TELL_E_MEMORY;
    return 0;
  }
  if (unit == units)
    work->lines[unit] = work->reading->record.line;
  else if (record == records)
    report_other(work, work->lines[unit]);
  return record < records;
}

static void read_record(tell__reading *reading, void *plan) {
  unit_register *work = plan;
  work->reading = reading;
  tell__unit_facts facts = read_facts(work);
  if (reading->rejected)
    return;
  if (is_repeated(work, &facts)) {
    tell__reading_repeat(reading, work->columns[CODE]);
    return;
  }
  if (tell__reading_accept_unit(reading, &facts, work->columns[CODE]))
    tell__reading_unit(reading, &facts);
}

static void free_plan(void *plan) {
  unit_register *held = plan;
  if (held == NULL)
    return;
  tell__strings_free(held->records);
  tell__strings_free(held->units);
  tell__free(held->lines);
  tell__free(held);
}

static tell_status prepare(tell__reading *reading, void **plan, tell_error *err) {
  unit_register *made = tell__alloc(sizeof *made);
  *plan = made;
  if (made == NULL)
    return tell__fail_memory(err);
  made->records = tell__strings_create();
  made->units = tell__strings_create();
  if (made->records == NULL || made->units == NULL)
    return tell__fail_memory(err);
  return tell__named_columns(reading, keys, COLUMN_COUNT, first_missing(&reading->header),
                             made->columns, err);
}

const tell__layout tell__layout_register = {.name = "register",
                                            .is_register = 1,
                                            .in_order = 1,
                                            .recognise = recognise,
                                            .prepare = prepare,
                                            .record = read_record,
                                            .free_plan = free_plan};
