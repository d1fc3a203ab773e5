/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes and levels of units. */
#include "units.h"

#include <string.h>

#include "base/error.h"
#include "base/hash.h"

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

/* The form of codes of schools abroad with any letter; only U has been seen, so that only from U
 * the level is taken. */
static int is_letter_and_digits(const char *code, size_t length) {
  return length == 9 && code[0] >= 'A' && code[0] <= 'Z' && is_digits(code + 1, length - 1);
}

static int fits_level(tell__level level, const char *code, size_t length) {
  if (level == TELL__LEVEL_AREA || level == TELL__LEVEL_NATION)
    return 1;
  return tell__level_of_code(code, length) == level ||
         (level == TELL__LEVEL_SCHOOL && is_letter_and_digits(code, length));
}

void tell__reading_check_code(tell__reading *reading, const tell__unit_facts *facts,
                              int32_t column) {
  if (!fits_level(facts->level, facts->code, facts->code_length) &&
      !tell__reading_knows_unit(reading, (int32_t)facts->level, facts->code, facts->code_length) &&
      tell__reading_is_news(reading, "unusual_code",
                            (int64_t)tell__hash_bytes(facts->code, facts->code_length),
                            (int64_t)facts->level, 0))
    tell__reading_find(reading, TELL_SEVERITY_WARNING, "unusual_code", column,
                       "the code does not have the form of this level; a leading zero may be lost");
}

int tell__code_is_power_of_ten(const char *code, size_t length) {
  size_t at = 0;
  while (at < length && (is_digits(code + at, 1) || code[at] == ',' || code[at] == '.'))
    at++;
  if (at == 0 || at == length || (code[at] | 0x20) != 'e')
    return 0;
  at++;
  at += at < length && (code[at] == '+' || code[at] == '-');
  return is_digits(code + at, length - at);
}

void tell__reading_reject_power_of_ten(tell__reading *reading, int32_t column) {
  tell__reading_reject(reading, "unusual_code", column,
                       "the code of the unit or of its parent is written as a power of ten, and "
                       "its last digits are lost");
}

int32_t tell__reading_find_code(tell__reading *reading, const char *code, size_t length,
                                int32_t column) {
  int32_t unit = tell__reading_find_unit(reading, 0, code, length);
  if (unit < 0 && tell__code_is_power_of_ten(code, length))
    tell__reading_reject_power_of_ten(reading, column);
  else if (unit < 0)
    tell__reading_reject_text(
        reading, "unknown_unit", column, code, length,
        "the code has no official form, and no register read before has it just once");
  return unit;
}

/* Whether a code is plainly one of another level. */
static int is_of_other_level(const tell__reading *reading, tell__level level, const char *code,
                             size_t length) {
  return tell__level_of_code(code, length) != 0 && !fits_level(level, code, length) &&
         !tell__reading_knows_unit(reading, (int32_t)level, code, length);
}

/* A code that has too few digits may have lost a zero; one of another level, or a text, may belong
 * in another column. */
static int may_have_moved(const tell__reading *reading, const tell__unit_facts *facts) {
  if (is_of_other_level(reading, facts->level, facts->code, facts->code_length))
    return 1;
  return !is_digits(facts->code, facts->code_length) &&
         !fits_level(facts->level, facts->code, facts->code_length) &&
         !tell__reading_knows_unit(reading, (int32_t)facts->level, facts->code, facts->code_length);
}

/* One odd cell may be the publisher's way; beside it another one that cannot be where it is says
 * that the row is not what its columns say. */
static int is_mixed_up(const tell__reading *reading, const tell__unit_facts *facts) {
  if (!may_have_moved(reading, facts))
    return 0;
  return is_digits(facts->name, facts->name_length) ||
         tell__level_of_code(facts->name, facts->name_length) != 0 ||
         (facts->parent != NULL && facts->parent_level != 0 &&
          is_of_other_level(reading, facts->parent_level, facts->parent, facts->parent_length));
}

int tell__reading_accept_unit(tell__reading *reading, const tell__unit_facts *facts,
                              int32_t column) {
  if (tell__code_is_power_of_ten(facts->code, facts->code_length) ||
      (facts->parent != NULL && tell__code_is_power_of_ten(facts->parent, facts->parent_length))) {
    tell__reading_reject_power_of_ten(reading, column);
    return 0;
  }
  if (is_mixed_up(reading, facts)) {
    tell__reading_misplace(reading, column);
    tell__reading_reject(reading, "unusual_code", column,
                         "neither the code nor what stands beside it fits the level; cells may "
                         "have moved");
    return 0;
  }
  tell__reading_check_code(reading, facts, column);
  return 1;
}

tell__unit_facts tell__unit_facts_of(tell__level level, const char *code, size_t code_length,
                                     const char *name, size_t name_length, int32_t period) {
  return (tell__unit_facts){.level = level,
                            .code = code,
                            .code_length = code_length,
                            .name = name,
                            .name_length = name_length,
                            .period = period};
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

tell_status tell__reading_given_unit(const tell__reading *reading, tell__unit_facts *facts,
                                     tell_error *err) {
  const tell__given_unit *given = &reading->given_unit;
  if (given->level == 0) {
    tell__position position = {.source = reading->name};
    return tell__fail_at(err, TELL_E_LAYOUT, &position,
                         "the file names no unit, and the caller named none for it");
  }
  *facts = (tell__unit_facts){.level = given->level,
                              .code = given->code,
                              .code_length = strlen(given->code),
                              .name = given->name,
                              .name_length = strlen(given->name)};
  return TELL_OK;
}
