/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One computed row: what a set of children adds up to, and how much of the unit they cover. */
#include <math.h>
#include <string.h>

#include "indicators/aggregate.h"
#include "indicators/estimate.h"
#include "stats/mean.h"

enum { DECIMALS_MOST = 15 };

/* What the children have in common and how many of them say what. */
typedef struct tally {
  tell__children children;
  int64_t unknown; /* neither a number nor a known nought: suppressed, missing, ... */
  int64_t n, numerator;
  int every_numerator;
} tally;

static int is_visible(const tell__row *row, tell__kind kind) {
  if (row->state != TELL_STATE_PRESENT)
    return 0;
  return kind == TELL__KIND_TOTAL || (row->n_state == TELL_STATE_PRESENT && row->n > 0);
}

static void count_child(const tell__row *child, tell__kind kind, tally *sums) {
  if (child->state == TELL_STATE_NOT_APPLICABLE)
    return;
  sums->children.all++;
  if (child->state == TELL_STATE_SUPPRESSED)
    sums->children.suppressed++;
  if (child->state == TELL_STATE_NOT_TAKEN_PART) {
    sums->children.not_taken_part++;
    return;
  }
  if (!is_visible(child, kind)) {
    sums->unknown++;
    return;
  }
  sums->children.visible++;
  sums->n += child->n;
  sums->numerator += child->numerator;
  if (child->numerator_state != TELL_STATE_PRESENT)
    sums->every_numerator = 0;
}

/* Whether a mean is made of an interval that is wider than need be. */
static int is_any_pooled(const tell__row *const *children, size_t count, tell__kind kind) {
  for (size_t i = 0; i < count; i++)
    if (is_visible(children[i], kind) && children[i]->n > 0 && children[i]->pooled)
      return 1;
  return 0;
}

static size_t visible_parts(const tell__row *const *children, size_t count, tell__kind kind,
                            tell__stats_part *parts) {
  size_t visible = 0;
  for (size_t i = 0; i < count; i++)
    if (is_visible(children[i], kind))
      parts[visible++] = tell__estimate_part(children[i]);
  return visible;
}

static void estimate_children(const tell__indicator *indicator, const tell__stats_part *parts,
                              size_t count, const tally *sums, tell__row *row) {
  if (indicator->kind == TELL__KIND_TOTAL) {
    row->estimate = tell__stats_total(parts, count);
  } else if (tell__kind_is_share(indicator->kind) && sums->every_numerator) {
    row->estimate =
        tell__estimate_share((double)sums->numerator, (double)sums->n, &row->variance.sampling);
    row->numerator = sums->numerator;
    row->numerator_state = TELL_STATE_PRESENT;
  } else if (tell__kind_is_share(indicator->kind)) {
    row->estimate = tell__stats_weighted_share(parts, count, TELL__CONFIDENCE, &row->variance);
  } else {
    row->estimate = tell__stats_weighted_mean(parts, count, TELL__CONFIDENCE, &row->variance);
    /* A mean of few pupils in few units is not better known than that of a unit. */
    if (indicator->kind == TELL__KIND_MEAN)
      tell__stats_mean_widen(&row->estimate, row->variance.wobble);
  }
}

/* Why there is no value, when no child has one. */
static tell_state nothing_visible(const tell__children *children) {
  if (children->suppressed > 0)
    return TELL_STATE_SUPPRESSED;
  return children->not_taken_part == children->all ? TELL_STATE_NOT_TAKEN_PART : TELL_STATE_MISSING;
}

/*
 * How much of the unit the visible children carry: of its participants, of a
 * total its value. Only the unit's own row knows how much there is; children
 * that are not in the input are not missed otherwise.
 */
static void cover(const tell__row *observed, tell__kind kind, const tally *sums, tell__row *row) {
  double part = (double)sums->n, whole = 0;
  row->coverage_state = TELL_STATE_MISSING;
  if (observed == NULL)
    return;
  if (kind != TELL__KIND_TOTAL && observed->n_state == TELL_STATE_PRESENT)
    whole = (double)observed->n;
  if (kind == TELL__KIND_TOTAL && observed->state == TELL_STATE_PRESENT &&
      row->estimate.method != NULL) {
    part = row->estimate.value;
    whole = observed->estimate.value;
  }
  if (whole <= 0)
    return;
  row->coverage = fmax(fmin(part / whole, 1), 0);
  row->coverage_state = TELL_STATE_PRESENT;
}

static void take_n(tell__kind kind, const tally *sums, tell__row *row) {
  row->n_state = kind == TELL__KIND_TOTAL ? TELL_STATE_NOT_APPLICABLE : row->state;
  if (row->n_state != TELL_STATE_PRESENT && row->n_state != TELL_STATE_NOT_TAKEN_PART)
    return;
  row->n = sums->n;
  row->n_state = TELL_STATE_PRESENT;
}

static void drop_value(tell__row *row, tell_state state) {
  row->state = state;
  row->pooled = 0;
  row->estimate = tell__stats_nothing(TELL_STAT_MISSING);
  row->variance = (tell__variance){0};
  if (row->numerator_state != TELL_STATE_NOT_APPLICABLE) {
    row->numerator = 0;
    row->numerator_state = state;
  }
}

/* Whole numbers get a decimal: the mean of many is known better than each. */
static int32_t computed_decimals(const tell__indicator *indicator) {
  int32_t decimals = indicator->decimals;
  if (decimals == 0 && indicator->kind != TELL__KIND_TOTAL)
    return 1;
  if (decimals < 0)
    return 0;
  return decimals > DECIMALS_MOST ? DECIMALS_MOST : decimals;
}

static void fill_row(const tell__indicator *indicator, const tell__row *const *children,
                     size_t count, tell__stats_part *parts, const tally *sums, tell__row *row) {
  tell__kind kind = indicator->kind;
  int share = tell__kind_is_share(kind);
  row->numerator_state = share ? TELL_STATE_MISSING : TELL_STATE_NOT_APPLICABLE;
  row->state = TELL_STATE_PRESENT;
  if (sums->children.visible == 0)
    drop_value(row, nothing_visible(&sums->children));
  else if (kind == TELL__KIND_TOTAL && sums->unknown > 0)
    drop_value(row, TELL_STATE_MISSING); /* a part is no total */
  take_n(kind, sums, row);
  if (row->state != TELL_STATE_PRESENT)
    return;
  size_t visible = visible_parts(children, count, kind, parts);
  estimate_children(indicator, parts, visible, sums, row);
  row->pooled = tell__stats_has_interval(&row->estimate) && is_any_pooled(children, count, kind);
  if (row->estimate.method == NULL)
    drop_value(row, TELL_STATE_INVALID); /* the children's numbers cannot be: x above n, ... */
}

void tell__aggregate_gate(int must_be_known, tell__row *row) {
  if (row->state != TELL_STATE_PRESENT)
    return;
  if (row->coverage_state != TELL_STATE_PRESENT) {
    if (must_be_known)
      drop_value(row, TELL_STATE_MISSING);
  } else if (row->coverage < TELL__COVERAGE_LEAST) {
    drop_value(row, TELL_STATE_TOO_FEW);
  }
}

int tell__aggregate_row(const tell__indicator *indicator, const tell__row *const *children,
                        size_t count, tell__stats_part *parts, const tell__row *observed,
                        tell__row *row) {
  tally sums = {.every_numerator = 1};
  tell__row_key key = row->key;
  memset(row, 0, sizeof *row);
  row->key = key;
  row->origin = TELL__ORIGIN_COMPUTED;
  row->observation = -1;
  row->comparator = -1;
  row->decimals = computed_decimals(indicator);
  for (size_t i = 0; i < count; i++) {
    count_child(children[i], indicator->kind, &sums);
    row->provisional |= children[i]->provisional;
    row->continued |= children[i]->continued;
  }
  row->children = sums.children;
  if (sums.children.all == 0)
    return 0;
  fill_row(indicator, children, count, parts, &sums, row);
  cover(observed, indicator->kind, &sums, row);
  return 1;
}
