/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of independent answers; see the header. */
#include "oracle.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct oracle {
  char *bytes;  /* the file, separators turned into NUL */
  char **cells; /* header first, row after row */
  size_t width;
  size_t rows;
};

static char *read_whole(FILE *file) {
  size_t size = 0, capacity = 1 << 16;
  char *bytes = malloc(capacity);
  assert_non_null(bytes);
  for (;;) {
    size += fread(bytes + size, 1, capacity - size - 1, file);
    if (size + 1 < capacity)
      break;
    capacity *= 2;
    bytes = realloc(bytes, capacity);
    assert_non_null(bytes);
  }
  bytes[size] = '\0';
  fclose(file);
  return bytes;
}

/* Where the cell ends that begins here. A comma between quotes is part of the cell. */
static char *cell_end(char *cell) {
  int quoted = 0;
  for (; *cell != '\0' && (quoted || *cell != ','); cell++)
    quoted ^= *cell == '"';
  return cell;
}

static size_t count_cells(char *line) {
  size_t cells = 1;
  for (line = cell_end(line); *line != '\0'; line = cell_end(line + 1))
    cells++;
  return cells;
}

static void add_line(oracle *table, char *line) {
  size_t cells = count_cells(line);
  size_t filled = table->width * (table->rows + 1);
  if (table->width == 0) {
    table->width = cells;
    filled = 0;
  } else {
    table->rows++;
  }
  assert_int_equal(cells, table->width);
  table->cells = realloc(table->cells, (filled + cells) * sizeof *table->cells);
  assert_non_null(table->cells);
  for (size_t i = 0; i < cells; i++) {
    char *end = cell_end(line);
    table->cells[filled + i] = line;
    line = *end != '\0' ? end + 1 : end;
    *end = '\0';
  }
}

static oracle *parse(char *bytes) {
  oracle *table = calloc(1, sizeof *table);
  assert_non_null(table);
  table->bytes = bytes;
  for (char *line = bytes; *line != '\0';) {
    char *end = line + strcspn(line, "\n");
    char *next = *end != '\0' ? end + 1 : end;
    *end = '\0';
    line[strcspn(line, "\r")] = '\0';
    if (*line != '#' && *line != '\0')
      add_line(table, line);
    line = next;
  }
  return table;
}

oracle *oracle_own(const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/tests/data/%s", TELL_SOURCE_ROOT, name);
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  return parse(read_whole(file));
}

/* NULL only when the whole folder is absent; a file that is gone from it is a failure. */
static FILE *open_published(const char *name) {
  char path[4096];
  const char *shared = getenv("TELL_SHARED");
  if (shared == NULL || *shared == '\0')
    shared = TELL_SHARED_DEFAULT;
  snprintf(path, sizeof path, "%s/data/published/README.md", shared);
  FILE *file = fopen(path, "rb");
  if (file == NULL)
    return NULL;
  fclose(file);
  snprintf(path, sizeof path, "%s/data/published/%s", shared, name);
  file = fopen(path, "rb");
  assert_non_null(file);
  return file;
}

oracle *oracle_published(const char *name) {
  FILE *file = open_published(name);
  return file != NULL ? parse(read_whole(file)) : NULL;
}

void oracle_close(oracle *table) {
  if (table == NULL)
    return;
  free(table->bytes);
  free(table->cells);
  free(table);
}

size_t oracle_rows(const oracle *table) { return table->rows; }

const char *oracle_text(const oracle *table, size_t row, const char *column) {
  assert_true(row < table->rows);
  for (size_t i = 0; i < table->width; i++)
    if (strcmp(table->cells[i], column) == 0)
      return table->cells[table->width * (row + 1) + i];
  fail_msg("no column %s", column);
  return "";
}

double oracle_number(const oracle *table, size_t row, const char *column) {
  const char *text = oracle_text(table, row, column);
  char *end = NULL;
  double number = strtod(text, &end);
  if (end == text || *end != '\0')
    fail_msg("row %zu, column %s: no number", row, column);
  return number;
}

char *oracle_published_bytes(const char *name) {
  FILE *file = open_published(name);
  return file != NULL ? read_whole(file) : NULL;
}

/* The numbers up to the closing bracket; commas, quotes and line ends lie between them. */
static size_t read_array(const char *at, double *numbers, size_t most) {
  static const char between[] = ", \"\r\n";
  size_t count = 0;
  for (at += strspn(at, between); *at != ']'; at += strspn(at, between)) {
    char *end = NULL;
    double number = strtod(at, &end);
    if (end == at) {
      assert_int_equal(strncmp(at, "null", 4), 0);
      number = NAN;
      at += 4;
    } else {
      at = end;
    }
    assert_true(count < most);
    numbers[count++] = number;
  }
  return count;
}

static const char *after(const char *text, const char *key, const char *opening) {
  char wanted[256];
  snprintf(wanted, sizeof wanted, "\"%s\": %s", key, opening);
  const char *at = strstr(text, wanted);
  assert_non_null(at);
  return at + strlen(wanted);
}

size_t oracle_published_member(const char *file, const char *name, const char *key, double *numbers,
                               size_t most) {
  char *bytes = oracle_published_bytes(file);
  if (bytes == NULL)
    return 0;
  const char *at = name == NULL ? bytes : after(bytes, name, "{");
  size_t count = read_array(after(at, key, "["), numbers, most);
  free(bytes);
  return count;
}

double oracle_published_value(const char *file, const char *name, const char *key) {
  FILE *opened = open_published(file);
  if (opened == NULL)
    return NAN;
  char *bytes = read_whole(opened);
  double number = strtod(after(after(bytes, name, "{"), key, "\""), NULL);
  free(bytes);
  return number;
}

size_t oracle_published_array(const char *name, const char *key, double *numbers, size_t most) {
  return oracle_published_member(name, NULL, key, numbers, most);
}
