/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reason `complement`, among parts: a whole is the sum of its parts, so one
 * hidden number among them and the whole is what the others leave, whatever it
 * was hidden for. The smallest visible part is hidden with it, and one more as
 * long as the hidden ones together are under the limit.
 */
#include "disclosure/rules.h"

static void clear(tell__partitions *partitions, int axis) {
  for (size_t i = 0; i < partitions->count[axis]; i++) {
    tell__partition *of = &partitions->list[axis][i];
    of->smallest = TELL__UNKNOWN;
    of->hidden = of->n = of->x = of->without = 0;
  }
}

/* The categories of a distribution have one n; their own size is x. */
static int is_sized_by_x(const tell__fact *fact, int axis) {
  return axis == TELL__AXIS_CATEGORY && fact->is_distribution;
}

static int64_t size_of(const tell__fact *fact, int axis) {
  return is_sized_by_x(fact, axis) ? fact->x : fact->n;
}

static int has_figure(const tell__fact *fact) {
  return fact->state == TELL_STATE_PRESENT || fact->n > 0;
}

static void add_hidden(const tell__fact *fact, int axis, tell__partition *of) {
  of->hidden++;
  if (!is_sized_by_x(fact, axis)) {
    of->n += fact->n > 0 ? fact->n : 0;
    of->without += fact->x >= 0 && fact->n > fact->x ? fact->n - fact->x : 0;
  }
  of->x += fact->x > 0 ? fact->x : 0;
}

static void add_up(const tell__facts *facts, tell__partitions *partitions, int axis) {
  for (int64_t row = 0; row < facts->count; row++) {
    const tell__fact *fact = &facts->rows[row];
    if (fact->partition[axis] < 0 || !has_figure(fact))
      continue;
    tell__partition *of = &partitions->list[axis][fact->partition[axis]];
    int64_t size = size_of(fact, axis);
    if (tell__fact_is_hidden(fact)) {
      add_hidden(fact, axis, of);
    } else if (of->smallest < 0 || size < size_of(&facts->rows[of->smallest], axis)) {
      of->smallest = (int32_t)row;
    }
  }
}

static int needs_another(const tell__facts *facts, const tell__partition *of) {
  if (of->smallest < 0 || of->whole == TELL__UNKNOWN)
    return 0;
  if (of->whole >= 0 && tell__fact_is_hidden(&facts->rows[of->whole]))
    return of->hidden == 0;
  const tell__fact *next = &facts->rows[of->smallest];
  return of->hidden == 1 || tell__rule_is_few(of->n, next->minimum) ||
         tell__rule_is_few(of->x, next->minimum_x) || tell__rule_is_few(of->without, next->minimum);
}

int64_t tell__rule_parts(tell__facts *facts, tell__partitions *partitions) {
  int64_t hidden = 0;
  for (int axis = 0; axis < TELL__AXIS_COUNT; axis++) {
    clear(partitions, axis);
    add_up(facts, partitions, axis);
    for (size_t i = 0; i < partitions->count[axis]; i++) {
      const tell__partition *of = &partitions->list[axis][i];
      if (needs_another(facts, of))
        hidden += tell__fact_hide(&facts->rows[of->smallest], TELL__REASON_COMPLEMENT);
    }
  }
  return hidden;
}
