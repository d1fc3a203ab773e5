/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers of a pupil to the items of a survey, and the indices made of them. */
#ifndef TELL_INGEST_PUPIL_ANSWERS_H
#define TELL_INGEST_PUPIL_ANSWERS_H

#include "ingest/layouts/pupil/pupil_work.h"

/** "Vet ikke", where it is not an answer that the item has. */
enum { TELL__PUPIL_DONT_KNOW = 9 };

/** How the answers of an item count in an indicator. */
typedef struct tell__pupil_scale {
  int32_t lowest, highest; /* valid answers */
  int32_t counts_from;     /* 0: the answer itself counts; else 1 for answers from this on */
  uint64_t meanings[256];  /* of cells of one byte, see pupil_answers.c */
} tell__pupil_scale;

/** An item of an index, in the column where it stands. */
typedef struct tell__pupil_item {
  const tell__pupil_scale *scale;
  int32_t column;
} tell__pupil_item;

/** An indicator made of the items first to first + count - 1. */
typedef struct tell__pupil_index {
  int32_t measure;
  int32_t first, count;
  const tell__pupil_scale *scale; /* of all its items, when they stand side by side in their order;
                                     else NULL */
  int32_t minimum;                /* valid answers that a pupil must have given */
  int32_t is_share; /* 1: a pupil counts once in the share when any of the items counts */
} tell__pupil_index;

/** What a file has of the catalogue's items, index after index. Start with zeroes. */
typedef struct tell__pupil_survey {
  tell__pupil_item *items;
  size_t item_count, item_capacity;
  tell__pupil_index *indices;
  size_t index_count, index_capacity;
  tell__pupil_scale **scales;
  size_t scale_count, scale_capacity;
} tell__pupil_survey;

/** How many columns of a header are items of the catalogue. */
int32_t tell__pupil_items_count(const tell__header *header, const tell_catalogue *catalogue);

/**
 * Finds the items of a file and the indicators that can be made of them; adds a
 * measure for each to the frame. Warns of indicators that lack items.
 * @param is_used as long as the header; columns that are taken already are left alone.
 * @return 0 when there is no memory.
 */
int tell__pupil_survey_plan(tell__reading *reading, tell__pupil_frame *frame, uint8_t *is_used,
                            tell__pupil_survey *survey);

void tell__pupil_survey_free(tell__pupil_survey *survey);

/** Fills the meanings of a scale whose answers are known. */
void tell__pupil_scale_fill(tell__pupil_scale *scale);

/** Reads all answers of the record into the work's totals, one for each index; 0 after the record
 * was rejected. */
int tell__pupil_answers_read(tell__reading *reading, const tell__pupil_survey *survey);

/** Adds the pupil's indices to the sums of the groups. */
void tell__pupil_answers_add(const tell__pupil_survey *survey, const tell__pupil_frame *frame,
                             const uint32_t *totals, const tell__pupil_target *target);

#endif
