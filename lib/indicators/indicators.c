/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public function of telling/indicators.h: the stages of making an indicator set in their
 * order. */
#include "telling/indicators.h"

#include "base/error.h"
#include "indicators/aggregate.h"
#include "indicators/compare.h"
#include "indicators/derived.h"
#include "indicators/estimate.h"
#include "indicators/options.h"
#include "indicators/participation.h"
#include "indicators/rescaled.h"
#include "indicators/table.h"

static tell_status add_observations(const tell__dataset_view *view, tell__rows *rows,
                                    tell_error *err) {
  for (int64_t i = 0; i < view->observation_count; i++) {
    const tell__observation *observation = &view->observations[i];
    tell__row row = tell__estimate_row(observation, i, view->catalogue);
    if (!tell__rows_add(rows, &row))
      return tell__fail_memory(err);
  }
  return TELL_OK;
}

static tell_status make_rows(const tell_dataset *dataset, const tell_indicators_options *options,
                             tell__rows *rows, tell_error *err) {
  const tell__dataset_view *view = tell__dataset_get(dataset);
  tell_status status = add_observations(view, rows, err);
  if (status == TELL_OK && options != NULL && options->rescaled)
    status = tell__rescale(view, rows, err);
  if (status == TELL_OK)
    status = tell__derive(dataset, rows, err);
  if (status == TELL_OK)
    status = tell__aggregate(view, rows, err);
  if (status == TELL_OK && !tell__rows_sort(rows))
    status = tell__fail_memory(err);
  if (status == TELL_OK)
    status = tell__participation(view->catalogue, rows, err);
  if (status == TELL_OK)
    tell__compare(view, rows);
  return status;
}

tell_status tell_indicators_compute(const tell_dataset *dataset, tell_table **out,
                                    tell_error *err) {
  return tell_indicators_compute_with(dataset, NULL, out, err);
}

tell_status tell_indicators_compute_with(const tell_dataset *dataset,
                                         const tell_indicators_options *options, tell_table **out,
                                         tell_error *err) {
  tell__error_clear(err);
  if (out != NULL)
    *out = NULL;
  if (dataset == NULL || out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "an indicator set needs a dataset and a place to go");
  tell__rows rows;
  tell_status status = TELL_OK;
  if (!tell__rows_begin(&rows))
    status = tell__fail_memory(err);
  if (status == TELL_OK)
    status = make_rows(dataset, options, &rows, err);
  if (status == TELL_OK)
    status = tell__indicators_table(dataset, &rows, out, err);
  tell__rows_end(&rows);
  return status;
}
