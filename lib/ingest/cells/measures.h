/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells that belong to one observation, and what they say together. */
#ifndef TELL_INGEST_MEASURES_H
#define TELL_INGEST_MEASURES_H

#include "ingest/cells/cells.h"
#include "ingest/reading/reading.h"

/** A cell and the index of its column; -1: the file has no such column. */
typedef struct tell__measure {
  tell__cell cell;
  int32_t column;
} tell__measure;

/** Reads the cell of a column of the record under way. */
tell__measure tell__measure_read(const tell__reading *reading, int32_t column, tell__signs signs);

typedef struct tell__measures {
  tell__measure value, numerator, n, sd, margin;
  int n_elsewhere;  /* 1: the count stands in another table, from which finish() takes it */
  tell_state blank; /* what a cell without value and count means in this layout */
  int32_t stated;   /* the state that the file itself names, -1 when it names none */
  int32_t stated_column;
} tell__measures;

/**
 * Judges the cells against each other and against what the catalogue says is
 * possible, and fills in the numbers, state, flags and decimals of an
 * observation. What cannot be true becomes state invalid, with an error; what
 * is only hard to believe is kept, with a warning.
 */
void tell__measures_judge(tell__reading *reading, const tell__indicator *indicator,
                          const tell__measures *measures, tell__observation *observation);

/** How many columns of the file the measures take up. */
int32_t tell__measures_cells(const tell__measures *measures);

#endif
