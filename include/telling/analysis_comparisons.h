/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/analysis_comparisons.h
 * A figure beside that of its parent, the nation, other years and its peers.
 * One of the kinds of telling/analysis.h, where the columns of every analysis stand.
 */
#ifndef TELLING_ANALYSIS_COMPARISONS_H
#define TELLING_ANALYSIS_COMPARISONS_H

#include "analysis.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  /**
   * Comparisons: one row per figure × comparator, for every figure of a unit (the own one, or the
   * computed one where the own one has no value) that has the other side in the release. Not for
   * totals.
   *
   * comparator
   *  - "parent": the unit above, the unit being part of it; the difference of the indicator set
   *    (telling/indicators.h), with an interval of the level asked for.
   *  - "nation": the whole country, the unit being part of it; not for units right below it.
   *  - "last_year": the same unit one school year before, of the same origin.
   *  - "three_years": the three school years before together, weighted by participants, of the
   *    same origin; all three must be there. Not for ratios and medians.
   *  - "peers": for members of a group declared in the options: the other members that are
   *    visible together, weighted by participants, of the same school year. The unit itself
   *    is left out. At least 0.80 of those who took part must be visible.
   *
   * Columns
   *  - text: school_year, origin, comparator, comparator_level, comparator_unit (of peers
   *    "group" and the group's id), method, state (of the difference), interval_state, verdict,
   *    verdict_family, reading, reading_family, test_family, adjustment (as tell_adjust_id())
   *  - whole numbers: period, decimals, n, comparator_first, comparator_last (school years of
   *    the comparator), inputs (rows on the other side), inputs_visible, inputs_hidden (by
   *    policy or by the publisher), test_family_size
   *  - real numbers: value, comparator_value, difference (the unit less the comparator), se, lo,
   *    hi, df, p (two-sided), p_adjusted
   *
   * Formulas
   *  - parent and nation: d = y_c − y_p, Var = s_c² + s_p² − 2·(n_c/n_p)·v_c, "child_in_parent",
   *    as in telling/indicators.h.
   *  - the others: d = y − y_o, Var = s² + s_o², "independent": pupils of two school years are
   *    different pupils, and the roundings of both figures count. s_o² = Σ (n_i/N)²·s_i² of
   *    several figures together.
   *  - lo, hi = d ∓ z·se and p from d/se, both from the normal distribution; from t(df) where a
   *    variance v was estimated from the sd of n pupils (methods "mean_t" and, with
   *    n, "published_margin"): df = Var² / Σ c²/(n − 1)
   *    by Welch and Satterthwaite, with c what v counts in Var (of a part of its parent and the
   *    others in it as in telling/indicators.h, (n_i/N)²·v of one figure of several). A figure
   *    that was computed or rescaled ("weighted_mean", "rescaled") gives se⁴/df, of the df of its
   *    own interval, for its c²/(n − 1). df is `not_applicable` where it is the normal one.
   *  - shares of a number of pupils: lo, hi by Newcombe's method 10 around d, as in
   *    telling/indicators.h, p by Fisher's test, of the counts of both sides, of a part of its
   *    parent those of the part and the others (tell_stats_two_proportions(),
   *    tell_stats_child_proportion()): methods "newcombe_10_fisher", "child_newcombe_10_fisher",
   *    with "chisq" where Fisher's test has more than a million tables. The standard error of a
   *    small share comes from the share itself, and families of schools would raise false alarms
   *    by it. A count that is not given is the whole number nearest to share × n. Where published
   *    rounding is more than a hundredth of the variance, as for many pupils, it stays as above.
   *  - test_family: all tests with the same comparator (and group), municipality and school year;
   *    of units above the municipality each unit is its own. Its name is
   *    "comparator:level:code:school year". test_family_size is how many tests it has.
   *    p_adjusted is by Holm (the chance of any false alarm in the family), or as the options say.
   *  - verdict: "higher" or "lower" when the interval of d does not hold 0, else
   *    "not_distinguishable"; "no_interval"; "not_comparable" (a break lies between); "too_few".
   *    verdict_family: the same by p_adjusted < 1 − confidence, for those who read many rows.
   *    Of shares the interval and p are of two methods and can differ near the limit: Fisher's p
   *    is mostly the more careful one. Of all others they agree.
   *  - reading and reading_family: "better" or "worse" where the catalogue gives the indicator a
   *    direction and the verdict is higher or lower; else `not_applicable`.
   *
   * States: across a break `not_comparable`; peers of whom too few are visible, and differences
   * that the indicator set says are so, `too_few`. Where the standard error of a side is hidden,
   * so are se, lo, hi, p and the verdicts. p is `missing` where nothing scatters (se = 0).
   */
  TELL_ANALYSIS_COMPARISONS = 6
};

#ifdef __cplusplus
}
#endif

#endif
