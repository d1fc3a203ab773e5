/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/groups.h
 * Groups of pupils straight from their sums, one figure after the other: for
 * files of millions of pupils, where a dataset of all groups would not fit, and
 * for programs that work on with n, mean and standard deviation themselves.
 *
 * These figures are **unprotected**. So they are given out only under a policy
 * that hides nothing, which the caller must name ("none", or one whose limits
 * are all 0). Whoever passes them on is responsible for small groups; for
 * everything else there is a release (telling/release.h).
 *
 * @code
 *   tell_ingest_keep_groups(ingest, "none", err);
 *   tell_ingest_add_file(ingest, "elever.csv", err);
 *   tell_ingest_take_groups(ingest, &groups, err);
 *   while ((status = tell_groups_next(groups, err)) == TELL_OK)
 *     use(tell_groups_unit(groups), tell_groups_value(groups), ...);
 *   tell_groups_free(groups);
 * @endcode
 *
 * Order: file after file as they were added; in a file by unit code, school
 * year, grade, gender (girls, boys, then all pupils together, those without a
 * gender too), measure (scores and levels as the columns stand, then indices as
 * in the catalogue), level. It depends neither on the order of the rows nor on
 * the number of threads. A group that stands in two files comes twice.
 *
 * The figures are those that tell_ingest_finish() would put into the dataset,
 * bit for bit: mean and standard deviation are rounded once, from exact sums.
 * Groups without a value (nobody took part, the grade does not have the
 * indicator) are left out.
 */
#ifndef TELLING_GROUPS_H
#define TELLING_GROUPS_H

#include "ingest.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The groups of some files, and the place in them. Belongs to one thread at a
 * time; needs the catalogue, not the ingest. Free with tell_groups_free().
 */
typedef struct tell_groups tell_groups;

/**
 * Keeps the sums of files of pupils that are added from now on, for
 * tell_ingest_take_groups(); they become no observations of the dataset. Their
 * units, findings and accounts come into it all the same, and so do other files.
 * @param policy name of a policy that hides nothing; must be named.
 * @return #TELL_OK; #TELL_E_ARGUMENT (no policy named); #TELL_E_POLICY (no such
 *         policy, or one that hides something: then a release is the way);
 *         #TELL_E_STATE after tell_ingest_finish() and inside a callback.
 * @since 0.1
 */
TELL_API tell_status tell_ingest_keep_groups(tell_ingest *ingest, const char *policy,
                                             tell_error *err);

/**
 * Hands the groups of all files over that were read since they were kept, or
 * taken last. The ingest can go on, and be finished for findings and accounts;
 * it cannot be finished before groups that it keeps are taken.
 * @param out receives the groups, owned by the caller; before the first figure.
 * @return #TELL_OK, also when there are none; #TELL_E_ARGUMENT; #TELL_E_STATE
 *         before tell_ingest_keep_groups(), after tell_ingest_finish() and inside
 *         a callback; #TELL_E_MEMORY (nothing is lost: call again).
 * @since 0.1
 */
TELL_API tell_status tell_ingest_take_groups(tell_ingest *ingest, tell_groups **out,
                                             tell_error *err);

/** Frees groups; NULL is allowed. @since 0.1 */
TELL_API void tell_groups_free(tell_groups *groups);

/** Gives the name of the policy under which they were kept. Borrowed from the catalogue; "" for
 * NULL. @since 0.1 */
TELL_API const char *tell_groups_policy(const tell_groups *groups);

/**
 * Goes to the next figure, which the functions below then tell of. Before the
 * first one and behind the last one they give "" and 0, as for NULL.
 * @return #TELL_OK; #TELL_END behind the last one; #TELL_E_ARGUMENT;
 *         #TELL_E_MEMORY at the beginning of a file (call again).
 * @since 0.1
 */
TELL_API tell_status tell_groups_next(tell_groups *groups, tell_error *err);

/** Gives the name of the file that the figure comes from. Borrowed until the groups are freed, as
 * all texts here. @since 0.1 */
TELL_API const char *tell_groups_source(const tell_groups *groups);

/** Gives the code of the unit: the school's number as the file has it, or the unit of
 * tell_ingest_set_unit(). @since 0.1 */
TELL_API const char *tell_groups_unit(const tell_groups *groups);

/** Gives the school year as its first year (2022 = 2022-23). @since 0.1 */
TELL_API int32_t tell_groups_period(const tell_groups *groups);

/** Gives the grade; 0: all grades together, or the file does not say. @since 0.1 */
TELL_API int32_t tell_groups_grade(const tell_groups *groups);

/** Gives the gender: 1 girls, 2 boys, 0 all pupils. @since 0.1 */
TELL_API int32_t tell_groups_gender(const tell_groups *groups);

/** Gives the id of the indicator. @since 0.1 */
TELL_API const char *tell_groups_indicator(const tell_groups *groups);

/** Gives the level (from 1) of a distribution that the figure is about; 0 for other figures.
 * @since 0.1 */
TELL_API int32_t tell_groups_level(const tell_groups *groups);

/** Gives how many pupils the figure is made of: those with a value. At least 1. @since 0.1 */
TELL_API int64_t tell_groups_n(const tell_groups *groups);

/** Gives the value: the mean of the pupils in the indicator's unit, or per cent of them for shares
 * and levels. @since 0.1 */
TELL_API double tell_groups_value(const tell_groups *groups);

/**
 * Gives the pupils' standard deviation (n − 1) in the indicator's unit.
 * @param sd receives it; unchanged where there is none.
 * @return 1; 0 where there is none: n is 1, or the figure is no mean.
 * @since 0.1
 */
TELL_API int32_t tell_groups_sd(const tell_groups *groups, double *sd);

/**
 * Gives how many of the n pupils have the attribute or are at the level.
 * @param numerator receives it; unchanged where there is none.
 * @return 1; 0 where there is none: the figure is a mean.
 * @since 0.1
 */
TELL_API int32_t tell_groups_numerator(const tell_groups *groups, int64_t *numerator);

#ifdef __cplusplus
}
#endif

#endif
