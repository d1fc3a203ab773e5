/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The same bytes for every number of threads, every size of blocks and every
 * way in which a stream gives its bytes: dataset, findings and accounts.
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
#include "random.h"

enum { TEXT_SIZE = 128 * 1024 };

/* Everything that a reading leaves, as one text. */
typedef struct outcome {
  tell_dataset *data;
  tell_status status;
  char place[200];
  char *findings;
  size_t size;
  char accounts[400];
} outcome;

/* A caller's stream that gives its bytes in pieces of random or fixed length. */
typedef struct pieces {
  const char *text;
  size_t length, at;
  size_t most;   /* of a piece */
  uint64_t seed; /* 0: every piece has `most` bytes */
} pieces;

static int64_t give(char *bytes, size_t capacity, void *payload) {
  pieces *from = payload;
  size_t count = from->most;
  if (from->seed != 0)
    count = 1 + (size_t)(random_next(&from->seed) % from->most);
  if (count > capacity)
    count = capacity;
  if (count > from->length - from->at)
    count = from->length - from->at;
  memcpy(bytes, from->text + from->at, count);
  from->at += count;
  return (int64_t)count;
}

static int keep_finding(tell_severity severity, const char *code, const char *source, int64_t line,
                        int64_t column, const char *field, const char *message, void *payload) {
  FILE *to = payload;
  fprintf(to, "%d %s %s:%lld:%lld %s %s\n", (int)severity, code, source, (long long)line,
          (long long)column, field, message);
  return 0;
}

static void keep_accounts(outcome *result) {
  static const char *const columns[] = {"read",          "accepted",          "rejected",
                                        "skipped_blank", "skipped_duplicate", "cells"};
  size_t used = 0;
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
    used += (size_t)snprintf(result->accounts + used, sizeof result->accounts - used, "%lld ",
                             (long long)ingested_account(result->data, 0, columns[i]));
  snprintf(result->accounts + used, sizeof result->accounts - used, "%s %s %s",
           ingested_account_text(result->data, 0, "encoding"),
           ingested_account_text(result->data, 0, "delimiter"),
           ingested_account_text(result->data, 0, "layout"));
}

static const char *layout_demanded; /* NULL: found */

static outcome read_text(const tell_catalogue *catalogue, pieces from, int32_t threads,
                         size_t block_bytes, int strict) {
  outcome result = {0};
  tell_ingest *ingest = NULL;
  tell_error *err = NULL;
  FILE *findings = open_memstream(&result.findings, &result.size);
  assert_non_null(findings);
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_threads(ingest, threads, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_strict(ingest, strict, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_layout(ingest, layout_demanded, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_findings(ingest, keep_finding, findings, NULL), TELL_OK);
  ingest->block_bytes = block_bytes;
  result.status = tell_ingest_add_stream(ingest, "stream.csv", give, &from, err);
  snprintf(result.place, sizeof result.place, "%lld:%lld %s %s", (long long)tell_error_line(err),
           (long long)tell_error_column(err), tell_error_field(err), tell_error_message(err));
  assert_int_equal(tell_ingest_set_strict(ingest, 0, NULL), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &result.data, err), TELL_OK);
  keep_accounts(&result);
  assert_int_equal(fclose(findings), 0);
  tell_ingest_free(ingest);
  tell_error_free(err);
  return result;
}

static void free_outcome(outcome *result) {
  tell_dataset_free(result->data);
  free(result->findings);
}

/* Also the places of observations. */
static void assert_same(const outcome *a, const outcome *b) {
  const tell__dataset_view *left = tell__dataset_get(a->data), *right = tell__dataset_get(b->data);
  assert_int_equal(a->status, b->status);
  assert_string_equal(a->place, b->place);
  assert_string_equal(a->accounts, b->accounts);
  assert_string_equal(a->findings, b->findings);
  ingested_assert_equal(a->data, b->data);
  if (left->observation_count > 0)
    assert_memory_equal(left->observations, right->observations,
                        (size_t)left->observation_count * sizeof *left->observations);
}

/* A tidy file with all that can be wrong with one, in records spread over many blocks. */
static size_t make_text(char *text, uint64_t seed, int bad) {
  static const char *const names[] = {"Nes skole",      "Vik skole",       "\"Fjell; og dal\"",
                                      "\"To\nlinjer\"", "\xC3\x85s skole", ""};
  static const char *const indicators[] = {"np_lesing", "np_regning", "elever"};
  size_t length = 0;
  length += (size_t)sprintf(text, "unit_code;unit_name;period;grade;indicator;value;n;level\n");
  while (length < TEXT_SIZE - 400) {
    unsigned pick = bad ? (unsigned)(random_next(&seed) % 100) : 99;
    unsigned unit = (unsigned)(random_next(&seed) % 60);
    unsigned year = 2010 + (unsigned)(random_next(&seed) % 14);
    char *at = text + length;
    if (pick == 0)
      length += (size_t)sprintf(at, "99900%04u;x;2022-23;5;np_lesing;50\n", unit);
    else if (pick == 1)
      length += (size_t)sprintf(at, "99900%04u;\"x;2022-23;5;np_lesing;50;1;\n", unit);
    else if (pick == 2)
      length += (size_t)sprintf(at, "99900%04u;\xFF;2022-23;5;np_lesing;50;1;\n", unit);
    else if (pick == 3)
      length += (size_t)sprintf(at, "9990%u;odd;2022-23;5;np_lesing;50;1;school\n", unit % 5);
    else if (pick == 4)
      length += (size_t)sprintf(at, "99900%04u;;i fjor;5;np_lesing;50;1;\n", unit);
    else if (pick == 5)
      length += (size_t)sprintf(at, ";;;;;;;\n\n");
    else
      length += (size_t)sprintf(
          at, "99900%04u;%s;%u-%02u;%u;%s;%u,%u;%u;\r\n", unit, names[random_next(&seed) % 6], year,
          (year + 1) % 100, 5 + (unsigned)(random_next(&seed) % 2) * 3,
          indicators[random_next(&seed) % 3],
          (bad ? 0U : 40U) + (unsigned)(random_next(&seed) % (bad ? 130 : 20)),
          (unsigned)(random_next(&seed) % 10),
          (bad ? 0U : 1U) + (unsigned)(random_next(&seed) % 80));
  }
  return length;
}

static const int32_t thread_counts[] = {1, 2, 3, 8};
static const size_t block_sizes[] = {0, 1, 64, 1000, 4096, 65536};

static void compare_all(const tell_catalogue *catalogue, const char *text, size_t length,
                        int strict) {
  const pieces whole = {.text = text, .length = length, .most = length + 1};
  outcome first = read_text(catalogue, whole, 1, 0, strict);
  for (size_t i = 0; i < sizeof thread_counts / sizeof *thread_counts; i++)
    for (size_t j = 0; j < sizeof block_sizes / sizeof *block_sizes; j++) {
      outcome other = read_text(catalogue, whole, thread_counts[i], block_sizes[j], strict);
      assert_same(&first, &other);
      free_outcome(&other);
    }
  free_outcome(&first);
}

static void test_reading_is_the_same_for_every_number_of_threads(void **state) {
  char *text = malloc(TEXT_SIZE);
  assert_non_null(text);
  size_t length = make_text(text, 1, 1);
  compare_all(*state, text, length, 0);
  /* It is not the same because nothing was read. */
  outcome result = read_text(*state, (pieces){text, length, 0, length, 0}, 8, 1000, 0);
  assert_int_equal(result.status, TELL_OK);
  assert_true(tell_dataset_observation_count(result.data) > 500);
  static const char *const codes[] = {"wrong_width",  "open_quote",     "broken_encoding",
                                      "unusual_code", "unknown_period", "contradicting_rows",
                                      "out_of_range"};
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
    if (strstr(result.findings, codes[i]) == NULL)
      fail_msg("no %s", codes[i]);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(result.data), "unusual_code"), 5);
  free_outcome(&result);
  free(text);
}

static void test_strict_reading_stops_at_the_same_place_for_every_number_of_threads(void **state) {
  char *text = malloc(TEXT_SIZE);
  assert_non_null(text);
  size_t length = make_text(text, 2, 0);
  /* The first defect lies in the middle, others behind it. */
  char *first = NULL;
  for (size_t from = length / 2; from < length - 2000; from += 10000) {
    char *period = strstr(text + from, ";20") + 1;
    *period = 'x';
    first = first == NULL ? period : first;
  }
  compare_all(*state, text, length, 1);
  outcome result = read_text(*state, (pieces){text, length, 0, length, 0}, 8, 1000, 1);
  assert_int_equal(result.status, TELL_E_STRICT);
  assert_int_equal(tell_dataset_observation_count(result.data), 0);
  int64_t line = 1;
  for (const char *byte = text; byte < first; byte++)
    line += *byte == '\n';
  char expected[40];
  snprintf(expected, sizeof expected, "%lld:", (long long)line);
  assert_memory_equal(result.place, expected, strlen(expected));
  assert_int_equal(ingested_account(result.data, 0, "read"),
                   ingested_account(result.data, 0, "rejected"));
  free_outcome(&result);
  free(text);
}

static void test_cells_and_plain_tables_are_the_same_for_every_number_of_threads(void **state) {
  char *text = malloc(TEXT_SIZE);
  assert_non_null(text);
  layout_demanded = "none";
  size_t length = make_text(text, 4, 1);
  compare_all(*state, text, length, 0);
  layout_demanded = NULL;
  free(text);
}

/* Every way of cutting a small text in two, and pieces of every small length. */
static void test_stream_short_reads_change_nothing(void **state) {
  static const char text[] =
      "\xEF\xBB\xBFTittel over tabellen\n\nunit_code;period;indicator;value\r\n"
      "999000001;2022-23;elever;51\r\n"
      "999000002;2022-23;elever;\"5\r\n2\"\r\n"
      "999000003;2022-23;elever;\xC3\xB8\r\n"
      "999000004;2022-23;elever;54";
  const size_t length = sizeof text - 1;
  outcome first = read_text(*state, (pieces){text, length, 0, length, 0}, 1, 0, 0);
  assert_int_equal(first.status, TELL_OK);
  assert_int_equal(tell_dataset_observation_count(first.data), 4);
  for (size_t most = 1; most <= length; most++)
    for (int i = 0; i < 3; i++) {
      pieces from = {text, length, 0, most, i == 0 ? 0 : most * 3 + (uint64_t)i};
      outcome other = read_text(*state, from, 1 + i, i == 2 ? 16 : 0, 0);
      assert_same(&first, &other);
      free_outcome(&other);
    }
  free_outcome(&first);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_reading_is_the_same_for_every_number_of_threads),
      cmocka_unit_test(test_strict_reading_stops_at_the_same_place_for_every_number_of_threads),
      cmocka_unit_test(test_cells_and_plain_tables_are_the_same_for_every_number_of_threads),
      cmocka_unit_test(test_stream_short_reads_change_nothing),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
