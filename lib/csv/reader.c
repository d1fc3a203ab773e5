/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records: by the scanner where a line has no hard quote, else by libcsv (reader_quoted.c). */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "reader_private.h"

enum { FIRST_ENDS = 256 };

static int set_capacity(tell__reader *reader, size_t capacity) {
  uint32_t *ends = tell__realloc_array(reader->ends, 1 + capacity + TELL__SCAN_SLACK, sizeof *ends);
  if (ends == NULL)
    return 0;
  ends[0] = UINT32_MAX; /* one more is 0, where the first field begins */
  reader->ends = ends;
  reader->capacity = capacity;
  return 1;
}

tell_status tell__reader_create(const tell__reader_limits *limits, tell__reader **out,
                                tell_error *err) {
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the reader");
  *out = NULL;
  tell__reader *reader = tell__alloc(sizeof *reader);
  if (reader == NULL || !set_capacity(reader, FIRST_ENDS)) {
    tell__reader_free(reader);
    return tell__fail_memory(err);
  }
  if (limits != NULL)
    reader->limits = *limits;
  if (reader->limits.field_bytes == 0)
    reader->limits.field_bytes = TELL__FIELD_BYTES_MAX;
  if (reader->limits.record_fields == 0)
    reader->limits.record_fields = TELL__RECORD_FIELDS_MAX;
  *out = reader;
  return TELL_OK;
}

void tell__reader_free(tell__reader *reader) {
  if (reader == NULL)
    return;
  tell__quoted_free(reader->quoted);
  tell__text_free(&reader->content);
  tell__free(reader->fields);
  tell__free(reader->ends);
  tell__free(reader);
}

void tell__reader_begin(tell__reader *reader, const tell__block *block) {
  reader->block = block;
  reader->here = (mark){0, block->first_line};
  reader->begin = reader->here;
  reader->before = NULL;
  reader->scanned = NULL;
  reader->count = 0;
}

void tell__reader_set_error(tell__reader *reader, tell__record_error error, int64_t line,
                            int64_t column) {
  reader->error = error;
  reader->error_place = (tell__place){line, column};
}

/* Whether a line ends behind `at` bytes; CR and LF together are one end. */
static int ends_line(const tell__block *block, size_t at) {
  char byte = block->text[at - 1];
  return byte == '\n' || (byte == '\r' && (at == block->visible || block->text[at] != '\n'));
}

/* Goes on from the field found last: asking for all fields is one pass over the record. */
static void go_to_field(tell__reader *reader, size_t index) {
  const tell__block *block = reader->block;
  cursor here = reader->cursor; /* no byte can be written over it */
  int inside = 0;
  if (here.line == 0 || here.index > index)
    here = (cursor){reader->begin.at, 0, reader->begin.at, reader->begin.line};
  while (here.at < block->visible && here.index < index) {
    char byte = block->text[here.at++];
    inside ^= byte == '"';
    here.index += (byte == block->delimiter) & !inside;
    if (ends_line(block, here.at)) {
      here.line++;
      here.line_start = here.at;
    }
  }
  reader->cursor = here;
}

tell__place tell__reader_field_place(tell__reader *reader, size_t index) {
  const char *text = reader->block->text + reader->begin.at;
  const char *line = text;
  int64_t number = reader->begin.line;
  size_t before = 0;
  if (index >= reader->count)
    return (tell__place){0, 0};
  if (reader->is_one_line) {
    before = (uint32_t)(reader->ends[index] + 1);
  } else {
    go_to_field(reader, index);
    line = reader->block->text + reader->cursor.line_start;
    number = reader->cursor.line;
    before = reader->cursor.at - reader->cursor.line_start;
  }
  size_t characters = line == text && before <= (size_t)TELL__SCAN_WORDS * 64
                          ? tell__scan_characters(&reader->line, before)
                          : tell__utf8_count_on(&reader->counter, line, before);
  return (tell__place){number, (int64_t)characters + 1};
}

void tell__reader_set_length_error(tell__reader *reader) {
  tell__place at = tell__reader_field_place(reader, reader->count - 1);
  if (reader->error == TELL__RECORD_OK && reader->count > 0)
    tell__reader_set_error(reader, TELL__RECORD_TOO_LONG, at.line, at.column);
}

/* Bytes that no field may hold spoil the record but not its form: its end can still be found. */
void tell__reader_check_bytes(tell__reader *reader, int64_t number, const char *line,
                              size_t length) {
  if (reader->error != TELL__RECORD_OK)
    return;
  size_t valid = tell__utf8_valid_prefix(line, length);
  const char *zero = valid == length ? memchr(line, '\0', length) : NULL;
  if (valid < length)
    tell__reader_set_error(reader, TELL__RECORD_BROKEN_ENCODING, number,
                           (int64_t)tell__utf8_count(line, valid) + 1);
  else if (zero != NULL)
    tell__reader_set_error(reader, TELL__RECORD_NUL_BYTE, number,
                           (int64_t)tell__utf8_count(line, (size_t)(zero - line)) + 1);
}

static void begin_record(tell__reader *reader) {
  reader->begin = reader->here;
  reader->count = 0;
  reader->error = TELL__RECORD_OK;
  reader->cursor.line = 0;
  reader->counter.text = NULL;
  reader->is_one_line = 0;
}

/* Looks for limits that the fields of a plain record pass. */
static void check_fields(tell__reader *reader, const tell__record *record) {
  size_t most = reader->limits.record_fields;
  size_t count = record->count < most ? record->count : most;
  for (reader->count = 0; reader->count < count && reader->error == TELL__RECORD_OK;) {
    size_t length = tell__record_field(record, reader->count++).length;
    if (length > reader->limits.field_bytes)
      tell__reader_set_length_error(reader);
  }
  if (record->count > most)
    tell__reader_set_length_error(reader);
}

/* Checks a record without hard quotes, whose fields were found. */
static void check_plain(tell__reader *reader, const tell__scan *line, const tell__record *record) {
  if (line->length > reader->block->record_bytes) {
    tell__reader_set_error(reader, TELL__RECORD_TOO_LONG, reader->begin.line, 1);
    return;
  }
  if (line->has_nul ||
      (line->has_long && tell__utf8_valid_prefix(record->text, line->length) < line->length))
    tell__reader_check_bytes(reader, reader->begin.line, record->text, line->length);
  if (reader->error == TELL__RECORD_OK &&
      (line->length > reader->limits.field_bytes || line->count > reader->limits.record_fields))
    check_fields(reader, record);
}

/* Where the line begins behind the one that ends at `end`. */
static size_t next_line(const tell__block *block, size_t end) {
  size_t next = end + 1 + (block->text[end] == '\r' && block->text[end + 1] == '\n');
  return next < block->visible ? next : block->visible;
}

/* How many fields at the start of a text are those of the line scanned before. */
static size_t find_known(tell__reader *reader, const char *text) {
  reader->beside = reader->scanned;
  if (reader->beside == NULL)
    return 0;
  reader->shared = tell__scan_shared(text, reader->beside, reader->line.length);
  if (((unsigned char)reader->block->delimiter & 0x80U) != 0)
    return 0;
  return tell__scan_known(&reader->line, reader->ends + 1, reader->shared);
}

/* Scans the line that comes next, and makes room for its fields up to the limit of them. */
static tell_status scan_line(tell__reader *reader, tell__scan *line, tell_error *err) {
  const tell__block *block = reader->block;
  const char *text = block->text + reader->here.at;
  size_t known = find_known(reader, text);
  tell__scan_line_on(text, block->delimiter, known, reader->ends + 1, reader->capacity, line);
  reader->scanned = line->count <= reader->capacity ? text : NULL;
  if (reader->scanned != NULL || reader->capacity >= reader->limits.record_fields)
    return TELL_OK;
  size_t wanted = line->count < reader->limits.record_fields ? line->count * 2 : line->count;
  if (!set_capacity(reader, wanted)) {
    tell__position position = {.line = reader->here.line};
    reader->here = (mark){next_line(block, reader->here.at + line->length), reader->here.line + 1};
    return tell__fail_at(err, TELL_E_MEMORY, &position, "no memory left for a record");
  }
  tell__scan_line(text, block->delimiter, reader->ends + 1, reader->capacity, line);
  return TELL_OK;
}

/* The record is one line, of which the scanner found where fields end. */
static void show_line(tell__reader *reader, tell__record *record) {
  reader->is_one_line = 1;
  record->text = reader->block->text + reader->begin.at;
  record->ends = reader->ends + 1;
}

/* Reads a record without hard quotes; `*is_blank` receives 1 where it is a blank line. */
static tell_status read_plain(tell__reader *reader, size_t next, tell__record *record,
                              int *is_blank, tell_error *err) {
  const tell__scan *line = &reader->line;
  reader->here = (mark){next, reader->begin.line + 1};
  show_line(reader, record);
  record->count = line->count;
  *is_blank = line->count == 1 && tell__record_field(record, 0).is_nothing;
  if (*is_blank)
    return TELL_OK;
  if (line->has_twin_quote && line->length <= reader->block->record_bytes) {
    tell_status status = tell__reader_untwin(reader, record, err);
    if (status != TELL_OK)
      return status;
  }
  check_plain(reader, line, record);
  reader->count = line->count;
  return TELL_OK;
}

/* Reads any other record, by libcsv. */
static tell_status read_hard(tell__reader *reader, size_t next, tell__record *record,
                             tell_error *err) {
  tell_status status = tell__reader_read_quoted(reader, &reader->line, next, record, err);
  if (status == TELL_OK && reader->here.at == next)
    show_line(reader, record);
  return status;
}

/*
 * What was read becomes the record, or what is wrong with it. What it shares
 * with the record before is worth knowing where both are good: the same bytes up
 * to the end of a field are the same fields then, whatever quotes are among them
 * and whoever cut them.
 */
static void give(tell__reader *reader, tell__record *record) {
  const char *before = reader->before;
  record->count = reader->count;
  if (reader->error != TELL__RECORD_OK) {
    reader->before = NULL;
    reader->count = 0;
    *record = (tell__record){
        .line = record->line, .error = reader->error, .error_place = reader->error_place};
    return;
  }
  reader->before = reader->block->text + reader->begin.at;
  if (before != NULL && record->text != NULL)
    record->shared = before == reader->beside
                         ? reader->shared
                         : tell__scan_shared(record->text, before, reader->line.length);
}

tell_status tell__reader_next(tell__reader *reader, tell__record *record, tell_error *err) {
  const tell__block *block = reader->block;
  tell__scan *line = &reader->line;
  for (;;) {
    int is_blank = 0;
    begin_record(reader);
    *record = (tell__record){.line = reader->begin.line};
    if (block == NULL || reader->here.at >= block->length)
      return TELL_END;
    tell_status status = scan_line(reader, line, err);
    size_t next = next_line(block, reader->begin.at + line->length);
    if (status == TELL_OK)
      status = line->has_hard_quote ? read_hard(reader, next, record, err)
                                    : read_plain(reader, next, record, &is_blank, err);
    if (is_blank) {
      reader->blank_lines++;
      continue;
    }
    if (status == TELL_OK)
      give(reader, record);
    else
      reader->before = NULL;
    return status;
  }
}

int64_t tell__reader_blank_lines(const tell__reader *reader) { return reader->blank_lines; }
