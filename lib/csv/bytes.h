/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a file into memory. Files are never mapped: one that shrinks while it is read must not
 * raise a signal. */
#ifndef TELL_CSV_BYTES_H
#define TELL_CSV_BYTES_H

#include <stddef.h>
#include <stdint.h>

#include "telling/base.h"

/** The largest file that is read when the caller names no limit: 2 GiB. */
#define TELL__FILE_BYTES_MAX ((size_t)2 << 30)

/** The bytes of a file; free with tell__bytes_free(). */
typedef struct tell__bytes {
  char *bytes;
  size_t length;
} tell__bytes;

/**
 * Reads a file, a pipe or a device to its end. Leaves errno as it was.
 * @param path name of the file.
 * @param limit the largest number of bytes; 0 for #TELL__FILE_BYTES_MAX.
 * @param out receives the bytes.
 * @return #TELL_OK, #TELL_E_NOT_FOUND (no such file), #TELL_E_IO (a directory,
 *         not readable, reading failed), #TELL_E_LIMIT, #TELL_E_MEMORY,
 *         #TELL_E_ARGUMENT. The error names the path.
 */
tell_status tell__bytes_read(const char *path, size_t limit, tell__bytes *out, tell_error *err);

void tell__bytes_free(tell__bytes *bytes);

#endif
