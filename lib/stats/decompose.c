/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking the change of a mean apart; see the header. */
#include "stats/decompose.h"

#include <math.h>
#include <string.h>

#include "stats/mean.h"
#include "stats/sum.h"

static const char *const method = "within_between";

/* The sums of pupils that weights are made of, and the means over the units of both years. */
typedef struct totals {
  double n_before, n_after;       /* all units */
  double both_before, both_after; /* units of both years */
  double mean_before, mean_after; /* of these */
  int32_t has_spread;
} totals;

static int is_in(const tell__stats_part *part) { return part->n > 0; }

static int is_both(const tell__stats_turn *turn) {
  return is_in(&turn->before) && is_in(&turn->after);
}

static tell_stat_state check_part(const tell__stats_part *part) {
  if (!part->has_n)
    return TELL_STAT_MISSING;
  if (!tell__stats_is_number(part->n) || part->n < 0 || !tell__stats_is_number(part->value))
    return TELL_STAT_DOMAIN_ERROR;
  if (part->has_spread && !tell__stats_is_variance(&part->variance))
    return TELL_STAT_DOMAIN_ERROR;
  return TELL_STAT_OK;
}

static tell_stat_state check(const tell__stats_turn *turns, size_t count, double level) {
  size_t both = 0;
  if (!(level > 0 && level < 1))
    return TELL_STAT_DOMAIN_ERROR;
  for (size_t i = 0; i < count; i++) {
    tell_stat_state state = check_part(&turns[i].before);
    if (state == TELL_STAT_OK)
      state = check_part(&turns[i].after);
    if (state != TELL_STAT_OK)
      return state;
    both += (size_t)is_both(&turns[i]);
  }
  return both > 0 ? TELL_STAT_OK : TELL_STAT_EMPTY;
}

static double variance_of(const tell__stats_part *part) {
  return part->variance.sampling + part->variance.rounding;
}

static totals add_up(const tell__stats_turn *turns, size_t count) {
  tell__stats_sum all[2] = {{{0}, 0, 0}}, both[2] = {{{0}, 0, 0}}, means[2] = {{{0}, 0, 0}};
  int32_t has_spread = 1;
  for (size_t i = 0; i < count; i++) {
    const tell__stats_part *parts[] = {&turns[i].before, &turns[i].after};
    for (int year = 0; year < 2; year++) {
      tell__stats_sum_add(&all[year], parts[year]->n);
      has_spread &= !is_in(parts[year]) || parts[year]->has_spread;
      if (!is_both(&turns[i]))
        continue;
      tell__stats_sum_add(&both[year], parts[year]->n);
      tell__stats_sum_add_product(&means[year], parts[year]->n, parts[year]->value);
    }
  }
  totals made = {.n_before = tell__stats_sum_value(&all[0]),
                 .n_after = tell__stats_sum_value(&all[1]),
                 .both_before = tell__stats_sum_value(&both[0]),
                 .both_after = tell__stats_sum_value(&both[1]),
                 .has_spread = has_spread};
  made.mean_before = tell__stats_sum_value(&means[0]) / made.both_before;
  made.mean_after = tell__stats_sum_value(&means[1]) / made.both_after;
  return made;
}

/* A sum of values, each multiplied with something, with what is known of its variance. */
typedef struct term {
  tell__stats_sum value, variance, wobble;
} term;

static void add_error(term *to, double square, double variance, double wobble) {
  tell__stats_sum_add_product(&to->variance, square, variance);
  tell__stats_sum_add_product(&to->wobble, square * square, wobble);
}

static tell__estimate give(const term *of, const totals *all, double level) {
  double value = tell__stats_sum_value(&of->value), variance = tell__stats_sum_value(&of->variance);
  if (!tell__stats_is_number(value) || !tell__stats_is_number(variance))
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  if (!all->has_spread)
    return tell__stats_value_only(value, all->n_after, method, TELL_STAT_NO_SPREAD);
  tell__estimate made =
      tell__stats_normal_interval(value, sqrt(variance), all->n_after, level, method);
  tell__stats_mean_widen(&made, tell__stats_sum_value(&of->wobble));
  return made;
}

static void take_both(const tell__stats_turn *turns, size_t count, const totals *all, double level,
                      tell__stats_decomposition *out) {
  term within = {0}, shift = {0};
  double centre = (all->mean_before + all->mean_after) / 2;
  for (size_t i = 0; i < count; i++) {
    const tell__stats_part *before = &turns[i].before, *after = &turns[i].after;
    if (!is_both(&turns[i]))
      continue;
    double was = before->n / all->both_before, is = after->n / all->both_after;
    double variance = variance_of(before) + variance_of(after);
    double wobble = before->variance.wobble + after->variance.wobble;
    tell__stats_sum_add_product(&within.value, (was + is) / 2, after->value - before->value);
    tell__stats_sum_add_product(&shift.value, is - was,
                                (before->value + after->value) / 2 - centre);
    add_error(&within, (was + is) * (was + is) / 4, variance, wobble);
    add_error(&shift, (is - was) * (is - was) / 4, variance, wobble);
  }
  out->within = give(&within, all, level);
  out->shift = give(&shift, all, level);
}

/* The mean of all units is that of the units of both years and what the others add to it. */
static void take_once(const tell__stats_turn *turns, size_t count, const totals *all,
                      tell__stats_decomposition *out) {
  tell__stats_sum once[2] = {{{0}, 0, 0}};
  for (size_t i = 0; i < count; i++) {
    const tell__stats_part *before = &turns[i].before, *after = &turns[i].after;
    tell__stats_sum *sum = &once[turns[i].is_once != 0];
    if (is_both(&turns[i]))
      continue;
    if (is_in(before))
      tell__stats_sum_add_product(sum, -before->n / all->n_before,
                                  before->value - all->mean_before);
    if (is_in(after))
      tell__stats_sum_add_product(sum, after->n / all->n_after, after->value - all->mean_after);
  }
  out->once[0] = tell__stats_sum_value(&once[0]);
  out->once[1] = tell__stats_sum_value(&once[1]);
}

static void take_change(const tell__stats_turn *turns, size_t count, const totals *all,
                        double level, tell__stats_decomposition *out) {
  term change = {0};
  for (size_t i = 0; i < count; i++) {
    const tell__stats_part *before = &turns[i].before, *after = &turns[i].after;
    double was = before->n / all->n_before, is = after->n / all->n_after;
    tell__stats_sum_add_product(&change.value, -was, before->value);
    tell__stats_sum_add_product(&change.value, is, after->value);
    if (is_in(before))
      add_error(&change, was * was, variance_of(before), before->variance.wobble);
    if (is_in(after))
      add_error(&change, is * is, variance_of(after), after->variance.wobble);
  }
  out->change = give(&change, all, level);
}

static tell__stats_decomposition nothing(tell_stat_state state) {
  return (tell__stats_decomposition){.change = tell__stats_nothing(state),
                                     .within = tell__stats_nothing(state),
                                     .shift = tell__stats_nothing(state)};
}

tell__stats_decomposition tell__stats_decompose(const tell__stats_turn *turns, size_t count,
                                                double level) {
  tell__stats_decomposition made;
  tell_stat_state state = check(turns, count, level);
  if (state != TELL_STAT_OK)
    return nothing(state);
  memset(&made, 0, sizeof made);
  const totals all = add_up(turns, count);
  take_both(turns, count, &all, level, &made);
  take_once(turns, count, &all, &made);
  take_change(turns, count, &all, level, &made);
  if (made.change.method == NULL || made.within.method == NULL || made.shift.method == NULL ||
      !tell__stats_is_number(made.once[0]) || !tell__stats_is_number(made.once[1]))
    return nothing(TELL_STAT_DOMAIN_ERROR);
  return made;
}
