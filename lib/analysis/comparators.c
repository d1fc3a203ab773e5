/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding what a figure can be held against, and the difference from it (comparisons.h). */
#include "analysis/comparisons.h"
#include "analysis/tally.h"
#include "base/alloc.h"
#include "base/error.h"

enum { POOLED_YEARS = 3 };

static const tell__figures *figures_of(const tell__comparing *of) { return of->job->figures; }

static tell__side own_side(const tell__comparing *of, int64_t row) {
  return tell__side_of(figures_of(of), row);
}

static void compare_parent(tell__comparing *of, int64_t row) {
  const tell__figures *figures = figures_of(of);
  tell__figure_key key = tell__figures_key(figures, row);
  tell__comparison made = {
      .figure = row, .comparator = TELL__AGAINST_PARENT, .count = 1, .group = -1};
  key.unit = tell__figures_parent(figures, row);
  int64_t parent = key.unit.level < 0 ? -1 : tell__figures_used(figures, &key);
  if (parent < 0)
    return;
  made.rows = &parent;
  made.first = made.last = key.period;
  made.other = own_side(of, parent);
  made.contrast = tell__contrast_released(figures, row, of->job->options->level);
  tell__comparison_add(of, &made);
}

/* For a unit right below the nation it is the parent. */
static void compare_nation(tell__comparing *of, int64_t row) {
  const tell__figures *figures = figures_of(of);
  const tell__figure_unit above = tell__figures_parent(figures, row);
  tell__figure_key key = tell__figures_key(figures, row);
  tell__comparison made = {
      .figure = row, .comparator = TELL__AGAINST_NATION, .count = 1, .group = -1};
  if (figures->nation.level < 0 || key.unit.level == figures->nation.level ||
      above.level == figures->nation.level)
    return;
  key.unit = figures->nation;
  int64_t nation = tell__figures_used(figures, &key);
  if (nation < 0)
    return;
  made.rows = &nation;
  made.first = made.last = key.period;
  made.other = own_side(of, nation);
  const tell__side own = own_side(of, row);
  made.contrast = tell__contrast_inside(&own, &made.other, of->job->options->level);
  tell__comparison_add(of, &made);
}

/* Of years, figures of one origin are compared: a computed one may miss schools. */
static int64_t earlier(const tell__figures *figures, int64_t row, int64_t years) {
  tell__figure_key key = tell__figures_key(figures, row);
  key.period -= years;
  return tell__figures_find(figures, &key, tell__figures_is_computed(figures, row));
}

static void compare_last_year(tell__comparing *of, int64_t row) {
  const tell__figures *figures = figures_of(of);
  tell__comparison made = {
      .figure = row, .comparator = TELL__AGAINST_LAST_YEAR, .count = 1, .group = -1};
  int64_t before = earlier(figures, row, 1);
  if (before < 0)
    return;
  made.rows = &before;
  made.first = made.last = tell__figures_key(figures, before).period;
  made.other = own_side(of, before);
  const tell__side own = own_side(of, row);
  if (tell__figures_segment(figures, row) != tell__figures_segment(figures, before))
    made.contrast = tell__contrast_none(TELL_STATE_NOT_COMPARABLE);
  else
    made.contrast = tell__contrast_apart(&own, &made.other, of->job->options->level);
  tell__comparison_add(of, &made);
}

/* Why several figures give none together: a break, what is hidden, what is not there. */
static tell_state together(const tell__figures *figures, int64_t row, const int64_t *rows,
                           size_t count, size_t wanted) {
  tell_state worst = count < wanted ? TELL_STATE_MISSING : TELL_STATE_PRESENT;
  for (size_t i = 0; i < count; i++) {
    tell_state state = figures->reals[TELL__FIGURE_value].states[rows[i]];
    if (tell__figures_segment(figures, rows[i]) != tell__figures_segment(figures, row))
      return TELL_STATE_NOT_COMPARABLE;
    if (state != TELL_STATE_PRESENT && (worst == TELL_STATE_PRESENT || state == TELL_STATE_HIDDEN))
      worst = state;
  }
  return worst;
}

static int can_pool(const tell__figures *figures, int64_t row) {
  const tell__indicator *indicator = tell__figures_indicator(figures, row);
  return indicator->kind != TELL__KIND_RATIO && indicator->kind != TELL__KIND_MEDIAN;
}

static void compare_three_years(tell__comparing *of, int64_t row) {
  const tell__figures *figures = figures_of(of);
  int64_t rows[POOLED_YEARS];
  tell__comparison made = {.figure = row, .comparator = TELL__AGAINST_THREE_YEARS, .group = -1};
  if (!can_pool(figures, row))
    return;
  for (int64_t years = POOLED_YEARS; years > 0; years--)
    if ((rows[made.count] = earlier(figures, row, years)) >= 0)
      made.count++;
  if (made.count == 0)
    return;
  made.rows = rows;
  made.last = tell__figures_key(figures, row).period - 1;
  made.first = made.last + 1 - POOLED_YEARS;
  made.other.state = together(figures, row, rows, made.count, POOLED_YEARS);
  if (made.other.state == TELL_STATE_PRESENT)
    made.other = tell__side_pool(of->job, rows, made.count);
  const tell__side own = own_side(of, row);
  made.contrast = made.other.state == TELL_STATE_NOT_COMPARABLE
                      ? tell__contrast_none(TELL_STATE_NOT_COMPARABLE)
                      : tell__contrast_apart(&own, &made.other, of->job->options->level);
  tell__comparison_add(of, &made);
}

/* The peers that can be seen, when enough of them can. */
static tell__side peers_side(tell__comparing *of, const tell__comparison *made) {
  const tell__figures *figures = figures_of(of);
  const tell__member_set rest = {.rows = made->rows, .count = made->count};
  const tell__tally tally = tell__tally_count(figures, &rest);
  double asked = (double)(tally.members - tally.not_taken_part);
  tell__side none = {.state = TELL_STATE_TOO_FEW};
  int64_t *seen = tell__alloc_array(made->count, sizeof *seen);
  size_t count = 0;
  if (seen == NULL && of->job->cells.status == TELL_OK)
    of->job->cells.status = tell__fail_memory(of->job->cells.err);
  for (size_t i = 0; seen != NULL && i < made->count; i++)
    if (tell__tally_is_visible(figures, made->rows[i]))
      seen[count++] = made->rows[i];
  if (tally.visible == 0)
    none.state = tell__tally_absence(&tally);
  else if (count > 0 && (double)tally.visible >= TELL__TALLY_COVERAGE_LEAST * asked)
    none = tell__side_pool(of->job, seen, count);
  tell__free(seen);
  return none;
}

static void compare_peer(tell__comparing *of, const tell__member_set *set, size_t member) {
  tell__comparison made = {.figure = set->rows[member],
                           .comparator = TELL__AGAINST_PEERS,
                           .rows = of->others,
                           .group = set->group,
                           .first = set->key.period,
                           .last = set->key.period};
  for (size_t i = 0; i < set->count; i++)
    if (i != member)
      of->others[made.count++] = set->rows[i];
  if (made.count == 0)
    return;
  made.other = peers_side(of, &made);
  const tell__side own = own_side(of, made.figure);
  made.contrast = tell__contrast_apart(&own, &made.other, of->job->options->level);
  tell__comparison_add(of, &made);
}

/* Totals say how many there are, which no other unit's total can be held against. */
static int is_compared(const tell__figures *figures, int64_t row) {
  const tell__figure_key key = tell__figures_key(figures, row);
  return tell__figures_indicator(figures, row)->kind != TELL__KIND_TOTAL &&
         figures->reals[TELL__FIGURE_value].states[row] != TELL_STATE_NOT_APPLICABLE &&
         tell__figures_used(figures, &key) == row;
}

void tell__compare_figures(tell__comparing *of) {
  const tell__figures *figures = figures_of(of);
  for (int64_t row = 0; of->job->cells.status == TELL_OK && row < figures->count; row++) {
    if (!is_compared(figures, row))
      continue;
    compare_parent(of, row);
    compare_nation(of, row);
    compare_last_year(of, row);
    compare_three_years(of, row);
  }
}

void tell__compare_peers(tell__comparing *of) {
  for (size_t i = 0; of->job->cells.status == TELL_OK && i < of->members.set_count; i++) {
    const tell__member_set *set = &of->members.sets[i];
    if (of->members.groups[set->group].declared == NULL ||
        tell__figures_indicator(figures_of(of), set->rows[0])->kind == TELL__KIND_TOTAL)
      continue;
    for (size_t member = 0; of->job->cells.status == TELL_OK && member < set->count; member++)
      compare_peer(of, set, member);
  }
}
