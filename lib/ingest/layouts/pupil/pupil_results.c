/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Observations of groups of pupils. */
#include "pupil_results.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "ingest/cells/units.h"
#include "ingest/layouts/pupil/pupil_figures.h"

/* The finishing of a file. */
typedef struct results {
  tell__reading *reading;
  const tell__pupil_frame *frame;
  tell__pupil_work *work;
  int32_t *units;      /* by the number of the school's text */
  int32_t *categories; /* of the levels of each measure; 0: not asked for yet */
  tell__pupil_figures figures;
} results;

static const char *text_of(const results *r, int32_t number, size_t *length) {
  return tell__strings_get(r->work->texts, number, length);
}

/* What follows is about this line of the file. */
static void stand_at(results *r, int64_t line) { r->reading->record.line = line; }

static int compare_places(const void *left, const void *right) {
  const tell__pupil_place *a = left, *b = right;
  return (a->line > b->line) - (a->line < b->line);
}

static void add_unit(results *r, const tell__pupil_place *place) {
  tell__reading *reading = r->reading;
  const int32_t *columns = r->frame->columns;
  tell__unit_facts facts = r->frame->given;
  if (columns[TELL__PUPIL_SCHOOL] >= 0) {
    facts.level = TELL__LEVEL_SCHOOL;
    facts.code = text_of(r, place->school, &facts.code_length);
    facts.name = text_of(r, place->name, &facts.name_length);
  }
  if (place->municipality > 0) {
    facts.parent_level = TELL__LEVEL_MUNICIPALITY;
    facts.parent = text_of(r, place->municipality, &facts.parent_length);
    facts.places[TELL__FACT_PARENT] =
        tell__reading_fact_place(reading, columns[TELL__PUPIL_MUNICIPALITY]);
  }
  facts.period = place->period;
  stand_at(r, place->line);
  tell__reading_check_code(reading, &facts, columns[TELL__PUPIL_SCHOOL]);
  r->units[place->school] = tell__reading_unit(reading, &facts);
}

/* In the order of the lines, so that findings are. */
static void add_units(results *r) {
  tell__pupil_work *work = r->work;
  if (work->place_count > 1)
    qsort(work->places, work->place_count, sizeof *work->places, compare_places);
  for (size_t i = 0; i < work->place_count && r->reading->status == TELL_OK; i++)
    add_unit(r, &work->places[i]);
}

/* Nothing was rounded; shown is what is shown of other means that are worked out: one decimal where
 * the publisher gives whole numbers. */
static int8_t decimals_of(const results *r, const tell__pupil_measure *measure) {
  int32_t decimals = r->reading->definitions->indicators[measure->indicator].decimals;
  return (int8_t)(decimals > 0 ? decimals : 1);
}

/* The category of a level from 1, -1 when memory ran out. */
static int32_t category_of(results *r, size_t measure, int32_t level) {
  int32_t indicator = r->frame->measures.list[measure].indicator;
  const char *dimension = r->reading->definitions->indicators[indicator].distribution;
  int32_t *held = &r->categories[measure * TELL__PUPIL_LEVELS_MAX + (size_t)level - 1];
  char category = (char)('0' + level);
  if (*held == 0)
    *held = tell__reading_category(r->reading, dimension, strlen(dimension), &category, 1);
  return *held;
}

static void add_observation(results *r, const tell__pupil_figure *figure) {
  const tell__pupil_measure *measure = &r->frame->measures.list[figure->measure];
  const tell__pupil_group *group = figure->group;
  tell__observation made = {.unit = r->units[group->school],
                            .indicator = (int16_t)measure->indicator,
                            .source = (int16_t)r->frame->source,
                            .line = (int32_t)(group->line < INT32_MAX ? group->line : INT32_MAX),
                            .period = group->period,
                            .grade = group->grade,
                            .gender = group->gender,
                            .state = (uint8_t)figure->state,
                            .has = figure->state == TELL_STATE_MISSING ? 0 : TELL__HAS_N,
                            .flags = TELL__FLAG_PUPILS,
                            .value = figure->value,
                            .n = (int32_t)figure->n};
  if (measure->kind == TELL__PUPIL_MEAN && figure->n > 0)
    made.decimals = decimals_of(r, measure);
  if (figure->has_sd) {
    made.sd = figure->sd;
    made.has |= TELL__HAS_SD;
  }
  if (figure->has_numerator) {
    made.numerator = (int32_t)figure->numerator;
    made.has |= TELL__HAS_NUMERATOR;
  }
  if (figure->level > 0 && !r->reading->keeps_groups)
    made.category = category_of(r, figure->measure, figure->level);
  if (r->reading->keeps_groups)
    tell__reading_check_exists(r->reading, &made, measure->column);
  else if (made.category >= 0)
    tell__reading_add(r->reading, &made, measure->column, 0);
}

/* Figures that the caller takes as groups become no observations. */
static void add_figures(results *r) {
  tell__pupil_figures *figures = &r->figures;
  while (r->reading->status == TELL_OK && tell__pupil_figures_next(figures)) {
    const tell__pupil_figure *figure = &figures->figure;
    stand_at(r, figure->group->line);
    add_observation(r, figure);
  }
}

static void tell_doubts(results *r) {
  tell__pupil_work *work = r->work;
  for (size_t i = 0; i < work->doubt_count; i++) {
    const tell__pupil_doubt *doubt = &work->doubts[i];
    tell__text message = {NULL, 0, 0, 0};
    tell__text_add(&message, "the level is not that of the score by the cut points, for ");
    tell__text_add_i64(&message, doubt->pupils);
    tell__text_add(&message, " pupils of this test, grade and school year; the file's is used");
    stand_at(r, doubt->line);
    if (message.failed)
      r->reading->status = TELL_E_MEMORY;
    else
      tell__reading_find(r->reading, TELL_SEVERITY_WARNING, "level_against_score",
                         r->frame->tests[doubt->test].level_column, tell__text_get(&message));
    tell__text_free(&message);
  }
}

static int compare_doubts(const void *left, const void *right) {
  const tell__pupil_doubt *a = left, *b = right;
  return a->line != b->line ? (a->line > b->line) - (a->line < b->line)
                            : (a->test > b->test) - (a->test < b->test);
}

static void finish(results *r) {
  tell__pupil_work *work = r->work;
  add_units(r);
  if (work->doubt_count > 1)
    qsort(work->doubts, work->doubt_count, sizeof *work->doubts, compare_doubts);
  tell_doubts(r);
  add_figures(r);
}

void tell__pupil_results_finish(tell__reading *reading, const void *plan, void *work) {
  tell__pupil_work *held = work;
  results r = {.reading = reading, .frame = plan, .work = held};
  r.units = tell__alloc_array((size_t)tell__strings_count(held->texts), sizeof *r.units);
  r.categories =
      tell__alloc_array(r.frame->measures.count * TELL__PUPIL_LEVELS_MAX, sizeof *r.categories);
  if (r.units != NULL && r.categories != NULL &&
      tell__pupil_figures_begin(&r.figures, reading->catalogue, r.frame, held))
    finish(&r);
  else
    reading->status = TELL_E_MEMORY;
  tell__pupil_figures_end(&r.figures);
  tell__free(r.categories);
  tell__free(r.units);
}
