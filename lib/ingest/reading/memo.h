/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What texts of a column were found to mean, so that "Alle kjønn" is decoded
 * once and not in every record. Bounded: what has no room is decoded again.
 */
#ifndef TELL_INGEST_MEMO_H
#define TELL_INGEST_MEMO_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/** No code, as none was remembered. */
enum { TELL__MEMO_UNKNOWN = INT32_MIN };

typedef struct tell__memo_entry {
  uint32_t offset, length; /* its text in `bytes` */
  int32_t code;
  uint32_t hash;
  uint32_t follows; /* number of the entry that came behind it last + 1, 0: none */
} tell__memo_entry;

/** Start with zeroes, free with tell__memo_free(). */
typedef struct tell__memo {
  tell__memo_entry *entries;
  uint32_t
      *slots; /* number of the entry + 1, 0: free; twice as many as there is room for entries */
  char *bytes;
  tell__memo_entry *last; /* what was asked for last */
  size_t count, capacity;
  size_t byte_count, byte_capacity;
} tell__memo;

/** Looks beyond the last text; see tell__memo_find(). */
int32_t tell__memo_search(tell__memo *memo, const char *text, size_t length);

/** Remembers a text that was not found; for want of room or memory nothing happens. */
void tell__memo_add(tell__memo *memo, const char *text, size_t length, int32_t code);

void tell__memo_free(tell__memo *memo);

/** Whether an entry has this text. */
static inline int tell__memo_is(const tell__memo *memo, const tell__memo_entry *entry,
                                const char *text, size_t length) {
  return entry->length == length && tell__same_bytes(memo->bytes + entry->offset, text, length);
}

/** tell__memo_find() where the text is not the last one: what followed that the last time ("Alle",
 * "Gutter", "Jenter", and over again) is looked at before the table. */
static inline int32_t tell__memo_find_next(tell__memo *memo, const char *text, size_t length) {
  tell__memo_entry *last = memo->last;
  if (last != NULL && last->follows != 0) {
    tell__memo_entry *next = &memo->entries[last->follows - 1];
    if (next->length == length && tell__same_words(memo->bytes + next->offset, text, length)) {
      memo->last = next;
      return next->code;
    }
  }
  return tell__memo_search(memo, text, length);
}

/** The code of a text, #TELL__MEMO_UNKNOWN when it is not remembered. Columns repeat themselves:
 * the last text is looked at first. */
static inline int32_t tell__memo_find(tell__memo *memo, const char *text, size_t length) {
  if (memo->last != NULL && tell__memo_is(memo, memo->last, text, length))
    return memo->last->code;
  return tell__memo_find_next(memo, text, length);
}

#endif
