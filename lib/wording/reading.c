/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See reading.h. */
#include "wording/reading.h"

#include <string.h>

#include "disclosure/reason.h"
#include "table/columns.h"

tell_state tell__reading_state(const tell__reading *from, const char *column) {
  int32_t index = tell_table_column_find(from->table, column);
  return index < 0 ? TELL_STATE_MISSING : tell__table_states(from->table, index)[from->row];
}

int tell__reading_has(const tell__reading *from, const char *column) {
  return tell__reading_state(from, column) == TELL_STATE_PRESENT;
}

const char *tell__reading_text(const tell__reading *from, const char *column) {
  tell__texts texts;
  tell__texts_find(from->table, column, &texts);
  return tell__texts_get(&texts, tell__table_strings(from->table), from->row);
}

int64_t tell__reading_whole(const tell__reading *from, const char *column) {
  int64_t value = 0;
  tell__wholes wholes;
  tell__wholes_find(from->table, column, &wholes);
  tell__wholes_get(&wholes, from->row, &value);
  return value;
}

double tell__reading_real(const tell__reading *from, const char *column) {
  double value = 0;
  tell__reals reals;
  tell__reals_find(from->table, column, &reals);
  tell__reals_get(&reals, from->row, &value);
  return value;
}

const char *tell__reading_reason(const tell__reading *from, const char *column, size_t *length) {
  return tell__reason_find(tell__reading_text(from, "hidden"), column, length);
}
