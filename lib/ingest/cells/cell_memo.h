/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What short cells were found to be, so that "50,2" is read once and not in
 * every record: a country's file has millions of numbers and some thousand
 * different ones. Bounded: of two texts with one slot the later one stays.
 */
#ifndef TELL_INGEST_CELL_MEMO_H
#define TELL_INGEST_CELL_MEMO_H

#include "ingest/cells/cells.h"

enum { TELL__CELL_MEMO_BITS = 10, TELL__CELL_MEMO_LONGEST = 8 };

typedef struct tell__cell_memo_slot {
  uint64_t key; /* 0: free */
  tell__cell cell;
} tell__cell_memo_slot;

/** Start with zeroes. For cells that are read in one way: the same signs, the same mark. */
typedef struct tell__cell_memo {
  tell__cell_memo_slot slots[1 << TELL__CELL_MEMO_BITS];
} tell__cell_memo;

/** A number that no other text has (no byte of a cell is zero); 0 for a text that is not
 * remembered. */
static inline uint64_t tell__cell_memo_key(const char *bytes, size_t length) {
  uint64_t key = 0;
  if (length > TELL__CELL_MEMO_LONGEST)
    return 0;
  for (size_t i = 0; i < length; i++)
    key = key << 8 | (uint8_t)bytes[i];
  return key;
}

/** The slot of a key: it holds the cell where its key is that one. */
static inline tell__cell_memo_slot *tell__cell_memo_slot_of(tell__cell_memo *memo, uint64_t key) {
  /* Fibonacci hashing: Knuth, The Art of Computer Programming, volume 3, 6.4. */
  return &memo->slots[key * UINT64_C(0x9E3779B97F4A7C15) >> (64 - TELL__CELL_MEMO_BITS)];
}

#endif
