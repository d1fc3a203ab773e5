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
 * A level so near 0 that z is 0 has lo = value = hi and se = √(p(1−p)/n), what
 * the formula goes to.
 * Method "wilson"; "wilson_fractional" when x or n is not a whole number
 * (weighted counts), to be read with care.
 * States: OK; EMPTY (n = 0 and x = 0); DOMAIN_ERROR (x < 0, x > n, n < 0, not a
 * number, level not in (0, 1)).
 * Reference: Wilson 1927, JASA 22, 209-212; Newcombe 1998, Stat. Med. 17,
 * 857-872 (method 3).
 */
tell__estimate tell__stats_proportion_wilson(double x, double n, double level);

/** The largest n that an exact or Jeffreys interval is made for. */
#define TELL__STATS_EXACT_SHARES 1000000

/**
 * The exact interval (Clopper and Pearson): the p at which x or more, and x or
 * fewer, have probability α/2, α = 1 − level:
 *   lo: I_p(x, n − x + 1) = α/2,   hi: 1 − I_p(x + 1, n − x) = α/2
 * with I the incomplete beta function, inverted inside the bracket 0 to 1. It
 * covers at least `level` for every true share and is wider than Wilson's.
 *
 * Edges: x = 0 has lo = 0, x = n has hi = 1 exactly. se as for Wilson. Relative
 * error below 1e-11, for fewer than 10 of more than 100 000 below 1e-9.
 * Methods "exact", "exact_fractional". States: those of Wilson, and
 * NOT_POSSIBLE (n above TELL__STATS_EXACT_SHARES, or a tail too small to be
 * computed: value without interval).
 * Reference: Clopper & Pearson 1934, Biometrika 26, 404-413.
 */
tell__estimate tell__stats_proportion_exact(double x, double n, double level);

/**
 * Jeffreys' interval: quantiles α/2 and 1 − α/2 of the beta distribution with
 * shapes x + ½ and n − x + ½; lo = 0 for x = 0 and hi = 1 for x = n.
 * Below a level of about 0.3 it need not hold the value.
 * Methods "jeffreys", "jeffreys_fractional". States: as for the exact one.
 * Reference: Brown, Cai & DasGupta 2001, Statistical Science 16, 101-133.
 */
tell__estimate tell__stats_proportion_jeffreys(double x, double n, double level);

#endif
