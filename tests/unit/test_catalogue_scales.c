/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Levels and corrected means say what Udir, the register data and Statistics Norway say. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/number.h"
#include "catalogue/catalogue.h"
#include "csv/input.h"
#include "near.h"

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

static tell__input *open_real(const char *name) {
  char path[1024];
  tell__input *input = NULL;
  const char *shared = getenv("TELL_SHARED");
  snprintf(path, sizeof path, "%s/data/real/%s",
           shared != NULL && shared[0] != '\0' ? shared : TELL_SHARED_DEFAULT, name);
  tell_status status = tell__input_open_path(path, &input, NULL);
  if (status == TELL_E_NOT_FOUND)
    skip();
  assert_int_equal(status, TELL_OK);
  return input;
}

/* A test by the name that a file has for it. */
static int32_t test_of(const tell_catalogue *catalogue, const char *name, const char *ending) {
  static const struct {
    const char *name, *stem;
  } tests[] = {{"Engelsk", "np_engelsk"}, {"Lesing", "np_lesing"}, {"Regning", "np_regning"},
               {"ENG", "np_engelsk"},     {"NOR", "np_lesing"},    {"MATH", "np_regning"}};
  char id[64];
  for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
    if (strncmp(name, tests[i].name, strlen(tests[i].name)) != 0)
      continue;
    snprintf(id, sizeof id, "%s%s", tests[i].stem, ending);
    return tell__catalogue_indicator(catalogue, id, strlen(id));
  }
  fail_msg("no such test: %s", name);
  return -1;
}

static int32_t level(void **state, const char *test, int grade, int period, double score) {
  return tell__catalogue_level(*state, test_of(*state, test, "_niva"), grade, period, score);
}

static double number(const tell__record *record, size_t field, char mark) {
  double value = 0;
  assert_true(field < record->count);
  tell__field cell = tell__record_field(record, field);
  assert_int_equal(tell__number_read(cell.bytes, cell.length, mark, &value, NULL), TELL__NUMBER_OK);
  return value;
}

/* The text of a cell; `room` holds 64 bytes. */
static const char *text(const tell__record *record, size_t field, char *room) {
  assert_true(field < record->count);
  tell__field cell = tell__record_field(record, field);
  snprintf(room, 64, "%.*s", (int)cell.length, cell.bytes);
  return room;
}

static int whole(const tell__record *record, size_t field) {
  int64_t value = 0;
  assert_true(field < record->count);
  tell__field cell = tell__record_field(record, field);
  assert_int_equal(tell__whole_read(cell.bytes, cell.length, &value), TELL__NUMBER_OK);
  return (int)value;
}

static void test_level_is_that_of_the_scale_in_force(void **state) {
  assert_int_equal(level(state, "Lesing", 5, 2022, 42), 1);
  assert_int_equal(level(state, "Lesing", 5, 2022, 43), 2);
  assert_int_equal(level(state, "Lesing", 5, 2022, 55), 2);
  assert_int_equal(level(state, "Lesing", 5, 2040, 56), 3);
  assert_int_equal(level(state, "Lesing", 5, 2021, 56), 2);
  assert_int_equal(level(state, "Lesing", 5, 2016, 57.49), 2);
  assert_int_equal(level(state, "Lesing", 5, 2016, 57.5), 3);
  assert_int_equal(level(state, "Lesing", 5, 2015, 56.5), 3);
  assert_int_equal(level(state, "Regning", 8, 2014, 36.9), 1);
  assert_int_equal(level(state, "Regning", 8, 2015, 36.9), 2);
  assert_int_equal(level(state, "Engelsk", 8, 2022, 100), 5);
  assert_int_equal(level(state, "Engelsk", 8, 2022, -1), 1);
}

static void test_level_without_cut_points_is_0(void **state) {
  assert_int_equal(level(state, "Engelsk", 9, 2022, 50), 0);
  assert_int_equal(level(state, "Lesing", 7, 2022, 50), 0);
  assert_int_equal(level(state, "Lesing", 5, 2013, 50), 0);
  assert_int_equal(level(state, "Lesing", 5, 2022, (double)NAN), 0);
  assert_int_equal(tell__catalogue_level(*state, -1, 5, 2022, 50), 0);
  assert_int_equal(tell__catalogue_level(*state, 100000, 5, 2022, 50), 0);
  assert_int_equal(tell__catalogue_level(*state, test_of(*state, "Lesing", ""), 5, 2022, 50), 0);
}

static void test_level_agrees_with_udirs_table_of_the_scale_of_2022(void **state) {
  tell__input *input = open_real("udir-np-mestringsniva-grenser-2022.csv");
  tell__record record;
  int rows = 0;
  assert_int_equal(tell__input_next(input, &record, NULL), TELL_OK);
  while (tell__input_next(input, &record, NULL) == TELL_OK) {
    int grade = whole(&record, 1), expected = whole(&record, 3);
    char room[64];
    const char *test = text(&record, 2, room);
    for (size_t end = 4; end <= 5; end++) {
      if (tell__record_field(&record, end).length == 0)
        continue;
      double score = number(&record, end, 0);
      assert_int_equal(level(state, test, grade, 2022, score), expected);
      assert_int_equal(level(state, test, grade, 2025, score), expected);
      if (grade == 8 && strcmp(test, "Engelsk") != 0)
        assert_int_equal(level(state, test, 9, 2024, score), expected);
    }
    rows++;
  }
  assert_int_equal(rows, 24);
  tell__input_free(input);
}

/* The highest score of pupils at one level and the lowest at the next, in the registers. */
static void test_level_agrees_with_pupils_of_2014_to_2021(void **state) {
  tell__input *input = open_real("np-mestringsniva-grenser-empirisk-raw-2014-2021.csv");
  tell__record record;
  int rows = 0;
  assert_int_equal(tell__input_next(input, &record, NULL), TELL_OK);
  while (tell__input_next(input, &record, NULL) == TELL_OK) {
    char room[64];
    const char *test = text(&record, 1, room);
    int period = whole(&record, 0), grade = whole(&record, 2);
    double below = number(&record, 6, '.'), above = number(&record, 7, '.');
    assert_int_equal(level(state, test, grade, period, below), whole(&record, 4));
    assert_int_equal(level(state, test, grade, period, above), whole(&record, 5));
    if (grade == 8 && strcmp(test, "ENG") != 0)
      assert_int_equal(level(state, test, 9, period, above), whole(&record, 5));
    rows++;
  }
  assert_int_equal(rows, 8 * 3 * (2 + 4));
  tell__input_free(input);
}

static void test_cutpoints_agree_with_limits_found_for_2014_to_2021(void **state) {
  tell__input *input = open_real("np-mestringsniva-grenser-empirisk-2014-2021.csv");
  tell__record record;
  int limits = 0;
  assert_int_equal(tell__input_next(input, &record, NULL), TELL_OK);
  while (tell__input_next(input, &record, NULL) == TELL_OK) {
    char years_room[64], test_room[64];
    const char *years = text(&record, 6, years_room);
    int32_t test = test_of(*state, text(&record, 0, test_room), "_niva");
    for (int period = 2014; period <= 2021; period++) {
      char year[8];
      snprintf(year, sizeof year, "%d", period);
      if (strstr(years, year) == NULL)
        continue;
      const tell__cutpoint *found =
          tell__catalogue_cutpoints(*state, test, whole(&record, 1), period);
      assert_non_null(found);
      assert_int_equal(found->limit_count, whole(&record, 1) == 5 ? 2 : 4);
      assert_true(found->limits[whole(&record, 2) - 1] == number(&record, 5, '.'));
      limits++;
    }
  }
  assert_int_equal(limits, 8 * 3 * (2 + 4));
  tell__input_free(input);
}

/* The corrected mean; 0 where there is no correction. */
static int rescale(const tell_catalogue *catalogue, int32_t indicator, int32_t grade,
                   int32_t period, double value, double *out) {
  const tell__rescaling *by = tell__catalogue_rescaling(catalogue, indicator, grade, period);
  if (by != NULL)
    *out = tell__rescaling_value(by, value);
  return by != NULL;
}

static double rescaled(void **state, const char *test, int grade, int period, double value) {
  double out = -1;
  assert_int_equal(rescale(*state, test_of(*state, test, ""), grade, period, value, &out), 1);
  return out;
}

static void test_rescale_gives_the_check_values(void **state) {
  assert_double_near(rescaled(state, "Engelsk", 5, 2019, 50), 50.3351, 0, 5e-5);
  assert_double_near(rescaled(state, "Engelsk", 8, 2019, 50), 51.4338, 0, 5e-5);
  assert_double_near(rescaled(state, "Lesing", 5, 2019, 50), 48.5729, 0, 5e-5);
  assert_double_near(rescaled(state, "Lesing", 8, 2019, 50), 50.3798, 0, 5e-5);
  assert_double_near(rescaled(state, "Regning", 5, 2019, 50), 50.0535, 0, 5e-5);
  assert_double_near(rescaled(state, "Regning", 8, 2019, 50), 50.5349, 0, 5e-5);
}

static void test_rescale_only_where_it_was_published(void **state) {
  static const struct {
    const char *test;
    int grade, period;
  } none[] = {{"Lesing", 5, 2014},  {"Lesing", 8, 2015},  {"Lesing", 9, 2019},
              {"Regning", 9, 2019}, {"Engelsk", 5, 2013}, {"Engelsk", 8, 2022}};
  double out = 7;
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    assert_int_equal(
        rescale(*state, test_of(*state, none[i].test, ""), none[i].grade, none[i].period, 50, &out),
        0);
  assert_int_equal(rescale(*state, -1, 5, 2019, 50, &out), 0);
  assert_int_equal(rescale(*state, 100000, 5, 2019, 50, &out), 0);
  assert_true(out == 7);
}

/* A line is known by two points: the old mean goes to the new one, and so does one sd above. */
static void test_rescale_agrees_with_the_published_table(void **state) {
  tell__input *input = open_real("ssb-np-omskalering-2014-2021.csv");
  tell__record record;
  int rows = 0;
  for (int title = 0; title < 3; title++)
    assert_int_equal(tell__input_next(input, &record, NULL), TELL_OK);
  while (tell__input_next(input, &record, NULL) == TELL_OK) {
    char test_room[64], period_room[64];
    const char *test = text(&record, 1, test_room);
    int period = atoi(text(&record, 0, period_room));
    int grade = strchr(test, '5') != NULL ? 5 : 8;
    double old_mean = number(&record, 2, ','), old_sd = number(&record, 3, ',');
    double new_mean = number(&record, 4, ','), new_sd = number(&record, 5, ',');
    assert_double_near(rescaled(state, test, grade, period, old_mean), new_mean, 0, 1e-12);
    assert_double_near(rescaled(state, test, grade, period, old_mean + old_sd), new_mean + new_sd,
                       0, 1e-12);
    rows++;
  }
  assert_int_equal(rows, 44);
  tell__input_free(input);
}

static void test_rescalings_and_limits_name_their_sources(void **state) {
  const tell__catalogue_view *view = tell__catalogue_get(*state);
  assert_int_equal(view->rescalings_count, 44);
  for (int32_t i = 0; i < view->rescalings_count; i++)
    assert_string_equal(view->rescalings[i].source, "ssb-np-corrected");
  for (int32_t i = 0; i < view->cutpoints_count; i++)
    assert_string_equal(view->cutpoints[i].source,
                        view->cutpoints[i].first_period == 2022 ? "udir-np" : "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_level_is_that_of_the_scale_in_force),
      cmocka_unit_test(test_level_without_cut_points_is_0),
      cmocka_unit_test(test_level_agrees_with_udirs_table_of_the_scale_of_2022),
      cmocka_unit_test(test_level_agrees_with_pupils_of_2014_to_2021),
      cmocka_unit_test(test_cutpoints_agree_with_limits_found_for_2014_to_2021),
      cmocka_unit_test(test_rescale_gives_the_check_values),
      cmocka_unit_test(test_rescale_only_where_it_was_published),
      cmocka_unit_test(test_rescale_agrees_with_the_published_table),
      cmocka_unit_test(test_rescalings_and_limits_name_their_sources),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
