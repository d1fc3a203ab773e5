/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of keymap.h: keys lie in the slots themselves, probed one after the other. */
#include "keymap.h"

#include <string.h>

#include "alloc.h"
#include "hash.h"

enum { FIRST_SLOTS = 16, WIDTH_MAX = 16, FREE_SLOT = -1 };

struct tell__keymap {
  size_t width;
  size_t count;
  size_t slot_count; /* a power of two */
  int64_t *keys;     /* slot_count * width */
  int64_t *values;   /* FREE_SLOT where there is no key */
};

static int make_slots(tell__keymap *map, size_t slot_count) {
  map->keys = NULL;
  map->values = tell__alloc_array(slot_count, sizeof *map->values);
  if (slot_count <= SIZE_MAX / map->width)
    map->keys = tell__alloc_array(slot_count * map->width, sizeof *map->keys);
  if (map->keys == NULL || map->values == NULL) {
    tell__free(map->keys);
    tell__free(map->values);
    return 0;
  }
  map->slot_count = slot_count;
  for (size_t i = 0; i < slot_count; i++)
    map->values[i] = FREE_SLOT;
  return 1;
}

tell__keymap *tell__keymap_create(size_t width) {
  if (width < 1 || width > WIDTH_MAX)
    return NULL;
  tell__keymap *map = tell__alloc(sizeof *map);
  if (map == NULL)
    return NULL;
  map->width = width;
  if (!make_slots(map, FIRST_SLOTS)) {
    tell__free(map);
    return NULL;
  }
  return map;
}

void tell__keymap_free(tell__keymap *map) {
  if (map == NULL)
    return;
  tell__free(map->keys);
  tell__free(map->values);
  tell__free(map);
}

/* The slot that holds the key, or the free one where it belongs. */
static size_t find_slot(const tell__keymap *map, const int64_t *key) {
  size_t mask = map->slot_count - 1;
  size_t slot = (size_t)tell__hash_words(key, map->width) & mask;
  while (map->values[slot] != FREE_SLOT &&
         memcmp(map->keys + slot * map->width, key, map->width * sizeof *key) != 0)
    slot = (slot + 1) & mask;
  return slot;
}

static void place(tell__keymap *map, size_t slot, const int64_t *key, int64_t value) {
  memcpy(map->keys + slot * map->width, key, map->width * sizeof *key);
  map->values[slot] = value;
  map->count++;
}

static int widen(tell__keymap *map) {
  if (map->count + 1 <= map->slot_count / 2)
    return 1;
  tell__keymap wider = {.width = map->width};
  if (map->slot_count > SIZE_MAX / 2 || !make_slots(&wider, map->slot_count * 2))
    return 0;
  for (size_t i = 0; i < map->slot_count; i++) {
    const int64_t *key = map->keys + i * map->width;
    if (map->values[i] != FREE_SLOT)
      place(&wider, find_slot(&wider, key), key, map->values[i]);
  }
  tell__free(map->keys);
  tell__free(map->values);
  *map = wider;
  return 1;
}

int64_t tell__keymap_find(const tell__keymap *map, const int64_t *key) {
  return map->values[find_slot(map, key)];
}

int64_t tell__keymap_add(tell__keymap *map, const int64_t *key, int64_t value) {
  int64_t held = tell__keymap_find(map, key);
  if (held != FREE_SLOT)
    return held;
  if (value < 0 || !widen(map))
    return -1;
  place(map, find_slot(map, key), key, value);
  return value;
}

int tell__keymap_set(tell__keymap *map, const int64_t *key, int64_t value) {
  if (value < 0)
    return 0;
  size_t slot = find_slot(map, key);
  if (map->values[slot] == FREE_SLOT)
    return tell__keymap_add(map, key, value) == value;
  map->values[slot] = value;
  return 1;
}
