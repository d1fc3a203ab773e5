/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of one unit that add up: girls and boys to all, public and private to
 * all, grades to all grades, the categories of a distribution to every pupil.
 */
#ifndef TELL_DISCLOSURE_PARTITIONS_H
#define TELL_DISCLOSURE_PARTITIONS_H

#include "disclosure/facts.h"

/** The whole of a distribution is 100 per cent: known without a row. */
enum { TELL__WHOLE_KNOWN = -2 };

typedef struct tell__partition {
  int32_t whole;      /* row of the whole, TELL__UNKNOWN, TELL__WHOLE_KNOWN */
  int32_t smallest;   /* room for a rule: the smallest visible part, */
  int64_t hidden, n;  /* the hidden parts, their pupils, */
  int64_t x, without; /* those with the attribute and those without it */
} tell__partition;

typedef struct tell__partitions {
  tell__partition *list[TELL__AXIS_COUNT];
  size_t count[TELL__AXIS_COUNT];
  size_t capacity[TELL__AXIS_COUNT];
} tell__partitions;

/**
 * Finds the partitions of the caller's own counts and numbers them in the
 * facts. Those of an authority can be added up by any reader as they are.
 */
tell_status tell__partitions_find(const tell_catalogue *catalogue, tell__facts *facts,
                                  tell__partitions *partitions, tell_error *err);
void tell__partitions_free(tell__partitions *partitions);

#endif
