/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers of one observation by a mapping: its signs, its transforms, and the mark moved where
 * the mapping says so. */
#include <string.h>

#include "base/number.h"
#include "csv/scan.h"
#include "ingest/layouts/mapped/mapped.h"

/* A record under way. */
typedef struct cells {
  tell__reading *reading;
  const tell__mapped_plan *plan;
  tell__mapped_work *work;
} cells;

enum { EXACT_DIGITS = 15, MOVED_SIZE = 32 };

static double power_of_ten(int32_t exponent) {
  double power = 1;
  for (int32_t i = 0; i < exponent; i++)
    power *= 10;
  return power;
}

/* The digits of a number, the last one first, with its mark moved; 0 when there are too many. */
static size_t write_moved(char *text, int64_t digits, int32_t decimals) {
  size_t used = 0;
  for (; decimals < 0; decimals++)
    text[used++] = '0';
  while (digits > 0 || decimals >= 0) {
    text[used++] = (char)('0' + digits % 10);
    digits /= 10;
    if (--decimals == 0)
      text[used++] = '.';
    if (used + 2 > MOVED_SIZE)
      return 0;
  }
  return used;
}

/* A number with its mark moved: from its digits, so that 1655 becomes 16.55 and not its neighbour.
 */
static void move_mark(tell__cell *cell, int32_t shift) {
  char backwards[MOVED_SIZE], text[MOVED_SIZE];
  double size = cell->value < 0 ? -cell->value : cell->value;
  int32_t decimals = cell->decimals - shift;
  double digits = size * power_of_ten(cell->decimals);
  size_t used = cell->decimals <= EXACT_DIGITS && digits < 1e15
                    ? write_moved(backwards, (int64_t)(digits + 0.5), decimals)
                    : 0;
  for (size_t i = 0; i < used; i++)
    text[i] = backwards[used - 1 - i];
  if (used == 0 || tell__number_read(text, used, '.', &size, NULL) != TELL__NUMBER_OK) {
    cell->kind = TELL__CELL_UNREADABLE; /* more digits than any table has */
    return;
  }
  cell->value = cell->value < 0 ? -size : size;
  cell->decimals = decimals > 0 ? decimals : 0;
}

static tell__cell cell_of_sign(const tell__mapping_sign *sign, int32_t *stated) {
  if (sign->is_zero)
    return (tell__cell){.kind = TELL__CELL_NUMBER};
  switch (sign->state) {
  case TELL_STATE_SUPPRESSED:
    return (tell__cell){.kind = TELL__CELL_SUPPRESSED};
  case TELL_STATE_NOT_APPLICABLE:
    return (tell__cell){.kind = TELL__CELL_NOT_APPLICABLE};
  default:
    if (sign->state != TELL_STATE_MISSING)
      *stated = (int32_t)sign->state;
    return (tell__cell){.kind = TELL__CELL_MISSING};
  }
}

/* The text of a measure's cell after its steps; NULL for one that cannot be read. */
static const char *changed_text(const cells *m, const tell__mapping_line *line, int32_t column,
                                size_t *length) {
  const tell__mapped_text source = {.line = line, .columns = {column}, .count = 1};
  tell__changed changed = tell__mapped_read(m->plan->mapping, &source, m->reading, &m->work->text);
  *length = m->work->text.length;
  if (changed == TELL__CHANGED_NO_MEMORY)
    m->reading->status = TELL_E_MEMORY;
  if (changed == TELL__CHANGED_SKIP)
    *length = 0;
  return changed == TELL__CHANGED_OK || changed == TELL__CHANGED_SKIP
             ? tell__text_get(&m->work->text)
             : NULL;
}

/* The text of a measure's cell; NULL for one that cannot be read. */
static const char *measure_text(const cells *m, const tell__mapping_line *line, int32_t column,
                                size_t *length) {
  return line->step_count == 0 ? tell__reading_cell(m->reading, column, length)
                               : changed_text(m, line, column, length);
}

/* Reads a text by the signs of the mapping, then by those that everybody uses. */
static void read_text(const cells *m, const char *text, size_t length, tell__cell *cell,
                      int32_t *stated) {
  const tell__mapping_sign *sign = tell__mapping_sign_find(m->plan->mapping, text, length);
  if (sign != NULL) {
    *cell = cell_of_sign(sign, stated);
    return;
  }
  tell__cell_take(text, length, TELL__SIGNS_TIDY, m->plan->mark, cell);
  uint64_t key = tell__cell_memo_key(text, length, length);
  /* Only texts that are their cell as it stands in the file: not what steps left blanks around. */
  if (key != 0 && tell__is_plain_byte(text[0]) && tell__is_plain_byte(text[length - 1]))
    tell__cell_memo_put(m->work->cells, key, cell);
}

/* A cell that is not remembered, or is not what stands in the file. */
static void read_anew(const cells *m, const tell__mapping_line *line, tell__measure *out,
                      int32_t *stated) {
  size_t length = 0;
  const char *text = measure_text(m, line, out->column, &length);
  if (text == NULL)
    out->cell = (tell__cell){.kind = TELL__CELL_UNREADABLE};
  else
    read_text(m, text, length, &out->cell, stated);
  if (out->cell.kind == TELL__CELL_NUMBER && line->shift != 0)
    move_mark(&out->cell, line->shift);
}

/* `*stated` receives the state of a sign that is none of a cell. */
static inline void read_measure(const cells *m, const tell__mapped_value *value,
                                tell__target target, tell__measure *out, int32_t *stated) {
  const tell__mapping_line *line = value->lines[target - TELL__TARGET_VALUE];
  size_t length = 0;
  out->column = value->columns[target - TELL__TARGET_VALUE];
  if (out->column < 0) {
    out->cell = (tell__cell){.kind = TELL__CELL_BLANK};
    return;
  }
  const char *text = tell__reading_cell(m->reading, out->column, &length);
  /* Behind fields that are cut out of their line its block goes on. */
  size_t readable = m->reading->record.fields == NULL ? length + TELL__SCAN_PADDING : length;
  uint64_t key = tell__cell_memo_key(text, length, readable);
  const tell__cell_memo_slot *slot = tell__cell_memo_slot_of(m->work->cells, key);
  if (tell__cell_memo_has(slot, key) && line->step_count == 0 && line->shift == 0)
    tell__cell_memo_get(slot, &out->cell);
  else
    read_anew(m, line, out, stated);
}

/* The state that a column of the record names; leaves `stated` where it names none. */
static void read_state(const cells *m, const tell__mapped_value *value, int32_t *stated) {
  int32_t column = value->columns[TELL__TARGET_STATE - TELL__TARGET_VALUE];
  size_t length = 0;
  if (column < 0)
    return;
  const char *id =
      measure_text(m, value->lines[TELL__TARGET_STATE - TELL__TARGET_VALUE], column, &length);
  if (id != NULL && length == 0)
    return;
  for (tell_state state = TELL_STATE_PRESENT; id != NULL && state <= TELL_STATE_INVALID; state++)
    if (strlen(tell_state_id(state)) == length && memcmp(tell_state_id(state), id, length) == 0) {
      *stated = (int32_t)state;
      return;
    }
  tell__reading_reject(m->reading, "unknown_state", column, "not a state that a file can name");
}

static const int order[] = {TELL__TARGET_VALUE, TELL__TARGET_NUMERATOR, TELL__TARGET_STATE};

int32_t tell__mapped_column(const tell__mapped_value *value) {
  for (size_t i = 0; i < sizeof order / sizeof *order; i++)
    if (value->columns[order[i] - TELL__TARGET_VALUE] >= 0)
      return value->columns[order[i] - TELL__TARGET_VALUE];
  return -1;
}

int tell__mapped_measures(tell__reading *reading, const tell__mapped_plan *plan,
                          tell__mapped_work *work, const tell__mapped_value *value,
                          tell__measures *out) {
  const cells m = {reading, plan, work};
  int32_t stated = -1, other = -1; /* only the sign of a value says a state */
  out->n_elsewhere = 0;
  out->blank = plan->mapping->blank;
  read_measure(&m, value, TELL__TARGET_VALUE, &out->value, &stated);
  read_measure(&m, value, TELL__TARGET_NUMERATOR, &out->numerator, &other);
  read_measure(&m, value, TELL__TARGET_N, &out->n, &other);
  read_measure(&m, value, TELL__TARGET_SD, &out->sd, &other);
  read_measure(&m, value, TELL__TARGET_MARGIN, &out->margin, &other);
  out->stated_column = out->value.column;
  if (value->columns[TELL__TARGET_STATE - TELL__TARGET_VALUE] >= 0) {
    out->stated_column = value->columns[TELL__TARGET_STATE - TELL__TARGET_VALUE];
    read_state(&m, value, &stated);
  }
  out->stated = stated;
  return !reading->rejected && reading->status == TELL_OK;
}
