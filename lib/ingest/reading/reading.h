/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reading of a file, for every layout: gives the good records, settles the
 * others with a finding, and keeps the account, so that records read =
 * accepted + rejected + skipped holds whatever a layout does.
 *
 * Every worker has a reading of its own, with units, categories, findings and
 * memos that nobody else sees. So a layout keeps nothing from one record to the
 * next but through the functions here, and nothing it does may depend on which
 * records came before.
 */
#ifndef TELL_INGEST_READING_H
#define TELL_INGEST_READING_H

#include "base/keymap.h"
#include "base/utf8.h"
#include "dataset/part.h"
#include "ingest/reading/exists.h"
#include "ingest/reading/findings.h"
#include "ingest/reading/header.h"
#include "ingest/reading/memo.h"

struct tell__mapping;

/** The unit that a file is about which names none; empty texts where the caller gave none. */
typedef struct tell__given_unit {
  tell__level level; /* 0: no unit was given */
  const char *code, *name;
} tell__given_unit;

/** What became of records, until it is added to the account of the file. */
typedef struct tell__tally {
  int64_t read, accepted, rejected, skipped_duplicate, skipped_blank, skipped_other, cells;
} tell__tally;

/** Hands the findings on so far, when it is their turn, and leaves none. Other than #TELL_OK: the
 * reading is over. */
typedef tell_status (*tell__hand_on_fn)(void *payload, tell__findings *findings);

typedef struct tell__reading {
  /* Of the file, the same for all its workers. */
  const tell_catalogue *catalogue;
  const tell__catalogue_view *definitions;
  const char *name;    /* for messages */
  tell__header header; /* borrowed */
  tell__given_unit given_unit;
  const struct tell__mapping *mapping; /* the caller's own layout, NULL: none */
  int32_t file;                        /* its number in the builder */
  char mark;                           /* the decimal mark as tell__number_read() takes it */
  int is_strict;                       /* 1: the first error ends the reading */
  int keeps_groups;                    /* 1: sums of pupils are kept, and become no observations */
  /* Of the worker. */
  tell__record_source source;
  tell__hand_on_fn hand_on; /* for blocks with very many findings, NULL: they are kept */
  void *hand_on_payload;
  tell__part *part;
  void *work;         /* of layouts that add records up (layout.h), NULL for others */
  tell__keymap *told; /* what was told once and is not told again, as far as it is remembered */
  int32_t told_count;
  tell__memo *memos; /* one for each column, made when there is one */
  tell__memo units;
  tell__exists_memo existing;
  tell_status status; /* the first failure inside a record; layouts need not look at it */
  /* Of the block under way. */
  tell__findings findings;
  tell__tally tally;
  int has_passed; /* 1: the layout saw the record before */
  /* Of the record under way. */
  tell__record record; /* nothing is `shared` with a record that the layout did not see */
  int64_t added;       /* observations */
  int rejected;
  int skipped;   /* 1: known, and nothing of the indicator set */
  int repeated;  /* 1: says what a record before it said */
  int misplaced; /* cells that hold what belongs in another column */
  int has_news;
  tell__news news; /* what the next finding is about, if it has news */
} tell__reading;

/** Makes the worker's half; the file's half is filled in. `builder` NULL: a reading for prepare(),
 * which reads no records. 0 when there is no memory; end it all the same. */
int tell__reading_begin(tell__reading *reading, const tell__builder *builder);
void tell__reading_end(tell__reading *reading);

/**
 * Gives the next good record: broken ones and those of the wrong width are
 * rejected with a finding, blank ones skipped. tell__reading_settle() ends it.
 * @return #TELL_OK, #TELL_END, or a failure that ends the reading.
 */
tell_status tell__reading_next(tell__reading *reading, tell_error *err);

/** Counts what became of the record under way. */
void tell__reading_settle(tell__reading *reading);

/** What tell__reading_cell() does where there may be blanks, or nothing. */
const char *tell__reading_cell_trimmed(const tell__reading *reading, int32_t column,
                                       size_t *length);

/** Neither a blank nor a part of one, nor a quote that may stand around the cell. */
static inline int tell__is_plain_byte(char byte) { return byte > '"' && byte < 0x7F; }

/** The cell of a column without blanks around it; "" for column -1. Without a NUL behind it.
 * Borrowed until the next record. */
static inline const char *tell__reading_cell(const tell__reading *reading, int32_t column,
                                             size_t *length) {
  const tell__record *record = &reading->record;
  if (column >= 0 && (size_t)column < record->count) {
    const char *bytes = NULL;
    if (record->fields == NULL) {
      uint32_t from = record->ends[column - 1] + 1;
      bytes = record->text + from;
      *length = record->ends[column] - from;
    } else {
      bytes = record->fields[column].bytes;
      *length = record->fields[column].length;
    }
    if (*length > 0 && tell__is_plain_byte(bytes[0]) && tell__is_plain_byte(bytes[*length - 1]))
      return bytes;
  }
  return tell__reading_cell_trimmed(reading, column, length);
}

/**
 * Whether a column (not -1) holds what it held in the record that the layout saw
 * before, and all columns before it do as well: files vary most in what stands
 * last. 0 also where that was not looked for.
 */
static inline int tell__reading_is_as_before(const tell__reading *reading, int32_t column) {
  return reading->record.shared > 0 && reading->record.ends[column] < reading->record.shared;
}

/** Whether the cell of a column is blank; also for column -1. */
static inline int tell__reading_is_blank(const tell__reading *reading, int32_t column) {
  size_t length = 0;
  tell__reading_cell(reading, column, &length);
  return length == 0;
}

/**
 * What a text means: a number from 0, or below it for what means nothing (but
 * not #TELL__MEMO_UNKNOWN). Must depend on nothing but the text and the
 * context, and leave no finding: it is not called for texts that came before.
 */
typedef int32_t (*tell__decode_fn)(const void *context, const char *text, size_t length);

/** Looks beyond the last text of a column; see tell__reading_code(). */
int32_t tell__reading_decode(tell__reading *reading, int32_t column, const char *text,
                             size_t length, tell__decode_fn decode, const void *context);

/** The meaning of a cell, remembered: a column has one decode function. The cell of column -1 is
 * "". */
static inline int32_t tell__reading_code(tell__reading *reading, int32_t column,
                                         tell__decode_fn decode, const void *context) {
  size_t length = 0;
  const char *text = tell__reading_cell(reading, column, &length);
  if (reading->memos != NULL && column >= 0) {
    int32_t code = tell__memo_find(&reading->memos[column], text, length);
    if (code != TELL__MEMO_UNKNOWN)
      return code;
  }
  return tell__reading_decode(reading, column, text, length, decode, context);
}

/** Finds the unit of the record under way; -1 when the record was rejected or the reading failed.
 */
typedef int32_t (*tell__unit_fn)(tell__reading *reading, const void *context);

/**
 * The unit that `find` gives for what stands in some columns (-1 among them:
 * ""), remembered: for the same texts it is not asked again, so that nothing is
 * said of a unit twice. `find` depends on these columns alone; what it finds
 * without rejecting the record is news. A reading has one such function.
 */
int32_t tell__reading_unit_of(tell__reading *reading, const int32_t *columns, int32_t count,
                              tell__unit_fn find, const void *context);

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

/** The same because of a text that many records may hold, such as the name of a unit: told once in
 * a file for each text, while the account counts all records. */
void tell__reading_reject_text(tell__reading *reading, const char *code, int32_t column,
                               const char *text, size_t length, const char *message);

/**
 * Notes that a cell holds what cannot belong in its column, such as a text
 * where numbers stand. One may be a slip; two in a record look like columns
 * that moved, which is told (`shifted_columns`).
 */
void tell__reading_misplace(tell__reading *reading, int32_t column);

/**
 * Makes the record a named skip: it is known, and holds nothing of the
 * indicator set. The note with the reason is told once for each file and code;
 * the account counts them all (skipped_other). A record that adds observations
 * is accepted whatever was skipped of it.
 */
void tell__reading_skip(tell__reading *reading, const char *code, int32_t column,
                        const char *message);

/** Skips the record because it says what a record before it said (told once, the account counts
 * all); for layouts in order, which see that themselves. `column` is where its key begins. */
void tell__reading_repeat(tell__reading *reading, int32_t column);

/** Where a fact about a unit stands in the record; zeroes for column -1. */
tell__fact_place tell__reading_fact_place(const tell__reading *reading, int32_t column);

/** Adds or completes a unit; the line is filled in. Its number in this reading, -1 when the reading
 * has failed. */
int32_t tell__reading_unit(tell__reading *reading, tell__unit_facts *facts);

/** Whether a unit was known before this file; level 0 = any level. */
int tell__reading_knows_unit(const tell__reading *reading, int32_t level, const char *code,
                             size_t length);

/** The number of a unit that was known before this file, by level and code, or by its exact name in
 * the registers; level 0 = any. -1 when unknown, and where several have it. */
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
 * code of the finding, the numbers say about what (never a number that this
 * reading gave a unit or a category). Call it only where the finding follows.
 */
int tell__reading_is_news(tell__reading *reading, const char *code, int64_t first, int64_t second,
                          int64_t third);

/**
 * Adds an observation of the record: fills file, line, column and field in
 * (`column` is the header's index of its value). One with #TELL__FLAG_PUPILS
 * keeps its line: it is made of many records, and of none of them alone. It is
 * checked by tell__reading_check_exists() here, whatever the layout.
 * @param cells how many cells of the record it takes up.
 */
void tell__reading_add(tell__reading *reading, tell__observation *observation, int32_t column,
                       int32_t cells);

/** Tells once for each indicator, grade and school year that the catalogue says do not exist, and
 * takes the numbers from the observation; see tell__exists_clear(). */
void tell__reading_check_exists(tell__reading *reading, tell__observation *observation,
                                int32_t column);

/** Warns of every column that `is_used` (as long as the header) does not mark. */
void tell__reading_warn_unused(tell__reading *reading, const uint8_t *is_used);

#endif
