/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schools around their municipality's figure; see the header. */
#include "analysis/funnels.h"

#include <math.h>

#include "analysis/spread.h"
#include "base/alloc.h"
#include "base/error.h"
#include "stats/funnel.h"
#include "stats/gsl_tails.h"
#include "stats/mean.h"
#include "stats/quantile.h"

static const double levels[TELL__FUNNEL_LEVELS] = {0.95, 0.998};

/* Per cent are handed over as proportions, and limits come back as per cent. */
static double unit_of(const tell__funnel *funnel) { return funnel->is_share ? 100 : 1; }

static void find_target(const tell__figures *figures, const tell__members *members,
                        tell__funnel *out) {
  tell__figure_key key = out->set->key;
  key.unit = members->groups[out->set->group].unit;
  out->target_row = tell__figures_used(figures, &key);
  out->target_state = TELL_STATE_MISSING;
  if (out->target_row < 0)
    return;
  out->target_state = figures->reals[TELL__FIGURE_value].states[out->target_row];
  if (tell__figure_real(figures, TELL__FIGURE_value, out->target_row, &out->target) &&
      out->is_share && !(out->target >= 0 && out->target <= 100))
    out->target_state = TELL_STATE_INVALID;
}

/* A cell that is needed and not there: why. */
static tell_state absent(tell_state state) {
  return state == TELL_STATE_PRESENT || state == TELL_STATE_NOT_APPLICABLE ? TELL_STATE_MISSING
                                                                           : state;
}

/* A share has its place by value and n, a mean by value and standard error. */
static void read_unit(const tell__figures *figures, const tell__funnel *funnel,
                      tell__funnel_unit *unit) {
  int64_t n = 0, x = 0, row = unit->row;
  unit->state = figures->reals[TELL__FIGURE_value].states[row];
  if (!tell__figure_real(figures, TELL__FIGURE_value, row, &unit->value))
    return;
  int has_n = tell__figure_whole(figures, TELL__FIGURE_n, row, &n) && n > 0;
  int has_se = tell__figure_real(figures, TELL__FIGURE_se, row, &unit->se) && unit->se > 0;
  unit->n = has_n ? (double)n : 0;
  unit->pooled = tell__spread_is_pooled(figures, row);
  if (!funnel->is_share) {
    unit->wobble = tell__figures_part(figures, row).variance.wobble;
    if (!has_se)
      unit->state = absent(figures->reals[TELL__FIGURE_se].states[row]);
    return;
  }
  if (!has_n) {
    unit->state = absent(figures->wholes[TELL__FIGURE_n].states[row]);
    return;
  }
  if (!has_se)
    unit->se = 0;
  unit->x = tell__figure_whole(figures, TELL__FIGURE_numerator, row, &x)
                ? (double)x
                : unit->value / 100 * unit->n;
  /* Exact limits end where the binomial tails do. */
  if (!(unit->x >= 0 && unit->x <= unit->n) || unit->n > TELL__STATS_MOST_TRIALS)
    unit->state = TELL_STATE_INVALID;
}

static void count_unit(const tell__funnel_unit *unit, tell__funnel *out) {
  if (unit->state == TELL_STATE_PRESENT) {
    out->placed++;
    out->pooled |= unit->pooled;
  } else if (unit->state == TELL_STATE_HIDDEN || unit->state == TELL_STATE_SUPPRESSED)
    out->hidden++;
  else if (unit->state == TELL_STATE_NOT_TAKEN_PART)
    out->not_taken_part++;
  else
    out->missing++;
}

static tell_state state_of(const tell__funnel *funnel) {
  if (funnel->target_state != TELL_STATE_PRESENT)
    return absent(funnel->target_state);
  return funnel->placed < TELL__FUNNEL_LEAST ? TELL_STATE_TOO_FEW : TELL_STATE_PRESENT;
}

/* Columns of the placed schools: x and n, or mean and standard error. */
static size_t collect(tell__funnels *of, int by_score) {
  const tell__funnel *funnel = &of->funnel;
  double *first = of->numbers, *second = of->numbers + of->most;
  size_t count = 0;
  for (size_t i = 0; i < funnel->count; i++) {
    const tell__funnel_unit *unit = &funnel->units[i];
    if (unit->state != TELL_STATE_PRESENT)
      continue;
    first[count] = funnel->is_share ? unit->x : unit->value;
    if (by_score)
      first[count] = funnel->target + unit->z * unit->se;
    second[count++] = funnel->is_share ? unit->n : unit->se;
  }
  return count;
}

/*
 * Whether means scatter by more than chance goes by their normal scores: an sd of few pupils is at
 * times far too small, and schools then lie further out than chi-square allows for. How much
 * they scatter does not: scores draw in what lies far out for good reason.
 */
static tell_status find_overdispersion(tell__funnels *of) {
  tell__funnel *funnel = &of->funnel;
  const double *first = of->numbers, *second = of->numbers + of->most;
  double target = funnel->target / unit_of(funnel);
  tell__stats_overdispersion scored;
  size_t count = collect(of, 0);
  if (funnel->is_share)
    return tell__stats_overdispersion_shares(first, second, count, &target, TELL__STATS_WINSOR,
                                             &funnel->over);
  tell_status status = tell__stats_overdispersion_means(first, second, count, &target,
                                                        TELL__STATS_WINSOR, &funnel->over);
  count = collect(of, 1);
  if (status == TELL_OK)
    status = tell__stats_overdispersion_means(first, second, count, &target, TELL__STATS_WINSOR,
                                              &scored);
  if (status == TELL_OK && funnel->over.state == TELL_STAT_OK && scored.state == TELL_STAT_OK)
    funnel->over.p = scored.p;
  return status;
}

static void shrink(tell__funnels *of) {
  tell__funnel *funnel = &of->funnel;
  double *y = of->numbers, *se = y + of->most, *reliability = se + of->most;
  size_t count = 0;
  for (size_t i = 0; i < funnel->count; i++) {
    const tell__funnel_unit *unit = &funnel->units[i];
    if (unit->state != TELL_STATE_PRESENT || !(unit->se > 0))
      continue;
    y[count] = unit->value;
    se[count++] = unit->se;
  }
  funnel->between = tell__stats_shrink(y, se, count, TELL__STATS_TAU_PM, of->job->options->level,
                                       of->shrunken, reliability);
  count = 0;
  for (size_t i = 0; i < funnel->count; i++) {
    tell__funnel_unit *unit = &funnel->units[i];
    if (unit->state != TELL_STATE_PRESENT || !(unit->se > 0))
      continue;
    unit->reliability = reliability[count];
    unit->shrunken = of->shrunken[count++];
    if (funnel->is_share && tell__stats_has_interval(&unit->shrunken)) {
      unit->shrunken.lo = fmax(unit->shrunken.lo, 0);
      unit->shrunken.hi = fmin(unit->shrunken.hi, 100);
    }
  }
}

static void find_icc(tell__funnels *of) {
  tell__funnel *funnel = &of->funnel;
  const tell__figures *figures = of->job->figures;
  double *n = of->numbers, *first = n + of->most, *sd = first + of->most;
  size_t count = 0;
  for (size_t i = 0; i < funnel->count; i++) {
    const tell__funnel_unit *unit = &funnel->units[i];
    if (unit->state != TELL_STATE_PRESENT || !(unit->n > 0))
      continue;
    if (!funnel->is_share && !tell__spread_of_pupils(figures, unit->row, &sd[count]))
      continue;
    n[count] = unit->n;
    first[count++] = funnel->is_share ? unit->x : unit->value;
  }
  double level = of->job->options->level;
  funnel->icc_units = (double)count;
  funnel->icc = funnel->is_share ? tell__stats_icc_shares(first, n, count, level, NULL)
                                 : tell__stats_icc_means(n, first, sd, count, level, NULL);
}

/* The overdispersed limits are never inside those of chance alone. */
static tell__estimate widen(const tell__estimate *plain, const tell__estimate *wide) {
  tell__estimate out = *wide;
  if (!tell__stats_has_interval(plain) || !tell__stats_has_interval(wide))
    return *plain;
  out.lo = fmin(plain->lo, wide->lo);
  out.hi = fmax(plain->hi, wide->hi);
  return out;
}

static void scale(tell__estimate *limits, double by) {
  limits->value *= by;
  limits->se *= by;
  limits->lo *= by;
  limits->hi *= by;
}

static void find_limits(const tell__funnel *funnel, tell__funnel_unit *unit) {
  double target = funnel->target / unit_of(funnel), tau2 = funnel->over.tau2;
  for (int i = 0; i < TELL__FUNNEL_LEVELS; i++) {
    tell__estimate plain, wide;
    if (funnel->is_share) {
      plain = tell__stats_funnel_binomial_mirrored(target, unit->n, levels[i]);
      wide = tell__stats_funnel_arcsine(target, unit->n, tau2, levels[i]);
    } else {
      plain = tell__stats_funnel_mean(target, unit->se, 0, levels[i]);
      wide = tell__stats_funnel_mean(target, unit->se, tau2, levels[i]);
      tell__stats_mean_widen(&plain, unit->wobble);
      tell__stats_mean_widen(&wide, unit->wobble);
    }
    unit->plain[i] = plain;
    unit->wide[i] = tau2 > 0 ? widen(&plain, &wide) : plain;
    scale(&unit->plain[i], unit_of(funnel));
    scale(&unit->wide[i], unit_of(funnel));
  }
}

static void find_z(const tell__funnel *funnel, tell__funnel_unit *unit) {
  if (!funnel->is_share) {
    double df = tell__stats_mean_df(unit->se, unit->wobble), score;
    unit->z = (unit->value - funnel->target) / unit->se;
    if (df > 0 && tell__stats_normal_score(unit->z, df, &score) == TELL_STAT_OK)
      unit->z = score;
    return;
  }
  double angle = asin(sqrt((unit->x + 0.375) / (unit->n + 0.75)));
  unit->z = (angle - asin(sqrt(funnel->target / 100))) * sqrt(4 * unit->n + 2);
}

static tell_status make_funnel(tell__funnels *of, const tell__member_set *set) {
  const tell__figures *figures = of->job->figures;
  tell__funnel *funnel = &of->funnel;
  *funnel = (tell__funnel){.set = set,
                           .is_share = tell__spread_is_share(figures, set->rows[0]),
                           .units = funnel->units,
                           .count = set->count};
  find_target(figures, &of->members, funnel);
  for (size_t i = 0; i < set->count; i++) {
    funnel->units[i] = (tell__funnel_unit){.row = set->rows[i]};
    read_unit(figures, funnel, &funnel->units[i]);
    count_unit(&funnel->units[i], funnel);
  }
  shrink(of);
  find_icc(of);
  funnel->state = state_of(funnel);
  if (funnel->target_state != TELL_STATE_PRESENT)
    return TELL_OK;
  for (size_t i = 0; i < funnel->count; i++)
    if (funnel->units[i].state == TELL_STATE_PRESENT)
      find_z(funnel, &funnel->units[i]);
  if (find_overdispersion(of) != TELL_OK)
    return tell__fail_memory(of->job->cells.err);
  for (size_t i = 0; i < funnel->count; i++)
    if (funnel->units[i].state == TELL_STATE_PRESENT)
      find_limits(funnel, &funnel->units[i]);
  return TELL_OK;
}

tell_status tell__funnels_begin(tell__funnels *funnels, tell__analysis_job *job) {
  funnels->job = job;
  tell_status status =
      tell__members_find(job->figures, job->options, &funnels->members, job->cells.err);
  if (status != TELL_OK)
    return status;
  for (size_t i = 0; i < funnels->members.set_count; i++)
    if (funnels->members.sets[i].count > funnels->most)
      funnels->most = funnels->members.sets[i].count;
  funnels->funnel.units = tell__alloc_array(funnels->most, sizeof *funnels->funnel.units);
  funnels->numbers = tell__alloc_array(funnels->most, 3 * sizeof *funnels->numbers);
  funnels->shrunken = tell__alloc_array(funnels->most, sizeof *funnels->shrunken);
  if (funnels->funnel.units == NULL || funnels->numbers == NULL || funnels->shrunken == NULL)
    return tell__fail_memory(job->cells.err);
  return TELL_OK;
}

void tell__funnels_free(tell__funnels *funnels) {
  tell__free(funnels->funnel.units);
  tell__free(funnels->numbers);
  tell__free(funnels->shrunken);
  tell__members_free(&funnels->members);
}

/* Declared groups have no figure of their own to stand around, and totals no funnel. */
static int has_funnel(const tell__funnels *of, const tell__member_set *set) {
  const tell__figures *figures = of->job->figures;
  const tell__member_group *group = &of->members.groups[set->group];
  int is_municipality = group->unit.level == tell__figures_code(figures, "municipality");
  return group->declared == NULL && (is_municipality || of->with_areas) &&
         tell__figures_indicator(figures, set->rows[0])->kind != TELL__KIND_TOTAL;
}

const tell__funnel *tell__funnels_next(tell__funnels *funnels) {
  tell__cells *cells = &funnels->job->cells;
  while (cells->status == TELL_OK && funnels->next < funnels->members.set_count) {
    const tell__member_set *set = &funnels->members.sets[funnels->next++];
    if (!has_funnel(funnels, set))
      continue;
    cells->status = make_funnel(funnels, set);
    return cells->status == TELL_OK ? &funnels->funnel : NULL;
  }
  return NULL;
}

const char *tell__funnel_verdict(const tell__funnel *funnel, const tell__funnel_unit *unit,
                                 int overdispersion) {
  const tell__estimate *limits = overdispersion ? unit->wide : unit->plain;
  double value = funnel->is_share ? 100 * (unit->x / unit->n) : unit->value;
  if (funnel->placed < TELL__FUNNEL_LEAST)
    return "too_few";
  if (value > limits[TELL__FUNNEL_OUTER].hi)
    return "above_998";
  if (value < limits[TELL__FUNNEL_OUTER].lo)
    return "below_998";
  if (value > limits[TELL__FUNNEL_INNER].hi)
    return "above_95";
  return value < limits[TELL__FUNNEL_INNER].lo ? "below_95" : "inside";
}
