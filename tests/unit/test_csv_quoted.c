/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records of one line with quotes against libcsv alone, which is given each line by itself; where
 * fields begin against a loop over the bytes. Those with quotes around whole fields only must come
 * cut out of their line, and what any shares with the record before must be what it seems.
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
#include "csv/input.h"
#include "random.h"

enum { LINE_SIZE = 1024, FIELDS = 600, LINES = 40 };

typedef struct line {
  char bytes[LINE_SIZE];
  size_t length;
  int is_simple; /* 1: made of fields that are quoted as a whole or not at all */
} line;

/* What libcsv says of a line. */
typedef struct reading {
  char bytes[LINE_SIZE];
  size_t used, count;
  size_t starts[FIELDS + 1];
  int is_nothing[FIELDS];
  int records, is_good;
} reading;

static void on_field(void *bytes, size_t length, void *payload) {
  reading *seen = payload;
  assert_true(seen->count < FIELDS);
  if (length > 0)
    memcpy(seen->bytes + seen->used, bytes, length);
  seen->is_nothing[seen->count++] = bytes == NULL;
  seen->used += length;
  seen->starts[seen->count] = seen->used;
}

static void on_record(int end, void *payload) {
  (void)end;
  ((reading *)payload)->records++;
}

static void read_by_libcsv(const line *given, char delimiter, reading *out) {
  struct csv_parser parser;
  *out = (reading){.count = 0};
  csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_EMPTY_IS_NULL);
  csv_set_delim(&parser, (unsigned char)delimiter);
  out->is_good =
      csv_parse(&parser, given->bytes, given->length, on_field, on_record, out) == given->length &&
      csv_fini(&parser, on_field, on_record, out) == 0;
  csv_free(&parser);
}

/* In which column a field begins, byte by byte. */
static int64_t slow_column(const line *given, char delimiter, size_t index) {
  size_t at = 0, field = 0;
  int is_open = 0;
  for (; field < index; at++) {
    is_open ^= given->bytes[at] == '"';
    field += given->bytes[at] == delimiter && !is_open;
  }
  return (int64_t)tell__utf8_count(given->bytes, at) + 1;
}

/* How often each case came. */
typedef struct tally {
  int cut, by_libcsv, broken, blank, shared;
} tally;

static void expect_fields(tell__input *input, const tell__record *record, const line *given,
                          char delimiter, const reading *expected) {
  assert_int_equal(record->count, expected->count);
  for (size_t i = 0; i < expected->count; i++) {
    tell__field field = tell__record_field(record, i);
    tell__place place = tell__input_place(input, i);
    assert_int_equal(field.length, expected->starts[i + 1] - expected->starts[i]);
    assert_memory_equal(field.bytes, expected->bytes + expected->starts[i], field.length);
    assert_int_equal(field.is_nothing, expected->is_nothing[i]);
    assert_int_equal(place.line, record->line);
    assert_int_equal(place.column, slow_column(given, delimiter, i));
  }
}

/* `before` is the line of the record before in the same block, NULL where there is no good one;
 * `known` is what libcsv made of it. */
static void expect_shared(const tell__record *record, const line *given, const line *before,
                          const reading *known, tally *seen) {
  size_t same = 0;
  while (before != NULL && same < given->length && same < before->length &&
         given->bytes[same] == before->bytes[same])
    same++;
  /* Behind the line before stands its end, and behind that nothing that was looked for. */
  assert_int_equal(record->shared, same);
  for (size_t i = 0; record->shared > 0 && record->ends[i] < record->shared; i++) {
    tell__field field = tell__record_field(record, i);
    assert_true(i < known->count);
    assert_int_equal(field.length, known->starts[i + 1] - known->starts[i]);
    assert_memory_equal(field.bytes, known->bytes + known->starts[i], field.length);
    assert_int_equal(field.is_nothing, known->is_nothing[i]);
    seen->shared++;
  }
}

static void expect_lines(const line *lines, size_t count, char delimiter, const char *line_end,
                         int has_last_end, tally *seen) {
  static char text[LINES * (LINE_SIZE + 2)];
  static reading readings[2];
  const tell__blocks_options options = {
      .encoding = TELL__DEMAND_UTF8, .has_delimiter = 1, .delimiter = delimiter};
  tell__source *source = NULL;
  tell__input *input = NULL;
  tell__record record;
  reading *expected = &readings[0], *known = &readings[1];
  const line *before = NULL;
  size_t length = 0;
  for (size_t i = 0; i < count; i++) {
    memcpy(text + length, lines[i].bytes, lines[i].length);
    length += lines[i].length;
    if (i + 1 < count || has_last_end) {
      memcpy(text + length, line_end, strlen(line_end));
      length += strlen(line_end);
    }
  }
  assert_int_equal(tell__source_open_memory("m", text, length, 0, &source, NULL), TELL_OK);
  assert_int_equal(tell__input_open(source, &options, NULL, &input, NULL), TELL_OK);
  for (size_t i = 0; i < count; i++) {
    read_by_libcsv(&lines[i], delimiter, expected);
    if (expected->is_good && expected->records == 0) {
      seen->blank++;
      continue;
    }
    assert_int_equal(tell__input_next(input, &record, NULL), TELL_OK);
    assert_int_equal(record.line, (int64_t)i + 1);
    assert_int_equal(record.error == TELL__RECORD_OK, expected->is_good);
    if (expected->is_good) {
      assert_int_equal(expected->records, 1);
      assert_true(!lines[i].is_simple || record.fields == NULL);
      expect_fields(input, &record, &lines[i], delimiter, expected);
      expect_shared(&record, &lines[i], before, known, seen);
      seen->cut += record.fields == NULL && memchr(lines[i].bytes, '"', lines[i].length) != NULL;
      seen->by_libcsv += record.fields != NULL;
    }
    seen->broken += !expected->is_good;
    before = expected->is_good ? &lines[i] : NULL;
    reading *swapped = known;
    known = expected;
    expected = swapped;
  }
  assert_int_equal(tell__input_next(input, &record, NULL), TELL_END);
  tell__input_free(input);
}

static void add(line *to, const char *bytes, size_t length) {
  assert_true(to->length + length < LINE_SIZE);
  memcpy(to->bytes + to->length, bytes, length);
  to->length += length;
}

/* Adds a text in which ; stands for the delimiter. */
static void add_text(line *to, const char *text, char delimiter) {
  for (; *text != '\0'; text++)
    add(to, *text == ';' && delimiter != '\0' ? &delimiter : text, 1);
}

/* Fields and what looks like them, with an even number of quotes. */
static const struct {
  const char *text;
  int is_simple; /* 2: two fields are */
} parts[] = {
    {"", 1},           {"a", 1},          {" a ", 1},      {"\"\"", 1},       {"\" \"", 1},
    {"\"a\"", 1},      {"\";\"", 1},      {"\"a;b;\"", 1}, {"\";;;\"", 1},    {"\"\xC3\xA6\"", 1},
    {"\"\";\"\"", 2},  {"\" a\tb \"", 1}, {"\"\"\"\"", 0}, {"\"a\"\"b\"", 0}, {"\"\"\";\"", 0},
    {" \"a\"", 0},     {"\"a\" ", 0},     {"\"a\"\t", 0},  {"a\"\"", 0},      {"a\"b\"", 0},
    {"\"a\"b", 0},     {"\"\"x", 0},      {"a\";\"b", 0},  {"\";a\"b", 0},    {"\" \"\"; \"", 0},
    {"\"a\";b\"\"", 0}};

enum { PARTS = sizeof parts / sizeof *parts };

static const char *const line_ends[] = {"\n", "\r\n", "\r"};

/* Each with its first byte at every place around the borders of steps, alone, first and last. */
static void test_next_quotes_at_every_place_are_as_libcsv_reads_them(void **state) {
  (void)state;
  static line lines[PARTS + 1];
  tally seen = {0};
  for (size_t at = 0; at <= 200; at++)
    for (int way = 0; way < 15; way++) {
      char delimiter = ";,\t|\0"[way % 5];
      for (size_t i = 0; i < PARTS; i++) {
        line *given = &lines[i];
        given->length = 0;
        for (size_t left = at; left > 0; left--)
          add_text(given, left == 1 ? ";" : "x", delimiter);
        add_text(given, parts[i].text, delimiter);
        if (way / 5 > 0)
          add_text(given, way / 5 == 1 ? ";" : ";\";\";z", delimiter);
        given->is_simple = parts[i].is_simple;
        if (delimiter == '\0') /* nothing but the line begins and ends a field */
          given->is_simple = memchr(given->bytes, '"', given->length) == NULL ||
                             (given->length == strlen(parts[i].text) && parts[i].is_simple == 1);
      }
      expect_lines(lines, PARTS, delimiter, line_ends[(at + (size_t)way) % 3], at % 2 == 0, &seen);
    }
  assert_true(seen.cut > 10000);
  assert_true(seen.by_libcsv > 10000);
  assert_true(seen.broken > 10000);
}

/* Goes on as the line before, from the start of one of its fields. */
static void begin_line(uint64_t *seed, const line *before, char delimiter, line *out) {
  size_t cut = 0, wanted = before != NULL ? random_next(seed) % (before->length + 1) : 0;
  int is_open = 0;
  for (size_t at = 0; at < wanted; at++) {
    is_open ^= before->bytes[at] == '"';
    if (before->bytes[at] == delimiter && !is_open)
      cut = at + 1;
  }
  out->length = 0;
  out->is_simple = 1;
  if (cut > LINE_SIZE / 2)
    cut = 0;
  if (cut > 0) {
    add(out, before->bytes, cut);
    out->is_simple = before->is_simple;
  }
}

static void add_field(uint64_t *seed, char delimiter, int only_simple, line *out) {
  static const char *const inside[] = {";", ";", ",", " ", "\t", "a", "\xC3\xA6", "\xE2\x80\x93"};
  uint64_t chosen = random_next(seed) % PARTS;
  uint64_t most = random_next(seed) % 4 == 0 ? 80 : 4;
  if (random_next(seed) % 4 == 0 && (parts[chosen].is_simple || !only_simple)) {
    out->is_simple &= parts[chosen].is_simple > 0;
    add_text(out, parts[chosen].text, delimiter);
    return;
  }
  int is_quoted = random_next(seed) % 3 == 0;
  if (is_quoted)
    add(out, "\"", 1);
  for (uint64_t left = random_next(seed) % most; left > 0; left--)
    add_text(out, is_quoted ? inside[random_next(seed) % 8] : "x", delimiter);
  if (is_quoted)
    add(out, "\"", 1);
}

static void make_line(uint64_t *seed, const line *before, char delimiter, line *out) {
  int only_simple = random_next(seed) % 8 != 0;
  if (random_next(seed) % 4 == 0 || (before != NULL && only_simple && !before->is_simple))
    before = NULL;
  begin_line(seed, before, delimiter, out);
  for (uint64_t left = random_next(seed) % 6;; left--) {
    add_field(seed, delimiter, only_simple, out);
    if (left == 0)
      break;
    add(out, &delimiter, 1);
  }
  if (random_next(seed) % 8 == 0) { /* two quotes anywhere */
    out->is_simple = 0;
    for (int i = 0; i < 2; i++) {
      size_t at = random_next(seed) % (out->length + 1);
      while (at < out->length && ((unsigned char)out->bytes[at] & 0xC0U) == 0x80U)
        at++;
      memmove(out->bytes + at + 1, out->bytes + at, out->length - at);
      out->bytes[at] = '"';
      out->length++;
    }
  }
}

static void test_next_random_quotes_are_as_libcsv_reads_them(void **state) {
  (void)state;
  static line lines[LINES];
  uint64_t seed = 21;
  tally seen = {0};
  int rounds = random_rounds(10000);
  for (int round = 0; round < rounds; round++) {
    char delimiter = ";,\t| "[random_next(&seed) % 5];
    size_t count = 1 + random_next(&seed) % LINES;
    for (size_t i = 0; i < count; i++)
      make_line(&seed, i > 0 ? &lines[i - 1] : NULL, delimiter, &lines[i]);
    expect_lines(lines, count, delimiter, line_ends[random_next(&seed) % 3],
                 (int)(random_next(&seed) % 2), &seen);
  }
  assert_true(seen.cut > 5 * rounds);
  assert_true(seen.by_libcsv > rounds / 4);
  assert_true(seen.broken > rounds / 4);
  assert_true(seen.shared > 5 * rounds);
  assert_true(seen.blank > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_next_quotes_at_every_place_are_as_libcsv_reads_them),
      cmocka_unit_test(test_next_random_quotes_are_as_libcsv_reads_them),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
