/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shares against each other by how many pupils they count. The standard error of
 * a share comes from the share itself: too small where few have the attribute,
 * so that among many schools a normal test raises far too many alarms.
 */
#ifndef TELL_ANALYSIS_COUNTED_H
#define TELL_ANALYSIS_COUNTED_H

#include "analysis/figures.h"
#include "stats/difference.h"

/** How many of the n pupils behind a share have the attribute: 1, or 0 where no count is behind
 * it. Where only the published share is there, the whole number nearest to it. */
int tell__counted_pupils(const tell__figures *figures, int64_t row, double *x);

/** A share with its count. */
typedef struct tell__counted {
  double x;
  const tell__stats_part *part;
} tell__counted;

/**
 * Gives `found`, the difference of two shares in per cent, Newcombe's interval and the p of
 * Fisher's test (chi-square where it has too many tables); as it is where more than a
 * hundredth of the variances is not of the counts, as published rounding of many pupils, and where
 * the counts contradict each other.
 * @param is_inside the first one's pupils are among the second one's.
 */
void tell__counted_test(const tell__counted *first, const tell__counted *second, int is_inside,
                        double level, tell__stats_difference *found);

#endif
