/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources of bytes: what is no readable file gives its own error, pipes are read to their end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
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

/* Writes 2000 bytes to a descriptor, a few at a time, and closes it. */
static void *write_bytes(void *payload) {
  int descriptor = *(int *)payload;
  for (int i = 0; i < 2000; i++) {
    char byte = (char)(i % 251);
    const struct timespec moment = {0, 1000000};
    if (i % 97 == 0)
      nanosleep(&moment, NULL);
    if (write(descriptor, &byte, 1) != 1)
      break;
  }
  close(descriptor);
  return NULL;
}

static void on_alarm(int number) { (void)number; }

static void test_read_descriptor_interrupted_again_and_again_is_whole(void **state) {
  (void)state;
  int ends[2];
  char bytes[3000];
  pthread_t writer;
  tell__source *source = NULL;
  struct sigaction action = {.sa_handler = on_alarm}; /* without SA_RESTART */
  const struct sigaction ignored = {.sa_handler = SIG_IGN};
  struct itimerval each = {{0, 1000}, {0, 1000}};
  const struct itimerval never = {{0, 0}, {0, 0}};
  size_t got = 0;
  sigset_t alarm_only;
  assert_int_equal(pipe(ends), 0);
  sigemptyset(&alarm_only);
  sigaddset(&alarm_only, SIGALRM);
  /* Only the reader is to be interrupted. */
  pthread_sigmask(SIG_BLOCK, &alarm_only, NULL);
  assert_int_equal(pthread_create(&writer, NULL, write_bytes, &ends[1]), 0);
  pthread_sigmask(SIG_UNBLOCK, &alarm_only, NULL);
  sigaction(SIGALRM, &action, NULL);
  setitimer(ITIMER_REAL, &each, NULL);
  assert_int_equal(tell__source_open_descriptor("pipe", ends[0], 0, &source, NULL), TELL_OK);
  assert_int_equal(tell__source_size(source), -1);
  assert_int_equal(tell__source_read(source, bytes, sizeof bytes, &got, NULL), TELL_OK);
  setitimer(ITIMER_REAL, &never, NULL);
  sigaction(SIGALRM, &ignored, NULL); /* for good: a last one may still be on its way */
  pthread_join(writer, NULL);
  assert_int_equal(got, 2000);
  for (size_t i = 0; i < got; i++)
    assert_int_equal((unsigned char)bytes[i], i % 251);
  tell__source_free(source);
  assert_int_equal(close(ends[0]), 0); /* it was left open */
}

static void test_read_descriptor_that_does_not_wait_is_an_error(void **state) {
  (void)state;
  int ends[2];
  char bytes[10];
  size_t got = 0;
  tell__source *source = NULL;
  tell_error *err = NULL;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(pipe(ends), 0);
  assert_int_equal(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
  assert_int_equal(tell__source_open_descriptor("pipe", ends[0], 0, &source, err), TELL_OK);
  errno = 0;
  assert_int_equal(tell__source_read(source, bytes, 10, &got, err), TELL_E_IO);
  assert_int_equal(errno, 0);
  assert_non_null(strstr(tell_error_message(err), "does not wait"));
  assert_string_equal(tell_error_source(err), "pipe");
  tell__source_free(source);
  close(ends[0]);
  close(ends[1]);
  assert_int_equal(tell__source_open_descriptor("x", -1, 0, &source, err), TELL_E_ARGUMENT);
  assert_int_equal(tell__source_open_descriptor("x", ends[0], 0, &source, err), TELL_E_IO);
  assert_null(source);
  tell_error_free(err);
}

static void test_read_descriptor_of_a_file_goes_on_from_where_it_stands(void **state) {
  (void)state;
  char bytes[1000];
  size_t got = 0;
  tell__source *source = NULL;
  write_file(path_of("f"), 600);
  int descriptor = open(path_of("f"), O_RDWR);
  assert_int_equal(lseek(descriptor, 100, SEEK_SET), 100);
  assert_int_equal(tell__source_open_descriptor("f", descriptor, 499, &source, NULL), TELL_E_LIMIT);
  assert_int_equal(tell__source_open_descriptor("f", descriptor, 500, &source, NULL), TELL_OK);
  assert_int_equal(tell__source_size(source), 500);
  assert_int_equal(tell__source_read(source, bytes, 200, &got, NULL), TELL_OK);
  assert_int_equal(got, 200);
  assert_int_equal((unsigned char)bytes[0], 100);
  assert_int_equal(tell__source_position(source), 200);
  /* A file that shrinks while it is read ends there, and is not taken for whole. */
  assert_int_equal(ftruncate(descriptor, 350), 0);
  assert_int_equal(tell__source_read(source, bytes, 1000, &got, NULL), TELL_E_IO);
  assert_int_equal(got, 50);
  tell__source_free(source);
  assert_int_equal(close(descriptor), 0);
  assert_int_equal(unlink(path_of("f")), 0);
}

/* Gives `left` bytes, at most 7 at a time; then what `last` says. */
typedef struct giver {
  int64_t left, last;
  int calls;
} giver;

static int64_t give(void *payload, char *bytes, size_t capacity) {
  giver *from = payload;
  int64_t count = from->left < 7 ? from->left : 7;
  from->calls++;
  if (count == 0)
    return from->last;
  if ((size_t)count > capacity)
    count = (int64_t)capacity;
  memset(bytes, 'g', (size_t)count);
  from->left -= count;
  return count;
}

static void test_read_function_gives_short_reads_and_one_end(void **state) {
  (void)state;
  giver from = {.left = 1000};
  char bytes[600];
  size_t got = 0;
  tell__source *source = NULL;
  assert_int_equal(tell__source_open_function("f", give, &from, 0, &source, NULL), TELL_OK);
  assert_int_equal(tell__source_read(source, bytes, 600, &got, NULL), TELL_OK);
  assert_int_equal(got, 600);
  assert_int_equal(tell__source_read(source, bytes, 600, &got, NULL), TELL_OK);
  assert_int_equal(got, 400);
  from.left = 10;
  from.calls = 0;
  assert_int_equal(tell__source_read(source, bytes, 600, &got, NULL), TELL_OK);
  assert_int_equal(got, 0);
  assert_int_equal(from.calls, 0);
  assert_string_equal(tell__source_name(source), "f");
  tell__source_free(source);
  assert_int_equal(tell__source_open_function("f", NULL, NULL, 0, &source, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell__source_open_function("f", give, &from, 0, NULL, NULL), TELL_E_ARGUMENT);
}

static void test_read_function_that_fails_or_gives_too_much_is_an_error(void **state) {
  (void)state;
  const int64_t ends[] = {-1, INT64_MIN, 11, INT64_MAX};
  const tell_status statuses[] = {TELL_E_IO, TELL_E_IO, TELL_E_ARGUMENT, TELL_E_ARGUMENT};
  for (size_t i = 0; i < 4; i++) {
    giver from = {.left = 3, .last = ends[i]};
    char bytes[10];
    size_t got = 0;
    tell__source *source = NULL;
    tell_error *err = NULL;
    assert_int_equal(tell_error_create(&err), TELL_OK);
    assert_int_equal(tell__source_open_function("f", give, &from, 0, &source, err), TELL_OK);
    assert_int_equal(tell__source_read(source, bytes, 10, &got, err), statuses[i]);
    assert_string_equal(tell_error_source(err), "f");
    tell__source_free(source);
    tell_error_free(err);
  }
}

static void test_read_limits_hold_for_every_kind(void **state) {
  (void)state;
  giver from = {.left = 101};
  char bytes[200] = "";
  size_t got = 0;
  tell__source *source = NULL;
  tell__bytes taken;
  assert_int_equal(tell__source_open_memory("m", bytes, 101, 100, &source, NULL), TELL_E_LIMIT);
  assert_null(source);
  assert_int_equal(tell__source_open_memory("m", NULL, 1, 0, &source, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell__source_open_function("f", give, &from, 100, &source, NULL), TELL_OK);
  assert_int_equal(tell__source_read(source, bytes, 200, &got, NULL), TELL_E_LIMIT);
  tell__source_free(source);
  from.left = 100;
  assert_int_equal(tell__source_open_function("f", give, &from, 100, &source, NULL), TELL_OK);
  assert_int_equal(tell__source_read(source, bytes, 200, &got, NULL), TELL_OK);
  assert_int_equal(got, 100);
  tell__source_free(source);
  from.left = 100;
  assert_int_equal(tell__source_open_function("f", give, &from, 0, &source, NULL), TELL_OK);
  assert_int_equal(tell__source_take(source, 99, &taken, NULL), TELL_E_LIMIT);
  assert_null(taken.bytes);
  tell__source_free(source);
  assert_int_equal(tell__source_open_memory("m", "abc", 3, 0, &source, NULL), TELL_OK);
  assert_int_equal(tell__source_take(source, 3, &taken, NULL), TELL_OK);
  assert_int_equal(taken.length, 3);
  assert_memory_equal(taken.bytes, "abc", 3);
  tell__bytes_free(&taken);
  tell__source_free(source);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_read_files_of_every_size_are_whole),
      cmocka_unit_test(test_read_no_file_or_directory_gives_a_clear_error),
      cmocka_unit_test(test_read_file_without_permission_gives_a_clear_error),
      cmocka_unit_test(test_read_more_than_the_limit_is_refused),
      cmocka_unit_test(test_read_pipe_in_pieces_is_whole),
      cmocka_unit_test(test_read_descriptor_interrupted_again_and_again_is_whole),
      cmocka_unit_test(test_read_descriptor_that_does_not_wait_is_an_error),
      cmocka_unit_test(test_read_descriptor_of_a_file_goes_on_from_where_it_stands),
      cmocka_unit_test(test_read_function_gives_short_reads_and_one_end),
      cmocka_unit_test(test_read_function_that_fails_or_gives_too_much_is_an_error),
      cmocka_unit_test(test_read_limits_hold_for_every_kind),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
