/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the sums of groups of pupils to figures, as the publisher would give
 * them, one after the other: the one place where means, spreads and shares are
 * worked out, for observations and for tell_groups alike.
 */
#ifndef TELL_INGEST_PUPIL_FIGURES_H
#define TELL_INGEST_PUPIL_FIGURES_H

#include "ingest/layouts/pupil/pupil_order.h"

typedef struct tell__pupil_figure {
  const tell__pupil_group *group; /* gender 0: all pupils */
  size_t measure;                 /* its number among those of the frame */
  int32_t level;                  /* of a distribution, from 1; 0 for others */
  uint32_t n, numerator;          /* numerator: of shares and levels */
  double value;                   /* mean, or per cent */
  double sd;                      /* of means where n is 2 or more */
  int has_sd, has_numerator;
  tell_state
      state; /* not present where pupils of the file have no result: not taken part, missing */
} tell__pupil_figure;

/** The going through of a work. Start with zeroes. */
typedef struct tell__pupil_figures {
  const tell_catalogue *catalogue;
  const tell__pupil_frame *frame;
  const tell__pupil_work *work;
  tell__pupil_ranked *order;  /* all groups */
  tell__keymap *highest;      /* (measure, grade, school year) to the highest level in the file */
  tell__pupil_group *all;     /* all pupils of a family */
  size_t first, next, behind; /* where the family begins, the next of its groups, its end */
  int is_all;                 /* 1: the group under way is `all` */
  tell__pupil_group *group;   /* under way */
  size_t measure;             /* the next one of the group */
  int32_t level_count;        /* of the distribution under way; 0: none is */
  tell__pupil_figure figure;
} tell__pupil_figures;

/** Begins; 0 when there is no memory, end it all the same. Nothing may be added to the work from
 * now on. */
int tell__pupil_figures_begin(tell__pupil_figures *figures, const tell_catalogue *catalogue,
                              const tell__pupil_frame *frame, const tell__pupil_work *work);
void tell__pupil_figures_end(tell__pupil_figures *figures);

/**
 * Goes to the next figure, which `figure` then is (with its state; a test that
 * nobody of a group is in the file for has none): by unit code, school year,
 * grade, gender (pupils of both genders, and those without, all together last),
 * measure, level. 0 behind the last one.
 */
int tell__pupil_figures_next(tell__pupil_figures *figures);

#endif
