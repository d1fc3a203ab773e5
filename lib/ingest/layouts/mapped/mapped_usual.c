/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records as nearly all are: known keys, and nothing but short plain numbers
 * that need no second look. Their observations are copied from a model and
 * never judged. What is not so goes the long way.
 */
#include <string.h>

#include "base/alloc.h"
#include "csv/scan.h"
#include "ingest/layouts/mapped/mapped.h"

static int32_t column_of(const tell__mapped_value *value, tell__target target) {
  return value->columns[target - TELL__TARGET_VALUE];
}

/* Whether nothing but the school year may differ between records with the same row. */
static int is_of_row(const tell__mapped_plan *plan, const tell__mapped_value *value) {
  for (tell__target target = 0; target < TELL__TARGET_KEYS; target++) {
    int32_t key = value->keys[target];
    if (target != TELL__TARGET_PERIOD && key >= 0 && plan->keys[key].text.fixed == NULL &&
        !tell__mapped_is_in_row(plan, &plan->keys[key].text))
      return 0;
  }
  return 1;
}

/* Whether the cells mean what stands in them. */
static int is_as_written(const tell__mapped_value *value) {
  for (int i = 0; i < TELL__MEASURE_TARGETS; i++)
    if (value->columns[i] >= 0 && (value->lines[i]->step_count > 0 || value->lines[i]->shift != 0))
      return 0;
  return 1;
}

void tell__mapped_survey_value(const tell__mapped_plan *plan, tell__mapped_value *value) {
  value->cells = 0;
  for (int i = 0; i < TELL__MEASURE_TARGETS; i++)
    value->cells += value->columns[i] >= 0;
  value->is_simple =
      column_of(value, TELL__TARGET_VALUE) >= 0 && column_of(value, TELL__TARGET_NUMERATOR) < 0 &&
      column_of(value, TELL__TARGET_STATE) < 0 && is_of_row(plan, value) && is_as_written(value);
}

void tell__mapped_grow_ready(tell__mapped_work *work, size_t wanted) {
  enum { FIRST = 64 };
  size_t room = work->ready_count > 0 ? work->ready_count : FIRST;
  while (room < wanted && room < TELL__MAPPED_ROWS)
    room *= 2;
  if (room == work->ready_count)
    return;
  tell__mapped_ready *ready = tell__realloc_array(work->ready, room, sizeof *ready);
  if (ready == NULL)
    return;
  memset(ready + work->ready_count, 0, (room - work->ready_count) * sizeof *ready);
  work->ready = ready;
  work->ready_count = room;
}

void tell__mapped_make_ready(const tell__reading *reading, const tell__observation *observation,
                             tell__mapped_ready *ready) {
  ready->model = *observation;
  ready->usual = tell__measures_usual(&reading->definitions->indicators[observation->indicator]);
  ready->is_made = 1;
}

/* What is remembered of the cell of a column, where that is a number. */
static inline const tell__cell_memo_slot *find_number(const tell__record *record,
                                                      tell__cell_memo *memo, int32_t column) {
  uint32_t from = record->ends[column - 1] + 1;
  /* Behind fields that are cut out of their line its block goes on. */
  uint64_t key =
      tell__cell_memo_key(record->text + from, record->ends[column] - from, TELL__SCAN_PADDING);
  const tell__cell_memo_slot *slot = tell__cell_memo_slot_of(memo, key);
  return tell__cell_memo_has(slot, key) && tell__cell_memo_is_number(slot) ? slot : NULL;
}

/* Reads one number more, where there is a column and anything in it, and notes it as `bit`; 0 when
 * that is none that came before. */
static inline int take_number(const tell__record *record, tell__cell_memo *memo, int32_t column,
                              double *number, unsigned bit, unsigned *has) {
  if (column < 0 || record->ends[column] == record->ends[column - 1] + 1)
    return 1;
  const tell__cell_memo_slot *slot = find_number(record, memo, column);
  if (slot == NULL)
    return 0;
  *number = slot->value;
  *has |= bit;
  return 1;
}

int tell__mapped_add_usual(tell__reading *reading, tell__mapped_work *work,
                           const tell__mapped_value *value, const tell__mapped_ready *ready,
                           int32_t unit, int32_t period) {
  const tell__record *record = &reading->record;
  tell__numbers numbers = {0, 1, 0, 0};
  unsigned has = 0;
  int32_t column = column_of(value, TELL__TARGET_VALUE);
  if (record->fields != NULL)
    return 0;
  const tell__cell_memo_slot *slot = find_number(record, work->cells, column);
  if (slot == NULL ||
      !take_number(record, work->cells, column_of(value, TELL__TARGET_N), &numbers.n, TELL__HAS_N,
                   &has) ||
      !take_number(record, work->cells, column_of(value, TELL__TARGET_SD), &numbers.sd,
                   TELL__HAS_SD, &has) ||
      !take_number(record, work->cells, column_of(value, TELL__TARGET_MARGIN), &numbers.margin,
                   TELL__HAS_MARGIN, &has))
    return 0;
  numbers.value = slot->value;
  tell__observation *made = tell__part_room(reading->part);
  if (made == NULL || !tell__measures_are_usual(&ready->usual, &numbers, has))
    return 0;
  *made = ready->model;
  made->unit = unit;
  made->period = (int16_t)period;
  made->decimals = (unsigned)tell__cell_memo_decimals(slot) & 0xF;
  tell__measures_take_usual(&ready->usual, &numbers, has, made);
  tell__reading_add(reading, made, column, value->cells);
  return 1;
}
