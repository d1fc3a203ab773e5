/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of a dataset: made, freed, and their units (telling/cells.h). */
#include "indicators/cells/cells.h"

#include "base/alloc.h"
#include "base/error.h"
#include "stats/quantile.h"

static tell_status fill_kendall(tell_cells *cells, tell_error *err) {
  size_t longest = (size_t)cells->longest;
  cells->kendall = tell__alloc(sizeof *cells->kendall);
  if (cells->kendall == NULL)
    return tell__fail_memory(err);
  if (longest > TELL__STATS_SHORT_POINTS)
    longest = TELL__STATS_SHORT_POINTS;
  tell_status status = tell__stats_kendall_fill(cells->kendall, longest < 2 ? 2 : longest);
  return status == TELL_OK ? TELL_OK : tell__fail_memory(err);
}

static tell_status fill(tell_cells *cells, tell_error *err) {
  tell_status status = tell__cells_find(cells, err);
  if (status == TELL_OK)
    status = tell__cells_find_members(cells, err);
  if (status == TELL_OK)
    status = fill_kendall(cells, err);
  return status;
}

tell_status tell_cells_create(const tell_dataset *dataset, const char *policy, double level,
                              tell_cells **out, tell_error *err) {
  tell_cells *cells = NULL;
  const char *found = NULL;
  double z = 0;
  tell__error_clear(err);
  if (out != NULL)
    *out = NULL;
  if (dataset == NULL || policy == NULL || out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "cells need a dataset, a policy and a place to go");
  if (tell__stats_normal_critical(level, &z) != TELL_STAT_OK)
    return tell__fail(err, TELL_E_ARGUMENT, "the level of intervals must be between 0 and 1");
  const tell__dataset_view *view = tell__dataset_get(dataset);
  tell_status status = tell__catalogue_open_policy(view->catalogue, policy, &found, err);
  if (status != TELL_OK)
    return status;
  cells = tell__alloc(sizeof *cells);
  if (cells == NULL)
    return tell__fail_memory(err);
  cells->dataset = dataset;
  cells->view = view;
  cells->policy = found;
  cells->level = level;
  cells->z = z;
  status = fill(cells, err);
  if (status != TELL_OK)
    tell_cells_free(cells);
  else
    *out = cells;
  return status;
}

void tell_cells_free(tell_cells *cells) {
  if (cells == NULL)
    return;
  tell__free(cells->kendall);
  tell__free(cells->members);
  tell__free(cells->units);
  tell__free(cells->run_starts);
  tell__free(cells->runs);
  tell__free(cells->segments);
  tell__free(cells->keys);
  tell__free(cells);
}

const char *tell_cells_policy(const tell_cells *cells) {
  return cells != NULL ? cells->policy : "";
}

int64_t tell_cells_unit_count(const tell_cells *cells) {
  return cells != NULL ? (int64_t)cells->unit_count : 0;
}

/* The unit of the dataset; NULL when there is no such unit. */
static const tell__unit *get(const tell_cells *cells, int64_t unit) {
  if (unit < 0 || unit >= tell_cells_unit_count(cells))
    return NULL;
  return &cells->view->units[cells->units[unit].unit];
}

const char *tell_cells_unit_level(const tell_cells *cells, int64_t unit) {
  const tell__unit *found = get(cells, unit);
  return found != NULL ? tell__level_id(found->level) : "";
}

const char *tell_cells_unit_code(const tell_cells *cells, int64_t unit) {
  const tell__unit *found = get(cells, unit);
  return found != NULL ? found->code : "";
}

const char *tell_cells_unit_name(const tell_cells *cells, int64_t unit) {
  const tell__unit *found = get(cells, unit);
  return found != NULL ? found->name : "";
}
