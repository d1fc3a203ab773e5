/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reason `complement`, within a row of the caller's own counts: the pupils
 * without the attribute, n − x, are fewer than the limit, or those with it, x,
 * fewer than theirs. Where an authority published both in one row, a Wilson
 * interval made of them tells nothing that is not there already.
 */
#include "disclosure/rules.h"

static int is_hit(const tell__fact *fact) {
  if (!fact->own || fact->x < 0 || fact->n < 0)
    return 0;
  return tell__rule_is_few(fact->n - fact->x, fact->minimum) ||
         tell__rule_is_few(fact->x, fact->minimum_x);
}

int64_t tell__rule_share(tell__facts *facts, tell__partitions *partitions) {
  int64_t hidden = 0;
  (void)partitions;
  for (int64_t row = 0; row < facts->count; row++) {
    tell__fact *fact = &facts->rows[row];
    if (fact->minimum > 0 && is_hit(fact))
      hidden += tell__fact_hide(fact, TELL__REASON_COMPLEMENT);
  }
  return hidden;
}
