/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/stats_inequality.h
 * Inequality: how much of the variance among pupils lies between their units,
 * and how steeply a value falls or rises over ordered groups of pupils.
 */
#ifndef TELLING_STATS_INEQUALITY_H
#define TELLING_STATS_INEQUALITY_H

#include "stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/** On which scale the line over groups is fitted. */
enum {
  TELL_GRADIENT_LINEAR = 1, /**< on the values themselves; the default choice */
  TELL_GRADIENT_LOG = 2,    /**< on their logarithms: values above 0 */
  TELL_GRADIENT_LOGIT = 3   /**< on their logits: proportions between 0 and 1 */
};

/** How the interval of the relative index is made on the linear scale. */
enum {
  TELL_RATIO_FIELLER = 1, /**< exact for normal ends of the line; the default choice */
  TELL_RATIO_DELTA = 2    /**< by the delta method: symmetric */
};

/**
 * Gives the share of variance between units (intraclass correlation) from n,
 * mean and standard deviation of each unit.
 *
 * Formula: MSB = Σn(m − M)²/(k − 1), MSW = Σ(n − 1)s²/(N − k), n0 = (N −
 * Σn²/N)/(k − 1), τ² = max(0, (MSB − MSW)/n0), value τ²/(τ² + MSW). Interval:
 * (F/F(p) − 1)/(F/F(p) + n0 − 1) with F = MSB/MSW and F(p) the quantile of F(k −
 * 1, N − k) at p = (1 ± level)/2, cut at 0 and 1. se is half its width over z.
 *
 * Edges: units with n = 0 are passed over, the sd of a unit with n = 1 is not
 * used. Fewer than 2 units, nobody who shares a unit, or nobody who differs:
 * `not_possible`. No variance within units: value 1 without interval,
 * `zero_variance`. The interval is exact for normal values and units of equal
 * size, approximate otherwise; it need not hold the value below a level of about 0.4.
 *
 * Reference: Donner 1986, International Statistical Review 54, 67-82; Searle 1971,
 * Linear Models, 9.9.
 *
 * @param n pupils of each unit, 0 or from 1.
 * @param mean of each unit.
 * @param sd standard deviation of its pupils (divisor n − 1), from 0.
 * @param count how many units.
 * @param level of the interval, between 0 and 1.
 * @param out receives the share, 0 to 1; n all pupils. Method "icc_anova"; states `ok`,
 *        `not_possible`, `zero_variance`, `domain_error`. Further numbers: between (MSB),
 *        within (MSW), tau2, f, p, df1, df2, unit_size (n0), units (k).
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL).
 * @since 0.1
 */
TELL_API tell_status tell_stats_icc_means(const double *n, const double *mean, const double *sd,
                                          size_t count, double level, tell_statistic *out,
                                          tell_error *err);

/**
 * Gives the share of variance between units for shares x of n.
 *
 * Formula: as tell_stats_icc_means() with values 0 and 1, whose sum of squares
 * within a unit is x(n − x)/n.
 *
 * Edges: as tell_stats_icc_means(); all or none in every unit: `not_possible`.
 * The interval is approximate.
 *
 * Reference: Ridout, Demétrio & Firth 1999, Biometrics 55, 137-148.
 *
 * @param x how many have the attribute, of each unit, 0 to n.
 * @param n pupils of each unit, 0 or from 1.
 * @param count how many units.
 * @param level of the interval, between 0 and 1.
 * @param out receives the share; method "icc_anova_shares", all else as above.
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL).
 * @since 0.1
 */
TELL_API tell_status tell_stats_icc_shares(const double *x, const double *n, size_t count,
                                           double level, tell_statistic *out, tell_error *err);

/**
 * Gives the slope index of inequality (SII) and the relative index (RII) over
 * ordered groups: what a line over the groups' places in the population predicts
 * for its highest end less, and over, what it predicts for its lowest end.
 *
 * Formula: a the shares of the population, x = a(1) + ... + a(i − 1) + a(i)/2, c =
 * a(x − x̄)/Σa(x − x̄)², b = Σc·y, Var(b) = Σc²se². start = ȳ − b·x̄, end = start +
 * b. SII = end − start with a normal interval; RII = end/start with Fieller's or
 * the delta interval. On the log and logit scale the line is fitted to
 * transformed values and its ends are taken back: delta interval for SII, that
 * of the logarithm for RII.
 *
 * Edges: groups without population are dropped. Fewer than 2 groups:
 * `too_few_points`. An end at or below 0: no RII (`not_possible`); a start that is
 * not clearly apart from 0: RII without interval (Fieller). A value that has no
 * logarithm or logit: `not_possible`.
 *
 * Reference: Low & Low 2004, Journal of Public Health 26, 97-101; Fieller 1954,
 * JRSS B 16, 175-185. PHEindicatormethods has the same indices with simulated
 * limits; on its transformed scales those of the SII are up to 4 % wider,
 * because they let the slope vary and keep the mean.
 *
 * @param population of each group, from the lowest to the highest; any unit, from 0.
 * @param y the value of each group.
 * @param se its standard error in the unit of the values, from 0; NULL: not known.
 * @param count how many groups.
 * @param scale one of TELL_GRADIENT_….
 * @param method TELL_RATIO_FIELLER or TELL_RATIO_DELTA.
 * @param level of the intervals, between 0 and 1.
 * @param sii receives the SII in the unit of the values, n the number of groups. Methods
 *        "sii_linear", "sii_log", "sii_logit"; states `ok`, `zero_variance`, `no_spread` (se
 *        NULL), `too_few_points`, `not_possible`, `domain_error`. Further numbers: start,
 *        end, dropped (groups).
 * @param rii receives the RII; methods "rii_fieller", "rii_delta", "rii_log"; states as said.
 *        May be NULL.
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL, unknown scale or method).
 * @since 0.1
 */
TELL_API tell_status tell_stats_gradient(const double *population, const double *y,
                                         const double *se, size_t count, int32_t scale,
                                         int32_t method, double level, tell_statistic *sii,
                                         tell_statistic *rii, tell_error *err);

#ifdef __cplusplus
}
#endif

#endif
