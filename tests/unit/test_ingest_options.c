/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What callers set before reading: limits, demands, strictness, and functions of theirs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* The account of a file that was given up: all its records are rejected. */
static void assert_given_up(const tell_dataset *data, int64_t file, int64_t read) {
  assert_int_equal(ingested_account(data, file, "read"), read);
  assert_int_equal(ingested_account(data, file, "rejected"), read);
  assert_int_equal(ingested_account(data, file, "accepted"), 0);
  assert_int_equal(ingested_account(data, file, "cells"), 0);
}

static void test_limits_have_the_defaults_that_the_header_says(void **state) {
  static const struct {
    const char *name;
    int64_t usual, most;
  } limits[] = {{"bytes", INT64_C(68719476736), INT64_MAX}, {"json_bytes", 1073741824, INT64_MAX},
                {"field_bytes", 1048576, 16777216},         {"fields", 65536, 16777216},
                {"records", 2147483647, 2147483647},        {"findings", 10000, 2147483647}};
  place at = begin(state);
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
    const char *name = limits[i].name;
    assert_true(tell_ingest_limit(at.ingest, name) == limits[i].usual);
    assert_int_equal(tell_ingest_set_limit(at.ingest, name, 0, at.err), TELL_E_ARGUMENT);
    assert_int_equal(tell_ingest_set_limit(at.ingest, name, -1, at.err), TELL_E_ARGUMENT);
    if (limits[i].most < INT64_MAX)
      assert_int_equal(tell_ingest_set_limit(at.ingest, name, limits[i].most + 1, at.err),
                       TELL_E_ARGUMENT);
    assert_true(tell_ingest_limit(at.ingest, name) == limits[i].usual);
    assert_int_equal(tell_ingest_set_limit(at.ingest, name, limits[i].most, at.err), TELL_OK);
    assert_true(tell_ingest_limit(at.ingest, name) == limits[i].most);
    assert_int_equal(tell_ingest_set_limit(at.ingest, name, 1, at.err), TELL_OK);
    assert_true(tell_ingest_limit(at.ingest, name) == 1);
  }
  assert_int_equal(tell_ingest_set_limit(at.ingest, "rows", 1, at.err), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_limit(at.ingest, NULL, 1, at.err), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_limit(at.ingest, "rows"), -1);
  assert_int_equal(tell_ingest_limit(at.ingest, NULL), -1);
  assert_int_equal(tell_ingest_limit(NULL, "bytes"), -1);
  tell_dataset_free(finish(&at));
}

static void test_limit_of_records_gives_the_file_up(void **state) {
  place at = begin(state);
  assert_int_equal(tell_ingest_set_limit(at.ingest, "records", 1, at.err), TELL_OK);
  assert_int_equal(add(&at, "two.csv", GOOD), TELL_E_LIMIT);
  assert_int_equal(add(&at, "one.csv", HEADER RECORD("3", "53")), TELL_OK);
  assert_int_equal(tell_ingest_set_limit(at.ingest, "records", 2, at.err), TELL_OK);
  assert_int_equal(add(&at, "again.csv", GOOD), TELL_OK);
  tell_dataset *data = finish(&at);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "too_many_records",
                        "two.csv", 0, 0, "");
  assert_given_up(data, 0, 2);
  assert_int_equal(ingested_account(data, 1, "accepted"), 1);
  assert_int_equal(tell_dataset_observation_count(data), 3);
  tell_dataset_free(data);
}

static void test_limits_of_fields_break_the_record(void **state) {
  place at = begin(state);
  assert_int_equal(tell_ingest_set_limit(at.ingest, "field_bytes", 10, at.err), TELL_OK);
  assert_int_equal(tell_ingest_set_limit(at.ingest, "fields", 4, at.err), TELL_OK);
  assert_int_equal(add(&at, "a.csv",
                       HEADER RECORD("1", "51") RECORD("2", "50000000000") RECORD("3", "5;3")
                           RECORD("4", "\"5000000000\"")),
                   TELL_OK);
  tell_dataset *data = finish(&at);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "too_long"), 2);
  assert_int_equal(ingested_account(data, 0, "rejected"), 2);
  assert_int_equal(ingested_account(data, 0, "accepted"), 2);
  tell_dataset_free(data);
}

typedef struct flood {
  int64_t count, stop_at; /* stop_at 0: never */
  tell_ingest *ingest;    /* begins another reading in it when not NULL */
} flood;

static int count_finding(tell_severity severity, const char *code, const char *source, int64_t line,
                         int64_t column, const char *field, const char *message, void *payload) {
  flood *seen = payload;
  assert_true(severity >= TELL_SEVERITY_NOTE && severity <= TELL_SEVERITY_ERROR);
  assert_true(code[0] != '\0' && source != NULL && line >= 0 && column >= 0);
  assert_true(field != NULL && message[0] != '\0');
  seen->count++;
  if (seen->ingest != NULL) {
    tell_dataset *data = NULL;
    assert_int_equal(tell_ingest_add_memory(seen->ingest, "m", GOOD, 1, NULL), TELL_E_STATE);
    assert_int_equal(tell_ingest_add_folder(seen->ingest, "m", NULL), TELL_E_STATE);
    assert_int_equal(tell_ingest_set_threads(seen->ingest, 2, NULL), TELL_E_STATE);
    assert_int_equal(tell_ingest_set_layout(seen->ingest, "tidy", NULL), TELL_E_STATE);
    assert_int_equal(tell_ingest_set_unit(seen->ingest, NULL, NULL, NULL, NULL), TELL_E_STATE);
    assert_int_equal(tell_ingest_set_mapping(seen->ingest, NULL, NULL), TELL_E_STATE);
    assert_int_equal(tell_ingest_set_mapping_memory(seen->ingest, "m", "", 0, NULL), TELL_E_STATE);
    assert_int_equal(tell_ingest_finish(seen->ingest, &data, NULL), TELL_E_STATE);
    assert_true(tell_issues_count(tell_ingest_issues(seen->ingest)) >= 0);
  }
  return seen->stop_at > 0 && seen->count >= seen->stop_at;
}

#define BAD_THREE HEADER RECORD("1", "a") RECORD("2", "b") RECORD("3", "c")

static void test_findings_beyond_the_limit_are_seen_and_counted(void **state) {
  place at = begin(state);
  flood seen = {0, 0, at.ingest};
  assert_int_equal(tell_ingest_set_limit(at.ingest, "findings", 2, at.err), TELL_OK);
  assert_int_equal(tell_ingest_set_findings(at.ingest, count_finding, &seen, at.err), TELL_OK);
  assert_int_equal(add(&at, "a.csv", BAD_THREE), TELL_OK);
  const tell_issues *issues = tell_ingest_issues(at.ingest);
  assert_int_equal(tell_issues_total(issues, TELL_SEVERITY_ERROR), 3);
  assert_int_equal(tell_issues_dropped(issues), 1);
  assert_int_equal(ingested_issue_count(issues, "impossible_number"), 2);
  assert_int_equal(seen.count, 4); /* and the note about what was found */
  tell_dataset_free(finish(&at));
}

/* The files before are only counted: reading them would change nothing but the time. */
static void test_file_beyond_the_last_number_is_refused(void **state) {
  place at = begin(state);
  int32_t file = 0;
  for (int32_t i = 0; i < 32767; i++)
    assert_int_equal(tell__builder_file(at.ingest->builder, "counted.csv", &file, NULL), TELL_OK);
  assert_int_equal(add(&at, "last.csv", GOOD), TELL_OK);
  assert_int_equal(add(&at, "refused.csv", GOOD), TELL_E_LIMIT);
  assert_string_equal(tell_error_source(at.err), "refused.csv");
  tell_dataset *data = finish(&at);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "too_many_files",
                        "refused.csv", 0, 0, "");
  assert_int_equal(ingested_account(data, 32767, "accepted"), 2);
  assert_int_equal(tell_dataset_observation_count(data), 2);
  tell_dataset_free(data);
}

static void test_findings_of_finish_are_seen(void **state) {
  place at = begin(state);
  flood seen = {0, 0, NULL};
  assert_int_equal(add(&at, "a.csv", HEADER RECORD("1", "5") RECORD("1", "6")), TELL_OK);
  assert_int_equal(tell_ingest_set_findings(at.ingest, count_finding, &seen, at.err), TELL_OK);
  tell_dataset_free(finish(&at));
  assert_int_equal(seen.count, 1);
}

/* Wherever the caller stops, nothing of the file is used, and the next file is read. */
static void test_findings_stop_leaves_nothing_of_the_file(void **state) {
  for (int64_t stop = 1; stop <= 4; stop++) {
    place at = begin(state);
    flood seen = {0, stop, NULL};
    assert_int_equal(tell_ingest_set_findings(at.ingest, count_finding, &seen, at.err), TELL_OK);
    assert_int_equal(add(&at, "a.csv", BAD_THREE), TELL_E_CANCELLED);
    assert_int_equal(seen.count, stop);
    assert_string_equal(tell_error_source(at.err), "a.csv");
    assert_int_equal(tell_ingest_set_findings(at.ingest, NULL, NULL, at.err), TELL_OK);
    assert_int_equal(add(&at, "b.csv", GOOD), TELL_OK);
    tell_dataset *data = finish(&at);
    /* The first finding is how the file is taken, before a record is read. */
    assert_given_up(data, 0, stop == 1 ? 0 : 3);
    assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "stopped"), 1);
    assert_int_equal(tell_dataset_observation_count(data), 2);
    assert_int_equal(ingested_unit(data, "school", "999000003"), -1);
    tell_dataset_free(data);
  }
}

static void test_findings_stop_in_finish_fails_it(void **state) {
  place at = begin(state);
  tell_dataset *data = NULL;
  flood seen = {0, 1, NULL};
  assert_int_equal(add(&at, "a.csv", HEADER RECORD("1", "5") RECORD("1", "6")), TELL_OK);
  assert_int_equal(tell_ingest_set_findings(at.ingest, count_finding, &seen, at.err), TELL_OK);
  assert_int_equal(tell_ingest_finish(at.ingest, &data, at.err), TELL_E_CANCELLED);
  assert_null(data);
  tell_ingest_free(at.ingest);
  tell_error_free(at.err);
}

typedef struct steps {
  int64_t count, stop_at, bytes, total, records;
} steps;

static int count_step(const char *file, int64_t bytes, int64_t total, int64_t records,
                      void *payload) {
  steps *seen = payload;
  assert_string_equal(file, "a.csv");
  assert_true(bytes >= seen->bytes && records >= seen->records);
  seen->bytes = bytes;
  seen->total = total;
  seen->records = records;
  return ++seen->count == seen->stop_at;
}

static void test_progress_comes_after_every_block(void **state) {
  for (int32_t threads = 1; threads <= 3; threads++) {
    place at = begin(state);
    steps seen = {0};
    at.ingest->block_bytes = 1;
    assert_int_equal(tell_ingest_set_threads(at.ingest, threads, at.err), TELL_OK);
    assert_int_equal(tell_ingest_set_progress(at.ingest, count_step, &seen, at.err), TELL_OK);
    assert_int_equal(add(&at, "a.csv", GOOD), TELL_OK);
    assert_int_equal(seen.count, 3); /* the header is a block of its own */
    assert_int_equal(seen.bytes, sizeof GOOD - 1);
    assert_int_equal(seen.total, sizeof GOOD - 1);
    assert_int_equal(seen.records, 2);
    tell_dataset_free(finish(&at));
  }
}

static void test_progress_stop_leaves_nothing_of_the_file(void **state) {
  for (int64_t stop = 1; stop <= 3; stop++) {
    place at = begin(state);
    steps seen = {.stop_at = stop};
    at.ingest->block_bytes = 1;
    assert_int_equal(tell_ingest_set_progress(at.ingest, count_step, &seen, at.err), TELL_OK);
    assert_int_equal(add(&at, "a.csv", GOOD), TELL_E_CANCELLED);
    assert_int_equal(tell_ingest_set_progress(at.ingest, NULL, NULL, at.err), TELL_OK);
    tell_dataset *data = finish(&at);
    assert_given_up(data, 0, stop - 1);
    ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "stopped", "a.csv", 0, 0,
                          "");
    assert_int_equal(tell_dataset_observation_count(data), 0);
    tell_dataset_free(data);
  }
}

typedef struct cells {
  char text[2000];
  int64_t stop_at, count;
} cells;

static int keep_cell(int64_t record, int64_t column, const char *status, const char *value,
                     size_t length, void *payload) {
  cells *seen = payload;
  size_t used = strlen(seen->text);
  snprintf(seen->text + used, sizeof seen->text - used, "%d.%d %s [%.*s]\n", (int)record,
           (int)column, status, (int)length, value);
  return ++seen->count == seen->stop_at;
}

static void test_cells_come_in_order_with_their_status(void **state) {
  place at = begin(state);
  cells seen = {"", 0, 0};
  assert_int_equal(tell_ingest_set_layout(at.ingest, "none", at.err), TELL_OK);
  assert_int_equal(tell_ingest_set_cells(at.ingest, keep_cell, &seen, at.err), TELL_OK);
  assert_int_equal(
      add(&at, "a.csv", "skole,tall,tall\nNes, 1.234 ,\"50,0*\"\nVik,5\n,,\n\nDal,*,<5\n"),
      TELL_OK);
  assert_string_equal(seen.text, "1.1 text [Nes]\n1.2 invalid [1.234]\n1.3 flagged [50,0*]\n"
                                 "4.1 text [Dal]\n4.2 suppressed [*]\n4.3 interval [<5]\n");
  tell_dataset *data = finish(&at);
  assert_int_equal(ingested_account(data, 0, "read"), 4);
  assert_int_equal(ingested_account(data, 0, "accepted"), 2);
  assert_int_equal(ingested_account(data, 0, "rejected"), 1);
  assert_int_equal(ingested_account(data, 0, "skipped_blank"), 1);
  assert_string_equal(ingested_account_text(data, 0, "layout"), "none");
  assert_string_equal(ingested_account_text(data, 0, "delimiter"), "comma");
  assert_int_equal(tell_dataset_observation_count(data), 0);
  tell_dataset_free(data);
}

static void test_cells_are_numbered_across_blocks_and_can_stop(void **state) {
  place at = begin(state);
  cells seen = {"", 5, 0};
  at.ingest->block_bytes = 1;
  assert_int_equal(tell_ingest_set_cells(at.ingest, keep_cell, &seen, at.err), TELL_OK);
  assert_int_equal(add(&at, "a.csv", GOOD), TELL_E_CANCELLED);
  assert_non_null(strstr(seen.text, "2.1 value [999000002]\n"));
  assert_int_equal(seen.count, 5);
  tell_dataset *data = finish(&at);
  assert_int_equal(tell_dataset_observation_count(data), 0);
  tell_dataset_free(data);
}

static void test_strict_reading_names_the_first_defect(void **state) {
  place at = begin(state);
  assert_int_equal(tell_ingest_set_strict(at.ingest, 2, at.err), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_strict(at.ingest, 1, at.err), TELL_OK);
  assert_int_equal(add(&at, "good.csv", GOOD), TELL_OK);
  assert_int_equal(
      add(&at, "bad.csv", HEADER RECORD("4", "54") RECORD("5", "x") RECORD("6", "") "short\n"),
      TELL_E_STRICT);
  assert_string_equal(tell_error_source(at.err), "bad.csv");
  assert_int_equal(tell_error_line(at.err), 3);
  assert_int_equal(tell_error_column(at.err), 26);
  assert_string_equal(tell_error_field(at.err), "value");
  assert_int_equal(add(&at, "wide.csv", HEADER "short\n"), TELL_E_STRICT);
  assert_int_equal(tell_error_line(at.err), 2);
  tell_dataset *data = finish(&at);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "impossible_number",
                        "bad.csv", 3, 26, "value");
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "wrong_width"), 1);
  assert_given_up(data, 1, 2);
  assert_given_up(data, 2, 1);
  assert_int_equal(tell_dataset_observation_count(data), 2);
  tell_dataset_free(data);
}

static void test_strict_finish_fails_for_what_files_say_together(void **state) {
  place at = begin(state);
  tell_dataset *data = NULL;
  assert_int_equal(tell_ingest_set_strict(at.ingest, 1, at.err), TELL_OK);
  assert_int_equal(add(&at, "a.csv", HEADER RECORD("1", "51")), TELL_OK);
  assert_int_equal(add(&at, "b.csv", HEADER RECORD("1", "52")), TELL_OK);
  assert_int_equal(tell_ingest_finish(at.ingest, &data, at.err), TELL_E_STRICT);
  assert_null(data);
  assert_string_equal(tell_error_source(at.err), "b.csv");
  assert_int_equal(tell_error_line(at.err), 2);
  tell_ingest_free(at.ingest);
  tell_error_free(at.err);
}

static void test_encoding_demanded_is_kept_to(void **state) {
  static const char utf8[] = "unit_code;unit_name;period;indicator;value\n"
                             "999000001;\xC3\xB8y;2022-23;elever;5\n";
  static const char latin[] = "unit_code;unit_name;period;indicator;value\n"
                              "999000001;\xF8y;2022-23;elever;5\n";
  place at = begin(state);
  size_t size = 0;
  char *wide = ingested_utf16le(utf8, &size);
  assert_int_equal(tell_ingest_set_encoding(at.ingest, "ebcdic", at.err), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_encoding(at.ingest, NULL, at.err), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_encoding(at.ingest, "utf-8", at.err), TELL_OK);
  assert_int_equal(add(&at, "0", utf8), TELL_OK);
  assert_int_equal(add(&at, "1", latin), TELL_OK); /* the record is broken */
  assert_int_equal(tell_ingest_add_memory(at.ingest, "2", wide, size, at.err), TELL_E_ENCODING);
  assert_int_equal(tell_ingest_set_encoding(at.ingest, "utf-16", at.err), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(at.ingest, "3", wide, size, at.err), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(at.ingest, "4", wide + 2, size - 2, at.err), TELL_OK);
  assert_int_equal(tell_ingest_set_encoding(at.ingest, "latin-1", at.err), TELL_OK);
  assert_int_equal(add(&at, "5", latin), TELL_OK);
  assert_int_equal(tell_ingest_set_encoding(at.ingest, "windows-1252", at.err), TELL_OK);
  assert_int_equal(add(&at, "6", latin), TELL_OK);
  assert_int_equal(tell_ingest_set_encoding(at.ingest, "auto", at.err), TELL_OK);
  assert_int_equal(add(&at, "7", latin), TELL_OK);
  free(wide);
  tell_dataset *data = finish(&at);
  static const char *const encodings[] = {
      "utf-8", "utf-8", "", "utf-16le", "utf-16le", "windows-1252", "windows-1252", "windows-1252"};
  for (int64_t i = 0; i < 8; i++)
    assert_string_equal(ingested_account_text(data, i, "encoding"), encodings[i]);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "broken_encoding", "1", 2,
                        11, "");
  assert_string_equal(ingested_unit_text(data, "school", "999000001", "name"), "\xC3\xB8y");
  tell_dataset_free(data);
}

static void test_delimiter_demanded_is_kept_to(void **state) {
  static const char *const names[] = {"comma", "semicolon", "tab", "pipe", "space"};
  static const char marks[] = ",;\t| ";
  place at = begin(state);
  assert_int_equal(tell_ingest_set_delimiter(at.ingest, "dot", at.err), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_delimiter(at.ingest, NULL, at.err), TELL_E_ARGUMENT);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char text[] = HEADER RECORD("1", "51");
    for (char *byte = text; *byte != '\0'; byte++)
      *byte = *byte == ';' ? marks[i] : *byte;
    assert_int_equal(tell_ingest_set_delimiter(at.ingest, names[i], at.err), TELL_OK);
    assert_int_equal(add(&at, names[i], text), TELL_OK);
    assert_int_equal(tell_ingest_set_delimiter(at.ingest, names[(i + 1) % 5], at.err), TELL_OK);
    assert_int_equal(add(&at, "other", text), TELL_E_LAYOUT);
  }
  tell_dataset *data = finish(&at);
  for (int64_t i = 0; i < 5; i++)
    assert_int_equal(ingested_account(data, 2 * i, "read"), 1);
  assert_string_equal(ingested_account_text(data, 0, "delimiter"), "comma");
  tell_dataset_free(data);
}

static void test_delimiter_demanded_rules_json_out(void **state) {
  static const char json[] = "[{\"unit_code\":\"999000001\",\"period\":\"2022-23\","
                             "\"indicator\":\"elever\",\"value\":\"5\"}]";
  place at = begin(state);
  assert_int_equal(tell_ingest_set_delimiter(at.ingest, "comma", at.err), TELL_OK);
  assert_int_equal(add(&at, "text", json), TELL_E_DIALECT);
  assert_int_equal(tell_ingest_set_delimiter(at.ingest, "auto", at.err), TELL_OK);
  assert_int_equal(add(&at, "json", json), TELL_OK);
  assert_int_equal(tell_ingest_set_limit(at.ingest, "json_bytes", 10, at.err), TELL_OK);
  assert_int_equal(add(&at, "large", json), TELL_E_LIMIT);
  tell_dataset *data = finish(&at);
  assert_string_equal(ingested_account_text(data, 1, "delimiter"), "json");
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "size_limit"), 1);
  assert_int_equal(tell_dataset_observation_count(data), 1);
  tell_dataset_free(data);
}

static void test_threads_are_from_0_to_64(void **state) {
  place at = begin(state);
  assert_int_equal(tell_ingest_set_threads(at.ingest, -1, at.err), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_threads(at.ingest, 65, at.err), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_threads(at.ingest, 64, at.err), TELL_OK);
  assert_int_equal(tell__ingest_threads(at.ingest), 64);
  assert_int_equal(tell_ingest_set_threads(at.ingest, 0, at.err), TELL_OK);
  assert_true(tell__ingest_threads(at.ingest) >= 1 && tell__ingest_threads(at.ingest) <= 64);
  at.ingest->block_bytes = 1;
  assert_int_equal(add(&at, "a.csv", GOOD), TELL_OK);
  tell_dataset_free(finish(&at));
}

static void test_options_null_is_refused(void **state) {
  (void)state;
  assert_int_equal(tell_ingest_set_threads(NULL, 1, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_encoding(NULL, "auto", NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_delimiter(NULL, "auto", NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_strict(NULL, 1, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_progress(NULL, NULL, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_findings(NULL, NULL, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_cells(NULL, NULL, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_set_unit(NULL, NULL, NULL, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_add_descriptor(NULL, "x", 0, NULL), TELL_E_ARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_limits_have_the_defaults_that_the_header_says),
      cmocka_unit_test(test_limit_of_records_gives_the_file_up),
      cmocka_unit_test(test_limits_of_fields_break_the_record),
      cmocka_unit_test(test_findings_beyond_the_limit_are_seen_and_counted),
      cmocka_unit_test(test_file_beyond_the_last_number_is_refused),
      cmocka_unit_test(test_findings_of_finish_are_seen),
      cmocka_unit_test(test_findings_stop_leaves_nothing_of_the_file),
      cmocka_unit_test(test_findings_stop_in_finish_fails_it),
      cmocka_unit_test(test_progress_comes_after_every_block),
      cmocka_unit_test(test_progress_stop_leaves_nothing_of_the_file),
      cmocka_unit_test(test_cells_come_in_order_with_their_status),
      cmocka_unit_test(test_cells_are_numbered_across_blocks_and_can_stop),
      cmocka_unit_test(test_strict_reading_names_the_first_defect),
      cmocka_unit_test(test_strict_finish_fails_for_what_files_say_together),
      cmocka_unit_test(test_encoding_demanded_is_kept_to),
      cmocka_unit_test(test_delimiter_demanded_is_kept_to),
      cmocka_unit_test(test_delimiter_demanded_rules_json_out),
      cmocka_unit_test(test_threads_are_from_0_to_64),
      cmocka_unit_test(test_options_null_is_refused),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
