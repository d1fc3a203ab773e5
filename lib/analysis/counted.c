/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of shares by their counts; see the header. */
#include "analysis/counted.h"

#include <math.h>

#include "analysis/spread.h"
#include "stats/parent.h"

/* What of the variance counts may leave out: published rounding, mostly. */
static const double left_out_most = 0.01;

int tell__counted_pupils(const tell__figures *figures, int64_t row, double *x) {
  int64_t numerator = 0, n = 0;
  double value = 0;
  if (!tell__spread_is_share(figures, row) ||
      !tell__figure_real(figures, TELL__FIGURE_value, row, &value) ||
      !tell__figure_whole(figures, TELL__FIGURE_n, row, &n) || n <= 0)
    return 0;
  if (tell__figure_whole(figures, TELL__FIGURE_numerator, row, &numerator))
    *x = (double)numerator;
  else
    *x = round(value / 100 * (double)n);
  return *x >= 0 && *x <= (double)n;
}

static double binomial(double p, double n) { return 10000 * p * (1 - p) / n; }

/* The variance of a share that its count gives; the share as published has one a little other. */
static double of_count(const tell__counted *share) {
  double n = share->part->n;
  return fmax(binomial(share->x / n, n), binomial(share->part->value / 100, n));
}

/* What a variance holds beside that; of nobody and of all the count gives none to compare with. */
static double beside_count(const tell__counted *share) {
  const tell__variance *v = &share->part->variance;
  double counted = of_count(share);
  return counted > 0 ? fmax(v->sampling + v->rounding - counted, 0) : 0;
}

static int leaves_out_too_much(const tell__counted *first, const tell__counted *second) {
  const tell__variance *v = &first->part->variance, *w = &second->part->variance;
  double all = v->sampling + v->rounding + w->sampling + w->rounding;
  return !(beside_count(first) + beside_count(second) <= left_out_most * all);
}

static tell__stats_difference test_by(const tell__counted *first, const tell__counted *second,
                                      int is_inside, tell__stats_share_test test, double level) {
  double n1 = first->part->n, n2 = second->part->n;
  return is_inside ? tell__stats_child_share(first->x, n1, second->x, n2, test, level)
                   : tell__stats_share_difference(first->x, n1, second->x, n2, test, level);
}

void tell__counted_test(const tell__counted *first, const tell__counted *second, int is_inside,
                        double level, tell__stats_difference *found) {
  const double difference = found->estimate.value;
  if (!found->has_p || leaves_out_too_much(first, second))
    return;
  tell__stats_difference made = test_by(first, second, is_inside, TELL__STATS_TEST_FISHER, level);
  if (!made.has_p)
    made = test_by(first, second, is_inside, TELL__STATS_TEST_CHISQ, level);
  if (!made.has_p || !tell__stats_has_interval(&made.estimate))
    return;
  /* Difference and standard error are those of the shares as they stand; the interval lies around
   * them as it does around the difference of the counts. */
  tell__estimate *e = &made.estimate;
  double moved = difference - 100 * e->value;
  e->value = difference;
  e->se = found->estimate.se;
  e->n = found->estimate.n;
  e->lo = 100 * e->lo + moved;
  e->hi = 100 * e->hi + moved;
  made.df = 0;
  *found = made;
}
