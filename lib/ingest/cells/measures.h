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

/** The numbers of an observation. One that is not there: 1 as n, 0 as sd and margin. */
typedef struct tell__numbers {
  double value, n, sd, margin;
} tell__numbers;

/**
 * Limits between which tell__measures_judge() finds nothing in the numbers of an indicator and
 * takes them as they are, so that nearly all need not be judged one by one. What is outside may be
 * as good.
 */
typedef struct tell__usual {
  double min, max;        /* of the value */
  double variance;        /* of sd * sd */
  double margin_variance; /* of margin * margin * n */
  unsigned unused;        /* TELL__HAS_SD where there is something to say of every one */
  unsigned sd_flag;       /* what goes with sd */
} tell__usual;

/** The limits for observations with a value, perhaps with n, sd and margin, all of them numbers
 * without a star; without a numerator or a stated state. */
tell__usual tell__measures_usual(const tell__indicator *indicator);

/** `has`: which numbers there are beside the value, TELL__HAS_N ... */
static inline int tell__measures_are_usual(const tell__usual *usual, const tell__numbers *m,
                                           unsigned has) {
  /* One test: each alone would nearly always be true. */
  int is_between = ((has & usual->unused) == 0) & (m->value >= usual->min) &
                   (m->value <= usual->max) & (m->n >= 1) & (m->n <= INT32_MAX) & (m->sd >= 0) &
                   (m->sd * m->sd <= usual->variance) & (m->margin >= 0) &
                   (m->margin * m->margin * m->n <= usual->margin_variance);
  return __builtin_expect(is_between && (double)(int32_t)m->n == m->n, 1);
}

/** Fills in what tell__measures_judge() does then, but the decimals. */
static inline void tell__measures_take_usual(const tell__usual *usual, const tell__numbers *m,
                                             unsigned has, tell__observation *observation) {
  observation->value = m->value;
  observation->sd = m->sd;
  observation->margin = m->margin;
  observation->n = (has & TELL__HAS_N) != 0 ? (int32_t)m->n : 0;
  observation->state = TELL_STATE_PRESENT;
  observation->has = has & (TELL__HAS_N | TELL__HAS_SD | TELL__HAS_MARGIN);
  observation->flags = (has & TELL__HAS_SD) != 0 ? usual->sd_flag & TELL__FLAG_SD_POOLED : 0;
}

/** How many columns of the file the measures take up. */
int32_t tell__measures_cells(const tell__measures *measures);

#endif
