/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables: building, the seal, cells with their states. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>

#include "table/cells.h"
#include "table/columns.h"

static const tell__column_spec SPECS[] = {{"code", TELL_COLUMN_TEXT},
                                          {"n", TELL_COLUMN_I64},
                                          {"value", TELL_COLUMN_F64},
                                          {"name", TELL_COLUMN_TEXT}};

static tell_table *make_table(int rows) {
  tell_table *table = NULL;
  assert_int_equal(tell__table_create(SPECS, 4, &table, NULL), TELL_OK);
  for (int i = 0; i < rows; i++) {
    char text[16];
    int64_t row = -1;
    size_t length = (size_t)snprintf(text, sizeof text, "%d", i % 100);
    assert_int_equal(tell__table_add_row(table, &row, NULL), TELL_OK);
    assert_int_equal(row, i);
    assert_int_equal(tell__table_set_text(table, 0, row, text, length, NULL), TELL_OK);
    assert_int_equal(tell__table_set_i64(table, 1, row, i * 3, NULL), TELL_OK);
    assert_int_equal(tell__table_set_f64(table, 2, row, i / 4.0, NULL), TELL_OK);
    if (i % 2 == 0)
      assert_int_equal(tell__table_set_text(table, 3, row, text, length, NULL), TELL_OK);
  }
  return table;
}

static void test_create_bad_columns_are_refused(void **state) {
  (void)state;
  const tell__column_spec twice[] = {{"a", 1}, {"b", 2}, {"a", 3}};
  const tell__column_spec typeless[] = {{"a", 4}};
  const tell__column_spec nameless[] = {{"a", 1}, {NULL, 1}};
  const tell__column_spec empty[] = {{"", 1}};
  tell_table *table = (tell_table *)1;
  tell_error *err = NULL;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell__table_create(twice, 3, &table, err), TELL_E_ARGUMENT);
  assert_null(table);
  assert_string_not_equal(tell_error_message(err), "");
  assert_int_equal(tell__table_create(typeless, 1, &table, err), TELL_E_ARGUMENT);
  assert_int_equal(tell__table_create(nameless, 2, &table, err), TELL_E_ARGUMENT);
  assert_int_equal(tell__table_create(empty, 1, &table, err), TELL_E_ARGUMENT);
  assert_int_equal(tell__table_create(SPECS, 0, &table, err), TELL_E_ARGUMENT);
  assert_int_equal(tell__table_create(NULL, 1, &table, err), TELL_E_ARGUMENT);
  assert_int_equal(tell__table_create(SPECS, 1, NULL, err), TELL_E_ARGUMENT);
  tell_error_free(err);
}

static void test_columns_are_known_while_sealed(void **state) {
  (void)state;
  tell_table *table = make_table(5);
  assert_int_equal(tell_table_is_sealed(table), 1);
  assert_int_equal(tell_table_row_count(table), 5);
  assert_int_equal(tell_table_column_count(table), 4);
  assert_string_equal(tell_table_column_id(table, 2), "value");
  assert_int_equal(tell_table_column_type(table, 2), TELL_COLUMN_F64);
  assert_int_equal(tell_table_column_find(table, "name"), 3);
  assert_int_equal(tell_table_column_find(table, "none"), -1);
  assert_int_equal(tell_table_column_find(table, NULL), -1);
  assert_null(tell_table_column_id(table, 4));
  assert_null(tell_table_column_id(table, -1));
  assert_int_equal(tell_table_column_type(table, 4), 0);
  tell_table_free(table);
}

static void test_cells_sealed_table_is_not_released(void **state) {
  (void)state;
  tell_table *table = make_table(5);
  tell_error *err = NULL;
  const int64_t *numbers = (const int64_t *)1;
  const double *reals = (const double *)1;
  const int32_t *codes = (const int32_t *)1;
  const uint8_t *states = (const uint8_t *)1;
  int64_t count = 9;
  size_t length = 9;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_table_column_i64(table, 1, &numbers, &states, &count, err),
                   TELL_E_NOT_RELEASED);
  assert_string_not_equal(tell_error_message(err), "");
  assert_null(numbers);
  assert_null(states);
  assert_int_equal(count, 0);
  assert_int_equal(tell_table_column_f64(table, 2, &reals, &states, &count, err),
                   TELL_E_NOT_RELEASED);
  assert_null(reals);
  assert_int_equal(tell_table_column_text(table, 0, &codes, &states, &count, err),
                   TELL_E_NOT_RELEASED);
  assert_null(codes);
  assert_int_equal(tell_table_text_count(table), 0);
  assert_string_equal(tell_table_text(table, 1, &length), "");
  assert_int_equal(length, 0);
  assert_int_equal(tell__table_i64(table, 1)[4], 12);
  tell_error_free(err);
  tell_table_free(table);
}

static void test_cells_unsealed_table_gives_what_was_set(void **state) {
  (void)state;
  tell_table *table = make_table(1000);
  const int64_t *numbers = NULL;
  const double *reals = NULL;
  const int32_t *codes = NULL;
  const int32_t *names = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  size_t length = 0;
  tell__table_unseal(table);
  assert_int_equal(tell_table_is_sealed(table), 0);
  assert_int_equal(tell_table_column_i64(table, 1, &numbers, &states, &count, NULL), TELL_OK);
  assert_int_equal(count, 1000);
  assert_int_equal(tell_table_column_f64(table, 2, &reals, &states, &count, NULL), TELL_OK);
  assert_int_equal(tell_table_column_text(table, 0, &codes, &states, &count, NULL), TELL_OK);
  assert_int_equal(tell_table_column_text(table, 3, &names, &states, &count, NULL), TELL_OK);
  for (int i = 0; i < 1000; i++) {
    assert_int_equal(numbers[i], i * 3);
    assert_true(reals[i] == i / 4.0);
    assert_int_equal(codes[i], codes[i % 100]);
    assert_int_equal(names[i], i % 2 == 0 ? codes[i] : 0);
    assert_int_equal(states[i], i % 2 == 0 ? TELL_STATE_PRESENT : TELL_STATE_MISSING);
  }
  assert_int_equal(tell_table_text_count(table), 101);
  assert_string_equal(tell_table_text(table, codes[42], &length), "42");
  assert_int_equal(length, 2);
  assert_string_equal(tell_table_text(table, 101, NULL), "");
  assert_string_equal(tell_table_text(table, -1, NULL), "");
  tell_table_free(table);
}

static void test_set_state_value_is_forgotten_unless_present(void **state) {
  (void)state;
  tell_table *table = make_table(3);
  assert_int_equal(tell__table_set_state(table, 1, 2, TELL_STATE_PRESENT), TELL_OK);
  assert_int_equal(tell__table_i64(table, 1)[2], 6);
  assert_int_equal(tell__table_set_state(table, 1, 2, TELL_STATE_HIDDEN), TELL_OK);
  assert_int_equal(tell__table_set_state(table, 2, 2, TELL_STATE_SUPPRESSED), TELL_OK);
  assert_int_equal(tell__table_set_state(table, 0, 2, TELL_STATE_INVALID), TELL_OK);
  assert_int_equal(tell__table_i64(table, 1)[2], 0);
  assert_true(tell__table_f64(table, 2)[2] == 0);
  assert_int_equal(tell__table_codes(table, 0)[2], 0);
  assert_int_equal(tell__table_states(table, 1)[2], TELL_STATE_HIDDEN);
  assert_int_equal(tell__table_states(table, 1)[1], TELL_STATE_PRESENT);
  assert_int_equal(tell__table_set_state(table, 1, 2, 9), TELL_E_ARGUMENT);
  assert_int_equal(tell__table_set_state(table, 4, 2, 1), TELL_E_ARGUMENT);
  assert_int_equal(tell__table_set_state(table, 1, 3, 1), TELL_E_ARGUMENT);
  tell_table_free(table);
}

static void test_set_no_such_cell_or_type_is_refused(void **state) {
  (void)state;
  tell_table *table = make_table(1);
  const int64_t *values = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  assert_int_equal(tell__table_set_i64(table, 2, 0, 1, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell__table_set_i64(table, 1, 1, 1, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell__table_set_i64(table, 1, -1, 1, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell__table_set_i64(table, -1, 0, 1, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell__table_set_i64(NULL, 0, 0, 1, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell__table_set_f64(table, 2, 0, NAN, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell__table_set_f64(table, 2, 0, -INFINITY, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell__table_set_text(table, 0, 0, NULL, 1, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell__table_set_text(NULL, 0, 0, "", 0, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell__table_add_row(NULL, NULL, NULL), TELL_E_ARGUMENT);
  tell__table_unseal(table);
  assert_int_equal(tell_table_column_i64(table, 0, &values, &states, &count, NULL),
                   TELL_E_ARGUMENT);
  assert_int_equal(tell_table_column_i64(NULL, 1, &values, &states, &count, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_table_column_i64(table, 1, NULL, &states, &count, NULL), TELL_E_ARGUMENT);
  tell_table_free(table);
}

static void test_table_without_rows_or_no_table_is_empty(void **state) {
  (void)state;
  tell_table *table = make_table(0);
  const double *values = (const double *)1;
  const uint8_t *states = NULL;
  int64_t count = 1;
  tell__table_unseal(table);
  assert_int_equal(tell_table_column_f64(table, 2, &values, &states, &count, NULL), TELL_OK);
  assert_null(values);
  assert_int_equal(count, 0);
  assert_null(tell__table_states(table, 2));
  assert_null(tell__table_codes(table, 2));
  assert_int_equal(tell__strings_count(tell__table_strings(table)), 1);
  assert_int_equal(tell_table_row_count(NULL), 0);
  assert_int_equal(tell_table_column_count(NULL), 0);
  assert_int_equal(tell_table_is_sealed(NULL), 0);
  assert_int_equal(tell_table_text_count(NULL), 0);
  assert_string_equal(tell_table_text(NULL, 0, NULL), "");
  tell_table_free(NULL);
  tell_table_free(table);
}

static void test_columns_find_gives_cells_whatever_the_seal(void **state) {
  (void)state;
  tell_table *table = make_table(4);
  tell__texts codes, names;
  tell__wholes n;
  tell__reals values;
  int64_t whole = -7;
  double real = -7;
  assert_int_equal(tell__table_set_state(table, 1, 2, TELL_STATE_HIDDEN), TELL_OK);
  assert_int_equal(tell__table_set_state(table, 2, 1, TELL_STATE_SUPPRESSED), TELL_OK);
  assert_true(tell__texts_find(table, "code", &codes) && tell__texts_find(table, "name", &names));
  assert_true(tell__wholes_find(table, "n", &n) && tell__reals_find(table, "value", &values));
  assert_string_equal(tell__texts_get(&codes, tell__table_strings(table), 3), "3");
  assert_string_equal(tell__texts_get(&names, tell__table_strings(table), 3), "");
  assert_int_equal(names.states[3], TELL_STATE_MISSING);
  assert_int_equal(tell__wholes_get(&n, 2, &whole), 0);
  assert_int_equal(tell__reals_get(&values, 1, &real), 0);
  assert_true(whole == -7 && real == -7);
  assert_int_equal(tell__wholes_get(&n, 3, &whole), 1);
  assert_int_equal(tell__reals_get(&values, 3, &real), 1);
  assert_true(whole == 9 && real == 0.75);
  tell_table_free(table);
}

static void test_columns_find_is_missing_for_another_type_and_without_rows(void **state) {
  (void)state;
  tell_table *table = make_table(1), *empty = make_table(0);
  static const char *const all[] = {"name", "code"}, *const some[] = {"code", "n", "name"};
  tell__texts texts[3];
  tell__wholes n;
  tell__reals real;
  int64_t whole = -7;
  double value = -7;
  assert_int_equal(tell__wholes_find(table, "value", &n), 0);
  assert_int_equal(tell__wholes_get(&n, 0, &whole), 0);
  assert_int_equal(tell__reals_find(table, "none", &real), 0);
  assert_int_equal(tell__reals_get(&real, 0, &value), 0);
  assert_true(whole == -7 && value == -7 && n.values == NULL && real.states == NULL);
  assert_int_equal(tell__texts_find_all(table, all, 2, texts), 1);
  assert_string_equal(tell__texts_get(&texts[1], tell__table_strings(table), 0), "0");
  assert_int_equal(tell__texts_find_all(table, some, 3, texts), 0);
  assert_string_equal(tell__texts_get(&texts[1], tell__table_strings(table), 0), "");
  assert_string_equal(tell__texts_get(&texts[2], tell__table_strings(table), 0), "0");
  assert_int_equal(tell__texts_find_all(empty, all, 2, texts), 1);
  assert_null(texts[0].codes);
  assert_int_equal(tell__texts_find_all(empty, some, 3, texts), 0);
  tell_table_free(table);
  tell_table_free(empty);
}

static void test_cells_take_copies_value_and_state(void **state) {
  (void)state;
  tell_table *from = make_table(2), *to = make_table(0);
  tell__cells cells = {.table = to};
  tell__texts name, none;
  tell__wholes n;
  tell__reals value;
  assert_int_equal(tell__table_set_state(from, 1, 1, TELL_STATE_HIDDEN), TELL_OK);
  tell__texts_find(from, "name", &name);
  tell__texts_find(from, "none", &none);
  tell__wholes_find(from, "n", &n);
  tell__reals_find(from, "value", &value);
  tell__cells_row(&cells);
  tell__cells_take_text(&cells, 0, &none, tell__table_strings(from), 0);
  tell__cells_take_text(&cells, 3, &name, tell__table_strings(from), 0);
  tell__cells_take_whole(&cells, 1, &n, 1);
  tell__cells_take_real(&cells, 2, &value, 1);
  assert_int_equal(cells.status, TELL_OK);
  assert_int_equal(tell__table_states(to, 0)[0], TELL_STATE_MISSING);
  assert_int_equal(tell__table_states(to, 1)[0], TELL_STATE_HIDDEN);
  assert_true(tell__table_f64(to, 2)[0] == 0.25);
  assert_string_equal(tell__strings_get(tell__table_strings(to), tell__table_codes(to, 3)[0], NULL),
                      "0");
  tell_table_free(from);
  tell_table_free(to);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_create_bad_columns_are_refused),
      cmocka_unit_test(test_columns_are_known_while_sealed),
      cmocka_unit_test(test_cells_sealed_table_is_not_released),
      cmocka_unit_test(test_cells_unsealed_table_gives_what_was_set),
      cmocka_unit_test(test_set_state_value_is_forgotten_unless_present),
      cmocka_unit_test(test_set_no_such_cell_or_type_is_refused),
      cmocka_unit_test(test_table_without_rows_or_no_table_is_empty),
      cmocka_unit_test(test_columns_find_gives_cells_whatever_the_seal),
      cmocka_unit_test(test_columns_find_is_missing_for_another_type_and_without_rows),
      cmocka_unit_test(test_cells_take_copies_value_and_state),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
