/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the layout ssb share: which column of a table says what,
 * and how a cell is written, as a code ("46"), as a text ("Vestland") or as
 * both ("46 Vestland").
 */
#ifndef TELL_INGEST_SSB_H
#define TELL_INGEST_SSB_H

#include "ingest/reading/reading.h"

/** The labels of measures whose year is the one in which the school year begins (national tests:
 * autumn), and of those whose year is the one in which it ends. */
#define TELL__SSB_LABELS "ssb"
#define TELL__SSB_LABELS_COMPLETED "ssb-completed"

/** What the dimensions of a table can be. */
typedef enum tell__ssb_role {
  TELL__SSB_REGION,
  TELL__SSB_TIME,
  TELL__SSB_CONTENTS,
  TELL__SSB_SUBJECT,
  TELL__SSB_GRADE,
  TELL__SSB_GENDER,
  TELL__SSB_OWNER,
  TELL__SSB_TITLE,
  TELL__SSB_OTHER, /* any other dimension, of which only the total is used */
  TELL__SSB_ROLES
} tell__ssb_role;

/** The columns of a dimension: of its codes and of its texts (-1: none), or one of either or both
 * in `code`. */
typedef struct tell__ssb_dimension {
  tell__ssb_role role;
  int32_t code, text;
} tell__ssb_dimension;

/** A piece of text, borrowed. */
typedef struct tell__piece {
  const char *text;
  size_t length;
} tell__piece;

/** A column of values. */
typedef struct tell__ssb_value {
  int32_t column;
  int32_t sign;         /* the column of its signs, -1 */
  int32_t n;            /* the column of the pupils behind it, -1 */
  int32_t n_sign;       /* and of their signs, -1 */
  tell__piece names[2]; /* what it may be called: its heading without the rest, or a part of it */
  tell__piece year;     /* in its heading; empty: a column says it */
  int32_t gender;       /* in its heading, -1: a column says it, or none does */
  int32_t grade;        /* in its heading, 0: no */
} tell__ssb_value;

typedef struct tell__ssb_plan {
  tell__ssb_dimension *dimensions;
  size_t dimension_count;
  tell__ssb_value *values;
  size_t value_count;
  int32_t title_grade; /* that a title in the header names, 0 */
  int is_long;         /* 1: a column, not the heading, says what is measured */
} tell__ssb_plan;

/** Whether a header can be one of SSB's. */
int tell__ssb_fits(const tell__header *header, const tell_catalogue *catalogue);

/** Makes the plan of a file. Start with zeroes, free with tell__ssb_plan_free(), also after a
 * failure. */
tell_status tell__ssb_plan_make(tell__reading *reading, tell__ssb_plan *plan, tell_error *err);

void tell__ssb_plan_free(tell__ssb_plan *plan);

/** What a measure is called in the labels of SSB; `*is_completed` receives 1 for the year of
 * completion. NULL when it is not known. */
const tell__label *tell__ssb_label(const tell_catalogue *catalogue, tell__piece subject,
                                   tell__piece measure, int *is_completed);

/** The pieces of a dimension's cell in the record under way that may name it: the text, the code,
 * both together. Returns how many. */
enum { TELL__SSB_PIECES = 3 };
int tell__ssb_pieces(const tell__reading *reading, const tell__ssb_dimension *dimension,
                     tell__piece *pieces);

/** The code in front of a cell ("46 Vestland"), empty when it does not begin with one; `*rest`
 * receives what follows. */
tell__piece tell__ssb_split_code(tell__piece cell, tell__piece *rest);

/** The only grade that a text names ("… 8. trinn …"), 0 for none and for several. */
int32_t tell__ssb_grade_in(tell__piece text);

/** What stands in front of the only grade that a text names; all of it when it names none. */
tell__piece tell__ssb_before_grade(tell__piece text);

/** The region of the record; -1 after it was skipped or rejected, or the reading has failed. */
int32_t tell__ssb_unit(tell__reading *reading, const tell__ssb_dimension *region, int32_t period);

/** Whether a text is a year of four digits. */
int tell__ssb_is_year(tell__piece text);

#endif
