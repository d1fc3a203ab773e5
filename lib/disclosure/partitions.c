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

/* Whoever made the figure of the whole: the parts can be taken away from it. */
static tell__partition find_whole(const tell__facts *facts, const tell__fact *fact, tell__axis axis,
                                  const tell__group_key *key) {
  tell__partition found = {.is_known = axis == TELL__AXIS_CATEGORY && fact->is_distribution,
                           .origin = fact->origin};
  int64_t group = found.is_known ? TELL__UNKNOWN : tell__facts_group(facts, key);
  for (int origin = 0; origin < TELL__ORIGIN_COUNT; origin++)
    found.wholes[origin] =
        group < 0 ? TELL__UNKNOWN : (int32_t)tell__facts_find(facts, fact->unit, group, origin);
  return found;
}

/* One axis at work. */
typedef struct numbering {
  tell__facts *facts;
  tell__partitions *partitions;
  tell__axis axis;
  const wholes *all;
  tell__keymap *map; /* whole, dimension and origin of the parts → number of the partition */
} numbering;

/*
 * The parts of one whole have its key; those of different dimensions must not
 * be mixed. Returns 0 when the row is no part on this axis.
 */
static int partition_key(const numbering *in, int64_t row, int origin, int64_t words[KEY_WIDTH],
                         tell__group_key *key) {
  const tell__fact *fact = &in->facts->rows[row];
  *key = tell__facts_key(in->facts, row);
  int64_t dimension = key->dimension;
  if (!fact->own || fact->minimum <= 0 || !whole_key(in->axis, in->all, key))
    return 0;
  const int64_t all[KEY_WIDTH] = {fact->unit,  origin,       key->indicator, key->source,
                                  key->period, key->grade,   key->gender,    key->owner,
                                  dimension,   key->category};
  memcpy(words, all, sizeof all);
  return 1;
}

static int number_row(const numbering *in, int64_t row) {
  tell__fact *fact = &in->facts->rows[row];
  tell__partitions *partitions = in->partitions;
  tell__group_key key;
  int64_t words[KEY_WIDTH];
  if (!partition_key(in, row, fact->origin, words, &key))
    return 1;
  size_t *count = &partitions->count[in->axis];
  int64_t number = tell__keymap_add(in->map, words, (int64_t)*count);
  fact->partition[in->axis] = (int32_t)number;
  if (number != (int64_t)*count)
    return number >= 0;
  if (!tell__grow((void **)&partitions->list[in->axis], &partitions->capacity[in->axis], *count,
                  sizeof *partitions->list[in->axis]))
    return 0;
  partitions->list[in->axis][(*count)++] = find_whole(in->facts, fact, in->axis, &key);
  return 1;
}

static int add_member(const numbering *in, int64_t row, int64_t partition) {
  tell__partitions *partitions = in->partitions;
  const tell__fact *fact = &in->facts->rows[row];
  size_t *count = &partitions->member_count[in->axis];
  if (!tell__grow((void **)&partitions->members[in->axis], &partitions->member_capacity[in->axis],
                  *count, sizeof *partitions->members[in->axis]))
    return 0;
  partitions->members[in->axis][(*count)++] =
      (tell__member){.size = tell__partition_is_sized_by_x(fact, in->axis) ? fact->x : fact->n,
                     .row = (int32_t)row,
                     .partition = (int32_t)partition};
  return 1;
}

/* Where a computed part has no local row beside it, it is a part of the local whole, and reversed.
 */
static int add_to_other(const numbering *in, int64_t row) {
  const tell__fact *fact = &in->facts->rows[row];
  int other = fact->origin == TELL__FACT_LOCAL ? TELL__FACT_COMPUTED : TELL__FACT_LOCAL;
  int64_t twin = tell__facts_find(in->facts, fact->unit, fact->group, other);
  tell__group_key key;
  int64_t words[KEY_WIDTH];
  if ((twin >= 0 && tell__fact_has_figure(&in->facts->rows[twin])) ||
      !partition_key(in, row, other, words, &key))
    return 1;
  int64_t partition = tell__keymap_find(in->map, words);
  return partition < 0 || add_member(in, row, partition);
}

static int is_before(const tell__member *a, const tell__member *b) {
  if (a->partition != b->partition)
    return a->partition < b->partition;
  if (a->size != b->size)
    return a->size < b->size;
  return a->row < b->row;
}

static void sink(tell__member *members, size_t at, size_t count) {
  const tell__member moved = members[at];
  for (size_t child; (child = 2 * at + 1) < count; at = child) {
    if (child + 1 < count && is_before(&members[child], &members[child + 1]))
      child++;
    if (!is_before(&moved, &members[child]))
      break;
    members[at] = members[child];
  }
  members[at] = moved;
}

/* A heap sort of our own: qsort of the C library allocates behind the back of base/alloc.h. */
static void sort(tell__member *members, size_t count) {
  for (size_t i = count / 2; i-- > 0;)
    sink(members, i, count);
  for (size_t end = count; end-- > 1;) {
    const tell__member last = members[end];
    members[end] = members[0];
    members[0] = last;
    sink(members, 0, end);
  }
}

static int collect_members(const numbering *in) {
  tell__partitions *partitions = in->partitions;
  for (int64_t row = 0; row < in->facts->count; row++) {
    int32_t partition = in->facts->rows[row].partition[in->axis];
    if (partition >= 0 && (!add_member(in, row, partition) || !add_to_other(in, row)))
      return 0;
  }
  tell__member *members = partitions->members[in->axis];
  size_t count = partitions->member_count[in->axis];
  sort(members, count);
  for (size_t i = 0; i < count; i++) {
    tell__partition *of = &partitions->list[in->axis][members[i].partition];
    if (of->count++ == 0)
      of->members = &members[i];
  }
  return 1;
}

static int number_axis(numbering *in) {
  in->map = tell__keymap_create(KEY_WIDTH);
  int ok = in->map != NULL;
  for (int64_t row = 0; ok && row < in->facts->count; row++)
    ok = number_row(in, row);
  ok = ok && collect_members(in);
  tell__keymap_free(in->map);
  return ok;
}

tell_status tell__partitions_find(const tell_catalogue *catalogue, tell__facts *facts,
                                  tell__partitions *partitions, tell_error *err) {
  const wholes all = {.gender = code_of_all(catalogue, facts, "gender"),
                      .owner = code_of_all(catalogue, facts, "owner")};
  memset(partitions, 0, sizeof *partitions);
  for (int axis = 0; axis < TELL__AXIS_COUNT; axis++) {
    numbering in = {
        .facts = facts, .partitions = partitions, .axis = (tell__axis)axis, .all = &all};
    if (!number_axis(&in))
      return tell__fail_memory(err);
  }
  return TELL_OK;
}

int tell__partition_is_sized_by_x(const tell__fact *fact, int axis) {
  return axis == TELL__AXIS_CATEGORY && fact->is_distribution;
}

void tell__partitions_free(tell__partitions *partitions) {
  for (int axis = 0; axis < TELL__AXIS_COUNT; axis++) {
    tell__free(partitions->list[axis]);
    tell__free(partitions->members[axis]);
  }
  memset(partitions, 0, sizeof *partitions);
}
