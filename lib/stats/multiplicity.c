/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step-up and step-down adjustment; see the header. */
#include "stats/multiplicity.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"

/* By TELL_ADJUST_…; the method of a result is the id behind this beginning. */
#define METHOD "adjust_"

static const char *const METHODS[] = {
    [TELL_ADJUST_NONE] = METHOD "none",
    [TELL_ADJUST_HOLM] = METHOD "holm",
    [TELL_ADJUST_BH] = METHOD "bh",
    [TELL_ADJUST_BY] = METHOD "by",
};

int tell__stats_adjusts_by(int32_t method) {
  return method >= TELL_ADJUST_NONE && method <= TELL_ADJUST_BY;
}

const char *tell__stats_adjust_method(int32_t method) { return METHODS[method]; }

const char *tell_adjust_id(int32_t method) {
  return tell__stats_adjusts_by(method) ? METHODS[method] + strlen(METHOD) : "unknown";
}

int32_t tell_adjust_find(const char *id) {
  for (int32_t method = TELL_ADJUST_NONE; id != NULL && method <= TELL_ADJUST_BY; method++)
    if (strcmp(id, tell_adjust_id(method)) == 0)
      return method;
  return 0;
}

/* A test and where it stands in the caller's family. */
typedef struct ranked {
  double p;
  size_t place;
} ranked;

/* By p, then by place: the same order for any sorting method. */
static int comes_after(const ranked *a, const ranked *b) {
  return a->p > b->p || (a->p == b->p && a->place > b->place);
}

static void sink(ranked *tests, size_t at, size_t count) {
  ranked moved = tests[at];
  for (;;) {
    size_t child = 2 * at + 1;
    if (child >= count)
      break;
    if (child + 1 < count && comes_after(&tests[child + 1], &tests[child]))
      child++;
    if (!comes_after(&tests[child], &moved))
      break;
    tests[at] = tests[child];
    at = child;
  }
  tests[at] = moved;
}

static void sort(ranked *tests, size_t count) {
  for (size_t i = count / 2; i > 0; i--)
    sink(tests, i - 1, count);
  for (size_t last = count; last > 1; last--) {
    ranked largest = tests[0];
    tests[0] = tests[last - 1];
    tests[last - 1] = largest;
    sink(tests, 0, last - 1);
  }
}

static void step_nowhere(const ranked *tests, size_t m, double *adjusted) {
  for (size_t i = 0; i < m; i++)
    adjusted[tests[i].place] = tests[i].p;
}

static void step_up(const ranked *tests, size_t m, double factor, double *adjusted) {
  double smallest = 1;
  for (size_t i = m; i > 0; i--) {
    smallest = fmin(smallest, tests[i - 1].p * ((double)m / (double)i) * factor);
    adjusted[tests[i - 1].place] = smallest;
  }
}

static void step_down(const ranked *tests, size_t m, double *adjusted) {
  double largest = 0;
  for (size_t i = 0; i < m; i++) {
    largest = fmax(largest, fmin(tests[i].p * (double)(m - i), 1));
    adjusted[tests[i].place] = largest;
  }
}

/* 1 + 1/2 + ... + 1/m, smallest terms first. */
static double harmonic(size_t m) {
  double sum = 0;
  for (size_t i = m; i > 0; i--)
    sum += 1 / (double)i;
  return sum;
}

static tell_stat_state check(const double *p, size_t count, int32_t method, size_t *tests) {
  *tests = 0;
  if (!tell__stats_adjusts_by(method))
    return TELL_STAT_DOMAIN_ERROR;
  for (size_t i = 0; i < count; i++) {
    if (isnan(p[i]))
      continue;
    if (!(p[i] >= 0 && p[i] <= 1))
      return TELL_STAT_DOMAIN_ERROR;
    ++*tests;
  }
  return *tests == 0 ? TELL_STAT_EMPTY : TELL_STAT_OK;
}

/* The elements before anything is adjusted: missing where p is, else the state of the whole. */
static void begin(const double *p, size_t count, tell_stat_state state, double *adjusted,
                  tell_stat_state *states) {
  for (size_t i = 0; i < count; i++) {
    if (states != NULL)
      states[i] = state != TELL_STAT_DOMAIN_ERROR && isnan(p[i]) ? TELL_STAT_MISSING : state;
    adjusted[i] = 0;
  }
}

static void adjust(const ranked *tests, size_t m, int32_t method, double *adjusted) {
  if (method == TELL_ADJUST_NONE)
    step_nowhere(tests, m, adjusted);
  else if (method == TELL_ADJUST_HOLM)
    step_down(tests, m, adjusted);
  else
    step_up(tests, m, method == TELL_ADJUST_BY ? harmonic(m) : 1, adjusted);
}

tell_status tell__stats_adjust(const double *p, size_t count, int32_t method, double *adjusted,
                               tell_stat_state *states, size_t *tests, tell_stat_state *state) {
  size_t m;
  ranked *order = NULL;
  tell_stat_state found = check(p, count, method, &m);
  if (found == TELL_STAT_OK) {
    order = tell__alloc_array(m, sizeof *order);
    if (order == NULL)
      return TELL_E_MEMORY;
    size_t filled = 0;
    for (size_t i = 0; i < count; i++)
      if (!isnan(p[i]))
        order[filled++] = (ranked){p[i], i};
    sort(order, m);
  }
  begin(p, count, found, adjusted, states);
  if (order != NULL)
    adjust(order, m, method, adjusted);
  if (tests != NULL)
    *tests = found == TELL_STAT_OK ? m : 0;
  *state = found;
  tell__free(order);
  return TELL_OK;
}
