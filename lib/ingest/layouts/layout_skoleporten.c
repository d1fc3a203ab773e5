/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The layout "skoleporten": the CSV of the report builder of Skoleporten, which
 * Udir's statistikkbank took the place of (data-formats.md, 3.1). One value a
 * record, in the målform of whoever made the report. What the unit of a record
 * is stands in skoleporten_unit.c.
 */
#include <string.h>

#include "base/alloc.h"
#include "ingest/cells/labelled.h"
#include "ingest/cells/measures.h"
#include "ingest/cells/named.h"
#include "ingest/cells/period.h"
#include "ingest/layouts/layout.h"
#include "ingest/layouts/skoleporten.h"

/* The names of the layout's labels; upper secondary schools count other teachers by the same words.
 */
#define LABELS "skoleporten"
#define LABELS_UPPER_SECONDARY "skoleporten-vgs"

/* The 14 columns of the full form; the short one lacks EnhetsId, Fylke and Kommune. */
static const char *const keys[TELL__SKOLEPORTEN_COLUMNS] = {
    "enhetsnavn", "enhetsid",          "fylke",   "kommune",  "skoletype", "vurderingsområde",
    "statistikk", "indikator/delskår", "periode", "eierform", "trinn",     "kjønn",
    "verdi",      "måleenhet"};

static int has(const tell__header *header, int column) {
  return tell__header_find(header, keys[column]) >= 0;
}

static int32_t first_missing(const tell__header *header) {
  static const int needed[] = {TELL__SKOLEPORTEN_NAME, TELL__SKOLEPORTEN_STATISTIC,
                               TELL__SKOLEPORTEN_INDICATOR, TELL__SKOLEPORTEN_PERIOD,
                               TELL__SKOLEPORTEN_VALUE};
  for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
    if (!has(header, needed[i]))
      return needed[i];
  return -1;
}

static int32_t recognise(const tell__header *header, const tell_catalogue *catalogue) {
  (void)catalogue;
  if (!has(header, TELL__SKOLEPORTEN_INDICATOR))
    return 0;
  return first_missing(header) < 0 ? TELL__SCORE_FITS : TELL__SCORE_RESEMBLES;
}

static const char *cell(const tell__skoleporten *work, int column, size_t *length) {
  return tell__reading_cell(work->reading, work->columns[column], length);
}

static int begins(const char *text, size_t length, const char *word) {
  return length >= strlen(word) && memcmp(text, word, strlen(word)) == 0;
}

static int contains(const char *text, size_t length, const char *word) {
  for (size_t i = 0; i < length; i++)
    if (begins(text + i, length - i, word))
      return 1;
  return 0;
}

static const char *labels_of(const tell__skoleporten *work) {
  size_t length = 0;
  const char *type = cell(work, TELL__SKOLEPORTEN_TYPE, &length);
  return begins(type, length, "Videreg") || begins(type, length, "Vidareg") ? LABELS_UPPER_SECONDARY
                                                                            : LABELS;
}

/* One name stands for means and for shares ("Mobbing på skolen" was both): the unit of measure
 * tells which. */
static int is_measured_so(const tell__skoleporten *work, const tell__indicator *indicator) {
  size_t length = 0;
  const char *unit = cell(work, TELL__SKOLEPORTEN_UNIT_OF_MEASURE, &length);
  int is_percent = contains(unit, length, "rosent") || contains(unit, length, "ndel") ||
                   contains(unit, length, "%");
  return length == 0 || is_percent == (strcmp(indicator->unit, "percent") == 0);
}

/* Results in grade 8 told of the school where the pupils went before: of the same pupils as the
 * results of their new school, so that both together would count them twice. */
static int is_former_school(const tell__skoleporten *work) {
  size_t length = 0;
  const char *text = cell(work, TELL__SKOLEPORTEN_INDICATOR, &length);
  return contains(text, length, "vgiverskole") || contains(text, length, "vgivarskule") ||
         contains(text, length, "vgivarskole");
}

/* What the record measures; NULL after it was skipped or rejected. */
static const tell__label *find_label(const tell__skoleporten *work) {
  tell__reading *reading = work->reading;
  int32_t column = work->columns[TELL__SKOLEPORTEN_INDICATOR];
  size_t subject_length = 0, measure_length = 0;
  const char *subject = cell(work, TELL__SKOLEPORTEN_STATISTIC, &subject_length);
  const char *measure = cell(work, TELL__SKOLEPORTEN_INDICATOR, &measure_length);
  if (is_former_school(work)) {
    tell__reading_skip(reading, "former_school", column,
                       "results by the school that the pupils came from; skipped, as the same "
                       "pupils are counted at the school where they are");
    return NULL;
  }
  const tell__label *label = tell__catalogue_label(reading->catalogue, labels_of(work), subject,
                                                   subject_length, measure, measure_length);
  if (label == NULL || label->role != TELL__ROLE_VALUE ||
      !is_measured_so(work, &reading->definitions->indicators[label->indicator])) {
    tell__reading_skip_measure(reading, column);
    return NULL;
  }
  return label;
}

static int16_t read_period(const tell__skoleporten *work) {
  size_t length = 0;
  const char *text = cell(work, TELL__SKOLEPORTEN_PERIOD, &length);
  int32_t period = tell__period_read(text, length);
  if (period == 0)
    tell__reading_reject(work->reading, "unknown_period", work->columns[TELL__SKOLEPORTEN_PERIOD],
                         "not a school year of 1990 to 2100, such as 2022-23");
  return (int16_t)period;
}

/* All of the key but the unit. */
static tell__observation read_key(const tell__skoleporten *work, const tell__label *label) {
  tell__reading *reading = work->reading;
  const int32_t *columns = work->columns;
  tell__observation key = {.indicator = (int16_t)label->indicator,
                           .source = (int16_t)tell__label_source(reading, label),
                           .period = read_period(work)};
  key.grade = tell__reading_label_grade(reading, label, columns[TELL__SKOLEPORTEN_GRADE]);
  key.gender = tell__reading_group(reading, "gender", columns[TELL__SKOLEPORTEN_GENDER],
                                   "unknown_gender", "not a gender that files name");
  key.owner = tell__reading_group(reading, "owner", columns[TELL__SKOLEPORTEN_OWNER],
                                  "unknown_owner", "not an owner that files name");
  if (key.source < 0)
    tell__reading_reject(reading, "unknown_source", columns[TELL__SKOLEPORTEN_INDICATOR],
                         "the catalogue gives the measure no known source");
  return key;
}

static void add_value(const tell__skoleporten *work, tell__observation *observation) {
  tell__reading *reading = work->reading;
  int32_t column = work->columns[TELL__SKOLEPORTEN_VALUE];
  const tell__measure none = {.column = -1};
  tell__measures measures = {.value = tell__measure_read(reading, column, TELL__SIGNS_SKOLEPORTEN),
                             .numerator = none,
                             .n = none,
                             .sd = none,
                             .margin = none,
                             /* Skoleporten leaves a value out when it is hidden, not published for
                              * this level, or not there at all, and does not say which. */
                             .blank = TELL_STATE_MISSING,
                             .stated = -1,
                             .stated_column = -1};
  tell__measures_judge(reading, &reading->definitions->indicators[observation->indicator],
                       &measures, observation);
  tell__reading_add(reading, observation, column, tell__measures_cells(&measures));
}

static void read_record(tell__reading *reading, void *plan) {
  const tell__skoleporten made = {reading, plan};
  const tell__skoleporten *work = &made;
  const tell__label *label = find_label(work);
  if (label == NULL)
    return;
  tell__observation observation = read_key(work, label);
  if (reading->rejected)
    return;
  observation.unit = tell__skoleporten_unit(work);
  if (observation.unit < 0)
    return;
  /* A school has one owner: what is said of that owner's pupils or teachers is said of all. */
  tell__level level = 0;
  tell__part_unit_code(reading->part, observation.unit, &level, NULL);
  if (level == TELL__LEVEL_SCHOOL)
    observation.owner = 0;
  add_value(work, &observation);
}

static tell_status prepare(tell__reading *reading, void **plan, tell_error *err) {
  int32_t *columns = tell__alloc_array(TELL__SKOLEPORTEN_COLUMNS, sizeof *columns);
  if (columns == NULL)
    return tell__fail_memory(err);
  *plan = columns;
  tell_status status = tell__named_columns(reading, keys, TELL__SKOLEPORTEN_COLUMNS,
                                           first_missing(&reading->header), columns, err);
  if (status == TELL_OK && columns[TELL__SKOLEPORTEN_MUNICIPALITY] >= 0)
    tell__reading_find_column(reading, TELL_SEVERITY_NOTE, "parent_by_name",
                              columns[TELL__SKOLEPORTEN_MUNICIPALITY],
                              "municipalities stand here without their numbers; a school is placed "
                              "under one that a register read before has by just this name, else "
                              "under none");
  return status;
}

const tell__layout tell__layout_skoleporten = {.name = "skoleporten",
                                               .recognise = recognise,
                                               .prepare = prepare,
                                               .record = read_record,
                                               .free_plan = tell__free};
