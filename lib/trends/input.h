/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An indicator set as input: where its columns are, and what a row says. It is
 * read without regard to the seal, because the result is sealed as well.
 */
#ifndef TELL_TRENDS_INPUT_H
#define TELL_TRENDS_INPUT_H

#include "base/error.h"
#include "catalogue/catalogue.h"
#include "table/about.h"
#include "table/columns.h"

/** Text columns of an indicator set that a trend takes over as they are. */
#define TELL__TREND_COPIED(X) TELL__ROW_ABOUT(X) X(origin)

#define TELL__TREND_INDEX(name) TELL__COPIED_##name,

enum { TELL__TREND_COPIED(TELL__TREND_INDEX) TELL__COPIED_COUNT };

/** An indicator set, borrowed. */
typedef struct tell__trend_input {
  const tell_catalogue *catalogue;
  const tell__strings *strings;
  int64_t count;
  tell__texts texts[TELL__COPIED_COUNT];
  tell__texts continued_from, interval_state;
  tell__wholes period, grade, decimals, children_suppressed, n;
  tell__reals value, se, lo, hi, confidence, coverage, participation;
  int32_t school, computed, pooled; /* codes of these words, -1 where they do not occur */
} tell__trend_input;

/** Finds the columns; #TELL_E_ARGUMENT when one is not there or of another type. */
tell_status tell__trend_input_read(const tell_catalogue *catalogue, const tell_table *indicators,
                                   tell__trend_input *input, tell_error *err);

/** A copied text of a row, by TELL__COPIED_<column>. */
const char *tell__trend_input_text(const tell__trend_input *input, int column, int64_t row);

/** The index of the row's indicator in the catalogue, -1 when it has none of that id. */
int32_t tell__trend_input_indicator(const tell__trend_input *input, int64_t row);

/** Whether the row was computed from the units below. */
int tell__trend_input_is_computed(const tell__trend_input *input, int64_t row);

/** Whether the row's standard error is larger than it need be (telling/indicators.h,
 * pooled_spread).
 */
int tell__trend_input_is_pooled(const tell__trend_input *input, int64_t row);

/** The row behind the last one of the series that begins at `first`. */
int64_t tell__trend_input_series_end(const tell__trend_input *input, int64_t first);

#endif
