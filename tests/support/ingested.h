/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files written out in a test, read into a dataset, and what a test asks of
 * it. For tests only: whatever is wrong ends the test.
 */
#ifndef TELL_TESTS_INGESTED_H
#define TELL_TESTS_INGESTED_H

#include "dataset/dataset.h"
#include "telling/ingest.h"

/** cmocka set-up and tear-down of a group whose state is the built-in catalogue. */
int ingested_setup(void **state);
int ingested_teardown(void **state);

/** Reads the texts, in order, as files called a.csv, b.csv, ... */
tell_dataset *ingested_texts(const tell_catalogue *catalogue, const char *const *texts,
                             size_t count);

/** Reads one text as the file a.csv. */
tell_dataset *ingested_text(const tell_catalogue *catalogue, const char *text);

/** Reads a published file (shared folder, data/real) by its name; skips the test where the folder
 * is not there. */
tell_dataset *ingested_real(const tell_catalogue *catalogue, const char *name);

/** The index of a unit, -1 when there is none. */
int32_t ingested_unit(const tell_dataset *dataset, const char *level, const char *code);

/** The observations of a unit (by code, any level) and an indicator; `*count` receives how many. */
const tell__observation *ingested_observations(const tell_dataset *dataset, const char *code,
                                               const char *indicator, int64_t *count);

/** The only observation of a unit and an indicator. */
const tell__observation *ingested_cell(const tell_dataset *dataset, const char *code,
                                       const char *indicator);

/** A cell of tell_dataset_files(): a whole number, or a text ("" when missing). */
int64_t ingested_account(const tell_dataset *dataset, int64_t file, const char *column);
const char *ingested_account_text(const tell_dataset *dataset, int64_t file, const char *column);

/** A text of tell_dataset_units() in the row of a unit, "" when missing. */
const char *ingested_unit_text(const tell_dataset *dataset, const char *level, const char *code,
                               const char *column);

/** How many findings have a code. */
int64_t ingested_issue_count(const tell_issues *issues, const char *code);

/** Asserts that exactly one finding has the code, with this severity, place and field. */
void ingested_assert_issue(const tell_issues *issues, tell_severity severity, const char *code,
                           const char *source, int64_t line, int64_t column, const char *field);

/** Asserts that no message of a severity above a note was made. */
void ingested_assert_clean(const tell_issues *issues);

/** Asserts that no message holds the text, and that every message is one line of text. */
void ingested_assert_never_quoted(const tell_issues *issues, const char *value);

/** Orders two observations as a dataset does: below 0, 0 for the same key, above 0. */
int ingested_compare_keys(const tell__observation *a, const tell__observation *b);

/** Asserts that units and observations are equal in all but the places where they were read. */
void ingested_assert_equal(const tell_dataset *a, const tell_dataset *b);

/** The text in UTF-16LE with byte order mark, or in Windows-1252; free with free(). */
char *ingested_utf16le(const char *text, size_t *size);
char *ingested_windows_1252(const char *text, size_t *size);

#endif
