/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether 95 % intervals hold the truth as often as they say, over schools as
 * they are: pupils are drawn from a known truth, figures are rounded as
 * publishers round them, and the interval either holds the truth or not. Shares
 * need no drawing: every possible count is tried and weighed by its probability.
 *
 * The mix is that of Norwegian grades: of ten schools two have 8 to 14 pupils, four
 * 15 to 30, three 31 to 60, one 61 to 90.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "random.h"
#include "telling.h"

enum { CLASSES = 4, DRAWS = 8000 };

static const struct {
  int least, most;
  double weight;
} schools[CLASSES] = {{8, 14, 0.2}, {15, 30, 0.4}, {31, 60, 0.3}, {61, 90, 0.1}};

static int set_up(void **state) {
  tell_statistic *s = NULL;
  if (tell_statistic_create(&s, NULL) != TELL_OK)
    return -1;
  *state = s;
  return 0;
}

static int tear_down(void **state) {
  tell_statistic_free(*state);
  return 0;
}

/* A school of the mix: a number of pupils. */
static int any_school(uint64_t *seed) {
  double u = random_unit(seed);
  int class = 0;
  while (class < CLASSES - 1 && u >= schools[class].weight)
    u -= schools[class ++].weight;
  int range = schools[class].most - schools[class].least + 1;
  return schools[class].least + (int)(random_unit(seed) * range);
}

/* Shares from 0.02 to 0.98. */
static double any_share(uint64_t *seed) { return 0.02 + 0.96 * random_unit(seed); }

static int holds(const tell_statistic *s, double truth) {
  assert_true(tell_statistic_has_interval(s));
  return tell_statistic_lo(s) <= truth && truth <= tell_statistic_hi(s);
}

/* --- shares, exactly --- */

/* P(the interval of a share of n holds p), over every count that n pupils can give. */
static double share_coverage(const double *lo, const double *hi, int n, double p) {
  double sum = 0;
  for (int x = 0; x <= n; x++)
    if (lo[x] <= p && p <= hi[x])
      sum += exp(lgamma(n + 1.0) - lgamma(x + 1.0) - lgamma(n - x + 1.0) + x * log(p) +
                 (n - x) * log1p(-p));
  return sum;
}

typedef struct tally {
  double sum, weight, least;
} tally;

static void share_coverages(tell_statistic *s, int n, int method, double weight, tally *of) {
  enum { MOST = 1200 };
  static double lo[MOST + 1], hi[MOST + 1];
  assert_true(n <= MOST);
  for (int x = 0; x <= n; x++) {
    assert_int_equal(tell_stats_proportion(x, n, method, 0.95, s, NULL), TELL_OK);
    lo[x] = tell_statistic_lo(s);
    hi[x] = tell_statistic_hi(s);
  }
  for (int per_mille = 20; per_mille <= 980; per_mille += 5) {
    double covered = share_coverage(lo, hi, n, per_mille / 1000.0);
    of->sum += weight * covered;
    of->weight += weight;
    of->least = fmin(of->least, covered);
  }
}

static tally shares_of_schools(tell_statistic *s, int method) {
  tally of = {.least = 1};
  for (int class = 0; class < CLASSES; class ++)
    for (int n = schools[class].least; n <= schools[class].most; n++)
      share_coverages(s, n, method,
                      schools[class].weight / (schools[class].most - schools[class].least + 1),
                      &of);
  return of;
}

static void test_coverage_of_shares_of_schools_is_95_and_never_below_85(void **state) {
  tally of = shares_of_schools(*state, TELL_PROPORTION_WILSON);
  print_message("# shares of schools: %.4f, least %.4f\n", of.sum / of.weight, of.least);
  assert_true(of.sum / of.weight >= 0.94 && of.sum / of.weight <= 0.96);
  assert_true(of.least >= 0.85);
}

static void test_coverage_of_exact_shares_is_never_below_95(void **state) {
  tally of = shares_of_schools(*state, TELL_PROPORTION_EXACT);
  print_message("# shares of schools, exact: %.4f, least %.4f\n", of.sum / of.weight, of.least);
  assert_true(of.least >= 0.95 - 1e-9);
}

static void test_coverage_of_shares_of_municipalities_is_95(void **state) {
  static const int pupils[] = {150, 400, 1200};
  tally of = {.least = 1};
  for (int i = 0; i < 3; i++)
    share_coverages(*state, pupils[i], TELL_PROPORTION_WILSON, 1, &of);
  print_message("# shares of municipalities: %.4f, least %.4f\n", of.sum / of.weight, of.least);
  assert_true(of.sum / of.weight >= 0.945 && of.sum / of.weight <= 0.955);
  assert_true(of.least >= 0.90);
}

/* --- figures that are drawn --- */

/* Draws a case of one kind from n pupils and tells whether its interval holds the truth. */
typedef int (*draw_fn)(uint64_t *seed, int n, tell_statistic *s);

static double coverage_of(draw_fn draw, uint64_t seed, int class, tell_statistic *s) {
  int rounds = random_rounds(DRAWS), covered = 0;
  int least = schools[class].least, range = schools[class].most - least + 1;
  for (int i = 0; i < rounds; i++) {
    int n = least + (int)(random_unit(&seed) * range);
    covered += draw(&seed, n, s);
  }
  return (double)covered / rounds;
}

/* What is allowed: the coverage over the mix, and that of the class with the lowest. */
typedef struct band {
  double least, most, floor;
} band;

/* Four standard errors of what drawing finds, beyond what is allowed. */
static void check_coverage(const char *what, draw_fn draw, uint64_t seed, band allowed,
                           tell_statistic *s) {
  double mix = 0, lowest = 1, squares = 0;
  for (int class = 0; class < CLASSES; class ++) {
    double covered = coverage_of(draw, seed + (uint64_t) class, class, s);
    mix += schools[class].weight * covered;
    squares += schools[class].weight * schools[class].weight;
    lowest = fmin(lowest, covered);
  }
  double slack = 4 * sqrt(0.05 * 0.95 / random_rounds(DRAWS));
  print_message("# %s: %.4f over the mix, %.4f in the class with the lowest\n", what, mix, lowest);
  assert_true(mix >= allowed.least - slack * sqrt(squares));
  assert_true(mix <= allowed.most + slack * sqrt(squares));
  assert_true(lowest >= allowed.floor - slack);
}

typedef struct drawn {
  double n, mean, sd, truth;
} drawn;

/* n pupils on the scale of the tests, of a school that may lie anywhere near 50. */
static drawn pupils(uint64_t *seed, int n, double truth) {
  double sum = 0, squares = 0;
  for (int i = 0; i < n; i++) {
    double e = 10 * random_normal(seed);
    sum += e;
    squares += e * e;
  }
  return (drawn){n, truth + sum / n, sqrt((squares - sum * sum / n) / (n - 1)), truth};
}

static double any_mean(uint64_t *seed) { return 45 + 10 * random_unit(seed); }

static double rounded(double value, double step) { return floor(value / step + 0.5) * step; }

static double margin_of(const drawn *of) { return rounded(1.96 * of->sd / sqrt(of->n), 0.1); }

static int draw_mean(uint64_t *seed, int n, tell_statistic *s) {
  drawn of = pupils(seed, n, any_mean(seed));
  assert_int_equal(tell_stats_mean(of.n, of.mean, of.sd, 0.95, s, NULL), TELL_OK);
  return holds(s, of.truth);
}

static int draw_published_mean(uint64_t *seed, int n, tell_statistic *s) {
  drawn of = pupils(seed, n, any_mean(seed));
  assert_int_equal(
      tell_stats_mean_published(rounded(of.mean, 1), margin_of(&of), 0, n, 0.95, s, NULL), TELL_OK);
  return holds(s, of.truth);
}

/* Without the rounding in it, as the publisher prints it: of a municipality with 2 800 pupils. */
static int draw_municipality(uint64_t *seed, double *value, double *margin) {
  double truth = any_mean(seed);
  drawn of = {2800, truth + 10 * random_normal(seed) / sqrt(2800), 10, truth};
  *value = rounded(of.mean, 1);
  *margin = margin_of(&of);
  return fabs(*value - truth) <= *margin;
}

static void test_coverage_of_a_published_municipality_needs_its_rounding(void **state) {
  uint64_t seed = 7;
  int rounds = random_rounds(DRAWS), naive = 0, ours = 0;
  for (int i = 0; i < rounds; i++) {
    double value = 0, margin = 0;
    uint64_t same = seed;
    naive += draw_municipality(&seed, &value, &margin);
    double truth = any_mean(&same);
    assert_int_equal(tell_stats_mean_published(value, margin, 0, 2800, 0.95, *state, NULL),
                     TELL_OK);
    ours += holds(*state, truth);
  }
  print_message("# a municipality rounded to whole points: %.4f, by the printed margin %.4f\n",
                (double)ours / rounds, (double)naive / rounds);
  double slack = 4 * sqrt(0.05 * 0.95 / rounds);
  /* An even error is shorter-tailed than a normal one: somewhat above 95 %. */
  assert_true((double)ours / rounds >= 0.94 - slack && (double)ours / rounds <= 0.98);
  assert_true((double)naive / rounds < 0.80);
}

/* Answers 1 to 5; most are content, as pupils are. */
static int draw_index(uint64_t *seed, int n, tell_statistic *s) {
  static const double scores[] = {1, 2, 3, 4, 5}, shares[] = {0.03, 0.07, 0.2, 0.4, 0.3};
  double counts[5] = {0};
  for (int i = 0; i < n; i++) {
    double u = random_unit(seed);
    int k = 0;
    while (k < 4 && u >= shares[k])
      u -= shares[k++];
    counts[k]++;
  }
  assert_int_equal(tell_stats_mean_counts(scores, counts, 5, 0.95, s, NULL), TELL_OK);
  return holds(s, 3.87);
}

static int draw_two_shares(uint64_t *seed, int n, tell_statistic *s) {
  int m = any_school(seed);
  double p = any_share(seed), q = any_share(seed);
  assert_int_equal(tell_stats_two_proportions(random_binomial(seed, n, p), n,
                                              random_binomial(seed, m, q), m, TELL_SHARE_TEST_CHISQ,
                                              0.95, s, NULL),
                   TELL_OK);
  return holds(s, p - q);
}

static int draw_two_means(uint64_t *seed, int n, tell_statistic *s) {
  drawn a = pupils(seed, n, any_mean(seed));
  drawn b = pupils(seed, any_school(seed), any_mean(seed));
  assert_int_equal(tell_stats_two_means(a.n, a.mean, a.sd, b.n, b.mean, b.sd, 0.95, s, NULL),
                   TELL_OK);
  return holds(s, a.truth - b.truth);
}

/* A school and the others of its municipality, 250 pupils, who come from one truth. */
enum { OTHERS = 250 };

static int draw_child_share(uint64_t *seed, int n, tell_statistic *s) {
  double p = any_share(seed), q = any_share(seed);
  int x = random_binomial(seed, n, p), y = random_binomial(seed, OTHERS, q);
  assert_int_equal(
      tell_stats_child_proportion(x, n, x + y, n + OTHERS, TELL_SHARE_TEST_CHISQ, 0.95, s, NULL),
      TELL_OK);
  return holds(s, p - (n * p + OTHERS * q) / (n + OTHERS));
}

static int draw_child_mean(uint64_t *seed, int n, tell_statistic *s) {
  drawn child = pupils(seed, n, any_mean(seed)), others = pupils(seed, OTHERS, any_mean(seed));
  double all = n + OTHERS, f = n / all;
  double mean = f * child.mean + (1 - f) * others.mean;
  double squares = (n - 1) * child.sd * child.sd + (OTHERS - 1) * others.sd * others.sd +
                   n * (1 - f) * pow(child.mean - others.mean, 2);
  assert_int_equal(tell_stats_child_mean(n, child.mean, child.sd, all, mean,
                                         sqrt(squares / (all - 1)), 0.95, s, NULL),
                   TELL_OK);
  return holds(s, (1 - f) * (child.truth - others.truth));
}

/* Five years of a school on a line, as published: whole points, margins with one decimal. */
static int draw_slope(uint64_t *seed, int n, tell_statistic *s) {
  double years[5], values[5], ses[5], first = any_mean(seed);
  double slope = 4 * random_unit(seed) - 2;
  for (int i = 0; i < 5; i++) {
    drawn of = pupils(seed, n, first + slope * i);
    assert_int_equal(
        tell_stats_mean_published(rounded(of.mean, 1), margin_of(&of), 0, n, 0.95, s, NULL),
        TELL_OK);
    years[i] = 2022 + i;
    values[i] = tell_statistic_value(s);
    ses[i] = (tell_statistic_hi(s) - tell_statistic_lo(s)) / 2 / 1.959963984540054;
  }
  assert_int_equal(tell_stats_slope(years, values, ses, 5, TELL_SLOPE_FIXED, 0.95, s, NULL),
                   TELL_OK);
  return holds(s, slope);
}

static const band nominal = {0.94, 0.96, 0.94};

static void test_coverage_of_means(void **state) {
  check_coverage("means with sd", draw_mean, 11, nominal, *state);
  check_coverage("five-point indices", draw_index, 31, (band){0.94, 0.96, 0.93}, *state);
}

/* A publisher's margin is 1.96 standard errors, also where these are estimated from ten pupils. By
 * 1.96 the intervals of such schools held the truth in 92 % of the draws; by Student's t they do
 * what they say. */
static void test_coverage_of_published_means(void **state) {
  check_coverage("published means", draw_published_mean, 21, nominal, *state);
}

/* With the errors of years as trends take them: half the interval over 1.96. */
static void test_coverage_of_slopes_of_published_years(void **state) {
  check_coverage("slopes over five published years", draw_slope, 81, nominal, *state);
}

static void test_coverage_of_differences(void **state) {
  check_coverage("two shares", draw_two_shares, 41, nominal, *state);
  check_coverage("two means", draw_two_means, 51, nominal, *state);
  check_coverage("school against municipality, shares", draw_child_share, 61, nominal, *state);
  check_coverage("school against municipality, means", draw_child_mean, 71, nominal, *state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_coverage_of_shares_of_schools_is_95_and_never_below_85),
      cmocka_unit_test(test_coverage_of_exact_shares_is_never_below_95),
      cmocka_unit_test(test_coverage_of_shares_of_municipalities_is_95),
      cmocka_unit_test(test_coverage_of_means),
      cmocka_unit_test(test_coverage_of_published_means),
      cmocka_unit_test(test_coverage_of_a_published_municipality_needs_its_rounding),
      cmocka_unit_test(test_coverage_of_differences),
      cmocka_unit_test(test_coverage_of_slopes_of_published_years),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
