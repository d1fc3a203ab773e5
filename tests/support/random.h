/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers for tests: the same ones everywhere and always (SplitMix64, Steele et al. 2014).
 */
#ifndef TELL_TESTS_RANDOM_H
#define TELL_TESTS_RANDOM_H

#include <stddef.h>
#include <stdint.h>

uint64_t random_next(uint64_t *state);

/** A number in [0, 1). */
double random_unit(uint64_t *state);

/** Puts `count` elements of `size` bytes into random order. */
void random_shuffle(uint64_t *state, void *elements, size_t count, size_t size);

#endif
