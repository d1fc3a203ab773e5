/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file from its bytes to its account: what it is, who reads it, and what is said when nobody
 * can. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/issues.h"
#include "base/text.h"
#include "ingest/groups.h"
#include "ingest/ingest.h"
#include "ingest/layouts/mapped/mapping.h"
#include "ingest/reading/head.h"

/* How far the reading of a file came. */
typedef enum stage {
  STAGE_OPEN,
  STAGE_NUMBER,
  STAGE_HEADER,
  STAGE_LAYOUT,
  STAGE_COLUMNS,
  STAGE_PLAN,
  STAGE_RECORDS
} stage;

typedef struct attempt {
  tell_ingest *ingest;
  const char *name;
  tell__supply supply;
  tell__head head;
  tell__reading model; /* the file's half of every reading */
  tell__joining joining;
  void *plan;
  stage stage;
  const char *told_encoding; /* a constant; as far as it was known when it was told */
} attempt;

static const char *limit_code(const attempt *work) {
  if (work->stage == STAGE_NUMBER)
    return "too_many_files";
  if (work->stage == STAGE_OPEN || work->supply.has_failed)
    return "size_limit";
  return work->stage == STAGE_HEADER ? "too_long" : "too_many_records";
}

static const char *failure_code(const attempt *work, tell_status status) {
  static const char *const layout_codes[] = {
      [STAGE_OPEN] = "unknown_layout",      [STAGE_NUMBER] = "unreadable_file",
      [STAGE_HEADER] = "empty_input",       [STAGE_LAYOUT] = "unknown_layout",
      [STAGE_COLUMNS] = "duplicate_column", [STAGE_PLAN] = "missing_column",
      [STAGE_RECORDS] = "unreadable_file"};
  switch (status) {
  case TELL_E_NOT_FOUND:
    return "missing_file";
  case TELL_E_LIMIT:
    return limit_code(work);
  case TELL_E_ENCODING:
    return work->stage == STAGE_OPEN ? "unknown_encoding" : "broken_encoding";
  case TELL_E_DIALECT:
    return work->stage == STAGE_OPEN ? "broken_json" : "broken_header";
  case TELL_E_LAYOUT:
    return work->supply.is_other_format ? "other_format" : layout_codes[work->stage];
  case TELL_E_CANCELLED:
    return "stopped";
  default:
    return "unreadable_file";
  }
}

static tell_issues *issues_of(const attempt *work) {
  return tell__builder_issues(work->ingest->builder);
}

/* Adds a finding about a line, or about the file as a whole (line 0). */
static tell_status tell_of(const attempt *work, int64_t line, tell_severity severity,
                           const char *code, const char *message, tell_error *err) {
  tell__position position = {.source = work->name, .line = line};
  if (tell__issues_add(issues_of(work), severity, code, &position, message) != TELL_OK)
    return tell__fail_memory(err);
  if (tell__issues_is_stopped(issues_of(work)))
    return tell__fail_at(err, TELL_E_CANCELLED, &position, "the caller stopped the reading");
  return TELL_OK;
}

static tell_status choose_layout(attempt *work, tell_error *err) {
  const tell__column *first = NULL;
  work->stage = STAGE_HEADER;
  tell_status status = tell__head_find(&work->head, &work->supply, work->ingest, err);
  if (status != TELL_OK)
    return status;
  first = work->head.header.columns;
  work->stage = STAGE_LAYOUT;
  if (work->head.layout == NULL) {
    tell__position position = {.source = work->name, .line = first->line, .column = first->column};
    return tell__fail_at(err, TELL_E_LAYOUT, &position,
                         "the header belongs to no layout that is known");
  }
  work->stage = STAGE_COLUMNS;
  /* A mapping says itself which columns it uses. */
  return work->head.layout->is_plain || work->ingest->mapping != NULL
             ? TELL_OK
             : tell__header_check(&work->head.header, work->name, err);
}

/* How the file is taken, before anything else is said of it. */
static tell_status note_what_was_found(attempt *work, const tell__account *account,
                                       tell_error *err) {
  tell__text message = {NULL, 0, 0, 0};
  work->told_encoding = tell__supply_encoding(&work->supply);
  tell__text_add(&message, "read with encoding ");
  tell__text_add(&message, work->told_encoding);
  tell__text_add(&message, ", delimiter ");
  tell__text_add(&message, account->delimiter);
  tell__text_add(&message, ", layout ");
  tell__text_add(&message, account->layout);
  tell_status status = message.failed ? tell__fail_memory(err)
                                      : tell_of(work, 0, TELL_SEVERITY_NOTE, "recognised",
                                                tell__text_get(&message), err);
  tell__text_free(&message);
  return status;
}

/* A file may begin with nothing but ASCII: its encoding is only certain when all of it was seen. */
static tell_status note_encoding(const attempt *work, tell__account *account, tell_error *err) {
  tell__text message = {NULL, 0, 0, 0};
  account->encoding = tell__supply_encoding(&work->supply);
  if (strcmp(account->encoding, work->told_encoding) == 0)
    return TELL_OK;
  tell__text_add(&message, "characters further down in the file say that its encoding is ");
  tell__text_add(&message, account->encoding);
  tell_status status = message.failed ? tell__fail_memory(err)
                                      : tell_of(work, 0, TELL_SEVERITY_NOTE, "recognised",
                                                tell__text_get(&message), err);
  tell__text_free(&message);
  return status;
}

static tell_status note_title_lines(const attempt *work, tell_error *err) {
  tell__text message = {NULL, 0, 0, 0};
  if (work->head.passed == 0)
    return TELL_OK;
  tell__text_add(&message, "lines with text above the header were passed over: ");
  tell__text_add_i64(&message, work->head.passed);
  tell_status status = message.failed
                           ? tell__fail_memory(err)
                           : tell_of(work, work->head.header.columns[0].line, TELL_SEVERITY_NOTE,
                                     "title_lines", tell__text_get(&message), err);
  tell__text_free(&message);
  return status;
}

/* Findings that are made when all files were read name their column too. */
static tell_status keep_columns(const attempt *work, tell_error *err) {
  const tell__header *header = &work->head.header;
  const char **names = tell__alloc_array((size_t)header->count, sizeof *names);
  if (names == NULL)
    return tell__fail_memory(err);
  for (int32_t i = 0; i < header->count; i++)
    names[i] = header->columns[i].name;
  tell_status status = tell__builder_file_columns(work->ingest->builder, work->model.file, names,
                                                  header->count, err);
  tell__free(names);
  return status;
}

static tell_status fill_model(attempt *work, tell_error *err) {
  const tell_ingest *ingest = work->ingest;
  tell__reading *model = &work->model;
  model->catalogue = ingest->catalogue;
  model->definitions = tell__catalogue_get(ingest->catalogue);
  model->name = work->name;
  model->header = work->head.header;
  model->given_unit =
      (tell__given_unit){ingest->given_level, ingest->given_code, ingest->given_name};
  model->mapping = ingest->mapping;
  model->mark = tell__supply_mark(&work->supply);
  model->is_strict = ingest->is_strict;
  model->keeps_groups = ingest->groups_policy != NULL;
  work->joining = (tell__joining){.issues = issues_of(work),
                                  .name = work->name,
                                  .header = &work->head.header,
                                  .told = tell__keymap_create(TELL__NEWS_WIDTH),
                                  .is_strict = ingest->is_strict};
  return work->joining.told != NULL ? TELL_OK : tell__fail_memory(err);
}

/* The plan is made by a reading that reads no records; what it finds comes before all they hold. */
static tell_status prepare(attempt *work, tell_error *err) {
  tell__reading reading = work->model;
  work->stage = STAGE_PLAN;
  tell_status status = tell__reading_begin(&reading, NULL) ? TELL_OK : tell__fail_memory(err);
  if (status == TELL_OK)
    status = work->head.layout->prepare(&reading, &work->plan, err);
  if (status == TELL_OK && reading.status != TELL_OK)
    status = tell__fail_memory(err);
  /* Where no plan can be made, what was found of the columns is the reason. */
  if (status == TELL_OK || status == TELL_E_LAYOUT) {
    tell_status joined = tell__findings_join(&reading.findings, &work->joining, err);
    status = joined != TELL_OK ? joined : status;
  }
  tell__reading_end(&reading);
  return status;
}

/* Nothing of the file is used: its records are none that were accepted. */
static void give_up(tell__account *account) {
  int64_t read = account->read;
  account->accepted = account->cells = 0;
  account->skipped_duplicate = account->skipped_blank = account->skipped_other = 0;
  account->rejected = read;
}

/* The library's promise to itself: no record is lost. */
static tell_status check_account(const attempt *work, const tell__account *account,
                                 tell_error *err) {
  tell__position position = {.source = work->name};
  if (account->read == account->accepted + account->rejected + account->skipped_duplicate +
                           account->skipped_blank + account->skipped_other)
    return TELL_OK;
  return tell__fail_at(err, TELL_E_INTERNAL, &position,
                       "the records that were read do not add up in the account");
}

/* What is said of a file as a whole, when all of it was read. */
static tell_status conclude(const attempt *work, tell__account *account, tell_error *err) {
  tell_status status = check_account(work, account, err);
  if (status == TELL_OK)
    status = note_encoding(work, account, err);
  if (status == TELL_OK && account->read == 0)
    status = tell_of(
        work, 0, tell__supply_is_json(&work->supply) ? TELL_SEVERITY_NOTE : TELL_SEVERITY_WARNING,
        "no_records", "there is no record below the header", err);
  return status;
}

static tell_status read_records(attempt *work, tell__account *account, tell_error *err) {
  const tell__job job = {.ingest = work->ingest,
                         .supply = &work->supply,
                         .layout = work->head.layout,
                         .plan = work->plan,
                         .model = &work->model,
                         .account = account,
                         .joining = &work->joining};
  tell__crew *crew = NULL;
  work->stage = STAGE_RECORDS;
  tell_status status = tell__crew_read(&job, &crew, err);
  /* All that the caller may stop comes before the builder is changed. */
  if (status == TELL_OK)
    status = conclude(work, account, err);
  if (status == TELL_OK)
    status = tell__ingest_take_over(&job, crew, &work->plan, err);
  tell__crew_free(crew);
  return status;
}

/* Reads what stands below the header. */
static tell_status read_body(attempt *work, tell_error *err) {
  tell__account *account = tell__builder_account(work->ingest->builder, work->model.file);
  account->layout = work->ingest->mapping != NULL ? tell__mapping_name(work->ingest->mapping)
                                                  : work->head.layout->name;
  account->delimiter = tell__supply_delimiter(&work->supply);
  account->fields = work->head.header.count;
  tell_status status = fill_model(work, err);
  if (status == TELL_OK)
    status = keep_columns(work, err);
  if (status == TELL_OK)
    status = note_what_was_found(work, account, err);
  if (status == TELL_OK)
    status = note_title_lines(work, err);
  if (status == TELL_OK)
    status = tell__header_warn_of_letters(&work->head.header, work->name, issues_of(work), err);
  if (status == TELL_OK)
    status = prepare(work, err);
  if (status == TELL_OK)
    status = read_records(work, account, err);
  account->encoding = tell__supply_encoding(&work->supply);
  if (status != TELL_OK)
    give_up(account);
  return status;
}

/* A failed file leaves an issue; what cannot be told for want of memory is told by the status, and
 * a defect in strict reading has its issue already. */
static tell_status report(attempt *work, tell_status status) {
  tell_error *err = work->ingest->error;
  if (status == TELL_OK || status == TELL_E_MEMORY || status == TELL_E_ARGUMENT ||
      status == TELL_E_STRICT)
    return status;
  tell__position position = {.source = work->name,
                             .line = tell_error_line(err),
                             .column = tell_error_column(err),
                             .field = tell_error_field(err)};
  tell_status added =
      tell__issues_add(issues_of(work), TELL_SEVERITY_ERROR, failure_code(work, status), &position,
                       tell_error_message(err));
  if (added != TELL_OK)
    return tell__fail_memory(err);
  /* Callers learn that a file could not be read; that it is missing the message says. */
  if (status == TELL_E_NOT_FOUND)
    return tell__fail_at(err, TELL_E_IO, &position, "there is no such file");
  return status;
}

static void close_attempt(attempt *work) {
  if (work->head.layout != NULL)
    work->head.layout->free_plan(work->plan);
  tell__keymap_free(work->joining.told);
  tell__head_free(&work->head);
  tell__supply_close(&work->supply);
}

/* Numbers the file, reads it and says how that went. `status` is that of finding its layout. */
static tell_status account_for(attempt *work, tell_status status) {
  tell_error *err = work->ingest->error;
  /* A file without an account would be lost without trace: that goes before all else. */
  tell_status counted =
      tell__builder_file(work->ingest->builder, work->name, &work->model.file, err);
  if (counted != TELL_OK) {
    work->stage = STAGE_NUMBER;
    return report(work, counted);
  }
  /* Whoever looks for the reason of a failure wants to know how the file was taken. */
  if (tell__supply_is_open(&work->supply)) {
    tell__account *account = tell__builder_account(work->ingest->builder, work->model.file);
    account->encoding = tell__supply_encoding(&work->supply);
    account->delimiter = tell__supply_delimiter(&work->supply);
  }
  if (status == TELL_OK)
    status = read_body(work, err);
  return report(work, status);
}

/* Everything behind the opening of the source, which gave `status`. */
static tell_status go_on(attempt *work, tell_status status, tell__source *source, tell__pass pass,
                         int *is_done) {
  tell_error *err = work->ingest->error;
  if (status == TELL_OK)
    status = tell__supply_open(&work->supply, work->ingest, work->name, source, err);
  if (status == TELL_OK)
    status = choose_layout(work, err);
  *is_done = pass == TELL__PASS_ALL || status == TELL_E_MEMORY ||
             (status == TELL_OK && work->head.layout->is_register);
  if (*is_done)
    status = account_for(work, status);
  close_attempt(work);
  return *is_done ? status : TELL_OK;
}

tell_status tell__ingest_path(tell_ingest *ingest, const char *path, tell__pass pass,
                              int *is_done) {
  attempt work = {.ingest = ingest, .name = path};
  tell__source *source = NULL;
  tell_status status = tell__source_open_path(path, ingest->limits.bytes, &source, ingest->error);
  return go_on(&work, status, source, pass, is_done);
}

tell_status tell__ingest_memory(tell_ingest *ingest, const char *name, const char *bytes,
                                size_t size) {
  int is_done = 0;
  attempt work = {.ingest = ingest, .name = name};
  tell__source *source = NULL;
  tell_status status =
      tell__source_open_memory(name, bytes, size, ingest->limits.bytes, &source, ingest->error);
  return go_on(&work, status, source, TELL__PASS_ALL, &is_done);
}

tell_status tell__ingest_descriptor(tell_ingest *ingest, const char *name, int descriptor) {
  int is_done = 0;
  attempt work = {.ingest = ingest, .name = name};
  tell__source *source = NULL;
  tell_status status =
      tell__source_open_descriptor(name, descriptor, ingest->limits.bytes, &source, ingest->error);
  return go_on(&work, status, source, TELL__PASS_ALL, &is_done);
}

/* The caller's function as sources call theirs. */
typedef struct stream {
  tell_read_fn read;
  void *payload;
} stream;

static int64_t read_stream(void *payload, char *bytes, size_t capacity) {
  const stream *held = payload;
  return held->read(bytes, capacity, held->payload);
}

tell_status tell__ingest_stream(tell_ingest *ingest, const char *name, tell_read_fn read,
                                void *payload) {
  int is_done = 0;
  attempt work = {.ingest = ingest, .name = name};
  stream held = {read, payload};
  tell__source *source = NULL;
  tell_status status = tell__source_open_function(name, read_stream, &held, ingest->limits.bytes,
                                                  &source, ingest->error);
  return go_on(&work, status, source, TELL__PASS_ALL, &is_done);
}
