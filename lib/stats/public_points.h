/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a caller's arrays to points; for the public functions of telling/stats_series.h. */
#ifndef TELL_STATS_PUBLIC_POINTS_H
#define TELL_STATS_PUBLIC_POINTS_H

#include "base/alloc.h"
#include "stats/statistic.h"

/**
 * Makes points of arrays; `ses` may be NULL. The caller frees *out, which is
 * never NULL on success.
 * @return TELL_OK; TELL_E_ARGUMENT (an array is NULL and count is not 0);
 *         TELL_E_LIMIT; TELL_E_MEMORY.
 */
tell_status tell__points_make(const double *years, const double *values, const double *ses,
                              size_t count, tell__stats_point **out, tell_error *err);

/** Gives points the se whose weight 1/se² is weights[i]; one that is not above 0 gets se −1, which
 * no fit accepts. NULL leaves them without. */
void tell__points_weigh(const double *weights, size_t count, tell__stats_point *points);

#endif
