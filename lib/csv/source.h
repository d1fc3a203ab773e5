/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where bytes come from: a path, a descriptor, memory, a function of the
 * caller's. They are given in order and once. Files are never mapped: one that
 * shrinks while it is read must not raise a signal.
 */
#ifndef TELL_CSV_SOURCE_H
#define TELL_CSV_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "telling/base.h"

/** The most bytes that are read when the caller names no limit: 64 GiB, and 1 GiB into memory. */
#define TELL__SOURCE_BYTES_MAX ((int64_t)64 << 30)
#define TELL__TAKEN_BYTES_MAX ((int64_t)1 << 30)

typedef struct tell__source tell__source;

/** Bytes in memory; free with tell__bytes_free(). */
typedef struct tell__bytes {
  char *bytes;
  size_t length;
} tell__bytes;

/**
 * A caller's function that gives the next bytes: writes at most `capacity` of
 * them and returns how many (fewer is no end), 0 at the end, less on failure.
 */
typedef int64_t tell__source_function(void *payload, char *bytes, size_t capacity);

/**
 * Opens a source; free it with tell__source_free(). All leave errno as it was.
 * @param name stands for the input in messages; is copied. NULL as "".
 * @param limit most bytes that may come, 0 for #TELL__SOURCE_BYTES_MAX.
 * @param out receives the source; NULL on failure.
 * @return #TELL_OK, #TELL_E_NOT_FOUND (no such file), #TELL_E_IO (a directory,
 *         not readable), #TELL_E_LIMIT (known to be larger), #TELL_E_MEMORY,
 *         #TELL_E_ARGUMENT. The error names the source.
 */
tell_status tell__source_open_path(const char *path, int64_t limit, tell__source **out,
                                   tell_error *err);
/** `descriptor` may be a pipe; it is read from where it stands, and not closed. */
tell_status tell__source_open_descriptor(const char *name, int descriptor, int64_t limit,
                                         tell__source **out, tell_error *err);
/** `bytes` must live as long as the source. */
tell_status tell__source_open_memory(const char *name, const char *bytes, size_t length,
                                     int64_t limit, tell__source **out, tell_error *err);
tell_status tell__source_open_function(const char *name, tell__source_function *read, void *payload,
                                       int64_t limit, tell__source **out, tell_error *err);

/**
 * Reads the next bytes, as many as there is room for: fewer only at the end.
 * Short reads and interrupted calls are normal. Leaves errno as it was.
 * @param got receives the number of bytes; less than `capacity` means the end.
 * @return #TELL_OK, #TELL_E_IO (also a descriptor that does not wait), #TELL_E_LIMIT,
 *         #TELL_E_ARGUMENT (the caller's function gave more than there was room for).
 */
tell_status tell__source_read(tell__source *source, char *bytes, size_t capacity, size_t *got,
                              tell_error *err);

/**
 * Looks at the first bytes, which are read all the same afterwards. Call it
 * once, before anything is read.
 * @param length receives how many there are: fewer than `capacity` only at the end.
 * @return as tell__source_read(), and #TELL_E_MEMORY. The bytes are borrowed until
 *         the source is read.
 */
tell_status tell__source_peek(tell__source *source, size_t capacity, const char **bytes,
                              size_t *length, tell_error *err);

/**
 * Reads all that is left into memory.
 * @param limit most bytes, 0 for #TELL__TAKEN_BYTES_MAX.
 * @return as tell__source_read(), and #TELL_E_MEMORY.
 */
tell_status tell__source_take(tell__source *source, int64_t limit, tell__bytes *out,
                              tell_error *err);

/** How many bytes were read so far, and how many there are in all (-1 when that is not known). */
int64_t tell__source_position(const tell__source *source);
int64_t tell__source_size(const tell__source *source);

/** The name it was opened with. */
const char *tell__source_name(const tell__source *source);

void tell__source_free(tell__source *source);
void tell__bytes_free(tell__bytes *bytes);

#endif
