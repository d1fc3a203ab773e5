/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the parts' chunks to the array of the dataset, against a plain sort of
 * all observations: runs of a unit of every length and across the ends of
 * chunks, many series and few, parts, files and threads.
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
#include "dataset/sort.h"
#include "ingested.h"
#include "random.h"

enum { UNITS = 40, PAIRS = 3, PARTS = 6, FILES = 2 };

/* How the observations of a build follow each other. */
typedef struct way {
  const char *name;
  int count;
  int units;          /* 1: one unit only */
  int run;            /* how many observations before the unit changes; 0: by chance */
  int years;          /* of every series */
  int parts;          /* their files change from one to the next */
  int is_shuffled;    /* the figures of each unit come in any order */
  int set_aside_each; /* every so many records were rejected for something else; 0: none */
} way;

static const way ways[] = {
    {"one unit", 2000, 1, 1, 10, 1, 0, 0},
    {"one unit, shuffled", 2000, 1, 1, 10, 1, 1, 0},
    {"another unit every time", 4000, UNITS, 1, 10, 1, 0, 0},
    {"another unit every time, shuffled", 4000, UNITS, 1, 10, 3, 1, 7},
    {"runs over the ends of chunks", 6000, UNITS, 63, 10, 1, 0, 0},
    {"runs longer than chunks", 6000, 7, 400, 10, 2, 0, 5},
    {"units by chance", 5000, UNITS, 0, 10, PARTS, 1, 3},
    {"every figure a series", 3000, 5, 30, 1, 2, 1, 0},
    {"few long series", 6000, 3, 20, 700, 2, 1, 0},
    {"many parts", 1000, UNITS, 2, 4, PARTS, 0, 2},
    {"next to nothing", 3, UNITS, 1, 1, PARTS, 0, 0},
};

static const int32_t thread_counts[] = {1, 2, 3, 64};

/* The key of the so many-th figure of a unit: no two have the same. Units differ in the series they
 * have. */
static void set_key(const way *how, int unit, int figure, tell__observation *o) {
  int series = figure / how->years * (1 + unit % 3) + unit % 2;
  o->period = (int16_t)(1300 + figure % how->years);
  o->indicator = (int16_t)(series % 5);
  o->gender = (int8_t)(series / 5 % 3);
  o->grade = (int8_t)(series / 15 % 7);
  o->category = (uint32_t)(series / 105 % PAIRS);
  o->source = series / 315 % 2;
  o->owner = series / 630;
}

/* The observations in the order of reading, with the units of the test. */
static tell__observation *draw(const way *how, uint64_t *random) {
  tell__observation *all = calloc((size_t)how->count, sizeof *all);
  int *figures = malloc((size_t)how->count * sizeof *figures), had[UNITS] = {0};
  assert_true(all != NULL && figures != NULL);
  for (int i = 0; i < how->count; i++) {
    int unit = how->run > 0 ? i / how->run % how->units : (int)(random_next(random) % UNITS);
    all[i] = (tell__observation){.unit = unit,
                                 .value = i,
                                 .n = i,
                                 .has = TELL__HAS_N,
                                 .line = i + 2,
                                 .state = TELL_STATE_PRESENT,
                                 .cells = 1};
    figures[i] = had[unit]++;
  }
  for (int i = how->count - 1; how->is_shuffled && i > 0; i--) {
    int other = (int)(random_next(random) % (uint64_t)(i + 1)), held = figures[i];
    if (all[other].unit != all[i].unit)
      continue;
    figures[i] = figures[other];
    figures[other] = held;
  }
  for (int i = 0; i < how->count; i++)
    set_key(how, all[i].unit, figures[i], &all[i]);
  free(figures);
  return all;
}

static int compare(const void *left, const void *right) {
  return ingested_compare_keys(left, right);
}

static int32_t say_unit(tell__part *part, int unit) {
  char code[16];
  int32_t number = -1;
  snprintf(code, sizeof code, "9990000%02d", unit);
  tell__unit_facts facts = {.level = TELL__LEVEL_SCHOOL, .code = code, .code_length = 9, .line = 1};
  assert_int_equal(tell__part_unit(part, &facts, &number, NULL), TELL_OK);
  return number;
}

static void add(tell__builder *builder, tell__part *part, const tell__observation *own) {
  static const char *const pairs[PAIRS] = {"", "1", "2"};
  tell__account *account = tell__builder_account(builder, own->file);
  tell__observation o = *own;
  const char *category = pairs[o.category];
  o.unit = say_unit(part, own->unit);
  o.category = (uint32_t)tell__part_category(part, "part", category[0] != '\0' ? 4 : 0, category,
                                             strlen(category)) &
               TELL__CATEGORY_MOST;
  o.file = -1; /* the part knows it */
  assert_true(tell__part_add(part, &o));
  account->read++;
  account->accepted++;
  account->cells++;
}

static tell__builder *begin(const tell_catalogue *catalogue) {
  static const char *const names[FILES] = {"a.csv", "b.csv"};
  tell__builder *builder = NULL;
  assert_int_equal(tell__builder_create(catalogue, tell__issues_create(10), &builder, NULL),
                   TELL_OK);
  for (int i = 0; i < FILES; i++) {
    int32_t file = -1;
    assert_int_equal(tell__builder_file(builder, names[i], &file, NULL), TELL_OK);
    assert_int_equal(file, i);
  }
  return builder;
}

static tell_dataset *end(tell__builder *builder, tell__part **parts, int count, int32_t threads) {
  tell_dataset *dataset = NULL;
  for (int i = 0; i < count; i++) {
    assert_int_equal(tell__builder_absorb(builder, parts[i], NULL), TELL_OK);
    tell__part_free(parts[i]);
  }
  assert_int_equal(tell__builder_finish(builder, threads, &dataset, NULL), TELL_OK);
  tell__builder_free(builder);
  assert_int_equal(tell_issues_count(tell_dataset_issues(dataset)), 0);
  return dataset;
}

/* Parts take ten observations in turn, as workers take portions of a file. */
static int part_of(const way *how, int i) { return i / 10 % how->parts; }

static tell_dataset *build(const tell_catalogue *catalogue, const way *how,
                           const tell__observation *all, int32_t threads) {
  tell__builder *builder = begin(catalogue);
  tell__part *parts[PARTS];
  for (int i = 0; i < how->parts; i++) {
    parts[i] = tell__part_create(builder, i % FILES);
    assert_non_null(parts[i]);
  }
  for (int i = 0; i < how->count; i++) {
    add(builder, parts[part_of(how, i)], &all[i]);
    if (how->set_aside_each > 0 && i % how->set_aside_each == 0)
      tell__part_set_aside(parts[part_of(how, i)], 1);
  }
  return end(builder, parts, how->parts, threads);
}

/* Units of the test sort as their numbers do, so that all bytes must be the same. */
static void check(const tell_dataset *dataset, const tell__observation *sorted, int count) {
  const tell__dataset_view *view = tell__dataset_get(dataset);
  int32_t unit = -1;
  assert_int_equal(view->observation_count, count);
  for (int i = 0; i < count; i++) {
    tell__observation wanted = sorted[i];
    unit += i == 0 || sorted[i].unit != sorted[i - 1].unit;
    wanted.unit = unit;
    assert_memory_equal(&view->observations[i], &wanted, sizeof wanted);
  }
}

static void test_builder_finish_in_every_way_is_a_plain_sort(void **state) {
  uint64_t random = 5201;
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    const way *how = &ways[i];
    tell__observation *all = draw(how, &random);
    for (int j = 0; j < how->count; j++)
      all[j].file = (int16_t)(part_of(how, j) % FILES);
    tell__observation *sorted = malloc((size_t)how->count * sizeof *sorted);
    assert_non_null(sorted);
    memcpy(sorted, all, (size_t)how->count * sizeof *sorted);
    qsort(sorted, (size_t)how->count, sizeof *sorted, compare);
    for (int j = 1; j < how->count; j++)
      assert_true(compare(&sorted[j - 1], &sorted[j]) < 0);
    for (size_t j = 0; j < sizeof thread_counts / sizeof *thread_counts; j++) {
      tell_dataset *dataset = build(*state, how, all, thread_counts[j]);
      check(dataset, sorted, how->count);
      tell_dataset_free(dataset);
    }
    free(sorted);
    free(all);
  }
}

/* Chunks have 64, 256, ... and at last 262144 observations; the last one here is full to its end,
 * and one more begins. */
static void test_builder_finish_runs_as_long_as_chunks_are_whole(void **state) {
  enum { COUNT = 87360 + 262144 + 1 };
  tell__builder *builder = begin(*state);
  tell__part *part = tell__part_create(builder, 0);
  int32_t unit = say_unit(part, 0);
  for (int i = 0; i < COUNT; i++) {
    int left = COUNT - 1 - i;
    tell__observation o = {.unit = unit,
                           .value = left,
                           .indicator = (int16_t)(left / 1000),
                           .period = (int16_t)(left % 1000),
                           .line = i + 2,
                           .state = TELL_STATE_PRESENT};
    assert_true(tell__part_add(part, &o));
  }
  tell__account *account = tell__builder_account(builder, 0);
  account->read = account->accepted = COUNT;
  tell_dataset *dataset = end(builder, &part, 1, 2);
  const tell__dataset_view *view = tell__dataset_get(dataset);
  assert_int_equal(view->observation_count, COUNT);
  for (int i = 0; i < COUNT; i++) {
    assert_true(view->observations[i].value == i);
    assert_int_equal(view->observations[i].line, COUNT - 1 - i + 2);
  }
  tell_dataset_free(dataset);
}

/* The same figure twice in the same place, but for the character in the line; each in a part of its
 * own, in which its unit and its category have the first number or the second. */
static int16_t column_that_stays(const tell_catalogue *catalogue, int is_second) {
  tell__builder *builder = begin(catalogue);
  tell__part *parts[2];
  for (int i = 0; i < 2; i++) {
    parts[i] = tell__part_create(builder, 0);
    assert_non_null(parts[i]);
    if (i == is_second) {
      say_unit(parts[i], 5);
      assert_int_equal(tell__part_category(parts[i], "part", 4, "2", 1), 1);
    }
    tell__observation o = {.unit = 1,
                           .category = 1,
                           .period = 2022,
                           .line = 2,
                           .column = (int16_t)(i == 0 ? 3 : 9),
                           .state = TELL_STATE_SUPPRESSED,
                           .cells = 1};
    add(builder, parts[i], &o);
  }
  tell_dataset *dataset = NULL;
  for (int i = 0; i < 2; i++) {
    assert_int_equal(tell__builder_absorb(builder, parts[i], NULL), TELL_OK);
    tell__part_free(parts[i]);
  }
  assert_int_equal(tell__builder_finish(builder, 2, &dataset, NULL), TELL_OK);
  tell__builder_free(builder);
  const tell__dataset_view *view = tell__dataset_get(dataset);
  assert_int_equal(view->observation_count, 1);
  int16_t column = view->observations[0].column;
  tell_dataset_free(dataset);
  return column;
}

static void test_builder_finish_same_place_in_two_parts_ignores_their_numbers(void **state) {
  assert_int_equal(column_that_stays(*state, 0), 3);
  assert_int_equal(column_that_stays(*state, 1), 3);
}

enum { SMALL_UNITS = 40, SMALL_FIGURES = 5 };

/* Units of few figures out of order: every third has too many series to be dealt out, and each has
 * others than the one before. `seen` marks the slots that ever were taken; NULL: nothing. */
static void sort_small(tell__sorter *sorter, uint8_t *seen) {
  const int32_t pairs[] = {0};
  tell__observation figures[SMALL_FIGURES];
  for (int unit = 0; unit < SMALL_UNITS; unit++) {
    size_t count = 0;
    for (int i = 0; i < SMALL_FIGURES; i++)
      figures[i] = (tell__observation){.indicator = (int16_t)(unit + (unit % 3 == 0 ? i : 0)),
                                       .period = (int16_t)(2000 + i * 3 % SMALL_FIGURES)};
    tell__sorter_add(sorter, figures, SMALL_FIGURES, pairs);
    const tell__entry *sorted = tell__sorter_sort(sorter, &count);
    assert_int_equal(count, SMALL_FIGURES);
    for (size_t i = 1; i < count; i++)
      assert_true(compare(sorted[i - 1].of, sorted[i].of) < 0);
    for (size_t slot = 0; seen != NULL && slot <= sorter->slot_mask; slot++)
      seen[slot] |= sorter->slots[slot] != 0;
  }
}

/* The table is as large as the largest unit wants it: where every small unit cleared all of it,
 * 100 000 of them beside one of 800 000 figures took ten times as long. */
static void test_sorter_forgets_without_touching_slots_that_were_never_taken(void **state) {
  (void)state;
  enum { MOST = 4096 };
  tell__sorter first, second;
  size_t slot = 1;
  assert_true(tell__sorter_init(&first, MOST) && tell__sorter_init(&second, MOST));
  uint8_t *seen = calloc(first.slot_mask + 1, 1);
  assert_non_null(seen);
  sort_small(&first, seen);
  while (slot < first.slot_mask && (seen[slot - 1] || seen[slot] || seen[slot + 1]))
    slot++;
  assert_true(slot < first.slot_mask);
  second.slots[slot] = 1;
  sort_small(&second, NULL);
  assert_int_equal(second.slots[slot], 1);
  free(seen);
  tell__sorter_clear(&first);
  tell__sorter_clear(&second);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_builder_finish_in_every_way_is_a_plain_sort),
      cmocka_unit_test(test_builder_finish_runs_as_long_as_chunks_are_whole),
      cmocka_unit_test(test_builder_finish_same_place_in_two_parts_ignores_their_numbers),
      cmocka_unit_test(test_sorter_forgets_without_touching_slots_that_were_never_taken),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
