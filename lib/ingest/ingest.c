/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public face of reading (telling/ingest.h). */
#include "ingest.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/issues.h"
#include "base/text.h"

enum { ISSUES_KEPT = 10000 };

static const int64_t default_size_limit = (int64_t)1 << 30;

static tell_status prepare(tell_ingest *ingest, tell_error *err) {
  if (tell_error_create(&ingest->error) != TELL_OK)
    return tell__fail_memory(err);
  tell_issues *issues = tell__issues_create(ISSUES_KEPT);
  if (issues == NULL)
    return tell__fail_memory(err);
  tell_status status = tell__builder_create(ingest->catalogue, issues, &ingest->builder, err);
  if (status != TELL_OK)
    tell__issues_free(issues);
  return status;
}

tell_status tell_ingest_create(const tell_catalogue *catalogue, tell_ingest **out,
                               tell_error *err) {
  tell__error_clear(err);
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the ingest");
  *out = NULL;
  if (catalogue == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no catalogue");
  tell_ingest *ingest = tell__alloc(sizeof *ingest);
  if (ingest == NULL)
    return tell__fail_memory(err);
  ingest->catalogue = catalogue;
  ingest->size_limit = default_size_limit;
  tell_status status = prepare(ingest, err);
  if (status == TELL_OK)
    *out = ingest;
  else
    tell_ingest_free(ingest);
  return status;
}

void tell_ingest_free(tell_ingest *ingest) {
  if (ingest == NULL)
    return;
  tell__builder_free(ingest->builder);
  tell_error_free(ingest->error);
  tell__free(ingest->given_code);
  tell__free(ingest->given_name);
  tell__free(ingest);
}

tell_status tell_ingest_set_size_limit(tell_ingest *ingest, int64_t bytes, tell_error *err) {
  tell__error_clear(err);
  if (ingest == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no ingest");
  if (bytes < 1)
    return tell__fail(err, TELL_E_ARGUMENT, "a size limit is at least one byte");
  ingest->size_limit = bytes;
  return TELL_OK;
}

tell_status tell_ingest_set_layout(tell_ingest *ingest, const char *layout, tell_error *err) {
  tell__error_clear(err);
  if (ingest == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no ingest");
  const tell__layout *found = layout != NULL ? tell__layout_find(layout) : NULL;
  if (layout != NULL && found == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "there is no layout of this name");
  ingest->layout = found;
  return TELL_OK;
}

tell_status tell_ingest_set_unit(tell_ingest *ingest, const char *level, const char *code,
                                 const char *name, tell_error *err) {
  tell__error_clear(err);
  if (ingest == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no ingest");
  int32_t found = level != NULL ? tell__level_find(level, strlen(level)) : 0;
  if (level != NULL && found == 0)
    return tell__fail(err, TELL_E_ARGUMENT, "there is no level of this name");
  if (level != NULL && (code == NULL || code[0] == '\0'))
    return tell__fail(err, TELL_E_ARGUMENT, "no code of the unit");
  char *code_copy = tell__copy(level != NULL ? code : "");
  char *name_copy = tell__copy(level != NULL && name != NULL ? name : "");
  if (code_copy == NULL || name_copy == NULL) {
    tell__free(code_copy);
    tell__free(name_copy);
    return tell__fail_memory(err);
  }
  tell__free(ingest->given_code);
  tell__free(ingest->given_name);
  ingest->given_level = (tell__level)found;
  ingest->given_code = code_copy;
  ingest->given_name = name_copy;
  return TELL_OK;
}

/* What every call that reads begins with. */
static tell_status check(const tell_ingest *ingest, const char *name, tell_error *err) {
  tell__error_clear(err);
  if (ingest == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no ingest");
  if (name == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no path or name");
  if (ingest->finished)
    return tell__fail(err, TELL_E_STATE, "the reading has ended");
  tell__error_clear(ingest->error);
  return TELL_OK;
}

static tell_status hand_over(const tell_ingest *ingest, tell_status status, tell_error *err) {
  if (status != TELL_OK)
    tell__error_copy(err, ingest->error);
  return status;
}

tell_status tell_ingest_add_file(tell_ingest *ingest, const char *path, tell_error *err) {
  int is_done = 0;
  tell_status status = check(ingest, path, err);
  if (status != TELL_OK)
    return status;
  return hand_over(ingest, tell__ingest_path(ingest, path, TELL__PASS_ALL, &is_done), err);
}

tell_status tell_ingest_add_memory(tell_ingest *ingest, const char *name, const char *bytes,
                                   size_t size, tell_error *err) {
  tell_status status = check(ingest, name, err);
  if (status != TELL_OK)
    return status;
  if (bytes == NULL && size > 0)
    return tell__fail(err, TELL_E_ARGUMENT, "no bytes");
  return hand_over(ingest, tell__ingest_memory(ingest, name, bytes, size), err);
}

tell_status tell_ingest_add_folder(tell_ingest *ingest, const char *path, tell_error *err) {
  tell_status status = check(ingest, path, err);
  if (status != TELL_OK)
    return status;
  return hand_over(ingest, tell__ingest_folder(ingest, path), err);
}

const tell_issues *tell_ingest_issues(const tell_ingest *ingest) {
  return ingest != NULL ? tell__builder_issues(ingest->builder) : NULL;
}

tell_status tell_ingest_finish(tell_ingest *ingest, tell_dataset **out, tell_error *err) {
  if (out != NULL)
    *out = NULL;
  tell__error_clear(err);
  if (ingest == NULL || out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no ingest or no place for the dataset");
  if (ingest->finished)
    return tell__fail(err, TELL_E_STATE, "the reading has ended");
  ingest->finished = 1;
  return tell__builder_finish(ingest->builder, 1, out, err);
}
