/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much pupils differ within units and between them, from what is known of the units. */
#ifndef TELL_STATS_SPREAD_H
#define TELL_STATS_SPREAD_H

#include "stats/stats.h"

/** The two parts of the variance of all pupils; a part counts where its state is OK. */
typedef struct tell__stats_spread {
  double within, between;
  tell_stat_state within_state, between_state;
} tell__stats_spread;

/**
 * The variance of the pupils of all units taken together (divisor N − 1), in two parts:
 *   within = Σ SS_i/(N − 1),  between = Σ n_i(y_i − y)²/(N − 1),  y = Σ n_i·y_i/N
 * with SS_i = (n_i − 1)·n_i·v_i for means, v_i the sampling variance of the unit's mean (sd²/n),
 * and SS_i = n_i·y_i·(100 − y_i) for shares in per cent, which need no v. Exactly what the pupils
 * themselves would give (sums of squares of one-way analysis of variance).
 * Parts with n = 0 are passed over.
 * States: OK; EMPTY (no pupils); TOO_FEW_POINTS (N = 1); NO_SPREAD (of within: a variance is
 * missing); MISSING (an n is missing); DOMAIN_ERROR (n < 0, a share outside 0 to 100, a
 * negative variance, not a number).
 */
tell__stats_spread tell__stats_spread_of(const tell__stats_part *parts, size_t count,
                                         int32_t are_shares);

#endif
