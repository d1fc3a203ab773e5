/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units of Udir's rows; see the header. */
#include "udir_unit.h"

#include "ingest/cells/units.h"

const char *const tell__udir_keys[TELL__UDIR_COLUMNS] = {
    "enhetnivaa", "nasjonaltkode", "fylkekode", "kommunekode", "organisasjonsnummer",
    "nasjonalt",  "fylke",         "kommune",   "enhetnavn"};

/* Which columns hold a level's codes and names; areas are no level of Udir's. */
static const struct {
  int code, name;
} level_columns[] = {
    [TELL__LEVEL_NATION] = {TELL__UDIR_NATION_CODE, TELL__UDIR_NATION},
    [TELL__LEVEL_COUNTY] = {TELL__UDIR_COUNTY_CODE, TELL__UDIR_COUNTY},
    [TELL__LEVEL_MUNICIPALITY] = {TELL__UDIR_MUNICIPALITY_CODE, TELL__UDIR_MUNICIPALITY},
    [TELL__LEVEL_SCHOOL] = {TELL__UDIR_UNIT_CODE, TELL__UDIR_UNIT_NAME}};

void tell__udir_columns_find(const tell__header *header, int32_t *columns) {
  for (int i = 0; i < TELL__UDIR_COLUMNS; i++)
    columns[i] = tell__header_find(header, tell__udir_keys[i]);
}

tell__level tell__udir_level(const tell__udir_row *row) {
  static const tell__level levels[] = {TELL__LEVEL_NATION, TELL__LEVEL_COUNTY,
                                       TELL__LEVEL_MUNICIPALITY, TELL__LEVEL_SCHOOL};
  size_t length = 0;
  const char *text = tell__reading_cell(row->reading, row->columns[TELL__UDIR_LEVEL], &length);
  return length == 1 && text[0] >= '1' && text[0] <= '4' ? levels[text[0] - '1'] : 0;
}

int32_t tell__udir_code_column(const tell__udir_row *row, tell__level level) {
  return row->columns[level_columns[level].code];
}

/* Above the school the column of the level itself holds the name: EnhetNavn says "Alle skoler" in
 * some tables and repeats the name in others. */
int32_t tell__udir_name_column(const tell__udir_row *row, tell__level level) {
  int32_t own = row->columns[level_columns[level].name];
  return tell__reading_is_blank(row->reading, own) ? row->columns[TELL__UDIR_UNIT_NAME] : own;
}

const char *tell__udir_code(const tell__udir_row *row, tell__level level, size_t *length) {
  const char *code = tell__reading_cell(row->reading, tell__udir_code_column(row, level), length);
  size_t zeroes = 0;
  while (zeroes < *length && code[zeroes] == '0')
    zeroes++;
  if (zeroes == *length)
    *length = 0;
  return code;
}

/* The level above one among Udir's, 0 above the nation. */
static tell__level above(tell__level level) {
  return level == TELL__LEVEL_SCHOOL  ? TELL__LEVEL_MUNICIPALITY
         : level > TELL__LEVEL_NATION ? (tell__level)(level - 1)
                                      : 0;
}

/* Upper secondary schools belong to their county; their tables have no municipality. */
static void take_parent(const tell__udir_row *row, tell__unit_facts *facts) {
  for (tell__level level = above(facts->level); level != 0; level = above(level)) {
    size_t length = 0;
    const char *code = tell__udir_code(row, level, &length);
    if (length == 0)
      continue;
    facts->parent = code;
    facts->parent_length = length;
    facts->parent_level = level;
    return;
  }
}

tell__unit_facts tell__udir_facts(const tell__udir_row *row, tell__level level) {
  tell__unit_facts facts = {.level = level, .period = row->period};
  facts.code = tell__udir_code(row, level, &facts.code_length);
  facts.name =
      tell__reading_cell(row->reading, tell__udir_name_column(row, level), &facts.name_length);
  take_parent(row, &facts);
  return facts;
}

int32_t tell__udir_unit(const tell__udir_row *row, tell__unit_facts *facts, int32_t column) {
  tell__unit_facts lies_in[TELL__LEVEL_SCHOOL];
  int count = 0;
  /* A code that lost its zero would make a unit of its own: none is added before all are good. */
  int is_good = tell__reading_accept_unit(row->reading, facts, column);
  for (tell__level level = above(facts->level); is_good && level != 0; level = above(level)) {
    lies_in[count] = tell__udir_facts(row, level);
    if (lies_in[count].code_length > 0)
      is_good = tell__reading_accept_unit(row->reading, &lies_in[count++],
                                          tell__udir_code_column(row, level));
  }
  if (!is_good)
    return -1;
  /* A file of schools alone still names the units above them. */
  while (count > 0)
    tell__reading_unit(row->reading, &lies_in[--count]);
  return tell__reading_unit(row->reading, facts);
}
