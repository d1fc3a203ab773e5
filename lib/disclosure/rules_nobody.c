/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reason `count`, for a test of which nobody took part. Nobody at all is no
 * secret, but the pupils of such a group are in the file: that none of them took
 * the test says of each that he was exempt or stayed away. It stands where the
 * share who took part (0 %) or who were exempt stands, and says how many they are;
 * a group that is small, or of unknown size, is hidden like one of few results.
 */
#include "disclosure/participation.h"
#include "disclosure/rules.h"

/* Whether the number of pupils behind one of the two shares can be read. */
static int is_told(const tell__facts *facts, int64_t row, int64_t indicator) {
  int64_t found = tell__participation_row(facts, row, indicator, facts->rows[row].origin);
  if (found < 0)
    return 0;
  const tell__fact *share = &facts->rows[found];
  return share->n > 0 && !tell__fact_is_hidden(share);
}

static int is_many(const tell__facts *facts, int64_t row) {
  int32_t at = tell__participation_of(facts, row);
  return at >= 0 && (is_told(facts, row, facts->tests[at].part) ||
                     is_told(facts, row, facts->tests[at].exempt));
}

/* How many of the units below nobody took part in is told of the units above, too. */
static void hide_above(tell__facts *facts, const tell__fact *fact) {
  int32_t units[] = {fact->parent, fact->area};
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    while (units[i] >= 0) {
      int64_t row = tell__facts_find(facts, units[i], fact->group, TELL__FACT_COMPUTED);
      if (row < 0)
        break;
      tell__fact_hide_part(&facts->rows[row], TELL__PART_CHILDREN, TELL__REASON_DERIVED);
      units[i] = facts->rows[row].parent;
    }
}

int64_t tell__rule_nobody(tell__facts *facts, tell__partitions *partitions) {
  int64_t hidden = 0;
  (void)partitions;
  for (int64_t row = 0; row < facts->count; row++) {
    tell__fact *fact = &facts->rows[row];
    if (!fact->of_nobody || fact->minimum <= 0 || is_many(facts, row))
      continue;
    hidden += tell__fact_hide(fact, TELL__REASON_COUNT);
    hide_above(facts, fact);
  }
  return hidden;
}
