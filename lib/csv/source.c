/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading bytes: short reads and interrupted calls are normal, pipes have no size. */
#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/text.h"

enum { FIRST_SIZE = 64 * 1024, READ_MAX = 1 << 30 };

struct tell__source {
  char *name;
  int64_t limit;
  int64_t size; /* -1: not known */
  int64_t position;
  int descriptor; /* -1: none, or closed at the end */
  int is_own;     /* the descriptor */
  const char *bytes;
  tell__source_function *read;
  void *payload;
  char *ahead; /* what was looked at */
  size_t ahead_length, ahead_given;
};

static tell_status fail(tell_error *err, tell_status status, const char *name,
                        const char *message) {
  tell__position position = {.source = name};
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

static tell_status create(const char *name, int64_t limit, tell__source **out, tell_error *err) {
  *out = NULL;
  tell__source *source = tell__alloc(sizeof *source);
  if (source != NULL)
    source->name = tell__copy(name != NULL ? name : "");
  if (source == NULL || source->name == NULL) {
    tell__free(source);
    return tell__fail_memory(err);
  }
  source->limit = limit > 0 ? limit : TELL__SOURCE_BYTES_MAX;
  source->size = -1;
  source->descriptor = -1;
  *out = source;
  return TELL_OK;
}

static int open_for_reading(const char *path) {
  int descriptor = -1;
  do {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  } while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

/* What can be seen before reading: a directory, a file that is too large. */
static tell_status examine(tell__source *source, tell_error *err) {
  struct stat about;
  if (fstat(source->descriptor, &about) != 0)
    return fail(err, TELL_E_IO, source->name, "the file cannot be examined");
  if (S_ISDIR(about.st_mode))
    return fail(err, TELL_E_IO, source->name, "the input is a directory, not a file");
  if (!S_ISREG(about.st_mode) || about.st_size <= 0)
    return TELL_OK;
  off_t at = source->is_own ? 0 : lseek(source->descriptor, 0, SEEK_CUR);
  if (at < 0 || at > about.st_size)
    return TELL_OK;
  if (about.st_size - at > source->limit)
    return fail(err, TELL_E_LIMIT, source->name, "the file is larger than the limit");
  source->size = about.st_size - at;
  return TELL_OK;
}

/* Hands the source out, or frees it. */
static tell_status hand_out(tell__source *source, tell_status status, tell__source **out) {
  if (status != TELL_OK)
    tell__source_free(source);
  else
    *out = source;
  return status;
}

tell_status tell__source_open_path(const char *path, int64_t limit, tell__source **out,
                                   tell_error *err) {
  tell__source *source = NULL;
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the source");
  *out = NULL;
  if (path == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no path");
  int kept_errno = errno;
  tell_status status = create(path, limit, &source, err);
  if (status == TELL_OK) {
    source->is_own = 1;
    source->descriptor = open_for_reading(path);
    status = source->descriptor < 0 ? fail_open(err, path, errno) : examine(source, err);
  }
  status = hand_out(source, status, out);
  errno = kept_errno;
  return status;
}

tell_status tell__source_open_descriptor(const char *name, int descriptor, int64_t limit,
                                         tell__source **out, tell_error *err) {
  tell__source *source = NULL;
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the source");
  *out = NULL;
  if (descriptor < 0)
    return tell__fail(err, TELL_E_ARGUMENT, "no descriptor");
  int kept_errno = errno;
  tell_status status = create(name, limit, &source, err);
  if (status == TELL_OK) {
    source->descriptor = descriptor;
    status = examine(source, err);
  }
  status = hand_out(source, status, out);
  errno = kept_errno;
  return status;
}

tell_status tell__source_open_memory(const char *name, const char *bytes, size_t length,
                                     int64_t limit, tell__source **out, tell_error *err) {
  tell__source *source = NULL;
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the source");
  *out = NULL;
  if (bytes == NULL && length > 0)
    return tell__fail(err, TELL_E_ARGUMENT, "no bytes to read");
  int kept_errno = errno;
  tell_status status = create(name, limit, &source, err);
  if (status == TELL_OK) {
    source->bytes = bytes != NULL ? bytes : "";
    source->size = (int64_t)length;
    if ((uint64_t)length > (uint64_t)source->limit)
      status = fail(err, TELL_E_LIMIT, source->name, "the input is larger than the limit");
  }
  status = hand_out(source, status, out);
  errno = kept_errno;
  return status;
}

tell_status tell__source_open_function(const char *name, tell__source_function *read, void *payload,
                                       int64_t limit, tell__source **out, tell_error *err) {
  tell__source *source = NULL;
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the source");
  *out = NULL;
  if (read == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no function to read with");
  int kept_errno = errno;
  tell_status status = create(name, limit, &source, err);
  if (status == TELL_OK) {
    source->read = read;
    source->payload = payload;
  }
  status = hand_out(source, status, out);
  errno = kept_errno;
  return status;
}

static size_t copy_bytes(const tell__source *source, char *bytes, size_t capacity) {
  size_t left = (size_t)(source->size - source->position);
  size_t count = left < capacity ? left : capacity;
  memcpy(bytes, source->bytes + source->position, count);
  return count;
}

static tell_status read_descriptor(const tell__source *source, char *bytes, size_t capacity,
                                   size_t *got, tell_error *err) {
  ssize_t count = 0;
  do {
    count = read(source->descriptor, bytes, capacity < READ_MAX ? capacity : READ_MAX);
  } while (count < 0 && errno == EINTR);
  if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
    return fail(err, TELL_E_IO, source->name, "the descriptor does not wait for bytes to come");
  if (count < 0)
    return fail(err, TELL_E_IO, source->name, "reading the file failed");
  *got = (size_t)count;
  return TELL_OK;
}

static tell_status call_function(const tell__source *source, char *bytes, size_t capacity,
                                 size_t *got, tell_error *err) {
  int64_t count = source->read(source->payload, bytes, capacity);
  if (count < 0)
    return fail(err, TELL_E_IO, source->name, "the function that reads has failed");
  if ((uint64_t)count > (uint64_t)capacity)
    return fail(err, TELL_E_ARGUMENT, source->name,
                "the function that reads gave more bytes than there was room for");
  *got = (size_t)count;
  return TELL_OK;
}

/* Some of the next bytes; none at the end. */
static tell_status read_some(tell__source *source, char *bytes, size_t capacity, size_t *got,
                             tell_error *err) {
  tell_status status = TELL_OK;
  *got = 0;
  if (source->bytes != NULL)
    *got = copy_bytes(source, bytes, capacity);
  else if (source->read != NULL)
    status = call_function(source, bytes, capacity, got, err);
  else if (source->descriptor >= 0)
    status = read_descriptor(source, bytes, capacity, got, err);
  source->position += (int64_t)*got;
  if (status == TELL_OK && source->position > source->limit)
    return fail(err, TELL_E_LIMIT, source->name, "the input is larger than the limit");
  return status;
}

/* Nothing was written, so that closing cannot lose anything. */
static void close_own(tell__source *source) {
  if (source->is_own && source->descriptor >= 0)
    (void)close(source->descriptor);
  source->descriptor = -1;
}

/* Of what was looked at, as much as there is room for. */
static size_t give_ahead(tell__source *source, char *bytes, size_t capacity) {
  size_t left = source->ahead_length - source->ahead_given;
  size_t count = left < capacity ? left : capacity;
  if (count > 0)
    memcpy(bytes, source->ahead + source->ahead_given, count);
  source->ahead_given += count;
  return count;
}

tell_status tell__source_read(tell__source *source, char *bytes, size_t capacity, size_t *got,
                              tell_error *err) {
  int kept_errno = errno;
  tell_status status = TELL_OK;
  size_t count = 1;
  *got = give_ahead(source, bytes, capacity);
  while (status == TELL_OK && count > 0 && *got < capacity) {
    status = read_some(source, bytes + *got, capacity - *got, &count, err);
    *got += count;
  }
  if (count == 0) {
    /* What is missing may be half a number, so that what is there is no smaller file. */
    if (status == TELL_OK && source->position < source->size)
      status = fail(err, TELL_E_IO, source->name, "the file became shorter while it was read");
    /* Its end was met once; a terminal or a growing file would go on. */
    source->read = NULL;
    close_own(source);
  }
  errno = kept_errno;
  return status;
}

tell_status tell__source_peek(tell__source *source, size_t capacity, const char **bytes,
                              size_t *length, tell_error *err) {
  size_t got = 0;
  *bytes = "";
  *length = 0;
  source->ahead = tell__alloc(capacity);
  if (source->ahead == NULL)
    return tell__fail_memory(err);
  tell_status status = tell__source_read(source, source->ahead, capacity, &got, err);
  if (status != TELL_OK)
    return status;
  source->ahead_length = got;
  *bytes = source->ahead;
  *length = got;
  return TELL_OK;
}

/* Twice the room, or the first: of a known size one byte more, so that its end is met without
 * growing. */
static int make_room(const tell__source *source, tell__bytes *taken, size_t *capacity) {
  size_t wanted = *capacity * 2;
  if (*capacity == 0)
    wanted = source->size >= 0 && (uint64_t)source->size < SIZE_MAX ? (size_t)source->size + 1
                                                                    : FIRST_SIZE;
  if (*capacity > SIZE_MAX / 2)
    return 0;
  char *bytes = tell__realloc_array(taken->bytes, wanted, 1);
  if (bytes == NULL)
    return 0;
  taken->bytes = bytes;
  *capacity = wanted;
  return 1;
}

tell_status tell__source_take(tell__source *source, int64_t limit, tell__bytes *out,
                              tell_error *err) {
  size_t capacity = 0;
  tell_status status = TELL_OK;
  *out = (tell__bytes){0};
  limit = limit > 0 ? limit : TELL__TAKEN_BYTES_MAX;
  if (source->size - tell__source_position(source) > limit)
    status = fail(err, TELL_E_LIMIT, source->name, "the input is larger than the limit");
  while (status == TELL_OK && out->length == capacity) {
    size_t got = 0;
    if (!make_room(source, out, &capacity)) {
      status = tell__fail_memory(err);
      break;
    }
    status = tell__source_read(source, out->bytes + out->length, capacity - out->length, &got, err);
    out->length += got;
    if (status == TELL_OK && (uint64_t)out->length > (uint64_t)limit)
      status = fail(err, TELL_E_LIMIT, source->name, "the input is larger than the limit");
  }
  if (status != TELL_OK)
    tell__bytes_free(out);
  return status;
}

int64_t tell__source_position(const tell__source *source) {
  return source->position - (int64_t)(source->ahead_length - source->ahead_given);
}

int64_t tell__source_size(const tell__source *source) { return source->size; }

const char *tell__source_name(const tell__source *source) { return source->name; }

void tell__source_free(tell__source *source) {
  if (source == NULL)
    return;
  int kept_errno = errno;
  close_own(source);
  errno = kept_errno;
  tell__free(source->ahead);
  tell__free(source->name);
  tell__free(source);
}

void tell__bytes_free(tell__bytes *bytes) {
  if (bytes == NULL)
    return;
  tell__free(bytes->bytes);
  *bytes = (tell__bytes){0};
}
