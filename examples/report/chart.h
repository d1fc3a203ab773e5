/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts as inline SVG with title and description; only released values are drawn. */
#ifndef REPORT_CHART_H
#define REPORT_CHART_H

#include <stdio.h>

#include "model.h"

/** How a unit is drawn: the same shape and colour wherever it stands. */
enum { CHART_MUNICIPALITY, CHART_COUNTY, CHART_NATION, CHART_UNIT };

/** One line of a chart; the first of a chart is whom it is about. */
typedef struct chart_line {
  const report_unit *unit;
  int look;
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
