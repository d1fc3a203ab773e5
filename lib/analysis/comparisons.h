/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two halves of the analysis "comparisons" share: finding the other side of a figure
 * (comparators.c), and writing the row (comparisons.c). */
#ifndef TELL_ANALYSIS_COMPARISONS_H
#define TELL_ANALYSIS_COMPARISONS_H

#include "analysis/families.h"
#include "analysis/members.h"

/* What a figure is held against. */
enum {
  TELL__AGAINST_PARENT,
  TELL__AGAINST_NATION,
  TELL__AGAINST_LAST_YEAR,
  TELL__AGAINST_THREE_YEARS,
  TELL__AGAINST_PEERS
};

typedef struct tell__comparing {
  tell__analysis_job *job;
  tell__families families;
  tell__members members;
  int64_t *others; /* room for the largest set of peers */
} tell__comparing;

/** One row while it is made. */
typedef struct tell__comparison {
  int64_t figure;
  int comparator;      /* TELL__AGAINST_… */
  const int64_t *rows; /* the other side's */
  size_t count;
  int64_t first, last; /* their school years */
  int64_t group;       /* of peers, else -1 */
  tell__side other;
  tell__contrast contrast;
} tell__comparison;

/** Compares every figure with its parent, the nation and earlier years. */
void tell__compare_figures(tell__comparing *of);

/** Compares every member of a declared group with the others. */
void tell__compare_peers(tell__comparing *of);

/** Adds a row. */
void tell__comparison_add(tell__comparing *of, const tell__comparison *made);

#endif
