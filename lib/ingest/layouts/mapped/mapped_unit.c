/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The unit of a record by a mapping, with the units it lies in, so that a
 * hierarchy comes along. The code of a municipality begins with that of its
 * county, so that these need no columns.
 */
#include <string.h>

#include "ingest/cells/period.h"
#include "ingest/cells/units.h"
#include "ingest/layouts/mapped/mapped.h"

/* A record whose unit is not met before. */
typedef struct meeting {
  tell__reading *reading;
  const tell__mapped_plan *plan;
  tell__mapped_work *work;
  tell__unit_facts facts;
} meeting;

static const char nation_code[] = "I";

static const tell__mapped_text *source_of(const meeting *m, tell__target target) {
  return &m->plan->units[target - TELL__TARGET_LEVEL];
}

static int32_t column_of(const meeting *m, tell__target target) {
  const tell__mapped_text *text = source_of(m, target);
  return text->count > 0 ? text->columns[0] : -1;
}

static const char *text_of(const meeting *m, tell__target target, size_t *length) {
  const tell__text *text = &m->work->facts[target - TELL__TARGET_LEVEL];
  *length = text->length;
  return tell__text_get(text);
}

static void reject(const meeting *m, const char *code, tell__target target, const char *message) {
  tell__reading_reject(m->reading, code, column_of(m, target), message);
}

/* Reads every text of the unit; 0 after the record was settled. */
static int read_texts(const meeting *m) {
  for (int i = 0; i < TELL__UNIT_TARGETS; i++) {
    tell__target target = (tell__target)(TELL__TARGET_LEVEL + i);
    switch (
        tell__mapped_read(m->plan->mapping, &m->plan->units[i], m->reading, &m->work->facts[i])) {
    case TELL__CHANGED_OK:
      break;
    case TELL__CHANGED_NOT_KNOWN:
      reject(m, "unmapped_value", target, "the mapping does not say what this text becomes");
      return 0;
    case TELL__CHANGED_SKIP:
      tell__reading_skip(m->reading, "skipped_by_mapping", column_of(m, target),
                         "the mapping passes over records with this text");
      return 0;
    case TELL__CHANGED_NO_MEMORY:
      m->reading->status = TELL_E_MEMORY;
      return 0;
    }
  }
  return 1;
}

/* The level that a target names, else the one that the form of a code has; 0 also when rejected. */
static tell__level read_level(const meeting *m, tell__target target, const char *code,
                              size_t code_length) {
  size_t length = 0;
  const char *id = text_of(m, target, &length);
  if (length == 0)
    return tell__level_of_code(code, code_length);
  int32_t level = tell__level_find(id, length);
  if (level == 0)
    reject(m, "unknown_level", target, "not one of nation, county, municipality, area, school");
  return (tell__level)level;
}

static int32_t read_year(const meeting *m, tell__target target) {
  size_t length = 0;
  const char *text = text_of(m, target, &length);
  int32_t year = tell__period_or_year_read(text, length);
  if (length > 0 && year == 0)
    reject(m, "unknown_period", target, "not a school year of 1990 to 2100, such as 2022-23");
  return year;
}

/* The county of a municipality and the nation of a county follow from the code. */
static void find_parent_by_code(tell__unit_facts *facts) {
  if (tell__level_of_code(facts->code, facts->code_length) != facts->level)
    return;
  if (facts->level == TELL__LEVEL_MUNICIPALITY) {
    facts->parent_level = TELL__LEVEL_COUNTY;
    facts->parent = facts->code;
    facts->parent_length = 2;
  } else if (facts->level == TELL__LEVEL_COUNTY) {
    facts->parent_level = TELL__LEVEL_NATION;
    facts->parent = nation_code;
    facts->parent_length = strlen(nation_code);
  }
}

/* Makes a unit that others lie in, and those above it. */
static void add_above(const meeting *m, tell__level level, const char *code, size_t length,
                      const char *name, size_t name_length) {
  tell__unit_facts facts = {.level = level,
                            .code = code,
                            .code_length = length,
                            .name = name,
                            .name_length = name_length,
                            .period = m->facts.period,
                            .from_register = m->facts.from_register};
  find_parent_by_code(&facts);
  tell__reading_unit(m->reading, &facts);
  if (facts.parent != NULL)
    add_above(m, facts.parent_level, facts.parent, facts.parent_length, NULL, 0);
}

/* What the unit lies in: 0 after the record was rejected. */
static int read_parent(meeting *m) {
  tell__unit_facts *facts = &m->facts;
  size_t name_length = 0;
  facts->parent = text_of(m, TELL__TARGET_PARENT, &facts->parent_length);
  facts->places[TELL__FACT_PARENT] =
      tell__reading_fact_place(m->reading, column_of(m, TELL__TARGET_PARENT));
  if (facts->parent_length == 0) {
    facts->parent = NULL;
    find_parent_by_code(facts);
  } else {
    facts->parent_level =
        read_level(m, TELL__TARGET_PARENT_LEVEL, facts->parent, facts->parent_length);
    if (m->reading->rejected)
      return 0;
  }
  const char *name = text_of(m, TELL__TARGET_PARENT_NAME, &name_length);
  if (facts->parent != NULL && facts->parent_level != 0)
    add_above(m, facts->parent_level, facts->parent, facts->parent_length, name, name_length);
  return 1;
}

/* The local area with its own code, below the same municipality. */
static void read_area(meeting *m) {
  tell__unit_facts *facts = &m->facts;
  tell__unit_facts area = {.level = TELL__LEVEL_AREA,
                           .parent_level = facts->parent_level,
                           .parent = facts->parent,
                           .parent_length = facts->parent_length,
                           .period = facts->period,
                           .from_register = facts->from_register};
  area.code = text_of(m, TELL__TARGET_AREA, &area.code_length);
  area.name = text_of(m, TELL__TARGET_AREA_NAME, &area.name_length);
  /* A code that is joined of several columns is never blank; without a name there is no area. */
  if (area.code_length == 0 ||
      (area.name_length == 0 && source_of(m, TELL__TARGET_AREA_NAME)->line != NULL))
    return;
  if (facts->parent_level != TELL__LEVEL_MUNICIPALITY)
    area.parent = NULL;
  facts->area = area.code;
  facts->area_length = area.code_length;
  facts->places[TELL__FACT_AREA] =
      tell__reading_fact_place(m->reading, column_of(m, TELL__TARGET_AREA));
  tell__reading_unit(m->reading, &area);
}

static int32_t find_by_name(const meeting *m) {
  size_t length = 0;
  const char *name = text_of(m, TELL__TARGET_UNIT_NAME, &length);
  tell__level level = read_level(m, TELL__TARGET_LEVEL, "", 0);
  if (m->reading->rejected)
    return -1;
  int32_t column = column_of(m, TELL__TARGET_UNIT_NAME);
  int32_t unit =
      length == 0 ? -1 : tell__reading_find_name(m->reading, (int32_t)level, name, length);
  if (unit < 0)
    tell__reading_reject_text(
        m->reading, "unknown_unit", column >= 0 ? column : column_of(m, TELL__TARGET_UNIT_CODE),
        name, length,
        "there is no code, and no register read before has exactly one unit of this name");
  else if (tell__reading_is_news(m->reading, "unit_by_name",
                                 tell__part_unit_key(m->reading->part, unit), 0, 0))
    tell__reading_find(m->reading, TELL_SEVERITY_NOTE, "unit_by_name", column,
                       "the unit was found by its exact name in the register");
  return unit;
}

static int32_t add_unit(meeting *m) {
  tell__unit_facts *facts = &m->facts;
  facts->level = read_level(m, TELL__TARGET_LEVEL, facts->code, facts->code_length);
  if (m->reading->rejected)
    return -1;
  int32_t column = column_of(m, TELL__TARGET_UNIT_CODE);
  if (facts->level == 0)
    return tell__reading_find_code(m->reading, facts->code, facts->code_length, column);
  facts->name = text_of(m, TELL__TARGET_UNIT_NAME, &facts->name_length);
  facts->successor = text_of(m, TELL__TARGET_SUCCESSOR, &facts->successor_length);
  facts->places[TELL__FACT_SUCCESSOR] =
      tell__reading_fact_place(m->reading, column_of(m, TELL__TARGET_SUCCESSOR));
  facts->valid_from = read_year(m, TELL__TARGET_VALID_FROM);
  facts->valid_to = read_year(m, TELL__TARGET_VALID_TO);
  if (m->reading->rejected || !read_parent(m) ||
      !tell__reading_accept_unit(m->reading, facts, column))
    return -1;
  read_area(m);
  return tell__reading_unit(m->reading, facts);
}

/* The unit of a record that no record before was about. */
static int32_t meet(meeting *m) {
  if (!read_texts(m))
    return -1;
  m->facts.code = text_of(m, TELL__TARGET_UNIT_CODE, &m->facts.code_length);
  if (m->facts.code_length > 0)
    return add_unit(m);
  if (m->plan->mapping->has_measures)
    return find_by_name(m);
  reject(m, "missing_code", TELL__TARGET_UNIT_CODE, "the unit has no code");
  return -1;
}

/* The school year and the cells of the unit one behind the other: what a unit is remembered by. The
 * year is part of it, because the latest one says what a unit is called. 0 when they are too long.
 */
static size_t make_key(const tell__reading *reading, const tell__mapped_plan *plan, int32_t period,
                       char *key) {
  size_t used = sizeof period;
  memcpy(key, &period, sizeof period);
  for (int32_t i = 0; i < plan->unit_column_count; i++) {
    size_t length = 0;
    const char *cell = tell__reading_cell(reading, plan->unit_columns[i], &length);
    if (used + length + 1 > TELL__UNIT_KEY_SIZE)
      return 0;
    memcpy(key + used, cell, length);
    used += length;
    key[used++] = '\0'; /* in no cell */
  }
  return used;
}

static int32_t find(tell__reading *reading, const tell__mapped_plan *plan, tell__mapped_work *work,
                    int32_t period) {
  meeting m = {reading, plan, work, {.period = period}};
  m.facts.from_register = !plan->mapping->has_measures;
  if (plan->given.level == 0)
    return meet(&m);
  m.facts = plan->given;
  m.facts.period = period;
  return tell__reading_unit(reading, &m.facts);
}

/* What is as before up to the last column of the unit is so in all of them. */
static int has_same_columns(const tell__reading *reading, const tell__mapped_plan *plan) {
  return plan->unit_last < 0 || tell__reading_is_as_before(reading, plan->unit_last);
}

/* Whether the record is about the unit and year of the last one, as nearly all are: seen without
 * making the key. */
static int is_as_before(const tell__reading *reading, const tell__mapped_plan *plan,
                        const tell__mapped_work *work, int32_t period) {
  size_t used = sizeof period;
  if (work->unit_key_length == 0 || memcmp(work->unit_key, &period, sizeof period) != 0)
    return 0;
  if (has_same_columns(reading, plan))
    return 1;
  for (int32_t i = 0; i < plan->unit_column_count; i++) {
    size_t length = 0;
    const char *cell = tell__reading_cell(reading, plan->unit_columns[i], &length);
    if (used + length >= work->unit_key_length || work->unit_key[used + length] != '\0' ||
        !tell__same_bytes(work->unit_key + used, cell, length))
      return 0;
    used += length + 1;
  }
  return used == work->unit_key_length;
}

int32_t tell__mapped_find_unit(tell__reading *reading, const tell__mapped_plan *plan,
                               tell__mapped_work *work, int32_t period) {
  if (is_as_before(reading, plan, work, period))
    return work->unit;
  size_t length = make_key(reading, plan, period, work->unit_key);
  work->unit_key_length = 0;
  int32_t unit =
      length > 0 ? tell__memo_find(&work->units, work->unit_key, length) : TELL__MEMO_UNKNOWN;
  if (unit == TELL__MEMO_UNKNOWN) {
    unit = find(reading, plan, work, period);
    if (unit >= 0 && length > 0)
      tell__memo_add(&work->units, work->unit_key, length, unit);
  }
  if (unit >= 0) {
    work->unit_key_length = length;
    work->unit = unit;
  }
  return unit;
}
