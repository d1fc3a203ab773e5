/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Correcting the scale of published means. */
#include "indicators/rescaled.h"

#include <string.h>

#include "base/error.h"

/* The computed figure of a group has one decimal more than whole numbers, and so has a corrected
 * one. */
enum { DECIMALS_LEAST = 1 };

/* The correction is one of official statistics: for small groups it is biased, as the pupils who
 * linked the scales and all others were not hit alike. */
static int is_aggregate(const tell__dataset_view *view, const tell__row *row) {
  return row->origin == TELL__ORIGIN_PUBLISHED &&
         view->units[row->key.unit].level <= TELL__LEVEL_MUNICIPALITY;
}

/* Whether another source gives the same figure and comes before this one. */
static int gives_way(const tell__dataset_view *view, const tell__rows *rows, const tell__row *row) {
  const tell__catalogue_view *catalogue = tell__catalogue_get(view->catalogue);
  tell__row_key key = row->key;
  for (int32_t source = 0; source < catalogue->sources_count; source++) {
    if (catalogue->sources[source].priority >= catalogue->sources[row->key.source].priority)
      continue;
    key.source = (int16_t)source;
    const tell__slot *slot = tell__rows_at(rows, &key, key.unit);
    if (slot != NULL && slot->observed >= 0 && is_aggregate(view, &rows->rows[slot->observed]))
      return 1;
  }
  return 0;
}

/* A straight line: mean and limits move, everything that is a width grows or shrinks. */
static void correct(const tell__rescaling *by, tell__row *row) {
  double factor = by->new_sd / by->old_sd;
  tell__estimate *mean = &row->estimate;
  mean->value = tell__rescaling_value(by, mean->value);
  mean->method = "rescaled";
  row->variance.sampling *= factor * factor;
  row->variance.rounding *= factor * factor;
  row->variance.wobble *= factor * factor * factor * factor;
  if (!tell__stats_has_interval(mean))
    return;
  mean->se *= factor;
  mean->lo = tell__rescaling_value(by, mean->lo);
  mean->hi = tell__rescaling_value(by, mean->hi);
}

static const tell__rescaling *correction_of(const tell__dataset_view *view, const tell__row *row,
                                            int32_t *source) {
  const tell__row_key *key = &row->key;
  const tell__rescaling *by =
      tell__catalogue_rescaling(view->catalogue, key->indicator, key->grade, key->period);
  *source =
      by == NULL ? -1 : tell__catalogue_source(view->catalogue, by->source, strlen(by->source));
  return *source < 0 || *source == key->source ? NULL : by;
}

tell_status tell__rescale(const tell__dataset_view *view, tell__rows *rows, tell_error *err) {
  size_t count = rows->count;
  for (size_t i = 0; i < count; i++) {
    tell__row row = rows->rows[i];
    int32_t source;
    const tell__rescaling *by = correction_of(view, &row, &source);
    if (by == NULL || !is_aggregate(view, &row) || gives_way(view, rows, &row))
      continue;
    row.key.source = (int16_t)source;
    const tell__slot *slot = tell__rows_at(rows, &row.key, row.key.unit);
    if (slot != NULL && slot->observed >= 0)
      continue; /* the publisher's own corrected figure was read */
    if (row.state == TELL_STATE_PRESENT)
      correct(by, &row);
    row.decimals = row.decimals < DECIMALS_LEAST ? DECIMALS_LEAST : row.decimals;
    if (!tell__rows_add(rows, &row))
      return tell__fail_memory(err);
  }
  return TELL_OK;
}
