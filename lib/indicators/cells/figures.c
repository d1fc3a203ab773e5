/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a series is and the figures of its cells (telling/cells.h). */
#include "indicators/cells/cells.h"

/* An observation of the series; NULL when the place is not at one. */
static const tell__observation *sample(const tell_series *series) {
  if (series == NULL || !series->is_at_series)
    return NULL;
  const tell_cells *cells = series->cells;
  return &cells->view->observations[cells->keys[series->key].sample];
}

static const tell__catalogue_view *catalogue(const tell_series *series) {
  return tell__catalogue_get(series->cells->view->catalogue);
}

int64_t tell_series_unit(const tell_series *series) {
  return sample(series) != NULL ? series->unit : -1;
}

const char *tell_series_indicator(const tell_series *series) {
  const tell__observation *of = sample(series);
  return of != NULL ? catalogue(series)->indicators[of->indicator].id : "";
}

const char *tell_series_source(const tell_series *series) {
  const tell__observation *of = sample(series);
  return of != NULL ? catalogue(series)->sources[of->source].id : "";
}

int32_t tell_series_grade(const tell_series *series) {
  const tell__observation *of = sample(series);
  return of != NULL ? of->grade : 0;
}

int32_t tell_series_gender(const tell_series *series) {
  const tell__observation *of = sample(series);
  return of != NULL ? of->gender : 0;
}

int32_t tell_series_owner(const tell_series *series) {
  const tell__observation *of = sample(series);
  return of != NULL ? of->owner : 0;
}

const char *tell_series_dimension(const tell_series *series) {
  const tell__observation *of = sample(series);
  return of != NULL ? tell__dataset_dimension(series->cells->dataset, of->category) : "";
}

const char *tell_series_category(const tell_series *series) {
  const tell__observation *of = sample(series);
  return of != NULL ? tell__dataset_category(series->cells->dataset, of->category) : "";
}

int32_t tell_series_count(const tell_series *series) {
  return sample(series) != NULL ? series->count : 0;
}

const int32_t *tell_series_periods(const tell_series *series) {
  return sample(series) != NULL ? series->periods : NULL;
}

const int64_t *tell_series_used(const tell_series *series) {
  return sample(series) != NULL ? series->used : NULL;
}

const int64_t *tell_series_unused(const tell_series *series) {
  return sample(series) != NULL ? series->unused : NULL;
}

const int64_t *tell_series_n(const tell_series *series) {
  return sample(series) != NULL ? series->n : NULL;
}

const tell_stat_state *tell_series_states(const tell_series *series) {
  return sample(series) != NULL ? series->states : NULL;
}

const double *tell_series_means(const tell_series *series) {
  return sample(series) != NULL ? series->means : NULL;
}

const double *tell_series_ses(const tell_series *series) {
  return sample(series) != NULL ? series->ses : NULL;
}

const double *tell_series_los(const tell_series *series) {
  return sample(series) != NULL ? series->los : NULL;
}

const double *tell_series_his(const tell_series *series) {
  return sample(series) != NULL ? series->his : NULL;
}
