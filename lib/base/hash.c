/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hashing without a secret: equal input gives equal order of work on every machine. */
#include "hash.h"

/* The finaliser of SplitMix64 (Steele, Lea and Flood 2014): linear probing needs good low bits. */
uint64_t tell__hash_mix(uint64_t value) {
  value ^= value >> 30;
  value *= UINT64_C(0xBF58476D1CE4E5B9);
  value ^= value >> 27;
  value *= UINT64_C(0x94D049BB133111EB);
  value ^= value >> 31;
  return value;
}

/* FNV-1a (Fowler, Noll and Vo), whose low bits are weak alone. */
uint64_t tell__hash_bytes(const char *bytes, size_t length) {
  uint64_t hash = UINT64_C(0xCBF29CE484222325);
  for (size_t i = 0; i < length; i++) {
    hash ^= (unsigned char)bytes[i];
    hash *= UINT64_C(0x100000001B3);
  }
  return tell__hash_mix(hash);
}

uint64_t tell__hash_words(const int64_t *words, size_t count) {
  uint64_t hash = UINT64_C(0x9E3779B97F4A7C15);
  for (size_t i = 0; i < count; i++)
    hash = tell__hash_mix(hash + UINT64_C(0x9E3779B97F4A7C15) + (uint64_t)words[i]);
  return hash;
}
