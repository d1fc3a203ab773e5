/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reason `derived` within an indicator set; trends are in derive_trends.c. */
#include "disclosure/derive.h"

#include <string.h>

#include "base/error.h"

enum { SERIES_WIDTH = 9 };

/*
 * How many units below are visible or suppressed is the publisher's own fact
 * where the units are the publisher's; it stays.
 */
static void derive_row(tell__fact *fact) {
  if (!tell__fact_is_hidden(fact))
    return;
  tell__fact_hide_part(fact, TELL__PART_INTERVAL, TELL__REASON_DERIVED);
  tell__fact_hide_part(fact, TELL__PART_COVERAGE, TELL__REASON_DERIVED);
  tell__fact_hide_part(fact, TELL__PART_PARTICIPATION, TELL__REASON_DERIVED);
  tell__fact_hide_part(fact, TELL__PART_DIFFERENCE, TELL__REASON_DERIVED);
  if (fact->own)
    tell__fact_hide_part(fact, TELL__PART_CHILDREN, TELL__REASON_DERIVED);
}

/* With the difference, either of the two figures gives the other. */
static void derive_difference(const tell__facts *facts, tell__fact *fact) {
  if (!fact->difference || (fact->minimum <= 0 && fact->made_of != TELL__MADE_OF_PARTS))
    return;
  int64_t row = tell__facts_find(facts, fact->parent, fact->group, fact->comparator);
  if (row < 0 || tell__fact_is_hidden(&facts->rows[row]) ||
      facts->rows[row].reasons[TELL__PART_INTERVAL] != TELL__REASON_NONE)
    tell__fact_hide_part(fact, TELL__PART_DIFFERENCE, TELL__REASON_DERIVED);
}

/* Published and local rows of a series share their years; computed ones are apart. */
static void series_words(int64_t unit, int64_t origin, const tell__group_key *key,
                         int64_t words[SERIES_WIDTH]) {
  const int64_t all[SERIES_WIDTH] = {
      unit,           origin == TELL__FACT_COMPUTED,
      key->indicator, key->source,
      key->grade,     key->gender,
      key->owner,     key->dimension,
      key->category,
  };
  memcpy(words, all, sizeof all);
}

tell__keymap *tell__derive_hidden_series(const tell__facts *facts) {
  int64_t words[SERIES_WIDTH];
  tell__keymap *hidden = tell__keymap_create(SERIES_WIDTH);
  int ok = hidden != NULL;
  for (int64_t row = 0; ok && row < facts->count; row++) {
    const tell__fact *fact = &facts->rows[row];
    if (!tell__fact_is_hidden(fact))
      continue;
    const tell__group_key key = tell__facts_key(facts, row);
    series_words(fact->unit, fact->origin, &key, words);
    ok = tell__keymap_add(hidden, words, row) >= 0;
  }
  if (ok)
    return hidden;
  tell__keymap_free(hidden);
  return NULL;
}

int tell__derive_is_in(const tell__keymap *series, int64_t unit, int64_t origin,
                       const tell__group_key *key) {
  int64_t words[SERIES_WIDTH];
  series_words(unit, origin, key, words);
  return tell__keymap_find(series, words) >= 0;
}

/* Two participations of a series with the n of one year give the n of the other. */
static int derive_participation(tell__facts *facts) {
  tell__keymap *hidden = tell__derive_hidden_series(facts);
  if (hidden == NULL)
    return 0;
  for (int64_t row = 0; row < facts->count; row++) {
    tell__fact *fact = &facts->rows[row];
    const tell__group_key key = tell__facts_key(facts, row);
    if (tell__derive_is_in(hidden, fact->unit, fact->origin, &key))
      tell__fact_hide_part(fact, TELL__PART_PARTICIPATION, TELL__REASON_DERIVED);
  }
  tell__keymap_free(hidden);
  return 1;
}

tell_status tell__derive_cells(tell__facts *facts, tell_error *err) {
  for (int64_t row = 0; row < facts->count; row++)
    derive_row(&facts->rows[row]);
  for (int64_t row = 0; row < facts->count; row++)
    derive_difference(facts, &facts->rows[row]);
  return derive_participation(facts) ? TELL_OK : tell__fail_memory(err);
}
