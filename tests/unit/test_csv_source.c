/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources of bytes: what is no readable file gives its own error, pipes are read to their end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "csv/source.h"

static char folder[64];

static int make_folder(void **state) {
  (void)state;
  strcpy(folder, "/tmp/telling-source-XXXXXX");
  return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state) {
  (void)state;
  return rmdir(folder);
}

static const char *path_of(const char *name) {
  static char path[128];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static void write_file(const char *path, size_t size) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  for (size_t i = 0; i < size; i++)
    putc((int)(i % 251), file);
  assert_int_equal(fclose(file), 0);
}

/* Opens and reads a path whole. */
static tell_status read_path(const char *path, int64_t limit, tell__bytes *bytes, tell_error *err) {
  tell__source *source = NULL;
  *bytes = (tell__bytes){0};
  tell_status status = tell__source_open_path(path, limit, &source, err);
  if (status == TELL_OK)
    status = tell__source_take(source, 0, bytes, err);
  else
    assert_null(source);
  tell__source_free(source);
  return status;
}

static void expect_failure(const char *path, tell_status status, const char *word) {
  tell_error *err = NULL;
  tell__bytes bytes = {(char *)1, 1};
  assert_int_equal(tell_error_create(&err), TELL_OK);
  errno = 0;
  assert_int_equal(read_path(path, 0, &bytes, err), status);
  assert_int_equal(errno, 0);
  assert_null(bytes.bytes);
  assert_int_equal(tell_error_status(err), status);
  assert_string_equal(tell_error_source(err), path);
  assert_non_null(strstr(tell_error_message(err), word));
  tell_error_free(err);
}

static void test_read_files_of_every_size_are_whole(void **state) {
  (void)state;
  const size_t sizes[] = {0, 1, 65535, 65536, 65537, 300000};
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    tell__bytes bytes;
    write_file(path_of("f"), sizes[i]);
    assert_int_equal(read_path(path_of("f"), 0, &bytes, NULL), TELL_OK);
    assert_int_equal(bytes.length, sizes[i]);
    for (size_t k = 0; k < sizes[i]; k++)
      assert_int_equal((unsigned char)bytes.bytes[k], k % 251);
    tell__bytes_free(&bytes);
    assert_int_equal(unlink(path_of("f")), 0);
  }
}

static void test_read_no_file_or_directory_gives_a_clear_error(void **state) {
  (void)state;
  char name[5000];
  tell__source *source = (tell__source *)1;
  memset(name, 'x', sizeof name - 1);
  name[sizeof name - 1] = '\0';
  expect_failure(path_of("none"), TELL_E_NOT_FOUND, "no such file");
  expect_failure("", TELL_E_NOT_FOUND, "no such file");
  expect_failure(folder, TELL_E_IO, "directory");
  name[300] = '\0';
  expect_failure(name, TELL_E_IO, "too long");
  assert_int_equal(symlink("loop", path_of("loop")), 0);
  expect_failure(path_of("loop"), TELL_E_IO, "link");
  assert_int_equal(unlink(path_of("loop")), 0);
  assert_int_equal(tell__source_open_path(NULL, 0, &source, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell__source_open_path("x", 0, NULL, NULL), TELL_E_ARGUMENT);
}

static void test_read_file_without_permission_gives_a_clear_error(void **state) {
  (void)state;
  if (geteuid() == 0)
    skip(); /* the superuser may read everything */
  write_file(path_of("closed"), 3);
  assert_int_equal(chmod(path_of("closed"), 0), 0);
  expect_failure(path_of("closed"), TELL_E_IO, "permission");
  assert_int_equal(unlink(path_of("closed")), 0);
}

static void test_read_more_than_the_limit_is_refused(void **state) {
  (void)state;
  tell__bytes bytes;
  write_file(path_of("f"), 1000);
  assert_int_equal(read_path(path_of("f"), 999, &bytes, NULL), TELL_E_LIMIT);
  assert_null(bytes.bytes);
  assert_int_equal(read_path(path_of("f"), 1000, &bytes, NULL), TELL_OK);
  tell__bytes_free(&bytes);
  assert_int_equal(unlink(path_of("f")), 0);
  /* A device has no size to look at beforehand. */
  assert_int_equal(read_path("/dev/zero", 100000, &bytes, NULL), TELL_E_LIMIT);
  assert_int_equal(read_path("/dev/null", 0, &bytes, NULL), TELL_OK);
  assert_int_equal(bytes.length, 0);
  tell__bytes_free(&bytes);
}

static void *write_slowly(void *path) {
  FILE *pipe = fopen(path, "wb");
  for (int i = 0; i < 70000; i++) {
    putc(i % 251, pipe);
    if (i % 7001 == 0)
      fflush(pipe);
  }
  fclose(pipe);
  return NULL;
}

static void test_read_pipe_in_pieces_is_whole(void **state) {
  (void)state;
  pthread_t writer;
  tell__bytes bytes;
  const char *path = path_of("pipe");
  assert_int_equal(mkfifo(path, 0600), 0);
  assert_int_equal(pthread_create(&writer, NULL, write_slowly, (void *)path), 0);
  assert_int_equal(read_path(path, 0, &bytes, NULL), TELL_OK);
  pthread_join(writer, NULL);
  assert_int_equal(bytes.length, 70000);
  for (size_t i = 0; i < bytes.length; i++)
    assert_int_equal((unsigned char)bytes.bytes[i], i % 251);
  tell__bytes_free(&bytes);
  tell__bytes_free(NULL);
  assert_int_equal(unlink(path), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_read_files_of_every_size_are_whole),
      cmocka_unit_test(test_read_no_file_or_directory_gives_a_clear_error),
      cmocka_unit_test(test_read_file_without_permission_gives_a_clear_error),
      cmocka_unit_test(test_read_more_than_the_limit_is_refused),
      cmocka_unit_test(test_read_pipe_in_pieces_is_whole),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
