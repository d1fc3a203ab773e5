/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the library's verdicts mean for the report: which are tests, which stand out. Nothing is
 * decided here. */
#ifndef REPORT_VERDICT_H
#define REPORT_VERDICT_H

#include <stdio.h>

#include "model.h"

/** What became of a row's comparison or of a trend. */
typedef enum report_verdict {
  REPORT_NOT_TOLD,      /* no value, hidden, or nothing to compare with */
  REPORT_UNTESTED,      /* a value, but not enough to test it */
  REPORT_MAY_BE_CHANCE, /* tested, and chance could have made it */
  REPORT_STANDS_OUT     /* higher, lower, rising, falling; uneven years */
} report_verdict;

/** Of a row of the indicator set; -1 = no row. */
report_verdict report_compared(const report_model *model, int64_t row);

/** Of a row of the trends; -1 = no row. */
report_verdict report_changed(const report_model *model, int64_t row);

/** Whether the years of a trend scatter by more than chance; -1 = no row. A trend of any direction
 * or of none may do that. */
report_verdict report_uneven(const report_model *model, int64_t row);

/** Whether a series counts in summaries: levels of a distribution are the same pupils as the mean
 * beside them. */
int report_counts(const report_series *series);

/** Writes the library's sentence about a row; returns 0 and keeps the error in the model's error
 * object when it cannot. */
int report_say_indicator(FILE *out, const report_model *model, int64_t row);
int report_say_trend(FILE *out, const report_model *model, int64_t row);

#endif
