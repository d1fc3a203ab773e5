/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a declared group holds a unit beside one that it is part of; see members.h. */
#include <string.h>

#include "analysis/members.h"
#include "base/error.h"
#include "table/columns.h"

/* The hierarchy is five levels deep; a register with a circle in it must not hold us. */
enum { STEPS_MOST = 8 };

typedef struct units {
  const tell_table *table;
  const tell__strings *strings;
  tell__texts level, unit, parent_level, parent, area;
  tell__keymap *rows; /* level, code → row */
} units;

static int read_units(const tell_release *release, units *found) {
  found->table = tell_release_table(release, TELL_RELEASE_UNITS);
  found->strings = tell__table_strings(found->table);
  tell__texts_find(found->table, "level", &found->level);
  tell__texts_find(found->table, "unit", &found->unit);
  tell__texts_find(found->table, "parent_level", &found->parent_level);
  tell__texts_find(found->table, "parent", &found->parent);
  tell__texts_find(found->table, "area", &found->area);
  found->rows = tell__keymap_create(2);
  if (found->rows == NULL)
    return 0;
  for (int64_t row = 0; row < tell_table_row_count(found->table); row++) {
    const int64_t key[] = {found->level.codes[row], found->unit.codes[row]};
    if (tell__keymap_add(found->rows, key, row) < 0)
      return 0;
  }
  return 1;
}

static int64_t find_unit(const units *found, const char *level, const char *code) {
  const int64_t key[] = {tell__strings_find(found->strings, level, strlen(level)),
                         tell__strings_find(found->strings, code, strlen(code))};
  return key[0] < 0 || key[1] < 0 ? -1 : tell__keymap_find(found->rows, key);
}

/* Whether a unit's area or one of the units above it is in the group. */
static int is_within(const units *found, const tell__declared_group *group, int64_t row) {
  const char *area = tell__texts_get(&found->area, found->strings, row);
  if (area[0] != '\0' && tell__analysis_has_member(group, "area", area))
    return 1;
  for (int step = 0; row >= 0 && step < STEPS_MOST; step++) {
    const char *level = tell__texts_get(&found->parent_level, found->strings, row);
    const char *code = tell__texts_get(&found->parent, found->strings, row);
    if (code[0] == '\0')
      return 0;
    if (tell__analysis_has_member(group, level, code))
      return 1;
    row = find_unit(found, level, code);
  }
  return 0;
}

static int group_overlaps(const units *found, const tell__declared_group *group) {
  for (size_t i = 0; i < group->count; i++) {
    int64_t row = find_unit(found, group->members[i].level, group->members[i].code);
    if (row >= 0 && is_within(found, group, row))
      return 1;
  }
  return 0;
}

tell_status tell__members_check(const tell_release *release, const tell_analysis_options *options,
                                tell_error *err) {
  units found = {0};
  tell_status status = read_units(release, &found) ? TELL_OK : tell__fail_memory(err);
  for (size_t i = 0; status == TELL_OK && i < options->group_count; i++) {
    const tell__position position = {.field = options->groups[i].id};
    if (group_overlaps(&found, &options->groups[i]))
      status = tell__fail_at(err, TELL_E_ARGUMENT, &position,
                             "a group holds a unit and one that it is part of");
  }
  tell__keymap_free(found.rows);
  return status;
}
