/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The door to GSL: one function for each function of GSL that the library
 * uses. Each checks that its arguments are finite and in the domain before the
 * call, because GSL answers a bad argument by calling its error handler, which
 * ends the process unless the host has changed it; the library neither sets
 * nor reaches that handler. Only distribution functions that run forward are
 * here: the inverse ones of GSL can fail to converge, or never return.
 *
 * All give TELL_STAT_OK, or TELL_STAT_DOMAIN_ERROR with *out = 0.
 */
#ifndef TELL_STATS_GSL_CDF_H
#define TELL_STATS_GSL_CDF_H

#include "stats/stats.h"

/** P(Z > x), Z standard normal; any finite x. */
tell_stat_state tell__stats_gsl_normal_upper(double x, double *out);

/** P(T > x), T Student's t with `df` degrees of freedom; any finite x, df in [1, 1e12]. */
tell_stat_state tell__stats_gsl_t_upper(double x, double df, double *out);

/** P(X > x), X chi-square with `df` degrees of freedom; x >= 0, df in (0, 1e6]. */
tell_stat_state tell__stats_gsl_chisq_upper(double x, double df, double *out);

#endif
