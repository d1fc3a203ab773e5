/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decimals, units of measure and names in sentences about an indicator. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "handmade.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define PUBLISHED .source = "udir-np", .origin = "published"

static tell_catalogue *catalogue;

static int set_up(void **state) {
  (void)state;
  return tell_catalogue_create(&catalogue, NULL);
}

static int tear_down(void **state) {
  (void)state;
  tell_catalogue_free(catalogue);
  return 0;
}

/* The sentences of rows in one language, by what they end with. */
static void assert_ends(const handmade_row *rows, size_t count, tell_language language,
                        const char *const *ends) {
  tell_table *set = handmade_set(catalogue, rows, count);
  tell_release *release = handmade_release(catalogue, "none", set, NULL);
  tell_buffer *buffer = NULL;
  assert_int_equal(tell_buffer_create(&buffer, NULL), TELL_OK);
  for (size_t row = 0; row < count; row++) {
    assert_int_equal(
        tell_wording_indicator(catalogue, release, (int64_t)row, language, buffer, NULL), TELL_OK);
    const char *said = tell_buffer_text(buffer);
    assert_true(strlen(said) >= strlen(ends[row]));
    assert_string_equal(said + strlen(said) - strlen(ends[row]), ends[row]);
  }
  tell_buffer_free(buffer);
  tell_release_free(release);
  tell_table_free(set);
}

static void put_file(char *path, size_t size, const char *folder, const char *name,
                     const char *text) {
  assert_true(snprintf(path, size, "%s/%s", folder, name) < (int)size);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
}

/* The decimals that the catalogue publishes, and one more only for computed whole ones. */
static void test_wording_indicator_decimals_follow_the_catalogue(void **state) {
  (void)state;
#define AGAINST(which, parts)                                                                      \
  .unit = "900000001", .parent = "4601", .indicator = which, .n = 60, .decimals = parts
  const handmade_row rows[] = {
      /* An index has one decimal, computed or not. */
      {AGAINST("eu_trivsel", 1), .comparator = "computed", .value = 4.5, .difference = 0.26},
      /* A computed mean of scale points has one, and so has what it differs by. */
      {AGAINST("np_lesing", 1), .origin = "computed", .comparator = "published", .value = 51.25,
       .difference = 2.25},
      {AGAINST("np_lesing", 0), PUBLISHED, .comparator = "computed", .value = 52,
       .difference = 2.25},
      /* A caller's own figure that is finer than the publisher's. */
      {AGAINST("np_lesing", 2), .comparator = "published", .value = 52.31, .difference = 2.31},
      {AGAINST("elever", 0), .comparator = "computed", .value = 400, .difference = 1},
      {AGAINST("laerertetthet", 2), PUBLISHED, .value = 15, .difference = 1.005},
  };
  const char *const ends[] = {
      "4,5 poeng på en skala fra 1 til 5, 0,3 poeng høyere enn Testby (4,2).",
      "51,3 skalapoeng, 2,3 skalapoeng høyere enn Testby (49).",
      "52 skalapoeng, 2,3 skalapoeng høyere enn Testby (49,8).",
      "52,31 skalapoeng, 2,31 skalapoeng høyere enn Testby (50).",
      "400 elever, 1 elev høyere enn Testby (399).",
      "15,00 elever per lærer, 1,01 elever per lærer høyere enn Testby (14,00).",
  };
  assert_ends(rows, COUNT_OF(rows), TELL_LANGUAGE_NB, ends);
}

/* The numbers of an interval have the figure's decimals, and never none. */
static void test_wording_indicator_interval_has_the_decimals_of_the_figure(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {.unit = "4601", .indicator = "np_lesing", .n = 60, .value = 50, .lo = 49, .hi = 51.26},
      {.unit = "4601", .n = 60, .value = 4.5, .lo = 4.24, .hi = 4.76, .decimals = 1},
      {.unit = "4601", .n = 60, .value = 4.5, .lo = 4.24, .hi = 4.76, .decimals = 2},
  };
  const char *const ends[] = {"50 skalapoeng (49,0–51,3) i 2022-23.",
                              "4,5 poeng på en skala fra 1 til 5 (4,2–4,8) i 2022-23.",
                              "4,50 poeng på en skala fra 1 til 5 (4,24–4,76) i 2022-23."};
  assert_ends(rows, COUNT_OF(rows), TELL_LANGUAGE_NB, ends);
}

static void test_wording_indicator_difference_of_one_is_singular(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {AGAINST("np_lesing", 0), PUBLISHED, .value = 51, .difference = 1},
      {AGAINST("np_lesing", 0), PUBLISHED, .value = 49, .difference = -1, .verdict = "lower"},
      {AGAINST("np_lesing", 0), PUBLISHED, .value = 52, .difference = 2},
      {AGAINST("np_lesing", 0), PUBLISHED, .value = 61, .difference = 11},
      {AGAINST("fravaer_dager", 1), PUBLISHED, .value = 5, .difference = 1},
      {AGAINST("laerere", 0), .value = 5, .difference = 1},
  };
  const char *const ends[] = {
      "51 scale points, 1 scale point higher than Testby (50).",
      "49 scale points, 1 scale point lower than Testby (50).",
      "52 scale points, 2 scale points higher than Testby (50).",
      "61 scale points, 11 scale points higher than Testby (50).",
      "5.0 days, 1.0 days higher than Testby (4.0).",
      "5 teachers, 1 teacher higher than Testby (4).",
  };
  assert_ends(rows, COUNT_OF(rows), TELL_LANGUAGE_EN, ends);
}

/* Oslo is a municipality in a county of the same name. */
static void test_wording_indicator_parent_of_the_same_name_tells_its_level(void **state) {
  (void)state;
  const handmade_row rows[] = {
      {AGAINST("np_lesing", 0), .name = "Testby", PUBLISHED, .value = 52, .difference = 2}};
  const char *const nb[] = {"Testby har 52 skalapoeng, 2 skalapoeng høyere enn Testby (kommune) "
                            "(50)."};
  const char *const en[] = {"Testby has 52 scale points, 2 scale points higher than Testby "
                            "(municipality) (50)."};
  assert_ends(rows, 1, TELL_LANGUAGE_NB, nb);
  assert_ends(rows, 1, TELL_LANGUAGE_EN, en);
}

/* A unit of measure of the caller's own has no text for one of it. */
static void test_wording_indicator_unit_without_singular_is_said_as_many(void **state) {
  (void)state;
  tell_catalogue *built_in = catalogue;
  char folder[] = "/tmp/telling-wording-XXXXXX", texts[64], indicators[64];
  assert_non_null(mkdtemp(folder));
  put_file(texts, sizeof texts, folder, "texts.csv",
           "key;nb;nn;en\nunit.books;bøker;bøker;books\nunitdiff.books;bøker;bøker;books\n");
  put_file(indicators, sizeof indicators, folder, "indicators.csv",
           "id;family;kind;unit;scale_min;scale_max;plausible_min;plausible_max;direction;decimals;"
           "source;distribution;sd_kind;minimum_answers;name_nb;name_nn;name_en;about_nb;about_nn;"
           "about_en\n"
           "books;register;mean;books;;;;;none;0;;;none;;Bøker;Bøker;Books;a;b;c\n");
  assert_int_equal(tell_catalogue_create_from(folder, TELL_CATALOGUE_EXTEND, &catalogue, NULL),
                   TELL_OK);
  const handmade_row rows[] = {{AGAINST("books", 0), .value = 5, .difference = 1}};
  const char *const ends[] = {"5 books, 1 books higher than Testby (4)."};
  assert_ends(rows, 1, TELL_LANGUAGE_EN, ends);
  tell_catalogue_free(catalogue);
  catalogue = built_in;
  assert_int_equal(remove(texts), 0);
  assert_int_equal(remove(indicators), 0);
  assert_int_equal(rmdir(folder), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_wording_indicator_decimals_follow_the_catalogue),
      cmocka_unit_test(test_wording_indicator_interval_has_the_decimals_of_the_figure),
      cmocka_unit_test(test_wording_indicator_difference_of_one_is_singular),
      cmocka_unit_test(test_wording_indicator_parent_of_the_same_name_tells_its_level),
      cmocka_unit_test(test_wording_indicator_unit_without_singular_is_said_as_many),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
