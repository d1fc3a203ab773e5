/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells made of JSON values, under the same limits as those of delimited text. */
#include "json_cells.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

void tell__json_cells_clear(tell__json_cells *cells) {
  tell__text_clear(&cells->text);
  cells->count = cells->error_index = 0;
  cells->error = TELL__RECORD_OK;
}

void tell__json_cells_free(tell__json_cells *cells) {
  tell__text_free(&cells->text);
  tell__free(cells->starts);
  tell__free(cells->fields);
  *cells = (tell__json_cells){.count = 0};
}

void tell__json_cells_break(tell__json_cells *cells, tell__record_error error) {
  if (cells->error != TELL__RECORD_OK)
    return;
  cells->error = error;
  cells->error_index = cells->count;
}

/* Opens the next cell; 0 without memory. */
static int begin_cell(tell__json_cells *cells, int is_nothing) {
  if (!tell__grow((void **)&cells->starts, &cells->start_capacity, cells->count,
                  sizeof *cells->starts) ||
      !tell__grow((void **)&cells->fields, &cells->field_capacity, cells->count,
                  sizeof *cells->fields)) {
    cells->failed = 1;
    return 0;
  }
  cells->starts[cells->count] = cells->text.length;
  cells->fields[cells->count] = (tell__field){.is_nothing = is_nothing};
  return 1;
}

static void end_cell(tell__json_cells *cells) {
  tell__text_add_n(&cells->text, "", 1);
  cells->failed |= cells->text.failed;
  cells->count++;
}

void tell__json_cells_add(tell__json_cells *cells, const tell__json_node *node) {
  size_t length = 0;
  const char *bytes = tell__json_text(node, &length);
  if (tell__json_kind_of(node) == TELL__JSON_TEXT) {
    tell__json_cells_add_text(cells, bytes, length);
    return;
  }
  if (!begin_cell(cells, tell__json_kind_of(node) == TELL__JSON_NULL))
    return;
  if (!tell__json_add_cell(&cells->text, node))
    tell__json_cells_break(cells, TELL__RECORD_NOT_FLAT);
  end_cell(cells);
}

void tell__json_cells_add_text(tell__json_cells *cells, const char *bytes, size_t length) {
  if (!begin_cell(cells, 0))
    return;
  if (length > TELL__FIELD_BYTES_MAX || cells->count >= TELL__RECORD_FIELDS_MAX ||
      cells->text.length + length > TELL__RECORD_BYTES_MAX)
    tell__json_cells_break(cells, TELL__RECORD_TOO_LONG);
  else if (length > 0 && memchr(bytes, '\0', length) != NULL)
    tell__json_cells_break(cells, TELL__RECORD_NUL_BYTE);
  else
    tell__text_add_n(&cells->text, bytes, length);
  end_cell(cells);
}

void tell__json_cells_add_name(tell__json_cells *cells, const char *bytes, size_t length) {
  int is_long = length > TELL__JSON_NAME_BYTES_MAX;
  if (is_long)
    tell__json_cells_break(cells, TELL__RECORD_TOO_LONG);
  tell__json_cells_add_text(cells, bytes, is_long ? 0 : length);
}

tell_status tell__json_cells_get(tell__json_cells *cells, int64_t line, tell__record *record,
                                 tell_error *err) {
  if (cells->failed)
    return tell__fail_memory(err);
  *record = (tell__record){.line = line, .error = cells->error};
  if (cells->error != TELL__RECORD_OK) {
    record->error_place = (tell__place){line, (int64_t)cells->error_index + 1};
    return TELL_OK;
  }
  for (size_t i = 0; i < cells->count; i++) {
    size_t end = i + 1 < cells->count ? cells->starts[i + 1] : cells->text.length;
    cells->fields[i].bytes = cells->text.bytes + cells->starts[i];
    cells->fields[i].length = end - cells->starts[i] - 1;
  }
  record->fields = cells->fields;
  record->count = cells->count;
  return TELL_OK;
}
