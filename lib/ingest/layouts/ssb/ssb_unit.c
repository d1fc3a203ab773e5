/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The regions of SSB: "0" and "EAK" are the country, two digits a county, four
 * a municipality. Everything else is a grouping that is no unit of ours: parts
 * of Oslo counted twice, the country without Oslo, groups of municipalities.
 */
#include <string.h>

#include "ingest/cells/units.h"
#include "ingest/layouts/ssb/ssb.h"

static int is_one_of(tell__piece text, const char *const *words, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (strlen(words[i]) == text.length && memcmp(words[i], text.text, text.length) == 0)
      return 1;
  return 0;
}

static int is_nation(tell__piece code, tell__piece name) {
  static const char *const codes[] = {"0", "00", "EAK"};
  static const char *const names[] = {"Hele landet", "Heile landet", "Landet",
                                      "I alt, hele landet"};
  if (code.length > 0)
    return is_one_of(code, codes, sizeof codes / sizeof *codes);
  return is_one_of(name, names, sizeof names / sizeof *names);
}

/* Figures whose place is not known have a code like any county's. */
static int is_unknown_place(tell__piece code, tell__piece name) {
  static const char *const codes[] = {"99", "9999"};
  static const char *const names[] = {"Uoppgitt", "Uoppgjeve", "Uoppgitt fylke",
                                      "Uoppgitt kommune"};
  if (name.length == 0)
    return is_one_of(code, codes, sizeof codes / sizeof *codes);
  return is_one_of(name, names, sizeof names / sizeof *names);
}

/* "Hordaland (-2019)": the years in which the region was there are no part of its name. */
static tell__piece without_years(tell__piece name) {
  size_t at = name.length;
  if (at == 0 || name.text[at - 1] != ')')
    return name;
  while (at > 0 && name.text[at - 1] != '(')
    at--;
  for (size_t i = at; i + 1 < name.length; i++)
    if ((name.text[i] < '0' || name.text[i] > '9') && name.text[i] != '-')
      return name;
  if (at >= 2 && name.text[at - 2] == ' ')
    name.length = at - 2;
  return name;
}

static int32_t add_unit(tell__reading *reading, tell__level level, tell__piece code,
                        tell__piece name, int32_t period) {
  tell__unit_facts facts =
      tell__unit_facts_of(level, code.text, code.length, name.text, name.length, period);
  return tell__reading_unit(reading, &facts);
}

static int32_t skip(tell__reading *reading, int32_t column) {
  tell__reading_skip(reading, "region_group", column,
                     "a group of regions or an unknown one, which is no unit here; its records are "
                     "skipped");
  return -1;
}

/* KOSTRA's codes of municipalities are ours with a letter in front: "K-4601". */
static tell__piece without_letter(tell__piece code) {
  enum { LETTER = 2, DIGITS = 4 };
  if (code.length != LETTER + DIGITS || memcmp(code.text, "K-", LETTER) != 0)
    return code;
  tell__piece plain = {code.text + LETTER, DIGITS};
  return tell__level_of_code(plain.text, plain.length) == TELL__LEVEL_MUNICIPALITY ? plain : code;
}

static int32_t find_by_name(tell__reading *reading, tell__piece name, int32_t column) {
  int32_t unit = tell__reading_find_name(reading, 0, name.text, name.length);
  if (unit < 0)
    tell__reading_reject_text(
        reading, "unknown_unit", column, name.text, name.length,
        "the region has no code, and no register read before has exactly one unit "
        "of this name");
  else if (tell__reading_is_news(reading, "unit_by_name", tell__part_unit_key(reading->part, unit),
                                 0, 0))
    tell__reading_find(reading, TELL_SEVERITY_NOTE, "unit_by_name", column,
                       "the unit was found by its exact name in the register");
  return unit;
}

int32_t tell__ssb_unit(tell__reading *reading, const tell__ssb_dimension *region, int32_t period) {
  tell__piece code, name = {"", 0};
  code.text = tell__reading_cell(reading, region->code, &code.length);
  if (region->text >= 0)
    name.text = tell__reading_cell(reading, region->text, &name.length);
  else
    code = tell__ssb_split_code(code, &name);
  name = without_years(name);
  code = without_letter(code);
  if (is_nation(code, name))
    return add_unit(reading, TELL__LEVEL_NATION, (tell__piece){"I", 1}, name, period);
  if (is_unknown_place(code, name))
    return skip(reading, region->code);
  if (code.length == 0)
    return find_by_name(reading, name, region->code);
  tell__level level = tell__level_of_code(code.text, code.length);
  if (level != TELL__LEVEL_COUNTY && level != TELL__LEVEL_MUNICIPALITY)
    return skip(reading, region->code);
  return add_unit(reading, level, code, name, period);
}
