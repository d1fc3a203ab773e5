/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whose value a record of Skoleporten gives. EnhetsId holds a school's
 * organisation number and, for counties, the official number of that year
 * without its leading zero (2 is 02 Akershus, 12 is Hordaland); the nation is
 * 00. What stands there for municipalities is not known, so that they and the
 * units of the short form, which has no EnhetsId, are found by their names in a
 * register, or not at all.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "ingest/cells/period.h"
#include "ingest/cells/units.h"
#include "ingest/layouts/skoleporten.h"

enum { COUNTY_LENGTH = 2 };

/* A piece of text, borrowed. */
typedef struct piece {
  const char *text;
  size_t length;
} piece;

static piece cell(const tell__skoleporten *work, int column) {
  piece found;
  found.text = tell__reading_cell(work->reading, work->columns[column], &found.length);
  return found;
}

/* Cuts an ending off; whether it was there. */
static int cut(piece *name, const char *ending) {
  size_t length = strlen(ending);
  if (name->length <= length || memcmp(name->text + name->length - length, ending, length) != 0)
    return 0;
  name->length -= length;
  return 1;
}

static int is_one_of(piece text, const char *const *words, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (strlen(words[i]) == text.length && memcmp(words[i], text.text, text.length) == 0)
      return 1;
  return 0;
}

static int is_nation(piece name) {
  static const char *const names[] = {"Nasjonalt", "Nasjonalt nivå", "Hele landet", "Heile landet",
                                      "Landet"};
  return is_one_of(name, names, sizeof names / sizeof *names);
}

static int32_t add_unit(const tell__skoleporten *work, tell__level level, piece code, piece name,
                        int32_t period) {
  tell__unit_facts facts =
      tell__unit_facts_of(level, code.text, code.length, name.text, name.length, period);
  return tell__reading_unit(work->reading, &facts);
}

static int32_t find_name(const tell__skoleporten *work, tell__level level, piece name) {
  return tell__reading_find_name(work->reading, (int32_t)level, name.text, name.length);
}

static int32_t find_municipality(const tell__skoleporten *work, piece name) {
  int32_t unit = find_name(work, TELL__LEVEL_MUNICIPALITY, name);
  if (unit < 0 && cut(&name, " kommune"))
    unit = find_name(work, TELL__LEVEL_MUNICIPALITY, name);
  return unit;
}

static int32_t read_school(const tell__skoleporten *work, piece code, int32_t period) {
  tell__reading *reading = work->reading;
  piece name = cell(work, TELL__SKOLEPORTEN_NAME);
  tell__unit_facts facts = tell__unit_facts_of(TELL__LEVEL_SCHOOL, code.text, code.length,
                                               name.text, name.length, period);
  int32_t above = find_municipality(work, cell(work, TELL__SKOLEPORTEN_MUNICIPALITY));
  if (above >= 0) {
    facts.parent_level = TELL__LEVEL_MUNICIPALITY;
    facts.parent = tell__part_unit_code(reading->part, above, NULL, &facts.parent_length);
  }
  return tell__reading_unit(reading, &facts);
}

/* "Hordaland fylke (utgått)" is called Hordaland elsewhere. */
static piece county_name(piece name) {
  cut(&name, " (utgått)");
  if (!cut(&name, " fylke"))
    cut(&name, " fylkeskommune");
  return name;
}

/* The nation or a county; -1 when the number may be another unit's. */
static int32_t read_county(const tell__skoleporten *work, piece id, int32_t period) {
  static const piece nation = {"I", 1};
  piece name = cell(work, TELL__SKOLEPORTEN_NAME);
  piece own = county_name(name);
  char code[COUNTY_LENGTH] = {'0', '0'};
  memcpy(code + COUNTY_LENGTH - id.length, id.text, id.length);
  if (memcmp(code, "00", COUNTY_LENGTH) == 0)
    return add_unit(work, TELL__LEVEL_NATION, nation, name, period);
  piece county = cell(work, TELL__SKOLEPORTEN_COUNTY);
  int is_county = own.length < name.length || (county.length == name.length && county.length > 0 &&
                                               memcmp(county.text, name.text, name.length) == 0);
  if (!is_county || cell(work, TELL__SKOLEPORTEN_MUNICIPALITY).length > 0)
    return -1;
  return add_unit(work, TELL__LEVEL_COUNTY, (piece){code, COUNTY_LENGTH}, own, period);
}

static int32_t find_by_name(const tell__skoleporten *work, piece name) {
  int32_t unit = find_name(work, 0, name);
  if (unit >= 0)
    return unit;
  piece county = county_name(name);
  if (county.length < name.length)
    return find_name(work, TELL__LEVEL_COUNTY, county);
  piece school = name;
  if (cut(&school, " (privat)"))
    return find_name(work, TELL__LEVEL_SCHOOL, school);
  return find_municipality(work, name);
}

/* Whether the caller's unit may be meant: with a name it is for the records of that name only. */
static int is_given(const tell__skoleporten *work, piece name) {
  const tell__given_unit *given = &work->reading->given_unit;
  if (given->level == 0 || given->name[0] == '\0')
    return given->level != 0;
  char *wanted = tell__utf8_name_key(given->name, strlen(given->name));
  char *found = tell__utf8_name_key(name.text, name.length);
  int is_same = wanted != NULL && found != NULL && strcmp(wanted, found) == 0;
  if (found == NULL)
    work->reading->status = TELL_E_MEMORY; /* a record that is read is valid UTF-8 */
  tell__free(wanted);
  tell__free(found);
  return is_same;
}

static int32_t add_given(const tell__skoleporten *work) {
  tell__reading *reading = work->reading;
  tell__unit_facts facts = {0};
  if (tell__reading_given_unit(reading, &facts, NULL) != TELL_OK)
    return -1;
  if (tell__reading_is_news(reading, "unit_given", 0, 0, 0))
    tell__reading_find(reading, TELL_SEVERITY_NOTE, "unit_given",
                       work->columns[TELL__SKOLEPORTEN_NAME],
                       "records without a number for their unit are taken as those of the unit "
                       "that the caller named");
  return tell__reading_unit(reading, &facts);
}

static int32_t read_named(const tell__skoleporten *work, int32_t period) {
  static const piece nation = {"I", 1};
  tell__reading *reading = work->reading;
  int32_t column = work->columns[TELL__SKOLEPORTEN_NAME];
  piece name = cell(work, TELL__SKOLEPORTEN_NAME);
  if (is_nation(name))
    return add_unit(work, TELL__LEVEL_NATION, nation, name, period);
  int32_t unit = name.length > 0 ? find_by_name(work, name) : -1;
  if (unit >= 0) {
    if (tell__reading_is_news(reading, "unit_by_name", tell__part_unit_key(reading->part, unit), 0,
                              0))
      tell__reading_find(reading, TELL_SEVERITY_NOTE, "unit_by_name", column,
                         "the unit was found by its exact name in the register");
    return unit;
  }
  if (is_given(work, name))
    return add_given(work);
  tell__reading_reject_text(
      reading, "unknown_unit", column, name.text, name.length,
      "no number says which unit this is, and no register read before has exactly "
      "one of this name");
  return -1;
}

static int is_number(piece text) {
  for (size_t i = 0; i < text.length; i++)
    if (text.text[i] < '0' || text.text[i] > '9')
      return 0;
  return text.length > 0;
}

static int32_t find_unit(tell__reading *reading, const void *plan) {
  const tell__skoleporten made = {reading, plan};
  piece id = cell(&made, TELL__SKOLEPORTEN_ID), said = cell(&made, TELL__SKOLEPORTEN_PERIOD);
  int32_t period = tell__period_read(said.text, said.length), unit = -1;
  if (tell__level_of_code(id.text, id.length) == TELL__LEVEL_SCHOOL)
    return read_school(&made, id, period);
  if (is_number(id) && id.length <= COUNTY_LENGTH)
    unit = read_county(&made, id, period);
  return unit >= 0 || reading->status != TELL_OK ? unit : read_named(&made, period);
}

int32_t tell__skoleporten_unit(const tell__skoleporten *work) {
  const int32_t said_by[] = {
      work->columns[TELL__SKOLEPORTEN_ID], work->columns[TELL__SKOLEPORTEN_NAME],
      work->columns[TELL__SKOLEPORTEN_COUNTY], work->columns[TELL__SKOLEPORTEN_MUNICIPALITY],
      work->columns[TELL__SKOLEPORTEN_PERIOD]};
  return tell__reading_unit_of(work->reading, said_by, sizeof said_by / sizeof *said_by, find_unit,
                               work->columns);
}
