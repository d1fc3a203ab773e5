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

enum { TELL__CELL_MEMO_BITS = 11, TELL__CELL_MEMO_LENGTH = 7 };

/** A text and what it is share a word: so all slots together are 32 KiB, which is what the fastest
 * memory of most processors holds. */
typedef struct tell__cell_memo_slot {
  uint64_t text; /* from the lowest byte up, the form in the highest; 0: free */
  double value;
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
  if (length == 0 || length > TELL__CELL_MEMO_LENGTH)
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

/** The slot of a key. */
static inline tell__cell_memo_slot *tell__cell_memo_slot_of(tell__cell_memo *memo, uint64_t key) {
  /* Fibonacci hashing: Knuth, The Art of Computer Programming, volume 3, 6.4. */
  return &memo->slots[key * UINT64_C(0x9E3779B97F4A7C15) >> (64 - TELL__CELL_MEMO_BITS)];
}

/** Whether a slot has what belongs to a key; never for key 0. Nearly always: compilers think that
 * little is equal, and make what follows short and slow. */
static inline int tell__cell_memo_has(const tell__cell_memo_slot *slot, uint64_t key) {
  return __builtin_expect((slot->text & UINT64_MAX >> 8) == key && key != 0, 1);
}

/* A form: three bits for the kind, one for the star, four for the decimals. */

static inline unsigned tell__cell_memo_form(const tell__cell_memo_slot *slot) {
  return (unsigned)(slot->text >> 56);
}

/** Whether a slot has a number, and no star behind it. */
static inline int tell__cell_memo_is_number(const tell__cell_memo_slot *slot) {
  return __builtin_expect((tell__cell_memo_form(slot) & 0xF) == TELL__CELL_NUMBER, 1);
}

/** The decimals of a number. */
static inline int32_t tell__cell_memo_decimals(const tell__cell_memo_slot *slot) {
  return (int32_t)(tell__cell_memo_form(slot) >> 4);
}

static inline void tell__cell_memo_get(const tell__cell_memo_slot *slot, tell__cell *cell) {
  cell->kind = (tell__cell_kind)(tell__cell_memo_form(slot) & 7);
  cell->value = slot->value;
  cell->decimals = tell__cell_memo_decimals(slot);
  cell->starred = (int)(tell__cell_memo_form(slot) >> 3 & 1);
}

/** Remembers a cell; `key` is not 0, so that it has few decimals. */
static inline void tell__cell_memo_put(tell__cell_memo *memo, uint64_t key,
                                       const tell__cell *cell) {
  unsigned form =
      (unsigned)cell->kind | (unsigned)cell->starred << 3 | (unsigned)cell->decimals << 4;
  *tell__cell_memo_slot_of(memo, key) =
      (tell__cell_memo_slot){key | (uint64_t)form << 56, cell->value};
}

#endif
