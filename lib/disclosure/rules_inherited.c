/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reason `inherited`: a sum or mean of units below, from which the visible
 * ones can be taken away. If one unit is left then, the figure gives it away;
 * if several are left that together are under the limit, it says too much of
 * all of them.
 *
 * Areas cut a municipality's schools once more. A hidden school in an area
 * whose row is visible does not protect a hidden school elsewhere: the area's
 * row can be taken away too. Only what no visible area covers counts as left.
 */
#include "disclosure/rules.h"

/* The reader cannot take away an area that has no figure, or a hidden one. */
static int area_is_visible(const tell__facts *facts, const tell__fact *child) {
  int64_t row = child->area < 0
                    ? TELL__UNKNOWN
                    : tell__facts_find(facts, child->area, child->group, TELL__FACT_COMPUTED);
  return row >= 0 && !tell__fact_is_hidden(&facts->rows[row]);
}

static void add_unit(const tell__fact *child, tell__unknown *left) {
  left->units++;
  if (child->n < 0)
    left->counts_known = 0;
  else
    left->n += child->n;
  if (child->n < 0 || child->x < 0) {
    left->shares_known = 0;
    return;
  }
  left->x += child->x;
  left->without += child->n - child->x;
}

/* A local figure of the whole also holds the pupils of a unit whose row is suppressed. */
static int is_unknown(const tell__fact *fact, const tell__fact *child) {
  return tell__fact_is_hidden(child) ||
         (fact->origin == TELL__FACT_LOCAL && child->state == TELL_STATE_SUPPRESSED);
}

static int is_left(const tell__facts *facts, const tell__fact *fact, const tell__fact *child) {
  return is_unknown(fact, child) && (fact->is_area || !area_is_visible(facts, child));
}

static int64_t first_below(const tell__facts *facts, const tell__fact *fact) {
  const int64_t key[] = {fact->unit, fact->group};
  return tell__keymap_find(facts->first_child, key);
}

static int64_t next_below(const tell__fact *fact, const tell__fact *child) {
  return fact->is_area ? child->next_in_area : child->next_child;
}

/*
 * A hidden municipality in a county is unknown only by its hidden schools. One
 * that was added up from visible units is not unknown at all; one that was
 * counted on its own is, when nothing below it is.
 * Recursive: as deep as the hierarchy, four levels.
 */
static void collect(const tell__facts *facts, const tell__fact *fact, tell__unknown *left) {
  int64_t row = first_below(facts, fact);
  while (row >= 0) {
    const tell__fact *child = &facts->rows[row];
    if (is_left(facts, fact, child)) {
      int64_t before = left->units;
      collect(facts, child, left);
      if (left->units == before && child->origin != TELL__FACT_COMPUTED)
        add_unit(child, left);
    }
    row = next_below(fact, child);
  }
}

/* Whether all that is left lies in one unit directly below, or in one of the areas. */
static int is_single(const tell__facts *facts, const tell__fact *fact) {
  int64_t single = TELL__UNKNOWN;
  for (int64_t row = first_below(facts, fact); row >= 0;
       row = next_below(fact, &facts->rows[row])) {
    const tell__fact *child = &facts->rows[row];
    int64_t unit = fact->is_area || child->area < 0 ? child->unit : child->area;
    if (!is_left(facts, fact, child) || unit == single)
      continue;
    if (single >= 0)
      return 0;
    single = unit;
  }
  return single >= 0;
}

tell__unknown tell__rule_unknown(const tell__facts *facts, const tell__fact *fact) {
  tell__unknown left = {.counts_known = 1, .shares_known = 1};
  collect(facts, fact, &left);
  return left;
}

static int gives_away(const tell__fact *fact, const tell__unknown *left) {
  if (left->units == 0)
    return 0;
  /* Nobody at all: hidden are groups of whom nobody took the test. */
  if (!left->counts_known || left->n == 0 || tell__rule_is_few(left->n, fact->minimum))
    return 1;
  return left->shares_known && (tell__rule_is_few(left->without, fact->minimum) ||
                                (fact->own && tell__rule_is_few(left->x, fact->minimum_x)));
}

/*
 * Pupils of the caller's own figure who go to no unit that has a row: whoever
 * takes the visible units away is left with them too. Units that the source
 * suppresses are counted as left already.
 */
static int64_t absent_pupils(const tell__facts *facts, const tell__fact *fact) {
  int64_t row = fact->origin == TELL__FACT_LOCAL
                    ? tell__facts_find(facts, fact->unit, fact->group, TELL__FACT_COMPUTED)
                    : TELL__UNKNOWN;
  if (row < 0 || facts->rows[row].n < 0 || facts->rows[row].suppressed > 0)
    return 0;
  return fact->n > facts->rows[row].n ? fact->n - facts->rows[row].n : 0;
}

/* Units that the publisher hides: how many pupils they have is what its own figure has more. */
static int gives_publisher_away(const tell__facts *facts, const tell__fact *fact) {
  if (fact->origin != TELL__FACT_COMPUTED || fact->suppressed <= 0)
    return 0;
  if (fact->suppressed == 1)
    return 1;
  int64_t row = tell__facts_find(facts, fact->unit, fact->group, TELL__FACT_PUBLISHED);
  if (row < 0 || facts->rows[row].n < 0 || fact->n < 0)
    return 0;
  return tell__rule_is_few(facts->rows[row].n - fact->n, fact->minimum);
}

/* From the last row to the first: the units below come later, so one pass reaches the nation. */
int64_t tell__rule_inherited(tell__facts *facts, tell__partitions *partitions) {
  int64_t hidden = 0;
  (void)partitions;
  for (int64_t row = facts->count; row-- > 0;) {
    tell__fact *fact = &facts->rows[row];
    if (fact->minimum <= 0 || !tell__fact_is_bound(fact) || tell__fact_is_hidden(fact))
      continue;
    tell__unknown left = tell__rule_unknown(facts, fact);
    int64_t absent = absent_pupils(facts, fact);
    left.n += absent;
    if (gives_publisher_away(facts, fact) || gives_away(fact, &left) ||
        (absent == 0 && is_single(facts, fact)))
      hidden += tell__fact_hide(fact, TELL__REASON_INHERITED);
  }
  return hidden;
}
