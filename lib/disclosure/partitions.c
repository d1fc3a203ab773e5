/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbering the partitions of partitions.h. Holds no rule. */
#include "disclosure/partitions.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "catalogue/catalogue.h"

enum { KEY_WIDTH = 10 };

/* What a row must have in an axis to be the whole. */
typedef struct wholes {
  int64_t gender, owner;
} wholes;

static int64_t code_of_all(const tell_catalogue *catalogue, const tell__facts *facts,
                           const char *dimension) {
  const char *id = tell__catalogue_group_id(catalogue, dimension, 0);
  return tell__strings_find(tell__table_strings(facts->table), id, strlen(id));
}

/* Makes the key of the whole; returns 0 when it already is that of the row itself. */
static int whole_key(tell__axis axis, const wholes *all, tell__group_key *key) {
  const tell__group_key before = *key;
  switch (axis) {
  case TELL__AXIS_GENDER:
    key->gender = all->gender;
    return before.gender != key->gender;
  case TELL__AXIS_OWNER:
    key->owner = all->owner;
    return before.owner != key->owner;
  case TELL__AXIS_GRADE:
    key->grade = 0;
    return before.grade != 0;
  default:
    key->dimension = key->category = 0;
    return before.dimension != 0;
  }
}

static int32_t whole_row(const tell__facts *facts, const tell__fact *fact, tell__axis axis,
                         const tell__group_key *key) {
  if (axis == TELL__AXIS_CATEGORY && fact->is_distribution)
    return TELL__WHOLE_KNOWN;
  int64_t group = tell__facts_group(facts, key);
  return group < 0 ? TELL__UNKNOWN
                   : (int32_t)tell__facts_find(facts, fact->unit, group, fact->origin);
}

/* The parts of one whole have its key; those of different dimensions must not be mixed. */
static int64_t partition_number(tell__keymap *map, const tell__fact *fact,
                                const tell__group_key *key, int64_t dimension, size_t next) {
  const int64_t words[KEY_WIDTH] = {fact->unit,  fact->origin, key->indicator, key->source,
                                    key->period, key->grade,   key->gender,    key->owner,
                                    dimension,   key->category};
  return tell__keymap_add(map, words, (int64_t)next);
}

static int number_row(tell__facts *facts, int64_t row, tell__axis axis, const wholes *all,
                      tell__keymap *map, tell__partitions *partitions) {
  tell__fact *fact = &facts->rows[row];
  tell__group_key key = tell__facts_key(facts, row);
  int64_t dimension = key.dimension;
  if (!fact->own || fact->minimum <= 0 || !whole_key(axis, all, &key))
    return 1;
  size_t *count = &partitions->count[axis];
  int64_t number = partition_number(map, fact, &key, dimension, *count);
  fact->partition[axis] = (int32_t)number;
  if (number != (int64_t)*count)
    return number >= 0;
  if (!tell__grow((void **)&partitions->list[axis], &partitions->capacity[axis], *count,
                  sizeof *partitions->list[axis]))
    return 0;
  partitions->list[axis][(*count)++] =
      (tell__partition){.whole = whole_row(facts, fact, axis, &key)};
  return 1;
}

static int number_axis(tell__facts *facts, tell__axis axis, const wholes *all,
                       tell__partitions *partitions) {
  tell__keymap *map = tell__keymap_create(KEY_WIDTH);
  int ok = map != NULL;
  for (int64_t row = 0; ok && row < facts->count; row++)
    ok = number_row(facts, row, axis, all, map, partitions);
  tell__keymap_free(map);
  return ok;
}

tell_status tell__partitions_find(const tell_catalogue *catalogue, tell__facts *facts,
                                  tell__partitions *partitions, tell_error *err) {
  const wholes all = {.gender = code_of_all(catalogue, facts, "gender"),
                      .owner = code_of_all(catalogue, facts, "owner")};
  memset(partitions, 0, sizeof *partitions);
  for (int axis = 0; axis < TELL__AXIS_COUNT; axis++)
    if (!number_axis(facts, (tell__axis)axis, &all, partitions))
      return tell__fail_memory(err);
  return TELL_OK;
}

void tell__partitions_free(tell__partitions *partitions) {
  for (int axis = 0; axis < TELL__AXIS_COUNT; axis++)
    tell__free(partitions->list[axis]);
  memset(partitions, 0, sizeof *partitions);
}
