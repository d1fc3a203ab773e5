/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Grunnskolepoeng of a pupil by the regulation (forskrift til opplæringslova
 * § 6-21): the sum of all marks in numbers times 10 over how many they are, to
 * two decimals. Several valgfag are one mark, their mean to two decimals.
 * Whole numbers only, halves up.
 */
#ifndef TELL_INGEST_PUPIL_POINTS_H
#define TELL_INGEST_PUPIL_POINTS_H

#include <stdint.h>

/** The marks of a pupil; orden and oppførsel are not among them. */
typedef struct tell__pupil_marks {
  int32_t sum, count;                   /* of marks in numbers, without valgfag */
  int32_t elective_sum, elective_count; /* of valgfag */
  int32_t without;                      /* records with a text in the mark's place, or nothing */
} tell__pupil_marks;

/**
 * The points in hundredths (4350 for 43,5).
 * @param minimum marks that a pupil must have, valgfag as one; 0: none is set.
 * @return 0 for a pupil without points: more than half of the records are
 *         without a number, or there are fewer marks than `minimum`.
 */
int32_t tell__pupil_points(const tell__pupil_marks *marks, int32_t minimum);

#endif
