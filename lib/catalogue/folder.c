/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of catalogue files: which are there, and the checksum that names the set. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/text.h"
#include "catalogue/load.h"

static tell_status check_folder(const char *path, tell_error *err) {
  struct stat facts;
  tell__position position = {path, 0, 0, NULL};
  int before = errno;
  int found = stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
  errno = before;
  return found ? TELL_OK : tell__fail_at(err, TELL_E_IO, &position, "there is no such folder");
}

static tell_status take_file(const char *path, tell__bytes *bytes, tell__input **input,
                             tell_error *err) {
  tell__source *source = NULL;
  tell_status status = tell__source_open_path(path, TELL__TAKEN_BYTES_MAX, &source, err);
  if (status == TELL_OK)
    status = tell__source_take(source, 0, bytes, err);
  tell__source_free(source);
  if (status == TELL_OK)
    status = tell__input_open_memory(path, bytes->bytes, bytes->length, input, err);
  return status;
}

/* Opening a file that is not there is no failure; what a caller could not have expected becomes
 * TELL_E_CATALOGUE. */
static tell_status open_file(const char *path, tell__bytes *bytes, tell__input **input,
                             tell_error *err) {
  tell__position position = {path, 0, 0, NULL};
  tell_status status = take_file(path, bytes, input, err);
  switch (status) {
  case TELL_E_NOT_FOUND:
    tell__error_clear(err);
    return TELL_OK;
  case TELL_E_ENCODING:
    return tell__fail_at(err, TELL_E_CATALOGUE, &position,
                         "the file is no text in an encoding that is known");
  case TELL_E_LIMIT:
    return tell__fail_at(err, TELL_E_CATALOGUE, &position, "the file is too large");
  default:
    return status;
  }
}

tell_status tell__folder_open(const char *path, tell__folder *folder, tell_error *err) {
  tell__text name = {0};
  tell__position position = {path, 0, 0, NULL};
  int found = 0;
  tell_status status = check_folder(path, err);
  for (int i = 0; status == TELL_OK && i < TELL__FILE_COUNT; i++) {
    tell__text_clear(&name);
    tell__text_add(&name, path);
    if (path[strlen(path) - 1] != '/')
      tell__text_add(&name, "/");
    tell__text_add(&name, tell__file_spec_get((tell__file)i)->name);
    if (name.failed)
      status = tell__fail_memory(err);
    else
      status = open_file(tell__text_get(&name), &folder->bytes[i], &folder->inputs[i], err);
    found |= folder->inputs[i] != NULL;
  }
  if (status == TELL_OK && !found)
    status =
        tell__fail_at(err, TELL_E_IO, &position, "the folder holds none of the catalogue files");
  tell__text_free(&name);
  return status;
}

void tell__folder_free(tell__folder *folder) {
  for (int i = 0; i < TELL__FILE_COUNT; i++) {
    tell__input_free(folder->inputs[i]);
    tell__bytes_free(&folder->bytes[i]);
    folder->inputs[i] = NULL;
  }
}

static uint32_t crc32_update(uint32_t crc, const char *bytes, size_t length) {
  for (size_t i = 0; i < length; i++) {
    crc ^= (unsigned char)bytes[i];
    for (int bit = 0; bit < 8; bit++)
      crc = crc >> 1 ^ (UINT32_C(0xEDB88320) & (UINT32_C(0) - (crc & 1)));
  }
  return crc;
}

/* The file whose name comes next after `last` (NULL: the first), TELL__FILE_COUNT at the end. */
static int next_by_name(const char *last) {
  int best = TELL__FILE_COUNT;
  for (int i = 0; i < TELL__FILE_COUNT; i++) {
    const char *name = tell__file_spec_get((tell__file)i)->name;
    if (last != NULL && strcmp(name, last) <= 0)
      continue;
    if (best == TELL__FILE_COUNT || strcmp(name, tell__file_spec_get((tell__file)best)->name) < 0)
      best = i;
  }
  return best;
}

uint32_t tell__folder_checksum(const tell__folder *folder) {
  uint32_t crc = UINT32_MAX;
  const char *name = NULL;
  for (int i = next_by_name(NULL); i < TELL__FILE_COUNT; i = next_by_name(name)) {
    name = tell__file_spec_get((tell__file)i)->name;
    if (folder->inputs[i] == NULL)
      continue;
    crc = crc32_update(crc, name, strlen(name) + 1);
    crc = crc32_update(crc, folder->bytes[i].bytes, folder->bytes[i].length);
  }
  return crc ^ UINT32_MAX;
}
