/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What follows from what: sums of unknown whole numbers, by exact elimination
 * modulo a prime. For tests that attack releases.
 */
#ifndef TELL_TESTS_EQUATIONS_H
#define TELL_TESTS_EQUATIONS_H

#include <stddef.h>
#include <stdint.h>

typedef struct equations equations;

/** Begins without knowing anything of `unknowns` numbers; free with equations_free(). */
equations *equations_create(size_t unknowns);
void equations_free(equations *all);

/** Learns the value of a sum: `weights` of the unknowns, destroyed. */
void equations_learn(equations *all, int64_t *weights);

/** Whether the value of a sum follows from what was learned; `weights` are destroyed. */
int equations_follows(const equations *all, int64_t *weights);

#endif
