/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers for tests: the same ones everywhere and always (SplitMix64, Steele et al. 2014).
 */
#ifndef TELL_TESTS_RANDOM_H
#define TELL_TESTS_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/**
 * How many rounds of a random test are run, of as many. Under a sanitizer or
 * valgrind (which sets TELL_FEWER_ROUNDS) every round takes ten times as long and
 * more, and a tenth of them finds what it looks for: bytes out of place, not rare
 * results.
 */
int random_rounds(int rounds);

uint64_t random_next(uint64_t *state);

/** A number in [0, 1). */
double random_unit(uint64_t *state);

/** A number from the normal distribution with mean 0 and standard deviation 1. */
double random_normal(uint64_t *state);

/** How many of n have what each has with probability p. */
int random_binomial(uint64_t *state, int n, double p);

/** Puts `count` elements of `size` bytes into random order. */
void random_shuffle(uint64_t *state, void *elements, size_t count, size_t size);

#endif
