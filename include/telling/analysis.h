/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/analysis.h
 * Analyses: what the figures of a release say together. Every analysis is made
 * of nothing but cells of the release that can be read, so that it can give
 * nothing away that the release does not: a cell that is hidden, suppressed or
 * missing is an input that is missing, and columns count such inputs. The
 * table of an analysis is therefore open from the start and may be written
 * out (tell_output_table_csv()); it names the policy in every row.
 *
 * Nothing here ranks units or makes one score of several indicators, nothing
 * is computed across a break, and no result claims that a measure had an effect.
 *
 * Columns of every analysis
 *  - text: level, unit, unit_name, parent_level, parent, indicator, family, kind,
 *    measure_unit, direction, indicator_nb, indicator_nn, indicator_en, source,
 *    gender, owner, dimension, category (what the row is about, as in
 *    telling/indicators.h), policy, catalogue_version
 *  - whole numbers: grade
 *  - real numbers: confidence (the level of the intervals)
 *
 * The kinds stand in headers of their own, each with its columns, formulas and
 * states: telling/analysis_groups.h, telling/analysis_decomposition.h, …
 *
 * States: a cell that depends on a hidden figure is `hidden`, on one that the
 * publisher hides `suppressed`, on one that is not there `missing`; others are said
 * with each analysis.
 */
#ifndef TELLING_ANALYSIS_H
#define TELLING_ANALYSIS_H

#include "analysis_options.h"
#include "release.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A result with what it was made of. Never changes, may be read from several
 * threads; free with tell_analysis_free(). */
typedef struct tell_analysis tell_analysis;

/** Gives how many kinds of analysis there are; they have the numbers from 1. @since 0.1 */
TELL_API int32_t tell_analysis_kind_count(void);

/** Gives the id of a kind, such as "groups"; NULL for a number that is none. Constant text. @since
 * 0.1 */
TELL_API const char *tell_analysis_kind_id(int32_t kind);

/** Gives the number of a kind by its id; 0 when there is none. @since 0.1 */
TELL_API int32_t tell_analysis_kind_find(const char *id);

/**
 * Computes an analysis.
 * @param catalogue the one the release was made with; used during the call.
 * @param release what may be read; borrowed: it must live as long as the analysis.
 * @param kind a TELL_ANALYSIS_… number.
 * @param options NULL: the defaults; used during the call.
 * @param out receives the analysis, owned by the caller.
 * @return #TELL_OK; #TELL_E_ARGUMENT (NULL, no such kind, a release of another catalogue, a
 *         declared group in which a unit and one that it is part of are both members);
 *         #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_analysis_compute(const tell_catalogue *catalogue,
                                           const tell_release *release, int32_t kind,
                                           const tell_analysis_options *options,
                                           tell_analysis **out, tell_error *err);

/** Frees an analysis; NULL is allowed. @since 0.1 */
TELL_API void tell_analysis_free(tell_analysis *analysis);

/** Gives the kind of an analysis: a TELL_ANALYSIS_… number; 0 for NULL. @since 0.1 */
TELL_API int32_t tell_analysis_kind(const tell_analysis *analysis);

/** Gives the table; its cells can be read. Borrowed until the analysis is freed; NULL for NULL.
 * @since 0.1 */
TELL_API const tell_table *tell_analysis_table(const tell_analysis *analysis);

#ifdef __cplusplus
}
#endif

#endif
