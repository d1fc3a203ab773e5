/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Encodings: recognised, decoded, and what is broken stays to be found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "csv/encoding.h"
#include "csv/input.h"
#include "random.h"

/* The bytes of a literal without its final NUL. */
#define BYTES(text) (text), sizeof(text) - 1

static void expect_text(const char *bytes, size_t length, tell__encoding encoding,
                        const char *expected) {
  tell__decoded out;
  assert_int_equal(tell__encoding_decode(bytes, length, TELL__DEMAND_NONE, NULL, &out, NULL),
                   TELL_OK);
  assert_int_equal(out.encoding, encoding);
  assert_int_equal(out.length, strlen(expected));
  assert_memory_equal(out.text, expected, out.length);
  tell__decoded_free(&out);
}

/* Reads a text as records; those that are broken are so at these places, in this order. */
static void expect_broken(const char *bytes, size_t length, const tell__place *places,
                          size_t count) {
  tell__input *input = NULL;
  tell__record record;
  size_t found = 0;
  assert_int_equal(tell__input_open_memory("m", bytes, length, &input, NULL), TELL_OK);
  while (tell__input_next(input, &record, NULL) == TELL_OK) {
    if (record.error == TELL__RECORD_OK)
      continue;
    assert_true(found < count);
    assert_int_equal(record.error, TELL__RECORD_BROKEN_ENCODING);
    assert_int_equal(record.error_place.line, places[found].line);
    assert_int_equal(record.error_place.column, places[found].column);
    found++;
  }
  assert_int_equal(found, count);
  tell__input_free(input);
}

/* Gives bytes one by one. */
typedef struct drops {
  const char *bytes;
  size_t left;
} drops;

static int64_t give_one(void *payload, char *bytes, size_t capacity) {
  drops *from = payload;
  if (from->left == 0 || capacity == 0)
    return 0;
  *bytes = *from->bytes++;
  from->left--;
  return 1;
}

/* The blocks of a text put together are the text decoded, and know their lines. */
static void expect_blocks(const char *bytes, size_t length, const tell__blocks_options *options,
                          const char *expected, tell__encoding encoding) {
  drops from = {bytes, length};
  tell__source *source = NULL;
  tell__blocks *blocks = NULL;
  tell__block block = {0};
  size_t seen = 0;
  int64_t index = 0;
  int64_t line = 1;
  assert_int_equal(tell__source_open_function("m", give_one, &from, 0, &source, NULL), TELL_OK);
  assert_int_equal(tell__blocks_open(source, options, &blocks, NULL), TELL_OK);
  while (tell__blocks_next(blocks, &block, NULL) == TELL_OK) {
    assert_true(seen + block.length <= strlen(expected));
    assert_memory_equal(block.text, expected + seen, block.length);
    assert_int_equal(block.index, index++);
    assert_int_equal(block.first_line, line);
    for (size_t i = 0; i < block.length; i++)
      line += block.text[i] == '\n'; /* there is no CR alone in these texts */
    seen += block.length;
  }
  assert_int_equal(seen, strlen(expected));
  assert_int_equal(tell__blocks_encoding(blocks), encoding);
  tell__block_free(&block);
  tell__blocks_free(blocks);
  tell__source_free(source);
}

static void expect_text_in_blocks(const char *mark, size_t mark_length, const char *bytes,
                                  size_t length, const char *expected) {
  char joined[200];
  memcpy(joined, mark, mark_length);
  memcpy(joined + mark_length, bytes, length);
  length += mark_length;
  tell__encoding encoding = tell__encoding_detect(joined, length, TELL__DEMAND_NONE);
  for (size_t size = 1; size < 60; size++)
    expect_blocks(joined, length, &(tell__blocks_options){.block_bytes = size}, expected, encoding);
}

static void test_decode_each_encoding_is_recognised(void **state) {
  (void)state;
  const char *text = "\xC3\xA6;b\n";
  expect_text(BYTES("\xC3\xA6;b\n"), TELL__ENCODING_UTF8, text);
  expect_text(BYTES("\xEF\xBB\xBF\xC3\xA6;b\n"), TELL__ENCODING_UTF8_BOM, text);
  expect_text(BYTES("\xFF\xFE\xE6\0;\0b\0\n\0"), TELL__ENCODING_UTF16LE_BOM, text);
  expect_text(BYTES("\xFE\xFF\0\xE6\0;\0b\0\n"), TELL__ENCODING_UTF16BE_BOM, text);
  expect_text(BYTES("\xE6\0;\0b\0\n\0"), TELL__ENCODING_UTF16LE, text);
  expect_text(BYTES("\0\xE6\0;\0b\0\n"), TELL__ENCODING_UTF16BE, text);
  expect_text(BYTES("\xE6;b\n"), TELL__ENCODING_WINDOWS_1252, text);
}

static void test_decode_empty_texts_and_marks_alone(void **state) {
  (void)state;
  expect_text(NULL, 0, TELL__ENCODING_UTF8, "");
  expect_text(BYTES("\xEF\xBB\xBF"), TELL__ENCODING_UTF8_BOM, "");
  expect_text(BYTES("\xFF\xFE"), TELL__ENCODING_UTF16LE_BOM, "");
  expect_text(BYTES("\xFE\xFF"), TELL__ENCODING_UTF16BE_BOM, "");
  expect_text(BYTES("a"), TELL__ENCODING_UTF8, "a");
}

/* All 256 bytes; the upper half of Windows-1252 as its mapping table lists it. */
static void test_decode_windows_1252_whole_upper_half(void **state) {
  (void)state;
  static const char expected[] =
      "\u20AC\xFF\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\xFF\u017D"
      "\xFF\xFF\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\xFF"
      "\u017E\u0178\u00A0\u00A1";
  char bytes[34];
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (char)(0x80 + i);
  expect_text(bytes, sizeof bytes, TELL__ENCODING_WINDOWS_1252, expected);
}

/* Every code point but the surrogates, through both orders of UTF-16. */
static void test_decode_utf16_every_code_point_comes_back(void **state) {
  (void)state;
  for (uint32_t point = 1; point <= 0x10FFFF; point++) {
    char little[6] = "\xFF\xFE", big[6] = "\xFE\xFF", expected[5] = "";
    size_t length = 4;
    uint32_t units[2] = {point, 0};
    if (point >= 0xD800 && point <= 0xDFFF)
      continue;
    if (point > 0xFFFF) {
      units[0] = 0xD800 | (point - 0x10000) >> 10;
      units[1] = 0xDC00 | ((point - 0x10000) & 0x3FF);
      length = 6;
    }
    for (size_t i = 0; i < 2; i++) {
      little[2 + i * 2] = big[3 + i * 2] = (char)(units[i] & 0xFF);
      little[3 + i * 2] = big[2 + i * 2] = (char)(units[i] >> 8);
    }
    tell__utf8_put(point, expected);
    expect_text(little, length, TELL__ENCODING_UTF16LE_BOM, expected);
    expect_text(big, length, TELL__ENCODING_UTF16BE_BOM, expected);
  }
}

static void test_decode_few_broken_bytes_stay_utf8_and_are_found(void **state) {
  (void)state;
  static const char bytes[] = "\xC3\xB8;1\r\n\xC3\xA5g\xE6;2;\xFF\n\xC3\xA6;3\r\xC3\xA6\xC3";
  const tell__place places[] = {{2, 3}, {4, 2}};
  expect_text(BYTES(bytes), TELL__ENCODING_UTF8, bytes);
  expect_broken(BYTES(bytes), places, 2);
}

static void test_decode_more_broken_than_valid_is_windows_1252(void **state) {
  (void)state;
  /* "Ã¦" happens to be valid UTF-8 */
  expect_text(BYTES("\xC3\xA6;\xE6;\xF8"), TELL__ENCODING_WINDOWS_1252,
              "\u00C3\u00A6;\u00E6;\u00F8");
}

static void test_decode_utf16_lone_surrogates_and_odd_byte_are_found(void **state) {
  (void)state;
  static const char bytes[] = "\xFF\xFE"
                              "a\0\0\xD8"
                              "b\0\r\0\n\0" /* high alone */
                              "\0\xDC\n\0"  /* low alone */
                              "c\0\n\0"
                              "d\0\0\xD8"; /* high at the end */
  const tell__place places[] = {{1, 2}, {2, 1}, {4, 2}};
  expect_text(BYTES(bytes), TELL__ENCODING_UTF16LE_BOM,
              "a\xFF"
              "b\r\n\xFF\nc\nd\xFF");
  expect_broken(BYTES(bytes), places, 3);
  expect_text(BYTES("\xFE\xFF\0a\0\n\0"), TELL__ENCODING_UTF16BE_BOM, "a\n\xFF");
}

static void test_decode_what_is_no_text_is_refused(void **state) {
  (void)state;
  tell_error *err = NULL;
  tell__decoded out;
  char picture[256];
  for (size_t i = 0; i < sizeof picture; i++)
    picture[i] = (char)i;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell__encoding_decode(BYTES("PK\x03\x04 a spreadsheet"), 0, "x.xlsx", &out, err),
                   TELL_E_ENCODING);
  assert_string_equal(tell_error_source(err), "x.xlsx");
  assert_string_not_equal(tell_error_message(err), "");
  assert_null(out.text);
  assert_int_equal(tell__encoding_decode(BYTES("\xFF\xFE\0\0a\0\0\0"), 0, NULL, &out, err),
                   TELL_E_ENCODING);
  assert_int_equal(tell__encoding_decode(picture, sizeof picture, 0, NULL, &out, err),
                   TELL_E_ENCODING);
  assert_int_equal(tell__encoding_decode(NULL, 1, 0, NULL, &out, err), TELL_E_ARGUMENT);
  assert_int_equal(tell__encoding_decode("", 0, 0, NULL, NULL, err), TELL_E_ARGUMENT);
  tell_error_free(err);
}

static void test_detect_zero_bytes_in_a_text_are_not_utf16(void **state) {
  (void)state;
  assert_int_equal(tell__encoding_detect(BYTES("abc;def\0\nghi"), TELL__DEMAND_NONE),
                   TELL__ENCODING_UTF8);
  assert_int_equal(tell__encoding_detect(BYTES("a\0"), TELL__DEMAND_NONE), TELL__ENCODING_UTF16LE);
}

static void test_encoding_id_names_the_encoding_and_not_its_mark(void **state) {
  (void)state;
  assert_string_equal(tell__encoding_id(TELL__ENCODING_UTF8), "utf-8");
  assert_string_equal(tell__encoding_id(TELL__ENCODING_UTF8_BOM), "utf-8");
  assert_string_equal(tell__encoding_id(TELL__ENCODING_UTF16LE_BOM), "utf-16le");
  assert_string_equal(tell__encoding_id(TELL__ENCODING_UTF16BE), "utf-16be");
  assert_string_equal(tell__encoding_id(TELL__ENCODING_WINDOWS_1252), "windows-1252");
  assert_string_equal(tell__encoding_id(TELL__ENCODING_UNKNOWN), "");
}

static void test_detect_a_demand_is_obeyed_or_contradicted(void **state) {
  (void)state;
  const struct {
    const char *bytes;
    size_t length;
    tell__encoding utf8, utf16, western;
  } cases[] = {
      {BYTES("a;b\n"), TELL__ENCODING_UTF8, 0, TELL__ENCODING_WINDOWS_1252},
      {BYTES("\xC3\xA6;b\n"), TELL__ENCODING_UTF8, 0, TELL__ENCODING_WINDOWS_1252},
      {BYTES("\xE6;b\n"), TELL__ENCODING_UTF8, 0, TELL__ENCODING_WINDOWS_1252},
      {BYTES("\xEF\xBB\xBF;b\n"), TELL__ENCODING_UTF8_BOM, 0, 0},
      {BYTES("\xFF\xFE\xE6\0;\0"), 0, TELL__ENCODING_UTF16LE_BOM, 0},
      {BYTES("a\0;\0b\0\n\0"), 0, TELL__ENCODING_UTF16LE, 0},
      {BYTES("\0a\0;\0b\0\n"), 0, TELL__ENCODING_UTF16BE, 0},
      {BYTES("PK\x03\x04"), 0, 0, 0},
      {BYTES(""), TELL__ENCODING_UTF8, TELL__ENCODING_UTF16LE, TELL__ENCODING_WINDOWS_1252},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *bytes = cases[i].bytes;
    size_t length = cases[i].length;
    assert_int_equal(tell__encoding_detect(bytes, length, TELL__DEMAND_UTF8), cases[i].utf8);
    assert_int_equal(tell__encoding_detect(bytes, length, TELL__DEMAND_UTF16), cases[i].utf16);
    assert_int_equal(tell__encoding_detect(bytes, length, TELL__DEMAND_WINDOWS_1252),
                     cases[i].western);
  }
}

/* Feeds bytes in pieces: up to `split`, then in random ones. */
static size_t feed_pieces(const char *bytes, size_t length, tell__encoding encoding, size_t split,
                          uint64_t *seed, char *out) {
  tell__decoder decoder = {.encoding = encoding};
  size_t written = 0;
  size_t at = 0;
  do {
    size_t count = at < split ? split - at : random_next(seed) % 6;
    count = count < length - at ? count : length - at;
    char *copy = malloc(count + 1); /* of its own, so that a sanitizer sees reads behind it */
    memcpy(copy, bytes + at, count);
    at += count;
    size_t wrote = tell__decoder_feed(&decoder, copy, count, at == length, out + written);
    assert_true(wrote <= tell__decoder_room(count));
    written += wrote;
    free(copy);
  } while (at < length);
  return written;
}

static void test_feed_every_split_gives_the_same_text(void **state) {
  (void)state;
  static const tell__encoding encodings[] = {TELL__ENCODING_UTF16LE, TELL__ENCODING_UTF16BE,
                                             TELL__ENCODING_WINDOWS_1252};
  static const unsigned char pieces[] = {0, 'a', '\r', '\n', 0xD8, 0xDC, 0x3D, 0xE6, 0x81, ';'};
  uint64_t seed = 6;
  for (int round = 0; round < 3000; round++) {
    char bytes[40], whole[200], parts[400];
    size_t length = random_next(&seed) % sizeof bytes;
    tell__decoder decoder = {.encoding = encodings[round % 3]};
    for (size_t i = 0; i < length; i++)
      bytes[i] = (char)pieces[random_next(&seed) % sizeof pieces];
    size_t expected = tell__decoder_feed(&decoder, bytes, length, 1, whole);
    for (size_t split = 0; split <= length; split++) {
      size_t written = feed_pieces(bytes, length, encodings[round % 3], split, &seed, parts);
      assert_int_equal(written, expected);
      assert_memory_equal(parts, whole, written);
    }
  }
}

/* The same text in each encoding, read in pieces and small blocks. */
static void test_blocks_each_encoding_in_pieces_is_the_same_text(void **state) {
  (void)state;
  static const char text[] = "\u00E6\u00F8;b\r\n1;\"2\r\n3\"\r\n\u2030;\u20AC\r\nx;\u00E5";
  static const char western[] = "\xE6\xF8;b\r\n1;\"2\r\n3\"\r\n\x89;\x80\r\nx;\xE5";
  static const uint16_t units[] = {0xFEFF, 0xE6,   0xF8, ';',  'b', '\r', '\n', '1',  ';',
                                   '"',    '2',    '\r', '\n', '3', '"',  '\r', '\n', 0x2030,
                                   ';',    0x20AC, '\r', '\n', 'x', ';',  0xE5};
  char little[sizeof units], big[sizeof units];
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    little[2 * i] = big[2 * i + 1] = (char)(units[i] & 0xFF);
    little[2 * i + 1] = big[2 * i] = (char)(units[i] >> 8);
  }
  expect_text_in_blocks(BYTES("\xEF\xBB\xBF"), BYTES(text), text);
  expect_text_in_blocks("", 0, BYTES(text), text);
  expect_text_in_blocks("", 0, BYTES(western), text);
  expect_text_in_blocks("", 0, little, sizeof little, text);
  expect_text_in_blocks("", 0, big, sizeof big, text);
  expect_text_in_blocks("", 0, little + 2, sizeof little - 2, text);
  expect_text_in_blocks("", 0, big + 2, sizeof big - 2, text);
}

/* Bytes that come only after a sample of ASCII. */
static void test_blocks_encoding_is_decided_by_the_first_bytes_beyond_ascii(void **state) {
  (void)state;
  const char *const tails[] = {"\xC3\xA6;\xC3\xB8\n", "\xE6;\xF8\n", "\xC3\xA6;\xE6;\xC3\xB8\n",
                               "\xE2\x80\xAF;\xC3\xA6\n"};
  const char *const expected[] = {"\u00E6;\u00F8\n", "\u00E6;\u00F8\n", "\u00E6;\xE6;\u00F8\n",
                                  "\u202F;\u00E6\n"};
  for (size_t i = 0; i < 4; i++) {
    for (size_t ascii = 40; ascii < 120; ascii++) {
      char bytes[200], text[200];
      memset(bytes, 'a', ascii);
      for (size_t k = 10; k < ascii; k += 10)
        bytes[k] = '\n';
      memcpy(text, bytes, ascii);
      strcpy(bytes + ascii, tails[i]);
      strcpy(text + ascii, expected[i]);
      expect_blocks(bytes, strlen(bytes),
                    &(tell__blocks_options){.block_bytes = 16, .sample_bytes = 32}, text,
                    i == 1 ? TELL__ENCODING_WINDOWS_1252 : TELL__ENCODING_UTF8);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_decode_each_encoding_is_recognised),
      cmocka_unit_test(test_decode_empty_texts_and_marks_alone),
      cmocka_unit_test(test_decode_windows_1252_whole_upper_half),
      cmocka_unit_test(test_decode_utf16_every_code_point_comes_back),
      cmocka_unit_test(test_decode_few_broken_bytes_stay_utf8_and_are_found),
      cmocka_unit_test(test_decode_more_broken_than_valid_is_windows_1252),
      cmocka_unit_test(test_decode_utf16_lone_surrogates_and_odd_byte_are_found),
      cmocka_unit_test(test_decode_what_is_no_text_is_refused),
      cmocka_unit_test(test_detect_zero_bytes_in_a_text_are_not_utf16),
      cmocka_unit_test(test_encoding_id_names_the_encoding_and_not_its_mark),
      cmocka_unit_test(test_detect_a_demand_is_obeyed_or_contradicted),
      cmocka_unit_test(test_feed_every_split_gives_the_same_text),
      cmocka_unit_test(test_blocks_each_encoding_in_pieces_is_the_same_text),
      cmocka_unit_test(test_blocks_encoding_is_decided_by_the_first_bytes_beyond_ascii),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
