/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The published file of the national tests 2023-24, grade 5, of all schools
 * of the country. Expected: the figures for Bergen that were added up by hand
 * from the file. Skipped where the file is not there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "near.h"
#include "sample.h"
#include "telling/indicators.h"
#include "telling/ingest.h"

typedef struct fixture {
  tell_catalogue *catalogue;
  tell_dataset *dataset;
  tell_table *indicators; /* NULL without the file */
} fixture;

static int set_up(void **state) {
  static fixture all;
  char path[4096];
  const char *shared = getenv("TELL_SHARED");
  snprintf(path, sizeof path, "%s/data/real/udir-portal-np5-2023-24-hele-landet.csv",
           shared != NULL && *shared != '\0' ? shared : TELL_SHARED_DEFAULT);
  *state = &all;
  FILE *file = fopen(path, "rb");
  if (file == NULL)
    return 0;
  fclose(file);
  tell_ingest *ingest = NULL;
  tell_status status = tell_catalogue_create(&all.catalogue, NULL);
  if (status == TELL_OK)
    status = tell_ingest_create(all.catalogue, &ingest, NULL);
  if (status == TELL_OK)
    status = tell_ingest_add_file(ingest, path, NULL);
  if (status == TELL_OK)
    status = tell_ingest_finish(ingest, &all.dataset, NULL);
  if (status == TELL_OK)
    status = tell_indicators_compute(all.dataset, &all.indicators, NULL);
  tell_ingest_free(ingest);
  return status == TELL_OK ? 0 : -1;
}

static int tear_down(void **state) {
  fixture *all = *state;
  tell_table_free(all->indicators);
  tell_dataset_free(all->dataset);
  tell_catalogue_free(all->catalogue);
  return 0;
}

static const tell_table *table_of(void **state) {
  const fixture *all = *state;
  if (all->indicators == NULL)
    skip();
  return all->indicators;
}

static const char *const subjects[] = {"np_engelsk", "np_lesing", "np_regning"};

static void test_np5_bergen_is_computed_from_its_visible_schools(void **state) {
  const tell_table *t = table_of(state);
  const int n[] = {2751, 2722, 2744};
  const int published_n[] = {2776, 2748, 2771};
  const double mean[] = {50.34, 50.40, 50.57};
  for (int i = 0; i < 3; i++) {
    int64_t row =
        sample_row(t, SAMPLE_PICK(.unit = "4601", .origin = "computed", .indicator = subjects[i]));
    assert_int_equal(sample_whole(t, row, "n"), n[i]);
    assert_int_equal(sample_whole(t, row, "children"), 75);
    assert_int_equal(sample_whole(t, row, "children_visible"), 69);
    assert_int_equal(sample_whole(t, row, "children_suppressed"), 5);
    assert_int_equal(sample_whole(t, row, "children_not_taken_part"), 1);
    assert_double_near(sample_real(t, row, "value"), mean[i], 0, 0.005);
    assert_double_near(sample_real(t, row, "coverage"), n[i] / (double)published_n[i], 1e-15, 0);
    assert_string_equal(sample_text(t, row, "unit_name"), "Bergen");
  }
}

static void test_np5_bergen_published_margin_is_widened(void **state) {
  const tell_table *t = table_of(state);
  const double value[] = {50, 50, 51};
  const int n[] = {2776, 2748, 2771};
  for (int i = 0; i < 3; i++) {
    int64_t row =
        sample_row(t, SAMPLE_PICK(.unit = "4601", .origin = "published", .indicator = subjects[i]));
    assert_double_near(sample_real(t, row, "value"), value[i], 0, 0);
    assert_int_equal(sample_whole(t, row, "n"), n[i]);
    assert_double_near(sample_real(t, row, "hi") - value[i], 0.69, 0, 0.005);
    assert_double_near(value[i] - sample_real(t, row, "lo"), 0.69, 0, 0.005);
    assert_string_equal(sample_text(t, row, "comparator_origin"), "published");
    assert_string_equal(sample_text(t, row, "parent"), "46");
  }
}

/* Σn²·((margin/1.96)² + 1/12)/N² over the schools that are visible, with t of Welch and
 * Satterthwaite's 2 704 to 2 781 degrees of freedom, and s² + S² − 2·f·v for the
 * difference from Vestland, worked out in the file with another program. */
static void test_np5_bergen_has_intervals_and_differences(void **state) {
  const tell_table *t = table_of(state);
  const double lo[] = {49.963855185215081, 50.054209709088795, 50.221274970696228};
  const double hi[] = {50.707173531615169, 50.746671995540154, 50.923768761082201};
  const double difference[] = {0, 1, 1};
  const double se[] = {0.4296194106354724, 0.42964481309710595, 0.4297319844478078};
  for (int i = 0; i < 3; i++) {
    int64_t row =
        sample_row(t, SAMPLE_PICK(.unit = "4601", .origin = "computed", .indicator = subjects[i]));
    assert_string_equal(sample_text(t, row, "interval_state"), "ok");
    assert_double_near(sample_real(t, row, "lo"), lo[i], 1e-12, 0);
    assert_double_near(sample_real(t, row, "hi"), hi[i], 1e-12, 0);
    row =
        sample_row(t, SAMPLE_PICK(.unit = "4601", .origin = "published", .indicator = subjects[i]));
    assert_double_near(sample_real(t, row, "difference"), difference[i], 0, 0);
    assert_double_near(sample_real(t, row, "difference_se"), se[i], 1e-12, 0);
    assert_string_equal(sample_text(t, row, "verdict"), i == 0 ? "not_distinguishable" : "higher");
  }
}

/* 2 485 records of three subjects, each a row; beside them every parent is computed. */
static void test_np5_every_observation_is_a_row(void **state) {
  const tell_table *t = table_of(state);
  assert_int_equal(sample_count(t, SAMPLE_PICK(.origin = "published")), 3 * 2485);
  assert_int_equal(sample_count(t, SAMPLE_PICK(.unit = "I", .origin = "computed")), 3);
}

static int is_present(const tell_table *t, int64_t row, const char *column) {
  return sample_state(t, row, column) == TELL_STATE_PRESENT;
}

static void test_np5_intervals_hold_their_values_and_shares_stay_within_1(void **state) {
  const tell_table *t = table_of(state);
  for (int64_t row = 0; row < tell_table_row_count(t); row++) {
    if (is_present(t, row, "se")) {
      double value = sample_real(t, row, "value");
      assert_true(sample_real(t, row, "se") > 0);
      assert_true(sample_real(t, row, "lo") < value && value < sample_real(t, row, "hi"));
    }
    if (is_present(t, row, "coverage"))
      assert_true(sample_real(t, row, "coverage") >= 0 && sample_real(t, row, "coverage") <= 1);
    assert_int_equal(sample_state(t, row, "participation") == TELL_STATE_PRESENT, 0);
  }
}

/* A computed mean knows more decimals; it may not lie further from the published one than rounding
 * and coverage allow. */
static void test_np5_computed_counties_agree_with_published_ones(void **state) {
  const tell_table *t = table_of(state);
  int64_t compared = 0;
  for (int64_t row = 1; row < tell_table_row_count(t); row++) {
    if (!is_present(t, row, "children") || !is_present(t, row, "value") ||
        !is_present(t, row - 1, "value") || sample_real(t, row, "coverage") < 0.98)
      continue;
    /* The published row of the same unit and subject stands right before it. */
    assert_string_equal(sample_text(t, row, "unit"), sample_text(t, row - 1, "unit"));
    assert_double_near(sample_real(t, row, "value"), sample_real(t, row - 1, "value"), 0, 1.1);
    compared++;
  }
  assert_true(compared > 300);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_np5_bergen_is_computed_from_its_visible_schools),
      cmocka_unit_test(test_np5_bergen_published_margin_is_widened),
      cmocka_unit_test(test_np5_bergen_has_intervals_and_differences),
      cmocka_unit_test(test_np5_every_observation_is_a_row),
      cmocka_unit_test(test_np5_intervals_hold_their_values_and_shares_stay_within_1),
      cmocka_unit_test(test_np5_computed_counties_agree_with_published_ones),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
