/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sums and their parts give away, on tables written out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

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

static void test_release_one_hidden_school_hides_computed_municipality(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "4601", OWN_COMPUTED, .n = 105, .value = 4.4},
      {.unit = "900000001", .parent = "4601", .comparator = "computed", .n = 100, .value = 4.5},
      {.unit = "900000002", .parent = "4601", .comparator = "computed", .n = 5, .value = 4.5}};
  tell_release *release = release_of(NULL, rows, COUNT_OF(rows));
  const tell_table *table = tell_release_table(release, TELL_RELEASE_INDICATORS);
  assert_int_equal(sample_state(table, 0, "value"), TELL_STATE_HIDDEN);
  assert_string_equal(sample_text(table, 0, "hidden"),
                      "n:inherited children:derived children_suppressed:derived value:inherited "
                      "se:derived lo:derived hi:derived coverage:derived participation:derived");
  /* The large school stands, but not against a hidden figure. */
  assert_int_equal(sample_state(table, 1, "value"), TELL_STATE_PRESENT);
  assert_int_equal(sample_state(table, 1, "difference"), TELL_STATE_HIDDEN);
  assert_non_null(strstr(sample_text(table, 1, "hidden"), "difference:derived"));
  tell_release_free(release);
}

static void test_release_two_hidden_schools_hide_municipality_only_under_limit(void **state) {
  (void)state;
  const handmade_row few[] = {{.unit = "4601", OWN_COMPUTED, .n = 119, .value = 4.4},
                              {.unit = "900000001", .parent = "4601", .n = 100, .value = 4.5},
                              {.unit = "900000002", .parent = "4601", .n = 10, .value = 4.5},
                              {.unit = "900000003", .parent = "4601", .n = 9, .value = 4.5}};
  const handmade_row enough[] = {{.unit = "4601", OWN_COMPUTED, .n = 120, .value = 4.4},
                                 {.unit = "900000001", .parent = "4601", .n = 100, .value = 4.5},
                                 {.unit = "900000002", .parent = "4601", .n = 10, .value = 4.5},
                                 {.unit = "900000003", .parent = "4601", .n = 10, .value = 4.5}};
  ASSERT_VISIBLE(few, "value", "0100");
  ASSERT_VISIBLE(enough, "value", "1100");
}

static void test_release_local_sum_gives_hidden_school_away_too(void **state) {
  (void)state;
  const handmade_row rows[] = {{.unit = "4601", .n = 105, .value = 4.4},
                               {.unit = "900000001", .parent = "4601", .n = 100, .value = 4.5},
                               {.unit = "900000002", .parent = "4601", .n = 5, .value = 4.5}};
  const handmade_row suppressed[] = {
      {.unit = "4601", .n = 125, .value = 4.4},
      {.unit = "900000001", .parent = "4601", .n = 100, .value = 4.5},
      {.unit = "900000002", .parent = "4601", .n = 25, .state = TELL_STATE_SUPPRESSED}};
  ASSERT_VISIBLE(rows, "n", "010");
  ASSERT_VISIBLE(suppressed, "n", "011");
}

static void test_release_suppressed_at_source_is_inherited(void **state) {
  (void)state;
  const handmade_row one[] = {{.unit = "4601", COMPUTED, .n = 500, .suppressed = 1, .value = 4.4}};
  const handmade_row two[] = {{.unit = "4601", COMPUTED, .n = 500, .suppressed = 2, .value = 4.4}};
  const handmade_row two_of_few[] = {
      {.unit = "4601", PUBLISHED, .n = 519, .value = 4.4},
      {.unit = "4601", COMPUTED, .n = 500, .suppressed = 2, .value = 4.4}};
  const handmade_row two_of_enough[] = {
      {.unit = "4601", PUBLISHED, .n = 520, .value = 4.4},
      {.unit = "4601", COMPUTED, .n = 500, .suppressed = 2, .value = 4.4}};
  ASSERT_VISIBLE(one, "value", "0");
  ASSERT_VISIBLE(one, "coverage", "0");
  /* That one is suppressed is the publisher's own word. */
  ASSERT_VISIBLE(one, "children_suppressed", "1");
  ASSERT_VISIBLE(two, "value", "1");
  ASSERT_VISIBLE(two_of_few, "value", "10");
  ASSERT_VISIBLE(two_of_enough, "value", "11");
}

static void test_release_inheritance_climbs_to_nation(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "I", OWN_COMPUTED, .n = 1000, .value = 4.4},
      {.unit = "46", .parent = "I", OWN_COMPUTED, .n = 400, .value = 4.4},
      {.unit = "50", .parent = "I", OWN_COMPUTED, .n = 600, .value = 4.4},
      {.unit = "4601", .parent = "46", OWN_COMPUTED, .n = 105, .value = 4.4},
      {.unit = "4602", .parent = "46", OWN_COMPUTED, .n = 295, .value = 4.4},
      {.unit = "900000001", .parent = "4601", .n = 100, .value = 4.5},
      {.unit = "900000002", .parent = "4601", .n = 5, .value = 4.5}};
  ASSERT_VISIBLE(rows, "value", "0010110");
}

/* Each of two municipalities hides one school; their county must not tell what both have together.
 */
static void test_release_hidden_below_hidden_counts_by_its_own_pupils(void **state) {
  (void)state;
  const handmade_row few[] = {
      {.unit = "46", OWN_COMPUTED, .n = 219, .value = 4.4},
      {.unit = "4601", .parent = "46", OWN_COMPUTED, .n = 110, .value = 4.4},
      {.unit = "4602", .parent = "46", OWN_COMPUTED, .n = 109, .value = 4.4},
      {.unit = "900000001", .parent = "4601", .n = 100, .value = 4.5},
      {.unit = "900000002", .parent = "4601", .n = 10, .value = 4.5},
      {.unit = "900000003", .parent = "4602", .n = 100, .value = 4.5},
      {.unit = "900000004", .parent = "4602", .n = 9, .value = 4.5}};
  handmade_row enough[COUNT_OF(few)];
  memcpy(enough, few, sizeof few);
  enough[6].n = 10;
  ASSERT_VISIBLE(few, "value", "0001010");
  ASSERT_VISIBLE(enough, "value", "1001010");
}

/* 20 + 20 pupils in the visible area, so the municipality would tell the 7 of the other area. */
static void test_release_visible_area_does_not_protect_other_area(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "4601", OWN_COMPUTED, .n = 227, .value = 4.4},
      {.unit = "nord", .parent = "4601", OWN_COMPUTED, .n = 120, .value = 4.4},
      {.unit = "sor", .parent = "4601", OWN_COMPUTED, .n = 107, .value = 4.4},
      {.unit = "900000001", .parent = "4601", .area = "nord", .n = 100, .value = 4.5},
      {.unit = "900000002", .parent = "4601", .area = "nord", .n = 10, .value = 4.5},
      {.unit = "900000003", .parent = "4601", .area = "nord", .n = 10, .value = 4.5},
      {.unit = "900000004", .parent = "4601", .area = "sor", .n = 100, .value = 4.5},
      {.unit = "900000005", .parent = "4601", .area = "sor", .n = 7, .value = 4.5}};
  ASSERT_VISIBLE(rows, "value", "01010010");
}

static void test_release_hidden_gender_hides_the_other(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "900000001", .n = 105, .value = 4.4},
      {.unit = "900000001", .gender = "girls", .n = 100, .value = 4.5},
      {.unit = "900000001", .gender = "boys", .n = 5, .value = 4.5},
      {.unit = "900000002", .n = 105, .value = 4.4},
      {.unit = "900000002", .gender = "girls", .n = 55, .value = 4.5},
      {.unit = "900000002", .gender = "boys", .n = 50, .value = 4.5},
  };
  ASSERT_VISIBLE(rows, "value", "100111");
}

/* 50 boys are many, but the 4 of them are few: all minus girls would tell them. */
static void test_release_hidden_numerator_hides_the_other_gender(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "900000001", .indicator = "eu_mobbing", .n = 150, .numerator = 44, .value = 29.3},
      {.unit = "900000001",
       .indicator = "eu_mobbing",
       .gender = "girls",
       .n = 100,
       .numerator = 40,
       .value = 40},
      {.unit = "900000001",
       .indicator = "eu_mobbing",
       .gender = "boys",
       .n = 50,
       .numerator = 4,
       .value = 8},
  };
  handmade_row enough[COUNT_OF(rows)];
  memcpy(enough, rows, sizeof rows);
  enough[0].numerator = 45;
  enough[2].numerator = 5;
  ASSERT_VISIBLE(rows, "value", "100");
  ASSERT_VISIBLE(enough, "value", "111");
}

#define PART(number, x)                                                                            \
  {                                                                                                \
    .unit = "900000001", .indicator = "eu_mobbing", .dimension = "program", .category = number,    \
    .n = 100, .numerator = x, .value = x                                                           \
  }
#define WHOLE(x)                                                                                   \
  { .unit = "900000001", .indicator = "eu_mobbing", .n = 300, .numerator = x, .value = x / 3.0 }

static void test_release_hidden_parts_together_few_hide_another(void **state) {
  (void)state;
  const handmade_row few[] = {WHOLE(44), PART("1", 2), PART("2", 2), PART("3", 40)};
  const handmade_row enough[] = {WHOLE(46), PART("1", 3), PART("2", 3), PART("3", 40)};
  const handmade_row few_without[] = {WHOLE(211), PART("1", 86), PART("2", 85), PART("3", 40)};
  const handmade_row enough_without[] = {WHOLE(210), PART("1", 85), PART("2", 85), PART("3", 40)};
  ASSERT_VISIBLE(few, "value", "1000");
  ASSERT_VISIBLE(enough, "value", "1001");
  ASSERT_VISIBLE(few_without, "value", "1000");
  ASSERT_VISIBLE(enough_without, "value", "1001");
}

#define SCHOOL(code, x)                                                                            \
  {                                                                                                \
    .unit = code, .parent = "4601", .indicator = "eu_mobbing", .n = 100, .numerator = x,           \
    .value = x                                                                                     \
  }
#define TOWN(x)                                                                                    \
  { .unit = "4601", .indicator = "eu_mobbing", OWN_COMPUTED, .n = 300, .numerator = x, .value = 15 }

static void test_release_hidden_schools_together_few_hide_municipality(void **state) {
  (void)state;
  const handmade_row few[] = {TOWN(44), SCHOOL("900000001", 2), SCHOOL("900000002", 2),
                              SCHOOL("900000003", 40)};
  const handmade_row enough[] = {TOWN(45), SCHOOL("900000001", 2), SCHOOL("900000002", 3),
                                 SCHOOL("900000003", 40)};
  const handmade_row few_without[] = {TOWN(211), SCHOOL("900000001", 86), SCHOOL("900000002", 85),
                                      SCHOOL("900000003", 40)};
  const handmade_row enough_without[] = {TOWN(210), SCHOOL("900000001", 85),
                                         SCHOOL("900000002", 85), SCHOOL("900000003", 40)};
  ASSERT_VISIBLE(few, "value", "0001");
  ASSERT_VISIBLE(enough, "value", "1001");
  ASSERT_VISIBLE(few_without, "value", "0001");
  ASSERT_VISIBLE(enough_without, "value", "1001");
}

static void test_release_hidden_category_hides_another(void **state) {
  (void)state;
#define LEVEL(number, x)                                                                           \
  {                                                                                                \
    .unit = "900000001", .indicator = "np_lesing_niva", .dimension = "mestringsniva",              \
    .category = number, .n = 100, .numerator = x, .value = x                                       \
  }
  const handmade_row rows[] = {LEVEL("1", 4), LEVEL("2", 36), LEVEL("3", 60)};
  const handmade_row several[] = {LEVEL("1", 4), LEVEL("2", 7), LEVEL("3", 89)};
  const handmade_row two[] = {LEVEL("1", 3), LEVEL("2", 4), LEVEL("3", 33), LEVEL("4", 60)};
  const handmade_row two_of_few[] = {LEVEL("1", 2), LEVEL("2", 2), LEVEL("3", 36), LEVEL("4", 60)};
  const handmade_row open[] = {LEVEL("1", 14), LEVEL("2", 26), LEVEL("3", 60)};
  const handmade_row unsorted[] = {LEVEL("1", 60), LEVEL("2", 4), LEVEL("3", 36)};
  ASSERT_VISIBLE(unsorted, "value", "100");
  ASSERT_VISIBLE(two, "value", "0011");
  ASSERT_VISIBLE(two_of_few, "value", "0001");
  ASSERT_VISIBLE(rows, "value", "001");
  ASSERT_VISIBLE(several, "value", "001");
  ASSERT_VISIBLE(open, "value", "111");
}

/*
 * The boys of one school are hidden, so those of the municipality are, and
 * with them the municipality's girls. All of these go to one school: its row
 * must not stand for the hidden sum, nor a visible area's.
 */
static void test_release_hidden_sum_hides_what_it_could_be_added_up_from(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "4601", OWN_COMPUTED, .n = 240, .value = 4.4},
      {.unit = "4601", OWN_COMPUTED, .gender = "girls", .n = 140, .value = 4.4},
      {.unit = "4601", OWN_COMPUTED, .gender = "boys", .n = 105, .value = 4.4},
      {.unit = "nord", .parent = "4601", OWN_COMPUTED, .gender = "girls", .n = 40, .value = 4.4},
      {.unit = "900000001", .parent = "4601", .gender = "girls", .n = 100, .value = 4.5},
      {.unit = "900000001", .parent = "4601", .gender = "boys", .n = 100, .value = 4.5},
      {.unit = "900000002", .parent = "4601", .gender = "boys", .n = 5, .value = 4.5},
      {.unit = "900000003",
       .parent = "4601",
       .area = "nord",
       .gender = "girls",
       .n = 40,
       .value = 4.5}};
  ASSERT_VISIBLE(rows, "value", "10001100");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_release_one_hidden_school_hides_computed_municipality),
      cmocka_unit_test(test_release_two_hidden_schools_hide_municipality_only_under_limit),
      cmocka_unit_test(test_release_local_sum_gives_hidden_school_away_too),
      cmocka_unit_test(test_release_suppressed_at_source_is_inherited),
      cmocka_unit_test(test_release_inheritance_climbs_to_nation),
      cmocka_unit_test(test_release_hidden_below_hidden_counts_by_its_own_pupils),
      cmocka_unit_test(test_release_visible_area_does_not_protect_other_area),
      cmocka_unit_test(test_release_hidden_gender_hides_the_other),
      cmocka_unit_test(test_release_hidden_numerator_hides_the_other_gender),
      cmocka_unit_test(test_release_hidden_parts_together_few_hide_another),
      cmocka_unit_test(test_release_hidden_schools_together_few_hide_municipality),
      cmocka_unit_test(test_release_hidden_category_hides_another),
      cmocka_unit_test(test_release_hidden_sum_hides_what_it_could_be_added_up_from),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
