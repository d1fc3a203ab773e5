/* SPDX-License-Identifier: GPL-3.0-or-later */
/* P values of a declared family of tests, adjusted for their number. */
#ifndef TELL_STATS_MULTIPLICITY_H
#define TELL_STATS_MULTIPLICITY_H

#include "stats/stats.h"
#include "telling/base.h"

/** How p values are adjusted. */
typedef int32_t tell__stats_adjustment;

enum {
  TELL__STATS_ADJUST_BH = 1,  /* Benjamini-Hochberg: false discovery rate */
  TELL__STATS_ADJUST_BY = 2,  /* Benjamini-Yekutieli: the same under any dependence */
  TELL__STATS_ADJUST_HOLM = 3 /* Holm: chance of any false alarm in the family */
};

/**
 * Adjusts the p values of one family; m counts those that are there, and
 * p_(1) <= ... <= p_(m):
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
tell_status tell__stats_adjust(const double *p, size_t count, tell__stats_adjustment method,
                               double *adjusted, tell_stat_state *states, size_t *tests,
                               tell_stat_state *state);

#endif
