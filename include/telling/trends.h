/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/trends.h
 * Trends: one row per unit × indicator × group and unbroken segment in which
 * the indicator applies. Nothing is computed across a break of the catalogue;
 * real years are used, with gaps.
 *
 * Columns
 *  - text: level, unit, unit_name, parent_level, parent, indicator, family,
 *    kind, measure_unit, direction, indicator_nb, indicator_nn, indicator_en,
 *    source, gender, owner, dimension, category, origin, years (the school
 *    years used, such as "2022-23 2023-24 2025-26"), method ("wls_known_se" or
 *    "theil_sen": what the verdict goes by), slope_state, sen_state, mk_state,
 *    verdict, catalogue_version, continued_from (codes of the units of which some
 *    of the years were read, as they go on as this one; missing without such a year)
 *  - whole numbers: grade, segment (from 1 within the series), first_period,
 *    last_period, points (years used), points_left_out (years with a value whose
 *    participation is under 0.80; judged only above school level, where a
 *    cohort does not change by a fifth), decimals (those of the catalogue), mk_s
 *  - real numbers: slope (per school year, known-SE weighted), slope_se,
 *    slope_lo, slope_hi (95 %), slope_p (two-sided), q and q_p (do the years
 *    scatter more than their standard errors say?), change (slope × years
 *    between first and last), sen_slope (Theil–Sen, per year), mk_p (exact,
 *    two-sided, up to 170 years), mk_p_min, confidence (0.95)
 *
 * A segment without any value (suppressed, missing, ... in every year) has a
 * row too, with points 0. Where points is 0, years, first_period and
 * last_period are `not_applicable`. With fewer than three points all results
 * are `too_few`; with three or more, the slope and what belongs to it are
 * `missing` unless every year has a standard error above 0.
 *
 * verdict: "rising" or "falling" when the 95 % interval of the weighted slope
 * does not hold 0 (without a slope: when mk_p < 0.05), "no_clear_change" when
 * it does, "too_few" when there are fewer than three years or, without a
 * slope, so few (under five) that no pattern of different values could give
 * p < 0.05: 2/k! of k years. Never "stable".
 *
 * mk_p_min is conditional on the ties: the smallest p that any order of these
 * very values could give. It is 2/k! without ties, larger with them, and 1 when
 * all are equal; the verdict "too_few" goes by 2/k!, the value without ties.
 *
 * origin: a trend uses rows of one origin only. It is that of the published or
 * local rows; "computed" where none of them has a value, and where they
 * are rounded to whole numbers and a computed value stands beside each of
 * them: it knows the decimals that the publisher dropped. For that, every
 * computed value of the segment must have a standard error, cover at least 0.95
 * of the participants and not have exactly one suppressed child, and the
 * catalogue must say which values are plausible (or the scale). In a computed
 * trend the hidden pupils' possible contribution is added to each year's
 * variance, where coverage is known: (1 − coverage)²·(range of plausible values)²/12.
 *
 * References: Kendall (1975); Sen (1968); weighted least squares with known
 * variances, no residual scaling (fixed effects).
 */
#ifndef TELLING_TRENDS_H
#define TELLING_TRENDS_H

#include "catalogue.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Computes the trends of an indicator set.
 * @param catalogue the one that the indicator set was made with; used during the call.
 * @param indicators from tell_indicators_compute(); used during the call.
 * @param out receives the sealed table, owned by the caller. Rows in the
 *        order of the indicator set.
 * @return #TELL_OK, #TELL_E_ARGUMENT (not an indicator set), #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_trends_compute(const tell_catalogue *catalogue,
                                         const tell_table *indicators, tell_table **out,
                                         tell_error *err);

#ifdef __cplusplus
}
#endif

#endif
