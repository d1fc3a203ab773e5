/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all statistics share: the state of a result, the estimate, the
 * variance in its two parts, and the values that statistics are made of.
 *
 * The functions of this folder are pure: numbers in, numbers out, no memory
 * of earlier calls. Units are those of the caller; nothing here knows what an
 * indicator is. A number counts as one when it is finite and not beyond 1e100
 * in size (so that squares and sums of squares stay finite); anything else is
 * TELL_STAT_DOMAIN_ERROR. NaN and infinity never leave.
 */
#ifndef TELL_STATS_STATS_H
#define TELL_STATS_STATS_H

#include <stddef.h>
#include <stdint.h>

#include "telling/stats.h"

/**
 * A number with what is known about it. Two rules hold for every function:
 * there is a value when `method` is not NULL, and an interval (with se) when
 * `level` is above 0. Numbers that are not there are 0.
 */
typedef struct tell__estimate {
  double value;
  double se;          /* standard error */
  double lo, hi;      /* interval at `level` */
  double level;       /* 0.95 ...; 0 without an interval */
  double n;           /* pupils, answers or points behind the value; 0 when not known */
  const char *method; /* constant text; NULL without a value */
  tell_stat_state state;
} tell__estimate;

/**
 * A variance in two parts: sampling (pupils differ) and rounding (the
 * publisher dropped decimals). They are kept apart because the sampling part
 * is shared between a unit and the parent that contains it, while rounding
 * errors of two published figures are independent.
 */
typedef struct tell__variance {
  double sampling;
  double rounding;
  double wobble; /* how well `sampling` is known: Σ c²/(n − 1) over what it is a sum of, c estimated
                    from n pupils (Welch and Satterthwaite); 0: taken as known */
} tell__variance;

/** A value of one unit, as it goes into a mean of units or a comparison. */
typedef struct tell__stats_part {
  double value;
  double n;
  tell__variance variance;
  int32_t has_n;      /* 0: n is not known */
  int32_t has_spread; /* 0: variance is not known */
} tell__stats_part;

/** A value of one year. */
typedef struct tell__stats_point {
  double year;
  double value;
  double se;
  int32_t has_se; /* 0: se is not known */
} tell__stats_point;

/** The largest series that a function with pairs of points accepts (TELL_E_LIMIT above). */
#define TELL__STATS_MOST_POINTS 5000

/** 1 when `x` is finite and at most 1e100 in size, else 0. */
int tell__stats_is_number(double x);

/** 1 when both parts are numbers and not negative, else 0. */
int tell__stats_is_variance(const tell__variance *variance);

/** 1 when the estimate holds a value. */
int tell__stats_has_value(const tell__estimate *estimate);

/** 1 when the estimate holds a standard error and an interval. */
int tell__stats_has_interval(const tell__estimate *estimate);

/** An estimate without any number. */
tell__estimate tell__stats_nothing(tell_stat_state state);

/** A value without interval. */
tell__estimate tell__stats_value_only(double value, double n, const char *method,
                                      tell_stat_state state);

/**
 * value ± z·se with z the normal quantile of `level` (in (0, 1)).
 * se = 0 gives an interval without width and TELL_STAT_ZERO_VARIANCE;
 * se < 0 or a number that is none gives TELL_STAT_DOMAIN_ERROR.
 */
tell__estimate tell__stats_normal_interval(double value, double se, double n, double level,
                                           const char *method);

/**
 * Makes an interval hold its value where both were rounded on different ways;
 * only for intervals that hold it but for rounding. One without width becomes the value.
 */
void tell__stats_hold_value(tell__estimate *estimate);

#endif
