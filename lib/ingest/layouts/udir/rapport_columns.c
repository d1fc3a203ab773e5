/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of reports; see the header. */
#include "rapport_columns.h"

#include "ingest/json/json_pivot.h"
#include "ingest/layouts/layout.h"

/* The name of a column; that of the first one tells the two kinds of reports apart. */
static const char *key_of(int column, const char *level_key) {
  static const char *const keys[TELL__RAPPORT_COLUMNS] = {
      [TELL__RAPPORT_CODE] = TELL__PIVOT_CODE,
      [TELL__RAPPORT_NAME] = TELL__PIVOT_NAME,
      [TELL__RAPPORT_PARENT_CODE] = TELL__PIVOT_PARENT_CODE,
      [TELL__RAPPORT_PARENT_NAME] = TELL__PIVOT_PARENT_NAME};
  return column == TELL__RAPPORT_LEVEL ? level_key : keys[column];
}

int32_t tell__rapport_recognise(const tell__header *header, const char *level_key) {
  for (int i = 0; i < TELL__RAPPORT_COLUMNS; i++)
    if (tell__header_find(header, key_of(i, level_key)) < 0)
      return 0;
  return TELL__SCORE_FITS;
}

tell_status tell__rapport_columns_find(const tell__reading *reading, const char *level_key,
                                       int32_t *columns, tell_error *err) {
  for (int i = 0; i < TELL__RAPPORT_COLUMNS; i++) {
    columns[i] = tell__header_find(&reading->header, key_of(i, level_key));
    if (columns[i] < 0)
      return tell__header_fail_missing(&reading->header, reading->name, key_of(i, level_key), err);
  }
  return TELL_OK;
}
