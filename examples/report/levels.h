/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distributions: several series that add up to 100 per cent, shown together. */
#ifndef REPORT_LEVELS_H
#define REPORT_LEVELS_H

#include <stdio.h>

#include "chart.h"

/** Whether two series are members of the same distribution at the same grade. */
int levels_same(const report_series *a, const report_series *b);

/** The card of the `count` members that begin at series `first`. */
void levels_card(FILE *out, const report_model *model, const chart_line *lines, size_t line_count,
                 size_t first, size_t count);

#endif
