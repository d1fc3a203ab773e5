/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading delimited texts with every allocation made to fail, those of libcsv among them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "csv/input.h"
#include "failing_alloc.h"

typedef struct text {
  const char *bytes;
  size_t length;
  const char *path;   /* read from here when it is not NULL */
  size_t block_bytes; /* not 0: read in such blocks */
  int64_t records;
  tell_error *err;
} text;

static tell_status open_blocks(const text *given, tell__input **input) {
  const tell__blocks_options options = {
      .block_bytes = given->block_bytes, .sample_bytes = given->block_bytes, .record_bytes = 2000};
  tell__source *source = NULL;
  *input = NULL;
  tell_status status =
      tell__source_open_memory("m", given->bytes, given->length, 0, &source, given->err);
  return status == TELL_OK ? tell__input_open(source, &options, NULL, input, given->err) : status;
}

static int read_text(void *payload) {
  text *given = payload;
  tell__input *input = NULL;
  tell__record record;
  int64_t records = 0;
  tell_status status = TELL_OK;
  if (given->block_bytes > 0)
    status = open_blocks(given, &input);
  else if (given->path != NULL)
    status = tell__input_open_path(given->path, &input, given->err);
  else
    status = tell__input_open_memory("m", given->bytes, given->length, &input, given->err);
  if (status != TELL_OK)
    return status == TELL_E_MEMORY && input == NULL ? 0 : -1;
  while ((status = tell__input_next(input, &record, given->err)) == TELL_OK)
    records++;
  int done = status == TELL_END && records == given->records;
  if (!done && status != TELL_E_MEMORY)
    done = -1;
  if (status == TELL_E_MEMORY) { /* the reader can be used again */
    failing_alloc_stop();
    while ((status = tell__input_next(input, &record, NULL)) == TELL_OK)
      continue;
    if (status != TELL_END)
      done = -1;
  }
  tell__input_free(input);
  return done;
}

static void expect_survival(const char *bytes, size_t length, int64_t records) {
  text given = {.bytes = bytes, .length = length, .records = records};
  assert_int_equal(tell_error_create(&given.err), TELL_OK);
  assert_true(failing_alloc_each(read_text, &given) >= 8);
  tell_error_free(given.err);
}

static void test_csv_every_allocation_may_fail(void **state) {
  (void)state;
  static const char plain[] = "a;b\n1;\"x\ny\"\n\"\"\"\"\"\";\n2;\"open\n3;4";
  static const char twin[] = "a;b\n\"x\"\"y\";1\n2;\"\"\n\"3\"\"\";\"4\"";
  static const char broken[] = "\xC3\xA6;\xC3\xA6\n1;\xFF\n2;3\n\xC3";
  static const char wide[] = "\xFF\xFE"
                             "a\0;\0b\0\n\0"
                             "1\0;\0\0\xD8\n\0";
  static const char western[] = "a;\xE6\n1;\x81\n2;3\n";
  expect_survival(plain, sizeof plain - 1, 5);
  expect_survival(twin, sizeof twin - 1, 4);
  expect_survival(broken, sizeof broken - 1, 4);
  expect_survival(wide, sizeof wide - 1, 2);
  expect_survival(western, sizeof western - 1, 3);
}

static void test_csv_long_record_every_allocation_may_fail(void **state) {
  (void)state;
  enum { FIELD = 40000, FIELDS = 3 };
  char *bytes = malloc(FIELDS * (FIELD + 1) + 10);
  size_t length = 0;
  for (int i = 0; i < FIELDS; i++) {
    memset(bytes + length, 'x', FIELD);
    length += FIELD;
    bytes[length++] = ';';
  }
  memcpy(bytes + length, "\na;b;c;d\n", 9);
  expect_survival(bytes, length + 9, 2);
  free(bytes);
}

static void test_csv_file_every_allocation_may_fail(void **state) {
  (void)state;
  char path[] = "/tmp/telling-alloc-XXXXXX";
  text given = {.path = path, .records = 2};
  int descriptor = mkstemp(path);
  assert_true(descriptor >= 0);
  assert_int_equal(write(descriptor, "a;b\n1;2\n", 8), 8);
  close(descriptor);
  assert_int_equal(tell_error_create(&given.err), TELL_OK);
  assert_true(failing_alloc_each(read_text, &given) >= 8);
  tell_error_free(given.err);
  assert_int_equal(unlink(path), 0);
}

/* Blocks that grow, quotes open at their end, a line above the limit, letters only at the end. */
static void test_csv_blocks_every_allocation_may_fail(void **state) {
  (void)state;
  char bytes[6000] = "a;b\n1;2\n\"x\ny\nz\";3\n4;\"open\n5;6\n";
  size_t length = strlen(bytes);
  text given = {.bytes = bytes, .block_bytes = 9, .records = 8};
  memset(bytes + length, ';', 400); /* more fields than there is room for at first */
  bytes[length + 400] = '\n';
  length += 401;
  memset(bytes + length, 'x', 3000);
  memcpy(bytes + length + 3000, "\n\xE6;7\n", 6);
  given.length = length + 3005;
  assert_int_equal(tell_error_create(&given.err), TELL_OK);
  assert_true(failing_alloc_each(read_text, &given) >= 20);
  tell_error_free(given.err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_csv_every_allocation_may_fail),
      cmocka_unit_test(test_csv_long_record_every_allocation_may_fail),
      cmocka_unit_test(test_csv_file_every_allocation_may_fail),
      cmocka_unit_test(test_csv_blocks_every_allocation_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
