/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis "groups" (telling/analysis_groups.h): what the members of a group say together. */
#include <math.h>

#include "analysis/group_rows.h"
#include "analysis/tally.h"
#include "base/alloc.h"
#include "base/error.h"
#include "stats/mean.h"
#include "stats/share.h"
#include "stats/spread.h"

#define COLUMNS(X)                                                                                 \
  X(school_year, TELL_COLUMN_TEXT)                                                                 \
  X(method, TELL_COLUMN_TEXT)                                                                      \
  X(interval_state, TELL_COLUMN_TEXT)                                                              \
  X(state, TELL_COLUMN_TEXT)                                                                       \
  X(period, TELL_COLUMN_I64)                                                                       \
  X(decimals, TELL_COLUMN_I64)                                                                     \
  X(members, TELL_COLUMN_I64)                                                                      \
  X(members_visible, TELL_COLUMN_I64)                                                              \
  X(members_hidden, TELL_COLUMN_I64)                                                               \
  X(members_not_taken_part, TELL_COLUMN_I64)                                                       \
  X(members_missing, TELL_COLUMN_I64)                                                              \
  X(members_absent, TELL_COLUMN_I64)                                                               \
  X(n, TELL_COLUMN_I64)                                                                            \
  X(hidden_n, TELL_COLUMN_I64)                                                                     \
  X(value, TELL_COLUMN_F64)                                                                        \
  X(se, TELL_COLUMN_F64)                                                                           \
  X(lo, TELL_COLUMN_F64)                                                                           \
  X(hi, TELL_COLUMN_F64)                                                                           \
  X(within_variance, TELL_COLUMN_F64)                                                              \
  X(between_variance, TELL_COLUMN_F64)                                                             \
  X(coverage, TELL_COLUMN_F64)                                                                     \
  X(bound_lo, TELL_COLUMN_F64)                                                                     \
  X(bound_hi, TELL_COLUMN_F64)

enum { BEFORE_OWN = TELL__ANALYSIS_COMMON_COUNT - 1, COLUMNS(TELL__COLUMN_INDEX) COLUMNS_END };

static const tell__column_spec specs[] = {COLUMNS(TELL__COLUMN_SPEC)};

typedef struct grouping {
  tell__analysis_job *job;
  tell__members members;
  tell__stats_part *parts; /* room for the largest set */
} grouping;

/* What is said of one set. */
typedef struct result {
  const tell__member_set *set;
  const tell__indicator *indicator;
  tell__tally tally;
  tell_state state;          /* of value, se and so on */
  tell_state interval_state; /* of se, lo and hi where there is a value */
  tell__estimate estimate;
  tell__stats_spread spread;
  tell__unseen unseen;
  tell_state coverage_state, bound_state;
  double coverage, bound_lo, bound_hi;
} result;

static int is_total(const tell__indicator *indicator) {
  return indicator->kind == TELL__KIND_TOTAL;
}

static size_t collect_parts(const grouping *of, const tell__member_set *set) {
  size_t count = 0;
  for (size_t i = 0; i < set->count; i++)
    if (tell__tally_is_visible(of->job->figures, set->rows[i]))
      of->parts[count++] = tell__figures_part(of->job->figures, set->rows[i]);
  return count;
}

static void estimate(const grouping *of, result *made) {
  const tell__tally *tally = &made->tally;
  size_t count = collect_parts(of, made->set);
  double level = of->job->options->level, unused = 0;
  tell__variance variance;
  if (is_total(made->indicator))
    made->estimate = tell__stats_total(of->parts, count);
  else if (tell__kind_is_share(made->indicator->kind) && tally->every_numerator)
    made->estimate =
        tell__stats_share_percent((double)tally->numerator, (double)tally->n, level, &unused);
  else if (tell__kind_is_share(made->indicator->kind))
    made->estimate = tell__stats_weighted_share(of->parts, count, level, NULL);
  else {
    made->estimate = tell__stats_weighted_mean(of->parts, count, level, &variance);
    tell__stats_mean_widen(&made->estimate, variance.wobble);
  }
  made->interval_state = tell__stats_has_interval(&made->estimate)
                             ? TELL_STATE_PRESENT
                             : tell__group_rows_no_interval(of->job->figures, made->set);
  if (made->estimate.method == NULL)
    made->state = TELL_STATE_INVALID; /* the members' numbers cannot be: x above n, ... */
  else if (!is_total(made->indicator))
    made->spread =
        tell__stats_spread_of(of->parts, count, tell__kind_is_share(made->indicator->kind));
}

/* The least and the greatest value that a member may have; 0 when the catalogue says nothing. */
static int range_of(const tell__indicator *indicator, double *least, double *greatest) {
  *least = 0;
  *greatest = 100;
  if (tell__kind_is_share(indicator->kind))
    return 1;
  *least = indicator->has_plausible ? indicator->plausible_min : indicator->scale_min;
  *greatest = indicator->has_plausible ? indicator->plausible_max : indicator->scale_max;
  return indicator->has_plausible || indicator->has_scale;
}

static void bound_mean(result *made) {
  double least = 0, greatest = 0;
  double n = (double)made->tally.n, hidden = (double)made->unseen.n;
  made->bound_state = made->unseen.state;
  if (made->state == TELL_STATE_INVALID ||
      (made->bound_state == TELL_STATE_PRESENT && n + hidden <= 0))
    made->bound_state = made->state;
  if (made->bound_state == TELL_STATE_PRESENT && hidden > 0 &&
      !range_of(made->indicator, &least, &greatest))
    made->bound_state = TELL_STATE_MISSING;
  if (made->bound_state != TELL_STATE_PRESENT)
    return;
  made->bound_lo = made->bound_hi = made->estimate.value;
  if (hidden <= 0)
    return;
  made->bound_lo = (n * made->estimate.value + hidden * least) / (n + hidden);
  made->bound_hi = (n * made->estimate.value + hidden * greatest) / (n + hidden);
}

/* What the rest of the whole adds to a sum at most. */
static void bound_total(const grouping *of, result *made) {
  const tell__figures *figures = of->job->figures;
  const tell__member_set *whole = tell__tally_whole(figures, &of->members, made->set, 1);
  double all = 0;
  made->bound_lo = made->bound_hi = made->estimate.value;
  made->bound_state = TELL_STATE_PRESENT;
  if (tell__tally_unseen(&made->tally) == 0)
    return;
  made->bound_state = TELL_STATE_MISSING;
  if (whole == NULL)
    return;
  if (tell__tally_keeps_total(figures, &of->members, whole)) {
    made->bound_state = TELL_STATE_HIDDEN;
    return;
  }
  int64_t row = tell__tally_unit_row(figures, &of->members, whole, 0);
  const tell__estimate seen = tell__stats_total(of->parts, collect_parts(of, whole));
  tell__figure_real(figures, TELL__FIGURE_value, row, &all);
  if (all < seen.value)
    return; /* the parts are more than the whole: nothing can be said */
  made->bound_hi = made->estimate.value + (all - seen.value);
  made->bound_state = TELL_STATE_PRESENT;
}

/* Everything that is made of the members is hidden with the figure that is made of them. */
static void close_result(result *made) {
  made->state = made->coverage_state = made->bound_state = TELL_STATE_HIDDEN;
  made->unseen = (tell__unseen){.state = TELL_STATE_HIDDEN};
}

/* Of a total the participants are no part, and nothing is told of a sum with members left out. */
static void finish_total(const grouping *of, result *made) {
  made->coverage_state = TELL_STATE_NOT_APPLICABLE;
  made->unseen = (tell__unseen){.state = TELL_STATE_NOT_APPLICABLE};
  made->bound_state = made->state;
  if (made->state == TELL_STATE_PRESENT)
    bound_total(of, made);
  if (made->state == TELL_STATE_PRESENT && tell__tally_unseen(&made->tally) > 0)
    made->state = tell__tally_absence(&made->tally);
}

static void finish_mean(const grouping *of, result *made) {
  made->unseen = tell__tally_unseen_n(of->job->figures, &of->members, made->set, &made->tally);
  made->coverage_state = tell__tally_coverage(&made->tally, &made->unseen, &made->coverage);
  bound_mean(made);
  if (made->state == TELL_STATE_PRESENT && made->coverage_state == TELL_STATE_PRESENT &&
      made->coverage < TELL__TALLY_COVERAGE_LEAST)
    made->state = TELL_STATE_TOO_FEW;
}

static result make_result(const grouping *of, const tell__member_set *set) {
  const tell__figures *figures = of->job->figures;
  result made = {.set = set,
                 .indicator = tell__figures_indicator(figures, set->rows[0]),
                 .tally = tell__tally_count(figures, set),
                 .state = TELL_STATE_PRESENT};
  if (tell__tally_is_closed(figures, &of->members, set)) {
    close_result(&made);
    return made;
  }
  if (made.tally.visible == 0)
    made.state = tell__tally_absence(&made.tally);
  else
    estimate(of, &made);
  if (is_total(made.indicator))
    finish_total(of, &made);
  else
    finish_mean(of, &made);
  return made;
}

static void fill_members(const grouping *of, const result *made) {
  const tell__tally *tally = &made->tally;
  tell__cells *cells = &of->job->cells;
  tell_state present = TELL_STATE_PRESENT;
  tell__cells_i64(cells, AT_members, tally->members, present);
  tell__cells_i64(cells, AT_members_visible, tally->visible, present);
  tell__cells_i64(cells, AT_members_hidden, tally->hidden, present);
  tell__cells_i64(cells, AT_members_not_taken_part, tally->not_taken_part, present);
  tell__cells_i64(cells, AT_members_missing, tally->missing, present);
  tell__cells_i64(cells, AT_members_absent,
                  of->members.groups[made->set->group].units - tally->members, present);
}

/* A variance that cannot be told for one pupil is too few, one without a spread as an interval is.
 */
static void fill_spread(const grouping *of, const result *made) {
  const tell__stats_spread *spread = &made->spread;
  tell_state within = made->state, between = made->state;
  if (made->state == TELL_STATE_PRESENT && spread->between_state != TELL_STAT_OK)
    within = between = TELL_STATE_TOO_FEW;
  else if (made->state == TELL_STATE_PRESENT && spread->within_state != TELL_STAT_OK)
    within = tell__group_rows_no_interval(of->job->figures, made->set);
  if (is_total(made->indicator))
    within = between = TELL_STATE_NOT_APPLICABLE;
  tell__cells_f64(&of->job->cells, AT_within_variance, spread->within, within);
  tell__cells_f64(&of->job->cells, AT_between_variance, spread->between, between);
}

static void fill_value(const grouping *of, const result *made) {
  tell__cells *cells = &of->job->cells;
  const tell__estimate *estimate = &made->estimate;
  int valued = made->state == TELL_STATE_PRESENT;
  tell_state interval = valued ? made->interval_state : made->state;
  tell_state named = interval == TELL_STATE_HIDDEN ? interval : made->state;
  int is_empty = made->state != TELL_STATE_PRESENT && made->state != TELL_STATE_TOO_FEW;
  tell_state n = is_total(made->indicator) ? TELL_STATE_NOT_APPLICABLE
                 : is_empty                ? made->state
                                           : TELL_STATE_PRESENT;
  tell__cells_text(cells, AT_state, tell_state_id(made->state), TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_method, estimate->method, made->state);
  tell__cells_text(cells, AT_interval_state, tell_stat_state_id(estimate->state), named);
  tell__cells_i64(cells, AT_decimals, tell__group_rows_decimals(made->indicator),
                  TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_n, made->tally.n, n);
  tell__cells_f64(cells, AT_value, estimate->value, made->state);
  tell__cells_f64(cells, AT_se, estimate->se, interval);
  tell__cells_f64(cells, AT_lo, estimate->lo, interval);
  tell__cells_f64(cells, AT_hi, estimate->hi, interval);
  fill_spread(of, made);
}

static void fill_rest(const grouping *of, const result *made) {
  tell__cells *cells = &of->job->cells;
  tell__cells_i64(cells, AT_hidden_n, made->unseen.n, made->unseen.state);
  tell__cells_f64(cells, AT_coverage, made->coverage, made->coverage_state);
  tell__cells_f64(cells, AT_bound_lo, made->bound_lo, made->bound_state);
  tell__cells_f64(cells, AT_bound_hi, made->bound_hi, made->bound_state);
}

static void note_basis(const grouping *of, const result *made) {
  tell__analysis_job *job = of->job;
  for (size_t i = 0; i < made->set->count; i++) {
    int64_t row = made->set->rows[i], n = 0;
    int weighs = made->state == TELL_STATE_PRESENT && tell__tally_is_visible(job->figures, row);
    tell__figure_whole(job->figures, TELL__FIGURE_n, row, &n);
    if (weighs)
      tell__analysis_made_of(
          job, row, is_total(made->indicator) ? 1 : (double)n / (double)made->tally.n, "member");
    else
      tell__analysis_saw(job, row, "member");
  }
}

static void add_set(const grouping *of, const tell__member_set *set) {
  if (!tell__group_rows_begin(of->job, &of->members, set))
    return;
  const result made = make_result(of, set);
  tell__cells_year(&of->job->cells, AT_school_year, (int32_t)set->key.period);
  tell__cells_i64(&of->job->cells, AT_period, set->key.period, TELL_STATE_PRESENT);
  fill_members(of, &made);
  fill_value(of, &made);
  fill_rest(of, &made);
  note_basis(of, &made);
}

static tell_status run(tell__analysis_job *job) {
  grouping of = {.job = job};
  tell_status status = tell__members_find(job->figures, job->options, &of.members, job->cells.err);
  if (status == TELL_OK) {
    of.parts = tell__alloc_array(tell__members_largest(&of.members), sizeof *of.parts);
    if (of.parts == NULL)
      status = tell__fail_memory(job->cells.err);
  }
  for (size_t i = 0; status == TELL_OK && i < of.members.set_count; i++) {
    add_set(&of, &of.members.sets[i]);
    status = job->cells.status;
  }
  tell__free(of.parts);
  tell__members_free(&of.members);
  return status;
}

const tell__analysis_kind tell__analysis_groups = {"groups", specs, sizeof specs / sizeof *specs,
                                                   run};
