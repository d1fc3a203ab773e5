/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public face of reading (telling/ingest.h). */
#include "ingest.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/issues.h"
#include "base/text.h"
#include "ingest/layouts/mapped/mapping.h"

static tell_status prepare(tell_ingest *ingest, tell_error *err) {
  if (tell_error_create(&ingest->error) != TELL_OK)
    return tell__fail_memory(err);
  tell_issues *issues = tell__issues_create(ingest->limits.findings);
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
  ingest->limits = tell__limits_default();
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
  tell__mapping_free(ingest->mappings);
  tell__kept_free(&ingest->kept);
  tell__free(ingest->given_code);
  tell__free(ingest->given_name);
  tell__free(ingest);
}

/* Whether a call may read. */
static tell_status check(const tell_ingest *ingest, const char *name, tell_error *err) {
  tell__error_clear(err);
  if (ingest == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no ingest");
  if (name == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no path or name");
  if (ingest->finished)
    return tell__fail(err, TELL_E_STATE, "the reading has ended");
  if (ingest->is_busy)
    return tell__fail(err, TELL_E_STATE, "a callback cannot begin another reading");
  return TELL_OK;
}

/* What every call that reads begins with once its arguments are good, and ends with. */
static void start(tell_ingest *ingest) {
  tell__error_clear(ingest->error);
  tell__issues_go_on(tell__builder_issues(ingest->builder));
  ingest->is_busy = 1;
}

static tell_status stop(tell_ingest *ingest, tell_status status, tell_error *err) {
  ingest->is_busy = 0;
  if (status != TELL_OK)
    tell__error_copy(err, ingest->error);
  return status;
}

tell_status tell_ingest_add_file(tell_ingest *ingest, const char *path, tell_error *err) {
  int is_done = 0;
  tell_status status = check(ingest, path, err);
  if (status != TELL_OK)
    return status;
  start(ingest);
  return stop(ingest, tell__ingest_path(ingest, path, TELL__PASS_ALL, &is_done), err);
}

tell_status tell_ingest_add_memory(tell_ingest *ingest, const char *name, const char *bytes,
                                   size_t size, tell_error *err) {
  tell_status status = check(ingest, name, err);
  if (status != TELL_OK)
    return status;
  if (bytes == NULL && size > 0)
    return tell__fail(err, TELL_E_ARGUMENT, "no bytes");
  start(ingest);
  return stop(ingest, tell__ingest_memory(ingest, name, bytes, size), err);
}

tell_status tell_ingest_add_descriptor(tell_ingest *ingest, const char *name, int32_t descriptor,
                                       tell_error *err) {
  tell_status status = check(ingest, name, err);
  if (status != TELL_OK)
    return status;
  if (descriptor < 0)
    return tell__fail(err, TELL_E_ARGUMENT, "no descriptor");
  start(ingest);
  return stop(ingest, tell__ingest_descriptor(ingest, name, descriptor), err);
}

tell_status tell_ingest_add_stream(tell_ingest *ingest, const char *name, tell_read_fn read,
                                   void *payload, tell_error *err) {
  tell_status status = check(ingest, name, err);
  if (status != TELL_OK)
    return status;
  if (read == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no function to read with");
  start(ingest);
  return stop(ingest, tell__ingest_stream(ingest, name, read, payload), err);
}

tell_status tell_ingest_add_folder(tell_ingest *ingest, const char *path, tell_error *err) {
  tell_status status = check(ingest, path, err);
  if (status != TELL_OK)
    return status;
  start(ingest);
  return stop(ingest, tell__ingest_folder(ingest, path), err);
}

const tell_issues *tell_ingest_issues(const tell_ingest *ingest) {
  return ingest != NULL ? tell__builder_issues(ingest->builder) : NULL;
}

/* The first finding of severity error from number `from` on; the list's length when it keeps none.
 */
static int64_t first_error(const tell_issues *issues, int64_t from) {
  while (from < tell_issues_count(issues) &&
         tell_issues_severity(issues, from) != TELL_SEVERITY_ERROR)
    from++;
  return from;
}

/* Strict reading fails for what is only found when everything is there. */
static tell_status fail_strict(const tell_issues *issues, int64_t from, tell_error *err) {
  int64_t found = first_error(issues, from);
  tell__position position = {.source = tell_issues_source(issues, found),
                             .line = tell_issues_line(issues, found),
                             .column = tell_issues_column(issues, found),
                             .field = tell_issues_field(issues, found)};
  const char *message = tell_issues_message(issues, found);
  return tell__fail_at(err, TELL_E_STRICT, &position,
                       message[0] != '\0' ? message : "the files do not agree with each other");
}

static tell_status finish(tell_ingest *ingest, tell_dataset **out, tell_error *err) {
  if (ingest->is_broken)
    return tell__fail(err, TELL_E_MEMORY, "memory was short when a file was taken over");
  const tell_issues *issues = tell__builder_issues(ingest->builder);
  int64_t count = tell_issues_count(issues);
  int64_t errors = tell_issues_total(issues, TELL_SEVERITY_ERROR);
  tell_dataset *made = NULL;
  tell_status status =
      tell__builder_finish(ingest->builder, tell__ingest_threads(ingest), &made, err);
  if (status != TELL_OK)
    return status;
  issues = tell_dataset_issues(made); /* it has taken the list over */
  if (tell__issues_is_stopped(issues))
    status = tell__fail(err, TELL_E_CANCELLED, "the caller stopped the reading");
  else if (ingest->is_strict && tell_issues_total(issues, TELL_SEVERITY_ERROR) > errors)
    status = fail_strict(issues, count, err);
  if (status == TELL_OK)
    *out = made;
  else
    tell_dataset_free(made);
  return status;
}

tell_status tell_ingest_finish(tell_ingest *ingest, tell_dataset **out, tell_error *err) {
  if (out != NULL)
    *out = NULL;
  tell__error_clear(err);
  if (ingest == NULL || out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no ingest or no place for the dataset");
  if (ingest->finished)
    return tell__fail(err, TELL_E_STATE, "the reading has ended");
  if (ingest->is_busy)
    return tell__fail(err, TELL_E_STATE, "a callback cannot end the reading");
  if (ingest->kept.count > 0)
    return tell__fail(err, TELL_E_STATE, "groups of pupils are kept that nobody has taken");
  start(ingest);
  ingest->finished = 1;
  tell_status status = finish(ingest, out, err);
  ingest->is_busy = 0;
  return status;
}
