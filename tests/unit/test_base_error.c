/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error object, the names of statuses and states, and the list of issues. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/error.h"
#include "base/issues.h"
#include "telling/version.h"

static void test_status_name_each_status_has_its_own_name(void **state) {
  (void)state;
  const tell_status all[] = {
      TELL_OK,         TELL_END,         TELL_E_ARGUMENT,     TELL_E_MEMORY,
      TELL_E_INTERNAL, TELL_E_IO,        TELL_E_LIMIT,        TELL_E_CANCELLED,
      TELL_E_STATE,    TELL_E_NOT_FOUND, TELL_E_NOT_RELEASED, TELL_E_ENCODING,
      TELL_E_DIALECT,  TELL_E_LAYOUT,    TELL_E_STRICT,       TELL_E_CATALOGUE,
      TELL_E_POLICY};
  const size_t count = sizeof all / sizeof all[0];
  for (size_t i = 0; i < count; i++) {
    assert_string_not_equal(tell_status_name(all[i]), "TELL_E_UNKNOWN");
    for (size_t j = 0; j < i; j++)
      assert_string_not_equal(tell_status_name(all[i]), tell_status_name(all[j]));
  }
  assert_string_equal(tell_status_name(TELL_E_NOT_RELEASED), "TELL_E_NOT_RELEASED");
  assert_string_equal(tell_status_name(-9999), "TELL_E_UNKNOWN");
  assert_string_equal(tell_status_name(2), "TELL_E_UNKNOWN");
}

static void test_state_id_states_and_other_values_are_named(void **state) {
  (void)state;
  assert_string_equal(tell_state_id(TELL_STATE_PRESENT), "present");
  assert_string_equal(tell_state_id(TELL_STATE_NOT_TAKEN_PART), "not_taken_part");
  assert_string_equal(tell_state_id(TELL_STATE_TOO_FEW), "too_few");
  assert_string_equal(tell_state_id(9), "unknown");
  assert_string_equal(tell_state_id(255), "unknown");
}

static void test_error_null_object_is_empty_and_allowed(void **state) {
  (void)state;
  tell_error_free(NULL);
  tell__error_clear(NULL);
  tell__error_copy(NULL, NULL);
  assert_int_equal(tell_error_create(NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell__fail(NULL, TELL_E_IO, "x"), TELL_E_IO);
  assert_int_equal(tell_error_status(NULL), TELL_OK);
  assert_string_equal(tell_error_message(NULL), "");
  assert_string_equal(tell_error_source(NULL), "");
  assert_string_equal(tell_error_field(NULL), "");
  assert_int_equal(tell_error_line(NULL), 0);
  assert_int_equal(tell_error_column(NULL), 0);
}

static void test_fail_at_position_is_kept_until_cleared(void **state) {
  (void)state;
  tell_error *err = NULL;
  tell_error *copy = NULL;
  tell__position position = {"fil.csv", 12, 3, "n"};
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_error_create(&copy), TELL_OK);
  assert_int_equal(tell_error_status(err), TELL_OK);
  assert_int_equal(tell__fail_at(err, TELL_E_LAYOUT, &position, "message"), TELL_E_LAYOUT);
  tell__error_copy(copy, err);
  assert_int_equal(tell__fail(err, TELL_E_IO, "other"), TELL_E_IO);
  assert_string_equal(tell_error_source(err), "");
  assert_int_equal(tell_error_line(err), 0);
  assert_int_equal(tell_error_status(copy), TELL_E_LAYOUT);
  assert_string_equal(tell_error_message(copy), "message");
  assert_string_equal(tell_error_source(copy), "fil.csv");
  assert_string_equal(tell_error_field(copy), "n");
  assert_int_equal(tell_error_line(copy), 12);
  assert_int_equal(tell_error_column(copy), 3);
  tell__error_clear(copy);
  assert_int_equal(tell_error_status(copy), TELL_OK);
  assert_string_equal(tell_error_message(copy), "");
  assert_int_equal(tell__fail_memory(copy), TELL_E_MEMORY);
  tell__error_copy(copy, NULL);
  assert_int_equal(tell_error_status(copy), TELL_OK);
  tell_error_free(err);
  tell_error_free(copy);
}

static void test_fail_at_long_text_is_cut_between_characters(void **state) {
  (void)state;
  tell_error *err = NULL;
  char text[10001];
  for (size_t i = 0; i + 1 < sizeof text; i += 2)
    memcpy(text + i, "\xC3\xB8", 2);
  text[sizeof text - 1] = '\0';
  for (int shift = 0; shift < 2; shift++) {
    tell__position position = {text + shift * 2, 0, 0, text};
    text[0] = shift ? 'a' : '\xC3';
    text[1] = shift ? 'b' : '\xB8';
    assert_int_equal(tell_error_create(&err), TELL_OK);
    tell__fail_at(err, TELL_E_IO, &position, text + shift);
    size_t length = strlen(tell_error_message(err));
    assert_true(length > 100 && length < 10000);
    assert_int_equal((unsigned char)tell_error_message(err)[length - 1], 0xB8);
    assert_true(strlen(tell_error_source(err)) > 4000);
    assert_true(strlen(tell_error_field(err)) > 100);
    tell_error_free(err);
  }
}

static void test_version_number_and_text_agree_with_the_header(void **state) {
  (void)state;
  assert_int_equal(tell_version_number(), TELL_VERSION_NUMBER);
  assert_string_equal(tell_version_string(), TELL_VERSION_STRING);
}

static void test_issues_above_the_limit_are_counted_and_not_kept(void **state) {
  (void)state;
  tell_issues *issues = tell__issues_create(2);
  tell__position position = {"a.csv", 5, 2, "verdi"};
  assert_non_null(issues);
  for (int i = 0; i < 5; i++)
    assert_int_equal(tell__issues_add(issues, i < 2 ? TELL_SEVERITY_NOTE : TELL_SEVERITY_ERROR,
                                      "open_quote", i == 1 ? &position : NULL, "a message"),
                     TELL_OK);
  assert_int_equal(tell_issues_count(issues), 4);
  assert_int_equal(tell_issues_dropped(issues), 1);
  assert_int_equal(tell_issues_total(issues, TELL_SEVERITY_NOTE), 2);
  assert_int_equal(tell_issues_total(issues, TELL_SEVERITY_WARNING), 0);
  assert_int_equal(tell_issues_total(issues, TELL_SEVERITY_ERROR), 3);
  assert_int_equal(tell_issues_severity(issues, 1), TELL_SEVERITY_NOTE);
  assert_string_equal(tell_issues_code(issues, 1), "open_quote");
  assert_string_equal(tell_issues_source(issues, 1), "a.csv");
  assert_string_equal(tell_issues_field(issues, 1), "verdi");
  assert_string_equal(tell_issues_message(issues, 1), "a message");
  assert_int_equal(tell_issues_line(issues, 1), 5);
  assert_int_equal(tell_issues_column(issues, 1), 2);
  assert_string_equal(tell_issues_source(issues, 0), "");
  assert_int_equal(tell__issues_add(issues, 9, "x", NULL, ""), TELL_E_INTERNAL);
  tell__issues_free(issues);
}

static void test_issues_many_notes_push_no_errors_out(void **state) {
  (void)state;
  tell_issues *issues = tell__issues_create(3);
  static const tell_severity made[] = {1, 1, 2, 1, 1, 2, 1, 3, 2, 2, 3, 1, 3, 3};
  static const tell_severity kept[] = {1, 1, 2, 1, 2, 3, 2, 3, 3};
  static const int lines[] = {0, 1, 2, 3, 5, 7, 8, 10, 12};
  for (int i = 0; i < 14; i++) {
    tell__position position = {.line = i};
    assert_int_equal(tell__issues_add(issues, made[i], "x", &position, "m"), TELL_OK);
  }
  assert_int_equal(tell_issues_count(issues), 9);
  assert_int_equal(tell_issues_dropped(issues), 5);
  for (int i = 0; i < 9; i++) {
    assert_int_equal(tell_issues_severity(issues, i), kept[i]);
    assert_int_equal(tell_issues_line(issues, i), lines[i]);
  }
  assert_int_equal(tell_issues_total(issues, TELL_SEVERITY_NOTE), 6);
  assert_int_equal(tell_issues_total(issues, TELL_SEVERITY_WARNING), 4);
  assert_int_equal(tell_issues_total(issues, TELL_SEVERITY_ERROR), 4);
  tell__issues_free(issues);
}

static void test_issues_no_list_or_no_such_finding_gives_empty_answers(void **state) {
  (void)state;
  tell_issues *issues = tell__issues_create(-1);
  const tell_issues *lists[] = {NULL, issues};
  assert_int_equal(tell__issues_add(issues, TELL_SEVERITY_WARNING, "x", NULL, "m"), TELL_OK);
  assert_int_equal(tell_issues_dropped(issues), 1);
  for (size_t i = 0; i < 2; i++) {
    assert_int_equal(tell_issues_count(lists[i]), 0);
    assert_int_equal(tell_issues_total(lists[i], 0), 0);
    assert_int_equal(tell_issues_severity(lists[i], 0), 0);
    assert_string_equal(tell_issues_code(lists[i], -1), "");
    assert_string_equal(tell_issues_source(lists[i], 0), "");
    assert_string_equal(tell_issues_field(lists[i], 0), "");
    assert_string_equal(tell_issues_message(lists[i], 0), "");
    assert_int_equal(tell_issues_line(lists[i], 0), 0);
    assert_int_equal(tell_issues_column(lists[i], 0), 0);
  }
  assert_int_equal(tell_issues_dropped(NULL), 0);
  assert_string_equal(tell_severity_id(TELL_SEVERITY_WARNING), "warning");
  assert_string_equal(tell_severity_id(0), "unknown");
  assert_string_equal(tell_severity_id(4), "unknown");
  tell__issues_free(NULL);
  tell__issues_free(issues);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_status_name_each_status_has_its_own_name),
      cmocka_unit_test(test_state_id_states_and_other_values_are_named),
      cmocka_unit_test(test_error_null_object_is_empty_and_allowed),
      cmocka_unit_test(test_fail_at_position_is_kept_until_cleared),
      cmocka_unit_test(test_fail_at_long_text_is_cut_between_characters),
      cmocka_unit_test(test_version_number_and_text_agree_with_the_header),
      cmocka_unit_test(test_issues_above_the_limit_are_counted_and_not_kept),
      cmocka_unit_test(test_issues_many_notes_push_no_errors_out),
      cmocka_unit_test(test_issues_no_list_or_no_such_finding_gives_empty_answers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
