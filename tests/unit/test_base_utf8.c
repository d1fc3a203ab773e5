/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 and the form for comparing names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

static void expect_key(const char *text, const char *expected) {
  char *key = tell__utf8_name_key(text, strlen(text));
  assert_non_null(key);
  assert_string_equal(key, expected);
  tell__free(key);
}

/* Every code point there is, and no surrogate. */
static void test_put_every_code_point_is_one_valid_character(void **state) {
  (void)state;
  char bytes[5];
  for (uint32_t point = 0; point <= 0x10FFFF; point++) {
    size_t length = tell__utf8_put(point, bytes);
    int surrogate = point >= 0xD800 && point <= 0xDFFF;
    assert_int_equal(tell__utf8_valid_prefix(bytes, length), surrogate ? 0 : length);
    assert_int_equal(tell__utf8_count(bytes, length), 1);
    if (length > 1)
      assert_int_equal(tell__utf8_valid_prefix(bytes, length - 1), 0);
  }
  assert_int_equal(tell__utf8_put(0x20AC, bytes), 3);
  assert_memory_equal(bytes, "\xE2\x82\xAC", 3);
}

static void test_valid_prefix_broken_bytes_end_it(void **state) {
  (void)state;
  const char *const broken[] = {"\x80",
                                "\xC0\xAF",
                                "\xC1\xBF",
                                "\xE0\x80\x80",
                                "\xED\xA0\x80",
                                "\xF0\x80\x80\x80",
                                "\xF4\x90\x80\x80",
                                "\xF5\x80\x80\x80",
                                "\xFF",
                                "\xC3(",
                                "\xE2\x82(",
                                "\xF0\x9F\x98("};
  for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
    char text[16] = "a\xC3\xB8";
    strcat(text, broken[i]);
    assert_int_equal(tell__utf8_valid_prefix(text, strlen(text)), 3);
  }
  assert_int_equal(tell__utf8_valid_prefix("", 0), 0);
  assert_int_equal(tell__utf8_valid_prefix("a\0b", 3), 3);
}

static void test_name_key_spellings_of_a_name_are_equal(void **state) {
  (void)state;
  expect_key("  Fj\xC3\xB8sanger\xC2\xA0\t SKOLE \xE2\x80\xAF", "fj\xC3\xB8sanger skole");
  expect_key("A\xCC\x8Asane", "\xC3\xA5sane"); /* A and a combining ring */
  expect_key("\xC3\x85SANE", "\xC3\xA5sane");
  expect_key("Stra\xC3\x9F"
             "e",
             "strasse");
  expect_key("\xC5\x8A\xC5\xA0", "\xC5\x8B\xC5\xA1");
  expect_key("", "");
  expect_key(" \r\n ", "");
  expect_key("\xEF\xAC\xAC\xEF\xAC\xAC\xEF\xAC\xAC", /* each becomes three characters */
             "\xD7\xA9\xD6\xBC\xD7\x81\xD7\xA9\xD6\xBC\xD7\x81\xD7\xA9\xD6\xBC\xD7\x81");
}

/* Minutes, before runs of marks were bounded: their order was worked out pair by pair. */
static void test_name_key_of_endless_marks_is_quick(void **state) {
  enum { MARKS = 200000 };
  static char text[1 + 2 * MARKS];
  (void)state;
  text[0] = 'A';
  for (size_t i = 0; i < MARKS; i++)
    memcpy(text + 1 + 2 * i, i % 2 == 0 ? "\xCC\x81" : "\xCC\xA7", 2); /* U+0301, U+0327 */
  char *key = tell__utf8_name_key(text, sizeof text);
  assert_non_null(key);
  assert_memory_equal(key, text, sizeof text);
  tell__free(key);
  key = tell__utf8_name_key(text, 1 + 2 * 30);
  assert_non_null(key);
  assert_true(key[0] != 'A'); /* folded and composed as any name */
  tell__free(key);
}

static void test_count_on_goes_forwards_and_backwards(void **state) {
  static const char text[] = "a\xC3\xA5"
                             "b\xE2\x82\xAC"
                             "c";
  tell__utf8_counter counter = {NULL, 0, 0};
  (void)state;
  assert_int_equal(tell__utf8_count_on(&counter, text, 3), 2);
  assert_int_equal(tell__utf8_count_on(&counter, text, 8), 5);
  assert_int_equal(tell__utf8_count_on(&counter, text, 1), 1);
  assert_int_equal(tell__utf8_count_on(&counter, text + 1, 3), 2);
}

static void test_name_key_broken_text_or_zero_byte_gives_null(void **state) {
  (void)state;
  assert_null(tell__utf8_name_key("a\xFF", 2));
  assert_null(tell__utf8_name_key("a\0b", 3));
}

static void test_trim_blanks_of_four_kinds_are_cut(void **state) {
  (void)state;
  const char *start = NULL;
  const char *text = " \t\xC2\xA0"
                     "a b\xC3\xA0\xE2\x80\xAF ";
  assert_int_equal(tell__utf8_trim(text, strlen(text), &start), 5);
  assert_memory_equal(start, "a b\xC3\xA0", 5);
  assert_int_equal(tell__utf8_trim("   ", 3, &start), 0);
  assert_int_equal(tell__utf8_trim("", 0, &start), 0);
  assert_int_equal(tell__utf8_trim("\xA0", 1, &start), 1);
}

static void test_utf8_mask_controls_and_broken_bytes(void **state) {
  (void)state;
  static const struct {
    const char *text, *masked;
  } cases[] = {{"", ""},
               {"skole å€\xF0\x9F\x98\x80.csv", "skole å€\xF0\x9F\x98\x80.csv"},
               {"\x01\x1F \x7E\x7F\t\n", "?? ~???"},
               {"\xC2\x80\xC2\x9F\xC2\xA0", "????\xC2\xA0"},
               {"\xFF\xC3\xA6\xC3", "?\xC3\xA6?"},
               {"\xE2\x82", "??"},
               {"\xED\xA0\x80", "???"},
               {"\xC0\xAF", "??"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[40];
    strcpy(text, cases[i].text);
    tell__utf8_mask(text);
    assert_string_equal(text, cases[i].masked);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_put_every_code_point_is_one_valid_character),
      cmocka_unit_test(test_valid_prefix_broken_bytes_end_it),
      cmocka_unit_test(test_name_key_spellings_of_a_name_are_equal),
      cmocka_unit_test(test_name_key_of_endless_marks_is_quick),
      cmocka_unit_test(test_count_on_goes_forwards_and_backwards),
      cmocka_unit_test(test_name_key_broken_text_or_zero_byte_gives_null),
      cmocka_unit_test(test_trim_blanks_of_four_kinds_are_cut),
      cmocka_unit_test(test_utf8_mask_controls_and_broken_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
