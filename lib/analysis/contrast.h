/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One figure against another: the difference, what it says by itself, and what
 * it says among all that is compared at the same time. How that stands in a
 * table is the same for every analysis that compares.
 */
#ifndef TELL_ANALYSIS_CONTRAST_H
#define TELL_ANALYSIS_CONTRAST_H

#include "analysis/analyses.h"
#include "stats/difference.h"

typedef struct tell__contrast {
  tell_state state;    /* of the difference */
  tell_state interval; /* of se, lo, hi and p; a difference may stand without them */
  tell__stats_difference found;
} tell__contrast;

/** A side of a contrast: a figure, or several taken together. */
typedef struct tell__side {
  tell_state state;  /* of the value */
  tell_state spread; /* of its standard error: hidden, or present with or without a number */
  tell__stats_part part;
  int has_x; /* of a share: whether it is a count */
  double x;  /* how many of part.n */
} tell__side;

/** The side that a row is. */
tell__side tell__side_of(const tell__figures *figures, int64_t row);

/** What several rows say together, weighted by participants; each must be present. */
tell__side tell__side_pool(tell__analysis_job *job, const int64_t *rows, size_t count);

/** A unit against one that it is a part of, and against one that it shares nobody with. */
tell__contrast tell__contrast_inside(const tell__side *child, const tell__side *parent,
                                     double level);
tell__contrast tell__contrast_apart(const tell__side *first, const tell__side *second,
                                    double level);

/** The difference from the parent that the release has, with its standard error, as a contrast. */
tell__contrast tell__contrast_released(const tell__figures *figures, int64_t row, double level);

/** A contrast that is not there, and why. */
tell__contrast tell__contrast_none(tell_state state);

/** Whether there is a test. */
int tell__contrast_is_tested(const tell__contrast *contrast);

/** 1 above, −1 below, 0 when the interval holds 0 or is not there. */
int tell__contrast_sign(const tell__contrast *contrast);

/** Where a contrast stands in a table: columns, −1 = it has none. */
typedef struct tell__contrast_at {
  int32_t state, interval_state, verdict, verdict_family, reading, reading_family;
  int32_t family_size;
  int32_t difference, se, lo, hi, df, p, p_adjusted;
} tell__contrast_at;

/** Writes what a contrast says by itself into the row at hand. */
void tell__contrast_write(tell__analysis_job *job, const tell__contrast_at *at,
                          const tell__contrast *contrast, int direction);

/** Writes what it says in its family of `size` tests; `adjusted` counts where there is a test. */
void tell__contrast_write_family(tell__analysis_job *job, const tell__contrast_at *at,
                                 const tell__contrast *contrast, int direction, double adjusted,
                                 int64_t size);

/** 1 when a higher figure is better, −1 when a lower one is, 0 when the catalogue does not say. */
int tell__figures_direction(const tell__figures *figures, int64_t row);

#endif
