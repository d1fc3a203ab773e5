/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comparing real numbers in tests. assert_float_equal() of cmocka 1.1.5 casts
 * to float and would pass on garbage below 1e-7.
 */
#ifndef TELL_TESTS_NEAR_H
#define TELL_TESTS_NEAR_H

/**
 * Passes when |actual - expected| <= absolute + relative * |expected|, when
 * both are NaN, or when both are the same infinity.
 */
#define assert_double_near(actual, expected, relative, absolute)                                   \
  near_assert((actual), (expected), (relative), (absolute), #actual, __FILE__, __LINE__)

/** 1 when the numbers are near each other as said above. */
int near_is(double actual, double expected, double relative, double absolute);

void near_assert(double actual, double expected, double relative, double absolute,
                 const char *expression, const char *file, int line);

#endif
