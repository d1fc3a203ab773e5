/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/stats_adjust.h
 * P values of a family of tests, adjusted for how many they are.
 */
#ifndef TELLING_STATS_ADJUST_H
#define TELLING_STATS_ADJUST_H

#include "stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How p values are adjusted. */
enum {
  TELL_ADJUST_BH = 1,  /**< Benjamini-Hochberg: the expected share of false alarms among alarms */
  TELL_ADJUST_BY = 2,  /**< Benjamini-Yekutieli: the same however the tests depend on each other */
  TELL_ADJUST_HOLM = 3 /**< Holm: the chance of any false alarm in the family */
};

/**
 * Adjusts the p values of one declared family of tests.
 *
 * Formula: with the m values that are there in order, p(1) <= ... <= p(m): BH
 * q(i) = min over k >= i of m·p(k)/k; BY the same times 1 + 1/2 + ... + 1/m;
 * Holm q(i) = max over k <= i of (m − k + 1)·p(k); never above 1.
 *
 * Edges: a test that could not be made (NaN) is not counted in m; m = 1 gives
 * p itself; equal values get equal results, and the order of the family changes
 * nothing. Without any test: `empty`.
 *
 * Reference: Benjamini & Hochberg 1995, JRSS B 57, 289-300; Benjamini &
 * Yekutieli 2001, Annals of Statistics 29, 1165-1188; Holm 1979, Scandinavian
 * Journal of Statistics 6, 65-70. The numbers are those of R's p.adjust().
 *
 * @param p the p values, 0 to 1; NaN for a test that could not be made. NULL only with count 0.
 * @param count how many.
 * @param method one of TELL_ADJUST_….
 * @param adjusted receives `count` adjusted p values, 0 where there is none; may be `p` itself.
 * @param states receives `count` times ::tell_stat_state: `ok`, `missing` (no test), or the
 *        state of the whole; may be NULL.
 * @param out receives m as value and n. Methods "adjust_bh", "adjust_by", "adjust_holm";
 *        states `ok`, `empty`, `domain_error` (a p outside 0 to 1: nothing is adjusted).
 *        Further number: smallest (the smallest adjusted p value).
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL, unknown method), #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_stats_adjust(const double *p, size_t count, int32_t method,
                                       double *adjusted, int32_t *states, tell_statistic *out,
                                       tell_error *err);

#ifdef __cplusplus
}
#endif

#endif
