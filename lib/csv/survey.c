/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be said of a whole text at once: how many lines it has, how much of it is ASCII. */
#include <string.h>

#include "scan.h"

enum { WORD = 8, RUN = 255 };

/* Compilers make vectors of the inner loop: 255 times at most, so that a byte can count. */
static int64_t count_byte(const char *text, size_t length, char byte) {
  int64_t count = 0;
  while (length > 0) {
    unsigned char counts[64] = {0};
    size_t rounds = length / sizeof counts < RUN ? length / sizeof counts : RUN;
    for (size_t i = 0; i < rounds; i++)
      for (size_t k = 0; k < sizeof counts; k++)
        counts[k] = (unsigned char)(counts[k] + (text[i * sizeof counts + k] == byte));
    for (size_t k = 0; k < sizeof counts; k++)
      count += counts[k];
    text += rounds * sizeof counts;
    length -= rounds * sizeof counts;
    for (; length > 0 && length < sizeof counts; length--)
      count += *text++ == byte;
  }
  return count;
}

int64_t tell__scan_count_lines(const char *text, size_t length) {
  int64_t lines = count_byte(text, length, '\n');
  const char *cr = length > 0 ? memchr(text, '\r', length) : NULL;
  if (cr == NULL)
    return lines;
  for (size_t at = (size_t)(cr - text); at < length; at++)
    lines += text[at] == '\r' && (at + 1 == length || text[at + 1] != '\n');
  return lines;
}

size_t tell__scan_ascii(const char *text, size_t length) {
  size_t at = 0;
  for (; at + WORD <= length; at += WORD) {
    uint64_t word = 0;
    memcpy(&word, text + at, WORD);
    if ((word & UINT64_C(0x8080808080808080)) != 0)
      break;
  }
  while (at < length && ((unsigned char)text[at] & 0x80U) == 0)
    at++;
  return at;
}
