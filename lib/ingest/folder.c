/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a folder: its files in the order of their names whatever the system gives, registers
 * first. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/issues.h"
#include "base/text.h"
#include "ingest/ingest.h"

typedef struct entry {
  char *name;
  int is_done;
} entry;

typedef struct folder {
  tell_ingest *ingest;
  const char *path;
  entry *entries;
  size_t count, capacity;
  int64_t readable; /* files that were read */
} folder;

static int compare_entries(const void *left, const void *right) {
  return strcmp(((const entry *)left)->name, ((const entry *)right)->name);
}

static tell_status list_entries(folder *work, DIR *directory) {
  const struct dirent *found = NULL;
  while ((found = readdir(directory)) != NULL) {
    if (strcmp(found->d_name, ".") == 0 || strcmp(found->d_name, "..") == 0)
      continue;
    if (!tell__grow((void **)&work->entries, &work->capacity, work->count, sizeof *work->entries))
      return tell__fail_memory(work->ingest->error);
    work->entries[work->count] = (entry){tell__copy(found->d_name), 0};
    if (work->entries[work->count].name == NULL)
      return tell__fail_memory(work->ingest->error);
    work->count++;
  }
  if (work->count > 1)
    qsort(work->entries, work->count, sizeof *work->entries, compare_entries);
  return TELL_OK;
}

static char *join_path(const char *path, const char *name) {
  tell__text text = {NULL, 0, 0, 0};
  tell__text_add(&text, path);
  if (text.length > 0 && text.bytes[text.length - 1] != '/')
    tell__text_add(&text, "/");
  tell__text_add(&text, name);
  if (text.failed) {
    tell__text_free(&text);
    return NULL;
  }
  return text.bytes;
}

/* Whether a name ends so, in any case. */
static int has_ending(const char *name, const char *ending) {
  size_t length = strlen(name);
  size_t size = strlen(ending);
  if (length < size)
    return 0;
  for (size_t i = 0; i < size; i++)
    if ((name[length - size + i] | (i > 0 ? 0x20 : 0)) != ending[i])
      return 0;
  return 1;
}

static int is_json(const char *name) { return has_ending(name, ".json"); }

static int has_known_ending(const char *name) {
  return has_ending(name, ".csv") || has_ending(name, ".txt") || has_ending(name, ".tsv") ||
         is_json(name);
}

/* Why an entry is not read; NULL when it is. */
static const char *reason_to_pass(const char *path, const char *name) {
  struct stat about;
  if (name[0] == '.')
    return "a hidden file or folder; not read";
  if (stat(path, &about) == 0 && S_ISDIR(about.st_mode))
    return "a folder in the folder; not read";
  if (!has_known_ending(name))
    return "the name ends in none of .csv, .txt, .tsv, .json; not read";
  /* A pipe would have to be read twice, to see first whether it is a register. */
  return stat(path, &about) == 0 && !S_ISREG(about.st_mode) ? "not an ordinary file; not read"
                                                            : NULL;
}

static tell_status note_passed(const folder *work, const char *path, const char *reason) {
  tell__position position = {.source = path};
  if (tell__issues_add(tell__builder_issues(work->ingest->builder), TELL_SEVERITY_NOTE, "not_read",
                       &position, reason) != TELL_OK)
    return tell__fail_memory(work->ingest->error);
  if (tell__issues_is_stopped(tell__builder_issues(work->ingest->builder)))
    return tell__fail_at(work->ingest->error, TELL_E_CANCELLED, &position,
                         "the caller stopped the reading");
  return TELL_OK;
}

/* A file that fails has its issue, and the others are read all the same; not so when the caller
 * stops, and in strict reading. */
static int ends_all(const folder *work, tell_status status) {
  return status == TELL_E_MEMORY || status == TELL_E_CANCELLED || work->ingest->is_strict;
}

static tell_status read_entry(folder *work, entry *taken, tell__pass pass) {
  char *path = join_path(work->path, taken->name);
  if (path == NULL)
    return tell__fail_memory(work->ingest->error);
  tell_status status = TELL_OK;
  const char *reason = reason_to_pass(path, taken->name);
  if (reason == NULL) {
    int is_full = tell__builder_is_full(work->ingest->builder);
    status = tell__ingest_path(work->ingest, path, pass, &taken->is_done);
    work->readable += status == TELL_OK && taken->is_done;
    status = is_full || ends_all(work, status) ? status : TELL_OK;
  } else if (pass == TELL__PASS_ALL) {
    status = note_passed(work, path, reason);
  }
  tell__free(path);
  return status;
}

static tell_status read_entries(folder *work, tell__pass pass) {
  tell_status status = TELL_OK;
  for (size_t i = 0; status == TELL_OK && i < work->count; i++)
    if (!work->entries[i].is_done &&
        !(pass == TELL__PASS_REGISTERS && is_json(work->entries[i].name)))
      status = read_entry(work, &work->entries[i], pass);
  return status;
}

static tell_status fail_folder(const folder *work, const char *code, const char *message) {
  tell__position position = {.source = work->path};
  if (tell__issues_add(tell__builder_issues(work->ingest->builder), TELL_SEVERITY_ERROR, code,
                       &position, message) != TELL_OK)
    return tell__fail_memory(work->ingest->error);
  return tell__fail_at(work->ingest->error, TELL_E_IO, &position, message);
}

static tell_status read_folder(folder *work) {
  DIR *directory = opendir(work->path);
  if (directory == NULL)
    return fail_folder(work, "missing_folder", "there is no such folder, or it cannot be read");
  tell_status status = list_entries(work, directory);
  closedir(directory);
  /* Where the caller demands a layout there is no register to look for. */
  if (status == TELL_OK && work->ingest->layout == NULL)
    status = read_entries(work, TELL__PASS_REGISTERS);
  if (status == TELL_OK)
    status = read_entries(work, TELL__PASS_ALL);
  if (status == TELL_OK && work->readable == 0)
    return fail_folder(work, "empty_folder", "no file of the folder could be read");
  return status;
}

tell_status tell__ingest_folder(tell_ingest *ingest, const char *path) {
  int saved = errno;
  folder work = {.ingest = ingest, .path = path};
  tell_status status = read_folder(&work);
  for (size_t i = 0; i < work.count; i++)
    tell__free(work.entries[i].name);
  tell__free(work.entries);
  errno = saved;
  return status;
}
