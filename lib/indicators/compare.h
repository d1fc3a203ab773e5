/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A unit against the parent that it is part of, in the same period and group. */
#ifndef TELL_INDICATORS_COMPARE_H
#define TELL_INDICATORS_COMPARE_H

#include "indicators/rows.h"

/** Fills the difference of every row; the rows must all be there. */
void tell__compare(const tell__dataset_view *dataset, tell__rows *rows);

/**
 * What the difference of a row says, for rows whose difference is present:
 * "higher", "lower", "not_distinguishable" or "no_interval".
 */
const char *tell__compare_verdict(const tell__row *row);

#endif
