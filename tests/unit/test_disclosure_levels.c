/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shares that are sums of levels, and what they would give away of hidden
 * levels: small tables by hand, and an attacker against random municipalities
 * who solves for every hidden level by exact elimination modulo a prime.
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
#include "telling/trends.h"

#define LEVEL(level)                                                                               \
  .indicator = "np_lesing_niva", .dimension = "mestringsniva", .category = (level)
#define SHARE .indicator = "np_lesing_asss"
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define ASSERT_VISIBLE(policy, rows, expected)                                                     \
  handmade_check(*state, (policy), (rows), COUNT_OF(rows), "value", (expected))

static void test_sums_share_of_visible_levels_stands(void **state) {
  const handmade_row rows[] = {
      {.unit = "900000001", LEVEL("1"), .grade = 5, .n = 60, .numerator = 20, .value = 100.0 / 3},
      {.unit = "900000001", LEVEL("2"), .grade = 5, .n = 60, .numerator = 25, .value = 125.0 / 3},
      {.unit = "900000001", LEVEL("3"), .grade = 5, .n = 60, .numerator = 15, .value = 25},
      {.unit = "900000001", SHARE, .grade = 5, .n = 60, .numerator = 40, .value = 200.0 / 3}};
  ASSERT_VISIBLE(NULL, rows, "1111");
}

/* Level 2 is hidden with level 1, which has three pupils; levels 2 and 3 together would tell it. */
static void test_sums_share_with_a_hidden_level_is_hidden(void **state) {
  const handmade_row rows[] = {
      {.unit = "900000001", LEVEL("1"), .grade = 5, .n = 60, .numerator = 3, .value = 5},
      {.unit = "900000001", LEVEL("2"), .grade = 5, .n = 60, .numerator = 17, .value = 85.0 / 3},
      {.unit = "900000001", LEVEL("3"), .grade = 5, .n = 60, .numerator = 40, .value = 200.0 / 3},
      {.unit = "900000001", SHARE, .grade = 5, .n = 60, .numerator = 57, .value = 95}};
  ASSERT_VISIBLE(NULL, rows, "0010");
  ASSERT_VISIBLE("none", rows, "1111");
  tell_table *set = handmade_set(*state, rows, COUNT_OF(rows));
  tell_release *release = handmade_release(*state, NULL, set, NULL);
  const tell_table *table = tell_release_table(release, TELL_RELEASE_INDICATORS);
  assert_non_null(strstr(sample_text(table, 3, "hidden"), "value:derived"));
  assert_non_null(strstr(sample_text(table, 3, "hidden"), "n:derived"));
  assert_int_equal(sample_state(table, 3, "lo"), TELL_STATE_HIDDEN);
  tell_release_free(release);
  tell_table_free(set);
}

/* Seven pupils at level 1 may be told; that all others are above it is no more than that. */
static void test_sums_share_is_judged_by_its_levels_only(void **state) {
  const handmade_row rows[] = {
      {.unit = "900000001", LEVEL("1"), .grade = 5, .n = 60, .numerator = 7, .value = 35.0 / 3},
      {.unit = "900000001", LEVEL("2"), .grade = 5, .n = 60, .numerator = 25, .value = 125.0 / 3},
      {.unit = "900000001", LEVEL("3"), .grade = 5, .n = 60, .numerator = 28, .value = 140.0 / 3},
      {.unit = "900000001", SHARE, .grade = 5, .n = 60, .numerator = 53, .value = 265.0 / 3}};
  ASSERT_VISIBLE(NULL, rows, "1111");
}

/* Levels 1 and 2 of five are hidden, the share of levels 3 to 5 can be added up by anybody. */
static void test_sums_share_without_a_hidden_level_stands(void **state) {
  const handmade_row rows[] = {
      {.unit = "900000001", LEVEL("1"), .grade = 8, .n = 100, .numerator = 3, .value = 3},
      {.unit = "900000001", LEVEL("2"), .grade = 8, .n = 100, .numerator = 10, .value = 10},
      {.unit = "900000001", LEVEL("3"), .grade = 8, .n = 100, .numerator = 40, .value = 40},
      {.unit = "900000001", LEVEL("4"), .grade = 8, .n = 100, .numerator = 27, .value = 27},
      {.unit = "900000001", LEVEL("5"), .grade = 8, .n = 100, .numerator = 20, .value = 20},
      {.unit = "900000001", SHARE, .grade = 8, .n = 100, .numerator = 87, .value = 87}};
  ASSERT_VISIBLE(NULL, rows, "001111");
}

/* A figure that is not the sum of the levels beside it, or of other pupils, is one equation more.
 */
static void test_sums_share_that_is_not_the_sum_is_hidden(void **state) {
  handmade_row rows[] = {
      {.unit = "900000001", LEVEL("1"), .grade = 5, .n = 60, .numerator = 20, .value = 100.0 / 3},
      {.unit = "900000001", LEVEL("2"), .grade = 5, .n = 60, .numerator = 25, .value = 125.0 / 3},
      {.unit = "900000001", LEVEL("3"), .grade = 5, .n = 60, .numerator = 15, .value = 25},
      {.unit = "900000001", SHARE, .grade = 5, .n = 60, .numerator = 39, .value = 65}};
  ASSERT_VISIBLE(NULL, rows, "1110");
  ASSERT_VISIBLE("none", rows, "1111");
  rows[3] = (handmade_row){
      .unit = "900000001", SHARE, .grade = 5, .n = 63, .numerator = 42, .value = 200.0 / 3};
  ASSERT_VISIBLE(NULL, rows, "1110");
  /* without a share, its number of pupils */
  rows[3] = (handmade_row){
      .unit = "900000001", SHARE, .grade = 5, .n = 63, .state = TELL_STATE_SUPPRESSED};
  handmade_check(*state, NULL, rows, COUNT_OF(rows), "n", "1110");
  rows[3].n = 60;
  handmade_check(*state, NULL, rows, COUNT_OF(rows), "n", "1111");
}

/* Only levels of another grade, source, gender or year: a share like any other. */
static void test_sums_share_without_levels_is_a_share_like_any_other(void **state) {
  const handmade_row rows[] = {
      {.unit = "900000001", SHARE, .grade = 5, .n = 60, .numerator = 40, .value = 200.0 / 3},
      {.unit = "900000002", SHARE, .grade = 5, .n = 60, .numerator = 57, .value = 95},
      {.unit = "900000001", LEVEL("1"), .grade = 8, .n = 60, .numerator = 20, .value = 100.0 / 3},
      {.unit = "900000001",
       LEVEL("1"),
       .grade = 5,
       .gender = "girls",
       .n = 60,
       .numerator = 20,
       .value = 100.0 / 3},
      {.unit = "900000001",
       LEVEL("1"),
       .grade = 5,
       .period = 2023,
       .n = 60,
       .numerator = 20,
       .value = 100.0 / 3}};
  handmade_check(*state, NULL, rows, 2, "value", "10");
}

/* What a publisher shows of levels, anybody may add up. */
static void test_sums_share_of_published_levels_stands(void **state) {
  const handmade_row rows[] = {{.unit = "900000001",
                                LEVEL("1"),
                                .source = "udir-np",
                                .origin = "published",
                                .grade = 5,
                                .n = 60,
                                .value = 5},
                               {.unit = "900000001",
                                LEVEL("2"),
                                .source = "udir-np",
                                .origin = "published",
                                .grade = 5,
                                .n = 60,
                                .value = 28.3},
                               {.unit = "900000001",
                                LEVEL("3"),
                                .source = "udir-np",
                                .origin = "published",
                                .grade = 5,
                                .n = 60,
                                .value = 66.7},
                               {.unit = "900000001",
                                SHARE,
                                .source = "udir-np",
                                .origin = "published",
                                .grade = 5,
                                .n = 60,
                                .value = 95}};
  ASSERT_VISIBLE(NULL, rows, "1111");
}

enum {
  SCHOOLS = 6,
  GENDERS = 2,
  LEVELS = 5,
  ATOMS = SCHOOLS * GENDERS * LEVELS,
  ROUNDS = 400,
  LEAST_AT_LEVEL = 5
};

/* A municipality's schools and how many girls and boys of each are at each level. */
typedef struct world {
  int schools, levels, with_genders, with_gaps;
  int x[SCHOOLS][GENDERS][LEVELS];
  char code[SCHOOLS][10];
} world;

static int below(uint64_t *seed, int limit) { return (int)(random_next(seed) % (uint64_t)limit); }

static void make_world(uint64_t *seed, world *made) {
  memset(made, 0, sizeof *made);
  made->schools = 2 + below(seed, SCHOOLS - 1);
  made->levels = below(seed, 2) ? LEVELS : 3;
  made->with_genders = below(seed, 2);
  made->with_gaps = below(seed, 2);
  for (int school = 0; school < made->schools; school++) {
    memcpy(made->code[school], "900000000", sizeof made->code[school]);
    made->code[school][8] = (char)('0' + school);
    int most = below(seed, 3) == 0 ? 8 : 40;
    for (int gender = 0; gender < (made->with_genders ? GENDERS : 1); gender++)
      for (int level = 0; level < made->levels; level++)
        made->x[school][gender][level] = below(seed, 6) == 0 ? 0 : below(seed, most);
  }
}

static int grade_of(const world *from) { return from->levels == 3 ? 5 : 8; }

/* The number at a level, of one gender (1, 2) or all (0); level LEVELS: at any. */
static int number_at(const world *from, int school, int gender, int level) {
  int number = 0;
  for (int g = 0; g < GENDERS; g++)
    for (int l = 0; l < LEVELS; l++)
      if ((gender == 0 || gender == g + 1) && (level == LEVELS || level == l))
        number += from->x[school][g][l];
  return number;
}

/* Of some schools the file says the share itself, and of some a level is not in the file. */
static void add_school(sample *data, const world *from, uint64_t *seed, int school, int gender) {
  int n = number_at(from, school, gender, LEVELS), at_share = 0;
  int left_out = from->with_gaps && below(seed, 3) == 0 ? below(seed, from->levels) : LEVELS;
  if (n == 0)
    return;
  sample_cell cell = {.unit = from->code[school],
                      .indicator = "np_lesing_niva",
                      .source = "local",
                      .period = 2022,
                      .grade = grade_of(from),
                      .gender = gender,
                      .decimals = 1,
                      .n = n,
                      .has = TELL__HAS_N | TELL__HAS_NUMERATOR};
  for (int level = 0; level < from->levels; level++) {
    const char category[] = {(char)('1' + level), '\0'};
    cell.category = category;
    cell.numerator = number_at(from, school, gender, level);
    cell.value = 100.0 * cell.numerator / n;
    at_share += level >= (from->levels == 3 ? 1 : 2) ? cell.numerator : 0;
    if (level != left_out)
      sample_add(data, &cell, 1);
  }
  if (below(seed, 3) != 0)
    return;
  cell.indicator = "np_lesing_asss";
  cell.category = NULL;
  cell.numerator = at_share;
  cell.value = 100.0 * at_share / n;
  sample_add(data, &cell, 1);
}

static tell_dataset *observe(const tell_catalogue *catalogue, const world *from, uint64_t *seed) {
  sample *data = sample_begin(catalogue);
  for (int school = 0; school < from->schools; school++) {
    sample_unit(data, from->code[school], "4601", NULL);
    for (int gender = 0; gender <= (from->with_genders ? GENDERS : 0); gender++)
      add_school(data, from, seed, school, gender);
  }
  return sample_finish(data);
}

static int is_share(const tell_table *table, int64_t row) {
  return strcmp(sample_text(table, row, "indicator"), "np_lesing_asss") == 0;
}

/* Which atoms the numerator of a row adds up; with `all`, its n. A computed row holds the schools
 * whose rows have a value. */
static void equation(const world *from, const tell_table *sealed, int64_t row, int all,
                     int64_t *atoms) {
  const char *unit = sample_text(sealed, row, "unit");
  const char *gender = sample_text(sealed, row, "gender");
  int lowest = from->levels == 3 ? 1 : 2;
  memset(atoms, 0, ATOMS * sizeof *atoms);
  for (int school = 0; school < from->schools; school++) {
    int is_in = strcmp(unit, from->code[school]) == 0;
    for (int64_t i = 0; strcmp(unit, "4601") == 0 && i < tell_table_row_count(sealed); i++)
      is_in |= strcmp(sample_text(sealed, i, "unit"), from->code[school]) == 0 &&
               strcmp(sample_text(sealed, i, "gender"), gender) == 0 &&
               is_share(sealed, i) == is_share(sealed, row) &&
               (is_share(sealed, row) || strcmp(sample_text(sealed, i, "category"),
                                                sample_text(sealed, row, "category")) == 0) &&
               sample_state(sealed, i, "value") == TELL_STATE_PRESENT;
    for (int g = 0; is_in && g < GENDERS; g++)
      for (int level = 0; level < LEVELS; level++) {
        int at = is_share(sealed, row) ? level >= lowest
                                       : level == sample_text(sealed, row, "category")[0] - '1';
        int is_gender =
            strcmp(gender, "all") == 0 || strcmp(gender, g == 0 ? "girls" : "boys") == 0;
        atoms[(school * GENDERS + g) * LEVELS + level] = is_gender && (all || at);
      }
  }
}

/* What the attacker knows beforehand: nobody is at a level that the grade does not have, and boys
 * are not told apart from girls where the file does not do so. */
static void know_the_world(const world *from, equations *known) {
  int64_t atoms[ATOMS];
  for (int atom = 0; atom < ATOMS; atom++)
    if (atom % LEVELS >= from->levels || atom / LEVELS / GENDERS >= from->schools ||
        (!from->with_genders && atom / LEVELS % GENDERS == 1)) {
      memset(atoms, 0, sizeof atoms);
      atoms[atom] = 1;
      equations_learn(known, atoms);
    }
}

/* The hidden levels of schools that follow from what is shown, with the shares or without them. */
static int solve(const world *from, const tell_table *released, const tell_table *sealed,
                 int with_shares, int64_t *small) {
  equations *known = equations_create(ATOMS);
  int64_t atoms[ATOMS];
  int found = 0;
  know_the_world(from, known);
  for (int64_t row = 0; row < tell_table_row_count(released); row++) {
    if (is_share(sealed, row) && !with_shares)
      continue;
    for (int all = 0; all < 2; all++)
      if (sample_state(released, row, all ? "n" : "numerator") == TELL_STATE_PRESENT) {
        equation(from, sealed, row, all, atoms);
        equations_learn(known, atoms);
      }
  }
  *small = 0;
  for (int64_t row = 0; row < tell_table_row_count(released); row++) {
    if (sample_state(released, row, "numerator") != TELL_STATE_HIDDEN || is_share(sealed, row))
      continue;
    equation(from, sealed, row, 0, atoms);
    if (!equations_follows(known, atoms))
      continue;
    int64_t x = sample_whole(sealed, row, "numerator");
    found++;
    *small += x > 0 && x < LEAST_AT_LEVEL;
  }
  equations_free(known);
  return found;
}

static void test_sums_random_municipalities_tell_no_more_with_shares_than_without(void **state) {
  uint64_t seed = 20221126;
  int64_t shares = 0, shown = 0;
  for (int round = 0; round < random_rounds(ROUNDS); round++) {
    world made;
    tell_table *set = NULL;
    tell_release *release = NULL;
    int64_t small = 0, small_without = 0;
    make_world(&seed, &made);
    tell_dataset *dataset = observe(*state, &made, &seed);
    assert_int_equal(tell_indicators_compute(dataset, &set, NULL), TELL_OK);
    assert_int_equal(tell_release_create(*state, NULL, dataset, set, NULL, &release, NULL),
                     TELL_OK);
    const tell_table *released = tell_release_table(release, TELL_RELEASE_INDICATORS);
    int with = solve(&made, released, set, 1, &small);
    int without = solve(&made, released, set, 0, &small_without);
    assert_int_equal(with, without);
    assert_true(made.with_gaps || with == 0);
    assert_int_equal(small, small_without);
    for (int64_t row = 0; row < tell_table_row_count(set); row++)
      if (is_share(set, row) && sample_state(set, row, "value") == TELL_STATE_PRESENT) {
        shares++;
        shown += sample_state(released, row, "value") == TELL_STATE_PRESENT;
      }
    tell_release_free(release);
    tell_table_free(set);
    tell_dataset_free(dataset);
  }
  /* A release that hides every share would pass all of the above. */
  assert_true(shown > shares / 10 && shown < shares);
}

/* A trend of the share says what its years say: with a level hidden in one, it is hidden. */
static void test_sums_trend_with_a_hidden_year_is_hidden(void **state) {
  for (int hidden = 0; hidden < 2; hidden++) {
    sample *data = sample_begin(*state);
    for (int period = 2022; period < 2025; period++)
      for (int level = 0; level < 3; level++) {
        const int counts[] = {hidden && period == 2023 ? 3 : 20, 50, 30};
        const char category[] = {(char)('1' + level), '\0'};
        int n = counts[0] + counts[1] + counts[2];
        sample_cell cell = {.unit = "900000001",
                            .indicator = "np_lesing_niva",
                            .source = "local",
                            .category = category,
                            .period = period,
                            .grade = 5,
                            .decimals = 1,
                            .n = n,
                            .numerator = counts[level],
                            .value = 100.0 * counts[level] / n,
                            .has = TELL__HAS_N | TELL__HAS_NUMERATOR};
        sample_add(data, &cell, 1);
      }
    tell_dataset *dataset = sample_finish(data);
    tell_table *set = sample_indicators(dataset), *trends = NULL;
    tell_release *release = NULL;
    assert_int_equal(tell_trends_compute(*state, set, &trends, NULL), TELL_OK);
    assert_int_equal(tell_release_create(*state, NULL, dataset, set, trends, &release, NULL),
                     TELL_OK);
    const tell_table *table = tell_release_table(release, TELL_RELEASE_TRENDS);
    int64_t row = sample_row(table, SAMPLE_PICK(.indicator = "np_lesing_asss"));
    assert_int_equal(sample_state(table, row, "slope"),
                     hidden ? TELL_STATE_HIDDEN : TELL_STATE_PRESENT);
    tell_release_free(release);
    tell_table_free(trends);
    tell_table_free(set);
    tell_dataset_free(dataset);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sums_share_of_visible_levels_stands),
      cmocka_unit_test(test_sums_share_with_a_hidden_level_is_hidden),
      cmocka_unit_test(test_sums_share_is_judged_by_its_levels_only),
      cmocka_unit_test(test_sums_share_without_a_hidden_level_stands),
      cmocka_unit_test(test_sums_share_that_is_not_the_sum_is_hidden),
      cmocka_unit_test(test_sums_share_without_levels_is_a_share_like_any_other),
      cmocka_unit_test(test_sums_share_of_published_levels_stands),
      cmocka_unit_test(test_sums_random_municipalities_tell_no_more_with_shares_than_without),
      cmocka_unit_test(test_sums_trend_with_a_hidden_year_is_hidden),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
