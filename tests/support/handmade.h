/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Indicator sets and trends written out row by row, for the stages that know
 * nothing but tables. For tests only: whatever is wrong ends the test.
 */
#ifndef TELL_TESTS_HANDMADE_H
#define TELL_TESTS_HANDMADE_H

#include "table/table.h"
#include "telling/wording.h"

enum { HANDMADE_NOBODY = -1 }; /* a count of 0, because 0 means "not stated" here */

/** A row of an indicator set; what is left out is NULL or 0. */
typedef struct handmade_row {
  const char *unit;                 /* as in sample.h: the form of the code says the level */
  const char *name;                 /* of the unit; NULL: its code */
  const char *parent;               /* NULL: none, and so no difference */
  const char *area;                 /* of a school */
  const char *indicator;            /* NULL: "eu_trivsel" */
  const char *source;               /* NULL: "local" */
  const char *origin;               /* NULL: "local" */
  const char *comparator;           /* origin of the parent's row; NULL: that of the row */
  const char *gender, *owner;       /* NULL: "all" */
  const char *dimension, *category; /* NULL: none */
  int period, grade;                /* 0: 2022, 7 */
  int n, numerator;                 /* 0: not stated */
  int suppressed;                   /* units below that are suppressed; computed rows */
  int decimals;
  double value;              /* 0: none */
  double lo, hi, difference; /* 0: made up where there is a value */
  const char
      *verdict; /* NULL: "higher" where there is a difference; "": no verdict and no difference */
  tell_state state; /* of a value that is not there */
} handmade_row;

/** A sealed indicator set of these rows, with an interval, a difference and so on for every value.
 */
tell_table *handmade_set(const tell_catalogue *catalogue, const handmade_row *rows, size_t count);

typedef struct handmade_trend {
  const char *unit, *indicator, *origin; /* as above; NULL: "eu_trivsel", "local" */
  const char *source;
  const char *years; /* "2022-23 2023-24" */
  int first, last, points, left_out;
  int decimals;
  double slope; /* 0: only the rank-free one */
  double sen_slope;
  double q_p;             /* 0: none */
  double smallest_change; /* 0: none */
  const char *verdict;
  tell_state verdict_state;
  const char *continued_from; /* NULL: none */
} handmade_trend;

/** A sealed table of trends. */
tell_table *handmade_trends(const tell_catalogue *catalogue, const handmade_trend *rows,
                            size_t count);

/** A dataset without observations; it knows the units 46 "Vestland" and 4601 "Testby". */
tell_dataset *handmade_dataset(const tell_catalogue *catalogue);

/** A release of these tables under a policy; `trends` may be NULL. */
tell_release *handmade_release(const tell_catalogue *catalogue, const char *policy,
                               const tell_table *indicators, const tell_table *trends);

/**
 * Releases the rows and checks a column: `expected` has a character for each
 * row, 1 when it stands, 0 when it is hidden, - when it never had a number.
 */
void handmade_check(const tell_catalogue *catalogue, const char *policy, const handmade_row *rows,
                    size_t count, const char *column, const char *expected);

#endif
