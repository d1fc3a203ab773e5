/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A rule looks at the facts and hides rows. A new rule is one file rules_<what>.c,
 * one declaration here and one line in the table of rules.c.
 *
 * Rules only ever hide; each returns how many rows it hid, and all of them are
 * applied again until none hides anything more. A row whose minimum is 0 has no
 * limit and is left alone. What a rule cannot decide, it hides.
 */
#ifndef TELL_DISCLOSURE_RULES_H
#define TELL_DISCLOSURE_RULES_H

#include "disclosure/partitions.h"

typedef int64_t (*tell__rule)(tell__facts *facts, tell__partitions *partitions);

int64_t tell__rule_count(tell__facts *facts, tell__partitions *partitions);
int64_t tell__rule_nobody(tell__facts *facts, tell__partitions *partitions);
int64_t tell__rule_share(tell__facts *facts, tell__partitions *partitions);
int64_t tell__rule_inherited(tell__facts *facts, tell__partitions *partitions);
int64_t tell__rule_rest(tell__facts *facts, tell__partitions *partitions);
int64_t tell__rule_parts(tell__facts *facts, tell__partitions *partitions);
int64_t tell__rule_participation(tell__facts *facts, tell__partitions *partitions);
int64_t tell__rule_sums(tell__facts *facts, tell__partitions *partitions);
int64_t tell__rule_below(tell__facts *facts, tell__partitions *partitions);

/** Whether a number of pupils is too small to be told: some, but fewer than the limit. */
int tell__rule_is_few(int64_t pupils, int64_t minimum);

/** The hidden units that are left when everything visible is taken away from a figure of them all.
 */
typedef struct tell__unknown {
  int64_t units, n, x, without; /* x: pupils with the attribute, without: those without it */
  int counts_known, shares_known;
} tell__unknown;

tell__unknown tell__rule_unknown(const tell__facts *facts, const tell__fact *fact);

/** Applies every rule until nothing changes. */
void tell__rules_apply(tell__facts *facts, tell__partitions *partitions);

#endif
