/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which delimiter a text uses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "csv/dialect.h"

static void expect_delimiter(const char *text, char delimiter) {
  tell__dialect found;
  tell__dialect_detect(text, strlen(text), &found);
  if (found.delimiter != delimiter)
    fail_msg("%s: %s", text, tell__delimiter_name(found.delimiter));
  assert_int_equal(found.has_sep_line, 0);
  assert_int_equal(found.start, 0);
  assert_int_equal(found.first_line, 1);
}

static void test_detect_delimiters_are_recognised(void **state) {
  (void)state;
  expect_delimiter("a|b|c\n1|2|3\n", '|');
  expect_delimiter("a\tb\r\n1 000\t2,5\r\n", '\t');
  expect_delimiter("a;b\r1;2\r", ';');
  expect_delimiter("a,b\n1,2\n3,4", ',');
  expect_delimiter("a;b", ';');
}

static void test_detect_decimal_commas_are_no_delimiter(void **state) {
  (void)state;
  expect_delimiter("a;b;c\n1,5;2,5;3,5\n1,6;2,6;3,6\n", ';');
  expect_delimiter("1,5;2,5\n1,6;2,6\n", ';');
  expect_delimiter("verdi\n1,5\n2,5\n3,5\n", '\0');
  expect_delimiter("kode\tnavn\n1\tOs, Voss, Bergen\n2\tA, B, C\n", '\t');
}

static void test_detect_quoted_delimiters_are_not_counted(void **state) {
  (void)state;
  expect_delimiter("a,b\n\"x;y;z\",1\n\"x;y;z\",2\n\"x;y;z\",3\n", ',');
  expect_delimiter("\"a;a\na;a\",b\n\"c;c\nc;c\",d\n", ',');
  expect_delimiter("a,b,c\n\"l\nm\",4,n\n\"q,r\",\"l\nm\",x\n", ',');
  expect_delimiter("a;b\n\"x;1\ny;2\nz;3\n", ';');
}

static void test_detect_title_lines_do_not_mislead(void **state) {
  (void)state;
  expect_delimiter(
      "07495: Grunnskolepoeng, etter region\n\n\"region\";\"2019\"\n\"Oslo\";\"43,1\"\n", ';');
  expect_delimiter("En tittel\n\nEn note, og mer\nEn til\n\na;b;c\n1;2;3\n", ';');
}

static void test_detect_text_without_delimiter_is_one_column(void **state) {
  (void)state;
  expect_delimiter("", '\0');
  expect_delimiter("\n\n  \n", '\0');
  expect_delimiter("navn\nBergen\nVoss\nEt sted, et annet\nOs\n", '\0');
}

static void test_detect_sep_line_decides_and_is_passed_over(void **state) {
  (void)state;
  const char *const lines[] = {"sep=;\r\n", "SEP=,\n", "\"sep=\t\"\r", "sep=|\n", "sep=^\n"};
  const char delimiters[] = ";,\t|^";
  for (size_t i = 0; i < 5; i++) {
    char text[64];
    tell__dialect found;
    strcpy(text, lines[i]);
    strcat(text, "a;b,c\n1;2,3\n");
    tell__dialect_detect(text, strlen(text), &found);
    assert_int_equal(found.delimiter, delimiters[i]);
    assert_int_equal(found.has_sep_line, 1);
    assert_int_equal(found.start, strlen(lines[i]));
    assert_int_equal(found.first_line, 2);
  }
  expect_delimiter("sep=\na;b\nc;d\n", ';');
  expect_delimiter("sep=x\na;b\nc;d\n", ';');
  expect_delimiter("sep=\"\na;b\nc;d\n", ';');
}

static void test_delimiter_name_each_has_its_own(void **state) {
  (void)state;
  assert_string_equal(tell__delimiter_name('|'), "pipe");
  assert_string_equal(tell__delimiter_name('\t'), "tab");
  assert_string_equal(tell__delimiter_name(';'), "semicolon");
  assert_string_equal(tell__delimiter_name(','), "comma");
  assert_string_equal(tell__delimiter_name(' '), "space");
  assert_string_equal(tell__delimiter_name('\0'), "none");
  assert_string_equal(tell__delimiter_name('^'), "other");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_detect_delimiters_are_recognised),
      cmocka_unit_test(test_detect_decimal_commas_are_no_delimiter),
      cmocka_unit_test(test_detect_quoted_delimiters_are_not_counted),
      cmocka_unit_test(test_detect_title_lines_do_not_mislead),
      cmocka_unit_test(test_detect_text_without_delimiter_is_one_column),
      cmocka_unit_test(test_detect_sep_line_decides_and_is_passed_over),
      cmocka_unit_test(test_delimiter_name_each_has_its_own),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
