/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files of pupils against what Python's fractions say of them
 * (tests/data/pupil/make_oracle.py), in any order of the rows, for every number
 * of threads and every size of blocks.
 */
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
#include "near.h"
#include "oracle.h"
#include "random.h"

static char *read_file(const char *name) {
  char path[300];
  snprintf(path, sizeof path, "%s/tests/data/pupil/%s.csv", TELL_SOURCE_ROOT, name);
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  char *text = calloc(1, 1 << 20);
  assert_non_null(text);
  assert_true(fread(text, 1, (1 << 20) - 1, file) > 0);
  fclose(file);
  return text;
}

static tell_dataset *read_text(const tell_catalogue *catalogue, const char *text, int32_t threads,
                               size_t block_bytes) {
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL;
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_threads(ingest, threads, NULL), TELL_OK);
  ingest->block_bytes = block_bytes;
  assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), NULL), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &dataset, NULL), TELL_OK);
  tell_ingest_free(ingest);
  return dataset;
}

/* The observation that a row of the oracle is about. */
static const tell__observation *find(const tell_dataset *dataset, const oracle *expected,
                                     size_t row) {
  const char *category = oracle_text(expected, row, "category");
  int64_t count = 0;
  const tell__observation *all =
      ingested_observations(dataset, oracle_text(expected, row, "school"),
                            oracle_text(expected, row, "indicator"), &count);
  for (int64_t i = 0; i < count; i++)
    if (all[i].period == (int)oracle_number(expected, row, "period") &&
        all[i].grade == (int)oracle_number(expected, row, "grade") &&
        all[i].gender == (int)oracle_number(expected, row, "gender") &&
        strcmp(tell__dataset_category(dataset, all[i].category), category) == 0)
      return &all[i];
  fail_msg("no observation for row %d", (int)row + 2);
  return NULL;
}

static void check_row(const tell_dataset *dataset, const oracle *expected, size_t row) {
  const tell__observation *found = find(dataset, expected, row);
  assert_int_equal(found->state, TELL_STATE_PRESENT);
  assert_true(found->flags & TELL__FLAG_PUPILS);
  assert_false(found->flags & TELL__FLAG_SD_POOLED);
  assert_true(found->has & TELL__HAS_N);
  assert_int_equal(found->n, (int)oracle_number(expected, row, "n"));
  assert_double_near(found->value, oracle_number(expected, row, "value"), 1e-15, 1e-15);
  int is_part = oracle_text(expected, row, "numerator")[0] != '\0';
  assert_int_equal((found->has & TELL__HAS_NUMERATOR) != 0, is_part);
  if (is_part)
    assert_int_equal(found->numerator, (int)oracle_number(expected, row, "numerator"));
  int has_sd = oracle_text(expected, row, "sd")[0] != '\0';
  assert_int_equal((found->has & TELL__HAS_SD) != 0, has_sd);
  if (has_sd)
    assert_double_near(found->sd, oracle_number(expected, row, "sd"), 1e-14, 1e-15);
}

static int64_t check_file(const tell_catalogue *catalogue, const char *name, const char *layout) {
  oracle *expected = oracle_own("pupil/expected.csv");
  char *text = read_file(name);
  tell_dataset *dataset = read_text(catalogue, text, 1, 0);
  int64_t rows = 0;
  assert_string_equal(ingested_account_text(dataset, 0, "layout"), layout);
  assert_int_equal(ingested_account(dataset, 0, "accepted"), ingested_account(dataset, 0, "read"));
  for (size_t i = 0; i < oracle_rows(expected); i++) {
    if (strcmp(oracle_text(expected, i, "file"), name) != 0)
      continue;
    check_row(dataset, expected, i);
    rows++;
  }
  assert_int_equal(tell_dataset_observation_count(dataset), rows);
  tell_dataset_free(dataset);
  oracle_close(expected);
  free(text);
  return rows;
}

static void test_pupil_survey_agrees_with_fractions(void **state) {
  assert_int_equal(check_file(*state, "survey", "pupil-survey"), 144);
}

static void test_pupil_tests_agrees_with_fractions(void **state) {
  assert_int_equal(check_file(*state, "tests", "pupil-tests"), 504);
}

static void test_pupil_marks_agrees_with_fractions(void **state) {
  assert_int_equal(check_file(*state, "marks", "pupil-marks"), 18);
}

/* The same rows in another order; the header stays on top. */
static char *shuffled(const char *text, uint64_t seed) {
  char *copy = strdup(text), *out = calloc(1, strlen(text) + 2), *save = NULL;
  char *lines[2000];
  size_t count = 0;
  assert_true(copy != NULL && out != NULL);
  for (char *line = strtok_r(copy, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save))
    lines[count++] = line;
  for (size_t i = count - 1; i > 1; i--) {
    size_t other = 1 + (size_t)(random_next(&seed) % i);
    char *held = lines[i];
    lines[i] = lines[other];
    lines[other] = held;
  }
  char *end = out;
  for (size_t i = 0; i < count; i++)
    end += sprintf(end, "%s\n", lines[i]);
  free(copy);
  return out;
}

static void assert_same_findings(const tell_dataset *a, const tell_dataset *b) {
  const tell_issues *left = tell_dataset_issues(a), *right = tell_dataset_issues(b);
  assert_int_equal(tell_issues_count(left), tell_issues_count(right));
  for (int64_t i = 0; i < tell_issues_count(left); i++) {
    assert_string_equal(tell_issues_code(left, i), tell_issues_code(right, i));
    assert_string_equal(tell_issues_message(left, i), tell_issues_message(right, i));
    assert_int_equal(tell_issues_line(left, i), tell_issues_line(right, i));
  }
}

/* First lines too: ingested_assert_equal() passes over places. */
static void assert_same_lines(const tell_dataset *a, const tell_dataset *b) {
  const tell__dataset_view *left = tell__dataset_get(a), *right = tell__dataset_get(b);
  for (int64_t i = 0; i < left->observation_count; i++) {
    assert_int_equal(left->observations[i].line, right->observations[i].line);
    assert_int_equal(left->observations[i].field, right->observations[i].field);
    assert_int_equal(left->observations[i].column, 0);
  }
}

static const char *const files[] = {"survey", "tests", "marks"};

static void test_pupil_files_any_threads_and_blocks_give_the_same(void **state) {
  for (size_t f = 0; f < 3; f++) {
    char *text = read_file(files[f]);
    tell_dataset *whole = read_text(*state, text, 1, 0);
    for (int32_t threads = 1; threads <= 8; threads += threads < 3 ? 1 : 5)
      for (size_t bytes = 300; bytes < 5000; bytes = bytes * 3 + 1) {
        tell_dataset *parts = read_text(*state, text, threads, bytes);
        ingested_assert_equal(whole, parts);
        assert_same_lines(whole, parts);
        assert_same_findings(whole, parts);
        tell_dataset_free(parts);
      }
    tell_dataset_free(whole);
    free(text);
  }
}

static void test_pupil_files_any_order_of_rows_gives_the_same_bits(void **state) {
  for (size_t f = 0; f < 3; f++) {
    char *text = read_file(files[f]);
    tell_dataset *whole = read_text(*state, text, 1, 0);
    for (uint64_t seed = 1; seed <= 10; seed++) {
      char *other = shuffled(text, seed);
      tell_dataset *mixed = read_text(*state, other, 2, 2000);
      ingested_assert_equal(whole, mixed);
      tell_dataset_free(mixed);
      free(other);
    }
    tell_dataset_free(whole);
    free(text);
  }
}

/* The same rows with quotes around cells, a third of them; none have quotes of their own. */
static char *quoted(const char *text, uint64_t seed) {
  char *out = calloc(3, strlen(text) + 1), *end = out;
  assert_non_null(out);
  for (const char *at = text; *at != '\0';) {
    size_t length = strcspn(at, ";\n");
    const char *quote = random_next(&seed) % 3 == 0 ? "\"" : "";
    end += sprintf(end, "%s%.*s%s%.1s", quote, (int)length, at, quote, at + length);
    at += length + (at[length] != '\0');
  }
  return out;
}

static void test_pupil_files_quotes_around_cells_change_nothing(void **state) {
  for (size_t f = 0; f < 3; f++) {
    char *text = read_file(files[f]);
    tell_dataset *plain = read_text(*state, text, 1, 0);
    for (uint64_t seed = 1; seed <= 5; seed++) {
      char *other = quoted(text, seed);
      tell_dataset *data = read_text(*state, other, 1, 0);
      ingested_assert_equal(plain, data);
      assert_same_lines(plain, data);
      assert_same_findings(plain, data);
      tell_dataset_free(data);
      free(other);
    }
    tell_dataset_free(plain);
    free(text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pupil_survey_agrees_with_fractions),
      cmocka_unit_test(test_pupil_tests_agrees_with_fractions),
      cmocka_unit_test(test_pupil_marks_agrees_with_fractions),
      cmocka_unit_test(test_pupil_files_any_threads_and_blocks_give_the_same),
      cmocka_unit_test(test_pupil_files_any_order_of_rows_gives_the_same_bits),
      cmocka_unit_test(test_pupil_files_quotes_around_cells_change_nothing),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
