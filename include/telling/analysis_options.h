/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/analysis_options.h
 * What is asked of analyses (telling/analysis.h): levels, references, the plan's read-outs, and
 * declared groups of units. Every option has a default; an analysis looks at those it needs.
 */
#ifndef TELLING_ANALYSIS_OPTIONS_H
#define TELLING_ANALYSIS_OPTIONS_H

#include "stats_adjust.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What is asked of analyses. Belongs to one thread at a time; free with
 * tell_analysis_options_free(). */
typedef struct tell_analysis_options tell_analysis_options;

/** What a unit is held against where one reference is needed. */
enum {
  TELL_ANALYSIS_REFERENCE_PARENT = 1, /**< the unit above */
  TELL_ANALYSIS_REFERENCE_NATION = 2  /**< the whole country */
};

/**
 * Makes options with their defaults: level 0.95; adjustment by Holm; reference
 * the unit above; persistence 3 of 5 years; read-out years 2022, 2024 and 2026;
 * overdispersion counted in; no declared groups.
 * @param out receives the options, owned by the caller.
 * @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_analysis_options_create(tell_analysis_options **out, tell_error *err);

/** Frees options; NULL is allowed. @since 0.1 */
TELL_API void tell_analysis_options_free(tell_analysis_options *options);

/** Sets the level of the intervals, 0.5 to 0.9999. #TELL_OK, #TELL_E_ARGUMENT. @since 0.1 */
TELL_API tell_status tell_analysis_options_set_level(tell_analysis_options *options, double level,
                                                     tell_error *err);

/**
 * Sets how the p values of a family are adjusted; the default is Holm.
 * @param adjust one of TELL_ADJUST_… (telling/stats_adjust.h).
 * @return #TELL_OK, #TELL_E_ARGUMENT.
 * @since 0.1
 */
TELL_API tell_status tell_analysis_options_set_adjust(tell_analysis_options *options,
                                                      int32_t adjust, tell_error *err);

/** Sets the reference: TELL_ANALYSIS_REFERENCE_…. #TELL_OK, #TELL_E_ARGUMENT. @since 0.1 */
TELL_API tell_status tell_analysis_options_set_reference(tell_analysis_options *options,
                                                         int32_t reference, tell_error *err);

/**
 * Sets what is persistent: in at least `years` of the last `of` comparable school years.
 * @param years 1 to `of`.
 * @param of 1 to 50.
 * @return #TELL_OK, #TELL_E_ARGUMENT.
 * @since 0.1
 */
TELL_API tell_status tell_analysis_options_set_persistence(tell_analysis_options *options,
                                                           int32_t years, int32_t of,
                                                           tell_error *err);

/**
 * Sets the school years of the plan's read-outs, by their first years, rising, 1900 to 2200.
 * @return #TELL_OK, #TELL_E_ARGUMENT.
 * @since 0.1
 */
TELL_API tell_status tell_analysis_options_set_readouts(tell_analysis_options *options,
                                                        int32_t baseline, int32_t mid, int32_t end,
                                                        tell_error *err);

/** Sets whether units may scatter more than their errors say (1, the default) or not (0).
 * #TELL_OK, #TELL_E_ARGUMENT. @since 0.1 */
TELL_API tell_status tell_analysis_options_set_overdispersion(tell_analysis_options *options,
                                                              int32_t on, tell_error *err);

/**
 * Declares a group of units: schools by a chosen measure, areas of effort, networks.
 * A group may have no members.
 * @param id of the group, not empty; stands in the column `unit`. Copied.
 * @param name what it is called; NULL or "": the id. Copied.
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL, a group of that id is there), #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_analysis_options_add_group(tell_analysis_options *options, const char *id,
                                                     const char *name, tell_error *err);

/**
 * Adds a unit to a declared group; a unit that is in it already stays once.
 * @param id of a declared group.
 * @param level "nation", "county", "municipality", "area" or "school".
 * @param code of the unit, not empty. One that the release does not know counts as absent. Copied.
 * @return #TELL_OK, #TELL_E_ARGUMENT (NULL, no such level), #TELL_E_NOT_FOUND (no such group),
 *         #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_analysis_options_add_member(tell_analysis_options *options,
                                                      const char *id, const char *level,
                                                      const char *code, tell_error *err);

/**
 * Declares groups from a delimited text with a header `group;name;level;code`
 * (in any order; `name` and `level` may be left out: the id, and "school"). One
 * line for each member; lines of one group need not stand together. Nothing is
 * declared when the reading fails.
 * @param path of a UTF-8 or Windows-1252 text, delimiter `;`, `,` or tab.
 * @return #TELL_OK, #TELL_E_ARGUMENT (also: a group of that id is there), #TELL_E_MEMORY,
 * #TELL_E_IO (missing, unreadable), #TELL_E_ENCODING, #TELL_E_DIALECT, #TELL_E_LIMIT,
 * #TELL_E_LAYOUT (a column is missing, unknown or there twice; a line without group or code, with
 * an unknown level, or another name of a group); the error has file, line and column.
 * @since 0.1
 */
TELL_API tell_status tell_analysis_options_read_groups(tell_analysis_options *options,
                                                       const char *path, tell_error *err);

#ifdef __cplusplus
}
#endif

#endif
