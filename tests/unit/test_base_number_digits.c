/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tell_number_write_digits() held against decimals written out in full: printf
 * of the C library gives every digit of a double, and what the header says of
 * rounding is then schoolbook addition of such texts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "random.h"
#include "telling/base.h"

enum {
  WHOLE = 30,   /* digits in front of the mark: numbers up to 2^96 */
  BEHIND = 120, /* and behind it: numbers from 2^-66 on end before that */
  ALL = WHOLE + BEHIND,
  DIGITS = 17,
  DECIMALS = 19
};

/* All digits of a number, without a mark. */
static void spell(double value, char *digits) {
  char text[ALL + 2];
  assert_int_equal(snprintf(text, sizeof text, "%0*.*f", ALL + 1, BEHIND, value), ALL + 1);
  memcpy(digits, text, WHOLE);
  memcpy(digits + WHOLE, text + WHOLE + 1, BEHIND + 1);
}

static void add_at(char *digits, int at, int number) {
  for (; number > 0; at--) {
    number += digits[at] - '0';
    digits[at] = (char)('0' + number % 10);
    number /= 10;
  }
}

static void add(char *digits, const char *other) {
  for (int i = 0; i < ALL; i++)
    add_at(digits, i, other[i] - '0');
}

/* How many decimals the number has after its first digit that is not 0. */
static int decimals_of(const char *digits, int wanted) {
  int first = (int)strspn(digits, "0");
  int decimals = first == ALL ? 0 : wanted - (WHOLE - first);
  return decimals < 0 ? 0 : decimals < DECIMALS ? decimals : DECIMALS;
}

/* Four units in the last place are noise where sixteen are no more than a unit of the last digit
 * that is kept, the one in front of `end`. */
static void add_noise(char *digits, double value, int end) {
  char noise[ALL + 1], unit[ALL + 1];
  double ulp = nextafter(fabs(value), INFINITY) - fabs(value);
  spell(16 * ulp, noise);
  spell(0, unit);
  unit[end - 1] = '1';
  if (strcmp(noise, unit) > 0)
    return;
  spell(4 * ulp, noise);
  add(digits, noise);
}

static void round_by_hand(double value, int wanted, char mark, char *out) {
  char digits[ALL + 1];
  spell(fabs(value), digits);
  int end = WHOLE + decimals_of(digits, wanted);
  add_noise(digits, value, end);
  add_at(digits, end, 5);
  int first = (int)strspn(digits, "0");
  first = first < WHOLE ? first : WHOLE - 1;
  while (end > WHOLE && digits[end - 1] == '0')
    end--;
  int zero = (int)strspn(digits, "0") >= end;
  int length = sprintf(out, "%s%.*s", value < 0 && !zero ? "-" : "", WHOLE - first, digits + first);
  if (end > WHOLE)
    sprintf(out + length, "%c%.*s", mark, end - WHOLE, digits + WHOLE);
}

/* By every number of digits. */
static void expect_rule(double value) {
  char text[TELL_NUMBER_SIZE], expected[ALL + 3];
  for (int32_t digits = 1; digits <= DIGITS; digits++) {
    size_t length = 999;
    int comma = digits % 2;
    round_by_hand(value, digits, comma ? ',' : '.', expected);
    assert_int_equal(tell_number_write_digits(value, digits,
                                              comma ? TELL_NUMBER_COMMA : TELL_NUMBER_POINT, text,
                                              sizeof text, &length, NULL),
                     TELL_OK);
    if (strcmp(text, expected) != 0 || length != strlen(expected))
      fail_msg("%.17g with %d digits: \"%s\", not \"%s\"", value, digits, text, expected);
  }
}

/* And the numbers next to it. */
static void expect_rule_around(double value, int neighbours) {
  double below = value, above = value;
  expect_rule(value);
  for (int i = 0; i < neighbours; i++) {
    below = nextafter(below, 0);
    above = nextafter(above, 2 * above);
    expect_rule(below);
    expect_rule(above);
  }
}

static double power_of_ten(int exponent) {
  double power = 1;
  for (int i = 0; i < (exponent < 0 ? -exponent : exponent); i++)
    power *= 10;
  return exponent < 0 ? 1 / power : power;
}

static void test_number_write_digits_random_numbers_follow_the_rule(void **state) {
  (void)state;
  uint64_t seed = 41;
  for (int i = 0; i < random_rounds(5000); i++) {
    double value =
        ldexp((double)(random_next(&seed) >> 11), -110 + (int)(random_next(&seed) % 145));
    expect_rule(random_next(&seed) % 2 == 0 ? value : -value);
  }
}

/* Sizes of everyday figures, where most ways through the writer part. */
static void test_number_write_digits_everyday_numbers_follow_the_rule(void **state) {
  (void)state;
  uint64_t seed = 42;
  for (int i = 0; i < random_rounds(8000); i++) {
    double value = ldexp(1 + random_unit(&seed), -16 + (int)(random_next(&seed) % 42));
    expect_rule(random_next(&seed) % 2 == 0 ? value : -value);
  }
}

/* n / 10^m ends in zeros with most numbers of digits; n / (2 * 10^m) is a tie with one of them. */
static void test_number_write_digits_short_decimals_and_ties_follow_the_rule(void **state) {
  (void)state;
  uint64_t seed = 43;
  for (int i = 0; i < random_rounds(5000); i++) {
    uint64_t number = random_next(&seed) >> (10 + random_next(&seed) % 50);
    double value = (double)number / (1 + i % 2) / power_of_ten((int)(random_next(&seed) % 14));
    for (uint64_t step = random_next(&seed) % 7; step > 0; step--)
      value = nextafter(value, i % 4 < 2 ? 0 : INFINITY);
    expect_rule(value);
  }
}

/* Halves of powers of two have few binary digits: exact ties, without any noise. */
static void test_number_write_digits_exact_ties_are_rounded_away_from_zero(void **state) {
  (void)state;
  for (int exponent = 1; exponent <= 20; exponent++)
    for (int number = 1; number < 400; number += 2)
      expect_rule_around(ldexp(number, -exponent), 0);
  for (int whole = 0; whole < 300; whole++)
    expect_rule_around(whole + 0.5, 6);
}

/* 10^k - 10^-m has one digit more as soon as it is rounded to fewer than k + m. */
static void test_number_write_digits_nines_are_rounded_up_to_one_digit_more(void **state) {
  (void)state;
  for (int k = -6; k <= 17; k++)
    for (int m = -k; m <= 18; m++) {
      expect_rule_around(power_of_ten(k) - power_of_ten(-m), 2);
      expect_rule(-(power_of_ten(k) - 4 * power_of_ten(-m)));
    }
}

/* Where the first digit, and the ways of writing, change. */
static void test_number_write_digits_around_powers_follow_the_rule(void **state) {
  (void)state;
  for (int k = -15; k <= 22; k++)
    expect_rule_around(power_of_ten(k), 20);
  for (int k = -45; k <= 70; k++)
    expect_rule_around(ldexp(1, k), 6);
}

/* Every length in front of the mark and behind it. */
static void test_number_write_digits_every_length_is_written_whole(void **state) {
  (void)state;
  char number[64], text[TELL_NUMBER_SIZE];
  for (int whole = 1; whole <= 15; whole++)
    for (int decimals = 0; whole + decimals <= 15; decimals++) {
      int64_t digits = 123456789123456789 / (int64_t)power_of_ten(18 - whole - decimals);
      int64_t unit = (int64_t)power_of_ten(decimals);
      snprintf(number, sizeof number, "%lld.%0*lld", (long long)(digits / unit), decimals,
               (long long)(digits % unit));
      number[decimals > 0 ? whole + 1 + decimals : whole] = '\0';
      double value = (double)digits / (double)unit;
      for (int32_t wanted = whole + decimals; wanted <= 15; wanted++) {
        assert_int_equal(tell_number_write_digits(value, wanted, TELL_NUMBER_POINT, text,
                                                  sizeof text, NULL, NULL),
                         TELL_OK);
        assert_string_equal(text, number);
      }
    }
}

static void test_number_write_digits_any_room_gets_the_same_text(void **state) {
  (void)state;
  uint64_t seed = 44;
  char whole[TELL_NUMBER_SIZE], text[64];
  for (int i = 0; i < random_rounds(30000); i++) {
    double value = ldexp(random_unit(&seed) - 0.5, (int)(random_next(&seed) % 60) - 30);
    int32_t digits = 1 + (int32_t)(random_next(&seed) % DIGITS);
    size_t length = 0, other = 0, size = 49 - random_next(&seed) % 4;
    assert_int_equal(tell_number_write_digits(value, digits, TELL_NUMBER_COMMA, whole, sizeof whole,
                                              &length, NULL),
                     TELL_OK);
    memset(text, '#', sizeof text);
    assert_int_equal(
        tell_number_write_digits(value, digits, TELL_NUMBER_COMMA, text, size, &other, NULL),
        TELL_OK);
    assert_string_equal(text, whole);
    assert_true(other == length);
    for (size_t at = size; at < sizeof text; at++)
      assert_int_equal(text[at], '#');
    memset(text, '#', sizeof text);
    assert_int_equal(
        tell_number_write_digits(value, digits, TELL_NUMBER_COMMA, text, length, &other, NULL),
        TELL_E_ARGUMENT);
    assert_true(text[0] == '\0' && text[length] == '#' && other == 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_number_write_digits_random_numbers_follow_the_rule),
      cmocka_unit_test(test_number_write_digits_everyday_numbers_follow_the_rule),
      cmocka_unit_test(test_number_write_digits_short_decimals_and_ties_follow_the_rule),
      cmocka_unit_test(test_number_write_digits_exact_ties_are_rounded_away_from_zero),
      cmocka_unit_test(test_number_write_digits_nines_are_rounded_up_to_one_digit_more),
      cmocka_unit_test(test_number_write_digits_around_powers_follow_the_rule),
      cmocka_unit_test(test_number_write_digits_every_length_is_written_whole),
      cmocka_unit_test(test_number_write_digits_any_room_gets_the_same_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
