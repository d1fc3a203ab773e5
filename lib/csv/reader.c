/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records, by libcsv in its strict mode. It is fed one physical line at a
 * time, because its callbacks can neither tell a place nor stop it.
 *
 * Going back after a broken record keeps the work linear: a line that leaves a
 * quote open has an odd number of quotes, the lines swallowed by it an even
 * number each, and the next odd line ends or breaks the record. Lines with an
 * even number leave no quote open when they are read again for themselves, so
 * that no line is read more than twice.
 */
#include "reader.h"

#include <csv.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/text.h"
#include "base/utf8.h"

enum { PARSER_BLOCK = 16 * 1024 };

static const unsigned char PARSER_OPTIONS =
    CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_EMPTY_IS_NULL;

/* A place in the text, as the reader moves through it. */
typedef struct mark {
  size_t at;
  int64_t line;
} mark;

/* How far the search for the places of fields has come in the last record. */
typedef struct cursor {
  size_t at;
  size_t index; /* of the field that begins at `at` */
  tell__place place;
} cursor;

struct tell__reader {
  const tell__decoded *text;
  tell__dialect dialect;
  tell__reader_limits limits;
  struct csv_parser parser;
  mark here;          /* the next physical line */
  mark begin;         /* of the record */
  tell__text content; /* the fields of the record, each with a NUL behind it */
  tell__field *fields;
  size_t field_count;
  size_t field_capacity;
  int complete;  /* libcsv has given the whole record */
  int no_memory; /* a callback could not keep a field */
  int64_t blank_lines;
  tell__record_error error; /* of the record */
  tell__place error_place;
  cursor cursor;
};

static void *resize_block(void *block, size_t size) { return tell__realloc_array(block, size, 1); }

static void start_parser(tell__reader *reader) {
  struct csv_parser *parser = &reader->parser;
  csv_init(parser, PARSER_OPTIONS);
  csv_set_realloc_func(parser, resize_block);
  csv_set_free_func(parser, tell__free);
  csv_set_blk_size(parser, PARSER_BLOCK);
  /* A text of one column: a zero byte delimits, which no accepted record holds. */
  csv_set_delim(parser, (unsigned char)reader->dialect.delimiter);
}

tell_status tell__reader_create(const tell__decoded *text, const tell__dialect *dialect,
                                const tell__reader_limits *limits, tell__reader **out,
                                tell_error *err) {
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the reader");
  *out = NULL;
  if (text == NULL || dialect == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no text to read records from");
  tell__reader *reader = tell__alloc(sizeof *reader);
  if (reader == NULL)
    return tell__fail_memory(err);
  reader->text = text;
  reader->dialect = *dialect;
  reader->here = (mark){dialect->start, dialect->first_line};
  if (limits != NULL)
    reader->limits = *limits;
  if (reader->limits.field_bytes == 0)
    reader->limits.field_bytes = TELL__FIELD_BYTES_MAX;
  if (reader->limits.record_bytes == 0)
    reader->limits.record_bytes = TELL__RECORD_BYTES_MAX;
  if (reader->limits.record_fields == 0)
    reader->limits.record_fields = TELL__RECORD_FIELDS_MAX;
  start_parser(reader);
  *out = reader;
  return TELL_OK;
}

void tell__reader_free(tell__reader *reader) {
  if (reader == NULL)
    return;
  csv_free(&reader->parser);
  tell__text_free(&reader->content);
  tell__free(reader->fields);
  tell__free(reader);
}

static void set_error(tell__reader *reader, tell__record_error error, int64_t line,
                      int64_t column) {
  reader->error = error;
  reader->error_place = (tell__place){line, column};
}

/* The place of the byte at `offset` of the record. */
static tell__place place_of(const tell__reader *reader, size_t offset) {
  const char *text = reader->text->text;
  size_t start = reader->begin.at;
  size_t next = start;
  int64_t line = reader->begin.line;
  for (;;) {
    (void)tell__line_end(text, reader->text->length, start, &next);
    if (next > offset || next == start)
      break;
    start = next;
    line++;
  }
  return (tell__place){line, (int64_t)tell__utf8_count(text + start, offset - start) + 1};
}

/* Steps over one byte; a line end of two bytes counts once. */
static void step(cursor *here, const char *text, size_t length) {
  char byte = text[here->at++];
  int line_ends = byte == '\n' || (byte == '\r' && (here->at == length || text[here->at] != '\n'));
  if (line_ends)
    here->place = (tell__place){here->place.line + 1, 1};
  else
    here->place.column += ((unsigned char)byte & 0xC0U) != 0x80U;
}

/* Goes on from the field found last, so that asking for all fields of a record is one pass over it.
 */
tell__place tell__reader_field_place(tell__reader *reader, size_t index) {
  const tell__decoded *text = reader->text;
  cursor *here = &reader->cursor;
  int inside = 0;
  if (index >= reader->field_count)
    return (tell__place){0, 0};
  if (here->index > index)
    *here = (cursor){.at = reader->begin.at, .place = {reader->begin.line, 1}};
  while (here->at < text->length && here->index < index) {
    char byte = text->text[here->at];
    if (byte == '"')
      inside = !inside;
    here->index += byte == reader->dialect.delimiter && !inside;
    step(here, text->text, text->length);
  }
  return here->place;
}

static void set_length_error(tell__reader *reader) {
  if (reader->error != TELL__RECORD_OK || reader->field_count == 0)
    return;
  tell__place place = tell__reader_field_place(reader, reader->field_count - 1);
  set_error(reader, TELL__RECORD_TOO_LONG, place.line, place.column);
}

static void on_field(void *bytes, size_t length, void *payload) {
  tell__reader *reader = payload;
  if (reader->no_memory)
    return;
  if (reader->field_count >= reader->limits.record_fields) {
    set_length_error(reader);
    return;
  }
  if (!tell__grow((void **)&reader->fields, &reader->field_capacity, reader->field_count,
                  sizeof *reader->fields)) {
    reader->no_memory = 1;
    return;
  }
  tell__field *field = &reader->fields[reader->field_count++];
  *field = (tell__field){.length = length, .is_nothing = bytes == NULL};
  tell__text_add_n(&reader->content, bytes != NULL ? bytes : "", length);
  tell__text_add_n(&reader->content, "", 1);
  reader->no_memory = reader->content.failed;
  if (length > reader->limits.field_bytes)
    set_length_error(reader);
}

static void on_record(int terminator, void *payload) {
  tell__reader *reader = payload;
  (void)terminator;
  reader->complete = 1;
}

/* As libcsv sees it: nothing but blanks that do not delimit. */
static int is_blank_line(const tell__reader *reader, size_t from, size_t end) {
  const char *text = reader->text->text;
  for (size_t i = from; i < end; i++)
    if ((text[i] != ' ' && text[i] != '\t') || text[i] == reader->dialect.delimiter)
      return 0;
  return 1;
}

static void skip_blank_lines(tell__reader *reader) {
  const tell__decoded *text = reader->text;
  while (reader->here.at < text->length) {
    size_t next = 0;
    size_t end = tell__line_end(text->text, text->length, reader->here.at, &next);
    if (!is_blank_line(reader, reader->here.at, end))
      break;
    reader->here = (mark){next, reader->here.line + 1};
    reader->blank_lines++;
  }
}

static const tell__place *find_broken(const tell__decoded *text, int64_t line) {
  size_t low = 0;
  size_t high = text->broken_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (text->broken[middle].line < line)
      low = middle + 1;
    else
      high = middle;
  }
  return low < text->broken_count && text->broken[low].line == line ? &text->broken[low] : NULL;
}

/* Bytes that no field may hold spoil the record but not its form: its end can still be found. */
static void check_bytes(tell__reader *reader, size_t end) {
  const char *line = reader->text->text + reader->here.at;
  const tell__place *broken = find_broken(reader->text, reader->here.line);
  const char *zero = memchr(line, '\0', end - reader->here.at);
  if (reader->error != TELL__RECORD_OK)
    return;
  if (broken != NULL)
    set_error(reader, TELL__RECORD_BROKEN_ENCODING, broken->line, broken->column);
  else if (zero != NULL)
    set_error(reader, TELL__RECORD_NUL_BYTE, reader->here.line,
              (int64_t)tell__utf8_count(line, (size_t)(zero - line)) + 1);
}

/* The quote that opened the field in which `offset` lies; `offset` itself when it was not quoted.
 */
static size_t find_opening(const tell__reader *reader, size_t offset) {
  const char *text = reader->text->text;
  size_t opening = offset;
  int inside = 0;
  for (size_t i = reader->begin.at; i < offset; i++) {
    if (text[i] == '"' && inside && i + 1 < offset && text[i + 1] == '"') {
      i++;
    } else if (text[i] == '"') {
      opening = inside ? opening : i;
      inside = !inside;
    } else if (text[i] == reader->dialect.delimiter && !inside) {
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
  if (offset == reader->text->length || opened.line < stopped.line)
    set_error(reader, TELL__RECORD_OPEN_QUOTE, opened.line, opened.column);
  else
    set_error(reader, TELL__RECORD_STRAY_QUOTE, stopped.line, stopped.column);
}

/* Feeds one physical line; returns 0 when the record is broken there or memory is short. */
static int feed_line(tell__reader *reader) {
  const tell__decoded *text = reader->text;
  size_t from = reader->here.at;
  size_t next = 0;
  size_t end = tell__line_end(text->text, text->length, from, &next);
  check_bytes(reader, end);
  if (end - reader->begin.at > reader->limits.record_bytes) {
    set_error(reader, TELL__RECORD_TOO_LONG, reader->begin.line, 1);
    return 0;
  }
  size_t taken =
      csv_parse(&reader->parser, text->text + from, next - from, on_field, on_record, reader);
  reader->here = (mark){next, reader->here.line + 1};
  if (taken == next - from) {
    if (next < text->length || reader->complete)
      return 1;
    if (csv_fini(&reader->parser, on_field, on_record, reader) == 0)
      return 1;
  }
  if (csv_error(&reader->parser) != CSV_EPARSE)
    reader->no_memory = 1;
  else
    set_quote_error(reader, from + taken);
  return 0;
}

/* The mark of the line after the one where the record began. */
static mark second_line(const tell__reader *reader) {
  mark after = {0, reader->begin.line + 1};
  (void)tell__line_end(reader->text->text, reader->text->length, reader->begin.at, &after.at);
  return after;
}

static void begin_record(tell__reader *reader) {
  reader->begin = reader->here;
  reader->field_count = 0;
  reader->complete = 0;
  reader->no_memory = 0;
  reader->error = TELL__RECORD_OK;
  reader->error_place = (tell__place){0, 0};
  reader->cursor = (cursor){.at = reader->begin.at, .place = {reader->begin.line, 1}};
  tell__text_clear(&reader->content);
}

static void give_record(tell__reader *reader, tell__record *record) {
  const char *bytes = tell__text_get(&reader->content);
  if (reader->error != TELL__RECORD_OK)
    reader->field_count = 0;
  for (size_t i = 0; i < reader->field_count; i++) {
    reader->fields[i].bytes = bytes;
    bytes += reader->fields[i].length + 1;
  }
  *record = (tell__record){.line = reader->begin.line,
                           .fields = reader->field_count > 0 ? reader->fields : NULL,
                           .count = reader->field_count,
                           .error = reader->error,
                           .error_place = reader->error_place};
}

tell_status tell__reader_next(tell__reader *reader, tell__record *record, tell_error *err) {
  *record = (tell__record){0};
  skip_blank_lines(reader);
  begin_record(reader);
  if (reader->here.at >= reader->text->length)
    return TELL_END;
  int whole = 1;
  while (whole && !reader->complete && reader->here.at < reader->text->length)
    whole = feed_line(reader);
  if (!whole) {
    csv_free(&reader->parser);
    start_parser(reader);
    reader->here = second_line(reader);
  }
  if (reader->no_memory) {
    tell__position position = {.line = reader->begin.line};
    return tell__fail_at(err, TELL_E_MEMORY, &position, "no memory left for a record");
  }
  give_record(reader, record);
  return TELL_OK;
}

int64_t tell__reader_blank_lines(const tell__reader *reader) { return reader->blank_lines; }

const char *tell__record_error_code(tell__record_error error) {
  switch (error) {
  case TELL__RECORD_BROKEN_ENCODING:
    return "broken_encoding";
  case TELL__RECORD_OPEN_QUOTE:
    return "open_quote";
  case TELL__RECORD_STRAY_QUOTE:
    return "stray_quote";
  case TELL__RECORD_NUL_BYTE:
    return "nul_byte";
  case TELL__RECORD_TOO_LONG:
    return "too_long";
  case TELL__RECORD_OK:
    break;
  }
  return "";
}

const char *tell__record_error_message(tell__record_error error) {
  switch (error) {
  case TELL__RECORD_BROKEN_ENCODING:
    return "the record has bytes that are no character; it was set aside";
  case TELL__RECORD_OPEN_QUOTE:
    return "a quote is opened and never closed; the record was set aside";
  case TELL__RECORD_STRAY_QUOTE:
    return "a quote stands where none may be; the record was set aside";
  case TELL__RECORD_NUL_BYTE:
    return "the record has a zero byte; it was set aside";
  case TELL__RECORD_TOO_LONG:
    return "the record passes a limit of size; it was set aside";
  case TELL__RECORD_OK:
    break;
  }
  return "";
}
