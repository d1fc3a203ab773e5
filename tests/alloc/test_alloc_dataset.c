/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts, absorbing and finishing with every allocation made to fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/issues.h"
#include "dataset/part.h"
#include "failing_alloc.h"
#include "telling/catalogue.h"

static const tell_catalogue *catalogue;

static int is_expected(tell_status status) {
  assert_true(status == TELL_OK || status == TELL_E_MEMORY);
  return status == TELL_OK;
}

static tell__builder *begin(void) {
  tell__builder *builder = NULL;
  tell_issues *issues = tell__issues_create(100);
  if (issues != NULL && !is_expected(tell__builder_create(catalogue, issues, &builder, NULL)))
    tell__issues_free(issues);
  return builder;
}

static int add_unit(tell__part *part, const char *code, const char *name, int64_t line) {
  const tell__unit_facts facts = {.level = TELL__LEVEL_SCHOOL,
                                  .code = code,
                                  .code_length = strlen(code),
                                  .name = name,
                                  .name_length = strlen(name),
                                  .parent = "9901",
                                  .parent_length = 4,
                                  .valid_to = 2020,
                                  .from_register = 1,
                                  .line = line};
  int32_t unit = -1;
  return is_expected(tell__part_unit(part, &facts, &unit, NULL));
}

/* Records that are new, stand twice, and contradict each other; more than one chunk of them. */
static int add_figures(tell__part *part, int32_t line) {
  int32_t unit = tell__part_find_unit(part, 0, "999000001", 9);
  int32_t named = tell__part_find_name(part, 0, "Vik skole", 9);
  int32_t category = tell__part_category(part, "del", 3, "1", 1);
  int good = unit >= 0 && named >= 0 && category >= 0;
  for (int i = 0; good && i < 300; i++) {
    tell__observation o = {.unit = i % 2 == 0 ? unit : named,
                           .category = i % 3 == 0 ? category : 0,
                           .period = (int16_t)(2000 + i / 3),
                           .value = i % 5 == 0 ? line : 0,
                           .line = line + i,
                           .field = 1,
                           .cells = 1};
    good = tell__part_add(part, &o);
  }
  return good;
}

static int fill_file(tell__builder *builder, const char *name, int is_register) {
  static const char *const columns[] = {"code", "value"};
  int32_t file = -1;
  if (!is_expected(tell__builder_file(builder, name, &file, NULL)) ||
      !is_expected(tell__builder_file_columns(builder, file, columns, 2, NULL)))
    return 0;
  tell__part *part = tell__part_create(builder, file);
  int good = part != NULL;
  if (good && is_register)
    good =
        add_unit(part, "999000001", "Nes skole", 2) && add_unit(part, "999000002", "Vik skole", 3);
  else if (good)
    good = add_figures(part, 2);
  good = good && is_expected(tell__builder_absorb(builder, part, NULL));
  tell__part_free(part);
  if (good && !is_register) {
    tell__account *account = tell__builder_account(builder, file);
    account->read = account->accepted = account->cells = 300;
  }
  return good;
}

static int build(void *payload) {
  tell_dataset *dataset = NULL;
  tell__builder *builder = begin();
  (void)payload;
  if (builder == NULL)
    return 0;
  int good = fill_file(builder, "units.csv", 1) & fill_file(builder, "a.csv", 0) &
             fill_file(builder, "b.csv", 0);
  int finished = is_expected(tell__builder_finish(builder, 1, &dataset, NULL));
  assert_true(finished == (dataset != NULL));
  good &= finished;
  if (good)
    assert_int_equal(tell_dataset_observation_count(dataset), 300);
  tell_dataset_free(dataset);
  tell__builder_free(builder);
  return good;
}

static void test_finish_survives_every_failed_allocation(void **state) {
  (void)state;
  assert_true(failing_alloc_each(build, NULL) > 100);
}

static int add_municipality(tell__part *part, const char *code, int period) {
  const tell__unit_facts facts = {
      .level = TELL__LEVEL_MUNICIPALITY, .code = code, .code_length = strlen(code), .line = 2};
  tell__observation o = {.period = (int16_t)period, .field = -1, .line = 2};
  return is_expected(tell__part_unit(part, &facts, &o.unit, NULL)) && tell__part_add(part, &o);
}

/* A series that goes on, one figure of which the successor has too. */
static int continue_series(void *payload) {
  tell_dataset *dataset = NULL;
  tell__builder *builder = begin();
  int32_t file = -1;
  (void)payload;
  if (builder == NULL)
    return 0;
  int good = is_expected(tell__builder_file(builder, "a.csv", &file, NULL));
  tell__part *part = good ? tell__part_create(builder, file) : NULL;
  good = part != NULL && add_municipality(part, "1201", 2016) &&
         add_municipality(part, "1201", 2017) && add_municipality(part, "4601", 2017) &&
         is_expected(tell__builder_absorb(builder, part, NULL));
  tell__part_free(part);
  good &= is_expected(tell__builder_finish(builder, 1, &dataset, NULL));
  if (good) {
    const tell__dataset_view *view = tell__dataset_get(dataset);
    assert_int_equal(view->observation_count, 3);
    assert_string_equal(view->units[view->observations[1].unit].continued_from, "1201");
  }
  tell_dataset_free(dataset);
  tell__builder_free(builder);
  return good;
}

static void test_continued_series_survives_every_failed_allocation(void **state) {
  (void)state;
  assert_true(failing_alloc_each(continue_series, NULL) > 50);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_finish_survives_every_failed_allocation),
      cmocka_unit_test(test_continued_series_survives_every_failed_allocation),
  };
  tell_catalogue *made = NULL;
  if (tell_catalogue_create(&made, NULL) != TELL_OK)
    return 1;
  catalogue = made;
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  tell_catalogue_free(made);
  return failed;
}
