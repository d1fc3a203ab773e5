/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One FILE of the command line: its cells while it is read, its account in the end. */
#ifndef CHECK_FILE_H
#define CHECK_FILE_H

#include <stdio.h>
#include <telling.h>

typedef struct check_file {
  const char *path;
  char *shown;     /* its path as findings give it; NULL until there is one */
  int has_error;   /* a finding of severity error was told while it was read */
  int is_refused;  /* cannot be used */
  FILE *cells;     /* the list of cells as JSON, in memory, while the file is read */
  char *cell_text; /* the same when it was read; NULL without --cells */
  size_t cell_length;
  int64_t cell_count;
} check_file;

/** Begins and ends the list of cells; return 0 when there is no memory. */
int check_file_open_cells(check_file *file);
int check_file_close_cells(check_file *file);

/** Puts a cell on the list, as tell_cell_fn. */
int check_file_take_cell(check_file *file, int64_t record, int64_t column, const char *status,
                         const char *value, size_t length);

/** The JSON object of the file: row `row` of tell_dataset_files(); `files` may be NULL. */
void check_file_print(const check_file *file, const tell_table *files, int64_t row);

/** Whether records were read and not one of them was good. */
int check_file_is_useless(const tell_table *files, int64_t row);

void check_file_free(check_file *file);

/** Cells of a table: "" and `missing` where there is none. */
const char *check_text_of(const tell_table *table, int64_t row, const char *column);
int64_t check_whole_of(const tell_table *table, int64_t row, const char *column, int64_t missing);

#endif
