/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout "pupil-tests": one record for each pupil and test (telling/ingest.h). NUDB's and SSB's
 * files of national tests are read by it too. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ingest/layouts/layout.h"
#include "ingest/layouts/pupil/pupil_frame.h"
#include "ingest/layouts/pupil/pupil_results.h"
#include "ingest/layouts/pupil/pupil_tests.h"

enum {
  TEST_ROLES = 1 << TELL__PUPIL_TEST | 1 << TELL__PUPIL_STATUS | 1 << TELL__PUPIL_SCORE |
               1 << TELL__PUPIL_LEVEL | 1 << TELL__PUPIL_ID,
  TEST = 1 << TELL__PUPIL_TEST,
  SCORE = 1 << TELL__PUPIL_SCORE,
  LEVEL = 1 << TELL__PUPIL_LEVEL
};

static const char layout_name[] = "pupil-tests";

static int32_t recognise(const tell__header *header, const tell_catalogue *catalogue) {
  (void)catalogue;
  if (tell__pupil_frame_fits(header, TEST | SCORE) || tell__pupil_frame_fits(header, TEST | LEVEL))
    return TELL__SCORE_FITS;
  int32_t columns[TELL__PUPIL_ROLE_COUNT];
  tell__pupil_columns_find(header, TEST_ROLES, columns, NULL);
  return columns[TELL__PUPIL_TEST] >= 0 && columns[TELL__PUPIL_SCORE] >= 0 ? TELL__SCORE_RESEMBLES
                                                                           : 0;
}

/* A test and the grade that its name says are one code: NPENG05. */
static int32_t encode(int32_t test, int32_t grade) { return test * TELL__PUPIL_GRADES + grade; }

static int32_t find_test(const tell__pupil_frame *frame, int32_t indicator) {
  for (size_t i = 0; i < frame->test_count; i++)
    if (frame->tests[i].indicator == indicator)
      return (int32_t)i;
  return -1;
}

/* What texts of tests are decoded by. */
typedef struct test_names {
  const tell__pupil_frame *frame;
  const tell_catalogue *catalogue;
} test_names;

/* A test by the id of its indicator, or by what labels.csv calls it. */
static int32_t decode_test(const void *context, const char *text, size_t length) {
  const test_names *names = context;
  const tell__label *label =
      tell__catalogue_label(names->catalogue, layout_name, "", 0, text, length);
  int32_t indicator =
      label != NULL ? label->indicator : tell__catalogue_indicator(names->catalogue, text, length);
  int32_t test = indicator >= 0 ? find_test(names->frame, indicator) : -1;
  return test < 0 ? -1 : encode(test, label != NULL && label->grade > 0 ? label->grade : 0);
}

static int32_t read_test(tell__reading *reading, const tell__pupil_frame *frame) {
  const test_names names = {frame, reading->catalogue};
  int32_t column = frame->columns[TELL__PUPIL_TEST];
  int32_t code = tell__reading_code(reading, column, decode_test, &names);
  if (code < 0)
    tell__reading_reject(reading, "unknown_test", column,
                         "not the id of a test, and not a name that labels.csv has for one");
  return code;
}

/* The grade of the pupil, from its column and from the name of the test. */
static int settle_grade(tell__reading *reading, const tell__pupil_frame *frame, int32_t named,
                        tell__pupil_who *who) {
  int32_t column = frame->columns[TELL__PUPIL_GRADE];
  if (named == 0 && who->grade == 0)
    tell__reading_reject(reading, "unknown_grade", frame->columns[TELL__PUPIL_TEST],
                         "neither a column nor the name of the test says the grade");
  else if (named != 0 && who->grade != 0 && named != who->grade)
    tell__reading_reject(reading, "grade_against_test", column,
                         "the grade is another one than that of the test");
  if (named != 0)
    who->grade = named;
  return !reading->rejected;
}

static void read_record(tell__reading *reading, void *plan) {
  const tell__pupil_frame *frame = plan;
  tell__pupil_who who;
  tell__pupil_result result;
  int good = tell__pupil_who_read(reading, frame, &who);
  int32_t code = read_test(reading, frame);
  if (!good || code < 0 || !settle_grade(reading, frame, code % TELL__PUPIL_GRADES, &who))
    return;
  int32_t test = code / TELL__PUPIL_GRADES;
  if (!tell__pupil_result_read(reading, frame, test, &who, &result))
    return;
  tell__pupil_target target;
  if (!tell__pupil_target_find(reading, &who, &target))
    return;
  tell__pupil_result_add(reading, frame, test, &who, &result, &target);
  reading->tally.cells += (frame->columns[TELL__PUPIL_SCORE] >= 0) +
                          (frame->columns[TELL__PUPIL_LEVEL] >= 0) +
                          (frame->columns[TELL__PUPIL_STATUS] >= 0);
}

/* Every mean of the family of tests may stand in the file. */
static tell_status add_tests(const tell__reading *reading, tell__pupil_frame *frame,
                             tell_error *err) {
  const tell__catalogue_view *view = reading->definitions;
  for (int32_t i = 0; i < view->indicators_count; i++) {
    const tell__indicator *indicator = &view->indicators[i];
    tell__pupil_test test = {.indicator = i,
                             .levels = -1,
                             .score_column = frame->columns[TELL__PUPIL_SCORE],
                             .level_column = frame->columns[TELL__PUPIL_LEVEL],
                             .status_column = frame->columns[TELL__PUPIL_STATUS],
                             .has_records = 1};
    if (indicator->kind == TELL__KIND_MEAN && strcmp(indicator->family, "test") == 0 &&
        tell__pupil_tests_add(frame, reading->catalogue, &test) < 0)
      return tell__fail_memory(err);
  }
  return TELL_OK;
}

static tell_status fill_plan(tell__reading *reading, void *made, uint8_t *is_used,
                             tell_error *err) {
  tell__pupil_frame *frame = made;
  tell_status status = tell__pupil_frame_begin(reading, TEST_ROLES, TEST, frame, is_used, err);
  if (status == TELL_OK)
    status = add_tests(reading, frame, err);
  if (status != TELL_OK)
    return status;
  tell__pupil_frame_end(frame, reading->catalogue);
  tell__reading_warn_unused(reading, is_used);
  return TELL_OK;
}

static tell_status prepare(tell__reading *reading, void **plan, tell_error *err) {
  return tell__layout_plan(reading, sizeof(tell__pupil_frame), fill_plan, plan, err);
}

static void free_plan(void *plan) {
  if (plan != NULL)
    tell__pupil_frame_free(plan);
  tell__free(plan);
}

const tell__layout tell__layout_pupil_tests = {.name = layout_name,
                                               .recognise = recognise,
                                               .prepare = prepare,
                                               .record = read_record,
                                               .free_plan = free_plan,
                                               .create_work = tell__pupil_work_create,
                                               .merge_work = tell__pupil_work_merge,
                                               .finish_work = tell__pupil_results_finish,
                                               .free_work = tell__pupil_work_free};
