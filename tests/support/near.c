/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparing real numbers in tests; near.h says how. */
#include "near.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

int near_is(double actual, double expected, double relative, double absolute) {
  if (isnan(actual) || isnan(expected))
    return isnan(actual) && isnan(expected);
  if (isinf(actual) || isinf(expected))
    return actual == expected;
  return fabs(actual - expected) <= absolute + relative * fabs(expected);
}

void near_assert(double actual, double expected, double relative, double absolute,
                 const char *expression, const char *file, int line) {
  if (near_is(actual, expected, relative, absolute))
    return;
  print_error("%s: %.17g is not near %.17g\n", expression, actual, expected);
  _fail(file, line);
}
