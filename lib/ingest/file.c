/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file from its bytes to its records: what it is, who reads it, and what is said when nobody
 * can. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/issues.h"
#include "base/text.h"
#include "csv/input.h"
#include "ingest/ingest.h"

/* How far the reading of a file came. */
typedef enum stage { STAGE_OPEN, STAGE_HEADER, STAGE_LAYOUT, STAGE_COLUMNS, STAGE_RECORDS } stage;

typedef struct attempt {
  tell_ingest *ingest;
  const char *name;
  tell__input *input;
  tell__reading reading;
  const tell__layout *layout;
  void *plan;
  stage stage;
} attempt;

static const char *failure_code(const attempt *work, tell_status status) {
  static const char *const layout_codes[] = {[STAGE_OPEN] = "unreadable_file",
                                             [STAGE_HEADER] = "empty_input",
                                             [STAGE_LAYOUT] = "unknown_layout",
                                             [STAGE_COLUMNS] = "duplicate_column",
                                             [STAGE_RECORDS] = "missing_column"};
  switch (status) {
  case TELL_E_NOT_FOUND:
    return "missing_file";
  case TELL_E_LIMIT:
    return work->stage == STAGE_OPEN     ? "size_limit"
           : work->stage == STAGE_HEADER ? "too_long"
                                         : "too_many_files";
  case TELL_E_ENCODING:
    return work->stage == STAGE_OPEN ? "unknown_encoding" : "broken_encoding";
  case TELL_E_DIALECT:
    return "broken_header";
  case TELL_E_LAYOUT:
    return layout_codes[work->stage];
  default:
    return "unreadable_file";
  }
}

/* Opens the source of a file, whose status is given when that went wrong. */
static tell_status open_source(attempt *work, tell_status status, tell__source *source,
                               tell_error *err) {
  return status == TELL_OK ? tell__input_open(source, NULL, NULL, &work->input, err) : status;
}

static tell_status open_path(attempt *work, tell_error *err) {
  tell__source *source = NULL;
  tell_status status = tell__source_open_path(work->name, work->ingest->size_limit, &source, err);
  return open_source(work, status, source, err);
}

static tell_status open_memory(attempt *work, const char *bytes, size_t size, tell_error *err) {
  tell__source *source = NULL;
  tell_status status =
      tell__source_open_memory(work->name, bytes, size, work->ingest->size_limit, &source, err);
  return open_source(work, status, source, err);
}

static tell_status next_record(void *self, tell__record *record, tell_error *err) {
  return tell__input_next(self, record, err);
}

static tell__place record_place(void *self, size_t index) { return tell__input_place(self, index); }

static tell_status choose_layout(attempt *work, tell_error *err) {
  tell__reading *reading = &work->reading;
  work->stage = STAGE_HEADER;
  reading->name = work->name;
  reading->source = (tell__record_source){work->input, next_record, record_place};
  tell_status status = tell__header_read(&reading->header, &reading->source, work->name, err);
  if (status != TELL_OK)
    return status;
  work->stage = STAGE_LAYOUT;
  work->layout = work->ingest->layout;
  if (work->layout == NULL)
    work->layout = tell__layout_recognise(&reading->header, work->ingest->catalogue);
  if (work->layout != NULL) {
    work->stage = STAGE_COLUMNS;
    return tell__header_check(&reading->header, work->name, err);
  }
  tell__position position = {.source = work->name,
                             .line = reading->header.columns[0].line,
                             .column = reading->header.columns[0].column};
  return tell__fail_at(err, TELL_E_LAYOUT, &position,
                       "the header belongs to no layout that is known");
}

static tell_status note_what_was_found(const attempt *work, const tell__account *account) {
  tell__text message = {NULL, 0, 0, 0};
  tell__position position = {.source = work->name};
  tell__text_add(&message, "read with encoding ");
  tell__text_add(&message, account->encoding);
  tell__text_add(&message, ", delimiter ");
  tell__text_add(&message, account->delimiter);
  tell__text_add(&message, ", layout ");
  tell__text_add(&message, account->layout);
  tell_status status = TELL_E_MEMORY;
  if (!message.failed)
    status = tell__issues_add(tell__builder_issues(work->ingest->builder), TELL_SEVERITY_NOTE,
                              "recognised", &position, tell__text_get(&message));
  tell__text_free(&message);
  return status;
}

/* Findings that are made when all files were read name their column too. */
static tell_status keep_columns(const tell__reading *reading, tell_error *err) {
  const tell__header *header = &reading->header;
  const char **names = tell__alloc_array((size_t)header->count, sizeof *names);
  if (names == NULL)
    return tell__fail_memory(err);
  for (int32_t i = 0; i < header->count; i++)
    names[i] = header->columns[i].name;
  tell_status status =
      tell__builder_file_columns(reading->builder, reading->file, names, header->count, err);
  tell__free(names);
  return status;
}

static tell_status read_records(attempt *work, tell_error *err) {
  tell__reading *reading = &work->reading;
  const tell__input *input = work->input;
  tell__account *account = tell__builder_account(work->ingest->builder, reading->file);
  account->layout = work->layout->name;
  account->encoding = tell__encoding_id(tell__input_encoding(input));
  account->delimiter = tell__delimiter_name(tell__input_delimiter(input));
  work->stage = STAGE_RECORDS;
  if (note_what_was_found(work, account) != TELL_OK)
    return tell__fail_memory(err);
  reading->catalogue = work->ingest->catalogue;
  reading->definitions = tell__catalogue_get(work->ingest->catalogue);
  reading->builder = work->ingest->builder;
  reading->given_unit = (tell__given_unit){work->ingest->given_level, work->ingest->given_code,
                                           work->ingest->given_name};
  /* Between commas the decimals stand behind a point; elsewhere only the number itself can tell. */
  reading->mark = tell__input_delimiter(input) == ',' ? '.' : 0;
  reading->told = tell__keymap_create(4);
  reading->part = tell__part_create(reading->builder, reading->file);
  if (reading->told == NULL || reading->part == NULL)
    return tell__fail_memory(err);
  tell_status status = keep_columns(reading, err);
  if (status == TELL_OK)
    status = work->layout->prepare(reading, &work->plan, err);
  while (status == TELL_OK) {
    status = tell__reading_next(reading, err);
    if (status == TELL_OK)
      work->layout->record(reading, work->plan);
  }
  /* What was read of a file that failed half way stays, as its account says. */
  tell_status absorbed = TELL_OK;
  if (status != TELL_E_MEMORY)
    absorbed = tell__builder_absorb(reading->builder, reading->part, err);
  if (absorbed != TELL_OK)
    return absorbed;
  status = status == TELL_END ? TELL_OK : status;
  if (status != TELL_OK || account->read > 0)
    return status;
  tell__position position = {.source = work->name};
  status = tell__issues_add(tell__builder_issues(work->ingest->builder), TELL_SEVERITY_WARNING,
                            "no_records", &position, "there is no record below the header");
  return status == TELL_OK ? TELL_OK : tell__fail_memory(err);
}

/* A failed file leaves an issue; what cannot be told for want of memory is told by the status. */
static tell_status report(attempt *work, tell_status status) {
  tell_error *err = work->ingest->error;
  if (status == TELL_OK || status == TELL_E_MEMORY || status == TELL_E_ARGUMENT)
    return status;
  tell__position position = {.source = work->name,
                             .line = tell_error_line(err),
                             .column = tell_error_column(err),
                             .field = tell_error_field(err)};
  tell_status added =
      tell__issues_add(tell__builder_issues(work->ingest->builder), TELL_SEVERITY_ERROR,
                       failure_code(work, status), &position, tell_error_message(err));
  if (added != TELL_OK)
    return tell__fail_memory(err);
  /* Callers learn that a file could not be read; that it is missing the message says. */
  if (status == TELL_E_NOT_FOUND)
    return tell__fail_at(err, TELL_E_IO, &position, "there is no such file");
  return status;
}

static void close_attempt(attempt *work) {
  if (work->layout != NULL)
    work->layout->free_plan(work->plan);
  tell__keymap_free(work->reading.told);
  tell__part_free(work->reading.part);
  tell__header_free(&work->reading.header);
  tell__input_free(work->input);
}

/* Everything behind the opening, which gave `status`. */
static tell_status go_on(attempt *work, tell_status status, tell__pass pass, int *is_done) {
  tell_error *err = work->ingest->error;
  if (status == TELL_OK)
    status = choose_layout(work, err);
  if (pass == TELL__PASS_REGISTERS && status != TELL_E_MEMORY &&
      (status != TELL_OK || !work->layout->is_register)) {
    *is_done = 0;
    close_attempt(work);
    return TELL_OK;
  }
  *is_done = 1;
  /* A file without an account would be lost without trace: that goes before all else. */
  tell_status counted =
      tell__builder_file(work->ingest->builder, work->name, &work->reading.file, err);
  if (counted != TELL_OK) {
    work->stage = STAGE_RECORDS;
    status = counted;
  } else if (status == TELL_OK) {
    status = read_records(work, err);
  }
  status = report(work, status);
  close_attempt(work);
  return status;
}

tell_status tell__ingest_path(tell_ingest *ingest, const char *path, tell__pass pass,
                              int *is_done) {
  attempt work = {.ingest = ingest, .name = path};
  return go_on(&work, open_path(&work, ingest->error), pass, is_done);
}

tell_status tell__ingest_memory(tell_ingest *ingest, const char *name, const char *bytes,
                                size_t size) {
  int is_done = 0;
  attempt work = {.ingest = ingest, .name = name};
  return go_on(&work, open_memory(&work, bytes, size, ingest->error), TELL__PASS_ALL, &is_done);
}
