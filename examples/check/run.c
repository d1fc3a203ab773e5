/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checking all files together: a school that is missing in one year, or a
 * participation table in a file of its own, shows only then. Findings are told
 * as they come; accounts wait for the end, which may still find errors.
 */
#include "run.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"

typedef struct run {
  const check_arguments *arguments;
  check_file *files; /* as many as the command line has */
  check_file *now;   /* the one that is read; NULL when all were */
  tell_error *error;
  tell_ingest *ingest;
  tell_dataset *dataset;
  tell_table *screening;
} run;

void check_print_finding(const char *source, int64_t line, int64_t column, const char *severity,
                         const char *code, const char *message) {
  fprintf(stderr, "%s:%lld:%lld: %s %s %s\n", source, (long long)line, (long long)column, severity,
          code, message);
}

static void print_failure(const tell_error *error, const char *path) {
  const char *source = tell_error_source(error);
  check_print_finding(source[0] != '\0' ? source : path, tell_error_line(error),
                      tell_error_column(error), "error", tell_status_name(tell_error_status(error)),
                      tell_error_message(error));
}

static void refuse_all(run *work) {
  for (int i = 0; i < work->arguments->file_count; i++)
    work->files[i].is_refused = 1;
}

/* Refuses whatever file a finding of the end is about; all, should it be about none of them. */
static void refuse(run *work, const char *source) {
  int found = 0;
  for (int i = 0; i < work->arguments->file_count; i++)
    if (work->files[i].shown != NULL && strcmp(work->files[i].shown, source) == 0)
      found = work->files[i].is_refused = 1;
  if (!found)
    refuse_all(work);
}

static int take_finding(tell_severity severity, const char *code, const char *source, int64_t line,
                        int64_t column, const char *field, const char *message, void *payload) {
  run *work = payload;
  (void)field;
  check_print_finding(source, line, column, tell_severity_id(severity), code, message);
  if (work->now != NULL && work->now->shown == NULL)
    work->now->shown = strdup(source);
  if (work->now != NULL)
    work->now->has_error |= severity == TELL_SEVERITY_ERROR;
  else if (severity == TELL_SEVERITY_ERROR && work->arguments->is_strict)
    refuse(work, source);
  return 0;
}

static int take_cell(int64_t record, int64_t column, const char *status, const char *value,
                     size_t length, void *payload) {
  run *work = payload;
  return check_file_take_cell(work->now, record, column, status, value, length);
}

/* Applies the command line; the options were checked, but for what stands in files. */
static tell_status set_up(run *work) {
  const check_arguments *arguments = work->arguments;
  tell_status status = tell_ingest_set_strict(work->ingest, arguments->is_strict, work->error);
  if (status == TELL_OK)
    status = tell_ingest_set_delimiter(work->ingest, arguments->delimiter, work->error);
  if (status == TELL_OK)
    status = tell_ingest_set_encoding(work->ingest, arguments->encoding, work->error);
  if (status == TELL_OK)
    status = tell_ingest_set_layout(work->ingest, arguments->layout, work->error);
  if (status == TELL_OK && arguments->mapping != NULL)
    status = tell_ingest_set_mapping(work->ingest, arguments->mapping, work->error);
  if (status == TELL_OK && arguments->unit_level != NULL)
    status = tell_ingest_set_unit(work->ingest, arguments->unit_level, arguments->unit_code, NULL,
                                  work->error);
  if (status == TELL_OK)
    status = tell_ingest_set_findings(work->ingest, take_finding, work, work->error);
  if (status == TELL_OK && arguments->with_cells)
    status = tell_ingest_set_cells(work->ingest, take_cell, work, work->error);
  return status;
}

static tell_status add_file(run *work, const char *path) {
  if (strcmp(path, "-") == 0)
    return tell_ingest_add_descriptor(work->ingest, path, STDIN_FILENO, work->error);
  return tell_ingest_add_file(work->ingest, path, work->error);
}

/* A file that is refused does not keep the others from being read. */
static void read_file(run *work, check_file *file) {
  work->now = file;
  int is_good = !work->arguments->with_cells || check_file_open_cells(file);
  if (add_file(work, file->path) != TELL_OK) {
    is_good = 0;
    if (!file->has_error)
      print_failure(work->error, file->path);
  }
  if (!check_file_close_cells(file) || !is_good)
    file->is_refused = 1;
  work->now = NULL;
}

/* The file of a row of the screening: by its number, for two may have one name. */
static check_file *file_of(const run *work, int64_t row) {
  int64_t number = check_whole_of(work->screening, row, "file_number", 0);
  /* A finding of no known file can only be about the one that there is. */
  if (number == 0 && work->arguments->file_count == 1)
    number = 1;
  return number > 0 && number <= work->arguments->file_count ? &work->files[number - 1] : NULL;
}

/* What the checks of the whole dataset found; findings of the reading were told as they came, and
 * are about no unit. */
static void tell_screening(run *work) {
  for (int64_t row = 0; row < tell_table_row_count(work->screening); row++) {
    int is_failure = strcmp(check_text_of(work->screening, row, "result"), "fail") == 0;
    check_file *file = file_of(work, row);
    if (check_text_of(work->screening, row, "unit")[0] == '\0')
      continue;
    check_print_finding(file == NULL          ? "?"
                        : file->shown != NULL ? file->shown
                                              : file->path,
                        check_whole_of(work->screening, row, "line", 0),
                        check_whole_of(work->screening, row, "column", 0),
                        is_failure ? "error" : "warning",
                        check_text_of(work->screening, row, "check"),
                        check_text_of(work->screening, row, "message"));
    if (is_failure && work->arguments->is_strict && file != NULL)
      file->is_refused = 1;
  }
}

/* Strictness ends with the single files: the dataset is needed for the accounts of all. */
static tell_status finish(run *work, const tell_catalogue *catalogue) {
  tell_status status = tell_ingest_set_strict(work->ingest, 0, work->error);
  if (status == TELL_OK)
    status = tell_ingest_finish(work->ingest, &work->dataset, work->error);
  if (status == TELL_OK)
    status = tell_screening_run(catalogue, work->dataset, &work->screening, work->error);
  if (status == TELL_OK)
    tell_screening(work);
  return status;
}

static tell_status check_all(run *work, const tell_catalogue *catalogue) {
  tell_status status = tell_ingest_create(catalogue, &work->ingest, work->error);
  if (status == TELL_OK)
    status = set_up(work);
  for (int i = 0; status == TELL_OK && i < work->arguments->file_count; i++)
    read_file(work, &work->files[i]);
  return status == TELL_OK ? finish(work, catalogue) : status;
}

/* Returns whether all files can be used. */
static int print_accounts(const run *work) {
  const tell_table *accounts = tell_dataset_files(work->dataset);
  int is_good = 1;
  for (int i = 0; i < work->arguments->file_count; i++) {
    check_file_print(&work->files[i], accounts, i);
    is_good &= !work->files[i].is_refused && !check_file_is_useless(accounts, i);
  }
  return is_good;
}

static int open_run(run *work) {
  work->files = calloc((size_t)work->arguments->file_count, sizeof *work->files);
  if (work->files == NULL || tell_error_create(&work->error) != TELL_OK)
    return 0;
  for (int i = 0; i < work->arguments->file_count; i++)
    work->files[i].path = work->arguments->files[i];
  return 1;
}

static void close_run(run *work) {
  for (int i = 0; work->files != NULL && i < work->arguments->file_count; i++)
    check_file_free(&work->files[i]);
  free(work->files);
  tell_table_free(work->screening);
  tell_dataset_free(work->dataset);
  tell_ingest_free(work->ingest);
  tell_error_free(work->error);
}

int check_run(const tell_catalogue *catalogue, const check_arguments *arguments) {
  run work = {.arguments = arguments};
  int is_good = 0;
  if (open_run(&work)) {
    if (check_all(&work, catalogue) != TELL_OK) {
      print_failure(work.error, "telling-check");
      refuse_all(&work);
    }
    is_good = print_accounts(&work);
  }
  close_run(&work);
  return is_good;
}
