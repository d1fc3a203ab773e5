/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One FILE of the command line: its cells and its account as JSON. */
#include "file.h"

#include <stdlib.h>
#include <string.h>

#include "json.h"

int check_file_open_cells(check_file *file) {
  file->cells = open_memstream(&file->cell_text, &file->cell_length);
  return file->cells != NULL;
}

int check_file_close_cells(check_file *file) {
  int is_good = file->cells == NULL || fclose(file->cells) == 0;
  file->cells = NULL;
  return is_good;
}

/* A code such as 0301 is digits all the same, and would not come back from a number. */
static int is_code(const char *value, size_t length) {
  if (length < 2 || value[0] != '0')
    return 0;
  for (size_t i = 0; i < length; i++)
    if (value[i] < '0' || value[i] > '9')
      return 0;
  return 1;
}

int check_file_take_cell(check_file *file, int64_t record, int64_t column, const char *status,
                         const char *value, size_t length) {
  double number = 0;
  if (strcmp(status, "value") == 0 && is_code(value, length))
    status = "text";
  fprintf(file->cells, "%s{\"record\":%lld,\"column\":%lld,\"status\":\"%s\",\"value\":",
          file->cell_count++ > 0 ? "," : "", (long long)record, (long long)column, status);
  if (strcmp(status, "value") == 0 && tell_number_read(value, length, &number) == TELL_OK)
    check_json_number(file->cells, number);
  else if (strcmp(status, "missing") == 0 || strcmp(status, "suppressed") == 0)
    fputs("null", file->cells);
  else
    check_json_text(file->cells, value, length);
  putc('}', file->cells);
  return ferror(file->cells);
}

const char *check_text_of(const tell_table *table, int64_t row, const char *column) {
  const int32_t *codes = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  if (tell_table_column_text(table, tell_table_column_find(table, column), &codes, &states, &count,
                             NULL) != TELL_OK ||
      row >= count || states[row] != TELL_STATE_PRESENT)
    return "";
  return tell_table_text(table, codes[row], NULL);
}

int64_t check_whole_of(const tell_table *table, int64_t row, const char *column, int64_t missing) {
  const int64_t *values = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  if (tell_table_column_i64(table, tell_table_column_find(table, column), &values, &states, &count,
                            NULL) != TELL_OK ||
      row >= count || states[row] != TELL_STATE_PRESENT)
    return missing;
  return values[row];
}

int check_file_is_useless(const tell_table *files, int64_t row) {
  return check_whole_of(files, row, "accepted", 0) == 0 &&
         check_whole_of(files, row, "rejected", 0) > 0;
}

void check_file_print(const check_file *file, const tell_table *files, int64_t row) {
  static const char *const words[] = {"encoding", "delimiter", "layout"};
  static const char *const counts[] = {"fields", "read", "accepted", "rejected", "skipped"};
  fputs("{\"file\":", stdout);
  check_json_text(stdout, file->path, strlen(file->path));
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    check_json_word(stdout, words[i], check_text_of(files, row, words[i]));
  for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
    check_json_count(stdout, counts[i], check_whole_of(files, row, counts[i], -1));
  if (file->cell_text != NULL) {
    fputs(",\"cells\":[", stdout);
    fwrite(file->cell_text, 1, file->cell_length, stdout);
    putchar(']');
  }
  puts("}");
}

void check_file_free(check_file *file) {
  check_file_close_cells(file);
  free(file->cell_text);
  free(file->shown);
}
