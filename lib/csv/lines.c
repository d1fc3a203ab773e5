/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding line ends. */
#include "lines.h"

size_t tell__line_end(const char *text, size_t length, size_t from, size_t *next) {
  size_t end = from;
  while (end < length && text[end] != '\n' && text[end] != '\r')
    end++;
  *next = end;
  if (end < length)
    *next += end + 1 < length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1;
  return end;
}
