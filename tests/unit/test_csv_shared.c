/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines that begin as the line before: what was found there is not looked for
 * again. Random texts of such neighbours, scanned on against scanned byte by
 * byte, and read by one reader against one that begins anew at every record, and against libcsv.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "csv/lines.h"
#include "csv/reader.h"
#include "csv/scan.h"
#include "random.h"

enum { LINE_SIZE = 300, PIECES = 40, TEXT_SIZE = 40 * (LINE_SIZE + 700), FIELDS = 40 * 1000 };

/* Fields, many of which begin alike; ; stands for the delimiter. */
static const char *const good[] = {"",
                                   "a",
                                   " a ",
                                   "\"\"",
                                   "\"a;b\"",
                                   "\"a;bc\"",
                                   "\";\"",
                                   "\"a\"\"b\"",
                                   "\"a\"",
                                   "\"\"\"\"",
                                   "\xC3\xA6",
                                   "\xC3\xB8",
                                   "\xC3\xB8\xC3\xA5",
                                   "Gutter",
                                   "Gutt",
                                   "\"\xC3\xB8;\"",
                                   "12,5",
                                   "12",
                                   "\t",
                                   "a\v\fb",
                                   "Nasjonale pr\xC3\xB8ver i regning",
                                   "Nasjonale pr\xC3\xB8ver i lesing",
                                   "\"Nasjonale;;\"\"\""};

/* More such, after which nothing is shared with the line. */
static const char *const rare[] = {"\xE2\x80\x93x", "\xE2\x80\x94", "\xF0\x9F\x98\x80", "\"a\nb\"",
                                   "\"a\r\""};

static const char *const wild[] = {"\"",   "a\"",      "\"a", "\"a\" ", " \"a\"", "\xC3",
                                   "\xA6", "\xE2\x80", "\r",  "\"\n",   "\"a\"b", "\""};

enum {
  GOOD = sizeof good / sizeof *good,
  RARE = sizeof rare / sizeof *rare,
  WILD = sizeof wild / sizeof *wild
};

static const char *choose(uint64_t chosen, int is_wild) {
  if (chosen % 128 == 0)
    return rare[chosen / 128 % RARE];
  if (is_wild && chosen % 64 == 1)
    return wild[chosen / 64 % WILD];
  return good[chosen / 64 % GOOD];
}

/* A text as large as is promised, so that a sanitizer sees a read behind it. */
typedef struct text {
  char *bytes;
  size_t length;
  int is_wild; /* 1: with quotes that stand wrong, broken characters and zero bytes */
  char delimiter;
} text;

typedef struct writing {
  char bytes[TEXT_SIZE];
  size_t length, line; /* the last line's start */
} writing;

static void add(writing *to, const char *bytes, size_t length, char delimiter) {
  assert_true(to->length + length < TEXT_SIZE);
  for (size_t i = 0; i < length; i++)
    to->bytes[to->length++] = bytes[i] == ';' && delimiter != '\0' ? delimiter : bytes[i];
}

/* What of a line ends whole fields, up to a random one: how far the next line is to be the same. */
static size_t cut_line(const writing *from, size_t length, const text *of, uint64_t *seed) {
  const char *line = from->bytes + from->line;
  size_t most = random_next(seed) % (length + 1), kept = 0;
  int is_open = 0;
  if (of->is_wild && random_next(seed) % 2 == 0)
    return most;
  for (size_t i = 0; i < most; i++) {
    is_open ^= line[i] == '"';
    kept = line[i] == of->delimiter && !is_open ? i + 1 : kept;
  }
  return kept;
}

static void add_line(writing *to, size_t length, const text *of, uint64_t *seed) {
  size_t kept = random_next(seed) % 8 == 0 ? 0 : cut_line(to, length, of, seed);
  size_t before = to->line, most = random_next(seed) % LINE_SIZE;
  to->line = to->length;
  add(to, to->bytes + before, kept, '\0');
  if (random_next(seed) % 12 == 0) /* a short one, or a blank one */
    return;
  for (int first = 1; first || to->length - to->line < most; first = 0) {
    uint64_t chosen = random_next(seed);
    add(to, ";", !first, of->delimiter);
    const char *piece = choose(chosen, of->is_wild);
    size_t is_zero_byte = of->is_wild && chosen % 256 == 2;
    add(to, piece, strlen(piece) + is_zero_byte, of->delimiter);
  }
  for (int left = random_next(seed) % 100 == 0 ? 600 : 0; left > 0; left--)
    add(to, ";", 1, of->delimiter); /* more fields than there is room for at first */
}

static text make_text(uint64_t *seed) {
  static const char delimiters[] = ";;;;,\t| \0a\xC3";
  static const char *const line_ends[] = {"\n", "\r\n", "\r"};
  static writing to;
  text made = {.is_wild = (int)(random_next(seed) % 2),
               .delimiter = delimiters[random_next(seed) % (sizeof delimiters - 1)]};
  const char *end = line_ends[random_next(seed) % 3];
  size_t length = 0;
  to.length = to.line = 0;
  for (uint64_t lines = random_next(seed) % 30; lines > 0; lines--) {
    add_line(&to, length, &made, seed);
    length = to.length - to.line;
    if (made.is_wild)
      end = line_ends[random_next(seed) % 3];
    if (lines > 1 || random_next(seed) % 2 == 0)
      add(&to, end, strlen(end), '\0');
  }
  made.length = to.length;
  made.bytes = malloc(made.length + TELL__SCAN_PADDING);
  memcpy(made.bytes, to.bytes, made.length);
  tell__scan_close(made.bytes, made.length);
  return made;
}

/* How often each case came. */
typedef struct tally {
  int known, known_twins, records, broken, by_libcsv;
} tally;

static void expect_scan(const char *line, char delimiter, const tell__scan *seen,
                        const uint32_t *ends) {
  static uint32_t plain_ends[FIELDS + TELL__SCAN_SLACK];
  tell__scan plain;
  tell__scan_line_plainly(line, delimiter, plain_ends, FIELDS, &plain);
  assert_int_equal(seen->length, plain.length);
  assert_int_equal(seen->count, plain.count);
  assert_int_equal(seen->has_nul, plain.has_nul);
  assert_int_equal(seen->has_hard_quote, plain.has_hard_quote);
  assert_int_equal(seen->has_long, plain.has_long);
  if (!plain.has_hard_quote) {
    assert_int_equal(seen->has_twin_quote, plain.has_twin_quote);
    assert_true(!plain.has_twin_quote || seen->first_twin == plain.first_twin);
  }
  assert_memory_equal(ends, plain_ends, plain.count * sizeof *ends);
  size_t most = (size_t)TELL__SCAN_WORDS * 64;
  for (size_t at = 0; at <= most && at <= plain.length; at++)
    assert_int_equal(tell__scan_characters(seen, at), tell__scan_characters(&plain, at));
}

static void test_scan_line_on_agrees_with_a_loop(void **state) {
  (void)state;
  static uint32_t ends[FIELDS + TELL__SCAN_SLACK];
  uint64_t seed = 21;
  tally count = {0};
  for (int round = 0; round < random_rounds(6000); round++) {
    text given = make_text(&seed);
    tell__scan seen = {0};
    int may_share = ((unsigned char)given.delimiter & 0x80U) == 0;
    size_t next = 0, before = 0;
    for (size_t at = 0; at < given.length; before = at, at = next) {
      const char *line = given.bytes + at;
      size_t known = 0;
      if (at > 0 && may_share) {
        size_t shared = tell__scan_shared(line, given.bytes + before, seen.length);
        known = tell__scan_known(&seen, ends, shared);
      }
      tell__scan_line_on(line, given.delimiter, known, ends, FIELDS, &seen);
      expect_scan(line, given.delimiter, &seen, ends);
      (void)tell__line_end(given.bytes, given.length, at, &next);
      count.known += known > 0;
      count.known_twins += known > 0 && seen.has_twin_quote && seen.first_twin < ends[known - 1];
    }
    free(given.bytes);
  }
  assert_true(count.known > 1000 && count.known_twins > 300);
}

/* The text from a line on. */
static tell__block block_from(const tell__block *whole, int64_t line) {
  tell__block from = *whole;
  size_t at = 0, next = 0;
  for (int64_t number = whole->first_line; number < line; number++, at = next)
    (void)tell__line_end(whole->text, whole->visible, at, &next);
  from.text += at;
  from.length -= at;
  from.visible -= at;
  from.first_line = line;
  return from;
}

static void expect_equal_records(tell__reader *one, const tell__record *seen, tell__reader *other,
                                 const tell__record *expected) {
  assert_int_equal(seen->line, expected->line);
  assert_int_equal(seen->count, expected->count);
  assert_int_equal(seen->error, expected->error);
  assert_int_equal(seen->error_place.line, expected->error_place.line);
  assert_int_equal(seen->error_place.column, expected->error_place.column);
  assert_ptr_equal(seen->text, expected->text);
  assert_int_equal(seen->fields == NULL, expected->fields == NULL);
  for (size_t i = 0; i < expected->count; i++) {
    tell__field field = tell__record_field(seen, i), same = tell__record_field(expected, i);
    tell__place place = tell__reader_field_place(one, i);
    tell__place same_place = tell__reader_field_place(other, i);
    assert_int_equal(field.length, same.length);
    assert_memory_equal(field.bytes, same.bytes, same.length);
    assert_int_equal(field.is_nothing, same.is_nothing);
    assert_int_equal(place.line, same_place.line);
    assert_int_equal(place.column, same_place.column);
  }
}

/* The start of the record is that of the one before, up to a difference. */
static void expect_shared(const tell__record *record, const char *before, size_t length) {
  size_t same = 0;
  while (before != NULL && same < length && record->text[same] == before[same])
    same++;
  assert_int_equal(record->shared, same);
}

/* What a reading of a whole text gives, and what libcsv makes of it. */
typedef struct digest {
  uint64_t fields; /* FNV-1a */
  size_t count;
} digest;

static void add_field(digest *to, const char *bytes, size_t length, int is_nothing) {
  to->fields = (to->fields ^ (length * 2 + (size_t)is_nothing)) * UINT64_C(0x100000001B3);
  for (size_t i = 0; i < length; i++)
    to->fields = (to->fields ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001B3);
  to->count++;
}

static void on_field(void *bytes, size_t length, void *payload) {
  add_field(payload, bytes, length, bytes == NULL);
}

static void on_record(int end, void *payload) {
  (void)end;
  ((digest *)payload)->fields++;
}

/* Returns 0 where anything is wrong. */
static int read_by_libcsv(const text *given, digest *out) {
  struct csv_parser parser;
  if (memchr(given->bytes, '\0', given->length) != NULL ||
      tell__utf8_valid_prefix(given->bytes, given->length) < given->length)
    return 0;
  csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_EMPTY_IS_NULL);
  csv_set_delim(&parser, (unsigned char)given->delimiter);
  int is_good =
      csv_parse(&parser, given->bytes, given->length, on_field, on_record, out) == given->length &&
      csv_fini(&parser, on_field, on_record, out) == 0;
  csv_free(&parser);
  return is_good;
}

static void expect_reading(const text *given, const tell__block *block,
                           const tell__reader_limits *limits, tally *count) {
  tell__reader *on = NULL, *anew = NULL;
  tell__record record, expected;
  digest seen = {0}, by_libcsv = {0};
  const char *before = NULL;
  assert_int_equal(tell__reader_create(limits, &on, NULL), TELL_OK);
  assert_int_equal(tell__reader_create(limits, &anew, NULL), TELL_OK);
  tell__reader_begin(on, block);
  while (tell__reader_next(on, &record, NULL) == TELL_OK) {
    tell__block rest = block_from(block, record.line);
    tell__reader_begin(anew, &rest);
    assert_int_equal(tell__reader_next(anew, &expected, NULL), TELL_OK);
    assert_int_equal(expected.shared, 0);
    expect_equal_records(on, &record, anew, &expected);
    if (record.text != NULL)
      expect_shared(&record, before, strcspn(record.text, "\r\n"));
    before = record.error == TELL__RECORD_OK ? rest.text : NULL;
    for (size_t i = 0; i < record.count; i++) {
      tell__field field = tell__record_field(&record, i);
      add_field(&seen, field.bytes, field.length, field.is_nothing);
    }
    on_record(0, &seen);
    count->records++;
    count->broken += record.error != TELL__RECORD_OK;
  }
  if (limits->field_bytes == 0 && block->record_bytes > TEXT_SIZE &&
      read_by_libcsv(given, &by_libcsv)) {
    assert_int_equal(seen.count, by_libcsv.count);
    assert_true(seen.fields == by_libcsv.fields);
    count->by_libcsv++;
  }
  tell__reader_free(on);
  tell__reader_free(anew);
}

static void test_next_neighbours_are_read_as_alone(void **state) {
  (void)state;
  uint64_t seed = 22;
  tally count = {0};
  for (int round = 0; round < random_rounds(6000); round++) {
    text given = make_text(&seed);
    tell__reader_limits limits = {0, 0};
    tell__block block = {.text = given.bytes,
                         .length = given.length,
                         .visible = given.length,
                         .is_last = 1,
                         .first_line = 1 + round % 3,
                         .record_bytes = TELL__RECORD_BYTES_MAX,
                         .delimiter = given.delimiter};
    if (round % 4 == 0) {
      limits = (tell__reader_limits){1 + random_next(&seed) % 40, 1 + random_next(&seed) % 20};
      block.record_bytes = 1 + random_next(&seed) % LINE_SIZE;
    }
    expect_reading(&given, &block, &limits, &count);
    free(given.bytes);
  }
  assert_true(count.records - count.broken > 1000);
  assert_true(count.broken > 300);
  assert_true(count.by_libcsv > 50);
}

static tell__block make_block(char *bytes, const char *content, char delimiter) {
  size_t length = strlen(content);
  memcpy(bytes, content, length);
  tell__scan_close(bytes, length);
  return (tell__block){.text = bytes,
                       .length = length,
                       .visible = length,
                       .is_last = 1,
                       .first_line = 1,
                       .record_bytes = TELL__RECORD_BYTES_MAX,
                       .delimiter = delimiter};
}

static void expect_next(tell__reader *reader, size_t count, const char *last) {
  tell__record record;
  assert_int_equal(tell__reader_next(reader, &record, NULL), TELL_OK);
  assert_int_equal(record.count, count);
  tell__field field = tell__record_field(&record, count - 1);
  assert_int_equal(field.length, strlen(last));
  assert_memory_equal(field.bytes, last, field.length);
}

static void test_begin_memory_used_again_shares_nothing(void **state) {
  (void)state;
  char bytes[64 + TELL__SCAN_PADDING];
  tell__reader *reader = NULL;
  assert_int_equal(tell__reader_create(NULL, &reader, NULL), TELL_OK);
  tell__block block = make_block(bytes, "a;b;c;d\n", ';');
  tell__reader_begin(reader, &block);
  expect_next(reader, 4, "d");
  block = make_block(bytes, "aa;bb;c\n", ';');
  tell__reader_begin(reader, &block);
  expect_next(reader, 3, "c");
  tell__reader_free(reader);
}

/* Such a delimiter may be half of a letter in one line, and stand alone in the next. */
static void test_next_delimiter_beyond_ascii_is_judged_in_every_line(void **state) {
  (void)state;
  char bytes[64 + TELL__SCAN_PADDING];
  tell__reader *reader = NULL;
  tell__record record;
  assert_int_equal(tell__reader_create(NULL, &reader, NULL), TELL_OK);
  tell__block block = make_block(bytes, "a\xC3\xA6\na\xC3z\n", '\xC3');
  tell__reader_begin(reader, &block);
  expect_next(reader, 2, "\xA6");
  assert_int_equal(tell__reader_next(reader, &record, NULL), TELL_OK);
  assert_int_equal(record.error, TELL__RECORD_BROKEN_ENCODING);
  tell__reader_free(reader);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_scan_line_on_agrees_with_a_loop),
      cmocka_unit_test(test_next_neighbours_are_read_as_alone),
      cmocka_unit_test(test_begin_memory_used_again_shares_nothing),
      cmocka_unit_test(test_next_delimiter_beyond_ascii_is_judged_in_every_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
