/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading files whole: short reads and interrupted calls are normal, pipes have no size. */
#include "bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/error.h"

enum { FIRST_SIZE = 64 * 1024 };

static tell_status fail(tell_error *err, tell_status status, const char *path,
                        const char *message) {
  tell__position position = {.source = path};
  return tell__fail_at(err, status, &position, message);
}

static tell_status fail_open(tell_error *err, const char *path, int cause) {
  switch (cause) {
  case ENOENT:
  case ENOTDIR:
    return fail(err, TELL_E_NOT_FOUND, path, "there is no such file");
  case EACCES:
  case EPERM:
    return fail(err, TELL_E_IO, path, "no permission to read the file");
  case EMFILE:
  case ENFILE:
    return fail(err, TELL_E_IO, path, "too many files are open");
  case ELOOP:
    return fail(err, TELL_E_IO, path, "the file is a link that leads back to itself");
  case ENAMETOOLONG:
    return fail(err, TELL_E_IO, path, "the name of the file is too long");
  default:
    return fail(err, TELL_E_IO, path, "the file cannot be opened");
  }
}

static int open_for_reading(const char *path) {
  int descriptor = -1;
  do {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  } while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

/* The size to begin with: that of the file and one byte, so that its end is met without growing. */
static tell_status first_size(int descriptor, const char *path, size_t limit, size_t *size,
                              tell_error *err) {
  struct stat about;
  if (fstat(descriptor, &about) != 0)
    return fail(err, TELL_E_IO, path, "the file cannot be examined");
  if (S_ISDIR(about.st_mode))
    return fail(err, TELL_E_IO, path, "the input is a directory, not a file");
  *size = FIRST_SIZE;
  if (S_ISREG(about.st_mode) && about.st_size > 0) {
    if ((uintmax_t)about.st_size > limit)
      return fail(err, TELL_E_LIMIT, path, "the file is larger than the limit");
    *size = (size_t)about.st_size + 1;
  }
  return TELL_OK;
}

static tell_status read_all(int descriptor, const char *path, size_t limit, size_t capacity,
                            tell__bytes *out, tell_error *err) {
  for (;;) {
    if (out->bytes == NULL || out->length == capacity) {
      if (out->bytes != NULL && capacity > SIZE_MAX / 2)
        return tell__fail_memory(err);
      capacity = out->bytes != NULL ? capacity * 2 : capacity;
      char *bytes = tell__realloc_array(out->bytes, capacity, 1);
      if (bytes == NULL)
        return tell__fail_memory(err);
      out->bytes = bytes;
    }
    ssize_t got = read(descriptor, out->bytes + out->length, capacity - out->length);
    if (got == 0)
      return TELL_OK;
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return fail(err, TELL_E_IO, path, "reading the file failed");
    out->length += (size_t)got;
    if (out->length > limit)
      return fail(err, TELL_E_LIMIT, path, "the file is larger than the limit");
  }
}

tell_status tell__bytes_read(const char *path, size_t limit, tell__bytes *out, tell_error *err) {
  if (path == NULL || out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no path");
  *out = (tell__bytes){0};
  limit = limit > 0 ? limit : TELL__FILE_BYTES_MAX;
  int kept_errno = errno;
  size_t size = 0;
  tell_status status = TELL_OK;
  int descriptor = open_for_reading(path);
  if (descriptor < 0) {
    status = fail_open(err, path, errno);
    goto out;
  }
  status = first_size(descriptor, path, limit, &size, err);
  if (status == TELL_OK)
    status = read_all(descriptor, path, limit, size, out, err);
  (void)close(descriptor); /* nothing was written, so that closing cannot lose anything */
  if (status != TELL_OK)
    tell__bytes_free(out);
out:
  errno = kept_errno;
  return status;
}

void tell__bytes_free(tell__bytes *bytes) {
  if (bytes == NULL)
    return;
  tell__free(bytes->bytes);
  *bytes = (tell__bytes){0};
}
