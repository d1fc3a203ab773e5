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
 *    years used, such as "2022-23 2023-24 2025-26"), method (what the verdict
 *    goes by: "wls_known_se"; "random_dl" where the years scatter more than their
 *    standard errors say; "theil_sen" without a slope), slope_state, sen_state,
 *    mk_state, agreement ("agree": every fixed line that leaves one year out goes
 *    the same way, "disagree"; too_few with three years), verdict, test_family
 *    (such as "municipality 4601": which tests are judged together), adjustment
 *    ("bh", "by", "holm", "none"), catalogue_version, continued_from (codes of the
 *    units of which some of the years were read, as they go on as this one;
 *    missing without such a year)
 *  - whole numbers: grade, segment (from 1 within the series), break_period (the
 *    catalogue's break that the segment begins at; missing without one),
 *    first_period, last_period, points (years used), points_left_out (years with
 *    a value whose participation is under 0.80; judged only above school level,
 *    where a cohort does not change by a fifth), decimals (those of the
 *    catalogue), mk_s, test_family_size (tests of the family)
 *  - real numbers: slope (per school year, weighted by known standard errors),
 *    slope_se, slope_lo, slope_hi (at `confidence`), slope_p (two-sided), q and
 *    q_p (do the years scatter more than their standard errors say?), year_sd
 *    (standard deviation of year effects; 0 for the fixed line), change (slope ×
 *    years between first and last), smallest_change (the smallest true change
 *    over these years that such a test would find with probability `power`),
 *    sen_slope (Theil–Sen, per year), sen_lo and sen_hi (its interval at
 *    `confidence`, as tell_stats_theil_sen() with TELL_SEN_EXACT; missing where none
 *    exists, as with three or four years at 0.95), mk_p (exact, two-sided, up to 170 years),
 *    mk_p_min, p (of the test that the verdict goes by: slope_p or mk_p; missing
 *    where no test can say anything, as with four years without a slope), p_adjusted (p among all
 * tests of the family), confidence, power
 *
 * A segment without any value (suppressed, missing, ... in every year) has a
 * row too, with points 0. Where points is 0, years, first_period and
 * last_period are `not_applicable`. With fewer than three points all results
 * are `too_few`; with three or more, the slope and what belongs to it are
 * `missing` unless every year has a standard error above 0. Where that of a year is larger
 * than it need be (telling/indicators.h, "pooled_spread"), slope_state is "pooled_spread" too:
 * slope_se and slope_p are at least as large as they should be.
 *
 * Slope: the fixed line of tell_stats_slope() with TELL_SLOPE_FIXED. Where q_p < 0.05 the years
 * have effects of their own and the slope is that of TELL_SLOPE_DL, with Knapp and Hartung's
 * variance and Student's t: its interval is wider, and a change must be steadier to be clear.
 * The error of a year is its se, and at least half its 95 % interval over 1.96: of few pupils,
 * whose own sd made the interval one of t, that is more than se. Of shares whose n are known it
 * is √(p·(100 − p)/n), p the share of all these years together, and the rounding of the value: a
 * year that is near 0 or 100 by chance would weigh too much by its own error (as in the test of
 * Cochran and Armitage).
 *
 * verdict: "rising" or "falling" when p_adjusted <= 1 − confidence, by the sign of the slope
 * (without a slope: of mk_s); "no_clear_change" when not; "too_few" when there are fewer than three
 * years or, without a slope, so few (under five at 0.95) that no pattern of different values could
 * give p <= 1 − confidence: 2/k! of k years; "break" when there are fewer than three years, but
 * three or more together with those before the break. Never "stable". slope_lo and slope_hi
 * are of the one test: an interval that does not hold 0 may go with "no_clear_change".
 *
 * Families: with many trends some are clear by chance. By default all trends of a municipality and
 * of the areas and schools in it are one family; the nation and each county have their own.
 * Benjamini and Hochberg's p_adjusted <= 0.05 means: of the trends called clear in a family, at
 * most 5 % are expected to be chance (where trends that depend on each other do so in the same
 * direction: telling/stats_adjust.h). Tests are counted whose p is there. p_adjusted,
 * test_family_size and the verdict by them are made by the release from what it holds: a hidden
 * trend counts as a test with p = 1, so that nothing can be concluded of it; before, they are
 * missing, and the verdict is that of p.
 *
 * smallest_change = (z_{(1+confidence)/2} + z_power)·slope_se·(last − first year), without
 * adjustment.
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
 * References: telling/stats_series.h (slopes, order tests, smallest change),
 * telling/stats_adjust.h (families).
 */
#ifndef TELLING_TRENDS_H
#define TELLING_TRENDS_H

#include "catalogue.h"
#include "stats_adjust.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Which trends are judged together. */
enum {
  TELL_TRENDS_FAMILY_MUNICIPALITY = 1, /**< a municipality and all below it; the default */
  TELL_TRENDS_FAMILY_UNIT = 2,         /**< each unit on its own: "unit municipality 4601" */
  TELL_TRENDS_FAMILY_ALL = 3           /**< all trends of the table: "all" */
};

/** How trends are judged. Owned by the caller; belongs to one thread at a time. */
typedef struct tell_trends_options tell_trends_options;

/**
 * Makes options with the defaults: level 0.95, power 0.8, Benjamini and Hochberg, a municipality.
 * @param out receives them; free with tell_trends_options_free().
 * @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_trends_options_create(tell_trends_options **out, tell_error *err);

/** Frees options; NULL is allowed. @since 0.1 */
TELL_API void tell_trends_options_free(tell_trends_options *options);

/**
 * Sets the level of intervals; p is clear at or below 1 minus it.
 * @param level 0.5 to 0.9999.
 * @return #TELL_OK, #TELL_E_ARGUMENT.
 * @since 0.1
 */
TELL_API tell_status tell_trends_options_set_level(tell_trends_options *options, double level,
                                                   tell_error *err);

/**
 * Sets the power of smallest_change.
 * @param power 0.5 to 0.9999.
 * @return #TELL_OK, #TELL_E_ARGUMENT.
 * @since 0.1
 */
TELL_API tell_status tell_trends_options_set_power(tell_trends_options *options, double power,
                                                   tell_error *err);

/**
 * Sets how the p values of a family are adjusted; the default is Benjamini and Hochberg.
 * @param adjust one of TELL_ADJUST_… (telling/stats_adjust.h).
 * @return #TELL_OK, #TELL_E_ARGUMENT.
 * @since 0.1
 */
TELL_API tell_status tell_trends_options_set_adjust(tell_trends_options *options, int32_t adjust,
                                                    tell_error *err);

/** Sets the family: TELL_TRENDS_FAMILY_…. #TELL_OK, #TELL_E_ARGUMENT. @since 0.1 */
TELL_API tell_status tell_trends_options_set_family(tell_trends_options *options, int32_t family,
                                                    tell_error *err);

/**
 * Sets whether years that scatter more than their standard errors say (q_p < 0.05) get effects
 * of their own. Without, every slope is that of the fixed line, as Fingertips has it: it tells
 * whether the years differ from one value for all, not whether they lie on a line.
 * @param on 1 (default) or 0.
 * @return #TELL_OK, #TELL_E_ARGUMENT.
 * @since 0.1
 */
TELL_API tell_status tell_trends_options_set_year_effects(tell_trends_options *options, int32_t on,
                                                          tell_error *err);

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

/**
 * Computes the trends of an indicator set by options.
 * @param options used during the call; NULL for the defaults.
 * @return as tell_trends_compute().
 * @since 0.1
 */
TELL_API tell_status tell_trends_compute_with(const tell_catalogue *catalogue,
                                              const tell_table *indicators,
                                              const tell_trends_options *options, tell_table **out,
                                              tell_error *err);

#ifdef __cplusplus
}
#endif

#endif
