/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The builder and the dataset it becomes: links, order, duplicates, accounts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/issues.h"
#include "dataset/part.h"
#include "ingested.h"
#include "random.h"

/* A builder and the part of its only file. */
typedef struct build {
  tell__builder *builder;
  tell__part *part;
} build;

static build begin(void **state) {
  build made = {NULL, NULL};
  int32_t file = -1;
  tell_issues *issues = tell__issues_create(10);
  assert_int_equal(tell__builder_create(*state, issues, &made.builder, NULL), TELL_OK);
  assert_int_equal(tell__builder_file(made.builder, "folder/sub/a.csv", &file, NULL), TELL_OK);
  assert_int_equal(file, 0);
  made.part = tell__part_create(made.builder, file);
  assert_non_null(made.part);
  return made;
}

/* What was read is the builder's then, and another part of the file begins. */
static void absorb(build *made) {
  assert_int_equal(tell__builder_absorb(made->builder, made->part, NULL), TELL_OK);
  tell__part_free(made->part);
  made->part = tell__part_create(made->builder, 0);
  assert_non_null(made->part);
}

static void end(build *made) {
  tell__part_free(made->part);
  tell__builder_free(made->builder);
}

static tell_dataset *finish(build *made) {
  tell_dataset *dataset = NULL;
  absorb(made);
  assert_int_equal(tell__builder_finish(made->builder, 1, &dataset, NULL), TELL_OK);
  end(made);
  return dataset;
}

/* What a file says; every text may be NULL. */
typedef struct fact {
  tell__level level;
  const char *code, *name;
  tell__level parent_level;
  const char *parent, *area;
  int period, from_register;
} fact;

static size_t length_of(const char *text) { return text != NULL ? strlen(text) : 0; }

static int32_t say(build *made, const fact *said) {
  tell__unit_facts facts = {.level = said->level,
                            .code = said->code,
                            .code_length = length_of(said->code),
                            .name = said->name,
                            .name_length = length_of(said->name),
                            .parent_level = said->parent_level,
                            .parent = said->parent,
                            .parent_length = length_of(said->parent),
                            .area = said->area,
                            .area_length = length_of(said->area),
                            .period = said->period,
                            .from_register = said->from_register,
                            .line = 7};
  int32_t unit = -1;
  assert_int_equal(tell__part_unit(made->part, &facts, &unit, NULL), TELL_OK);
  return unit;
}

static int32_t say_code(build *made, tell__level level, const char *code) {
  return say(made, &(fact){.level = level, .code = code});
}

static void add(build *made, int32_t unit, double value, int32_t n) {
  tell__account *account = tell__builder_account(made->builder, 0);
  tell__observation o = {.unit = unit,
                         .value = value,
                         .n = n,
                         .has = TELL__HAS_N,
                         .period = 2022,
                         .grade = 5,
                         .line = (int32_t)account->accepted + 2,
                         .cells = 2,
                         .state = TELL_STATE_PRESENT};
  assert_true(tell__part_add(made->part, &o));
  account->read++;
  account->accepted++;
  account->cells += 2;
}

static const tell__unit *unit_of(const tell_dataset *dataset, const char *level, const char *code) {
  int32_t unit = ingested_unit(dataset, level, code);
  assert_true(unit >= 0);
  return &tell__dataset_get(dataset)->units[unit];
}

static const char *parent_of(const tell_dataset *dataset, const char *level, const char *code) {
  int32_t parent = unit_of(dataset, level, code)->parent;
  return parent >= 0 ? tell__dataset_get(dataset)->units[parent].code : "";
}

static void test_builder_add_same_numbers_twice_is_a_duplicate(void **state) {
  build made = begin(state);
  int32_t unit = say_code(&made, TELL__LEVEL_SCHOOL, "999000001");
  add(&made, unit, 50, 20);
  add(&made, unit, 50, 20);
  tell_dataset *dataset = finish(&made);
  ingested_assert_issue(tell_dataset_issues(dataset), TELL_SEVERITY_NOTE, "duplicate_rows",
                        "folder/sub/a.csv", 3, 0, "");
  assert_int_equal(ingested_account(dataset, 0, "accepted"), 1);
  assert_int_equal(ingested_account(dataset, 0, "skipped_duplicate"), 1);
  assert_int_equal(ingested_account(dataset, 0, "cells"), 2);
  assert_int_equal(tell_dataset_observation_count(dataset), 1);
  assert_true(tell__dataset_get(dataset)->observations[0].value == 50);
  tell_dataset_free(dataset);
}

static void test_builder_add_other_numbers_is_invalid_in_any_order(void **state) {
  static const double orders[][3] = {{50, 51, 50}, {51, 50, 50}, {50, 50, 51}};
  for (size_t i = 0; i < 3; i++) {
    build made = begin(state);
    int32_t unit = say_code(&made, TELL__LEVEL_SCHOOL, "999000001");
    for (size_t j = 0; j < 3; j++)
      add(&made, unit, orders[i][j], 20);
    tell_dataset *dataset = finish(&made);
    assert_true(ingested_issue_count(tell_dataset_issues(dataset), "contradicting_rows") >= 1);
    assert_int_equal(tell_dataset_observation_count(dataset), 1);
    const tell__observation *o = tell__dataset_get(dataset)->observations;
    assert_int_equal(o->state, TELL_STATE_INVALID);
    assert_true(o->value == 0 && o->n == 0 && o->has == 0);
    tell_dataset_free(dataset);
  }
}

static void test_builder_add_another_n_is_a_contradiction(void **state) {
  build made = begin(state);
  add(&made, say_code(&made, TELL__LEVEL_SCHOOL, "999000001"), 50, 20);
  add(&made, 0, 50, 21);
  tell_dataset *dataset = finish(&made);
  const tell_issues *issues = tell_dataset_issues(dataset);
  ingested_assert_issue(issues, TELL_SEVERITY_ERROR, "contradicting_rows", "folder/sub/a.csv", 3, 0,
                        "");
  assert_non_null(strstr(tell_issues_message(issues, 0), "in line 2;"));
  assert_int_equal(ingested_account(dataset, 0, "accepted"), 0);
  assert_int_equal(ingested_account(dataset, 0, "rejected"), 2);
  assert_int_equal(ingested_account(dataset, 0, "cells"), 2);
  tell_dataset_free(dataset);
}

static void test_builder_finish_links_every_level(void **state) {
  build made = begin(state);
  say(&made, &(fact){.level = TELL__LEVEL_SCHOOL,
                     .code = "999000001",
                     .parent_level = TELL__LEVEL_MUNICIPALITY,
                     .parent = "9901",
                     .area = "A1"});
  say(&made, &(fact){.level = TELL__LEVEL_AREA, .code = "A1", .parent = "9901"});
  say(&made, &(fact){.level = TELL__LEVEL_MUNICIPALITY, .code = "9901"});
  say(&made, &(fact){.level = TELL__LEVEL_COUNTY, .code = "99"});
  say(&made, &(fact){.level = TELL__LEVEL_NATION, .code = "I", .name = "Hele landet"});
  tell_dataset *dataset = finish(&made);
  assert_string_equal(parent_of(dataset, "school", "999000001"), "9901");
  assert_string_equal(parent_of(dataset, "area", "A1"), "9901");
  assert_string_equal(parent_of(dataset, "municipality", "9901"), "99"); /* by its number */
  assert_string_equal(parent_of(dataset, "county", "99"), "I");
  assert_string_equal(parent_of(dataset, "nation", "I"), "");
  assert_int_equal(unit_of(dataset, "school", "999000001")->area,
                   ingested_unit(dataset, "area", "A1"));
  assert_string_equal(unit_of(dataset, "county", "99")->name, "99"); /* no file names it */
  assert_string_equal(ingested_unit_text(dataset, "school", "999000001", "parent_level"),
                      "municipality");
  assert_string_equal(ingested_unit_text(dataset, "nation", "I", "parent"), "");
  tell_dataset_free(dataset);
}

static void test_builder_finish_makes_units_that_are_only_named(void **state) {
  build made = begin(state);
  say(&made,
      &(fact){.level = TELL__LEVEL_SCHOOL, .code = "999000001", .parent = "9901", .area = "A1"});
  tell_dataset *dataset = finish(&made);
  assert_int_equal(tell__dataset_get(dataset)->unit_count, 3);
  assert_string_equal(unit_of(dataset, "municipality", "9901")->name, "9901");
  assert_string_equal(unit_of(dataset, "area", "A1")->name, "A1");
  assert_string_equal(parent_of(dataset, "area", "A1"), "9901");
  tell_dataset_free(dataset);
}

static void test_builder_finish_lifts_a_school_from_area_to_municipality(void **state) {
  build made = begin(state);
  say(&made, &(fact){.level = TELL__LEVEL_AREA, .code = "A1", .parent = "9901"});
  say(&made, &(fact){.level = TELL__LEVEL_SCHOOL, .code = "999000001", .parent = "A1"});
  say(&made, &(fact){.level = TELL__LEVEL_SCHOOL, .code = "999000002", .area = "A1"});
  tell_dataset *dataset = finish(&made);
  for (int i = 0; i < 2; i++) {
    const char *code = i == 0 ? "999000001" : "999000002";
    assert_string_equal(parent_of(dataset, "school", code), "9901");
    assert_string_equal(ingested_unit_text(dataset, "school", code, "area"), "A1");
  }
  tell_dataset_free(dataset);
}

static void assert_above_itself(void **state, const fact *facts, size_t count, int64_t dropped) {
  build made = begin(state);
  for (size_t i = 0; i < count; i++)
    say(&made, &facts[i]);
  tell_dataset *dataset = finish(&made);
  const tell_issues *issues = tell_dataset_issues(dataset);
  assert_int_equal(ingested_issue_count(issues, "parent_not_above"), dropped);
  assert_int_equal(tell_issues_total(issues, TELL_SEVERITY_ERROR), dropped);
  assert_string_equal(tell_issues_source(issues, 0), "folder/sub/a.csv");
  assert_int_equal(tell_issues_line(issues, 0), 7);
  ingested_assert_never_quoted(issues, "9901");
  const tell__dataset_view *view = tell__dataset_get(dataset);
  for (int32_t i = 0; i < view->unit_count; i++)
    assert_true(view->units[i].parent < 0 ||
                view->units[view->units[i].parent].level < view->units[i].level);
  tell_dataset_free(dataset);
}

static void test_builder_finish_link_that_leads_not_upwards_is_dropped(void **state) {
  const fact own[] = {{.level = TELL__LEVEL_MUNICIPALITY, .code = "9901", .parent = "9901"}};
  const fact ring[] = {{.level = TELL__LEVEL_AREA, .code = "A1", .parent = "A2"},
                       {.level = TELL__LEVEL_AREA, .code = "A2", .parent = "A1"}};
  const fact upside_down[] = {
      {.level = TELL__LEVEL_SCHOOL, .code = "999000001", .parent = "9901"},
      {.level = TELL__LEVEL_MUNICIPALITY, .code = "9901", .parent = "999000001"}};
  const fact levels[] = {
      {.level = TELL__LEVEL_COUNTY, .code = "99", .parent_level = TELL__LEVEL_AREA, .parent = "A1"},
      {.level = TELL__LEVEL_SCHOOL,
       .code = "999000001",
       .parent_level = TELL__LEVEL_AREA,
       .parent = "A1",
       .area = "A2"}};
  assert_above_itself(state, own, 1, 1);
  assert_above_itself(state, ring, 2, 2);
  assert_above_itself(state, upside_down, 2, 1);
  assert_above_itself(state, levels, 2, 1);
}

static void test_builder_finish_counts_that_do_not_add_up_fail(void **state) {
  build made = begin(state);
  tell_dataset *dataset = NULL;
  tell__builder_account(made.builder, 0)->read = 1;
  assert_int_equal(tell__builder_finish(made.builder, 1, &dataset, NULL), TELL_E_INTERNAL);
  assert_null(dataset);
  end(&made);
}

static void test_builder_finish_twice_fails(void **state) {
  build made = begin(state);
  tell_dataset *dataset = NULL, *again = NULL;
  assert_int_equal(tell__builder_finish(made.builder, 1, &dataset, NULL), TELL_OK);
  assert_int_equal(tell__builder_finish(made.builder, 1, &again, NULL), TELL_E_STATE);
  assert_null(again);
  end(&made);
  tell_dataset_free(dataset);
}

static void test_dataset_empty_has_tables_without_rows(void **state) {
  build made = begin(state);
  tell_dataset *dataset = finish(&made);
  assert_int_equal(tell_table_row_count(tell_dataset_units(dataset)), 0);
  assert_int_equal(tell_table_row_count(tell_dataset_files(dataset)), 1);
  assert_false(tell_table_is_sealed(tell_dataset_units(dataset)));
  assert_string_equal(ingested_account_text(dataset, 0, "file"), "a.csv");
  assert_string_equal(ingested_account_text(dataset, 0, "layout"), "");
  assert_string_equal(tell__dataset_file(dataset, 0), "a.csv");
  assert_int_equal(tell_dataset_observation_count(NULL), 0);
  tell_dataset_free(dataset);
  tell_dataset_free(NULL);
}

static void test_builder_unit_newest_name_wins_and_register_over_all(void **state) {
  const fact said[] = {
      {.level = TELL__LEVEL_SCHOOL, .code = "1", .name = "Old", .period = 2021},
      {.level = TELL__LEVEL_SCHOOL, .code = "1", .name = "New", .period = 2023},
      {.level = TELL__LEVEL_SCHOOL, .code = "1", .name = "Newer by text", .period = 2023},
      {.level = TELL__LEVEL_SCHOOL, .code = "2", .name = "Data", .period = 2030},
      {.level = TELL__LEVEL_SCHOOL, .code = "2", .name = "Register", .from_register = 1}};
  enum { COUNT = sizeof said / sizeof *said };
  for (size_t start = 0; start < COUNT; start++) {
    build made = begin(state);
    for (size_t i = 0; i < COUNT; i++)
      say(&made, &said[(start + i) % COUNT]);
    tell_dataset *dataset = finish(&made);
    assert_string_equal(unit_of(dataset, "school", "1")->name, "New");
    assert_string_equal(unit_of(dataset, "school", "2")->name, "Register");
    tell_dataset_free(dataset);
  }
}

static int32_t find(build *made, int32_t level, const char *code) {
  return tell__part_find_unit(made->part, level, code, strlen(code));
}

static void test_part_find_unit_without_level_needs_one_match_read_before(void **state) {
  build made = begin(state);
  say_code(&made, TELL__LEVEL_SCHOOL, "X");
  assert_int_equal(find(&made, 0, "X"), -1);
  assert_false(tell__part_knows_unit(made.part, 0, "X", 1));
  absorb(&made);
  assert_true(tell__part_knows_unit(made.part, 0, "X", 1));
  say_code(&made, TELL__LEVEL_SCHOOL, "W");
  assert_int_equal(find(&made, 0, "X"), 1);
  assert_int_equal(find(&made, 0, "X"), 1);
  assert_int_equal(say_code(&made, TELL__LEVEL_SCHOOL, "X"), 1);
  int32_t area = say_code(&made, TELL__LEVEL_AREA, "X");
  absorb(&made);
  assert_int_equal(find(&made, 0, "X"), -1);
  assert_int_equal(find(&made, TELL__LEVEL_AREA, "X"), 0);
  assert_int_equal(find(&made, TELL__LEVEL_COUNTY, "X"), -1);
  assert_int_equal(find(&made, 0, "Y"), -1);
  assert_int_equal(area, 2);
  end(&made);
}

static void test_part_unit_key_is_the_same_in_every_part(void **state) {
  build made = begin(state);
  int32_t x = say_code(&made, TELL__LEVEL_SCHOOL, "X"), y = say_code(&made, TELL__LEVEL_AREA, "X");
  int64_t first = tell__part_unit_key(made.part, x), second = tell__part_unit_key(made.part, y);
  assert_true(first != second);
  absorb(&made);
  say_code(&made, TELL__LEVEL_COUNTY, "99");
  assert_true(tell__part_unit_key(made.part, find(&made, TELL__LEVEL_AREA, "X")) == second);
  assert_true(tell__part_unit_key(made.part, find(&made, TELL__LEVEL_SCHOOL, "X")) == first);
  end(&made);
}

static int32_t find_name(build *made, int32_t level, const char *name) {
  return tell__part_find_name(made->part, level, name, strlen(name));
}

static void test_part_find_name_knows_register_names_read_before_only(void **state) {
  build made = begin(state);
  const char *asked = "  N\xC3\x86R\xC3\x98Y  skole";
  const fact named = {.level = TELL__LEVEL_SCHOOL,
                      .code = "1",
                      .name = "N\xC3\xA6r\xC3\xB8y skole",
                      .from_register = 1};
  const fact other = {.level = TELL__LEVEL_SCHOOL,
                      .code = "3",
                      .name = "N\xC3\xA6r\xC3\xB8y Skole",
                      .from_register = 1};
  say(&made, &named);
  say(&made, &(fact){.level = TELL__LEVEL_SCHOOL, .code = "2", .name = "Vik skole"});
  assert_int_equal(find_name(&made, 0, asked), -1);
  absorb(&made);
  assert_int_equal(find_name(&made, 0, asked), 0);
  assert_int_equal(find_name(&made, 0, "Vik skole"), -1);
  assert_int_equal(find_name(&made, TELL__LEVEL_AREA, asked), -1);
  say(&made, &named);
  absorb(&made);
  assert_int_equal(find_name(&made, 0, asked), 0);
  say(&made, &other);
  absorb(&made);
  assert_int_equal(find_name(&made, 0, asked), -1);
  end(&made);
}

static void test_part_category_numbers_are_sorted_by_text(void **state) {
  build made = begin(state);
  assert_int_equal(tell__part_category(made.part, "", 0, "", 0), 0);
  int32_t late = tell__part_category(made.part, "niva", 4, "3", 1);
  int32_t early = tell__part_category(made.part, "niva", 4, "1", 1);
  assert_int_equal(tell__part_category(made.part, "niva", 4, "3", 1), late);
  assert_true(late != early);
  tell_dataset *dataset = finish(&made);
  assert_string_equal(tell__dataset_category(dataset, 0), "");
  assert_string_equal(tell__dataset_category(dataset, 1), "1");
  assert_string_equal(tell__dataset_category(dataset, 2), "3");
  assert_string_equal(tell__dataset_dimension(dataset, 2), "niva");
  assert_string_equal(tell__dataset_dimension(dataset, 3), "");
  tell_dataset_free(dataset);
}

/* A municipality's worth of statements and observations, in an order drawn by chance. */
static tell_dataset *build_shuffled(void **state, uint64_t *draw) {
  enum { SCHOOLS = 12, YEARS = 5, STEPS = SCHOOLS * YEARS };
  static const char *const areas[] = {"1A", "2A", "3A"};
  int order[STEPS];
  for (int i = 0; i < STEPS; i++)
    order[i] = i;
  if (draw != NULL)
    random_shuffle(draw, order, STEPS, sizeof *order);
  build made = begin(state);
  for (int i = 0; i < STEPS; i++) {
    int school = order[i] / YEARS, year = order[i] % YEARS;
    char code[] = "999000000", name[] = "Name 0 of 00", category[] = "0";
    code[7] = (char)('0' + school / 10);
    code[8] = (char)('0' + school % 10);
    name[5] = (char)('0' + year);
    name[10] = code[7];
    name[11] = code[8];
    category[0] = (char)('0' + (school + year) % 4);
    int32_t unit = say(&made, &(fact){.level = TELL__LEVEL_SCHOOL,
                                      .code = code,
                                      .name = name,
                                      .parent = school % 3 == 0 ? areas[(year + 1) % 3] : "9901",
                                      .area = areas[(school + year) % 3],
                                      .period = 2020 + year / 2});
    int32_t pair = tell__part_category(made.part, "part", 4, category, 1);
    tell__observation o = {.unit = unit,
                           .value = school,
                           .period = (int16_t)(2020 + year),
                           .grade = (int8_t)(5 + school % 2),
                           .category = pair};
    assert_true(tell__part_add(made.part, &o));
    if (draw != NULL && random_next(draw) % 4 == 0)
      absorb(&made);
  }
  return finish(&made);
}

static void test_builder_finish_result_does_not_depend_on_order(void **state) {
  uint64_t draw = 20230817;
  tell_dataset *plain = build_shuffled(state, NULL);
  assert_int_equal(tell_dataset_observation_count(plain), 60);
  for (int i = 0; i < 50; i++) {
    tell_dataset *shuffled = build_shuffled(state, &draw);
    ingested_assert_equal(plain, shuffled);
    tell_dataset_free(shuffled);
  }
  tell_dataset_free(plain);
}

static void test_dataset_units_are_sorted_by_level_parent_and_code(void **state) {
  tell_dataset *dataset = build_shuffled(state, NULL);
  const tell__dataset_view *view = tell__dataset_get(dataset);
  for (int32_t i = 1; i < view->unit_count; i++) {
    const tell__unit *a = &view->units[i - 1], *b = &view->units[i];
    const char *above_a = a->parent >= 0 ? view->units[a->parent].code : "";
    const char *above_b = b->parent >= 0 ? view->units[b->parent].code : "";
    int order = a->level != b->level ? (int)a->level - (int)b->level : strcmp(above_a, above_b);
    assert_true(order < 0 || (order == 0 && strcmp(a->code, b->code) < 0));
  }
  for (int64_t i = 1; i < view->observation_count; i++)
    assert_true(view->observations[i - 1].unit <= view->observations[i].unit);
  tell_dataset_free(dataset);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_builder_add_same_numbers_twice_is_a_duplicate),
      cmocka_unit_test(test_builder_add_other_numbers_is_invalid_in_any_order),
      cmocka_unit_test(test_builder_add_another_n_is_a_contradiction),
      cmocka_unit_test(test_builder_finish_links_every_level),
      cmocka_unit_test(test_builder_finish_makes_units_that_are_only_named),
      cmocka_unit_test(test_builder_finish_lifts_a_school_from_area_to_municipality),
      cmocka_unit_test(test_builder_finish_link_that_leads_not_upwards_is_dropped),
      cmocka_unit_test(test_builder_finish_counts_that_do_not_add_up_fail),
      cmocka_unit_test(test_builder_finish_twice_fails),
      cmocka_unit_test(test_dataset_empty_has_tables_without_rows),
      cmocka_unit_test(test_builder_unit_newest_name_wins_and_register_over_all),
      cmocka_unit_test(test_part_find_unit_without_level_needs_one_match_read_before),
      cmocka_unit_test(test_part_unit_key_is_the_same_in_every_part),
      cmocka_unit_test(test_part_find_name_knows_register_names_read_before_only),
      cmocka_unit_test(test_part_category_numbers_are_sorted_by_text),
      cmocka_unit_test(test_builder_finish_result_does_not_depend_on_order),
      cmocka_unit_test(test_dataset_units_are_sorted_by_level_parent_and_code),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
