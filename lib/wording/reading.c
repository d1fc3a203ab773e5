/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See reading.h. */
#include "wording/reading.h"

#include <string.h>

#include "disclosure/reason.h"

tell_state tell__reading_state(const tell__reading *from, const char *column) {
  int32_t index = tell_table_column_find(from->table, column);
  return index < 0 ? TELL_STATE_MISSING : tell__table_states(from->table, index)[from->row];
}

int tell__reading_has(const tell__reading *from, const char *column) {
  return tell__reading_state(from, column) == TELL_STATE_PRESENT;
}

const char *tell__reading_text(const tell__reading *from, const char *column) {
  int32_t index = tell_table_column_find(from->table, column);
  const int32_t *codes = tell__table_codes(from->table, index);
  if (codes == NULL || !tell__reading_has(from, column))
    return "";
  return tell__strings_get(tell__table_strings(from->table), codes[from->row], NULL);
}

int64_t tell__reading_whole(const tell__reading *from, const char *column) {
  int32_t index = tell_table_column_find(from->table, column);
  const int64_t *values = tell__table_i64(from->table, index);
  return values != NULL && tell__reading_has(from, column) ? values[from->row] : 0;
}

double tell__reading_real(const tell__reading *from, const char *column) {
  int32_t index = tell_table_column_find(from->table, column);
  const double *values = tell__table_f64(from->table, index);
  return values != NULL && tell__reading_has(from, column) ? values[from->row] : 0;
}

const char *tell__reading_reason(const tell__reading *from, const char *column, size_t *length) {
  return tell__reason_find(tell__reading_text(from, "hidden"), column, length);
}
