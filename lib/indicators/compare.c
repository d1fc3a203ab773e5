/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing the parent's row and taking the difference. */
#include "indicators/compare.h"

#include "indicators/aggregate.h"
#include "indicators/estimate.h"
#include "stats/counted.h"
#include "stats/mean.h"
#include "stats/parent.h"

/*
 * The row that a unit is compared with: the parent's own figure; what was
 * computed for the parent only where its own gives no number.
 */
static const tell__row *comparator(const tell__rows *rows, const tell__row *row, int32_t parent) {
  const tell__slot *slot = tell__rows_at(rows, &row->key, parent);
  if (slot == NULL)
    return NULL;
  const tell__row *observed = slot->observed < 0 ? NULL : &rows->rows[slot->observed];
  const tell__row *computed = slot->computed < 0 ? NULL : &rows->rows[slot->computed];
  if (observed == NULL || (observed->state != TELL_STATE_PRESENT && computed != NULL &&
                           computed->state == TELL_STATE_PRESENT))
    return computed;
  return observed;
}

static tell__stats_counted counted(const tell__row *row, const tell__stats_part *part) {
  return tell__stats_counted_share(part, row->numerator_state == TELL_STATE_PRESENT,
                                   (double)row->numerator);
}

/* No p stands in the set, so that no test is made. */
static tell__estimate difference_of_shares(const tell__estimate *normal, const tell__row *row,
                                           const tell__stats_part *own, const tell__row *parent,
                                           const tell__stats_part *whole) {
  const tell__stats_difference tested = tell__stats_normal_test(normal);
  const tell__stats_counted child = counted(row, own), other = counted(parent, whole);
  return tell__stats_counted_difference(&tested, &child, &other, 1, TELL__STATS_TEST_NONE,
                                        TELL__CONFIDENCE)
      .estimate;
}

/* A unit that is its whole parent (the only school of a municipality) has nothing to stand against.
 */
static void take_difference(const tell__row *parent, int is_share, tell__row *row) {
  tell__stats_part child_part = tell__estimate_part(row);
  tell__stats_part parent_part = tell__estimate_part(parent);
  row->difference = tell__stats_child_against_parent(&child_part, &parent_part, TELL__CONFIDENCE);
  if (!is_share)
    tell__stats_mean_widen(&row->difference, tell__stats_child_wobble(&child_part, &parent_part));
  else
    row->difference =
        difference_of_shares(&row->difference, row, &child_part, parent, &parent_part);
  row->difference_pooled =
      tell__stats_has_interval(&row->difference) && (row->pooled || parent->pooled);
  if (row->difference.method == NULL)
    row->difference_state = row->difference.state == TELL_STAT_NOT_POSSIBLE
                                ? TELL_STATE_NOT_APPLICABLE
                                : TELL_STATE_INVALID;
}

/*
 * What a part of an area says is not said of the area: where nothing tells how many the hidden
 * units are, at least this share of the units must be visible.
 */
static int is_too_partial(const tell__row *row) {
  const tell__children *children = &row->children;
  return row->origin == TELL__ORIGIN_COMPUTED && row->coverage_state != TELL_STATE_PRESENT &&
         (double)children->visible <
             TELL__COVERAGE_LEAST * (double)(children->all - children->not_taken_part);
}

static tell__kind kind_of(const tell__dataset_view *dataset, const tell__row *row) {
  return tell__catalogue_get(dataset->catalogue)->indicators[row->key.indicator].kind;
}

/* Why there is no difference before any parent's row is looked at; present when there may be one.
 */
static tell_state own_state(const tell__dataset_view *dataset, const tell__row *row) {
  /* A part of a total is smaller than the total: that says nothing. */
  if (dataset->units[row->key.unit].level == TELL__LEVEL_NATION ||
      kind_of(dataset, row) == TELL__KIND_TOTAL)
    return TELL_STATE_NOT_APPLICABLE;
  if (row->state == TELL_STATE_PRESENT && is_too_partial(row))
    return TELL_STATE_TOO_FEW;
  return row->state;
}

static void compare_row(const tell__dataset_view *dataset, const tell__rows *rows, tell__row *row) {
  int32_t parent = dataset->units[row->key.unit].parent;
  row->difference_state = own_state(dataset, row);
  if (parent < 0 || row->difference_state == TELL_STATE_NOT_APPLICABLE) {
    if (row->difference_state == TELL_STATE_PRESENT)
      row->difference_state = TELL_STATE_MISSING;
    return;
  }
  const tell__row *other = comparator(rows, row, parent);
  if (other != NULL)
    row->comparator = other->origin;
  if (row->difference_state != TELL_STATE_PRESENT)
    return;
  row->difference_state = other == NULL ? TELL_STATE_MISSING : other->state;
  if (row->difference_state == TELL_STATE_PRESENT)
    take_difference(other, tell__kind_is_share(kind_of(dataset, row)), row);
}

void tell__compare(const tell__dataset_view *dataset, tell__rows *rows) {
  for (size_t i = 0; i < rows->count; i++)
    compare_row(dataset, rows, &rows->rows[i]);
}

const char *tell__compare_verdict(const tell__row *row) {
  if (!tell__stats_has_interval(&row->difference))
    return "no_interval";
  if (row->difference.lo > 0)
    return "higher";
  return row->difference.hi < 0 ? "lower" : "not_distinguishable";
}
