/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inverting a function that only goes one way inside a bracket, to the last
 * bits of a double (Chandrupatla 1997, Advances in Engineering Software 28,
 * 145-149). The one way in which this library finds quantiles and limits: it
 * always ends, whatever the function does.
 */
#ifndef TELL_STATS_INVERT_H
#define TELL_STATS_INVERT_H

#include "stats/stats.h"

/** A function of x that rises or falls; `context` is its own. A state other than OK ends the
 * search. */
typedef tell_stat_state (*tell__stats_curve)(double x, const void *context, double *out);

/**
 * The x between x1 and x2 where curve(x) = target; the curve less the target
 * must have different signs at x1 and x2 (or be 0 at one of them).
 * @return OK; DOMAIN_ERROR with *x = 0 where the curve has no value at a step.
 */
tell_stat_state tell__stats_invert(tell__stats_curve curve, const void *context, double target,
                                   double x1, double x2, double *x);

#endif
