/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same data written differently make the same dataset. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingested.h"
#include "random.h"

enum { SCHOOLS = 9, YEARS = 4, RECORDS = SCHOOLS * YEARS * 3, TEXT_SIZE = 32 * 1024 };

typedef struct writing {
  char delimiter, mark;
  const char *line_end;
} writing;

static const writing norwegian = {';', ',', "\r\n"};

static void add_header(char *text, const writing *how) {
  strcpy(text, "unit_code;unit_name;period;grade;indicator;value;n;margin");
  for (char *at = text; *at != '\0'; at++)
    *at = *at == ';' ? how->delimiter : *at;
  strcat(text, how->line_end);
}

/* One of the invented records; all states that cells can have occur. */
static void add_record(char *text, int record, const writing *how) {
  static const char *const indicators[] = {"np_lesing", "np_regning", "np_engelsk"};
  int school = record % SCHOOLS, year = record / SCHOOLS % YEARS;
  char d = how->delimiter;
  char *at = text + strlen(text);
  at += sprintf(at, "99900000%d%cÅsgård %d skole%c%d-%02d%c5%c%s%c", school, d, school, d,
                2020 + year, 21 + year, d, d, indicators[record / (SCHOOLS * YEARS)], d);
  switch (record % 7) {
  case 3:
    at += sprintf(at, "*%c%c", d, d);
    break;
  case 5:
    at += sprintf(at, "%c0%c", d, d);
    break;
  default:
    at += sprintf(at, "%d%c%d%c%d%c%d%c%d", 45 + record % 9, how->mark, record % 10, d, 10 + record,
                  d, record % 3, how->mark, record % 10);
  }
  strcpy(at, how->line_end);
}

static void write_all(char *text, const int *order, int from, int to, const writing *how) {
  add_header(text, how);
  for (int i = from; i < to; i++)
    add_record(text, order[i], how);
}

static void fill_order(int *order) {
  for (int i = 0; i < RECORDS; i++)
    order[i] = i;
}

static tell_dataset *read_bytes(void **state, const char *bytes, size_t size,
                                const char *encoding) {
  tell_ingest *ingest = NULL;
  tell_dataset *data = NULL;
  assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", bytes, size, NULL), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
  tell_ingest_free(ingest);
  assert_string_equal(ingested_account_text(data, 0, "encoding"), encoding);
  assert_int_equal(ingested_account(data, 0, "accepted"), RECORDS);
  return data;
}

static tell_dataset *read_plain(void **state, char *text) {
  int order[RECORDS];
  fill_order(order);
  write_all(text, order, 0, RECORDS, &norwegian);
  tell_dataset *data = read_bytes(state, text, strlen(text), "utf-8");
  assert_int_equal(tell_dataset_observation_count(data), RECORDS);
  ingested_assert_clean(tell_dataset_issues(data));
  return data;
}

static void test_ingest_encoding_makes_no_difference(void **state) {
  char *text = malloc(TEXT_SIZE);
  size_t size = 0;
  assert_non_null(text);
  tell_dataset *plain = read_plain(state, text);
  char *wide = ingested_utf16le(text, &size);
  tell_dataset *data = read_bytes(state, wide, size, "utf-16le");
  ingested_assert_equal(plain, data);
  tell_dataset_free(data);
  char *narrow = ingested_windows_1252(text, &size);
  data = read_bytes(state, narrow, size, "windows-1252");
  ingested_assert_equal(plain, data);
  tell_dataset_free(data);
  memmove(text + 3, text, strlen(text) + 1);
  memcpy(text, "\xEF\xBB\xBF", 3);
  data = read_bytes(state, text, strlen(text), "utf-8");
  ingested_assert_equal(plain, data);
  tell_dataset_free(data);
  tell_dataset_free(plain);
  free(narrow);
  free(wide);
  free(text);
}

static void test_ingest_delimiter_and_mark_make_no_difference(void **state) {
  static const writing ways[] = {
      {',', '.', "\n"}, {';', '.', "\n"}, {'\t', ',', "\r\n"}, {'|', ',', "\n"}, {';', ',', "\r"}};
  char *text = malloc(TEXT_SIZE);
  int order[RECORDS];
  assert_non_null(text);
  fill_order(order);
  tell_dataset *plain = read_plain(state, text);
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    write_all(text, order, 0, RECORDS, &ways[i]);
    tell_dataset *data = read_bytes(state, text, strlen(text), "utf-8");
    ingested_assert_equal(plain, data);
    tell_dataset_free(data);
  }
  tell_dataset_free(plain);
  free(text);
}

static void test_ingest_order_of_rows_makes_no_difference(void **state) {
  char *text = malloc(TEXT_SIZE);
  int order[RECORDS];
  uint64_t draw = 46012022;
  assert_non_null(text);
  fill_order(order);
  tell_dataset *plain = read_plain(state, text);
  for (int i = 0; i < 20; i++) {
    random_shuffle(&draw, order, RECORDS, sizeof *order);
    write_all(text, order, 0, RECORDS, &norwegian);
    tell_dataset *data = read_bytes(state, text, strlen(text), "utf-8");
    ingested_assert_equal(plain, data);
    tell_dataset_free(data);
  }
  tell_dataset_free(plain);
  free(text);
}

static void test_ingest_order_and_number_of_files_make_no_difference(void **state) {
  char *text = malloc(TEXT_SIZE), *first = malloc(TEXT_SIZE), *second = malloc(TEXT_SIZE);
  int order[RECORDS];
  uint64_t draw = 12014601;
  assert_true(text != NULL && first != NULL && second != NULL);
  fill_order(order);
  tell_dataset *plain = read_plain(state, text);
  for (int i = 0; i < 20; i++) {
    int cut = (int)(random_next(&draw) % (RECORDS + 1));
    random_shuffle(&draw, order, RECORDS, sizeof *order);
    write_all(first, order, 0, cut, &norwegian);
    write_all(second, order, cut, RECORDS, &norwegian);
    const char *const texts[] = {i % 2 == 0 ? first : second, i % 2 == 0 ? second : first};
    tell_dataset *data = ingested_texts(*state, texts, 2);
    ingested_assert_equal(plain, data);
    tell_dataset_free(data);
  }
  tell_dataset_free(plain);
  free(second);
  free(first);
  free(text);
}

static void test_ingest_file_read_twice_changes_nothing(void **state) {
  char *text = malloc(TEXT_SIZE);
  assert_non_null(text);
  tell_dataset *plain = read_plain(state, text);
  const char *const texts[] = {text, text};
  tell_dataset *data = ingested_texts(*state, texts, 2);
  ingested_assert_equal(plain, data);
  assert_int_equal(ingested_account(data, 1, "skipped_duplicate"), RECORDS);
  assert_int_equal(ingested_account(data, 1, "accepted"), 0);
  tell_dataset_free(data);
  tell_dataset_free(plain);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ingest_encoding_makes_no_difference),
      cmocka_unit_test(test_ingest_delimiter_and_mark_make_no_difference),
      cmocka_unit_test(test_ingest_order_of_rows_makes_no_difference),
      cmocka_unit_test(test_ingest_order_and_number_of_files_make_no_difference),
      cmocka_unit_test(test_ingest_file_read_twice_changes_nothing),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
