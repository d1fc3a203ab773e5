/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step-up and step-down adjustment; see the header. */
#include "stats/multiplicity.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "stats/sort.h"

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

/* A family in order, without the tests that could not be made, and what becomes of each. */
typedef struct family {
  double *p, *adjusted;
  size_t count;
} family;

static void step_up(const family *of, double factor) {
  double smallest = 1;
  for (size_t i = of->count; i > 0; i--) {
    smallest = fmin(smallest, of->p[i - 1] * ((double)of->count / (double)i) * factor);
    of->adjusted[i - 1] = smallest;
  }
}

static void step_down(const family *of) {
  double largest = 0;
  for (size_t i = 0; i < of->count; i++) {
    largest = fmax(largest, fmin(of->p[i] * (double)(of->count - i), 1));
    of->adjusted[i] = largest;
  }
}

/* What becomes of a p of the family; the same for equal ones, wherever they stand. */
static double adjusted_of(const family *of, double p) {
  size_t first = 0, end = of->count;
  while (first + 1 < end) {
    size_t middle = first + (end - first) / 2;
    if (of->p[middle] <= p)
      first = middle;
    else
      end = middle;
  }
  return of->adjusted[first];
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

static void adjust(const family *of, int32_t method) {
  if (method == TELL_ADJUST_NONE)
    memcpy(of->adjusted, of->p, of->count * sizeof *of->p);
  else if (method == TELL_ADJUST_HOLM)
    step_down(of);
  else
    step_up(of, method == TELL_ADJUST_BY ? harmonic(of->count) : 1);
}

/* Room for both arrays of a family, and its p values in order; 0 without memory. */
static int make_family(const double *p, size_t count, size_t tests, family *out) {
  double *room = tell__alloc_array(tests, 2 * sizeof *room);
  if (room == NULL)
    return 0;
  *out = (family){.p = room, .adjusted = room + tests};
  for (size_t i = 0; i < count; i++)
    if (!isnan(p[i]))
      out->p[out->count++] = fabs(p[i]); /* a nought has no sign */
  tell__stats_sort(out->p, out->count);
  return 1;
}

tell_status tell__stats_adjust(const double *p, size_t count, int32_t method, double *adjusted,
                               tell_stat_state *states, size_t *tests, tell_stat_state *state) {
  size_t m;
  family of = {0};
  tell_stat_state found = check(p, count, method, &m);
  if (found == TELL_STAT_OK) {
    if (!make_family(p, count, m, &of))
      return TELL_E_MEMORY;
    adjust(&of, method);
  }
  for (size_t i = 0; i < count; i++) {
    int is_missing = found != TELL_STAT_DOMAIN_ERROR && isnan(p[i]);
    if (states != NULL)
      states[i] = is_missing ? TELL_STAT_MISSING : found;
    adjusted[i] = found == TELL_STAT_OK && !is_missing ? adjusted_of(&of, p[i]) : 0;
  }
  if (tests != NULL)
    *tests = found == TELL_STAT_OK ? m : 0;
  *state = found;
  tell__free(of.p);
  return TELL_OK;
}
