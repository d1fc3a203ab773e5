/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory, the text buffer, the set of texts and the map of keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/keymap.h"
#include "base/letters.h"
#include "base/text.h"
#include "random.h"

/* In memory as long as the texts, so that a sanitizer sees a read behind them. */
static void test_same_words_every_byte_of_every_length_counts(void **state) {
  (void)state;
  for (size_t length = 0; length < 200; length++) {
    char *a = malloc(length > 0 ? length : 1), *b = malloc(length > 0 ? length : 1);
    assert_true(a != NULL && b != NULL);
    memset(a, 'x', length);
    memset(b, 'x', length);
    assert_true(tell__same_words(a, b, length));
    for (size_t at = 0; at < length; at++) {
      b[at] = 'y';
      assert_false(tell__same_words(a, b, length));
      b[at] = 'x';
    }
    free(a);
    free(b);
  }
}

static void test_alloc_array_overflow_gives_null(void **state) {
  (void)state;
  assert_null(tell__alloc_array(SIZE_MAX / 2 + 1, 2));
  assert_null(tell__realloc_array(NULL, SIZE_MAX / 2 + 1, 2));
  assert_null(tell__alloc_large(SIZE_MAX / 2 + 1, 2));
  size_t capacity = SIZE_MAX / 2 + 1;
  void *none = NULL;
  assert_false(tell__grow(&none, &capacity, capacity, 1));
  char *empty = tell__alloc(0);
  assert_non_null(empty);
  assert_int_equal(empty[0], 0);
  tell__free(empty);
  tell__free(NULL);
}

static void test_alloc_large_every_byte_can_be_written(void **state) {
  (void)state;
  static const size_t sizes[] = {0, 1, 2 * 1024 * 1024, 5 * 1024 * 1024 + 1};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    unsigned char *block = tell__alloc_large(sizes[i], 1);
    assert_non_null(block);
    memset(block, 0xA5, sizes[i]);
    assert_true(sizes[i] == 0 || block[sizes[i] - 1] == 0xA5);
    tell__free(block);
  }
}

static void test_grow_elements_are_kept(void **state) {
  (void)state;
  int *numbers = NULL;
  size_t capacity = 0;
  for (size_t i = 0; i < 1000; i++) {
    assert_true(tell__grow((void **)&numbers, &capacity, i, sizeof *numbers));
    assert_true(capacity > i);
    numbers[i] = (int)i;
  }
  for (size_t i = 0; i < 1000; i++)
    assert_int_equal(numbers[i], i);
  tell__free(numbers);
}

static void test_text_add_pieces_are_joined(void **state) {
  (void)state;
  tell__text text = {0};
  char expected[8192] = "";
  assert_string_equal(tell__text_get(&text), "");
  for (int i = 0; i < 300; i++) {
    char piece[32];
    snprintf(piece, sizeof piece, "|%d|", i * 7919);
    tell__text_add(&text, "|");
    tell__text_add_i64(&text, i * 7919);
    tell__text_add_n(&text, "|xyz", 1);
    tell__text_add(&text, NULL);
    strcat(expected, piece);
  }
  assert_string_equal(tell__text_get(&text), expected);
  assert_int_equal(text.length, strlen(expected));
  assert_int_equal(text.failed, 0);
  tell__text_clear(&text);
  assert_string_equal(tell__text_get(&text), "");
  tell__text_free(&text);
  assert_string_equal(tell__text_get(&text), "");
}

static void test_text_add_year_names_both_years(void **state) {
  tell__text text = {0};
  (void)state;
  tell__text_add_year(&text, 2022);
  tell__text_add(&text, " ");
  tell__text_add_year(&text, 2008);
  tell__text_add(&text, " ");
  tell__text_add_year(&text, 2009);
  tell__text_add(&text, " ");
  tell__text_add_year(&text, 1999);
  assert_string_equal(tell__text_get(&text), "2022-23 2008-09 2009-10 1999-00");
  tell__text_free(&text);
}

static void test_text_add_i64_limits_are_written(void **state) {
  (void)state;
  tell__text text = {0};
  tell__text_add_i64(&text, INT64_MIN);
  tell__text_add(&text, " ");
  tell__text_add_i64(&text, INT64_MAX);
  tell__text_add(&text, " ");
  tell__text_add_i64(&text, 0);
  tell__text_add(&text, " ");
  tell__text_add_i64(&text, -7);
  assert_string_equal(tell__text_get(&text), "-9223372036854775808 9223372036854775807 0 -7");
  tell__text_add_n(&text, "x", SIZE_MAX);
  assert_int_equal(text.failed, 1);
  tell__text_add(&text, "more");
  assert_int_equal(text.length, 45);
  tell__text_free(&text);
}

static void test_strings_add_equal_texts_get_equal_numbers(void **state) {
  (void)state;
  tell__strings *strings = tell__strings_create();
  const char *first = NULL;
  size_t length = 99;
  assert_non_null(strings);
  assert_int_equal(tell__strings_count(strings), 1);
  assert_int_equal(tell__strings_add(strings, "", 0), 0);
  assert_int_equal(tell__strings_add(strings, NULL, 0), 0);
  assert_int_equal(tell__strings_find(strings, "0", 1), -1);
  for (int round = 0; round < 2; round++) {
    for (int i = 0; i < 20000; i++) {
      char text[16];
      size_t size = (size_t)snprintf(text, sizeof text, "%d", i);
      assert_int_equal(tell__strings_add(strings, text, size), i + 1);
      assert_int_equal(tell__strings_find(strings, text, size), i + 1);
      if (i == 0 && round == 0)
        first = tell__strings_get(strings, 1, NULL);
    }
  }
  assert_int_equal(tell__strings_count(strings), 20001);
  assert_ptr_equal(first, tell__strings_get(strings, 1, NULL));
  assert_string_equal(tell__strings_get(strings, 12346, &length), "12345");
  assert_int_equal(length, 5);
  assert_string_equal(tell__strings_get(strings, -1, &length), "");
  assert_int_equal(length, 0);
  assert_string_equal(tell__strings_get(strings, 20001, NULL), "");
  tell__strings_free(strings);
  tell__strings_free(NULL);
}

static void test_strings_add_long_texts_and_zero_bytes_are_kept(void **state) {
  (void)state;
  tell__strings *strings = tell__strings_create();
  char *large = malloc(100000);
  size_t length = 0;
  memset(large, 'x', 100000);
  int32_t small = tell__strings_add(strings, "a\0b", 3);
  int32_t other = tell__strings_add(strings, "a\0c", 3);
  int32_t whole = tell__strings_add(strings, large, 100000);
  int32_t shorter = tell__strings_add(strings, large, 16384);
  assert_int_not_equal(small, other);
  assert_memory_equal(tell__strings_get(strings, small, &length), "a\0b", 4);
  assert_int_equal(length, 3);
  assert_memory_equal(tell__strings_get(strings, whole, &length), large, 100000);
  assert_int_equal(length, 100000);
  tell__strings_get(strings, shorter, &length);
  assert_int_equal(length, 16384);
  assert_int_equal(tell__strings_add(strings, "a\0b", 3), small);
  free(large);
  tell__strings_free(strings);
}

/* The plain list that the map must agree with. */
enum { KEYS = 400 };

static void check_map_against_list(size_t width, uint64_t seed) {
  int64_t keys[KEYS][16] = {{0}};
  int64_t values[KEYS];
  size_t count = 0;
  uint64_t state = seed;
  tell__keymap *map = tell__keymap_create(width);
  assert_non_null(map);
  for (int i = 0; i < KEYS; i++) {
    int64_t key[16] = {0};
    size_t found = 0;
    for (size_t part = 0; part < width; part++)
      key[part] = (int64_t)(random_next(&state) % 4) - 2;
    while (found < count && memcmp(keys[found], key, sizeof key) != 0)
      found++;
    assert_int_equal(tell__keymap_find(map, key), found < count ? values[found] : -1);
    if (i % 3 == 0) {
      assert_true(tell__keymap_set(map, key, i));
      values[found] = i;
    } else {
      assert_int_equal(tell__keymap_add(map, key, i), found < count ? values[found] : i);
      values[found] = found < count ? values[found] : i;
    }
    memcpy(keys[found], key, sizeof key);
    count += found == count;
  }
  for (size_t i = 0; i < count; i++)
    assert_int_equal(tell__keymap_find(map, keys[i]), values[i]);
  tell__keymap_free(map);
}

static void test_keymap_random_keys_equal_a_plain_list(void **state) {
  (void)state;
  for (size_t width = 1; width <= 16; width++)
    check_map_against_list(width, width);
}

static void test_keymap_wrong_width_or_value_is_refused(void **state) {
  (void)state;
  const int64_t key[] = {INT64_MIN, INT64_MAX};
  assert_null(tell__keymap_create(0));
  assert_null(tell__keymap_create(17));
  tell__keymap *map = tell__keymap_create(2);
  assert_int_equal(tell__keymap_add(map, key, -5), -1);
  assert_int_equal(tell__keymap_set(map, key, -5), 0);
  assert_int_equal(tell__keymap_find(map, key), -1);
  assert_int_equal(tell__keymap_add(map, key, INT64_MAX), INT64_MAX);
  tell__keymap_free(map);
  tell__keymap_free(NULL);
}

static void test_keymap_two_hundred_thousand_keys_are_found(void **state) {
  (void)state;
  tell__keymap *map = tell__keymap_create(2);
  for (int64_t i = 0; i < 200000; i++)
    assert_int_equal(tell__keymap_add(map, (int64_t[]){i << 32, i}, i), i);
  for (int64_t i = 0; i < 200000; i++)
    assert_int_equal(tell__keymap_find(map, (int64_t[]){i << 32, i}), i);
  assert_int_equal(tell__keymap_find(map, (int64_t[]){1, 1}), -1);
  tell__keymap_free(map);
}

/* Norwegian names as other programs broke them: written by their codecs, not by ours. */
static void test_letters_are_broken_in_wrong_encodings(void **state) {
  (void)state;
  static const char *const names[] = {"Bj\xC2\xAFrgvin",
                                      "Sk\xC3\x82nevik",
                                      "N\xC3\x8Ar\xC2\xAFy",
                                      "Bj\xC2\xB0rgvin",
                                      "Sk\xC3\x95nevik",
                                      "N\xC2\xB5r\xC2\xB0y",
                                      "Sk\xCF\x83nevik",
                                      "Bj\xE2\x80\xBArgvin",
                                      "Sk\xE2\x80\xA0nevik",
                                      "N\xE2\x80\x98r\xE2\x80\xBAy",
                                      "Bj\xC2\x9Brgvin",
                                      "Sk\xC2\x86nevik",
                                      "N\xC2\x91r\xC2\x9By",
                                      "Bj\xC2\xA2rgvin",
                                      "N\xC3\xA6r\xC2\xA2y",
                                      "Bj\xC2\xBFrgvin",
                                      "N\xC2\xBEr\xC2\xBFy",
                                      "Bj\xC3\x83\xC2\xB8rgvin",
                                      "Sk\xC3\x83\xC2\xA5nevik",
                                      "N\xC3\x83\xC2\xA6r\xC3\x83\xC2\xB8y",
                                      "Bj\xE2\x88\x9A\xE2\x88\x8Frgvin",
                                      "Sk\xE2\x88\x9A\xE2\x80\xA2nevik",
                                      "N\xE2\x88\x9A\xC2\xB6r\xE2\x88\x9A\xE2\x88\x8Fy",
                                      "Bj\xE2\x94\x9C\xC2\xA9rgvin",
                                      "Sk\xE2\x94\x9C\xC3\x91nevik",
                                      "N\xE2\x94\x9C\xC2\xAAr\xE2\x94\x9C\xC2\xA9y",
                                      "Bj\xEF\xBF\xBDrgvin",
                                      "Bj\xC3\xAF\xC2\xBF\xC2\xBDrgvin",
                                      "Bj&oslash;rgvin",
                                      "Sk&aring;nevik",
                                      "Bj&#248;rgvin",
                                      "Bj?rgvin",
                                      "?rstad",
                                      "Skolen ?rstad",
                                      "BJ\xC2\xAFRGVIN"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (!tell__letters_are_broken(names[i]))
      fail_msg("%s", names[i]);
}

static void test_letters_are_whole_in_names_as_they_are(void **state) {
  (void)state;
  static const char *const names[] = {"Bjørgvin",
                                      "Ørstad",
                                      "Åmot skole",
                                      "Nærøy",
                                      "Kárášjohka - Karasjok",
                                      "Trööndelage",
                                      "Porsáŋgu",
                                      "Grünerløkka",
                                      "Deanu SÀmeskuvl",
                                      "Hva?",
                                      "Andel elever? skolen",
                                      "Trives du på skolen?",
                                      "«Nes» skole",
                                      "Nes – skole’s",
                                      "O‘Neill skole",
                                      "5 °C",
                                      "Fjord®"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (tell__letters_are_broken(names[i]))
      fail_msg("%s", names[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_letters_are_broken_in_wrong_encodings),
      cmocka_unit_test(test_letters_are_whole_in_names_as_they_are),
      cmocka_unit_test(test_same_words_every_byte_of_every_length_counts),
      cmocka_unit_test(test_alloc_array_overflow_gives_null),
      cmocka_unit_test(test_alloc_large_every_byte_can_be_written),
      cmocka_unit_test(test_grow_elements_are_kept),
      cmocka_unit_test(test_text_add_pieces_are_joined),
      cmocka_unit_test(test_text_add_i64_limits_are_written),
      cmocka_unit_test(test_text_add_year_names_both_years),
      cmocka_unit_test(test_strings_add_equal_texts_get_equal_numbers),
      cmocka_unit_test(test_strings_add_long_texts_and_zero_bytes_are_kept),
      cmocka_unit_test(test_keymap_random_keys_equal_a_plain_list),
      cmocka_unit_test(test_keymap_wrong_width_or_value_is_refused),
      cmocka_unit_test(test_keymap_two_hundred_thousand_keys_are_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
