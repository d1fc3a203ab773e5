/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variance of pupils within and between units; see the header. */
#include "stats/spread.h"

#include <math.h>

#include "stats/sum.h"

static tell_stat_state check(const tell__stats_part *part, int32_t is_share) {
  if (!part->has_n)
    return TELL_STAT_MISSING;
  if (!tell__stats_is_number(part->n) || part->n < 0 || !tell__stats_is_number(part->value))
    return TELL_STAT_DOMAIN_ERROR;
  if (is_share && (part->value < 0 || part->value > 100))
    return TELL_STAT_DOMAIN_ERROR;
  if (!is_share && part->has_spread && !tell__stats_is_variance(&part->variance))
    return TELL_STAT_DOMAIN_ERROR;
  return TELL_STAT_OK;
}

static tell__stats_spread nothing(tell_stat_state state) {
  return (tell__stats_spread){.within_state = state, .between_state = state};
}

static double squares_within(const tell__stats_part *part, int32_t is_share) {
  return is_share ? part->n * part->value * (100 - part->value)
                  : fmax(part->n - 1, 0) * part->n * part->variance.sampling;
}

/* A quotient that is beyond what counts as a number is none. */
static void settle(double *value, tell_stat_state *state) {
  if (*state == TELL_STAT_OK && !tell__stats_is_number(*value))
    *state = TELL_STAT_DOMAIN_ERROR;
  if (*state != TELL_STAT_OK)
    *value = 0;
}

tell__stats_spread tell__stats_spread_of(const tell__stats_part *parts, size_t count,
                                         int32_t are_shares) {
  tell__stats_sum all = {0}, total = {0}, within = {0}, between = {0};
  tell__stats_spread made = {.within_state = TELL_STAT_OK, .between_state = TELL_STAT_OK};
  for (size_t i = 0; i < count; i++) {
    tell_stat_state state = check(&parts[i], are_shares);
    if (state != TELL_STAT_OK)
      return nothing(state);
    tell__stats_sum_add(&all, parts[i].n);
    tell__stats_sum_add_product(&total, parts[i].n, parts[i].value);
    if (!are_shares && parts[i].n > 0 && !parts[i].has_spread)
      made.within_state = TELL_STAT_NO_SPREAD;
  }
  double n = tell__stats_sum_value(&all);
  if (!(n > 0))
    return nothing(TELL_STAT_EMPTY);
  if (!(n > 1))
    return nothing(TELL_STAT_TOO_FEW_POINTS);
  double mean = tell__stats_sum_value(&total) / n;
  for (size_t i = 0; i < count; i++) {
    double difference = parts[i].value - mean;
    tell__stats_sum_add(&between, parts[i].n * difference * difference);
    tell__stats_sum_add(&within, squares_within(&parts[i], are_shares));
  }
  made.between = tell__stats_sum_value(&between) / (n - 1);
  made.within = tell__stats_sum_value(&within) / (n - 1);
  settle(&made.between, &made.between_state);
  settle(&made.within, &made.within_state);
  return made;
}
