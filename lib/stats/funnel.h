/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Funnel limits: where a unit of a given size lies by chance alone when its
 * true level is the target. Every function gives an estimate whose value is
 * the target and whose interval is the two limits at `level`; n is the size.
 * The limits never cross when the level grows.
 *
 * States of all: OK; ZERO_VARIANCE (the limits meet, such as at target 0);
 * EMPTY (size 0); DOMAIN_ERROR (target outside its range, a size that cannot
 * be, tau2 < 0, not a number, level not in (0, 1)).
 */
#ifndef TELL_STATS_FUNNEL_H
#define TELL_STATS_FUNNEL_H

#include "stats/stats.h"

/**
 * Exact binomial limits for a share of n (whole, at most 1 000 000), with
 * interpolation: r the smallest count with F(r) >= p,
 *   limit = (r − (F(r) − p)/f(r))/n,  p = (1 ∓ level)/2,
 * not below 0. As published the two limits are not each other's mirror image:
 * those of 1 − target are not 1 − those of target but lie 1/n off, and the
 * upper tail beyond the upper limit is larger than (1 − level)/2.
 * Method "funnel_binomial". Reference: Spiegelhalter 2005, Stat. Med. 24, 1185-1202, A.1.1.
 */
tell__estimate tell__stats_funnel_binomial(double target, double n, double level);

/**
 * The same with the upper limit as mirror image of the lower one:
 *   hi(target) = 1 − lo(1 − target).
 * A count lies beyond a limit exactly when the binomial tail from the count
 * outwards has less than (1 − level)/2, on both sides.
 * Method "funnel_binomial_mirrored".
 */
tell__estimate tell__stats_funnel_binomial_mirrored(double target, double n, double level);

/**
 * The share whose Wilson limit touches the target. The Wilson interval
 * inverts the score test, so this is target ± z·√(target(1 − target)/n), cut
 * at 0 and 1. n need not be whole.
 * Method "funnel_wilson". Reference: PHEindicatormethods calculate_funnel_limits().
 */
tell__estimate tell__stats_funnel_wilson(double target, double n, double level);

/**
 * Limits for observed/expected of a Poisson count with `expected` events, in
 * gamma quantiles (χ² of twice the shape, halved): with G(shape),
 *   lo = G⁻¹_{E}(α/2)/E,  hi = G⁻¹_{E+1}(1 − α/2)/E.
 * Value 1, n the expected count (above 0, at most 400 000).
 * Method "funnel_poisson". Reference: FunnelPlotR.
 */
tell__estimate tell__stats_funnel_poisson(double expected, double level);

/**
 * Limits for observed/expected by the exact interval of the observed count:
 * the (fractional) count whose exact Poisson limit touches the expected one,
 *   P(G(O_lo + 1) <= E) = 1 − α/2,  P(G(O_hi) <= E) = α/2.
 * lo is 0 where even no event at all would not be too few.
 * Method "funnel_poisson_touch". Reference: PHEindicatormethods calculate_funnel_points().
 */
tell__estimate tell__stats_funnel_poisson_touch(double expected, double level);

/**
 * Limits for a mean with known standard error, as wide as chance and the
 * variance between units together: target ± z·√(se² + tau2). se is that of
 * the unit; n is 0. tau2 = 0: without overdispersion.
 * Method "funnel_mean", with tau2 > 0 "funnel_mean_overdispersed".
 * Reference: Spiegelhalter 2005, Stat. Med. 24, 1185-1202.
 */
tell__estimate tell__stats_funnel_mean(double target, double se, double tau2, double level);

/**
 * Limits for a share of n on the arcsine scale, with a variance between units:
 *   sin²(asin√target ± z·√(1/(4n + 2) + tau2)),
 * the angle cut at 0 and π/2. 1/(4n + 2) is the variance of the angle of
 * Anscombe's (x + 3/8)/(n + 3/4).
 * Method "funnel_arcsine", with tau2 > 0 "funnel_arcsine_overdispersed".
 * References: Anscombe 1948, Biometrika 35, 246-254; Spiegelhalter 2005.
 */
tell__estimate tell__stats_funnel_arcsine(double target, double n, double tau2, double level);

#endif
