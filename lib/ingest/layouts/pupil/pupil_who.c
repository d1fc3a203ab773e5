/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a record of a pupil file is about: school, school year, grade and gender. */
#include "ingest/cells/period.h"
#include "ingest/cells/units.h"
#include "ingest/layouts/pupil/pupil_work.h"

/* The texts are only added to: the number of one never changes. */
int32_t tell__pupil_text(const void *context, const char *text, size_t length) {
  const tell__pupil_work *work = context;
  return tell__strings_add(work->texts, text, length);
}

static int32_t decode_period(const void *context, const char *text, size_t length) {
  (void)context;
  return tell__period_read(text, length);
}

static int32_t decode_start_year(const void *context, const char *text, size_t length) {
  (void)context;
  return tell__period_or_year_read(text, length);
}

static int32_t decode_grade(const void *context, const char *text, size_t length) {
  int32_t grade = tell__catalogue_group(context, "grade", text, length);
  return length == 0 ? 0 : grade > 0 ? grade : -1;
}

static int32_t decode_gender(const void *context, const char *text, size_t length) {
  int32_t gender = tell__catalogue_group(context, "gender", text, length);
  return length == 0 ? 0 : gender > 0 ? gender : -1;
}

enum { NO_MEMORY = -1, POWER_OF_TEN = -2 };

static int32_t decode_code(const void *work, const char *text, size_t length) {
  return tell__code_is_power_of_ten(text, length) ? POWER_OF_TEN
                                                  : tell__pupil_text(work, text, length);
}

/* The number of a code of a column; 0 without one, and where the record was rejected. */
static int32_t code_of(tell__reading *reading, int32_t column) {
  int32_t number = column < 0 ? 0 : tell__reading_code(reading, column, decode_code, reading->work);
  if (number == NO_MEMORY)
    reading->status = TELL_E_MEMORY;
  if (number == POWER_OF_TEN)
    tell__reading_reject_power_of_ten(reading, column);
  return number < 0 ? 0 : number;
}

/* The number of a text of a column; 0 without one. */
static int32_t text_of(tell__reading *reading, int32_t column) {
  int32_t number =
      column < 0 ? 0 : tell__reading_code(reading, column, tell__pupil_text, reading->work);
  if (number < 0)
    reading->status = TELL_E_MEMORY;
  return number;
}

/* The number of the school, or of the unit that the caller named for the file. */
static int32_t school_of(tell__reading *reading, const tell__pupil_frame *frame) {
  int32_t column = frame->columns[TELL__PUPIL_SCHOOL];
  if (column < 0) {
    int32_t given = tell__pupil_text(reading->work, frame->given.code, frame->given.code_length);
    if (given < 0)
      reading->status = TELL_E_MEMORY;
    return given;
  }
  int32_t school = code_of(reading, column);
  if (school == 0 && !reading->rejected)
    tell__reading_reject(reading, "missing_code", column, "the record names no school");
  return school;
}

static int32_t period_of(tell__reading *reading, const tell__pupil_frame *frame) {
  int32_t column = frame->columns[TELL__PUPIL_PERIOD];
  int has_years = column >= 0;
  if (!has_years)
    column = frame->columns[TELL__PUPIL_START_YEAR];
  int32_t period =
      tell__reading_code(reading, column, has_years ? decode_period : decode_start_year, NULL);
  if (period == 0)
    tell__reading_reject(reading, "unknown_period", column,
                         "not a school year of 1990 to 2100, such as 2022-23");
  return period;
}

/* 0 where it is not said; a pupil is in one grade, so that "alle" is none. */
static int32_t grade_of(tell__reading *reading, int32_t column) {
  int32_t grade =
      column < 0 ? 0 : tell__reading_code(reading, column, decode_grade, reading->catalogue);
  if (grade < 0)
    tell__reading_reject(reading, "unknown_grade", column, "not a grade of 1 to 13");
  return grade;
}

/* Blank is allowed: such pupils count among all, and in no group of gender. */
static int32_t gender_of(tell__reading *reading, int32_t column) {
  int32_t gender =
      column < 0 ? 0 : tell__reading_code(reading, column, decode_gender, reading->catalogue);
  if (gender < 0)
    tell__reading_reject(reading, "unknown_gender", column,
                         "not the gender of a pupil as files name it");
  return gender;
}

int tell__pupil_who_read(tell__reading *reading, const tell__pupil_frame *frame,
                         tell__pupil_who *who) {
  const int32_t *columns = frame->columns;
  who->school = school_of(reading, frame);
  who->name = text_of(reading, columns[TELL__PUPIL_SCHOOL_NAME]);
  who->municipality = code_of(reading, columns[TELL__PUPIL_MUNICIPALITY]);
  who->period = period_of(reading, frame);
  who->grade = grade_of(reading, columns[TELL__PUPIL_GRADE]);
  who->gender = gender_of(reading, columns[TELL__PUPIL_GENDER]);
  return !reading->rejected && reading->status == TELL_OK;
}
