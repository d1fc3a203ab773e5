/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each rule of a policy alone, on tables written out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "handmade.h"
#include "sample.h"

#define PUBLISHED .source = "udir-eu", .origin = "published"
#define COMPUTED .source = "udir-eu", .origin = "computed"
#define OWN_COMPUTED .origin = "computed"
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static tell_catalogue *catalogue;

static int set_up(void **state) {
  (void)state;
  return tell_catalogue_create(&catalogue, NULL);
}

static int tear_down(void **state) {
  (void)state;
  tell_catalogue_free(catalogue);
  return 0;
}

static tell_release *release_of(const char *policy, const handmade_row *rows, size_t count) {
  tell_table *set = handmade_set(catalogue, rows, count);
  tell_release *release = handmade_release(catalogue, policy, set, NULL);
  tell_table_free(set);
  return release;
}

#define ASSERT_VISIBLE(rows, column, expected)                                                     \
  handmade_check(catalogue, NULL, (rows), COUNT_OF(rows), (column), (expected))

static void test_release_local_count_under_limit_hides_row(void **state) {
  (void)state;
  const handmade_row rows[] = {{.unit = "900000001", .n = 19, .value = 4.5},
                               {.unit = "900000002", .n = 20, .value = 4.5}};
  tell_release *release = release_of(NULL, rows, 2);
  const tell_table *table = tell_release_table(release, TELL_RELEASE_INDICATORS);
  static const char *const HIDDEN[] = {"value", "n", "se", "lo", "hi", "participation"};
  for (size_t i = 0; i < COUNT_OF(HIDDEN); i++) {
    assert_int_equal(sample_state(table, 0, HIDDEN[i]), TELL_STATE_HIDDEN);
    assert_int_equal(sample_state(table, 1, HIDDEN[i]), TELL_STATE_PRESENT);
  }
  assert_string_equal(sample_text(table, 0, "hidden"),
                      "n:count value:count se:derived lo:derived hi:derived participation:derived");
  assert_string_equal(sample_text(table, 1, "hidden"), "");
  assert_string_equal(sample_text(table, 0, "state"), "hidden");
  assert_string_equal(sample_text(table, 0, "interval_state"), "hidden");
  assert_string_equal(sample_text(table, 1, "state"), "present");
  assert_true(tell__table_f64(table, tell_table_column_find(table, "value"))[0] == 0);
  assert_true(tell__table_i64(table, tell_table_column_find(table, "n"))[0] == 0);
  tell_release_free(release);
}

static void test_release_limit_follows_family(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "900000001", .indicator = "grunnskolepoeng", .n = 10, .value = 41},
      {.unit = "900000001", .indicator = "grunnskolepoeng", .period = 2023, .n = 9, .value = 41},
      {.unit = "900000001", .indicator = "eu_mobbing", .n = 120, .numerator = 30, .value = 25},
      {.unit = "900000001", .indicator = "eu_mobbing", .period = 2023, .n = 29, .value = 100},
  };
  ASSERT_VISIBLE(rows, "value", "1010");
  handmade_check(catalogue, "internal", rows, COUNT_OF(rows), "value", "1111");
}

static void test_release_policy_none_hides_nothing(void **state) {
  (void)state;
  const handmade_row rows[] = {{.unit = "4601", COMPUTED, .n = 3, .suppressed = 1, .value = 4.5},
                               {.unit = "900000001", .parent = "4601", .n = 1, .value = 4.5},
                               {.unit = "900000002", .parent = "4601", .value = 4.5}};
  handmade_check(catalogue, "none", rows, COUNT_OF(rows), "value", "111");
  handmade_check(catalogue, "none", rows, COUNT_OF(rows), "difference", "-11");
  tell_release *release = release_of("none", rows, 3);
  assert_string_equal(tell_release_policy(release), "none");
  assert_int_equal(tell_table_row_count(tell_release_table(release, TELL_RELEASE_HIDDEN)), 0);
  tell_release_free(release);
}

static void test_release_nobody_is_no_secret(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "900000001", .n = HANDMADE_NOBODY, .state = TELL_STATE_NOT_TAKEN_PART}};
  ASSERT_VISIBLE(rows, "n", "1");
}

static void test_release_own_figure_without_n_is_hidden(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "900000001", .value = 4.5},
      {.unit = "900000001", PUBLISHED, .value = 4.5},
      {.unit = "4601", COMPUTED, .value = 4.5},
  };
  ASSERT_VISIBLE(rows, "value", "010");
  ASSERT_VISIBLE(rows, "se", "010");
}

static void test_release_published_figure_stays_and_derived_cells_go(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "4601", PUBLISHED, .n = 500, .value = 4.4},
      {.unit = "900000001", .parent = "4601", PUBLISHED, .n = 7, .value = 4.5}};
  tell_release *release = release_of(NULL, rows, 2);
  const tell_table *table = tell_release_table(release, TELL_RELEASE_INDICATORS);
  assert_true(sample_real(table, 1, "value") == 4.5);
  assert_int_equal(sample_whole(table, 1, "n"), 7);
  assert_string_equal(sample_text(table, 1, "state"), "present");
  assert_string_equal(sample_text(table, 1, "difference_state"), "hidden");
  assert_string_equal(sample_text(table, 1, "hidden"),
                      "verdict:count se:count lo:count hi:count participation:count "
                      "difference:count difference_se:count difference_lo:count "
                      "difference_hi:count");
  tell_release_free(release);
}

static void test_release_share_complement_is_hidden(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "900000001", .indicator = "eu_mobbing", .n = 200, .numerator = 4, .value = 2},
      {.unit = "900000002", .indicator = "eu_mobbing", .n = 200, .numerator = 171, .value = 85.5},
      {.unit = "900000003", .indicator = "eu_mobbing", .n = 200, .numerator = 5, .value = 2.5},
      {.unit = "900000004", .indicator = "eu_mobbing", .n = 200, .numerator = HANDMADE_NOBODY},
      /* x is not stated but 2 per cent of 200 is. */
      {.unit = "900000005", .indicator = "eu_mobbing", .n = 200, .value = 2},
      {.unit = "900000006", .indicator = "eu_mobbing", .n = 200, .value = 0.1},
      {.unit = "900000007",
       .indicator = "eu_mobbing",
       PUBLISHED,
       .n = 200,
       .numerator = 3,
       .value = 1.5},
      {.unit = "900000008",
       .indicator = "eu_mobbing",
       PUBLISHED,
       .n = 200,
       .numerator = 197,
       .value = 98.5},
      {.unit = "4601", .indicator = "eu_mobbing", COMPUTED, .n = 200, .numerator = 3, .value = 1.5},
      {.unit = "4602",
       .indicator = "eu_mobbing",
       COMPUTED,
       .n = 200,
       .numerator = 197,
       .value = 98.5},
      {.unit = "4601",
       .indicator = "eu_mobbing",
       OWN_COMPUTED,
       .n = 200,
       .numerator = 3,
       .value = 1.5},
      {.unit = "900000009", .indicator = "eu_mobbing", PUBLISHED, .n = 200, .value = 98.5},
  };
  ASSERT_VISIBLE(rows, "n", "001100111101");
  tell_release *release = release_of(NULL, rows, COUNT_OF(rows));
  const tell_table *table = tell_release_table(release, TELL_RELEASE_INDICATORS);
  for (int64_t row = 6; row <= 11; row++)
    if (row != 10)
      assert_string_equal(sample_text(table, row, "hidden"), "");
  assert_non_null(strstr(sample_text(table, 0, "hidden"), "value:complement"));
  tell_release_free(release);
}

/* Small schools with much bullying: what they published keeps its interval, 13 of 161 are shown. */
static void test_release_bullying_of_small_schools_is_shown(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "900000001", .indicator = "eu_mobbing", PUBLISHED, .n = 36, .value = 25},
      {.unit = "900000002",
       .indicator = "eu_mobbing",
       PUBLISHED,
       .n = 36,
       .numerator = 9,
       .value = 25},
      {.unit = "900000003", .indicator = "eu_mobbing", .n = 161, .numerator = 13, .value = 8.1},
  };
  ASSERT_VISIBLE(rows, "lo", "111");
  ASSERT_VISIBLE(rows, "value", "111");
}

static void test_release_numerator_limit_follows_policy(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "900000001", .indicator = "eu_mobbing", .n = 200, .numerator = 1, .value = 0.5},
      {.unit = "900000002", .indicator = "eu_mobbing", .n = 200, .numerator = 196, .value = 98},
  };
  handmade_check(catalogue, "public", rows, COUNT_OF(rows), "value", "00");
  handmade_check(catalogue, "internal", rows, COUNT_OF(rows), "value", "10");
  handmade_check(catalogue, "none", rows, COUNT_OF(rows), "value", "11");
}

static void test_release_policy_without_numerator_limit_uses_its_other(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "900000001", .indicator = "eu_mobbing", .n = 200, .numerator = 11, .value = 5.5},
      {.unit = "900000002", .indicator = "eu_mobbing", .n = 200, .numerator = 12, .value = 6},
  };
  char folder[] = "/tmp/telling-policies-XXXXXX", path[64];
  tell_catalogue *ours = NULL;
  assert_non_null(mkdtemp(folder));
  assert_true(snprintf(path, sizeof path, "%s/policies.csv", folder) < (int)sizeof path);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_true(fputs("policy;family;minimum\nours;*;12\nours;bullying;20\n", file) >= 0);
  assert_int_equal(fclose(file), 0);
  assert_int_equal(tell_catalogue_create_from(folder, TELL_CATALOGUE_EXTEND, &ours, NULL), TELL_OK);
  handmade_check(ours, "ours", rows, COUNT_OF(rows), "value", "01");
  tell_catalogue_free(ours);
  assert_int_equal(remove(path), 0);
  assert_int_equal(rmdir(folder), 0);
}

static void test_release_rest_of_parent_hides_difference_of_published(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "4601", PUBLISHED, .n = 405, .value = 4.4},
      {.unit = "900000001", .parent = "4601", PUBLISHED, .n = 400, .value = 4.5},
      {.unit = "900000002", .parent = "4601", PUBLISHED, .n = 300, .value = 4.5},
      {.unit = "900000003", .parent = "4601", PUBLISHED, .n = 405, .value = 4.4}};
  ASSERT_VISIBLE(rows, "value", "1111");
  ASSERT_VISIBLE(rows, "difference", "-011");
  ASSERT_VISIBLE(rows, "se", "1111");
}

/* The interval of a difference holds the parent's, which is hidden for its few pupils. */
static void test_release_difference_from_parent_without_interval_is_hidden(void **state) {
  (void)state;
  const handmade_row rows[] = {{.unit = "4601", PUBLISHED, .n = 15, .value = 4.4},
                               {.unit = "900000001", .parent = "4601", PUBLISHED, .value = 4.5}};
  ASSERT_VISIBLE(rows, "se", "01");
  ASSERT_VISIBLE(rows, "difference", "-0");
}

static void test_release_total_of_pupils_counts_itself(void **state) {
  (void)state;
  const handmade_row rows[] = {{.unit = "900000001", .indicator = "elever", .value = 9},
                               {.unit = "900000002", .indicator = "elever", .value = 10}};
  ASSERT_VISIBLE(rows, "value", "01");
}

static void test_release_participation_does_not_tell_hidden_year(void **state) {
  (void)state;
  const handmade_row rows[] = {{.unit = "900000001", .period = 2022, .n = 60, .value = 4.4},
                               {.unit = "900000001", .period = 2023, .n = 8, .value = 4.4},
                               {.unit = "900000002", .period = 2022, .n = 60, .value = 4.4}};
  ASSERT_VISIBLE(rows, "value", "101");
  ASSERT_VISIBLE(rows, "participation", "001");
}

static void test_release_unknown_source_is_own(void **state) {
  (void)state;
  const handmade_row rows[] = {{.unit = "4601",
                                .indicator = "eu_mobbing",
                                .source = "elsewhere",
                                .origin = "computed",
                                .n = 200,
                                .numerator = 3,
                                .value = 1.5}};
  ASSERT_VISIBLE(rows, "value", "0");
}

/* n x share: 4.8 pupils are 5, 4.4 are 4; 99.9 per cent are not all, whatever 199.8 rounds to. */
static void test_release_count_behind_share_is_rounded_and_inside(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "900000001", .indicator = "eu_mobbing", .n = 200, .value = 2.4},
      {.unit = "900000002", .indicator = "eu_mobbing", .n = 200, .value = 2.2},
      {.unit = "900000003", .indicator = "eu_mobbing", .n = 200, .value = 99.9},
      {.unit = "900000004", .indicator = "eu_mobbing", .n = 200, .value = 100},
  };
  ASSERT_VISIBLE(rows, "value", "1001");
}

/* The years of the schools' sum are no years of the municipality's own figure. */
static void test_release_participation_of_other_origin_stays(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "4601", PUBLISHED, .period = 2022, .n = 60, .value = 4.4},
      {.unit = "4601", PUBLISHED, .period = 2023, .n = 60, .value = 4.4},
      {.unit = "4601", COMPUTED, .period = 2022, .n = 60, .value = 4.4},
      {.unit = "4601", COMPUTED, .period = 2023, .n = 8, .value = 4.4},
  };
  ASSERT_VISIBLE(rows, "participation", "1100");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_release_local_count_under_limit_hides_row),
      cmocka_unit_test(test_release_limit_follows_family),
      cmocka_unit_test(test_release_policy_none_hides_nothing),
      cmocka_unit_test(test_release_nobody_is_no_secret),
      cmocka_unit_test(test_release_own_figure_without_n_is_hidden),
      cmocka_unit_test(test_release_published_figure_stays_and_derived_cells_go),
      cmocka_unit_test(test_release_share_complement_is_hidden),
      cmocka_unit_test(test_release_bullying_of_small_schools_is_shown),
      cmocka_unit_test(test_release_numerator_limit_follows_policy),
      cmocka_unit_test(test_release_policy_without_numerator_limit_uses_its_other),
      cmocka_unit_test(test_release_rest_of_parent_hides_difference_of_published),
      cmocka_unit_test(test_release_difference_from_parent_without_interval_is_hidden),
      cmocka_unit_test(test_release_total_of_pupils_counts_itself),
      cmocka_unit_test(test_release_participation_does_not_tell_hidden_year),
      cmocka_unit_test(test_release_unknown_source_is_own),
      cmocka_unit_test(test_release_count_behind_share_is_rounded_and_inside),
      cmocka_unit_test(test_release_participation_of_other_origin_stays),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
