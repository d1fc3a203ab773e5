/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scanning by vectors and byte by byte gives the same, at every alignment; counts against loops. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "csv/lines.h"
#include "csv/scan.h"
#include "random.h"

enum { LENGTH = 400, CAPACITY = LENGTH + 1 };

/* Exactly as large as is promised, so that a sanitizer sees a read behind it. */
static char *make_bytes(uint64_t *seed, size_t length) {
  static const char often[] = ";;;;,\n\r\"ab\0 ";
  static const char quotes[] = ";\";\"\";\"\"\"x;\"";
  char *bytes = malloc(length + TELL__SCAN_PADDING);
  uint64_t rare = 1 + random_next(seed) % 60;
  for (size_t i = 0; i < length; i++) {
    uint64_t chosen = random_next(seed);
    bytes[i] = 'x';
    if (chosen % rare == 0)
      bytes[i] = often[chosen / 64 % (sizeof often - 1)];
    else if (chosen % rare == 1 && i >= 3) /* a quote where one may be */
      memcpy(bytes + i - 3, &quotes[chosen / 64 % 9], 4);
    else if (chosen % 64 == 1)
      bytes[i] = (char)(chosen >> 32);
    else if (chosen % 16 == 2)
      bytes[i] =
          (char)(0xC3 - (chosen >> 32) % 2 * 0x20); /* a letter of two bytes, or half of it */
  }
  tell__scan_close(bytes, length);
  return bytes;
}

static void expect_equal_scans(const char *text, char delimiter, size_t capacity) {
  uint32_t ends[CAPACITY + TELL__SCAN_SLACK];
  uint32_t plain_ends[CAPACITY + TELL__SCAN_SLACK];
  tell__scan seen, plain;
  tell__scan_line(text, delimiter, ends, capacity, &seen);
  tell__scan_line_plainly(text, delimiter, plain_ends, capacity, &plain);
  assert_int_equal(seen.length, plain.length);
  assert_int_equal(seen.count, plain.count);
  assert_int_equal(seen.has_hard_quote, plain.has_hard_quote);
  assert_int_equal(seen.has_twin_quote, plain.has_twin_quote);
  assert_int_equal(seen.has_nul, plain.has_nul);
  assert_int_equal(seen.has_long, plain.has_long);
  /* What is spared the check of its characters has none that are broken. */
  if (!seen.has_long)
    assert_int_equal(tell__utf8_valid_prefix(text, seen.length), seen.length);
  size_t most =
      (size_t)TELL__SCAN_WORDS * 64 < seen.length ? (size_t)TELL__SCAN_WORDS * 64 : seen.length;
  for (size_t at = most % 61; at <= most; at += 61) {
    assert_int_equal(tell__scan_characters(&seen, at), tell__utf8_count(text, at));
    assert_int_equal(tell__scan_characters(&plain, at), tell__utf8_count(text, at));
  }
  if (plain.count < capacity)
    capacity = plain.count;
  assert_memory_equal(ends, plain_ends, capacity * sizeof *ends);
}

static void test_scan_line_vectors_and_bytes_agree_at_every_alignment(void **state) {
  (void)state;
  uint64_t seed = 3;
  for (int round = 0; round < 400; round++) {
    size_t length = random_next(&seed) % LENGTH;
    char *bytes = make_bytes(&seed, length);
    for (size_t at = 0; at <= length; at++) {
      expect_equal_scans(bytes + at, ";,\t"[round % 3], CAPACITY);
      expect_equal_scans(bytes + at, round % 2 == 0 ? '\0' : ';', random_next(&seed) % 20);
    }
    free(bytes);
  }
}

static void test_scan_line_plain_cases(void **state) {
  (void)state;
  char text[] = "ab;;\xC3\xA6\r\n";
  char bytes[sizeof text + TELL__SCAN_PADDING];
  uint32_t ends[8 + TELL__SCAN_SLACK];
  tell__scan seen;
  memcpy(bytes, text, sizeof text - 1);
  tell__scan_close(bytes, sizeof text - 1);
  tell__scan_line(bytes, ';', ends, 8, &seen);
  assert_int_equal(seen.length, 6);
  assert_int_equal(seen.count, 3);
  assert_int_equal(ends[0], 2);
  assert_int_equal(ends[1], 3);
  assert_int_equal(ends[2], 6);
  assert_int_equal(seen.has_long, 0);
  assert_int_equal(seen.has_hard_quote, 0);
  assert_int_equal(seen.has_twin_quote, 0);
  assert_int_equal(seen.has_nul, 0);
}

static void test_scan_line_long_and_broken_characters_are_told(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int has_long;
  } cases[] = {{"\xC3\xA6\xC3\xB8", 0},
               {"\xC2\x80", 0},
               {"\xDF\xBF", 0},
               {"\xC1\xBF", 1},
               {"\xE2\x80\x93", 1},
               {"\xC3", 1},
               {"\xA6", 1},
               {"\xC3\xC3\xA6", 1},
               {"\xC3\xA6\xA6", 1},
               {"\xF0\x9F\x98\x80", 1}};
  char bytes[LENGTH + TELL__SCAN_PADDING];
  uint32_t ends[8 + TELL__SCAN_SLACK];
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    for (size_t at = 0; at < 140; at++) { /* over the edges of steps, and before the line end */
      tell__scan seen;
      size_t length = strlen(cases[i].text);
      memset(bytes, 'x', at);
      memcpy(bytes + at, cases[i].text, length);
      tell__scan_close(bytes, at + length);
      tell__scan_line(bytes, ';', ends, 8, &seen);
      assert_int_equal(seen.has_long, cases[i].has_long);
      tell__scan_line_plainly(bytes, ';', ends, 8, &seen);
      assert_int_equal(seen.has_long, cases[i].has_long);
    }
}

enum { HARD = 1, TWIN = 2 };

static void expect_quotes(const tell__scan *seen, int kind) {
  assert_int_equal(seen->has_hard_quote, kind == HARD);
  if (kind != HARD) /* else nobody asks */
    assert_int_equal(seen->has_twin_quote, kind == TWIN);
}

static void test_scan_line_hard_and_twin_quotes_are_told(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int kind;
  } cases[] = {
      {"\"\"", 0},          {"\"a\"", 0},         {"\"a;;b\"", 0},       {"\";\"", 0},
      {"\"\";\"\"", 0},     {"\"\"\"\"", TWIN},   {"\"a\"\"\"", TWIN},   {"\"\"\"a\"", TWIN},
      {"\"a\"\"b\"", TWIN}, {"\"\"\";\"", TWIN},  {"\"a\"\";b\"", TWIN}, {"\"", HARD},
      {"\"a", HARD},        {"a\"", HARD},        {"a\"b", HARD},        {"\"\"\"", HARD},
      {"\"\"a\"", HARD},    {" \"\"", HARD},      {"\"\" ", HARD},       {"\";", HARD},
      {"\"\";\"", HARD},    {"a\"\"", HARD},      {"\"\"a", HARD},       {"\"a\"\"b", HARD},
      {"a\"\"b\"", HARD},   {"\"a\"\"b\" ", HARD}};
  static const char *const behind[] = {"", ";", ";x;", ";\"\""};
  char bytes[LENGTH + TELL__SCAN_PADDING];
  uint32_t ends[8 + TELL__SCAN_SLACK];
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    for (size_t way = 0; way < (size_t)140 * 4; way++) { /* over the edges of steps */
      tell__scan seen;
      size_t at = way / 4, length = at + strlen(cases[i].text);
      /* What stands behind a quote that is open would stand in it. */
      const char *more = cases[i].kind == HARD ? behind[way % 2] : behind[way % 4];
      memset(bytes, 'x', at);
      bytes[at > 0 ? at - 1 : 0] = ';';
      memcpy(bytes + at, cases[i].text, length - at);
      memcpy(bytes + length, more, strlen(more));
      tell__scan_close(bytes, length + strlen(more));
      bytes[length + strlen(more)] = "\n\r"[i % 2];
      tell__scan_line(bytes, ';', ends, 8, &seen);
      expect_quotes(&seen, cases[i].kind);
      tell__scan_line_plainly(bytes, ';', ends, 8, &seen);
      expect_quotes(&seen, cases[i].kind);
    }
}

/* Byte by byte. */
static size_t slow_field(const char *text, char delimiter, size_t index) {
  size_t at = 0;
  int inside = 0;
  for (size_t field = 0; field < index; at++) {
    inside ^= text[at] == '"';
    field += text[at] == delimiter && !inside;
  }
  return at;
}

static void test_scan_line_ends_behind_quotes_agree_with_a_loop(void **state) {
  (void)state;
  uint64_t seed = 8;
  for (int round = 0; round < 3000; round++) {
    char bytes[LENGTH + TELL__SCAN_PADDING];
    uint32_t ends[CAPACITY + TELL__SCAN_SLACK];
    tell__scan seen;
    size_t length = 0, fields = random_next(&seed) % 12;
    for (size_t i = 0; i <= fields; i++) { /* x;"y;""y";"";x */
      if (i > 0)
        bytes[length++] = ';';
      int is_quoted = (int)(random_next(&seed) % 2);
      if (is_quoted)
        bytes[length++] = '"';
      for (uint64_t left = random_next(&seed) % 9; left > 0; left--) {
        int kind = (int)(random_next(&seed) % 4);
        bytes[length++] = is_quoted && kind == 0 ? ';' : is_quoted && kind == 1 ? '"' : 'x';
        if (bytes[length - 1] == '"')
          bytes[length++] = '"';
      }
      if (is_quoted)
        bytes[length++] = '"';
    }
    tell__scan_close(bytes, length);
    tell__scan_line(bytes, ';', ends, CAPACITY, &seen);
    assert_int_equal(seen.count, fields + 1);
    for (size_t i = 1; i <= fields; i++)
      assert_int_equal(ends[i - 1] + 1, slow_field(bytes, ';', i));
  }
}

static size_t slow_line_end(const char *text, size_t length, size_t from, size_t *next) {
  size_t end = from;
  while (end < length && text[end] != '\n' && text[end] != '\r')
    end++;
  *next = end == length ? end : end + 1;
  if (end + 1 < length && text[end] == '\r' && text[end + 1] == '\n')
    *next = end + 2;
  return end;
}

static void test_count_lines_and_line_end_agree_with_loops(void **state) {
  (void)state;
  uint64_t seed = 4;
  for (int round = 0; round < 3000; round++) {
    size_t length = random_next(&seed) % (round % 50 == 0 ? 9000 : LENGTH);
    char *bytes = make_bytes(&seed, length);
    int64_t lines = 0;
    size_t next = 0;
    if (round % 3 == 0)
      for (size_t i = 0; i < length; i++)
        bytes[i] = bytes[i] == '\r' ? '\n' : bytes[i];
    for (size_t at = 0; at < length; at = next) {
      size_t slow_next = 0;
      size_t end = tell__line_end(bytes, length, at, &next);
      assert_int_equal(end, slow_line_end(bytes, length, at, &slow_next));
      assert_int_equal(next, slow_next);
      lines += end < length;
    }
    assert_int_equal(tell__scan_count_lines(bytes, length), lines);
    free(bytes);
  }
}

/* As many as can be: a byte of a vector counts no more than 255 of them. */
static void test_count_lines_of_nothing_but_line_ends_counts_every_byte(void **state) {
  enum { MOST = 20000 };
  static const char ends[] = {'\n', '\r'};
  char *bytes = malloc(MOST + TELL__SCAN_PADDING);
  (void)state;
  assert_non_null(bytes);
  for (size_t i = 0; i < sizeof ends; i++)
    for (size_t length = MOST - 70; length <= MOST; length++) {
      memset(bytes, ends[i], length);
      tell__scan_close(bytes, length);
      assert_int_equal(tell__scan_count_lines(bytes, length), length);
    }
  free(bytes);
}

/* Line by line. */
static int slow_is_even(const char *text, size_t length) {
  int quotes = 0;
  for (size_t at = 0; at < length; at++) {
    quotes += text[at] == '"';
    if (text[at] == '\n' || text[at] == '\r') {
      if (quotes % 2 != 0)
        return 0;
      quotes = 0;
    }
  }
  return 1;
}

static void test_scan_is_even_agrees_with_a_loop(void **state) {
  (void)state;
  uint64_t seed = 5;
  int even = 0, odd = 0;
  for (int round = 0; round < random_rounds(20000); round++) {
    size_t length = random_next(&seed) % LENGTH;
    char *bytes = malloc(length + 1);
    uint64_t line = 1 + random_next(&seed) % 200, quote = 1 + random_next(&seed) % 200;
    for (size_t i = 0; i < length; i++) {
      uint64_t chosen = random_next(&seed);
      bytes[i] = chosen % line == 0 ? "\n\r"[chosen / line % 2] : chosen % quote == 1 ? '"' : 'x';
      /* Half of the texts have their quotes in pairs. */
      if (i > 0 && bytes[i - 1] == '"' && round % 2 == 0)
        bytes[i] = bytes[i] == 'x' && (i < 2 || bytes[i - 2] != '"') ? '"' : 'x';
    }
    int is_even = slow_is_even(bytes, length);
    even += is_even;
    odd += !is_even;
    assert_int_equal(tell__scan_is_even(bytes, length), is_even);
    free(bytes);
  }
  assert_true(even > 100);
  assert_true(odd > 100);
}

static void test_scan_shared_agrees_with_a_loop(void **state) {
  (void)state;
  uint64_t seed = 6;
  for (int round = 0; round < random_rounds(20000); round++) {
    char one[200 + TELL__SCAN_PADDING], other[200 + TELL__SCAN_PADDING];
    size_t length = random_next(&seed) % 200, differing = random_next(&seed) % 200;
    memset(one, 'x', sizeof one);
    memset(other, 'x', sizeof other);
    other[differing] = (char)('x' + 1 + random_next(&seed) % 200);
    assert_int_equal(tell__scan_shared(one, other, length),
                     differing < length ? differing : length);
  }
}

static void test_ascii_and_valid_prefix_find_the_first_other_byte(void **state) {
  (void)state;
  char bytes[300];
  for (size_t length = 0; length < sizeof bytes; length++) {
    memset(bytes, 'a', length);
    assert_int_equal(tell__scan_ascii(bytes, length), length);
    assert_int_equal(tell__utf8_valid_prefix(bytes, length), length);
    for (size_t at = 0; at < length; at += 1 + at / 7) {
      bytes[at] = '\x80';
      assert_int_equal(tell__scan_ascii(bytes, length), at);
      assert_int_equal(tell__utf8_valid_prefix(bytes, length), at);
      bytes[at] = 'a';
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_scan_line_vectors_and_bytes_agree_at_every_alignment),
      cmocka_unit_test(test_scan_line_plain_cases),
      cmocka_unit_test(test_scan_line_long_and_broken_characters_are_told),
      cmocka_unit_test(test_scan_line_hard_and_twin_quotes_are_told),
      cmocka_unit_test(test_scan_line_ends_behind_quotes_agree_with_a_loop),
      cmocka_unit_test(test_count_lines_and_line_end_agree_with_loops),
      cmocka_unit_test(test_count_lines_of_nothing_but_line_ends_counts_every_byte),
      cmocka_unit_test(test_scan_is_even_agrees_with_a_loop),
      cmocka_unit_test(test_scan_shared_agrees_with_a_loop),
      cmocka_unit_test(test_ascii_and_valid_prefix_find_the_first_other_byte),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
