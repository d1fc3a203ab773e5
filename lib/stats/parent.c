/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A unit against the parent that contains it; see the header. */
#include "stats/parent.h"

#include <math.h>
#include <string.h>

#include "stats/quantile.h"

static int is_part(const tell__stats_part *part) {
  return tell__stats_is_number(part->value) &&
         (!part->has_n || (tell__stats_is_number(part->n) && part->n >= 0)) &&
         (!part->has_spread || tell__stats_is_variance(&part->variance));
}

static double difference_variance(const tell__stats_part *child, const tell__stats_part *parent) {
  double f = child->n / parent->n;
  double sampling = child->variance.sampling;
  double overlap = sampling + parent->variance.sampling - 2 * f * sampling;
  double least = (1 - f) * (1 - f) * sampling;
  return fmax(overlap, least) + child->variance.rounding + parent->variance.rounding;
}

tell__estimate tell__stats_child_against_parent(const tell__stats_part *child,
                                                const tell__stats_part *parent, double level) {
  static const char method[] = "child_in_parent";
  if (!is_part(child) || !is_part(parent) || !(level > 0 && level < 1))
    return tell__stats_nothing(TELL_STAT_DOMAIN_ERROR);
  if (child->has_n && child->n == 0)
    return tell__stats_nothing(TELL_STAT_EMPTY);
  if (child->has_n && parent->has_n && child->n >= parent->n)
    return tell__stats_nothing(TELL_STAT_NOT_POSSIBLE);
  double difference = child->value - parent->value;
  double n = child->has_n ? child->n : 0;
  if (!child->has_n || !parent->has_n || !child->has_spread || !parent->has_spread)
    return tell__stats_value_only(difference, n, method, TELL_STAT_NO_SPREAD);
  double variance = difference_variance(child, parent);
  return tell__stats_normal_interval(difference, sqrt(variance), n, level, method);
}

/* Of one pupil that is left there is no degree of freedom: the least that there can be. */
static double wobble_of_others(double f, double left, const tell__variance *child,
                               const tell__variance *parent) {
  double variance = fmax(parent->sampling - f * f * child->sampling, 0);
  double least = variance / fmax(left - 1, 1) * variance;
  return fmax(parent->wobble - f * f * f * f * child->wobble, least);
}

double tell__stats_child_wobble(const tell__stats_part *child, const tell__stats_part *parent) {
  const tell__variance *part = &child->variance, *whole = &parent->variance;
  int has_part = child->has_n && parent->has_n && child->n < parent->n;
  double f = has_part ? child->n / parent->n : 0;
  double own = (1 - f) * (1 - f) * part->wobble * (1 - f) * (1 - f);
  if (!has_part || !(whole->wobble > 0))
    return own + whole->wobble;
  return own + wobble_of_others(f, parent->n - child->n, part, whole);
}

tell__stats_difference tell__stats_normal_test(const tell__estimate *difference) {
  tell__stats_difference out = {.estimate = *difference};
  if (!tell__stats_has_interval(difference) || difference->se == 0)
    return out;
  double z = difference->value / difference->se;
  if (tell__stats_is_number(z) && tell__stats_normal_two_sided(z, &out.p) == TELL_STAT_OK) {
    out.statistic = z;
    out.has_p = 1;
  }
  return out;
}

/* The difference from the rest as the difference from the parent. */
static tell__stats_difference as_child(tell__stats_difference rest, double value, double n,
                                       double scale, const char *method) {
  tell__estimate *e = &rest.estimate;
  if (!tell__stats_has_value(e))
    return rest;
  e->value = value;
  e->n = n;
  e->method = method;
  e->lo *= scale;
  e->hi *= scale;
  e->se *= scale;
  tell__stats_hold_value(e);
  return rest;
}

static tell__stats_difference nothing(tell_stat_state state) {
  tell__stats_difference out = {.estimate = tell__stats_nothing(state)};
  return out;
}

static int is_size(double n) { return tell__stats_is_number(n) && n >= 0; }

static const char *child_method(const char *method) {
  static const char *const ids[] = {"child_newcombe_10", "child_newcombe_10_chisq",
                                    "child_newcombe_10_chisq_corrected", "child_newcombe_10_fisher",
                                    "child_newcombe_10_fractional"};
  for (size_t i = 0; method != NULL && i < sizeof ids / sizeof ids[0]; i++)
    if (strcmp(ids[i] + strlen("child_"), method) == 0)
      return ids[i];
  return NULL;
}

tell__stats_difference tell__stats_child_share(double xc, double nc, double xp, double np,
                                               tell__stats_share_test test, double level) {
  if (!is_size(nc) || !is_size(np) || !is_size(xc) || !is_size(xp) || xc > nc || xp > np)
    return nothing(TELL_STAT_DOMAIN_ERROR);
  if (nc == 0)
    return nothing(TELL_STAT_EMPTY);
  if (nc >= np)
    return nothing(TELL_STAT_NOT_POSSIBLE);
  tell__stats_difference rest = tell__stats_share_difference(xc, nc, xp - xc, np - nc, test, level);
  return as_child(rest, xc / nc - xp / np, nc, (np - nc) / np, child_method(rest.estimate.method));
}

/* The parent without the child. */
static tell__stats_group without(const tell__stats_group *child, const tell__stats_group *parent) {
  tell__stats_group rest = {parent->n - child->n, 0, 0};
  double f = child->n / parent->n;
  double apart = (child->mean - parent->mean) / (1 - f);
  rest.mean = child->mean - apart;
  if (rest.n > 1) {
    double left = (parent->n - 1) / (rest.n - 1) * parent->sd * parent->sd;
    double taken = (child->n - 1) / (rest.n - 1) * child->sd * child->sd;
    double between = f * (rest.n / (rest.n - 1)) * apart * apart;
    rest.sd = sqrt(fmax(left - taken - between, 0));
  }
  return rest;
}

tell__stats_difference tell__stats_child_mean(const tell__stats_group *child,
                                              const tell__stats_group *parent, double level) {
  /* Each alone tells whether its numbers can be. */
  tell__stats_difference alone = tell__stats_mean_difference(child, parent, level);
  if (!tell__stats_has_value(&alone.estimate))
    return alone;
  if (child->n >= parent->n)
    return nothing(TELL_STAT_NOT_POSSIBLE);
  if (parent->n - child->n < 1)
    return nothing(TELL_STAT_DOMAIN_ERROR);
  tell__stats_group rest = without(child, parent);
  return as_child(tell__stats_mean_difference(child, &rest, level), child->mean - parent->mean,
                  child->n, rest.n / parent->n, "child_welch");
}
