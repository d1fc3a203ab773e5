/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keys of a record mean by a mapping, remembered by their texts. */
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

/* The cells of a key as they stand: of one column, or of several with a mark between them. */
static const char *raw_text(const keys *m, const tell__mapped_text *text, size_t *length) {
  if (text->count == 1)
    return tell__reading_cell(m->reading, text->columns[0], length);
  tell__text_clear(&m->work->key);
  for (int32_t i = 0; i < text->count; i++) {
    const char *cell = tell__reading_cell(m->reading, text->columns[i], length);
    tell__text_add_n(&m->work->key, cell, *length);
    tell__text_add_n(&m->work->key, "\x1F", 1);
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

void tell__mapped_read_keys(tell__reading *reading, const tell__mapped_plan *plan,
                            tell__mapped_work *work) {
  const keys made = {reading, plan, work}, *m = &made;
  work->has_none = 0;
  for (size_t i = 0; i < work->key_count; i++) {
    const tell__mapped_key *key = &m->plan->keys[i];
    if (!is_as_before(m, &key->text))
      work->codes[i] = read_key(m, i);
    if (work->codes[i] >= 0)
      continue;
    work->has_none = 1;
    if (m->reading->status == TELL_OK)
      report_key(m, key, work->codes[i]);
  }
}
