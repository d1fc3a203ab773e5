/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records with their positions. A text is written down as the reader sees it:
 * one record a line, "line: field|field" with ~ for nothing and / for a line
 * break inside a field, or "line: code@line:column" for a broken one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "csv/input.h"
#include "random.h"

static void write_record(tell__text *out, const tell__record *record) {
  tell__text_add_i64(out, record->line);
  tell__text_add(out, ": ");
  if (record->error != TELL__RECORD_OK) {
    tell__text_add(out, tell__record_error_code(record->error));
    tell__text_add(out, "@");
    tell__text_add_i64(out, record->error_place.line);
    tell__text_add(out, ":");
    tell__text_add_i64(out, record->error_place.column);
  }
  for (size_t i = 0; i < record->count; i++) {
    tell__text_add(out, i > 0 ? "|" : "");
    const tell__field field = tell__record_field(record, i);
    tell__text_add(out, field.is_nothing ? "~" : "");
    for (size_t k = 0; k < field.length; k++)
      tell__text_add_n(out, field.bytes[k] == '\n' ? "/" : &field.bytes[k], 1);
  }
  tell__text_add(out, "\n");
}

static void expect_limited(const char *bytes, size_t length, const tell__blocks_options *options,
                           const tell__reader_limits *limits, const char *expected,
                           int64_t blank_lines) {
  tell__source *source = NULL;
  tell__input *input = NULL;
  tell__record record;
  tell__text seen = {0};
  assert_int_equal(tell__source_open_memory("m", bytes, length, 0, &source, NULL), TELL_OK);
  assert_int_equal(tell__input_open(source, options, limits, &input, NULL), TELL_OK);
  while (tell__input_next(input, &record, NULL) == TELL_OK)
    write_record(&seen, &record);
  assert_int_equal(tell__input_next(input, &record, NULL), TELL_END);
  assert_string_equal(tell__text_get(&seen), expected);
  assert_int_equal(tell__input_blank_lines(input), blank_lines);
  tell__text_free(&seen);
  tell__input_free(input);
}

static void expect_records(const char *text, const char *expected, int64_t blank_lines) {
  expect_limited(text, strlen(text), NULL, NULL, expected, blank_lines);
}

static void test_next_plain_records_with_every_line_end(void **state) {
  (void)state;
  const char *expected = "1: a|b\n2: 1|2\n3: 3|4\n";
  expect_records("a;b\n1;2\n3;4\n", expected, 0);
  expect_records("a;b\r\n1;2\r\n3;4", expected, 0);
  expect_records("a;b\r1;2\r3;4\r", expected, 0);
  expect_records("a;b\r1;2\r\n3;4\n", expected, 0);
  expect_records("sep=;\na;b\n", "2: a|b\n", 0);
  expect_records("", "", 0);
}

static void test_next_nothing_and_empty_text_are_kept_apart(void **state) {
  (void)state;
  expect_records("a;b;c\n;\"\";  \n;;\n\"\"\n", "1: a|b|c\n2: ~||~\n3: ~|~|~\n4: \n", 0);
  expect_records("a\tb\tc\n\t\t\n \tx\t\n", "1: a|b|c\n2: ~|~|~\n3: ~|x|~\n", 0);
}

static void test_next_quotes_around_fields_are_cut_off(void **state) {
  (void)state;
  expect_records("a;b;c\n\"x\";\";\";\" y \"\r\n\"\xC3\xA6;\";\"\";\"z\"",
                 "1: a|b|c\n2: x|;| y \n3: \xC3\xA6;||z\n", 0);
  expect_records("a\tb\n\"\t\"\tx\r\"\"\t\"\"\r", "1: a|b\n2: \t|x\n3: |\n", 0);
  expect_records("navn\n\"Os; og\"\n\"\"\n\" \"", "1: navn\n2: Os; og\n3: \n4:  \n", 0);
}

static void test_next_blanks_are_trimmed_outside_quotes_only(void **state) {
  (void)state;
  expect_records("a;b\n  x y  ;\"  x  \" \n", "1: a|b\n2: x y|  x  \n", 0);
}

static void test_next_quoted_line_breaks_keep_the_first_line(void **state) {
  (void)state;
  expect_records("a;b\n\"x\ny\n\nz\";1\n2;\"say \"\"hi\"\"\"\n",
                 "1: a|b\n2: x/y//z|1\n6: 2|say \"hi\"\n", 0);
  expect_records("a;b\n1;\"x\n\"", "1: a|b\n2: 1|x/\n", 0);
}

static void test_next_blank_lines_are_counted(void **state) {
  (void)state;
  expect_records("\n\na;b\n  \t \n1;2\r\n\r\n\n", "3: a|b\n5: 1|2\n", 5);
  expect_records("a\tb\n\t\n  \n", "1: a|b\n2: ~|~\n", 1);
}

static void test_next_one_column_is_read(void **state) {
  (void)state;
  expect_records("navn\nBergen\n\"Os; og\"\n1,5\n", "1: navn\n2: Bergen\n3: Os; og\n4: 1,5\n", 0);
}

static void test_next_open_quote_loses_one_record_only(void **state) {
  (void)state;
  expect_records("a;b\n1;\"x\n2;y\n3;z\n", "1: a|b\n2: open_quote@2:3\n3: 2|y\n4: 3|z\n", 0);
  expect_records("a;b\n1;\"x\n2;y\n3;\"z\"\n", "1: a|b\n2: open_quote@2:3\n3: 2|y\n4: 3|z\n", 0);
  expect_records("a;b\n\xC3\xA6;\"x", "1: a|b\n2: open_quote@2:3\n", 0);
  expect_records("a;b\n1;\"x\n\n\n", "1: a|b\n2: open_quote@2:3\n", 2);
}

static void test_next_stray_quote_loses_one_record_only(void **state) {
  (void)state;
  expect_records("a;b\n1;x\"y\n2;\"y\"z\n3;z\n",
                 "1: a|b\n2: stray_quote@2:4\n3: stray_quote@3:6\n4: 3|z\n", 0);
  /* The quoted field was closed; the stray quote stands in the next one. */
  expect_records("a;b\n\"1\n1\";x\"y\n", "1: a|b\n2: stray_quote@3:5\n3: stray_quote@3:2\n", 0);
}

static void test_next_zero_byte_loses_one_record_only(void **state) {
  (void)state;
  static const char text[] = "a;b;c\n1;\xC3\xA6\0;2\n3;4;5\n";
  expect_limited(text, sizeof text - 1, NULL, NULL, "1: a|b|c\n2: nul_byte@2:4\n3: 3|4|5\n", 0);
  static const char one_column[] = "abc\ndef\0ghi\njkl";
  static const char quoted[] = "a;b\n\"\xC3\xA6;\0\";2\n3;\"4\"\n";
  expect_limited(quoted, sizeof quoted - 1, NULL, NULL, "1: a|b\n2: nul_byte@2:4\n3: 3|4\n", 0);
  expect_limited(one_column, sizeof one_column - 1, NULL, NULL, "1: abc\n2: nul_byte@2:4\n3: jkl\n",
                 0);
}

static void test_next_broken_bytes_lose_their_record_only(void **state) {
  (void)state;
  expect_records("\xC3\xA6;b\n\xC3\xB8\xC3\xB8;\xFFx\n3;4\n",
                 "1: \xC3\xA6|b\n2: broken_encoding@2:4\n3: 3|4\n", 0);
  expect_records("a;b\n\"\xC3\xB8;\xFFx\";1\n3;4\n", "1: a|b\n2: broken_encoding@2:4\n3: 3|4\n", 0);
  /* The quotes are in order, so that the whole record is set aside at once. */
  expect_records("\xC3\xA6;b\n\"\xC3\xB8\n\xFFx\n\";2\n3;4\n",
                 "1: \xC3\xA6|b\n2: broken_encoding@3:1\n5: 3|4\n", 0);
}

static void test_next_limits_lose_one_record_only(void **state) {
  (void)state;
  const tell__reader_limits fields = {.record_fields = 3};
  const tell__reader_limits field = {.field_bytes = 4};
  const tell__blocks_options record = {.record_bytes = 9};
  const char *text = "a;b\n1;2;3\n1;2;3;4\n5;6\n";
  expect_limited(text, strlen(text), NULL, &fields, "1: a|b\n2: 1|2|3\n3: too_long@3:5\n4: 5|6\n",
                 0);
  text = "a;b\n1234;x\n1;12345\n5;6\n";
  expect_limited(text, strlen(text), NULL, &field, "1: a|b\n2: 1234|x\n3: too_long@3:3\n4: 5|6\n",
                 0);
  /* Quotes are no part of what they stand around. */
  text = "a;b\n\"1234\";\"\"\n\xC3\xA6;\"12345\"\n \"12345\";6\n5;6\n";
  expect_limited(text, strlen(text), NULL, &field,
                 "1: a|b\n2: 1234|\n3: too_long@3:3\n4: too_long@4:1\n5: 5|6\n", 0);
  text = "a;b\n\"1;2\";2;3\n1;\"2\";3;\"4\"\n1;\"2\";3; \"4\"\n5;6\n";
  expect_limited(text, strlen(text), NULL, &fields,
                 "1: a|b\n2: 1;2|2|3\n3: too_long@3:7\n4: too_long@4:7\n5: 5|6\n", 0);
  text = "a;b\n1234;6789\n1234;67890\n1;\"2\n3;4\n5;6\n\";7\n8;9\n";
  expect_limited(text, strlen(text), &record, NULL,
                 "1: a|b\n2: 1234|6789\n3: too_long@3:1\n4: too_long@4:1\n5: 3|4\n6: 5|6\n"
                 "7: open_quote@7:1\n8: 8|9\n",
                 0);
}

/* More fields than the ends of which are kept at first, or at all where fewer are allowed. */
static void test_next_very_many_fields_beside_quotes(void **state) {
  (void)state;
  const tell__reader_limits few = {.record_fields = 3};
  tell__text text = {0}, expected = {0};
  tell__text_add(&text, "a;b\n\"a\"\"b\"");
  tell__text_add(&expected, "1: a|b\n2: a\"b");
  for (int i = 0; i < 5000; i++) {
    tell__text_add(&text, i % 2 == 0 ? ";x" : ";\"y;\"");
    tell__text_add(&expected, i % 2 == 0 ? "|x" : "|y;");
  }
  tell__text_add(&text, "\n5;6\n");
  tell__text_add(&expected, "\n3: 5|6\n");
  expect_limited(text.bytes, text.length, NULL, NULL, expected.bytes, 0);
  expect_limited(text.bytes, text.length, NULL, &few, "1: a|b\n2: too_long@2:10\n3: 5|6\n", 0);
  tell__text_free(&expected);
  tell__text_free(&text);
}

static void test_field_place_is_counted_in_characters(void **state) {
  (void)state;
  static const char text[] = "\xC3\xA6\xC3\xB8;b;c\n \"x;\r\n\xC3\xA5\";\"\"\"\"; 3\n";
  const tell__place first[] = {{1, 1}, {1, 4}, {1, 6}};
  const tell__place second[] = {{2, 1}, {3, 4}, {3, 9}};
  tell__input *input = NULL;
  tell__record record;
  assert_int_equal(tell__input_open_memory("m", text, sizeof text - 1, &input, NULL), TELL_OK);
  for (int i = 0; i < 2; i++) {
    const tell__place *expected = i == 0 ? first : second;
    assert_int_equal(tell__input_next(input, &record, NULL), TELL_OK);
    assert_int_equal(record.count, 3);
    for (size_t k = 0; k < 6; k++) { /* forwards, then backwards */
      size_t field = k < 3 ? k : 5 - k;
      tell__place place = tell__input_place(input, field);
      assert_int_equal(place.line, expected[field].line);
      assert_int_equal(place.column, expected[field].column);
    }
    assert_int_equal(tell__input_place(input, 3).line, 0);
  }
  tell__input_free(input);
}

static void test_create_and_open_bad_arguments_are_refused(void **state) {
  (void)state;
  tell__input *input = (tell__input *)1;
  tell__blocks *blocks = (tell__blocks *)1;
  assert_int_equal(tell__reader_create(NULL, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell__blocks_open(NULL, NULL, &blocks, NULL), TELL_E_ARGUMENT);
  assert_null(blocks);
  assert_int_equal(tell__input_open(NULL, NULL, NULL, &input, NULL), TELL_E_ARGUMENT);
  assert_null(input);
  input = (tell__input *)1;
  assert_int_equal(tell__input_open_path(NULL, &input, NULL), TELL_E_ARGUMENT);
  assert_null(input);
  assert_int_equal(tell__input_open_path("x", NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell__input_open_path("/none/such", &input, NULL), TELL_E_NOT_FOUND);
  assert_int_equal(tell__input_open_memory("m", NULL, 2, &input, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell__input_open_memory(NULL, NULL, 0, &input, NULL), TELL_OK);
  tell__input_free(input);
  tell__input_free(NULL);
  tell__reader_free(NULL);
}

/* Texts of quotes and the like: each physical line is the first of a record, inside one, or blank.
 */
static void test_next_random_texts_every_line_is_accounted_for(void **state) {
  (void)state;
  static const char *const pieces[] = {"a",    ";", "\"",   "\"\"",    "\n",
                                       "\r\n", " ", "\xE6", "\xC3\xA6"};
  uint64_t seed = 5;
  for (int round = 0; round < 20000; round++) {
    char bytes[256] = "x;y\n";
    tell__input *input = NULL;
    tell__record record;
    int64_t line = 0;
    for (uint64_t left = random_next(&seed) % 50; left > 0; left--)
      strcat(bytes, pieces[random_next(&seed) % (sizeof pieces / sizeof pieces[0])]);
    assert_int_equal(tell__input_open_memory("m", bytes, strlen(bytes), &input, NULL), TELL_OK);
    while (tell__input_next(input, &record, NULL) == TELL_OK) {
      assert_true(record.line > line);
      assert_int_equal(record.count == 0, record.error != TELL__RECORD_OK);
      assert_int_equal(record.error_place.line > 0, record.error != TELL__RECORD_OK);
      assert_true(record.error == TELL__RECORD_OK || record.error_place.line >= record.line);
      line = record.line;
    }
    tell__input_free(input);
  }
}

static const char *hostile_line(int kind, int index) {
  switch (kind) {
  case 0:
    return "\"a;b\n"; /* each line opens a quote */
  case 1:
    return index == 0 ? "x;\"a\n" : "y;\"\"\n"; /* one open quote, then even numbers of quotes */
  case 2:
    return "\"\"\"a;b\n"; /* open, with an escaped quote */
  case 3:
    return index % 3 == 0 ? "a;\"b\n" : "a;\"\"\n";
  default:
    return "a;\"\n"; /* every second line closes what the line before opened */
  }
}

static double read_hostile(int kind, int lines) {
  tell__text bytes = {0};
  tell__input *input = NULL;
  tell__record record;
  struct timespec from, to;
  for (int i = 0; i < lines; i++)
    tell__text_add(&bytes, hostile_line(kind, i));
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
  assert_int_equal(tell__input_open_memory("m", bytes.bytes, bytes.length, &input, NULL), TELL_OK);
  while (tell__input_next(input, &record, NULL) == TELL_OK)
    continue;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
  tell__input_free(input);
  tell__text_free(&bytes);
  return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

/* Linear work gives a ratio of 8, quadratic work 64; the bound leaves room for a busy machine. */
static void test_next_hostile_quotes_take_linear_time(void **state) {
  (void)state;
  for (int kind = 0; kind < 5; kind++) {
    double small = read_hostile(kind, 12500);
    double large = read_hostile(kind, 100000);
    if (large > 24 * small + 0.05)
      fail_msg("kind %d: %.3f s and %.3f s", kind, small, large);
  }
}

static void test_record_error_every_error_has_code_and_message(void **state) {
  (void)state;
  assert_string_equal(tell__record_error_code(TELL__RECORD_OK), "");
  assert_string_equal(tell__record_error_message(TELL__RECORD_OK), "");
  for (int i = TELL__RECORD_BROKEN_ENCODING; i <= TELL__RECORD_TOO_LONG; i++) {
    assert_string_not_equal(tell__record_error_code((tell__record_error)i), "");
    assert_string_not_equal(tell__record_error_message((tell__record_error)i), "");
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_next_plain_records_with_every_line_end),
      cmocka_unit_test(test_next_nothing_and_empty_text_are_kept_apart),
      cmocka_unit_test(test_next_quotes_around_fields_are_cut_off),
      cmocka_unit_test(test_next_blanks_are_trimmed_outside_quotes_only),
      cmocka_unit_test(test_next_quoted_line_breaks_keep_the_first_line),
      cmocka_unit_test(test_next_blank_lines_are_counted),
      cmocka_unit_test(test_next_one_column_is_read),
      cmocka_unit_test(test_next_open_quote_loses_one_record_only),
      cmocka_unit_test(test_next_stray_quote_loses_one_record_only),
      cmocka_unit_test(test_next_zero_byte_loses_one_record_only),
      cmocka_unit_test(test_next_broken_bytes_lose_their_record_only),
      cmocka_unit_test(test_next_limits_lose_one_record_only),
      cmocka_unit_test(test_next_very_many_fields_beside_quotes),
      cmocka_unit_test(test_field_place_is_counted_in_characters),
      cmocka_unit_test(test_create_and_open_bad_arguments_are_refused),
      cmocka_unit_test(test_next_random_texts_every_line_is_accounted_for),
      cmocka_unit_test(test_next_hostile_quotes_take_linear_time),
      cmocka_unit_test(test_record_error_every_error_has_code_and_message),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
