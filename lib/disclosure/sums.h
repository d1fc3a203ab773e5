/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shares that are sums of categories of a distribution (derived.csv of the
 * catalogue), and how each stands to the rows of its categories. Holds no rule.
 */
#ifndef TELL_DISCLOSURE_SUMS_H
#define TELL_DISCLOSURE_SUMS_H

#include "disclosure/facts.h"

/**
 * Finds the sums among the caller's own counts. A sum of rows that are there
 * gets the minimum 0: nothing is to be judged that its categories are not
 * judged for. Returns 0 when there is no memory.
 */
int tell__sums_find(const tell_catalogue *catalogue, tell__facts *facts);

/** The row of a category of a row that is a sum, of the same unit, group and origin;
 * TELL__UNKNOWN. */
int64_t tell__sums_part(const tell__facts *facts, int64_t row, int32_t category);

#endif
