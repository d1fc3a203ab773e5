/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The set of texts of text.h. The bytes lie in blocks that never move, because
 * callers borrow them; an index of slots with linear probing finds them.
 */
#include <string.h>

#include "alloc.h"
#include "hash.h"
#include "text.h"

enum { BLOCK_SIZE = 16 * 1024, FIRST_SLOTS = 16 };

typedef struct block {
  struct block *next;
  size_t used;
  size_t size;
  char bytes[];
} block;

typedef struct entry {
  const char *bytes;
  size_t length;
  uint64_t hash;
} entry;

struct tell__strings {
  block *blocks; /* the newest with room first */
  entry *entries;
  size_t count;
  size_t capacity;
  int32_t *slots;    /* number + 1 of an entry, 0 for a free slot */
  size_t slot_count; /* a power of two */
};

tell__strings *tell__strings_create(void) {
  tell__strings *strings = tell__alloc(sizeof *strings);
  if (strings == NULL)
    return NULL;
  strings->slot_count = FIRST_SLOTS;
  strings->slots = tell__alloc_array(FIRST_SLOTS, sizeof *strings->slots);
  if (strings->slots == NULL || tell__strings_add(strings, "", 0) != 0) {
    tell__strings_free(strings);
    return NULL;
  }
  return strings;
}

void tell__strings_free(tell__strings *strings) {
  if (strings == NULL)
    return;
  while (strings->blocks != NULL) {
    block *next = strings->blocks->next;
    tell__free(strings->blocks);
    strings->blocks = next;
  }
  tell__free(strings->entries);
  tell__free(strings->slots);
  tell__free(strings);
}

/* The slot that holds the text, or the free one where it belongs. */
static size_t find_slot(const tell__strings *strings, const char *bytes, size_t length,
                        uint64_t hash) {
  size_t mask = strings->slot_count - 1;
  size_t slot = (size_t)hash & mask;
  for (; strings->slots[slot] != 0; slot = (slot + 1) & mask) {
    const entry *held = &strings->entries[strings->slots[slot] - 1];
    if (held->hash == hash && held->length == length &&
        (length == 0 || memcmp(held->bytes, bytes, length) == 0))
      break;
  }
  return slot;
}

static int widen(tell__strings *strings) {
  if (strings->count + 1 <= strings->slot_count / 2)
    return 1;
  size_t slot_count = strings->slot_count * 2;
  int32_t *slots = tell__alloc_array(slot_count, sizeof *slots);
  if (slots == NULL)
    return 0;
  for (size_t i = 0; i < strings->count; i++) {
    size_t slot = (size_t)strings->entries[i].hash & (slot_count - 1);
    while (slots[slot] != 0)
      slot = (slot + 1) & (slot_count - 1);
    slots[slot] = (int32_t)(i + 1);
  }
  tell__free(strings->slots);
  strings->slots = slots;
  strings->slot_count = slot_count;
  return 1;
}

static block *add_block(tell__strings *strings, size_t size) {
  if (size > SIZE_MAX - sizeof(block))
    return NULL;
  block *made = tell__alloc(sizeof *made + size);
  if (made == NULL)
    return NULL;
  made->size = size;
  /* A block for one long text is full at once: it goes behind the one that still has room. */
  if (size > BLOCK_SIZE && strings->blocks != NULL) {
    made->next = strings->blocks->next;
    strings->blocks->next = made;
  } else {
    made->next = strings->blocks;
    strings->blocks = made;
  }
  return made;
}

static const char *keep(tell__strings *strings, const char *bytes, size_t length) {
  if (length == SIZE_MAX)
    return NULL;
  block *place = strings->blocks;
  if (place == NULL || place->size - place->used < length + 1)
    place = add_block(strings, length + 1 > BLOCK_SIZE ? length + 1 : BLOCK_SIZE);
  if (place == NULL)
    return NULL;
  char *copy = place->bytes + place->used;
  if (length > 0)
    memcpy(copy, bytes, length);
  copy[length] = '\0';
  place->used += length + 1;
  return copy;
}

int32_t tell__strings_add(tell__strings *strings, const char *bytes, size_t length) {
  uint64_t hash = tell__hash_bytes(bytes, length);
  size_t slot = find_slot(strings, bytes, length, hash);
  if (strings->slots[slot] != 0)
    return strings->slots[slot] - 1;
  if (strings->count >= INT32_MAX - 1 || !widen(strings) ||
      !tell__grow((void **)&strings->entries, &strings->capacity, strings->count,
                  sizeof *strings->entries))
    return -1;
  const char *copy = keep(strings, bytes, length);
  if (copy == NULL)
    return -1;
  strings->entries[strings->count] = (entry){.bytes = copy, .length = length, .hash = hash};
  strings->count++;
  slot = find_slot(strings, bytes, length, hash);
  strings->slots[slot] = (int32_t)strings->count;
  return (int32_t)strings->count - 1;
}

int32_t tell__strings_find(const tell__strings *strings, const char *bytes, size_t length) {
  size_t slot = find_slot(strings, bytes, length, tell__hash_bytes(bytes, length));
  return strings->slots[slot] - 1;
}

int32_t tell__strings_count(const tell__strings *strings) { return (int32_t)strings->count; }

const char *tell__strings_get(const tell__strings *strings, int32_t number, size_t *length) {
  int known = number >= 0 && (size_t)number < strings->count;
  if (length != NULL)
    *length = known ? strings->entries[number].length : 0;
  return known ? strings->entries[number].bytes : "";
}
