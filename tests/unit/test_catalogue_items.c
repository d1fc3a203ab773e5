/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions of the survey's indices are the ones that Udir publishes under them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "catalogue/catalogue.h"

static int setup(void **state) {
  tell_catalogue *catalogue = NULL;
  if (tell_catalogue_create(&catalogue, NULL) != TELL_OK)
    return -1;
  *state = catalogue;
  return 0;
}

static int teardown(void **state) {
  tell_catalogue_free(*state);
  return 0;
}

static int32_t indicator(void **state, const char *id) {
  return tell__catalogue_indicator(*state, id, strlen(id));
}

static int32_t item(void **state, const char *name) {
  return tell__catalogue_item(*state, name, strlen(name));
}

/* Data-formats of the publisher, table 152: how many questions each index has. */
static void test_items_are_as_many_as_the_publisher_has(void **state) {
  static const struct {
    const char *id;
    int count;
  } expected[] = {{"eu_trivsel", 1},        {"eu_faglig_utfordring", 1}, {"eu_motivasjon", 3},
                  {"eu_mestring", 3},       {"eu_stotte_laerer", 5},     {"eu_stotte_hjemme", 3},
                  {"eu_laeringskultur", 3}, {"eu_vurdering", 8},         {"eu_medvirkning", 4},
                  {"eu_felles_regler", 3},  {"eu_radgivning", 1},        {"eu_mobbing", 3}};
  const tell__catalogue_view *view = tell__catalogue_get(*state);
  int total = 0;
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
    int32_t which = indicator(state, expected[i].id);
    assert_int_equal(tell__catalogue_items(*state, which, NULL), expected[i].count);
    /* The publisher counts pupils who answered all the questions of an index. */
    if (strcmp(expected[i].id, "eu_mobbing") != 0)
      assert_int_equal(view->indicators[which].minimum_answers, expected[i].count);
    total += expected[i].count;
  }
  assert_int_equal(view->items_count, total);
  assert_int_equal(tell__catalogue_items(*state, indicator(state, "np_lesing"), NULL), 0);
  assert_int_equal(tell__catalogue_items(*state, -1, NULL), 0);
  assert_int_equal(tell__catalogue_items(*state, view->indicators_count, NULL), 0);
}

static void test_items_come_in_the_order_of_the_file(void **state) {
  static const char *const expected[] = {"interessert", "liker_skolearbeidet", "gleder_seg"};
  const tell__catalogue_view *view = tell__catalogue_get(*state);
  const int32_t *rows = NULL;
  assert_int_equal(tell__catalogue_items(*state, indicator(state, "eu_motivasjon"), &rows), 3);
  for (int i = 0; i < 3; i++) {
    assert_string_equal(view->items[rows[i]].id, expected[i]);
    assert_int_equal(view->items[rows[i]].indicator, indicator(state, "eu_motivasjon"));
  }
}

static void test_items_only_bullying_counts_pupils(void **state) {
  const tell__catalogue_view *view = tell__catalogue_get(*state);
  int32_t bullying = indicator(state, "eu_mobbing");
  for (int32_t i = 0; i < view->items_count; i++) {
    assert_int_equal(view->items[i].lowest, 1);
    assert_int_equal(view->items[i].highest, 5);
    assert_int_equal(view->items[i].counts_from, view->items[i].indicator == bullying ? 3 : 0);
    for (int32_t j = 0; j < i; j++)
      assert_string_not_equal(view->items[i].id, view->items[j].id);
  }
}

static void test_item_is_found_by_id_and_by_question(void **state) {
  int32_t row = item(state, "trives");
  assert_true(row >= 0);
  assert_string_equal(tell__catalogue_get(*state)->items[row].id, "trives");
  assert_int_equal(item(state, "Trives du p\u00E5 skolen?"), row);
  assert_int_equal(item(state, " TRIVES du pa\u030A  skolen?"), row);
  assert_int_equal(item(state, "Trivst du p\u00E5 skulen?"), row);
  assert_int_equal(item(state, "Are you happy at school?"), row);
  assert_int_equal(item(state, "Trives du hjemme?"), -1);
  assert_int_equal(item(state, ""), -1);
}

/* The text behind a key of the JSON text, up to its quote. */
static const char *member(const char *from, const char *key, char *out, size_t size) {
  const char *start = strstr(from, key);
  if (start == NULL)
    return NULL;
  start += strlen(key);
  size_t length = strcspn(start, "\"");
  assert_true(length < size);
  memcpy(out, start, length);
  out[length] = '\0';
  return start + length;
}

static void check_published_questions(void **state, const char *bytes, int expected) {
  const tell__catalogue_view *view = tell__catalogue_get(*state);
  char index[256], question[512];
  int seen[64] = {0}, count = 0;
  while ((bytes = member(bytes, "\"Spoersmaalgruppe\":\"", index, sizeof index)) != NULL) {
    bytes = member(bytes, "\"Spoersmaalnavn\":\"", question, sizeof question);
    assert_non_null(bytes);
    if (strcmp(question, "Alle sp\u00F8rsm\u00E5l") == 0)
      continue;
    int32_t row = item(state, question);
    if (row < 0)
      fail_msg("unknown question: %s", question);
    /* The guidance index has another name in the table than on the pages. */
    if (strncmp(index, "Utdanning og yrkesveiledning", 28) != 0)
      assert_string_equal(view->indicators[view->items[row].indicator].name.nb, index);
    count += seen[row] == 0;
    seen[row] = 1;
  }
  assert_int_equal(count, expected);
}

static void check_published_file(void **state, const char *name, int expected) {
  enum { ROOM = 4 << 20 };
  char path[1024];
  const char *shared = getenv("TELL_SHARED");
  snprintf(path, sizeof path, "%s/data/real/%s",
           shared != NULL && shared[0] != '\0' ? shared : TELL_SHARED_DEFAULT, name);
  FILE *file = fopen(path, "rb");
  if (file == NULL)
    skip();
  char *text = calloc(ROOM + 1, 1);
  assert_non_null(text);
  size_t length = fread(text, 1, ROOM, file);
  assert_true(length > 0 && length < ROOM);
  assert_int_equal(fclose(file), 0);
  check_published_questions(state, text, expected);
  free(text);
}

static void test_items_hold_every_question_of_udirs_table_of_indices(void **state) {
  check_published_file(state, "udir-eksport-152-projected-bergen-private-gymnas.json", 35);
}

static void test_items_hold_every_question_of_udirs_table_of_bullying(void **state) {
  check_published_file(state, "udir-eksport-154-projected-bergen-private-gymnas.json", 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_items_are_as_many_as_the_publisher_has),
      cmocka_unit_test(test_items_come_in_the_order_of_the_file),
      cmocka_unit_test(test_items_only_bullying_counts_pupils),
      cmocka_unit_test(test_item_is_found_by_id_and_by_question),
      cmocka_unit_test(test_items_hold_every_question_of_udirs_table_of_indices),
      cmocka_unit_test(test_items_hold_every_question_of_udirs_table_of_bullying),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
