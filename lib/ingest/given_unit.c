/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units that a file gives by name only; see the header. */
#include "ingest/given_unit.h"

#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "ingest/cells/units.h"

/* Whether two names are one, as names are compared; 0 also when there is no memory. */
static int is_same_name(tell__reading *reading, const char *a, const char *b, size_t b_length) {
  char *left = tell__utf8_name_key(a, strlen(a));
  char *right = tell__utf8_name_key(b, b_length);
  if (left == NULL || right == NULL)
    reading->status = TELL_E_MEMORY;
  int same = left != NULL && right != NULL && strcmp(left, right) == 0;
  tell__free(left);
  tell__free(right);
  return same;
}

static int is_new_name(tell__reading *reading, const char *code, const char *name, size_t length) {
  return tell__reading_is_news(reading, code, (int64_t)tell__hash_bytes(name, length), 0, 0);
}

static int32_t take_given(tell__reading *reading, const char *name, size_t length, int32_t period) {
  tell__unit_facts facts = {0};
  if (tell__reading_given_unit(reading, &facts, NULL) != TELL_OK)
    return -1;
  if (facts.name_length == 0) {
    facts.name = name;
    facts.name_length = length;
  }
  facts.period = period;
  return tell__reading_unit(reading, &facts);
}

static int32_t find_registered(tell__reading *reading, tell__level level, const char *name,
                               size_t length, int32_t column) {
  int32_t unit = length > 0 ? tell__reading_find_name(reading, (int32_t)level, name, length) : -1;
  if (unit >= 0 && is_new_name(reading, "unit_by_name", name, length))
    tell__reading_find(reading, TELL_SEVERITY_NOTE, "unit_by_name", column,
                       "the unit was found by its exact name in the register");
  return unit;
}

int32_t tell__reading_unit_by_name(tell__reading *reading, tell__level level, const char *name,
                                   size_t length, int32_t column, int32_t period) {
  const tell__given_unit *given = &reading->given_unit;
  int may_be_given = given->level != 0 && (level == 0 || level == given->level);
  int is_named = may_be_given && given->name[0] != '\0' && length > 0;
  int is_given = may_be_given &&
                 (length == 0 || (is_named && is_same_name(reading, given->name, name, length)));
  int32_t unit = is_given ? -1 : find_registered(reading, level, name, length, column);
  if (unit >= 0 || reading->status != TELL_OK)
    return unit;
  if (!may_be_given) {
    tell__reading_reject_text(
        reading, "unknown_unit", column, name, length,
        "there is no code, no register read before has exactly one unit of this "
        "name, and the caller named no unit of this level for the file");
    return -1;
  }
  if (is_named && !is_given) {
    if (is_new_name(reading, "other_unit_name", name, length))
      tell__reading_find(reading, TELL_SEVERITY_WARNING, "other_unit_name", column,
                         "the unit has another name than the one that the caller named for the "
                         "file, whose figures these are taken as");
  } else if (is_new_name(reading, "unit_given", name, length)) {
    tell__reading_find(reading, TELL_SEVERITY_NOTE, "unit_given", column,
                       "the file gives no code for the unit; the one that the caller named for "
                       "the file is taken");
  }
  return take_given(reading, name, length, period);
}
