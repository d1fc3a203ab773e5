/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/analysis_decomposition.h
 * What the change of a group is made of.
 * One of the kinds of telling/analysis.h, where the columns of every analysis stand.
 */
#ifndef TELLING_ANALYSIS_DECOMPOSITION_H
#define TELLING_ANALYSIS_DECOMPOSITION_H

#include "analysis.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  /**
   * What a change is made of: change within the schools, and pupils who are spread otherwise
   * over the schools. One row per group × indicator × breakdown and pair of school years,
   * for the groups of #TELL_ANALYSIS_GROUPS and means and shares: each school year
   * with the one before it that has figures, and each two of the read-out years
   * (telling/analysis_options.h) that are no such pair.
   *
   * Columns
   *  - text: school_year, school_year_before, pair ("consecutive", "readout"), method
   *    ("within_between"), interval_state, state
   *  - whole numbers: period, period_before, decimals, members_both (visible in both
   *    years), members_opened, members_closed (visible in one year; in the other they have
   *    no row, or nobody took part), members_seen_once (visible in one year, and with a row without
   *    visible value in the other), members_hidden (visible in neither year, hidden in one)
   *  - real numbers: change, change_se, change_lo, change_hi, within, within_se, within_lo,
   *    within_hi, shift, shift_se, shift_lo, shift_hi, opened_closed, seen_once,
   *    own_change, rest
   *
   * Formulas: w = n/Σn of a year, over the members visible in both years; Y the mean of these; ȳ_i
   * and ȳ the means of both years' values of a member and of Y
   *  - change: of the weighted mean of all visible members
   *  - within = Σ ½(w + w′)(y′ − y); shift = Σ (w′ − w)(ȳ_i − ȳ)
   *  - opened_closed, seen_once: members visible in one year only, Σ v(y − Y) of the later
   *    year less that of the earlier, v = n/Σn over all visible members. No member's
   *    change can be said of them, and so they are a term of their own.
   *  - change = within + shift + opened_closed + seen_once, exactly
   *  - own_change: of the area's or municipality's own figure; rest = own_change −
   *    change: the hidden members, and the publisher's rounding
   *  - variances of within Σ ¼(w + w′)²(se² + se′²), of shift Σ ¼(w′ − w)²(se² + se′²), of
   *    change Σ v²·se² over both years: the years' pupils are others, their numbers given.
   *    Intervals of t where the sd of few pupils are behind them, with df by Welch and
   *    Satterthwaite as in telling/analysis_groups.h; else normal.
   *
   * States: years on both sides of a break are `not_comparable`. `too_few` with a coverage
   * under 0.80 in either year, or, where that is not known, with under 0.80 of the
   * members that took part visible; and where no member is visible in both years. `hidden` where
   * the release hides the computed figure in either year. An interval is `missing` (or `hidden`)
   * when a standard error is. Says nothing of why schools or pupils changed.
   */
  TELL_ANALYSIS_DECOMPOSITION = 2
};

#ifdef __cplusplus
}
#endif

#endif
