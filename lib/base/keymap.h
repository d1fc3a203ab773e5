/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A map from a key of a fixed number of whole numbers to a whole number: how rows find their
 * series, parents and duplicates. */
#ifndef TELL_BASE_KEYMAP_H
#define TELL_BASE_KEYMAP_H

#include <stddef.h>
#include <stdint.h>

typedef struct tell__keymap tell__keymap;

/** A map whose keys have `width` parts (1 to 16). NULL when there is no memory. */
tell__keymap *tell__keymap_create(size_t width);
void tell__keymap_free(tell__keymap *map);

/** The value of a key, -1 when it is not there. */
int64_t tell__keymap_find(const tell__keymap *map, const int64_t *key);

/**
 * Finds a key, or adds it with `value` (>= 0). Returns the value that the map
 * holds afterwards, which is `value` only for a new key, and -1 when there is
 * no memory.
 */
int64_t tell__keymap_add(tell__keymap *map, const int64_t *key, int64_t value);

/** Changes or adds; returns 0 when there is no memory, else 1. */
int tell__keymap_set(tell__keymap *map, const int64_t *key, int64_t value);

#endif
