/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/analysis_readouts.h
 * The figures of the plan's years beside each other.
 * One of the kinds of telling/analysis.h, where the columns of every analysis stand.
 */
#ifndef TELLING_ANALYSIS_READOUTS_H
#define TELLING_ANALYSIS_READOUTS_H

#include "analysis.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  /**
   * Read-outs of the plan: baseline, mid and end (2022-23, 2024-25 and 2026-27, or as the
   * options say) beside each other, and the changes between them. One row per series (unit ×
   * indicator × breakdown) that has a row in at least one of the three; all figures of a row have
   * one origin, the own one unless the computed one has a value more often.
   *
   * Columns
   *  - text: origin, adjustment; for each change X: X_state, X_verdict, X_verdict_family,
   *    X_reading, X_reading_family
   *  - whole numbers: decimals; baseline_period, baseline_n, the same of mid and end; X_family_size
   *  - real numbers: baseline_value, baseline_lo, baseline_hi (as in the release, 95 %), the same
   *    of mid and end; X, X_se, X_lo, X_hi, X_p, X_p_adjusted
   *  where X is baseline_to_mid, mid_to_end and baseline_to_end, the later less the earlier.
   *
   * Formulas: d = y_later − y_earlier, Var = s² + s², interval and p as "last_year" of the
   * comparisons, with the same verdicts and readings. A family is one change × municipality.
   *
   * States: a change across a break is `not_comparable`; where one of the two has no value, it
   * has the state of that one, `missing` where there is no row.
   */
  TELL_ANALYSIS_READOUTS = 8
};

#ifdef __cplusplus
}
#endif

#endif
