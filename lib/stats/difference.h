/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The difference of two independent figures: two shares, two means. First minus second. */
#ifndef TELL_STATS_DIFFERENCE_H
#define TELL_STATS_DIFFERENCE_H

#include "stats/stats.h"

/** A difference with its test. Numbers of the test are 0 when there is none. */
typedef struct tell__stats_difference {
  tell__estimate estimate; /* in the unit of the figures; n = both together */
  int32_t has_p;           /* 1: there is a test */
  double p;                /* two-sided */
  double statistic;        /* χ², t or z; 0 for Fisher's test */
  double df;               /* 0 where the test has none */
} tell__stats_difference;

/** How two shares are tested. */
typedef int32_t tell__stats_share_test;

enum {
  TELL__STATS_TEST_NONE = 0, /* the interval alone */
  TELL__STATS_TEST_AUTO = 1, /* Fisher's where a cell is expected below 5, else chi-square */
  TELL__STATS_TEST_CHISQ = 2,
  TELL__STATS_TEST_CHISQ_CORRECTED = 3, /* with Yates' continuity correction */
  TELL__STATS_TEST_FISHER = 4
};

/** Fisher's test sums over at most this many tables; with more there is no p. */
#define TELL__STATS_FISHER_TABLES 1000000

/**
 * x1/n1 − x2/n2 with Newcombe's hybrid score interval (his method 10):
 *   lo = d − √((p1 − l1)² + (u2 − p2)²),  hi = d + √((u1 − p1)² + (p2 − l2)²)
 * from the Wilson limits l, u of both. se is half the width over z.
 * p, by `test`: chi-square without continuity correction Σ(O − E)²/E; with
 * Yates' as R has it (|O − E| less min(½, |O − E|)); or Fisher's, the sum over
 * all tables with the same margins that are no likelier than this one (times
 * 1 + 1e-7, as in R, so that equally likely ones count whatever the rounding).
 *
 * Edges: nobody or everybody in both groups has the attribute: chi-square is
 * 0/0, p = 1. Counts that are no whole numbers: AUTO takes chi-square, FISHER
 * gives no p.
 * Methods "newcombe_10_chisq", "newcombe_10_chisq_corrected",
 * "newcombe_10_fisher", "newcombe_10_fractional", without a test "newcombe_10".
 * States: OK; EMPTY (nobody in a group); DOMAIN_ERROR (as for one share, or an unknown test).
 * Reference: Newcombe 1998, Stat. Med. 17, 873-890; Fisher 1935.
 */
tell__stats_difference tell__stats_share_difference(double x1, double n1, double x2, double n2,
                                                    tell__stats_share_test test, double level);

/** Fisher's two-sided p for x1 of n1 against x2 of n2; NOT_POSSIBLE with more than
 * TELL__STATS_FISHER_TABLES tables. Whole numbers only, 0 <= x <= n. */
tell_stat_state tell__stats_fisher(double x1, double n1, double x2, double n2, double *p);

/** A group of which the mean and the standard deviation (divisor n − 1) are known. */
typedef struct tell__stats_group {
  double n;
  double mean;
  double sd;
} tell__stats_group;

/**
 * first − second of two figures that share nobody, each with a known variance:
 * two years of a school, a school and its peers. Var = the sum of all four
 * parts: the roundings of two figures are independent. Normal interval.
 * n is that of the first, 0 when it is not known.
 *
 * Method "independent". States: OK; ZERO_VARIANCE; NO_SPREAD (a variance is not
 * known: difference without interval); DOMAIN_ERROR (a negative variance, not a
 * number, level).
 */
tell__estimate tell__stats_known_difference(const tell__stats_part *first,
                                            const tell__stats_part *second, double level);

/** The difference of two means in units of the standard deviation; 0 when there is none. */
typedef struct tell__stats_effect {
  int32_t there;              /* 1: n1 + n2 > 3 and the pooled sd is above 0 */
  double sd;                  /* pooled */
  double d, d_lo, d_hi;       /* Cohen's */
  double g, g_se, g_lo, g_hi; /* Hedges', corrected for small groups */
} tell__stats_effect;

/**
 * m1 − m2 with Welch's interval, which does not ask for equal variances:
 *   d ± t(ν)·se,  se² = s1²/n1 + s2²/n2,
 *   ν = se⁴ / ((s1²/n1)²/(n1 − 1) + (s2²/n2)²/(n2 − 1)),  p from t(ν) at d/se
 *
 * Edges: fewer than 2 in a group: difference without interval, TOO_FEW_POINTS.
 * Both sd 0: an interval without width and no test, ZERO_VARIANCE.
 * Method "welch". States: also OK; EMPTY (nobody in a group); DOMAIN_ERROR
 * (n < 0 or between 0 and 1, n above 1e12, sd < 0, not a number, level).
 * Reference: Welch 1947, Biometrika 34, 28-35.
 */
tell__stats_difference tell__stats_mean_difference(const tell__stats_group *first,
                                                   const tell__stats_group *second, double level);

/**
 * The standardised difference of two means:
 *   d = (m1 − m2)/s,  s² = ((n1 − 1)s1² + (n2 − 1)s2²)/ν,  ν = n1 + n2 − 2
 *   g = J·d,  J = Γ(ν/2) / (√(ν/2)·Γ((ν − 1)/2))  (ν > 1)
 *   Var = 1/n1 + 1/n2 + e²/(2(n1 + n2)) with e = d or g, normal interval
 * as metafor's SMD. The interval is for large groups: from about 20 together.
 * Reference: Hedges 1981, J. Educational Statistics 6, 107-128; Hedges & Olkin
 * 1985, p. 86.
 */
tell__stats_effect tell__stats_effect_size(const tell__stats_group *first,
                                           const tell__stats_group *second, double level);

#endif
