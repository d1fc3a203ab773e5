/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout "pupil-survey": one record for each pupil with its answers, and scores and levels of
 * tests if there are any (telling/ingest.h). */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ingest/layouts/layout.h"
#include "ingest/layouts/pupil/pupil_answers.h"
#include "ingest/layouts/pupil/pupil_frame.h"
#include "ingest/layouts/pupil/pupil_results.h"
#include "ingest/layouts/pupil/pupil_tests.h"

static const char layout_name[] = "pupil-survey";

typedef struct survey_plan {
  tell__pupil_frame frame; /* first, as pupil_work.h demands */
  tell__pupil_survey survey;
  int32_t cells; /* columns that a record is summed up from */
} survey_plan;

/* The indicator that a column holds a pupil's value of: by its id, or by labels.csv. -1 when it is
 * none. */
static int32_t indicator_of(const tell__column *column, const tell_catalogue *catalogue) {
  const tell__label *label =
      tell__catalogue_label(catalogue, layout_name, "", 0, column->name, column->length);
  int32_t found = label != NULL
                      ? label->indicator
                      : tell__catalogue_indicator(catalogue, column->name, column->length);
  if (found < 0)
    return -1;
  tell__kind kind = tell__catalogue_get(catalogue)->indicators[found].kind;
  return kind == TELL__KIND_MEAN || kind == TELL__KIND_DISTRIBUTION ? found : -1;
}

static int32_t recognise(const tell__header *header, const tell_catalogue *catalogue) {
  int32_t known = tell__pupil_items_count(header, catalogue);
  for (int32_t i = 0; i < header->count; i++)
    known += indicator_of(&header->columns[i], catalogue) >= 0;
  if (known == 0)
    return 0;
  return tell__pupil_frame_fits(header, 0) ? TELL__SCORE_FITS : TELL__SCORE_RESEMBLES - 1;
}

static int is_levels(const tell__reading *reading, int32_t indicator) {
  return reading->definitions->indicators[indicator].kind == TELL__KIND_DISTRIBUTION;
}

/* The column with the levels of a test, which is named by the id of the score with "_niva" behind;
 * -1 when there is none. */
static int32_t levels_beside(const tell__reading *reading, int32_t indicator,
                             const uint8_t *is_used, int32_t *levels) {
  static const char ending[] = "_niva";
  const char *id = reading->definitions->indicators[indicator].id;
  size_t length = strlen(id);
  for (int32_t i = 0; i < reading->header.count; i++) {
    *levels = is_used[i] ? -1 : indicator_of(&reading->header.columns[i], reading->catalogue);
    if (*levels < 0 || !is_levels(reading, *levels))
      continue;
    const char *other = reading->definitions->indicators[*levels].id;
    if (strncmp(other, id, length) == 0 && strcmp(other + length, ending) == 0)
      return i;
  }
  *levels = -1;
  return -1;
}

static int add_test(const tell__reading *reading, survey_plan *plan, uint8_t *is_used,
                    tell__pupil_test *test) {
  if (test->score_column >= 0)
    is_used[test->score_column] = 1;
  if (test->level_column >= 0)
    is_used[test->level_column] = 1;
  plan->cells += (test->score_column >= 0) + (test->level_column >= 0);
  return tell__pupil_tests_add(&plan->frame, reading->catalogue, test) >= 0;
}

/* First the scores, each with its levels; then levels without a score. */
static int add_tests(const tell__reading *reading, survey_plan *plan, uint8_t *is_used) {
  for (int pass = 0; pass < 2; pass++)
    for (int32_t i = 0; i < reading->header.count; i++) {
      int32_t found =
          is_used[i] ? -1 : indicator_of(&reading->header.columns[i], reading->catalogue);
      if (found < 0 || is_levels(reading, found) != pass ||
          tell__pupil_measures_has(&plan->frame.measures, found))
        continue;
      tell__pupil_test test = {.indicator = pass ? -1 : found,
                               .levels = pass ? found : -1,
                               .score_column = pass ? -1 : i,
                               .level_column = pass ? i : -1,
                               .status_column = -1};
      if (!pass)
        test.level_column = levels_beside(reading, found, is_used, &test.levels);
      if (!add_test(reading, plan, is_used, &test))
        return 0;
    }
  return 1;
}

/* Grades answer of different things: a file that has the column has it for all. */
static int has_grade(tell__reading *reading, const tell__pupil_frame *frame,
                     const tell__pupil_who *who) {
  int32_t column = frame->columns[TELL__PUPIL_GRADE];
  if (column >= 0 && who->grade == 0)
    tell__reading_reject(reading, "unknown_grade", column, "not a grade of 1 to 13");
  return !reading->rejected;
}

static int read_results(tell__reading *reading, const tell__pupil_frame *frame,
                        const tell__pupil_who *who) {
  tell__pupil_work *work = reading->work;
  for (size_t i = 0; i < frame->test_count; i++)
    if (!tell__pupil_result_read(reading, frame, (int32_t)i, who, &work->results[i]))
      return 0;
  return 1;
}

static void add_pupil(tell__reading *reading, const survey_plan *plan, const tell__pupil_who *who,
                      const tell__pupil_target *target) {
  const tell__pupil_work *work = reading->work;
  tell__pupil_answers_add(&plan->survey, &plan->frame, work->totals, target);
  for (size_t i = 0; i < plan->frame.test_count; i++)
    tell__pupil_result_add(reading, &plan->frame, (int32_t)i, who, &work->results[i], target);
  reading->tally.cells += plan->cells;
}

static void read_record(tell__reading *reading, void *plan) {
  const survey_plan *held = plan;
  const tell__pupil_frame *frame = &held->frame;
  tell__pupil_work *work = reading->work;
  tell__pupil_key key = tell__pupil_key_of(reading, frame);
  const tell__pupil_known *known = tell__pupil_known_find(work, key);
  tell__pupil_who who;
  tell__pupil_target target;
  if (known == NULL &&
      (!tell__pupil_who_read(reading, frame, &who) || !has_grade(reading, frame, &who)))
    return;
  if (!tell__pupil_answers_read(reading, &held->survey) ||
      !read_results(reading, frame, known != NULL ? &known->who : &who))
    return;
  if (known != NULL) {
    add_pupil(reading, held, &known->who, &known->target);
  } else if (tell__pupil_target_find(reading, &who, &target)) {
    tell__pupil_known_set(work, key, &who, &target);
    add_pupil(reading, held, &who, &target);
  }
}

static tell_status fail_empty(const tell__reading *reading, tell_error *err) {
  tell__position position = {.source = reading->name, .line = reading->header.columns[0].line};
  return tell__fail_at(err, TELL_E_LAYOUT, &position,
                       "no column is an item or an indicator of the catalogue");
}

static tell_status fill_plan(tell__reading *reading, void *made, uint8_t *is_used,
                             tell_error *err) {
  survey_plan *plan = made;
  tell_status status =
      tell__pupil_frame_begin(reading, 1U << TELL__PUPIL_ID, 0, &plan->frame, is_used, err);
  if (status != TELL_OK)
    return status;
  if (!add_tests(reading, plan, is_used) ||
      !tell__pupil_survey_plan(reading, &plan->frame, is_used, &plan->survey))
    return tell__fail_memory(err);
  tell__pupil_frame_end(&plan->frame, reading->catalogue);
  plan->cells += (int32_t)plan->survey.item_count;
  if (plan->cells == 0)
    return fail_empty(reading, err);
  tell__reading_warn_unused(reading, is_used);
  return TELL_OK;
}

static tell_status prepare(tell__reading *reading, void **plan, tell_error *err) {
  return tell__layout_plan(reading, sizeof(survey_plan), fill_plan, plan, err);
}

static void free_plan(void *plan) {
  survey_plan *held = plan;
  if (held == NULL)
    return;
  tell__pupil_frame_free(&held->frame);
  tell__pupil_survey_free(&held->survey);
  tell__free(held);
}

const tell__layout tell__layout_pupil_survey = {.name = layout_name,
                                                .recognise = recognise,
                                                .prepare = prepare,
                                                .record = read_record,
                                                .free_plan = free_plan,
                                                .create_work = tell__pupil_work_create,
                                                .merge_work = tell__pupil_work_merge,
                                                .finish_work = tell__pupil_results_finish,
                                                .free_work = tell__pupil_work_free};
