/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of one unit that add up: girls and boys to all, public and private to
 * all, grades to all grades, the categories of a distribution to every pupil.
 */
#ifndef TELL_DISCLOSURE_PARTITIONS_H
#define TELL_DISCLOSURE_PARTITIONS_H

#include "disclosure/facts.h"

/** A part: a row of the partition's own origin, or where that has none, of the other one. */
typedef struct tell__member {
  int64_t size; /* pupils, or x in a distribution; TELL__UNKNOWN */
  int32_t row, partition;
} tell__member;

typedef struct tell__partition {
  int32_t wholes[TELL__ORIGIN_COUNT]; /* row of the whole by its origin, TELL__UNKNOWN */
  uint8_t is_known;                   /* the whole is 100 per cent: known without a row */
  uint8_t origin;                     /* of the parts */
  const tell__member *members;        /* by size */
  size_t count;
} tell__partition;

typedef struct tell__partitions {
  tell__partition *list[TELL__AXIS_COUNT];
  size_t count[TELL__AXIS_COUNT];
  size_t capacity[TELL__AXIS_COUNT];
  tell__member *members[TELL__AXIS_COUNT];
  size_t member_count[TELL__AXIS_COUNT], member_capacity[TELL__AXIS_COUNT];
} tell__partitions;

/**
 * Finds the partitions of the caller's own counts and numbers them in the
 * facts. Those of an authority can be added up by any reader as they are.
 */
tell_status tell__partitions_find(const tell_catalogue *catalogue, tell__facts *facts,
                                  tell__partitions *partitions, tell_error *err);
void tell__partitions_free(tell__partitions *partitions);

/** Whether the size of a row is x: the categories of a distribution have one n. */
int tell__partition_is_sized_by_x(const tell__fact *fact, int axis);

#endif
