/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who belongs together: the declared groups, and every area and municipality
 * as the group of its schools. A set is what the members of one group say of
 * one indicator, school year and breakdown.
 */
#ifndef TELL_ANALYSIS_MEMBERS_H
#define TELL_ANALYSIS_MEMBERS_H

#include "analysis/figures.h"
#include "analysis/options.h"

typedef struct tell__member_group {
  const tell__declared_group *declared; /* NULL: an area or a municipality */
  tell__figure_unit unit;               /* that one; -1, -1 for a declared group */
  int64_t units;                        /* how many units belong to it */
} tell__member_group;

typedef struct tell__member_set {
  int64_t group;
  tell__figure_key key; /* unit -1, -1 */
  const int64_t *rows;  /* of the release, one for each member that the indicator applies to */
  size_t count;         /* 1 or more */
} tell__member_set;

typedef struct tell__members {
  tell__member_group *groups; /* declared ones first, in their order; then in that of the release */
  size_t group_count, group_capacity;
  tell__member_set *sets; /* by group, indicator, source, breakdown, school year */
  size_t set_count, set_capacity;
  int64_t *rows;
  tell__keymap *units; /* level, code → group of an area or a municipality */
} tell__members;

/**
 * Finds groups and sets. Ratios and medians are in no set: they cannot be put together.
 * @param members filled; freed with tell__members_free() whatever the status.
 * @return #TELL_OK; #TELL_E_ARGUMENT (in a declared group a unit and one that it is part of are
 *         members); #TELL_E_MEMORY.
 */
tell_status tell__members_find(const tell__figures *figures, const tell_analysis_options *options,
                               tell__members *members, tell_error *err);
void tell__members_free(tell__members *members);

/** The set of a group and key (whatever the key's unit); NULL when there is none. */
const tell__member_set *tell__members_set(const tell__members *members, int64_t group,
                                          const tell__figure_key *key);

/** How many members the largest set has. */
size_t tell__members_largest(const tell__members *members);

/** The group of an area or a municipality; -1 when it has no schools. */
int64_t tell__members_unit(const tell__members *members, tell__figure_unit unit);

/**
 * Checks that in no declared group a unit and one that it is part of are both members:
 * its pupils would count twice. Statuses as tell__members_find().
 */
tell_status tell__members_check(const tell_release *release, const tell_analysis_options *options,
                                tell_error *err);

#endif
