/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is remembered from one record to the next changes nothing: a table read
 * as it is, where cells that stand as before are not looked at again, and the
 * same one with a quote in every record, which libcsv cuts field by field.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingested.h"
#include "mapped.h"
#include "random.h"

enum { FIELDS = 10, CHOICES = 8, ROWS = 400, ROW_SIZE = 200 };

static const char mapping[] = "unit_code;orgnr\nunit_name;navn\nparent;kommune\n"
                              "parent_level;;municipality\narea;kommune|omraade;;join\n"
                              "area_name;omraade\nperiod;aar\ngrade;trinn\ngender;kj;;map:kj\n"
                              "map:kj;A;all\nmap:kj;J;girls\nmap:kj;G;boys\nmap:kj;hopp;(skip)\n"
                              "indicator;mal\nvalue;v\nn;n\nsd;sd;;divide:10\nsign;x;suppressed\n"
                              "sign;12;missing\ndimension;;rad\ncategory;nr\n";

enum { GOOD = 5 };

/* Good cells first, then what is rejected or passed over; texts that begin as others do. */
static const char *const cells[FIELDS][CHOICES] = {
    {"2021-22", "2022-23", "2023-24", "2022-2023", " 2021-22", "20", "2021", "2021-2"},
    {"4601", "4602", "0301", "46", "4601 ", "460", "", "4601x"},
    {"Nord", "Nordre", "S\xC3\xB8r", "Nord ", "", "Vest", "V", "N"},
    {"Nes skole", "Nes", "\xC3\x85s skole", "Nes  skole", "N", "Vik", "", "Vi"},
    {"999000001", "999000002", "999000003", "999000004", "9990000010", "99900000", "", "9"},
    {"5", "8", "9", "5. trinn", "08", "17", "fem", "50"},
    {"A", "J", "G", "a", "j", "hopp", "kjenner ikke", "AA"},
    {"np_lesing", "np_regning", "np_lesing", "np_regning", "np_lesing", "np_les", "ukjent", ""},
    {"50", "50,2", "5", "x", "*", "12", "50.25", "5O"},
    {"20", "200", "2", "x", "*", "12", "2 000", "20,5"}};

/* The number of the row makes it one of its own. */
static size_t write_row(char *to, const int *row, int width, int number, int is_quoted) {
  size_t length = 0;
  for (int i = 0; i < width; i++)
    length += (size_t)sprintf(to + length,
                              is_quoted && i == 0 ? "\"%s\""
                              : i > 0             ? ";%s"
                                                  : "%s",
                              cells[i][row[i]]);
  return length + (size_t)sprintf(to + length, ";91;%d\n", number / 2);
}

/* A row like the one before, mostly but for its last cells. */
static void change_row(uint64_t *seed, int *row) {
  int from = (int)(random_next(seed) % 3 == 0 ? random_next(seed) % FIELDS : 5);
  for (int i = 0; i < FIELDS; i++)
    if (row[i] >= GOOD || (i >= from && random_next(seed) % 3 == 0))
      row[i] = random_next(seed) % 30 == 0 ? GOOD + (int)(random_next(seed) % (CHOICES - GOOD))
                                           : (int)(random_next(seed) % GOOD);
}

static void write_tables(uint64_t seed, char *plain, char *quoted) {
  static const char header[] = "aar;kommune;omraade;navn;orgnr;trinn;kj;mal;v;n;sd;nr\n";
  int row[FIELDS] = {0};
  strcpy(plain, header);
  strcpy(quoted, header);
  plain += sizeof header - 1;
  quoted += sizeof header - 1;
  for (int i = 0; i < ROWS; i++) {
    uint64_t kind = random_next(&seed) % 40;
    int width = kind == 0 ? FIELDS - 1 : FIELDS; /* too few fields, or as many as there should be */
    if (kind == 1) {
      plain += sprintf(plain, ";;;;;;;;;;;\n");
      quoted += sprintf(quoted, "\"\";;;;;;;;;;;\n");
    }
    change_row(&seed, row);
    plain += write_row(plain, row, width, i, 0);
    quoted += write_row(quoted, row, width, i, 1);
  }
}

static void assert_same_account(const tell_dataset *a, const tell_dataset *b) {
  static const char *const columns[] = {"read",          "accepted",          "rejected",
                                        "skipped_blank", "skipped_duplicate", "skipped_other",
                                        "cells"};
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
    assert_int_equal(ingested_account(a, 0, columns[i]), ingested_account(b, 0, columns[i]));
  for (tell_severity severity = TELL_SEVERITY_NOTE; severity <= TELL_SEVERITY_ERROR; severity++)
    assert_int_equal(tell_issues_total(tell_dataset_issues(a), severity),
                     tell_issues_total(tell_dataset_issues(b), severity));
}

/* A number whose mark is moved stands in every row. */
static void assert_moved(const tell_dataset *data) {
  const tell__dataset_view *view = tell__dataset_get(data);
  int64_t moved = 0;
  for (int64_t i = 0; i < view->observation_count; i++)
    if (view->observations[i].has & TELL__HAS_SD) {
      assert_true(view->observations[i].sd == 9.1);
      moved++;
    }
  assert_true(moved > 10);
}

static void test_mapped_repeated_cells_mean_what_they_mean_alone(void **state) {
  char *plain = malloc((size_t)(ROWS + 1) * ROW_SIZE), *quoted = malloc((ROWS + 1) * ROW_SIZE);
  assert_non_null(plain);
  assert_non_null(quoted);
  for (int round = 0; round < random_rounds(40); round++) {
    write_tables((uint64_t)round + 1, plain, quoted);
    tell_dataset *data = mapped_text(*state, mapping, plain);
    tell_dataset *twin = mapped_text(*state, mapping, quoted);
    assert_true(ingested_account(data, 0, "accepted") > 10);
    assert_true(ingested_account(data, 0, "rejected") > 10);
    assert_same_account(data, twin);
    ingested_assert_equal(data, twin);
    assert_moved(data);
    tell_dataset_free(data);
    tell_dataset_free(twin);
  }
  free(plain);
  free(quoted);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_mapped_repeated_cells_mean_what_they_mean_alone),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
