/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the members of a set say together: who is visible, what the visible
 * ones add up to, how many participants the others have at most, and what may
 * be told of it.
 */
#ifndef TELL_ANALYSIS_TALLY_H
#define TELL_ANALYSIS_TALLY_H

#include "analysis/members.h"

/** Below this share of the participants what the visible members say is not given. */
#define TELL__TALLY_COVERAGE_LEAST 0.80

typedef struct tell__tally {
  int64_t members, visible, hidden, not_taken_part, missing;
  int64_t suppressed;   /* of the hidden ones: by the publisher */
  int64_t n, numerator; /* of the visible ones */
  int every_numerator;  /* 1: all visible ones give counts */
  int64_t unseen_n;     /* of the hidden and missing ones that state it */
  int64_t unseen_without_n;
} tell__tally;

/** How many participants stand behind the members that are not visible. */
typedef struct tell__unseen {
  tell_state state; /* of n */
  int64_t n;        /* at most */
  int exact;        /* 1: n itself, 0: a limit only */
} tell__unseen;

/** Whether a row has a value that counts, and, but for totals, participants. */
int tell__tally_is_visible(const tell__figures *figures, int64_t row);

tell__tally tell__tally_count(const tell__figures *figures, const tell__member_set *set);

/** Members without a visible value, but for those in which nobody took part. */
int64_t tell__tally_unseen(const tell__tally *tally);

/**
 * The row of the area or municipality that a group is, with the key of the set: its own
 * (`computed` 0) or the computed one (1). -1 for declared groups.
 */
int64_t tell__tally_unit_row(const tell__figures *figures, const tell__members *members,
                             const tell__member_set *set, int computed);

/** Whether the release hides the figure computed from just these members. */
int tell__tally_is_closed(const tell__figures *figures, const tell__members *members,
                          const tell__member_set *set);

/** Why there is no value when members are not visible. */
tell_state tell__tally_absence(const tell__tally *tally);

/** See `hidden_n` in telling/analysis_groups.h. Not for totals. */
tell__unseen tell__tally_unseen_n(const tell__figures *figures, const tell__members *members,
                                  const tell__member_set *set, const tell__tally *tally);

/** Of a total: whether what the visible members leave over of the whole must not be told. */
int tell__tally_keeps_total(const tell__figures *figures, const tell__members *members,
                            const tell__member_set *whole);

/** The share of the participants that the visible members carry; the state says why there is none.
 */
tell_state tell__tally_coverage(const tell__tally *tally, const tell__unseen *unseen,
                                double *coverage);

/** The set whose rest the unseen members are a part of: that of the unit itself, or of the
 * municipality that all members belong to. NULL when none has a row of its own that says how much
 * there is. */
const tell__member_set *tell__tally_whole(const tell__figures *figures,
                                          const tell__members *members, const tell__member_set *set,
                                          int is_total);

#endif
