/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes and levels of units. */
#include "units.h"

static int is_digits(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (text[i] < '0' || text[i] > '9')
      return 0;
  return length > 0;
}

/* Norwegian schools abroad: U90099009. */
static int is_abroad(const char *code, size_t length) {
  return length == 9 && code[0] == 'U' && is_digits(code + 1, length - 1);
}

tell__level tell__level_of_code(const char *code, size_t length) {
  if (length == 1 && code[0] == 'I')
    return TELL__LEVEL_NATION;
  if (is_abroad(code, length))
    return TELL__LEVEL_SCHOOL;
  if (!is_digits(code, length))
    return 0;
  return length == 9   ? TELL__LEVEL_SCHOOL
         : length == 4 ? TELL__LEVEL_MUNICIPALITY
         : length == 2 ? TELL__LEVEL_COUNTY
                       : 0;
}

int tell__code_fits_level(const char *code, size_t length, tell__level level) {
  return level == TELL__LEVEL_AREA || level == TELL__LEVEL_NATION ||
         tell__level_of_code(code, length) == level;
}

tell__level tell__reading_level(tell__reading *reading, int32_t level_column, const char *code,
                                size_t length) {
  size_t id_length = 0;
  const char *id = tell__reading_cell(reading, level_column, &id_length);
  if (id_length == 0)
    return tell__level_of_code(code, length);
  int32_t level = tell__level_find(id, id_length);
  if (level == 0)
    tell__reading_reject(reading, "unknown_level", level_column,
                         "not one of nation, county, municipality, area, school");
  return (tell__level)level;
}
