/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small datasets written out in a test, and the cells of the tables made from
 * them, whatever the seal. For tests only: whatever is wrong ends the test.
 */
#ifndef TELL_TESTS_SAMPLE_H
#define TELL_TESTS_SAMPLE_H

#include "dataset/part.h"
#include "table/table.h"
#include "telling.h"

/** One observation; what is left out is 0, and `has` says which optional numbers are there. */
typedef struct sample_cell {
  const char *unit;      /* "I" nation, 2 digits county, 4 municipality, 9 school, else area */
  const char *indicator; /* id */
  const char *source;    /* id; NULL: "udir-np" */
  const char *dimension; /* NULL: the indicator's distribution, else "niva" */
  const char *category;  /* of that dimension; NULL: none */
  int period, grade, gender, owner;
  double value;
  int n, numerator;
  double sd, margin;
  int has;      /* TELL__HAS_... */
  int decimals; /* as written */
  int flags;    /* TELL__FLAG_... */
  tell_state state;
} sample_cell;

typedef struct sample sample;

/* For cmocka: the state of a group of tests is the built-in catalogue. */
int sample_set_up(void **state);
int sample_tear_down(void **state);

/** Begins a dataset; `catalogue` must live as long as the dataset. */
sample *sample_begin(const tell_catalogue *catalogue);

/** Says where a unit belongs; `parent` and `area` may be NULL. */
void sample_unit(sample *data, const char *unit, const char *parent, const char *area);

/** Adds observations. */
void sample_add(sample *data, const sample_cell *cells, size_t count);

/**
 * Adds observations from text: a line of names (those of sample_cell, and
 * `state` as an id), then one line each; `;` between cells, decimal point.
 * A blank cell is not there; `decimals` are those of the value as written.
 */
void sample_read(sample *data, const char *text);

/** sample_begin(), sample_read() and sample_finish(). */
tell_dataset *sample_dataset(const tell_catalogue *catalogue, const char *text);

/** The indicator set of a dataset. */
tell_table *sample_indicators(const tell_dataset *dataset);

/** The indicator set of a text as in sample_read(). */
tell_table *sample_compute(const tell_catalogue *catalogue, const char *text);

/** Finishes; the sample is gone then. */
tell_dataset *sample_finish(sample *data);

/** The release of a dataset under a policy, with trends. */
tell_release *sample_release(const tell_catalogue *catalogue, const char *policy,
                             const tell_dataset *dataset);

/** An analysis of a release; `options` NULL = the defaults. */
tell_analysis *sample_analysis(const tell_catalogue *catalogue, const tell_release *release,
                               int32_t kind, const tell_analysis_options *options);

/** What picks a row out of a table; NULL and 0 = whatever it is. */
typedef struct sample_pick {
  const char *unit, *indicator, *origin, *source, *gender, *category;
  int period, grade, segment;
} sample_pick;

#define SAMPLE_PICK(...) (&(sample_pick){__VA_ARGS__})

/** The only row picked; ends the test when there are none or several. */
int64_t sample_row(const tell_table *table, const sample_pick *pick);

/** How many rows are picked. */
int64_t sample_count(const tell_table *table, const sample_pick *pick);

/** The state of a cell. */
tell_state sample_state(const tell_table *table, int64_t row, const char *column);

/* The value of a cell; ends the test when it is not present. */
double sample_real(const tell_table *table, int64_t row, const char *column);
int64_t sample_whole(const tell_table *table, int64_t row, const char *column);
const char *sample_text(const tell_table *table, int64_t row, const char *column);

/** Ends the test unless a column is equal in both tables to the bit; both have as many rows. */
void sample_same_column(const tell_table *a, const tell_table *b, int32_t column);

#endif
