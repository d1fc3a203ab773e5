/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/output.h
 * Release → CSV, and what was made from a release: a table that has passed no policy
 * cannot be written out.
 *
 * Every table is written whole: one line with the column ids, one record per row.
 * A cell without a number is empty, and the last column `cell_states` names each such
 * cell with its state (and the reason when hidden), such as
 * "se=missing difference=hidden:derived"; so nothing is lost and no sign has two
 * meanings. Texts that a spreadsheet would take for a formula (beginning
 * with = + - @ or a control character) get an apostrophe in front.
 */
#ifndef TELLING_OUTPUT_H
#define TELLING_OUTPUT_H

#include "release.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How the CSV is written. */
typedef int32_t tell_dialect;

enum {
  TELL_DIALECT_CANONICAL = 1, /**< UTF-8, comma, decimal point, LF */
  TELL_DIALECT_EXCEL_NB =
      2 /**< UTF-8 with BOM, semicolon, decimal comma, CRLF: opens in a Norwegian Excel */
};

/**
 * Gives the dialect of a name ("canonical", "excel-nb"), 0 when there is none.
 * @since 0.1
 */
TELL_API tell_dialect tell_dialect_find(const char *name);

/**
 * Writes a table of a release as CSV. Real numbers are rounded once, to six decimals.
 * The column `policy` stands behind the table's own ones, before `cell_states`;
 * a table without rows names none.
 * @param release what may be written.
 * @param which a TELL_RELEASE_… number.
 * @param dialect one of TELL_DIALECT_….
 * @param write called with one piece after the other.
 * @param payload given to `write`.
 * @return #TELL_OK; #TELL_E_ARGUMENT; #TELL_E_NOT_FOUND (a release without trends);
 * #TELL_E_CANCELLED
 *         (`write` returned non-zero); #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_output_csv(const tell_release *release, int32_t which,
                                     tell_dialect dialect, tell_write_fn write, void *payload,
                                     tell_error *err);

/**
 * Writes an open table as CSV, as tell_output_csv() does: an analysis or an
 * explanation (telling/analysis.h), which name their policy in a column of their own,
 * or a table of units, files, findings or the catalogue. Nothing is added but `cell_states`.
 * @param table what may be read.
 * @param dialect one of TELL_DIALECT_….
 * @param write called with one piece after the other.
 * @param payload given to `write`.
 * @return #TELL_OK; #TELL_E_ARGUMENT; #TELL_E_NOT_RELEASED (the table is sealed);
 *         #TELL_E_CANCELLED (`write` returned non-zero); #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_output_table_csv(const tell_table *table, tell_dialect dialect,
                                           tell_write_fn write, void *payload, tell_error *err);

#ifdef __cplusplus
}
#endif

#endif
