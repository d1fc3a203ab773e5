/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the certificate. The cells that say what was hidden are never hidden themselves. */
#include "disclosure/certificate.h"

#include <string.h>

/* Columns 0 to 2 say which cell and why; the rest is copied from its row. */
enum { TABLE, COLUMN, REASON, FIRST_COPIED, YEAR = 6, ROW = 12, GRADE };

static const tell__column_spec SPECS[] = {
    {"table", TELL_COLUMN_TEXT},       {"column", TELL_COLUMN_TEXT},
    {"reason", TELL_COLUMN_TEXT},      {"level", TELL_COLUMN_TEXT},
    {"unit", TELL_COLUMN_TEXT},        {"indicator", TELL_COLUMN_TEXT},
    {"school_year", TELL_COLUMN_TEXT}, {"gender", TELL_COLUMN_TEXT},
    {"owner", TELL_COLUMN_TEXT},       {"dimension", TELL_COLUMN_TEXT},
    {"category", TELL_COLUMN_TEXT},    {"origin", TELL_COLUMN_TEXT},
    {"row", TELL_COLUMN_I64},          {"grade", TELL_COLUMN_I64},
};

tell_status tell__certificate_create(tell_table **out, tell_error *err) {
  return tell__table_create(SPECS, sizeof SPECS / sizeof *SPECS, out, err);
}

static tell_status set(tell_table *certificate, int32_t column, int64_t row, const char *text,
                       tell_error *err) {
  return tell__table_set_text(certificate, column, row, text, strlen(text), err);
}

static tell_status copy(tell_table *certificate, int32_t column, int64_t row,
                        const tell__hidden_cell *cell, tell_error *err) {
  const char *id = column == YEAR ? cell->year_column : SPECS[column].id;
  int32_t from = tell_table_column_find(cell->source, id);
  if (tell__table_states(cell->source, from)[cell->row] != TELL_STATE_PRESENT)
    return tell__table_set_state(certificate, column, row,
                                 tell__table_states(cell->source, from)[cell->row]);
  if (SPECS[column].type == TELL_COLUMN_I64)
    return tell__table_set_i64(certificate, column, row,
                               tell__table_i64(cell->source, from)[cell->row], err);
  return set(certificate, column, row, tell__columns_text(cell->source, from, cell->row), err);
}

tell_status tell__certificate_add(tell_table *certificate, const tell__hidden_cell *cell,
                                  tell_error *err) {
  int64_t row = 0;
  tell_status status = tell__table_add_row(certificate, &row, err);
  if (status == TELL_OK)
    status = set(certificate, TABLE, row, cell->table, err);
  if (status == TELL_OK)
    status = set(certificate, COLUMN, row, cell->column, err);
  if (status == TELL_OK)
    status = set(certificate, REASON, row, tell__reason_id(cell->reason), err);
  for (int32_t column = FIRST_COPIED; status == TELL_OK && column < ROW; column++)
    status = copy(certificate, column, row, cell, err);
  if (status == TELL_OK)
    status = tell__table_set_i64(certificate, ROW, row, cell->row, err);
  return status == TELL_OK ? copy(certificate, GRADE, row, cell, err) : status;
}
