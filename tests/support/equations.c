/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Elimination modulo a prime; see the header. */
#include "equations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static const int64_t prime = 1000000007;

struct equations {
  size_t unknowns;
  int64_t *rows; /* row i has its first weight, 1, at i; all 0 when there is none */
};

equations *equations_create(size_t unknowns) {
  equations *all = calloc(1, sizeof *all);
  assert_non_null(all);
  all->unknowns = unknowns;
  all->rows = calloc(unknowns * unknowns, sizeof *all->rows);
  assert_non_null(all->rows);
  return all;
}

void equations_free(equations *all) {
  free(all->rows);
  free(all);
}

static int64_t power(int64_t base, int64_t exponent) {
  int64_t result = 1;
  for (; exponent > 0; exponent /= 2, base = base * base % prime)
    if (exponent % 2 == 1)
      result = result * base % prime;
  return result;
}

/* Takes away what is known; the first unknown that is left, or their number. */
static size_t reduce(const equations *all, int64_t *weights) {
  for (size_t at = 0; at < all->unknowns; at++) {
    const int64_t *row = all->rows + at * all->unknowns;
    int64_t factor = weights[at];
    if (factor == 0)
      continue;
    if (row[at] == 0)
      return at;
    for (size_t i = at; i < all->unknowns; i++)
      weights[i] = (weights[i] + (prime - factor) * row[i]) % prime;
  }
  return all->unknowns;
}

void equations_learn(equations *all, int64_t *weights) {
  size_t at = reduce(all, weights);
  if (at == all->unknowns)
    return;
  int64_t inverse = power(weights[at], prime - 2);
  for (size_t i = 0; i < all->unknowns; i++)
    all->rows[at * all->unknowns + i] = weights[i] * inverse % prime;
}

int equations_follows(const equations *all, int64_t *weights) {
  return reduce(all, weights) == all->unknowns;
}
