/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the indicators and rows of participation.h by the ids of the catalogue. */
#include "disclosure/participation.h"

#include <string.h>

#include "base/alloc.h"

static const char PART[] = "_deltakelse", EXEMPT[] = "_fritak";

/* The length of the id in front of an ending, 0 when the id does not end so. */
static size_t stem_of(const char *id, const char *ending) {
  size_t length = strlen(id), tail = strlen(ending);
  return length > tail && strcmp(id + length - tail, ending) == 0 ? length - tail : 0;
}

static int64_t code_of(const tell__facts *facts, const char *text, size_t length) {
  return tell__strings_find(tell__table_strings(facts->table), text, length);
}

/* The entry of a test, made when it is new. */
static tell__tested *entry_of(tell__facts *facts, int64_t test) {
  int32_t i = 0;
  while (i < facts->test_count && facts->tests[i].test != test)
    i++;
  if (i == facts->test_count)
    facts->tests[facts->test_count++] =
        (tell__tested){.test = test, .part = TELL__UNKNOWN, .exempt = TELL__UNKNOWN};
  return &facts->tests[i];
}

/* Adds an indicator of the set that is a share of pupils of a test. */
static void add_indicator(const tell_catalogue *catalogue, const char *id, tell__facts *facts) {
  size_t part = stem_of(id, PART), exempt = stem_of(id, EXEMPT);
  size_t stem = part + exempt; /* one of them is 0 */
  int64_t code = code_of(facts, id, strlen(id));
  if (stem == 0 || code < 0)
    return;
  int32_t index = tell__catalogue_indicator(catalogue, id, stem);
  if (index < 0)
    return;
  /* A test that is not in the set still ties its two shares together. */
  int64_t test = code_of(facts, id, stem);
  tell__tested *entry = entry_of(facts, test >= 0 ? test : -2 - (int64_t)index);
  if (part > 0)
    entry->part = code;
  else
    entry->exempt = code;
}

int tell__participation_find(const tell_catalogue *catalogue, tell__facts *facts) {
  const tell__catalogue_view *view = tell__catalogue_get(catalogue);
  facts->tests = tell__alloc_array((size_t)view->indicators_count, sizeof *facts->tests);
  if (facts->tests == NULL)
    return 0;
  for (int32_t i = 0; i < view->indicators_count; i++)
    add_indicator(catalogue, view->indicators[i].id, facts);
  return 1;
}

int32_t tell__participation_test(const tell__facts *facts, int64_t row) {
  int64_t indicator = tell__columns_code(facts->table, facts->columns[TELL__SET_INDICATOR], row);
  for (int32_t i = 0; i < facts->test_count; i++)
    if (facts->tests[i].part == indicator || facts->tests[i].exempt == indicator)
      return i;
  return TELL__UNKNOWN;
}

/* Whether `id` is the test that an indicator is a share of pupils of, or made from it: what stands
 * in front of the ending, then nothing or an ending of its own (np_lesing_niva). */
static int is_result(const tell__facts *facts, const char *id, int64_t share, const char *ending) {
  size_t length = 0;
  if (share < 0)
    return 0;
  const char *other = tell__strings_get(tell__table_strings(facts->table), (int32_t)share, &length);
  size_t stem = length - strlen(ending);
  return strncmp(id, other, stem) == 0 && (id[stem] == '\0' || id[stem] == '_');
}

int32_t tell__participation_of(const tell__facts *facts, int64_t row) {
  const char *id = tell__columns_text(facts->table, facts->columns[TELL__SET_INDICATOR], row);
  for (int32_t i = 0; i < facts->test_count; i++)
    if (is_result(facts, id, facts->tests[i].part, PART) ||
        is_result(facts, id, facts->tests[i].exempt, EXEMPT))
      return i;
  return TELL__UNKNOWN;
}

int64_t tell__participation_row(const tell__facts *facts, int64_t row, int64_t indicator,
                                int origin) {
  tell__group_key key = tell__facts_key(facts, row);
  key.indicator = indicator;
  key.dimension = key.category = 0;
  int64_t group = indicator < 0 ? TELL__UNKNOWN : tell__facts_group(facts, &key);
  return group < 0 ? TELL__UNKNOWN : tell__facts_find(facts, facts->rows[row].unit, group, origin);
}
