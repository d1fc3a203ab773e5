/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/release.h
 * Privacy: tables + policy → release. Only a release can be read and written
 * out, and only this function makes one.
 *
 * A policy is a set of limits in the catalogue (policies.csv). "public" (the
 * default) hides under 10 pupils, 20 survey answers, 30 bullying answers;
 * "internal" under 5; "none" hides nothing and must be named by the caller.
 * The limit of x, the pupils with an attribute, is a row of its own
 * (`numerator`; "public" 5, "internal" and "none" 0): 13 bullied of 161 asked
 * are shown, 3 are not. A policy without that row uses its row `*`.
 * Every release carries its policy's name. Sums of pupils that a caller takes as
 * groups, under a policy that hides nothing, go past all this (telling/groups.h).
 *
 * What an authority published stays as published. What is computed or derived
 * here, and the caller's own counts, are hidden when (reason)
 *  - `count`: n is under the limit, or not stated for a figure that is no authority's;
 *  - `complement`: the rest is under the limit: the n of a whole (parent, area,
 *    all genders, owners or grades) without this part; or, among the caller's own
 *    counts (an x and an n that an authority published in one row hide nothing from
 *    anybody), n − x of a share or count is under the limit, or x under its own, or it
 *    would complete a sum in which something else is hidden;
 *  - `inherited`: a computed value of units of which exactly one is hidden
 *    (at source, or here), or several that together are under the limit: it
 *    would give the hidden one away;
 *  - `derived`: it was made from a cell that is hidden (interval, difference,
 *    coverage, trend; a share that is a sum of categories, one of which is hidden).
 *    Such a share of own counts is judged by its categories alone: with all of them
 *    visible it says nothing that they do not. One that stands beside categories and
 *    is not their sum would say something of its own, and is hidden.
 * The share of own pupils who took a test and the share who were exempt from it
 * (np_lesing_deltakelse, np_lesing_fritak) are shown or hidden together, are hidden
 * with the test, and where they leave few who did not take part: the n of the test
 * says how many did.
 *
 * That nobody of a group took a test (not_taken_part, of own pupils) is hidden as `count`
 * unless the share who took part or were exempt stands beside it: it tells of each of them.
 *
 * A hidden cell has no number in the release: state #TELL_STATE_HIDDEN, value 0.
 * With a figure go its method, its line in the file, and that it has no interval.
 *
 * Not protected against yet: sources of different publishers, or another release,
 * laid side by side; what a reason itself says (`count`: fewer than the limit; which
 * years a trend uses; a gap in the lines of a sorted file); and 0 % and 100 %, which
 * tell of everybody in a group and are shown.
 */
#ifndef TELLING_RELEASE_H
#define TELLING_RELEASE_H

#include "catalogue.h"
#include "dataset.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Tables that passed a policy. Never changes; free with tell_release_free(). */
typedef struct tell_release tell_release;

/** The tables of a release, for tell_release_table(). */
enum {
  /** The columns of telling/indicators.h and the text column `hidden`: the cells
      hidden in the row with their reason, such as "value:count se:derived". */
  TELL_RELEASE_INDICATORS = 1,
  /** The columns of telling/trends.h and `hidden` likewise. */
  TELL_RELEASE_TRENDS = 2,
  /** The certificate, one row per hidden cell. Text: table ("indicators",
      "trends"), column, reason, level, unit, indicator, school_year (trends: the
      years), gender, owner, dimension, category, origin; whole numbers: row (from 0), grade. */
  TELL_RELEASE_HIDDEN = 3,
  /** As tell_dataset_units(). */
  TELL_RELEASE_UNITS = 4,
  /** As tell_dataset_files(). */
  TELL_RELEASE_FILES = 5
};

/**
 * Makes a release.
 * @param catalogue the one the tables were made with; used during the call.
 * @param policy name of a policy; NULL = "public".
 * @param dataset whose units and accounts go into the release; used during the call.
 * @param indicators from tell_indicators_compute(); used during the call.
 * @param trends from tell_trends_compute() of these indicators; NULL = no trends.
 * @param out receives the release, owned by the caller; it holds copies of all it needs.
 * @return #TELL_OK, #TELL_E_ARGUMENT (not such tables), #TELL_E_POLICY (no such policy),
 * #TELL_E_INTERNAL (nobody decided whether a column may be released), #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_release_create(const tell_catalogue *catalogue, const char *policy,
                                         const tell_dataset *dataset, const tell_table *indicators,
                                         const tell_table *trends, tell_release **out,
                                         tell_error *err);

/** Frees a release; NULL is allowed. @since 0.1 */
TELL_API void tell_release_free(tell_release *release);

/** Gives the policy's name. Borrowed. @since 0.1 */
TELL_API const char *tell_release_policy(const tell_release *release);

/**
 * Gives a table of the release; its cells can be read.
 * @param which a TELL_RELEASE_… number.
 * @return borrowed until the release is freed; NULL for an unknown number, or for trends when there
 * are none.
 * @since 0.1
 */
TELL_API const tell_table *tell_release_table(const tell_release *release, int32_t which);

#ifdef __cplusplus
}
#endif

#endif
