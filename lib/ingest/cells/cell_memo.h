/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What short cells were found to be, so that "50,2" is read once and not in
 * every record: a country's file has millions of numbers and some thousand
 * different ones. Bounded: of two texts with one slot the later one stays.
 */
#ifndef TELL_INGEST_CELL_MEMO_H
#define TELL_INGEST_CELL_MEMO_H

#include <string.h>

#include "ingest/cells/cells.h"

enum { TELL__CELL_MEMO_BITS = 10 };

typedef struct tell__cell_memo_slot {
  uint64_t key; /* 0: free */
  tell__cell cell;
} tell__cell_memo_slot;

/** Start with zeroes. For cells that are read in one way: the same signs, the same mark. */
typedef struct tell__cell_memo {
  tell__cell_memo_slot slots[1 << TELL__CELL_MEMO_BITS];
} tell__cell_memo;

/**
 * A number that no other text has (no byte of a cell is zero); 0 for a text that is
 * not remembered.
 * @param readable how many bytes can be read at `bytes`, at least `length`: with
 *        some more the length costs no guess of the processor's.
 */
static inline uint64_t tell__cell_memo_key(const char *bytes, size_t length, size_t readable) {
  uint64_t key = 0;
  if (length == 0 || length > sizeof key)
    return 0;
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (readable >= sizeof key) {
    memcpy(&key, bytes, sizeof key);
    return key & UINT64_MAX >> (sizeof key - length) * 8;
  }
#endif
  (void)readable;
  for (size_t i = length; i > 0; i--)
    key = key << 8 | (uint8_t)bytes[i - 1];
  return key;
}

/** The slot of a key: it holds the cell where its key is that one. */
static inline tell__cell_memo_slot *tell__cell_memo_slot_of(tell__cell_memo *memo, uint64_t key) {
  /* Fibonacci hashing: Knuth, The Art of Computer Programming, volume 3, 6.4. */
  return &memo->slots[key * UINT64_C(0x9E3779B97F4A7C15) >> (64 - TELL__CELL_MEMO_BITS)];
}

#endif
