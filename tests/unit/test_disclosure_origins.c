/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures that the caller counted beside figures computed from the units below, and parts of
 * nobody: tables written out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "handmade.h"

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

#define ASSERT_VISIBLE(rows, column, expected)                                                     \
  handmade_check(catalogue, NULL, (rows), COUNT_OF(rows), (column), (expected))

#define STUDENTS(who, program, count)                                                              \
  {                                                                                                \
    .unit = "900000001", .indicator = "grunnskolepoeng", .gender = who,                            \
    .dimension = program == NULL ? NULL : "program", .category = program, .n = count, .value = 41  \
  }

/* The boys of program 2 are hidden for the sake of those of program 1; nobody else is in it. */
static void test_release_part_of_nobody_does_not_hide_the_other(void **state) {
  (void)state;
  const handmade_row rows[] = {STUDENTS("boys", NULL, 15),
                               STUDENTS("boys", "1", 5),
                               STUDENTS("boys", "2", 10),
                               {.unit = "900000001",
                                .indicator = "grunnskolepoeng",
                                .gender = "girls",
                                .dimension = "program",
                                .category = "2",
                                .n = HANDMADE_NOBODY,
                                .state = TELL_STATE_NOT_TAKEN_PART},
                               STUDENTS("all", "2", 10)};
  handmade_row others[COUNT_OF(rows)], with_girls[COUNT_OF(rows)];
  memcpy(others, rows, sizeof rows);
  memcpy(with_girls, rows, sizeof rows);
  others[4].n = 30; /* 20 more than girls and boys: all of them do not tell of the boys */
  with_girls[3].n = 20;
  with_girls[3].value = 41;
  with_girls[4].n = 30;
  ASSERT_VISIBLE(rows, "n", "10010");
  handmade_row counted[COUNT_OF(rows)]; /* the figure of nobody is there, and is 0 */
  memcpy(counted, rows, sizeof rows);
  counted[3].state = TELL_STATE_PRESENT;
  ASSERT_VISIBLE(counted, "n", "10010");
  ASSERT_VISIBLE(others, "n", "10011");
  ASSERT_VISIBLE(with_girls, "n", "10001");
}

/* 52 by the municipality's own count, 49 in its schools: 3 go to a school that is not told of. */
static void test_release_local_whole_does_not_tell_absent_school(void **state) {
  (void)state;
  const handmade_row few[] = {{.unit = "4601", .n = 52, .value = 4.4},
                              {.unit = "4601", OWN_COMPUTED, .n = 49, .value = 4.4},
                              {.unit = "900000001", .parent = "4601", .n = 25, .value = 4.5},
                              {.unit = "900000002", .parent = "4601", .n = 24, .value = 4.5}};
  handmade_row enough[COUNT_OF(few)], same[COUNT_OF(few)];
  memcpy(enough, few, sizeof few);
  memcpy(same, few, sizeof few);
  enough[0].n = 69;
  same[0].n = 49;
  /* The schools that can be read would be added up again, so the smallest goes too. */
  ASSERT_VISIBLE(few, "n", "1010");
  ASSERT_VISIBLE(enough, "n", "1111");
  ASSERT_VISIBLE(same, "n", "1111");
  /* A hidden school and the absent one are counted together, as two hidden ones are. */
  const handmade_row together[] = {{.unit = "4601", .n = 46, .value = 4.4},
                                   {.unit = "4601", OWN_COMPUTED, .n = 43, .value = 4.4},
                                   {.unit = "900000001", .parent = "4601", .n = 25, .value = 4.5},
                                   {.unit = "900000002", .parent = "4601", .n = 18, .value = 4.5}};
  handmade_row fewer[COUNT_OF(together)];
  memcpy(fewer, together, sizeof together);
  fewer[0].n = 44;
  ASSERT_VISIBLE(together, "n", "1010");
  ASSERT_VISIBLE(fewer, "n", "0010");
}

/* A suppressed school is in the municipality's own count alone: it is one, not two. */
static void test_release_suppressed_school_is_not_counted_as_absent(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "4601", .n = 150, .value = 4.4},
      {.unit = "4601", OWN_COMPUTED, .n = 100, .suppressed = 1, .value = 4.4},
      {.unit = "900000001", .parent = "4601", .n = 60, .value = 4.5},
      {.unit = "900000002", .parent = "4601", .n = 40, .value = 4.5},
      {.unit = "900000003", .parent = "4601", .n = 50, .state = TELL_STATE_SUPPRESSED}};
  ASSERT_VISIBLE(rows, "value", "0010-");
}

#define TOWN_OF(from, all, few)                                                                    \
  {                                                                                                \
    .unit = "4601", .indicator = "eu_mobbing", .origin = from, .n = all, .numerator = few,         \
    .value = 15                                                                                    \
  }

static void test_release_local_whole_does_not_tell_attribute_of_absent_school(void **state) {
  (void)state;
  const handmade_row few[] = {TOWN_OF("local", 340, 104), TOWN_OF("computed", 300, 100)};
  const handmade_row without[] = {TOWN_OF("local", 340, 111), TOWN_OF("computed", 300, 100)};
  const handmade_row enough[] = {TOWN_OF("local", 340, 110), TOWN_OF("computed", 300, 100)};
  ASSERT_VISIBLE(few, "n", "10");
  ASSERT_VISIBLE(without, "n", "10");
  ASSERT_VISIBLE(enough, "n", "11");
}

#define GENDER(from, who, count)                                                                   \
  { .unit = "4601", .origin = from, .gender = who, .n = count, .value = 4.5 }

static void test_release_whole_of_other_origin_tells_parts_too(void **state) {
  (void)state;
  const handmade_row computed_whole[] = {
      GENDER("computed", "all", 175), GENDER("local", "girls", 164), GENDER("local", "boys", 11)};
  const handmade_row mixed_parts[] = {GENDER("local", "all", 175), GENDER("computed", "girls", 164),
                                      GENDER("local", "boys", 11)};
  const handmade_row twins[] = {GENDER("local", "all", 175), GENDER("local", "girls", 164),
                                GENDER("computed", "girls", 164), GENDER("local", "boys", 11)};
  const handmade_row open[] = {GENDER("computed", "all", 175), GENDER("local", "girls", 100),
                               GENDER("local", "boys", 75)};
  const handmade_row absent[] = {GENDER("computed", "all", 175), GENDER("local", "girls", 164)};
  ASSERT_VISIBLE(computed_whole, "n", "100");
  ASSERT_VISIBLE(mixed_parts, "n", "100");
  ASSERT_VISIBLE(twins, "n", "1000");
  ASSERT_VISIBLE(open, "n", "111");
  ASSERT_VISIBLE(absent, "n", "10");
}

/* 50 boys are many and their 4 few, and the girls are only known from the schools. */
static void test_release_part_of_other_origin_tells_hidden_part(void **state) {
  (void)state;
#define ASKED(from, who, all, few)                                                                 \
  {                                                                                                \
    .unit = "4601", .indicator = "eu_mobbing", .origin = from, .gender = who, .n = all,            \
    .numerator = few, .value = 20                                                                  \
  }
  const handmade_row rows[] = {ASKED("local", "all", 150, 44), ASKED("computed", "girls", 100, 40),
                               ASKED("local", "boys", 50, 4)};
  const handmade_row twins[] = {ASKED("local", "all", 150, 44), ASKED("local", "girls", 100, 40),
                                ASKED("computed", "girls", 100, 40), ASKED("local", "boys", 50, 4)};
  ASSERT_VISIBLE(rows, "n", "100");
  ASSERT_VISIBLE(twins, "n", "1000");
#undef ASKED
}

/* 49 + 3: the hidden sum of the schools must not stand there as girls and boys. */
static void test_release_hidden_whole_hides_a_part_of_its_own_origin(void **state) {
  (void)state;
  const handmade_row rows[] = {GENDER("local", "all", 72), GENDER("computed", "all", 69),
                               GENDER("computed", "girls", 35), GENDER("computed", "boys", 34)};
  ASSERT_VISIBLE(rows, "n", "1000");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_release_part_of_nobody_does_not_hide_the_other),
      cmocka_unit_test(test_release_local_whole_does_not_tell_absent_school),
      cmocka_unit_test(test_release_suppressed_school_is_not_counted_as_absent),
      cmocka_unit_test(test_release_local_whole_does_not_tell_attribute_of_absent_school),
      cmocka_unit_test(test_release_whole_of_other_origin_tells_parts_too),
      cmocka_unit_test(test_release_part_of_other_origin_tells_hidden_part),
      cmocka_unit_test(test_release_hidden_whole_hides_a_part_of_its_own_origin),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
