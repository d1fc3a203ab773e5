/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/stats_series.h
 * Trends of series: lines, order tests, and what a series could show at all.
 *
 * All functions take points as arrays of the same length. Years are real
 * numbers in any order; a gap year is a gap. No function knows of breaks
 * except tell_stats_slope_windows(): give the years of one unbroken stretch
 * only. Sums are exact, so the order of the points changes no bit. At most
 * 5000 points (#TELL_E_LIMIT); these functions are made for series of years, and
 * time grows with the square of the points, to seconds from about 1000. Arrays
 * may be NULL where count is 0.
 */
#ifndef TELLING_STATS_SERIES_H
#define TELLING_STATS_SERIES_H

#include <stddef.h>

#include "stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How a line through values with known standard errors is fitted. */
enum {
  TELL_SLOPE_FIXED = 1, /**< the standard errors are all the error there is */
  TELL_SLOPE_DL = 2,    /**< year effects, variance by DerSimonian & Laird */
  TELL_SLOPE_REML = 3,  /**< year effects, by restricted maximum likelihood */
  TELL_SLOPE_PM = 4     /**< year effects, by Paule & Mandel */
};

/** What Kendall's S is judged by. */
enum {
  TELL_KENDALL_EXACT = 1,       /**< all orders of these values, ties and all; the default choice */
  TELL_KENDALL_NO_TIES = 2,     /**< the table for values that all differ */
  TELL_KENDALL_NORMAL = 3,      /**< normal with continuity correction */
  TELL_KENDALL_NORMAL_PLAIN = 4 /**< normal without it */
};

/** How the interval of a Theil-Sen slope is made. */
enum {
  TELL_SEN_EXACT = 1,  /**< exact without ties and up to 30 points, else Gilbert's */
  TELL_SEN_GILBERT = 2 /**< always Gilbert's */
};

/** Through which point a Theil-Sen line goes. */
enum {
  TELL_SEN_MEDIANS = 1,  /**< median y − slope · median year (Conover; most programs) */
  TELL_SEN_RESIDUALS = 2 /**< median of y − slope · year */
};

/** How series side by side hang together. */
enum {
  TELL_STRATA_INDEPENDENT = 1, /**< not at all */
  TELL_STRATA_COVARIANCE = 2   /**< as the ranks of their common years say */
};

/** Which least-squares line. */
enum {
  TELL_LINE_INTERCEPT = 1, /**< y = a + b·x */
  TELL_LINE_ORIGIN = 2     /**< y = b·x */
};

/**
 * Gives the slope, per year, of a line through values whose standard errors
 * are known.
 *
 * Formula: w = 1/(se² + τ²); b = Σw(t − t̄)(y − ȳ)/Σw(t − t̄)². Fixed: τ² = 0,
 * se(b) = 1/√Σw(t − t̄)², normal distribution; the residuals do not scale it (as
 * lm(weights=) would). Year effects: τ² by DL, REML or PM, se(b)² times
 * Σw r²/(k − 2) (Knapp & Hartung, not held up to 1), Student's t with k − 2
 * degrees of freedom. Q = Σ r²/se² of the fixed line, chi-square with k − 2.
 *
 * Edges: fewer than three years: `too_few_points`. ses is NULL: `no_spread`. A
 * standard error that is 0 or less, or a year twice: `domain_error`. All points
 * on the line, with year effects: `zero_variance`, an interval without width
 * and no test. A slope no larger than the rounding of its data is exactly 0.
 *
 * Reference: DerSimonian & Laird 1986; Paule & Mandel 1982; Viechtbauer 2005
 * (REML); Knapp & Hartung 2003, Statistics in Medicine 22, 2693-2710. Agreement:
 * Fingertips trend markers, where a slope of 0 counts as rising and places
 * stand for years; here 0 agrees with nothing and years are years.
 *
 * @param years of the values.
 * @param values in any unit.
 * @param ses their standard errors in that unit, above 0; NULL when unknown.
 * @param method one of TELL_SLOPE_….
 * @param level of the interval, between 0 and 1.
 * @param out receives the slope. Methods "wls_known_se", "random_dl",
 *        "random_reml", "random_pm". Numbers: z (fixed) or t and df; p
 *        (two-sided); q, q_p (do the years scatter more than their errors say?);
 *        tau2; first_year; intercept (of the line, at first_year); agreement
 *        (1: every fixed line that leaves one year out goes the same way, 0: not;
 *        from four years on).
 * @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_MEMORY, #TELL_E_LIMIT.
 * @since 0.1
 */
TELL_API tell_status tell_stats_slope(const double *years, const double *values, const double *ses,
                                      size_t count, int32_t method, double level,
                                      tell_statistic *out, tell_error *err);

/**
 * Gives the slope as tell_stats_slope() does, when all years from one on share
 * one more error: two scales were made one by equating.
 *
 * Formula: se² grows by (c·link_error)², c = Σ w(t − t̄)/Σw(t − t̄)², the first sum
 * over the years from link_year on. For two years: se1² + se2² + link_error².
 *
 * Edges: a link at or before the first year, or after the last one, adds
 * nothing. Weights, τ² and Q do not change.
 *
 * Reference: OECD 2019, PISA 2018 Results (Volume I), annex A7.
 *
 * @param link_year the first year on the new scale.
 * @param link_error standard deviation of the equating, in the unit of the values.
 * @param out as tell_stats_slope(); link_error < 0: `domain_error`.
 * @return as tell_stats_slope().
 * @since 0.1
 */
TELL_API tell_status tell_stats_slope_linked(const double *years, const double *values,
                                             const double *ses, size_t count, int32_t method,
                                             double level, double link_year, double link_error,
                                             tell_statistic *out, tell_error *err);

/**
 * Gives the value of the line of tell_stats_slope() at a year.
 *
 * Formula: a + b·(year − t0), se = √(s²(1/Σw + (year − t̄)²/Σw(t − t̄)²)), s² = 1 for the
 * fixed line. new_lo and new_hi: √(se² + τ²) in place of se.
 *
 * Edges: as tell_stats_slope(). Beyond the years the interval grows, but not
 * for the risk that the line does not go on.
 *
 * Reference: as tell_stats_slope().
 *
 * @param year any.
 * @param out receives the line's value with its interval. Numbers: new_lo,
 *        new_hi (interval for the true value of one such year).
 * @return as tell_stats_slope().
 * @since 0.1
 */
TELL_API tell_status tell_stats_slope_at(const double *years, const double *values,
                                         const double *ses, size_t count, int32_t method,
                                         double level, double year, tell_statistic *out,
                                         tell_error *err);

/**
 * Gives the slopes of the fixed lines that leave one year out each.
 *
 * Formula: as tell_stats_slope() without point i, TELL_SLOPE_FIXED.
 *
 * Edges: needs three years, so that two are left; agreement from four on.
 *
 * Reference: Fingertips trend markers.
 *
 * @param slopes receives a slope per point, without the point; 0 where its state
 *        is not `ok`.
 * @param states receives a ::tell_stat_state per point; may be NULL.
 * @param out receives the slope of all years with its interval; numbers as
 *        tell_stats_slope(). Where it is not `ok`, all states are its state.
 * @return as tell_stats_slope().
 * @since 0.1
 */
TELL_API tell_status tell_stats_slope_leave_one_out(const double *years, const double *values,
                                                    const double *ses, size_t count, double level,
                                                    double *slopes, int32_t *states,
                                                    tell_statistic *out, tell_error *err);

/**
 * Gives the slope through values that were pooled over several years each,
 * such as three-year means, or says why there is none.
 *
 * Formula: as tell_stats_slope() with the middle of each window as its year.
 *
 * Edges: windows on both sides of a break, or one that holds a break: `break`.
 * Windows that share a year, as rolling means do: `not_possible`, because values
 * made of the same pupils are not independent and the test would be wrong. A
 * break counts before an overlap. last < first: `domain_error`.
 *
 * Reference: Fingertips trend markers (independent years only).
 *
 * @param first the first year of each window.
 * @param last the last year of each window.
 * @param breaks the first years that are not comparable with earlier ones;
 *        NULL where break_count is 0.
 * @param out as tell_stats_slope().
 * @return as tell_stats_slope().
 * @since 0.1
 */
TELL_API tell_status tell_stats_slope_windows(const double *first, const double *last,
                                              const double *values, const double *ses, size_t count,
                                              const double *breaks, size_t break_count,
                                              int32_t method, double level, tell_statistic *out,
                                              tell_error *err);

/**
 * Gives the smallest true change over a series' years that a test of the fixed
 * slope would find with some power.
 *
 * Formula: (z_{(1+level)/2} + z_power)·se(b)·(last year − first year).
 *
 * Edges: as tell_stats_slope(); power not in (0, 1), or so small that the sum of
 * the quantiles is not above 0: `domain_error`. No interval.
 *
 * Reference: Cohen 1988, Statistical Power Analysis (normal approximation).
 *
 * @param level 1 minus the test's error of the first kind, such as 0.95.
 * @param power such as 0.8.
 * @param out receives the change, in the unit of the standard errors. Method
 *        "smallest_change". Numbers: per_year.
 * @return as tell_stats_slope().
 * @since 0.1
 */
TELL_API tell_status tell_stats_smallest_change(const double *years, const double *ses,
                                                size_t count, double level, double power,
                                                tell_statistic *out, tell_error *err);

/**
 * Gives the slope of a least-squares line whose scatter is its error.
 *
 * Formula: b = Σw(x − x̄)(y − ȳ)/Σw(x − x̄)², s² = Σw r²/(k − 2), se(b) = s/√Σw(x − x̄)²,
 * Student's t. Through the origin without the means, k − 1 in place of k − 2.
 *
 * Edges: fewer points than one above the number of coefficients:
 * `too_few_points`. All x equal: `domain_error`. All points on the line:
 * `zero_variance`, an interval without width and no test. Equal x are allowed.
 *
 * Reference: NIST StRD (Norris, NoInt1, NoInt2, met to 12 digits); R's lm().
 *
 * @param weights above 0, only their ratios count; NULL for equal ones.
 * @param method one of TELL_LINE_….
 * @param out receives the slope. Methods "ols", "wls", "ols_origin",
 *        "wls_origin". Numbers: t, df, p; intercept and intercept_se (at x = 0;
 *        not through the origin); residual_sd; r_squared.
 * @return as tell_stats_slope().
 * @since 0.1
 */
TELL_API tell_status tell_stats_line(const double *x, const double *y, const double *weights,
                                     size_t count, int32_t method, double level,
                                     tell_statistic *out, tell_error *err);

/**
 * Gives the change of a share per year from counts, x of n in each year.
 *
 * Formula: Cochran-Armitage with the years as scores: χ² = N(NΣxt − XΣnt)² /
 * (X(N − X)(NΣnt² − (Σnt)²)); slope = Σn(t − t̄)(x/n)/Σn(t − t̄)², se =
 * √(p̄(1 − p̄)/Σn(t − t̄)²), so that (slope/se)² = χ². q: what χ² of all years has left.
 *
 * Edges: years with n = 0 are left out. x = n or x = 0 in some years is fine. X = 0
 * or X = N: `zero_variance`, slope 0, p = 1, no interval. No pupils: `empty`. One
 * year: `too_few_points`.
 *
 * Reference: Armitage 1955, Biometrics 11, 375-386; Cochran 1954, Biometrics 10,
 * 417-451. Fingertips (old) leaves years out on the logit, and gives up at x = n.
 *
 * @param x how many have the attribute in each year, 0 to n.
 * @param n how many there are.
 * @param out receives the slope, in proportions per year. Method
 *        "cochran_armitage". Numbers: chi2, z, p; q and q_p (k − 2 degrees of
 *        freedom); pupils (Σn); agreement (as tell_stats_slope()).
 * @return as tell_stats_slope().
 * @since 0.1
 */
TELL_API tell_status tell_stats_proportion_trend(const double *years, const double *x,
                                                 const double *n, size_t count, double level,
                                                 tell_statistic *out, tell_error *err);

/**
 * Tests for a steady rise or fall, whatever its shape.
 *
 * Formula: S = Σ_{i<j} sign(y_j − y_i), years in order; p = P(|S'| >= |S|) over all
 * equally likely orders of these values. Exact also with ties: the number of
 * falling pairs has the generating function [k]_q!/Π[t]_q! over tie groups of
 * t. Var S = (k(k−1)(2k+5) − Σt(t−1)(2t+5))/18; z = (S − sign S)/√Var S.
 *
 * Edges: one year: `too_few_points`. All values equal: `zero_variance`, S = 0, p = 1.
 * A year twice: `domain_error`. Above 170 points the exact methods become
 * #TELL_KENDALL_NORMAL. #TELL_KENDALL_NO_TIES with ties looks S up as it is.
 *
 * Reference: Mann 1945, Econometrica 13, 245-259; Kendall 1975, Rank Correlation
 * Methods; MacMahon 1915 (ties); Best & Gipps 1974 (no ties).
 *
 * @param method one of TELL_KENDALL_….
 * @param tie_tolerance values are tied when the gap to the next larger one is at
 *        most this; 0 for equal values only.
 * @param out receives S; no interval. Methods "mann_kendall_exact",
 *        "mann_kendall_no_ties", "mann_kendall_normal",
 *        "mann_kendall_normal_plain". Numbers: p (two-sided); p_smallest (the
 *        smallest p that any order of these values could give: 1/60 for five
 *        years without ties); z; variance; tau (S/(k(k−1)/2)).
 * @return as tell_stats_slope().
 * @since 0.1
 */
TELL_API tell_status tell_stats_mann_kendall(const double *years, const double *values,
                                             size_t count, int32_t method, double tie_tolerance,
                                             tell_statistic *out, tell_error *err);

/**
 * Gives the median of the slopes of all pairs of points, per year.
 *
 * Formula: exact interval: the r-th smallest and r-th largest slope, r the largest
 * number with 2·P(D < r) <= 1 − level, D the falling pairs of k different values.
 * Gilbert: slopes at the ranks (N − C)/2 and (N + C)/2 + 1, C = z√Var S, between
 * ranks where they are not whole (EnvStats; others round).
 *
 * Edges: pairs of equal years are left out; ties in years or values, or more than
 * 30 points: Gilbert's. No interval exists at 95 % with four years or fewer:
 * `too_few_points` with a value and no interval. All values equal:
 * `zero_variance`. No pair with different years: `too_few_points`, no value.
 *
 * Reference: Sen 1968, JASA 63, 1379-1389; Hollander & Wolfe, Nonparametric
 * Statistical Methods, 9.3; Gilbert 1987, 16.5. Two intercepts are in use: name one.
 *
 * @param interval one of TELL_SEN_EXACT, TELL_SEN_GILBERT.
 * @param intercept one of TELL_SEN_MEDIANS, TELL_SEN_RESIDUALS.
 * @param out receives the slope; se is 0: the interval comes from ranks. Methods
 *        "theil_sen_exact", "theil_sen_gilbert", "theil_sen" (no interval).
 *        Numbers: intercept (at year 0); pairs; attained (the level that an exact
 *        interval really has).
 * @return as tell_stats_slope().
 * @since 0.1
 */
TELL_API tell_status tell_stats_theil_sen(const double *years, const double *values, size_t count,
                                          int32_t interval, int32_t intercept, double level,
                                          tell_statistic *out, tell_error *err);

/**
 * Tests several series side by side, such as schools or subjects, for one steady
 * rise or fall.
 *
 * Formula: S = ΣS_g, Var S = ΣVar S_g (+ 2Σ_{g<h} Cov(S_g, S_h)), z = (S − sign S)/√Var S,
 * normal. Cov = (K + 4ΣR_g R_h − k(k_g + 1)(k_h + 1))/3 with mid-ranks R. Slope: the
 * median of all pair slopes within series.
 *
 * Edges: series of one year are left out; none left: `too_few_points`. All constant,
 * or series that cancel: `zero_variance`, p = 1. A year twice in a series:
 * `domain_error`. Years that a series lacks count as its middle rank.
 *
 * Reference: Hirsch, Slack & Smith 1982, Water Resources Research 18, 107-121;
 * Hirsch & Slack 1984, 20, 727-732.
 *
 * @param strata which series each point belongs to; any numbers.
 * @param method one of TELL_STRATA_….
 * @param tie_tolerance as tell_stats_mann_kendall().
 * @param out receives the slope, without interval. Methods "hirsch_slack",
 *        "hirsch_slack_covariance". Numbers: s, variance, z, p, tau, intercept
 *        (median y − slope · median year), strata.
 * @return as tell_stats_slope().
 * @since 0.1
 */
TELL_API tell_status tell_stats_hirsch_slack(const double *years, const double *values,
                                             const int32_t *strata, size_t count, int32_t method,
                                             double tie_tolerance, tell_statistic *out,
                                             tell_error *err);

#ifdef __cplusplus
}
#endif

#endif
