/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/explain.h
 * Explaining a result: of any row of a release's indicators or trends, or of an analysis, the
 * method, the formula, and the input rows with their weights, down to the file
 * and line where each figure was read. Made of nothing but the release: a hidden
 * input appears as hidden, without number and weight.
 *
 * The table of an explanation is open. Its first row is the row that is
 * explained (depth 0), then comes what it was made of (depth 1), and below each
 * of these what that was made of (depth 2 ...), down to published and local
 * figures, in the order of the release.
 *
 * Columns
 *  - text: table ("indicators", "trends", or the id of an analysis), role (of the row in what it
 *    goes into: "result" for the first; "part" of a computed figure, "year" of a trend, others
 *    said with the analyses; the text "role.part" says it in words), level, unit, unit_name,
 *    indicator, source, school_year (of a trend its years), gender, owner, dimension,
 *    category, origin, method, formula (the key of a text of the catalogue that
 *    says the formula, such as "formula.weighted_mean"), state (of the value), file, policy
 *  - whole numbers: depth, part_of (the row of this table, from 0, that it goes
 *    into), row (in its own table, from 0), grade, n, line (in `file`)
 *  - real numbers: value, se, weight
 *
 * value of a trend is the slope that its verdict goes by (of "theil_sen": the
 * median slope), of an analysis its column `value` where it has one.
 *
 * weight: what the input's value is multiplied with in the result's value, where that is a
 * weighted sum. Computed means and shares: n/N; totals: 1. Slopes: of the weighted line,
 * (w/Σw(x − x̄)²)·(x − x̄) with w = 1/(e² + year_sd²), e the error of a year as in
 * telling/trends.h, where what is released gives the slope again with them to nine digits (a
 * trend that adds the hidden pupils' variance has other weights: then `missing`).
 * `missing` of hidden inputs and of what is no weighted sum; `not_applicable` in the first row.
 */
#ifndef TELLING_EXPLAIN_H
#define TELLING_EXPLAIN_H

#include "analysis.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Explains a row of a release.
 * @param release used during the call.
 * @param which #TELL_RELEASE_INDICATORS or #TELL_RELEASE_TRENDS.
 * @param row from 0.
 * @param out receives the open table, owned by the caller.
 * @return #TELL_OK; #TELL_E_ARGUMENT (NULL, another table, no such row); #TELL_E_NOT_FOUND (a
 *         release without trends); #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_explain(const tell_release *release, int32_t which, int64_t row,
                                  tell_table **out, tell_error *err);

/**
 * Explains a row of an analysis; its release must still be there.
 * @param analysis used during the call.
 * @param row from 0.
 * @param out receives the open table, owned by the caller.
 * @return #TELL_OK; #TELL_E_ARGUMENT (NULL, no such row); #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_analysis_explain(const tell_analysis *analysis, int64_t row,
                                           tell_table **out, tell_error *err);

#ifdef __cplusplus
}
#endif

#endif
