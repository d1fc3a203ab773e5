/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a caller sets before reading (telling/ingest.h). */
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/issues.h"
#include "base/text.h"
#include "ingest/ingest.h"

enum { THREADS_MOST = 64 };

int32_t tell__ingest_threads(const tell_ingest *ingest) {
  if (ingest->threads > 0)
    return ingest->threads;
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  return cores < 1 ? 1 : cores < THREADS_MOST ? (int32_t)cores : THREADS_MOST;
}

tell_status tell__ingest_check(const tell_ingest *ingest, tell_error *err) {
  tell__error_clear(err);
  if (ingest == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no ingest");
  if (ingest->is_busy)
    return tell__fail(err, TELL_E_STATE, "a callback cannot change the reading under way");
  return TELL_OK;
}

tell_status tell__ingest_check_open(const tell_ingest *ingest, tell_error *err) {
  tell_status status = tell__ingest_check(ingest, err);
  if (status == TELL_OK && ingest->finished)
    return tell__fail(err, TELL_E_STATE, "the reading has ended");
  return status;
}

tell_status tell_ingest_set_threads(tell_ingest *ingest, int32_t threads, tell_error *err) {
  tell_status status = tell__ingest_check(ingest, err);
  if (status != TELL_OK)
    return status;
  if (threads < 0 || threads > THREADS_MOST)
    return tell__fail(err, TELL_E_ARGUMENT, "the number of threads is from 0 to 64");
  ingest->threads = threads;
  return TELL_OK;
}

tell_status tell_ingest_set_encoding(tell_ingest *ingest, const char *encoding, tell_error *err) {
  static const struct {
    const char *name;
    tell__encoding_demand demand;
  } known[] = {{"auto", TELL__DEMAND_NONE},
               {"utf-8", TELL__DEMAND_UTF8},
               {"utf-16", TELL__DEMAND_UTF16},
               {"latin-1", TELL__DEMAND_WINDOWS_1252},
               {"windows-1252", TELL__DEMAND_WINDOWS_1252}};
  tell_status status = tell__ingest_check(ingest, err);
  if (status != TELL_OK)
    return status;
  for (size_t i = 0; encoding != NULL && i < sizeof known / sizeof *known; i++)
    if (strcmp(known[i].name, encoding) == 0) {
      ingest->encoding = known[i].demand;
      return TELL_OK;
    }
  return tell__fail(err, TELL_E_ARGUMENT, "there is no encoding of this name");
}

tell_status tell_ingest_set_delimiter(tell_ingest *ingest, const char *delimiter, tell_error *err) {
  static const struct {
    const char *name;
    char delimiter;
  } known[] = {{"auto", 0},   {"comma", ','}, {"semicolon", ';'},
               {"tab", '\t'}, {"pipe", '|'},  {"space", ' '}};
  tell_status status = tell__ingest_check(ingest, err);
  if (status != TELL_OK)
    return status;
  for (size_t i = 0; delimiter != NULL && i < sizeof known / sizeof *known; i++)
    if (strcmp(known[i].name, delimiter) == 0) {
      ingest->has_delimiter = i > 0;
      ingest->delimiter = known[i].delimiter;
      return TELL_OK;
    }
  return tell__fail(err, TELL_E_ARGUMENT, "there is no delimiter of this name");
}

tell_status tell_ingest_set_strict(tell_ingest *ingest, int32_t strict, tell_error *err) {
  tell_status status = tell__ingest_check(ingest, err);
  if (status != TELL_OK)
    return status;
  if (strict != 0 && strict != 1)
    return tell__fail(err, TELL_E_ARGUMENT, "strict reading is 0 or 1");
  ingest->is_strict = strict;
  return TELL_OK;
}

tell_status tell_ingest_set_limit(tell_ingest *ingest, const char *name, int64_t value,
                                  tell_error *err) {
  int64_t most = 0;
  tell_status status = tell__ingest_check_open(ingest, err);
  if (status != TELL_OK)
    return status;
  int64_t *limit = name != NULL ? tell__limits_find(&ingest->limits, name, &most) : NULL;
  if (limit == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "there is no limit of this name");
  if (value < 1 || value > most)
    return tell__fail(err, TELL_E_ARGUMENT, "the limit cannot be set to this value");
  *limit = value;
  tell__issues_set_limit(tell__builder_issues(ingest->builder), ingest->limits.findings);
  return TELL_OK;
}

int64_t tell_ingest_limit(const tell_ingest *ingest, const char *name) {
  if (ingest == NULL || name == NULL)
    return -1;
  tell__limits limits = ingest->limits;
  const int64_t *limit = tell__limits_find(&limits, name, NULL);
  return limit != NULL ? *limit : -1;
}

tell_status tell_ingest_set_progress(tell_ingest *ingest, tell_progress_fn progress, void *payload,
                                     tell_error *err) {
  tell_status status = tell__ingest_check(ingest, err);
  if (status != TELL_OK)
    return status;
  ingest->progress = progress;
  ingest->progress_payload = payload;
  return TELL_OK;
}

tell_status tell_ingest_set_findings(tell_ingest *ingest, tell_finding_fn finding, void *payload,
                                     tell_error *err) {
  tell_status status = tell__ingest_check_open(ingest, err);
  if (status != TELL_OK)
    return status;
  tell__issues_listen(tell__builder_issues(ingest->builder), finding, payload);
  return TELL_OK;
}

tell_status tell_ingest_set_cells(tell_ingest *ingest, tell_cell_fn cell, void *payload,
                                  tell_error *err) {
  tell_status status = tell__ingest_check(ingest, err);
  if (status != TELL_OK)
    return status;
  ingest->cells = cell;
  ingest->cells_payload = payload;
  return TELL_OK;
}

tell_status tell_ingest_set_layout(tell_ingest *ingest, const char *layout, tell_error *err) {
  tell_status status = tell__ingest_check(ingest, err);
  if (status != TELL_OK)
    return status;
  const tell__layout *found = layout != NULL ? tell__layout_find(layout) : NULL;
  if (layout != NULL && found == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "there is no layout of this name");
  ingest->layout = found;
  return TELL_OK;
}

tell_status tell_ingest_set_unit(tell_ingest *ingest, const char *level, const char *code,
                                 const char *name, tell_error *err) {
  tell_status status = tell__ingest_check(ingest, err);
  if (status != TELL_OK)
    return status;
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
