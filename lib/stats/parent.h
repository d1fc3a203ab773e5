/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A unit against the parent that contains it: a school against its municipality. */
#ifndef TELL_STATS_PARENT_H
#define TELL_STATS_PARENT_H

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

#endif
