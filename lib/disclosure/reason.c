/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the column `hidden`; see the header. */
#include "disclosure/reason.h"

#include <string.h>

const char *tell__reason_find(const char *hidden, const char *column, size_t *length) {
  size_t id = strlen(column);
  *length = 0;
  while (*hidden != '\0') {
    size_t word = strcspn(hidden, " ");
    if (word > id && memcmp(hidden, column, id) == 0 && hidden[id] == ':') {
      *length = word - id - 1;
      return hidden + id + 1;
    }
    hidden += word;
    hidden += strspn(hidden, " ");
  }
  return "";
}
