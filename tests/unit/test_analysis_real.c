/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Groups on a published file: Udir's national tests of grade 5, 2023-24. The scale was made so that
 * pupils have a standard deviation of 10, which nothing in the file says: what margins and numbers
 * of pupils give for Bergen's schools together must come near it.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "near.h"
#include "published.h"
#include "sample.h"
#include "telling/explain.h"
#include "telling/ingest.h"

typedef struct scene {
  tell_catalogue *catalogue;
  tell_dataset *dataset;
  tell_release *release;
  tell_analysis *analysis;
  const tell_table *table;
} scene;

static int is_there(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file != NULL)
    fclose(file);
  return file != NULL;
}

static int set_up(void **state) {
  static scene all;
  char path[512];
  tell_ingest *ingest = NULL;
  *state = &all;
  published_path("udir-portal-np5-2023-24-hele-landet.csv", path, sizeof path);
  if (!is_there(path))
    return 0;
  assert_int_equal(tell_catalogue_create(&all.catalogue, NULL), TELL_OK);
  assert_int_equal(tell_ingest_create(all.catalogue, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_file(ingest, path, NULL), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &all.dataset, NULL), TELL_OK);
  tell_ingest_free(ingest);
  all.release = sample_release(all.catalogue, "public", all.dataset);
  all.analysis = sample_analysis(all.catalogue, all.release, TELL_ANALYSIS_GROUPS, NULL);
  all.table = tell_analysis_table(all.analysis);
  return 0;
}

static int tear_down(void **state) {
  scene *all = *state;
  tell_analysis_free(all->analysis);
  tell_release_free(all->release);
  tell_dataset_free(all->dataset);
  tell_catalogue_free(all->catalogue);
  return 0;
}

static void test_groups_of_bergen_have_the_spread_of_the_scale(void **state) {
  static const char *const tests[] = {"np_engelsk", "np_lesing", "np_regning"};
  const scene *all = *state;
  if (all->table == NULL)
    skip();
  for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
    int64_t row =
        sample_row(all->table, SAMPLE_PICK(.unit = "4601", .indicator = tests[i], .gender = "all"));
    double within = sample_real(all->table, row, "within_variance");
    double between = sample_real(all->table, row, "between_variance");
    assert_double_near(sqrt(within + between), 10, 0.07, 0);
    assert_true(between > 0.02 * within && between < 0.25 * within);
  }
}

static void test_groups_of_bergen_hold_the_published_value_in_their_bounds(void **state) {
  const scene *all = *state;
  if (all->table == NULL)
    skip();
  const tell_table *set = tell_release_table(all->release, TELL_RELEASE_INDICATORS);
  int64_t checked = 0;
  for (int64_t row = 0; row < tell_table_row_count(all->table); row++) {
    if (sample_state(all->table, row, "bound_lo") != TELL_STATE_PRESENT ||
        sample_count(set, SAMPLE_PICK(.unit = sample_text(all->table, row, "unit"),
                                      .indicator = sample_text(all->table, row, "indicator"),
                                      .gender = sample_text(all->table, row, "gender"),
                                      .origin = "published")) != 1)
      continue;
    int64_t own = sample_row(
        set, SAMPLE_PICK(.unit = sample_text(all->table, row, "unit"),
                         .indicator = sample_text(all->table, row, "indicator"),
                         .gender = sample_text(all->table, row, "gender"), .origin = "published"));
    if (sample_state(set, own, "value") != TELL_STATE_PRESENT)
      continue;
    /* Every figure in it is rounded to whole points. */
    assert_true(sample_real(set, own, "value") >= sample_real(all->table, row, "bound_lo") - 1);
    assert_true(sample_real(set, own, "value") <= sample_real(all->table, row, "bound_hi") + 1);
    checked++;
  }
  assert_true(checked > 100);
}

static void test_explain_of_bergen_names_every_school(void **state) {
  const scene *all = *state;
  tell_table *made = NULL;
  if (all->table == NULL)
    skip();
  const tell_table *set = tell_release_table(all->release, TELL_RELEASE_INDICATORS);
  int64_t row = sample_row(set, SAMPLE_PICK(.unit = "4601", .indicator = "np_lesing",
                                            .gender = "all", .origin = "computed"));
  assert_int_equal(tell_explain(all->release, TELL_RELEASE_INDICATORS, row, &made, NULL), TELL_OK);
  double again = 0;
  for (int64_t i = 1; i < tell_table_row_count(made); i++) {
    assert_true(sample_whole(made, i, "line") > 1);
    if (sample_state(made, i, "weight") == TELL_STATE_PRESENT)
      again += sample_real(made, i, "weight") * sample_real(made, i, "value");
  }
  assert_double_near(again, sample_real(made, 0, "value"), 1e-13, 0);
  assert_int_equal(tell_table_row_count(made) - 1, sample_whole(set, row, "children"));
  tell_table_free(made);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_groups_of_bergen_have_the_spread_of_the_scale),
      cmocka_unit_test(test_groups_of_bergen_hold_the_published_value_in_their_bounds),
      cmocka_unit_test(test_explain_of_bergen_names_every_school),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
