/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Analyses of random municipalities: areas and municipalities as groups of schools against what
 * the indicator set computes by its own way; declared groups against sums over the rows of the
 * release; and that nothing in an analysis depends on what the release hides.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "random.h"
#include "sample.h"
#include "telling/output.h"

enum { SCHOOLS = 9, YEARS = 3, ROUNDS = 60 };

static const char *const CODES[SCHOOLS] = {"900000001", "900000002", "900000003",
                                           "900000004", "900000005", "900000006",
                                           "900000007", "900000008", "900000009"};
static const char *const AREAS[] = {NULL, "nord", "syd"};

typedef struct school {
  int area, there[YEARS], n[YEARS], x[YEARS], suppressed[YEARS];
  double value[YEARS], margin[YEARS];
} school;

typedef struct world {
  school schools[SCHOOLS];
  int with_whole; /* whether the municipality has figures of its own */
} world;

static int below(uint64_t *seed, int limit) { return (int)(random_next(seed) % (uint64_t)limit); }

static void make_world(uint64_t *seed, world *made) {
  memset(made, 0, sizeof *made);
  made->with_whole = below(seed, 2);
  for (int i = 0; i < SCHOOLS; i++) {
    school *s = &made->schools[i];
    s->area = below(seed, 3);
    for (int year = 0; year < YEARS; year++) {
      s->there[year] = below(seed, 8) > 0;
      s->n[year] = below(seed, 4) == 0 ? 1 + below(seed, 35) : 30 + below(seed, 60);
      s->x[year] = below(seed, s->n[year] + 1);
      s->value[year] = 40 + below(seed, 20);
      s->margin[year] = 0.5 + below(seed, 30) / 10.0;
      s->suppressed[year] = below(seed, 6) == 0;
    }
  }
}

static void add_year(sample *data, const school *s, const char *code, int year) {
  const sample_cell test = {.unit = code,
                            .indicator = "np_lesing",
                            .source = "udir-np",
                            .period = 2022 + year,
                            .grade = 5,
                            .value = s->value[year],
                            .margin = s->margin[year],
                            .n = s->n[year],
                            .has = TELL__HAS_N | TELL__HAS_MARGIN};
  const sample_cell hidden = {.unit = code,
                              .indicator = "np_lesing",
                              .source = "udir-np",
                              .period = 2022 + year,
                              .grade = 5,
                              .state = TELL_STATE_SUPPRESSED};
  const sample_cell survey = {.unit = code,
                              .indicator = "eu_mobbing",
                              .source = "local",
                              .period = 2022 + year,
                              .grade = 7,
                              .value = 100.0 * s->x[year] / s->n[year],
                              .n = s->n[year],
                              .numerator = s->x[year],
                              .decimals = 6,
                              .has = TELL__HAS_N | TELL__HAS_NUMERATOR};
  sample_add(data, s->suppressed[year] ? &hidden : &test, 1);
  sample_add(data, &survey, 1);
}

/* The municipality's own figures: as published, of all pupils; and counted by itself. */
static void add_whole(sample *data, const world *from, int year) {
  int n = 0, x = 0;
  for (int i = 0; i < SCHOOLS; i++) {
    n += from->schools[i].there[year] ? from->schools[i].n[year] : 0;
    x += from->schools[i].there[year] ? from->schools[i].x[year] : 0;
  }
  school whole = {.n = {n, n, n}, .x = {x, x, x}, .value = {50, 50, 50}, .margin = {1, 1, 1}};
  if (n > 0)
    add_year(data, &whole, "4601", year);
}

static tell_release *release_world(const tell_catalogue *catalogue, const char *policy,
                                   const world *from) {
  sample *data = sample_begin(catalogue);
  for (int i = 0; i < SCHOOLS; i++) {
    sample_unit(data, CODES[i], "4601", AREAS[from->schools[i].area]);
    for (int year = 0; year < YEARS; year++)
      if (from->schools[i].there[year])
        add_year(data, &from->schools[i], CODES[i], year);
  }
  for (int year = 0; from->with_whole && year < YEARS; year++)
    add_whole(data, from, year);
  tell_dataset *dataset = sample_finish(data);
  tell_release *release = sample_release(catalogue, policy, dataset);
  tell_dataset_free(dataset);
  return release;
}

static int64_t find(const tell_table *table, const tell_table *of, int64_t row) {
  const sample_pick pick = {.unit = sample_text(of, row, "unit"),
                            .indicator = sample_text(of, row, "indicator"),
                            .period = (int)sample_whole(of, row, "period")};
  return sample_row(table, &pick);
}

static void same_cell(const tell_table *a, int64_t i, const tell_table *b, int64_t j,
                      const char *column) {
  assert_int_equal(sample_state(a, i, column), sample_state(b, j, column));
  if (sample_state(a, i, column) == TELL_STATE_PRESENT)
    assert_double_near(sample_real(a, i, column), sample_real(b, j, column), 1e-14, 0);
}

static void test_groups_of_units_equal_what_the_indicator_set_computes(void **state) {
  uint64_t seed = 20261;
  int64_t compared = 0;
  for (int round = 0; round < random_rounds(ROUNDS); round++) {
    world made;
    make_world(&seed, &made);
    tell_release *release = release_world(*state, "none", &made);
    tell_analysis *analysis = sample_analysis(*state, release, TELL_ANALYSIS_GROUPS, NULL);
    const tell_table *groups = tell_analysis_table(analysis);
    const tell_table *set = tell_release_table(release, TELL_RELEASE_INDICATORS);
    for (int64_t row = 0; row < tell_table_row_count(set); row++) {
      if (strcmp(sample_text(set, row, "origin"), "computed") != 0)
        continue;
      int64_t group = find(groups, set, row);
      /* Of an area the set does not know how much is hidden where the municipality tells. */
      if (sample_state(groups, group, "value") == TELL_STATE_TOO_FEW &&
          sample_state(set, row, "coverage") == TELL_STATE_MISSING) {
        assert_true(sample_real(groups, group, "coverage") < 0.8);
        continue;
      }
      same_cell(set, row, groups, group, "value");
      same_cell(set, row, groups, group, "se");
      same_cell(set, row, groups, group, "lo");
      same_cell(set, row, groups, group, "hi");
      if (sample_state(set, row, "coverage") == TELL_STATE_PRESENT)
        same_cell(set, row, groups, group, "coverage");
      compared++;
    }
    assert_int_equal(tell_table_row_count(groups),
                     sample_count(set, SAMPLE_PICK(.origin = "computed")));
    tell_analysis_free(analysis);
    tell_release_free(release);
  }
  assert_true(compared > 200 || random_rounds(ROUNDS) < ROUNDS);
}

/* Whether a school is in the group by the bits of `chosen`. */
static int is_chosen(unsigned chosen, const char *unit) {
  for (int i = 0; i < SCHOOLS; i++)
    if (strcmp(CODES[i], unit) == 0)
      return (int)(chosen >> i & 1U);
  return 0;
}

/* The group's figure from the rows of the release, one after the other. */
static void check_declared(const tell_table *set, const tell_table *groups, int64_t row,
                           unsigned chosen) {
  double n = 0, sum = 0, variance = 0, squares = 0, hidden = 0, members = 0, hidden_se = 0;
  const char *indicator = sample_text(groups, row, "indicator");
  for (int64_t i = 0; i < tell_table_row_count(set); i++) {
    if (!is_chosen(chosen, sample_text(set, i, "unit")) ||
        strcmp(sample_text(set, i, "indicator"), indicator) != 0 ||
        sample_whole(set, i, "period") != sample_whole(groups, row, "period"))
      continue;
    members++;
    if (sample_state(set, i, "value") != TELL_STATE_PRESENT) {
      hidden++;
      continue;
    }
    double weight = (double)sample_whole(set, i, "n"), value = sample_real(set, i, "value");
    n += weight;
    sum += weight * value;
    squares += weight * value * value;
    if (sample_state(set, i, "se") == TELL_STATE_PRESENT)
      variance += weight * weight * sample_real(set, i, "se") * sample_real(set, i, "se");
    else
      hidden_se++;
  }
  assert_double_near((double)sample_whole(groups, row, "members"), members, 0, 0);
  assert_double_near((double)sample_whole(groups, row, "members_hidden"), hidden, 0, 0);
  if (sample_state(groups, row, "value") != TELL_STATE_PRESENT) {
    assert_true(n == 0 || sample_state(groups, row, "value") == TELL_STATE_TOO_FEW);
    return;
  }
  double mean = sum / n;
  assert_double_near(sample_real(groups, row, "value"), mean, 1e-12, 0);
  assert_double_near(sample_real(groups, row, "between_variance"),
                     (squares - n * mean * mean) / (n - 1), 1e-9, 1e-9);
  if (hidden_se > 0)
    assert_int_equal(sample_state(groups, row, "se"), TELL_STATE_HIDDEN);
  else if (strcmp(indicator, "np_lesing") == 0)
    assert_double_near(sample_real(groups, row, "se"), sqrt(variance) / n, 1e-12, 0);
}

static void test_groups_declared_equals_sums_over_the_release(void **state) {
  uint64_t seed = 20262;
  for (int round = 0; round < random_rounds(ROUNDS); round++) {
    world made;
    tell_analysis_options *options = NULL;
    unsigned chosen = 1 + (unsigned)below(&seed, (1 << SCHOOLS) - 1);
    make_world(&seed, &made);
    assert_int_equal(tell_analysis_options_create(&options, NULL), TELL_OK);
    assert_int_equal(tell_analysis_options_add_group(options, "g", NULL, NULL), TELL_OK);
    for (int i = 0; i < SCHOOLS; i++)
      if (chosen >> i & 1U)
        assert_int_equal(tell_analysis_options_add_member(options, "g", "school", CODES[i], NULL),
                         TELL_OK);
    tell_release *release = release_world(*state, "public", &made);
    tell_analysis *analysis = sample_analysis(*state, release, TELL_ANALYSIS_GROUPS, options);
    const tell_table *groups = tell_analysis_table(analysis);
    const tell_table *set = tell_release_table(release, TELL_RELEASE_INDICATORS);
    for (int64_t row = 0; row < tell_table_row_count(groups); row++)
      if (strcmp(sample_text(groups, row, "level"), "group") == 0)
        check_declared(set, groups, row, chosen);
    tell_analysis_free(analysis);
    tell_release_free(release);
    tell_analysis_options_free(options);
  }
}

static void test_groups_tell_no_more_of_units_than_the_release(void **state) {
  static const char *const columns[] = {"value", "se", "n", "coverage", "hidden_n", "bound_lo"};
  uint64_t seed = 20264;
  int64_t closed = 0;
  for (int round = 0; round < random_rounds(ROUNDS); round++) {
    world made;
    make_world(&seed, &made);
    tell_release *release = release_world(*state, "public", &made);
    tell_analysis *analysis = sample_analysis(*state, release, TELL_ANALYSIS_GROUPS, NULL);
    const tell_table *groups = tell_analysis_table(analysis);
    const tell_table *set = tell_release_table(release, TELL_RELEASE_INDICATORS);
    for (int64_t row = 0; row < tell_table_row_count(set); row++) {
      if (strcmp(sample_text(set, row, "origin"), "computed") != 0 ||
          sample_state(set, row, "value") != TELL_STATE_HIDDEN)
        continue;
      int64_t group = find(groups, set, row);
      for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        assert_int_equal(sample_state(groups, group, columns[i]), TELL_STATE_HIDDEN);
      closed++;
    }
    tell_analysis_free(analysis);
    tell_release_free(release);
  }
  assert_true(closed > 100 || random_rounds(ROUNDS) < ROUNDS);
}

/* A school's value and n in a year as the release shows them; 0 when it does not. */
static int visible(const tell_table *set, const char *unit, const char *indicator, int64_t period,
                   double *value, double *n) {
  for (int64_t row = 0; row < tell_table_row_count(set); row++) {
    if (strcmp(sample_text(set, row, "unit"), unit) != 0 ||
        strcmp(sample_text(set, row, "indicator"), indicator) != 0 ||
        sample_whole(set, row, "period") != period ||
        sample_state(set, row, "value") != TELL_STATE_PRESENT)
      continue;
    *value = sample_real(set, row, "value");
    *n = (double)sample_whole(set, row, "n");
    return 1;
  }
  return 0;
}

/* Within and shift by the two ways of standardising, and the change of all that is visible. */
static void check_decomposed(const world *from, const tell_table *set, const tell_table *table,
                             int64_t row) {
  const char *unit = sample_text(table, row, "unit");
  const char *indicator = sample_text(table, row, "indicator");
  double n[2] = {0}, all[2] = {0}, sums[2][2] = {{0}}, means[2] = {0}, both = 0;
  const int64_t periods[] = {sample_whole(table, row, "period_before"),
                             sample_whole(table, row, "period")};
  for (int i = 0; i < SCHOOLS; i++) {
    double values[2] = {0}, counts[2] = {0};
    int seen[2];
    const char *area = AREAS[from->schools[i].area];
    if (strcmp(unit, "4601") != 0 && (area == NULL || strcmp(unit, area) != 0))
      continue;
    for (int year = 0; year < 2; year++) {
      seen[year] = visible(set, CODES[i], indicator, periods[year], &values[year], &counts[year]);
      all[year] += counts[year];
      means[year] += counts[year] * values[year];
    }
    if (!seen[0] || !seen[1])
      continue;
    both++;
    for (int weight = 0; weight < 2; weight++) {
      n[weight] += counts[weight];
      for (int value = 0; value < 2; value++)
        sums[weight][value] += counts[weight] * values[value];
    }
  }
  double within = ((sums[0][1] - sums[0][0]) / n[0] + (sums[1][1] - sums[1][0]) / n[1]) / 2;
  double shift =
      (sums[1][0] / n[1] - sums[0][0] / n[0] + sums[1][1] / n[1] - sums[0][1] / n[0]) / 2;
  double change = means[1] / all[1] - means[0] / all[0];
  assert_double_near((double)sample_whole(table, row, "members_both"), both, 0, 0);
  assert_double_near(sample_real(table, row, "change"), change, 0, 1e-11);
  assert_double_near(sample_real(table, row, "within"), within, 0, 1e-11);
  assert_double_near(sample_real(table, row, "shift"), shift, 0, 1e-11);
  assert_double_near(sample_real(table, row, "opened_closed") +
                         sample_real(table, row, "seen_once"),
                     change - within - shift, 0, 1e-11);
}

static void test_decomposition_equals_sums_over_the_release(void **state) {
  uint64_t seed = 20265;
  int64_t checked = 0;
  for (int round = 0; round < random_rounds(ROUNDS); round++) {
    world made;
    make_world(&seed, &made);
    tell_release *release = release_world(*state, round % 2 == 0 ? "none" : "public", &made);
    tell_analysis *analysis = sample_analysis(*state, release, TELL_ANALYSIS_DECOMPOSITION, NULL);
    const tell_table *table = tell_analysis_table(analysis);
    const tell_table *set = tell_release_table(release, TELL_RELEASE_INDICATORS);
    for (int64_t row = 0; row < tell_table_row_count(table); row++) {
      if (sample_state(table, row, "change") != TELL_STATE_PRESENT)
        continue;
      check_decomposed(&made, set, table, row);
      checked++;
    }
    tell_analysis_free(analysis);
    tell_release_free(release);
  }
  assert_true(checked > 100 || random_rounds(ROUNDS) < ROUNDS);
}

typedef struct bytes {
  char *text;
  size_t length;
} bytes;

static int collect(const char *piece, size_t size, void *payload) {
  bytes *all = payload;
  all->text = realloc(all->text, all->length + size);
  assert_non_null(all->text);
  memcpy(all->text + all->length, piece, size);
  all->length += size;
  return 0;
}

static bytes write_set(const tell_release *release) {
  bytes all = {0};
  assert_int_equal(tell_output_csv(release, TELL_RELEASE_INDICATORS, TELL_DIALECT_CANONICAL,
                                   collect, &all, NULL),
                   TELL_OK);
  return all;
}

static bytes write_analysis(const tell_catalogue *catalogue, const tell_release *release,
                            int32_t kind) {
  bytes all = {0};
  tell_analysis *analysis = sample_analysis(catalogue, release, kind, NULL);
  assert_int_equal(tell_output_table_csv(tell_analysis_table(analysis), TELL_DIALECT_CANONICAL,
                                         collect, &all, NULL),
                   TELL_OK);
  tell_analysis_free(analysis);
  return all;
}

static int same_bytes(bytes a, bytes b) {
  int same = a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
  free(a.text);
  free(b.text);
  return same;
}

/* With few small schools they are hidden with everything that could give them away. */
static void make_few_small(world *made) {
  for (int i = 1; i < SCHOOLS; i++)
    for (int year = 0; year < YEARS; year++)
      made->schools[i].n[year] += made->schools[i].n[year] < 36 ? 40 : 0;
}

/* Changes what stands behind the cells that the policy "public" hides for being few. */
static int change_hidden(uint64_t *seed, world *made) {
  int changed = 0;
  for (int i = 0; i < SCHOOLS; i++) {
    for (int year = 0; year < YEARS; year++) {
      school *s = &made->schools[i];
      if (!s->there[year] || s->n[year] >= 30 || s->n[year] < 2)
        continue;
      s->x[year] = below(seed, s->n[year] + 1);
      changed++;
    }
  }
  return changed;
}

static void test_analysis_of_equal_releases_is_equal_whatever_they_hide(void **state) {
  uint64_t seed = 20263;
  int equal = 0;
  for (int round = 0; round < random_rounds(ROUNDS); round++) {
    world first, second;
    make_world(&seed, &first);
    make_few_small(&first);
    second = first;
    if (change_hidden(&seed, &second) == 0)
      continue;
    tell_release *a = release_world(*state, "public", &first);
    tell_release *b = release_world(*state, "public", &second);
    if (same_bytes(write_set(a), write_set(b))) {
      equal++;
      for (int32_t kind = 1; kind <= tell_analysis_kind_count(); kind++)
        assert_true(same_bytes(write_analysis(*state, a, kind), write_analysis(*state, b, kind)));
    }
    tell_release_free(a);
    tell_release_free(b);
  }
  assert_true(equal > 3 || random_rounds(ROUNDS) < ROUNDS);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_groups_of_units_equal_what_the_indicator_set_computes),
      cmocka_unit_test(test_groups_tell_no_more_of_units_than_the_release),
      cmocka_unit_test(test_groups_declared_equals_sums_over_the_release),
      cmocka_unit_test(test_decomposition_equals_sums_over_the_release),
      cmocka_unit_test(test_analysis_of_equal_releases_is_equal_whatever_they_hide),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
