/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of closed lists in pupil files, in any case: "Fritatt", "STANDPUNKT", "Åtferd". */
#ifndef TELL_INGEST_PUPIL_WORDS_H
#define TELL_INGEST_PUPIL_WORDS_H

#include <stddef.h>
#include <stdint.h>

typedef struct tell__pupil_word {
  const char *text; /* lower case, UTF-8; NULL ends a list */
  int32_t code;
} tell__pupil_word;

/** The code of a text, -1 when it is not in the list. */
int32_t tell__pupil_word_find(const tell__pupil_word *words, const char *text, size_t length);

#endif
