/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The schools of one municipality around its own figure: what "variation" and
 * "variation_units" say, worked out for one indicator, school year and
 * breakdown at a time. Shares are per cent in figures, and proportions in the
 * statistics.
 */
#ifndef TELL_ANALYSIS_FUNNELS_H
#define TELL_ANALYSIS_FUNNELS_H

#include "analysis/analyses.h"
#include "analysis/members.h"
#include "stats/icc.h"
#include "stats/overdispersion.h"
#include "stats/shrinkage.h"

/** Below this number of schools with a figure, nothing is said of how they differ. */
#define TELL__FUNNEL_LEAST 3

/** The levels of the limits: 95 % and 99.8 %. */
enum { TELL__FUNNEL_INNER, TELL__FUNNEL_OUTER, TELL__FUNNEL_LEVELS };

typedef struct tell__funnel_unit {
  int64_t row;
  tell_state state;                          /* of what is said of it: present when it has a place
                                                in the funnel */
  double value, z;                           /* in the measure's unit; in standard errors */
  double wobble;                             /* of a mean: how well se is known (tell__variance) */
  double x, n, se;                           /* x and n of shares, se of both */
  tell__estimate plain[TELL__FUNNEL_LEVELS]; /* limits by chance alone, in the measure's unit */
  tell__estimate wide[TELL__FUNNEL_LEVELS];  /* widened by what schools differ beyond chance */
  tell__estimate shrunken;                   /* without a value where there are too few schools */
  double reliability;
  int pooled; /* 1: se is larger than that of the pupils */
} tell__funnel_unit;

typedef struct tell__funnel {
  const tell__member_set *set;
  int is_share;
  int64_t target_row; /* -1: the municipality has no such row */
  tell_state target_state;
  double target;
  tell_state state; /* of what is said of all schools together */
  tell__funnel_unit *units;
  int pooled;           /* 1: of some placed units the standard error is larger than the pupils' */
  size_t count, placed; /* placed: those with a place in the funnel */
  size_t hidden, not_taken_part, missing; /* the rest */
  tell__stats_overdispersion over;
  tell__stats_between between; /* in the measure's unit */
  tell__estimate icc;
  double icc_units;
} tell__funnel;

/** Funnels of municipalities, one after the other. Start with zeroes and `with_areas`. */
typedef struct tell__funnels {
  tell__analysis_job *job;
  tell__members members;
  int with_areas; /* 1: those of areas too */
  size_t next;    /* set */
  tell__funnel funnel;
  double *numbers; /* scratch: columns of the largest set */
  tell__estimate *shrunken;
  size_t most;
} tell__funnels;

/** #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_MEMORY; free whatever the status. */
tell_status tell__funnels_begin(tell__funnels *funnels, tell__analysis_job *job);
void tell__funnels_free(tell__funnels *funnels);

/** The next funnel, NULL after the last one or when memory is short (the job's status). It stands
 * until the next call. */
const tell__funnel *tell__funnels_next(tell__funnels *funnels);

/** Where a placed unit lies: "inside", "above_95", "below_95", "above_998", "below_998", and
 * "too_few" when there are too few schools. */
const char *tell__funnel_verdict(const tell__funnel *funnel, const tell__funnel_unit *unit,
                                 int overdispersion);

#endif
