/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Published files as they are. They are not part of this tree: the environment
 * variable TELL_SHARED names the folder, by default the one beside the
 * checkout. Counts of lines and columns are those of wc, iconv and awk.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv/input.h"

static void real_path(const char *name, char *path, size_t size) {
  const char *shared = getenv("TELL_SHARED");
  snprintf(path, size, "%s/data/real/%s",
           shared != NULL && shared[0] != '\0' ? shared : TELL_SHARED_DEFAULT, name);
}

static tell__input *open_real(const char *name) {
  char path[1024];
  tell__input *input = NULL;
  real_path(name, path, sizeof path);
  tell_status status = tell__input_open_path(path, &input, NULL);
  if (status == TELL_E_NOT_FOUND)
    skip();
  assert_int_equal(status, TELL_OK);
  return input;
}

static void expect_file(const char *name, tell__encoding encoding, char delimiter, int64_t records,
                        size_t width) {
  tell__input *input = open_real(name);
  tell__record record;
  int64_t count = 0;
  assert_int_equal(tell__input_encoding(input), encoding);
  assert_int_equal(tell__input_delimiter(input), delimiter);
  while (tell__input_next(input, &record, NULL) == TELL_OK) {
    count++;
    assert_int_equal(record.error, TELL__RECORD_OK);
    assert_int_equal(record.line, count);
    assert_int_equal(record.count, width);
  }
  assert_int_equal(count, records);
  assert_int_equal(tell__input_blank_lines(input), 0);
  tell__input_free(input);
}

static void test_portal_file_utf16_is_read(void **state) {
  (void)state;
  expect_file("udir-portal-np5-2023-24-hele-landet.csv", TELL__ENCODING_UTF16LE_BOM, '|', 2486, 18);
}

static void test_portal_file_utf8_tab_is_read(void **state) {
  (void)state;
  expect_file("udir-portal-laerere-grunnskole-2023-24.csv", TELL__ENCODING_UTF8, '\t', 3101, 10);
}

static void test_skoleporten_file_is_read(void **state) {
  (void)state;
  expect_file("skoleporten-rapportbygger-laerere-2019-20.csv", TELL__ENCODING_UTF8_BOM, ';', 2818,
              14);
}

static void expect_field(const tell__record *record, size_t index, const char *expected) {
  const tell__field field = tell__record_field(record, index);
  assert_int_equal(field.length, strlen(expected));
  assert_memory_equal(field.bytes, expected, field.length);
}

static void test_portal_header_is_decoded(void **state) {
  (void)state;
  tell__input *input = open_real("udir-portal-np5-2023-24-hele-landet.csv");
  tell__record record;
  assert_int_equal(tell__input_next(input, &record, NULL), TELL_OK);
  expect_field(&record, 0, "EnhetNivaa");
  expect_field(&record, 9,
               "2023-24.Engelsk.5. \u00E5rstrinn.Alle eierformer.Alle kj\u00F8nn.Skalapoeng");
  assert_int_equal(tell__input_place(input, 1).column, 12);
  tell__input_free(input);
}

/* A number that any difference in records changes. */
static uint64_t digest_of(tell__input *input) {
  tell__record record;
  uint64_t digest = 0;
  while (tell__input_next(input, &record, NULL) == TELL_OK) {
    digest = digest * 31 + (uint64_t)record.line * 7 + (uint64_t)record.error;
    for (size_t i = 0; i < record.count; i++) {
      const tell__field field = tell__record_field(&record, i);
      digest = digest * 31 + field.length * 2 + (uint64_t)field.is_nothing;
      for (size_t k = 0; k < field.length; k++)
        digest = digest * 31 + (unsigned char)field.bytes[k];
    }
  }
  tell__input_free(input);
  return digest;
}

static void test_every_file_is_the_same_in_blocks_of_any_size(void **state) {
  (void)state;
  static const size_t sizes[] = {100, 1000, 4096, 60000, 500000};
  char path[1024];
  real_path("", path, sizeof path);
  DIR *folder = opendir(path);
  const struct dirent *entry = NULL;
  if (folder == NULL)
    skip();
  while ((entry = readdir(folder)) != NULL) {
    if (strstr(entry->d_name, ".csv") == NULL)
      continue;
    uint64_t whole = digest_of(open_real(entry->d_name));
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
      tell__source *source = NULL;
      tell__input *input = NULL;
      real_path(entry->d_name, path, sizeof path);
      assert_int_equal(tell__source_open_path(path, 0, &source, NULL), TELL_OK);
      assert_int_equal(tell__input_open(source, &(tell__blocks_options){.block_bytes = sizes[i]},
                                        NULL, &input, NULL),
                       TELL_OK);
      if (digest_of(input) != whole)
        fail_msg("%s in blocks of %d", entry->d_name, (int)sizes[i]);
    }
  }
  closedir(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_portal_file_utf16_is_read),
      cmocka_unit_test(test_portal_file_utf8_tab_is_read),
      cmocka_unit_test(test_skoleporten_file_is_read),
      cmocka_unit_test(test_portal_header_is_decoded),
      cmocka_unit_test(test_every_file_is_the_same_in_blocks_of_any_size),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
