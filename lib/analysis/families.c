/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Families of tests; see the header. */
#include "analysis/families.h"

#include <math.h>

#include "base/alloc.h"
#include "base/error.h"
#include "stats/multiplicity.h"

enum { KEY_WIDTH = 5 };

int tell__families_begin(tell__families *families) {
  *families = (tell__families){.numbers = tell__keymap_create(KEY_WIDTH)};
  return families->numbers != NULL;
}

void tell__families_free(tell__families *families) {
  tell__keymap_free(families->numbers);
  tell__free(families->tests);
  *families = (tell__families){0};
}

tell__figure_unit tell__family_scope(const tell__figures *figures, int64_t row) {
  const tell__figure_key key = tell__figures_key(figures, row);
  const tell__figure_unit parent = tell__figures_parent(figures, row);
  int is_below =
      key.unit.level == figures->school || key.unit.level == tell__figures_code(figures, "area");
  return is_below && parent.level >= 0 ? parent : key.unit;
}

static void fail(tell__analysis_job *job) {
  if (job->cells.status == TELL_OK)
    job->cells.status = tell__fail_memory(job->cells.err);
}

void tell__families_add(tell__families *families, tell__analysis_job *job,
                        const tell__family_key *key, const tell__contrast_at *at,
                        const tell__contrast *contrast, int direction) {
  const int64_t words[KEY_WIDTH] = {key->comparator, key->scope.level, key->scope.code, key->period,
                                    key->group};
  int64_t number = tell__keymap_add(families->numbers, words, families->count);
  if (number < 0 || !tell__grow((void **)&families->tests, &families->test_capacity,
                                families->test_count, sizeof *families->tests)) {
    fail(job);
    return;
  }
  families->count += number == families->count;
  families->tests[families->test_count++] =
      (tell__family_test){number, job->cells.row, at, *contrast, direction};
}

/* The tests of one family in `order`; p values in, adjusted ones out. */
static tell_status adjust(const tell__analysis_job *job, double *p, double *adjusted, size_t count,
                          size_t *size) {
  tell_stat_state state;
  tell_status status =
      tell__stats_adjust(p, count, job->options->adjust, adjusted, NULL, size, &state);
  return status == TELL_OK ? TELL_OK : tell__fail_memory(job->cells.err);
}

static void write_tests(const tell__families *families, tell__analysis_job *job,
                        const size_t *order, const double *adjusted, size_t count, size_t size) {
  for (size_t i = 0; i < count; i++) {
    const tell__family_test *test = &families->tests[order[i]];
    job->cells.row = test->row;
    tell__contrast_write_family(job, test->at, &test->contrast, test->direction, adjusted[i],
                                (int64_t)size);
  }
}

/* Puts the tests in order of their families, as they came within each; `ends` one behind each. */
static void sort_tests(const tell__families *families, size_t *order, size_t *ends) {
  for (size_t i = 0; i < families->test_count; i++)
    ends[families->tests[i].family]++;
  size_t start = 0;
  for (int64_t f = 0; f < families->count; f++) {
    size_t size = ends[f];
    ends[f] = start;
    start += size;
  }
  for (size_t i = 0; i < families->test_count; i++)
    order[ends[families->tests[i].family]++] = i;
}

static double p_of(const tell__family_test *test) {
  return tell__contrast_is_tested(&test->contrast) ? test->contrast.found.p : NAN;
}

static tell_status finish_sorted(const tell__families *families, tell__analysis_job *job,
                                 const size_t *order, const size_t *ends, double *p,
                                 double *adjusted) {
  tell_status status = job->cells.status;
  size_t start = 0;
  for (int64_t f = 0; status == TELL_OK && f < families->count; f++) {
    size_t count = ends[f] - start, size = 0;
    for (size_t i = 0; i < count; i++)
      p[i] = p_of(&families->tests[order[start + i]]);
    status = adjust(job, p, adjusted, count, &size);
    if (status == TELL_OK)
      write_tests(families, job, order + start, adjusted, count, size);
    start = ends[f];
  }
  return status;
}

tell_status tell__families_finish(tell__families *families, tell__analysis_job *job) {
  size_t count = families->test_count;
  size_t *order = tell__alloc_array(count + 1, sizeof *order);
  size_t *ends = tell__alloc_array((size_t)families->count + 1, sizeof *ends);
  double *p = tell__alloc_array(count + 1, sizeof *p);
  double *adjusted = tell__alloc_array(count + 1, sizeof *adjusted);
  tell_status status = TELL_OK;
  if (order == NULL || ends == NULL || p == NULL || adjusted == NULL) {
    status = tell__fail_memory(job->cells.err);
  } else {
    sort_tests(families, order, ends);
    status = finish_sorted(families, job, order, ends, p, adjusted);
  }
  tell__free(order);
  tell__free(ends);
  tell__free(p);
  tell__free(adjusted);
  return status == TELL_OK ? job->cells.status : status;
}
