/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rows of analyses of groups have in common. */
#ifndef TELL_ANALYSIS_GROUP_ROWS_H
#define TELL_ANALYSIS_GROUP_ROWS_H

#include "analysis/analyses.h"
#include "analysis/members.h"

/** Begins a row about a set's group; 0 when nothing in the release is about it. */
int tell__group_rows_begin(tell__analysis_job *job, const tell__members *members,
                           const tell__member_set *set);

/** Decimals worth showing of what is put together: as in the computed rows of an indicator set, the
 * mean of many is known better than each. */
int64_t tell__group_rows_decimals(const tell__indicator *indicator);

/** Why there is no interval: a visible member's standard error is hidden, or one is missing. */
tell_state tell__group_rows_no_interval(const tell__figures *figures, const tell__member_set *set);

#endif
