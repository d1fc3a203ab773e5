/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the layout skoleporten share: its columns, and the unit of a record. */
#ifndef TELL_INGEST_SKOLEPORTEN_H
#define TELL_INGEST_SKOLEPORTEN_H

#include "ingest/reading/reading.h"

enum {
  TELL__SKOLEPORTEN_NAME,
  TELL__SKOLEPORTEN_ID,
  TELL__SKOLEPORTEN_COUNTY,
  TELL__SKOLEPORTEN_MUNICIPALITY,
  TELL__SKOLEPORTEN_TYPE,
  TELL__SKOLEPORTEN_FIELD,
  TELL__SKOLEPORTEN_STATISTIC,
  TELL__SKOLEPORTEN_INDICATOR,
  TELL__SKOLEPORTEN_PERIOD,
  TELL__SKOLEPORTEN_OWNER,
  TELL__SKOLEPORTEN_GRADE,
  TELL__SKOLEPORTEN_GENDER,
  TELL__SKOLEPORTEN_VALUE,
  TELL__SKOLEPORTEN_UNIT_OF_MEASURE,
  TELL__SKOLEPORTEN_COLUMNS
};

/** A record under way. */
typedef struct tell__skoleporten {
  tell__reading *reading;
  const int32_t *columns; /* the plan: the header's index of each column, -1 */
} tell__skoleporten;

/** The unit of a record; -1 after the record was rejected or the reading has failed. */
int32_t tell__skoleporten_unit(const tell__skoleporten *work);

#endif
