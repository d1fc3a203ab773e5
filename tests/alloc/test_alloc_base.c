/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts, maps, issues and tables with every allocation made to fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/issues.h"
#include "base/keymap.h"
#include "base/text.h"
#include "base/utf8.h"
#include "failing_alloc.h"
#include "table/table.h"

enum { MANY = 200 };

static int build_text(void *payload) {
  tell__text text = {0};
  (void)payload;
  for (int i = 0; i < MANY; i++)
    tell__text_add(&text, "0123456789");
  int whole = !text.failed && text.length == MANY * 10;
  int honest = whole || text.failed;
  tell__text_free(&text);
  return honest ? whole : -1;
}

static int build_strings(void *payload) {
  tell__strings *strings = tell__strings_create();
  char large[20000];
  int done = 0;
  (void)payload;
  if (strings == NULL)
    return 0;
  memset(large, 'x', sizeof large);
  for (int i = 1; i <= MANY; i++) {
    char text[16];
    size_t length = (size_t)snprintf(text, sizeof text, "%d", i);
    if (i == MANY / 2 && tell__strings_add(strings, large, sizeof large) < 0)
      goto out;
    int32_t number = tell__strings_add(strings, text, length);
    if (number < 0)
      goto out;
    if (strcmp(tell__strings_get(strings, number, NULL), text) != 0)
      done = -1;
  }
  done = done == 0;
out:
  /* What was taken in stays in order after a failure. */
  for (int32_t i = 0; i < tell__strings_count(strings); i++) {
    size_t length = 0;
    const char *text = tell__strings_get(strings, i, &length);
    if (tell__strings_find(strings, text, length) != i)
      done = -1;
  }
  tell__strings_free(strings);
  return done;
}

static int build_keymap(void *payload) {
  tell__keymap *map = tell__keymap_create(3);
  int done = 0;
  int64_t held = 0;
  (void)payload;
  if (map == NULL)
    return 0;
  for (; held < MANY; held++)
    if (tell__keymap_add(map, (int64_t[]){held, -held, 7}, held) < 0)
      break;
  done = held == MANY && tell__keymap_set(map, (int64_t[]){1, 2, 3}, 4);
  for (int64_t i = 0; i < held; i++)
    if (tell__keymap_find(map, (int64_t[]){i, -i, 7}) != i)
      done = -1;
  tell__keymap_free(map);
  return done;
}

static int build_issues(void *payload) {
  tell_issues *issues = tell__issues_create(MANY);
  int64_t added = 0;
  (void)payload;
  if (issues == NULL)
    return 0;
  for (; added < 2 * MANY; added++) {
    char name[16];
    snprintf(name, sizeof name, "%d", (int)added);
    tell__position position = {name, 1, 1, name};
    if (tell__issues_add(issues, TELL_SEVERITY_ERROR, "code", &position, name) != TELL_OK)
      break;
  }
  int done = added == 2 * MANY;
  if (tell_issues_count(issues) + tell_issues_dropped(issues) != added ||
      tell_issues_total(issues, TELL_SEVERITY_ERROR) != added)
    done = -1;
  tell__issues_free(issues);
  return done;
}

static int build_name_key(void *payload) {
  (void)payload;
  char *key = tell__utf8_name_key("SKOLE", 5);
  int done = key != NULL;
  tell__free(key);
  return done;
}

static int fill_table(tell_table *table, tell_error *err) {
  for (int i = 0; i < MANY; i++) {
    int64_t row = 0;
    char text[16];
    size_t length = (size_t)snprintf(text, sizeof text, "%d", i);
    if (tell__table_add_row(table, &row, err) != TELL_OK ||
        tell__table_set_text(table, 0, row, text, length, err) != TELL_OK)
      return 0;
    tell__table_set_i64(table, 1, row, i, err);
    tell__table_set_f64(table, 2, row, i, err);
  }
  return 1;
}

/* The error object is made first: a failure must be told through it, without memory. */
static int build_table(void *payload) {
  const tell__column_spec specs[] = {
      {"t", TELL_COLUMN_TEXT}, {"n", TELL_COLUMN_I64}, {"x", TELL_COLUMN_F64}};
  tell_error *err = payload;
  tell_table *table = NULL;
  tell__error_clear(err);
  int done = tell__table_create(specs, 3, &table, err) == TELL_OK && fill_table(table, err);
  if (!done && (tell_error_status(err) != TELL_E_MEMORY || tell_error_message(err)[0] == '\0'))
    done = -1;
  for (int64_t i = 0; table != NULL && i + 1 < tell_table_row_count(table); i++)
    if (tell__table_i64(table, 1)[i] != i || tell__table_states(table, 0)[i] != 0)
      done = -1;
  tell_table_free(table);
  return done;
}

static int build_error(void *payload) {
  tell_error *err = NULL;
  (void)payload;
  int done = tell_error_create(&err) == TELL_OK;
  if (!done && err != NULL)
    done = -1;
  tell_error_free(err);
  return done;
}

static void test_base_every_allocation_may_fail(void **state) {
  (void)state;
  assert_true(failing_alloc_each(build_text, NULL) >= 6);
  assert_true(failing_alloc_each(build_strings, NULL) >= 10);
  assert_true(failing_alloc_each(build_keymap, NULL) >= 10);
  assert_true(failing_alloc_each(build_issues, NULL) >= 10);
  assert_int_equal(failing_alloc_each(build_name_key, NULL), 2);
  assert_int_equal(failing_alloc_each(build_error, NULL), 2);
}

static void test_table_every_allocation_may_fail(void **state) {
  (void)state;
  tell_error *err = NULL;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_true(failing_alloc_each(build_table, err) >= 20);
  tell_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_base_every_allocation_may_fail),
      cmocka_unit_test(test_table_every_allocation_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
