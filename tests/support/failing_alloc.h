/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Making allocations fail. The program is linked with
 * -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc, so that every allocation of
 * the library and of the test itself passes here. Nothing fails until asked.
 */
#ifndef TELL_TESTS_FAILING_ALLOC_H
#define TELL_TESTS_FAILING_ALLOC_H

typedef enum failing_mode {
  FAILING_ONLY = 0, /* the n-th allocation fails, later ones succeed */
  FAILING_FROM = 1  /* the n-th and all later ones fail */
} failing_mode;

/** From now on the n-th allocation (from 1) fails; 0 stops that. */
void failing_alloc_set(long nth, failing_mode mode);

/** Stops failing; returns how many allocations failed since failing_alloc_set(). */
long failing_alloc_stop(void);

/**
 * Runs a scenario with the first, second, third ... allocation failing until
 * one run meets no failure, in both modes. The scenario returns 1 when it came
 * through as in good times, 0 when it was told that memory is short; anything
 * else is a failed test of its own. Asserts that a run without failure returns
 * 1, and returns how many allocations were made to fail.
 * A library may survive a failed allocation and still succeed; leaks are found
 * by running under a sanitizer or valgrind.
 */
long failing_alloc_each(int (*scenario)(void *payload), void *payload);

#endif
