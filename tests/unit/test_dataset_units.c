/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of units when all was read: the first place counts, whichever part came first. */
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

/* What a line says of a school. */
typedef struct said {
  int32_t file, line;
  const char *code, *parent, *area, *successor;
  int32_t valid_to;
} said;

static const said FACTS[] = {
    {0, 2, "999000005", "9902", "", "", 0},
    {0, 3, "999000001", "9901", "A1", "", 0},
    {0, 4, "999000002", "9901", "A1", "", 0},
    {0, 5, "999000003", "9901", "A1", "", 2019},
    {0, 6, "999000003", "9901", "A1", "", 2019},
    {1, 2, "999000003", "9901", "A2", "", 2019},
    {1, 3, "999000004", "9902", "", "999000009", 0},
    {1, 4, "999000004", "9902", "", "999000009", 0},
    {1, 5, "999000006", "999000006", "", "", 0},
};

enum { COUNT = sizeof FACTS / sizeof *FACTS, FILES = 2 };

static void say(tell__part *part, const said *own) {
  const tell__unit_facts facts = {.level = TELL__LEVEL_SCHOOL,
                                  .code = own->code,
                                  .code_length = strlen(own->code),
                                  .parent = own->parent,
                                  .parent_length = strlen(own->parent),
                                  .area = own->area,
                                  .area_length = strlen(own->area),
                                  .successor = own->successor,
                                  .successor_length = strlen(own->successor),
                                  .valid_to = own->valid_to,
                                  .line = own->line,
                                  .places[TELL__FACT_VALID_TO] = {own->line * 10, NULL}};
  tell__observation o = {
      .period = 2022, .grade = (int8_t)own->line, .line = own->line, .state = TELL_STATE_PRESENT};
  assert_int_equal(tell__part_unit(part, &facts, &o.unit, NULL), TELL_OK);
  assert_true(tell__part_add(part, &o));
}

/* Every line in a part of its own, absorbed in an order drawn by chance. */
static tell_dataset *build(const tell_catalogue *catalogue, uint64_t *draw) {
  tell__builder *builder = NULL;
  tell_dataset *dataset = NULL;
  tell__part *parts[COUNT];
  assert_int_equal(tell__builder_create(catalogue, tell__issues_create(100), &builder, NULL),
                   TELL_OK);
  for (int i = 0; i < FILES; i++) {
    int32_t file = -1;
    assert_int_equal(tell__builder_file(builder, i == 0 ? "a.csv" : "b.csv", &file, NULL), TELL_OK);
  }
  for (int i = 0; i < COUNT; i++) {
    parts[i] = tell__part_create(builder, FACTS[i].file);
    assert_non_null(parts[i]);
    say(parts[i], &FACTS[i]);
  }
  random_shuffle(draw, parts, COUNT, sizeof *parts);
  for (int i = 0; i < COUNT; i++) {
    assert_int_equal(tell__builder_absorb(builder, parts[i], NULL), TELL_OK);
    tell__part_free(parts[i]);
  }
  assert_int_equal(tell__builder_finish(builder, 2, &dataset, NULL), TELL_OK);
  tell__builder_free(builder);
  return dataset;
}

static void test_builder_finish_tells_of_units_by_their_first_place(void **state) {
  static const struct {
    const char *code, *source;
    int64_t line, column;
  } expected[] = {{"parent_not_above", "b.csv", 5, 0},  {"unknown_parent", "a.csv", 2, 0},
                  {"unknown_area", "a.csv", 3, 0},      {"unknown_parent", "a.csv", 3, 0},
                  {"unknown_successor", "b.csv", 3, 0}, {"outside_valid_years", "a.csv", 5, 50}};
  enum { EXPECTED = sizeof expected / sizeof *expected };
  uint64_t draw = 1201;
  for (int round = 0; round < 50; round++) {
    tell_dataset *dataset = build(*state, &draw);
    const tell_issues *issues = tell_dataset_issues(dataset);
    assert_int_equal(tell_issues_count(issues), EXPECTED);
    for (int64_t i = 0; i < EXPECTED; i++) {
      assert_string_equal(tell_issues_code(issues, i), expected[i].code);
      assert_string_equal(tell_issues_source(issues, i), expected[i].source);
      assert_int_equal(tell_issues_line(issues, i), expected[i].line);
      assert_int_equal(tell_issues_column(issues, i), expected[i].column);
    }
    assert_non_null(strstr(tell_issues_message(issues, EXPECTED - 1), "line 5 of a.csv"));
    tell_dataset_free(dataset);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_builder_finish_tells_of_units_by_their_first_place),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
