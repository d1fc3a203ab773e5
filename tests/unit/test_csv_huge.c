/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines and records above the limit: set aside one by one, in memory that does not grow with them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/text.h"
#include "csv/reader.h"

/* A text of many times the same bytes, with others before and behind; never in memory as a whole.
 */
typedef struct huge {
  const char *before, *repeated, *behind;
  size_t times, at, count;
} huge;

static int64_t read_huge(void *payload, char *bytes, size_t capacity) {
  huge *from = payload;
  size_t first = strlen(from->before);
  size_t each = strlen(from->repeated);
  size_t middle = first + from->times * each;
  size_t all = middle + strlen(from->behind);
  size_t count = 0;
  for (; count < capacity && count < 100000 && from->at < all; count++, from->at++)
    bytes[count] = from->at < first    ? from->before[from->at]
                   : from->at < middle ? from->repeated[(from->at - first) % each]
                                       : from->behind[from->at - middle];
  return (int64_t)count;
}

/* Reads it in blocks; gives the records that are neither sound nor alike as text, the others'
 * number. */
static int64_t read_huge_text(huge from, tell__text *seen, int64_t *blank, size_t *most_memory) {
  tell__source *source = NULL;
  tell__blocks *blocks = NULL;
  tell__reader *reader = NULL;
  tell__block block = {0};
  tell__record record;
  const tell__blocks_options options = {.has_delimiter = 1, .delimiter = ';'};
  int64_t good = 0;
  *most_memory = 0;
  assert_int_equal(tell__source_open_function("m", read_huge, &from, 0, &source, NULL), TELL_OK);
  assert_int_equal(tell__blocks_open(source, &options, &blocks, NULL), TELL_OK);
  assert_int_equal(tell__reader_create(NULL, &reader, NULL), TELL_OK);
  while (tell__blocks_next(blocks, &block, NULL) == TELL_OK) {
    *most_memory = block.capacity > *most_memory ? block.capacity : *most_memory;
    tell__reader_begin(reader, &block);
    while (tell__reader_next(reader, &record, NULL) == TELL_OK) {
      good += record.error == TELL__RECORD_OK;
      if (record.error == TELL__RECORD_OK)
        continue;
      tell__text_add_i64(seen, record.line);
      tell__text_add(seen, tell__record_error_code(record.error));
      tell__text_add_i64(seen, record.error_place.line);
    }
  }
  *blank = tell__reader_blank_lines(reader);
  tell__reader_free(reader);
  tell__block_free(&block);
  tell__blocks_free(blocks);
  tell__source_free(source);
  return good;
}

static void test_next_records_above_the_limit_take_bounded_memory(void **state) {
  (void)state;
  enum { MANY = 20 * 1024 * 1024 };
  const struct {
    huge from;
    const char *seen;
    int64_t good, blank;
  } cases[] = {
      {{"a;b\n", "x", "\n1;2\n", MANY, 0, 0}, "2too_long2", 2, 0},
      {{"a;b\n", "x;", "", MANY, 0, 0}, "2too_long2", 1, 0},
      {{"a;b\n", " ", "\r\n1;2\n", MANY, 0, 0}, "", 2, 1},
      {{"a;b\n", " ", "x\n1;2\n", MANY, 0, 0}, "2too_long2", 2, 0},
      {{"a;b\n", "\"", "\n1;2\n", MANY, 0, 0}, "2too_long2", 2, 0},
      {{"a;b\n\"", "1234567;9\n", "\"\n1;2\n", MANY / 10, 0, 0},
       "2too_long22097154open_quote2097154",
       MANY / 10 + 1,
       0},
      {{"a;b\n\"", "1234567;9\n", "\";2\n1;2\n", MANY / 20, 0, 0}, "2too_long2", 2, 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    tell__text seen = {0};
    int64_t blank = 0;
    size_t memory = 0;
    int64_t good = read_huge_text(cases[i].from, &seen, &blank, &memory);
    assert_string_equal(tell__text_get(&seen), cases[i].seen);
    assert_int_equal(good, cases[i].good);
    assert_int_equal(blank, cases[i].blank);
    assert_true(memory < (size_t)40 * 1024 * 1024);
    tell__text_free(&seen);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_next_records_above_the_limit_take_bounded_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
