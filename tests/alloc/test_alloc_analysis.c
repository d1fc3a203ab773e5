/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options and analyses with every allocation made to fail: told, nothing handed out, nothing
 * lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "failing_alloc.h"
#include "sample.h"
#include "telling/explain.h"

typedef struct scene {
  tell_catalogue *catalogue;
  tell_release *release;
  tell_analysis_options *options;
  tell_analysis *analysis;
  char path[64];
  int32_t kind;
} scene;

static tell_dataset *observe(const tell_catalogue *catalogue) {
  sample *data = sample_begin(catalogue);
  sample_unit(data, "811111111", "4601", "vest");
  sample_unit(data, "822222222", "4601", NULL);
  sample_unit(data, "833333333", "4601", NULL);
  sample_unit(data, "4601", "46", NULL);
  sample_read(data, "unit;indicator;period;grade;value;n;margin;state\n"
                    "811111111;np_lesing;2022;8;50;40;2;\n"
                    "811111111;np_lesing;2023;8;51;40;2;\n"
                    "811111111;np_lesing;2024;8;53;40;2;\n"
                    "811111111;np_lesing;2025;8;52;40;2;\n"
                    "I;np_lesing;2024;8;50;60000;0.1;\n"
                    "822222222;np_lesing;2023;8;51;30;2;\n"
                    "822222222;np_lesing;2024;8;;;;suppressed\n"
                    "833333333;np_lesing;2023;8;46;35;2;\n"
                    "4601;np_lesing;2023;8;50;120;2;\n"
                    "4601;np_lesing;2024;8;50;41;2;\n");
  sample_read(data, "unit;indicator;period;grade;gender;dimension;category;value;n;margin\n"
                    "4601;np_lesing;2023;8;1;;;51;60;2\n"
                    "4601;np_lesing;2023;8;2;;;49;60;2\n"
                    "4601;np_lesing;2023;8;0;parents_education;Grunnskole;47;40;2\n"
                    "4601;np_lesing;2023;8;0;parents_education;Fagskole;52;80;2\n");
  return sample_finish(data);
}

static int set_up(void **state) {
  static scene all;
  assert_int_equal(tell_catalogue_create(&all.catalogue, NULL), TELL_OK);
  tell_dataset *dataset = observe(all.catalogue);
  all.release = sample_release(all.catalogue, "internal", dataset);
  tell_dataset_free(dataset);
  assert_int_equal(tell_analysis_options_create(&all.options, NULL), TELL_OK);
  assert_int_equal(tell_analysis_options_add_group(all.options, "g", NULL, NULL), TELL_OK);
  assert_int_equal(tell_analysis_options_add_member(all.options, "g", "school", "811111111", NULL),
                   TELL_OK);
  assert_int_equal(tell_analysis_options_add_member(all.options, "g", "school", "822222222", NULL),
                   TELL_OK);
  *state = &all;
  return 0;
}

static int tear_down(void **state) {
  scene *all = *state;
  tell_analysis_options_free(all->options);
  tell_release_free(all->release);
  tell_catalogue_free(all->catalogue);
  return 0;
}

/* 1 when it came through, 0 when it was told that memory is short. */
static int outcome(tell_status status, const void *made, const tell_error *err) {
  if (status == TELL_OK) {
    assert_non_null(made);
    return 1;
  }
  assert_int_equal(status, TELL_E_MEMORY);
  assert_int_equal(tell_error_status(err), TELL_E_MEMORY);
  assert_null(made);
  return 0;
}

static int compute(void *payload) {
  const scene *all = payload;
  tell_error *err = NULL;
  tell_analysis *made = NULL;
  if (tell_error_create(&err) != TELL_OK)
    return 0;
  tell_status status =
      tell_analysis_compute(all->catalogue, all->release, all->kind, all->options, &made, err);
  int done = outcome(status, made, err);
  tell_analysis_free(made);
  tell_error_free(err);
  return done;
}

static void test_analysis_every_failed_allocation_is_survived(void **state) {
  scene *all = *state;
  for (all->kind = 1; all->kind <= tell_analysis_kind_count(); all->kind++)
    assert_true(failing_alloc_each(compute, all) > 0);
}

static int explain(void *payload) {
  const scene *all = payload;
  tell_error *err = NULL;
  tell_table *made = NULL;
  const tell_table *table = tell_release_table(all->release, all->kind);
  if (tell_error_create(&err) != TELL_OK)
    return 0;
  tell_status status = TELL_OK;
  for (int64_t row = 0; status == TELL_OK && row < tell_table_row_count(table); row++) {
    tell_table_free(made);
    status = tell_explain(all->release, all->kind, row, &made, err);
  }
  int done = outcome(status, made, err);
  tell_table_free(made);
  tell_error_free(err);
  return done;
}

static void test_explain_every_failed_allocation_is_survived(void **state) {
  scene *all = *state;
  for (all->kind = TELL_RELEASE_INDICATORS; all->kind <= TELL_RELEASE_TRENDS; all->kind++)
    assert_true(failing_alloc_each(explain, all) > 0);
}

static int explain_analysis(void *payload) {
  const scene *all = payload;
  tell_error *err = NULL;
  tell_table *made = NULL;
  if (tell_error_create(&err) != TELL_OK)
    return 0;
  tell_status status = tell_analysis_explain(all->analysis, 0, &made, err);
  int done = outcome(status, made, err);
  tell_table_free(made);
  tell_error_free(err);
  return done;
}

static void test_explain_analysis_every_failed_allocation_is_survived(void **state) {
  scene *all = *state;
  all->analysis = sample_analysis(all->catalogue, all->release, TELL_ANALYSIS_GROUPS, all->options);
  assert_true(failing_alloc_each(explain_analysis, all) > 0);
  tell_analysis_free(all->analysis);
}

static int declare(void *payload) {
  const scene *all = payload;
  tell_analysis_options *options = NULL;
  tell_status status = tell_analysis_options_create(&options, NULL);
  if (status == TELL_OK)
    status = tell_analysis_options_add_group(options, "a", "A", NULL);
  if (status == TELL_OK)
    status = tell_analysis_options_add_member(options, "a", "area", "vest", NULL);
  if (status == TELL_OK)
    status = tell_analysis_options_read_groups(options, all->path, NULL);
  tell_analysis_options_free(options);
  assert_true(status == TELL_OK || status == TELL_E_MEMORY);
  return status == TELL_OK;
}

static void test_options_every_failed_allocation_is_survived(void **state) {
  scene *all = *state;
  strcpy(all->path, "/tmp/telling-test-XXXXXX");
  FILE *file = fdopen(mkstemp(all->path), "wb");
  assert_non_null(file);
  fputs("group;name;level;code\nt;Tiltak;school;811111111\nt;;;822222222\nu;;area;vest\n", file);
  assert_int_equal(fclose(file), 0);
  assert_true(failing_alloc_each(declare, all) > 0);
  assert_int_equal(remove(all->path), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_analysis_every_failed_allocation_is_survived),
      cmocka_unit_test(test_explain_every_failed_allocation_is_survived),
      cmocka_unit_test(test_explain_analysis_every_failed_allocation_is_survived),
      cmocka_unit_test(test_options_every_failed_allocation_is_survived),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
