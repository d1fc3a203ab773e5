/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record and its fields, as readers give them. */
#ifndef TELL_CSV_RECORD_H
#define TELL_CSV_RECORD_H

#include <stddef.h>
#include <stdint.h>

#include "lines.h"

typedef enum tell__record_error {
  TELL__RECORD_OK = 0,
  TELL__RECORD_BROKEN_ENCODING, /* a sequence of bytes that is no character */
  TELL__RECORD_OPEN_QUOTE,      /* a quote is not closed; the place is the quote */
  TELL__RECORD_STRAY_QUOTE,     /* a quote inside a field, or text behind a closing quote */
  TELL__RECORD_NUL_BYTE,        /* a zero byte */
  TELL__RECORD_TOO_LONG,        /* a limit is passed */
  TELL__RECORD_NOT_FLAT         /* of JSON: no object of plain values */
} tell__record_error;

typedef struct tell__field {
  const char *bytes; /* UTF-8 without a NUL behind; never NULL */
  size_t length;
  int is_nothing; /* 1: nothing stood there; 0 also for "" in quotes */
} tell__field;

/** A record, valid until the next call that reads. A broken one has no fields. */
typedef struct tell__record {
  int64_t line;              /* the physical line where it begins, from 1 */
  size_t count;              /* of fields; ask for them with tell__record_field() */
  const tell__field *fields; /* NULL where they are to be cut out of `text` */
  const char *text;          /* the line; NULL where the record has several, or is of JSON */
  const uint32_t *ends;      /* where in `text` each field ends; ends[-1] + 1 is 0 */
  size_t shared; /* of `text`, the bytes at its start with which the record before began too; 0
                    where that is not known */
  tell__record_error error;
  tell__place error_place; /* zeroes without error */
} tell__record;

/** The field `index`, which is less than the record's count. */
static inline tell__field tell__record_field(const tell__record *record, size_t index) {
  if (record->fields != NULL)
    return record->fields[index];
  /* Here and not when records are read, because many fields of wide files are never asked for. */
  const char *from = record->text + (uint32_t)(record->ends[(ptrdiff_t)index - 1] + 1);
  const char *to = record->text + record->ends[index];
  /* One test without a jump for the common case: neither end is blank (nor, perhaps, there), nor
   * the first byte a quote. */
  if (((unsigned char)*from <= '"') | ((unsigned char)to[-(from < to)] <= ' ')) {
    if (from < to && *from == '"')
      return (tell__field){from + 1, (size_t)(to - from) - 2, 0};
    while (from < to && (*from == ' ' || *from == '\t'))
      from++;
    while (from < to && (to[-1] == ' ' || to[-1] == '\t'))
      to--;
  }
  return (tell__field){from, (size_t)(to - from), from == to};
}

/** The code of a record error as issues name it, such as "open_quote"; "" for none. */
const char *tell__record_error_code(tell__record_error error);

/** The message of a record error, one line of English; "" for none. */
const char *tell__record_error_message(tell__record_error error);

#endif
