/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Mann-Kendall test for a steady rise or fall, exact also with ties. */
#ifndef TELL_STATS_MANN_KENDALL_H
#define TELL_STATS_MANN_KENDALL_H

#include "stats/stats.h"
#include "telling/base.h"

/** Up to this number of points the p value is exact, above it normal (170! is the last factorial in
 * a double). */
#define TELL__STATS_EXACT_POINTS 170

/** A Mann-Kendall test. There is a test when `method` is not NULL; numbers are 0 otherwise. */
typedef struct tell__stats_mann_kendall {
  double s;           /* pairs that rise minus pairs that fall */
  double p;           /* two-sided */
  double p_smallest;  /* the smallest p that any order of these values could give */
  double n;           /* points */
  const char *method; /* "mann_kendall_exact" or "mann_kendall_normal" */
  tell__stat_state state;
} tell__stats_mann_kendall;

/**
 * S = Σ_{i<j} sign(y_j − y_i), years in order, and P(|S'| >= |S|) over all
 * equally likely orders S' of the same values.
 *
 * Exact p: with tie groups of t_i values, the number D of falling pairs has
 * the generating function [k]_q! / Π [t_i]_q! (MacMahon's theorem for words
 * with repeated letters), and S = k(k−1)/2 − Σ t_i(t_i−1)/2 − 2D. The counts
 * are whole numbers in doubles: exact up to k = 18 (all below 2^53), the last
 * bit of p at 20, about 1e-14 of p at 170. Above that: normal with continuity correction and
 * tie-corrected variance.
 * p_smallest = 2·Π t_i!/k! for the exact test (1 for a constant series): with
 * four years without ties it is 1/12, so no order could be significant.
 *
 * @param tie_tolerance values are tied when the gap to the next larger one is
 *        at most this (0: equal values only). Gaps chain: 1.0, 1.1, 1.2 are
 *        one group at 0.1. Made for values that differ only by computing.
 * @return TELL_OK; TELL_E_MEMORY; TELL_E_LIMIT above TELL__STATS_MOST_POINTS.
 *         Unless TELL_OK, *out holds no test (MISSING).
 * States: OK; ZERO_VARIANCE (constant: S = 0, p = 1); TOO_FEW_POINTS (k < 2);
 * DOMAIN_ERROR (a year twice, not a number, tolerance < 0).
 * Reference: Kendall 1975, Rank Correlation Methods; MacMahon 1915; Best &
 * Gipps 1974 (AS 71) for the case without ties.
 */
tell_status tell__stats_mann_kendall_test(const tell__stats_point *points, size_t count,
                                          double tie_tolerance, tell__stats_mann_kendall *out);

#endif
