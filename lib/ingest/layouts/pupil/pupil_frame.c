/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The common part of the plans of pupil layouts. */
#include "pupil_frame.h"

#include "base/alloc.h"
#include "base/error.h"
#include "ingest/cells/units.h"

static const char source[] = "local";

static int has_period(const int32_t *columns) {
  return columns[TELL__PUPIL_PERIOD] >= 0 || columns[TELL__PUPIL_START_YEAR] >= 0;
}

/* The first of these roles without a column; TELL__PUPIL_ROLE_COUNT when all are there. */
static tell__pupil_role first_missing(const int32_t *columns, unsigned needed) {
  if (!has_period(columns))
    return TELL__PUPIL_PERIOD;
  for (int role = 0; role < TELL__PUPIL_ROLE_COUNT; role++)
    if ((needed & 1U << role) && columns[role] < 0)
      return (tell__pupil_role)role;
  return TELL__PUPIL_ROLE_COUNT;
}

int tell__pupil_frame_fits(const tell__header *header, unsigned roles) {
  int32_t columns[TELL__PUPIL_ROLE_COUNT];
  tell__pupil_columns_find(header, TELL__PUPIL_FRAME_ROLES | roles, columns, NULL);
  return first_missing(columns, roles) == TELL__PUPIL_ROLE_COUNT;
}

static tell_status fail_missing(const tell__reading *reading, tell__pupil_role role,
                                tell_error *err) {
  return tell__header_fail_missing(&reading->header, reading->name, tell__pupil_role_name(role),
                                   err);
}

tell_status tell__pupil_frame_begin(tell__reading *reading, unsigned roles, unsigned needed,
                                    tell__pupil_frame *frame, uint8_t *is_used, tell_error *err) {
  tell__pupil_columns_find(&reading->header, TELL__PUPIL_FRAME_ROLES | roles, frame->columns,
                           is_used);
  tell__pupil_role missing = first_missing(frame->columns, needed);
  if (missing != TELL__PUPIL_ROLE_COUNT)
    return fail_missing(reading, missing, err);
  frame->source = tell__catalogue_source(reading->catalogue, source, sizeof source - 1);
  if (frame->source < 0) {
    tell__position position = {.source = reading->name};
    return tell__fail_at(err, TELL_E_LAYOUT, &position,
                         "the catalogue has no source \"local\", which own figures need");
  }
  return frame->columns[TELL__PUPIL_SCHOOL] >= 0
             ? TELL_OK
             : tell__reading_given_unit(reading, &frame->given, err);
}

/* Whether the catalogue knows the indicator, and for all grades together only. */
static int32_t is_for_all_grades(const tell_catalogue *catalogue, int32_t indicator) {
  const tell__catalogue_view *view = tell__catalogue_get(catalogue);
  int32_t known = 0;
  for (int32_t i = 0; i < view->grades_count; i++) {
    if (view->grades[i].indicator != indicator)
      continue;
    if (view->grades[i].grade != 0)
      return 0;
    known = 1;
  }
  return known;
}

static void find_grading(tell__pupil_frame *frame, const tell_catalogue *catalogue) {
  size_t count = 0;
  for (size_t i = 0; i < frame->measures.count; i++) {
    tell__pupil_measure *measure = &frame->measures.list[i];
    measure->all_grades = is_for_all_grades(catalogue, measure->indicator);
    count += (size_t)measure->all_grades;
  }
  frame->grading = count == 0                       ? TELL__PUPIL_BY_GRADE
                   : count == frame->measures.count ? TELL__PUPIL_ALL_GRADES
                                                    : TELL__PUPIL_BOTH_GRADINGS;
}

static void find_key(tell__pupil_frame *frame) {
  int32_t first = INT32_MAX, last = -1, count = 0;
  for (int role = 0; role < TELL__PUPIL_ROLE_COUNT; role++) {
    int32_t column = frame->columns[role];
    if (!(TELL__PUPIL_FRAME_ROLES & 1 << role) || column < 0)
      continue;
    first = column < first ? column : first;
    last = column > last ? column : last;
    count++;
  }
  frame->key_column = first;
  frame->key_count = last - first + 1 == count ? count : 0;
}

void tell__pupil_frame_end(tell__pupil_frame *frame, const tell_catalogue *catalogue) {
  find_grading(frame, catalogue);
  find_key(frame);
}

void tell__pupil_frame_free(tell__pupil_frame *frame) {
  tell__free(frame->measures.list);
  tell__free(frame->tests);
}
