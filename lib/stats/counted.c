/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences of shares by their counts; see the header. */
#include "stats/counted.h"

#include <math.h>

#include "stats/parent.h"

/* What of the variance counts may leave out: published rounding, mostly. */
static const double left_out_most = 0.01;

tell__stats_counted tell__stats_counted_share(const tell__stats_part *part, int32_t has_x,
                                              double x) {
  tell__stats_counted share = {.part = *part, .x = x};
  if (!part->has_n || !(part->n > 0) || !tell__stats_is_number(part->value))
    return share;
  if (!has_x)
    share.x = round(part->value / 100 * part->n);
  share.has_x = share.x >= 0 && share.x <= part->n;
  return share;
}

static double binomial(double p, double n) { return 10000 * p * (1 - p) / n; }

/* The variance of a share that its count gives; the share as it stands has one a little other. */
static double of_count(const tell__stats_counted *share) {
  double n = share->part.n;
  return fmax(binomial(share->x / n, n), binomial(share->part.value / 100, n));
}

/* What a variance holds beside that; of nobody and of all the count gives none to compare with. */
static double beside_count(const tell__stats_counted *share) {
  const tell__variance *v = &share->part.variance;
  double counted = of_count(share);
  return counted > 0 ? fmax(v->sampling + v->rounding - counted, 0) : 0;
}

static int leaves_out_too_much(const tell__stats_counted *first,
                               const tell__stats_counted *second) {
  const tell__variance *v = &first->part.variance, *w = &second->part.variance;
  double all = v->sampling + v->rounding + w->sampling + w->rounding;
  return !(beside_count(first) + beside_count(second) <= left_out_most * all);
}

static tell__stats_difference test_by(const tell__stats_counted *first,
                                      const tell__stats_counted *second, int32_t is_inside,
                                      tell__stats_share_test test, double level) {
  double n1 = first->part.n, n2 = second->part.n;
  tell__stats_difference made =
      is_inside ? tell__stats_child_share(first->x, n1, second->x, n2, test, level)
                : tell__stats_share_difference(first->x, n1, second->x, n2, test, level);
  if (made.has_p || test != TELL__STATS_TEST_FISHER)
    return made;
  return test_by(first, second, is_inside, TELL__STATS_TEST_CHISQ, level);
}

/* Difference and standard error are those of the shares as they stand; the interval lies around
 * them as it does around the difference of the counts. */
static void move_to(const tell__estimate *normal, tell__estimate *counted) {
  double moved = normal->value - 100 * counted->value;
  counted->value = normal->value;
  counted->se = normal->se;
  counted->n = normal->n;
  counted->lo = 100 * counted->lo + moved;
  counted->hi = 100 * counted->hi + moved;
  tell__stats_hold_value(counted);
}

tell__stats_difference tell__stats_counted_difference(const tell__stats_difference *normal,
                                                      const tell__stats_counted *first,
                                                      const tell__stats_counted *second,
                                                      int32_t is_inside,
                                                      tell__stats_share_test test, double level) {
  if (!normal->has_p || !first->has_x || !second->has_x || leaves_out_too_much(first, second))
    return *normal;
  tell__stats_difference made = test_by(first, second, is_inside, test, level);
  if ((test != TELL__STATS_TEST_NONE && !made.has_p) || !tell__stats_has_interval(&made.estimate))
    return *normal;
  move_to(&normal->estimate, &made.estimate);
  made.df = 0;
  return made;
}
