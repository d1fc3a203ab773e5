/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The unit of a row of the Eksport API; see the header. */
#include "eksport.h"
#include "ingest/cells/period.h"
#include "ingest/cells/units.h"
#include "ingest/given_unit.h"

typedef struct row {
  tell__reading *reading;
  const int32_t *columns;
} row;

/* Which fields hold a level's codes and names. */
static const struct {
  tell__eksport_field code, name;
} level_fields[] = {
    [TELL__LEVEL_NATION] = {TELL__EKSPORT_NATION_CODE, TELL__EKSPORT_NATION},
    [TELL__LEVEL_COUNTY] = {TELL__EKSPORT_COUNTY_CODE, TELL__EKSPORT_COUNTY},
    [TELL__LEVEL_MUNICIPALITY] = {TELL__EKSPORT_MUNICIPALITY_CODE, TELL__EKSPORT_MUNICIPALITY},
    [TELL__LEVEL_SCHOOL] = {TELL__EKSPORT_SCHOOL_CODE, TELL__EKSPORT_UNIT_NAME}};

static const char *cell(const row *r, tell__eksport_field field, size_t *length) {
  return tell__reading_cell(r->reading, r->columns[field], length);
}

/* A code of zeroes stands where a row is above that level. */
static const char *code_of(const row *r, tell__eksport_field field, size_t *length) {
  const char *code = cell(r, field, length);
  size_t zeroes = 0;
  while (zeroes < *length && code[zeroes] == '0')
    zeroes++;
  if (zeroes == *length)
    *length = 0;
  return code;
}

/* The lowest level that one of the codes speaks of; 0 for none. */
static tell__level level_of_codes(const row *r) {
  size_t length = 0;
  for (int level = TELL__LEVEL_MUNICIPALITY; level >= TELL__LEVEL_NATION; level--) {
    code_of(r, level_fields[level].code, &length);
    if (length > 0)
      return (tell__level)level;
  }
  return 0;
}

/*
 * A number of nine digits is a school's whatever EnhetNivaa says: the tables of
 * upper secondary schools have no municipalities, so that their levels may be
 * counted otherwise.
 */
static tell__level read_level(const row *r) {
  static const tell__level levels[] = {TELL__LEVEL_NATION, TELL__LEVEL_COUNTY,
                                       TELL__LEVEL_MUNICIPALITY, TELL__LEVEL_SCHOOL};
  size_t length = 0;
  const char *code = code_of(r, TELL__EKSPORT_SCHOOL_CODE, &length);
  tell__level of_code = tell__level_of_code(code, length);
  if (of_code == TELL__LEVEL_SCHOOL)
    return of_code;
  const char *text = cell(r, TELL__EKSPORT_LEVEL, &length);
  if (length == 1 && text[0] >= '1' && text[0] <= '4')
    return levels[text[0] - '1'];
  if (length > 0)
    tell__reading_reject(r->reading, "unknown_level", r->columns[TELL__EKSPORT_LEVEL],
                         "EnhetNivaa is not 1, 2, 3 or 4");
  return of_code != 0 ? of_code : level_of_codes(r);
}

static void take_parent(const row *r, tell__unit_facts *facts) {
  for (int level = (int)facts->level - 1; level >= TELL__LEVEL_NATION; level--) {
    if (level == TELL__LEVEL_AREA)
      continue;
    facts->parent = code_of(r, level_fields[level].code, &facts->parent_length);
    facts->parent_level = (tell__level)level;
    if (facts->parent_length > 0)
      return;
  }
  facts->parent = NULL;
  facts->parent_level = 0;
}

/* Above the school the field of the level itself holds the name: EnhetNavn says "Alle skoler" in
 * some tables and repeats the name in others. */
static tell__eksport_field name_field(const row *r, tell__level level) {
  tell__eksport_field field = level != 0 ? level_fields[level].name : TELL__EKSPORT_UNIT_NAME;
  return tell__reading_is_blank(r->reading, r->columns[field]) ? TELL__EKSPORT_UNIT_NAME : field;
}

/* The unit of the row, or of one that it lies in. */
static tell__unit_facts facts_of(const row *r, tell__level level, int32_t period) {
  tell__unit_facts facts = {.level = level, .period = period};
  facts.code = code_of(r, level_fields[level].code, &facts.code_length);
  facts.name = cell(r, name_field(r, level), &facts.name_length);
  take_parent(r, &facts);
  return facts;
}

/* A code that lost its zero would make a unit of its own. 0 after the record was rejected. */
static int accept_units_above(const row *r, tell__level level, int32_t period) {
  for (int above = TELL__LEVEL_NATION; above <= TELL__LEVEL_MUNICIPALITY && above < (int)level;
       above++) {
    tell__unit_facts facts = facts_of(r, (tell__level)above, period);
    if (facts.code_length > 0 &&
        !tell__reading_accept_unit(r->reading, &facts, r->columns[level_fields[above].code]))
      return 0;
  }
  return 1;
}

static void add_units_above(const row *r, tell__level level, int32_t period) {
  for (int above = TELL__LEVEL_NATION; above <= TELL__LEVEL_MUNICIPALITY && above < (int)level;
       above++) {
    tell__unit_facts facts = facts_of(r, (tell__level)above, period);
    if (facts.code_length > 0)
      tell__reading_unit(r->reading, &facts);
  }
}

/* Depends on the fields from EnhetNivaa to Skoleaarnavn alone. */
static int32_t find_unit(tell__reading *reading, const void *context) {
  const int32_t *columns = context;
  const row r = {reading, columns};
  size_t period_length = 0;
  const char *text = cell(&r, TELL__EKSPORT_PERIOD, &period_length);
  int32_t period = tell__period_read(text, period_length);
  tell__level level = read_level(&r);
  if (reading->rejected)
    return -1;
  if (level == 0) {
    size_t length = 0;
    const char *name = cell(&r, TELL__EKSPORT_UNIT_NAME, &length);
    return tell__reading_unit_by_name(reading, 0, name, length, columns[TELL__EKSPORT_UNIT_NAME],
                                      period);
  }
  tell__unit_facts facts = facts_of(&r, level, period);
  tell__eksport_field code_field = level_fields[level].code;
  if (facts.code_length == 0) { /* the number of any unit may stand in the schools' field */
    code_field = TELL__EKSPORT_SCHOOL_CODE;
    facts.code = code_of(&r, code_field, &facts.code_length);
  }
  if (facts.code_length == 0)
    return tell__reading_unit_by_name(reading, level, facts.name, facts.name_length,
                                      columns[name_field(&r, level)], period);
  if (!tell__reading_accept_unit(reading, &facts, columns[code_field]) ||
      !accept_units_above(&r, level, period))
    return -1;
  add_units_above(&r, level, period);
  return tell__reading_unit(reading, &facts);
}

int32_t tell__eksport_unit(tell__reading *reading, const int32_t *columns) {
  return tell__reading_unit_of(reading, columns, TELL__EKSPORT_PERIOD + 1, find_unit, columns);
}
