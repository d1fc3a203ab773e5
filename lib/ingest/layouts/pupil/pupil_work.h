/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a worker gathers from a pupil file: the groups of pupils with their
 * sums, and what the file says of their schools. Works of several workers are
 * merged; the result is the same however the records were shared out.
 */
#ifndef TELL_INGEST_PUPIL_WORK_H
#define TELL_INGEST_PUPIL_WORK_H

#include "base/text.h"
#include "ingest/layouts/pupil/pupil_columns.h"
#include "ingest/layouts/pupil/pupil_groups.h"
#include "ingest/reading/reading.h"

/**
 * A test of a pupil file: which measures it fills, and in which columns its
 * results stand; -1 for what there is not.
 */
typedef struct tell__pupil_test {
  int32_t indicator;          /* of the mean score, -1 */
  int32_t levels;             /* indicator of the distribution of levels, -1 */
  int32_t score, level;       /* numbers of measures: mean, levels */
  int32_t part, exempt, seen; /* the share that took part, the share that was exempt, those without
                                 a result */
  int32_t score_column, level_column, status_column;
  int has_records; /* 1: a record is about one test, so that a blank result is nobody's */
} tell__pupil_test;

/** Whether a pupil took part, as far as the file says. */
typedef enum tell__pupil_part_in {
  TELL__PUPIL_PART_UNKNOWN = 0,
  TELL__PUPIL_TOOK_PART,
  TELL__PUPIL_EXEMPT,
  TELL__PUPIL_ABSENT /* without being exempt */
} tell__pupil_part_in;

typedef struct tell__pupil_result {
  int has_score;
  int64_t score; /* times TELL__PUPIL_DECIMAL_SCALE */
  int32_t level; /* from 1; 0: none */
  tell__pupil_part_in part;
  int is_doubtful; /* 1: the file's level is not that of the score */
} tell__pupil_result;

/** For which groups a file's measures are summed up. */
typedef enum tell__pupil_grading {
  TELL__PUPIL_BY_GRADE = 0,
  TELL__PUPIL_ALL_GRADES,   /* all measures for all grades together */
  TELL__PUPIL_BOTH_GRADINGS /* some so, some so */
} tell__pupil_grading;

/**
 * What the plans of all pupil layouts begin with: made once a file, then only
 * read. Start with zeroes.
 */
typedef struct tell__pupil_frame {
  int32_t columns[TELL__PUPIL_ROLE_COUNT];
  int32_t key_column, key_count; /* the run of columns that say whom a record is about; count 0
                                    where other columns stand between them */
  tell__pupil_grading grading;
  int32_t source;         /* "local" in the catalogue */
  tell__unit_facts given; /* the unit of a file without a column of schools; level 0: none */
  tell__pupil_measures measures;
  tell__pupil_test *tests;
  size_t test_count, test_capacity;
  size_t index_count; /* indices of a pupil that a worker keeps while it reads a record */
} tell__pupil_frame;

/** What the file says of a school: one entry for each name and municipality it has. */
typedef struct tell__pupil_place {
  int32_t school, name, municipality; /* numbers of texts, 0 = not said */
  int32_t period;                     /* the latest school year with it */
  int64_t line;                       /* the first line with it */
} tell__pupil_place;

/** Pupils of a grade and school year whose level in the file is not that of their score. */
typedef struct tell__pupil_doubt {
  int32_t test, grade, period;
  int64_t line; /* the first such line */
  int64_t pupils;
} tell__pupil_doubt;

/** Cut points looked up last, for each grade of a test. */
enum { TELL__PUPIL_GRADES = 14 };
typedef struct tell__pupil_cut {
  int32_t period;                  /* 0: nothing looked up */
  const tell__cutpoint *cutpoints; /* NULL: the catalogue has none */
} tell__pupil_cut;

/** The group that a record is about; the school is a number of the work's texts. */
typedef struct tell__pupil_who {
  int32_t school, name, municipality;
  int32_t period, grade, gender;
} tell__pupil_who;

/** The groups that a record is added to; one and the same where the file needs no two. */
typedef struct tell__pupil_target {
  tell__pupil_group *of_grade, *of_all; /* of_all: all grades together */
} tell__pupil_target;

/** The sums of a measure that a record is added to. */
static inline void *tell__pupil_sums_of(const tell__pupil_target *target,
                                        const tell__pupil_measure *measure) {
  return tell__pupil_part(measure->all_grades ? target->of_all : target->of_grade, measure);
}

/** Whom records were about whose key columns held these bytes. */
enum { TELL__PUPIL_KEY_SIZE = 64, TELL__PUPIL_KNOWN = 16 };
typedef struct tell__pupil_known {
  char key[TELL__PUPIL_KEY_SIZE];
  size_t length; /* 0: nobody yet */
  tell__pupil_who who;
  tell__pupil_target target;
} tell__pupil_known;

typedef struct tell__pupil_work {
  const tell__pupil_frame *frame;
  tell__pupil_known *known; /* TELL__PUPIL_KNOWN of them */
  tell__pupil_groups groups;
  tell__strings *texts;
  tell__keymap *place_numbers;
  tell__pupil_place *places;
  size_t place_count, place_capacity, last_place;
  tell__pupil_doubt *doubts;
  size_t doubt_count, doubt_capacity;
  tell__pupil_cut *cuts;       /* of test t and grade g at t * TELL__PUPIL_GRADES + g */
  tell__pupil_result *results; /* of the pupil under way on each test */
  uint32_t *totals;            /* of the pupil under way for each index, see pupil_answers.c */
} tell__pupil_work;

/** Makes a work in the place of one; 0 when there is no memory, end it all the same. For layouts
 * whose own work begins with one. */
int tell__pupil_work_begin(const tell__pupil_frame *frame, tell__pupil_work *work);
void tell__pupil_work_end(tell__pupil_work *work);

/** For tell__layout: `plan` begins with a tell__pupil_frame. NULL when there is no memory. */
void *tell__pupil_work_create(const void *plan);
void tell__pupil_work_free(void *work);

int tell__pupil_work_merge(void *work, void *other); /* of one plan; 0 when there is no memory */

/**
 * Reads whom the record under way is about. `grade` and `gender` are 0 where they are not said.
 * @return 1; 0 after the record was rejected or memory ran out.
 */
int tell__pupil_who_read(tell__reading *reading, const tell__pupil_frame *frame,
                         tell__pupil_who *who);

/** For tell__reading_code(): the number of a text among those of the work (`context`), 0 for "";
 * -1 when there is no memory. */
int32_t tell__pupil_text(const void *context, const char *text, size_t length);

/** The groups of a record that is good, made when new; 0 when memory ran out. */
int tell__pupil_target_find(tell__reading *reading, const tell__pupil_who *who,
                            tell__pupil_target *target);

/** The bytes of the record's key columns. */
typedef struct tell__pupil_key {
  const char *bytes;
  size_t length; /* 0: they do not stand in one piece, or are too long */
} tell__pupil_key;
tell__pupil_key tell__pupil_key_of(const tell__reading *reading, const tell__pupil_frame *frame);

/** Who a record with this key is about, as an earlier one was; NULL when none is remembered. */
const tell__pupil_known *tell__pupil_known_find(const tell__pupil_work *work, tell__pupil_key key);

/** Remembers it for a record that is good. */
void tell__pupil_known_set(tell__pupil_work *work, tell__pupil_key key, const tell__pupil_who *who,
                           const tell__pupil_target *target);

/** Counts a pupil whose level is not that of the score; 0 when memory ran out. */
int tell__pupil_work_doubt(tell__pupil_work *work, const tell__pupil_doubt *doubt);

#endif
