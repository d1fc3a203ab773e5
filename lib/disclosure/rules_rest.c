/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reason `complement`, between rows: a whole that can be read, without this
 * part of it, leaves fewer pupils than the limit. The wholes are the parent,
 * the area, the row of all genders, owners or grades, and of a computed row the
 * caller's own figure of the same unit. Of an authority's figure only the
 * difference from the parent is ours to hide.
 */
#include "disclosure/rules.h"

static int leaves_few(const tell__facts *facts, const tell__fact *fact, int64_t whole) {
  if (whole < 0 || fact->n < 0)
    return 0;
  const tell__fact *other = &facts->rows[whole];
  return !tell__fact_is_hidden(other) && other->n >= 0 &&
         tell__rule_is_few(other->n - fact->n, fact->minimum);
}

static int leaves_few_of_unit(const tell__facts *facts, const tell__fact *fact, int32_t unit) {
  for (int origin = TELL__FACT_PUBLISHED; origin <= TELL__FACT_COMPUTED; origin++)
    if (leaves_few(facts, fact, tell__facts_find(facts, unit, fact->group, origin)))
      return 1;
  return 0;
}

static int leaves_few_of_group(const tell__facts *facts, const tell__partitions *partitions,
                               const tell__fact *fact) {
  for (int axis = 0; axis < TELL__AXIS_COUNT; axis++) {
    if (fact->partition[axis] < 0)
      continue;
    const tell__partition *of = &partitions->list[axis][fact->partition[axis]];
    for (int origin = 0; origin < TELL__ORIGIN_COUNT; origin++)
      if (leaves_few(facts, fact, of->wholes[origin]))
        return 1;
  }
  return 0;
}

/*
 * The caller's own figure of a unit also holds the pupils of a unit below that
 * is not in the input, or has no figure: the computed one without them tells
 * how many they are.
 */
static int leaves_few_of_local(const tell__facts *facts, const tell__fact *fact) {
  if (fact->origin != TELL__FACT_COMPUTED || !fact->own)
    return 0;
  int64_t row = tell__facts_find(facts, fact->unit, fact->group, TELL__FACT_LOCAL);
  if (leaves_few(facts, fact, row))
    return 1;
  if (row < 0 || tell__fact_is_hidden(&facts->rows[row]) || fact->x < 0 || facts->rows[row].x < 0)
    return 0;
  int64_t n = facts->rows[row].n - fact->n, x = facts->rows[row].x - fact->x;
  return tell__rule_is_few(x, fact->minimum_x) || tell__rule_is_few(n - x, fact->minimum);
}

static int64_t hide_row(const tell__facts *facts, const tell__partitions *partitions,
                        tell__fact *fact) {
  if (!tell__fact_is_bound(fact)) {
    int64_t parent = tell__facts_find(facts, fact->parent, fact->group, fact->comparator);
    return leaves_few(facts, fact, parent) &&
           tell__fact_hide_part(fact, TELL__PART_DIFFERENCE, TELL__REASON_COMPLEMENT);
  }
  return (leaves_few_of_unit(facts, fact, fact->parent) ||
          leaves_few_of_unit(facts, fact, fact->area) || leaves_few_of_local(facts, fact) ||
          leaves_few_of_group(facts, partitions, fact)) &&
         tell__fact_hide(fact, TELL__REASON_COMPLEMENT);
}

int64_t tell__rule_rest(tell__facts *facts, tell__partitions *partitions) {
  int64_t hidden = 0;
  for (int64_t row = 0; row < facts->count; row++)
    if (facts->rows[row].minimum > 0)
      hidden += hide_row(facts, partitions, &facts->rows[row]);
  return hidden;
}
