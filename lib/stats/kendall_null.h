/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many pairs fall when the order of the values is pure chance: what Kendall's S is judged by.
 */
#ifndef TELL_STATS_KENDALL_NULL_H
#define TELL_STATS_KENDALL_NULL_H

#include <stddef.h>

#include "telling/base.h"

/** Up to this number of values probabilities are exact (170! is the last factorial in a double). */
#define TELL__STATS_EXACT_POINTS 170

/**
 * P(D <= most), D the number of falling pairs among equally likely orders of
 * values with tie groups of sizes[g] values. With k = Σ sizes, D has the
 * generating function [k]_q! / Π [sizes_g]_q! (MacMahon's theorem for words
 * with repeated letters). The counts are whole numbers in doubles: exact up to
 * k = 18 (all below 2^53), about 1e-14 at 170.
 * @param most at most half of all pairs of different values.
 * @param orders receives how many different orders there are: k!/Π sizes_g!.
 * @return TELL_OK, TELL_E_MEMORY.
 * Reference: MacMahon 1915, Combinatory Analysis; Kendall 1975.
 */
tell_status tell__stats_kendall_tail(const size_t *sizes, size_t groups, size_t most, double *share,
                                     double *orders);

/**
 * The same for `count` values without ties; for up to 10 values from a table of
 * whole numbers, without allocation. `count` is at most TELL__STATS_EXACT_POINTS.
 * Reference: Best & Gipps 1974, Applied Statistics 23, 98-100 (AS 71).
 */
tell_status tell__stats_kendall_tail_no_ties(size_t count, size_t most, double *share);

/** 2/k!: the smallest two-sided p of k values without ties; at most 1. */
double tell__stats_kendall_smallest_p(size_t count);

#endif
