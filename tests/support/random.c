/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers for tests; see the header. */
#include "random.h"

#include <math.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { IS_SANITIZED = 1 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
enum { IS_SANITIZED = 1 };
#else
enum { IS_SANITIZED = 0 };
#endif
#else
enum { IS_SANITIZED = 0 };
#endif

int random_rounds(int rounds) {
  return IS_SANITIZED || getenv("TELL_FEWER_ROUNDS") != NULL ? rounds / 10 : rounds;
}

uint64_t random_next(uint64_t *state) {
  uint64_t z = *state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

double random_unit(uint64_t *state) {
  return (double)(random_next(state) >> 11) / 9007199254740992.0;
}

double random_normal(uint64_t *state) {
  double u = 1 - random_unit(state), v = random_unit(state);
  return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}

int random_binomial(uint64_t *state, int n, double p) {
  int x = 0;
  for (int i = 0; i < n; i++)
    x += random_unit(state) < p;
  return x;
}

void random_shuffle(uint64_t *state, void *elements, size_t count, size_t size) {
  unsigned char *bytes = elements;
  for (size_t i = count; i > 1; i--) {
    size_t j = (size_t)(random_next(state) % i);
    for (size_t b = 0; b < size; b++) {
      unsigned char swap = bytes[(i - 1) * size + b];
      bytes[(i - 1) * size + b] = bytes[j * size + b];
      bytes[j * size + b] = swap;
    }
  }
}
