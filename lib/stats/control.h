/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Control charts: what a series does when only its usual variation is at work.
 *
 * Points come in order; those that `excluded` marks (1, NULL for none) take no
 * part, as if they were not there: the moving range goes over them. `baseline`
 * freezes the limits on the first so many points (0: all; excluded ones count
 * as places). Limits lie 3 sigma out, where sigma comes from moving ranges by
 * the tabulated d2 = 1.128 (2/√π = 1.12838 in full), as in textbooks and other
 * tools. Under TELL__STATS_CHART_TRIAL points in the baseline they are trial
 * limits.
 */
#ifndef TELL_STATS_CONTROL_H
#define TELL_STATS_CONTROL_H

#include "stats/stats.h"

#define TELL__STATS_CHART_TRIAL 12

/** Points that a rule about runs needs on either side of the centre. */
#define TELL__STATS_RUNS_LEAST 10

/** Which chart of counts. */
typedef int32_t tell__stats_count_chart;

enum {
  TELL__STATS_CHART_P = 1,       /* shares, binomial */
  TELL__STATS_CHART_P_PRIME = 2, /* shares, widened or narrowed by what they do (Laney) */
  TELL__STATS_CHART_C = 3        /* events, Poisson */
};

/** A chart. Numbers are 0 where the state does not give them. */
typedef struct tell__stats_chart {
  double centre;
  double sigma;        /* of a single point (XmR); σ_z (p′), 1 for the other charts of counts */
  double moving_range; /* its mean, after screening; 0 for p and C */
  double range_limit;  /* 3.267 times that mean: the upper limit of a moving range */
  double used;         /* points that the limits were made of */
  int32_t trial;       /* 1: fewer than TELL__STATS_CHART_TRIAL of them */
  tell_stat_state state;
} tell__stats_chart;

/**
 * Individual values: centre = mean, sigma = mean |y_i − y_{i−1}|/1.128; limits
 * are centre ± 3 sigma.
 * @param screen 1: moving ranges of at least 3.267 times their mean are left
 *        out, once, before sigma is taken (Nelson 1982).
 * States: OK; ZERO_VARIANCE (no range: all limits meet); TOO_FEW_POINTS (one
 * point: centre, no sigma; none: nothing); DOMAIN_ERROR (not a number, a
 * baseline longer than the series).
 * References: Montgomery, Introduction to Statistical Quality Control, 6.4; NHSRplotthedots.
 */
tell__stats_chart tell__stats_chart_xmr(const double *y, const int32_t *excluded, size_t count,
                                        size_t baseline, int32_t screen);

/**
 * Shares x of n, or events x (C chart, n NULL). With p̄ = Σx/Σn of the baseline
 * and σ_i = √(p̄(1 − p̄)/n_i), limits are p̄ ± 3σ_i·σ_z, cut at 0 and 1; p chart
 * σ_z = 1; p′ chart σ_z = mean |z_i − z_{i−1}|/1.128, z_i = (x_i/n_i − p̄)/σ_i,
 * screened as above. C chart: c̄ ± 3√c̄, cut at 0.
 * @param lo, hi receive limits for each point, also excluded ones and those
 *        after the baseline; 0 where n_i = 0, which are points that are not
 *        there. Unless the state is OK or ZERO_VARIANCE all are 0.
 * States: as above, ZERO_VARIANCE also when p̄ is 0 or 1; EMPTY (n all 0);
 * DOMAIN_ERROR also for x < 0, x > n, n < 0, an unknown kind. One point
 * suffices for p and C charts.
 * References: Montgomery 7.2, 7.3; Laney 2002, Quality Engineering 14, 531-537.
 */
tell__stats_chart tell__stats_chart_counts(const double *x, const double *n,
                                           const int32_t *excluded, size_t count, size_t baseline,
                                           tell__stats_count_chart kind, int32_t screen, double *lo,
                                           double *hi);

/** Runs around a centre. Numbers are 0 unless the state is OK, but for `useful`. */
typedef struct tell__stats_runs {
  double useful;        /* points that are not on the centre */
  double longest;       /* the longest run on one side */
  double longest_most;  /* round(log2 useful) + 3: more is a signal */
  double crossings;     /* of the centre */
  double crossings_few; /* 5 % quantile of Binomial(useful − 1, 1/2): fewer is a signal */
  int32_t signal;       /* 1: one of both */
  tell_stat_state state;
} tell__stats_runs;

/**
 * The rules of Anhøj for unusual runs. Points on the centre count for neither side.
 * States: OK; TOO_FEW_POINTS (fewer than TELL__STATS_RUNS_LEAST useful points);
 * DOMAIN_ERROR (not a number, more than 1 000 000 points).
 * Reference: Anhøj & Olesen 2014, PLoS ONE 9, e113825.
 */
tell__stats_runs tell__stats_runs_around(const double *y, const int32_t *excluded, size_t count,
                                         double centre);

#endif
