/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reason `complement`, downwards: a hidden sum whose units below can all be
 * read is added up again by any reader. The smallest of them is hidden with it;
 * a visible area stands for its schools, so then the area is.
 * Where the units are an authority's there is nothing to hide.
 */
#include "disclosure/rules.h"

/* The row by which the reader knows what a unit contributes. */
static int64_t known_by(const tell__facts *facts, const tell__fact *fact, int64_t child) {
  if (fact->is_area || facts->rows[child].area < 0)
    return child;
  int64_t area = tell__facts_find(facts, facts->rows[child].area, fact->group, TELL__FACT_COMPUTED);
  return area >= 0 && !tell__fact_is_hidden(&facts->rows[area]) ? area : child;
}

static int64_t smallest_below(const tell__facts *facts, const tell__fact *fact) {
  const int64_t key[] = {fact->unit, fact->group};
  int64_t child = tell__keymap_find(facts->first_child, key);
  int64_t smallest = TELL__UNKNOWN;
  while (child >= 0) {
    int64_t row = known_by(facts, fact, child);
    const tell__fact *known = &facts->rows[row];
    if (known->own && known->n > 0 && !tell__fact_is_hidden(known) &&
        (smallest < 0 || known->n < facts->rows[smallest].n))
      smallest = row;
    child = fact->is_area ? facts->rows[child].next_in_area : facts->rows[child].next_child;
  }
  return smallest;
}

int64_t tell__rule_below(tell__facts *facts, tell__partitions *partitions) {
  int64_t hidden = 0;
  (void)partitions;
  for (int64_t row = 0; row < facts->count; row++) {
    const tell__fact *fact = &facts->rows[row];
    if (fact->origin != TELL__FACT_COMPUTED || !fact->own || fact->minimum <= 0 ||
        !tell__fact_is_hidden(fact) || tell__rule_unknown(facts, fact).units > 0)
      continue;
    int64_t smallest = smallest_below(facts, fact);
    if (smallest >= 0)
      hidden += tell__fact_hide(&facts->rows[smallest], TELL__REASON_COMPLEMENT);
  }
  return hidden;
}
