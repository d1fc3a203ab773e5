/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Theil-Sen slope. */
#ifndef TELL_STATS_THEIL_SEN_H
#define TELL_STATS_THEIL_SEN_H

#include "stats/stats.h"
#include "telling/base.h"

/**
 * The median of the slopes of all pairs of points with different years, per
 * year; se is not used. The points may come in any order. Without interval:
 * `level` is 0 also when the state is OK. n = number of points.
 *
 * Method "theil_sen". States: OK; TOO_FEW_POINTS (no pair with different
 * years); DOMAIN_ERROR (not a number, or years closer than the slope can bear).
 * @return TELL_OK; TELL_E_MEMORY; TELL_E_LIMIT above TELL__STATS_MOST_POINTS.
 *         Unless TELL_OK, *out is an estimate without value (MISSING).
 * Reference: Sen 1968, JASA 63, 1379-1389.
 */
tell_status tell__stats_theil_sen(const tell__stats_point *points, size_t count,
                                  tell__estimate *out);

#endif
