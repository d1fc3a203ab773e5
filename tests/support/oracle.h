/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small tables of independent answers: the CSV files of tests/data (made by R
 * or the like) and of the published reference tables, which are not part of
 * this tree. Commas, a header row; a comma between double quotes is part of the
 * cell, and the quotes stay; lines that begin with '#' are passed over. For tests only: whatever is
 * wrong ends the test.
 */
#ifndef TELL_TESTS_ORACLE_H
#define TELL_TESTS_ORACLE_H

#include <stddef.h>

typedef struct oracle oracle;

/** Opens tests/data/<name>; ends the test when it cannot be read. */
oracle *oracle_own(const char *name);

/**
 * Opens <shared>/data/published/<name>, <shared> from the environment variable
 * TELL_SHARED, else beside the checkout. NULL when the folder is not there, so
 * that the test can be skipped.
 */
oracle *oracle_published(const char *name);

void oracle_close(oracle *table);
size_t oracle_rows(const oracle *table);

/** A cell as text; borrowed. Ends the test when there is no such column. */
const char *oracle_text(const oracle *table, size_t row, const char *column);

/** A cell as number. Ends the test when it is none. */
double oracle_number(const oracle *table, size_t row, const char *column);

/** The bytes of a published file, to be freed with free(); NULL when the folder is not there. */
char *oracle_published_bytes(const char *name);

/**
 * Reads the numbers of `"<key>": [ … ]` from a published JSON file into
 * `numbers` (room for `most`), null as NaN. Returns how many; 0 when the folder
 * is not there.
 */
size_t oracle_published_array(const char *name, const char *key, double *numbers, size_t most);

/** The same for a data set with a name: the first such array after `"<name>": {`. The numbers may
 * stand in quotes. */
size_t oracle_published_member(const char *file, const char *name, const char *key, double *numbers,
                               size_t most);

/** A number of such a data set, `"<key>": "<number>"` after its name; NaN when the folder is not
 * there. */
double oracle_published_value(const char *file, const char *name, const char *key);

#endif
