/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text: a growing buffer, and a set of texts with small numbers for names
 * (equal texts get equal numbers).
 */
#ifndef TELL_BASE_TEXT_H
#define TELL_BASE_TEXT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/** A growing text; start with zeroes, free with tell__text_free(). Always ends with NUL once
 * something was added. */
typedef struct tell__text {
  char *bytes;
  size_t length;
  size_t capacity;
  int failed; /* 1 after an allocation failed: then nothing more is added */
} tell__text;

void tell__text_free(tell__text *text);
void tell__text_clear(tell__text *text);                  /* keeps the memory */
void tell__text_add(tell__text *text, const char *piece); /* NULL adds nothing */
void tell__text_add_n(tell__text *text, const char *bytes, size_t length);
void tell__text_add_i64(tell__text *text, int64_t number); /* plain digits */
/** The school year that begins in `period`: 2022 → "2022-23". */
void tell__text_add_year(tell__text *text, int64_t period);
const char *tell__text_get(const tell__text *text); /* "" when empty */

/** Whether `length` bytes are the same: for texts so short that a call would cost more. */
static inline int tell__same_bytes(const char *a, const char *b, size_t length) {
  uint64_t words[2] = {0, 0};
  uint32_t halves[2] = {0, 0};
  if (length >= sizeof *words) {
    /* The last word overlaps the one before it. */
    for (size_t at = 0;;
         at = at + 2 * sizeof *words <= length ? at + sizeof *words : length - sizeof *words) {
      memcpy(&words[0], a + at, sizeof *words);
      memcpy(&words[1], b + at, sizeof *words);
      if (words[0] != words[1])
        return 0;
      if (at + sizeof *words == length)
        return 1;
    }
  }
  if (length >= sizeof *halves) {
    memcpy(&halves[0], a, sizeof *halves);
    memcpy(&halves[1], b, sizeof *halves);
    if (halves[0] != halves[1])
      return 0;
    memcpy(&halves[0], a + length - sizeof *halves, sizeof *halves);
    memcpy(&halves[1], b + length - sizeof *halves, sizeof *halves);
    return halves[0] == halves[1];
  }
  for (size_t at = 0; at < length; at++)
    if (a[at] != b[at])
      return 0;
  return 1;
}

/** The same for texts of which most are, of many lengths below 64: in one stretch, as the processor
 * would often guess wrong how long a loop over them runs. */
static inline int tell__same_words(const char *a, const char *b, size_t length) {
  enum { WORD = sizeof(uint64_t), WORDS = 6 };
  if (length < WORD)
    return tell__same_bytes(a, b, length);
  uint64_t words[2], differ = 0;
  for (size_t i = 0; i < WORDS; i++) {
    size_t at = i * WORD < length - WORD ? i * WORD : length - WORD;
    memcpy(&words[0], a + at, WORD);
    memcpy(&words[1], b + at, WORD);
    differ |= words[0] ^ words[1];
  }
  if (differ != 0)
    return 0;
  const size_t seen = (size_t)WORD * WORDS;
  return length <= seen || tell__same_bytes(a + seen, b + seen, length - seen);
}

/** A copy of `length` bytes with a NUL behind; NULL when there is no memory. */
char *tell__copy_n(const char *bytes, size_t length);
char *tell__copy(const char *text);

/** A set of texts; number 0 is always "". */
typedef struct tell__strings tell__strings;

tell__strings *tell__strings_create(void);
void tell__strings_free(tell__strings *strings);
/** The number of a text, added when new; -1 when there is no memory. */
int32_t tell__strings_add(tell__strings *strings, const char *bytes, size_t length);
/** The number of a text, -1 when it is not there. */
int32_t tell__strings_find(const tell__strings *strings, const char *bytes, size_t length);
int32_t tell__strings_count(const tell__strings *strings);
/** The text of a number, "" when there is none; borrowed until the set is freed. */
const char *tell__strings_get(const tell__strings *strings, int32_t number, size_t *length);

#endif
