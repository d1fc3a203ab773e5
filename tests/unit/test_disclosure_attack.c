/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An attacker against releases of random municipalities. He knows the units,
 * reads every released number and solves for the hidden ones: a count that was
 * hidden for being small must not be a linear combination of what is shown
 * (exact elimination modulo a prime), and its digits must be in no file.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "random.h"
#include "sample.h"
#include "telling/indicators.h"
#include "telling/output.h"
#include "telling/stats_differences.h"
#include "telling/trends.h"

enum {
  SCHOOLS = 14,
  GENDERS = 2,
  ATOMS = SCHOOLS * GENDERS,
  CELLS = SCHOOLS * (GENDERS + 1),
  ROUNDS = 600,
  LEAST_PEOPLE = 20, /* answers to a survey */
  LEAST_ASKED = 30,  /* about bullying, and of them those who were not bullied */
  LEAST_BULLIED = 5
};

static const int64_t PRIME = 1000000007;

/* A municipality's schools, some of them in one of two areas. */
typedef struct world {
  int schools, with_genders, bullying;
  int municipality[SCHOOLS], area[SCHOOLS]; /* area 0: none */
  int n[SCHOOLS][GENDERS], x[SCHOOLS][GENDERS];
  char code[SCHOOLS][10];
} world;

static const char *const MUNICIPALITIES[] = {"4601", "4602"};
static const char *const AREAS[2][3] = {{NULL, "a-one", "a-two"}, {NULL, "b-one", "b-two"}};

static int below(uint64_t *seed, int limit) { return (int)(random_next(seed) % (uint64_t)limit); }

/* Many schools just under and over the limit, some empty. */
static int some_pupils(uint64_t *seed) {
  int kind = below(seed, 10);
  if (kind == 0)
    return 0;
  return kind < 5 ? 1 + below(seed, 18) : 12 + below(seed, 90);
}

static void make_world(uint64_t *seed, world *made) {
  memset(made, 0, sizeof *made);
  made->schools = 2 + below(seed, SCHOOLS - 1);
  made->with_genders = below(seed, 2);
  made->bullying = below(seed, 2);
  for (int school = 0; school < made->schools; school++) {
    memcpy(made->code[school], "900000000", sizeof made->code[school]);
    made->code[school][7] = (char)('0' + school / 10);
    made->code[school][8] = (char)('0' + school % 10);
    made->municipality[school] = below(seed, 3) == 0;
    made->area[school] = below(seed, 3);
    for (int gender = 0; gender < (made->with_genders ? GENDERS : 1); gender++) {
      int n = some_pupils(seed) * (made->bullying ? 3 : 1);
      made->n[school][gender] = n;
      made->x[school][gender] = n == 0 ? 0 : below(seed, n + 1) / (1 + below(seed, 3));
    }
  }
}

static void add_row(sample *data, const world *from, uint64_t *seed, int school, int gender, int n,
                    int x) {
  sample_cell cell = {.unit = from->code[school],
                      .indicator = from->bullying ? "eu_mobbing" : "eu_trivsel",
                      .source = "local",
                      .period = 2022,
                      .grade = 7,
                      .gender = gender,
                      .decimals = 6,
                      .n = n,
                      .has = TELL__HAS_N};
  if (n == 0) {
    cell.state = TELL_STATE_NOT_TAKEN_PART;
  } else if (from->bullying) {
    cell.has |= TELL__HAS_NUMERATOR;
    cell.numerator = x;
    cell.value = 100.0 * x / n;
  } else {
    cell.value = 2 + (double)below(seed, 3000000) / 1000000;
  }
  sample_add(data, &cell, 1);
}

static tell_dataset *observe(const tell_catalogue *catalogue, const world *from, uint64_t *seed) {
  sample *data = sample_begin(catalogue);
  for (int m = 0; m < 2; m++)
    sample_unit(data, MUNICIPALITIES[m], "46", NULL);
  for (int school = 0; school < from->schools; school++) {
    int m = from->municipality[school];
    const char *area = AREAS[m][from->area[school]];
    if (area != NULL)
      sample_unit(data, area, MUNICIPALITIES[m], NULL);
    sample_unit(data, from->code[school], MUNICIPALITIES[m], area);
    const int *n = from->n[school], *x = from->x[school];
    add_row(data, from, seed, school, 0, n[0] + n[1], x[0] + x[1]);
    for (int gender = 0; from->with_genders && gender < GENDERS; gender++)
      add_row(data, from, seed, school, gender + 1, n[gender], x[gender]);
  }
  return sample_finish(data);
}

/* Which atoms a row adds up: schools of its unit, of its gender. */
static void equation(const world *from, const char *unit, const char *gender, int64_t *atoms) {
  for (int atom = 0; atom < ATOMS; atom++) {
    int school = atom / GENDERS;
    const char *area = AREAS[from->municipality[school]][from->area[school]];
    int in_unit = school < from->schools &&
                  (strcmp(unit, "46") == 0 || strcmp(unit, from->code[school]) == 0 ||
                   strcmp(unit, MUNICIPALITIES[from->municipality[school]]) == 0 ||
                   (area != NULL && strcmp(unit, area) == 0));
    int in_gender =
        strcmp(gender, "all") == 0 || strcmp(gender, atom % GENDERS == 0 ? "girls" : "boys") == 0;
    atoms[atom] = in_unit && in_gender;
  }
}

static int64_t power(int64_t base, int64_t exponent) {
  int64_t result = 1;
  for (; exponent > 0; exponent /= 2, base = base * base % PRIME)
    if (exponent % 2 == 1)
      result = result * base % PRIME;
  return result;
}

/* Takes the known equations away from `atoms`; what is left is 0 when it follows from them. */
static int reduce(int64_t known[ATOMS][ATOMS], int64_t *atoms) {
  for (int pivot = 0; pivot < ATOMS; pivot++) {
    int64_t factor = atoms[pivot];
    if (factor == 0)
      continue;
    if (known[pivot][pivot] == 0)
      return pivot;
    for (int i = 0; i < ATOMS; i++)
      atoms[i] = (atoms[i] + (PRIME - factor) * known[pivot][i]) % PRIME;
  }
  return -1;
}

static void learn(int64_t known[ATOMS][ATOMS], int64_t *atoms) {
  int pivot = reduce(known, atoms);
  if (pivot < 0)
    return;
  int64_t inverse = power(atoms[pivot], PRIME - 2);
  for (int i = 0; i < ATOMS; i++)
    known[pivot][i] = atoms[i] * inverse % PRIME;
}

static int is_computed(const tell_table *table, int64_t row) {
  return strcmp(sample_text(table, row, "origin"), "computed") == 0;
}

/*
 * Solves for a column, less another one unless that is NULL (the two are shown or hidden
 * together); the number of small counts that follow from what is shown.
 */
static int solve(const world *from, const tell_table *released, const tell_table *sealed,
                 const char *column, const char *less, int64_t least) {
  int64_t known[ATOMS][ATOMS] = {{0}};
  int64_t atoms[ATOMS];
  int found = 0;
  for (int64_t row = 0; row < tell_table_row_count(released); row++) {
    if (sample_state(released, row, column) != TELL_STATE_PRESENT)
      continue;
    equation(from, sample_text(released, row, "unit"), sample_text(released, row, "gender"), atoms);
    learn(known, atoms);
  }
  for (int64_t row = 0; row < tell_table_row_count(released); row++) {
    if (sample_state(released, row, column) != TELL_STATE_HIDDEN || is_computed(released, row))
      continue;
    int64_t count = sample_whole(sealed, row, column);
    if (less != NULL)
      count -= sample_whole(sealed, row, less);
    if (count <= 0 || count >= least)
      continue;
    equation(from, sample_text(released, row, "unit"), sample_text(released, row, "gender"), atoms);
    found += reduce(known, atoms) < 0;
  }
  return found;
}

typedef struct bytes {
  char *text;
  size_t length;
} bytes;

static int collect(const char *piece, size_t size, void *payload) {
  bytes *all = payload;
  all->text = realloc(all->text, all->length + size + 1);
  assert_non_null(all->text);
  memcpy(all->text + all->length, piece, size);
  all->length += size;
  all->text[all->length] = '\0';
  return 0;
}

static int is_shown_elsewhere(const tell_table *released, double value) {
  for (int64_t row = 0; row < tell_table_row_count(released); row++)
    if (sample_state(released, row, "value") == TELL_STATE_PRESENT &&
        sample_real(released, row, "value") == value)
      return 1;
  return 0;
}

/* Means have six random decimals: their digits are in the files only if they were written. */
static void search_digits(const tell_release *release, const tell_table *sealed) {
  const tell_table *released = tell_release_table(release, TELL_RELEASE_INDICATORS);
  bytes all = {0};
  for (int32_t which = TELL_RELEASE_INDICATORS; which <= TELL_RELEASE_FILES; which++)
    assert_int_equal(tell_output_csv(release, which, TELL_DIALECT_CANONICAL, collect, &all, NULL),
                     TELL_OK);
  for (int64_t row = 0; row < tell_table_row_count(released); row++) {
    char digits[TELL_NUMBER_SIZE];
    if (sample_state(released, row, "value") != TELL_STATE_HIDDEN ||
        is_shown_elsewhere(released, sample_real(sealed, row, "value")))
      continue;
    assert_int_equal(tell_number_write(sample_real(sealed, row, "value"), 6, 0, TELL_NUMBER_POINT,
                                       digits, sizeof digits, NULL),
                     TELL_OK);
    assert_null(strstr(all.text, digits));
  }
  free(all.text);
}

static int64_t hidden_rows(const tell_table *released) {
  int64_t count = 0;
  for (int64_t row = 0; row < tell_table_row_count(released); row++)
    count += sample_state(released, row, "n") == TELL_STATE_HIDDEN;
  return count;
}

static void test_release_random_hierarchies_do_not_give_small_counts_away(void **state) {
  (void)state;
  uint64_t seed = 20221123;
  int64_t hidden = 0, rows = 0;
  tell_catalogue *catalogue = NULL;
  assert_int_equal(tell_catalogue_create(&catalogue, NULL), TELL_OK);
  for (int round = 0; round < ROUNDS; round++) {
    world made;
    tell_table *set = NULL, *trends = NULL;
    tell_release *release = NULL;
    make_world(&seed, &made);
    tell_dataset *dataset = observe(catalogue, &made, &seed);
    assert_int_equal(tell_indicators_compute(dataset, &set, NULL), TELL_OK);
    assert_int_equal(tell_trends_compute(catalogue, set, &trends, NULL), TELL_OK);
    assert_int_equal(tell_release_create(catalogue, NULL, dataset, set, trends, &release, NULL),
                     TELL_OK);
    const tell_table *released = tell_release_table(release, TELL_RELEASE_INDICATORS);
    int64_t least = made.bullying ? LEAST_ASKED : LEAST_PEOPLE;
    assert_int_equal(solve(&made, released, set, "n", NULL, least), 0);
    if (made.bullying) {
      assert_int_equal(solve(&made, released, set, "numerator", NULL, LEAST_BULLIED), 0);
      assert_int_equal(solve(&made, released, set, "n", "numerator", LEAST_ASKED), 0);
    } else {
      search_digits(release, set);
    }
    hidden += hidden_rows(released);
    rows += tell_table_row_count(released);
    tell_release_free(release);
    tell_table_free(trends);
    tell_table_free(set);
    tell_dataset_free(dataset);
  }
  tell_catalogue_free(catalogue);
  /* A release that hides everything would pass all of the above. */
  assert_true(hidden > 0 && rows - hidden > rows / 4);
}

/* The row that a row is compared with. */
static int64_t compared_with(const tell_table *released, int64_t row) {
  return sample_row(released, SAMPLE_PICK(.unit = sample_text(released, row, "parent"),
                                          .origin = sample_text(released, row, "comparator_origin"),
                                          .gender = sample_text(released, row, "gender")));
}

/* The interval of a difference lies around the counts of the others: whoever reads it must be able
 * to read the counts of both sides too, and has from them all that it says. */
static int follows_from_counts(const tell_table *released, int64_t row, tell_statistic *made) {
  if (sample_state(released, row, "difference_lo") != TELL_STATE_PRESENT)
    return 0;
  int64_t parent = compared_with(released, row);
  double x = (double)sample_whole(released, row, "numerator");
  double n = (double)sample_whole(released, row, "n");
  assert_int_equal(tell_stats_child_proportion(x, n,
                                               (double)sample_whole(released, parent, "numerator"),
                                               (double)sample_whole(released, parent, "n"),
                                               TELL_SHARE_TEST_CHISQ, 0.95, made, NULL),
                   TELL_OK);
  assert_double_near(sample_real(released, row, "difference_lo"), 100 * tell_statistic_lo(made),
                     1e-9, 1e-9);
  assert_double_near(sample_real(released, row, "difference_hi"), 100 * tell_statistic_hi(made),
                     1e-9, 1e-9);
  return 1;
}

static void test_release_differences_of_shares_say_no_more_than_visible_counts(void **state) {
  (void)state;
  uint64_t seed = 20261122;
  int followed = 0, rounds = random_rounds(ROUNDS / 3);
  tell_catalogue *catalogue = NULL;
  tell_statistic *made_again = NULL;
  assert_int_equal(tell_catalogue_create(&catalogue, NULL), TELL_OK);
  assert_int_equal(tell_statistic_create(&made_again, NULL), TELL_OK);
  for (int round = 0; round < rounds; round++) {
    world made;
    make_world(&seed, &made);
    made.bullying = 1;
    tell_dataset *dataset = observe(catalogue, &made, &seed);
    tell_release *release = sample_release(catalogue, "internal", dataset);
    const tell_table *released = tell_release_table(release, TELL_RELEASE_INDICATORS);
    for (int64_t row = 0; row < tell_table_row_count(released); row++)
      followed += follows_from_counts(released, row, made_again);
    tell_release_free(release);
    tell_dataset_free(dataset);
  }
  tell_statistic_free(made_again);
  tell_catalogue_free(catalogue);
  assert_true(followed > rounds);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_release_random_hierarchies_do_not_give_small_counts_away),
      cmocka_unit_test(test_release_differences_of_shares_say_no_more_than_visible_counts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
