/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which columns of a table the policy has to know, and what kind of knowledge
 * each of them carries. The tables come from stages that this one knows only
 * by their columns (telling/indicators.h, telling/trends.h).
 */
#ifndef TELL_DISCLOSURE_COLUMNS_H
#define TELL_DISCLOSURE_COLUMNS_H

#include "table/table.h"

/** What is hidden together, because one cell of it gives the others away. */
typedef enum tell__row_part {
  TELL__PART_VALUE,         /* value, n, numerator: the figure itself, and what depends on it */
  TELL__PART_INTERVAL,      /* se, lo, hi: width and middle of an interval give x and n */
  TELL__PART_COVERAGE,      /* with the published n it gives the n of the hidden children */
  TELL__PART_PARTICIPATION, /* made from the n of every year of the series */
  TELL__PART_DIFFERENCE,    /* made from the comparator's figure too */
  TELL__PART_CHILDREN,      /* how many units below are visible, suppressed, ... */
  TELL__PART_COUNT,
  TELL__PART_NONE = TELL__PART_COUNT, /* says nothing about pupils */
  TELL__PART_UNLISTED                 /* nobody has decided: must not be released */
} tell__row_part;

/** What a column of trends tells of the years. */
typedef enum tell__trend_part {
  TELL__TREND_PART_NONE,    /* what the row is about, and which years the trend used */
  TELL__TREND_PART_RESULT,  /* made from the years used: falls with any hidden one */
  TELL__TREND_PART_OTHERS,  /* made from all years of the series: falls with any hidden one */
  TELL__TREND_PART_UNLISTED /* as above */
} tell__trend_part;

/** The columns of an indicator set that are read. */
enum {
  TELL__SET_LEVEL,
  TELL__SET_UNIT,
  TELL__SET_PARENT_LEVEL,
  TELL__SET_PARENT,
  TELL__SET_AREA,
  TELL__SET_INDICATOR,
  TELL__SET_FAMILY,
  TELL__SET_KIND,
  TELL__SET_SOURCE,
  TELL__SET_SCHOOL_YEAR,
  TELL__SET_GENDER,
  TELL__SET_OWNER,
  TELL__SET_DIMENSION,
  TELL__SET_CATEGORY,
  TELL__SET_ORIGIN,
  TELL__SET_COMPARATOR_ORIGIN,
  TELL__SET_PERIOD,
  TELL__SET_GRADE,
  TELL__SET_N,
  TELL__SET_NUMERATOR,
  TELL__SET_CHILDREN_SUPPRESSED,
  TELL__SET_VALUE,
  TELL__SET_DIFFERENCE,
  TELL__SET_COUNT
};

/** The columns of a table of trends that are read. */
enum {
  TELL__TREND_LEVEL,
  TELL__TREND_UNIT,
  TELL__TREND_INDICATOR,
  TELL__TREND_FAMILY,
  TELL__TREND_SOURCE,
  TELL__TREND_GENDER,
  TELL__TREND_OWNER,
  TELL__TREND_DIMENSION,
  TELL__TREND_CATEGORY,
  TELL__TREND_ORIGIN,
  TELL__TREND_YEARS,
  TELL__TREND_GRADE,
  TELL__TREND_FIRST_PERIOD,
  TELL__TREND_LAST_PERIOD,
  TELL__TREND_POINTS,
  TELL__TREND_COUNT
};

/** Finds the columns; #TELL_E_ARGUMENT when one is not there or is of another type. */
tell_status tell__columns_find_set(const tell_table *table, int32_t columns[TELL__SET_COUNT],
                                   tell_error *err);
tell_status tell__columns_find_trends(const tell_table *table, int32_t columns[TELL__TREND_COUNT],
                                      tell_error *err);

/** The part of an indicator set's row that a column belongs to. */
tell__row_part tell__columns_part(const char *id);

/** The part of a trend that a column belongs to. */
tell__trend_part tell__columns_trend_part(const char *id);

/**
 * For a text column that names the state of another one ("interval_state" of
 * "se"): the id of that other column, else NULL.
 */
const char *tell__columns_state_of(const char *id);

/** The code of a text cell; 0 (the empty text) where there is none. */
int32_t tell__columns_code(const tell_table *table, int32_t column, int64_t row);

/** The text of a text cell; "" where there is none. Borrowed. */
const char *tell__columns_text(const tell_table *table, int32_t column, int64_t row);

/** The number of a whole-number cell; `missing` where there is none. */
int64_t tell__columns_whole(const tell_table *table, int32_t column, int64_t row, int64_t missing);

#endif
