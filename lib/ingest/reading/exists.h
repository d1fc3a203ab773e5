/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the catalogue has an indicator for a grade and school year, remembered: asked for every
 * observation of a file. */
#ifndef TELL_INGEST_EXISTS_H
#define TELL_INGEST_EXISTS_H

#include "catalogue/catalogue.h"
#include "dataset/dataset.h"

/** Answers found before; start with zeroes. */
enum { TELL__EXISTS_MEMO = 64 };
typedef struct tell__exists_memo {
  struct {
    uint64_t asked; /* what was asked, 0: nothing */
    int32_t answer; /* of tell__catalogue_exists() */
  } held[TELL__EXISTS_MEMO];
} tell__exists_memo;

/** tell__catalogue_exists() for an observation. */
static inline int32_t tell__exists(tell__exists_memo *memo, const tell_catalogue *catalogue,
                                   const tell__observation *observation) {
  unsigned slot = ((unsigned)observation->indicator * 7 + (unsigned)observation->period * 5 +
                   (unsigned)observation->grade) %
                  TELL__EXISTS_MEMO;
  uint64_t asked = UINT64_C(1) << 48 | (uint64_t)(uint16_t)observation->indicator << 32 |
                   (uint64_t)(uint16_t)observation->period << 16 | (uint8_t)observation->grade;
  if (memo->held[slot].asked != asked) {
    memo->held[slot].asked = asked;
    memo->held[slot].answer = tell__catalogue_exists(catalogue, observation->indicator,
                                                     observation->grade, observation->period);
  }
  return memo->held[slot].answer;
}

/**
 * Takes the numbers from an observation of a grade that does not have its
 * indicator, such as English in grade 9: nobody can have been measured, so that
 * what stands there belongs elsewhere. What a file hides or what is invalid
 * stays so, and so does a figure of all grades together, which only lacks its
 * grade.
 */
void tell__exists_clear(tell__observation *observation);

#endif
