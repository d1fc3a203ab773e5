/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fields of Udir's Eksport API v2, tables 148 to 155, and the unit that a
 * row is about (data-formats.md, 1.2). Clients keep the fields they like, so
 * that any of them may be missing.
 */
#ifndef TELL_INGEST_EKSPORT_H
#define TELL_INGEST_EKSPORT_H

#include "ingest/layouts/udir/udir_unit.h"
#include "ingest/reading/reading.h"

/** The layout's name, also in the catalogue's labels, and the name of the labels of themes: they
 * are called as indices are and have a source of their own, as nobody says that they are the same.
 */
#define TELL__EKSPORT_NAME "udir-eksport"
#define TELL__EKSPORT_THEME_NAME "udir-eksport-tema"

typedef enum tell__eksport_field {
  TELL__EKSPORT_PERIOD,
  TELL__EKSPORT_GRADE_CODE,
  TELL__EKSPORT_GRADE,
  TELL__EKSPORT_OWNER_CODE,
  TELL__EKSPORT_OWNER,
  TELL__EKSPORT_GENDER_CODE,
  TELL__EKSPORT_GENDER,
  TELL__EKSPORT_INDEX_CODE,
  TELL__EKSPORT_INDEX,
  TELL__EKSPORT_THEME_CODE,
  TELL__EKSPORT_THEME,
  TELL__EKSPORT_QUESTION_CODE,
  TELL__EKSPORT_QUESTION,
  TELL__EKSPORT_ANSWER_CODE,
  TELL__EKSPORT_ANSWER,
  TELL__EKSPORT_GROUP_CODE,
  TELL__EKSPORT_GROUP,
  TELL__EKSPORT_BRANCH_CODE,
  TELL__EKSPORT_BRANCH,
  TELL__EKSPORT_PROGRAMME_CODE,
  TELL__EKSPORT_PROGRAMME,
  TELL__EKSPORT_SCORE,
  TELL__EKSPORT_SD,
  TELL__EKSPORT_BULLIED_SHARE,
  TELL__EKSPORT_PARTICIPATION_SHARE,
  TELL__EKSPORT_ANSWERS,
  TELL__EKSPORT_INVITED,
  TELL__EKSPORT_USED_COUNT /* what follows is known and of no use */
} tell__eksport_field;

enum { TELL__EKSPORT_FIELD_COUNT = TELL__EKSPORT_USED_COUNT + 31 };

/** What a row's unit depends on: the columns of Udir's units, and the school year. */
enum { TELL__EKSPORT_UNIT_PERIOD = TELL__UDIR_COLUMNS, TELL__EKSPORT_UNIT_COLUMNS };

/** The names of the fields, as header keys. */
extern const char *const tell__eksport_keys[TELL__EKSPORT_FIELD_COUNT];

/**
 * The unit of the record under way: by its code; by its exact name in a
 * register; else the one that the caller gave for the file.
 * @param columns the header's index of each column that it depends on, -1.
 * @return its number; -1 after the record was rejected or the reading has failed.
 */
int32_t tell__eksport_unit(tell__reading *reading, const int32_t *columns);

#endif
