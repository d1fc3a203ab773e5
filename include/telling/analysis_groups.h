/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/analysis_groups.h
 * Groups of units taken together: areas, municipalities and groups of your own.
 * One of the kinds of telling/analysis.h, where the columns of every analysis stand.
 */
#ifndef TELLING_ANALYSIS_GROUPS_H
#define TELLING_ANALYSIS_GROUPS_H

#include "analysis.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  /**
   * Groups of units taken together: one row per group × indicator × school year ×
   * breakdown, for every group declared in the options (level "group"), and for
   * every area and municipality as the group of its schools. Ratios and medians
   * cannot be put together from units and have no rows.
   *
   * Of a member counts its own figure, or the computed one where the own one has
   * no value. Visible is a member with a value (and, but for totals, a number of
   * participants above 0).
   *
   * Columns
   *  - text: school_year, method, interval_state, state
   *  - whole numbers: period, decimals, members (of the group, with a row to which the indicator
   *    applies), members_visible, members_hidden (by policy or by the publisher),
   *    members_not_taken_part, members_missing (the rest: no value for another
   *    reason, or no number of participants), members_absent (of the group,
   *    without such a row), n (participants of the visible members), hidden_n (at
   *    most so many participants stand behind the hidden and missing members)
   *  - real numbers: value, se, lo, hi, within_variance, between_variance, coverage,
   *    bound_lo, bound_hi
   *
   * Formulas, sums over the visible members
   *  - mean: y = Σ n·y / N, se² = Σ (n/N)²·se²; method "weighted_mean"; interval of t as that
   *    of a computed mean in telling/indicators.h, of the members' figures (of computed and
   *    rescaled ones by the df of their own intervals); a share whose members all give
   *    counts: x/N with a Wilson interval, "wilson"; other shares as the mean,
   *    "weighted_share"; total: Σ y, "sum", without an interval.
   *  - within_variance, between_variance: the variance of all pupils of the visible members, in
   *    two parts: Σ SS/(N − 1) and Σ n·(y_i − y)²/(N − 1); SS = (n − 1)·n·se² for
   *    means (rounding left out of se²: the pupils' sum of squares as far as se is that of
   *    a mean of pupils), n·y·(100 − y) for shares. Not for totals; of one pupil `too_few`.
   *  - hidden_n: the own n of these members where the release gives all of them;
   *    else the n of the area's or municipality's own row, less that of its
   *    visible schools; else (areas, declared groups of schools of one
   *    municipality) the same of the municipality that all members belong to.
   *    `missing` where nothing says it, or the whole is less than its parts.
   *    Schools that are not in the input count as hidden.
   *  - coverage = N / (N + hidden_n), where hidden_n is not only a limit; 1
   *    where no member is hidden or missing; else `missing`.
   *  - bounds: what the value of all members could be at least and at most,
   *    (N·y + hidden_n·a) / (N + hidden_n) with a the least and the greatest
   *    value that the catalogue holds plausible (else the ends of the scale; of
   *    shares 0 and 100). Of totals: the sum at least, and at most the sum and
   *    what the unit's own total leaves over. The sampling error is not in them.
   *
   * States: value and what belongs to it have the state of the members when none is visible
   * (`hidden`, `suppressed`, `not_taken_part`, `missing`); so has a total of which a
   * member is not visible (its bounds stand). With a coverage under 0.80 value, se, lo, hi
   * and both variances are `too_few` (the bounds stand). Where the standard error
   * of a visible member is hidden, so are se, lo, hi, interval_state and (of means)
   * within_variance. Where the release hides the computed figure of an area or municipality,
   * all that is made of its members is `hidden`; hidden_n, coverage and bounds are also
   * where they would be made with the rest of such a unit, or with that of one hidden
   * member alone (unless the release tells the coverage itself). A declared group says
   * nothing that its members' rows do not.
   */
  TELL_ANALYSIS_GROUPS = 1
};

#ifdef __cplusplus
}
#endif

#endif
