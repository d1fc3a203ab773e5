/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Mann-Kendall test for a steady rise or fall, exact also with ties. */
#ifndef TELL_STATS_MANN_KENDALL_H
#define TELL_STATS_MANN_KENDALL_H

#include "stats/kendall_null.h"
#include "stats/stats.h"
#include "telling/base.h"

/** What S is judged by. */
typedef int32_t tell__stats_kendall_method;

enum {
  TELL__KENDALL_EXACT = 1,       /* all orders of these very values, ties and all */
  TELL__KENDALL_NO_TIES = 2,     /* the table for values that all differ, whatever the ties */
  TELL__KENDALL_NORMAL = 3,      /* normal, tie-corrected variance, continuity correction */
  TELL__KENDALL_NORMAL_PLAIN = 4 /* normal, tie-corrected variance */
};

/** A Mann-Kendall test. There is a test when `method` is not NULL; numbers are 0 otherwise. */
typedef struct tell__stats_mann_kendall {
  double s;           /* pairs that rise minus pairs that fall */
  double p;           /* two-sided */
  double p_smallest;  /* the smallest p that any order of these values could give */
  double n;           /* points */
  double variance;    /* of S when order is chance, with ties */
  double z;           /* (|S| - 1)/sd with the sign of S; plain: S/sd; 0 for a constant series */
  double pairs;       /* pairs of different values: the largest S there can be */
  const char *method; /* "mann_kendall_exact", "mann_kendall_no_ties", "mann_kendall_normal",
                         "mann_kendall_normal_plain" */
  tell_stat_state state;
} tell__stats_mann_kendall;

/**
 * S = Σ_{i<j} sign(y_j − y_i), years in order, and P(|S'| >= |S|) over all
 * equally likely orders S' of the same values.
 *
 * TELL__KENDALL_EXACT: p by tell__stats_kendall_tail() from the tie groups, as
 * S = (pairs of different values) − 2·(falling pairs). Exact up to k = 18, the last
 * bit of p at 20, about 1e-14 of p at 170. Above 170 points both exact methods
 * become the normal one.
 * TELL__KENDALL_NO_TIES: the distribution of k different values, as printed
 * tables have it, also where values are tied; p is then too large or too small.
 * Without ties it is the exact one.
 * Var S = [k(k−1)(2k+5) − Σ t(t−1)(2t+5)]/18.
 * p_smallest = 2·Π t_i!/k! for the exact test (1 for a constant series; 2/k!
 * by the no-ties table): with four years without ties it is 1/12, so no order
 * could be significant.
 *
 * @param tie_tolerance values are tied when the gap to the next larger one is
 *        at most this (0: equal values only). Gaps chain: 1.0, 1.1, 1.2 are
 *        one group at 0.1. Made for values that differ only by computing.
 * @return TELL_OK; TELL_E_MEMORY; TELL_E_LIMIT above TELL__STATS_MOST_POINTS.
 *         Unless TELL_OK, *out holds no test (MISSING).
 * States: OK; ZERO_VARIANCE (constant: S = 0, p = 1); TOO_FEW_POINTS (k < 2);
 * DOMAIN_ERROR (a year twice, not a number, tolerance < 0, no such method).
 * Reference: Mann 1945, Econometrica 13, 245-259; Kendall 1975, Rank
 * Correlation Methods.
 */
tell_status tell__stats_mann_kendall_test(const tell__stats_point *points, size_t count,
                                          tell__stats_kendall_method method, double tie_tolerance,
                                          tell__stats_mann_kendall *out);

#endif
