/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The indicator set, the trends and the cells with every allocation made to fail: told, nothing
 * handed out, nothing lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "failing_alloc.h"
#include "sample.h"
#include "telling/cells.h"
#include "telling/indicators.h"
#include "telling/trends.h"

typedef struct scene {
  tell_catalogue *catalogue;
  tell_dataset *dataset;
  tell_table *indicators, *trends;
} scene;

static int set_up(void **state) {
  static scene all;
  assert_int_equal(tell_catalogue_create(&all.catalogue, NULL), TELL_OK);
  sample *data = sample_begin(all.catalogue);
  sample_unit(data, "811111111", "4601", "vest");
  sample_unit(data, "822222222", "4601", NULL);
  sample_unit(data, "4601", "46", NULL);
  sample_read(data, "unit;indicator;category;period;grade;value;n;margin;state\n"
                    "811111111;np_lesing;;2021;8;50;40;2;\n"
                    "811111111;np_lesing;;2022;8;50;40;2;\n"
                    "811111111;np_lesing;;2023;8;51;40;2;\n"
                    "811111111;np_lesing;;2024;8;53;40;2;\n"
                    "822222222;np_lesing;;2024;8;;;;suppressed\n"
                    "4601;np_lesing;;2024;8;50;41;2;\n"
                    "4601;np_engelsk;;2019;8;50;41;2;\n"
                    "4601;np_engelsk;;2020;8;50;41;2;\n"
                    "811111111;np_lesing_niva;3;2024;8;40;40;;\n"
                    "811111111;np_lesing_niva;4;2024;8;20;40;;\n"
                    "811111111;np_lesing_niva;5;2024;8;10;40;;\n");
  all.dataset = sample_finish(data);
  all.indicators = sample_indicators(all.dataset);
  assert_int_equal(tell_trends_compute(all.catalogue, all.indicators, &all.trends, NULL), TELL_OK);
  *state = &all;
  return 0;
}

static int tear_down(void **state) {
  scene *all = *state;
  tell_table_free(all->trends);
  tell_table_free(all->indicators);
  tell_dataset_free(all->dataset);
  tell_catalogue_free(all->catalogue);
  return 0;
}

/* 1 when it came through, 0 when it was told that memory is short. */
static int outcome(tell_status status, tell_table *table, const tell_error *err) {
  if (status == TELL_OK) {
    assert_non_null(table);
    tell_table_free(table);
    return 1;
  }
  assert_int_equal(status, TELL_E_MEMORY);
  assert_int_equal(tell_error_status(err), TELL_E_MEMORY);
  assert_null(table);
  return 0;
}

typedef struct attempt {
  const scene *scene;
  tell_error *err;
} attempt;

static int compute_indicators(void *payload) {
  const attempt *with = payload;
  tell_table *table = NULL;
  tell_status status = tell_indicators_compute(with->scene->dataset, &table, with->err);
  return outcome(status, table, with->err);
}

/* The options are one allocation more, the converted rows some. */
static int compute_rescaled(void *payload) {
  const attempt *with = payload;
  tell_table *table = NULL;
  tell_indicators_options *options = NULL;
  tell_status status = tell_indicators_options_create(&options, with->err);
  if (status == TELL_OK)
    status = tell_indicators_options_set_rescaled(options, 1, with->err);
  if (status == TELL_OK)
    status = tell_indicators_compute_with(with->scene->dataset, options, &table, with->err);
  tell_indicators_options_free(options);
  return outcome(status, table, with->err);
}

static int compute_trends_by_options(void *payload) {
  const attempt *with = payload;
  tell_table *table = NULL;
  tell_trends_options *options = NULL;
  tell_status status = tell_trends_options_create(&options, with->err);
  if (status == TELL_OK)
    status = tell_trends_compute_with(with->scene->catalogue, with->scene->indicators, options,
                                      &table, with->err);
  tell_trends_options_free(options);
  return outcome(status, table, with->err);
}

static int compute_trends(void *payload) {
  const attempt *with = payload;
  tell_table *table = NULL;
  tell_status status =
      tell_trends_compute(with->scene->catalogue, with->scene->indicators, &table, with->err);
  return outcome(status, table, with->err);
}

/* With computed trends, whose families are judged in the release. */
static int release_trends(void *payload) {
  const attempt *with = payload;
  const scene *from = with->scene;
  tell_release *release = NULL;
  tell_status status = tell_release_create(from->catalogue, "none", from->dataset, from->indicators,
                                           from->trends, &release, with->err);
  tell_release_free(release);
  if (status == TELL_OK)
    return 1;
  assert_int_equal(status, TELL_E_MEMORY);
  assert_null(release);
  return 0;
}

/* 1 when all trends came through. */
static int compute_series_trends(tell_series *series, tell_error *err) {
  double p = -1;
  while (tell_series_next(series, err) == TELL_OK) {
    tell_status status = tell_series_trend(series, TELL_TIES_COUNTED, 1e-9, NULL, NULL, NULL, &p,
                                           NULL, NULL, NULL, NULL, err);
    if (status == TELL_OK)
      continue;
    assert_int_equal(status, TELL_E_MEMORY);
    assert_true(p == -1);
    return 0;
  }
  return 1;
}

static int compute_cells(void *payload) {
  const attempt *with = payload;
  tell_cells *cells = NULL;
  tell_series *series = NULL;
  int good = 0;
  tell_status status = tell_cells_create(with->scene->dataset, "none", 0.95, &cells, with->err);
  if (status == TELL_OK)
    status = tell_cells_series(cells, 0, tell_cells_unit_count(cells), &series, with->err);
  if (status == TELL_OK) {
    good = compute_series_trends(series, with->err);
  } else {
    assert_int_equal(status, TELL_E_MEMORY);
    assert_int_equal(tell_error_status(with->err), TELL_E_MEMORY);
    assert_null(series);
  }
  tell_series_free(series);
  tell_cells_free(cells);
  return good;
}

static void fail_each(const scene *all, int (*scenario)(void *payload)) {
  attempt with = {.scene = all};
  assert_int_equal(tell_error_create(&with.err), TELL_OK);
  assert_true(failing_alloc_each(scenario, &with) > 50);
  tell_error_free(with.err);
}

static void test_indicators_survive_every_failed_allocation(void **state) {
  fail_each(*state, compute_indicators);
}

static void test_rescaled_survive_every_failed_allocation(void **state) {
  fail_each(*state, compute_rescaled);
}

static void test_trends_by_options_survive_every_failed_allocation(void **state) {
  fail_each(*state, compute_trends_by_options);
}

static void test_release_of_trends_survives_every_failed_allocation(void **state) {
  fail_each(*state, release_trends);
}

static void test_trends_survive_every_failed_allocation(void **state) {
  fail_each(*state, compute_trends);
}

/* A room of its own: cells come of few allocations. */
static void test_cells_survive_every_failed_allocation(void **state) {
  attempt with = {.scene = *state};
  assert_int_equal(tell_error_create(&with.err), TELL_OK);
  assert_true(failing_alloc_each(compute_cells, &with) > 15);
  tell_error_free(with.err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_indicators_survive_every_failed_allocation),
      cmocka_unit_test(test_rescaled_survive_every_failed_allocation),
      cmocka_unit_test(test_trends_by_options_survive_every_failed_allocation),
      cmocka_unit_test(test_release_of_trends_survives_every_failed_allocation),
      cmocka_unit_test(test_trends_survive_every_failed_allocation),
      cmocka_unit_test(test_cells_survive_every_failed_allocation),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
