/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What "equity" says of one unit, indicator and school year; made in gaps.c, written in equity.c.
 */
#ifndef TELL_ANALYSIS_EQUITY_H
#define TELL_ANALYSIS_EQUITY_H

#include "analysis/analyses.h"
#include "stats/difference.h"

/** The dimension of parents' education in data, and in groups.csv of the catalogue. */
#define TELL__EQUITY_EDUCATION "parents_education"

/** At most so many ordered categories of parents' education. */
#define TELL__EQUITY_CATEGORIES 9

typedef struct tell__equity {
  const char *measure;
  int64_t first, second; /* rows of what is compared; -1 where it is more than two */
  tell_state state;      /* of the value */
  tell_state interval;   /* of se, lo and hi where there is a value */
  tell__estimate value;  /* gap, gradient or share of variance */
  int pooled; /* 1: a standard error is of a spread over all answers, larger than the pupils' */
  int has_p;
  double p;
  double df;                 /* of t; 0 for other tests */
  tell__stats_effect effect; /* the gap in standard deviations of pupils */
  tell__estimate relative;   /* of the gradient; without a value elsewhere */
  int64_t groups, hidden, missing;
} tell__equity;

/** first − second of two groups of pupils that have no pupil in common. */
tell__equity tell__equity_gap(const tell__figures *figures, const char *measure, int64_t first,
                              int64_t second, double level);

/** The gradient over groups, `rows` from the lowest to the highest; -1 where one has no row. */
tell__equity tell__equity_gradient(const tell__figures *figures, const int64_t *rows, size_t count,
                                   double level);

#endif
