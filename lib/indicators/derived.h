/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares that are made of the rows of a distribution, by derived.csv of the catalogue. */
#ifndef TELL_INDICATORS_DERIVED_H
#define TELL_INDICATORS_DERIVED_H

#include "base/error.h"
#include "indicators/rows.h"

/**
 * Adds a row for every unit, period and group where a category that is needed
 * has a row, unless the dataset has the share itself. `rows` holds the rows of
 * all observations, and none that are computed.
 */
tell_status tell__derive(const tell_dataset *dataset, tell__rows *rows, tell_error *err);

/**
 * The share that is the sum of the shares of some rows of one unit, period and
 * group, all of one distribution.
 * @param parts NULL where a category has no row; at least one has.
 * @param key   of the row to be made.
 */
tell__row tell__derived_row(const tell__row *const *parts, size_t count, const tell__row_key *key);

#endif
