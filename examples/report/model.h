/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the report knows: a release, read cell by cell, and the list of series
 * it shows. No statistics here: everything is looked up.
 */
#ifndef REPORT_MODEL_H
#define REPORT_MODEL_H

#include <stddef.h>
#include <stdint.h>
#include <telling.h>

/** The values that an axis holds. */
typedef struct report_axis {
  double low, high;
} report_axis;

/** One chart's worth: an indicator at a grade, in one category of a distribution or none. */
typedef struct report_series {
  const char *indicator, *source; /* one source: figures of two are never one series */
  int64_t grade;
  const char *dimension, *category; /* "" when not a distribution */
  const char *name;                 /* of the indicator, in the report's language */
  const char *unit;                 /* of measure, in words */
  int64_t decimals;
  int is_dropped; /* while opening: another source of the same figure comes first */
  int has_other;  /* another source has figures of the same, which are not shown */
  int is_total;   /* totals of a school and of a nation share no axis: shown in tables only */
  report_axis
      members;       /* the same for every area and school, so that their charts can be compared */
  report_axis whole; /* of municipality, county and nation, which vary less */
} report_series;

/** A unit of the release and where its rows are. */
typedef struct report_unit {
  const char *level, *code, *name, *area, *area_name, *successor;
  int64_t valid_to;    /* 0 = still there */
  int64_t first, last; /* rows of the indicator table, last not included */
  size_t index;        /* its place in the model's index */
} report_unit;

/** Where the rows of a unit's series in a year stand; -1 = there is none. */
typedef struct report_cell {
  int64_t shown;    /* published before local before computed */
  int64_t computed; /* the one computed from units below */
} report_cell;

typedef struct report_model {
  const tell_catalogue *catalogue;
  const tell_release *release;
  const tell_table *indicators, *trends, *hidden, *units, *files;
  tell_language language;
  tell_buffer *sentence;                    /* for the library's sentences */
  tell_error *error;                        /* what went wrong in one; the caller's */
  report_unit municipality, county, nation; /* code NULL when not in the data */
  report_unit *members;                     /* areas, then schools, of the municipality */
  size_t member_count;
  report_series *series;
  size_t series_count;
  int64_t first_period, last_period;
  report_cell *cells;     /* unit × series × year */
  int64_t *latest_trends; /* unit × series: the trend row that ends last, -1 = none */
} report_model;

/**
 * Looks up everything for one municipality. `code` NULL = the only one that
 * has schools in the data. On failure `*why` receives a message.
 */
int report_model_open(report_model *model, const tell_catalogue *catalogue,
                      const tell_release *release, tell_language language, const char *code,
                      tell_error *error, const char **why);
void report_model_close(report_model *model);

/** The text of a cell, "" when it holds none. */
const char *report_text(const tell_table *table, int64_t row, const char *column);

/** A whole number, `otherwise` when there is none. */
int64_t report_whole(const tell_table *table, int64_t row, const char *column, int64_t otherwise);

/** A real number; returns the cell's state and writes `*value` only when present. */
tell_state report_real(const tell_table *table, int64_t row, const char *column, double *value);

/** The state of any cell. */
tell_state report_state(const tell_table *table, int64_t row, const char *column);

/** Why there is no value in a row of the indicator set: the state's text, in the report's language.
 */
const char *report_why(const report_model *model, int64_t row);

/** A text of the catalogue; the key itself when there is none, so that a gap is seen. */
const char *report_word(const report_model *model, const char *prefix, const char *key);

/** Where the rows of a unit's series in a period stand. */
report_cell report_cell_of(const report_model *model, const report_unit *unit,
                           const report_series *series, int64_t period);

/** The row that shows a unit's value of a series in a period; -1 when there is none. */
int64_t report_row(const report_model *model, const report_unit *unit, const report_series *series,
                   int64_t period);

/** The trend row of a unit's series that ends last, -1 when there is none. */
int64_t report_trend(const report_model *model, const report_unit *unit,
                     const report_series *series);

/** Fills the model's index (index.c); returns 0 when there is no memory. */
int report_index(report_model *model);

/** Whether any row of the unit belongs to the series and could hold a value. */
int report_has(const report_model *model, const report_unit *unit, const report_series *series);

/** Whether the municipality's schools are divided into areas. */
int report_has_areas(const report_model *model);

/** Whether an indicator's row of the catalogue's links names the goal or one of its priorities. */
int report_belongs(const report_model *model, const char *indicator, const char *goal);

#endif
