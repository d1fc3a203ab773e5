/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers as text. Reading is held against strtod() of the C library (correctly
 * rounded in glibc), writing against whole-number arithmetic on the decimals.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "random.h"
#include "telling/base.h"

static void expect_read(const char *text, char mark, tell__number_result result, double value,
                        int32_t decimals) {
  double got = -99;
  int32_t got_decimals = -99;
  if (tell__number_read(text, strlen(text), mark, &got, &got_decimals) != result)
    fail_msg("\"%s\" with mark '%c'", text, mark != 0 ? mark : '0');
  if (result != TELL__NUMBER_OK) {
    value = -99;
    decimals = -99;
  }
  if (got != value || got_decimals != decimals)
    fail_msg("\"%s\" gave %.17g with %d decimals", text, got, (int)got_decimals);
}

static void test_number_read_norwegian_forms_are_read(void **state) {
  (void)state;
  expect_read("0", 0, TELL__NUMBER_OK, 0, 0);
  expect_read("  116", 0, TELL__NUMBER_OK, 116, 0);
  expect_read("7 706,2", 0, TELL__NUMBER_OK, 7706.2, 1);
  expect_read("56 875", 0, TELL__NUMBER_OK, 56875, 0);
  expect_read("1\xC2\xA0"
              "234\xE2\x80\xAF"
              "567,25",
              0, TELL__NUMBER_OK, 1234567.25, 2);
  expect_read("\xC2\xA0"
              "5\t",
              0, TELL__NUMBER_OK, 5, 0);
  expect_read("\xE2\x88\x92"
              "3,5",
              0, TELL__NUMBER_OK, -3.5, 1);
  expect_read("-3,50", ',', TELL__NUMBER_OK, -3.5, 2);
  expect_read("+4", 0, TELL__NUMBER_OK, 4, 0);
  expect_read("12.5", 0, TELL__NUMBER_OK, 12.5, 1);
  expect_read("12.5000", 0, TELL__NUMBER_OK, 12.5, 4);
  expect_read("1,234", 0, TELL__NUMBER_OK, 1.234, 3);
  expect_read(",5", 0, TELL__NUMBER_OK, 0.5, 1);
  expect_read("007", 0, TELL__NUMBER_OK, 7, 0);
  expect_read("123456789", 0, TELL__NUMBER_OK, 123456789, 0);
  expect_read("1.234,5", 0, TELL__NUMBER_OK, 1234.5, 1);
  expect_read("1.234.567", 0, TELL__NUMBER_OK, 1234567, 0);
  expect_read("1.234.567,8", ',', TELL__NUMBER_OK, 1234567.8, 1);
}

static void test_number_read_minus_zero_has_no_sign(void **state) {
  (void)state;
  double value = 1;
  assert_int_equal(tell__number_read("-0,0", 4, 0, &value, NULL), TELL__NUMBER_OK);
  assert_true(value == 0 && !signbit(value));
}

static void test_number_read_one_dot_and_three_digits_is_ambiguous(void **state) {
  (void)state;
  expect_read("1.234", 0, TELL__NUMBER_AMBIGUOUS, 0, 0);
  expect_read("-12.345", 0, TELL__NUMBER_AMBIGUOUS, 0, 0);
  expect_read("1.234", ',', TELL__NUMBER_AMBIGUOUS, 0, 0);
  expect_read("1.234", '.', TELL__NUMBER_OK, 1.234, 3);
  expect_read("1,234", '.', TELL__NUMBER_AMBIGUOUS, 0, 0);
  expect_read("1.2345", 0, TELL__NUMBER_OK, 1.2345, 4);
}

static void test_number_read_english_groups_only_with_point(void **state) {
  (void)state;
  expect_read("1,234.5", '.', TELL__NUMBER_OK, 1234.5, 1);
  expect_read("1,234,567", '.', TELL__NUMBER_OK, 1234567, 0);
  expect_read("1,234.5", 0, TELL__NUMBER_INVALID, 0, 0);
  expect_read("1,234.5", ',', TELL__NUMBER_INVALID, 0, 0);
  expect_read("1,234,567", 0, TELL__NUMBER_INVALID, 0, 0);
  expect_read("1.234.567", '.', TELL__NUMBER_INVALID, 0, 0);
  expect_read("1,5", '.', TELL__NUMBER_INVALID, 0, 0);
  expect_read("1.5", ',', TELL__NUMBER_INVALID, 0, 0);
}

/* A comma is as foreign to a file with points behind groups as alone. */
static void test_number_read_point_groups_never_with_point(void **state) {
  (void)state;
  expect_read("1.234,5", '.', TELL__NUMBER_INVALID, 0, 0);
  expect_read("1.234.567,8", '.', TELL__NUMBER_INVALID, 0, 0);
  expect_read("1.234,5", ',', TELL__NUMBER_OK, 1234.5, 1);
}

/* What stands in quotes where commas part the fields. */
static void test_number_read_comma_between_commas_is_decimal(void **state) {
  (void)state;
  const char mark = TELL__MARK_BETWEEN_COMMAS;
  expect_read("0,1", mark, TELL__NUMBER_OK, 0.1, 1);
  expect_read("-12,35", mark, TELL__NUMBER_OK, -12.35, 2);
  expect_read("2 776,5", mark, TELL__NUMBER_OK, 2776.5, 1);
  expect_read("0.1", mark, TELL__NUMBER_OK, 0.1, 1);
  expect_read("1.234", mark, TELL__NUMBER_OK, 1.234, 3);
  expect_read("1,234", mark, TELL__NUMBER_AMBIGUOUS, 0, 0);
  expect_read("1,234.5", mark, TELL__NUMBER_OK, 1234.5, 1);
  expect_read("1.234,5", mark, TELL__NUMBER_INVALID, 0, 0);
  expect_read("1,2,3", mark, TELL__NUMBER_INVALID, 0, 0);
}

static void test_number_read_other_texts_are_invalid(void **state) {
  (void)state;
  const char *const texts[] = {
      "12 34",    "1 2345", "1234 567", "1  234", "1 234 56",    "1e5",       "1E5", "0x10",
      "nan",      "inf",    "-",        "+",      ",",           ".",         "5,",  "5.",
      "1,2,3",    "1.2.3",  "12%",      "*",      "..",          ":",         "- 5", "--5",
      "1,2.3,4",  "1.23,4", "1.2345,6", ".123,4", "1 234.567,8", "1,234 567", "1-",  "kr 5",
      "\xC3\xA6", "5\xC2",  "1'234",    "1_000",  "\xEF\xBC\x95"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    expect_read(texts[i], 0, TELL__NUMBER_INVALID, 0, 0);
  double value = 7;
  assert_int_equal(tell__number_read("1\0"
                                     "2",
                                     3, 0, &value, NULL),
                   TELL__NUMBER_INVALID);
  assert_true(value == 7);
}

static void test_number_read_blanks_are_blank(void **state) {
  (void)state;
  expect_read("", 0, TELL__NUMBER_BLANK, 0, 0);
  expect_read(" \t\xC2\xA0\xE2\x80\xAF ", 0, TELL__NUMBER_BLANK, 0, 0);
}

/* What 64 bits cannot hold must not begin again at 0. */
static void test_number_read_beyond_64_bits_is_exact(void **state) {
  (void)state;
  expect_read("18446744073709551615", 0, TELL__NUMBER_OK, 18446744073709551616.0, 0);
  expect_read("18446744073709551616", 0, TELL__NUMBER_OK, 18446744073709551616.0, 0);
  expect_read("18446744073709551617", 0, TELL__NUMBER_OK, 18446744073709551616.0, 0);
  expect_read("0018446744073709551,616", 0, TELL__NUMBER_OK, 18446744073709551.616, 3);
  expect_read("1,8446744073709551616", 0, TELL__NUMBER_OK, 1.8446744073709551616, 19);
}

static void test_number_read_limits_of_double_are_kept(void **state) {
  (void)state;
  char text[600];
  double value = 0;
  snprintf(text, sizeof text, "%.0f", DBL_MAX);
  expect_read(text, 0, TELL__NUMBER_OK, DBL_MAX, 0);
  text[16]++; /* the next double would be infinity */
  expect_read(text, 0, TELL__NUMBER_TOO_LARGE, 0, 0);
  memset(text, '9', 400);
  text[400] = '\0';
  expect_read(text, 0, TELL__NUMBER_TOO_LARGE, 0, 0);
  memset(text, '0', 400);
  text[399] = '3';
  expect_read(text, 0, TELL__NUMBER_OK, 3, 0);
  text[1] = ',';
  assert_int_equal(tell__number_read(text, 400, 0, &value, NULL), TELL__NUMBER_OK);
  assert_true(value == 0);
}

/* A random decimal with a point: plain, with many digits, tiny, or halfway between two doubles. */
static void make_decimal(uint64_t *state, char *text, size_t size) {
  uint64_t kind = random_next(state) % 5;
  int64_t whole = (int64_t)(random_next(state) >> (1 + random_next(state) % 63));
  if (kind == 0) {
    snprintf(text, size, "%lld.%llu", (long long)whole,
             (unsigned long long)random_next(state) % 100000);
  } else if (kind == 1) {
    snprintf(text, size, "%lld%llu.%llu%llu", (long long)whole,
             (unsigned long long)random_next(state), (unsigned long long)random_next(state),
             (unsigned long long)random_next(state));
  } else if (kind == 2) {
    snprintf(text, size, "0.%0*d%lld", 1 + (int)(random_next(state) % 330), 0, (long long)whole);
  } else {
    double value = ldexp((double)(random_next(state) >> 11), (int)(random_next(state) % 120) - 110);
    double half = (nextafter(value, INFINITY) - value) / 2;
    /* 1100 decimals write both exactly; a digit behind them breaks the tie upwards. */
    size_t length = (size_t)snprintf(text, size, "%.*f", 180, value);
    if (kind == 3 && value < 4503599627370496.0) {
      long double middle = (long double)value + (long double)half;
      length = (size_t)snprintf(text, size, "%.180Lf", middle);
      snprintf(text + length, size - length, "%d", (int)(random_next(state) % 2));
    }
  }
}

static void test_number_read_random_decimals_equal_strtod(void **state) {
  (void)state;
  uint64_t seed = 2024;
  char text[2000];
  for (int i = 0; i < 200000; i++) {
    double value = -1;
    make_decimal(&seed, text, sizeof text);
    double expected = strtod(text, NULL);
    if (tell__number_read(text, strlen(text), '.', &value, NULL) != TELL__NUMBER_OK ||
        value != expected)
      fail_msg("%s gave %a, not %a", text, value, expected);
  }
}

static void test_number_read_short_decimals_equal_strtod(void **state) {
  (void)state;
  uint64_t seed = 77;
  char text[64];
  for (int i = 0; i < 1000000; i++) {
    double value = -1;
    snprintf(text, sizeof text, "%llu.%llu", (unsigned long long)random_next(&seed) % 100000,
             (unsigned long long)random_next(&seed) % 1000000000);
    tell__number_read(text, strlen(text), '.', &value, NULL);
    if (value != strtod(text, NULL))
      fail_msg("%s", text);
  }
}

static void test_whole_read_limits_and_other_texts(void **state) {
  (void)state;
  int64_t value = 5;
  assert_int_equal(tell__whole_read("9223372036854775807", 19, &value), TELL__NUMBER_OK);
  assert_true(value == INT64_MAX);
  assert_int_equal(tell__whole_read("-9 223 372 036 854 775 808", 26, &value), TELL__NUMBER_OK);
  assert_true(value == INT64_MIN);
  assert_int_equal(tell__whole_read("1.234.567", 9, &value), TELL__NUMBER_OK);
  assert_int_equal(value, 1234567);
  assert_int_equal(tell__whole_read("9223372036854775808", 19, &value), TELL__NUMBER_TOO_LARGE);
  assert_int_equal(tell__whole_read("-9223372036854775809", 20, &value), TELL__NUMBER_TOO_LARGE);
  assert_int_equal(tell__whole_read("12,0", 4, &value), TELL__NUMBER_INVALID);
  assert_int_equal(tell__whole_read("1.234", 5, &value), TELL__NUMBER_AMBIGUOUS);
  assert_int_equal(tell__whole_read(" ", 1, &value), TELL__NUMBER_BLANK);
  assert_int_equal(tell__whole_read("x", 1, &value), TELL__NUMBER_INVALID);
  assert_int_equal(value, 1234567);
}

static void expect_written(double value, int32_t decimals, int32_t trim, tell_number_style style,
                           const char *expected) {
  char text[TELL_NUMBER_SIZE];
  assert_int_equal(tell_number_write(value, decimals, trim, style, text, sizeof text, NULL),
                   TELL_OK);
  assert_string_equal(text, expected);
}

static void test_number_write_styles_and_trimming(void **state) {
  (void)state;
  expect_written(1234.5, 1, 0, TELL_NUMBER_POINT, "1234.5");
  expect_written(1234.5, 3, 0, TELL_NUMBER_COMMA, "1234,500");
  expect_written(1234.5, 3, 1, TELL_NUMBER_COMMA, "1234,5");
  expect_written(100, 3, 1, TELL_NUMBER_POINT, "100");
  expect_written(-1234567.25, 2, 0, TELL_NUMBER_NORWEGIAN,
                 "\xE2\x88\x92"
                 "1\xC2\xA0"
                 "234\xC2\xA0"
                 "567,25");
  expect_written(-999, 0, 0, TELL_NUMBER_NORWEGIAN,
                 "\xE2\x88\x92"
                 "999");
  expect_written(0.5, 0, 0, TELL_NUMBER_POINT, "1");
  expect_written(-0.5, 0, 0, TELL_NUMBER_POINT, "-1");
  expect_written(-0.04, 1, 0, TELL_NUMBER_POINT, "0.0");
  expect_written(-0.0, 2, 1, TELL_NUMBER_NORWEGIAN, "0");
  expect_written(0.285, 2, 0, TELL_NUMBER_POINT, "0.29");
  expect_written(1.005, 2, 0, TELL_NUMBER_POINT, "1.01");
  expect_written(2.5, 0, 0, TELL_NUMBER_POINT, "3");
  expect_written(0.28499999, 2, 0, TELL_NUMBER_POINT, "0.28");
  expect_written(99.995, 2, 0, TELL_NUMBER_POINT, "100.00");
  expect_written(5e-324, 15, 0, TELL_NUMBER_POINT, "0.000000000000000");
  expect_written(1, 15, 0, TELL_NUMBER_POINT, "1.000000000000000");
  expect_written(9007199254740993.0, 2, 0, TELL_NUMBER_POINT, "9007199254740992.00");
  expect_written(999.123456789012, 12, 0, TELL_NUMBER_POINT, "999.123456789012");
}

/* The largest numbers have 309 digits; printf of the C library writes all of them. */
static void test_number_write_large_numbers_have_all_digits(void **state) {
  (void)state;
  uint64_t seed = 4;
  char expected[400];
  char text[TELL_NUMBER_SIZE];
  for (int i = 0; i < 2000; i++) {
    double value = ldexp((double)(random_next(&seed) >> 11), (int)(random_next(&seed) % 970));
    snprintf(expected, sizeof expected, "%.2f", value);
    expect_written(value, 2, 0, TELL_NUMBER_POINT, expected);
  }
  assert_int_equal(
      tell_number_write(-DBL_MAX, 15, 0, TELL_NUMBER_NORWEGIAN, text, sizeof text, NULL), TELL_OK);
  assert_int_equal(strlen(text), 3 + 309 + 2 * 102 + 1 + 15);
}

/* N / 10^m, whose decimals are known as a whole number, rounded to d < m decimals by hand. */
static void test_number_write_random_decimals_round_half_away_from_zero(void **state) {
  (void)state;
  uint64_t seed = 31;
  for (int i = 0; i < 1000000; i++) {
    int m = 1 + (int)(random_next(&seed) % 6);
    int d = (int)(random_next(&seed) % (uint64_t)m);
    int64_t number = (int64_t)(random_next(&seed) % 1000000000);
    int64_t unit = 1, cut = 1;
    char text[64], expected[64], got[TELL_NUMBER_SIZE];
    for (int k = 0; k < m; k++)
      unit *= 10;
    for (int k = 0; k < m - d; k++)
      cut *= 10;
    if (i % 2 == 0) /* half of them are ties */
      number = number / cut * cut + cut / 2;
    int64_t rounded = number / cut + (number % cut * 2 >= cut);
    int64_t scale = unit / cut;
    snprintf(text, sizeof text, "-%lld.%0*lld", (long long)(number / unit), m,
             (long long)(number % unit));
    if (d > 0)
      snprintf(expected, sizeof expected, "%s%lld.%0*lld", rounded > 0 ? "-" : "",
               (long long)(rounded / scale), d, (long long)(rounded % scale));
    else
      snprintf(expected, sizeof expected, "%s%lld", rounded > 0 ? "-" : "", (long long)rounded);
    tell_number_write(strtod(text, NULL), d, 0, TELL_NUMBER_POINT, got, sizeof got, NULL);
    if (strcmp(got, expected) != 0)
      fail_msg("%s with %d decimals: %s, not %s", text, d, got, expected);
  }
}

static void expect_digits(double value, int32_t digits, tell_number_style style,
                          const char *expected) {
  char text[TELL_NUMBER_SIZE];
  size_t length = 999;
  assert_int_equal(tell_number_write_digits(value, digits, style, text, sizeof text, &length, NULL),
                   TELL_OK);
  assert_string_equal(text, expected);
  assert_int_equal(length, strlen(expected));
}

static void test_number_write_digits_counts_from_the_first_digit(void **state) {
  (void)state;
  expect_digits(0.1, 15, TELL_NUMBER_POINT, "0.1");
  expect_digits(1234.5, 15, TELL_NUMBER_COMMA, "1234,5");
  expect_digits(1.0 / 3, 10, TELL_NUMBER_POINT, "0.3333333333");
  expect_digits(-2000.0 / 3, 10, TELL_NUMBER_POINT, "-666.6666667");
  expect_digits(2.0 / 3628800, 10, TELL_NUMBER_POINT, "0.0000005511463845");
  expect_digits(99.9996, 5, TELL_NUMBER_POINT, "100");
  expect_digits(123456.7, 3, TELL_NUMBER_POINT, "123457");
  expect_digits(1234567.25, 9, TELL_NUMBER_NORWEGIAN,
                "1\xC2\xA0"
                "234\xC2\xA0"
                "567,25");
  expect_digits(0, 10, TELL_NUMBER_POINT, "0");
  expect_digits(-0.0, 1, TELL_NUMBER_POINT, "0");
  expect_digits(1.6e-18, 1, TELL_NUMBER_POINT, "0.000000000000000002");
  expect_digits(5.1e-20, 17, TELL_NUMBER_POINT, "0.0000000000000000001");
  expect_digits(4.9e-20, 17, TELL_NUMBER_POINT, "0");
  expect_digits(5e-324, 17, TELL_NUMBER_POINT, "0");
  expect_digits(1e22, 17, TELL_NUMBER_POINT, "10000000000000000000000");
  expect_digits(18446744073709549568.0, 17, TELL_NUMBER_POINT, "18446744073709549568");
  expect_digits(8.5, 17, TELL_NUMBER_POINT, "8.5");
}

/* A number of random size: its text is read back by the C library. */
static double any_number(uint64_t *seed) {
  double value = ldexp((double)(random_next(seed) >> 11), -63 + (int)(random_next(seed) % 60));
  return random_next(seed) % 2 == 0 ? value : -value;
}

static void test_number_write_digits_seventeen_bring_the_number_back(void **state) {
  (void)state;
  uint64_t seed = 17;
  char text[TELL_NUMBER_SIZE];
  for (int i = 0; i < random_rounds(300000); i++) {
    double value = any_number(&seed);
    if (fabs(value) < 0.001)
      continue;
    tell_number_write_digits(value, 17, TELL_NUMBER_POINT, text, sizeof text, NULL, NULL);
    if (strtod(text, NULL) != value)
      fail_msg("%.17g came back from \"%s\"", value, text);
  }
}

static void test_number_write_digits_are_nearest_and_no_fewer(void **state) {
  (void)state;
  uint64_t seed = 18;
  for (int i = 0; i < random_rounds(300000); i++) {
    char text[TELL_NUMBER_SIZE], there[64];
    double value = any_number(&seed);
    int digits = 1 + (int)(random_next(&seed) % 13);
    tell_number_write_digits(value, digits, TELL_NUMBER_POINT, text, sizeof text, NULL, NULL);
    snprintf(there, sizeof there, "%.*e", digits - 1, value);
    double last = pow(10, (double)strtol(strchr(there, 'e') + 1, NULL, 10) - digits + 1);
    double off = fabs(strtod(text, NULL) - value);
    if (off > fmin(last, 1) / 2 + fabs(value) * 5 * DBL_EPSILON)
      fail_msg("%.17g with %d digits is \"%s\"", value, digits, text);
    if (strchr(text, '.') != NULL && text[strlen(text) - 1] == '0')
      fail_msg("\"%s\" ends with a zero", text);
  }
}

/* A small buffer takes the way of large numbers: the same text. */
static void test_number_write_both_ways_give_the_same_text(void **state) {
  (void)state;
  uint64_t seed = 19;
  for (int i = 0; i < random_rounds(300000); i++) {
    char text[TELL_NUMBER_SIZE], small[47];
    double value = any_number(&seed);
    if (i % 3 == 0)
      value = floor(value * 1000) / 1000;
    int decimals = (int)(random_next(&seed) % 16), trim = (int)(random_next(&seed) % 2);
    tell_number_write(value, decimals, trim, i % 2, text, sizeof text, NULL);
    assert_int_equal(tell_number_write(value, decimals, trim, i % 2, small, sizeof small, NULL),
                     TELL_OK);
    assert_string_equal(small, text);
  }
}

static void test_number_write_digits_bad_arguments_are_refused(void **state) {
  (void)state;
  tell_error *err = NULL;
  char text[8] = "before";
  size_t length = 9;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_number_write_digits(NAN, 5, 0, text, sizeof text, &length, err),
                   TELL_E_ARGUMENT);
  assert_string_equal(text, "");
  assert_int_equal(length, 0);
  assert_string_not_equal(tell_error_message(err), "");
  assert_int_equal(tell_number_write_digits(1, 0, 0, text, 8, NULL, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_number_write_digits(1, 18, 0, text, 8, NULL, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_number_write_digits(1, 5, 3, text, 8, NULL, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_number_write_digits(1, 5, -1, text, 8, NULL, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_number_write_digits(1, 5, 0, NULL, 8, NULL, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_number_write_digits(1, 5, 0, text, 0, NULL, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_number_write_digits(12.5, 5, 0, text, 4, NULL, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_number_write_digits(12.5, 5, 0, text, 5, NULL, err), TELL_OK);
  assert_string_equal(text, "12.5");
  assert_int_equal(tell_error_status(err), TELL_OK);
  tell_error_free(err);
}

static void test_number_write_bad_arguments_are_refused(void **state) {
  (void)state;
  tell_error *err = NULL;
  char text[8] = "before";
  const double bad[] = {NAN, INFINITY, -INFINITY};
  assert_int_equal(tell_error_create(&err), TELL_OK);
  for (size_t i = 0; i < 3; i++) {
    assert_int_equal(tell_number_write(bad[i], 1, 0, 0, text, sizeof text, err), TELL_E_ARGUMENT);
    assert_string_equal(text, "");
    assert_string_not_equal(tell_error_message(err), "");
  }
  assert_int_equal(tell_number_write(1, -1, 0, 0, text, sizeof text, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_number_write(1, 16, 0, 0, text, sizeof text, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_number_write(1, 1, 2, 0, text, sizeof text, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_number_write(1, 1, 0, 3, text, sizeof text, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_number_write(1, 1, 0, -1, text, sizeof text, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_number_write(1, 1, 0, 0, NULL, 9, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_number_write(1, 1, 0, 0, text, 0, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_number_write(12.5, 1, 0, 0, text, 4, err), TELL_E_ARGUMENT);
  assert_string_equal(text, "");
  assert_int_equal(tell_number_write(12.5, 1, 0, 0, text, 5, err), TELL_OK);
  assert_string_equal(text, "12.5");
  assert_int_equal(tell_error_status(err), TELL_OK);
  tell_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_number_read_norwegian_forms_are_read),
      cmocka_unit_test(test_number_read_minus_zero_has_no_sign),
      cmocka_unit_test(test_number_read_one_dot_and_three_digits_is_ambiguous),
      cmocka_unit_test(test_number_read_english_groups_only_with_point),
      cmocka_unit_test(test_number_read_point_groups_never_with_point),
      cmocka_unit_test(test_number_read_comma_between_commas_is_decimal),
      cmocka_unit_test(test_number_read_other_texts_are_invalid),
      cmocka_unit_test(test_number_read_blanks_are_blank),
      cmocka_unit_test(test_number_read_beyond_64_bits_is_exact),
      cmocka_unit_test(test_number_read_limits_of_double_are_kept),
      cmocka_unit_test(test_number_read_random_decimals_equal_strtod),
      cmocka_unit_test(test_number_read_short_decimals_equal_strtod),
      cmocka_unit_test(test_whole_read_limits_and_other_texts),
      cmocka_unit_test(test_number_write_styles_and_trimming),
      cmocka_unit_test(test_number_write_large_numbers_have_all_digits),
      cmocka_unit_test(test_number_write_random_decimals_round_half_away_from_zero),
      cmocka_unit_test(test_number_write_bad_arguments_are_refused),
      cmocka_unit_test(test_number_write_digits_counts_from_the_first_digit),
      cmocka_unit_test(test_number_write_digits_seventeen_bring_the_number_back),
      cmocka_unit_test(test_number_write_digits_are_nearest_and_no_fewer),
      cmocka_unit_test(test_number_write_both_ways_give_the_same_text),
      cmocka_unit_test(test_number_write_digits_bad_arguments_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
