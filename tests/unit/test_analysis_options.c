/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of analyses: what may be set, groups from files, and that failures change nothing. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "analysis/options.h"

typedef struct scene {
  tell_analysis_options *options;
  tell_error *err;
} scene;

static int set_up(void **state) {
  static scene all;
  *state = &all;
  return tell_analysis_options_create(&all.options, NULL) == TELL_OK &&
                 tell_error_create(&all.err) == TELL_OK
             ? 0
             : -1;
}

static int tear_down(void **state) {
  scene *all = *state;
  tell_analysis_options_free(all->options);
  tell_error_free(all->err);
  return 0;
}

static void test_options_create_has_the_defaults_of_the_manual(void **state) {
  const tell_analysis_options *made = ((scene *)*state)->options;
  assert_true(made->level == 0.95);
  assert_int_equal(made->adjust, TELL_ADJUST_HOLM);
  assert_int_equal(made->reference, TELL_ANALYSIS_REFERENCE_PARENT);
  assert_int_equal(made->persistent_years, 3);
  assert_int_equal(made->persistent_of, 5);
  assert_int_equal(made->baseline, 2022);
  assert_int_equal(made->mid, 2024);
  assert_int_equal(made->end, 2026);
  assert_int_equal(made->overdispersion, 1);
  assert_int_equal(made->group_count, 0);
  tell_analysis_options_free(NULL);
  assert_int_equal(tell_analysis_options_create(NULL, NULL), TELL_E_ARGUMENT);
}

static void test_options_set_takes_what_is_in_range(void **state) {
  tell_analysis_options *made = ((scene *)*state)->options;
  assert_int_equal(tell_analysis_options_set_level(made, 0.99, NULL), TELL_OK);
  assert_int_equal(tell_analysis_options_set_adjust(made, TELL_ADJUST_NONE, NULL), TELL_OK);
  assert_int_equal(tell_analysis_options_set_adjust(made, TELL_ADJUST_BY, NULL), TELL_OK);
  assert_int_equal(tell_analysis_options_set_reference(made, TELL_ANALYSIS_REFERENCE_NATION, NULL),
                   TELL_OK);
  assert_int_equal(tell_analysis_options_set_persistence(made, 4, 6, NULL), TELL_OK);
  assert_int_equal(tell_analysis_options_set_readouts(made, 2020, 2021, 2023, NULL), TELL_OK);
  assert_int_equal(tell_analysis_options_set_overdispersion(made, 0, NULL), TELL_OK);
  assert_true(made->level == 0.99);
  assert_int_equal(made->adjust, TELL_ADJUST_BY);
  assert_int_equal(made->reference, TELL_ANALYSIS_REFERENCE_NATION);
  assert_int_equal(made->persistent_years, 4);
  assert_int_equal(made->persistent_of, 6);
  assert_int_equal(made->baseline + made->mid + made->end, 2020 + 2021 + 2023);
  assert_int_equal(made->overdispersion, 0);
}

#define REFUSED(call)                                                                              \
  do {                                                                                             \
    assert_int_equal((call), TELL_E_ARGUMENT);                                                     \
    assert_true(strlen(tell_error_message(all->err)) > 0);                                         \
  } while (0)

static void test_options_set_refuses_what_is_out_of_range(void **state) {
  scene *all = *state;
  tell_analysis_options *made = all->options;
  static const double levels[] = {0.49, 1, -1, NAN, INFINITY};
  for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
    REFUSED(tell_analysis_options_set_level(made, levels[i], all->err));
  }
  REFUSED(tell_analysis_options_set_adjust(made, 0, all->err));
  REFUSED(tell_analysis_options_set_adjust(made, 5, all->err));
  REFUSED(tell_analysis_options_set_reference(made, 3, all->err));
  REFUSED(tell_analysis_options_set_persistence(made, 0, 5, all->err));
  REFUSED(tell_analysis_options_set_persistence(made, 6, 5, all->err));
  REFUSED(tell_analysis_options_set_persistence(made, 3, 51, all->err));
  REFUSED(tell_analysis_options_set_readouts(made, 2024, 2024, 2026, all->err));
  REFUSED(tell_analysis_options_set_readouts(made, 2022, 2027, 2026, all->err));
  REFUSED(tell_analysis_options_set_readouts(made, 1899, 2024, 2026, all->err));
  REFUSED(tell_analysis_options_set_overdispersion(made, 2, all->err));
  REFUSED(tell_analysis_options_set_level(NULL, 0.9, all->err));
  REFUSED(tell_analysis_options_add_group(made, "", "x", all->err));
  REFUSED(tell_analysis_options_add_group(made, NULL, "x", all->err));
  assert_int_equal(tell_analysis_options_add_group(made, "a", NULL, all->err), TELL_OK);
  REFUSED(tell_analysis_options_add_group(made, "a", "x", all->err));
  REFUSED(tell_analysis_options_add_member(made, "a", "village", "1", all->err));
  REFUSED(tell_analysis_options_add_member(made, "a", "school", "", all->err));
  REFUSED(tell_analysis_options_add_member(made, "a", NULL, "1", all->err));
  assert_int_equal(tell_analysis_options_add_member(made, "b", "school", "1", all->err),
                   TELL_E_NOT_FOUND);
  assert_true(made->level == 0.95 && made->persistent_of == 5 && made->mid == 2024);
  assert_int_equal(made->group_count, 1);
  assert_int_equal(made->groups[0].count, 0);
}

static void test_options_member_that_comes_twice_stays_once(void **state) {
  tell_analysis_options *made = ((scene *)*state)->options;
  assert_int_equal(tell_analysis_options_add_group(made, "a", "", NULL), TELL_OK);
  for (int i = 0; i < 2; i++)
    assert_int_equal(tell_analysis_options_add_member(made, "a", "school", "900000001", NULL),
                     TELL_OK);
  assert_int_equal(tell_analysis_options_add_member(made, "a", "area", "900000001", NULL), TELL_OK);
  assert_string_equal(made->groups[0].name, "a");
  assert_int_equal(made->groups[0].count, 2);
}

static tell_status read_text(const scene *all, const char *text) {
  char path[] = "/tmp/telling-test-XXXXXX";
  FILE *file = fdopen(mkstemp(path), "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
  assert_int_equal(fclose(file), 0);
  tell_status status = tell_analysis_options_read_groups(all->options, path, all->err);
  assert_int_equal(remove(path), 0);
  return status;
}

static void test_options_groups_are_read_from_a_file(void **state) {
  scene *all = *state;
  const tell_analysis_options *made = all->options;
  assert_int_equal(read_text(all, "\xEF\xBB\xBFgroup;name;level;code\r\n"
                                  "lesing;Skoler med leseløft;school;900000001\r\n"
                                  "nettverk;;area;nord\r\n"
                                  "lesing;; school ; 900000002 \r\n"),
                   TELL_OK);
  assert_int_equal(made->group_count, 2);
  assert_string_equal(made->groups[0].name, "Skoler med leseløft");
  assert_int_equal(made->groups[0].count, 2);
  assert_string_equal(made->groups[0].members[1].code, "900000002");
  assert_string_equal(made->groups[1].name, "nettverk");
  assert_string_equal(made->groups[1].members[0].level, "area");
  /* Only what a group needs, in another order, with another delimiter. */
  assert_int_equal(read_text(all, "code,group\n900000003,b\n900000004,b\n"), TELL_OK);
  assert_string_equal(made->groups[2].members[1].code, "900000004");
  assert_string_equal(made->groups[2].members[0].level, "school");
}

static void test_options_defect_of_a_groups_file_has_its_place(void **state) {
  static const struct {
    const char *text;
    int line;
    const char *field;
  } bad[] = {
      {"", 1, ""},
      {"group;name\na;A\n", 1, "code"},
      {"code\n1\n", 1, "group"},
      {"group;code;colour\na;1;red\n", 1, ""},
      {"group;code;code\na;1;1\n", 1, "code"},
      {"group;code\na;1\n;2\n", 3, "group"},
      {"group;code\na;1\nb;\n", 3, "code"},
      {"group;level;code\na;village;1\n", 2, "level"},
      {"group;name;code\na;A;1\na;B;2\n", 3, "name"},
      {"group;code\na;1;2\n", 2, ""},
      {"group;code\na;\"1\n", 2, ""},
  };
  scene *all = *state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    assert_int_equal(read_text(all, bad[i].text), TELL_E_LAYOUT);
    assert_int_equal(tell_error_line(all->err), bad[i].line);
    assert_string_equal(tell_error_field(all->err), bad[i].field);
    assert_true(strstr(tell_error_source(all->err), "telling-test") != NULL);
    assert_int_equal(all->options->group_count, 0);
  }
  assert_int_equal(tell_analysis_options_read_groups(all->options, "no-such-file", all->err),
                   TELL_E_IO);
  assert_string_equal(tell_error_source(all->err), "no-such-file");
  assert_int_equal(tell_analysis_options_read_groups(all->options, NULL, all->err),
                   TELL_E_ARGUMENT);
}

static void test_options_group_of_a_file_that_is_there_already_is_refused(void **state) {
  scene *all = *state;
  assert_int_equal(tell_analysis_options_add_group(all->options, "b", NULL, NULL), TELL_OK);
  assert_int_equal(read_text(all, "group;code\na;1\nb;2\n"), TELL_E_ARGUMENT);
  assert_int_equal(all->options->group_count, 1);
  assert_int_equal(all->options->groups[0].count, 0);
}

#define WITH_OPTIONS(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      WITH_OPTIONS(test_options_create_has_the_defaults_of_the_manual),
      WITH_OPTIONS(test_options_set_takes_what_is_in_range),
      WITH_OPTIONS(test_options_set_refuses_what_is_out_of_range),
      WITH_OPTIONS(test_options_member_that_comes_twice_stays_once),
      WITH_OPTIONS(test_options_groups_are_read_from_a_file),
      WITH_OPTIONS(test_options_defect_of_a_groups_file_has_its_place),
      WITH_OPTIONS(test_options_group_of_a_file_that_is_there_already_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
