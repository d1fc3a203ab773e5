/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One version: what meson.build says, what the header says, and what runs are the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <telling.h>

static void test_version_string_is_the_projects(void **state) {
  (void)state;
  assert_string_equal(TELL_VERSION_STRING, TELL_PROJECT_VERSION);
  assert_string_equal(tell_version_string(), TELL_PROJECT_VERSION);
}

static void test_version_number_is_made_of_the_parts(void **state) {
  (void)state;
  assert_int_equal(TELL_VERSION_NUMBER,
                   TELL_VERSION_MAJOR * 10000 + TELL_VERSION_MINOR * 100 + TELL_VERSION_PATCH);
  assert_int_equal(tell_version_number(), TELL_VERSION_NUMBER);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_version_string_is_the_projects),
      cmocka_unit_test(test_version_number_is_made_of_the_parts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
