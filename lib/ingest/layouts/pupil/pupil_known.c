/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records about one school and year lie together, and differ in grade and
 * gender only: whom a record is about is found by the bytes of its key columns,
 * without reading the cells. Reading them anew cost a third of all time spent
 * on a record of a survey.
 */
#include <string.h>

#include "ingest/layouts/pupil/pupil_work.h"

enum { WORD = sizeof(uint64_t) };

tell__pupil_key tell__pupil_key_of(const tell__reading *reading, const tell__pupil_frame *frame) {
  const tell__record *record = &reading->record;
  if (frame->key_count == 0 || record->fields != NULL)
    return (tell__pupil_key){NULL, 0};
  uint32_t from = record->ends[frame->key_column - 1] + 1;
  size_t length = record->ends[frame->key_column + frame->key_count - 1] - from;
  if (length < WORD || length > TELL__PUPIL_KEY_SIZE)
    return (tell__pupil_key){NULL, 0};
  return (tell__pupil_key){record->text + from, length};
}

static uint64_t word_at(const char *bytes) {
  uint64_t word = 0;
  memcpy(&word, bytes, WORD);
  return word;
}

/* Word by word, the last one overlapping: lengths differ by a few bytes, at which a call to memcmp
 * would guess wrong each time. */
static int is_equal(const char *a, const char *b, size_t length) {
  uint64_t differs = word_at(a + length - WORD) ^ word_at(b + length - WORD);
  for (size_t i = 0; i + WORD < length; i += WORD)
    differs |= word_at(a + i) ^ word_at(b + i);
  return differs == 0;
}

/* What differs most stands last. */
static size_t slot_of(tell__pupil_key key) {
  uint64_t hash = (word_at(key.bytes + key.length - WORD) + key.length) * 0x9E3779B97F4A7C15U;
  return (size_t)(hash >> 60) % TELL__PUPIL_KNOWN;
}

const tell__pupil_known *tell__pupil_known_find(const tell__pupil_work *work, tell__pupil_key key) {
  if (key.length == 0)
    return NULL;
  const tell__pupil_known *known = &work->known[slot_of(key)];
  return known->length == key.length && is_equal(known->key, key.bytes, key.length) ? known : NULL;
}

void tell__pupil_known_set(tell__pupil_work *work, tell__pupil_key key, const tell__pupil_who *who,
                           const tell__pupil_target *target) {
  if (key.length == 0)
    return;
  tell__pupil_known *known = &work->known[slot_of(key)];
  memcpy(known->key, key.bytes, key.length);
  known->length = key.length;
  known->who = *who;
  known->target = *target;
}
