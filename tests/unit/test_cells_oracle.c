/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells and trends of a small file of job A against R's data.table (tests/data/cells), and the same
 * to the bit for every number of threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/workers.h"
#include "ingest/ingest.h"
#include "near.h"
#include "oracle.h"
#include "telling/cells.h"

static const char folder[] = TELL_SOURCE_ROOT "/tests/bench/job_a/catalogue";
static const char mapping[] = TELL_SOURCE_ROOT "/tests/bench/job_a/mapping.csv";
static const char input[] = TELL_SOURCE_ROOT "/tests/data/cells/input.csv";

static int set_up(void **state) {
  tell_catalogue *catalogue = NULL;
  assert_int_equal(tell_catalogue_create_from(folder, TELL_CATALOGUE_EXTEND, &catalogue, NULL),
                   TELL_OK);
  *state = catalogue;
  return 0;
}

static int tear_down(void **state) {
  tell_catalogue_free(*state);
  return 0;
}

static tell_dataset *read_input(const tell_catalogue *catalogue, int32_t threads) {
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL;
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_threads(ingest, threads, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_mapping(ingest, mapping, NULL), TELL_OK);
  ingest->block_bytes = 1024;
  assert_int_equal(tell_ingest_add_file(ingest, input, NULL), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &dataset, NULL), TELL_OK);
  tell_ingest_free(ingest);
  return dataset;
}

static tell_cells *make_cells(const tell_dataset *dataset) {
  tell_cells *cells = NULL;
  assert_int_equal(tell_cells_create(dataset, "none", 0.95, &cells, NULL), TELL_OK);
  return cells;
}

static tell_series *all_series(const tell_cells *cells) {
  tell_series *series = NULL;
  assert_int_equal(tell_cells_series(cells, 0, tell_cells_unit_count(cells), &series, NULL),
                   TELL_OK);
  return series;
}

/* The words of the file for what a series is about. */
static const char *gender_of(const tell_series *series) {
  static const char *const genders[] = {"Alle kjønn", "Jenter", "Gutter"};
  return genders[tell_series_gender(series)];
}

static const char *indicator_of(const tell_series *series) {
  return strcmp(tell_series_indicator(series), "jobb_trivsel") == 0 ? "Trivsel" : "Grunnskolepoeng";
}

static int is_about(const oracle *answers, size_t row, const tell_cells *cells,
                    const tell_series *series) {
  int64_t unit = tell_series_unit(series);
  return strcmp(oracle_text(answers, row, "level"), tell_cells_unit_level(cells, unit)) == 0 &&
         strcmp(oracle_text(answers, row, "unit"), tell_cells_unit_code(cells, unit)) == 0 &&
         strcmp(oracle_text(answers, row, "gender"), gender_of(series)) == 0 &&
         strcmp(oracle_text(answers, row, "indicator"), indicator_of(series)) == 0 &&
         (int32_t)oracle_number(answers, row, "grade") == tell_series_grade(series);
}

/* Rows whose answer differs in a digit behind the fifteenth of R's text. */
static void expect(const oracle *answers, size_t row, const char *column, double got) {
  assert_double_near(got, oracle_number(answers, row, column), 1e-12, 1e-12);
}

static int has(const oracle *answers, size_t row, const char *column) {
  return *oracle_text(answers, row, column) != '\0';
}

static void check_cell(const oracle *answers, size_t row, const tell_series *series, int32_t at) {
  int has_mean = has(answers, row, "mean"), has_se = has(answers, row, "se");
  tell_stat_state state = tell_series_states(series)[at];
  expect(answers, row, "used", (double)tell_series_used(series)[at]);
  expect(answers, row, "unused", (double)tell_series_unused(series)[at]);
  expect(answers, row, "n", (double)tell_series_n(series)[at]);
  assert_int_equal(state == TELL_STAT_EMPTY, !has_mean);
  assert_int_equal(state == TELL_STAT_OK || state == TELL_STAT_ZERO_VARIANCE, has_se);
  if (has_mean)
    expect(answers, row, "mean", tell_series_means(series)[at]);
  if (has_se) {
    expect(answers, row, "se", tell_series_ses(series)[at]);
    expect(answers, row, "lo", tell_series_los(series)[at]);
    expect(answers, row, "hi", tell_series_his(series)[at]);
    assert_int_equal(state == TELL_STAT_ZERO_VARIANCE, tell_series_ses(series)[at] == 0);
  }
}

static size_t find_cell(const oracle *answers, const tell_cells *cells, const tell_series *series,
                        int32_t period) {
  for (size_t row = 0; row < oracle_rows(answers); row++)
    if ((int32_t)oracle_number(answers, row, "year") == period &&
        is_about(answers, row, cells, series))
      return row;
  fail_msg("data.table has no such cell");
  return 0;
}

static void test_cells_of_job_a_equal_data_table(void **state) {
  oracle *answers = oracle_own("cells/cells.csv");
  tell_dataset *dataset = read_input(*state, 1);
  tell_cells *cells = make_cells(dataset);
  tell_series *series = all_series(cells);
  size_t count = 0;
  while (tell_series_next(series, NULL) == TELL_OK) {
    /* a county is one municipality here, and the answers have none */
    if (strcmp(tell_cells_unit_level(cells, tell_series_unit(series)), "county") == 0)
      continue;
    for (int32_t i = 0; i < tell_series_count(series); i++, count++)
      check_cell(answers, find_cell(answers, cells, series, tell_series_periods(series)[i]), series,
                 i);
  }
  assert_int_equal(count, oracle_rows(answers));
  tell_series_free(series);
  tell_cells_free(cells);
  tell_dataset_free(dataset);
  oracle_close(answers);
}

static void check_trend(const oracle *answers, size_t row, const tell_series *series) {
  double sen, s, p, ols, wls, wls_se;
  int32_t points = 0;
  tell_stat_state trend = TELL_STAT_MISSING;
  assert_int_equal(tell_series_trend(series, TELL_TIES_IGNORED, 1e-9, &points, &sen, &s, &p, &ols,
                                     &wls, &wls_se, &trend, NULL),
                   TELL_OK);
  assert_int_equal(trend, TELL_STAT_OK);
  expect(answers, row, "points", points);
  expect(answers, row, "theil_sen", sen);
  expect(answers, row, "s", s);
  expect(answers, row, "p", p);
  expect(answers, row, "ols", ols);
  expect(answers, row, "wls", wls);
  expect(answers, row, "wls_se", wls_se);
}

/* A series without a trend has too few points, whatever its cells look like. */
static void check_no_trend(const tell_series *series) {
  tell_stat_state trend = TELL_STAT_MISSING;
  int32_t points = 99;
  assert_int_equal(tell_series_trend(series, TELL_TIES_IGNORED, 1e-9, &points, NULL, NULL, NULL,
                                     NULL, NULL, NULL, &trend, NULL),
                   TELL_OK);
  assert_int_equal(trend, TELL_STAT_TOO_FEW_POINTS);
  assert_true(points < 3);
}

static void test_trends_of_job_a_equal_data_table(void **state) {
  oracle *answers = oracle_own("cells/trends.csv");
  tell_dataset *dataset = read_input(*state, 1);
  tell_cells *cells = make_cells(dataset);
  tell_series *series = all_series(cells);
  size_t found = 0;
  while (tell_series_next(series, NULL) == TELL_OK) {
    size_t row = 0;
    if (strcmp(tell_cells_unit_level(cells, tell_series_unit(series)), "county") == 0)
      continue;
    while (row < oracle_rows(answers) && !is_about(answers, row, cells, series))
      row++;
    found += row < oracle_rows(answers);
    if (row < oracle_rows(answers))
      check_trend(answers, row, series);
    else
      check_no_trend(series);
  }
  assert_int_equal(found, oracle_rows(answers));
  tell_series_free(series);
  tell_cells_free(cells);
  tell_dataset_free(dataset);
  oracle_close(answers);
}

enum { MOST_NUMBERS = 20000, MOST_THREADS = 4 };

/* All numbers of some units, in a row. */
typedef struct numbers {
  double list[MOST_NUMBERS];
  size_t count;
} numbers;

typedef struct share {
  const tell_cells *cells;
  int64_t first, count;
  numbers out;
  int is_good;
} share;

static void put(numbers *out, double number) {
  if (out->count < MOST_NUMBERS)
    out->list[out->count++] = number;
}

static void put_series(const tell_series *series, numbers *out) {
  double trend[6] = {0};
  tell_series_trend(series, TELL_TIES_COUNTED, 1e-9, NULL, &trend[0], &trend[1], &trend[2],
                    &trend[3], &trend[4], &trend[5], NULL, NULL);
  for (int32_t i = 0; i < tell_series_count(series); i++) {
    put(out, tell_series_periods(series)[i]);
    put(out, (double)tell_series_n(series)[i]);
    put(out, tell_series_means(series)[i]);
    put(out, tell_series_ses(series)[i]);
    put(out, tell_series_los(series)[i]);
  }
  for (int i = 0; i < 6; i++)
    put(out, trend[i]);
}

static void work(void *payload, int32_t index) {
  share *own = &((share *)payload)[index];
  tell_series *series = NULL;
  own->out.count = 0;
  own->is_good = tell_cells_series(own->cells, own->first, own->count, &series, NULL) == TELL_OK;
  while (own->is_good && tell_series_next(series, NULL) == TELL_OK)
    put_series(series, &own->out);
  tell_series_free(series);
}

/* Goes through the units in so many threads at the same time; the numbers come out in order. */
static void gather(const tell_catalogue *catalogue, int32_t threads, numbers *out) {
  static share shares[MOST_THREADS];
  tell_dataset *dataset = read_input(catalogue, threads);
  tell_cells *cells = make_cells(dataset);
  int64_t units = tell_cells_unit_count(cells);
  for (int32_t i = 0; i < threads; i++) {
    shares[i].cells = cells;
    shares[i].first = units * i / threads;
    shares[i].count = units * (i + 1) / threads - shares[i].first;
  }
  tell__workers_run(threads, work, shares);
  out->count = 0;
  for (int32_t i = 0; i < threads; i++) {
    assert_true(shares[i].is_good);
    for (size_t k = 0; k < shares[i].out.count; k++)
      put(out, shares[i].out.list[k]);
  }
  tell_cells_free(cells);
  tell_dataset_free(dataset);
}

static void test_cells_are_the_same_for_every_number_of_threads(void **state) {
  static numbers one, many;
  gather(*state, 1, &one);
  assert_true(one.count > 3000 && one.count < MOST_NUMBERS);
  for (int32_t threads = 2; threads <= MOST_THREADS; threads++) {
    gather(*state, threads, &many);
    assert_int_equal(many.count, one.count);
    assert_memory_equal(many.list, one.list, one.count * sizeof *one.list);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_cells_of_job_a_equal_data_table),
      cmocka_unit_test(test_trends_of_job_a_equal_data_table),
      cmocka_unit_test(test_cells_are_the_same_for_every_number_of_threads),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
