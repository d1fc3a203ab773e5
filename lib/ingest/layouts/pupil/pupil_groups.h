/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Groups of pupils (school, school year, grade, gender), each with a small
 * block that holds the sums of every measure of the file. Memory grows with
 * the groups, never with the pupils.
 */
#ifndef TELL_INGEST_PUPIL_GROUPS_H
#define TELL_INGEST_PUPIL_GROUPS_H

#include <stddef.h>

#include "ingest/layouts/pupil/pupil_sums.h"

typedef enum tell__pupil_kind {
  TELL__PUPIL_MEAN = 1, /* tell__pupil_sum */
  TELL__PUPIL_SHARE,    /* tell__pupil_share */
  TELL__PUPIL_LEVELS,   /* tell__pupil_levels */
  TELL__PUPIL_SEEN      /* tell__pupil_seen: of no figure of its own */
} tell__pupil_kind;

typedef struct tell__pupil_share {
  uint32_t count, numerator;
} tell__pupil_share;

/** Pupils who are in the file and have no result of a test. */
typedef struct tell__pupil_seen {
  uint32_t away; /* did not take part, or nothing says that they did */
  uint32_t lost; /* took part */
} tell__pupil_seen;

/** Tests of schools' own may have nine levels (stanine); national tests have three or five. */
enum { TELL__PUPIL_LEVELS_MAX = 9 };

typedef struct tell__pupil_levels {
  uint32_t counts[TELL__PUPIL_LEVELS_MAX]; /* of level 1, 2, ... */
} tell__pupil_levels;

/** What is summed up, and where its sums lie in the block of a group. */
typedef struct tell__pupil_measure {
  tell__pupil_kind kind;
  int32_t indicator;
  int32_t all_grades; /* 1: the catalogue knows it for all grades together only */
  int32_t column;     /* the header's index of the column that tells of it, -1 */
  int64_t scale;      /* of a mean: what every value was multiplied with */
  size_t offset;
  int32_t seen,
      twin; /* of a test's mean and levels: who has neither, and the other of the two; -1 */
} tell__pupil_measure;

/** The measures of a file; start with zeroes, free `list`. */
typedef struct tell__pupil_measures {
  tell__pupil_measure *list;
  size_t count, capacity;
  size_t block_bytes;
} tell__pupil_measures;

/** Adds a measure and gives its number; -1 when there is no memory. */
int32_t tell__pupil_measures_add(tell__pupil_measures *measures, tell__pupil_kind kind,
                                 int32_t indicator, int32_t column, int64_t scale);

/** Whether one of the measures is of this indicator. */
int tell__pupil_measures_has(const tell__pupil_measures *measures, int32_t indicator);

/** The head of a group's block; the sums follow it. */
typedef struct tell__pupil_group {
  int32_t school; /* number of its code among the texts of whoever keeps the groups */
  int16_t period;
  int8_t grade, gender; /* gender 0: not stated */
  int64_t line;         /* the first line that tells of it */
} tell__pupil_group;

/** The sums of a measure in the block of a group. */
static inline void *tell__pupil_part(tell__pupil_group *group, const tell__pupil_measure *measure) {
  return (char *)group + measure->offset;
}

/** Adds the sums of a group to those of another; heads stay, but for the first line. */
void tell__pupil_group_merge(const tell__pupil_measures *measures, tell__pupil_group *into,
                             tell__pupil_group *from);

/** All groups; start with tell__pupil_groups_begin(). Blocks never move. */
typedef struct tell__pupil_groups {
  size_t block_bytes;
  char **chunks; /* the memory of the blocks */
  size_t chunk_count, chunk_capacity;
  char *room; /* the next free block, in the chunk that was made last */
  size_t room_count;
  tell__pupil_group **list; /* in the order in which they came */
  size_t count, capacity;
  uint32_t *slots; /* numbers of groups from 1, 0: free */
  size_t slot_count;
} tell__pupil_groups;

/** 0 when there is no memory; free it all the same. */
int tell__pupil_groups_begin(tell__pupil_groups *groups, size_t block_bytes);
void tell__pupil_groups_free(tell__pupil_groups *groups);

/** The group of this key (`line` is not part of it), made when new; NULL when there is no memory.
 * Valid until the groups are freed. */
tell__pupil_group *tell__pupil_groups_find(tell__pupil_groups *groups,
                                           const tell__pupil_group *key);

/** Takes over the memory of all blocks of others, which still list them; so that merging needs no
 * second copy. 0 when there is no memory, and nothing has changed then. */
int tell__pupil_groups_take_blocks(tell__pupil_groups *groups, tell__pupil_groups *others);

/** The group that has this one's key; where there was none, the group itself, which is in the list
 * then. NULL when there is no memory. */
tell__pupil_group *tell__pupil_groups_put(tell__pupil_groups *groups, tell__pupil_group *group);

#endif
