/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reading of one file, for every layout: gives the good records, settles
 * the others with an issue, and keeps the account, so that records read =
 * accepted + rejected + skipped holds whatever a layout does.
 */
#ifndef TELL_INGEST_READING_H
#define TELL_INGEST_READING_H

#include "base/keymap.h"
#include "dataset/part.h"
#include "ingest/header.h"

/** The unit that a file is about which names none; empty texts where the caller gave none. */
typedef struct tell__given_unit {
  tell__level level; /* 0: no unit was given */
  const char *code, *name;
} tell__given_unit;

typedef struct tell__reading {
  const tell_catalogue *catalogue;
  const tell__catalogue_view *definitions;
  tell__builder *builder;
  tell__part *part; /* what is read of this file */
  const char *name; /* of the file, for messages */
  tell__record_source source;
  tell__header header;
  tell__given_unit given_unit;
  int32_t file; /* its number in the builder */
  char mark;    /* the decimal mark, 0 when it is not known for certain */
  tell__record record;
  /* The record under way: what its observations became. */
  int64_t added, duplicates, cells; /* duplicates: only those that a layout finds itself */
  tell__keymap *told;               /* what was told once and is not told again */
  int rejected;
  int skipped;        /* 1: known, and nothing of the indicator set */
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

/**
 * Makes the record a named skip: it is known, and holds nothing of the
 * indicator set. The note with the reason is told once for each file and code;
 * the account counts them all (skipped_other). A record that adds observations
 * is accepted whatever was skipped of it.
 */
void tell__reading_skip(tell__reading *reading, const char *code, int32_t column,
                        const char *message);

/** Where a fact about a unit stands in the record; zeroes for column -1. */
tell__fact_place tell__reading_fact_place(const tell__reading *reading, int32_t column);

/** Adds or completes a unit; the file, line and so on are filled in. -1 when the reading has
 * failed. */
int32_t tell__reading_unit(tell__reading *reading, tell__unit_facts *facts);

/** Whether a unit was known before this file; level 0 = any. */
int tell__reading_knows_unit(const tell__reading *reading, int32_t level, const char *code,
                             size_t length);

/** The number of a unit known before this file, by level and code, or by its exact name in the
 * registers; level 0 = any. -1 when unknown, where several have it, and when the reading has
 * failed. */
int32_t tell__reading_find_unit(tell__reading *reading, int32_t level, const char *code,
                                size_t length);
int32_t tell__reading_find_name(tell__reading *reading, int32_t level, const char *name,
                                size_t length);

/** The number of a (dimension, category) pair; 0 for two empty texts; -1 when the reading has
 * failed. */
int32_t tell__reading_category(tell__reading *reading, const char *dimension,
                               size_t dimension_length, const char *category,
                               size_t category_length);

/**
 * Whether something is told for the first time in this file: `code` is the
 * code of the finding, the numbers say about what. Call it only where the
 * finding follows.
 */
int tell__reading_is_news(tell__reading *reading, const char *code, int64_t first, int64_t second,
                          int64_t third);

/**
 * Adds an observation of the record: fills in where it stands (`column` is the
 * header's index of its value). What stands twice is found when all was read.
 * @param cells how many cells of the record it takes up.
 */
void tell__reading_add(tell__reading *reading, tell__observation *observation, int32_t column,
                       int32_t cells);

/** Warns of every column that `is_used` (as long as the header) does not mark. */
void tell__reading_warn_unused(tell__reading *reading, const uint8_t *is_used);

#endif
