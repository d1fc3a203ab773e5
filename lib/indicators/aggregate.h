/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Computed rows: what the units below say about the unit above them. */
#ifndef TELL_INDICATORS_AGGREGATE_H
#define TELL_INDICATORS_AGGREGATE_H

#include "base/error.h"
#include "indicators/rows.h"

/** Below this share of the participants (of a total: of its value) what the visible units say is
 * not given. */
#define TELL__COVERAGE_LEAST 0.80

/**
 * Adds the computed rows of areas, municipalities, counties and the nation,
 * from the bottom up. `rows` holds the rows of all observations.
 */
tell_status tell__aggregate(const tell__dataset_view *dataset, tell__rows *rows, tell_error *err);

/**
 * One computed row from the rows of the units below. Returns 0 when there is
 * nothing to say: no child to which the indicator applies.
 * @param parts room for as many parts as there are children.
 * @param observed the unit's own observation row, NULL when it has none.
 */
int tell__aggregate_row(const tell__indicator *indicator, const tell__row *const *children,
                        size_t count, tell__stats_part *parts, const tell__row *observed,
                        tell__row *row);

/**
 * Takes the value away where the children carry too little of the unit.
 * @param must_be_known whether a value of unknown coverage goes too.
 */
void tell__aggregate_gate(int must_be_known, tell__row *row);

#endif
