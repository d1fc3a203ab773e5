/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many took a test, how many were exempt, and what the number behind the
 * test's mean adds to that: small tables by hand, and an attacker who solves
 * random municipalities for the few who were exempt or stayed away.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "equations.h"
#include "handmade.h"
#include "random.h"
#include "sample.h"
#include "telling/indicators.h"
#include "telling/release.h"

#define TEST .unit = "900000001", .indicator = "np_lesing", .grade = 5
#define PART .unit = "900000001", .indicator = "np_lesing_deltakelse", .grade = 5
#define EXEMPT .unit = "900000001", .indicator = "np_lesing_fritak", .grade = 5
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define ASSERT_VISIBLE(policy, rows, expected)                                                     \
  handmade_check(*state, (policy), (rows), COUNT_OF(rows), "value", (expected))

static void test_participation_of_many_is_shown(void **state) {
  const handmade_row rows[] = {{TEST, .n = 400, .value = 50},
                               {PART, .n = 440, .numerator = 400, .value = 400 / 4.4},
                               {EXEMPT, .n = 440, .numerator = 20, .value = 20 / 4.4}};
  ASSERT_VISIBLE(NULL, rows, "111");
}

/* 60 pupils without exemption, and 56 results: four stayed away. */
static void test_participation_hidden_share_takes_the_other_with_it(void **state) {
  const handmade_row rows[] = {{TEST, .n = 56, .value = 50},
                               {PART, .n = 60, .numerator = 56, .value = 5600.0 / 60},
                               {EXEMPT, .n = 60, .numerator = HANDMADE_NOBODY, .value = 1e-9}};
  ASSERT_VISIBLE(NULL, rows, "100");
  ASSERT_VISIBLE("none", rows, "111");
}

/* The same without the share of those who took part: the n of the test stands for it. */
static void test_participation_exemption_and_the_test_leave_few(void **state) {
  const handmade_row rows[] = {{TEST, .n = 56, .value = 50},
                               {EXEMPT, .n = 60, .numerator = HANDMADE_NOBODY, .value = 1e-9}};
  ASSERT_VISIBLE(NULL, rows, "10");
}

/* 40 did not take part, 37 of them exempt: three were absent. */
static void test_participation_few_absent_are_hidden(void **state) {
  const handmade_row rows[] = {{TEST, .n = 400, .value = 50},
                               {PART, .n = 440, .numerator = 400, .value = 400 / 4.4},
                               {EXEMPT, .n = 440, .numerator = 37, .value = 37 / 4.4}};
  ASSERT_VISIBLE(NULL, rows, "100");
}

/* Eight results are hidden for their number, which the share of those who took part has too. */
static void test_participation_falls_with_the_test(void **state) {
  const handmade_row rows[] = {{TEST, .n = 8, .value = 50},
                               {PART, .n = 28, .numerator = 8, .value = 800.0 / 28},
                               {EXEMPT, .n = 28, .numerator = 10, .value = 1000.0 / 28}};
  ASSERT_VISIBLE(NULL, rows, "000");
  const handmade_row alone[] = {{PART, .n = 28, .numerator = 8, .value = 800.0 / 28}};
  ASSERT_VISIBLE(NULL, alone, "0");
}

/* Of different pupils: the difference tells of those whom one of the shares leaves out. */
static void test_participation_shares_of_different_pupils_are_hidden(void **state) {
  const handmade_row rows[] = {{PART, .n = 440, .numerator = 400, .value = 400 / 4.4},
                               {EXEMPT, .n = 437, .numerator = 20, .value = 20 / 4.37}};
  ASSERT_VISIBLE(NULL, rows, "00");
}

static void test_participation_published_shares_stand(void **state) {
  const handmade_row rows[] = {
      {TEST, .source = "udir-np", .origin = "published", .n = 56, .value = 50},
      {PART, .source = "udir-np", .origin = "published", .n = 60, .value = 93.3},
      {EXEMPT, .source = "udir-np", .origin = "published", .n = 60, .value = 1.7}};
  ASSERT_VISIBLE(NULL, rows, "111");
}

/* Pupils are in the file, and none took the test: what is told of each where they are few. */
static void test_participation_nobody_of_few_is_hidden(void **state) {
  const handmade_row none = {TEST, .n = HANDMADE_NOBODY, .state = TELL_STATE_NOT_TAKEN_PART};
  handmade_row level = none, levels[3], asss = none, survey = none, published = none;
  level.indicator = "np_lesing_niva";
  level.category = "1";
  level.dimension = "mestringsniva";
  for (int i = 0; i < 3; i++) {
    levels[i] = level;
    levels[i].category = i == 0 ? "1" : i == 1 ? "2" : "3";
  }
  asss.indicator = "np_lesing_asss";
  survey.indicator = "eu_trivsel";
  published.unit = "900000002";
  published.origin = "published";
  published.source = "udir-np";
  const handmade_row few[] = {none,
                              {PART, .n = 1, .numerator = HANDMADE_NOBODY, .value = 1e-9},
                              {EXEMPT, .n = 1, .numerator = 1, .value = 100},
                              levels[0],
                              levels[1],
                              levels[2],
                              asss,
                              survey,
                              published};
  handmade_check(*state, NULL, few, COUNT_OF(few), "n", "000000011");
  handmade_check(*state, "internal", few, COUNT_OF(few), "n", "000000011");
  handmade_check(*state, "none", few, COUNT_OF(few), "n", "111111111");
  const handmade_row many[] = {none,
                               {PART, .n = 20, .numerator = HANDMADE_NOBODY, .value = 1e-9},
                               {EXEMPT, .n = 20, .numerator = 20, .value = 100},
                               levels[0],
                               levels[1],
                               levels[2],
                               asss};
  handmade_check(*state, NULL, many, COUNT_OF(many), "n", "1111111");
  handmade_check(*state, NULL, &none, 1, "n", "0"); /* nothing says how many they are */
}

/* A hidden row of nobody has no state that tells: it looks like one of few. */
static void test_participation_nobody_that_is_hidden_has_no_state(void **state) {
  const handmade_row row = {TEST, .n = HANDMADE_NOBODY, .state = TELL_STATE_NOT_TAKEN_PART};
  tell_table *set = handmade_set(*state, &row, 1);
  tell_release *release = handmade_release(*state, NULL, set, NULL);
  const tell_table *made = tell_release_table(release, TELL_RELEASE_INDICATORS);
  for (int32_t column = 0; column < tell_table_column_count(made); column++)
    assert_int_not_equal(tell__table_states(made, column)[0], TELL_STATE_NOT_TAKEN_PART);
  tell_release_free(release);
  tell_table_free(set);
}

/* What the others leave would tell it. */
static void test_participation_nobody_is_not_left_by_the_others(void **state) {
#define PUPILS(code, of, number)                                                                   \
  {                                                                                                \
    .unit = (code), .parent = "4601", .indicator = "np_lesing", .grade = 5, .gender = (of),        \
    .n = (number), .value = 50                                                                     \
  }
#define NONE(code, of)                                                                             \
  {                                                                                                \
    .unit = (code), .parent = "4601", .indicator = "np_lesing", .grade = 5, .gender = (of),        \
    .n = HANDMADE_NOBODY, .state = TELL_STATE_NOT_TAKEN_PART                                       \
  }
#define WHOLE(number)                                                                              \
  {                                                                                                \
    .unit = "4601", .origin = "computed", .indicator = "np_lesing", .grade = 5, .n = (number),     \
    .value = 50                                                                                    \
  }
  const handmade_row genders[] = {PUPILS("900000001", "all", 30), PUPILS("900000001", "girls", 30),
                                  NONE("900000001", "boys")};
  ASSERT_VISIBLE(NULL, genders, "100");
  const handmade_row schools[] = {WHOLE(30), PUPILS("900000001", NULL, 30),
                                  NONE("900000002", NULL)};
  ASSERT_VISIBLE(NULL, schools, "010");
  const handmade_row two[] = {WHOLE(30), PUPILS("900000001", NULL, 30), NONE("900000002", NULL),
                              NONE("900000003", NULL)};
  ASSERT_VISIBLE(NULL, two, "0100");
#undef PUPILS
#undef NONE
#undef WHOLE
}

enum {
  SCHOOLS = 7,
  GENDERS = 2,
  STATUSES = 3, /* took part, exempt, absent */
  ATOMS = SCHOOLS * GENDERS * STATUSES,
  ROUNDS = 500,
  LEAST = 10,
  LEAST_WITH = 5
};

typedef struct world {
  int schools, with_genders, with_part;
  int x[SCHOOLS][GENDERS][STATUSES];
  char code[SCHOOLS][10];
} world;

static int below(uint64_t *seed, int limit) { return (int)(random_next(seed) % (uint64_t)limit); }

static void make_world(uint64_t *seed, world *made) {
  memset(made, 0, sizeof *made);
  made->schools = 2 + below(seed, SCHOOLS - 1);
  made->with_genders = below(seed, 2);
  made->with_part = below(seed, 4) > 0;
  for (int school = 0; school < made->schools; school++) {
    memcpy(made->code[school], "900000000", sizeof made->code[school]);
    made->code[school][8] = (char)('0' + school);
    for (int gender = 0; gender < (made->with_genders ? GENDERS : 1); gender++) {
      int *x = made->x[school][gender];
      x[0] = below(seed, 4) == 0 ? below(seed, 15) : below(seed, 150);
      x[1] = below(seed, 3) == 0 ? 0 : below(seed, 30);
      x[2] = below(seed, 3) == 0 ? 0 : below(seed, 40);
    }
  }
}

static int number_of(const world *from, int school, int gender, int status) {
  int number = 0;
  for (int g = 0; g < GENDERS; g++)
    for (int s = 0; s < STATUSES; s++)
      if ((gender == 0 || gender == g + 1) && (status == STATUSES || status == s))
        number += from->x[school][g][s];
  return number;
}

static void add_rows(sample *data, const world *from, int school, int gender) {
  int all = number_of(from, school, gender, STATUSES);
  int took = number_of(from, school, gender, 0), exempt = number_of(from, school, gender, 1);
  if (all == 0)
    return;
  const sample_cell base = {.unit = from->code[school],
                            .source = "local",
                            .period = 2022,
                            .grade = 5,
                            .gender = gender,
                            .decimals = 1};
  sample_cell cells[3] = {base, base, base};
  cells[0].indicator = "np_lesing";
  cells[0].n = took;
  cells[0].value = 50;
  cells[0].has = TELL__HAS_N;
  cells[1].indicator = "np_lesing_deltakelse";
  cells[1].numerator = took;
  cells[2].indicator = "np_lesing_fritak";
  cells[2].numerator = exempt;
  for (int i = 1; i < 3; i++) {
    cells[i].n = all;
    cells[i].has = TELL__HAS_N | TELL__HAS_NUMERATOR;
    cells[i].value = 100.0 * cells[i].numerator / all;
  }
  if (took > 0)
    sample_add(data, cells, 1);
  sample_add(data, from->with_part ? cells + 1 : cells + 2, from->with_part ? 2 : 1);
}

static tell_dataset *observe(const tell_catalogue *catalogue, const world *from) {
  sample *data = sample_begin(catalogue);
  for (int school = 0; school < from->schools; school++) {
    sample_unit(data, from->code[school], "4601", NULL);
    for (int gender = 0; gender <= (from->with_genders ? GENDERS : 0); gender++)
      add_rows(data, from, school, gender);
  }
  return sample_finish(data);
}

/* The atoms of a unit and gender that have one of the statuses (a set of bits). */
static void atoms_of(const world *from, const tell_table *set, int64_t row, int statuses,
                     int64_t *atoms) {
  const char *unit = sample_text(set, row, "unit"), *gender = sample_text(set, row, "gender");
  for (int atom = 0; atom < ATOMS; atom++) {
    int school = atom / STATUSES / GENDERS, g = atom / STATUSES % GENDERS;
    int is_unit = school < from->schools &&
                  (strcmp(unit, "4601") == 0 || strcmp(unit, from->code[school]) == 0);
    int is_gender = strcmp(gender, "all") == 0 || strcmp(gender, g == 0 ? "girls" : "boys") == 0;
    atoms[atom] = is_unit && is_gender && (statuses >> (atom % STATUSES) & 1);
  }
}

enum { TOOK = 1, WAS_EXEMPT = 2, WAS_ABSENT = 4, ALL = 7 };

static int is_about(const tell_table *set, int64_t row, const char *indicator) {
  return strcmp(sample_text(set, row, "indicator"), indicator) == 0;
}

static void learn_released(const world *from, const tell_table *released, const tell_table *set,
                           equations *known) {
  int64_t atoms[ATOMS];
  for (int atom = 0; atom < ATOMS; atom++)
    if (atom / STATUSES / GENDERS >= from->schools ||
        (!from->with_genders && atom / STATUSES % GENDERS == 1)) {
      memset(atoms, 0, sizeof atoms);
      atoms[atom] = 1;
      equations_learn(known, atoms);
    }
  for (int64_t row = 0; row < tell_table_row_count(set); row++) {
    if (sample_state(released, row, "n") == TELL_STATE_PRESENT) {
      atoms_of(from, set, row, is_about(set, row, "np_lesing") ? TOOK : ALL, atoms);
      equations_learn(known, atoms);
    }
    if (sample_state(released, row, "numerator") == TELL_STATE_PRESENT) {
      atoms_of(from, set, row, is_about(set, row, "np_lesing_fritak") ? WAS_EXEMPT : TOOK, atoms);
      equations_learn(known, atoms);
    }
  }
}

/* How often few of a school's pupils follow from what is shown: of those with a result, exempt,
 * absent, or both of these. */
static int count_found(const world *from, const tell_table *set, const equations *known) {
  static const struct {
    int statuses, least;
  } secrets[] = {{TOOK, LEAST},
                 {WAS_EXEMPT, LEAST_WITH},
                 {WAS_ABSENT, LEAST_WITH},
                 {WAS_EXEMPT | WAS_ABSENT, LEAST}};
  int64_t atoms[ATOMS];
  int found = 0;
  for (int64_t row = 0; row < tell_table_row_count(set); row++) {
    if (!is_about(set, row, "np_lesing_fritak") ||
        strcmp(sample_text(set, row, "origin"), "local") != 0)
      continue;
    int school = sample_text(set, row, "unit")[8] - '0';
    const char *gender = sample_text(set, row, "gender");
    int code = strcmp(gender, "all") == 0 ? 0 : strcmp(gender, "girls") == 0 ? 1 : 2;
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++) {
      int number = 0;
      for (int status = 0; status < STATUSES; status++)
        if (secrets[i].statuses >> status & 1)
          number += number_of(from, school, code, status);
      atoms_of(from, set, row, secrets[i].statuses, atoms);
      found += number > 0 && number < secrets[i].least && equations_follows(known, atoms);
    }
  }
  return found;
}

static void test_participation_random_municipalities_do_not_give_the_few_away(void **state) {
  uint64_t seed = 20221128;
  int64_t shares = 0, shown = 0;
  for (int round = 0; round < random_rounds(ROUNDS); round++) {
    world made;
    tell_release *release = NULL;
    make_world(&seed, &made);
    tell_dataset *dataset = observe(*state, &made);
    tell_table *set = sample_indicators(dataset);
    assert_int_equal(tell_release_create(*state, NULL, dataset, set, NULL, &release, NULL),
                     TELL_OK);
    const tell_table *released = tell_release_table(release, TELL_RELEASE_INDICATORS);
    equations *known = equations_create(ATOMS);
    learn_released(&made, released, set, known);
    assert_int_equal(count_found(&made, set, known), 0);
    equations_free(known);
    for (int64_t row = 0; row < tell_table_row_count(set); row++)
      if (!is_about(set, row, "np_lesing")) {
        shares++;
        shown += sample_state(released, row, "n") == TELL_STATE_PRESENT;
      }
    tell_release_free(release);
    tell_table_free(set);
    tell_dataset_free(dataset);
  }
  /* A release that hides every share would pass all of the above. */
  assert_true(shown > shares / 10 && shown < shares);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_participation_of_many_is_shown),
      cmocka_unit_test(test_participation_hidden_share_takes_the_other_with_it),
      cmocka_unit_test(test_participation_exemption_and_the_test_leave_few),
      cmocka_unit_test(test_participation_few_absent_are_hidden),
      cmocka_unit_test(test_participation_falls_with_the_test),
      cmocka_unit_test(test_participation_shares_of_different_pupils_are_hidden),
      cmocka_unit_test(test_participation_published_shares_stand),
      cmocka_unit_test(test_participation_nobody_of_few_is_hidden),
      cmocka_unit_test(test_participation_nobody_that_is_hidden_has_no_state),
      cmocka_unit_test(test_participation_nobody_is_not_left_by_the_others),
      cmocka_unit_test(test_participation_random_municipalities_do_not_give_the_few_away),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
