/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A unit against the parent that contains it; see the header. */
#include "stats/parent.h"

#include <math.h>

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
    return tell__stats_nothing(TELL__STAT_DOMAIN_ERROR);
  if (child->has_n && child->n == 0)
    return tell__stats_nothing(TELL__STAT_EMPTY);
  if (child->has_n && parent->has_n && child->n >= parent->n)
    return tell__stats_nothing(TELL__STAT_NOT_POSSIBLE);
  double difference = child->value - parent->value;
  double n = child->has_n ? child->n : 0;
  if (!child->has_n || !parent->has_n || !child->has_spread || !parent->has_spread)
    return tell__stats_value_only(difference, n, method, TELL__STAT_NO_SPREAD);
  double variance = difference_variance(child, parent);
  return tell__stats_normal_interval(difference, sqrt(variance), n, level, method);
}
