/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/stats_differences.h
 * The difference of two figures: of two groups that share nobody, and of a unit
 * from the parent that contains it. Always the first less the second, the child
 * less the parent, in the unit of the figures.
 *
 * Every function that tests gives the further numbers `p` (two-sided),
 * `statistic` and `df`, where the test has them; they are absent where there is
 * no test. The interval and p of two shares come from different models (that is
 * how Newcombe's interval is used everywhere); near a p of 1 − level they need
 * not agree.
 */
#ifndef TELLING_STATS_DIFFERENCES_H
#define TELLING_STATS_DIFFERENCES_H

#include "stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How two shares are tested. */
enum {
  TELL_SHARE_TEST_AUTO = 1,  /**< Fisher's where a cell is expected below 5, else chi-square */
  TELL_SHARE_TEST_CHISQ = 2, /**< without continuity correction */
  TELL_SHARE_TEST_CHISQ_CORRECTED = 3, /**< with Yates' correction, the default of R's prop.test */
  TELL_SHARE_TEST_FISHER = 4           /**< exact */
};

/**
 * Gives the difference of the shares x1 of n1 and x2 of n2.
 *
 * Formula: d = p1 − p2; Newcombe's hybrid score interval
 * d − √((p1 − l1)² + (u2 − p2)²) to d + √((u1 − p1)² + (p2 − l2)²), with l and u
 * the Wilson limits of each. p: chi-square Σ(O − E)²/E; corrected: |O − E| less
 * min(½, |O − E|); Fisher: the sum over all tables with the same margins that
 * are no likelier. se is half the width of the interval over z.
 *
 * Edges: nobody in a group: `empty`. Nobody, or everybody, in both has the
 * attribute: p = 1. Counts that are no whole numbers: method
 * "newcombe_10_fractional", tested by chi-square; Fisher's gives no p. Nor does
 * it with more than a million tables. A p below 1e-300 can be 0.
 *
 * Reference: Newcombe 1998, Statistics in Medicine 17, 873-890 (method 10);
 * Fisher 1935, J. Royal Statistical Society 98, 39-54; Yates 1934.
 *
 * @param x1,n1 how many of how many in the first group; 0 <= x1 <= n1.
 * @param x2,n2 the second group.
 * @param test one of TELL_SHARE_TEST_….
 * @param level of the interval, between 0 and 1.
 * @param out receives the difference of proportions (−1 to 1), n both groups
 *        together. Methods "newcombe_10_chisq", "newcombe_10_chisq_corrected",
 *        "newcombe_10_fisher", "newcombe_10_fractional"; states `ok`, `empty`,
 *        `domain_error`.
 * @return #TELL_OK, #TELL_E_ARGUMENT (unknown test, NULL).
 * @since 0.1
 */
TELL_API tell_status tell_stats_two_proportions(double x1, double n1, double x2, double n2,
                                                int32_t test, double level, tell_statistic *out,
                                                tell_error *err);

/**
 * Gives the difference of two means, from n, mean and standard deviation of each
 * group; with Cohen's d and Hedges' g.
 *
 * Formula: Welch: d = m1 − m2, se² = s1²/n1 + s2²/n2, d ± t(ν)·se with
 * ν = se⁴/((s1²/n1)²/(n1 − 1) + (s2²/n2)²/(n2 − 1)). Cohen's d = (m1 − m2)/s,
 * s² = ((n1 − 1)s1² + (n2 − 1)s2²)/f, f = n1 + n2 − 2; Hedges' g = J·d,
 * J = Γ(f/2)/(√(f/2)·Γ((f − 1)/2)); variance of each
 * 1/n1 + 1/n2 + e²/(2(n1 + n2)), e = d or g, normal interval.
 *
 * Edges: nobody in a group: `empty`. Fewer than 2 in a group: the difference
 * alone, `too_few_points`. Both sd 0: an interval without width, no test, no d,
 * `zero_variance`. The intervals of d and g are for about 20 and more together.
 *
 * Reference: Welch 1947, Biometrika 34, 28-35; Hedges 1981, J. Educational
 * Statistics 6, 107-128; Hedges & Olkin 1985, p. 86 (as metafor's SMD).
 *
 * @param n1,mean1,sd1 the first group: how many, mean, standard deviation of
 *        single pupils (divisor n − 1).
 * @param n2,mean2,sd2 the second group.
 * @param level of all intervals, between 0 and 1.
 * @param out receives the difference, with the further numbers `p`, `statistic`
 *        (t), `df`, `d`, `d_lo`, `d_hi`, `g`, `g_se`, `g_lo`, `g_hi` and
 *        `sd_pooled`. Method "welch"; states `ok`, `empty`, `too_few_points`,
 *        `zero_variance`, `domain_error`.
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL).
 * @since 0.1
 */
TELL_API tell_status tell_stats_two_means(double n1, double mean1, double sd1, double n2,
                                          double mean2, double sd2, double level,
                                          tell_statistic *out, tell_error *err);

/**
 * Gives the difference of two figures of groups that share nobody, when only
 * their standard errors are known: two school years of a school, two schools.
 *
 * Formula: d = y1 − y2, se² = se1² + se2², d ± z·se, p from d/se.
 *
 * Edges: both se 0: an interval without width, `zero_variance`, no p. Published
 * rounding must be in the standard errors (tell_stats_mean_published() gives
 * it): the roundings of two figures are independent.
 *
 * Reference: Altman & Bland 2003, BMJ 326, 219 (interaction revisited).
 *
 * @param first,first_se the first figure and its standard error, not negative.
 * @param second,second_se the second one.
 * @param level of the interval, between 0 and 1.
 * @param out receives the difference, with `p` and `statistic` (z). n is 0:
 *        not known. Method "independent"; states `ok`, `zero_variance`,
 *        `domain_error`.
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL).
 * @since 0.1
 */
TELL_API tell_status tell_stats_two_figures(double first, double first_se, double second,
                                            double second_se, double level, tell_statistic *out,
                                            tell_error *err);

/**
 * Gives the difference of a child's share from that of the parent whose pupils
 * it is part of: a school from its municipality.
 *
 * Formula: pc − pp = (1 − f)(pc − pr), f = nc/np, pr = (xp − xc)/(np − nc): the
 * interval is Newcombe's for the child and the others, times 1 − f, and p is
 * that of the child against the others.
 *
 * Edges: nobody in the child: `empty`. A child as large as the parent:
 * `not_possible`. More in the child than in the parent: `domain_error`.
 *
 * Reference: Newcombe 1998, Statistics in Medicine 17, 873-890; EdSurvey, gap of
 * overlapping samples.
 *
 * @param child_x,child_n how many of how many in the child.
 * @param parent_x,parent_n in the parent, the child among them.
 * @param test one of TELL_SHARE_TEST_….
 * @param level of the interval, between 0 and 1.
 * @param out receives the difference of proportions, n the child's. Methods as
 *        tell_stats_two_proportions() with "child_" before them; states `ok`,
 *        `empty`, `not_possible`, `domain_error`.
 * @return #TELL_OK, #TELL_E_ARGUMENT (unknown test, NULL).
 * @since 0.1
 */
TELL_API tell_status tell_stats_child_proportion(double child_x, double child_n, double parent_x,
                                                 double parent_n, int32_t test, double level,
                                                 tell_statistic *out, tell_error *err);

/**
 * Gives the difference of a child's mean from the mean of the parent whose
 * pupils it is part of, when the standard deviation of the pupils is known for
 * both.
 *
 * Formula: mc − mp = (1 − f)(mc − mr), f = nc/np, nr = np − nc: Welch's interval
 * for the child and the others, times 1 − f. mr = (np·mp − nc·mc)/nr and
 * (nr − 1)sr² = (np − 1)sp² − (nc − 1)sc² − (nc·nr/np)(mc − mr)², taken as 0
 * where rounded figures make it negative.
 *
 * Edges: as tell_stats_two_means(); a child as large as the parent:
 * `not_possible`; one other pupil: the difference alone, `too_few_points`.
 *
 * Reference: Welch 1947, Biometrika 34, 28-35; EdSurvey, gap of overlapping
 * samples.
 *
 * @param child_n,child_mean,child_sd the child.
 * @param parent_n,parent_mean,parent_sd the parent, the child included.
 * @param level of the interval, between 0 and 1.
 * @param out receives the difference, n the child's, with `p`, `statistic` (t)
 *        and `df`. Method "child_welch"; states `ok`, `empty`, `not_possible`,
 *        `too_few_points`, `zero_variance`, `domain_error`.
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL).
 * @since 0.1
 */
TELL_API tell_status tell_stats_child_mean(double child_n, double child_mean, double child_sd,
                                           double parent_n, double parent_mean, double parent_sd,
                                           double level, tell_statistic *out, tell_error *err);

/**
 * Gives the difference of a child from the parent that it is part of when only
 * the standard errors are known, such as published margins: means or shares.
 *
 * Formula: d = yc − yp, Var(d) = sc² + sp² − 2·f·sc², f = nc/np, never below
 * (1 − f)²·sc², what the child alone implies (published margins need not agree
 * with each other); d ± z·se, p from d/se.
 *
 * Edges: nobody in the child: `empty`. A child as large as the parent:
 * `not_possible`. Both se 0: an interval without width, `zero_variance`, no p.
 *
 * Reference: EdSurvey, gap of overlapping samples.
 *
 * @param child,child_n,child_se the child's figure, pupils, standard error.
 * @param parent,parent_n,parent_se those of the parent, the child included.
 * @param level of the interval, between 0 and 1.
 * @param out receives the difference, n the child's, with `p` and `statistic`
 *        (z). Method "child_in_parent"; states `ok`, `empty`, `not_possible`,
 *        `zero_variance`, `domain_error`.
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL).
 * @since 0.1
 */
TELL_API tell_status tell_stats_child_difference(double child, double child_n, double child_se,
                                                 double parent, double parent_n, double parent_se,
                                                 double level, tell_statistic *out,
                                                 tell_error *err);

#ifdef __cplusplus
}
#endif

#endif
