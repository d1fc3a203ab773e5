/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/dataset.h
 * The dataset: the units and observations that were read, with the accounts of
 * the files they came from. Made by ingest.h; never changes afterwards; may be
 * read from several threads.
 */
#ifndef TELLING_DATASET_H
#define TELLING_DATASET_H

#include "issues.h"
#include "table.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What was read. Free with tell_dataset_free(). */
typedef struct tell_dataset tell_dataset;

/** Frees a dataset; NULL is allowed. @since 0.1 */
TELL_API void tell_dataset_free(tell_dataset *dataset);

/** Gives the number of observations; 0 for NULL. @since 0.1 */
TELL_API int64_t tell_dataset_observation_count(const tell_dataset *dataset);

/**
 * Gives the units: nation, counties, municipalities, areas, schools.
 *
 * Text columns: level ("nation", "county", "municipality", "area", "school"),
 * unit (official code, or the register's code for an area), name,
 * parent_level and parent (the unit it is compared with; missing for the
 * nation), area and area_name (schools of a register with areas), successor
 * (code of the unit of the same level that goes on after a merger: the
 * register's, else that of the catalogue's code history; missing after a split,
 * and where a register names the unit itself). Whole numbers: valid_from and
 * valid_to (school years, first year; both included; missing = not stated).
 * Text: continued_from (codes of the units of the same level whose earlier
 * figures are now this unit's, the oldest first, joined by blanks; missing where
 * there are none).
 * Sorted by level from the nation down, then by parent, then by code.
 * @return borrowed until the dataset is freed; never sealed.
 * @since 0.1
 */
TELL_API const tell_table *tell_dataset_units(const tell_dataset *dataset);

/**
 * Gives the accounts, one row per file in the order they were added.
 *
 * Text columns: file (last part of the path, or the name of a memory block),
 * layout, encoding, delimiter ("pipe", "tab", "semicolon", "comma", "space", "none", "json", or
 * "other" for another one that a line `sep=` names). Whole numbers: fields (columns of the header;
 * missing where none was found), read = accepted + rejected
 * + skipped (records below the header), cells (cells of measures that became observations, in
 * whatever state), skipped_duplicate, skipped_blank and skipped_other (what the skipped ones were;
 * blank are records whose every field is empty: an empty line is no record; other are records that
 * the layout knows and that hold nothing of the indicator set: a note says once for each file and
 * reason which they are).
 * @return borrowed until the dataset is freed; never sealed.
 * @since 0.1
 */
TELL_API const tell_table *tell_dataset_files(const tell_dataset *dataset);

/** Gives the findings about the input. Borrowed until the dataset is freed. @since 0.1 */
TELL_API const tell_issues *tell_dataset_issues(const tell_dataset *dataset);

#ifdef __cplusplus
}
#endif

#endif
