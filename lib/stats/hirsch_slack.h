/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One Mann-Kendall test for several series side by side: schools, subjects, boys and girls. */
#ifndef TELL_STATS_HIRSCH_SLACK_H
#define TELL_STATS_HIRSCH_SLACK_H

#include "stats/stats.h"
#include "telling/base.h"

/** How the series hang together. */
typedef int32_t tell__stats_strata_method;

enum {
  TELL__STRATA_INDEPENDENT = 1, /* Var S is the sum of the variances */
  TELL__STRATA_COVARIANCE = 2   /* and of the covariances that the ranks give */
};

/** A value of a year in a stratum. */
typedef struct tell__stats_stratum_point {
  tell__stats_point point;
  int32_t stratum;
} tell__stats_stratum_point;

/** A test over strata. There is one when slope has a value. */
typedef struct tell__stats_hirsch_slack {
  tell__estimate slope; /* median slope within strata, per year, without interval; n = points */
  double s, variance, z, p;
  double tau;       /* S / pairs within strata */
  double intercept; /* median y − slope · median year, over all points */
  double strata;    /* those with at least two years */
} tell__stats_hirsch_slack;

/**
 * S = Σ S_g, Var S = Σ Var S_g (+ Σ_{g≠h} Cov S_g S_h), z = (S − sign S)/√Var S,
 * two-sided normal p; S_g and its variance with ties as in
 * tell__stats_mann_kendall_test(), pairs only within a stratum. The slope is
 * the median of all pair slopes within strata.
 * COVARIANCE: Cov S_g S_h = [K + 4Σ_i R_ig R_ih − k(k_g+1)(k_h+1)]/3 over the k
 * years that any of the strata has, K = Σ_{i<j} sign(y_jg − y_ig)·sign(y_jh − y_ih),
 * R mid-ranks within the stratum and (k_g+1)/2 for a year that it does not have.
 *
 * Methods "hirsch_slack", "hirsch_slack_covariance". Strata with one year are
 * left out. States: OK; TOO_FEW_POINTS (no stratum with two years);
 * ZERO_VARIANCE (every stratum constant, or series that cancel: p = 1);
 * DOMAIN_ERROR (a year twice in a stratum, not a number, tolerance < 0, method).
 * @return TELL_OK; TELL_E_MEMORY; TELL_E_LIMIT above TELL__STATS_MOST_POINTS.
 * Reference: Hirsch, Slack & Smith 1982, Water Resources Research 18, 107-121;
 * Hirsch & Slack 1984, 20, 727-732 (covariance, after Dietz & Killeen 1981).
 */
tell_status tell__stats_hirsch_slack_test(const tell__stats_stratum_point *points, size_t count,
                                          tell__stats_strata_method method, double tie_tolerance,
                                          tell__stats_hirsch_slack *out);

#endif
