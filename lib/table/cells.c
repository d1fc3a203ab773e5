/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing cells; see the header. */
#include "table/cells.h"

#include <string.h>

#include "base/error.h"

void tell__cells_row(tell__cells *cells) {
  if (cells->status == TELL_OK)
    cells->status = tell__table_add_row(cells->table, &cells->row, cells->err);
}

/* Whether the value is to be written; the state is written here when it is not. */
static int takes_value(tell__cells *cells, int32_t column, tell_state state) {
  if (cells->status != TELL_OK)
    return 0;
  if (state == TELL_STATE_PRESENT)
    return 1;
  cells->status = tell__table_set_state(cells->table, column, cells->row, state);
  if (cells->status != TELL_OK)
    tell__fail(cells->err, cells->status, "a cell of a result got a state that is none");
  return 0;
}

void tell__cells_text(tell__cells *cells, int32_t column, const char *text, tell_state state) {
  if (!takes_value(cells, column, state))
    return;
  cells->status = text == NULL ? tell__fail(cells->err, TELL_E_INTERNAL, "a text has no letters")
                               : tell__table_set_text(cells->table, column, cells->row, text,
                                                      strlen(text), cells->err);
}

void tell__cells_i64(tell__cells *cells, int32_t column, int64_t value, tell_state state) {
  if (takes_value(cells, column, state))
    cells->status = tell__table_set_i64(cells->table, column, cells->row, value, cells->err);
}

void tell__cells_f64(tell__cells *cells, int32_t column, double value, tell_state state) {
  if (takes_value(cells, column, state))
    cells->status = tell__table_set_f64(cells->table, column, cells->row, value, cells->err);
}

void tell__cells_take_text(tell__cells *cells, int32_t column, const tell__texts *from,
                           const tell__strings *strings, int64_t row) {
  if (from->states != NULL)
    tell__cells_text(cells, column, tell__strings_get(strings, from->codes[row], NULL),
                     from->states[row]);
}

void tell__cells_take_whole(tell__cells *cells, int32_t column, const tell__wholes *from,
                            int64_t row) {
  if (from->states != NULL)
    tell__cells_i64(cells, column, from->values[row], from->states[row]);
}

void tell__cells_take_real(tell__cells *cells, int32_t column, const tell__reals *from,
                           int64_t row) {
  if (from->states != NULL)
    tell__cells_f64(cells, column, from->values[row], from->states[row]);
}

void tell__cells_text_if(tell__cells *cells, int32_t column, const char *text) {
  tell__cells_text(cells, column, text,
                   text[0] == '\0' ? TELL_STATE_NOT_APPLICABLE : TELL_STATE_PRESENT);
}

void tell__cells_year(tell__cells *cells, int32_t column, int32_t period) {
  tell__text text = {0};
  tell__text_add_year(&text, period);
  if (text.failed && cells->status == TELL_OK)
    cells->status = tell__fail_memory(cells->err);
  tell__cells_text(cells, column, tell__text_get(&text), TELL_STATE_PRESENT);
  tell__text_free(&text);
}
