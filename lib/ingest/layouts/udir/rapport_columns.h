/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first columns of the tables that json_pivot.c makes of Udir's reports: what a row is about.
 */
#ifndef TELL_INGEST_RAPPORT_COLUMNS_H
#define TELL_INGEST_RAPPORT_COLUMNS_H

#include "ingest/reading/reading.h"

enum {
  TELL__RAPPORT_LEVEL,
  TELL__RAPPORT_CODE,
  TELL__RAPPORT_NAME,
  TELL__RAPPORT_PARENT_CODE,
  TELL__RAPPORT_PARENT_NAME,
  TELL__RAPPORT_COLUMNS
};

/** What a header scores as that of a report whose first column is called so. */
int32_t tell__rapport_recognise(const tell__header *header, const char *level_key);

/** Finds the columns: `columns` receives the header's index of each. #TELL_OK, #TELL_E_LAYOUT when
 * one is missing, #TELL_E_MEMORY. */
tell_status tell__rapport_columns_find(const tell__reading *reading, const char *level_key,
                                       int32_t *columns, tell_error *err);

#endif
