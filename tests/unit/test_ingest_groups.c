/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Groups of pupils given out by themselves: the same figures as those of the
 * dataset, in one order, for any threads and blocks; only under a policy that
 * hides nothing. The figures themselves are held in test_ingest_pupil_oracle.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/ingest.h"
#include "ingested.h"
#include "near.h"
#include "random.h"
#include "telling/groups.h"

static const char answers[] = "orgnr;skoleår;trinn;kjønn;trives;np_lesing\n"
                              "999000002;2012-13;8;jente;4;50\n"
                              "999000001;2012-13;8;gutt;2;\n"
                              "999000001;2012-13;8;;5;41,5\n"
                              "999000001;2011-12;8;jente;3;\n";

static char *read_file(const char *name) {
  char path[300];
  snprintf(path, sizeof path, "%s/tests/data/pupil/%s.csv", TELL_SOURCE_ROOT, name);
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  char *text = calloc(1, 1 << 20);
  assert_non_null(text);
  assert_true(fread(text, 1, (1 << 20) - 1, file) > 0);
  fclose(file);
  return text;
}

static tell_ingest *begin(const tell_catalogue *catalogue) {
  tell_ingest *ingest = NULL;
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_keep_groups(ingest, "none", NULL), TELL_OK);
  return ingest;
}

static void add(tell_ingest *ingest, const char *name, const char *text) {
  assert_int_equal(tell_ingest_add_memory(ingest, name, text, strlen(text), NULL), TELL_OK);
}

static tell_groups *take(tell_ingest *ingest) {
  tell_groups *groups = NULL;
  assert_int_equal(tell_ingest_take_groups(ingest, &groups, NULL), TELL_OK);
  assert_non_null(groups);
  return groups;
}

static tell_groups *groups_of(const tell_catalogue *catalogue, const char *text, int32_t threads,
                              size_t block_bytes) {
  tell_ingest *ingest = begin(catalogue);
  assert_int_equal(tell_ingest_set_threads(ingest, threads, NULL), TELL_OK);
  ingest->block_bytes = block_bytes;
  add(ingest, "a.csv", text);
  tell_groups *groups = take(ingest);
  tell_ingest_free(ingest); /* groups outlive it */
  return groups;
}

/* The observation that a figure must be, of a dataset of the same file. */
static const tell__observation *find(const tell_dataset *dataset, const tell_groups *groups) {
  char level[4] = "";
  int64_t count = 0;
  if (tell_groups_level(groups) > 0)
    snprintf(level, sizeof level, "%d", (int)tell_groups_level(groups));
  const tell__observation *all = ingested_observations(dataset, tell_groups_unit(groups),
                                                       tell_groups_indicator(groups), &count);
  for (int64_t i = 0; i < count; i++)
    if (all[i].period == tell_groups_period(groups) && all[i].grade == tell_groups_grade(groups) &&
        all[i].gender == tell_groups_gender(groups) &&
        strcmp(tell__dataset_category(dataset, all[i].category), level) == 0)
      return &all[i];
  fail_msg("the dataset has no such figure");
  return NULL;
}

static void check_figure(const tell_dataset *dataset, const tell_groups *groups) {
  const tell__observation *found = find(dataset, groups);
  double value = tell_groups_value(groups), sd = 0;
  double found_sd = found->has & TELL__HAS_SD ? found->sd : 0;
  int64_t numerator = 0;
  assert_memory_equal(&value, &found->value, sizeof value);
  assert_int_equal(tell_groups_n(groups), found->n);
  assert_int_equal(tell_groups_sd(groups, &sd), (found->has & TELL__HAS_SD) != 0);
  assert_memory_equal(&sd, &found_sd, sizeof sd);
  assert_int_equal(tell_groups_numerator(groups, &numerator),
                   (found->has & TELL__HAS_NUMERATOR) != 0);
  assert_int_equal(numerator, found->has & TELL__HAS_NUMERATOR ? found->numerator : 0);
  assert_string_equal(tell_groups_source(groups), "a.csv");
}

static void test_groups_are_the_observations_bit_for_bit(void **state) {
  static const char *const files[] = {"survey", "tests", "marks"};
  for (size_t f = 0; f < 3; f++) {
    char *text = read_file(files[f]);
    tell_dataset *dataset = ingested_text(*state, text);
    tell_groups *groups = groups_of(*state, text, 2, 500);
    int64_t count = 0;
    for (; tell_groups_next(groups, NULL) == TELL_OK; count++)
      check_figure(dataset, groups);
    assert_int_equal(count, tell_dataset_observation_count(dataset));
    assert_int_equal(tell_groups_next(groups, NULL), TELL_END); /* and stays there */
    tell_groups_free(groups);
    tell_dataset_free(dataset);
    free(text);
  }
}

/* A line for each figure. */
static char *write_out(tell_groups *groups) {
  size_t size = 1 << 20, used = 0;
  char *text = calloc(1, size);
  assert_non_null(text);
  while (tell_groups_next(groups, NULL) == TELL_OK) {
    double sd = -1;
    int64_t numerator = -1;
    tell_groups_sd(groups, &sd);
    tell_groups_numerator(groups, &numerator);
    used +=
        (size_t)snprintf(text + used, size - used, "%s %d %d %d %s %d %d %d %a %a\n",
                         tell_groups_unit(groups), (int)tell_groups_period(groups),
                         (int)tell_groups_grade(groups), (int)tell_groups_gender(groups),
                         tell_groups_indicator(groups), (int)tell_groups_level(groups),
                         (int)tell_groups_n(groups), (int)numerator, tell_groups_value(groups), sd);
    assert_true(used < size);
  }
  tell_groups_free(groups);
  return text;
}

static void test_groups_any_threads_and_blocks_give_the_same(void **state) {
  static const char *const files[] = {"survey", "tests", "marks"};
  for (size_t f = 0; f < 3; f++) {
    char *text = read_file(files[f]);
    char *whole = write_out(groups_of(*state, text, 1, 0));
    assert_true(strlen(whole) > 500);
    for (int32_t threads = 1; threads <= 8; threads += threads < 3 ? 1 : 5)
      for (size_t bytes = 300; bytes < 5000; bytes = bytes * 3 + 1) {
        char *parts = write_out(groups_of(*state, text, threads, bytes));
        assert_string_equal(parts, whole);
        free(parts);
      }
    free(whole);
    free(text);
  }
}

/* Written down by hand: units by code, years, girls before boys before all, scores before indices.
 */
static void test_groups_come_in_the_documented_order(void **state) {
  char *text = write_out(groups_of(*state, answers, 1, 0));
  assert_string_equal(text, "999000001 2011 8 1 eu_trivsel 0 1 -1 0x1.8p+1 -0x1p+0\n"
                            "999000001 2011 8 0 eu_trivsel 0 1 -1 0x1.8p+1 -0x1p+0\n"
                            "999000001 2012 8 2 eu_trivsel 0 1 -1 0x1p+1 -0x1p+0\n"
                            "999000001 2012 8 0 np_lesing 0 1 -1 0x1.4cp+5 -0x1p+0\n"
                            "999000001 2012 8 0 eu_trivsel 0 2 -1 0x1.cp+1 0x1.0f876ccdf6cd9p+1\n"
                            "999000002 2012 8 1 np_lesing 0 1 -1 0x1.9p+5 -0x1p+0\n"
                            "999000002 2012 8 1 eu_trivsel 0 1 -1 0x1p+2 -0x1p+0\n"
                            "999000002 2012 8 0 np_lesing 0 1 -1 0x1.9p+5 -0x1p+0\n"
                            "999000002 2012 8 0 eu_trivsel 0 1 -1 0x1p+2 -0x1p+0\n");
  free(text);
}

/* English is not tested in grade 9, and nothing of the sort comes out of a file that has it. */
static void test_groups_of_a_grade_without_the_test_give_no_figure(void **state) {
  static const char scores[] = "orgnr;skoleår;trinn;prøve;skalapoeng\n"
                               "999000001;2022-23;9;np_engelsk;50\n"
                               "999000001;2022-23;9;np_regning;40\n";
  tell_ingest *ingest = begin(*state);
  tell_dataset *data = NULL;
  add(ingest, "a.csv", scores);
  char *text = write_out(take(ingest));
  assert_non_null(strstr(text, "np_regning"));
  assert_null(strstr(text, "np_engelsk"));
  assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "not_in_catalogue"), 1);
  tell_dataset_free(data);
  tell_ingest_free(ingest);
  free(text);
}

static void test_keep_groups_needs_a_policy_that_hides_nothing(void **state) {
  static const char *const refused[] = {"public", "internal", "", "None", "no-such-policy"};
  tell_ingest *ingest = NULL;
  tell_groups *groups = NULL;
  tell_error *err = NULL;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_ingest_create(*state, &ingest, err), TELL_OK);
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    assert_int_equal(tell_ingest_keep_groups(ingest, refused[i], err), TELL_E_POLICY);
    assert_true(strlen(tell_error_message(err)) > 0);
    assert_int_equal(strstr(tell_error_message(err), "release") != NULL, i < 2);
  }
  assert_int_equal(tell_ingest_keep_groups(ingest, NULL, err), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_keep_groups(NULL, "none", err), TELL_E_ARGUMENT);
  /* None was named: nothing is kept, and nothing given out. */
  add(ingest, "a.csv", answers);
  assert_int_equal(tell_ingest_take_groups(ingest, &groups, err), TELL_E_STATE);
  assert_null(groups);
  tell_dataset *dataset = NULL;
  assert_int_equal(tell_ingest_finish(ingest, &dataset, err), TELL_OK);
  assert_true(tell_dataset_observation_count(dataset) > 0);
  tell_dataset_free(dataset);
  tell_ingest_free(ingest);
  tell_error_free(err);
}

static void test_take_groups_without_files_gives_an_end(void **state) {
  tell_ingest *ingest = begin(*state);
  tell_groups *groups = take(ingest);
  double sd = 7;
  int64_t numerator = 7;
  assert_int_equal(tell_groups_next(groups, NULL), TELL_END);
  for (int i = 0; i < 2; i++, tell_groups_free(groups), groups = NULL) {
    assert_string_equal(tell_groups_source(groups), "");
    assert_string_equal(tell_groups_policy(groups), i == 0 ? "none" : "");
    assert_string_equal(tell_groups_unit(groups), "");
    assert_string_equal(tell_groups_indicator(groups), "");
    assert_true(tell_groups_period(groups) == 0 && tell_groups_grade(groups) == 0 &&
                tell_groups_gender(groups) == 0 && tell_groups_level(groups) == 0);
    assert_true(tell_groups_n(groups) == 0 && tell_groups_value(groups) == 0);
    assert_true(tell_groups_sd(groups, &sd) == 0 && sd == 7);
    assert_true(tell_groups_numerator(groups, &numerator) == 0 && numerator == 7);
  }
  assert_int_equal(tell_groups_next(NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_take_groups(NULL, &groups, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_ingest_take_groups(ingest, NULL, NULL), TELL_E_ARGUMENT);
  tell_ingest_free(ingest);
}

static void test_take_groups_file_without_pupils_gives_an_end(void **state) {
  tell_groups *groups = groups_of(*state, "orgnr;skoleår;trinn;trives\n", 2, 0);
  assert_int_equal(tell_groups_next(groups, NULL), TELL_END);
  tell_groups_free(groups);
}

static void test_finish_needs_kept_groups_to_be_taken(void **state) {
  tell_ingest *ingest = begin(*state);
  tell_dataset *dataset = NULL;
  tell_groups *groups = NULL;
  add(ingest, "a.csv", answers);
  assert_int_equal(tell_ingest_finish(ingest, &dataset, NULL), TELL_E_STATE);
  assert_null(dataset);
  tell_groups_free(take(ingest));
  assert_int_equal(tell_ingest_finish(ingest, &dataset, NULL), TELL_OK);
  assert_int_equal(tell_dataset_observation_count(dataset), 0);
  assert_int_equal(ingested_account(dataset, 0, "accepted"), 4);
  assert_true(ingested_unit(dataset, "school", "999000002") >= 0);
  assert_int_equal(tell_ingest_take_groups(ingest, &groups, NULL), TELL_E_STATE);
  assert_int_equal(tell_ingest_keep_groups(ingest, "none", NULL), TELL_E_STATE);
  tell_dataset_free(dataset);
  tell_ingest_free(ingest);
}

static void test_free_ingest_with_kept_groups_leaks_nothing(void **state) {
  tell_ingest *ingest = begin(*state);
  add(ingest, "a.csv", answers);
  tell_ingest_free(ingest);
}

static int take_in_callback(const char *source, int64_t bytes, int64_t size, int64_t records,
                            void *payload) {
  tell_groups *groups = NULL;
  (void)source, (void)bytes, (void)size, (void)records;
  assert_int_equal(tell_ingest_take_groups(payload, &groups, NULL), TELL_E_STATE);
  assert_int_equal(tell_ingest_keep_groups(payload, "none", NULL), TELL_E_STATE);
  return 0;
}

static void test_groups_callback_cannot_take_them(void **state) {
  tell_ingest *ingest = begin(*state);
  assert_int_equal(tell_ingest_set_progress(ingest, take_in_callback, ingest, NULL), TELL_OK);
  add(ingest, "a.csv", answers);
  tell_ingest_free(ingest);
}

static void test_groups_of_two_files_come_one_after_the_other(void **state) {
  tell_ingest *ingest = begin(*state);
  add(ingest, "b.csv", answers);
  add(ingest, "x.csv",
      "level;unit_code;period;indicator;value;n\nschool;999000003;2022-23;"
      "eu_trivsel;4;10\n");
  add(ingest, "a.csv", answers);
  tell_groups *groups = take(ingest);
  for (int i = 0; i < 18; i++) {
    assert_int_equal(tell_groups_next(groups, NULL), TELL_OK);
    assert_string_equal(tell_groups_source(groups), i < 9 ? "b.csv" : "a.csv");
  }
  assert_int_equal(tell_groups_next(groups, NULL), TELL_END);
  tell_groups_free(groups);
  /* Other files are the dataset's. */
  tell_dataset *dataset = NULL;
  assert_int_equal(tell_ingest_finish(ingest, &dataset, NULL), TELL_OK);
  assert_int_equal(tell_dataset_observation_count(dataset), 1);
  tell_dataset_free(dataset);
  tell_ingest_free(ingest);
}

static void test_groups_keep_findings_and_accounts(void **state) {
  char *text = read_file("survey");
  char *bad = calloc(1, strlen(text) + 200);
  sprintf(bad, "%s999000001;9901;2022-23;7;gutt;8\n1;9901;2022-23;7;gutt;4;4;4;4;4;4;4;4;4;4;4;4\n",
          text);
  tell_dataset *whole = ingested_text(*state, bad), *rest = NULL;
  tell_ingest *ingest = begin(*state);
  add(ingest, "a.csv", bad);
  tell_groups_free(take(ingest));
  assert_int_equal(tell_ingest_finish(ingest, &rest, NULL), TELL_OK);
  const tell_issues *a = tell_dataset_issues(whole), *b = tell_dataset_issues(rest);
  assert_true(tell_issues_count(a) > 2);
  assert_int_equal(tell_issues_count(a), tell_issues_count(b));
  for (int64_t i = 0; i < tell_issues_count(a); i++) {
    assert_string_equal(tell_issues_code(a, i), tell_issues_code(b, i));
    assert_int_equal(tell_issues_line(a, i), tell_issues_line(b, i));
  }
  assert_int_equal(ingested_account(whole, 0, "rejected"), ingested_account(rest, 0, "rejected"));
  assert_int_equal(ingested_account(whole, 0, "cells"), ingested_account(rest, 0, "cells"));
  tell_dataset_free(whole);
  tell_dataset_free(rest);
  tell_ingest_free(ingest);
  free(bad);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_groups_are_the_observations_bit_for_bit),
      cmocka_unit_test(test_groups_any_threads_and_blocks_give_the_same),
      cmocka_unit_test(test_groups_come_in_the_documented_order),
      cmocka_unit_test(test_groups_of_a_grade_without_the_test_give_no_figure),
      cmocka_unit_test(test_keep_groups_needs_a_policy_that_hides_nothing),
      cmocka_unit_test(test_take_groups_without_files_gives_an_end),
      cmocka_unit_test(test_take_groups_file_without_pupils_gives_an_end),
      cmocka_unit_test(test_finish_needs_kept_groups_to_be_taken),
      cmocka_unit_test(test_free_ingest_with_kept_groups_leaks_nothing),
      cmocka_unit_test(test_groups_callback_cannot_take_them),
      cmocka_unit_test(test_groups_of_two_files_come_one_after_the_other),
      cmocka_unit_test(test_groups_keep_findings_and_accounts),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
