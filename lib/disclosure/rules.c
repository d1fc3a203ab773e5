/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of rules and their repeated application. */
#include "disclosure/rules.h"

/*
 * The order decides which reason a row gets, and that a sum is hidden before
 * its largest part is: `inherited` stands before `rest`.
 */
static const tell__rule RULES[] = {
    tell__rule_count,     tell__rule_nobody,        tell__rule_share,
    tell__rule_inherited, tell__rule_rest,          tell__rule_parts,
    tell__rule_below,     tell__rule_participation, tell__rule_sums,
};

int tell__rule_is_few(int64_t pupils, int64_t minimum) { return pupils > 0 && pupils < minimum; }

void tell__rules_apply(tell__facts *facts, tell__partitions *partitions) {
  int64_t hidden;
  do {
    hidden = 0;
    for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++)
      hidden += RULES[i](facts, partitions);
  } while (hidden > 0);
}
