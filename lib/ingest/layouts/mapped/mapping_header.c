/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mapping says of the top of a file: delimiter, name, and which record is the header. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"
#include "ingest/layouts/mapped/mapping.h"

const char *tell__mapping_name(const tell__mapping *mapping) { return mapping->name; }

char tell__mapping_delimiter(const tell__mapping *mapping) { return mapping->delimiter; }

int tell__mapping_says_header(const tell__mapping *mapping) {
  return mapping->skip_lines > 0 || mapping->header_count > 0;
}

/* The names that the mapping gives stand in no line. */
tell_status tell__mapping_header(const tell__mapping *mapping, tell__header *header,
                                 tell_error *err) {
  header->columns = tell__alloc_array(mapping->header_count, sizeof *header->columns);
  if (header->columns == NULL)
    return tell__fail_memory(err);
  for (size_t i = 0; i < mapping->header_count; i++) {
    tell__column *column = &header->columns[i];
    column->length = strlen(mapping->header[i]);
    column->name = tell__copy(mapping->header[i]);
    column->key = tell__utf8_name_key(mapping->header[i], column->length);
    header->count++;
    if (column->name == NULL || column->key == NULL)
      return tell__fail_memory(err);
  }
  return TELL_OK;
}

static int has_match(const tell__pattern *pattern, const tell__header *header) {
  tell__piece pieces[TELL__CAPTURES_MAX];
  for (int32_t i = 0; i < header->count; i++)
    if (tell__pattern_match(pattern, header->columns[i].name, header->columns[i].key, pieces))
      return 1;
  return 0;
}

int tell__mapping_knows(const tell__mapping *mapping, const tell__header *header) {
  for (size_t i = 0; i < mapping->line_count; i++) {
    const tell__mapping_line *line = &mapping->lines[i];
    if (line->target != TELL__TARGET_IGNORE && line->pattern != NULL &&
        !has_match(line->pattern, header))
      return 0;
    for (int32_t j = 0; j < line->column_count; j++)
      if (tell__header_find(header, line->columns[j].key) < 0)
        return 0;
  }
  return 1;
}
