/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes to UTF-8: which encoding it is, and the decoding, whole or piece by
 * piece. The small decoders are our own, because iconv loads modules and reads
 * the environment.
 *
 * What cannot be decoded (a lone surrogate, an odd last byte, a byte that
 * Windows-1252 does not define) becomes a byte that is no UTF-8, as broken
 * UTF-8 stays what it is: so that one check of the text finds all damage.
 */
#ifndef TELL_CSV_ENCODING_H
#define TELL_CSV_ENCODING_H

#include <stddef.h>
#include <stdint.h>

#include "telling/base.h"

typedef enum tell__encoding {
  TELL__ENCODING_UNKNOWN = 0, /* found to be none of these */
  TELL__ENCODING_UTF8,
  TELL__ENCODING_UTF8_BOM,
  TELL__ENCODING_UTF16LE,
  TELL__ENCODING_UTF16LE_BOM,
  TELL__ENCODING_UTF16BE,
  TELL__ENCODING_UTF16BE_BOM,
  TELL__ENCODING_WINDOWS_1252
} tell__encoding;

/** What a caller says of the encoding. A mark is passed over all the same, and tells the byte order
 * of UTF-16. */
typedef enum tell__encoding_demand {
  TELL__DEMAND_NONE = 0, /* to be found out */
  TELL__DEMAND_UTF8,
  TELL__DEMAND_UTF16,
  TELL__DEMAND_WINDOWS_1252
} tell__encoding_demand;

/** How accounts call an encoding, with or without its byte order mark: "utf-8", "utf-16le",
 * "utf-16be", "windows-1252"; "" when unknown. */
const char *tell__encoding_id(tell__encoding encoding);

/**
 * Finds the encoding: by the byte order mark; by the pattern of zero bytes;
 * then tell__encoding_of_bytes(). #TELL__ENCODING_UNKNOWN for what is no text
 * (an archive, a picture), for UTF-32, and for bytes that contradict the
 * demand: UTF-16 where it is not demanded, or none where it is; a mark of
 * UTF-8 where Windows-1252 is demanded.
 */
tell__encoding tell__encoding_detect(const char *bytes, size_t length,
                                     tell__encoding_demand demand);

/** UTF-8 when at least as many characters beyond ASCII are valid as are broken, else Windows-1252.
 */
tell__encoding tell__encoding_of_bytes(const char *bytes, size_t length);

/** What a failure of tell__encoding_detect() says. */
const char *tell__encoding_message(tell__encoding_demand demand);

/** The length of the byte order mark of an encoding. */
size_t tell__encoding_mark(tell__encoding encoding);

/** Whether a text in this encoding is UTF-8 as it stands. */
int tell__encoding_is_utf8(tell__encoding encoding);

/** A decoding under way, of UTF-16 or Windows-1252; start with zeroes and the encoding. */
typedef struct tell__decoder {
  tell__encoding encoding;
  unsigned char held[4]; /* the beginning of a character whose rest is still to come */
  size_t held_count;
} tell__decoder;

/** The most bytes that tell__decoder_feed() can write for `length` bytes. */
size_t tell__decoder_room(size_t length);

/**
 * Decodes the next bytes (without a mark); however a text is cut into pieces,
 * the result is the same.
 * @param is_end 1: nothing follows.
 * @param out has tell__decoder_room().
 * @return how many bytes were written.
 */
size_t tell__decoder_feed(tell__decoder *decoder, const char *bytes, size_t length, int is_end,
                          char *out);

/** A decoded text; start with zeroes, free with tell__decoded_free(). */
typedef struct tell__decoded {
  const char *text; /* UTF-8 but for what is broken; borrowed from the bytes or from `owned` */
  size_t length;
  char *owned;
  tell__encoding encoding;
} tell__decoded;

/**
 * Decodes a whole text.
 * @param source name of the input for the error, may be NULL.
 * @param out receives the text; `bytes` must live as long.
 * @return #TELL_OK, #TELL_E_ENCODING, #TELL_E_MEMORY, #TELL_E_ARGUMENT.
 */
tell_status tell__encoding_decode(const char *bytes, size_t length, tell__encoding_demand demand,
                                  const char *source, tell__decoded *out, tell_error *err);

void tell__decoded_free(tell__decoded *decoded);

#endif
