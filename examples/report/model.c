/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a release cell by cell: the lookups that the pages are made of. */
#include "model.h"

#include <stdlib.h>
#include <string.h>

const char *report_text(const tell_table *table, int64_t row, const char *column) {
  const int32_t *codes = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  int32_t index = tell_table_column_find(table, column);
  if (tell_table_column_text(table, index, &codes, &states, &count, NULL) != TELL_OK)
    return "";
  if (row < 0 || row >= count || states[row] != TELL_STATE_PRESENT)
    return "";
  return tell_table_text(table, codes[row], NULL);
}

int64_t report_whole(const tell_table *table, int64_t row, const char *column, int64_t otherwise) {
  const int64_t *values = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  int32_t index = tell_table_column_find(table, column);
  if (tell_table_column_i64(table, index, &values, &states, &count, NULL) != TELL_OK) {
    return otherwise;
  }
  if (row < 0 || row >= count || states[row] != TELL_STATE_PRESENT)
    return otherwise;
  return values[row];
}

tell_state report_real(const tell_table *table, int64_t row, const char *column, double *value) {
  const double *values = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  int32_t index = tell_table_column_find(table, column);
  if (tell_table_column_f64(table, index, &values, &states, &count, NULL) != TELL_OK) {
    return TELL_STATE_MISSING;
  }
  if (row < 0 || row >= count)
    return TELL_STATE_MISSING;
  if (states[row] == TELL_STATE_PRESENT)
    *value = values[row];
  return states[row];
}

tell_state report_state(const tell_table *table, int64_t row, const char *column) {
  double ignored = 0;
  const int32_t *codes = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  int32_t index = tell_table_column_find(table, column);
  if (tell_table_column_type(table, index) == TELL_COLUMN_F64) {
    return report_real(table, row, column, &ignored);
  }
  if (tell_table_column_text(table, index, &codes, &states, &count, NULL) != TELL_OK) {
    return TELL_STATE_MISSING;
  }
  return row >= 0 && row < count ? states[row] : (tell_state)TELL_STATE_MISSING;
}

const char *report_word(const report_model *model, const char *prefix, const char *key) {
  char name[128];
  size_t before = strlen(prefix), length = strlen(key);
  const char *text = NULL;
  if (before + length >= sizeof name)
    return key;
  memcpy(name, prefix, before);
  memcpy(name + before, key, length + 1);
  text = tell_catalogue_text(model->catalogue, name, model->language);
  return text != NULL ? text : key;
}

const char *report_why(const report_model *model, int64_t row) {
  return report_word(model, "state.", tell_state_id(report_state(model->indicators, row, "value")));
}

int report_has(const report_model *model, const report_unit *unit, const report_series *series) {
  if (unit->code == NULL)
    return 0;
  for (int64_t period = model->first_period; period <= model->last_period; period++) {
    int64_t row = report_row(model, unit, series, period);
    if (row >= 0 && report_state(model->indicators, row, "value") != TELL_STATE_NOT_APPLICABLE) {
      return 1;
    }
  }
  return 0;
}

/** Areas stand first among the members, so the first tells. */
int report_has_areas(const report_model *model) {
  return model->member_count > 0 && strcmp(model->members[0].level, "area") == 0;
}

/** Whether `plan` is `goal`, or stands below it in the plan. */
static int below(const tell_table *plan_table, const char *plan, const char *goal) {
  int64_t rows = tell_table_row_count(plan_table);
  if (strcmp(plan, goal) == 0)
    return 1;
  for (int64_t row = 0; row < rows; row++) {
    if (strcmp(report_text(plan_table, row, "id"), plan) == 0) {
      return strcmp(report_text(plan_table, row, "parent"), goal) == 0;
    }
  }
  return 0;
}

int report_belongs(const report_model *model, const char *indicator, const char *goal) {
  const tell_table *links = tell_catalogue_table(model->catalogue, TELL_CATALOGUE_LINKS);
  const tell_table *plan = tell_catalogue_table(model->catalogue, TELL_CATALOGUE_PLAN);
  int64_t rows = tell_table_row_count(links);
  for (int64_t row = 0; row < rows; row++) {
    if (strcmp(report_text(links, row, "indicator"), indicator) == 0 &&
        below(plan, report_text(links, row, "plan"), goal)) {
      return 1;
    }
  }
  return 0;
}
