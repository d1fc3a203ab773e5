/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each row of an analysis was made of: rows of the release's indicator
 * set, with weight and role. Kept beside the table, for tell_analysis_explain().
 */
#ifndef TELL_ANALYSIS_BASIS_H
#define TELL_ANALYSIS_BASIS_H

#include <stddef.h>
#include <stdint.h>

typedef struct tell__basis_entry {
  int64_t row;      /* of the analysis */
  int64_t figure;   /* row of the release's indicator set */
  double weight;    /* of the figure in the row's value, where that is a weighted sum */
  int has_weight;   /* 0: it is none, or the figure is hidden */
  const char *role; /* constant id such as "member"; the text "role.member" says it in words */
} tell__basis_entry;

/** Start with zeroes. */
typedef struct tell__basis {
  tell__basis_entry *entries; /* in the order of the analysis' rows */
  size_t count, capacity;
} tell__basis;

void tell__basis_free(tell__basis *basis);

/** Adds what a row was made of; rows come in order. A weight that is not finite counts as none.
 * Returns 0 when there is no memory. */
int tell__basis_add(tell__basis *basis, int64_t row, int64_t figure, double weight,
                    const char *role);
/** The same without a weight: inputs of what is no weighted sum, and hidden ones. */
int tell__basis_note(tell__basis *basis, int64_t row, int64_t figure, const char *role);

/** The entries of a row; `count` receives how many. */
const tell__basis_entry *tell__basis_of(const tell__basis *basis, int64_t row, size_t *count);

#endif
