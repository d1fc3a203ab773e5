/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures behind a trend of a release, and their weights in its slope. */
#ifndef TELL_ANALYSIS_SLOPE_WEIGHTS_H
#define TELL_ANALYSIS_SLOPE_WEIGHTS_H

#include "analysis/figures.h"

typedef struct tell__slope_year {
  int64_t figure; /* row of the indicator set */
  double weight;
} tell__slope_year;

/** Start with zeroes. */
typedef struct tell__slope_weights {
  tell__slope_year *years; /* in the order of years */
  size_t count, capacity;
  int known; /* 1: Σ weight·value gives the released slope */
} tell__slope_weights;

/** Finds the figures of a trend's row by the years it names. Returns #TELL_OK or #TELL_E_MEMORY. */
tell_status tell__slope_weights_find(const tell__figures *figures, const tell_table *trends,
                                     int64_t row, tell__slope_weights *weights, tell_error *err);
void tell__slope_weights_free(tell__slope_weights *weights);

/** The method of a trend's row, "" where it is hidden or there is none. */
const char *tell__slope_method(const tell_table *trends, int64_t row);

#endif
