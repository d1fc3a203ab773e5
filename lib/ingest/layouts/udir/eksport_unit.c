/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The unit of a row of the Eksport API; see the header. */
#include "eksport.h"
#include "ingest/cells/period.h"
#include "ingest/cells/units.h"
#include "ingest/given_unit.h"

/* The lowest level that one of the codes speaks of; 0 for none. */
static tell__level level_of_codes(const tell__udir_row *row) {
  static const tell__level levels[] = {TELL__LEVEL_MUNICIPALITY, TELL__LEVEL_COUNTY,
                                       TELL__LEVEL_NATION};
  size_t length = 0;
  for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
    tell__udir_code(row, levels[i], &length);
    if (length > 0)
      return levels[i];
  }
  return 0;
}

/*
 * A number of nine digits is a school's whatever EnhetNivaa says: the tables of
 * upper secondary schools have no municipalities, so that their levels may be
 * counted otherwise.
 */
static tell__level read_level(const tell__udir_row *row) {
  size_t length = 0;
  const char *code = tell__udir_code(row, TELL__LEVEL_SCHOOL, &length);
  tell__level of_code = tell__level_of_code(code, length);
  tell__level said = tell__udir_level(row);
  if (of_code == TELL__LEVEL_SCHOOL || said != 0)
    return of_code == TELL__LEVEL_SCHOOL ? of_code : said;
  if (!tell__reading_is_blank(row->reading, row->columns[TELL__UDIR_LEVEL]))
    tell__reading_reject(row->reading, "unknown_level", row->columns[TELL__UDIR_LEVEL],
                         "EnhetNivaa is not 1, 2, 3 or 4");
  return of_code != 0 ? of_code : level_of_codes(row);
}

static int32_t read_period(tell__reading *reading, int32_t column) {
  size_t length = 0;
  const char *text = tell__reading_cell(reading, column, &length);
  return tell__period_read(text, length);
}

static int32_t find_by_name(const tell__udir_row *row, tell__level level) {
  size_t length = 0;
  int32_t column =
      level != 0 ? tell__udir_name_column(row, level) : row->columns[TELL__UDIR_UNIT_NAME];
  const char *name = tell__reading_cell(row->reading, column, &length);
  return tell__reading_unit_by_name(row->reading, level, name, length, column, row->period);
}

/* Depends on the columns of the unit and of the school year alone. */
static int32_t find_unit(tell__reading *reading, const void *context) {
  const int32_t *columns = context;
  const tell__udir_row row = {reading, columns,
                              read_period(reading, columns[TELL__EKSPORT_UNIT_PERIOD])};
  tell__level level = read_level(&row);
  if (reading->rejected)
    return -1;
  if (level == 0)
    return find_by_name(&row, level);
  tell__unit_facts facts = tell__udir_facts(&row, level);
  int32_t column = tell__udir_code_column(&row, level);
  if (facts.code_length == 0) { /* the number of any unit may stand in the schools' column */
    column = columns[TELL__UDIR_UNIT_CODE];
    facts.code = tell__udir_code(&row, TELL__LEVEL_SCHOOL, &facts.code_length);
  }
  return facts.code_length > 0 ? tell__udir_unit(&row, &facts, column) : find_by_name(&row, level);
}

int32_t tell__eksport_unit(tell__reading *reading, const int32_t *columns) {
  return tell__reading_unit_of(reading, columns, TELL__EKSPORT_UNIT_COLUMNS, find_unit, columns);
}
