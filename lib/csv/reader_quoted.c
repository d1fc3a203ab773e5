/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records with quotes: those of which the scanner found the fields, and all
 * others by libcsv line by line.
 *
 * Going back after a broken record keeps the work linear: a line that leaves a
 * quote open has an odd number of quotes, those swallowed by it an even one,
 * and the next odd line ends or breaks the record. Even lines leave no quote
 * open when they are read again, so that no line is read more than twice.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "reader_private.h"

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

static int on_field(void *payload, const char *bytes, size_t length) {
  tell__reader *reader = payload;
  if (reader->count >= reader->limits.record_fields) {
    tell__reader_set_length_error(reader);
    return 1;
  }
  if (!tell__grow((void **)&reader->fields, &reader->field_capacity, reader->count,
                  sizeof *reader->fields))
    return 0;
  reader->fields[reader->count++] = (tell__field){.length = length, .is_nothing = bytes == NULL};
  tell__text_add_n(&reader->content, bytes != NULL ? bytes : "", length);
  if (length > reader->limits.field_bytes)
    tell__reader_set_length_error(reader);
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
    tell__reader_set_error(reader, TELL__RECORD_OPEN_QUOTE, opened.line, opened.column);
  else
    tell__reader_set_error(reader, TELL__RECORD_STRAY_QUOTE, stopped.line, stopped.column);
}

/* Feeds the physical line that ends at `end`; the one after it begins at `next`. */
static tell__quoted_state feed_line(tell__reader *reader, size_t end, size_t next) {
  const tell__block *block = reader->block;
  const char *line = block->text + reader->here.at;
  size_t taken = 0;
  if (end - reader->begin.at > block->record_bytes) {
    tell__reader_set_error(reader, TELL__RECORD_TOO_LONG, reader->begin.line, 1);
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

/* Feeds the first line, of which the scanner said much already. */
static tell__quoted_state feed_first(tell__reader *reader, const tell__scan *first, size_t next) {
  if (first->has_nul || first->has_long)
    tell__reader_check_bytes(reader, reader->here.line, reader->block->text + reader->here.at,
                             first->length);
  return feed_line(reader, reader->here.at + first->length, next);
}

static tell__quoted_state feed_next(tell__reader *reader) {
  const tell__block *block = reader->block;
  size_t next = 0;
  size_t end = tell__line_end(block->text, block->visible, reader->here.at, &next);
  tell__reader_check_bytes(reader, reader->here.line, block->text + reader->here.at,
                           end - reader->here.at);
  return feed_line(reader, end, next);
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

static tell_status fail_memory(const tell__reader *reader, tell_error *err) {
  tell__position position = {.line = reader->begin.line};
  return tell__fail_at(err, TELL_E_MEMORY, &position, "no memory left for a record");
}

/* Leaves one of two quotes; returns the new length. */
static size_t untwin(char *bytes, size_t length) {
  const char *quote = NULL;
  size_t kept = 0;
  size_t from = 0;
  while (from < length && (quote = memchr(bytes + from, '"', length - from)) != NULL) {
    size_t run = (size_t)(quote + 1 - bytes) - from;
    memmove(bytes + kept, bytes + from, run);
    kept += run;
    from += run + 1;
  }
  if (from < length) {
    memmove(bytes + kept, bytes + from, length - from);
    kept += length - from;
  }
  return kept;
}

tell_status tell__reader_untwin(tell__reader *reader, tell__record *record, tell_error *err) {
  size_t most = reader->limits.record_fields;
  size_t count = record->count < most ? record->count : most;
  tell__text_clear(&reader->content);
  tell__text_add_n(&reader->content, record->text, reader->line.length);
  while (!reader->content.failed && reader->field_capacity < count)
    reader->content.failed = !tell__grow((void **)&reader->fields, &reader->field_capacity,
                                         reader->field_capacity, sizeof *reader->fields);
  if (reader->content.failed)
    return fail_memory(reader, err);
  char *bytes = reader->content.bytes;
  const tell__record copy = {.text = bytes, .ends = record->ends};
  for (size_t i = 0; i < count; i++) {
    tell__field field = tell__record_field(&copy, i);
    /* Only quoted fields have any. */
    if (field.bytes > bytes && field.bytes[-1] == '"')
      field.length = untwin(bytes + (field.bytes - bytes), field.length);
    reader->fields[i] = field;
  }
  record->fields = reader->fields;
  return TELL_OK;
}

tell_status tell__reader_read_quoted(tell__reader *reader, const tell__scan *first, size_t next,
                                     tell__record *record, tell_error *err) {
  const mark second = {next, reader->begin.line + 1};
  tell__quoted_state state =
      begin_quoted(reader) ? feed_first(reader, first, next) : TELL__QUOTED_NO_MEMORY;
  while (state == TELL__QUOTED_OPEN && reader->here.at < reader->block->visible)
    state = feed_next(reader);
  if (state == TELL__QUOTED_OPEN) { /* no block is cut so, but going on would have no end */
    set_quote_error(reader, reader->block->visible);
    tell__quoted_reset(reader->quoted);
  }
  if (state != TELL__QUOTED_WHOLE)
    reader->here = second;
  if (state == TELL__QUOTED_NO_MEMORY)
    return fail_memory(reader, err);
  const char *bytes = tell__text_get(&reader->content);
  for (size_t i = 0; i < reader->count; i++) {
    reader->fields[i].bytes = bytes;
    bytes += reader->fields[i].length;
  }
  record->fields = reader->fields;
  return TELL_OK;
}
