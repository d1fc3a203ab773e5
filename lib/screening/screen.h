/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every check is given: the dataset with ways to find figures in it, and
 * a list to put its findings on.
 */
#ifndef TELL_SCREENING_SCREEN_H
#define TELL_SCREENING_SCREEN_H

#include "base/issues.h"
#include "dataset/dataset.h"

/** What a finding is about. */
typedef enum tell__about {
  TELL__ABOUT_FIGURE = 1, /* the unit, the indicator and the school year */
  TELL__ABOUT_YEAR,       /* the unit and the school year */
  TELL__ABOUT_UNIT
} tell__about;

typedef struct tell__screen_finding {
  tell_severity severity;
  const char *code;    /* constant text */
  const char *message; /* constant text */
  tell__about about;
  int32_t unit;
  const tell__observation *where; /* NULL: no figure of the unit, so that no file is known */
} tell__screen_finding;

typedef struct tell__screen {
  const tell_dataset *dataset;
  const tell__dataset_view *data;
  int64_t *first; /* of every unit: its first observation; one entry more: the end */
  tell__screen_finding *findings;
  size_t count, capacity;
} tell__screen;

/** Begins; start with zeroes, free with tell__screen_free(), also after a failure. */
tell_status tell__screen_begin(tell__screen *screen, const tell_dataset *dataset, tell_error *err);
void tell__screen_free(tell__screen *screen);

/** Puts a finding on the list: #TELL_OK or #TELL_E_MEMORY. */
tell_status tell__screen_add(tell__screen *screen, const tell__screen_finding *finding);

/** The figure with the key of `like` (but for the unit), NULL when there is none. */
const tell__observation *tell__screen_find(const tell__screen *screen, int32_t unit,
                                           const tell__observation *like);

/** The observation of a unit that stands first in the files, NULL for a unit without any. */
const tell__observation *tell__screen_first_read(const tell__screen *screen, int32_t unit);

/** One behind the last observation of the series that `at` begins: all that is equal but the
 * category and the period. */
int64_t tell__screen_series_end(const tell__screen *screen, int64_t at);

/** A number of pupils that can be added and compared: n, or the value of a total; -1 where there is
 * none. */
int64_t tell__screen_pupils(const tell__screen *screen, const tell__observation *observation);

/** Whether something was counted: a figure, a hidden one, or an n above 0. */
int tell__screen_is_figure(const tell__observation *observation);

#endif
