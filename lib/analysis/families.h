/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Families of tests: everything that an analysis compares in the same way, in
 * one municipality and school year. Their size is known when all rows are
 * there; then the p values are adjusted and the rows finished.
 */
#ifndef TELL_ANALYSIS_FAMILIES_H
#define TELL_ANALYSIS_FAMILIES_H

#include "analysis/contrast.h"

/** What makes a family: the kind of comparison, the municipality (or county, nation), the school
 * year, and a further number (a declared group). */
typedef struct tell__family_key {
  int64_t comparator;
  tell__figure_unit scope;
  int64_t period, group;
} tell__family_key;

typedef struct tell__family_test {
  int64_t family;
  int64_t row; /* of the analysis */
  const tell__contrast_at *at;
  tell__contrast contrast;
  int direction;
} tell__family_test;

typedef struct tell__families {
  tell__keymap *numbers;
  int64_t count;
  tell__family_test *tests;
  size_t test_count, test_capacity;
} tell__families;

/** Begins; freed with tell__families_free() whatever it returns. 0 when there is no memory. */
int tell__families_begin(tell__families *families);
void tell__families_free(tell__families *families);

/** The municipality that a row's unit belongs to; the unit itself above schools and areas. */
tell__figure_unit tell__family_scope(const tell__figures *figures, int64_t row);

/** Adds the contrast of the row at hand, also one without a test (it is not counted). */
void tell__families_add(tell__families *families, tell__analysis_job *job,
                        const tell__family_key *key, const tell__contrast_at *at,
                        const tell__contrast *contrast, int direction);

/** Adjusts every family and writes what its tests say together. */
tell_status tell__families_finish(tell__families *families, tell__analysis_job *job);

#endif
