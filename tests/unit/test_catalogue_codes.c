/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history of codes leads from each of Statistics Norway's lists of municipalities (KLASS 131;
 * tests/data/codes) to the next, and nowhere else.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "catalogue/catalogue.h"
#include "csv/input.h"

enum { LIST_MAX = 500, LISTS_MAX = 12 };

typedef struct list {
  int year;
  int count;
  char codes[LIST_MAX][5];
} list;

typedef struct fixture {
  tell_catalogue *catalogue;
  int count;
  list lists[LISTS_MAX];
} fixture;

static const char *const COUNTIES[][2] = {
    {"2001", "01 02 03 04 05 06 07 08 09 10 11 12 14 15 16 17 18 19 20"},
    {"2018", "01 02 03 04 05 06 07 08 09 10 11 12 14 15 18 19 20 50"},
    {"2020", "03 11 15 18 30 34 38 42 46 50 54"},
    {"2024", "03 11 15 18 31 32 33 34 39 40 42 46 50 55 56"},
};

static void take_list(list *made, const tell__record *record) {
  tell__field codes = tell__record_field(record, 1);
  made->year = atoi(tell__record_field(record, 0).bytes); /* a delimiter follows */
  for (size_t at = 0; at < codes.length; at += 5) {
    assert_true(made->count < LIST_MAX && at + 4 <= codes.length);
    assert_true(at + 4 == codes.length || codes.bytes[at + 4] == ' ');
    memcpy(made->codes[made->count], codes.bytes + at, 4);
    made->codes[made->count++][4] = '\0';
  }
}

static int setup(void **state) {
  fixture *f = calloc(1, sizeof *f);
  tell__input *input = NULL;
  tell__record record;
  if (f == NULL || tell_catalogue_create(&f->catalogue, NULL) != TELL_OK ||
      tell__input_open_path(TELL_SOURCE_ROOT "/tests/data/codes/municipalities.csv", &input,
                            NULL) != TELL_OK)
    return -1;
  *state = f;
  (void)tell__input_next(input, &record, NULL);
  while (f->count < LISTS_MAX && tell__input_next(input, &record, NULL) == TELL_OK)
    take_list(&f->lists[f->count++], &record);
  tell__input_free(input);
  return 0;
}

static int teardown(void **state) {
  fixture *f = *state;
  tell_catalogue_free(f->catalogue);
  free(f);
  return 0;
}

static int in_list(const list *of, const char *code) {
  for (int i = 0; i < of->count; i++)
    if (strcmp(of->codes[i], code) == 0)
      return 1;
  return 0;
}

static int32_t first(const fixture *f, const char *level, const char *code) {
  return tell__catalogue_code(f->catalogue, level, code, strlen(code));
}

/* The history's row from one code to the other, NULL when there is none. */
static const tell__code *step(const fixture *f, const char *level, const char *code,
                              const char *successor) {
  const tell__code *codes = tell__catalogue_get(f->catalogue)->codes;
  int32_t row = first(f, level, code);
  while (row >= 0 && strcmp(codes[row].successor, successor) != 0)
    row = tell__catalogue_code_next(f->catalogue, row);
  return row >= 0 ? &codes[row] : NULL;
}

static void assert_step(const fixture *f, const char *level, const char *code,
                        const char *successor, int period, tell__code_kind kind) {
  const tell__code *found = step(f, level, code, successor);
  assert_non_null(found);
  assert_int_equal(found->period, period);
  assert_int_equal(found->kind, kind);
}

static int step_count(const fixture *f, const char *level, const char *code) {
  int count = 0;
  for (int32_t row = first(f, level, code); row >= 0;
       row = tell__catalogue_code_next(f->catalogue, row))
    count++;
  return count;
}

static void test_code_leads_to_its_successor(void **state) {
  const fixture *f = *state;
  assert_step(f, "municipality", "1201", "4601", 2020, TELL__CODE_RENUMBERED);
  assert_step(f, "municipality", "1238", "4622", 2020, TELL__CODE_RENUMBERED);
  assert_step(f, "municipality", "1241", "4624", 2020, TELL__CODE_MERGED);
  assert_step(f, "municipality", "1243", "4624", 2020, TELL__CODE_MERGED);
  assert_step(f, "municipality", "1601", "5001", 2018, TELL__CODE_RENUMBERED);
  assert_step(f, "municipality", "5030", "5001", 2020, TELL__CODE_MERGED);
  assert_step(f, "municipality", "1567", "5061", 2019, TELL__CODE_RENUMBERED);
  assert_step(f, "municipality", "0720", "0710", 2017, TELL__CODE_SPLIT);
  assert_step(f, "municipality", "1534", "1507", 2020, TELL__CODE_MERGED);
  assert_step(f, "municipality", "1507", "1508", 2024, TELL__CODE_SPLIT);
  assert_step(f, "municipality", "1507", "1580", 2024, TELL__CODE_SPLIT);
  assert_int_equal(step_count(f, "municipality", "1201"), 1);
  assert_int_equal(step_count(f, "municipality", "1507"), 2);
  assert_int_equal(step_count(f, "municipality", "1850"), 2);
  assert_int_equal(step_count(f, "municipality", "5012"), 3);
}

static void test_code_of_counties_is_the_reforms(void **state) {
  const fixture *f = *state;
  assert_step(f, "county", "16", "50", 2018, TELL__CODE_MERGED);
  assert_step(f, "county", "17", "50", 2018, TELL__CODE_MERGED);
  assert_step(f, "county", "12", "46", 2020, TELL__CODE_MERGED);
  assert_step(f, "county", "14", "46", 2020, TELL__CODE_MERGED);
  assert_step(f, "county", "30", "32", 2024, TELL__CODE_SPLIT);
  assert_int_equal(step_count(f, "county", "30"), 3);
  assert_int_equal(step_count(f, "county", "38"), 2);
  assert_int_equal(step_count(f, "county", "54"), 2);
}

static void test_code_in_use_or_unknown_has_no_successor(void **state) {
  const fixture *f = *state;
  assert_int_equal(first(f, "municipality", "4601"), -1);
  assert_int_equal(first(f, "municipality", "0301"), -1);
  assert_int_equal(first(f, "county", "46"), -1);
  assert_int_equal(first(f, "county", "1201"), -1);
  assert_int_equal(first(f, "school", "1201"), -1);
  assert_int_equal(first(f, "municipality", ""), -1);
  assert_int_equal(tell__catalogue_code_next(f->catalogue, -1), -1);
  assert_int_equal(tell__catalogue_code_next(f->catalogue, 100000), -1);
}

/* A code is on the new list when it was there and has no successor yet, or when it is one. */
static int is_made(const fixture *f, const list *before, int year, const char *code) {
  const tell__catalogue_view *view = tell__catalogue_get(f->catalogue);
  int made = in_list(before, code);
  for (int32_t i = 0; i < view->codes_count; i++) {
    const tell__code *found = &view->codes[i];
    if (found->period <= before->year || found->period > year ||
        strcmp(found->level, "municipality") != 0)
      continue;
    if (strcmp(found->code, code) == 0)
      return 0;
    made |= strcmp(found->successor, code) == 0;
  }
  return made;
}

static void test_codes_lead_from_each_list_of_municipalities_to_the_next(void **state) {
  const fixture *f = *state;
  assert_int_equal(f->count, 9);
  for (int i = 1; i < f->count; i++) {
    const list *before = &f->lists[i - 1], *after = &f->lists[i];
    for (int number = 0; number < 10000; number++) {
      char code[8];
      snprintf(code, sizeof code, "%04d", number);
      if (is_made(f, before, after->year, code) != in_list(after, code))
        fail_msg("%s between %d and %d", code, before->year, after->year);
    }
  }
  assert_int_equal(f->lists[f->count - 1].count, 357);
}

static int ends_in_use(const fixture *f, const char *level, const char *code, int depth) {
  const tell__code *codes = tell__catalogue_get(f->catalogue)->codes;
  int32_t row = first(f, level, code);
  assert_true(depth < 10);
  if (row < 0)
    return strcmp(level, "county") == 0 ? strstr(COUNTIES[3][1], code) != NULL
                                        : in_list(&f->lists[f->count - 1], code);
  for (; row >= 0; row = tell__catalogue_code_next(f->catalogue, row))
    if (!ends_in_use(f, level, codes[row].successor, depth + 1))
      return 0;
  return 1;
}

static void test_codes_all_end_in_a_code_of_2024(void **state) {
  const fixture *f = *state;
  const tell__catalogue_view *view = tell__catalogue_get(f->catalogue);
  for (int32_t i = 0; i < view->codes_count; i++)
    if (!ends_in_use(f, view->codes[i].level, view->codes[i].code, 0))
      fail_msg("%s does not end in use", view->codes[i].code);
}

static int county_is_valid(const char *code, int year) {
  char county[3] = {code[0], code[1], '\0'};
  size_t i = sizeof COUNTIES / sizeof *COUNTIES - 1;
  while (atoi(COUNTIES[i][0]) > year)
    i--;
  return strstr(COUNTIES[i][1], county) != NULL;
}

static void test_codes_of_municipalities_begin_with_a_county_of_their_time(void **state) {
  const tell__catalogue_view *view = tell__catalogue_get(((fixture *)*state)->catalogue);
  for (int32_t i = 0; i < view->codes_count; i++) {
    const tell__code *found = &view->codes[i];
    assert_true(county_is_valid(found->code, found->period - 1));
    assert_true(county_is_valid(found->successor, found->period));
  }
}

/* The counties of a list, worked out from the one before as for municipalities. */
static void test_codes_of_counties_lead_from_list_to_list(void **state) {
  const tell__catalogue_view *view = tell__catalogue_get(((fixture *)*state)->catalogue);
  for (size_t i = 1; i < sizeof COUNTIES / sizeof *COUNTIES; i++)
    for (int number = 1; number < 100; number++) {
      char code[8];
      snprintf(code, sizeof code, "%02d", number);
      int made = strstr(COUNTIES[i - 1][1], code) != NULL;
      for (int32_t row = 0; row < view->codes_count; row++) {
        const tell__code *found = &view->codes[row];
        if (strcmp(found->level, "county") != 0 || found->period != atoi(COUNTIES[i][0]))
          continue;
        made = (made && strcmp(found->code, code) != 0) || strcmp(found->successor, code) == 0;
      }
      assert_int_equal(made, strstr(COUNTIES[i][1], code) != NULL);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_code_leads_to_its_successor),
      cmocka_unit_test(test_code_of_counties_is_the_reforms),
      cmocka_unit_test(test_code_in_use_or_unknown_has_no_successor),
      cmocka_unit_test(test_codes_lead_from_each_list_of_municipalities_to_the_next),
      cmocka_unit_test(test_codes_all_end_in_a_code_of_2024),
      cmocka_unit_test(test_codes_of_municipalities_begin_with_a_county_of_their_time),
      cmocka_unit_test(test_codes_of_counties_lead_from_list_to_list),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
