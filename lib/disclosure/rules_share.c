/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reason `complement`, within a row: the pupils without the attribute, n − x,
 * are fewer than the limit; in the caller's own counts the pupils with it, x,
 * as well. (The x behind an authority's share is the authority's to hide.)
 */
#include "disclosure/rules.h"

static int is_hit(const tell__fact *fact) {
  if (fact->x < 0 || fact->n < 0)
    return 0;
  return tell__rule_is_few(fact->n - fact->x, fact->minimum) ||
         (fact->own && tell__rule_is_few(fact->x, fact->minimum));
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
