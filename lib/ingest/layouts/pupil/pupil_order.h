/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of pupils in the order in which they are given out, whoever met them first. */
#ifndef TELL_INGEST_PUPIL_ORDER_H
#define TELL_INGEST_PUPIL_ORDER_H

#include "ingest/layouts/pupil/pupil_work.h"

/** A group with its place in the order of unit codes, school years, grades and genders. */
typedef struct tell__pupil_ranked {
  uint64_t rank;
  tell__pupil_group *group;
} tell__pupil_ranked;

/** All groups of a work in order, to be freed with tell__free(); NULL when there is no memory. */
tell__pupil_ranked *tell__pupil_order(const tell__pupil_work *work);

/** Whether two groups differ in nothing but gender. */
int tell__pupil_is_family(const tell__pupil_ranked *a, const tell__pupil_ranked *b);

#endif
