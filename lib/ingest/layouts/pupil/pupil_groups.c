/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of pupils in chunks of blocks that never move, found by a hash of their key. */
#include "pupil_groups.h"

#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"

enum { CHUNK_GROUPS = 64, FIRST_SLOTS = 64, ALIGNMENT = sizeof(uint64_t) };

static size_t part_bytes(tell__pupil_kind kind) {
  size_t bytes = kind == TELL__PUPIL_MEAN    ? sizeof(tell__pupil_sum)
                 : kind == TELL__PUPIL_SHARE ? sizeof(tell__pupil_share)
                 : kind == TELL__PUPIL_SEEN  ? sizeof(tell__pupil_seen)
                                             : sizeof(tell__pupil_levels);
  return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

int32_t tell__pupil_measures_add(tell__pupil_measures *measures, tell__pupil_kind kind,
                                 int32_t indicator, int32_t column, int64_t scale) {
  if (!tell__grow((void **)&measures->list, &measures->capacity, measures->count,
                  sizeof *measures->list))
    return -1;
  if (measures->block_bytes == 0)
    measures->block_bytes = sizeof(tell__pupil_group);
  measures->list[measures->count] = (tell__pupil_measure){.kind = kind,
                                                          .indicator = indicator,
                                                          .column = column,
                                                          .scale = scale,
                                                          .offset = measures->block_bytes,
                                                          .seen = -1,
                                                          .twin = -1};
  measures->block_bytes += part_bytes(kind);
  return (int32_t)measures->count++;
}

int tell__pupil_measures_has(const tell__pupil_measures *measures, int32_t indicator) {
  for (size_t i = 0; i < measures->count; i++)
    if (measures->list[i].indicator == indicator)
      return 1;
  return 0;
}

static void merge_levels(tell__pupil_levels *into, const tell__pupil_levels *from) {
  for (int i = 0; i < TELL__PUPIL_LEVELS_MAX; i++)
    into->counts[i] += from->counts[i];
}

static void merge_share(tell__pupil_share *into, const tell__pupil_share *from) {
  into->count += from->count;
  into->numerator += from->numerator;
}

static void merge_seen(tell__pupil_seen *into, const tell__pupil_seen *from) {
  into->away += from->away;
  into->lost += from->lost;
}

void tell__pupil_group_merge(const tell__pupil_measures *measures, tell__pupil_group *into,
                             tell__pupil_group *from) {
  if (into->line == 0 || from->line < into->line)
    into->line = from->line;
  for (size_t i = 0; i < measures->count; i++) {
    const tell__pupil_measure *measure = &measures->list[i];
    void *sums = tell__pupil_part(into, measure), *more = tell__pupil_part(from, measure);
    if (measure->kind == TELL__PUPIL_MEAN)
      tell__pupil_sum_merge(sums, more);
    else if (measure->kind == TELL__PUPIL_SHARE)
      merge_share(sums, more);
    else if (measure->kind == TELL__PUPIL_SEEN)
      merge_seen(sums, more);
    else
      merge_levels(sums, more);
  }
}

int tell__pupil_groups_begin(tell__pupil_groups *groups, size_t block_bytes) {
  *groups = (tell__pupil_groups){.block_bytes = block_bytes, .slot_count = FIRST_SLOTS};
  if (block_bytes < sizeof(tell__pupil_group))
    groups->block_bytes = sizeof(tell__pupil_group);
  groups->slots = tell__alloc_array(FIRST_SLOTS, sizeof *groups->slots);
  return groups->slots != NULL;
}

void tell__pupil_groups_free(tell__pupil_groups *groups) {
  for (size_t i = 0; i < groups->chunk_count; i++)
    tell__free(groups->chunks[i]);
  tell__free(groups->chunks);
  tell__free(groups->list);
  tell__free(groups->slots);
}

static uint64_t hash_of(const tell__pupil_group *key) {
  return tell__hash_mix((uint64_t)(uint32_t)key->school << 32 |
                        (uint64_t)(uint16_t)key->period << 16 | (uint64_t)(uint8_t)key->grade << 8 |
                        (uint8_t)key->gender);
}

static int is_same(const tell__pupil_group *a, const tell__pupil_group *b) {
  return a->school == b->school && a->period == b->period && a->grade == b->grade &&
         a->gender == b->gender;
}

/* The slot of a key: its own, or the free one where it belongs. */
static uint32_t *find_slot(const tell__pupil_groups *groups, const tell__pupil_group *key) {
  size_t mask = groups->slot_count - 1;
  size_t at = (size_t)hash_of(key) & mask;
  while (groups->slots[at] != 0 && !is_same(groups->list[groups->slots[at] - 1], key))
    at = (at + 1) & mask;
  return &groups->slots[at];
}

static int widen_slots(tell__pupil_groups *groups) {
  if (groups->count < groups->slot_count / 2)
    return 1;
  if (groups->slot_count > UINT32_MAX / 2)
    return 0;
  uint32_t *wider = tell__alloc_array(groups->slot_count * 2, sizeof *wider);
  if (wider == NULL)
    return 0;
  tell__free(groups->slots);
  groups->slots = wider;
  groups->slot_count *= 2;
  for (size_t i = 0; i < groups->count; i++)
    *find_slot(groups, groups->list[i]) = (uint32_t)(i + 1);
  return 1;
}

/* Room for one more in the list. */
static int widen_list(tell__pupil_groups *groups) {
  return widen_slots(groups) && tell__grow((void **)&groups->list, &groups->capacity, groups->count,
                                           sizeof(tell__pupil_group *));
}

static void add(tell__pupil_groups *groups, tell__pupil_group *group) {
  groups->list[groups->count++] = group;
  *find_slot(groups, group) = (uint32_t)groups->count;
}

/* A chunk at a time, as a group of a large file is made while rows wait. */
static int make_room(tell__pupil_groups *groups) {
  if (groups->room_count > 0)
    return 1;
  if (!tell__grow((void **)&groups->chunks, &groups->chunk_capacity, groups->chunk_count,
                  sizeof(char *)))
    return 0;
  groups->room = tell__alloc_array(CHUNK_GROUPS, groups->block_bytes);
  if (groups->room == NULL)
    return 0;
  groups->chunks[groups->chunk_count++] = groups->room;
  groups->room_count = CHUNK_GROUPS;
  return 1;
}

tell__pupil_group *tell__pupil_groups_find(tell__pupil_groups *groups,
                                           const tell__pupil_group *key) {
  uint32_t *slot = find_slot(groups, key);
  if (*slot != 0)
    return groups->list[*slot - 1];
  if (!make_room(groups) || !widen_list(groups))
    return NULL;
  tell__pupil_group *made = (tell__pupil_group *)(void *)groups->room;
  groups->room += groups->block_bytes;
  groups->room_count--;
  *made = *key;
  add(groups, made);
  return made;
}

int tell__pupil_groups_take_blocks(tell__pupil_groups *groups, tell__pupil_groups *others) {
  size_t count = groups->chunk_count + others->chunk_count;
  if (others->chunk_count == 0)
    return 1;
  if (count > groups->chunk_capacity) {
    char **wider = tell__realloc_array(groups->chunks, count, sizeof *wider);
    if (wider == NULL)
      return 0;
    groups->chunks = wider;
    groups->chunk_capacity = count;
  }
  memcpy(groups->chunks + groups->chunk_count, others->chunks,
         others->chunk_count * sizeof *groups->chunks);
  groups->chunk_count = count;
  others->chunk_count = others->room_count = 0;
  return 1;
}

tell__pupil_group *tell__pupil_groups_put(tell__pupil_groups *groups, tell__pupil_group *group) {
  uint32_t *slot = find_slot(groups, group);
  if (*slot != 0)
    return groups->list[*slot - 1];
  if (!widen_list(groups))
    return NULL;
  add(groups, group);
  return group;
}
