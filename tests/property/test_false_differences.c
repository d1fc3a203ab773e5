/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Municipalities whose schools do not differ: how often the indicator set says of a school's share
 * that it is above or below its municipality's. One in twenty may; by the standard error that a
 * small share gives itself it would be up to one in eleven. From files to a release.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "telling.h"

enum { MUNICIPALITIES = 20, SCHOOLS = 30, FIRST = 2016, YEARS = 10, DRAWS = 4, ROOM = 1 << 20 };

static int set_up(void **state) {
  tell_catalogue *catalogue = NULL;
  if (tell_catalogue_create(&catalogue, NULL) != TELL_OK)
    return -1;
  *state = catalogue;
  return 0;
}

static int tear_down(void **state) {
  tell_catalogue_free(*state);
  return 0;
}

/* --- files --- */

static const char *municipality_code(int municipality, char code[16]) {
  snprintf(code, 16, "99%02d", municipality + 1);
  return code;
}

static const char *school_code(int municipality, int school, char code[16]) {
  snprintf(code, 16, "99900%02d%02d", municipality, school);
  return code;
}

static void write_register(char *text) {
  char code[16], above[16];
  char *end = text + sprintf(text, "code;name;level;parent\n99;Havfylket;county;I\n");
  for (int i = 0; i < MUNICIPALITIES; i++) {
    municipality_code(i, above);
    end += sprintf(end, "%s;By %d;municipality;99\n", above, i);
    for (int k = 0; k < SCHOOLS; k++)
      end += sprintf(end, "%s;Skole %d %d;school;%s\n", school_code(i, k, code), i, k, above);
  }
}

/* A share with one decimal; how many pupils it counts is told in every second year. */
static char *write_share(char *end, const char *code, int year, int x, int n) {
  char count[16] = "";
  int tenths = (int)floor(1000.0 * x / n + 0.5);
  if (year % 2 == 0)
    snprintf(count, sizeof count, "%d", x);
  return end + sprintf(end, "udir-eu;%s;%d-%02d;7;eu_mobbing;%d,%d;%s;%d\n", code, FIRST + year,
                       FIRST + year - 1999, tenths / 10, tenths % 10, count, n);
}

/* Schools of 8 to 60 pupils of whom each has the attribute by the same chance. */
static void write_figures(uint64_t *seed, double p, char *end) {
  char code[16];
  end += sprintf(end, "source;unit_code;period;grade;indicator;value;numerator;n\n");
  for (int year = 0; year < YEARS; year++)
    for (int i = 0; i < MUNICIPALITIES; i++) {
      int all = 0, with = 0;
      for (int k = 0; k < SCHOOLS; k++) {
        int n = 8 + (int)(random_unit(seed) * 53), x = random_binomial(seed, n, p);
        end = write_share(end, school_code(i, k, code), year, x, n);
        all += n;
        with += x;
      }
      end = write_share(end, municipality_code(i, code), year, with, all);
    }
}

static tell_release *release_of(const tell_catalogue *catalogue, const char *units,
                                const char *figures) {
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL;
  tell_table *set = NULL;
  tell_release *release = NULL;
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "register.csv", units, strlen(units), NULL),
                   TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "figures.csv", figures, strlen(figures), NULL),
                   TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &dataset, NULL), TELL_OK);
  assert_int_equal(tell_issues_total(tell_dataset_issues(dataset), TELL_SEVERITY_ERROR), 0);
  assert_int_equal(tell_indicators_compute(dataset, &set, NULL), TELL_OK);
  assert_int_equal(tell_release_create(catalogue, "none", dataset, set, NULL, &release, NULL),
                   TELL_OK);
  tell_table_free(set);
  tell_dataset_free(dataset);
  tell_ingest_free(ingest);
  return release;
}

/* --- what the set says --- */

typedef struct alarms {
  int64_t schools, ours, normal; /* found to differ: by the verdict, by 1.96 standard errors */
} alarms;

static const int32_t *codes_of(const tell_table *table, const char *id) {
  const int32_t *codes = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  assert_int_equal(tell_table_column_text(table, tell_table_column_find(table, id), &codes, &states,
                                          &count, NULL),
                   TELL_OK);
  return codes;
}

static const double *reals_of(const tell_table *table, const char *id) {
  const double *values = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  assert_int_equal(tell_table_column_f64(table, tell_table_column_find(table, id), &values, &states,
                                         &count, NULL),
                   TELL_OK);
  return values;
}

static int is_text(const tell_table *table, int32_t code, const char *text) {
  return strcmp(tell_table_text(table, code, NULL), text) == 0;
}

/* A verdict must say what its interval says. */
static void count(const tell_table *table, alarms *all) {
  const int32_t *levels = codes_of(table, "level"), *verdicts = codes_of(table, "verdict");
  const double *d = reals_of(table, "difference"), *se = reals_of(table, "difference_se");
  const double *lo = reals_of(table, "difference_lo"), *hi = reals_of(table, "difference_hi");
  for (int64_t row = 0; row < tell_table_row_count(table); row++) {
    if (!is_text(table, levels[row], "school"))
      continue;
    int above = is_text(table, verdicts[row], "higher");
    int below = is_text(table, verdicts[row], "lower");
    assert_int_equal(above, lo[row] > 0);
    assert_int_equal(below, hi[row] < 0);
    assert_true(lo[row] <= d[row] && d[row] <= hi[row]);
    all->schools++;
    all->ours += above || below;
    all->normal += fabs(d[row]) > 1.959963984540054 * se[row];
  }
}

static alarms simulate(const tell_catalogue *catalogue, double p, int draws) {
  uint64_t seed = 20260 + (uint64_t)(1000 * p);
  alarms all = {0};
  char *units = malloc(ROOM), *figures = malloc(ROOM);
  assert_true(units != NULL && figures != NULL);
  write_register(units);
  for (int draw = 0; draw < draws; draw++) {
    write_figures(&seed, p, figures);
    tell_release *release = release_of(catalogue, units, figures);
    count(tell_release_table(release, TELL_RELEASE_INDICATORS), &all);
    tell_release_free(release);
  }
  assert_int_equal(all.schools, draws * YEARS * MUNICIPALITIES * SCHOOLS);
  free(figures);
  free(units);
  return all;
}

static void test_shares_that_do_not_differ_rarely_seem_to(void **state) {
  static const double shares[] = {0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5};
  int draws = random_rounds(DRAWS) > 0 ? random_rounds(DRAWS) : 1;
  for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
    const alarms found = simulate(*state, shares[i], draws);
    double ours = (double)found.ours / (double)found.schools;
    double normal = (double)found.normal / (double)found.schools;
    print_message("# a share of %.2f: %.2f %% of the schools, by their standard errors %.2f %%\n",
                  shares[i], 100 * ours, 100 * normal);
    /* With fewer rounds, three standard errors of what is counted. */
    double slack = draws < DRAWS ? 3 * sqrt(0.05 * 0.95 / (double)found.schools) : 0;
    assert_true(ours <= 0.055 + slack);
    assert_true(ours >= 0.035 - slack);
    if (shares[i] > 0.05)
      assert_true(normal > 0.06 - slack);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_shares_that_do_not_differ_rarely_seem_to),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
