/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where bytes come from, and what stands above the header. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "ingest/ingest.h"
#include "ingested.h"

#define HEADER "unit_code;period;indicator;value\n"
#define RECORD(digit, value) "99900000" digit ";2022-23;elever;" value "\n"
#define GOOD HEADER RECORD("1", "51") RECORD("2", "52")

typedef struct place {
  tell_ingest *ingest;
  tell_error *err;
} place;

static place begin(void **state) {
  place at = {NULL, NULL};
  assert_int_equal(tell_error_create(&at.err), TELL_OK);
  assert_int_equal(tell_ingest_create(*state, &at.ingest, at.err), TELL_OK);
  return at;
}

static tell_status add(const place *at, const char *name, const char *text) {
  return tell_ingest_add_memory(at->ingest, name, text, strlen(text), at->err);
}

static tell_dataset *finish(place *at) {
  tell_dataset *data = NULL;
  assert_int_equal(tell_ingest_finish(at->ingest, &data, at->err), TELL_OK);
  tell_ingest_free(at->ingest);
  tell_error_free(at->err);
  return data;
}

static void test_limit_of_bytes_in_a_stream_gives_the_file_up(void **state) {
  place at = begin(state);
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  assert_int_equal(write(ends[1], GOOD, sizeof GOOD - 1), sizeof GOOD - 1);
  assert_int_equal(close(ends[1]), 0);
  at.ingest->block_bytes = 16;
  assert_int_equal(tell_ingest_set_limit(at.ingest, "bytes", sizeof GOOD - 2, at.err), TELL_OK);
  assert_int_equal(tell_ingest_add_descriptor(at.ingest, "pipe", ends[0], at.err), TELL_E_LIMIT);
  assert_int_equal(close(ends[0]), 0);
  tell_dataset *data = finish(&at);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "size_limit", "pipe", 0, 0,
                        "");
  assert_int_equal(tell_dataset_observation_count(data), 0);
  tell_dataset_free(data);
}

static void test_title_lines_above_the_header_are_passed_over(void **state) {
  static const struct {
    const char *above;
    int64_t line;
  } cases[] = {{"07495: Grunnskolepoeng\n\n", 3},
               {"Tittel;med;skilletegn\n\"Over to\nlinjer\"\n \n", 5},
               {"\"brutt\n\n", 3},
               {"1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n21\n22\n"
                "23\n24\n25\n26\n27\n28\n29\n",
                30}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    for (size_t block = 0; block < 3; block++) {
      place at = begin(state);
      char text[400];
      at.ingest->block_bytes = block * 7;
      assert_int_equal(tell_ingest_set_delimiter(at.ingest, "semicolon", at.err), TELL_OK);
      snprintf(text, sizeof text, "%s%s", cases[i].above, GOOD);
      assert_int_equal(add(&at, "a.csv", text), TELL_OK);
      tell_dataset *data = finish(&at);
      ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_NOTE, "title_lines", "a.csv",
                            cases[i].line, 0, "");
      assert_int_equal(ingested_account(data, 0, "read"), 2);
      assert_int_equal(ingested_cell(data, "999000001", "elever")->line, cases[i].line + 1);
      assert_int_equal(tell_dataset_observation_count(data), 2);
      tell_dataset_free(data);
    }
}

static void test_title_lines_are_30_at_most_and_never_below_a_header(void **state) {
  place at = begin(state);
  char text[2000] = "";
  for (int i = 0; i < 30; i++)
    strcat(text, "linje\n");
  strcat(text, GOOD);
  assert_int_equal(add(&at, "deep.csv", text), TELL_E_LAYOUT);
  assert_int_equal(tell_error_line(at.err), 1);
  /* The record below looks like a header as well: it is data, and bad. */
  assert_int_equal(add(&at, "twice.csv", HEADER HEADER RECORD("1", "51")), TELL_OK);
  /* A broken first record is told when nothing below it is a header. */
  assert_int_equal(add(&at, "broken.csv", "a;\"b\nc;d\n"), TELL_E_DIALECT);
  assert_int_equal(tell_error_line(at.err), 1);
  /* With a layout demanded that knows none of them the first record is the header. */
  assert_int_equal(tell_ingest_set_layout(at.ingest, "register", at.err), TELL_OK);
  assert_int_equal(add(&at, "other.csv", "Tittel\n" GOOD), TELL_E_LAYOUT);
  assert_string_equal(tell_error_field(at.err), "code");
  assert_int_equal(tell_error_line(at.err), 1);
  tell_dataset *data = finish(&at);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "title_lines"), 0);
  assert_int_equal(ingested_account(data, 1, "read"), 2);
  assert_int_equal(ingested_account(data, 1, "rejected"), 1);
  tell_dataset_free(data);
}

/* Decomposed letters, blanks behind a name and capitals are no other name. */
static void test_header_names_match_however_they_are_written(void **state) {
  place at = begin(state);
  assert_int_equal(add(&at, "a.csv",
                       "Unit_Code ;PERIOD\xC2\xA0; indicator;value\n"
                       "999000001;2022-23;elever;5\n"),
                   TELL_OK);
  tell_dataset_free(finish(&at));
}

static void test_descriptor_is_read_from_where_it_stands_and_left_open(void **state) {
  place at = begin(state);
  FILE *file = tmpfile();
  assert_non_null(file);
  assert_true(fputs("ikke med\n" GOOD, file) >= 0);
  assert_int_equal(fflush(file), 0);
  int descriptor = fileno(file);
  assert_int_equal(lseek(descriptor, 9, SEEK_SET), 9);
  assert_int_equal(tell_ingest_add_descriptor(at.ingest, "in", descriptor, at.err), TELL_OK);
  assert_int_equal(lseek(descriptor, 0, SEEK_CUR), 9 + (off_t)sizeof GOOD - 1);
  assert_int_equal(fclose(file), 0);
  assert_int_equal(tell_ingest_add_descriptor(at.ingest, "in", -1, at.err), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_add_descriptor(at.ingest, NULL, 0, at.err), TELL_E_ARGUMENT);
  errno = 0;
  assert_int_equal(tell_ingest_add_descriptor(at.ingest, "in", descriptor, at.err), TELL_E_IO);
  assert_int_equal(errno, 0);
  tell_dataset *data = finish(&at);
  assert_string_equal(ingested_account_text(data, 0, "file"), "in");
  assert_int_equal(ingested_account(data, 0, "accepted"), 2);
  tell_dataset_free(data);
}

/* A pipe whose writer is slow: one byte at a time. */
static void test_descriptor_of_a_slow_pipe_reads_all(void **state) {
  place at = begin(state);
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  pid_t writer = fork();
  if (writer == 0) {
    for (size_t i = 0; i < sizeof GOOD - 1; i++)
      if (write(ends[1], &GOOD[i], 1) != 1)
        _exit(1);
    _exit(0);
  }
  assert_int_equal(close(ends[1]), 0);
  assert_int_equal(tell_ingest_add_descriptor(at.ingest, "pipe", ends[0], at.err), TELL_OK);
  assert_int_equal(close(ends[0]), 0);
  int result = 1;
  assert_int_equal(waitpid(writer, &result, 0), writer);
  assert_int_equal(result, 0);
  tell_dataset *data = finish(&at);
  assert_int_equal(ingested_account(data, 0, "accepted"), 2);
  tell_dataset_free(data);
}

typedef struct failing {
  size_t good;     /* bytes that come before the failure */
  int64_t failure; /* what is returned then */
} failing;

static int64_t fail_later(char *bytes, size_t capacity, void *payload) {
  static const char text[] = GOOD;
  failing *from = payload;
  if (from->good == 0)
    return from->failure > 1 ? (int64_t)capacity + 1 : from->failure;
  size_t count = from->good < capacity ? from->good : capacity;
  memcpy(bytes, text, count);
  from->good -= count;
  return (int64_t)count;
}

static void test_stream_that_fails_gives_the_file_up(void **state) {
  place at = begin(state);
  failing early = {0, -1}, late = {sizeof GOOD - 1, -1}, wrong = {sizeof GOOD - 1, 2};
  at.ingest->block_bytes = 16;
  assert_int_equal(tell_ingest_add_stream(NULL, "s", fail_later, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_add_stream(at.ingest, "s", NULL, NULL, at.err), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_add_stream(at.ingest, NULL, fail_later, &early, at.err),
                   TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_add_stream(at.ingest, "early", fail_later, &early, at.err),
                   TELL_E_IO);
  assert_int_equal(tell_ingest_add_stream(at.ingest, "late", fail_later, &late, at.err), TELL_E_IO);
  assert_string_equal(tell_error_source(at.err), "late");
  assert_int_equal(tell_ingest_add_stream(at.ingest, "wrong", fail_later, &wrong, at.err),
                   TELL_E_ARGUMENT);
  assert_int_equal(add(&at, "after", GOOD), TELL_OK);
  tell_dataset *data = finish(&at);
  assert_int_equal(tell_dataset_observation_count(data), 2);
  assert_int_equal(ingested_account(data, 1, "accepted"), 0);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "unreadable_file"), 2);
  tell_dataset_free(data);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_limit_of_bytes_in_a_stream_gives_the_file_up),
      cmocka_unit_test(test_title_lines_above_the_header_are_passed_over),
      cmocka_unit_test(test_title_lines_are_30_at_most_and_never_below_a_header),
      cmocka_unit_test(test_header_names_match_however_they_are_written),
      cmocka_unit_test(test_descriptor_is_read_from_where_it_stands_and_left_open),
      cmocka_unit_test(test_descriptor_of_a_slow_pipe_reads_all),
      cmocka_unit_test(test_stream_that_fails_gives_the_file_up),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
