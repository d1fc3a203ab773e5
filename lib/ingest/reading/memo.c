/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts and their codes: the texts one behind the other, found through a table of their hashes. */
#include "ingest/reading/memo.h"

#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"

/* A key of a large file has some ten thousand values at most; longer texts are no keys. */
enum { FIRST_ROOM = 32, MOST_ENTRIES = 64 * 1024, MOST_BYTES = 4 * 1024 * 1024, LONGEST = 512 };

static size_t slot_count(const tell__memo *memo) { return memo->capacity * 2; }

/* The slot of a text, or the free one where it belongs. */
static size_t find_slot(const tell__memo *memo, const char *text, size_t length, uint32_t hash) {
  size_t mask = slot_count(memo) - 1;
  size_t slot = hash & mask;
  while (memo->slots[slot] != 0) {
    const tell__memo_entry *entry = &memo->entries[memo->slots[slot] - 1];
    if (entry->hash == hash && tell__memo_is(memo, entry, text, length))
      break;
    slot = (slot + 1) & mask;
  }
  return slot;
}

/* Makes an entry the last one that was asked for. */
static void follow(tell__memo *memo, uint32_t number) {
  if (memo->last != NULL)
    memo->last->follows = number + 1;
  memo->last = &memo->entries[number];
}

int32_t tell__memo_search(tell__memo *memo, const char *text, size_t length) {
  if (memo->count == 0 || length > LONGEST)
    return TELL__MEMO_UNKNOWN;
  uint32_t number =
      memo->slots[find_slot(memo, text, length, (uint32_t)tell__hash_bytes(text, length))];
  if (number == 0)
    return TELL__MEMO_UNKNOWN;
  follow(memo, number - 1);
  return memo->last->code;
}

/* Twice the room; 0 when there is no memory, and nothing has changed then. */
static int widen(tell__memo *memo) {
  size_t capacity = memo->capacity == 0 ? FIRST_ROOM : memo->capacity * 2;
  uint32_t *slots = tell__alloc_array(capacity * 2, sizeof *slots);
  tell__memo_entry *entries =
      slots != NULL ? tell__realloc_array(memo->entries, capacity, sizeof *entries) : NULL;
  if (entries == NULL) {
    tell__free(slots);
    return 0;
  }
  tell__free(memo->slots);
  memo->slots = slots;
  memo->entries = entries;
  memo->capacity = capacity;
  memo->last = NULL;
  for (size_t i = 0; i < memo->count; i++) {
    const tell__memo_entry *entry = &memo->entries[i];
    size_t slot = find_slot(memo, memo->bytes + entry->offset, entry->length, entry->hash);
    memo->slots[slot] = (uint32_t)i + 1;
  }
  return 1;
}

static int widen_bytes(tell__memo *memo, size_t needed) {
  size_t capacity = memo->byte_capacity == 0 ? LONGEST : memo->byte_capacity;
  while (capacity < needed)
    capacity *= 2;
  char *bytes = tell__realloc_array(memo->bytes, capacity, 1);
  if (bytes == NULL)
    return 0;
  memo->bytes = bytes;
  memo->byte_capacity = capacity;
  return 1;
}

void tell__memo_add(tell__memo *memo, const char *text, size_t length, int32_t code) {
  if (length > LONGEST || memo->count == MOST_ENTRIES || memo->byte_count + length > MOST_BYTES)
    return;
  if (memo->count == memo->capacity && !widen(memo))
    return;
  if ((memo->byte_capacity == 0 || memo->byte_count + length > memo->byte_capacity) &&
      !widen_bytes(memo, memo->byte_count + length))
    return;
  uint32_t hash = (uint32_t)tell__hash_bytes(text, length);
  size_t slot = find_slot(memo, text, length, hash);
  memcpy(memo->bytes + memo->byte_count, text, length);
  memo->entries[memo->count] =
      (tell__memo_entry){(uint32_t)memo->byte_count, (uint32_t)length, code, hash, 0};
  follow(memo, (uint32_t)memo->count++);
  memo->slots[slot] = (uint32_t)memo->count;
  memo->byte_count += length;
}

void tell__memo_free(tell__memo *memo) {
  tell__free(memo->entries);
  tell__free(memo->slots);
  tell__free(memo->bytes);
  *memo = (tell__memo){0};
}
