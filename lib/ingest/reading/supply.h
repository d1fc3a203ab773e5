/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a file is made of, from its bytes to what workers read: blocks of
 * delimited text, or the elements of a JSON text. Belongs to one thread.
 */
#ifndef TELL_INGEST_SUPPLY_H
#define TELL_INGEST_SUPPLY_H

#include "csv/blocks.h"
#include "csv/encoding.h"
#include "csv/reader.h"
#include "ingest/ingest.h"
#include "ingest/json/json_table.h"

/** A part of the file for one worker; start with zeroes, free with tell__portion_free(). */
typedef struct tell__portion {
  tell__block block; /* of delimited text; nothing for JSON, whose elements come one by one */
  int64_t skip;      /* records at its start that are no data: title lines and header */
  int64_t bytes;     /* how many bytes of the file had been taken in when it was cut */
} tell__portion;

void tell__portion_free(tell__portion *portion);

typedef struct tell__supply {
  const char *name; /* borrowed */
  tell__source *source;
  tell__reader_limits reader_limits;
  tell__blocks *blocks; /* NULL for JSON */
  tell__portion *held; /* cut while the header was looked for, from number `given` on to be given */
  size_t held_count, held_capacity, given;
  tell__bytes taken;            /* a JSON text is read whole */
  tell__decoded text;           /* the same in UTF-8 */
  tell__json *json;             /* NULL for delimited text */
  tell__record_source elements; /* of a JSON text */
  int is_ended;                 /* 1: the last element was read */
  int is_other_format;          /* 1: no text of a table at all */
  int has_failed;               /* 1: bytes could not be had, or were too many */
} tell__supply;

/**
 * Finds out what the file is, and begins.
 * @param source is the supply's from now on, also on failure.
 */
tell_status tell__supply_open(tell__supply *supply, const tell_ingest *ingest, const char *name,
                              tell__source *source, tell_error *err);

void tell__supply_close(tell__supply *supply);

/** Gives the next portion for a worker: #TELL_OK, #TELL_END, or a failure that ends the reading. */
tell_status tell__supply_next(tell__supply *supply, tell__portion *portion, tell_error *err);

/** Cuts the next portion and holds it, for whoever looks for the header; it is the last of `held`.
 */
tell_status tell__supply_hold(tell__supply *supply, tell_error *err);

int tell__supply_is_json(const tell__supply *supply);

/** As accounts call them. The encoding may still change as long as the file is read. */
int tell__supply_is_open(const tell__supply *supply); /* 0 also before and after */
const char *tell__supply_encoding(const tell__supply *supply);
const char *tell__supply_delimiter(const tell__supply *supply);

/** The decimal mark that goes with the delimiter, as tell__number_read() takes it: 0 when only the
 * number itself can tell. */
char tell__supply_mark(const tell__supply *supply);

/** The size of the file, -1 when it is not known. */
int64_t tell__supply_size(const tell__supply *supply);

#endif
