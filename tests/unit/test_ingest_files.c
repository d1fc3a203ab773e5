/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files, folders and the calls themselves: what fails, what is said, and what goes on. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "ingested.h"

#define DATA(value) "unit_code;period;indicator;value\n999000001;2022-23;elever;" value "\n"

typedef struct place {
  char folder[64];
  tell_ingest *ingest;
  tell_error *err;
} place;

static place begin(void **state) {
  place at = {"", NULL, NULL};
  strcpy(at.folder, "/tmp/telling-test-XXXXXX");
  assert_non_null(mkdtemp(at.folder));
  assert_int_equal(tell_error_create(&at.err), TELL_OK);
  assert_int_equal(tell_ingest_create(*state, &at.ingest, at.err), TELL_OK);
  return at;
}

static void path_of(const place *at, const char *name, char *path) {
  strcpy(path, at->folder);
  strcat(path, "/");
  strcat(path, name);
}

static void write_file(const place *at, const char *name, const char *text) {
  char path[128];
  path_of(at, name, path);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
  assert_int_equal(fclose(file), 0);
}

static void remove_entry(const place *at, const char *name) {
  char path[128];
  path_of(at, name, path);
  assert_int_equal(remove(path), 0);
}

static tell_dataset *finish(place *at) {
  tell_dataset *data = NULL;
  assert_int_equal(tell_ingest_finish(at->ingest, &data, at->err), TELL_OK);
  assert_int_equal(remove(at->folder), 0);
  tell_ingest_free(at->ingest);
  tell_error_free(at->err);
  return data;
}

static void test_add_file_missing_file_and_directory_fail_with_an_issue(void **state) {
  place at = begin(state);
  char missing[128];
  path_of(&at, "nei.csv", missing);
  errno = 0;
  assert_int_equal(tell_ingest_add_file(at.ingest, missing, at.err), TELL_E_IO);
  assert_string_equal(tell_error_source(at.err), missing);
  assert_string_equal(tell_error_message(at.err), "there is no such file");
  assert_int_equal(tell_ingest_add_file(at.ingest, at.folder, at.err), TELL_E_IO);
  assert_string_equal(tell_error_source(at.err), at.folder);
  assert_int_equal(errno, 0);
  /* Also without an error object the finding has its message. */
  assert_int_equal(tell_ingest_add_file(at.ingest, at.folder, NULL), TELL_E_IO);
  const tell_issues *issues = tell_ingest_issues(at.ingest);
  ingested_assert_issue(issues, TELL_SEVERITY_ERROR, "missing_file", missing, 0, 0, "");
  assert_int_equal(ingested_issue_count(issues, "unreadable_file"), 2);
  tell_dataset *data = finish(&at);
  assert_int_equal(tell_table_row_count(tell_dataset_files(data)), 3);
  assert_string_equal(ingested_account_text(data, 0, "file"), "nei.csv");
  assert_string_equal(ingested_account_text(data, 0, "layout"), "");
  assert_int_equal(ingested_account(data, 0, "read"), 0);
  tell_dataset_free(data);
}

static void test_add_file_reads_a_pipe(void **state) {
  place at = begin(state);
  char path[128];
  path_of(&at, "pipe", path);
  assert_int_equal(mkfifo(path, 0600), 0);
  pid_t writer = fork();
  if (writer == 0) {
    FILE *file = fopen(path, "wb");
    int good = file != NULL && fputs(DATA("51"), file) >= 0 && fclose(file) == 0;
    _exit(good ? 0 : 1);
  }
  assert_int_equal(tell_ingest_add_file(at.ingest, path, at.err), TELL_OK);
  int result = 1;
  assert_int_equal(waitpid(writer, &result, 0), writer);
  assert_int_equal(result, 0);
  remove_entry(&at, "pipe");
  tell_dataset *data = finish(&at);
  assert_true(ingested_cell(data, "999000001", "elever")->value == 51);
  tell_dataset_free(data);
}

static void test_limit_of_bytes_binds_files_and_memory(void **state) {
  place at = begin(state);
  char path[128];
  path_of(&at, "a.csv", path);
  write_file(&at, "a.csv", DATA("51"));
  size_t size = strlen(DATA("51"));
  assert_int_equal(tell_ingest_set_limit(at.ingest, "bytes", (int64_t)size - 1, at.err), TELL_OK);
  assert_int_equal(tell_ingest_add_file(at.ingest, path, at.err), TELL_E_LIMIT);
  assert_int_equal(tell_ingest_add_memory(at.ingest, "m", DATA("51"), size, at.err), TELL_E_LIMIT);
  assert_int_equal(ingested_issue_count(tell_ingest_issues(at.ingest), "size_limit"), 2);
  assert_int_equal(tell_ingest_set_limit(at.ingest, "bytes", (int64_t)size, at.err), TELL_OK);
  assert_int_equal(tell_ingest_add_file(at.ingest, path, at.err), TELL_OK);
  assert_int_equal(tell_ingest_set_limit(at.ingest, "bytes", 0, at.err), TELL_E_ARGUMENT);
  remove_entry(&at, "a.csv");
  tell_dataset_free(finish(&at));
}

static void test_set_layout_demands_it(void **state) {
  place at = begin(state);
  assert_int_equal(tell_ingest_set_layout(at.ingest, "tabell", at.err), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_layout(at.ingest, "register", at.err), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(at.ingest, "m", DATA("51"), strlen(DATA("51")), at.err),
                   TELL_E_LAYOUT);
  assert_string_equal(tell_error_field(at.err), "code");
  assert_int_equal(tell_ingest_set_layout(at.ingest, NULL, at.err), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(at.ingest, "m", DATA("51"), strlen(DATA("51")), at.err),
                   TELL_OK);
  tell_dataset_free(finish(&at));
}

static void test_layouts_are_listed(void **state) {
  (void)state;
  static const char *const names[] = {"none", "register", "skoleporten",
                                      "ssb",  "tidy",     "udir-portal"};
  int32_t count = tell_ingest_layout_count();
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    int found = 0;
    for (int32_t layout = 0; layout < count; layout++)
      found += strcmp(tell_ingest_layout_name(layout), names[i]) == 0;
    assert_int_equal(found, 1);
  }
  assert_true(count >= (int32_t)(sizeof names / sizeof *names));
  assert_null(tell_ingest_layout_name(count));
  assert_null(tell_ingest_layout_name(-1));
}

static void test_add_folder_reads_registers_first_and_tells_what_it_leaves(void **state) {
  place at = begin(state);
  char path[128];
  static const char *const names[] = {"a.CSV",       "b.txt",    "c.tsv",   "z.csv",
                                      ".skjult.csv", "notat.md", "odd.csv", "csv"};
  write_file(&at, "b.txt", "unit_name;period;indicator;value\nNes;2022-23;elever;50\n");
  write_file(&at, "a.CSV", DATA("51"));
  write_file(&at, "c.tsv", "unit_code\tperiod\tindicator\tvalue\n999000002\t2022-23\telever\t7\n");
  write_file(&at, "z.csv", "code;name;level\n999000009;Nes;school\n");
  write_file(&at, ".skjult.csv", DATA("51"));
  write_file(&at, "notat.md", "x");
  write_file(&at, "csv", "x");
  write_file(&at, "odd.csv", "hva;er;dette\n1;2;3\n");
  path_of(&at, "under.csv", path);
  assert_int_equal(mkdir(path, 0700), 0);
  assert_int_equal(tell_ingest_add_folder(at.ingest, at.folder, at.err), TELL_OK);
  assert_int_equal(tell_error_status(at.err), TELL_OK);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    remove_entry(&at, names[i]);
  remove_entry(&at, "under.csv");
  tell_dataset *data = finish(&at);
  static const char *const read[] = {"z.csv", "a.CSV", "b.txt", "c.tsv", "odd.csv"};
  assert_int_equal(tell_table_row_count(tell_dataset_files(data)), 5);
  for (int64_t i = 0; i < 5; i++)
    assert_string_equal(ingested_account_text(data, i, "file"), read[i]);
  assert_true(ingested_cell(data, "999000009", "elever")->value == 50);
  assert_true(ingested_cell(data, "999000002", "elever")->value == 7);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "not_read"), 4);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "unknown_layout"), 1);
  tell_dataset_free(data);
}

static void test_add_folder_order_is_that_of_the_names(void **state) {
  enum { COUNT = 15 };
  place at = begin(state);
  char name[] = "0.csv";
  for (int i = 0; i < COUNT; i++) {
    name[0] = (char)('A' + i * 7 % COUNT);
    write_file(&at, name, DATA("51"));
  }
  assert_int_equal(tell_ingest_add_folder(at.ingest, at.folder, at.err), TELL_OK);
  for (int i = 0; i < COUNT; i++) {
    name[0] = (char)('A' + i);
    remove_entry(&at, name);
  }
  tell_dataset *data = finish(&at);
  for (int i = 0; i < COUNT; i++) {
    name[0] = (char)('A' + i);
    assert_string_equal(ingested_account_text(data, i, "file"), name);
  }
  tell_dataset_free(data);
}

static void test_add_folder_missing_or_empty_fails(void **state) {
  place at = begin(state);
  char path[128];
  path_of(&at, "nei", path);
  assert_int_equal(tell_ingest_add_folder(at.ingest, path, at.err), TELL_E_IO);
  assert_string_equal(tell_error_source(at.err), path);
  assert_int_equal(tell_ingest_add_folder(at.ingest, at.folder, at.err), TELL_E_IO);
  assert_int_equal(ingested_issue_count(tell_ingest_issues(at.ingest), "missing_folder"), 1);
  assert_int_equal(ingested_issue_count(tell_ingest_issues(at.ingest), "empty_folder"), 1);
  tell_dataset_free(finish(&at));
}

static void test_more_files_than_can_be_numbered_fail(void **state) {
  place at = begin(state);
  char path[128];
  path_of(&at, "a.csv", path);
  write_file(&at, "a.csv", DATA("51"));
  for (int i = 0; i < 32768; i++)
    assert_int_equal(tell_ingest_add_memory(at.ingest, "m", "", 0, NULL), TELL_E_LAYOUT);
  assert_int_equal(tell_ingest_add_memory(at.ingest, "n", "", 0, at.err), TELL_E_LIMIT);
  assert_string_equal(tell_error_source(at.err), "n");
  assert_int_equal(tell_ingest_add_file(at.ingest, path, at.err), TELL_E_LIMIT);
  assert_int_equal(tell_ingest_add_folder(at.ingest, at.folder, at.err), TELL_E_LIMIT);
  assert_int_equal(tell_error_status(at.err), TELL_E_LIMIT);
  assert_string_equal(tell_error_source(at.err), path);
  remove_entry(&at, "a.csv");
  tell_dataset *data = finish(&at);
  assert_int_equal(tell_table_row_count(tell_dataset_files(data)), 32768);
  tell_dataset_free(data);
}

static void test_ingest_calls_after_the_end_fail(void **state) {
  place at = begin(state);
  tell_dataset *data = NULL, *again = (tell_dataset *)1;
  assert_int_equal(tell_ingest_finish(at.ingest, &data, at.err), TELL_OK);
  assert_int_equal(tell_ingest_finish(at.ingest, &again, at.err), TELL_E_STATE);
  assert_null(again);
  assert_int_equal(tell_ingest_add_memory(at.ingest, "m", "", 0, at.err), TELL_E_STATE);
  assert_int_equal(tell_ingest_add_file(at.ingest, "m", at.err), TELL_E_STATE);
  assert_int_equal(tell_ingest_add_folder(at.ingest, "m", at.err), TELL_E_STATE);
  assert_null(tell_ingest_issues(at.ingest));
  tell_dataset_free(data);
  tell_ingest_free(at.ingest);
  tell_error_free(at.err);
  assert_int_equal(remove(at.folder), 0);
}

static void test_ingest_arguments_are_checked(void **state) {
  tell_ingest *ingest = NULL;
  tell_dataset *data = NULL;
  assert_int_equal(tell_ingest_create(NULL, &ingest, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_create(*state, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_file(NULL, "m", NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_add_file(ingest, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_add_folder(ingest, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_add_memory(ingest, NULL, "", 0, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_add_memory(ingest, "m", NULL, 1, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_layout(NULL, "tidy", NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_limit(NULL, "bytes", 1, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_finish(ingest, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_finish(NULL, &data, NULL), TELL_E_ARGUMENT);
  assert_null(tell_ingest_issues(NULL));
  tell_ingest_free(ingest);
  tell_ingest_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_add_file_missing_file_and_directory_fail_with_an_issue),
      cmocka_unit_test(test_add_file_reads_a_pipe),
      cmocka_unit_test(test_limit_of_bytes_binds_files_and_memory),
      cmocka_unit_test(test_set_layout_demands_it),
      cmocka_unit_test(test_layouts_are_listed),
      cmocka_unit_test(test_add_folder_reads_registers_first_and_tells_what_it_leaves),
      cmocka_unit_test(test_add_folder_order_is_that_of_the_names),
      cmocka_unit_test(test_add_folder_missing_or_empty_fails),
      cmocka_unit_test(test_more_files_than_can_be_numbered_fail),
      cmocka_unit_test(test_ingest_calls_after_the_end_fail),
      cmocka_unit_test(test_ingest_arguments_are_checked),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
