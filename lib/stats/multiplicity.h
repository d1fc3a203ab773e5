/* SPDX-License-Identifier: GPL-3.0-or-later */
/* P values of a declared family of tests, adjusted for their number. */
#ifndef TELL_STATS_MULTIPLICITY_H
#define TELL_STATS_MULTIPLICITY_H

#include "stats/stats.h"
#include "telling/stats_adjust.h"

/** Whether it is one of TELL_ADJUST_…. */
int tell__stats_adjusts_by(int32_t method);

/** The method of a result by one of TELL_ADJUST_…, such as "adjust_bh"; a constant text. */
const char *tell__stats_adjust_method(int32_t method);

/**
 * Adjusts the p values of one family; m counts those that are there, and
 * p_(1) <= ... <= p_(m):
 *   NONE  q_(i) = p_(i)
 *   BH    q_(i) = min over k >= i of m·p_(k)/k
 *   BY    the same times 1 + 1/2 + ... + 1/m
 *   Holm  q_(i) = max over k <= i of (m − k + 1)·p_(k)
 * and never above 1. m = 1 gives p itself, equal p values get equal results,
 * and the order of the family changes no bit.
 *
 * @param p  the family; NaN stands for a test that could not be made: it is
 *        not counted, and its element is 0 with state MISSING.
 * @param adjusted receives `count` results.
 * @param states receives the state of each element: OK or MISSING; NULL when not wanted.
 * @param tests receives m; 0 on failure; may be NULL.
 * @param state receives OK; EMPTY (no p at all); DOMAIN_ERROR (one that is no
 *        probability, an unknown method), then every element is 0 with that state.
 * @return TELL_OK; TELL_E_MEMORY, then nothing is written.
 * References: Benjamini & Hochberg 1995, JRSS B 57, 289-300; Benjamini &
 * Yekutieli 2001, Ann. Statist. 29, 1165-1188; Holm 1979, Scand. J. Statist. 6, 65-70.
 */
tell_status tell__stats_adjust(const double *p, size_t count, int32_t method, double *adjusted,
                               tell_stat_state *states, size_t *tests, tell_stat_state *state);

#endif
