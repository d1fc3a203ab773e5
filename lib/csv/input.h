/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole way from a path or a block of memory to a reader of records, with what was found on the
 * way. */
#ifndef TELL_CSV_INPUT_H
#define TELL_CSV_INPUT_H

#include "bytes.h"
#include "dialect.h"
#include "encoding.h"
#include "reader.h"

typedef struct tell__input {
  char *name; /* path or name of the block, as given */
  tell__bytes bytes;
  tell__decoded text;
  tell__dialect dialect;
  tell__reader *reader;
} tell__input;

/** Opens a file; free with tell__input_free(). Statuses of tell__bytes_read() and
 * tell__encoding_decode(). */
tell_status tell__input_open_path(const char *path, tell__input **out, tell_error *err);

/** Opens a block of memory, which must live as long as the input. `name` stands for it in messages.
 */
tell_status tell__input_open_memory(const char *name, const char *bytes, size_t length,
                                    tell__input **out, tell_error *err);

void tell__input_free(tell__input *input);

#endif
