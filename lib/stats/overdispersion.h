/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether units lie wider around a target than chance makes them. */
#ifndef TELL_STATS_OVERDISPERSION_H
#define TELL_STATS_OVERDISPERSION_H

#include "stats/stats.h"
#include "telling/base.h"

/** The share of z values that is pulled in on each side, when nothing else is asked for. */
#define TELL__STATS_WINSOR 0.1

/** What was found. Numbers are 0 unless the state is OK. */
typedef struct tell__stats_overdispersion {
  double target; /* as given, or of all units together */
  double phi;    /* mean squared z after pulling in: 1 when there is chance only */
  double tau2;   /* variance between units beyond chance, on the scale of z's numerator */
  double q;      /* sum of squared z, nothing pulled in */
  double p;      /* upper tail of chi-square(units − 1) at q */
  double units;
  tell_stat_state state;
} tell__stats_overdispersion;

/**
 * Overdispersion of means around a target, z_i = (y_i − target)/se_i:
 *   φ = Σ z²/I,  τ² = max(0, (Iφ − (I − 1))/(Σw − Σw²/Σw)),  w = 1/se²
 * where φ is of z values pulled in to their quantiles at `winsor` and
 * 1 − winsor (type 7 of Hyndman & Fan), so that a few units that really
 * differ do not widen the funnel for all. φ <= 1 gives τ² = 0. q and p are of
 * the z values as they are; I − 1 degrees of freedom because the target is in
 * practice the mean of the same units.
 * @param target NULL: Σwy/Σw.
 * @param winsor 0 to below 0.5; 0 pulls nothing in.
 * @return TELL_OK; TELL_E_MEMORY, then out->state is MISSING.
 * States: OK; TOO_FEW_POINTS (fewer than 3 units); DOMAIN_ERROR (se <= 0, not
 * a number, winsor, target).
 * References: Spiegelhalter 2005, Stat. Med. 24, 1185-1202; DerSimonian & Laird 1986.
 */
tell_status tell__stats_overdispersion_means(const double *y, const double *se, size_t count,
                                             const double *target, double winsor,
                                             tell__stats_overdispersion *out);

/**
 * The same for shares x of n, on the arcsine scale:
 *   y = asin√((x + 3/8)/(n + 3/4)),  se² = 1/(4n + 2),  target asin√target,
 * which is defined for x = 0 and x = n too (Anscombe 1948). τ² is in squared
 * radians, as tell__stats_funnel_arcsine() takes it; out->target is a share.
 * Units with n = 0 are passed over.
 * @param target NULL: Σx/Σn.
 * States: as above; DOMAIN_ERROR also for x > n, x < 0, a target outside 0 to 1.
 */
tell_status tell__stats_overdispersion_shares(const double *x, const double *n, size_t count,
                                              const double *target, double winsor,
                                              tell__stats_overdispersion *out);

#endif
