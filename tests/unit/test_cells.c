/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells against observations added up one by one, against the indicator set, and their edges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "near.h"
#include "random.h"
#include "sample.h"
#include "telling/cells.h"

static const double z95 = 1.959963984540054;

static tell_cells *make_cells(const tell_dataset *dataset) {
  tell_cells *cells = NULL;
  assert_int_equal(tell_cells_create(dataset, "none", 0.95, &cells, NULL), TELL_OK);
  return cells;
}

static tell_series *all_series(const tell_cells *cells) {
  tell_series *series = NULL;
  assert_int_equal(tell_cells_series(cells, 0, tell_cells_unit_count(cells), &series, NULL),
                   TELL_OK);
  return series;
}

/* The one series of a unit and an indicator (school year `period` in it, 0: any). */
static void go_to(tell_series *series, const tell_cells *cells, const char *unit,
                  const char *indicator, int32_t period) {
  assert_int_equal(tell_series_restart(series, 0, tell_cells_unit_count(cells), NULL), TELL_OK);
  while (tell_series_next(series, NULL) == TELL_OK)
    if (strcmp(tell_cells_unit_code(cells, tell_series_unit(series)), unit) == 0 &&
        strcmp(tell_series_indicator(series), indicator) == 0)
      for (int32_t i = 0; i < tell_series_count(series); i++)
        if (period == 0 || tell_series_periods(series)[i] == period)
          return;
  fail_msg("there is no such series");
}

/* Nine schools in two counties, some in an area, with random figures of two indicators. */
enum { SCHOOLS = 9, MOST_CELLS = 2000 };

static const char *const places[SCHOOLS][4] = {
    {"911111111", "vest", "4601", "46"}, {"922222222", "vest", "4601", "46"},
    {"933333333", "ost", "4601", "46"},  {"944444444", NULL, "4601", "46"},
    {"955555555", "ost", "4601", "46"},  {"966666666", NULL, "4602", "46"},
    {"977777777", NULL, "4602", "46"},   {"988888888", "sor", "0301", "03"},
    {"999999999", "sor", "0301", "03"}};

static sample_cell any_cell(int school, int period, int gender, int grade, uint64_t *seed) {
  sample_cell cell = {.unit = places[school][0],
                      .indicator = grade == 5 ? "eu_motivasjon" : "eu_trivsel",
                      .period = period,
                      .gender = gender,
                      .grade = grade,
                      .value = floor(10 * (1 + 4 * random_unit(seed))) / 10,
                      .n = 1 + (int)(random_next(seed) % 60),
                      .sd = random_unit(seed),
                      .has = TELL__HAS_N | TELL__HAS_SD,
                      .decimals = 1};
  int fate = (int)(random_next(seed) % 20);
  if (fate < 3)
    cell.state = fate == 0 ? TELL_STATE_SUPPRESSED : TELL_STATE_MISSING;
  if (fate == 3)
    cell.has = TELL__HAS_N;
  if (fate == 4)
    cell.has = TELL__HAS_SD;
  if (fate == 5)
    cell.flags = TELL__FLAG_SD_POOLED;
  if (fate == 6)
    cell.state = TELL_STATE_NOT_APPLICABLE;
  return cell;
}

static size_t make_cells_of_country(sample_cell *cells, uint64_t *seed) {
  size_t count = 0;
  for (int school = 0; school < SCHOOLS; school++)
    for (int period = 2014; period <= 2023; period++)
      for (int gender = 0; gender <= 2; gender++)
        for (int grade = 5; grade <= 7; grade += 2)
          if (random_next(seed) % 6 > 0)
            cells[count++] = any_cell(school, period, gender, grade, seed);
  return count;
}

static tell_dataset *make_country(const tell_catalogue *catalogue, const sample_cell *cells,
                                  size_t count) {
  sample *data = sample_begin(catalogue);
  for (int school = 0; school < SCHOOLS; school++) {
    sample_unit(data, places[school][0], places[school][2], places[school][1]);
    sample_unit(data, places[school][2], places[school][3], NULL);
    sample_unit(data, places[school][3], "I", NULL);
  }
  sample_add(data, cells, count);
  return sample_finish(data);
}

static int is_in(const char *school, const char *unit) {
  for (int i = 0; i < SCHOOLS; i++)
    if (strcmp(places[i][0], school) == 0)
      for (int level = 0; level < 4; level++)
        if (places[i][level] != NULL && strcmp(places[i][level], unit) == 0)
          return 1;
  return strcmp(unit, "I") == 0;
}

static int counts(const sample_cell *cell) {
  return cell->state == TELL_STATE_PRESENT && cell->has == (TELL__HAS_N | TELL__HAS_SD) &&
         cell->flags == 0;
}

/* What a cell must be, from all observations of the country, in long double. */
typedef struct truth {
  int used, unused;
  long double n, mean, se;
} truth;

static truth add_up(const sample_cell *cells, size_t count, const char *unit,
                    const sample_cell *like) {
  truth out = {0};
  long double squares = 0;
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < count; i++) {
      const sample_cell *cell = &cells[i];
      if (cell->period != like->period || cell->gender != like->gender ||
          cell->grade != like->grade || cell->state == TELL_STATE_NOT_APPLICABLE ||
          !is_in(cell->unit, unit))
        continue;
      if (pass == 0 && !counts(cell)) {
        out.unused++;
      } else if (pass == 0) {
        out.used++;
        out.n += cell->n;
        out.mean += (long double)cell->n * cell->value;
      } else if (counts(cell)) {
        long double off = cell->value - out.mean / out.n;
        squares += (cell->n - 1) * (long double)cell->sd * cell->sd + cell->n * off * off;
      }
    }
  if (out.n > 0)
    out.mean /= out.n;
  if (out.n > 1)
    out.se = sqrtl(squares / (out.n - 1)) / sqrtl(out.n);
  return out;
}

static void check_series(const sample_cell *cells, size_t count, const char *unit,
                         const tell_series *series) {
  for (int32_t i = 0; i < tell_series_count(series); i++) {
    const sample_cell like = {.period = tell_series_periods(series)[i],
                              .gender = tell_series_gender(series),
                              .grade = tell_series_grade(series)};
    truth true_cell = add_up(cells, count, unit, &like);
    assert_int_equal(tell_series_used(series)[i], true_cell.used);
    assert_int_equal(tell_series_unused(series)[i], true_cell.unused);
    assert_true(true_cell.used + true_cell.unused > 0);
    assert_int_equal(tell_series_n(series)[i], (int64_t)true_cell.n);
    tell_stat_state expected = true_cell.n == 0   ? TELL_STAT_EMPTY
                               : true_cell.n == 1 ? TELL_STAT_TOO_FEW_POINTS
                                                  : TELL_STAT_OK;
    assert_int_equal(tell_series_states(series)[i], expected);
    assert_double_near(tell_series_means(series)[i], (double)true_cell.mean, 1e-14, 0);
    assert_double_near(tell_series_ses(series)[i], (double)true_cell.se, 1e-12, 0);
    if (expected == TELL_STAT_OK) {
      assert_double_near(tell_series_los(series)[i], (double)(true_cell.mean - z95 * true_cell.se),
                         1e-13, 1e-13);
      assert_double_near(tell_series_his(series)[i], (double)(true_cell.mean + z95 * true_cell.se),
                         1e-13, 1e-13);
    }
  }
}

/* How many cells there must be. */
static size_t count_cells(const sample_cell *cells, size_t count) {
  static const char *const units[] = {"I",    "46",   "03",  "4601", "4602",
                                      "0301", "vest", "ost", "sor"};
  size_t found = 0;
  for (int unit = 0; unit < SCHOOLS + 9; unit++)
    for (int period = 2014; period <= 2023; period++)
      for (int gender = 0; gender <= 2; gender++)
        for (int grade = 5; grade <= 7; grade += 2) {
          const sample_cell like = {.period = period, .gender = gender, .grade = grade};
          truth one = add_up(cells, count, unit < 9 ? units[unit] : places[unit - 9][0], &like);
          found += one.used + one.unused > 0;
        }
  return found;
}

static void test_cells_equal_observations_added_up_one_by_one(void **state) {
  uint64_t seed = 3;
  static sample_cell cells[MOST_CELLS];
  for (int round = 0; round < 5; round++) {
    size_t count = make_cells_of_country(cells, &seed), found = 0;
    random_shuffle(&seed, cells, count, sizeof *cells);
    tell_dataset *dataset = make_country(*state, cells, count);
    tell_cells *all = make_cells(dataset);
    tell_series *series = all_series(all);
    while (tell_series_next(series, NULL) == TELL_OK) {
      check_series(cells, count, tell_cells_unit_code(all, tell_series_unit(series)), series);
      found += (size_t)tell_series_count(series);
    }
    assert_int_equal(found, count_cells(cells, count));
    tell_series_free(series);
    tell_cells_free(all);
    tell_dataset_free(dataset);
  }
}

static void test_cells_do_not_depend_on_the_order_of_rows(void **state) {
  uint64_t seed = 4;
  static sample_cell cells[MOST_CELLS];
  size_t count = make_cells_of_country(cells, &seed);
  tell_dataset *first = make_country(*state, cells, count);
  random_shuffle(&seed, cells, count, sizeof *cells);
  tell_dataset *second = make_country(*state, cells, count);
  tell_cells *a = make_cells(first), *b = make_cells(second);
  tell_series *one = all_series(a), *other = all_series(b);
  while (tell_series_next(one, NULL) == TELL_OK) {
    size_t bytes = (size_t)tell_series_count(one) * sizeof(double);
    assert_int_equal(tell_series_next(other, NULL), TELL_OK);
    assert_int_equal(tell_series_unit(one), tell_series_unit(other));
    assert_int_equal(tell_series_count(one), tell_series_count(other));
    assert_memory_equal(tell_series_means(one), tell_series_means(other), bytes);
    assert_memory_equal(tell_series_ses(one), tell_series_ses(other), bytes);
  }
  assert_int_equal(tell_series_next(other, NULL), TELL_END);
  tell_series_free(other);
  tell_series_free(one);
  tell_cells_free(b);
  tell_cells_free(a);
  tell_dataset_free(second);
  tell_dataset_free(first);
}

/* The indicator set says the same of the same children where it says the same thing. */
static void test_cells_equal_the_indicator_set_in_mean_and_n(void **state) {
  static const char text[] = "unit;indicator;period;value;n;sd;state\n"
                             "911111111;grunnskolepoeng;2024;41.3;40;8.1;\n"
                             "922222222;grunnskolepoeng;2024;43.9;25;7.7;\n"
                             "933333333;grunnskolepoeng;2024;;;;suppressed\n"
                             "944444444;grunnskolepoeng;2024;39.0;61;9.2;\n";
  sample *data = sample_begin(*state);
  for (int school = 0; school < 4; school++)
    sample_unit(data, places[school][0], "4601", NULL);
  sample_read(data, text);
  tell_dataset *dataset = sample_finish(data);
  tell_table *set = sample_indicators(dataset);
  tell_cells *cells = make_cells(dataset);
  tell_series *series = all_series(cells);
  int64_t row = sample_row(set, SAMPLE_PICK(.unit = "4601", .origin = "computed"));
  go_to(series, cells, "4601", "grunnskolepoeng", 2024);
  assert_double_near(tell_series_means(series)[0], sample_real(set, row, "value"), 1e-15, 0);
  assert_int_equal(tell_series_n(series)[0], sample_whole(set, row, "n"));
  assert_int_equal(tell_series_unused(series)[0], sample_whole(set, row, "children_suppressed"));
  assert_string_equal(tell_cells_unit_level(cells, tell_series_unit(series)), "municipality");
  tell_series_free(series);
  tell_cells_free(cells);
  tell_table_free(set);
  tell_dataset_free(dataset);
}

static const char long_series[] = "unit;indicator;period;grade;value;n;sd\n"
                                  "911111111;np_lesing;2016;5;50.1;40;10\n"
                                  "911111111;np_lesing;2018;5;50.9;40;10\n"
                                  "911111111;np_lesing;2019;5;51.4;40;10\n"
                                  "911111111;np_lesing;2021;5;51.4;40;10\n"
                                  "911111111;np_lesing;2022;5;49.0;40;10\n"
                                  "911111111;np_lesing;2023;5;48.0;40;10\n";

static void test_series_ends_at_a_break(void **state) {
  tell_dataset *dataset = sample_dataset(*state, long_series);
  tell_cells *cells = make_cells(dataset);
  tell_series *series = all_series(cells);
  double sen = 7;
  int32_t points = 0;
  tell_stat_state trend = TELL_STAT_MISSING;
  assert_int_equal(tell_series_next(series, NULL), TELL_OK);
  assert_int_equal(tell_series_count(series), 4);
  assert_int_equal(tell_series_periods(series)[3], 2021);
  assert_int_equal(tell_series_trend(series, TELL_TIES_COUNTED, 0, &points, &sen, NULL, NULL, NULL,
                                     NULL, NULL, &trend, NULL),
                   TELL_OK);
  assert_int_equal(points, 4);
  /* slopes 0.4, 1.3/3, 0.5, 0.26, 0.5/3, 0: the middle two are 0.26 and 0.4 */
  assert_double_near(sen, 0.33, 1e-13, 0);
  assert_int_equal(tell_series_next(series, NULL), TELL_OK);
  assert_int_equal(tell_series_count(series), 2);
  assert_int_equal(tell_series_periods(series)[0], 2022);
  assert_int_equal(tell_series_trend(series, TELL_TIES_COUNTED, 0, &points, &sen, NULL, NULL, NULL,
                                     NULL, NULL, &trend, NULL),
                   TELL_OK);
  assert_int_equal(trend, TELL_STAT_TOO_FEW_POINTS);
  assert_int_equal(points, 2);
  assert_true(sen == 0);
  assert_int_equal(tell_series_next(series, NULL), TELL_END);
  tell_series_free(series);
  tell_cells_free(cells);
  tell_dataset_free(dataset);
}

/* 1, 2, 2, 3: S = 5 of 12 different orders 1 has 5 and 1 has −5; without ties P(|S0| >= 5) = 2/24.
 */
static void test_trend_ties_are_counted_or_ignored(void **state) {
  tell_dataset *dataset = sample_dataset(*state, "unit;indicator;period;value;n;sd\n"
                                                 "911111111;eu_trivsel;2018;1;40;1\n"
                                                 "911111111;eu_trivsel;2019;2;40;1\n"
                                                 "911111111;eu_trivsel;2020;2;40;1\n"
                                                 "911111111;eu_trivsel;2021;3;40;1\n");
  tell_cells *cells = make_cells(dataset);
  tell_series *series = all_series(cells);
  double s = 0, p = 0;
  assert_int_equal(tell_series_next(series, NULL), TELL_OK);
  assert_int_equal(tell_series_trend(series, TELL_TIES_COUNTED, 0, NULL, NULL, &s, &p, NULL, NULL,
                                     NULL, NULL, NULL),
                   TELL_OK);
  assert_true(s == 5);
  assert_double_near(p, 2.0 / 12, 1e-15, 0);
  assert_int_equal(tell_series_trend(series, TELL_TIES_IGNORED, 0, NULL, NULL, &s, &p, NULL, NULL,
                                     NULL, NULL, NULL),
                   TELL_OK);
  assert_true(s == 5);
  assert_double_near(p, 2.0 / 24, 1e-15, 0);
  tell_series_free(series);
  tell_cells_free(cells);
  tell_dataset_free(dataset);
}

/* Rising by 1/16 a year; the last year is in such a state. */
static tell_dataset *make_33_years(const tell_catalogue *catalogue, tell_state last) {
  sample *data = sample_begin(catalogue);
  for (int year = 0; year < 33; year++) {
    const sample_cell cell = {.unit = "911111111",
                              .indicator = "eu_trivsel",
                              .period = 2013 + year,
                              .value = 1 + year / 16.0,
                              .n = 10,
                              .sd = 1,
                              .has = TELL__HAS_N | TELL__HAS_SD,
                              .state = year < 32 ? TELL_STATE_PRESENT : last};
    sample_add(data, &cell, 1);
  }
  return sample_finish(data);
}

static void test_trend_of_more_points_than_are_short_is_not_possible(void **state) {
  tell_dataset *dataset = make_33_years(*state, TELL_STATE_PRESENT);
  tell_cells *cells = make_cells(dataset);
  tell_series *series = all_series(cells);
  int32_t points = 0;
  double wls = 7;
  tell_stat_state trend = TELL_STAT_OK;
  assert_int_equal(tell_series_next(series, NULL), TELL_OK);
  assert_int_equal(tell_series_count(series), 33);
  assert_int_equal(tell_series_trend(series, TELL_TIES_COUNTED, 0, &points, NULL, NULL, NULL, NULL,
                                     &wls, NULL, &trend, NULL),
                   TELL_OK);
  assert_int_equal(trend, TELL_STAT_NOT_POSSIBLE);
  assert_int_equal(points, 33);
  assert_true(wls == 0);
  tell_series_free(series);
  tell_cells_free(cells);
  tell_dataset_free(dataset);
}

static void test_trend_of_as_many_points_as_are_short_passes_over_a_year_behind_them(void **state) {
  tell_dataset *dataset = make_33_years(*state, TELL_STATE_MISSING);
  tell_cells *cells = make_cells(dataset);
  tell_series *series = all_series(cells);
  int32_t points = 0;
  double sen = 0, s = 0, ols = 0;
  tell_stat_state trend = TELL_STAT_MISSING;
  assert_int_equal(tell_series_next(series, NULL), TELL_OK);
  assert_int_equal(tell_series_count(series), 33);
  assert_int_equal(tell_series_trend(series, TELL_TIES_COUNTED, 0, &points, &sen, &s, NULL, &ols,
                                     NULL, NULL, &trend, NULL),
                   TELL_OK);
  assert_int_equal(trend, TELL_STAT_OK);
  assert_int_equal(points, 32);
  assert_double_near(sen, 1 / 16.0, 1e-13, 0);
  assert_double_near(ols, 1 / 16.0, 1e-13, 0);
  assert_true(s == 32 * 31 / 2);
  tell_series_free(series);
  tell_cells_free(cells);
  tell_dataset_free(dataset);
}

/* What a municipality published of itself, and a share, make no cell. */
static void test_cells_are_made_of_means_of_schools_only(void **state) {
  tell_dataset *dataset =
      sample_dataset(*state, "unit;indicator;period;value;n;sd;numerator;state\n"
                             "4601;grunnskolepoeng;2024;41;900;8;;\n"
                             "911111111;eu_mobbing;2024;10;50;;5;\n"
                             "911111111;elever;2024;300;;;;\n"
                             "911111111;eu_trivsel;2024;;;;;not_applicable\n");
  tell_cells *cells = make_cells(dataset);
  tell_series *series = all_series(cells);
  assert_int_equal(tell_series_next(series, NULL), TELL_END);
  assert_int_equal(tell_series_next(series, NULL), TELL_END);
  tell_series_free(series);
  tell_cells_free(cells);
  tell_dataset_free(dataset);
}

/* Nobody counted: it is there, and of no use. */
static void test_cells_observation_of_nobody_is_unused(void **state) {
  tell_dataset *dataset = sample_dataset(*state, "unit;indicator;period;value;n;sd\n"
                                                 "911111111;grunnskolepoeng;2024;41;0;1\n");
  tell_cells *cells = make_cells(dataset);
  tell_series *series = all_series(cells);
  assert_int_equal(tell_series_next(series, NULL), TELL_OK);
  assert_int_equal(tell_series_used(series)[0], 0);
  assert_int_equal(tell_series_unused(series)[0], 1);
  assert_int_equal(tell_series_states(series)[0], TELL_STAT_EMPTY);
  tell_series_free(series);
  tell_cells_free(cells);
  tell_dataset_free(dataset);
}

static void test_cells_without_observations_have_no_units(void **state) {
  sample *data = sample_begin(*state);
  tell_dataset *dataset = sample_finish(data);
  tell_cells *cells = make_cells(dataset);
  tell_series *series = all_series(cells);
  assert_int_equal(tell_cells_unit_count(cells), 0);
  assert_string_equal(tell_cells_unit_level(cells, 0), "");
  assert_string_equal(tell_cells_policy(cells), "none");
  assert_int_equal(tell_series_next(series, NULL), TELL_END);
  tell_series_free(series);
  tell_cells_free(cells);
  tell_dataset_free(dataset);
}

static void refuse(const tell_dataset *dataset, const char *policy, double level,
                   tell_status expected) {
  tell_error *err = NULL;
  tell_cells *cells = (tell_cells *)&err;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_cells_create(dataset, policy, level, &cells, err), expected);
  assert_null(cells);
  assert_int_equal(tell_error_status(err), expected);
  assert_string_not_equal(tell_error_message(err), "");
  tell_error_free(err);
}

static void test_cells_bad_arguments_and_policies_are_refused(void **state) {
  tell_dataset *dataset = sample_dataset(*state, long_series);
  refuse(NULL, "none", 0.95, TELL_E_ARGUMENT);
  refuse(dataset, NULL, 0.95, TELL_E_ARGUMENT);
  refuse(dataset, "none", 0, TELL_E_ARGUMENT);
  refuse(dataset, "none", 1, TELL_E_ARGUMENT);
  refuse(dataset, "none", NAN, TELL_E_ARGUMENT);
  refuse(dataset, "public", 0.95, TELL_E_POLICY);
  refuse(dataset, "internal", 0.95, TELL_E_POLICY);
  refuse(dataset, "nothing", 0.95, TELL_E_POLICY);
  assert_int_equal(tell_cells_create(dataset, "none", 0.95, NULL, NULL), TELL_E_ARGUMENT);
  tell_cells_free(NULL);
  tell_dataset_free(dataset);
}

static void assert_nowhere(const tell_series *series) {
  assert_int_equal(tell_series_unit(series), -1);
  assert_string_equal(tell_series_indicator(series), "");
  assert_string_equal(tell_series_source(series), "");
  assert_string_equal(tell_series_dimension(series), "");
  assert_string_equal(tell_series_category(series), "");
  assert_int_equal(tell_series_grade(series), 0);
  assert_int_equal(tell_series_gender(series), 0);
  assert_int_equal(tell_series_owner(series), 0);
  assert_int_equal(tell_series_count(series), 0);
  assert_null(tell_series_periods(series));
  assert_null(tell_series_used(series));
  assert_null(tell_series_unused(series));
  assert_null(tell_series_n(series));
  assert_null(tell_series_states(series));
  assert_null(tell_series_means(series));
  assert_null(tell_series_ses(series));
  assert_null(tell_series_los(series));
  assert_null(tell_series_his(series));
  assert_int_equal(
      tell_series_trend(series, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
      TELL_E_ARGUMENT);
}

static tell_status trend_of(const tell_series *series, int32_t ties, double tolerance) {
  return tell_series_trend(series, ties, tolerance, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                           NULL);
}

static void test_series_outside_of_the_units_gives_nothing(void **state) {
  tell_dataset *dataset = sample_dataset(*state, long_series);
  tell_cells *cells = make_cells(dataset);
  tell_series *series = all_series(cells);
  int64_t units = tell_cells_unit_count(cells);
  assert_int_equal(units, 1);
  assert_string_equal(tell_cells_unit_level(cells, 0), "school");
  assert_string_equal(tell_cells_unit_name(cells, 0), "911111111");
  assert_string_equal(tell_cells_unit_code(cells, units), "");
  assert_string_equal(tell_cells_unit_code(cells, -1), "");
  assert_nowhere(series);
  assert_nowhere(NULL);
  assert_int_equal(tell_series_next(NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_series_next(series, NULL), TELL_OK);
  assert_string_equal(tell_series_indicator(series), "np_lesing");
  assert_string_equal(tell_series_source(series), "udir-np");
  assert_int_equal(tell_series_grade(series), 5);
  assert_int_equal(trend_of(series, TELL_TIES_IGNORED, 0), TELL_OK);
  assert_int_equal(trend_of(series, 2, 0), TELL_E_ARGUMENT);
  assert_int_equal(trend_of(series, -1, 0), TELL_E_ARGUMENT);
  assert_int_equal(trend_of(series, 0, -1), TELL_E_ARGUMENT);
  assert_int_equal(trend_of(series, 0, NAN), TELL_E_ARGUMENT);
  assert_int_equal(tell_series_restart(series, 0, units + 1, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_series_restart(series, -1, 1, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_series_restart(series, 1, INT64_MAX, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_series_restart(series, 0, -1, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_series_restart(NULL, 0, 0, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_series_count(series), 4); /* nothing has changed */
  assert_int_equal(tell_series_restart(series, units, 0, NULL), TELL_OK);
  assert_nowhere(series);
  assert_int_equal(tell_series_next(series, NULL), TELL_END);
  assert_nowhere(series);
  tell_series_free(series);
  tell_series_free(NULL);
  series = (tell_series *)&series;
  assert_int_equal(tell_cells_series(cells, 0, 9, &series, NULL), TELL_E_ARGUMENT);
  assert_null(series);
  assert_int_equal(tell_cells_series(NULL, 0, 0, &series, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_cells_series(cells, 0, 0, NULL, NULL), TELL_E_ARGUMENT);
  assert_int_equal(tell_cells_unit_count(NULL), 0);
  assert_string_equal(tell_cells_policy(NULL), "");
  tell_cells_free(cells);
  tell_dataset_free(dataset);
}

/* A figure of all pupils and those of two categories of them, which differ in nothing else. */
static void test_series_of_each_category_are_apart(void **state) {
  static const char *const categories[] = {"", "A", "B"};
  tell_dataset *dataset = sample_dataset(*state, "unit;indicator;category;period;grade;value;n;sd\n"
                                                 "911111111;np_lesing;;2022;5;50;40;10\n"
                                                 "911111111;np_lesing;;2023;5;51;40;10\n"
                                                 "911111111;np_lesing;A;2022;5;46;15;10\n"
                                                 "911111111;np_lesing;B;2022;5;52;25;10\n"
                                                 "911111111;np_lesing;B;2023;5;53;25;10\n");
  const double means[] = {50, 46, 52};
  const int32_t counts[] = {2, 1, 2};
  tell_cells *cells = make_cells(dataset);
  tell_series *series = all_series(cells);
  for (int i = 0; i < 3; i++) {
    assert_int_equal(tell_series_next(series, NULL), TELL_OK);
    assert_string_equal(tell_series_category(series), categories[i]);
    assert_int_equal(tell_series_count(series), counts[i]);
    assert_double_near(tell_series_means(series)[0], means[i], 0, 0);
    assert_int_equal(tell_series_used(series)[0], 1);
  }
  assert_int_equal(tell_series_next(series, NULL), TELL_END);
  tell_series_free(series);
  tell_cells_free(cells);
  tell_dataset_free(dataset);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_cells_equal_observations_added_up_one_by_one),
      cmocka_unit_test(test_cells_do_not_depend_on_the_order_of_rows),
      cmocka_unit_test(test_cells_equal_the_indicator_set_in_mean_and_n),
      cmocka_unit_test(test_series_ends_at_a_break),
      cmocka_unit_test(test_series_of_each_category_are_apart),
      cmocka_unit_test(test_trend_ties_are_counted_or_ignored),
      cmocka_unit_test(test_trend_of_more_points_than_are_short_is_not_possible),
      cmocka_unit_test(test_trend_of_as_many_points_as_are_short_passes_over_a_year_behind_them),
      cmocka_unit_test(test_cells_are_made_of_means_of_schools_only),
      cmocka_unit_test(test_cells_observation_of_nobody_is_unused),
      cmocka_unit_test(test_cells_without_observations_have_no_units),
      cmocka_unit_test(test_cells_bad_arguments_and_policies_are_refused),
      cmocka_unit_test(test_series_outside_of_the_units_gives_nothing),
  };
  return cmocka_run_group_tests(tests, sample_set_up, sample_tear_down);
}
