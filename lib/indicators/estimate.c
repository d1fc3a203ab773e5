/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From observation to estimate: one function for each way to an interval. */
#include "indicators/estimate.h"

#include <math.h>

#include "stats/mean.h"
#include "stats/quantile.h"
#include "stats/share.h"

enum { DECIMALS_MOST = 15 };

/* What the catalogue says of an observation. */
typedef struct made_by {
  const tell__indicator *indicator;
  const tell__source *source;
  int32_t items; /* questions behind the indicator */
} made_by;

/* For totals and ratios there are no participants behind the value. */
static int kind_has_n(tell__kind kind) {
  return kind != TELL__KIND_TOTAL && kind != TELL__KIND_RATIO;
}

tell__estimate tell__estimate_share(double x, double n, double *variance) {
  return tell__stats_share_percent(x, n, TELL__CONFIDENCE, variance);
}

/* The interval of x of n around the value as published. */
static void share_of_counts(const tell__observation *o, tell__row *row) {
  tell__estimate share = tell__estimate_share(o->numerator, o->n, &row->variance.sampling);
  share.value = o->value;
  row->estimate = share;
}

/* x is not known: the published share times n, which need not be a whole number. */
static void share_as_published(const tell__observation *o, tell__row *row) {
  tell__estimate share = tell__estimate_share(o->value / 100 * o->n, o->n, &row->variance.sampling);
  share.value = o->value;
  if (tell__stats_has_interval(&share)) {
    share.method = "wilson_fractional";
    row->variance.rounding = tell__stats_rounding_variance(row->decimals);
    share.se = sqrt(row->variance.sampling + row->variance.rounding);
  }
  row->estimate = share;
}

/* A margin of any level as one of 95 per cent, which the statistic takes. */
static double margin_of(const tell__observation *o, const tell__source *source) {
  double z = 0, z_source = 0;
  if (source->margin_level == TELL__CONFIDENCE ||
      tell__stats_normal_critical(TELL__CONFIDENCE, &z) != TELL_STAT_OK ||
      tell__stats_normal_critical(source->margin_level, &z_source) != TELL_STAT_OK)
    return o->margin;
  return o->margin / z_source * z;
}

static void published_margin(const tell__observation *o, const tell__source *source,
                             tell__row *row) {
  row->estimate =
      tell__stats_mean_published(o->value, margin_of(o, source), row->decimals,
                                 o->has & TELL__HAS_N ? o->n : 0, TELL__CONFIDENCE, &row->variance);
}

/* An authority's mean is rounded, whatever the sd beside it says; own means are as they were
 * written. */
static void widen_by_rounding(tell__row *row) {
  tell__estimate *mean = &row->estimate;
  double t = 0;
  if (!tell__stats_has_interval(mean) ||
      tell__stats_t_critical(TELL__CONFIDENCE, mean->n - 1, &t) != TELL_STAT_OK)
    return;
  row->variance.rounding = tell__stats_rounding_variance(row->decimals);
  mean->se = sqrt(row->variance.sampling + row->variance.rounding);
  mean->lo = mean->value - t * mean->se;
  mean->hi = mean->value + t * mean->se;
  mean->state = TELL_STAT_OK;
}

static void mean_of_pupils(const tell__observation *o, tell__row *row) {
  row->estimate = tell__stats_mean_t(o->value, o->sd, o->n, TELL__CONFIDENCE);
  double v = row->variance.sampling = row->estimate.se * row->estimate.se;
  if (o->n >= 2) /* the sd is that of these very pupils */
    row->variance.wobble = v / (double)(o->n - 1) * v;
  if (row->origin == TELL__ORIGIN_PUBLISHED && !(o->flags & TELL__FLAG_PUPILS))
    widen_by_rounding(row);
  if (row->estimate.state == TELL_STAT_TOO_FEW_POINTS)
    row->estimate.state = TELL_STAT_NOT_POSSIBLE; /* one pupil: a matter of pupils, not of years */
}

/*
 * Whether the sd is over all answers to several questions (data-formats.md,
 * 4.3). A pupil's mean of answers varies less than the answers do: by Cauchy
 * and Schwarz its variance is at most the mean of the variances of the
 * questions, and that is at most the pooled one. So what is made of such an sd
 * is wide enough, and mostly wider than need be. With one question both are the
 * same. How a publisher pools says nothing of an sd worked out from the pupils.
 */
static int is_pooled(const tell__observation *o, const made_by *by) {
  int by_publisher =
      by->indicator->sd_kind == TELL__SD_POOLED_ITEMS && !(o->flags & TELL__FLAG_PUPILS);
  if (by_publisher)
    return by->items != 1;
  return (o->flags & TELL__FLAG_SD_POOLED) != 0;
}

static void name_pooled(const tell__observation *o, const made_by *by, tell__row *row) {
  if (!is_pooled(o, by) || !tell__stats_has_interval(&row->estimate))
    return;
  row->pooled = 1;
  row->variance.wobble = 0; /* of more answers than pupils */
  row->estimate.method = "mean_t_pooled_sd";
}

/* Fills estimate and variance. */
static void estimate_value(const tell__observation *o, const made_by *by, tell__row *row) {
  const tell__indicator *indicator = by->indicator;
  int share = tell__kind_is_share(indicator->kind);
  int has_n = (o->has & TELL__HAS_N) && o->n > 0;
  row->estimate = tell__stats_value_only(o->value, 0, NULL, TELL_STAT_NO_SPREAD);
  if (share && has_n && (o->has & TELL__HAS_NUMERATOR))
    share_of_counts(o, row);
  else if (share && has_n)
    share_as_published(o, row);
  else if ((share || indicator->kind == TELL__KIND_MEAN) && (o->has & TELL__HAS_MARGIN))
    published_margin(o, by->source, row);
  else if (indicator->kind == TELL__KIND_MEAN && (o->has & TELL__HAS_SD) &&
           (o->has & TELL__HAS_N)) {
    mean_of_pupils(o, row);
    name_pooled(o, by, row);
  }
  if (!tell__stats_has_interval(&row->estimate)) {
    /* Whatever stood in the way of an interval, the value stands as it was given. */
    row->estimate.value = o->value;
    row->estimate.method = by->source->official ? "published" : "none";
  }
  if (share) {
    row->estimate.lo = fmax(row->estimate.lo, 0);
    row->estimate.hi = fmin(row->estimate.hi, 100);
  }
}

static void take_counts(const tell__observation *o, tell__kind kind, tell__row *row) {
  tell_state absent = o->state == TELL_STATE_PRESENT ? TELL_STATE_MISSING : o->state;
  row->n_state = kind_has_n(kind) ? absent : TELL_STATE_NOT_APPLICABLE;
  row->numerator_state = tell__kind_is_share(kind) ? absent : TELL_STATE_NOT_APPLICABLE;
  if (o->has & TELL__HAS_N) {
    row->n = o->n;
    row->n_state = TELL_STATE_PRESENT;
  }
  if ((o->has & TELL__HAS_NUMERATOR) && tell__kind_is_share(kind)) {
    row->numerator = o->numerator;
    row->numerator_state = TELL_STATE_PRESENT;
  }
}

/*
 * The last published decimal. A file may write fewer digits than the publisher
 * gives (spreadsheets drop a zero at the end: 4,0 becomes 4), but not more.
 */
static int32_t published_decimals(const tell__observation *o, const tell__indicator *indicator) {
  int32_t decimals = o->decimals > indicator->decimals ? o->decimals : indicator->decimals;
  if (decimals < 0)
    return 0;
  return decimals > DECIMALS_MOST ? DECIMALS_MOST : decimals;
}

tell__row tell__estimate_row(const tell__observation *o, int64_t index,
                             const tell_catalogue *catalogue) {
  const tell__catalogue_view *view = tell__catalogue_get(catalogue);
  const made_by by = {.indicator = &view->indicators[o->indicator],
                      .source = &view->sources[o->source],
                      .items = tell__catalogue_items(catalogue, o->indicator, NULL)};
  tell__row row = {
      .key = {.unit = o->unit,
              .indicator = o->indicator,
              .source = o->source,
              .period = o->period,
              .category = o->category,
              .grade = o->grade,
              .gender = o->gender,
              .owner = o->owner},
      .origin = by.source->official ? TELL__ORIGIN_PUBLISHED : TELL__ORIGIN_LOCAL,
      .provisional = (o->flags & TELL__FLAG_PROVISIONAL) != 0,
      .continued = (o->flags & TELL__FLAG_CONTINUED) != 0,
      .state = o->state,
      .coverage_state = TELL_STATE_NOT_APPLICABLE,
      .comparator = -1,
      .decimals = published_decimals(o, by.indicator),
      .observation = index,
  };
  take_counts(o, by.indicator->kind, &row);
  if (row.state == TELL_STATE_PRESENT)
    estimate_value(o, &by, &row);
  return row;
}

tell__stats_part tell__estimate_part(const tell__row *row) {
  return (tell__stats_part){
      .value = row->estimate.value,
      .n = (double)row->n,
      .variance = row->variance,
      .has_n = row->n_state == TELL_STATE_PRESENT,
      .has_spread = tell__stats_has_interval(&row->estimate),
  };
}
