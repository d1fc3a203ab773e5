/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting the members of a set, and what is known of those that cannot be seen; see the header. */
#include "analysis/tally.h"

static tell_state state_of(const tell__figures *figures, int64_t row) {
  return figures->reals[TELL__FIGURE_value].states[row];
}

static int is_total(const tell__figures *figures, int64_t row) {
  return tell__figures_indicator(figures, row)->kind == TELL__KIND_TOTAL;
}

int tell__tally_is_visible(const tell__figures *figures, int64_t row) {
  int64_t n = 0;
  if (state_of(figures, row) != TELL_STATE_PRESENT)
    return 0;
  return is_total(figures, row) || (tell__figure_whole(figures, TELL__FIGURE_n, row, &n) && n > 0);
}

static void count_visible(const tell__figures *figures, int64_t row, tell__tally *tally) {
  int64_t n = 0, numerator = 0;
  tally->visible++;
  if (tell__figure_whole(figures, TELL__FIGURE_n, row, &n))
    tally->n += n;
  if (tell__figure_whole(figures, TELL__FIGURE_numerator, row, &numerator))
    tally->numerator += numerator;
  else
    tally->every_numerator = 0;
}

static void count_unseen(const tell__figures *figures, int64_t row, tell__tally *tally) {
  tell_state state = state_of(figures, row);
  int64_t n = 0;
  if (state == TELL_STATE_HIDDEN || state == TELL_STATE_SUPPRESSED) {
    tally->hidden++;
    tally->suppressed += state == TELL_STATE_SUPPRESSED;
  } else {
    tally->missing++;
  }
  if (tell__figure_whole(figures, TELL__FIGURE_n, row, &n))
    tally->unseen_n += n;
  else
    tally->unseen_without_n++;
}

tell__tally tell__tally_count(const tell__figures *figures, const tell__member_set *set) {
  tell__tally tally = {.members = (int64_t)set->count, .every_numerator = 1};
  for (size_t i = 0; i < set->count; i++) {
    if (tell__tally_is_visible(figures, set->rows[i]))
      count_visible(figures, set->rows[i], &tally);
    else if (state_of(figures, set->rows[i]) == TELL_STATE_NOT_TAKEN_PART)
      tally.not_taken_part++;
    else
      count_unseen(figures, set->rows[i], &tally);
  }
  return tally;
}

int64_t tell__tally_unseen(const tell__tally *tally) { return tally->hidden + tally->missing; }

int64_t tell__tally_unit_row(const tell__figures *figures, const tell__members *members,
                             const tell__member_set *set, int computed) {
  tell__figure_key key = set->key;
  key.unit = members->groups[set->group].unit;
  return key.unit.code < 0 ? -1 : tell__figures_find(figures, &key, computed);
}

int tell__tally_is_closed(const tell__figures *figures, const tell__members *members,
                          const tell__member_set *set) {
  int64_t row = tell__tally_unit_row(figures, members, set, 1);
  return row >= 0 && state_of(figures, row) == TELL_STATE_HIDDEN;
}

tell_state tell__tally_absence(const tell__tally *tally) {
  if (tally->hidden > tally->suppressed)
    return TELL_STATE_HIDDEN;
  if (tally->suppressed > 0)
    return TELL_STATE_SUPPRESSED;
  return tally->not_taken_part == tally->members ? TELL_STATE_NOT_TAKEN_PART : TELL_STATE_MISSING;
}

/* Whether the unit's own row says how much there is of it. */
static int knows_whole(const tell__figures *figures, const tell__members *members,
                       const tell__member_set *set, int total) {
  int64_t row = tell__tally_unit_row(figures, members, set, 0);
  int64_t n = 0;
  if (row < 0)
    return 0;
  return total ? state_of(figures, row) == TELL_STATE_PRESENT
               : tell__figure_whole(figures, TELL__FIGURE_n, row, &n);
}

/* The group of the unit that all members are directly below; -1 when there is none. */
static int64_t common_parent(const tell__figures *figures, const tell__members *members,
                             const tell__member_set *set) {
  const tell__figure_unit first = tell__figures_parent(figures, set->rows[0]);
  for (size_t i = 0; i < set->count; i++) {
    const tell__figure_unit parent = tell__figures_parent(figures, set->rows[i]);
    if (tell__figures_key(figures, set->rows[i]).unit.level != figures->school ||
        parent.level != first.level || parent.code != first.code)
      return -1;
  }
  return tell__members_unit(members, first);
}

const tell__member_set *tell__tally_whole(const tell__figures *figures,
                                          const tell__members *members, const tell__member_set *set,
                                          int is_total_kind) {
  if (knows_whole(figures, members, set, is_total_kind))
    return set;
  int64_t parent = common_parent(figures, members, set);
  const tell__member_set *whole = parent < 0 ? NULL : tell__members_set(members, parent, &set->key);
  return whole != NULL && knows_whole(figures, members, whole, is_total_kind) ? whole : NULL;
}

/*
 * Whether the number of a whole's unseen participants must not be told: the release hides the
 * figure computed from its members, or they are one hidden member alone, whose n would be told,
 * and the release does not tell their share itself.
 */
static int keeps_rest(const tell__figures *figures, const tell__members *members,
                      const tell__member_set *whole, const tell__tally *tally) {
  int64_t row = tell__tally_unit_row(figures, members, whole, 1);
  double unused = 0;
  if (tell__tally_is_closed(figures, members, whole))
    return 1;
  if (row >= 0 && tell__figure_real(figures, TELL__FIGURE_coverage, row, &unused))
    return 0;
  return tell__tally_unseen(tally) == 1 && tally->hidden == 1;
}

static tell__unseen unseen_in(const tell__figures *figures, const tell__members *members,
                              const tell__member_set *whole, const tell__tally *tally) {
  const tell__tally all = tell__tally_count(figures, whole);
  int64_t row = tell__tally_unit_row(figures, members, whole, 0), n = 0;
  if (keeps_rest(figures, members, whole, &all))
    return (tell__unseen){.state = TELL_STATE_HIDDEN};
  tell__figure_whole(figures, TELL__FIGURE_n, row, &n);
  /* Every hidden member has a pupil at least: figures that leave less contradict each other. */
  if (n - all.n < tell__tally_unseen(&all))
    return (tell__unseen){.state = TELL_STATE_MISSING};
  return (tell__unseen){.state = TELL_STATE_PRESENT,
                        .n = n - all.n,
                        .exact = tell__tally_unseen(&all) == tell__tally_unseen(tally)};
}

int tell__tally_keeps_total(const tell__figures *figures, const tell__members *members,
                            const tell__member_set *whole) {
  const tell__tally all = tell__tally_count(figures, whole);
  return tell__tally_is_closed(figures, members, whole) ||
         (tell__tally_unseen(&all) == 1 && all.hidden == 1);
}

tell__unseen tell__tally_unseen_n(const tell__figures *figures, const tell__members *members,
                                  const tell__member_set *set, const tell__tally *tally) {
  if (tally->unseen_without_n == 0)
    return (tell__unseen){.state = TELL_STATE_PRESENT, .n = tally->unseen_n, .exact = 1};
  const tell__member_set *whole = tell__tally_whole(figures, members, set, 0);
  if (whole == NULL)
    return (tell__unseen){.state = TELL_STATE_MISSING};
  return unseen_in(figures, members, whole, tally);
}

tell_state tell__tally_coverage(const tell__tally *tally, const tell__unseen *unseen,
                                double *coverage) {
  double n = (double)tally->n, all = n + (double)unseen->n;
  if (unseen->state != TELL_STATE_PRESENT)
    return unseen->state;
  if (!unseen->exact || all <= 0)
    return TELL_STATE_MISSING;
  *coverage = n / all;
  return TELL_STATE_PRESENT;
}
