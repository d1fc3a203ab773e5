/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hash functions behind the sets and maps of this folder. */
#ifndef TELL_BASE_HASH_H
#define TELL_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/** Spreads every bit of `value` over the whole word. */
uint64_t tell__hash_mix(uint64_t value);

/** The hash of a text. */
uint64_t tell__hash_bytes(const char *bytes, size_t length);

/** The hash of a key of whole numbers. */
uint64_t tell__hash_words(const int64_t *words, size_t count);

#endif
