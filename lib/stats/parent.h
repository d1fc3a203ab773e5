/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A unit against the parent that contains it: a school against its municipality. */
#ifndef TELL_STATS_PARENT_H
#define TELL_STATS_PARENT_H

#include "stats/difference.h"
#include "stats/stats.h"

/**
 * The difference of a child from the parent that it is part of. Both are
 * means (or shares) over pupils, and the child's pupils are among the
 * parent's, so the two are not independent:
 *   d = y_c − y_p
 *   Var(d) = s_c² + s_p² − 2·f·v_c,  f = n_c/n_p
 * with s² = sampling + rounding variance and v_c the child's sampling variance
 * only: rounding errors of two published figures have nothing in common. With
 * the parent as the weighted mean of independent children this is exact.
 * Published margins need not agree with each other, so the variance is never
 * taken below (1−f)²·v_c + both rounding parts, what the child alone implies.
 * The interval is normal, in the unit of the values; n is the child's.
 *
 * Method "child_in_parent". States: OK; ZERO_VARIANCE; NO_SPREAD (a spread or
 * an n is not known: difference without interval); EMPTY (child n = 0);
 * NOT_POSSIBLE (child n >= parent n: nothing is left to compare with);
 * DOMAIN_ERROR (n < 0, a negative variance, not a number, level).
 * Reference: EdSurvey gap(), covariance of overlapping samples.
 */
tell__estimate tell__stats_child_against_parent(const tell__stats_part *child,
                                                const tell__stats_part *parent, double level);

/**
 * How well the variance of that difference is known: what tell__stats_mean_widen() takes, from
 * the variances of both. The child is in the parent, and so in its variance; what is left of that
 * is of the others, R = v_p − f²·v_c, and is estimated without the child: (1−f)⁴·w_c + max(w_p −
 * f⁴·w_c, R²/(n_p − n_c − 1)) The first of the two is what the others' own wobbles add up to in a
 * parent that is the weighted mean of independent children; in one whose v_p comes from the sd of
 * all its pupils the second is never smaller (Cauchy and Schwarz), and gives Welch's degrees of
 * freedom of the child and the others. To add up w_c and w_p as if they had nothing in common would
 * leave a child that is most of its parent hardly a degree of freedom. Without n of both f is 0; a
 * w_p of 0 (taken as known) stays so.
 */
double tell__stats_child_wobble(const tell__stats_part *child, const tell__stats_part *parent);

/**
 * A child against its parent when both are counts: xc of nc pupils, who are
 * among the xp of np. What is compared is the child and the parent without the
 * child, two groups that share nobody:
 *   pc − pp = (1 − f)·(pc − pr),  f = nc/np,  pr = (xp − xc)/(np − nc)
 * so Newcombe's interval of pc − pr times 1 − f is that of pc − pp, and its
 * test is the test of both.
 *
 * Methods: those of tell__stats_share_difference() with "child_" before them.
 * States: OK; EMPTY (nc = 0); NOT_POSSIBLE (nc >= np); DOMAIN_ERROR (more in
 * the child than in the parent, or as for a share).
 */
tell__stats_difference tell__stats_child_share(double xc, double nc, double xp, double np,
                                               tell__stats_share_test test, double level);

/**
 * A child against its parent when n, mean and sd (divisor n − 1) of the pupils
 * are known for both: Welch's interval of the child and the parent without the
 * child, times 1 − f. The mean and the sd of the rest follow from the sums:
 *   mr = (np·mp − nc·mc)/nr,  nr = np − nc
 *   (nr − 1)·sr² = (np − 1)·sp² − (nc − 1)·sc² − (nc·nr/np)·(mc − mr)²
 * Where rounded figures make the right side negative it is taken as 0.
 *
 * Method "child_welch". States: those of tell__stats_mean_difference(), and
 * NOT_POSSIBLE (nc >= np). n is the child's.
 */
tell__stats_difference tell__stats_child_mean(const tell__stats_group *child,
                                              const tell__stats_group *parent, double level);

/** The z of an estimate against 0, and its two-sided normal p; no test where there is no se. */
tell__stats_difference tell__stats_normal_test(const tell__estimate *difference);

#endif
