/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/stats.h
 * The result of a statistic. The statistics themselves stand in the headers
 * telling/stats_…, by what they are about. They are pure functions: numbers in,
 * one result out, no memory of earlier calls, the same bits for the same input.
 *
 * @code
 *   tell_statistic_create(&s, err);
 *   tell_stats_proportion(40, 100, TELL_PROPORTION_WILSON, 0.95, s, err);
 *   if (tell_statistic_has_interval(s))
 *     use(tell_statistic_value(s), tell_statistic_lo(s), tell_statistic_hi(s));
 *   else
 *     say(tell_stat_state_id(tell_statistic_state(s)));
 * @endcode
 *
 * What the data do is never a failure of the call but a ::tell_stat_state of
 * the result: nobody to count, one year, all values equal. A call fails only
 * with #TELL_E_ARGUMENT (NULL, or a constant of a method that is none),
 * #TELL_E_MEMORY or #TELL_E_LIMIT; the result then holds nothing.
 *
 * A number counts as one when it is finite and at most 1e100 in size; any
 * other, and what cannot be (x above n, a negative standard deviation), gives
 * #TELL_STAT_DOMAIN_ERROR. NaN and infinity never come out. A number that is
 * not there is 0 and must not be used: ask the state, or the has_ functions.
 *
 * Arrays are borrowed during the call. An array of results has room for as
 * many elements as the array of inputs, and belongs to the caller.
 */
#ifndef TELLING_STATS_H
#define TELLING_STATS_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Why a statistic is, or is not, there. */
typedef int32_t tell_stat_state;

enum {
  TELL_STAT_OK = 0,           /**< value and, where the method gives one, interval */
  TELL_STAT_EMPTY = 1,        /**< nobody to count: n = 0 */
  TELL_STAT_NOT_POSSIBLE = 2, /**< makes no sense for this input: a child as large as its parent */
  TELL_STAT_TOO_FEW_POINTS = 3, /**< too few pupils, units or years */
  TELL_STAT_ZERO_VARIANCE = 4,  /**< all equal: the interval has no width, a series is constant */
  TELL_STAT_NO_SPREAD = 5,      /**< no spread was given, so there is no interval */
  TELL_STAT_DOMAIN_ERROR = 6,   /**< an input that cannot be, or that is no number */
  TELL_STAT_MISSING = 7,        /**< an input that is needed is missing */
  TELL_STAT_BREAK = 8           /**< the points lie on both sides of a break */
};

/**
 * Gives the identifier of a state, such as "too_few_points".
 * @param state any value.
 * @return a constant text, never NULL; "unknown" for a value that is no state.
 * @since 0.1
 */
TELL_API const char *tell_stat_state_id(tell_stat_state state);

/** The result of one statistic. Made once, filled again and again; belongs to one thread at a time.
 */
typedef struct tell_statistic tell_statistic;

/**
 * Makes a result that holds nothing yet (state #TELL_STAT_MISSING).
 * @param out receives it, owned by the caller; free with tell_statistic_free().
 * @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_statistic_create(tell_statistic **out, tell_error *err);

/** Frees a result; NULL is allowed. @since 0.1 */
TELL_API void tell_statistic_free(tell_statistic *statistic);

/** Gives the state; #TELL_STAT_MISSING for NULL. @since 0.1 */
TELL_API tell_stat_state tell_statistic_state(const tell_statistic *statistic);

/** Tells whether there is a value (1) or not (0). @since 0.1 */
TELL_API int32_t tell_statistic_has_value(const tell_statistic *statistic);

/** Tells whether there are a standard error and an interval (1) or not (0). @since 0.1 */
TELL_API int32_t tell_statistic_has_interval(const tell_statistic *statistic);

/** Gives the value, in the unit that its function names; 0 without one. @since 0.1 */
TELL_API double tell_statistic_value(const tell_statistic *statistic);

/** Gives the standard error, in the unit of the value; 0 without an interval. @since 0.1 */
TELL_API double tell_statistic_se(const tell_statistic *statistic);

/** Gives the lower end of the interval; 0 without one. @since 0.1 */
TELL_API double tell_statistic_lo(const tell_statistic *statistic);

/** Gives the upper end of the interval; 0 without one. @since 0.1 */
TELL_API double tell_statistic_hi(const tell_statistic *statistic);

/** Gives the level of the interval, such as 0.95; 0 without an interval. @since 0.1 */
TELL_API double tell_statistic_level(const tell_statistic *statistic);

/** Gives how many pupils, answers, units or years stand behind it; 0 when that is not known. @since
 * 0.1 */
TELL_API double tell_statistic_n(const tell_statistic *statistic);

/** Gives the id of the method, such as "wilson"; "" without a value. Constant text. @since 0.1 */
TELL_API const char *tell_statistic_method(const tell_statistic *statistic);

/**
 * Gives a further number of the result by its name, such as "p"; the function
 * that made the result says which ones it gives.
 * @param name "" and NULL are the name of none.
 * @param value receives the number; unchanged where there is none. Must not be NULL.
 * @return 1; 0 where there is no number of that name.
 * @since 0.1
 */
TELL_API int32_t tell_statistic_number(const tell_statistic *statistic, const char *name,
                                       double *value);

/** Gives how many further numbers there are. @since 0.1 */
TELL_API int32_t tell_statistic_number_count(const tell_statistic *statistic);

/** Gives the name of a further number by its index from 0, "" when there is none. Constant text.
 * @since 0.1 */
TELL_API const char *tell_statistic_number_name(const tell_statistic *statistic, int32_t index);

#ifdef __cplusplus
}
#endif

#endif
