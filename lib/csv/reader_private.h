/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a reader, which only its two files see: reader.c and reader_quoted.c. */
#ifndef TELL_CSV_READER_PRIVATE_H
#define TELL_CSV_READER_PRIVATE_H

#include "base/text.h"
#include "base/utf8.h"
#include "quoted.h"
#include "reader.h"
#include "scan.h"

/* A place in the block, as the reader moves through it. */
typedef struct mark {
  size_t at;
  int64_t line;
} mark;

/* How far the search for the places of fields has come in the last record. */
typedef struct cursor {
  size_t at;
  size_t index;      /* of the field that begins at `at` */
  size_t line_start; /* of its line */
  int64_t line;      /* 0: the search has not begun */
} cursor;

struct tell__reader {
  const tell__block *block;
  tell__reader_limits limits;
  mark here;           /* the next physical line */
  mark begin;          /* of the record */
  const char *before;  /* the record before, where it was given whole; else NULL */
  tell__scan line;     /* the first one of the record */
  const char *scanned; /* the text of `line`; NULL where not all of its ends are kept */
  const char *beside;  /* what was scanned before it, or NULL */
  size_t shared;       /* of `line`, the bytes at its start with which that begins too */
  int64_t blank_lines;
  size_t count;    /* of the record's fields */
  int is_one_line; /* 1: the record is; its fields end at `ends` */
  tell__record_error error;
  tell__place error_place;
  cursor cursor;
  tell__utf8_counter counter; /* as far as the field that was asked for last */
  uint32_t *ends;             /* the first one is ends[-1] of records */
  size_t capacity;
  /* What records with quotes need besides. */
  tell__quoted *quoted;
  char delimiter;     /* of `quoted` */
  tell__text content; /* the fields of the record */
  tell__field *fields;
  size_t field_capacity;
};

/** Says what is wrong with the record. */
void tell__reader_set_error(tell__reader *reader, tell__record_error error, int64_t line,
                            int64_t column);

/** The same for the field found last, which passes a limit; the first error stands. */
void tell__reader_set_length_error(tell__reader *reader);

/** Looks at a line of the record for bytes that no field may hold. */
void tell__reader_check_bytes(tell__reader *reader, int64_t number, const char *line,
                              size_t length);

/** Makes fields of a record without hard quotes in which two in a row mean one. */
tell_status tell__reader_untwin(tell__reader *reader, tell__record *record, tell_error *err);

/** Reads the record by libcsv; its first line has a hard quote and was scanned, the second one
 * begins at `next`. */
tell_status tell__reader_read_quoted(tell__reader *reader, const tell__scan *first, size_t next,
                                     tell__record *record, tell_error *err);

#endif
