/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals for a share x of n. Results are proportions, 0 to 1. */
#ifndef TELL_STATS_PROPORTION_H
#define TELL_STATS_PROPORTION_H

#include "stats/stats.h"

/**
 * The Wilson score interval of x of n:
 *   (2x + z² ∓ z·√(z² + 4x(1 − x/n))) / (2(n + z²))
 * computed in a form that does not subtract nearly equal numbers.
 * value = x/n. se = half the width of the interval over z, as Fingertips takes
 * it from published limits: unlike √(p(1−p)/n) it is above 0 for x = 0 and
 * x = n, and can serve as the known standard error of a year. At those ends
 * the interval is not centred on the value.
 *
 * Edges: x = 0 has lo = 0 exactly, x = n has hi = 1 exactly; lo <= value <= hi.
 * Method "wilson"; "wilson_fractional" when x or n is not a whole number
 * (weighted counts), to be read with care.
 * States: OK; EMPTY (n = 0 and x = 0); DOMAIN_ERROR (x < 0, x > n, n < 0, not a
 * number, level not in (0, 1)).
 * Reference: Wilson 1927, JASA 22, 209-212; Newcombe 1998, Stat. Med. 17,
 * 857-872 (method 3).
 */
tell__estimate tell__stats_proportion_wilson(double x, double n, double level);

#endif
