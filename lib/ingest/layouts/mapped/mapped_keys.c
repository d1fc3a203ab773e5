/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the keys of a record mean by a mapping, remembered by their texts. Files
 * go through the same indicators and groups for every unit, mostly in columns
 * that stand side by side: those are looked up as one text, which stands behind
 * the one before it as it did the last time.
 */
#include <string.h>

#include "base/alloc.h"
#include "ingest/layouts/mapped/mapped.h"

/* A record under way. */
typedef struct keys {
  tell__reading *reading;
  const tell__mapped_plan *plan;
  tell__mapped_work *work;
} keys;

static int32_t code_of_text(const keys *m, tell__target target) {
  const tell__text *text = &m->work->text;
  if (target != TELL__TARGET_DIMENSION && target != TELL__TARGET_CATEGORY)
    return tell__mapped_code(m->reading->catalogue, target, tell__text_get(text), text->length);
  int32_t number = tell__strings_add(m->work->texts, tell__text_get(text), text->length);
  if (number < 0)
    m->reading->status = TELL_E_MEMORY;
  return number;
}

static int32_t decode(const keys *m, const tell__mapped_key *key) {
  switch (tell__mapped_read(m->plan->mapping, &key->text, m->reading, &m->work->text)) {
  case TELL__CHANGED_OK:
    return code_of_text(m, key->target);
  case TELL__CHANGED_NOT_KNOWN:
    return TELL__MAPPED_UNMAPPED;
  case TELL__CHANGED_SKIP:
    return TELL__MAPPED_SKIP;
  default:
    m->reading->status = TELL_E_MEMORY;
    return TELL__MAPPED_UNKNOWN;
  }
}

/* The cells of a key as they stand: of one column, or of several with a NUL (in no cell) behind
 * each. */
static const char *raw_text(const keys *m, const tell__mapped_text *text, size_t *length) {
  if (text->count == 1)
    return tell__reading_cell(m->reading, text->columns[0], length);
  tell__text_clear(&m->work->key);
  for (int32_t i = 0; i < text->count; i++) {
    const char *cell = tell__reading_cell(m->reading, text->columns[i], length);
    tell__text_add_n(&m->work->key, cell, *length);
    tell__text_add_n(&m->work->key, "", 1);
  }
  *length = m->work->key.length;
  return tell__text_get(&m->work->key);
}

/* Whether the key's cells hold what they held in the record before. */
static int is_as_before(const keys *m, const tell__mapped_text *text) {
  for (int32_t i = 0; i < text->count; i++)
    if (!tell__reading_is_as_before(m->reading, text->columns[i]))
      return 0;
  return text->count > 0;
}

/* What the cells of a key mean, where they are not as before. */
static int32_t read_key(const keys *m, size_t index) {
  const tell__mapped_key *key = &m->plan->keys[index];
  size_t length = 0;
  const char *raw = raw_text(m, &key->text, &length);
  int32_t code = tell__memo_find(&m->work->keys[index], raw, length);
  if (code != TELL__MEMO_UNKNOWN)
    return code;
  code = decode(m, key);
  if (m->reading->status == TELL_OK && !m->work->key.failed)
    tell__memo_add(&m->work->keys[index], raw, length, code);
  return code;
}

static void report_key(const keys *m, const tell__mapped_key *key, int32_t code) {
  static const struct {
    const char *code, *message;
  } unknown[TELL__TARGET_KEYS] = {
      [TELL__TARGET_SOURCE] = {"unknown_source", "the catalogue has no source with this id"},
      [TELL__TARGET_PERIOD] = {"unknown_period",
                               "not a school year of 1990 to 2100, such as 2022-23"},
      [TELL__TARGET_GRADE] = {"unknown_grade", "not a grade of 1 to 13 or all"},
      [TELL__TARGET_GENDER] = {"unknown_gender", "not a gender that files name"},
      [TELL__TARGET_OWNER] = {"unknown_owner", "not an owner that files name"},
      [TELL__TARGET_INDICATOR] = {"unknown_indicator",
                                  "the catalogue has no indicator with this id"}};
  int32_t column = key->text.count > 0 ? key->text.columns[0] : -1;
  if (code == TELL__MAPPED_UNMAPPED)
    tell__reading_reject(m->reading, "unmapped_value", column,
                         "the mapping does not say what this text becomes");
  else if (code == TELL__MAPPED_SKIP)
    tell__reading_skip(m->reading, "skipped_by_mapping", column,
                       "the mapping passes over records with this text");
  else if (unknown[key->target].code != NULL)
    tell__reading_reject(m->reading, unknown[key->target].code, column,
                         unknown[key->target].message);
}

/* Reads one key; 1 where it has a code. */
static inline int take_key(const keys *m, size_t index) {
  const tell__mapped_key *key = &m->plan->keys[index];
  int32_t *code = &m->work->codes[index];
  if (!is_as_before(m, &key->text))
    *code = read_key(m, index);
  if (*code >= 0)
    return 1;
  m->work->has_none = 1;
  if (m->reading->status == TELL_OK)
    report_key(m, key, *code);
  return 0;
}

/* The cells of the row as they stand; NULL where the record is not cut out of one text. */
static const char *row_text(const keys *m, size_t *length) {
  const tell__record *record = &m->reading->record;
  if (record->fields != NULL)
    return NULL;
  uint32_t from = record->ends[m->plan->row_first - 1] + 1;
  *length = record->ends[m->plan->row_last] - from;
  return record->text + from;
}

/* Remembers what the row means, as long as that is little. */
static void keep_row(const keys *m, const char *text, size_t length) {
  tell__mapped_row *row = &m->work->row;
  size_t known = row->memo.count;
  if (known == TELL__MAPPED_ROWS)
    return;
  if (!tell__grow((void **)&row->codes, &row->capacity, known, row->key_count * sizeof *row->codes))
    return;
  for (size_t i = 0; i < row->key_count; i++)
    row->codes[known * row->key_count + i] = m->work->codes[i];
  tell__memo_add(&row->memo, text, length, (int32_t)known);
  if (row->memo.count == known)
    return;
  row->now = (int32_t)known;
  tell__mapped_grow_ready(m->work, (known + 1) * m->plan->value_count);
}

/* Reads the keys of the row at once, or one by one where its text is new. */
static void take_row(const keys *m) {
  tell__mapped_row *row = &m->work->row;
  size_t length = 0, good = 0;
  if (row->now >= 0 && tell__reading_is_as_before(m->reading, m->plan->row_last))
    return;
  const char *text = row_text(m, &length);
  row->now = text != NULL ? tell__memo_find_next(&row->memo, text, length) : TELL__MEMO_UNKNOWN;
  if (row->now >= 0) {
    const int32_t *codes = &row->codes[(size_t)row->now * row->key_count];
    for (size_t i = 0; i < row->key_count; i++)
      m->work->codes[i] = codes[i];
    return;
  }
  for (size_t i = 0; i < row->key_count; i++)
    good += (size_t)take_key(m, i);
  if (good == row->key_count && text != NULL && m->reading->status == TELL_OK)
    keep_row(m, text, length);
}

void tell__mapped_read_keys(tell__reading *reading, const tell__mapped_plan *plan,
                            tell__mapped_work *work) {
  const keys m = {reading, plan, work};
  work->has_none = 0;
  if (work->row.key_count > 0)
    take_row(&m);
  for (size_t i = work->row.key_count; i < work->key_count; i++)
    take_key(&m, i);
}

static void find_row(tell__mapped_plan *plan, uint8_t *has_key, int32_t columns) {
  memset(has_key, 0, (size_t)columns);
  for (size_t i = 0; i < plan->key_count; i++)
    if (plan->keys[i].text.count == 1)
      has_key[plan->keys[i].text.columns[0]] = 1;
  plan->row_last = -1;
  for (int32_t column = 0, first = 0; column < columns; column++) {
    if (!has_key[column])
      first = column + 1;
    else if (column - first > plan->row_last - plan->row_first) {
      plan->row_first = first;
      plan->row_last = column;
    }
  }
}

/* One column alone is no row. */
int tell__mapped_is_in_row(const tell__mapped_plan *plan, const tell__mapped_text *text) {
  return plan->row_first < plan->row_last && text->count == 1 &&
         text->columns[0] >= plan->row_first && text->columns[0] <= plan->row_last;
}

/* Moves a key to an earlier place, and those between back by one. */
static void move_key(tell__mapped_plan *plan, size_t from, size_t to) {
  tell__mapped_key moved = plan->keys[from];
  memmove(&plan->keys[to + 1], &plan->keys[to], (from - to) * sizeof *plan->keys);
  plan->keys[to] = moved;
  for (size_t i = 0; i < plan->value_count; i++)
    for (tell__target target = 0; target < TELL__TARGET_KEYS; target++) {
      int32_t *key = &plan->values[i].keys[target];
      if (*key == (int32_t)from)
        *key = (int32_t)to;
      else if (*key >= (int32_t)to && *key < (int32_t)from)
        ++*key;
    }
}

static void put_row_first(tell__mapped_plan *plan) {
  for (size_t i = 0; i < plan->key_count; i++)
    if (tell__mapped_is_in_row(plan, &plan->keys[i].text))
      move_key(plan, i, plan->row_key_count++);
}

static void find_periods(tell__mapped_plan *plan) {
  for (size_t i = plan->key_count; i > 0; i--)
    if (plan->keys[i - 1].target == TELL__TARGET_PERIOD) {
      plan->period_first = i - 1;
      plan->period_end = plan->period_end > 0 ? plan->period_end : i;
    }
}

void tell__mapped_survey(tell__mapped_plan *plan, uint8_t *has_key, int32_t columns) {
  find_row(plan, has_key, columns);
  put_row_first(plan);
  find_periods(plan);
  for (size_t i = 0; i < plan->value_count; i++)
    tell__mapped_survey_value(plan, &plan->values[i]);
  plan->unit_last = -1;
  for (int32_t i = 0; i < plan->unit_column_count; i++)
    if (plan->unit_columns[i] > plan->unit_last)
      plan->unit_last = plan->unit_columns[i];
}
