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
  tell__position position = {.source = reading->name,
                             .line = reading->header.columns[0].line,
                             .field = tell__pupil_role_name(role)};
  return tell__fail_at(err, TELL_E_LAYOUT, &position,
                       "a column that the layout needs is not in the header");
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

void tell__pupil_frame_free(tell__pupil_frame *frame) {
  tell__free(frame->measures.list);
  tell__free(frame->tests);
}
