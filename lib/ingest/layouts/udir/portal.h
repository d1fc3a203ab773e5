/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The measure columns of Udir's portal: what the path in a header says, and
 * which columns make one observation together.
 */
#ifndef TELL_INGEST_PORTAL_H
#define TELL_INGEST_PORTAL_H

#include "ingest/reading/reading.h"

/**
 * The layout's name, also in the catalogue's labels, and the name of the
 * labels for upper secondary schools. Their download is the one that has no
 * columns for municipalities, as counties own these schools (data-formats.md,
 * 1.1). Its paths, such as "2022-23.Alle kjønn.Antall lærere", name no kind of
 * school, so that nothing else tells its teachers from those of primary school.
 */
#define TELL__PORTAL_NAME "udir-portal"
#define TELL__PORTAL_UPPER_SECONDARY_NAME "udir-portal-vgs"

typedef enum tell__path_result {
  TELL__PATH_OK = 0,
  TELL__PATH_UNKNOWN, /* no measure that the catalogue knows */
  TELL__PATH_NO_PERIOD,
  TELL__PATH_SEVERAL_GRADES, /* together ("8./9. trinn"), which is neither one grade nor all */
  TELL__PATH_CONFLICT        /* two parts of the path exclude each other */
} tell__path_result;

/** What the path in a header says; the groups are codes of the catalogue. */
typedef struct tell__path {
  const tell__label *label;
  size_t prefix_length; /* of the path without the measure: equal for the columns of a block */
  int32_t period, grade, gender, owner;
  int names_grade; /* 1: one of its parts is a grade, or all of them */
} tell__path;

/** What a path says of itself, before any label is looked for. Texts are borrowed from it. */
typedef struct tell__path_parts {
  int32_t period;               /* 0 = none */
  int32_t grade, owner, gender; /* -1 = not said */
  const char *subject;          /* what is no group, between the school year and the measure */
  size_t subject_length;
  const char *measure; /* the last part */
  size_t measure_length;
  int has_conflict; /* two parts exclude each other */
} tell__path_parts;

/** Splits a path; 0 for what is none. */
int tell__path_split(const tell_catalogue *catalogue, const char *name, size_t length,
                     tell__path_parts *out);

/** Reads a path by the labels of a layout. */
tell__path_result tell__path_read(const tell_catalogue *catalogue, const char *layout,
                                  const char *name, size_t length, tell__path *out);

/** One observation of every record: its key and the columns of its numbers (-1: none). */
typedef struct tell__portal_value {
  const char *category; /* of the indicator's distribution, "" */
  int32_t indicator, source, period, grade, gender, owner;
  int32_t value, margin, n, sd, numerator;
  int32_t next; /* the next one of the same block, -1 */
} tell__portal_value;

typedef struct tell__portal_plan {
  tell__portal_value *values;
  size_t count, capacity;
  int32_t period;  /* the latest school year of any column, 0 without */
  int32_t known;   /* how many columns are known and not used */
  int32_t unused;  /* the first of them */
  int has_ignored; /* 1: one of them is a measure outside the indicator set */
} tell__portal_plan;

/**
 * Makes the plan of a file by the labels of `layout`, and of the portal for
 * what these do not name: goes through the columns
 * that `is_used` does not mark yet, marks those that are known, and reports the
 * others. Start with zeroes, free with tell__portal_plan_free(), also after a
 * failure.
 */
tell_status tell__portal_plan_make(tell__reading *reading, const char *layout, uint8_t *is_used,
                                   tell__portal_plan *plan, tell_error *err);

void tell__portal_plan_free(tell__portal_plan *plan);

#endif
