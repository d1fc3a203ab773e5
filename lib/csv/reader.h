/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records with positions, block by block. Several readers can read blocks of
 * one text at the same time.
 *
 * Records of one line in which quotes stand right around whole fields, if any,
 * are cut by our own scanner, all others by libcsv in its strict mode, and both
 * make the same of a text: they trim blanks around unquoted fields and keep
 * quoted ones as they are, and keep nothing between two delimiters apart from
 * an empty quoted text (""). A broken record never ends the reading: it is
 * given with its error, and reading goes on at the physical line after the one
 * where it began, so that an open quote does not swallow the rest of the file. A
 * record whose quotes are right is passed over whole, whatever else is wrong with it.
 */
#ifndef TELL_CSV_READER_H
#define TELL_CSV_READER_H

#include "blocks.h"
#include "record.h"
#include "telling/base.h"

typedef struct tell__reader_limits {
  size_t field_bytes;
  size_t record_fields;
} tell__reader_limits;

enum { TELL__FIELD_BYTES_MAX = 1024 * 1024, TELL__RECORD_FIELDS_MAX = 65536 };

typedef struct tell__reader tell__reader;

/**
 * Makes a reader, which has nothing to read until tell__reader_begin().
 * @param limits NULL, or a member 0, for the constants above.
 */
tell_status tell__reader_create(const tell__reader_limits *limits, tell__reader **out,
                                tell_error *err);

void tell__reader_free(tell__reader *reader);

/** Goes to the start of a block, which must live until another one is begun. */
void tell__reader_begin(tell__reader *reader, const tell__block *block);

/**
 * Gives the next record of the block, broken or not.
 * @return #TELL_OK, #TELL_END, #TELL_E_MEMORY (then the next call goes on behind the record).
 */
tell_status tell__reader_next(tell__reader *reader, tell__record *record, tell_error *err);

/** Where field `index` (from 0) of the last record begins; for messages. Zeroes when there is none.
 */
tell__place tell__reader_field_place(tell__reader *reader, size_t index);

/** How many blank lines were passed over so far, in all blocks. */
int64_t tell__reader_blank_lines(const tell__reader *reader);

#endif
