/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/stats_intervals.h
 * Intervals for one figure: a share of a group.
 */
#ifndef TELLING_STATS_INTERVALS_H
#define TELLING_STATS_INTERVALS_H

#include "stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How the interval of a share is made. */
enum {
  TELL_PROPORTION_WILSON = 1 /**< Wilson's score interval; the default choice */
};

/**
 * Gives the share x of n with its interval; all proportions, 0 to 1.
 *
 * Formula: Wilson: (2x + z² ∓ z·√(z² + 4x(1 − x/n))) / (2(n + z²)), value x/n;
 * se is half the width of the interval over z, and so above 0 also for x = 0
 * and x = n.
 *
 * Edges: n = 0: `empty`. x = 0 has lo = 0 exactly, x = n has hi = 1 exactly.
 * x or n that is no whole number (weighted counts): method "wilson_fractional".
 *
 * Reference: Wilson 1927, JASA 22, 209-212; Newcombe 1998, Statistics in
 * Medicine 17, 857-872 (method 3).
 *
 * @param x how many have the attribute, 0 to n.
 * @param n how many there are, from 0.
 * @param method one of TELL_PROPORTION_….
 * @param level of the interval, between 0 and 1.
 * @param out receives the result. Methods "wilson", "wilson_fractional"; states
 *        `ok`, `empty`, `domain_error`.
 * @return #TELL_OK, #TELL_E_ARGUMENT (unknown method, NULL).
 * @since 0.1
 */
TELL_API tell_status tell_stats_proportion(double x, double n, int32_t method, double level,
                                           tell_statistic *out, tell_error *err);

#ifdef __cplusplus
}
#endif

#endif
