/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimate of one observation: its value with the interval that its numbers allow. */
#ifndef TELL_INDICATORS_ESTIMATE_H
#define TELL_INDICATORS_ESTIMATE_H

#include "indicators/rows.h"

#define TELL__CONFIDENCE 0.95

/** The row of an observation, all but what needs other rows (participation, difference). */
tell__row tell__estimate_row(const tell__observation *observation, int64_t index,
                             const tell_catalogue *catalogue);

/**
 * The share x of n in per cent with its Wilson interval, and its variance
 * without rounding. The value is x/n; the method is that of the interval.
 */
tell__estimate tell__estimate_share(double x, double n, double *variance);

/** The row as a part of a mean or of a comparison. */
tell__stats_part tell__estimate_part(const tell__row *row);

#endif
