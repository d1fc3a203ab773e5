/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records: by the scanner where a line has no quote, else by libcsv.
 *
 * Going back after a broken record keeps the work linear: a line that leaves a
 * quote open has an odd number of quotes, those swallowed by it an even one,
 * and the next odd line ends or breaks the record. Even lines leave no quote
 * open when they are read again, so that no line is read more than twice.
 */
#include "reader.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/text.h"
#include "base/utf8.h"
#include "quoted.h"
#include "scan.h"

enum { FIRST_ENDS = 256 };

/* A place in the block, as the reader moves through it. */
typedef struct mark {
  size_t at;
  int64_t line;
} mark;

/* How far the search for the places of fields has come in the last record. */
typedef struct cursor {
  size_t at;
  size_t index;      /* of the field that begins at `at` */
  size_t line_start; /* of its line */
  int64_t line;      /* 0: the search has not begun */
} cursor;

struct tell__reader {
  const tell__block *block;
  tell__reader_limits limits;
  mark here;  /* the next physical line */
  mark begin; /* of the record */
  int64_t blank_lines;
  size_t count;    /* of the record's fields */
  int is_plain;    /* 1: they are cut out of one line, at `ends` */
  int is_one_line; /* 1: it has quotes, and all delimiters of its only line are in `ends` */
  tell__record_error error;
  tell__place error_place;
  cursor cursor;
  tell__utf8_counter counter; /* as far as the field that was asked for last */
  uint32_t *ends;             /* the first one is ends[-1] of records */
  size_t capacity;
  /* What records with quotes need besides. */
  tell__quoted *quoted;
  char delimiter;     /* of `quoted` */
  tell__text content; /* the fields of the record */
  tell__field *fields;
  size_t field_capacity;
};

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
  reader->count = 0;
}

static void set_error(tell__reader *reader, tell__record_error error, int64_t line,
                      int64_t column) {
  reader->error = error;
  reader->error_place = (tell__place){line, column};
}

/* The place of the byte at `offset` of the record. */
static tell__place place_of(const tell__reader *reader, size_t offset) {
  const char *text = reader->block->text;
  size_t start = reader->begin.at;
  size_t next = start;
  int64_t line = reader->begin.line;
  for (;;) {
    (void)tell__line_end(text, reader->block->visible, start, &next);
    if (next > offset || next == start)
      break;
    start = next;
    line++;
  }
  return (tell__place){line, (int64_t)tell__utf8_count(text + start, offset - start) + 1};
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
  const char *line = reader->block->text + reader->begin.at;
  int64_t number = reader->begin.line;
  size_t before = 0;
  if (index >= reader->count)
    return (tell__place){0, 0};
  if (reader->is_plain) {
    before = (uint32_t)(reader->ends[index] + 1);
  } else if (reader->is_one_line) {
    before = tell__scan_quoted_field(line, reader->ends + 1, index);
  } else {
    go_to_field(reader, index);
    line = reader->block->text + reader->cursor.line_start;
    number = reader->cursor.line;
    before = reader->cursor.at - reader->cursor.line_start;
  }
  return (tell__place){number, (int64_t)tell__utf8_count_on(&reader->counter, line, before) + 1};
}

static void set_length_error(tell__reader *reader) {
  tell__place at = tell__reader_field_place(reader, reader->count - 1);
  if (reader->error == TELL__RECORD_OK && reader->count > 0)
    set_error(reader, TELL__RECORD_TOO_LONG, at.line, at.column);
}

/* Bytes that no field may hold spoil the record but not its form: its end can still be found. */
static void check_bytes(tell__reader *reader, int64_t number, const char *line, size_t length) {
  if (reader->error != TELL__RECORD_OK)
    return;
  size_t valid = tell__utf8_valid_prefix(line, length);
  const char *zero = valid == length ? memchr(line, '\0', length) : NULL;
  if (valid < length)
    set_error(reader, TELL__RECORD_BROKEN_ENCODING, number,
              (int64_t)tell__utf8_count(line, valid) + 1);
  else if (zero != NULL)
    set_error(reader, TELL__RECORD_NUL_BYTE, number,
              (int64_t)tell__utf8_count(line, (size_t)(zero - line)) + 1);
}

static void begin_record(tell__reader *reader) {
  reader->begin = reader->here;
  reader->count = 0;
  reader->error = TELL__RECORD_OK;
  reader->cursor.line = 0;
  reader->counter.text = NULL;
  reader->is_plain = reader->is_one_line = 0;
}

static int on_field(void *payload, const char *bytes, size_t length) {
  tell__reader *reader = payload;
  if (reader->count >= reader->limits.record_fields) {
    set_length_error(reader);
    return 1;
  }
  if (!tell__grow((void **)&reader->fields, &reader->field_capacity, reader->count,
                  sizeof *reader->fields))
    return 0;
  reader->fields[reader->count++] = (tell__field){.length = length, .is_nothing = bytes == NULL};
  tell__text_add_n(&reader->content, bytes != NULL ? bytes : "", length);
  if (length > reader->limits.field_bytes)
    set_length_error(reader);
  return !reader->content.failed;
}

/* The quote that opened the field in which `offset` lies; `offset` itself when it was not quoted.
 */
static size_t find_opening(const tell__reader *reader, size_t offset) {
  const char *text = reader->block->text;
  size_t opening = offset;
  int inside = 0;
  for (size_t i = reader->begin.at; i < offset; i++) {
    if (text[i] == '"' && inside && i + 1 < offset && text[i + 1] == '"') {
      i++;
    } else if (text[i] == '"') {
      opening = inside ? opening : i;
      inside = !inside;
    } else if (text[i] == reader->block->delimiter && !inside) {
      opening = offset;
    }
  }
  return opening;
}

/* libcsv stopped at `offset`. A quoted field that began on an earlier line most likely lacks its
 * closing quote. */
static void set_quote_error(tell__reader *reader, size_t offset) {
  tell__place stopped = place_of(reader, offset);
  tell__place opened = place_of(reader, find_opening(reader, offset));
  int is_end = reader->block->is_last && offset == reader->block->visible;
  if (is_end || opened.line < stopped.line)
    set_error(reader, TELL__RECORD_OPEN_QUOTE, opened.line, opened.column);
  else
    set_error(reader, TELL__RECORD_STRAY_QUOTE, stopped.line, stopped.column);
}

/* Feeds one physical line. */
static tell__quoted_state feed_line(tell__reader *reader) {
  const tell__block *block = reader->block;
  const char *line = block->text + reader->here.at;
  size_t next = 0;
  size_t taken = 0;
  size_t end = tell__line_end(block->text, block->visible, reader->here.at, &next);
  check_bytes(reader, reader->here.line, line, end - reader->here.at);
  if (end - reader->begin.at > block->record_bytes) {
    set_error(reader, TELL__RECORD_TOO_LONG, reader->begin.line, 1);
    tell__quoted_reset(reader->quoted);
    return TELL__QUOTED_BROKEN;
  }
  size_t length = next - reader->here.at;
  tell__quoted_state state =
      tell__quoted_feed(reader->quoted, line, length, block->is_last && next == block->visible,
                        on_field, reader, &taken);
  if (state == TELL__QUOTED_BROKEN)
    set_quote_error(reader, reader->here.at + taken);
  reader->here = (mark){next, reader->here.line + 1};
  return state;
}

static int begin_quoted(tell__reader *reader) {
  tell__text_clear(&reader->content);
  if (reader->quoted != NULL && reader->delimiter == reader->block->delimiter)
    return 1;
  tell__quoted_free(reader->quoted);
  reader->quoted = tell__quoted_create(reader->block->delimiter);
  reader->delimiter = reader->block->delimiter;
  return reader->quoted != NULL;
}

/* Reads a record whose first line has a quote and ends before `next`. */
static tell_status read_quoted(tell__reader *reader, size_t next, tell__record *record,
                               tell_error *err) {
  const mark second = {next, reader->begin.line + 1};
  tell__quoted_state state = begin_quoted(reader) ? TELL__QUOTED_OPEN : TELL__QUOTED_NO_MEMORY;
  while (state == TELL__QUOTED_OPEN && reader->here.at < reader->block->visible)
    state = feed_line(reader);
  if (state == TELL__QUOTED_OPEN) { /* no block is cut so, but going on would have no end */
    set_quote_error(reader, reader->block->visible);
    tell__quoted_reset(reader->quoted);
  }
  if (state != TELL__QUOTED_WHOLE)
    reader->here = second;
  if (state == TELL__QUOTED_NO_MEMORY) {
    tell__position position = {.line = reader->begin.line};
    return tell__fail_at(err, TELL_E_MEMORY, &position, "no memory left for a record");
  }
  const char *bytes = tell__text_get(&reader->content);
  for (size_t i = 0; i < reader->count; i++) {
    reader->fields[i].bytes = bytes;
    bytes += reader->fields[i].length;
  }
  record->fields = reader->fields;
  return TELL_OK;
}

/* Looks for limits that the fields of a plain record pass. */
static void check_fields(tell__reader *reader, const tell__record *record) {
  size_t most = reader->limits.record_fields;
  size_t count = record->count < most ? record->count : most;
  for (reader->count = 0; reader->count < count && reader->error == TELL__RECORD_OK;) {
    size_t length = tell__record_field(record, reader->count++).length;
    if (length > reader->limits.field_bytes)
      set_length_error(reader);
  }
  if (record->count > most)
    set_length_error(reader);
}

/* Checks a record without quotes, whose fields were found. */
static void check_plain(tell__reader *reader, const tell__scan *line, const tell__record *record) {
  if (line->length > reader->block->record_bytes) {
    set_error(reader, TELL__RECORD_TOO_LONG, reader->begin.line, 1);
    return;
  }
  if (line->has_nul ||
      (line->has_long && tell__utf8_valid_prefix(record->text, line->length) < line->length))
    check_bytes(reader, reader->begin.line, record->text, line->length);
  if (reader->error == TELL__RECORD_OK &&
      (line->length > reader->limits.field_bytes || line->count > reader->limits.record_fields))
    check_fields(reader, record);
}

/* Where the line begins behind the one that ends at `end`. */
static size_t next_line(const tell__block *block, size_t end) {
  size_t next = end + 1 + (block->text[end] == '\r' && block->text[end + 1] == '\n');
  return next < block->visible ? next : block->visible;
}

/* Scans the line that comes next, and makes room for its fields up to the limit of them. */
static tell_status scan_line(tell__reader *reader, tell__scan *line, tell_error *err) {
  const tell__block *block = reader->block;
  const char *text = block->text + reader->here.at;
  tell__scan_line(text, block->delimiter, reader->ends + 1, reader->capacity, line);
  if (line->count <= reader->capacity || reader->capacity >= reader->limits.record_fields)
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

/* What was read becomes the record, or what is wrong with it. */
static void give(tell__reader *reader, tell__record *record) {
  record->count = reader->count;
  if (reader->error == TELL__RECORD_OK)
    return;
  reader->count = 0;
  *record = (tell__record){
      .line = record->line, .error = reader->error, .error_place = reader->error_place};
}

tell_status tell__reader_next(tell__reader *reader, tell__record *record, tell_error *err) {
  const tell__block *block = reader->block;
  for (;;) {
    tell__scan line;
    begin_record(reader);
    *record = (tell__record){.line = reader->begin.line};
    if (block == NULL || reader->here.at >= block->length)
      return TELL_END;
    tell_status status = scan_line(reader, &line, err);
    size_t next = next_line(block, reader->begin.at + line.length);
    if (status == TELL_OK && line.has_quote) {
      status = read_quoted(reader, next, record, err);
      reader->is_one_line = reader->here.at == next && line.count <= reader->capacity;
    } else if (status == TELL_OK) {
      reader->here = (mark){next, reader->begin.line + 1};
      record->text = block->text + reader->begin.at;
      record->ends = reader->ends + 1;
      record->count = line.count;
      reader->is_plain = 1;
      if (line.count == 1 && tell__record_field(record, 0).length == 0) {
        reader->blank_lines++;
        continue;
      }
      check_plain(reader, &line, record);
      reader->count = line.count;
    }
    if (status == TELL_OK)
      give(reader, record);
    return status;
  }
}

int64_t tell__reader_blank_lines(const tell__reader *reader) { return reader->blank_lines; }
