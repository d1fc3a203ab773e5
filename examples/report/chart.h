/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts as inline SVG with title and description; only released values are drawn. */
#ifndef REPORT_CHART_H
#define REPORT_CHART_H

#include <stdio.h>

#include "model.h"

/** One line of a chart. */
typedef struct chart_line {
  const report_unit *unit;
  int look; /* 0: the unit itself (dot, interval); 1, 2: what it is seen against */
} chart_line;

/**
 * A strip of years. `id` is unique in the document (digits and letters);
 * `large` for the municipality's charts, else a small multiple.
 */
void chart_strip(FILE *out, const report_model *model, const report_series *series,
                 const chart_line *lines, size_t count, const char *id, int large);

/** What the marks mean, once per part of the page. */
void chart_legend(FILE *out, const report_model *model, int large);

#endif
