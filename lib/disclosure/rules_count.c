/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reason `count`: fewer pupils or answers than the limit. Nobody at all is no
 * secret. A figure that is not an authority's and does not say how many stand
 * behind it cannot be judged, and is hidden; an authority's has been judged by
 * the authority.
 */
#include "disclosure/rules.h"

static int is_hit(const tell__fact *fact) {
  if (fact->n >= 0)
    return tell__rule_is_few(fact->n, fact->minimum);
  return tell__fact_is_bound(fact) && fact->state == TELL_STATE_PRESENT;
}

int64_t tell__rule_count(tell__facts *facts, tell__partitions *partitions) {
  int64_t hidden = 0;
  (void)partitions;
  for (int64_t row = 0; row < facts->count; row++) {
    tell__fact *fact = &facts->rows[row];
    if (fact->minimum > 0 && is_hit(fact))
      hidden += tell__fact_hide(fact, TELL__REASON_COUNT);
  }
  return hidden;
}
