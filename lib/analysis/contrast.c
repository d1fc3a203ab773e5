/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One figure against another; see the header. */
#include "analysis/contrast.h"

#include <math.h>
#include <string.h>

#include "analysis/spread.h"
#include "base/alloc.h"
#include "base/error.h"
#include "stats/counted.h"
#include "stats/gsl_cdf.h"
#include "stats/mean.h"
#include "stats/parent.h"
#include "stats/quantile.h"

/* How many pupils are behind a share, where it is one. */
static void take_count(const tell__figures *figures, int64_t row, tell__side *side) {
  int64_t numerator = 0;
  int has_x = tell__figure_whole(figures, TELL__FIGURE_numerator, row, &numerator);
  if (!tell__spread_is_share(figures, row))
    return;
  const tell__stats_counted share =
      tell__stats_counted_share(&side->part, has_x, (double)numerator);
  side->has_x = share.has_x;
  side->x = share.x;
}

tell__side tell__side_of(const tell__figures *figures, int64_t row) {
  tell__side side = {.state = figures->reals[TELL__FIGURE_value].states[row],
                     .spread = TELL_STATE_PRESENT};
  if (figures->reals[TELL__FIGURE_se].states[row] == TELL_STATE_HIDDEN ||
      figures->wholes[TELL__FIGURE_n].states[row] == TELL_STATE_HIDDEN)
    side.spread = TELL_STATE_HIDDEN;
  if (side.state == TELL_STATE_PRESENT)
    side.part = tell__figures_part(figures, row);
  take_count(figures, row, &side);
  return side;
}

tell__side tell__side_pool(tell__analysis_job *job, const int64_t *rows, size_t count) {
  tell__side side = {.state = TELL_STATE_PRESENT, .spread = TELL_STATE_PRESENT};
  tell__stats_part *parts = tell__alloc_array(count, sizeof *parts);
  if (parts == NULL) {
    side.state = TELL_STATE_MISSING;
    if (job->cells.status == TELL_OK)
      job->cells.status = tell__fail_memory(job->cells.err);
    return side;
  }
  for (size_t i = 0; i < count; i++) {
    const tell__side one = tell__side_of(job->figures, rows[i]);
    parts[i] = one.part;
    if (one.spread == TELL_STATE_HIDDEN)
      side.spread = TELL_STATE_HIDDEN;
  }
  const tell__estimate mean =
      tell__stats_weighted_mean(parts, count, job->options->level, &side.part.variance);
  tell__free(parts);
  side.has_x = mean.n > 0;
  for (size_t i = 0; mean.n > 0 && i < count; i++) {
    const tell__side one = tell__side_of(job->figures, rows[i]);
    side.has_x = side.has_x && one.has_x;
    side.x += one.x;
  }
  if (mean.method == NULL)
    side.state = mean.state == TELL_STAT_DOMAIN_ERROR ? TELL_STATE_INVALID : TELL_STATE_MISSING;
  side.part.value = mean.value;
  side.part.n = mean.n;
  side.part.has_n = mean.method != NULL;
  side.part.has_spread = tell__stats_has_interval(&mean);
  return side;
}

tell__contrast tell__contrast_none(tell_state state) {
  tell__contrast none = {.state = state, .interval = state};
  none.found.estimate = tell__stats_nothing(TELL_STAT_MISSING);
  return none;
}

/*
 * Where variances were estimated from few pupils the normal distribution promises too much: t, with
 * degrees of freedom by Welch and Satterthwaite.
 */
static void widen(tell__contrast *made, double wobble) {
  tell__stats_difference *found = &made->found;
  double df = tell__stats_mean_df(found->estimate.se, wobble), p;
  if (!found->has_p || df == 0 ||
      tell__stats_gsl_t_upper(fabs(found->statistic), df, &p) != TELL_STAT_OK)
    return;
  tell__stats_mean_widen(&found->estimate, wobble);
  found->p = 2 * p;
  found->df = df;
}

/* The difference that was found, with the state that says why there is none. */
static tell__contrast contrast_of(const tell__estimate *estimate, tell_state spread,
                                  double wobble) {
  tell__contrast made = {.state = TELL_STATE_PRESENT, .interval = TELL_STATE_PRESENT};
  if (estimate->method == NULL) {
    if (estimate->state == TELL_STAT_NOT_POSSIBLE)
      return tell__contrast_none(TELL_STATE_NOT_APPLICABLE);
    return tell__contrast_none(estimate->state == TELL_STAT_DOMAIN_ERROR ? TELL_STATE_INVALID
                                                                         : TELL_STATE_MISSING);
  }
  made.found = tell__stats_normal_test(estimate);
  if (!tell__stats_has_interval(estimate))
    made.interval = spread == TELL_STATE_HIDDEN ? spread : TELL_STATE_MISSING;
  widen(&made, wobble);
  return made;
}

/* Shares are tested by their counts where there are such. */
static void count_pupils(tell__contrast *made, const tell__side *first, const tell__side *second,
                         int is_inside, double level) {
  const tell__stats_counted one = {first->part, first->has_x, first->x};
  const tell__stats_counted other = {second->part, second->has_x, second->x};
  if (made->state == TELL_STATE_PRESENT)
    made->found = tell__stats_counted_difference(&made->found, &one, &other, is_inside,
                                                 TELL__STATS_TEST_FISHER, level);
}

static tell_state spread_of(const tell__side *first, const tell__side *second) {
  return first->spread == TELL_STATE_HIDDEN ? first->spread : second->spread;
}

tell__contrast tell__contrast_inside(const tell__side *child, const tell__side *parent,
                                     double level) {
  if (child->state != TELL_STATE_PRESENT || parent->state != TELL_STATE_PRESENT)
    return tell__contrast_none(child->state != TELL_STATE_PRESENT ? child->state : parent->state);
  const tell__estimate found = tell__stats_child_against_parent(&child->part, &parent->part, level);
  tell__contrast made = contrast_of(&found, spread_of(child, parent),
                                    tell__stats_child_wobble(&child->part, &parent->part));
  count_pupils(&made, child, parent, 1, level);
  return made;
}

tell__contrast tell__contrast_apart(const tell__side *first, const tell__side *second,
                                    double level) {
  if (first->state != TELL_STATE_PRESENT || second->state != TELL_STATE_PRESENT)
    return tell__contrast_none(first->state != TELL_STATE_PRESENT ? first->state : second->state);
  const tell__estimate found = tell__stats_known_difference(&first->part, &second->part, level);
  tell__contrast made = contrast_of(&found, spread_of(first, second),
                                    first->part.variance.wobble + second->part.variance.wobble);
  count_pupils(&made, first, second, 0, level);
  return made;
}

/* Of means what their interval tells: rounding and sampling of a computed figure stand together in
 * its se, and the set knew them apart. */
static double wobble_released(const tell__figures *figures, int64_t row) {
  return tell__spread_is_share(figures, row)
             ? 0
             : tell__figures_wobble(figures, row, TELL__FIGURE_difference_se,
                                    TELL__FIGURE_difference_lo, TELL__FIGURE_difference_hi);
}

static tell__side parent_side(const tell__figures *figures, int64_t row) {
  tell__figure_key key = tell__figures_key(figures, row);
  key.unit = tell__figures_parent(figures, row);
  int64_t parent = key.unit.level < 0 ? -1 : tell__figures_used(figures, &key);
  return parent < 0 ? (tell__side){.state = TELL_STATE_MISSING} : tell__side_of(figures, parent);
}

tell__contrast tell__contrast_released(const tell__figures *figures, int64_t row, double level) {
  const tell__side own = tell__side_of(figures, row), parent = parent_side(figures, row);
  double difference = 0, se = 0;
  if (!tell__figure_real(figures, TELL__FIGURE_difference, row, &difference))
    return tell__contrast_none(figures->reals[TELL__FIGURE_difference].states[row]);
  tell__estimate found =
      tell__stats_value_only(difference, own.part.n, "child_in_parent", TELL_STAT_NO_SPREAD);
  if (tell__figure_real(figures, TELL__FIGURE_difference_se, row, &se))
    found = tell__stats_normal_interval(difference, se, own.part.n, level, "child_in_parent");
  tell__contrast made = contrast_of(&found, figures->reals[TELL__FIGURE_difference_se].states[row],
                                    wobble_released(figures, row));
  count_pupils(&made, &own, &parent, 1, level);
  return made;
}

int tell__contrast_is_tested(const tell__contrast *contrast) {
  return contrast->state == TELL_STATE_PRESENT && contrast->found.has_p;
}

int tell__contrast_sign(const tell__contrast *contrast) {
  const tell__estimate *found = &contrast->found.estimate;
  if (contrast->state != TELL_STATE_PRESENT || !tell__stats_has_interval(found))
    return 0;
  return (found->lo > 0) - (found->hi < 0);
}

int tell__figures_direction(const tell__figures *figures, int64_t row) {
  const char *direction = tell__figure_text(figures, TELL__FIGURE_direction, row);
  return (strcmp(direction, "higher_better") == 0) - (strcmp(direction, "lower_better") == 0);
}

static void write_text(tell__cells *cells, int32_t column, const char *text, tell_state state) {
  if (column >= 0)
    tell__cells_text(cells, column, text, state);
}

static void write_real(tell__cells *cells, int32_t column, double value, tell_state state) {
  if (column >= 0)
    tell__cells_f64(cells, column, value, state);
}

static const char *word_of(int sign) {
  static const char *const words[] = {"lower", "not_distinguishable", "higher"};
  return words[sign + 1];
}

/* What a test says; where there is none, the word or the state that says why. */
static void write_verdict(tell__cells *cells, int32_t column, const tell__contrast *contrast,
                          int there, int sign) {
  if (there)
    write_text(cells, column, word_of(sign), TELL_STATE_PRESENT);
  else if (contrast->state == TELL_STATE_PRESENT && contrast->interval == TELL_STATE_HIDDEN)
    write_text(cells, column, "", TELL_STATE_HIDDEN);
  else if (contrast->state == TELL_STATE_PRESENT)
    write_text(cells, column, "no_interval", TELL_STATE_PRESENT);
  else if (contrast->state == TELL_STATE_NOT_COMPARABLE || contrast->state == TELL_STATE_TOO_FEW)
    write_text(cells, column, tell_state_id(contrast->state), TELL_STATE_PRESENT);
  else
    write_text(cells, column, "", contrast->state);
}

static void write_reading(tell__cells *cells, int32_t column, int sign, int direction) {
  int better = sign * direction;
  write_text(cells, column, better > 0 ? "better" : "worse",
             better != 0 ? TELL_STATE_PRESENT : TELL_STATE_NOT_APPLICABLE);
}

void tell__contrast_write(tell__analysis_job *job, const tell__contrast_at *at,
                          const tell__contrast *contrast, int direction) {
  tell__cells *cells = &job->cells;
  const tell__estimate *found = &contrast->found.estimate;
  int sign = tell__contrast_sign(contrast);
  tell_state interval =
      contrast->state == TELL_STATE_PRESENT ? contrast->interval : contrast->state;
  tell_state p =
      interval == TELL_STATE_PRESENT && !contrast->found.has_p ? TELL_STATE_MISSING : interval;
  write_text(cells, at->state, tell_state_id(contrast->state), TELL_STATE_PRESENT);
  write_text(cells, at->interval_state, tell_stat_state_id(found->state),
             interval == TELL_STATE_MISSING ? contrast->state : interval);
  write_real(cells, at->difference, found->value, contrast->state);
  write_real(cells, at->se, found->se, interval);
  write_real(cells, at->lo, found->lo, interval);
  write_real(cells, at->hi, found->hi, interval);
  write_real(cells, at->df, contrast->found.df,
             p == TELL_STATE_PRESENT && contrast->found.df == 0 ? TELL_STATE_NOT_APPLICABLE : p);
  write_real(cells, at->p, contrast->found.p, p);
  write_verdict(cells, at->verdict, contrast, interval == TELL_STATE_PRESENT, sign);
  write_reading(cells, at->reading, sign, direction);
}

void tell__contrast_write_family(tell__analysis_job *job, const tell__contrast_at *at,
                                 const tell__contrast *contrast, int direction, double adjusted,
                                 int64_t size) {
  tell__cells *cells = &job->cells;
  int tested = tell__contrast_is_tested(contrast);
  const double d = contrast->found.estimate.value;
  int sign = tested && adjusted < 1 - job->options->level ? (d > 0) - (d < 0) : 0;
  tell_state absent = contrast->state != TELL_STATE_PRESENT     ? contrast->state
                      : contrast->interval == TELL_STATE_HIDDEN ? TELL_STATE_HIDDEN
                                                                : TELL_STATE_MISSING;
  if (at->family_size >= 0)
    tell__cells_i64(cells, at->family_size, size, TELL_STATE_PRESENT);
  write_real(cells, at->p_adjusted, adjusted, tested ? TELL_STATE_PRESENT : absent);
  write_verdict(cells, at->verdict_family, contrast, tested, sign);
  write_reading(cells, at->reading_family, sign, direction);
}
