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

/**
 * How p values are adjusted, here, in trends (telling/trends.h) and in analyses
 * (telling/analysis_options.h). An adjusted p at or below a limit α is called an alarm;
 * a false one is an alarm where there is nothing.
 */
enum {
  /** Not: p itself. Each test keeps its own chance α of a false alarm, and of m tests of nothing
   * about α·m raise one. Nothing is controlled for the family. */
  TELL_ADJUST_NONE = 1,
  /** Holm: family-wise error. The chance of any false alarm in the family is at most α, however
   * the tests depend on each other. Holm 1979. */
  TELL_ADJUST_HOLM = 2,
  /** Benjamini-Hochberg: false discovery rate. The expected share of false alarms among the alarms
   * is at most α when the tests are independent (Benjamini & Hochberg 1995) or positively
   * dependent in the sense of Benjamini & Yekutieli 2001, theorem 1.2. That is not known to hold
   * of two-sided tests of figures which share a comparator; BY and Holm do not need it. */
  TELL_ADJUST_BH = 3,
  /** Benjamini-Yekutieli: false discovery rate, at most α however the tests depend on each other,
   * at the price of p values 1 + 1/2 + ... + 1/m times as large. Benjamini & Yekutieli 2001,
   * theorem 1.3. */
  TELL_ADJUST_BY = 4
};

/**
 * Gives the identifier of a way of adjusting: "none", "holm", "bh", "by". It is what columns named
 * adjustment hold.
 * @param method any value.
 * @return a constant text, never NULL; "unknown" for a value that is no TELL_ADJUST_….
 * @since 0.1
 */
TELL_API const char *tell_adjust_id(int32_t method);

/**
 * Finds a way of adjusting.
 * @param id such as "holm"; may be NULL.
 * @return TELL_ADJUST_…, 0 for an identifier that is none.
 * @since 0.1
 */
TELL_API int32_t tell_adjust_find(const char *id);

/**
 * Adjusts the p values of one declared family of tests.
 *
 * Formula: with the m values that are there in order, p(1) <= ... <= p(m): Holm
 * q(i) = max over k <= i of (m − k + 1)·p(k); BH q(i) = min over k >= i of m·p(k)/k; BY the same
 * times 1 + 1/2 + ... + 1/m; never above 1. NONE q(i) = p(i).
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
 * @param out receives m as value and n. Methods "adjust_none", "adjust_holm", "adjust_bh",
 *        "adjust_by"; states `ok`, `empty`, `domain_error` (a p outside 0 to 1: nothing is
 * adjusted). Further number: smallest (the smallest adjusted p value).
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
