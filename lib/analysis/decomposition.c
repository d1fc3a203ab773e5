/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis "decomposition" (telling/analysis_decomposition.h): what a change of a group is made
 * of. */
#include "analysis/group_rows.h"
#include "analysis/tally.h"
#include "base/alloc.h"
#include "base/error.h"
#include "stats/decompose.h"

#define COLUMNS(X)                                                                                 \
  X(school_year, TELL_COLUMN_TEXT)                                                                 \
  X(school_year_before, TELL_COLUMN_TEXT)                                                          \
  X(pair, TELL_COLUMN_TEXT)                                                                        \
  X(method, TELL_COLUMN_TEXT)                                                                      \
  X(interval_state, TELL_COLUMN_TEXT)                                                              \
  X(state, TELL_COLUMN_TEXT)                                                                       \
  X(period, TELL_COLUMN_I64)                                                                       \
  X(period_before, TELL_COLUMN_I64)                                                                \
  X(decimals, TELL_COLUMN_I64)                                                                     \
  X(members_both, TELL_COLUMN_I64)                                                                 \
  X(members_opened, TELL_COLUMN_I64)                                                               \
  X(members_closed, TELL_COLUMN_I64)                                                               \
  X(members_seen_once, TELL_COLUMN_I64)                                                            \
  X(members_hidden, TELL_COLUMN_I64)                                                               \
  X(change, TELL_COLUMN_F64)                                                                       \
  X(change_se, TELL_COLUMN_F64)                                                                    \
  X(change_lo, TELL_COLUMN_F64)                                                                    \
  X(change_hi, TELL_COLUMN_F64)                                                                    \
  X(within, TELL_COLUMN_F64)                                                                       \
  X(within_se, TELL_COLUMN_F64)                                                                    \
  X(within_lo, TELL_COLUMN_F64)                                                                    \
  X(within_hi, TELL_COLUMN_F64)                                                                    \
  X(shift, TELL_COLUMN_F64)                                                                        \
  X(shift_se, TELL_COLUMN_F64)                                                                     \
  X(shift_lo, TELL_COLUMN_F64)                                                                     \
  X(shift_hi, TELL_COLUMN_F64)                                                                     \
  X(opened_closed, TELL_COLUMN_F64)                                                                \
  X(seen_once, TELL_COLUMN_F64)                                                                    \
  X(own_change, TELL_COLUMN_F64)                                                                   \
  X(rest, TELL_COLUMN_F64)

enum { BEFORE_OWN = TELL__ANALYSIS_COMMON_COUNT - 1, COLUMNS(TELL__COLUMN_INDEX) COLUMNS_END };

static const tell__column_spec specs[] = {COLUMNS(TELL__COLUMN_SPEC)};

/* Of a decomposition's two sums of units in one year only (stats/decompose.h). */
enum { OPENED_CLOSED = 0, SEEN_ONCE = 1 };

typedef struct decomposing {
  tell__analysis_job *job;
  tell__members members;
  tell__stats_turn *turns; /* room for all members of the two largest sets */
  size_t turn_count;
} decomposing;

typedef struct turnover {
  int64_t both, opened, closed, seen_once, hidden;
} turnover;

typedef struct result {
  const tell__member_set *before, *after;
  const char *pair;
  tell_state state, interval_state;
  turnover counts;
  tell__stats_decomposition parts;
} result;

static int is_seen(const tell__figures *figures, int64_t row) {
  return row >= 0 && tell__tally_is_visible(figures, row);
}

/* Whether the member had no pupils in a year, as far as the release says. */
static int is_gone(const tell__figures *figures, int64_t row) {
  return row < 0 || figures->reals[TELL__FIGURE_value].states[row] == TELL_STATE_NOT_TAKEN_PART;
}

static void count_turn(const tell__figures *figures, int64_t before, int64_t after,
                       turnover *counts) {
  int was = is_seen(figures, before), is = is_seen(figures, after);
  if (was && is)
    counts->both++;
  else if (is && is_gone(figures, before))
    counts->opened++;
  else if (was && is_gone(figures, after))
    counts->closed++;
  else if (was || is)
    counts->seen_once++;
  else if (!is_gone(figures, before) || !is_gone(figures, after))
    counts->hidden++;
}

static tell__stats_part part_of(const tell__figures *figures, int64_t row) {
  if (is_seen(figures, row))
    return tell__figures_part(figures, row);
  return (tell__stats_part){.has_n = 1};
}

static void add_turn(decomposing *of, int64_t before, int64_t after, turnover *counts) {
  const tell__figures *figures = of->job->figures;
  int gone = is_gone(figures, before) || is_gone(figures, after);
  count_turn(figures, before, after, counts);
  if (is_seen(figures, before) || is_seen(figures, after))
    of->turns[of->turn_count++] = (tell__stats_turn){.before = part_of(figures, before),
                                                     .after = part_of(figures, after),
                                                     .is_once = gone ? OPENED_CLOSED : SEEN_ONCE};
}

/* The members of both sets side by side: both are in the order of units. */
static void pair_members(decomposing *of, const tell__member_set *before,
                         const tell__member_set *after, turnover *counts) {
  const tell__figures *figures = of->job->figures;
  size_t i = 0, j = 0;
  of->turn_count = 0;
  while (i < before->count || j < after->count) {
    int64_t was = i < before->count ? before->rows[i] : -1;
    int64_t is = j < after->count ? after->rows[j] : -1;
    if (was >= 0 && is >= 0) {
      const tell__figure_unit a = tell__figures_key(figures, was).unit;
      const tell__figure_unit b = tell__figures_key(figures, is).unit;
      if (a.level != b.level || a.code != b.code) {
        /* Rows of one unit stand together, so the earlier row is of the earlier unit. */
        if (was < is)
          is = -1;
        else
          was = -1;
      }
    }
    add_turn(of, was, is, counts);
    i += was >= 0;
    j += is >= 0;
  }
}

/* Whether what the visible members say can stand for the group. */
static int is_too_partial(const decomposing *of, const tell__member_set *set) {
  const tell__tally tally = tell__tally_count(of->job->figures, set);
  const tell__unseen unseen = tell__tally_unseen_n(of->job->figures, &of->members, set, &tally);
  double coverage = 0;
  if (tell__tally_coverage(&tally, &unseen, &coverage) != TELL_STATE_PRESENT)
    coverage = (double)tally.visible / (double)(tally.members - tally.not_taken_part);
  return !(coverage >= TELL__TALLY_COVERAGE_LEAST);
}

static tell_state state_of(const decomposing *of, const tell__member_set *before,
                           const tell__member_set *after) {
  const tell__figures *figures = of->job->figures;
  if (tell__figures_segment(figures, before->rows[0]) !=
      tell__figures_segment(figures, after->rows[0]))
    return TELL_STATE_NOT_COMPARABLE;
  if (tell__tally_is_closed(figures, &of->members, before) ||
      tell__tally_is_closed(figures, &of->members, after))
    return TELL_STATE_HIDDEN;
  if (is_too_partial(of, before) || is_too_partial(of, after))
    return TELL_STATE_TOO_FEW;
  return TELL_STATE_PRESENT;
}

static tell_state no_interval(const tell__figures *figures, const tell__member_set *before,
                              const tell__member_set *after) {
  tell_state state = tell__group_rows_no_interval(figures, before);
  return state == TELL_STATE_HIDDEN ? state : tell__group_rows_no_interval(figures, after);
}

static result make_result(decomposing *of, const tell__member_set *before,
                          const tell__member_set *after, const char *pair) {
  const tell__figures *figures = of->job->figures;
  result made = {
      .before = before, .after = after, .pair = pair, .state = state_of(of, before, after)};
  pair_members(of, before, after, &made.counts);
  if (made.state == TELL_STATE_PRESENT && made.counts.both == 0)
    made.state = TELL_STATE_TOO_FEW;
  if (made.state != TELL_STATE_PRESENT)
    return made;
  made.parts = tell__stats_decompose(of->turns, of->turn_count, of->job->options->level);
  if (made.parts.change.method == NULL)
    made.state = TELL_STATE_INVALID;
  if (!tell__stats_has_interval(&made.parts.change))
    made.interval_state = no_interval(figures, before, after);
  return made;
}

/* `column` and the three behind it: value, standard error and interval. */
static void fill_estimate(tell__cells *cells, int32_t column, const tell__estimate *estimate,
                          const result *made) {
  tell_state interval = made->state == TELL_STATE_PRESENT ? made->interval_state : made->state;
  tell__cells_f64(cells, column, estimate->value, made->state);
  tell__cells_f64(cells, column + 1, estimate->se, interval);
  tell__cells_f64(cells, column + 2, estimate->lo, interval);
  tell__cells_f64(cells, column + 3, estimate->hi, interval);
}

static void fill_parts(tell__cells *cells, const result *made) {
  tell_state named = made->interval_state == TELL_STATE_HIDDEN ? TELL_STATE_HIDDEN : made->state;
  fill_estimate(cells, AT_change, &made->parts.change, made);
  fill_estimate(cells, AT_within, &made->parts.within, made);
  fill_estimate(cells, AT_shift, &made->parts.shift, made);
  tell__cells_f64(cells, AT_opened_closed, made->parts.once[OPENED_CLOSED], made->state);
  tell__cells_f64(cells, AT_seen_once, made->parts.once[SEEN_ONCE], made->state);
  tell__cells_text(cells, AT_method, made->parts.change.method, made->state);
  tell__cells_text(cells, AT_interval_state, tell_stat_state_id(made->parts.change.state), named);
  tell__cells_text(cells, AT_state, tell_state_id(made->state), TELL_STATE_PRESENT);
}

/* The value of the unit's own row; the state says why there is none. */
static tell_state own_value(const decomposing *of, const tell__member_set *set, double *value) {
  int64_t row = tell__tally_unit_row(of->job->figures, &of->members, set, 0);
  if (row < 0)
    return TELL_STATE_MISSING;
  tell__figure_real(of->job->figures, TELL__FIGURE_value, row, value);
  return of->job->figures->reals[TELL__FIGURE_value].states[row];
}

static void fill_own(const decomposing *of, const result *made) {
  tell__cells *cells = &of->job->cells;
  double before = 0, after = 0;
  tell_state state = own_value(of, made->before, &before);
  if (state == TELL_STATE_PRESENT)
    state = own_value(of, made->after, &after);
  if (of->members.groups[made->after->group].declared != NULL)
    state = TELL_STATE_NOT_APPLICABLE;
  else if (made->state == TELL_STATE_NOT_COMPARABLE)
    state = made->state;
  tell__cells_f64(cells, AT_own_change, after - before, state);
  tell__cells_f64(cells, AT_rest, after - before - made->parts.change.value,
                  state == TELL_STATE_PRESENT ? made->state : state);
}

static void fill_counts(const decomposing *of, const result *made) {
  const tell__indicator *indicator =
      tell__figures_indicator(of->job->figures, made->after->rows[0]);
  tell__cells *cells = &of->job->cells;
  tell_state present = TELL_STATE_PRESENT;
  tell__cells_year(cells, AT_school_year, (int32_t)made->after->key.period);
  tell__cells_year(cells, AT_school_year_before, (int32_t)made->before->key.period);
  tell__cells_text(cells, AT_pair, made->pair, present);
  tell__cells_i64(cells, AT_period, made->after->key.period, present);
  tell__cells_i64(cells, AT_period_before, made->before->key.period, present);
  tell__cells_i64(cells, AT_decimals, tell__group_rows_decimals(indicator), present);
  tell__cells_i64(cells, AT_members_both, made->counts.both, present);
  tell__cells_i64(cells, AT_members_opened, made->counts.opened, present);
  tell__cells_i64(cells, AT_members_closed, made->counts.closed, present);
  tell__cells_i64(cells, AT_members_seen_once, made->counts.seen_once, present);
  tell__cells_i64(cells, AT_members_hidden, made->counts.hidden, present);
}

static void note_basis(const decomposing *of, const result *made) {
  for (size_t i = 0; i < made->before->count; i++)
    tell__analysis_saw(of->job, made->before->rows[i], "before");
  for (size_t i = 0; i < made->after->count; i++)
    tell__analysis_saw(of->job, made->after->rows[i], "after");
}

static void add_pair(decomposing *of, const tell__member_set *before, const tell__member_set *after,
                     const char *pair) {
  if (!tell__group_rows_begin(of->job, &of->members, after))
    return;
  const result made = make_result(of, before, after, pair);
  fill_counts(of, &made);
  fill_parts(&of->job->cells, &made);
  fill_own(of, &made);
  note_basis(of, &made);
}

static const tell__member_set *year_of(const decomposing *of, const tell__member_set *set,
                                       int32_t period) {
  tell__figure_key key = set->key;
  key.period = period;
  return tell__members_set(&of->members, set->group, &key);
}

static void add_readout(decomposing *of, const tell__member_set *set, int32_t before,
                        int32_t after) {
  const tell__member_set *from = year_of(of, set, before);
  /* Sets of one series stand one after the other: the next one makes a pair already. */
  if (set->key.period == after && from != NULL && from + 1 != set)
    add_pair(of, from, set, "readout");
}

static int is_same_series(const tell__member_set *a, const tell__member_set *b) {
  const tell__figure_key *x = &a->key, *y = &b->key;
  return a->group == b->group && x->indicator == y->indicator && x->source == y->source &&
         x->grade == y->grade && x->gender == y->gender && x->owner == y->owner &&
         x->dimension == y->dimension && x->category == y->category;
}

static void add_set(decomposing *of, size_t index) {
  const tell_analysis_options *options = of->job->options;
  const tell__member_set *set = &of->members.sets[index];
  if (tell__figures_indicator(of->job->figures, set->rows[0])->kind == TELL__KIND_TOTAL)
    return;
  if (index > 0 && is_same_series(set - 1, set))
    add_pair(of, set - 1, set, "consecutive");
  add_readout(of, set, options->baseline, options->mid);
  add_readout(of, set, options->mid, options->end);
  add_readout(of, set, options->baseline, options->end);
}

static tell_status run(tell__analysis_job *job) {
  decomposing of = {.job = job};
  tell_status status = tell__members_find(job->figures, job->options, &of.members, job->cells.err);
  if (status == TELL_OK) {
    of.turns = tell__alloc_array(2 * tell__members_largest(&of.members), sizeof *of.turns);
    if (of.turns == NULL)
      status = tell__fail_memory(job->cells.err);
  }
  for (size_t i = 0; status == TELL_OK && i < of.members.set_count; i++) {
    add_set(&of, i);
    status = job->cells.status;
  }
  tell__free(of.turns);
  tell__members_free(&of.members);
  return status;
}

const tell__analysis_kind tell__analysis_decomposition = {"decomposition", specs,
                                                          sizeof specs / sizeof *specs, run};
