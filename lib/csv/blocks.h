/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A delimited text in blocks of a fixed size, decoded to UTF-8 and cut exactly
 * where a reader that goes from record to record would begin a new one. So
 * several workers can read blocks at the same time, and give the same records
 * as one that reads them all. Memory: the blocks in use and one more, however
 * long the text is.
 */
#ifndef TELL_CSV_BLOCKS_H
#define TELL_CSV_BLOCKS_H

#include "dialect.h"
#include "encoding.h"
#include "source.h"

enum { TELL__BLOCK_BYTES = 1024 * 1024, TELL__RECORD_BYTES_MAX = 16 * 1024 * 1024 };

typedef struct tell__blocks_options {
  size_t block_bytes;  /* 0 for TELL__BLOCK_BYTES; tests make it small */
  size_t sample_bytes; /* read before encoding and dialect are decided; 0 for TELL__BLOCK_BYTES */
  size_t record_bytes; /* a longer record is broken; 0 for TELL__RECORD_BYTES_MAX */
  tell__encoding_demand encoding; /* 0: found out */
  int has_delimiter;              /* 1: `delimiter` holds, 0: found out */
  char delimiter;                 /* 0 for a text of one column */
} tell__blocks_options;

/** A block; start with zeroes, reuse for as many blocks as wanted, free with tell__block_free(). */
typedef struct tell__block {
  char *text;         /* UTF-8 but for broken lines; behind it as tell__scan_line() wants it */
  size_t length;      /* the records that begin before this are the block's */
  size_t visible;     /* what is there: behind `length` only to see whether a quote is closed */
  int is_last;        /* 1: nothing follows what is visible */
  int64_t index;      /* its number, from 0 */
  int64_t first_line; /* the number of its first physical line, from 1 */
  size_t record_bytes;
  char delimiter;
  size_t capacity; /* of the memory at `text` */
} tell__block;

typedef struct tell__blocks tell__blocks;

/**
 * Begins: reads the first bytes and finds encoding and dialect.
 * @param source must live as long as the blocks.
 * @param options NULL for none; is copied.
 * @return #TELL_OK, #TELL_E_ENCODING (no text, or not what is demanded), statuses of
 *         tell__source_read(), #TELL_E_MEMORY, #TELL_E_ARGUMENT.
 */
tell_status tell__blocks_open(tell__source *source, const tell__blocks_options *options,
                              tell__blocks **out, tell_error *err);

/**
 * Gives the next block; for one thread at a time. After a failure for want of
 * memory it can be called again.
 * @param block is overwritten, its memory used again.
 * @return #TELL_OK, #TELL_END, statuses of tell__source_read(), #TELL_E_MEMORY.
 */
tell_status tell__blocks_next(tell__blocks *blocks, tell__block *block, tell_error *err);

/** The encoding. As long as nothing but ASCII came it is UTF-8, and may yet become Windows-1252:
 * for accounts ask at the end. */
tell__encoding tell__blocks_encoding(const tell__blocks *blocks);

const tell__dialect *tell__blocks_dialect(const tell__blocks *blocks);

void tell__blocks_free(tell__blocks *blocks);
void tell__block_free(tell__block *block);

#endif
