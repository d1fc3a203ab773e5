/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The layout "udir-eksport": Elevundersøkelsen from Udir's Eksport API v2, one
 * row per unit, year, group and index or question. Which table it is (148
 * indices, 149 themes, 150 bullying, 151 participation; 152 to 155 the same of
 * upper secondary schools) the names of its fields say.
 *
 * AntallBesvart is not the same in all of them: the pupils who answered for
 * indices and themes; those who were bullied in the tables of bullying, where
 * the number of answers stands in the table of participation; the part that
 * answered in the tables of participation (data-formats.md, 0.6).
 */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ingest/cells/labelled.h"
#include "ingest/cells/measures.h"
#include "ingest/cells/named.h"
#include "ingest/cells/period.h"
#include "ingest/layouts/layout.h"
#include "ingest/layouts/udir/eksport.h"

/* The value that the rows of a table have, as labels call it, and where it stands. */
typedef struct table_kind {
  const char *labels;
  const char *measure;
  tell__eksport_field value;
  tell__eksport_field code, name; /* of what is measured; the value itself where nothing says it */
} table_kind;

static const table_kind kinds[] = {
    {TELL__EKSPORT_NAME, "AndelMobbet", TELL__EKSPORT_BULLIED_SHARE, TELL__EKSPORT_INDEX_CODE,
     TELL__EKSPORT_INDEX},
    {TELL__EKSPORT_NAME, "AndelDeltatt", TELL__EKSPORT_PARTICIPATION_SHARE,
     TELL__EKSPORT_PARTICIPATION_SHARE, TELL__EKSPORT_PARTICIPATION_SHARE},
    {TELL__EKSPORT_NAME, "Score", TELL__EKSPORT_SCORE, TELL__EKSPORT_INDEX_CODE,
     TELL__EKSPORT_INDEX},
    {TELL__EKSPORT_THEME_NAME, "Score", TELL__EKSPORT_SCORE, TELL__EKSPORT_THEME_CODE,
     TELL__EKSPORT_THEME}};

enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

typedef struct eksport_plan {
  const table_kind *kind;
  int32_t columns[TELL__EKSPORT_FIELD_COUNT]; /* the header's index of each, -1 */
  int32_t unit[TELL__EKSPORT_UNIT_COLUMNS];
} eksport_plan;

static int has(const tell__header *header, tell__eksport_field field) {
  return tell__header_find(header, tell__eksport_keys[field]) >= 0;
}

/* NULL for a header of none of the tables. */
static const table_kind *find_kind(const tell__header *header) {
  for (int i = 0; i < KIND_COUNT; i++)
    if (has(header, kinds[i].value) && (has(header, kinds[i].code) || has(header, kinds[i].name)))
      return &kinds[i];
  return NULL;
}

static int32_t recognise(const tell__header *header, const tell_catalogue *catalogue) {
  (void)catalogue;
  if (!has(header, TELL__EKSPORT_PERIOD))
    return 0;
  /* The units' fields are those of the portal, whose files have no field with the year. */
  return find_kind(header) != NULL ? TELL__SCORE_FITS + 1 : TELL__SCORE_RESEMBLES + 1;
}

static const char *cell(const tell__reading *reading, const eksport_plan *plan,
                        tell__eksport_field field, size_t *length) {
  return tell__reading_cell(reading, plan->columns[field], length);
}

static int begins_with(const char *text, size_t length, const char *start) {
  size_t size = strlen(start);
  return length >= size && memcmp(text, start, size) == 0;
}

/* Whether a row is about all of a dimension: its name begins with "Alle"; without a name its code
 * is that of all; without both there is no such dimension. */
static int is_all(const tell__reading *reading, const eksport_plan *plan, tell__eksport_field code,
                  tell__eksport_field name) {
  size_t length = 0;
  const char *text = cell(reading, plan, name, &length);
  if (length > 0)
    return begins_with(text, length, "Alle") || begins_with(text, length, "alle");
  text = cell(reading, plan, code, &length);
  return length == 0 || (length == 1 && text[0] == 'A') ||
         (length == 3 && memcmp(text, "-10", 3) == 0);
}

/* Whether a row is about an index as a whole: "Alle spørsmål", which is the same in both written
 * forms. */
static int is_index(const tell__reading *reading, const eksport_plan *plan) {
  size_t length = 0;
  const char *text = cell(reading, plan, TELL__EKSPORT_QUESTION, &length);
  if (length > 0)
    return begins_with(text, length, "Alle sp");
  text = cell(reading, plan, TELL__EKSPORT_QUESTION_CODE, &length);
  return begins_with(text, length, "EUIndeks_") ||
         is_all(reading, plan, TELL__EKSPORT_QUESTION_CODE, TELL__EKSPORT_QUESTION);
}

/* Skips what is known and no part of the indicator set; 1 when it did. */
static int skip(tell__reading *reading, const eksport_plan *plan) {
  static const tell__eksport_field parts[][2] = {
      {TELL__EKSPORT_GROUP_CODE, TELL__EKSPORT_GROUP},
      {TELL__EKSPORT_BRANCH_CODE, TELL__EKSPORT_BRANCH},
      {TELL__EKSPORT_PROGRAMME_CODE, TELL__EKSPORT_PROGRAMME}};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (is_all(reading, plan, parts[i][0], parts[i][1]))
      continue;
    tell__reading_skip(reading, "subgroup_rows", plan->columns[parts[i][1]],
                       "rows of one group or programme; skipped, as the pupils are in the rows of "
                       "all of them too");
    return 1;
  }
  if (is_index(reading, plan) &&
      is_all(reading, plan, TELL__EKSPORT_ANSWER_CODE, TELL__EKSPORT_ANSWER))
    return 0;
  tell__reading_skip(reading, "question_rows", plan->columns[TELL__EKSPORT_QUESTION],
                     "rows of single questions or answers; skipped, as the indicator set has the "
                     "indices that are made of them");
  return 1;
}

/* By the code, which does not change with the written form; else by the name. */
static const tell__label *find_label(const tell__reading *reading, const eksport_plan *plan) {
  const table_kind *kind = plan->kind;
  const tell__eksport_field fields[] = {kind->code, kind->name};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    size_t length = 0;
    const char *subject = fields[i] == kind->value ? "" : cell(reading, plan, fields[i], &length);
    if (length == 0 && fields[i] != kind->value)
      continue;
    const tell__label *label = tell__catalogue_label(reading->catalogue, kind->labels, subject,
                                                     length, kind->measure, strlen(kind->measure));
    if (label != NULL)
      return label->indicator >= 0 ? label : NULL;
  }
  return NULL;
}

/* The codes that are no labels of the catalogue (data-formats.md, 1.4). */
static int32_t group_of_code(const char *dimension, const char *code, size_t length) {
  static const struct {
    const char *dimension, *code;
    int32_t group;
  } known[] = {{"gender", "-10", 0}, {"gender", "A", 0}, {"gender", "J", 1}, {"gender", "G", 2},
               {"owner", "-10", 0},  {"owner", "3", 1},  {"owner", "4", 2},  {"grade", "-10", 0}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(known[i].dimension, dimension) == 0 && strlen(known[i].code) == length &&
        memcmp(known[i].code, code, length) == 0)
      return known[i].group;
  return -1;
}

static int8_t read_group(tell__reading *reading, const eksport_plan *plan, const char *dimension,
                         tell__eksport_field name, const char *code, const char *message) {
  const tell__eksport_field code_field = name - 1;
  if (!tell__reading_is_blank(reading, plan->columns[name]))
    return tell__reading_group(reading, dimension, plan->columns[name], code, message);
  size_t length = 0;
  const char *text = cell(reading, plan, code_field, &length);
  int32_t group = group_of_code(dimension, text, length);
  return group >= 0
             ? (int8_t)group
             : tell__reading_group(reading, dimension, plan->columns[code_field], code, message);
}

static void read_groups(tell__reading *reading, const eksport_plan *plan,
                        tell__observation *observation) {
  size_t length = 0;
  const char *period = cell(reading, plan, TELL__EKSPORT_PERIOD, &length);
  observation->period = (int16_t)tell__period_read(period, length);
  if (observation->period == 0)
    tell__reading_reject(reading, "unknown_period", plan->columns[TELL__EKSPORT_PERIOD],
                         "not a school year of 1990 to 2100, such as 2022-23");
  observation->grade = read_group(reading, plan, "grade", TELL__EKSPORT_GRADE, "unknown_grade",
                                  "not a grade of 1 to 13 or all");
  observation->owner = read_group(reading, plan, "owner", TELL__EKSPORT_OWNER, "unknown_owner",
                                  "not an owner that the catalogue knows");
  observation->gender = read_group(reading, plan, "gender", TELL__EKSPORT_GENDER, "unknown_gender",
                                   "not a gender that the catalogue knows");
}

/* What AntallBesvart is depends on the table. */
static tell__measures read_measures(const tell__reading *reading, const eksport_plan *plan) {
  const tell__eksport_field value = plan->kind->value;
  tell__eksport_field n = TELL__EKSPORT_ANSWERS;
  tell__measures measures = {.blank = TELL_STATE_NOT_APPLICABLE, .stated = -1, .stated_column = -1};
  measures.numerator = measures.n = measures.sd = measures.margin =
      tell__measure_read(reading, -1, TELL__SIGNS_UDIR);
  measures.value = tell__measure_read(reading, plan->columns[value], TELL__SIGNS_UDIR);
  if (value == TELL__EKSPORT_SCORE) {
    measures.sd = tell__measure_read(reading, plan->columns[TELL__EKSPORT_SD], TELL__SIGNS_UDIR);
  } else {
    measures.numerator = tell__measure_read(reading, plan->columns[n], TELL__SIGNS_UDIR);
    measures.n_elsewhere = value == TELL__EKSPORT_BULLIED_SHARE;
    n = TELL__EKSPORT_INVITED;
  }
  if (!measures.n_elsewhere)
    measures.n = tell__measure_read(reading, plan->columns[n], TELL__SIGNS_UDIR);
  return measures;
}

static void read_record(tell__reading *reading, void *made) {
  const eksport_plan *plan = made;
  if (skip(reading, plan))
    return;
  const tell__label *label = find_label(reading, plan);
  if (label == NULL) {
    tell__reading_skip_measure(reading, plan->columns[plan->kind->name]);
    return;
  }
  tell__observation observation = {.indicator = (int16_t)label->indicator,
                                   .source = (int16_t)tell__label_source(reading, label)};
  if (observation.source < 0)
    tell__reading_reject(reading, "unknown_source", -1,
                         "the catalogue gives the measure no source that it knows");
  read_groups(reading, plan, &observation);
  if (reading->rejected)
    return;
  observation.unit = tell__eksport_unit(reading, plan->unit);
  if (observation.unit < 0)
    return;
  tell__measures measures = read_measures(reading, plan);
  int32_t column = plan->columns[plan->kind->value];
  tell__measures_judge(reading, &reading->definitions->indicators[label->indicator], &measures,
                       &observation);
  tell__reading_add(reading, &observation, column, tell__measures_cells(&measures));
}

static tell_status prepare(tell__reading *reading, void **plan, tell_error *err) {
  const tell__header *header = &reading->header;
  eksport_plan *made = tell__alloc(sizeof *made);
  *plan = made;
  if (made == NULL)
    return tell__fail_memory(err);
  made->kind = find_kind(header);
  tell__position position = {.source = reading->name, .line = header->columns[0].line};
  if (made->kind == NULL)
    return tell__fail_at(err, TELL_E_LAYOUT, &position,
                         "the layout needs Score with Spoersmaalgruppe or Temanavn, AndelMobbet "
                         "with Spoersmaalgruppe, or AndelDeltatt");
  tell__udir_columns_find(header, made->unit);
  made->unit[TELL__EKSPORT_UNIT_PERIOD] =
      tell__header_find(header, tell__eksport_keys[TELL__EKSPORT_PERIOD]);
  return tell__named_columns(reading, tell__eksport_keys, TELL__EKSPORT_FIELD_COUNT,
                             has(header, TELL__EKSPORT_PERIOD) ? -1 : TELL__EKSPORT_PERIOD,
                             made->columns, err);
}

const tell__layout tell__layout_udir_eksport = {.name = TELL__EKSPORT_NAME,
                                                .recognise = recognise,
                                                .prepare = prepare,
                                                .record = read_record,
                                                .free_plan = tell__free};
