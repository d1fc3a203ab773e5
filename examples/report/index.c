/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The index of the report's model: one pass over the tables, so that every chart and cell finds its
 * row at once. */
#include <stdlib.h>
#include <string.h>

#include "model.h"

static size_t year_count(const report_model *model) {
  return (size_t)(model->last_period - model->first_period + 1);
}

static size_t series_index(const report_model *model, const report_series *series) {
  return (size_t)(series - model->series);
}

/** The series of a row that is not broken down by gender or owner; NULL when it belongs to none. */
static const report_series *series_of(const report_model *model, const tell_table *table,
                                      int64_t row) {
  const char *indicator = report_text(table, row, "indicator");
  if (strcmp(report_text(table, row, "gender"), "all") != 0)
    return NULL;
  if (strcmp(report_text(table, row, "owner"), "all") != 0)
    return NULL;
  for (size_t i = 0; i < model->series_count; i++) {
    const report_series *series = &model->series[i];
    if (strcmp(series->indicator, indicator) == 0 &&
        strcmp(series->source, report_text(table, row, "source")) == 0 &&
        series->grade == report_whole(table, row, "grade", 0) &&
        strcmp(series->dimension, report_text(table, row, "dimension")) == 0 &&
        strcmp(series->category, report_text(table, row, "category")) == 0) {
      return series;
    }
  }
  return NULL;
}

static report_cell *cell_at(const report_model *model, const report_unit *unit,
                            const report_series *series, int64_t period) {
  size_t years = year_count(model);
  size_t year = (size_t)(period - model->first_period);
  return &model->cells[(unit->index * model->series_count + series_index(model, series)) * years +
                       year];
}

/** Published comes before local, local before computed. */
static int comes_before(const char *origin, const char *other) {
  return strcmp(origin, "published") == 0 ||
         (strcmp(origin, "local") == 0 && strcmp(other, "computed") == 0);
}

static void index_row(report_model *model, const report_unit *unit, int64_t row) {
  const report_series *series = series_of(model, model->indicators, row);
  int64_t period = report_whole(model->indicators, row, "period", 0);
  const char *origin = report_text(model->indicators, row, "origin");
  report_cell *cell = NULL;
  if (series == NULL || period < model->first_period || period > model->last_period)
    return;
  cell = cell_at(model, unit, series, period);
  if (strcmp(origin, "computed") == 0)
    cell->computed = row;
  if (cell->shown < 0 ||
      comes_before(origin, report_text(model->indicators, cell->shown, "origin"))) {
    cell->shown = row;
  }
}

static void index_trend(report_model *model, const report_unit *unit, int64_t row) {
  const report_series *series = series_of(model, model->trends, row);
  int64_t *latest = NULL;
  if (series == NULL)
    return;
  latest = &model->latest_trends[unit->index * model->series_count + series_index(model, series)];
  if (*latest < 0 || report_whole(model->trends, row, "last_period", 0) >
                         report_whole(model->trends, *latest, "last_period", 0)) {
    *latest = row;
  }
}

/** Trends stand in the order of the units as the indicators do. */
static void index_unit(report_model *model, const report_unit *unit) {
  int64_t rows = tell_table_row_count(model->trends);
  if (unit->code == NULL)
    return;
  for (int64_t row = unit->first; row < unit->last; row++)
    index_row(model, unit, row);
  for (int64_t row = 0; row < rows; row++) {
    if (strcmp(report_text(model->trends, row, "unit"), unit->code) == 0 &&
        strcmp(report_text(model->trends, row, "level"), unit->level) == 0) {
      index_trend(model, unit, row);
    }
  }
}

int report_index(report_model *model) {
  size_t units = model->member_count + 3;
  size_t places = units * model->series_count;
  model->municipality.index = 0;
  model->county.index = 1;
  model->nation.index = 2;
  for (size_t i = 0; i < model->member_count; i++)
    model->members[i].index = i + 3;
  model->cells = malloc((places * year_count(model) + 1) * sizeof *model->cells);
  model->latest_trends = malloc((places + 1) * sizeof *model->latest_trends);
  if (model->cells == NULL || model->latest_trends == NULL)
    return 0;
  for (size_t i = 0; i < places * year_count(model); i++) {
    model->cells[i] = (report_cell){-1, -1};
  }
  for (size_t i = 0; i < places; i++)
    model->latest_trends[i] = -1;
  index_unit(model, &model->municipality);
  index_unit(model, &model->county);
  index_unit(model, &model->nation);
  for (size_t i = 0; i < model->member_count; i++)
    index_unit(model, &model->members[i]);
  return 1;
}

report_cell report_cell_of(const report_model *model, const report_unit *unit,
                           const report_series *series, int64_t period) {
  if (period < model->first_period || period > model->last_period)
    return (report_cell){-1, -1};
  return *cell_at(model, unit, series, period);
}

int64_t report_row(const report_model *model, const report_unit *unit, const report_series *series,
                   int64_t period) {
  return report_cell_of(model, unit, series, period).shown;
}

int64_t report_trend(const report_model *model, const report_unit *unit,
                     const report_series *series) {
  return model->latest_trends[unit->index * model->series_count + series_index(model, series)];
}
