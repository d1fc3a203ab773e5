/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the report's model: which units, which series, which years, which axes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"

/** The unit in a row of the unit table, with its stretch of rows in the indicator table. */
static report_unit unit_at(const report_model *model, int64_t row) {
  report_unit unit = {0};
  int64_t rows = tell_table_row_count(model->indicators);
  unit.level = report_text(model->units, row, "level");
  unit.code = report_text(model->units, row, "unit");
  unit.name = report_text(model->units, row, "name");
  unit.area = report_text(model->units, row, "area");
  unit.area_name = report_text(model->units, row, "area_name");
  unit.successor = report_text(model->units, row, "successor");
  unit.valid_to = report_whole(model->units, row, "valid_to", 0);
  /* The table is sorted by unit, so a unit's rows stand together. */
  while (unit.first < rows &&
         (strcmp(report_text(model->indicators, unit.first, "unit"), unit.code) != 0 ||
          strcmp(report_text(model->indicators, unit.first, "level"), unit.level) != 0)) {
    unit.first++;
  }
  unit.last = unit.first;
  while (unit.last < rows &&
         strcmp(report_text(model->indicators, unit.last, "unit"), unit.code) == 0 &&
         strcmp(report_text(model->indicators, unit.last, "level"), unit.level) == 0) {
    unit.last++;
  }
  return unit;
}

/** The row of a unit in the unit table, -1 when it is not there. */
static int64_t find_unit(const report_model *model, const char *level, const char *code) {
  int64_t rows = tell_table_row_count(model->units);
  for (int64_t row = 0; row < rows; row++) {
    if (strcmp(report_text(model->units, row, "level"), level) == 0 &&
        strcmp(report_text(model->units, row, "unit"), code) == 0) {
      return row;
    }
  }
  return -1;
}

static int has_level(const report_model *model, int64_t row, const char *level) {
  return strcmp(report_text(model->units, row, "level"), level) == 0;
}

/** Whether the unit in a row stands directly below the municipality. */
static int is_member(const report_model *model, int64_t row, const char *municipality) {
  return (has_level(model, row, "school") || has_level(model, row, "area")) &&
         strcmp(report_text(model->units, row, "parent"), municipality) == 0;
}

/** The only municipality with schools; NULL and a message when there is none or a choice. */
static const char *only_municipality(const report_model *model, const char **why) {
  const char *found = NULL;
  int64_t rows = tell_table_row_count(model->units);
  for (int64_t row = 0; row < rows; row++) {
    const char *parent = NULL;
    if (!has_level(model, row, "school"))
      continue;
    parent = report_text(model->units, row, "parent");
    if (parent[0] == '\0')
      continue;
    if (found != NULL && strcmp(found, parent) != 0) {
      *why = "the data hold several municipalities with schools: name one with --municipality CODE";
      return NULL;
    }
    found = parent;
  }
  if (found == NULL)
    *why = "the data hold no municipality with schools: name one with --municipality CODE";
  return found;
}

/** The place of a letter in the Norwegian alphabet: æ, ø, å come last, in this order. */
static int letter(const char **at) {
  unsigned char first = (unsigned char)**at, second = 0;
  (*at)++;
  if (first != 0xc3)
    return first >= 'A' && first <= 'Z' ? first + 32 : first;
  second = (unsigned char)**at;
  if (second != '\0')
    (*at)++;
  if (second == 0xa6 || second == 0x86)
    return 256; /* æ */
  if (second == 0xb8 || second == 0x98)
    return 257; /* ø */
  if (second == 0xa5 || second == 0x85)
    return 258; /* å */
  return second;
}

static int compare_names(const char *a, const char *b) {
  while (*a != '\0' && *b != '\0') {
    int of_a = letter(&a), of_b = letter(&b);
    if (of_a != of_b)
      return of_a < of_b ? -1 : 1;
  }
  return (*a != '\0') - (*b != '\0');
}

/** By area; the area itself before its schools; schools by name, and without an area last. */
static int compare_members(const void *left, const void *right) {
  const report_unit *a = left, *b = right;
  int area_a = strcmp(a->level, "area") == 0, area_b = strcmp(b->level, "area") == 0;
  const char *name_a = area_a ? a->name : a->area_name;
  const char *name_b = area_b ? b->name : b->area_name;
  int order = (name_a[0] == '\0') - (name_b[0] == '\0');
  if (order == 0)
    order = compare_names(name_a, name_b);
  if (order == 0)
    order = area_b - area_a;
  if (order == 0)
    order = compare_names(a->name, b->name);
  return order != 0 ? order : strcmp(a->code, b->code);
}

static int find_members(report_model *model) {
  int64_t rows = tell_table_row_count(model->units);
  model->members = calloc((size_t)rows + 1, sizeof *model->members);
  if (model->members == NULL)
    return 0;
  for (int64_t row = 0; row < rows; row++) {
    if (is_member(model, row, model->municipality.code)) {
      model->members[model->member_count++] = unit_at(model, row);
    }
  }
  qsort(model->members, model->member_count, sizeof *model->members, compare_members);
  return 1;
}

static int find_units(report_model *model, const char *code, const char **why) {
  int64_t row = 0;
  if (code == NULL)
    code = only_municipality(model, why);
  if (code == NULL)
    return 0;
  row = find_unit(model, "municipality", code);
  if (row < 0) {
    *why = "the data hold no municipality with that code";
    return 0;
  }
  model->municipality = unit_at(model, row);
  row = find_unit(model, "county", report_text(model->units, row, "parent"));
  if (row >= 0) {
    model->county = unit_at(model, row);
    row = find_unit(model, "nation", report_text(model->units, row, "parent"));
    if (row >= 0)
      model->nation = unit_at(model, row);
  }
  return find_members(model);
}

/** A series of the row, with its names; the axis comes later. */
static report_series series_at(const report_model *model, int64_t row) {
  static const char *const names[] = {"", "indicator_nb", "indicator_nn", "indicator_en"};
  report_series series = {0};
  series.indicator = report_text(model->indicators, row, "indicator");
  series.source = report_text(model->indicators, row, "source");
  series.grade = report_whole(model->indicators, row, "grade", 0);
  series.dimension = report_text(model->indicators, row, "dimension");
  series.category = report_text(model->indicators, row, "category");
  series.name = report_text(model->indicators, row, names[model->language]);
  series.unit = report_word(model, "unit.", report_text(model->indicators, row, "measure_unit"));
  series.is_total = strcmp(report_text(model->indicators, row, "kind"), "total") == 0;
  series.decimals = report_whole(model->indicators, row, "decimals", 0);
  series.members = series.whole = (report_axis){INFINITY, -INFINITY};
  return series;
}

/** Whether two series show the same thing, of one source or of two. */
static int same_figure(const report_series *a, const report_series *b) {
  return strcmp(a->indicator, b->indicator) == 0 && a->grade == b->grade &&
         strcmp(a->dimension, b->dimension) == 0 && strcmp(a->category, b->category) == 0;
}

static int same_series(const report_series *a, const report_series *b) {
  return same_figure(a, b) && strcmp(a->source, b->source) == 0;
}

static report_series *add_series(report_model *model, int64_t row) {
  report_series series = series_at(model, row);
  report_series *grown = NULL;
  for (size_t i = 0; i < model->series_count; i++) {
    if (same_series(&model->series[i], &series))
      return &model->series[i];
  }
  grown = realloc(model->series, (model->series_count + 1) * sizeof *grown);
  if (grown == NULL)
    return NULL;
  model->series = grown;
  grown[model->series_count] = series;
  return &grown[model->series_count++];
}

/** Lets an axis hold a row's value and interval, and the years hold its period. */
static void widen(report_model *model, report_axis *axis, int64_t row) {
  static const char *const columns[] = {"value", "lo", "hi"};
  int64_t period = report_whole(model->indicators, row, "period", 0);
  for (size_t i = 0; i < 3; i++) {
    double number = 0;
    if (report_real(model->indicators, row, columns[i], &number) != TELL_STATE_PRESENT)
      continue;
    if (number < axis->low)
      axis->low = number;
    if (number > axis->high)
      axis->high = number;
  }
  if (model->first_period == 0 || period < model->first_period)
    model->first_period = period;
  if (period > model->last_period)
    model->last_period = period;
}

/** The series of a unit; `is_member_unit` tells an area or a school. */
static int add_rows(report_model *model, const report_unit *unit, int is_member_unit) {
  if (unit->code == NULL)
    return 1;
  for (int64_t row = unit->first; row < unit->last; row++) {
    report_series *series = NULL;
    if (strcmp(report_text(model->indicators, row, "gender"), "all") != 0)
      continue;
    if (strcmp(report_text(model->indicators, row, "owner"), "all") != 0)
      continue;
    if (report_state(model->indicators, row, "value") == TELL_STATE_NOT_APPLICABLE)
      continue;
    series = add_series(model, row);
    if (series == NULL)
      return 0;
    widen(model, is_member_unit ? &series->members : &series->whole, row);
  }
  return 1;
}

/** The place of an indicator in the catalogue. */
static int64_t place(const report_model *model, const char *indicator) {
  const tell_table *table = tell_catalogue_table(model->catalogue, TELL_CATALOGUE_INDICATORS);
  int64_t rows = tell_table_row_count(table);
  int64_t row = 0;
  while (row < rows && strcmp(report_text(table, row, "id"), indicator) != 0)
    row++;
  return row;
}

/** Whether series `a` comes before `b`: catalogue order, then grade, then category. */
static int before(const report_model *model, const report_series *a, const report_series *b) {
  int64_t place_a = place(model, a->indicator), place_b = place(model, b->indicator);
  if (place_a != place_b)
    return place_a < place_b;
  if (a->grade != b->grade)
    return a->grade < b->grade;
  return strcmp(a->category, b->category) < 0;
}

/** Insertion sort: some dozens of series. */
static void sort_series(report_model *model) {
  for (size_t i = 1; i < model->series_count; i++) {
    report_series moved = model->series[i];
    size_t j = i;
    while (j > 0 && before(model, &moved, &model->series[j - 1])) {
      model->series[j] = model->series[j - 1];
      j--;
    }
    model->series[j] = moved;
  }
}

/** The catalogue's priority of a source: the lower, the sooner it is shown. */
static int64_t priority(const report_model *model, const char *source) {
  const tell_table *table = tell_catalogue_table(model->catalogue, TELL_CATALOGUE_SOURCES);
  int64_t rows = tell_table_row_count(table);
  for (int64_t row = 0; row < rows; row++)
    if (strcmp(report_text(table, row, "id"), source) == 0)
      return report_whole(table, row, "priority", INT64_MAX);
  return INT64_MAX;
}

/** Whether another source of the same figure comes first. */
static int has_better_source(const report_model *model, const report_series *series) {
  int64_t own = priority(model, series->source);
  for (size_t i = 0; i < model->series_count; i++) {
    const report_series *other = &model->series[i];
    int64_t its = priority(model, other->source);
    if (other == series || !same_figure(other, series))
      continue;
    if (its < own || (its == own && strcmp(other->source, series->source) < 0))
      return 1;
  }
  return 0;
}

/** Two sources of one figure differ by a decimal or a definition: one is shown, never a mixture. */
static void choose_sources(report_model *model) {
  size_t kept = 0;
  for (size_t i = 0; i < model->series_count; i++)
    model->series[i].is_dropped = has_better_source(model, &model->series[i]);
  for (size_t i = 0; i < model->series_count; i++)
    for (size_t j = 0; j < model->series_count; j++)
      if (i != j && same_figure(&model->series[i], &model->series[j]))
        model->series[i].has_other = 1;
  for (size_t i = 0; i < model->series_count; i++)
    if (!model->series[i].is_dropped)
      model->series[kept++] = model->series[i];
  model->series_count = kept;
}

/**
 * A little room above and below, so that no mark touches the frame; and at least eight steps of
 * the published rounding, so that one step does not look like a leap.
 */
static void finish_axis(report_axis *axis, int64_t decimals) {
  double margin = 0, least = 8;
  for (int64_t i = 0; i < decimals; i++)
    least /= 10;
  if (axis->low > axis->high)
    axis->low = axis->high = 0;
  margin = (axis->high - axis->low) * 0.06;
  if (axis->high - axis->low + 2 * margin < least)
    margin = (least - axis->high + axis->low) / 2;
  axis->low -= margin;
  axis->high += margin;
}

/** The municipality's own line is drawn in the members' charts too. */
static void hold(report_axis *axis, const report_axis *other) {
  if (other->low < axis->low)
    axis->low = other->low;
  if (other->high > axis->high)
    axis->high = other->high;
}

static int find_series(report_model *model) {
  if (!add_rows(model, &model->municipality, 0))
    return 0;
  for (size_t i = 0; i < model->series_count; i++) {
    hold(&model->series[i].members, &model->series[i].whole);
  }
  for (size_t i = 0; i < model->member_count; i++) {
    if (!add_rows(model, &model->members[i], 1))
      return 0;
  }
  if (!add_rows(model, &model->county, 0) || !add_rows(model, &model->nation, 0))
    return 0;
  for (size_t i = 0; i < model->series_count; i++) {
    finish_axis(&model->series[i].members, model->series[i].decimals);
    finish_axis(&model->series[i].whole, model->series[i].decimals);
  }
  choose_sources(model);
  sort_series(model);
  return 1;
}

int report_model_open(report_model *model, const tell_catalogue *catalogue,
                      const tell_release *release, tell_language language, const char *code,
                      tell_error *error, const char **why) {
  memset(model, 0, sizeof *model);
  *why = "not enough memory";
  model->catalogue = catalogue;
  model->release = release;
  model->error = error;
  model->language = language;
  model->indicators = tell_release_table(release, TELL_RELEASE_INDICATORS);
  model->trends = tell_release_table(release, TELL_RELEASE_TRENDS);
  model->hidden = tell_release_table(release, TELL_RELEASE_HIDDEN);
  model->units = tell_release_table(release, TELL_RELEASE_UNITS);
  model->files = tell_release_table(release, TELL_RELEASE_FILES);
  if (tell_buffer_create(&model->sentence, error) == TELL_OK && find_units(model, code, why) &&
      find_series(model) && report_index(model))
    return 1;
  report_model_close(model);
  return 0;
}

void report_model_close(report_model *model) {
  free(model->members);
  free(model->series);
  free(model->cells);
  free(model->latest_trends);
  tell_buffer_free(model->sentence);
  memset(model, 0, sizeof *model);
}
