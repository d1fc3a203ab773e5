/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A municipality drawn pupil by pupil, and published as such figures are: whole
 * scale points with margins, indices and shares with one decimal, a star where
 * fewer than ten took part. What is true of it is known. Public headers only.
 */
#ifndef TELL_TESTS_SIMULATED_H
#define TELL_TESTS_SIMULATED_H

#include <stddef.h>
#include <stdint.h>

#include "telling.h"

enum {
  SIMULATED_SCHOOLS = 40,
  SIMULATED_UNITS = SIMULATED_SCHOOLS + 1, /* the last one is the municipality */
  SIMULATED_INDICATORS = 8,
  SIMULATED_GENDERS = 3, /* girls, boys, all */
  SIMULATED_YEARS = 5,
  SIMULATED_READING = 1, /* np_lesing; the indicator that changes everywhere */
  SIMULATED_MATHS = 2,   /* np_regning; the one that changes in one school */
  SIMULATED_SCHOOL = 20, /* that school: 37 pupils a year, about the median */
  SIMULATED_ALL = 2      /* both genders */
};

/** What changes from the first year to the last, evenly, in scale points. */
typedef struct simulated_change {
  double reading; /* in every school */
  double maths;   /* in one */
} simulated_change;

/** A figure as published; se is what the publisher's own margin or n says, without rounding. */
typedef struct simulated_figure {
  double value, se;
  int is_published;
} simulated_figure;

typedef struct simulated {
  simulated_figure figures[SIMULATED_UNITS][SIMULATED_INDICATORS][SIMULATED_GENDERS]
                          [SIMULATED_YEARS];
  char *text; /* of the files, one after another; free with simulated_free() */
  size_t length, room;
} simulated;

/** The code of a unit. */
const char *simulated_code(int unit, char code[16]);

/** The id of an indicator. */
const char *simulated_indicator(int indicator);

/** Draws a municipality; `seed` goes on. */
simulated *simulated_draw(uint64_t *seed, simulated_change change);

void simulated_free(simulated *of);

/** Reads the text, and computes and releases it as a report does, under the default policy. */
tell_release *simulated_release(const tell_catalogue *catalogue, const simulated *of);

#endif
