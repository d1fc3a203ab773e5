/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The levels of the hierarchy and their ids. */
#include <string.h>

#include "dataset/dataset.h"

static const char *const ids[] = {"", "nation", "county", "municipality", "area", "school"};

const char *tell__level_id(tell__level level) {
  return level >= TELL__LEVEL_NATION && level <= TELL__LEVEL_SCHOOL ? ids[level] : "";
}

int32_t tell__level_find(const char *id, size_t length) {
  for (int32_t level = TELL__LEVEL_NATION; level <= TELL__LEVEL_SCHOOL; level++)
    if (strlen(ids[level]) == length && memcmp(ids[level], id, length) == 0)
      return level;
  return 0;
}
