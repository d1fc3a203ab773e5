/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/analysis_equity.h
 * How far groups of pupils, and schools, lie apart.
 * One of the kinds of telling/analysis.h, where the columns of every analysis stand.
 */
#ifndef TELLING_ANALYSIS_EQUITY_H
#define TELLING_ANALYSIS_EQUITY_H

#include "analysis.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  /**
   * Equity: how far groups of pupils, and schools, lie apart. One row per unit ×
   * indicator × school year × breakdown and measure: first the gaps, in the order
   * of the release, then what lies between schools. Totals, ratios and medians have
   * no rows. A gap says how large a difference is, not where it comes from.
   *
   * Measures
   *  - "gender_gap": girls − boys, where both have a row.
   *  - "education_gap": the pupils whose parents have the longest education − those
   *    with the shortest, where the data have the dimension "parents_education"; the
   *    categories and their order are in groups.csv of the catalogue, and those that
   *    have a row anywhere in the release count.
   *  - "education_gradient": the slope over these categories by their share of the
   *    pupils: what a line predicts for the highest end less the lowest.
   *  - "between_schools": the share of the variance among the pupils of an area or a
   *    municipality that lies between its schools, 0 to 1 (icc of "variation").
   *
   * Columns
   *  - text: school_year, measure, first, second (the groups compared: "girls", "boys", the
   *    category as in the data), method, state, interval_state (a state of telling/stats.h),
   * verdict
   *  - whole numbers: period, decimals, groups (with a figure; schools for
   *    "between_schools"), groups_hidden (by policy or by the publisher), groups_missing
   *  - real numbers: first_value, second_value, value, se, lo, hi, df (of t; else
   *    `not_applicable`), p, standardised,
   *    standardised_lo, standardised_hi, relative, relative_lo, relative_hi
   *
   * Formulas
   *  - gap of shares with counts: Newcombe's hybrid score interval (his method 10) and
   *    the p of chi-square or Fisher (tell_stats_two_proportions()), in per cent
   *    points; other gaps: first − second, se² = se₁² + se₂², interval and p as "last_year" of
   *    the comparisons (telling/analysis_comparisons.h): t with df by Welch and Satterthwaite
   *    where the pupils' sd is estimated, shares of a number of pupils by the counts behind
   *    them, else normal; method "independent" or as there. The groups have no pupil in common.
   *  - standardised: a gap of means in standard deviations of pupils, Hedges' g with its
   *    interval, where the pupils' sd of both is known (as in "variation").
   *  - gradient: tell_stats_gradient() on the linear scale; relative: end over start
   *    with Fieller's interval; p normal.
   *  - verdict: "higher" (the first group, the highest end), "lower", "not_distinguishable" by the
   *    interval, "no_interval"; of "between_schools" not applicable. It says nothing of better
   *    or worse.
   *
   * States: value and what belongs to it have the state of the first group that is not
   * present; one missing category leaves the gradient without a value, because the places
   * of the others are then not known. Where a standard error is hidden, so are the
   * interval, p and verdict; where it is not known, they are `missing`. "between_schools" as icc.
   */
  TELL_ANALYSIS_EQUITY = 5
};

#ifdef __cplusplus
}
#endif

#endif
