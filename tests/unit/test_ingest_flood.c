/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are nothing but findings: all are counted and told in order, and memory stays small
 * whatever the number of threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <malloc.h>

#include <cmocka.h>

#include "base/issues.h"
#include "ingest/ingest.h"
#include "ingested.h"
#include "random.h"

enum { LINES = 400000, BLOCK = 64 * 1024, MEGABYTE = 1024 * 1024 };

/* A reading under way. */
typedef struct flood {
  size_t least, most; /* bytes that the process had in use */
  int64_t told, last_line;
  int is_out_of_order;
  int64_t stop_at; /* findings, 0: never */
} flood;

static size_t bytes_in_use(void) {
  struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

/* Sanitizers have an allocator of their own, which tells nothing. */
static int can_measure(void) {
  size_t before = bytes_in_use();
  char *block = malloc(MEGABYTE);
  assert_non_null(block);
  block[0] = 'x';
  size_t after = bytes_in_use();
  free(block);
  return after >= before + MEGABYTE;
}

static void measure(flood *f) {
  size_t now = bytes_in_use();
  f->most = now > f->most ? now : f->most;
}

static int tell(tell_severity severity, const char *code, const char *source, int64_t line,
                int64_t column, const char *field, const char *message, void *payload) {
  flood *f = payload;
  (void)code;
  (void)source;
  (void)column;
  (void)field;
  (void)message;
  if (severity != TELL_SEVERITY_ERROR)
    return 0;
  f->is_out_of_order |= line <= f->last_line;
  f->last_line = line;
  if (++f->told % 1000 == 0)
    measure(f);
  return f->told == f->stop_at;
}

static int progress(const char *source, int64_t bytes, int64_t size, int64_t records,
                    void *payload) {
  (void)source;
  (void)bytes;
  (void)size;
  (void)records;
  measure(payload);
  return 0;
}

static char *make_lines(void) {
  static const char header[] = "unit_code;period;indicator;value\n";
  char *text = malloc(sizeof header + 2 * (size_t)LINES);
  assert_non_null(text);
  strcpy(text, header);
  char *end = text + strlen(text);
  for (int i = 0; i < LINES; i++, end += 2)
    memcpy(end, "x\n", 3);
  return text;
}

static tell_ingest *open_ingest(const tell_catalogue *catalogue, int32_t threads) {
  tell_ingest *ingest = NULL;
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_threads(ingest, threads, NULL), TELL_OK);
  ingest->block_bytes = BLOCK;
  return ingest;
}

/* 400 000 findings as such would be 35 MB; blocks and readers of 16 threads are 5. */
static void assert_small(const flood *f) {
  if (can_measure() && f->most > f->least + 12 * MEGABYTE)
    fail_msg("%zu bytes more in use", f->most - f->least);
}

static void test_flood_is_told_in_order_and_not_kept(void **state) {
  static const int32_t threads[] = {16, 3, 1};
  char *text = make_lines();
  for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
    tell_ingest *ingest = open_ingest(*state, threads[i]);
    flood f = {.least = bytes_in_use()};
    tell_dataset *data = NULL;
    assert_int_equal(tell_ingest_set_findings(ingest, tell, &f, NULL), TELL_OK);
    assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), NULL), TELL_OK);
    assert_int_equal(f.told, LINES);
    assert_false(f.is_out_of_order);
    assert_int_equal(f.last_line, LINES + 1);
    assert_small(&f);
    assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
    assert_int_equal(ingested_account(data, 0, "rejected"), LINES);
    assert_int_equal(tell_issues_total(tell_dataset_issues(data), TELL_SEVERITY_ERROR), LINES);
    tell_dataset_free(data);
    tell_ingest_free(ingest);
  }
  free(text);
}

static void test_flood_without_listener_is_counted(void **state) {
  char *text = make_lines();
  tell_ingest *ingest = open_ingest(*state, 16);
  flood f = {.least = bytes_in_use()};
  tell_dataset *data = NULL;
  assert_int_equal(tell_ingest_set_progress(ingest, progress, &f, NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), NULL), TELL_OK);
  assert_small(&f);
  assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
  const tell_issues *issues = tell_dataset_issues(data);
  int64_t errors = tell_issues_total(issues, TELL_SEVERITY_ERROR);
  assert_int_equal(errors, LINES);
  assert_int_equal(tell_issues_dropped(issues), LINES - 10000);
  tell_dataset_free(data);
  tell_ingest_free(ingest);
  free(text);
}

/* In the middle of a block, with all other threads waiting. */
static void test_flood_is_stopped_by_the_listener(void **state) {
  char *text = make_lines();
  for (int64_t stop_at = 1; stop_at < LINES; stop_at = stop_at * 7 + 3) {
    tell_ingest *ingest = open_ingest(*state, 8);
    flood f = {.stop_at = stop_at};
    assert_int_equal(tell_ingest_set_findings(ingest, tell, &f, NULL), TELL_OK);
    assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), NULL),
                     TELL_E_CANCELLED);
    assert_int_equal(f.told, stop_at);
    assert_int_equal(f.last_line, stop_at + 1);
    tell_ingest_free(ingest);
  }
  free(text);
}

/* Records with errors, with news told once, and good ones, at random. */
static char *make_mixture(uint64_t seed) {
  static const char *const lines[] = {"x", "999000001;i fjor;elever;5",
                                      "999000002;2022-23;ukjent;5"};
  char *text = malloc(2 * MEGABYTE);
  assert_non_null(text);
  char *end = text + sprintf(text, "unit_code;period;indicator;value\n");
  for (int i = 0; i < 40000; i++) {
    unsigned kind = (unsigned)(random_next(&seed) % 5);
    unsigned number = 1900 + (unsigned)(random_next(&seed) % 900);
    if (kind < sizeof lines / sizeof *lines)
      end += sprintf(end, "%s\n", lines[kind]);
    else if (kind == 3)
      end += sprintf(end, "%u;2022-23;elever;5\n", number);
    else
      end += sprintf(end, "999000003;%u-23;elever;5\n", number);
  }
  return text;
}

/* All that is kept and counted of a text, one line each. */
static char *list_findings(const tell_catalogue *catalogue, const char *text, int32_t threads,
                           int64_t limit, flood *listener) {
  char *list = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&list, &size);
  tell_ingest *ingest = open_ingest(catalogue, threads);
  tell_dataset *data = NULL;
  assert_non_null(out);
  assert_int_equal(tell_ingest_set_limit(ingest, "findings", limit, NULL), TELL_OK);
  if (listener != NULL)
    assert_int_equal(tell_ingest_set_findings(ingest, tell, listener, NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), NULL), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
  const tell_issues *issues = tell_dataset_issues(data);
  for (int64_t i = 0; i < tell_issues_count(issues); i++)
    fprintf(out, "%s %lld:%lld\n", tell_issues_code(issues, i),
            (long long)tell_issues_line(issues, i), (long long)tell_issues_column(issues, i));
  for (tell_severity i = TELL_SEVERITY_NOTE; i <= TELL_SEVERITY_ERROR; i++)
    fprintf(out, "%lld ", (long long)tell_issues_total(issues, i));
  fprintf(out, "%lld", (long long)tell_issues_dropped(issues));
  assert_int_equal(fclose(out), 0);
  tell_dataset_free(data);
  tell_ingest_free(ingest);
  return list;
}

static void test_flood_leaves_the_same_list_however_it_was_read(void **state) {
  static const int64_t limits[] = {1, 20, 700, 10000, 1000000};
  for (int round = 0; round <= random_rounds(3); round++) {
    char *text = make_mixture((uint64_t)round);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
      flood f = {0};
      char *one = list_findings(*state, text, 1, limits[i], NULL);
      char *many = list_findings(*state, text, 8, limits[i], NULL);
      char *heard = list_findings(*state, text, 8, limits[i], &f);
      assert_string_equal(one, many);
      assert_string_equal(one, heard);
      assert_true(f.told > 10000);
      free(one);
      free(many);
      free(heard);
    }
    free(text);
  }
}

/* More names than a worker remembers, each of them twice: told once, by whichever thread. */
static void test_flood_of_unknown_units_is_told_once_each(void **state) {
  enum { NAMES = 80000 };
  char *text = malloc(4 * MEGABYTE);
  assert_non_null(text);
  char *end = text + sprintf(text, "unit_name;period;indicator;value\n");
  for (int i = 0; i < 2 * NAMES; i++)
    end += sprintf(end, "N%d;2022-23;elever;5\n", i % NAMES);
  for (int32_t threads = 1; threads <= 8; threads += 7) {
    tell_ingest *ingest = open_ingest(*state, threads);
    tell_dataset *data = NULL;
    flood f = {0};
    assert_int_equal(tell_ingest_set_findings(ingest, tell, &f, NULL), TELL_OK);
    assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), NULL), TELL_OK);
    assert_int_equal(f.told, NAMES);
    assert_int_equal(f.last_line, NAMES + 1);
    assert_false(f.is_out_of_order);
    assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
    assert_int_equal(ingested_account(data, 0, "rejected"), 2 * NAMES);
    tell_dataset_free(data);
    tell_ingest_free(ingest);
  }
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_flood_is_told_in_order_and_not_kept),
      cmocka_unit_test(test_flood_without_listener_is_counted),
      cmocka_unit_test(test_flood_is_stopped_by_the_listener),
      cmocka_unit_test(test_flood_leaves_the_same_list_however_it_was_read),
      cmocka_unit_test(test_flood_of_unknown_units_is_told_once_each),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
