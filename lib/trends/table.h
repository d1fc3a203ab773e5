/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of telling/trends.h. */
#ifndef TELL_TRENDS_TABLE_H
#define TELL_TRENDS_TABLE_H

#include "table/cells.h"
#include "trends/fit.h"
#include "trends/series.h"

/** Makes the empty table; the row writer is ready then. */
tell_status tell__trends_table(tell__cells *cells);

/** Adds the row of one trend; failures stay in the writer. */
void tell__trends_row(tell__cells *cells, const tell__trend_input *input,
                      const tell__stretch *stretch, const tell__series *series,
                      const tell__fit *fit, const tell_trends_options *options);

#endif
