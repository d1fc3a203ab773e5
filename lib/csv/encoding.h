/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes to UTF-8: which encoding it is, and where it is broken. The small
 * decoders are our own, because iconv loads modules and reads the environment.
 */
#ifndef TELL_CSV_ENCODING_H
#define TELL_CSV_ENCODING_H

#include <stddef.h>

#include "lines.h"
#include "telling/base.h"

typedef enum tell__encoding {
  TELL__ENCODING_UNKNOWN = 0, /* to be found out; or found to be none of these */
  TELL__ENCODING_UTF8,
  TELL__ENCODING_UTF8_BOM,
  TELL__ENCODING_UTF16LE,
  TELL__ENCODING_UTF16LE_BOM,
  TELL__ENCODING_UTF16BE,
  TELL__ENCODING_UTF16BE_BOM,
  TELL__ENCODING_WINDOWS_1252
} tell__encoding;

/** A decoded text; start with zeroes, free with tell__decoded_free(). */
typedef struct tell__decoded {
  const char *text; /* UTF-8 but for the broken lines; borrowed from the bytes or from `owned` */
  size_t length;
  char *owned;
  tell__encoding encoding;
  tell__place *broken; /* the first broken sequence of each physical line that has one, in order */
  size_t broken_count;
} tell__decoded;

/** How accounts call an encoding, with or without its byte order mark: "utf-8", "utf-16le",
 * "utf-16be", "windows-1252"; "" when unknown. */
const char *tell__encoding_id(tell__encoding encoding);

/**
 * Finds the encoding: by the byte order mark; by the pattern of zero bytes;
 * UTF-8 when at least as many characters beyond ASCII are valid as are broken;
 * else Windows-1252. #TELL__ENCODING_UNKNOWN for what is no text (an archive,
 * a picture) and for UTF-32.
 */
tell__encoding tell__encoding_detect(const char *bytes, size_t length);

/**
 * Decodes. A broken sequence (also a lone surrogate, an odd last byte, a byte
 * that Windows-1252 does not define) is no failure: its line is listed.
 * @param encoding #TELL__ENCODING_UNKNOWN to have it found.
 * @param source name of the input for the error, may be NULL.
 * @param out receives the text; `bytes` must live as long.
 * @return #TELL_OK, #TELL_E_ENCODING, #TELL_E_MEMORY, #TELL_E_ARGUMENT.
 */
tell_status tell__encoding_decode(const char *bytes, size_t length, tell__encoding encoding,
                                  const char *source, tell__decoded *out, tell_error *err);

void tell__decoded_free(tell__decoded *decoded);

#endif
