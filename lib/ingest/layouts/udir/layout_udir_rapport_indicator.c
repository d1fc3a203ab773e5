/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The layout "udir-rapport-indikator": reports of Udir's rapport API with an
 * indicator or question in each row and the units in the header, by their
 * names alone (the report of bullying):
 * "2025-26.Hele landet.Agder.Bykle.Alle skoler.10. årstrinn. ... .Andel mobbet".
 */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ingest/cells/labelled.h"
#include "ingest/cells/measures.h"
#include "ingest/given_unit.h"
#include "ingest/json/json_pivot.h"
#include "ingest/layouts/layout.h"
#include "ingest/layouts/udir/portal.h"
#include "ingest/layouts/udir/rapport_columns.h"

/* Whose labels name the indicators: subject is the code or name of the row. */
static const char labels[] = "udir-rapport-indikator";

typedef struct indicator_plan {
  int32_t ids[TELL__RAPPORT_COLUMNS]; /* the header's index of each */
  tell__path_parts *paths;            /* as long as the header; the texts are the header's */
  int is_one_unit;                    /* every column is about one unit */
} indicator_plan;

static int32_t recognise(const tell__header *header, const tell_catalogue *catalogue) {
  (void)catalogue;
  return tell__rapport_recognise(header, TELL__PIVOT_INDICATOR_LEVEL);
}

static const tell__label *find_label(const tell__reading *reading, const indicator_plan *plan,
                                     const tell__path_parts *path) {
  const tell__label *label = NULL;
  for (int id = TELL__RAPPORT_CODE; id <= TELL__RAPPORT_NAME && label == NULL; id++) {
    size_t length = 0;
    const char *subject = tell__reading_cell(reading, plan->ids[id], &length);
    if (length > 0)
      label = tell__catalogue_label(reading->catalogue, labels, subject, length, path->measure,
                                    path->measure_length);
  }
  return label != NULL && label->indicator >= 0 ? label : NULL;
}

/* The name of the lowest unit in a path: what stands behind the last dot, without "Alle skoler" and
 * the like. */
static const char *unit_name(const tell__path_parts *path, size_t *length) {
  size_t end = path->subject_length;
  for (;;) {
    size_t start = end;
    while (start > 0 && path->subject[start - 1] != '.')
      start--;
    int is_all = end - start > 5 && memcmp(path->subject + start, "Alle ", 5) == 0;
    if (!is_all || start == 0) {
      *length = end - start;
      return path->subject + start;
    }
    end = start - 1;
  }
}

static int32_t find_unit(tell__reading *reading, const indicator_plan *plan, int32_t column) {
  const tell__path_parts *path = &plan->paths[column];
  size_t length = 0;
  const char *name = unit_name(path, &length);
  if (length == strlen("Hele landet") && memcmp(name, "Hele landet", length) == 0) {
    tell__unit_facts nation = {.level = TELL__LEVEL_NATION, .code = "I", .code_length = 1};
    return tell__reading_unit(reading, &nation);
  }
  if (plan->is_one_unit || reading->given_unit.level == 0)
    return tell__reading_unit_by_name(reading, 0, name, length, column, path->period);
  /* With several units in the header the caller's is one of them by its name alone. */
  int32_t unit = tell__reading_find_name(reading, 0, name, length);
  if (unit < 0)
    tell__reading_reject_text(reading, "unknown_unit", column, name, length,
                              "no register read before has exactly one unit of this name, and the "
                              "report is about several");
  return unit;
}

static void add_value(tell__reading *reading, const indicator_plan *plan, int32_t column,
                      const tell__label *label) {
  const tell__path_parts *path = &plan->paths[column];
  tell__observation observation = {.indicator = (int16_t)label->indicator,
                                   .source = (int16_t)tell__label_source(reading, label),
                                   .period = (int16_t)path->period,
                                   .grade = (int8_t)(path->grade > 0 ? path->grade : 0),
                                   .gender = (int8_t)(path->gender > 0 ? path->gender : 0),
                                   .owner = (int8_t)(path->owner > 0 ? path->owner : 0)};
  if (observation.source < 0) {
    tell__reading_reject(reading, "unknown_source", column,
                         "the catalogue gives the measure no source that it knows");
    return;
  }
  observation.unit = find_unit(reading, plan, column);
  if (observation.unit < 0)
    return;
  const tell__measure none = tell__measure_read(reading, -1, TELL__SIGNS_UDIR);
  tell__measures measures = {.value = tell__measure_read(reading, column, TELL__SIGNS_UDIR),
                             .numerator = none,
                             .n = none,
                             .sd = none,
                             .margin = none,
                             .blank = TELL_STATE_NOT_APPLICABLE,
                             .stated = -1,
                             .stated_column = -1};
  tell__measures_judge(reading, &reading->definitions->indicators[label->indicator], &measures,
                       &observation);
  tell__reading_add(reading, &observation, column, tell__measures_cells(&measures));
}

/* Questions stand one level below the index that they make up. */
static int is_index(const tell__reading *reading, const indicator_plan *plan) {
  size_t length = 0;
  const char *level = tell__reading_cell(reading, plan->ids[TELL__RAPPORT_LEVEL], &length);
  return length == strlen("Indikator") && memcmp(level, "Indikator", length) == 0;
}

static void read_record(tell__reading *reading, void *made) {
  const indicator_plan *plan = made;
  if (!is_index(reading, plan)) {
    tell__reading_skip(reading, "question_rows", plan->ids[TELL__RAPPORT_NAME],
                       "rows of single questions or answers; skipped, as the indicator set has the "
                       "indices that are made of them");
    return;
  }
  int found = 0;
  for (int32_t i = 0; i < reading->header.count && reading->status == TELL_OK; i++) {
    const tell__label *label =
        plan->paths[i].period != 0 ? find_label(reading, plan, &plan->paths[i]) : NULL;
    if (label == NULL)
      continue;
    add_value(reading, plan, i, label);
    found = 1;
  }
  if (!found)
    tell__reading_skip_measure(reading, plan->ids[TELL__RAPPORT_NAME]);
}

static void free_plan(void *made) {
  indicator_plan *plan = made;
  if (plan != NULL)
    tell__free(plan->paths);
  tell__free(plan);
}

static int is_same_unit(const tell__path_parts *a, const tell__path_parts *b) {
  return a->subject_length == b->subject_length &&
         memcmp(a->subject, b->subject, a->subject_length) == 0;
}

/* A path that says less than it must is told and not used: its period is set to 0. */
static void read_path(tell__reading *reading, int32_t column, tell__path_parts *path) {
  const tell__column *header = &reading->header.columns[column];
  int is_path = tell__path_split(reading->catalogue, header->name, header->length, path);
  if (is_path && path->period != 0 && !path->has_conflict && path->subject_length > 0)
    return;
  *path = (tell__path_parts){.subject = ""};
  tell__reading_find_column(reading, TELL_SEVERITY_ERROR, "unknown_column", column,
                            "the column's path has no school year, no unit, or parts that exclude "
                            "each other; the column is not used");
}

static tell_status prepare(tell__reading *reading, void **plan, tell_error *err) {
  const tell__header *header = &reading->header;
  indicator_plan *made = tell__alloc(sizeof *made);
  *plan = made;
  if (made != NULL)
    made->paths = tell__alloc_array((size_t)header->count, sizeof *made->paths);
  if (made == NULL || made->paths == NULL)
    return tell__fail_memory(err);
  tell_status status =
      tell__rapport_columns_find(reading, TELL__PIVOT_INDICATOR_LEVEL, made->ids, err);
  if (status != TELL_OK)
    return status;
  made->is_one_unit = 1;
  const tell__path_parts *first = NULL;
  /* json_pivot.c puts the measures behind the columns of the row. */
  for (int32_t i = TELL__RAPPORT_COLUMNS; i < header->count; i++) {
    read_path(reading, i, &made->paths[i]);
    if (made->paths[i].period == 0)
      continue;
    first = first != NULL ? first : &made->paths[i];
    made->is_one_unit &= is_same_unit(first, &made->paths[i]);
  }
  return TELL_OK;
}

const tell__layout tell__layout_udir_rapport_indicator = {.name = "udir-rapport-indikator",
                                                          .recognise = recognise,
                                                          .prepare = prepare,
                                                          .record = read_record,
                                                          .free_plan = free_plan};
