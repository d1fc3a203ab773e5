/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Blocks and the reader against libcsv alone, on many random texts: whatever
 * the size of the blocks and of the reads, the records are those that libcsv
 * makes of the lines of the text. What it is told here is written anew: each
 * record is tried with one line, two lines, three, each time from its start.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "csv/input.h"
#include "random.h"

typedef struct text {
  char bytes[512];
  size_t length;
} text;

typedef struct setting {
  char delimiter;
  tell__blocks_options blocks;
  tell__reader_limits limits;
} setting;

static const char *const ERRORS[] = {"", "encoding", "open", "stray", "nul", "long"};

static void write_field(tell__text *out, const char *bytes, size_t length, int is_nothing) {
  tell__text_add(out, is_nothing ? "~" : "<");
  tell__text_add_n(out, bytes, length);
  tell__text_add(out, ">");
}

/* What libcsv says of one try. */
typedef struct trial {
  tell__text fields;
  size_t count;
  size_t too_long; /* 1 + index of the field where a limit was passed */
  int is_whole;
  const setting *how;
} trial;

static void on_field(void *bytes, size_t length, void *payload) {
  trial *seen = payload;
  int too_many = seen->count == seen->how->limits.record_fields;
  if (seen->too_long == 0 && (too_many || length > seen->how->limits.field_bytes))
    seen->too_long = 1 + seen->count;
  if (too_many)
    return;
  write_field(&seen->fields, bytes, bytes != NULL ? length : 0, bytes == NULL);
  seen->count++;
}

static void on_record(int end, void *payload) {
  (void)end;
  ((trial *)payload)->is_whole = 1;
}

/* Returns 0 where libcsv finds an error. */
static int try_libcsv(const char *bytes, size_t length, int is_end, const setting *how,
                      trial *seen) {
  struct csv_parser parser;
  tell__text_clear(&seen->fields);
  seen->count = seen->too_long = 0;
  seen->is_whole = 0;
  seen->how = how;
  csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_EMPTY_IS_NULL);
  csv_set_delim(&parser, (unsigned char)how->delimiter);
  int good = csv_parse(&parser, bytes, length, on_field, on_record, seen) == length;
  if (good && is_end)
    good = csv_fini(&parser, on_field, on_record, seen) == 0;
  csv_free(&parser);
  return good;
}

static size_t line_end(const text *given, size_t at, size_t *next) {
  while (at < given->length && given->bytes[at] != '\n' && given->bytes[at] != '\r')
    at++;
  *next = at;
  if (at < given->length)
    *next += at + 1 < given->length && memcmp(given->bytes + at, "\r\n", 2) == 0 ? 2 : 1;
  return at;
}

/* Reads the record at `*at`; writes it down, or its error, and moves on. */
static void reference_record(const text *given, const setting *how, size_t *at, int64_t *line,
                             tell__text *out) {
  trial seen = {0};
  size_t next = *at;
  size_t second = 0;
  int64_t lines = 0;
  int error = 0;
  int good = 1;
  do {
    const char *from = given->bytes + next;
    size_t end = line_end(given, next, &next);
    size_t length = (size_t)(given->bytes + end - from);
    if (error == 0 && tell__utf8_valid_prefix(from, length) < length)
      error = TELL__RECORD_BROKEN_ENCODING;
    if (error == 0 && memchr(from, '\0', length) != NULL)
      error = TELL__RECORD_NUL_BYTE;
    second = lines == 0 ? next : second;
    lines++;
    if (end - *at > how->blocks.record_bytes) {
      error = TELL__RECORD_TOO_LONG;
      good = 0;
    } else if (!try_libcsv(given->bytes + *at, next - *at, next == given->length, how, &seen)) {
      error = TELL__RECORD_OPEN_QUOTE;
      good = 0;
    } else if (error == 0 && seen.too_long > 0) {
      error = TELL__RECORD_TOO_LONG;
    }
  } while (good && !seen.is_whole);
  tell__text_add_i64(out, *line);
  tell__text_add(out, ":");
  tell__text_add(out, error == 0 ? tell__text_get(&seen.fields) : ERRORS[error]);
  tell__text_add(out, "\n");
  *at = good ? next : second;
  *line += good ? lines : 1;
  tell__text_free(&seen.fields);
}

static int is_blank(const char *bytes, size_t length, char delimiter) {
  for (size_t i = 0; i < length; i++)
    if ((bytes[i] != ' ' && bytes[i] != '\t') || bytes[i] == delimiter)
      return 0;
  return 1;
}

static int64_t reference(const text *given, const setting *how, tell__text *out) {
  int64_t line = 1;
  int64_t blank = 0;
  for (size_t at = 0; at < given->length;) {
    size_t next = 0;
    size_t end = line_end(given, at, &next);
    if (is_blank(given->bytes + at, end - at, how->delimiter)) {
      blank++;
      line++;
      at = next;
    } else {
      reference_record(given, how, &at, &line, out);
    }
  }
  return blank;
}

/* Gives a text in pieces: of `step` bytes, or of random length. */
typedef struct pieces {
  const text *given;
  size_t at, first, step;
  uint64_t seed;
} pieces;

static int64_t read_piece(void *payload, char *bytes, size_t capacity) {
  pieces *from = payload;
  size_t left = from->given->length - from->at;
  size_t count = from->at < from->first ? from->first - from->at : from->step;
  if (from->step == 0)
    count = 1 + random_next(&from->seed) % 9;
  count = count < left ? count : left;
  count = count < capacity ? count : capacity;
  memcpy(bytes, from->given->bytes + from->at, count);
  from->at += count;
  return (int64_t)count;
}

/* Which kind of error it is; the reference knows only one of quotes. */
static const char *error_name(const tell__record *record, int places) {
  return !places && record->error == TELL__RECORD_STRAY_QUOTE ? "open" : ERRORS[record->error];
}

/* With `places`, also where fields and errors are. */
static int64_t read_all(const text *given, const setting *how, pieces *from, int places,
                        tell__text *out) {
  tell__source *source = NULL;
  tell__input *input = NULL;
  tell__record record;
  if (from != NULL)
    assert_int_equal(tell__source_open_function("m", read_piece, from, 0, &source, NULL), TELL_OK);
  else
    assert_int_equal(tell__source_open_memory("m", given->bytes, given->length, 0, &source, NULL),
                     TELL_OK);
  assert_int_equal(tell__input_open(source, &how->blocks, &how->limits, &input, NULL), TELL_OK);
  while (tell__input_next(input, &record, NULL) == TELL_OK) {
    tell__text_add_i64(out, record.line);
    tell__text_add(out, ":");
    tell__text_add(out, error_name(&record, places));
    for (size_t i = 0; i < record.count; i++) {
      const tell__field field = tell__record_field(&record, i);
      write_field(out, field.bytes, field.length, field.is_nothing);
    }
    for (size_t i = 0; places && i <= record.count; i++) {
      tell__place place = i < record.count ? tell__input_place(input, i) : record.error_place;
      tell__text_add(out, " ");
      tell__text_add_i64(out, place.line);
      tell__text_add(out, ".");
      tell__text_add_i64(out, place.column);
    }
    tell__text_add(out, "\n");
  }
  int64_t blank = tell__input_blank_lines(input);
  tell__input_free(input);
  return blank;
}

static void report(const text *given, const setting *how, const char *expected, const char *seen) {
  print_error("text: ");
  for (size_t i = 0; i < given->length; i++)
    print_error((unsigned char)given->bytes[i] < 0x20 || given->bytes[i] < 0 ? "\\x%02x" : "%c",
                (unsigned char)given->bytes[i]);
  fail_msg("delimiter %d, blocks of %d, records to %d\nexpected\n%sseen\n%s", how->delimiter,
           (int)how->blocks.block_bytes, (int)how->blocks.record_bytes, expected, seen);
}

static void expect_same(const text *given, const setting *how, const tell__text *expected,
                        int64_t blank, pieces *from, int places) {
  tell__text seen = {0};
  int64_t passed = read_all(given, how, from, places, &seen);
  if (seen.length != expected->length || passed != blank ||
      memcmp(tell__text_get(&seen), tell__text_get(expected), seen.length) != 0)
    report(given, how, tell__text_get(expected), tell__text_get(&seen));
  tell__text_free(&seen);
}

static void make_text(uint64_t *seed, char delimiter, text *out) {
  static const char *const alphabet[] = {
      "\"", "\"", "\"\"", "\n",   "\r",       "\r\n",         " ",   "\t", "a",
      "bc", ";",  ",",    "\xC3", "\xC3\xA6", "\xE2\x80\xAF", "\xFF"};
  uint64_t pieces_wanted = random_next(seed) % 40;
  int has_zero = random_next(seed) % 8 == 0;
  out->length = 0;
  if (has_zero) { /* many zero bytes in few others would be UTF-16 */
    memcpy(out->bytes, "many other bytes come first\n", 28);
    out->length = 28;
  }
  for (uint64_t i = 0; i < pieces_wanted; i++) {
    uint64_t chosen = random_next(seed) % 24;
    const char *piece = chosen < 16 ? alphabet[chosen] : chosen < 18 ? "\";\"" : "\n";
    size_t size = strlen(piece);
    if (chosen >= 19) {
      piece = chosen == 23 && has_zero ? "" : delimiter != '\0' ? &delimiter : "y";
      size = 1;
    }
    if (chosen == 22)
      for (uint64_t more = random_next(seed) % 60; more > 0; more--)
        out->bytes[out->length++] = 'x';
    if (out->length + size + 80 > sizeof out->bytes)
      break;
    memcpy(out->bytes + out->length, piece, size);
    out->length += size;
  }
}

static setting make_setting(uint64_t *seed) {
  static const char delimiters[] = {';', ',', '\t', '|', ' ', '\0'};
  setting how = {.delimiter = delimiters[random_next(seed) % 6],
                 .blocks = {.encoding = TELL__DEMAND_UTF8, .has_delimiter = 1},
                 .limits = {TELL__FIELD_BYTES_MAX, TELL__RECORD_FIELDS_MAX}};
  how.blocks.delimiter = how.delimiter;
  how.blocks.record_bytes = TELL__RECORD_BYTES_MAX;
  if (random_next(seed) % 4 == 0)
    how.blocks.record_bytes = 1 + random_next(seed) % 30;
  if (random_next(seed) % 4 == 0)
    how.limits.field_bytes = 1 + random_next(seed) % 9;
  if (random_next(seed) % 4 == 0)
    how.limits.record_fields = 1 + random_next(seed) % 5;
  return how;
}

static void test_next_random_texts_are_as_libcsv_reads_them(void **state) {
  (void)state;
  static const size_t sizes[] = {1, 2, 3, 5, 8, 13, 21, 50};
  uint64_t seed = 11;
  for (int round = 0; round < random_rounds(200000); round++) {
    text given;
    tell__text expected = {0};
    tell__text placed = {0};
    setting how = make_setting(&seed);
    make_text(&seed, how.delimiter, &given);
    int64_t blank = reference(&given, &how, &expected);
    expect_same(&given, &how, &expected, blank, NULL, 0);
    read_all(&given, &how, NULL, 1, &placed);
    for (size_t i = round % 4; i < sizeof sizes / sizeof *sizes; i += 4) {
      how.blocks.block_bytes = how.blocks.sample_bytes = sizes[i];
      expect_same(&given, &how, &placed, blank, NULL, 1);
    }
    pieces from = {.given = &given, .seed = seed};
    expect_same(&given, &how, &placed, blank, &from, 1);
    tell__text_free(&placed);
    tell__text_free(&expected);
  }
}

static void test_next_every_split_of_reads_gives_the_same(void **state) {
  (void)state;
  uint64_t seed = 12;
  for (int round = 0; round < random_rounds(1500); round++) {
    text given;
    tell__text placed = {0};
    setting how = make_setting(&seed);
    make_text(&seed, how.delimiter, &given);
    how.blocks.block_bytes = how.blocks.sample_bytes = 1 + random_next(&seed) % 40;
    int64_t blank = read_all(&given, &how, NULL, 1, &placed);
    for (size_t split = 0; split <= given.length; split++) {
      pieces from = {.given = &given, .first = split, .step = 1000};
      expect_same(&given, &how, &placed, blank, &from, 1);
    }
    tell__text_free(&placed);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_next_random_texts_are_as_libcsv_reads_them),
      cmocka_unit_test(test_next_every_split_of_reads_gives_the_same),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
