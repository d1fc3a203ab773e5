/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The indicator set and the trends with every allocation made to fail: told, nothing handed out,
 * nothing lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "failing_alloc.h"
#include "sample.h"
#include "telling/indicators.h"
#include "telling/trends.h"

typedef struct scene {
  tell_catalogue *catalogue;
  tell_dataset *dataset;
  tell_table *indicators;
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
                    "811111111;np_lesing_niva;3;2024;8;40;40;;\n"
                    "811111111;np_lesing_niva;4;2024;8;20;40;;\n"
                    "811111111;np_lesing_niva;5;2024;8;10;40;;\n");
  all.dataset = sample_finish(data);
  all.indicators = sample_indicators(all.dataset);
  *state = &all;
  return 0;
}

static int tear_down(void **state) {
  scene *all = *state;
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

static int compute_trends(void *payload) {
  const attempt *with = payload;
  tell_table *table = NULL;
  tell_status status =
      tell_trends_compute(with->scene->catalogue, with->scene->indicators, &table, with->err);
  return outcome(status, table, with->err);
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

static void test_trends_survive_every_failed_allocation(void **state) {
  fail_each(*state, compute_trends);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_indicators_survive_every_failed_allocation),
      cmocka_unit_test(test_trends_survive_every_failed_allocation),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
