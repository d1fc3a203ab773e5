/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one door to memory: every allocation of the library goes through here,
 * so that a test can make any of them fail. Sizes are checked for overflow.
 */
#ifndef TELL_BASE_ALLOC_H
#define TELL_BASE_ALLOC_H

#include <stddef.h>

/** Gives `size` zeroed bytes (at least 1), NULL when there are none. */
void *tell__alloc(size_t size);

/** Gives `count * size` zeroed bytes, NULL on overflow or when there are none. */
void *tell__alloc_array(size_t count, size_t size);

/**
 * Gives `count * size` bytes that are NOT zeroed, NULL on overflow or when there
 * are none: for what is large and written whole. The system is asked to give it
 * large pages, as meeting a country's figures page by page of 4 KiB costs an
 * eighth of the time of reading them.
 */
void *tell__alloc_large(size_t count, size_t size);

/** Changes a block to `count * size` bytes; on NULL the old block stands. New bytes are not zeroed.
 */
void *tell__realloc_array(void *block, size_t count, size_t size);

/** Frees a block; NULL is allowed. */
void tell__free(void *block);

/**
 * Makes room for one more element: doubles `*capacity` when `count` has
 * reached it. Returns 0 when there is no memory; the array then stands.
 */
int tell__grow(void **array, size_t *capacity, size_t count, size_t element_size);

#endif
