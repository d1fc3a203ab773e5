/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers for tests: the same ones everywhere and always (SplitMix64, Steele et al. 2014).
 */
#ifndef TELL_TESTS_RANDOM_H
#define TELL_TESTS_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* Under a sanitizer every round takes some ten times as long, and a tenth of them finds what it
 * looks for: bytes out of place, not rare results. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define RANDOM_ROUNDS(rounds) ((rounds) / 10)
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define RANDOM_ROUNDS(rounds) ((rounds) / 10)
#endif
#endif
/** How many rounds of a random test are run, of as many. */
#ifndef RANDOM_ROUNDS
#define RANDOM_ROUNDS(rounds) (rounds)
#endif

uint64_t random_next(uint64_t *state);

/** A number in [0, 1). */
double random_unit(uint64_t *state);

/** Puts `count` elements of `size` bytes into random order. */
void random_shuffle(uint64_t *state, void *elements, size_t count, size_t size);

#endif
