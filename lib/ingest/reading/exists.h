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
    int16_t indicator, period;
    int8_t grade, is_known;
    int8_t answer; /* of tell__catalogue_exists() */
  } held[TELL__EXISTS_MEMO];
} tell__exists_memo;

/** tell__catalogue_exists() for an observation. */
int32_t tell__exists(tell__exists_memo *memo, const tell_catalogue *catalogue,
                     const tell__observation *observation);

/**
 * Takes the numbers from an observation of a grade that does not have its
 * indicator, such as English in grade 9: nobody can have been measured, so that
 * what stands there belongs elsewhere. What a file hides or what is invalid
 * stays so, and so does a figure of all grades together, which only lacks its
 * grade.
 */
void tell__exists_clear(tell__observation *observation);

#endif
