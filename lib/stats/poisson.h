/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals for a number of events and for a rate: events over an exposure. */
#ifndef TELL_STATS_POISSON_H
#define TELL_STATS_POISSON_H

#include "stats/stats.h"

/** The largest number of events that an exact interval is made for. */
#define TELL__STATS_EXACT_EVENTS 400000

/**
 * The exact interval of a rate, events / exposure × scale:
 *   lo: P(X >= events | μ) = α/2,   hi: P(X <= events | μ) = α/2,   α = 1 − level
 * for a Poisson X with mean μ, which is then divided by the exposure. The tails
 * are those of the gamma distribution with shape events (lo), events + 1 (hi).
 * value and limits are in events per `scale` of exposure; n is the exposure;
 * se is half the width over z, as for shares.
 *
 * Edges: no events have lo = 0 exactly.
 * Methods "poisson_exact"; "poisson_exact_fractional" when the events are no
 * whole number. States: OK; EMPTY (no exposure, no events); NOT_POSSIBLE (more
 * events than TELL__STATS_EXACT_EVENTS: value without interval); DOMAIN_ERROR
 * (events < 0, exposure < 0, events without exposure, scale <= 0, not a number,
 * a result that is none, level).
 * Reference: Garwood 1936, Biometrika 28, 437-442.
 */
tell__estimate tell__stats_rate_exact(double events, double exposure, double scale, double level);

/**
 * Byar's interval of a rate:
 *   lo: x(1 − 1/(9x) − z/(3√x))³,   hi: y(1 − 1/(9y) + z/(3√y))³,   y = x + 1
 * over the exposure. Where the bracket of lo is negative (few events at a high
 * level) lo is 0; PHEindicatormethods gives none there.
 * Methods "poisson_byar", "poisson_byar_fractional". States: as the exact one,
 * without NOT_POSSIBLE.
 * Reference: Breslow & Day 1987, IARC Scientific Publications 82, p. 69.
 */
tell__estimate tell__stats_rate_byar(double events, double exposure, double scale, double level);

/**
 * The convention of PHEindicatormethods: exact below 10 events, Byar from 10.
 */
tell__estimate tell__stats_rate_phe(double events, double exposure, double scale, double level);

#endif
