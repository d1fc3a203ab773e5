/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that another program cuts off or goes on writing while they are read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <unistd.h>

#include "ingest/ingest.h"
#include "ingested.h"

enum { ROWS = 100000, BLOCK = 16 * 1024 };

#define HEADER "unit_code;period;indicator;category;dimension;value\n"

/* What happens to the file when the first block of it was read. */
typedef struct change {
  const char *path;
  off_t length; /* -1: a record is written behind the others */
  int is_done;
} change;

static int change_file(const char *file, int64_t bytes, int64_t total, int64_t records,
                       void *payload) {
  change *wanted = payload;
  (void)file, (void)bytes, (void)total, (void)records;
  if (wanted->is_done)
    return 0;
  wanted->is_done = 1;
  if (wanted->length >= 0)
    return truncate(wanted->path, wanted->length);
  int descriptor = open(wanted->path, O_WRONLY | O_APPEND);
  static const char more[] = "999000001;2022-23;elever;more;rad;5\n";
  int good = write(descriptor, more, sizeof more - 1) == sizeof more - 1;
  return close(descriptor) == 0 && good ? 0 : 1;
}

/* A file of some megabytes, more than is read before the first call. */
static void write_rows(const char *path) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_true(fputs(HEADER, file) >= 0);
  for (int row = 0; row < ROWS; row++)
    assert_true(fprintf(file, "999000001;2022-23;elever;x%d;rad;1234\n", row) > 0);
  assert_int_equal(fclose(file), 0);
}

static tell_dataset *read_changing(const tell_catalogue *catalogue, off_t length, int32_t threads,
                                   tell_status expected, const char *words) {
  char path[] = "/tmp/telling-changing-XXXXXX";
  tell_ingest *ingest = NULL;
  tell_dataset *data = NULL;
  tell_error *err = NULL;
  change wanted = {path, length, 0};
  int descriptor = mkstemp(path);
  assert_true(descriptor >= 0 && close(descriptor) == 0);
  write_rows(path);
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_ingest_create(catalogue, &ingest, err), TELL_OK);
  assert_int_equal(tell_ingest_set_threads(ingest, threads, err), TELL_OK);
  assert_int_equal(tell_ingest_set_progress(ingest, change_file, &wanted, err), TELL_OK);
  ingest->block_bytes = BLOCK;
  assert_int_equal(tell_ingest_add_file(ingest, path, err), expected);
  assert_non_null(strstr(tell_error_message(err), words));
  assert_int_equal(wanted.is_done, 1);
  assert_int_equal(tell_ingest_finish(ingest, &data, err), TELL_OK);
  tell_ingest_free(ingest);
  tell_error_free(err);
  assert_int_equal(unlink(path), 0);
  return data;
}

static void test_add_file_that_shrinks_is_given_up(void **state) {
  static const off_t lengths[] = {0, 1, 2000000, 2000013, 3000000};
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
    for (int32_t threads = 1; threads <= 2; threads++) {
      tell_dataset *data = read_changing(*state, lengths[i], threads, TELL_E_IO, "shorter");
      assert_int_equal(tell_dataset_observation_count(data), 0);
      assert_int_equal(ingested_account(data, 0, "accepted"), 0);
      ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "unreadable_file",
                            tell_issues_source(tell_dataset_issues(data), 0), 0, 0, "");
      tell_dataset_free(data);
    }
}

static void test_add_file_that_grows_is_read_to_its_end(void **state) {
  for (int32_t threads = 1; threads <= 2; threads++) {
    tell_dataset *data = read_changing(*state, -1, threads, TELL_OK, "");
    assert_int_equal(tell_dataset_observation_count(data), ROWS + 1);
    assert_int_equal(ingested_account(data, 0, "read"), ROWS + 1);
    tell_dataset_free(data);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_add_file_that_shrinks_is_given_up),
      cmocka_unit_test(test_add_file_that_grows_is_read_to_its_end),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
