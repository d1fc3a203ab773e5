/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records with positions. The only file that includes csv.h is reader.c.
 *
 * libcsv trims blanks around unquoted fields and keeps quoted ones as they
 * are. Nothing between two delimiters and an empty quoted text ("") are kept
 * apart. A broken record never ends the reading: it is given with its error,
 * and reading goes on at the physical line after the one where it began, so
 * that an open quote does not swallow the rest of the file.
 */
#ifndef TELL_CSV_READER_H
#define TELL_CSV_READER_H

#include "dialect.h"
#include "encoding.h"
#include "telling/base.h"

typedef enum tell__record_error {
  TELL__RECORD_OK = 0,
  TELL__RECORD_BROKEN_ENCODING, /* a sequence of bytes that is no character */
  TELL__RECORD_OPEN_QUOTE,      /* a quote is not closed; the place is the quote */
  TELL__RECORD_STRAY_QUOTE,     /* a quote inside a field, or text behind a closing quote */
  TELL__RECORD_NUL_BYTE,        /* a zero byte */
  TELL__RECORD_TOO_LONG         /* a limit of tell__reader_limits is passed */
} tell__record_error;

typedef struct tell__field {
  const char *bytes; /* UTF-8, ends with NUL; "" for nothing */
  size_t length;
  int is_nothing; /* 1: nothing stood there; 0 also for "" in quotes */
} tell__field;

/** A record, valid until the next call that reads. A broken one has no fields. */
typedef struct tell__record {
  int64_t line; /* the physical line where it begins, from 1 */
  const tell__field *fields;
  size_t count;
  tell__record_error error;
  tell__place error_place; /* zeroes without error */
} tell__record;

typedef struct tell__reader_limits {
  size_t field_bytes;
  size_t record_bytes;
  size_t record_fields;
} tell__reader_limits;

enum {
  TELL__FIELD_BYTES_MAX = 1024 * 1024,
  TELL__RECORD_BYTES_MAX = 16 * 1024 * 1024,
  TELL__RECORD_FIELDS_MAX = 65536
};

typedef struct tell__reader tell__reader;

/**
 * Makes a reader.
 * @param text must live as long as the reader.
 * @param dialect is copied.
 * @param limits NULL, or a field 0, for the constants above.
 */
tell_status tell__reader_create(const tell__decoded *text, const tell__dialect *dialect,
                                const tell__reader_limits *limits, tell__reader **out,
                                tell_error *err);

void tell__reader_free(tell__reader *reader);

/**
 * Gives the next record, broken or not.
 * @return #TELL_OK, #TELL_END, #TELL_E_MEMORY.
 */
tell_status tell__reader_next(tell__reader *reader, tell__record *record, tell_error *err);

/** Where field `index` (from 0) of the last record begins; for messages. Zeroes when there is none.
 */
tell__place tell__reader_field_place(tell__reader *reader, size_t index);

/** How many blank lines were passed over so far. */
int64_t tell__reader_blank_lines(const tell__reader *reader);

/** The code of a record error as issues name it, such as "open_quote"; "" for none. */
const char *tell__record_error_code(tell__record_error error);

/** The message of a record error, one line of English; "" for none. */
const char *tell__record_error_message(tell__record_error error);

#endif
