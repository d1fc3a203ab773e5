/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The measure columns of Udir's portal: what the path in a header says, and
 * which columns make one observation together.
 */
#ifndef TELL_INGEST_PORTAL_H
#define TELL_INGEST_PORTAL_H

#include "ingest/reading.h"

/** The layout's name in the catalogue's labels. */
#define TELL__PORTAL_NAME "udir-portal"

typedef enum tell__path_result {
  TELL__PATH_OK = 0,
  TELL__PATH_UNKNOWN, /* no measure that the catalogue knows */
  TELL__PATH_NO_PERIOD,
  TELL__PATH_CONFLICT /* two parts of the path exclude each other */
} tell__path_result;

/** What the path in a header says; the groups are codes of the catalogue. */
typedef struct tell__path {
  const tell__label *label;
  size_t prefix_length; /* of the path without the measure: equal for the columns of a block */
  int32_t period, grade, gender, owner;
} tell__path;

tell__path_result tell__path_read(const tell_catalogue *catalogue, const char *name, size_t length,
                                  tell__path *out);

/** One observation of every record: its key and the columns of its numbers (-1: none). */
typedef struct tell__portal_value {
  int32_t indicator, source, period, grade, gender, owner;
  int32_t value, margin, n, sd, numerator;
  int32_t next; /* the next one of the same block, -1 */
} tell__portal_value;

typedef struct tell__portal_plan {
  tell__portal_value *values;
  size_t count, capacity;
  int32_t period; /* the latest school year of any column, 0 without */
} tell__portal_plan;

/**
 * Makes the plan of a file: goes through the columns that `is_used` does not
 * mark yet, marks those that are known, and reports the others. Start with
 * zeroes, free with tell__portal_plan_free(), also after a failure.
 */
tell_status tell__portal_plan_make(tell__reading *reading, uint8_t *is_used,
                                   tell__portal_plan *plan, tell_error *err);

void tell__portal_plan_free(tell__portal_plan *plan);

#endif
