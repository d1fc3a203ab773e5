/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checking one file: read it alone, tell what was found, and give its account. */
#include "file.h"

#include <stdlib.h>
#include <string.h>

#include "json.h"

typedef struct check {
  const char *path;
  tell_error *error;
  tell_ingest *ingest;
  tell_dataset *dataset;
  tell_table *screening;
  FILE *cells; /* the list of cells as JSON, in memory; NULL without --cells */
  char *cell_text;
  size_t cell_length;
  int64_t cell_count;
} check;

static void print_finding(const char *path, int64_t line, int64_t column, const char *severity,
                          const char *code, const char *message) {
  fprintf(stderr, "%s:%lld:%lld: %s %s %s\n", path, (long long)line, (long long)column, severity,
          code, message);
}

static int take_finding(tell_severity severity, const char *code, const char *source, int64_t line,
                        int64_t column, const char *field, const char *message, void *payload) {
  const check *work = payload;
  (void)source;
  (void)field;
  print_finding(work->path, line, column, tell_severity_id(severity), code, message);
  return 0;
}

static int take_cell(int64_t record, int64_t column, const char *status, const char *value,
                     size_t length, void *payload) {
  check *work = payload;
  double number = 0;
  fprintf(work->cells, "%s{\"record\":%lld,\"column\":%lld,\"status\":\"%s\",\"value\":",
          work->cell_count++ > 0 ? "," : "", (long long)record, (long long)column, status);
  if (strcmp(status, "value") == 0 && tell_number_read(value, length, &number) == TELL_OK)
    fprintf(work->cells, "%.17g", number);
  else if (strcmp(status, "missing") == 0 || strcmp(status, "suppressed") == 0)
    fputs("null", work->cells);
  else
    check_json_text(work->cells, value, length);
  putc('}', work->cells);
  return ferror(work->cells);
}

/** Applies the command line; the options were checked, but for the name of the layout. */
static tell_status set_up(check *work, const check_arguments *arguments) {
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

static const char *text_of(const tell_table *table, int64_t row, const char *column) {
  const int32_t *codes = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  if (tell_table_column_text(table, tell_table_column_find(table, column), &codes, &states, &count,
                             NULL) != TELL_OK ||
      row >= count || states[row] != TELL_STATE_PRESENT)
    return "";
  return tell_table_text(table, codes[row], NULL);
}

static int64_t whole_of(const tell_table *table, int64_t row, const char *column, int64_t missing) {
  const int64_t *values = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  if (tell_table_column_i64(table, tell_table_column_find(table, column), &values, &states, &count,
                            NULL) != TELL_OK ||
      row >= count || states[row] != TELL_STATE_PRESENT)
    return missing;
  return values[row];
}

/** What the checks of the whole dataset found; findings of the reading were told as they came.
 * Returns whether one of them cannot be. */
static int print_screening(const check *work) {
  int failed = 0;
  for (int64_t row = 0; row < tell_table_row_count(work->screening); row++) {
    int is_failure = strcmp(text_of(work->screening, row, "result"), "fail") == 0;
    if (text_of(work->screening, row, "unit")[0] == '\0')
      continue;
    failed |= is_failure;
    print_finding(work->path, whole_of(work->screening, row, "line", 0),
                  whole_of(work->screening, row, "column", 0), is_failure ? "error" : "warning",
                  text_of(work->screening, row, "check"), text_of(work->screening, row, "message"));
  }
  return failed;
}

/** The account of the file: its only row, or nothing known of it. */
static void print_account(const check *work) {
  static const char *const words[] = {"encoding", "delimiter", "layout"};
  static const char *const counts[] = {"fields", "read", "accepted", "rejected", "skipped"};
  const tell_table *files = tell_dataset_files(work->dataset);
  fputs("{\"file\":", stdout);
  check_json_text(stdout, work->path, strlen(work->path));
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    check_json_word(stdout, words[i], text_of(files, 0, words[i]));
  for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
    check_json_count(stdout, counts[i], whole_of(files, 0, counts[i], -1));
  if (work->cells != NULL) {
    fputs(",\"cells\":[", stdout);
    fwrite(work->cell_text, 1, work->cell_length, stdout);
    putchar(']');
  }
  puts("}");
  fflush(stdout);
}

static int open_all(check *work, const tell_catalogue *catalogue,
                    const check_arguments *arguments) {
  if (tell_error_create(&work->error) != TELL_OK)
    return 0;
  if (arguments->with_cells)
    work->cells = open_memstream(&work->cell_text, &work->cell_length);
  if (arguments->with_cells && work->cells == NULL)
    return 0;
  return tell_ingest_create(catalogue, &work->ingest, work->error) == TELL_OK &&
         set_up(work, arguments) == TELL_OK;
}

/** What went wrong before the file was read, such as a mapping that is not valid. */
static void print_failure(const check *work) {
  const char *source = tell_error_source(work->error);
  print_finding(source[0] != '\0' ? source : work->path, tell_error_line(work->error),
                tell_error_column(work->error), "error",
                tell_status_name(tell_error_status(work->error)), tell_error_message(work->error));
}

static int read_and_screen(check *work, const tell_catalogue *catalogue,
                           const check_arguments *arguments) {
  int is_good = tell_ingest_add_file(work->ingest, work->path, work->error) == TELL_OK;
  if (tell_ingest_finish(work->ingest, &work->dataset, work->error) != TELL_OK)
    return 0;
  if (!is_good)
    return 0;
  if (tell_screening_run(catalogue, work->dataset, &work->screening, work->error) != TELL_OK)
    return 0;
  int has_failed = print_screening(work);
  return !(has_failed && arguments->is_strict);
}

int check_file(const tell_catalogue *catalogue, const check_arguments *arguments,
               const char *path) {
  check work = {.path = path};
  int is_good = 0;
  if (open_all(&work, catalogue, arguments))
    is_good = read_and_screen(&work, catalogue, arguments);
  else
    print_failure(&work);
  if (work.cells != NULL && fflush(work.cells) != 0)
    is_good = 0;
  print_account(&work);
  if (work.cells != NULL)
    fclose(work.cells);
  free(work.cell_text);
  tell_table_free(work.screening);
  tell_dataset_free(work.dataset);
  tell_ingest_free(work.ingest);
  tell_error_free(work.error);
  return is_good;
}
