/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The unit of a row of Udir's tables, which has the codes and names of the unit
 * and of those that it lies in, level by level (data-formats.md, 1.1 and 1.2).
 */
#ifndef TELL_INGEST_UDIR_UNIT_H
#define TELL_INGEST_UDIR_UNIT_H

#include "ingest/reading/reading.h"

/** The columns of a unit, in the order in which they mostly stand. */
enum {
  TELL__UDIR_LEVEL, /* EnhetNivaa */
  TELL__UDIR_NATION_CODE,
  TELL__UDIR_COUNTY_CODE,
  TELL__UDIR_MUNICIPALITY_CODE,
  TELL__UDIR_UNIT_CODE, /* of schools, and often of any unit */
  TELL__UDIR_NATION,
  TELL__UDIR_COUNTY,
  TELL__UDIR_MUNICIPALITY,
  TELL__UDIR_UNIT_NAME,
  TELL__UDIR_COLUMNS
};

/** Their names, as header keys. */
extern const char *const tell__udir_keys[TELL__UDIR_COLUMNS];

/** `columns` receives the header's index of each, -1. */
void tell__udir_columns_find(const tell__header *header, int32_t *columns);

typedef struct tell__udir_row {
  tell__reading *reading;
  const int32_t *columns; /* of tell__udir_columns_find() */
  int32_t period;         /* of what is said of the unit */
} tell__udir_row;

/** The level that EnhetNivaa says by 1 to 4, 0 for anything else. */
tell__level tell__udir_level(const tell__udir_row *row);

/** The columns of a level's code and of its name: EnhetNavn where it has no name of its own, or
 * nothing stands in it. */
int32_t tell__udir_code_column(const tell__udir_row *row, tell__level level);
int32_t tell__udir_name_column(const tell__udir_row *row, tell__level level);

/** The code in the column of a level. Zeroes alone, where a row is above that level, are none. */
const char *tell__udir_code(const tell__udir_row *row, tell__level level, size_t *length);

/** The unit of the row, or one that it lies in: code, name, and the next unit above that has a
 * code. */
tell__unit_facts tell__udir_facts(const tell__udir_row *row, tell__level level);

/**
 * Adds the unit of the row and those that it lies in, when the codes of all of
 * them can be those of units.
 * @param column where its code stands.
 * @return its number; -1 after the record was rejected or the reading has failed.
 */
int32_t tell__udir_unit(const tell__udir_row *row, tell__unit_facts *facts, int32_t column);

#endif
