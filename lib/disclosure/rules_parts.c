/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reason `complement`, among parts: a whole is the sum of its parts, so one
 * hidden number among them and the whole is what the others leave, whatever it
 * was hidden for. The smallest visible part is hidden with it, and one more as
 * long as the hidden ones together are under the limit. A part of nobody is
 * known and protects none; where no other part is left, the whole is hidden.
 *
 * The parts of a partition are sorted by size, so one pass over them is enough.
 */
#include "disclosure/rules.h"

/* The hidden parts, their pupils, those with the attribute and those without it. */
typedef struct sums {
  int64_t hidden, n, x, without;
} sums;

/* A partition at work. */
typedef struct work {
  tell__facts *facts;
  const tell__partition *of;
  int axis;
  sums left;
} work;

/* A part with a figure that can be hidden; nobody is not one, unless that is hidden. */
static int is_part(const work *at, const tell__fact *fact) {
  if (fact->of_nobody)
    return tell__fact_is_hidden(fact);
  return tell__fact_has_figure(fact) &&
         (fact->n != 0 || tell__partition_is_sized_by_x(fact, at->axis));
}

static void add_hidden(work *at, const tell__fact *fact) {
  at->left.hidden++;
  if (!tell__partition_is_sized_by_x(fact, at->axis)) {
    at->left.n += fact->n > 0 ? fact->n : 0;
    at->left.without += fact->x >= 0 && fact->n > fact->x ? fact->n - fact->x : 0;
  }
  at->left.x += fact->x > 0 ? fact->x : 0;
}

static const tell__fact *whole_of(const work *at, int origin) {
  int32_t row = at->of->wholes[origin];
  return row < 0 ? NULL : &at->facts->rows[row];
}

static int is_told(const tell__fact *whole) {
  return whole != NULL && !tell__fact_is_hidden(whole) &&
         (whole->state == TELL_STATE_PRESENT || whole->n >= 0);
}

static int whole_is_told(const work *at) {
  for (int origin = 0; origin < TELL__ORIGIN_COUNT; origin++)
    if (is_told(whole_of(at, origin)))
      return 1;
  return at->of->is_known;
}

static int is_too_little(const sums *left, const tell__fact *part) {
  return left->hidden == 1 || tell__rule_is_few(left->n, part->minimum) ||
         tell__rule_is_few(left->x, part->minimum_x) ||
         tell__rule_is_few(left->without, part->minimum);
}

/* With nothing else to hide: every whole that says no more than the hidden parts do. */
static int64_t hide_wholes(const work *at) {
  int64_t hidden = 0;
  for (int origin = 0; origin < TELL__ORIGIN_COUNT; origin++) {
    int32_t row = at->of->wholes[origin];
    if (is_told(whole_of(at, origin)) && at->facts->rows[row].n <= at->left.n)
      hidden += tell__fact_hide(&at->facts->rows[row], TELL__REASON_COMPLEMENT);
  }
  return hidden;
}

static const tell__fact *add_all_hidden(work *at) {
  const tell__fact *any = NULL;
  for (size_t i = 0; i < at->of->count; i++) {
    const tell__fact *fact = &at->facts->rows[at->of->members[i].row];
    if (!is_part(at, fact))
      continue;
    any = fact;
    if (tell__fact_is_hidden(fact))
      add_hidden(at, fact);
  }
  return any;
}

static int64_t protect(work *at) {
  int64_t hidden = 0;
  const tell__fact *any = add_all_hidden(at);
  const tell__fact *whole = whole_of(at, at->of->origin);
  int told = whole_is_told(at);
  /* A hidden whole is added up again from the parts that the same count is made of. */
  int needs_one = whole != NULL && tell__fact_is_hidden(whole) && at->left.hidden == 0;
  for (size_t i = 0; i < at->of->count; i++) {
    tell__fact *fact = &at->facts->rows[at->of->members[i].row];
    if (!is_part(at, fact) || tell__fact_is_hidden(fact))
      continue;
    if (!needs_one && !(told && is_too_little(&at->left, fact)))
      return hidden;
    hidden += tell__fact_hide(fact, TELL__REASON_COMPLEMENT);
    add_hidden(at, fact);
    needs_one = 0;
  }
  if (any != NULL && told && is_too_little(&at->left, any))
    hidden += hide_wholes(at);
  return hidden;
}

int64_t tell__rule_parts(tell__facts *facts, tell__partitions *partitions) {
  int64_t hidden = 0;
  for (int axis = 0; axis < TELL__AXIS_COUNT; axis++)
    for (size_t i = 0; i < partitions->count[axis]; i++) {
      work at = {.facts = facts, .of = &partitions->list[axis][i], .axis = axis};
      hidden += protect(&at);
    }
  return hidden;
}
