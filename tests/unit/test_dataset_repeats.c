/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands twice, found by sorting in several threads, against a plain
 * reading of the records one after the other that looks every key up: the same
 * figures, findings and accounts for every number of threads and parts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/issues.h"
#include "dataset/part.h"
#include "ingested.h"
#include "random.h"

enum { FILES = 3, RECORDS = 700, FIELDS = 4, UNITS = 7, PAIRS = 3, MOST = RECORDS * FIELDS };

static const char *const FILE_NAMES[FILES] = {"a.csv", "b.csv", "c.csv"};
static const char *const COLUMNS[FIELDS] = {"first", "second", "third", "fourth"};

/* A record: its place, and its observations with the units and pairs of the test. */
typedef struct record {
  int32_t file, line;
  int rejected;
  int count;
  tell__observation observations[FIELDS];
} record;

/* What must come out. */
typedef struct told {
  const char *code;
  int32_t file, line, other_file, other_line; /* other: of a contradiction */
  int16_t field;
  int skipped; /* how many duplicates it speaks for */
} told;

typedef struct expected {
  tell__observation held[MOST];
  int count;
  told findings[MOST];
  int finding_count;
  tell__account accounts[FILES];
  told *duplicates[FILES];
  struct {
    int32_t file, line;
  } contradicting[2 * MOST];
  int contradicting_count;
} expected;

static tell__observation draw_observation(uint64_t *draw, const record *own, int field) {
  tell__observation o = {.unit = (int32_t)(random_next(draw) % UNITS),
                         .category = (int32_t)(random_next(draw) % PAIRS),
                         .indicator = (int16_t)(random_next(draw) % 4),
                         .source = (int16_t)(random_next(draw) % 2),
                         .period = (int16_t)(2020 + random_next(draw) % 3),
                         .grade = (int8_t)(random_next(draw) % 2),
                         .gender = (int8_t)(random_next(draw) % 3),
                         .owner = (int8_t)(random_next(draw) % 2),
                         .line = own->line,
                         .file = (int16_t)own->file,
                         .column = (int16_t)(10 * field + 1),
                         .field = (int16_t)field,
                         .cells = (uint8_t)(1 + random_next(draw) % 3),
                         .decimals = (int8_t)(random_next(draw) % 3),
                         .flags = random_next(draw) % 4 == 0 ? TELL__FLAG_PROVISIONAL : 0};
  /* Few different numbers, so that the same ones come again. */
  o.state = random_next(draw) % 8 == 0 ? TELL_STATE_SUPPRESSED : TELL_STATE_PRESENT;
  o.value = o.state == TELL_STATE_PRESENT ? (double)(random_next(draw) % 8 == 0) : 0;
  if (random_next(draw) % 16 == 0) {
    o.state = TELL_STATE_INVALID;
    o.value = 0;
  } else if (random_next(draw) % 16 == 0) {
    o.has = TELL__HAS_N;
    o.n = 20;
  }
  if (own->file == 2)
    o.flags |= TELL__FLAG_PUPILS;
  return o;
}

static void draw_records(uint64_t *draw, record *records) {
  for (int i = 0; i < RECORDS; i++) {
    record *own = &records[i];
    *own = (record){.file = i * FILES / RECORDS, .line = i + 2};
    own->rejected = own->file != 2 && random_next(draw) % 20 == 0;
    own->count = 1 + (int)(random_next(draw) % FIELDS);
    for (int j = 0; j < own->count; j++)
      own->observations[j] = draw_observation(draw, own, j);
    if (i > 0 && random_next(draw) % 6 == 0) { /* all of an earlier record again */
      const record *earlier = &records[random_next(draw) % (uint64_t)i];
      own->count = earlier->count;
      for (int j = 0; j < own->count; j++) {
        tell__observation o = earlier->observations[j];
        o.file = (int16_t)own->file;
        o.line = own->line;
        o.flags = own->file == 2 ? TELL__FLAG_PUPILS : 0;
        own->observations[j] = o;
      }
    }
  }
}

static int same_key(const tell__observation *a, const tell__observation *b) {
  return a->unit == b->unit && a->indicator == b->indicator && a->source == b->source &&
         a->grade == b->grade && a->gender == b->gender && a->owner == b->owner &&
         a->category == b->category && a->period == b->period;
}

static tell__observation *find_held(expected *want, const tell__observation *o) {
  for (int i = 0; i < want->count; i++)
    if (same_key(&want->held[i], o))
      return &want->held[i];
  return NULL;
}

static void mark(expected *want, const tell__observation *o) {
  want->contradicting[want->contradicting_count].file = o->file;
  want->contradicting[want->contradicting_count++].line = o->line;
}

static int is_marked(const expected *want, const record *own) {
  for (int i = 0; i < want->contradicting_count; i++)
    if (want->contradicting[i].file == own->file && want->contradicting[i].line == own->line)
      return 1;
  return 0;
}

/* 0: new, 1: read before, -1: other numbers. */
static int take(expected *want, const tell__observation *o) {
  tell__observation *held = find_held(want, o);
  if (held == NULL) {
    want->held[want->count++] = *o;
    return 0;
  }
  if (held->state == o->state && held->has == o->has && held->value == o->value &&
      held->n == o->n) {
    held->decimals = held->decimals > o->decimals ? held->decimals : o->decimals;
    held->flags |= o->flags & TELL__FLAG_PROVISIONAL;
    return 1;
  }
  want->findings[want->finding_count++] =
      (told){"contradicting_rows", o->file, o->line, held->file, held->line, o->field, 0};
  mark(want, o);
  mark(want, held);
  held->state = TELL_STATE_INVALID;
  held->value = 0;
  held->n = held->has = held->decimals = 0;
  held->flags &= TELL__FLAG_PUPILS;
  return -1;
}

static void add_duplicate(expected *want, const record *own, int16_t field) {
  told **one = &want->duplicates[own->file];
  if (*one == NULL) {
    *one = &want->findings[want->finding_count++];
    **one = (told){"duplicate_rows", own->file, own->line, -1, 0, field, 0};
  }
  (*one)->skipped++;
}

static void read_record(expected *want, const record *own) {
  int added = 0, contradictions = 0, cells = 0;
  int16_t first = -1;
  for (int i = 0; i < own->count; i++) {
    int what = take(want, &own->observations[i]);
    added += what == 0;
    contradictions += what < 0;
    cells += what == 0 ? own->observations[i].cells : 0;
    first = what > 0 && first < 0 ? own->observations[i].field : first;
  }
  int skipped = !own->rejected && contradictions == 0 && added == 0;
  if (skipped)
    add_duplicate(want, own, first);
  if (own->file == 2)
    return;
  tell__account *account = &want->accounts[own->file];
  account->read++;
  account->cells += cells;
  account->skipped_duplicate += skipped;
}

/* What a later record contradicts is known when all are read. */
static void reject_records(expected *want, const record *records) {
  for (int i = 0; i < RECORDS; i++)
    if (records[i].file != 2)
      want->accounts[records[i].file].rejected +=
          records[i].rejected || is_marked(want, &records[i]);
  for (int i = 0; i < FILES; i++) {
    tell__account *account = &want->accounts[i];
    account->accepted = account->read - account->rejected - account->skipped_duplicate;
  }
}

static int32_t say_unit(tell__part *part, int unit, int32_t line) {
  char code[16];
  int32_t number = -1;
  snprintf(code, sizeof code, "99900000%d", unit);
  tell__unit_facts facts = {
      .level = TELL__LEVEL_SCHOOL, .code = code, .code_length = 9, .line = line};
  assert_int_equal(tell__part_unit(part, &facts, &number, NULL), TELL_OK);
  return number;
}

static void fill(tell__builder *builder, tell__part *part, const record *own) {
  static const char *const pairs[PAIRS] = {"", "1", "2"};
  tell__account *account = tell__builder_account(builder, own->file);
  for (int i = 0; i < own->count; i++) {
    tell__observation o = own->observations[i];
    const char *category = pairs[o.category];
    o.unit = say_unit(part, o.unit, own->line);
    o.category =
        tell__part_category(part, "part", category[0] != '\0' ? 4 : 0, category, strlen(category));
    account->cells += own->file != 2 ? o.cells : 0;
    assert_true(tell__part_add(part, &o));
  }
  if (own->rejected)
    tell__part_set_aside(part, own->count);
  account->read += own->file != 2;
  account->rejected += own->rejected;
  account->accepted += own->file != 2 && !own->rejected;
}

/* Every file in `part_count` parts, its records spread over them by chance. */
static tell_dataset *build(const tell_catalogue *catalogue, const record *records, int part_count,
                           int32_t threads, uint64_t *draw) {
  enum { PARTS_MOST = 8 * FILES };
  tell__builder *builder = NULL;
  tell__part *parts[PARTS_MOST];
  tell_dataset *dataset = NULL;
  int count = part_count * FILES;
  assert_int_equal(tell__builder_create(catalogue, tell__issues_create(MOST), &builder, NULL),
                   TELL_OK);
  for (int i = 0; i < FILES; i++) {
    int32_t file = -1;
    assert_int_equal(tell__builder_file(builder, FILE_NAMES[i], &file, NULL), TELL_OK);
    assert_int_equal(tell__builder_file_columns(builder, file, COLUMNS, FIELDS, NULL), TELL_OK);
  }
  for (int i = 0; i < count; i++) {
    parts[i] = tell__part_create(builder, i / part_count);
    assert_non_null(parts[i]);
  }
  for (int i = 0; i < RECORDS; i++) {
    int at = records[i].file * part_count + (int)(random_next(draw) % (uint64_t)part_count);
    fill(builder, parts[at], &records[i]);
  }
  random_shuffle(draw, parts, (size_t)count, sizeof *parts);
  for (int i = 0; i < count; i++) {
    assert_int_equal(tell__builder_absorb(builder, parts[i], NULL), TELL_OK);
    tell__part_free(parts[i]);
  }
  assert_int_equal(tell__builder_finish(builder, threads, &dataset, NULL), TELL_OK);
  tell__builder_free(builder);
  return dataset;
}

static void check_findings(const tell_issues *issues, const expected *want) {
  assert_int_equal(tell_issues_count(issues), want->finding_count);
  for (int i = 0; i < want->finding_count; i++) {
    const told *one = &want->findings[i];
    char other[64] = "";
    assert_string_equal(tell_issues_code(issues, i), one->code);
    assert_string_equal(tell_issues_source(issues, i), FILE_NAMES[one->file]);
    assert_int_equal(tell_issues_line(issues, i), one->line);
    assert_int_equal(tell_issues_column(issues, i), 10 * one->field + 1);
    assert_string_equal(tell_issues_field(issues, i), COLUMNS[one->field]);
    if (one->other_file == one->file)
      snprintf(other, sizeof other, " line %d;", (int)one->other_line);
    else if (one->other_file >= 0)
      snprintf(other, sizeof other, " line %d of %s;", (int)one->other_line,
               FILE_NAMES[one->other_file]);
    else
      snprintf(other, sizeof other, " %d skipped in this file", one->skipped);
    assert_non_null(strstr(tell_issues_message(issues, i), other));
  }
}

static void check_accounts(const tell_dataset *dataset, const expected *want) {
  for (int i = 0; i < FILES; i++) {
    const tell__account *account = &want->accounts[i];
    assert_int_equal(ingested_account(dataset, i, "read"), account->read);
    assert_int_equal(ingested_account(dataset, i, "accepted"), account->accepted);
    assert_int_equal(ingested_account(dataset, i, "rejected"), account->rejected);
    assert_int_equal(ingested_account(dataset, i, "skipped_duplicate"), account->skipped_duplicate);
    assert_int_equal(ingested_account(dataset, i, "cells"), account->cells);
  }
}

/* Units and pairs of the test sort as their numbers do, so that all bytes must be the same. */
static void check_observations(const tell_dataset *dataset, expected *want) {
  const tell__dataset_view *view = tell__dataset_get(dataset);
  assert_int_equal(view->observation_count, want->count);
  for (int64_t i = 0; i < view->observation_count; i++) {
    const tell__observation *o = &view->observations[i];
    const tell__observation *held = find_held(want, o);
    assert_non_null(held);
    assert_memory_equal(o, held, sizeof *o);
    assert_true(i == 0 || ingested_compare_keys(o - 1, o) < 0);
  }
}

static void test_builder_finish_equals_a_reading_one_after_the_other(void **state) {
  static const struct {
    int parts;
    int32_t threads;
  } ways[] = {{1, 1}, {1, 8}, {2, 2}, {3, 3}, {8, 1}, {8, 8}};
  uint64_t draw = 4601;
  record *records = calloc(RECORDS, sizeof *records);
  expected *want = malloc(sizeof *want);
  assert_true(records != NULL && want != NULL);
  for (int round = 0; round < 5; round++) {
    memset(want, 0, sizeof *want);
    draw_records(&draw, records);
    for (int i = 0; i < RECORDS; i++)
      read_record(want, &records[i]);
    reject_records(want, records);
    assert_true(want->finding_count > 60 && want->accounts[1].skipped_duplicate > 5);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
      tell_dataset *dataset = build(*state, records, ways[i].parts, ways[i].threads, &draw);
      check_findings(tell_dataset_issues(dataset), want);
      check_accounts(dataset, want);
      check_observations(dataset, want);
      tell_dataset_free(dataset);
    }
  }
  free(want);
  free(records);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_builder_finish_equals_a_reading_one_after_the_other),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
