/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units drawn towards their common mean as far as their own figures are uncertain. */
#ifndef TELL_STATS_SHRINKAGE_H
#define TELL_STATS_SHRINKAGE_H

#include "stats/stats.h"
#include "telling/base.h"

/** How the variance between units is found. */
typedef int32_t tell__stats_tau;

enum {
  TELL__STATS_TAU_DL = 1, /* DerSimonian-Laird, in closed form */
  TELL__STATS_TAU_PM = 2  /* Paule-Mandel: the τ² at which Q is its expectation */
};

/** The fewest units that are shrunk: from fewer, τ² says next to nothing. */
#define TELL__STATS_SHRINK_LEAST 5

/** What units have in common. Numbers are 0 unless the state is OK. */
typedef struct tell__stats_between {
  double mu;    /* mean, weighted by 1/(se² + τ²) */
  double mu_se; /* 1/√Σ of these weights */
  double tau2;  /* variance between the true levels of units */
  double q;     /* Σ (y − ȳ)²/se², ȳ weighted by 1/se² */
  double units;
  tell_stat_state state;
} tell__stats_between;

/**
 * The variance between units:
 *   DL  τ² = max(0, (Q − (k − 1))/(Σw − Σw²/Σw)),  w = 1/se²
 *   PM  the τ² >= 0 with Σ (y − μ)²/(se² + τ²) = k − 1, 0 when Q is below that
 * States: OK; TOO_FEW_POINTS (fewer than 2 units); DOMAIN_ERROR (se <= 0, not
 * a number, an unknown method).
 * References: DerSimonian & Laird 1986, Contr. Clin. Trials 7, 177-188; Paule
 * & Mandel 1982, J. Res. NBS 87, 377-385.
 */
tell__stats_between tell__stats_between_units(const double *y, const double *se, size_t count,
                                              tell__stats_tau method);

/**
 * Shrunken values, each with its normal interval:
 *   B_i = se_i²/(se_i² + τ²),  value B_i·μ + (1 − B_i)·y_i
 *   Var = (1 − B_i)·se_i² + B_i²·Var(μ)
 * which counts the uncertainty of μ but takes τ² as known: with 60 schools
 * about as uncertain as they differ, 95 % intervals hold the true level of 92 %
 * of them. Reliability is
 * 1 − B_i: the share of the variance of y_i that is between units. τ² = 0
 * gives μ for all, with reliability 0.
 * @param units receives `count` estimates (method "shrunken_dl" or
 *        "shrunken_pm", n = 0); without OK all hold the state alone.
 * @param reliability receives `count` numbers; 0 without OK.
 * @return what the units have in common; states as above, and TOO_FEW_POINTS
 *         with fewer than TELL__STATS_SHRINK_LEAST units; DOMAIN_ERROR (level).
 * References: Efron & Morris 1975, JASA 70, 311-319; metafor blup().
 */
tell__stats_between tell__stats_shrink(const double *y, const double *se, size_t count,
                                       tell__stats_tau method, double level, tell__estimate *units,
                                       double *reliability);

#endif
