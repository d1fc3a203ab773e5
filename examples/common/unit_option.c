/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The option --unit LEVEL:CODE. */
#include "unit_option.h"

#include <string.h>

int unit_option_read(const char *value, const char **level, const char **code) {
  static const char *const levels[] = {"nation", "county", "municipality", "area", "school"};
  const char *colon = strchr(value, ':');
  for (size_t i = 0; colon != NULL && i < sizeof levels / sizeof levels[0]; i++) {
    if (strlen(levels[i]) != (size_t)(colon - value) ||
        strncmp(levels[i], value, strlen(levels[i])) != 0)
      continue;
    *level = levels[i];
    *code = colon + 1;
    return colon[1] != '\0';
  }
  return 0;
}
