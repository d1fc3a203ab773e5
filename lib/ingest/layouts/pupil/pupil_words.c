/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of closed lists, compared without case. */
#include "pupil_words.h"

#include <string.h>

/* A byte in lower case: A to Z, and of the letters of two bytes À to Þ (U+00C0 to U+00DE). */
static unsigned char lower(const char *text, size_t at) {
  unsigned char byte = (unsigned char)text[at];
  if (byte >= 'A' && byte <= 'Z')
    return (unsigned char)(byte | 0x20);
  if (at > 0 && (unsigned char)text[at - 1] == 0xC3 && byte >= 0x80 && byte <= 0x9E)
    return (unsigned char)(byte | 0x20);
  return byte;
}

static int is_equal(const char *word, const char *text, size_t length) {
  if (strlen(word) != length)
    return 0;
  for (size_t i = 0; i < length; i++)
    if ((unsigned char)word[i] != lower(text, i))
      return 0;
  return 1;
}

int32_t tell__pupil_word_find(const tell__pupil_word *words, const char *text, size_t length) {
  for (; words->text != NULL; words++)
    if (is_equal(words->text, text, length))
      return words->code;
  return -1;
}
