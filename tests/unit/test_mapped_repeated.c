/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is remembered from one record to the next changes nothing: a table read
 * as it is, where cells that stand as before are not looked at again; the same
 * one with fields in quotes, of which most stand as before too; with a quote
 * inside a field of every record, for which fields are made; and with a line
 * break there, so that nothing is known to stand as before.
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

/* How a table is written. */
enum { PLAIN, IN_QUOTES, MANY_IN_QUOTES, QUOTE_INSIDE, BREAK_INSIDE, FORMS };

/* Whether a cell is written in quotes: mostly where it was the last time. */
static int is_in_quotes(int form, int field, int choice, int number, int width) {
  if (form == MANY_IN_QUOTES)
    return (field + choice) % 2 == (number % 16 == 0);
  return form == IN_QUOTES && field == number % width;
}

/* The number of the row makes it one of its own. Nobody asks for what stands last. */
static size_t write_row(char *to, const int *row, int width, int number, int form) {
  size_t length = 0;
  for (int i = 0; i < width; i++)
    length += (size_t)sprintf(to + length,
                              is_in_quotes(form, i, row[i], number, width) ? "\"%s\";" : "%s;",
                              cells[i][row[i]]);
  const char *last = form == QUOTE_INSIDE ? "\"x\"\"x\"" : form == BREAK_INSIDE ? "\"x\nx\"" : "x";
  return length + (size_t)sprintf(to + length, "91;%d;%s\n", number / 2, last);
}

/* A row like the one before, mostly but for its last cells. */
static void change_row(uint64_t *seed, int *row) {
  int from = (int)(random_next(seed) % 3 == 0 ? random_next(seed) % FIELDS : 5);
  for (int i = 0; i < FIELDS; i++)
    if (row[i] >= GOOD || (i >= from && random_next(seed) % 3 == 0))
      row[i] = random_next(seed) % 30 == 0 ? GOOD + (int)(random_next(seed) % (CHOICES - GOOD))
                                           : (int)(random_next(seed) % GOOD);
}

static void write_table(uint64_t seed, int form, char *to) {
  static const char header[] = "aar;kommune;omraade;navn;orgnr;trinn;kj;mal;v;n;sd;nr;merke\n";
  int row[FIELDS] = {0};
  strcpy(to, header);
  to += sizeof header - 1;
  for (int i = 0; i < ROWS; i++) {
    uint64_t kind = random_next(&seed) % 40;
    int width = kind == 0 ? FIELDS - 1 : FIELDS; /* too few fields, or as many as there should be */
    if (kind == 1)
      to += sprintf(to, "%s;;;;;;;;;;;;\n", form == PLAIN ? "" : "\"\"");
    change_row(&seed, row);
    to += write_row(to, row, width, i, form);
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
  char *text = malloc((size_t)(ROWS + 1) * ROW_SIZE);
  assert_non_null(text);
  for (int round = 0; round < random_rounds(40); round++) {
    tell_dataset *data[FORMS];
    for (int form = 0; form < FORMS; form++) {
      write_table((uint64_t)round + 1, form, text);
      data[form] = mapped_text(*state, mapping, text);
    }
    assert_true(ingested_account(data[PLAIN], 0, "accepted") > 10);
    assert_true(ingested_account(data[PLAIN], 0, "rejected") > 10);
    assert_moved(data[PLAIN]);
    for (int form = IN_QUOTES; form < FORMS; form++) {
      assert_same_account(data[PLAIN], data[form]);
      ingested_assert_equal(data[PLAIN], data[form]);
    }
    for (int form = 0; form < FORMS; form++)
      tell_dataset_free(data[form]);
  }
  free(text);
}

/* Two keys side by side with more different texts than are remembered, twice each. */
static void test_mapped_repeated_very_many_texts_are_all_read(void **state) {
  enum { TEXTS = 5000, TEXT_SIZE = 64 };
  static const char by_number[] = "unit_code;orgnr\nperiod;;2022-23\nindicator;;np_lesing\n"
                                  "value;v\nn;n\ndimension;;klasse\ncategory;nr\ngender;kj\n";
  char *text = malloc((size_t)(2 * TEXTS + 1) * TEXT_SIZE), *to = text;
  assert_non_null(text);
  to += sprintf(to, "orgnr;kj;nr;v;n\n");
  for (int i = 0; i < 2 * TEXTS; i++)
    to += sprintf(to, "999000001;%s;k%d;%d;20\n", i < TEXTS ? "A" : "J", i % TEXTS, i % 40 + 10);
  tell_dataset *data = mapped_text(*state, by_number, text);
  const tell__dataset_view *view = tell__dataset_get(data);
  assert_int_equal(view->observation_count, 2 * TEXTS);
  for (int64_t i = 0; i < view->observation_count; i++) {
    const tell__observation *o = &view->observations[i];
    long number = strtol(tell__dataset_category(data, o->category) + 1, NULL, 10);
    number += o->gender == 0 ? 0 : TEXTS;
    assert_true(o->value == (double)(number % 40 + 10));
    assert_int_equal(o->line, number + 2);
  }
  tell_dataset_free(data);
  free(text);
}

/* What is remembered of two columns has a mark between them, which a cell may hold as well. */
static void test_mapped_repeated_marks_in_joined_cells_part_no_columns(void **state) {
  static const char joined[] = "unit_code;orgnr\nperiod;;2022-23\nindicator;;np_lesing\n"
                               "value;v\nn;n\ndimension;;klasse\ncategory;nr|navn;;join\n";
  tell_dataset *data = mapped_text(*state, joined,
                                   "orgnr;nr;navn;v;n\n"
                                   "999000001;a\x1F;b;50;20\n"
                                   "999000001;a;\x1F"
                                   "b;40;20\n");
  assert_int_equal(tell__dataset_get(data)->observation_count, 2);
  assert_int_equal(ingested_account(data, 0, "accepted"), 2);
  tell_dataset_free(data);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_mapped_repeated_cells_mean_what_they_mean_alone),
      cmocka_unit_test(test_mapped_repeated_very_many_texts_are_all_read),
      cmocka_unit_test(test_mapped_repeated_marks_in_joined_cells_part_no_columns),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
