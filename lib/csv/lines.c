/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding line ends. */
#include "lines.h"

#include <string.h>

/* Whether one of the eight bytes is `byte`: Hacker's Delight, 2nd ed., 6-1. */
static int has_byte(uint64_t word, unsigned char byte) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  uint64_t differing = word ^ (ones * byte);
  return ((differing - ones) & ~differing & (ones << 7)) != 0;
}

size_t tell__line_end(const char *text, size_t length, size_t from, size_t *next) {
  size_t end = from;
  for (uint64_t word = 0; end + sizeof word <= length; end += sizeof word) {
    memcpy(&word, text + end, sizeof word);
    if (has_byte(word, '\n') || has_byte(word, '\r'))
      break;
  }
  while (end < length && text[end] != '\n' && text[end] != '\r')
    end++;
  *next = end;
  if (end < length)
    *next += end + 1 < length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1;
  return end;
}
