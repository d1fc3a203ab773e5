/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Indicators that the catalogue has for all grades together only are summed up
 * over the grades; and answers are read the same from plain records as from
 * quoted ones, which take another way. With the catalogue of job B.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingested.h"
#include "near.h"
#include "random.h"

static const char school[] = "999000001";

static int open_catalogue(void **state) {
  tell_catalogue *catalogue = NULL;
  if (tell_catalogue_create_from(TELL_SOURCE_ROOT "/tests/bench/job_b/catalogue",
                                 TELL_CATALOGUE_EXTEND, &catalogue, NULL) != TELL_OK)
    return 1;
  *state = catalogue;
  return 0;
}

static int close_catalogue(void **state) {
  tell_catalogue_free(*state);
  return 0;
}

static const tell__observation *cell_of(const tell_dataset *data, const char *indicator, int grade,
                                        int gender) {
  int64_t count = 0;
  const tell__observation *all = ingested_observations(data, school, indicator, &count);
  for (int64_t i = 0; i < count; i++)
    if (all[i].grade == grade && all[i].gender == gender)
      return &all[i];
  return NULL;
}

/* Means by hand: (1 + 2 + 3) / 3 = 2 and (5 + 5) / 2 = 5. */
static void test_pupil_indicator_of_all_grades_is_summed_over_them(void **state) {
  tell_dataset *data = ingested_text(
      *state, "Skoleaar;Organisasjonsnummer;Trinn;Kjoenn;Skalapoeng;Mestringsnivaa;S01;S02;S03\n"
              "2022-23;999000001;7;Gutter;50;3;1;2;3\n"
              "2022-23;999000001;10;Gutter;60;4;5;5;\n"
              "2022-23;999000001;10;Jenter;;;9;4;\n");
  assert_string_equal(ingested_account_text(data, 0, "layout"), "pupil-survey");
  assert_int_equal(ingested_account(data, 0, "accepted"), 3);
  assert_null(cell_of(data, "jobb_idx1", 7, 0));
  assert_null(cell_of(data, "jobb_idx1", 10, 0));
  assert_null(cell_of(data, "jobb_idx1", 0, 1)); /* one valid answer of at least two */
  const tell__observation *index = cell_of(data, "jobb_idx1", 0, 2);
  assert_true(index != NULL && index->n == 2 && index->value == 3.5);
  assert_double_near(index->sd, 2.1213203435596424, 1e-15, 0);
  const tell__observation *score = cell_of(data, "jobb_skalapoeng", 0, 0);
  assert_true(score != NULL && score->n == 2 && score->value == 55);
  int64_t levels = 0;
  ingested_observations(data, school, "jobb_skalapoeng_niva", &levels);
  assert_int_equal(levels, 2 * 4); /* boys and all, as many levels as the file has */
  tell_dataset_free(data);
}

static void test_pupil_both_gradings_in_one_file_stay_apart(void **state) {
  tell_dataset *data = ingested_text(*state, "orgnr;skoleår;trinn;kjønn;np_lesing;S01;S02;S03\n"
                                             "999000001;2022-23;5;jente;40;4;4;4\n"
                                             "999000001;2022-23;8;jente;50;2;2;2\n"
                                             "999000001;2022-23;8;gutt;60;;;\n");
  const tell__observation *fifth = cell_of(data, "np_lesing", 5, 0);
  const tell__observation *eighth = cell_of(data, "np_lesing", 8, 0);
  const tell__observation *index = cell_of(data, "jobb_idx1", 0, 0);
  assert_true(fifth != NULL && fifth->n == 1 && fifth->value == 40 && fifth->line == 2);
  assert_true(eighth != NULL && eighth->n == 2 && eighth->value == 55 && eighth->line == 3);
  assert_true(index != NULL && index->n == 2 && index->value == 3 && index->line == 2);
  assert_null(cell_of(data, "np_lesing", 0, 0));
  assert_null(cell_of(data, "jobb_idx1", 5, 0));
  tell_dataset_free(data);
}

/* A file of the same cells, with or without quotes. */
static char *make_file(uint64_t seed, int is_quoted) {
  static const char *const cells[] = {"",  "1", "2", "3",        "4", "5", "9",  "5",  "4", "3",
                                      "2", "1", "4", "vet ikke", ".", "5", " 3", "05", "",  "4",
                                      "3", "2", "5", "1",        " ", "4", "9",  "2",  "",  "3"};
  static const char *const wrong[] = {"6", "0", "x", "33", "3,5", "-"};
  static const char *const genders[] = {"Gutter", "Jenter", "jente", ""};
  const char *quote = is_quoted ? "\"" : "";
  char *text = calloc(1, 400000), *end = text;
  assert_non_null(text);
  end += sprintf(end, "Skoleaar;Organisasjonsnummer;Trinn;Kjoenn;S01;S02;S03;S04;S05;S06;S07;S29;"
                      "S28;S30\n");
  for (int row = 0; row < 2000; row++) {
    end += sprintf(end, "%s%d-%02d%s;%s99900000%d%s;%s%d%s;%s%s%s", quote, 2014 + row / 700,
                   15 + row / 700, quote, quote, row / 90 % 7, quote, quote,
                   1 + (int)(random_next(&seed) % 10), quote, quote,
                   genders[random_next(&seed) % 4], quote);
    for (int i = 0; i < 10; i++) {
      const char *cell = random_next(&seed) % 200 == 0 ? wrong[random_next(&seed) % 6]
                                                       : cells[random_next(&seed) % 30];
      end += sprintf(end, ";%s%s%s", quote, cell, quote);
    }
    end += sprintf(end, "\n");
  }
  return text;
}

static void test_pupil_answers_plain_and_quoted_are_the_same(void **state) {
  for (uint64_t seed = 1; seed <= 5; seed++) {
    char *plain = make_file(seed, 0), *quoted = make_file(seed, 1);
    tell_dataset *a = ingested_text(*state, plain), *b = ingested_text(*state, quoted);
    ingested_assert_equal(a, b);
    assert_true(tell_dataset_observation_count(a) > 100);
    assert_true(ingested_account(a, 0, "rejected") > 20);
    assert_int_equal(ingested_account(a, 0, "rejected"), ingested_account(b, 0, "rejected"));
    assert_int_equal(ingested_issue_count(tell_dataset_issues(a), "unknown_answer"),
                     ingested_issue_count(tell_dataset_issues(b), "unknown_answer"));
    tell_dataset_free(a);
    tell_dataset_free(b);
    free(plain);
    free(quoted);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pupil_indicator_of_all_grades_is_summed_over_them),
      cmocka_unit_test(test_pupil_both_gradings_in_one_file_stay_apart),
      cmocka_unit_test(test_pupil_answers_plain_and_quoted_are_the_same),
  };
  return cmocka_run_group_tests(tests, open_catalogue, close_catalogue);
}
