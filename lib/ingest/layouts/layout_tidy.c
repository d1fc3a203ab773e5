/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout "tidy": our own long format, one observation a record (telling/ingest.h). */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ingest/cells/measures.h"
#include "ingest/cells/named.h"
#include "ingest/cells/period.h"
#include "ingest/cells/units.h"
#include "ingest/layouts/layout.h"

enum {
  SOURCE,
  LEVEL,
  UNIT_CODE,
  UNIT_NAME,
  PERIOD,
  GRADE,
  GENDER,
  OWNER,
  INDICATOR,
  DIMENSION,
  CATEGORY,
  VALUE,
  NUMERATOR,
  N,
  SD,
  MARGIN,
  STATE,
  COLUMN_COUNT
};

static const char *const keys[COLUMN_COUNT] = {
    "source",    "level", "unit_code", "unit_name", "period",   "grade",
    "gender",    "owner", "indicator", "dimension", "category", "value",
    "numerator", "n",     "sd",        "margin",    "state"};

typedef struct tidy_plan {
  int32_t columns[COLUMN_COUNT]; /* the header's index of each, -1 */
  int32_t local;                 /* the source of what names none */
} tidy_plan;

/* A record under way. */
typedef struct tidy {
  tell__reading *reading;
  const tidy_plan *plan;
  const int32_t *columns; /* of the plan */
} tidy;

static int has(const tell__header *header, int column) {
  return tell__header_find(header, keys[column]) >= 0;
}

/* The first column that the layout cannot do without and that is not there; -1 when all are. */
static int first_missing(const tell__header *header) {
  if (!has(header, INDICATOR))
    return INDICATOR;
  if (!has(header, PERIOD))
    return PERIOD;
  if (!has(header, UNIT_CODE) && !has(header, UNIT_NAME))
    return UNIT_CODE;
  return has(header, VALUE) || has(header, NUMERATOR) || has(header, STATE) ? -1 : VALUE;
}

static int32_t recognise(const tell__header *header, const tell_catalogue *catalogue) {
  (void)catalogue;
  if (first_missing(header) < 0)
    return TELL__SCORE_FITS;
  return has(header, INDICATOR) &&
                 (has(header, UNIT_CODE) || has(header, UNIT_NAME) || has(header, PERIOD))
             ? TELL__SCORE_RESEMBLES
             : 0;
}

static const char *cell(const tidy *work, int column, size_t *length) {
  return tell__reading_cell(work->reading, work->columns[column], length);
}

static int is_blank(const tidy *work, int column) {
  return tell__reading_is_blank(work->reading, work->columns[column]);
}

static void reject(tidy *work, const char *code, int column, const char *message) {
  tell__reading_reject(work->reading, code, work->columns[column], message);
}

static int32_t decode_source(const void *catalogue, const char *id, size_t length) {
  return tell__catalogue_source(catalogue, id, length);
}

static int32_t read_source(tidy *work) {
  int32_t source = work->plan->local;
  if (!is_blank(work, SOURCE))
    source = tell__reading_code(work->reading, work->columns[SOURCE], decode_source,
                                work->reading->catalogue);
  if (source < 0)
    reject(work, "unknown_source", SOURCE, "the catalogue has no source with this id");
  return source;
}

static int32_t decode_indicator(const void *catalogue, const char *id, size_t length) {
  return tell__catalogue_indicator(catalogue, id, length);
}

static int32_t read_indicator(tidy *work) {
  int32_t indicator = tell__reading_code(work->reading, work->columns[INDICATOR], decode_indicator,
                                         work->reading->catalogue);
  if (indicator < 0)
    reject(work, "unknown_indicator", INDICATOR, "the catalogue has no indicator with this id");
  return indicator;
}

static int32_t decode_period(const void *context, const char *text, size_t length) {
  (void)context;
  return tell__period_read(text, length);
}

static int32_t read_period(tidy *work) {
  int32_t period = tell__reading_code(work->reading, work->columns[PERIOD], decode_period, NULL);
  if (period == 0)
    reject(work, "unknown_period", PERIOD, "not a school year of 1990 to 2100, such as 2022-23");
  return period;
}

/* Which group a column tells of. */
typedef struct group_kind {
  const tell_catalogue *catalogue;
  const char *name;
} group_kind;

/* Left out means all. */
static int32_t decode_group(const void *context, const char *text, size_t length) {
  const group_kind *kind = context;
  return length == 0 ? 0 : tell__catalogue_group(kind->catalogue, kind->name, text, length);
}

static int8_t read_group(tidy *work, int column, const char *code, const char *message) {
  const group_kind kind = {work->reading->catalogue, keys[column]};
  int32_t group = tell__reading_code(work->reading, work->columns[column], decode_group, &kind);
  if (group < 0 || group > INT8_MAX)
    reject(work, code, column, message);
  return group >= 0 && group <= INT8_MAX ? (int8_t)group : 0;
}

static int32_t unit_by_name(tidy *work) {
  size_t length = 0;
  const char *name = cell(work, UNIT_NAME, &length);
  tell__level level = tell__reading_level(work->reading, work->columns[LEVEL], "", 0);
  if (work->reading->rejected)
    return -1;
  int32_t unit =
      length == 0 ? -1 : tell__reading_find_name(work->reading, (int32_t)level, name, length);
  if (unit < 0)
    tell__reading_reject_text(
        work->reading, "unknown_unit",
        work->columns[work->columns[UNIT_NAME] >= 0 ? UNIT_NAME : UNIT_CODE], name, length,
        "there is no code, and no register read before has exactly one unit of this name");
  else if (tell__reading_is_news(work->reading, "unit_by_name",
                                 tell__part_unit_key(work->reading->part, unit), 0, 0))
    tell__reading_find(work->reading, TELL_SEVERITY_NOTE, "unit_by_name", work->columns[UNIT_NAME],
                       "the unit was found by its exact name in the register");
  return unit;
}

static int32_t unit_by_code(tidy *work) {
  tell__reading *reading = work->reading;
  tell__unit_facts facts = {0};
  facts.code = cell(work, UNIT_CODE, &facts.code_length);
  facts.level = tell__reading_level(reading, work->columns[LEVEL], facts.code, facts.code_length);
  if (reading->rejected)
    return -1;
  if (facts.level == 0)
    return tell__reading_find_code(reading, facts.code, facts.code_length,
                                   work->columns[UNIT_CODE]);
  facts.name = cell(work, UNIT_NAME, &facts.name_length);
  if (!tell__reading_accept_unit(reading, &facts, work->columns[UNIT_CODE]))
    return -1;
  facts.period = read_period(work);
  return tell__reading_unit(reading, &facts);
}

static int32_t find_unit(tell__reading *reading, const void *plan) {
  const tidy_plan *held = plan;
  tidy work = {reading, held, held->columns};
  return is_blank(&work, UNIT_CODE) ? unit_by_name(&work) : unit_by_code(&work);
}

/* A unit's name may change from year to year, so that the period belongs to what is said of it. */
static int32_t read_unit(tidy *work) {
  const int32_t said_by[] = {work->columns[UNIT_CODE], work->columns[UNIT_NAME],
                             work->columns[LEVEL], work->columns[PERIOD]};
  return tell__reading_unit_of(work->reading, said_by, sizeof said_by / sizeof *said_by, find_unit,
                               work->plan);
}

static int32_t read_category(tidy *work, const tell__indicator *indicator) {
  size_t dimension_length = 0, category_length = 0;
  const char *dimension = cell(work, DIMENSION, &dimension_length);
  const char *category = cell(work, CATEGORY, &category_length);
  int is_member = indicator->kind == TELL__KIND_DISTRIBUTION;
  if ((dimension_length == 0) != (category_length == 0) || (is_member && category_length == 0)) {
    reject(work, "missing_category", dimension_length == 0 ? DIMENSION : CATEGORY,
           "a dimension needs a category and a category a dimension; members of a distribution "
           "need both");
    return 0;
  }
  if (is_member && (strlen(indicator->distribution) != dimension_length ||
                    memcmp(indicator->distribution, dimension, dimension_length) != 0)) {
    reject(work, "unknown_dimension", DIMENSION,
           "the catalogue ties the members of this distribution by another dimension");
    return 0;
  }
  int32_t number =
      tell__reading_category(work->reading, dimension, dimension_length, category, category_length);
  return number < 0 ? 0 : number;
}

/* The state that the file names; -1 for none. A file cannot hide what only a policy can hide. */
static int32_t read_state(tidy *work) {
  size_t length = 0;
  const char *id = cell(work, STATE, &length);
  if (length == 0)
    return -1;
  for (tell_state state = TELL_STATE_PRESENT; state <= TELL_STATE_INVALID; state++) {
    const char *known = tell_state_id(state);
    if (strlen(known) == length && memcmp(known, id, length) == 0)
      return (int32_t)state;
  }
  reject(work, "unknown_state", STATE, "not a state that a file can name");
  return -1;
}

static void read_record(tell__reading *reading, void *plan) {
  const tidy_plan *held = plan;
  tidy made = {reading, held, held->columns};
  tidy *work = &made;
  tell__observation observation = {0};
  observation.source = (int16_t)read_source(work);
  observation.indicator = (int16_t)read_indicator(work);
  observation.period = (int16_t)read_period(work);
  observation.grade = read_group(work, GRADE, "unknown_grade", "not a grade of 1 to 13 or all");
  observation.gender = read_group(work, GENDER, "unknown_gender", "not a gender that files name");
  observation.owner = read_group(work, OWNER, "unknown_owner", "not an owner that files name");
  int32_t stated = read_state(work);
  if (reading->rejected)
    return;
  const tell__indicator *indicator = &reading->definitions->indicators[observation.indicator];
  observation.category = read_category(work, indicator);
  if (reading->rejected || reading->status != TELL_OK)
    return;
  observation.unit = read_unit(work);
  if (observation.unit < 0)
    return;
  tell__measures measures = {
      .value = tell__measure_read(reading, work->columns[VALUE], TELL__SIGNS_TIDY),
      .numerator = tell__measure_read(reading, work->columns[NUMERATOR], TELL__SIGNS_TIDY),
      .n = tell__measure_read(reading, work->columns[N], TELL__SIGNS_TIDY),
      .sd = tell__measure_read(reading, work->columns[SD], TELL__SIGNS_TIDY),
      .margin = tell__measure_read(reading, work->columns[MARGIN], TELL__SIGNS_TIDY),
      .blank = TELL_STATE_MISSING,
      .stated = stated,
      .stated_column = work->columns[STATE]};
  tell__measures_judge(reading, indicator, &measures, &observation);
  int32_t place =
      work->columns[is_blank(work, VALUE) && work->columns[NUMERATOR] >= 0 ? NUMERATOR : VALUE];
  tell__reading_add(reading, &observation, place >= 0 ? place : work->columns[STATE],
                    tell__measures_cells(&measures));
}

static tell_status prepare(tell__reading *reading, void **plan, tell_error *err) {
  static const char local[] = "local";
  tidy_plan *made = tell__alloc(sizeof *made);
  if (made == NULL)
    return tell__fail_memory(err);
  *plan = made;
  made->local = tell__catalogue_source(reading->catalogue, local, strlen(local));
  return tell__named_columns(reading, keys, COLUMN_COUNT, first_missing(&reading->header),
                             made->columns, err);
}

const tell__layout tell__layout_tidy = {.name = "tidy",
                                        .recognise = recognise,
                                        .prepare = prepare,
                                        .record = read_record,
                                        .free_plan = tell__free};
