/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The layout "ssb": tables of Statistics Norway as JSON-stat 2 (made flat by
 * json_stat.c) and as CSV, long or with years or contents side by side
 * (data-formats.md, 2). Any table is recognised; of one that measures nothing
 * of the indicator set every record is a named skip.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ingest/cells/labelled.h"
#include "ingest/cells/measures.h"
#include "ingest/cells/period.h"
#include "ingest/cells/units.h"
#include "ingest/layouts/layout.h"
#include "ingest/layouts/ssb/ssb.h"

/* A record under way. */
typedef struct ssb {
  tell__reading *reading;
  const tell__ssb_plan *plan;
  const tell__label *label; /* of the value under way */
  int is_completed;
  int32_t unit;        /* -1 before a value asked for it */
  tell__piece subject; /* what it was called where the label was found */
} ssb;

static int32_t recognise(const tell__header *header, const tell_catalogue *catalogue) {
  return tell__ssb_fits(header, catalogue) ? TELL__SCORE_FITS : 0;
}

static const tell__ssb_dimension *find(const ssb *work, tell__ssb_role role) {
  for (size_t i = 0; i < work->plan->dimension_count; i++)
    if (work->plan->dimensions[i].role == role)
      return &work->plan->dimensions[i];
  return NULL;
}

static int pieces_of(const ssb *work, tell__ssb_role role, tell__piece *pieces) {
  const tell__ssb_dimension *dimension = find(work, role);
  return dimension != NULL ? tell__ssb_pieces(work->reading, dimension, pieces) : 0;
}

static int32_t column_of(const ssb *work, tell__ssb_role role, int32_t otherwise) {
  const tell__ssb_dimension *dimension = find(work, role);
  return dimension != NULL ? dimension->code : otherwise;
}

static int begins(tell__piece text, const char *word) {
  return text.length >= strlen(word) && memcmp(text.text, word, strlen(word)) == 0;
}

/* Whether a category of a dimension that no indicator has is the total of it. A code alone says so
 * with zeroes. */
static int is_total(const tell__piece *pieces, int count) {
  static const char *const words[] = {"Alle", "alle", "I alt", "i alt", "Total", "total", "Begge"};
  for (int i = 0; i < count; i++)
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
      if (begins(pieces[i], words[k]))
        return 1;
  size_t zeroes = 0;
  while (count == 1 && zeroes < pieces[0].length && pieces[0].text[zeroes] == '0')
    zeroes++;
  return count == 0 || (count == 1 && zeroes == pieces[0].length);
}

/* Whether the record is about all categories of the dimensions that no indicator has. */
static int is_whole(const ssb *work) {
  tell__piece pieces[TELL__SSB_PIECES];
  for (size_t i = 0; i < work->plan->dimension_count; i++) {
    const tell__ssb_dimension *dimension = &work->plan->dimensions[i];
    if (dimension->role != TELL__SSB_OTHER ||
        is_total(pieces, tell__ssb_pieces(work->reading, dimension, pieces)))
      continue;
    tell__reading_skip(work->reading, "other_breakdown", dimension->code,
                       "one group of a breakdown that the indicator set does not have; its records "
                       "are skipped");
    return 0;
  }
  return 1;
}

/* Looks for the label of a measure with any of the names of the record's subject. */
static int find_with_subject(ssb *work, tell__piece measure) {
  tell__piece subjects[TELL__SSB_PIECES + 1];
  int count = pieces_of(work, TELL__SSB_SUBJECT, subjects);
  subjects[count++] = (tell__piece){"", 0};
  for (int i = 0; i < count; i++) {
    work->subject = subjects[i];
    work->label = tell__ssb_label(work->reading->catalogue, tell__ssb_before_grade(subjects[i]),
                                  measure, &work->is_completed);
    if (work->label != NULL)
      return 1;
  }
  return 0;
}

/* What a value measures; 0 after the record was skipped. */
static int find_label(ssb *work, const tell__ssb_value *value) {
  tell__reading *reading = work->reading;
  tell__piece names[TELL__SSB_PIECES] = {value->names[0], value->names[1]};
  int count = work->plan->is_long ? pieces_of(work, TELL__SSB_CONTENTS, names) : 2;
  work->label = NULL;
  for (int i = 0; work->label == NULL && i < count; i++)
    if (names[i].length > 0)
      find_with_subject(work, names[i]);
  int32_t column = column_of(work, TELL__SSB_CONTENTS, value->column);
  if (work->label == NULL || work->label->role == TELL__ROLE_IGNORED)
    tell__reading_skip_measure(reading, column);
  else if (work->label->role != TELL__ROLE_VALUE)
    tell__reading_skip(reading, "count_in_own_row", column,
                       "a number of pupils in a record of its own, apart from the values that it "
                       "belongs to; not used");
  return work->label != NULL && work->label->role == TELL__ROLE_VALUE;
}

static int16_t read_period(const ssb *work, const tell__ssb_value *value) {
  tell__piece pieces[TELL__SSB_PIECES] = {value->year};
  int count = value->year.length > 0 ? 1 : pieces_of(work, TELL__SSB_TIME, pieces);
  for (int i = 0; i < count; i++) {
    int32_t period = tell__period_or_year_read(pieces[i].text, pieces[i].length);
    if (period != 0)
      return (int16_t)(tell__ssb_is_year(pieces[i]) ? period - work->is_completed : period);
  }
  tell__reading_reject(work->reading, "unknown_period",
                       column_of(work, TELL__SSB_TIME, value->column),
                       "neither a year nor a school year of 1990 to 2100");
  return 0;
}

/* A group by the catalogue's labels; -1 when no column says it, -2 when the record was rejected. */
static int32_t read_group(const ssb *work, tell__ssb_role role, const char *dimension,
                          const char *code) {
  tell__piece pieces[TELL__SSB_PIECES];
  int count = pieces_of(work, role, pieces);
  for (int i = 0; i < count; i++) {
    int32_t group = tell__catalogue_group(work->reading->catalogue, dimension, pieces[i].text,
                                          pieces[i].length);
    if (group >= 0 && group <= INT8_MAX)
      return group;
  }
  if (count == 0)
    return -1;
  tell__reading_reject(work->reading, code, column_of(work, role, -1),
                       "the catalogue has no group of this name");
  return -2;
}

/* SSB's codes are not those of Udir: 1 is men and boys, 2 women and girls, 11 girls in 07495. */
static int32_t gender_of_code(tell__piece code) {
  static const struct {
    const char *code;
    int32_t gender;
  } codes[] = {{"0", 0}, {"00", 0}, {"1", 2}, {"2", 1}, {"11", 1}};
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
    if (strlen(codes[i].code) == code.length && memcmp(codes[i].code, code.text, code.length) == 0)
      return codes[i].gender;
  return -1;
}

static int8_t read_gender(const ssb *work, const tell__ssb_value *value) {
  tell__piece pieces[TELL__SSB_PIECES];
  if (value->gender >= 0)
    return (int8_t)value->gender;
  if (pieces_of(work, TELL__SSB_GENDER, pieces) == 1 && gender_of_code(pieces[0]) >= 0)
    return (int8_t)gender_of_code(pieces[0]);
  int32_t gender = read_group(work, TELL__SSB_GENDER, "gender", "unknown_gender");
  return gender > 0 ? (int8_t)gender : 0;
}

/* The grade from a column, the heading, the test's name or the title, in this order; 0 for none. */
static int32_t said_grade(const ssb *work, const tell__ssb_value *value) {
  tell__piece title[TELL__SSB_PIECES];
  int32_t grade = read_group(work, TELL__SSB_GRADE, "grade", "unknown_grade");
  if (grade != -1)
    return grade > 0 ? grade : 0;
  if (value->grade > 0)
    return value->grade;
  grade = tell__ssb_grade_in(work->subject);
  if (grade == 0 && pieces_of(work, TELL__SSB_TITLE, title) > 0)
    grade = tell__ssb_grade_in(title[0]);
  return grade > 0 ? grade : work->plan->title_grade;
}

static int8_t read_grade(const ssb *work, const tell__ssb_value *value, int32_t period) {
  tell__reading *reading = work->reading;
  const tell__label *label = work->label;
  int32_t column = column_of(work, TELL__SSB_GRADE, value->column);
  int32_t said = said_grade(work, value);
  if (label->grade >= 0 && said > 0 && said != label->grade)
    tell__reading_reject(reading, "conflicting_grade", column,
                         "the catalogue says that the measure is always about another grade");
  else if (label->grade < 0 && said == 0 &&
           tell__catalogue_exists(reading->catalogue, label->indicator, 0, period) == 0)
    tell__reading_reject(reading, "missing_grade", column,
                         "nothing in the table says which grade the measure is about");
  return (int8_t)(label->grade >= 0 ? label->grade : said);
}

/* A cell and the sign beside it, which holds more than the cell does. */
static tell__measure read_measure(const ssb *work, int32_t column, int32_t sign_column) {
  tell__reading *reading = work->reading;
  tell__measure measure = tell__measure_read(reading, column, TELL__SIGNS_SSB);
  size_t length = 0;
  const char *sign = tell__reading_cell(reading, sign_column, &length);
  if (length == 0)
    return measure;
  tell__cell said = tell__cell_read(sign, length, TELL__SIGNS_SSB, 0);
  if (length == 1 && sign[0] == '*')
    measure.cell.starred = 1;
  else if (said.kind == TELL__CELL_SUPPRESSED || said.kind == TELL__CELL_NOT_APPLICABLE ||
           said.kind == TELL__CELL_MISSING || (length == 1 && sign[0] == '-'))
    measure.cell = said;
  else if (tell__reading_is_news(reading, "unknown_sign", column, 0, 0))
    tell__reading_find(reading, TELL_SEVERITY_WARNING, "unknown_sign", sign_column,
                       "not one of the signs that SSB documents; the value beside it is used as it "
                       "stands");
  return measure;
}

static int is_number(const tell__measure *measure, double value) {
  return measure->cell.kind == TELL__CELL_NUMBER && measure->cell.value == value;
}

static int is_mean(const tell__indicator *indicator) {
  return indicator->kind == TELL__KIND_MEAN || indicator->kind == TELL__KIND_MEDIAN ||
         indicator->kind == TELL__KIND_RATIO;
}

/* SSB writes zeroes for regions that do not exist in a year, and "-" where there is nobody to take
 * a mean of: neither is a value of a mean. */
static void clear_nobody(tell__reading *reading, const tell__indicator *indicator,
                         tell__measures *measures, int is_dash) {
  int is_counted = is_number(&measures->n, 0);
  /* Without the pupils beside it a zero tells as much where the scale does not hold it. */
  int is_beyond = is_mean(indicator) && indicator->has_scale && indicator->scale_min > 0;
  if (!is_number(&measures->value, 0) ||
      !(is_counted || is_beyond || (is_mean(indicator) && is_dash)))
    return;
  if (!is_counted && !is_dash && tell__reading_is_news(reading, "zero_for_nobody", 0, 0, 0))
    tell__reading_find(reading, TELL_SEVERITY_NOTE, "zero_for_nobody", measures->value.column,
                       "a mean of 0, which its scale does not hold; taken as that of a region that "
                       "does not exist in this year");
  measures->value.cell = (tell__cell){.kind = TELL__CELL_NOT_APPLICABLE};
  if (is_counted)
    measures->n.cell = (tell__cell){.kind = TELL__CELL_BLANK};
}

static int is_dash(const ssb *work, int32_t column) {
  size_t length = 0;
  const char *text = tell__reading_cell(work->reading, column, &length);
  return length == 1 && text[0] == '-';
}

static void judge(const ssb *work, const tell__ssb_value *value, tell__observation *observation) {
  tell__reading *reading = work->reading;
  const tell__indicator *indicator = &reading->definitions->indicators[observation->indicator];
  const tell__measure none = {.column = -1};
  tell__measures measures = {.value = read_measure(work, value->column, value->sign),
                             .numerator = none,
                             .n = read_measure(work, value->n, value->n_sign),
                             .sd = none,
                             .margin = none,
                             .blank = TELL_STATE_MISSING,
                             .stated = -1,
                             .stated_column = -1};
  clear_nobody(reading, indicator, &measures,
               is_dash(work, value->column) || is_dash(work, value->sign));
  tell__measures_judge(reading, indicator, &measures, observation);
  tell__reading_add(reading, observation, value->column, tell__measures_cells(&measures));
}

static int32_t read_unit(ssb *work, int32_t period) {
  const tell__ssb_dimension *region = find(work, TELL__SSB_REGION);
  tell__reading *reading = work->reading;
  tell__unit_facts facts = {0};
  if (work->unit >= 0)
    return work->unit;
  if (region != NULL)
    work->unit = tell__ssb_unit(reading, region, period);
  else if (tell__reading_given_unit(reading, &facts, NULL) == TELL_OK)
    work->unit = tell__reading_unit(reading, &facts);
  else
    tell__reading_reject_text(reading, "unknown_unit", -1, "", 0,
                              "the table has no regions, and the caller named no unit for it");
  return work->unit;
}

static void add_value(ssb *work, const tell__ssb_value *value) {
  tell__reading *reading = work->reading;
  if (!find_label(work, value))
    return;
  tell__observation observation = {.indicator = (int16_t)work->label->indicator,
                                   .source = (int16_t)tell__label_source(reading, work->label),
                                   .period = read_period(work, value)};
  observation.grade = read_grade(work, value, observation.period);
  observation.gender = read_gender(work, value);
  int32_t owner = read_group(work, TELL__SSB_OWNER, "owner", "unknown_owner");
  observation.owner = owner > 0 ? (int8_t)owner : 0;
  if (observation.source < 0)
    tell__reading_reject(reading, "unknown_source", value->column,
                         "the catalogue gives the measure no known source");
  if (reading->rejected)
    return;
  observation.unit = read_unit(work, observation.period);
  if (observation.unit < 0)
    return;
  judge(work, value, &observation);
}

static void read_record(tell__reading *reading, void *plan) {
  ssb made = {.reading = reading, .plan = plan, .unit = -1, .subject = {"", 0}};
  ssb *work = &made;
  if (work->plan->value_count == 0)
    tell__reading_skip_measure(reading, 0);
  if (work->plan->value_count == 0 || !is_whole(work))
    return;
  for (size_t i = 0; i < work->plan->value_count && !reading->rejected; i++)
    add_value(work, &work->plan->values[i]);
}

static void free_plan(void *plan) {
  if (plan != NULL)
    tell__ssb_plan_free(plan);
  tell__free(plan);
}

static tell_status prepare(tell__reading *reading, void **plan, tell_error *err) {
  tell__ssb_plan *made = tell__alloc(sizeof *made);
  *plan = made;
  if (made == NULL)
    return tell__fail_memory(err);
  tell_status status = tell__ssb_plan_make(reading, made, err);
  if (status == TELL_OK && made->value_count == 0)
    tell__reading_find_column(reading, TELL_SEVERITY_WARNING, "no_known_measure", 0,
                              "the table has no contents of the indicator set; all its records are "
                              "skipped");
  return status;
}

const tell__layout tell__layout_ssb = {.name = "ssb",
                                       .recognise = recognise,
                                       .prepare = prepare,
                                       .record = read_record,
                                       .free_plan = free_plan};
