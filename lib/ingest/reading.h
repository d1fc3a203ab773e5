/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reading of one file, for every layout: gives the good records, settles
 * the others with an issue, and keeps the account, so that records read =
 * accepted + rejected + skipped holds whatever a layout does.
 */
#ifndef TELL_INGEST_READING_H
#define TELL_INGEST_READING_H

#include "dataset/builder.h"
#include "ingest/header.h"

typedef struct tell__reading {
  const tell_catalogue *catalogue;
  const tell__catalogue_view *definitions;
  tell__builder *builder;
  tell__input *input;
  tell__header header;
  int32_t file; /* its number in the builder */
  char mark;    /* the decimal mark, 0 when it is not known for certain */
  tell__record record;
  /* The record under way: what its observations became. */
  int64_t added, duplicates, contradictions, cells;
  int rejected;
  int32_t key_column; /* where its key begins; layouts say it */
  tell_status status; /* the first failure inside a record; layouts need not look at it */
} tell__reading;

/**
 * Settles the record under way and gives the next good one: broken ones and
 * those of the wrong width are rejected with an issue, blank ones skipped.
 * @return #TELL_OK, #TELL_END, or a failure that ends the reading.
 */
tell_status tell__reading_next(tell__reading *reading, tell_error *err);

/** The cell of a column without blanks around it; "" for column -1. Borrowed until the next record.
 */
const char *tell__reading_cell(const tell__reading *reading, int32_t column, size_t *length);

/** Whether the cell of a column is blank; also for column -1. */
int tell__reading_is_blank(const tell__reading *reading, int32_t column);

/** Adds a finding about a cell of the record (column -1: about the record). The message holds no
 * value. */
void tell__reading_find(tell__reading *reading, tell_severity severity, const char *code,
                        int32_t column, const char *message);

/** Adds a finding about a column as such; its place is the header's. */
void tell__reading_find_column(tell__reading *reading, tell_severity severity, const char *code,
                               int32_t column, const char *message);

/** Rejects the record with an error about a cell. */
void tell__reading_reject(tell__reading *reading, const char *code, int32_t column,
                          const char *message);

/** Where a fact about a unit stands in the record; zeroes for column -1. */
tell__fact_place tell__reading_fact_place(const tell__reading *reading, int32_t column);

/** Adds or completes a unit; the file, line and so on are filled in. -1 when the reading has
 * failed. */
int32_t tell__reading_unit(tell__reading *reading, tell__unit_facts *facts);

/**
 * Adds an observation of the record: fills file, line and column in (`column`
 * is the header's index of its value) and reports duplicates and contradictions.
 * @param cells how many cells of the record it takes up.
 */
void tell__reading_add(tell__reading *reading, tell__observation *observation, int32_t column,
                       int32_t cells);

/** Warns of every column that `is_used` (as long as the header) does not mark. */
void tell__reading_warn_unused(tell__reading *reading, const uint8_t *is_used);

#endif
