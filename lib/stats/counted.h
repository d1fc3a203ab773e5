/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published shares against each other by how many pupils they count. */
#ifndef TELL_STATS_COUNTED_H
#define TELL_STATS_COUNTED_H

#include "stats/difference.h"

/** A share in per cent, as it was published or computed, with its count. */
typedef struct tell__stats_counted {
  tell__stats_part part;
  int32_t has_x; /* 1: x of part.n have the attribute */
  double x;
} tell__stats_counted;

/**
 * The count behind a share: `x` where it is known, else the whole number nearest to the published
 * share times n: a share of n pupils with one decimal has one count as long as n is below 1000.
 * Without n, with n = 0, and where x is no count of n, has_x is 0.
 */
tell__stats_counted tell__stats_counted_share(const tell__stats_part *part, int32_t has_x,
                                              double x);

/**
 * The difference of two shares in per cent, first − second, where the standard error that each
 * share gives itself is no good guide: it is too small where few have the attribute, so that of
 * schools that do not differ up to 9 % do by a normal interval of 95 %.
 *   d = y1 − y2 of the shares as they stand, se that of `normal`
 *   lo, hi: Newcombe's method 10 of the counts, moved by d − (x1/n1 − x2/n2)
 * and p by `test` of the counts (tell__stats_share_difference()), df 0: no t distribution is in it.
 * Where the first one's pupils are among the second one's, the counts are those of the first and of
 * the others, and the interval is that of the difference from all of them
 * (tell__stats_child_share()).
 *
 * `normal` as it is where a count is not known; where it has no test; where the counts contradict
 * each other (more in the part than in the whole); where n of the part is not below that of the
 * whole; and where more than a hundredth of both variances is not of the counts, max of
 * x/n·(1 − x/n)/n and the same of the share as it stands: published rounding of many pupils, whose
 * interval would be too narrow by the counts alone.
 * @param normal the difference with its normal interval and test.
 * @param is_inside 1: the first one's pupils are among the second one's.
 * @param test Fisher's gives way to chi-square where it has too many tables; without a test there
 * is no p, and the interval is the same. Methods: those of the two functions named. Reference:
 * Newcombe 1998, Stat. Med. 17, 873-890.
 */
tell__stats_difference tell__stats_counted_difference(const tell__stats_difference *normal,
                                                      const tell__stats_counted *first,
                                                      const tell__stats_counted *second,
                                                      int32_t is_inside,
                                                      tell__stats_share_test test, double level);

#endif
