/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Municipalities in which nothing differs and nothing changes, drawn pupil by pupil: how often an
 * interval of the comparisons misses, and how often a whole family raises a false alarm. By the
 * normal distribution instead of t one family in nine did, with schools of 8 to 47 pupils, and
 * with shares tested by their own standard errors three in ten.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "random.h"
#include "sample.h"

enum { SCHOOLS = 25, ROUNDS = 300 };

static double normal(uint64_t *seed) {
  double u = 1 - random_unit(seed), v = random_unit(seed);
  return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}

/* A school of pupils who all come from the same country, in one school year. */
static void add_school(sample *data, uint64_t *seed, const char *code, int period) {
  int n = 8 + (int)(random_next(seed) % 40);
  double sum = 0, squares = 0;
  for (int i = 0; i < n; i++) {
    double pupil = 50 + 10 * normal(seed);
    sum += pupil;
    squares += pupil * pupil;
  }
  const sample_cell cell = {.unit = code,
                            .indicator = "np_lesing",
                            .source = "local",
                            .period = period,
                            .grade = 5,
                            .value = sum / n,
                            .n = n,
                            .sd = sqrt((squares - sum * sum / n) / (n - 1)),
                            .decimals = 6,
                            .has = TELL__HAS_N | TELL__HAS_SD};
  sample_add(data, &cell, 1);
}

/* The same of a share, published with one decimal: one of eight pupils, everywhere. */
static void add_share(sample *data, uint64_t *seed, const char *code, int period) {
  int n = 20 + (int)(random_next(seed) % 41), x = 0;
  for (int i = 0; i < n; i++)
    x += random_unit(seed) < 0.125;
  const sample_cell cell = {.unit = code,
                            .indicator = "eu_mobbing",
                            .source = "udir-eu",
                            .period = period,
                            .grade = 7,
                            .value = round(1000.0 * x / n) / 10,
                            .n = n,
                            .decimals = 1,
                            .has = TELL__HAS_N};
  sample_add(data, &cell, 1);
}

typedef void (*add_figure)(sample *data, uint64_t *seed, const char *code, int period);

static tell_release *municipality(const tell_catalogue *catalogue, uint64_t *seed, add_figure add) {
  sample *data = sample_begin(catalogue);
  for (int i = 0; i < SCHOOLS; i++) {
    char code[16];
    snprintf(code, sizeof code, "9000000%02d", i);
    sample_unit(data, code, "4601", NULL);
    add(data, seed, code, 2023);
    add(data, seed, code, 2024);
  }
  tell_dataset *dataset = sample_finish(data);
  tell_release *release = sample_release(catalogue, "none", dataset);
  tell_dataset_free(dataset);
  return release;
}

typedef struct alarms {
  int64_t tests, missed, families, false_alarms;
} alarms;

static int is_alarm(const char *verdict) {
  return strcmp(verdict, "higher") == 0 || strcmp(verdict, "lower") == 0;
}

/* Counts the schools' rows of one comparator in 2024, one family. */
static void count(const tell_table *table, const char *comparator, alarms *all) {
  int alarm = 0;
  for (int64_t row = 0; row < tell_table_row_count(table); row++) {
    if (strcmp(sample_text(table, row, "comparator"), comparator) != 0 ||
        sample_whole(table, row, "period") != 2024 ||
        strcmp(sample_text(table, row, "level"), "school") != 0)
      continue;
    all->tests++;
    all->missed += is_alarm(sample_text(table, row, "verdict"));
    alarm |= is_alarm(sample_text(table, row, "verdict_family"));
  }
  all->families++;
  all->false_alarms += alarm;
}

/* Three standard errors of what is counted are allowed. */
static void check(const alarms *all, double least, double most) {
  double missed = (double)all->missed / (double)all->tests;
  double alarm = (double)all->false_alarms / (double)all->families;
  double slack = 3 * sqrt(0.05 * 0.95 / (double)all->tests);
  assert_true(missed > least - slack && missed < most + slack);
  assert_true(alarm <= 0.05 + 3 * sqrt(0.05 * 0.95 / (double)all->families));
}

typedef struct counts {
  alarms year, parent;
} counts;

static counts simulate(const tell_catalogue *catalogue, uint64_t seed, add_figure add) {
  counts all = {{0}, {0}};
  for (int round = 0; round < random_rounds(ROUNDS); round++) {
    tell_release *release = municipality(catalogue, &seed, add);
    tell_analysis *made = sample_analysis(catalogue, release, TELL_ANALYSIS_COMPARISONS, NULL);
    count(tell_analysis_table(made), "last_year", &all.year);
    count(tell_analysis_table(made), "parent", &all.parent);
    tell_analysis_free(made);
    tell_release_free(release);
  }
  return all;
}

static void test_comparisons_cover_and_a_whole_family_rarely_alarms(void **state) {
  const counts all = simulate(*state, 20264, add_school);
  check(&all.year, 0.04, 0.06);
  check(&all.parent, 0.04, 0.06);
}

/* By the standard errors of the shares themselves three families in ten did, against the parent. */
static void test_comparisons_of_shares_cover_and_a_whole_family_rarely_alarms(void **state) {
  const counts all = simulate(*state, 20265, add_share);
  check(&all.year, 0.03, 0.06);
  check(&all.parent, 0.03, 0.06);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_comparisons_cover_and_a_whole_family_rarely_alarms),
      cmocka_unit_test(test_comparisons_of_shares_cover_and_a_whole_family_rarely_alarms),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
