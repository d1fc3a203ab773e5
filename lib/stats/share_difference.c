/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The difference of two shares (stats/difference.h): Newcombe's interval, chi-square, Fisher. */
#include <math.h>

#include "stats/difference.h"
#include "stats/proportion.h"
#include "stats/quantile.h"

/* Tables whose probabilities differ by less than this, relatively, are equally likely. */
#define SAME 1e-7

/* Four cells by their margins: x of n1 + n2 = total have the attribute. */
typedef struct cross_table {
  double x1, n1, x2, n2;
  double with, without, total;
} cross_table;

static cross_table cross(double x1, double n1, double x2, double n2) {
  cross_table t = {x1, n1, x2, n2, x1 + x2, 0, n1 + n2};
  t.without = (n1 - x1) + (n2 - x2);
  return t;
}

static double expected_least(const cross_table *t) {
  return fmin(t->n1, t->n2) * (fmin(t->with, t->without) / t->total);
}

static int is_whole(const cross_table *t) {
  return t->x1 == floor(t->x1) && t->x2 == floor(t->x2) && t->n1 == floor(t->n1) &&
         t->n2 == floor(t->n2);
}

/* (O − E)² is the same in all four cells, so that Σ 1/E = N³ / (n1·n2·with·without) is all else. */
static double chisq_of(const cross_table *t, int corrected) {
  double off = fabs(t->x1 * t->n2 - t->x2 * t->n1) / t->total;
  if (t->with == 0 || t->without == 0)
    return 0;
  if (corrected)
    off -= fmin(0.5, off);
  return off / t->n1 * (off / t->n2) * (t->total / t->with) * (t->total / t->without) * t->total;
}

/* What one table is as likely as, relative to the one with one less in the first cell. */
static double ratio(const cross_table *t, double x1) {
  double x2 = t->with - x1;
  return (t->n1 - x1 + 1) / x1 * ((x2 + 1) / (t->n2 - x2));
}

/* Adds up the tables from `from` in steps of 1 (up) or −1, likeliest first, until they vanish. */
static void walk(const cross_table *t, double from, int up, double end, double limit, double *all,
                 double *rare) {
  double likely = 1;
  for (double x = from; x != end;) {
    likely = up ? likely * ratio(t, x + 1) : likely / ratio(t, x);
    x = up ? x + 1 : x - 1;
    *all += likely;
    *rare += likely <= limit ? likely : 0;
    if (likely == 0)
      break;
  }
}

/* How likely x1 is, relative to the likeliest table. */
static double likelihood(const cross_table *t, double mode) {
  double likely = 1;
  for (double x = mode; x < t->x1 && likely > 0; x++)
    likely *= ratio(t, x + 1);
  for (double x = mode; x > t->x1 && likely > 0; x--)
    likely /= ratio(t, x);
  return likely;
}

tell_stat_state tell__stats_fisher(double x1, double n1, double x2, double n2, double *p) {
  cross_table t = cross(x1, n1, x2, n2);
  double least = fmax(0, t.with - n2), most = fmin(n1, t.with);
  *p = 0;
  /* Above 2^53 a step of 1 changes nothing. */
  if (most - least >= TELL__STATS_FISHER_TABLES || t.total >= 9007199254740992.0)
    return TELL_STAT_NOT_POSSIBLE;
  double mode = floor((t.with + 1) * ((n1 + 1) / (t.total + 2)));
  mode = fmin(fmax(mode, least), most);
  double limit = likelihood(&t, mode) * (1 + SAME);
  double all = 1, rare = limit >= 1 ? 1 : 0;
  walk(&t, mode, 1, most, limit, &all, &rare);
  walk(&t, mode, 0, least, limit, &all, &rare);
  *p = fmin(rare / all, 1);
  return TELL_STAT_OK;
}

/* The test that is made, AUTO decided. */
static tell__stats_share_test test_for(const cross_table *t, tell__stats_share_test test) {
  if (test != TELL__STATS_TEST_AUTO)
    return test;
  return is_whole(t) && expected_least(t) < 5 ? TELL__STATS_TEST_FISHER : TELL__STATS_TEST_CHISQ;
}

static void run_test(const cross_table *t, tell__stats_share_test test,
                     tell__stats_difference *out) {
  static const char *const methods[] = {"newcombe_10_chisq", "newcombe_10_chisq_corrected",
                                        "newcombe_10_fisher"};
  tell__stats_share_test made = test_for(t, test);
  if (made == TELL__STATS_TEST_NONE)
    return;
  out->estimate.method =
      is_whole(t) ? methods[made - TELL__STATS_TEST_CHISQ] : "newcombe_10_fractional";
  if (made == TELL__STATS_TEST_FISHER) {
    out->has_p =
        is_whole(t) && tell__stats_fisher(t->x1, t->n1, t->x2, t->n2, &out->p) == TELL_STAT_OK;
    return;
  }
  double chisq = chisq_of(t, made == TELL__STATS_TEST_CHISQ_CORRECTED);
  /* Chi-square with one degree of freedom is a normal value squared. */
  out->has_p = tell__stats_is_number(chisq) &&
               tell__stats_normal_two_sided(sqrt(chisq), &out->p) == TELL_STAT_OK;
  out->statistic = out->has_p ? chisq : 0;
  out->df = out->has_p ? 1 : 0;
}

static tell__estimate newcombe(const tell__estimate *a, const tell__estimate *b, double z) {
  tell__estimate out =
      tell__stats_value_only(a->value - b->value, a->n + b->n, "newcombe_10", TELL_STAT_OK);
  out.lo = out.value - hypot(a->value - a->lo, b->hi - b->value);
  out.hi = out.value + hypot(a->hi - a->value, b->value - b->lo);
  out.level = a->level;
  out.se = z > 0 ? (out.hi - out.lo) / (2 * z) : hypot(a->se, b->se);
  return out;
}

tell__stats_difference tell__stats_share_difference(double x1, double n1, double x2, double n2,
                                                    tell__stats_share_test test, double level) {
  tell__stats_difference out = {.estimate = tell__stats_nothing(TELL_STAT_DOMAIN_ERROR)};
  tell__estimate a = tell__stats_proportion_wilson(x1, n1, level);
  tell__estimate b = tell__stats_proportion_wilson(x2, n2, level);
  double z;
  if (test < TELL__STATS_TEST_NONE || test > TELL__STATS_TEST_FISHER ||
      a.state == TELL_STAT_DOMAIN_ERROR || b.state == TELL_STAT_DOMAIN_ERROR ||
      tell__stats_normal_critical(level, &z) != TELL_STAT_OK)
    return out;
  out.estimate.state = TELL_STAT_EMPTY;
  if (!tell__stats_has_value(&a) || !tell__stats_has_value(&b))
    return out;
  out.estimate = newcombe(&a, &b, z);
  cross_table t = cross(x1, n1, x2, n2);
  run_test(&t, test, &out);
  return out;
}
